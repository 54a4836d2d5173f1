"""Lines of a run's metrics as the events that they were written for."""

from collections.abc import Mapping, Sequence
from dataclasses import fields
from typing import Any

from pydantic import ValidationError

from engine.runs.metadata import EpochFigures
from engine.runs.metrics import Entry, figures_of
from engine.training.events import Change, EpochCompleted, Event, Rewound, RunChanged, StepsCompleted


class Teller:
    """Turns entries into events, in their order, and knows how far it has told.

    ``epochs``, ``steps_per_epoch`` and ``parameters`` are those of the run now, for its changes.
    """

    def __init__(self) -> None:
        self.step = 0
        """The last one told."""
        self.epoch = 0
        """Epochs told."""
        self.epochs = self.steps_per_epoch = self.parameters = 0

    def events(self, entries: Sequence[Entry], images_per_second: float) -> list[Event]:
        """What these entries tell; an entry that is damaged tells nothing."""
        return [event for entry in entries if (event := self._event(entry, images_per_second)) is not None]

    def again(self, entries: Sequence[Entry], images_per_second: float) -> list[Event]:
        """The same where ``entries`` are all of a file that took the place of what was told so far.

        A run was resumed: what it lost is told to be void, and what came since follows.
        """
        resumed = [entry["step"] for entry in entries if entry["kind"] == "resumed"]
        known = max((_last_step(entry) for entry in entries), default=0)
        kept = min(self.step, resumed[-1] if resumed else known)
        told: list[Event] = []
        if kept < self.step:
            self.epoch = max((entry["epoch"] for entry in entries if _is_epoch_until(entry, kept)), default=0)
            self.step = kept
            told.append(Rewound(self.epoch, kept))
        return [*told, *self.events([entry for entry in entries if _last_step(entry) > kept], images_per_second)]

    def _event(self, entry: Entry, images_per_second: float) -> Event | None:
        match entry["kind"]:
            case "steps":
                return self._steps(entry, images_per_second)
            case "epoch":
                return self._epoch(entry)
            case "rewound":
                self.step, self.epoch = entry["step"], int(entry.get("epoch", 0))
                return Rewound(self.epoch, self.step)
            case "changed":
                changes = changes_of(entry)
                sizes = (self.epochs, self.steps_per_epoch, self.parameters)
                return RunChanged(int(entry.get("epoch", self.epoch + 1)), entry["step"], changes, *sizes)
        return None

    def _steps(self, entry: Entry, images_per_second: float) -> StepsCompleted | None:
        losses, accuracies = figures_of(entry["losses"]), figures_of(entry["accuracies"])
        if losses is None or accuracies is None or not len(losses):
            return None
        first = max(entry["first_step"], self.step + 1) if entry["first_step"] <= self.step else entry["first_step"]
        skipped = first - entry["first_step"]
        if skipped >= len(losses):
            return None
        self.step = entry["first_step"] + len(losses) - 1
        epoch = int(entry.get("epoch", self.epoch + 1))
        return StepsCompleted(epoch, first, losses[skipped:], accuracies[skipped:], images_per_second)

    def _epoch(self, entry: Entry) -> EpochCompleted | None:
        try:
            figures = EpochFigures.model_validate({"learning_rate": 0.0, **entry})
        except ValidationError:
            return None
        self.epoch, self.step = figures.epoch, max(self.step, figures.step)
        return EpochCompleted(**{field.name: getattr(figures, field.name) for field in fields(EpochCompleted)})


def changes_of(entry: Mapping[str, Any]) -> tuple[Change, ...]:
    """What a person changed, as far as the line tells: a file may have been written by another version."""
    told = entry.get("changes")
    return tuple(
        Change(str(change.get("name", "")), str(change.get("before", "")), str(change.get("after", "")))
        for change in (told if isinstance(told, list) else ())
        if isinstance(change, Mapping)
    )


def _last_step(entry: Entry) -> int:
    step: int = entry["first_step"] + len(entry["losses"]) - 1 if entry["kind"] == "steps" else entry["step"]
    return step


def _is_epoch_until(entry: Entry, step: int) -> bool:
    return bool(entry["kind"] == "epoch" and entry["step"] <= step)
