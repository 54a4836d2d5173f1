"""Where numbers first stopped being finite: the lost steps are taken again, and every layer is looked at."""

from collections.abc import Callable
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


class FirstNotFinite:
    """Watches a network's steps; :attr:`found` says in words where the first NaN or infinity appeared."""

    def __init__(self, network: Network) -> None:
        self.found: Text | None = None
        self.layer: str | None = None
        self._network = network
        self._handles: list[Any] = []

    def __enter__(self) -> "FirstNotFinite":
        for layer in self._network.learning_layers():
            self._handles.append(layer.module.register_forward_hook(self._look_at(layer.name)))
        return self

    def __exit__(self, *_: object) -> None:
        for handle in self._handles:
            handle.remove()

    def _look_at(self, name: str) -> Callable[[nn.Module, Any, Any], None]:
        def look(module: nn.Module, received: Any, answer: Any) -> None:
            if self.found is None and isinstance(answer, Tensor) and not _finite(answer):
                self._find(QT_TRANSLATE_NOOP("engine", "in the answer of {layer}"), name)

        return look

    def look_at_weights(self) -> None:
        """After a step: at the gradients, and at the weights that came of them."""
        if self.found is not None:
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
        self.found, self.layer = Text(template, {"layer": layer}), layer


def where_it_began(
    setup: TrainingSetup, step: TrainingStep, buffer: StepBuffer, good: State, lost: int, heed: Callable[[], None]
) -> Text | None:
    """Take the steps from a good state to the lost one again, and say where a number first was not finite.

    ``buffer`` gets the figures of the steps and is cleared. ``heed`` is called after each step and may raise. Setup and
    step are left as they are then: put a state back.
    """
    progress, plateau = put_back(setup, good)
    setup.network.train()
    while progress.step < lost:
        if not progress.in_epoch:
            progress.begin_epoch()
        for batch, stop in batches_left(setup, progress.epoch, progress.position):
            progress.step += 1
            with FirstNotFinite(setup.network) as first:
                index = progress.position // setup.config.images_per_step
                step.take(batch, progress.step, factor_at(setup, plateau, progress.epochs_done, index))
                first.look_at_weights()
            progress.position = stop
            buffer.clear()
            heed()
            if first.found is not None or progress.step >= lost:
                return first.found
        progress.epochs_done = progress.epoch  # a validation in between changes no weight
    return None


def _finite(values: Tensor) -> bool:
    return not values.is_floating_point() or bool(torch.isfinite(values).all())
