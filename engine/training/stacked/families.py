"""Optimizers over stacked weights: members with the same hyperparameters step together, by one kernel for all of them.

Every optimizer works on each number by itself, so that the weights of several members may be one tensor to it. Only
Muon works on matrices: with it, each member is a family of its own.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import torch
from torch import Tensor
from torch.nn import Parameter

from engine.model.build import Network
from engine.training.config import TrainingConfig
from engine.training.config.optimizer import OptimizerFields
from engine.training.config.schedule import ScheduleFields
from engine.training.layer_learning import ParameterGroup, Penalty, parameter_groups, penalties
from engine.training.optimizers import OptimizerSet, build_optimizers
from engine.training.setup import TrainingSetup

_DECIDING = (
    *("optimizer", "learning_rate", "momentum", "weight_decay", "epochs", "decoupled", "l1"),
    *OptimizerFields.model_fields,
    *ScheduleFields.model_fields,
)
"""Hyperparameters that decide how an optimizer steps."""


def family_key(setup: TrainingSetup, number: int) -> tuple[object, ...]:
    """The same for members that step together. A rate that follows the member's own losses is its own."""
    config = setup.config
    alone = number if config.schedule == "plateau" or config.optimizer == "muon" else None
    learning = tuple(
        (layer.learning.rate_factor, layer.learning.l1, layer.learning.l2) for layer in setup.network.learning_layers()
    )
    return (alone, learning, *(getattr(config, name) for name in _DECIDING))


@dataclass(frozen=True, slots=True, eq=False)
class Family:
    """Members from ``first`` to before ``end`` of a stack, and what moves their weights.

    ``parts`` are their weights as the optimizers know them, each with its name: a member's own where there is only one,
    the stack's own tensor where they are all, else the part of it ``[members, …]``.
    """

    first: int
    end: int
    optimizers: OptimizerSet
    penalties: tuple[Penalty, ...]
    parts: tuple[tuple[str, Parameter], ...]

    def take_gradients(self, weights: Mapping[str, Parameter]) -> None:
        """Let the optimizers see the gradients that the stack's weights have."""
        for name, part in self.parts:
            whole = weights[name]
            if part is not whole and whole.grad is not None:
                part.grad = whole.grad[self.first] if part.dim() < whole.dim() else whole.grad[self.first : self.end]


def make_family(first: int, setups: Sequence[TrainingSetup], weights: Mapping[str, Parameter], members: int) -> Family:
    """The family of members from ``first`` on that have these setups, in a stack of so many ``members``.

    The state of each one's optimizers goes over into the family's and becomes a view of it.
    """
    config, network, end = setups[0].config, setups[0].network, first + len(setups)

    def part_of(name: str) -> Parameter:
        whole = weights[name]
        if len(setups) == members and members > 1:
            return whole
        data = whole.data[first] if len(setups) == 1 else whole.data[first:end]
        return Parameter(data, whole.requires_grad)

    names = {id(weight): name for name, weight in network.named_parameters()}
    learning = {name: part_of(name) for name, weight in network.named_parameters() if weight.requires_grad}
    family = Family(
        first,
        end,
        build_optimizers(config, _groups(network, config, learning), tensor_rates=setups[0].device.type == "cuda"),
        tuple(
            Penalty([learning[names[id(weight)]] for weight in found.parameters], found.factor)
            for found in penalties(network, config.l1)
        ),
        tuple(learning.items()),
    )
    _share_state(family, setups)
    return family


def _groups(network: Network, config: TrainingConfig, learning: Mapping[str, Parameter]) -> list[ParameterGroup]:
    return [
        {**group, "params": [learning[name] for name in group["names"]]} for group in parameter_groups(network, config)
    ]


@torch.no_grad()
def _share_state(family: Family, setups: Sequence[TrainingSetup]) -> None:
    """Bring each member's state into the family's; what is one number a weight is the same for all of them."""
    whole = family.optimizers.state()[0]
    for number, setup in enumerate(setups):
        own = setup.optimizers.state()[0]
        views: dict[str, Tensor] = {}
        for name, tensor in whole.items():
            views[name] = tensor[number] if tensor.dim() > own[name].dim() else tensor
            views[name].copy_(own[name])
        setup.optimizers.share(views)
