"""How far a training has come, as numbers that a checkpoint can hold."""

from __future__ import annotations

import math
from dataclasses import asdict, dataclass, fields
from typing import TYPE_CHECKING, Any

from engine.lazy import lazy_module

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from engine.evaluation.evaluate import Metrics
    from engine.training.config import TrainingConfig
else:
    np = lazy_module("numpy")


_EXPLODED = 1e4
"""So many times the first loss, or 1 where that was smaller, is no loss to go on from."""


@dataclass(slots=True)
class Progress:
    """Epochs and steps count from 1; ``position`` counts the images of ``epoch`` that were trained on so far."""

    epoch: int = 0
    step: int = 0
    position: int = 0
    rate: float = 0.0
    """The learning rate of the last step."""
    epochs_done: int = 0
    epoch_loss: float = 0.0
    """Sum of the loss over the epoch's images so far."""
    epoch_right: int = 0
    epoch_images: int = 0
    first_loss: float | None = None
    """The loss of the run's first step: what came of it later is measured by it."""
    best_epoch: int | None = None
    best_score: tuple[float, ...] = ()
    bar: float | None = None
    """The watched figure that an epoch must better for early stopping, greater is better."""
    waited: int = 0
    """Epochs in a row that did not."""
    stopped_early: bool = False
    changes: int = 0
    """How often the run was changed while it was paused."""

    @property
    def in_epoch(self) -> bool:
        """Whether an epoch has begun that is not done."""
        return self.epoch > self.epochs_done

    def begin_epoch(self) -> None:
        """Begin the next epoch."""
        self.epoch, self.position = self.epochs_done + 1, 0
        self.epoch_loss, self.epoch_right, self.epoch_images = 0.0, 0, 0

    def add(self, losses: NDArray[np.float32], right: NDArray[np.int64], sizes: NDArray[np.int64]) -> None:
        """Add steps. One by one, so that the sum has the same bits however the steps were grouped."""
        for loss, size in zip(losses.tolist(), sizes.tolist(), strict=True):
            self.epoch_loss += loss * size
        self.epoch_right += int(right.sum())
        self.epoch_images += int(sizes.sum())

    def first_lost(self, losses: NDArray[np.float32]) -> int | None:
        """Which of these steps' losses is the first that is no number, or so large beside the run's first one that the
        weights are of no use; ``None`` for none.
        """
        for number, loss in enumerate(losses.tolist()):
            if self.first_loss is None:
                self.first_loss = loss
            if not math.isfinite(loss) or loss > _EXPLODED * max(self.first_loss, 1.0):
                return number
        return None

    @property
    def train_loss(self) -> float:
        return self.epoch_loss / max(self.epoch_images, 1)

    @property
    def train_accuracy(self) -> float:
        return self.epoch_right / max(self.epoch_images, 1)

    def is_best(self, validation: Metrics | None, config: TrainingConfig) -> bool:
        """Whether the epoch's weights are to be kept: the best so far, by the figure that is watched.

        Among equals the other figure decides, without a validation split the training's figures do. Where not the
        best but the last weights are wanted, every epoch is.
        """
        better = self.best_epoch is None or self._score(validation, config) > self.best_score
        return better or not config.restore_best

    def end_epoch(self, validation: Metrics | None, config: TrainingConfig) -> None:
        """Count the epoch as done, and see whether waiting for a better one is over."""
        if self.is_best(validation, config):
            self.best_epoch, self.best_score = self.epoch, self._score(validation, config)
        self.epochs_done = self.epoch
        figure = self._score(validation, config)[0]
        if self.bar is None or figure > self.bar + config.min_change:
            self.bar, self.waited = figure, 0
        else:
            self.waited += 1
        self.stopped_early = config.early_stopping and self.waited >= config.patience

    def _score(self, validation: Metrics | None, config: TrainingConfig) -> tuple[float, ...]:
        if validation is None:
            accuracy, loss = self.train_accuracy, self.train_loss
            return (-loss, accuracy)
        accuracy, loss = validation.accuracy, validation.loss
        return (accuracy, -loss) if config.watched == "accuracy" else (-loss, accuracy)

    def forget_best(self) -> None:
        """The best weights so far belong to another network, or to another measure."""
        self.best_epoch, self.best_score, self.bar, self.waited = None, (), None, 0

    def to_data(self) -> dict[str, Any]:
        """The progress as JSON data; Python writes and reads floats without losing a bit."""
        return asdict(self)

    @classmethod
    def from_data(cls, data: dict[str, Any]) -> Progress:
        """The progress that :meth:`to_data` wrote."""
        known = {field.name: data[field.name] for field in fields(cls)}
        return cls(**{**known, "best_score": tuple(data["best_score"])})
