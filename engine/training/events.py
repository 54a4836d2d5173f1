"""What the trainer tells: a closed set of frozen, picklable events of plain values, in the order of their happening.

``RunStarted`` comes first, but for downloads before it; exactly one ``RunFinished`` comes last, whatever happened.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from engine.lazy import lazy_module
from engine.text import Text

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray
else:
    np = lazy_module("numpy")

Outcome = Literal["completed", "cancelled", "failed"]
JobState = Literal["idle", "preparing", "running", "paused", "completed", "cancelled", "failed"]
Split = Literal["train", "validation", "test"]


@dataclass(frozen=True, slots=True)
class DownloadProgressed:
    """What the training needs is on its way here: the dataset, or the weights of a family that the network starts from.

    At most one such event per 100 ms.
    """

    name: str
    done: int
    """Bytes."""
    total: int
    kind: Literal["weights", "dataset"] = "weights"


@dataclass(frozen=True, slots=True)
class RunStarted:
    """The run's folder exists and the first step is about to be taken. Epochs and steps count from 1."""

    run: str
    folder: Path
    epochs: int
    steps_per_epoch: int
    train_images: int
    validation_images: int
    device: str
    """``cpu`` or ``cuda:0``."""
    device_name: str
    """``AMD EPYC`` or ``NVIDIA H200``."""
    parameters: int
    resumed_after: int = 0
    """Steps that were taken before, in an earlier part of this run."""


@dataclass(frozen=True, slots=True, eq=False)
class StepsCompleted:
    """All steps since the last such event; at most one per 50 ms."""

    epoch: int
    first_step: int
    """Number of the first step in ``losses``, counted from 1 over the whole run."""
    losses: NDArray[np.float32]
    accuracies: NDArray[np.float32]
    """Share of right answers in each batch, 0 to 1."""
    images_per_second: float


@dataclass(frozen=True, slots=True)
class EvaluationProgressed:
    """An evaluation of a split is under way."""

    split: Split
    done: int
    total: int


@dataclass(frozen=True, slots=True)
class EpochCompleted:
    """An epoch with its validation. Validation figures are ``None`` without a validation split."""

    epoch: int
    step: int
    train_loss: float
    train_accuracy: float
    validation_loss: float | None
    validation_accuracy: float | None
    seconds: float
    images_per_second: float
    best: bool
    learning_rate: float = 0.0
    """At the epoch's last step."""


@dataclass(frozen=True, slots=True)
class CheckpointSaved:
    """Weights were written to ``file``; ``best`` says whether they are the best so far."""

    epoch: int
    file: Path
    best: bool


@dataclass(frozen=True, slots=True)
class StateChanged:
    """The job moved to another state (paused, running again)."""

    state: JobState


@dataclass(frozen=True, slots=True)
class EngineWarning:
    """Something a person should know that does not end the run."""

    text: Text


@dataclass(frozen=True, slots=True)
class WayChosen:
    """How the steps are computed on this machine, and what else was measured: (words, milliseconds a step)."""

    text: Text
    measured: tuple[tuple[Text, float], ...] = ()


@dataclass(frozen=True, slots=True)
class Rewound:
    """The run went back to the weights after ``step``; what was told of later steps is void."""

    epoch: int
    step: int


@dataclass(frozen=True, slots=True)
class Change:
    """One hyperparameter that was changed during a run, or a layer; values as text, empty where there was none."""

    name: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class RunChanged:
    """A paused run goes on with other hyperparameters or other layers, from the next step on."""

    epoch: int
    step: int
    changes: tuple[Change, ...]
    epochs: int
    steps_per_epoch: int
    parameters: int


@dataclass(frozen=True, slots=True)
class LayerHealth:
    """One layer at one step; ``None`` where a figure has no meaning for it."""

    layer: str
    gradient_norm: float | None = None
    update_ratio: float | None = None
    """Length of the step's change over the length of the weights."""
    dead: float | None = None
    """Share of the units that answered 0 to every image of the batch."""
    saturated: float | None = None
    """Share of the answers at the flat ends of the activation."""


@dataclass(frozen=True, slots=True)
class Hint:
    """Something that looks unhealthy, and a remedy. ``kind`` stays the same while it lasts."""

    kind: str
    text: Text
    remedy: Text
    layer: str | None = None


@dataclass(frozen=True, slots=True)
class HealthMeasured:
    """How the run does, now and then; ``hints`` are all that hold now."""

    step: int
    gradient_norm: float
    layers: tuple[LayerHealth, ...]
    hints: tuple[Hint, ...]


@dataclass(frozen=True, slots=True)
class Failure:
    """Why a run failed: a kind for programs, a sentence and a suggestion for people, the traceback for a report."""

    kind: Literal["out_of_memory", "not_finite", "disk_full", "bad_model", "bad_data", "device", "unexpected"]
    text: Text
    hint: Text | None
    details: str


@dataclass(frozen=True, slots=True)
class HeldAtLastGood:
    """The loss is no number any more: the run stands paused at the last good weights, after ``step``."""

    step: int
    failure: Failure


@dataclass(frozen=True, slots=True)
class RunFinished:
    """The end. Test figures belong to the best epoch's weights and are there for completed runs only."""

    outcome: Outcome
    epochs: int
    """Epochs completed."""
    best_epoch: int | None
    test_loss: float | None
    test_accuracy: float | None
    seconds: float
    failure: Failure | None = None
    stopped_early: bool = False


Event = (
    DownloadProgressed
    | RunStarted
    | StepsCompleted
    | EvaluationProgressed
    | EpochCompleted
    | CheckpointSaved
    | StateChanged
    | EngineWarning
    | WayChosen
    | Rewound
    | RunChanged
    | HealthMeasured
    | HeldAtLastGood
    | RunFinished
)
