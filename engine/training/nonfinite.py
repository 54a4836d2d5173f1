"""Where numbers first stopped being of use: the lost steps are taken again, and every layer is looked at."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import torch
from torch import Tensor, nn

from engine.model.build import Network
from engine.text import QT_TRANSLATE_NOOP, Text
from engine.training.checkpoint import State
from engine.training.epoch import batches_left, factor_at
from engine.training.setup import TrainingSetup
from engine.training.state import put_back
from engine.training.step import TrainingStep
from engine.training.step_buffer import StepBuffer

_GROWN = 1e3
"""Answers so many times as large as in the first step that is looked at have exploded."""


@dataclass(frozen=True, slots=True)
class _Answer:
    """The largest absolute value that a layer gave."""

    layer: str
    size: float

    def describe(self) -> Text:
        template = QT_TRANSLATE_NOOP("engine", "in the answer of {layer}, which reached {size}")
        return Text(template, {"layer": self.layer, "size": f"{self.size:.3g}"})


class LayerWatch:
    """Looks at a network's steps, one ``with`` for each.

    :attr:`not_finite` says in words where the first NaN or infinity appeared, :attr:`grown` which layer's answers were
    first :data:`_GROWN` times as large as in the first step, or are largest where none grew so much.
    """

    def __init__(self, network: Network) -> None:
        self.not_finite: Text | None = None
        self._network = network
        self._handles: list[Any] = []
        self._first_sizes: dict[str, float] = {}
        self._grown: _Answer | None = None
        self._largest: _Answer | None = None

    @property
    def grown(self) -> Text | None:
        answer = self._grown or self._largest
        return None if answer is None else answer.describe()

    def __enter__(self) -> "LayerWatch":
        for layer in self._network.learning_layers():
            self._handles.append(layer.module.register_forward_hook(self._look_at(layer.name)))
        return self

    def __exit__(self, *_: object) -> None:
        while self._handles:
            self._handles.pop().remove()

    def _look_at(self, name: str) -> Callable[[nn.Module, Any, Any], None]:
        def look(module: nn.Module, received: Any, answer: Any) -> None:
            if self.not_finite is not None or not isinstance(answer, Tensor) or not answer.is_floating_point():
                return
            if not _finite(answer):
                self._find(QT_TRANSLATE_NOOP("engine", "in the answer of {layer}"), name)
            elif self._grown is None and answer.numel():
                self._measure(_Answer(name, float(answer.detach().abs().max())))

        return look

    def _measure(self, answer: _Answer) -> None:
        first = self._first_sizes.setdefault(answer.layer, answer.size)
        if answer.size > _GROWN * max(first, torch.finfo(torch.float32).tiny):
            self._grown = answer
        if self._largest is None or answer.size > self._largest.size:
            self._largest = answer

    def look_at_weights(self) -> None:
        """After a step: at the gradients, and at the weights that came of them."""
        if self.not_finite is not None:
            return
        for layer in self._network.learning_layers():
            for weight in layer.module.parameters():
                if weight.grad is not None and not _finite(weight.grad):
                    self._find(QT_TRANSLATE_NOOP("engine", "in the gradient of {layer}"), layer.name)
                    return
        for layer in self._network.learning_layers():
            if not all(_finite(weight) for weight in layer.module.parameters()):
                self._find(QT_TRANSLATE_NOOP("engine", "in the weights of {layer}"), layer.name)
                return

    def _find(self, template: str, layer: str) -> None:
        self.not_finite = Text(template, {"layer": layer})


def where_it_began(
    setup: TrainingSetup, step: TrainingStep, buffer: StepBuffer, good: State, lost: int, heed: Callable[[], None]
) -> Text | None:
    """Take the steps from a good state to the lost one again, and say where a number was first lost.

    That is the first NaN or infinity, or the first answers that exploded. ``buffer`` gets the figures of the steps and
    is cleared. ``heed`` is called after each step and may raise. Setup and step are left as they are then: put a state
    back.
    """
    progress, plateau = put_back(setup, good)
    setup.network.train()
    watch = LayerWatch(setup.network)
    while progress.step < lost:
        if not progress.in_epoch:
            progress.begin_epoch()
        for batch, stop in batches_left(setup, progress.epoch, progress.position):
            progress.step += 1
            with watch:
                index = progress.position // setup.config.images_per_step
                step.take(batch, progress.step, factor_at(setup, plateau, progress.epochs_done, index))
                watch.look_at_weights()
            progress.position = stop
            buffer.clear()
            heed()
            if watch.not_finite is not None:
                return watch.not_finite
            if progress.step >= lost:
                return watch.grown
        progress.epochs_done = progress.epoch  # a validation in between changes no weight
    return None


def where_it_shows(setup: TrainingSetup, network: Network, heed: Callable[[], None]) -> Text | None:
    """Validate again, and say where a NaN or infinity first appears; ``None`` where none does.

    The network is left in evaluation mode. ``heed`` is called before each batch and may raise.
    """
    images, size = setup.data.validation, setup.evaluation_batch
    if images is None:
        return None
    network.eval()
    with torch.inference_mode(), LayerWatch(network) as watch:
        for start in range(0, len(images), size):
            heed()
            network(images.batch(start, min(start + size, len(images)))[0])
            if watch.not_finite is not None:
                break
    return watch.not_finite


def _finite(values: Tensor) -> bool:
    return not values.is_floating_point() or bool(torch.isfinite(values).all())
