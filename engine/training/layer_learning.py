"""What single layers ask of the optimizer: their own rate, penalties, and first weights from an earlier run."""

from collections.abc import Callable, Iterable, Mapping
from typing import Any, NamedTuple

import torch
from torch import Tensor
from torch.nn import Parameter

from engine.model.build import Network
from engine.text import QT_TRANSLATE_NOOP
from engine.training.config import TrainingConfig
from engine.training.failures import BadModelError

ParameterGroup = dict[str, Any]
"""``params``, ``lr`` and ``weight_decay``, as torch's optimizers take them."""


class Penalty(NamedTuple):
    """An L1 penalty: ``factor`` times the sum of the sizes of these weights belongs to the loss."""

    parameters: list[Parameter]
    factor: float

    def add_gradient(self) -> None:
        """Add the penalty's gradient, ``factor · sign(w)``, to the gradients that are there."""
        held: list[Tensor] = [parameter for parameter in self.parameters if parameter.grad is not None]
        gradients = [weight.grad for weight in held if weight.grad is not None]
        with torch.no_grad():
            torch._foreach_add_(gradients, torch._foreach_sign(held), alpha=self.factor)


def parameter_groups(network: Network, config: TrainingConfig) -> list[ParameterGroup]:
    """The weights that learn, those with the same rate and weight decay together, in order of computation."""
    groups: dict[tuple[float, float], list[Parameter]] = {}
    for layer in network.learning_layers():
        decay = config.weight_decay if layer.learning.l2 is None else layer.learning.l2
        key = (config.learning_rate * layer.learning.rate_factor, decay)
        members = [parameter for parameter in layer.module.parameters() if parameter.requires_grad]
        if members:
            groups.setdefault(key, []).extend(members)
    if not groups:
        raise BadModelError(
            QT_TRANSLATE_NOOP("engine", "Every layer with weights is frozen, so there is nothing to learn."),
            QT_TRANSLATE_NOOP("engine", "Make at least one of them trainable."),
        )
    return [{"params": members, "lr": rate, "weight_decay": decay} for (rate, decay), members in groups.items()]


def penalties(network: Network) -> tuple[Penalty, ...]:
    """The L1 penalties of the layers that have one."""
    found: dict[float, list[Parameter]] = {}
    for layer in network.learning_layers():
        if layer.learning.l1 > 0:
            members = [parameter for parameter in layer.module.parameters() if parameter.requires_grad]
            found.setdefault(layer.learning.l1, []).extend(members)
    return tuple(Penalty(members, factor) for factor, members in found.items() if members)


def add_penalties(found: Iterable[Penalty]) -> None:
    """Add the gradient of every penalty."""
    for penalty in found:
        penalty.add_gradient()


def take_weights_of_runs(network: Network, weights_of: Callable[[str], Mapping[str, Tensor]]) -> None:
    """Give layers whose first weights are those of a run the weights that the same layer has there.

    ``weights_of`` gives a run's weights by the run's name. Raises :class:`BadModelError` where they do not fit.
    """
    loaded: dict[str, Mapping[str, Tensor]] = {}
    for layer in network.learning_layers():
        if layer.learning.initialisation != "run" or not any(True for _ in layer.module.parameters()):
            continue
        run = layer.learning.run
        if run not in loaded:
            loaded[run] = weights_of(run)
        for name, tensor in layer.module.state_dict().items():
            given = loaded[run].get(f"{layer.run_name}.{name}")
            if given is None or given.shape != tensor.shape:
                raise BadModelError(
                    QT_TRANSLATE_NOOP(
                        "engine", "{layer} takes its first weights from the run {run}, which has {found} for it."
                    ),
                    QT_TRANSLATE_NOOP("engine", "Choose another run, or let the layer start as usual."),
                    layer=layer.name,
                    run=run,
                    found="×".join(map(str, given.shape)) if given is not None else "–",
                )
            tensor.copy_(given)
