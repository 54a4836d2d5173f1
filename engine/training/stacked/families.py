"""Optimizers over stacked weights: members step together whose optimizers differ in no more than the rate.

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
from engine.training.layer_learning import ParameterGroup, Penalty, parameter_groups, penalties
from engine.training.optimizers import OptimizerSet, build_optimizers
from engine.training.setup import TrainingSetup
from engine.training.stacked.rates import EpochRates, Shares, StepRates, rate_key, rates_together

_DECIDING = (
    *("optimizer", "momentum", "weight_decay", "decoupled", "l1"),
    *OptimizerFields.model_fields,
)
"""Hyperparameters that decide how an optimizer steps, but for its rate."""


def family_key(setup: TrainingSetup, number: int) -> tuple[object, ...]:
    """The same for members that step together."""
    config = setup.config
    alone = number if config.optimizer == "muon" else None
    learning = tuple(
        (layer.learning.rate_factor, layer.learning.l1, layer.learning.l2) for layer in setup.network.learning_layers()
    )
    return (alone, learning, *(getattr(config, name) for name in _DECIDING))


@dataclass(frozen=True, slots=True, eq=False)
class Family:
    """Members from ``first`` to before ``end`` of a stack, and what moves their weights.

    The optimizers know a member's own weights where there is only one, the stack's own tensors where they are all, else
    the parts of these ``[members, …]``. ``parts`` are those, each with its name, whose gradients are made anew at each
    step. ``own_rates`` are the members' learning rates, and ``shares`` is there where these or their schedules differ.
    """

    first: int
    end: int
    optimizers: OptimizerSet
    penalties: tuple[Penalty, ...]
    parts: tuple[tuple[str, Parameter], ...]
    own_rates: tuple[float, ...]
    shares: Shares | None

    def rates(self, factors: Sequence[Sequence[float]], device: torch.device) -> EpochRates:
        """The rates of an epoch, where ``factors`` is what each member's is multiplied by at each step."""
        if self.shares is None:
            return EpochRates(list(factors[0]), None)
        return rates_together(self.own_rates, factors, device)

    def take_gradients(self, weights: Mapping[str, Parameter]) -> None:
        """Let the optimizers see the gradients that the stack's weights have."""
        for name, part in self.parts:
            whole = weights[name]
            if whole.grad is not None:
                part.grad = whole.grad[self.first] if part.dim() < whole.dim() else whole.grad[self.first : self.end]

    def step(self, rates: StepRates) -> None:
        """Move the weights by the gradients that are there."""
        self.optimizers.set_rate(rates.factor)
        if self.shares is None or rates.share is None:
            self.optimizers.step()
            return
        self.shares.begin()
        self.optimizers.step()
        self.shares.end(rates.share)


def make_family(first: int, setups: Sequence[TrainingSetup], weights: Mapping[str, Parameter], members: int) -> Family:
    """The family of members from ``first`` on that have these setups, in a stack of so many ``members``.

    The state of each one's optimizers goes over into the family's and becomes a view of it. Weights that have a
    gradient now have it at that place at every step.
    """
    config, network, end = setups[0].config, setups[0].network, first + len(setups)
    own = first if len(setups) == 1 else slice(first, end)
    changing: list[tuple[str, Parameter]] = []

    def part_of(name: str) -> Parameter:
        whole = weights[name]
        if len(setups) == members and members > 1:
            return whole
        part = Parameter(whole.data[own], whole.requires_grad)
        if whole.grad is None:
            changing.append((name, part))
        else:
            part.grad = whole.grad[own]
        return part

    names = {id(weight): name for name, weight in network.named_parameters()}
    learning = {name: part_of(name) for name, weight in network.named_parameters() if weight.requires_grad}
    alike = len({rate_key(setup, number) for number, setup in enumerate(setups)}) == 1
    family = Family(
        first,
        end,
        build_optimizers(config, _groups(network, config, learning), tensor_rates=setups[0].device.type == "cuda"),
        tuple(
            Penalty([learning[names[id(weight)]] for weight in found.parameters], found.factor)
            for found in penalties(network, config.l1)
        ),
        tuple(changing),
        tuple(setup.config.learning_rate for setup in setups),
        None if alike else Shares(list(learning.values())),
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
