"""How far a training has come, as numbers that a checkpoint can hold."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any

from engine.lazy import lazy_module

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from engine.evaluation.evaluate import Metrics
else:
    np = lazy_module("numpy")


@dataclass(slots=True)
class Progress:
    """Epochs and steps count from 1; ``epoch_step`` counts the steps taken of ``epoch``."""

    epoch: int = 0
    step: int = 0
    epoch_step: int = 0
    epochs_done: int = 0
    epoch_loss: float = 0.0
    """Sum of the loss over the epoch's images so far."""
    epoch_right: int = 0
    epoch_images: int = 0
    best_epoch: int | None = None
    best_score: tuple[float, ...] = ()

    def begin_epoch(self, epoch: int) -> None:
        self.epoch, self.epoch_step = epoch, 0
        self.epoch_loss, self.epoch_right, self.epoch_images = 0.0, 0, 0

    def add(self, losses: NDArray[np.float32], right: NDArray[np.int64], sizes: NDArray[np.int64]) -> None:
        """Add steps. One by one, so that the sum has the same bits however the steps were grouped."""
        for loss, size in zip(losses.tolist(), sizes.tolist(), strict=True):
            self.epoch_loss += loss * size
        self.epoch_right += int(right.sum())
        self.epoch_images += int(sizes.sum())

    @property
    def train_loss(self) -> float:
        return self.epoch_loss / max(self.epoch_images, 1)

    @property
    def train_accuracy(self) -> float:
        return self.epoch_right / max(self.epoch_images, 1)

    def is_best(self, validation: Metrics | None) -> bool:
        """Whether the epoch is the best so far: by validation accuracy, among equals by validation loss.

        Without a validation split the lowest training loss decides.
        """
        return self.best_epoch is None or self._score(validation) > self.best_score

    def end_epoch(self, validation: Metrics | None) -> None:
        if self.is_best(validation):
            self.best_epoch, self.best_score = self.epoch, self._score(validation)
        self.epochs_done = self.epoch

    def _score(self, validation: Metrics | None) -> tuple[float, ...]:
        return (-self.train_loss,) if validation is None else (validation.accuracy, -validation.loss)

    def to_data(self) -> dict[str, Any]:
        """The progress as JSON data; Python writes and reads floats without losing a bit."""
        return asdict(self)

    @classmethod
    def from_data(cls, data: dict[str, Any]) -> Progress:
        """The progress that :meth:`to_data` wrote."""
        return cls(**{**data, "best_score": tuple(data["best_score"])})
