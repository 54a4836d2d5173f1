"""What the scheduler and its workers tell each other: plain, picklable data."""

from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

from engine.runs.metadata import Lineage
from engine.training.events import Failure, Outcome

Command = Literal["pause", "resume", "cancel", "quit"]


@dataclass(frozen=True, slots=True)
class Order:
    """Train this project as a run of this name, or go on with it where ``resume`` is set: all of a batch, or none."""

    trial: int
    project: dict[str, Any]
    """As JSON data, so that reading it needs no module of layers on the way."""
    root: Path
    """Of the run store."""
    run: str
    lineage: Lineage
    resume: bool = False


Batch = tuple[Order, ...]
"""What a worker trains at once: one trial, or several whose networks are computed as one."""


@dataclass(frozen=True, slots=True)
class CancelTrial:
    """End one trial, whatever goes on beside it."""

    trial: int


@dataclass(frozen=True, slots=True)
class Ready:
    """The worker has loaded what it needs."""


@dataclass(frozen=True, slots=True)
class Started:
    """The trial's run exists under this name."""

    trial: int
    run: str


@dataclass(frozen=True, slots=True)
class EpochDone:
    """An epoch with its validation, ``None`` without a validation split."""

    trial: int
    epoch: int
    loss: float | None
    accuracy: float | None


@dataclass(frozen=True, slots=True)
class Ended:
    """The training is over; everything else stands in the run's folder, where it came to have one."""

    trial: int
    outcome: Outcome
    run: str = ""
    failure: Failure | None = None


Report = Ready | Started | EpochDone | Ended
