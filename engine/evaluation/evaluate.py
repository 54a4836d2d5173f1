"""How well a network does on a split: loss and accuracy, without touching its weights."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor, nn
from torch.nn import functional

from engine.data.batches import ResidentImages
from engine.data.catalog import Preprocessing, load_dataset
from engine.data.splits import split_images
from engine.evaluation.predictor import load_network
from engine.text import QT_TRANSLATE_NOOP, NetwrightError

if TYPE_CHECKING:
    from engine.runs.run import Run
    from engine.training.events import Split

LossOf = Callable[[Tensor, Tensor], "tuple[Tensor, Tensor | int]"]
"""The summed loss and weight of logits ``[N, classes]`` and labels ``[N]``."""

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
    images: NDArray[np.uint8],
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
    images: ResidentImages,
    batch_size: int,
    should_stop: Callable[[], bool] = lambda: False,
    progress: Callable[[int, int], None] = lambda done, total: None,
    loss_of: LossOf = _cross_entropy,
) -> Metrics:
    """Like :func:`evaluate`, for images that are on the network's device; ``progress`` gets (done, total).

    ``loss_of`` gives the summed loss of a batch and its weight (the number of its images, or what they count).
    """
    if len(images) == 0:
        raise NetwrightError(QT_TRANSLATE_NOOP("engine", "There are no images to evaluate on."))
    learning = network.training
    network.eval()
    try:
        totals = torch.zeros(3, dtype=torch.float64, device=next(network.parameters()).device)
        for start in range(0, len(images), batch_size):
            if should_stop():
                raise EvaluationStopped
            stop = min(start + batch_size, len(images))
            inputs, labels = images.batch(start, stop)
            logits = network(inputs)
            lost, weight = loss_of(logits, labels)
            totals[0] += lost
            totals[1] += weight
            totals[2] += (logits.argmax(dim=1) == labels).sum()
            progress(stop, len(images))
        loss, weights, right = totals.tolist()
    finally:
        network.train(learning)
    return Metrics(loss / weights, right / len(images), len(images))


def evaluate_run(
    run: "Run", dataset: str | None = None, split: "Split" = "test", device: "torch.device | str" = "cpu"
) -> Metrics:
    """Metrics of a run's best weights on a split of ``dataset`` (the run's own without it), prepared as in training.

    ``train`` and ``validation`` are the run's own division. Raises :class:`NetwrightError`.
    """
    from engine.evaluation.run_loss import loss_of_run

    project, metadata = run.project(), run.metadata()
    data = load_dataset(dataset or project.dataset)
    if len(data.info.classes) != len(metadata.classes) or data.info.image_shape != tuple(metadata.image_shape):
        raise NetwrightError(
            QT_TRANSLATE_NOOP(
                "engine", "The run {run} cannot be evaluated on {dataset}: its classes or images differ."
            ),
            run=run.name,
            dataset=data.info.title,
        )
    images, labels = data.test_images, data.test_labels
    if split != "test":
        config = project.training
        parts = split_images(len(data.train_images), config.validation_split, config.seed, config.limit_train)
        chosen = parts.train if split == "train" else parts.validation
        images, labels = data.train_images[chosen], data.train_labels[chosen]
    target = torch.device(device)
    network, multiply_adds = load_network(run, target)
    batch = evaluation_batch_size(multiply_adds, target)
    loss_of = loss_of_run(project, load_dataset(project.dataset), target)
    return evaluate(network, images, labels, metadata.preprocessing, target, batch, loss_of=loss_of)
