"""What single layers ask of the optimizer: their own rate, penalties, and first weights from an earlier run."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import NamedTuple, TypedDict

import torch
from torch import Tensor, nn
from torch.nn import Parameter

from engine.model.build import LearningLayer, Network
from engine.text import QT_TRANSLATE_NOOP
from engine.training.config import TrainingConfig
from engine.training.failures import BadModelError

_MATRICES = (nn.Linear, nn.modules.conv._ConvNd, nn.RNNBase, nn.MultiheadAttention)
"""Modules whose weights of two and more dimensions multiply; tables of an embedding and scales of a norm do not."""


class ParameterGroup(TypedDict):
    """Weights that learn at the same rate with the same decay.

    ``names`` are those of the network's state dict, one for each of ``params``. ``lr`` is the rate before any schedule,
    with the layer's own factor in it. ``hidden`` holds those of the names that are matrices of hidden layers, which
    the optimizer Muon takes.
    """

    params: list[Parameter]
    names: list[str]
    lr: float
    weight_decay: float
    hidden: set[str]


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
    """The weights that learn, those with the same rate and weight decay together, in order of computation.

    Raises :class:`BadModelError` where every layer is frozen.
    """
    hidden = hidden_matrices(network)
    groups: dict[tuple[float, float], ParameterGroup] = {}
    for layer in network.learning_layers():
        decay = config.weight_decay if layer.learning.l2 is None else layer.learning.l2
        rate = config.learning_rate * layer.learning.rate_factor
        for name, parameter in _learning(layer):
            empty = ParameterGroup(params=[], names=[], lr=rate, weight_decay=decay, hidden=set())
            group = groups.setdefault((rate, decay), empty)
            group["params"].append(parameter)
            group["names"].append(name)
            if name in hidden:
                group["hidden"].add(name)
    if not groups:
        raise BadModelError(
            QT_TRANSLATE_NOOP("engine", "Every layer with weights is frozen, so there is nothing to learn."),
            QT_TRANSLATE_NOOP("engine", "Make at least one of them trainable."),
        )
    return list(groups.values())


def hidden_matrices(network: Network) -> set[str]:
    """Names of the weights that multiply (matrices, kernels), but for those of the first and of the last such layer.

    The first and the last layer, biases, norms and embeddings are left to AdamW by those who made Muon (Jordan et al.,
    2024). Frozen layers count when the first and the last one are looked for.
    """
    layers = [found for layer in network.learning_layers() if (found := _matrices(layer))]
    return set().union(*layers[1:-1])


def _matrices(layer: LearningLayer) -> set[str]:
    return {
        f"{layer.name}.{inner}.{name}" if inner else f"{layer.name}.{name}"
        for inner, module in layer.module.named_modules()
        if isinstance(module, _MATRICES)
        for name, parameter in module.named_parameters(recurse=False)
        if parameter.dim() >= 2
    }


def _learning(layer: LearningLayer) -> Iterator[tuple[str, Parameter]]:
    for name, parameter in layer.module.named_parameters():
        if parameter.requires_grad:
            yield f"{layer.name}.{name}", parameter


def penalties(network: Network, everywhere: float = 0.0) -> tuple[Penalty, ...]:
    """The L1 penalties: ``everywhere`` for all weights that learn, plus those that single layers have."""
    found: dict[float, list[Parameter]] = {}
    for layer in network.learning_layers():
        if (factor := layer.learning.l1 + everywhere) > 0:
            found.setdefault(factor, []).extend(parameter for _, parameter in _learning(layer))
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
