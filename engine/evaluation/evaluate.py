"""How well a network does on a split: loss and accuracy, without touching its weights."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor, nn
from torch.nn import functional

from engine.data.batches import Images, ResidentImages
from engine.data.catalog import Preprocessing
from engine.text import QT_TRANSLATE_NOOP, NetwrightError

if TYPE_CHECKING:
    from engine.data.catalog import Inputs
    from engine.runs.run import Run
    from engine.training.events import Split

LossOf = Callable[[Tensor, Tensor], "tuple[Tensor, Tensor | int]"]
"""The summed loss and weight of logits ``[N, classes]`` and labels ``[N]``."""

Watch = Callable[[Tensor, Tensor], None]
"""What is shown the logits ``[N, classes]`` and labels ``[N]`` of each batch, in the order of the images."""

_CPU_MULTIPLY_ADDS = 400_000_000
_GPU_MULTIPLY_ADDS = 20_000_000_000


@dataclass(frozen=True, slots=True)
class Metrics:
    """Mean loss and share of right answers over ``images`` images."""

    loss: float
    accuracy: float
    images: int


class EvaluationStopped(Exception):
    """``should_stop`` said so; there are no metrics of half a split."""


def _cross_entropy(logits: Tensor, labels: Tensor) -> tuple[Tensor, int]:
    return functional.cross_entropy(logits, labels, reduction="sum"), len(labels)


def evaluation_batch_size(multiply_adds: int, device: torch.device) -> int:
    """Images per evaluation batch: a power of two, small enough that a CPU is done with a batch in some 20 ms.

    It follows from the network alone, never from a clock: the batch size decides the last bits of the loss.
    """
    budget, most = (_CPU_MULTIPLY_ADDS, 512) if device.type == "cpu" else (_GPU_MULTIPLY_ADDS, 2048)
    affordable = max(1, min(most, budget // max(multiply_adds, 1)))
    return int(1 << (affordable.bit_length() - 1))


def evaluate(
    network: nn.Module,
    images: "Inputs",
    labels: NDArray[np.int64],
    preprocessing: Preprocessing,
    device: torch.device,
    batch_size: int,
    should_stop: Callable[[], bool] = lambda: False,
    loss_of: LossOf = _cross_entropy,
) -> Metrics:
    """Metrics over images uint8 ``[N, C, H, W]`` and labels int64 ``[N]``; ``network`` is on ``device``.

    ``should_stop`` is asked before every batch; a yes raises :class:`EvaluationStopped`.
    """
    resident = ResidentImages(images, labels, preprocessing, device)
    return evaluate_resident(network, resident, batch_size, should_stop, loss_of=loss_of)


@torch.inference_mode()
def evaluate_resident(
    network: nn.Module,
    images: Images,
    batch_size: int,
    should_stop: Callable[[], bool] = lambda: False,
    progress: Callable[[int, int], None] = lambda done, total: None,
    loss_of: LossOf = _cross_entropy,
    watch: Watch | None = None,
) -> Metrics:
    """Like :func:`evaluate`, for images that are ready for the network's device; ``progress`` gets (done, total).

    ``loss_of`` gives the summed loss of a batch and its weight (the number of its images, or what they count).
    ``watch`` may keep what it is shown.
    """
    if len(images) == 0:
        raise NetwrightError(QT_TRANSLATE_NOOP("engine", "There are no images to evaluate on."))
    starts = range(0, len(images), batch_size)
    totals = sum_over(network, images, batch_size, starts, should_stop, progress, loss_of, watch)
    return metrics_of(totals, len(images))


@torch.inference_mode()
def sum_over(
    network: nn.Module,
    images: Images,
    batch_size: int,
    starts: Iterable[int],
    should_stop: Callable[[], bool],
    progress: Callable[[int, int], None],
    loss_of: LossOf,
    watch: Watch | None = None,
) -> Tensor:
    """What :func:`evaluate_resident` sums over the batches that begin at ``starts``: the loss, its weight and the right
    answers (float64 ``[3]``, on the device)."""
    learning = network.training
    network.eval()
    try:
        totals = torch.zeros(3, dtype=torch.float64, device=next(network.parameters()).device)
        for start in starts:
            if should_stop():
                raise EvaluationStopped
            stop = min(start + batch_size, len(images))
            inputs, labels = images.batch(start, stop)
            logits = network(inputs)
            lost, weight = loss_of(logits, labels)
            totals[0] += lost
            totals[1] += weight
            totals[2] += (logits.argmax(dim=1) == labels).sum()
            if watch is not None:
                watch(logits, labels)
            progress(stop, len(images))
    finally:
        network.train(learning)
    return totals


def metrics_of(totals: Tensor, images: int) -> Metrics:
    """From what was summed over all of so many images."""
    loss, weights, right = totals.tolist()
    return Metrics(loss / weights, right / images, images)


def evaluate_run(
    run: "Run", dataset: str | None = None, split: "Split" = "test", device: "torch.device | str" = "cpu"
) -> Metrics:
    """Metrics of a run's best weights on a split of ``dataset`` (the run's own without it), prepared as in training.

    ``train`` and ``validation`` are the run's own division. Raises :class:`NetwrightError`.
    """
    from engine.evaluation.run_split import run_on_split

    loaded = run_on_split(run, dataset, split, device)
    return evaluate_resident(loaded.network, loaded.images, loaded.batch_size, loss_of=loaded.loss.total)
