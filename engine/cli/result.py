"""What a run came to, gathered from its events."""

from dataclasses import dataclass, field
from typing import Any

from engine.training.events import EpochCompleted, Event, RunFinished, RunStarted


@dataclass
class RunResult:
    """The run so far. All figures belong to the weights that were kept: those of the best epoch."""

    started: RunStarted | None = None
    epochs: list[EpochCompleted] = field(default_factory=list)
    finished: RunFinished | None = None

    def add(self, event: Event) -> None:
        """Take note of an event."""
        match event:
            case RunStarted():
                self.started = event
            case EpochCompleted():
                self.epochs.append(event)
            case RunFinished():
                self.finished = event

    @property
    def kept(self) -> EpochCompleted | None:
        """The epoch whose weights were kept."""
        best = self.finished.best_epoch if self.finished else None
        return next((epoch for epoch in self.epochs if epoch.epoch == best), None)

    @property
    def images_per_second(self) -> float | None:
        """Training images per second over all epochs, without validation."""
        seconds = sum(1 / epoch.images_per_second for epoch in self.epochs if epoch.images_per_second > 0)
        return len(self.epochs) / seconds if seconds else None

    def to_data(self) -> dict[str, Any]:
        """The result as JSON data; what is not known is ``None``."""
        kept, finished, started = self.kept, self.finished, self.started
        return {
            "run": started.run if started else None,
            "folder": str(started.folder) if started else None,
            "outcome": finished.outcome if finished else None,
            "error": str(finished.failure.text) if finished and finished.failure else None,
            "epochs": finished.epochs if finished else len(self.epochs),
            "best_epoch": finished.best_epoch if finished else None,
            "train_loss": kept.train_loss if kept else None,
            "train_accuracy": kept.train_accuracy if kept else None,
            "val_loss": kept.validation_loss if kept else None,
            "val_accuracy": kept.validation_accuracy if kept else None,
            "test_loss": finished.test_loss if finished else None,
            "test_accuracy": finished.test_accuracy if finished else None,
            "images_per_second": self.images_per_second,
            "device": started.device if started else None,
            "parameters": started.parameters if started else None,
            "seconds": finished.seconds if finished else None,
        }
