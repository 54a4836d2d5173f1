"""How a run does, looked at now and then: one step is taken with every layer watched."""

import math
import time
from collections.abc import Callable
from typing import Any

import torch
from torch import Tensor, nn

from engine.model.build import LearningLayer, Network
from engine.training.events import HealthMeasured, LayerHealth
from engine.training.hints import hints_of
from engine.training.progress import Progress

_SECONDS = 3.0
_SHARE = 0.01
"""Of the training's time at most."""

_RECTIFIERS = (nn.ReLU, nn.ReLU6)
_FLAT_ENDS: dict[type[nn.Module], tuple[float, float]] = {
    nn.Sigmoid: (0.02, 0.98),
    nn.Tanh: (-0.96, 0.96),
    nn.Hardsigmoid: (0.0, 1.0),
    nn.Hardtanh: (-1.0, 1.0),
}
"""Beyond these answers the slope is below a twelfth of its highest."""


class HealthCheck:
    """Decides when to look, looks, and keeps the epochs' figures that hints need."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._next = clock() + _SECONDS
        self._epochs: list[tuple[float, float | None, float]] = []

    @property
    def due(self) -> bool:
        """Whether the next step should be watched; cheap enough for every step."""
        return self._clock() >= self._next

    def epoch_ended(self, train_loss: float, validation_loss: float | None, rate: float) -> None:
        """Remember an epoch's losses and its learning rate."""
        self._epochs.append((train_loss, validation_loss, rate))

    def look(self, network: Network, take_step: Callable[[], None], progress: Progress) -> HealthMeasured:
        """Take a step and say how it went. Numbers of the run are not changed by looking."""
        began = self._clock()
        layers = list(network.learning_layers())
        before = {id(weight): weight.detach().clone() for layer in layers for weight in _learning(layer)}
        answers: dict[str, tuple[Tensor, Tensor]] = {}
        handles = [
            layer.module.register_forward_hook(_watcher(layer, answers))
            for layer in layers
            if isinstance(layer.module, (*_RECTIFIERS, *_FLAT_ENDS))
        ]
        try:
            take_step()
        finally:
            for handle in handles:
                handle.remove()
        found = tuple(_health(layer, before, answers) for layer in layers)
        norms = [layer.gradient_norm for layer in found if layer.gradient_norm is not None]
        total = math.sqrt(sum(norm * norm for norm in norms)) if norms else 0.0
        shown = tuple(layer for layer in found if layer != LayerHealth(layer.layer))
        spent = self._clock() - began
        self._next = self._clock() + max(_SECONDS, spent / _SHARE)
        return HealthMeasured(progress.step, total, shown, hints_of(total, shown, self._epochs))


def _learning(layer: LearningLayer) -> list[Tensor]:
    return [weight for weight in layer.module.parameters() if weight.requires_grad]


def _watcher(layer: LearningLayer, answers: dict[str, tuple[Tensor, Tensor]]) -> Callable[[nn.Module, Any, Any], None]:
    def look(module: nn.Module, received: Any, answer: Tensor) -> None:
        values = answer.detach()
        if isinstance(module, _RECTIFIERS):
            units = values.transpose(0, 1).flatten(1) if values.dim() > 1 else values[None]
            answers[layer.name] = ((units <= 0).all(dim=1).float().mean(), torch.full((), math.nan))
        else:
            low, high = _FLAT_ENDS[type(module)]
            flat = ((values <= low) | (values >= high)).float().mean()
            answers[layer.name] = (torch.full((), math.nan), flat)

    return look


def _health(layer: LearningLayer, before: dict[int, Tensor], answers: dict[str, tuple[Tensor, Tensor]]) -> LayerHealth:
    weights = _learning(layer)
    gradient = ratio = None
    if weights:
        gradients = [weight.grad for weight in weights if weight.grad is not None]
        gradient = float(_length(gradients)) if gradients else None
        moved = float(_length([weight.detach() - before[id(weight)] for weight in weights]))
        size = float(_length([before[id(weight)] for weight in weights]))
        ratio = moved / size if size > 0 else None
    dead, saturated = (float(value) for value in answers.get(layer.name, (math.nan, math.nan)))
    return LayerHealth(
        layer.name,
        gradient,
        ratio,
        None if math.isnan(dead) else dead,
        None if math.isnan(saturated) else saturated,
    )


def _length(tensors: list[Tensor]) -> Tensor:
    lengths: Tensor = torch.linalg.vector_norm(torch.stack([torch.linalg.vector_norm(tensor) for tensor in tensors]))
    return lengths
