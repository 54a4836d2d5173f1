"""What a search has found so far, as plain data: its trials, which of them are best, how fast it goes."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Literal, Protocol

from engine.sweeps.dimension import Value
from engine.sweeps.space import SearchSpace
from engine.sweeps.sweep import Measure, Objective, SweepSettings
from engine.text import Text

TrialState = Literal["waiting", "running", "completed", "pruned", "failed", "infeasible"]
SweepStatus = Literal["starting", "running", "paused", "stopped", "completed", "failed"]
"""``stopped`` can go on, at once or after the program was closed; ``failed`` is given up, with the reason."""

ENDED: tuple[TrialState, ...] = ("completed", "pruned", "failed", "infeasible")


@dataclass(frozen=True, slots=True)
class Trial:
    """One point and what became of it. ``waiting`` is one that was begun and whose worker is gone: it goes on."""

    number: int
    """From 0, in the order in which points were chosen; it stays the same however often a worker dies."""
    state: TrialState
    values: Mapping[str, Value] = field(default_factory=dict)
    """By the dimension's name."""
    measures: Mapping[Measure, float] = field(default_factory=dict)
    """What is known of it; those of validation are the best epoch's once it has ended."""
    intermediate: Mapping[int, float] = field(default_factory=dict)
    """Validation after each epoch: of the first objective where that is one of validation, else the accuracy."""
    epochs: int = 0
    """Epochs that it is to have."""
    run: str = ""
    """The name of its run in the store; empty before it has one."""
    host: str = ""
    """The machine that trains or trained it, where its run is."""
    error: Text | None = None
    """Why it failed or is infeasible."""

    @property
    def seconds(self) -> float | None:
        return self.measures.get("seconds")

    @property
    def parameters(self) -> float | None:
        return self.measures.get("parameters")

    def objectives(self, wanted: Sequence[Objective]) -> tuple[float | None, ...]:
        """The figures that it is judged by, in the order of the objectives."""
        return tuple(self.measures.get(objective.measure) for objective in wanted)


@dataclass(frozen=True)
class SweepState:
    """A sweep at one moment; a copy that nobody changes."""

    name: str
    folder: Path
    status: SweepStatus
    settings: SweepSettings
    space: SearchSpace
    planned: int
    """Trials that there are to be."""
    trials: tuple[Trial, ...] = ()
    """By their numbers."""
    problem: Text | None = None
    """Why it failed, or what it waits for, such as a storage that does not answer."""
    elapsed: float = 0.0
    """Seconds in which this program worked at it, without pauses."""
    ended_here: int = 0
    """Trials that ended in this time, anywhere."""

    @cached_property
    def counts(self) -> Mapping[TrialState, int]:
        """Trials in each state; one that there is none of counts 0."""
        return Counter(trial.state for trial in self.trials)

    @property
    def ended(self) -> int:
        """Trials that are over, whatever became of them."""
        return sum(self.counts[state] for state in ENDED)

    @property
    def rate(self) -> float | None:
        """Trials per second; ``None`` before the first one has ended."""
        return self.ended_here / self.elapsed if self.ended_here and self.elapsed > 0 else None

    @property
    def seconds_left(self) -> float | None:
        """Until all trials are done at this rate; ``None`` while it is not known."""
        return None if self.rate is None else max(0, self.planned - self.ended) / self.rate

    @cached_property
    def pareto(self) -> tuple[Trial, ...]:
        """The completed trials that no other one beats: at least as good in every objective and better in one.

        With one objective these are the best trial and those equal to it. Sorted by the first objective, best first.
        """
        judged = [(self._losses(trial), trial) for trial in self.trials if trial.state == "completed"]
        known = sorted(((losses, trial) for losses, trial in judged if losses is not None), key=lambda pair: pair[0])
        front: list[tuple[tuple[float, ...], Trial]] = []
        for losses, trial in known:  # whoever could beat it stands before it
            if not any(_beats(other, losses) for other, _ in reversed(front)):  # the nearest one mostly does
                front.append((losses, trial))
        return tuple(trial for _, trial in front)

    @property
    def best(self) -> Trial | None:
        """The best trial by the first objective, the earliest of equals; ``None`` before one has completed."""
        return self.pareto[0] if self.pareto else None

    def _losses(self, trial: Trial) -> tuple[float, ...] | None:
        """The objectives so that less is better; ``None`` where one is not known."""
        found = trial.objectives(self.settings.objectives)
        if any(value is None or value != value for value in found):  # noqa: PLR0124 - NaN
            return None
        signs = [-1.0 if objective.direction == "maximize" else 1.0 for objective in self.settings.objectives]
        return tuple(sign * value for sign, value in zip(signs, found, strict=True) if value is not None)


def _beats(first: tuple[float, ...], second: tuple[float, ...]) -> bool:
    return first != second and all(one <= other for one, other in zip(first, second, strict=True))


class SweepHandle(Protocol):
    """A sweep that works in this program. Every method is safe from any thread and returns at once.

    It ends by itself once all trials are done or it is given up; :meth:`snapshot` tells. A handle is started once: a
    sweep that stopped goes on by another one.
    """

    def start(self) -> None:
        """Begin, or go on with what is in the sweep's folder."""

    def pause(self) -> None:
        """Let the trials under way stand still after their step, and begin no other."""

    def resume(self) -> None:
        """Go on after a pause."""

    def extend(self, trials: int) -> None:
        """So many trials more."""

    def stop(self) -> None:
        """End the work: trials under way keep a checkpoint and go on when the sweep does."""

    def snapshot(self) -> SweepState:
        """The newest state."""

    def join(self, timeout: float | None = None) -> bool:
        """Wait for the end, at most ``timeout`` seconds; returns whether it has come."""
