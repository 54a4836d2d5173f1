"""One pass of a run's network over a split that keeps what it says of every image."""

from collections.abc import Callable
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor

from engine.evaluation.evaluate import Metrics, evaluate_resident
from engine.evaluation.observations import Observations
from engine.evaluation.run_split import run_on_split
from engine.text import QT_TRANSLATE_NOOP, NetwrightError
from engine.training.losses import Loss

if TYPE_CHECKING:
    from engine.runs.run import Run
    from engine.training.events import Split


class Observed(NamedTuple):
    """What a pass came to, and the names of the dataset's classes."""

    observations: Observations
    metrics: Metrics
    classes: tuple[str, ...]


def observe_run(
    run: "Run",
    dataset: str | None,
    split: "Split",
    device: torch.device | str,
    should_stop: Callable[[], bool],
    progress: Callable[[int, int], None],
) -> Observed:
    """Observe a run's best weights on a split; see :func:`engine.evaluation.report.report_on_run`."""
    loaded = run_on_split(run, dataset, split, device)
    notes = _Notes(loaded.loss)
    metrics = evaluate_resident(
        loaded.network,
        loaded.images,
        loaded.batch_size,
        should_stop,
        progress,
        loaded.loss.total,
        notes.watch,
    )
    observations = notes.observations(loaded.split.labels)
    check_numbers(observations)
    return Observed(observations, metrics, loaded.split.info.classes)


def check_numbers(observations: Observations) -> None:
    """Raise :class:`NetwrightError` where a network said something that is no finite number."""
    if wrong := observations.without_numbers():
        raise NetwrightError(
            QT_TRANSLATE_NOOP("engine", "The network's answers to {count} of {images} images are no finite numbers."),
            QT_TRANSLATE_NOOP("engine", "Its weights are too large or damaged; evaluate another run."),
            count=wrong,
            images=len(observations),
        )


class _Notes:
    """What has been seen so far, on the device: nothing waits for it before the end."""

    def __init__(self, loss: Loss) -> None:
        self._loss = loss
        self._predicted: list[Tensor] = []
        self._probabilities: list[Tensor] = []
        self._losses: list[Tensor] = []

    def watch(self, logits: Tensor, labels: Tensor) -> None:
        # The answer is taken of the logits, as the accuracy is: rounding can make two probabilities equal.
        self._predicted.append(logits.argmax(dim=1))
        self._probabilities.append(torch.softmax(logits.float(), dim=1))
        self._losses.append(self._loss.by_image(logits, labels))

    def observations(self, labels: NDArray[np.int64]) -> Observations:
        predicted, probabilities, losses = (
            torch.cat(parts).cpu().numpy() for parts in (self._predicted, self._probabilities, self._losses)
        )
        return Observations(labels, predicted, probabilities, losses)
