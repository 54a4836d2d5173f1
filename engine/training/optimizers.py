"""From hyperparameters to optimizers: torch's where it has them, with its own defaults for what is not given.

Fused where torch has it: one kernel for all weights instead of some hundred small operations, which for the reference
network takes 0.15 ms instead of 0.42 ms on a CPU and leaves Python's lock to the window. Lists of tensors (foreach)
in the others.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, NamedTuple

import torch
from torch import Tensor
from torch.nn import Parameter
from torch.optim import Optimizer

from engine.text import QT_TRANSLATE_NOOP, NetwrightError
from engine.training.config import TrainingConfig
from engine.training.eager import spare_compiler
from engine.training.layer_learning import ParameterGroup
from engine.training.lion import Lion
from engine.training.muon import Muon
from engine.training.tuning.direct_adam import DirectAdam

spare_compiler()

_SAME_STATE = {"adamw": "adam"}
"""Optimizers whose state means the same as another's."""


class _Entry(NamedTuple):
    """One tensor of the state of one weight."""

    name: str
    key: str
    tensor: Tensor
    state: dict[str, Tensor]
    """Where it stands."""


class OptimizerSet:
    """The optimizers of a network, which step together; all weights lie on one device.

    Their whole state is there from the beginning and stays at its place in memory, so that it can be stored before the
    first step, and a captured CUDA graph goes on working after :meth:`load`.
    """

    def __init__(self, kind: str, members: Sequence[Optimizer], tensor_rates: bool) -> None:
        self.members = tuple(members)
        self._kind = _SAME_STATE.get(kind, kind)
        for member in self.members:
            _make_state(member)
        self._direct: list[DirectAdam | None] = [DirectAdam.of(member) for member in self.members]
        self._groups = [(group, float(group["lr"])) for member in self.members for group in member.param_groups]
        if tensor_rates:
            for group, rate in self._groups:
                group["lr"] = torch.full((), rate, dtype=torch.float32, device=group["params"][0].device)

    def step(self) -> None:
        """Take one step with the gradients that are there."""
        for member, direct in zip(self.members, self._direct, strict=True):
            (direct or member).step()

    def step_scaled(self, scaler: torch.amp.GradScaler) -> None:
        """Take one step with gradients of a scaled loss, unless one is not finite; the scale is adapted."""
        for member in self.members:
            scaler.step(member)
        scaler.update()

    def zero_grad(self) -> None:
        """Forget the gradients."""
        for member in self.members:
            member.zero_grad(set_to_none=True)

    def set_rate(self, factor: float | Tensor) -> None:
        """Make each group's rate its own one times ``factor``, without waiting for the device.

        With tensor rates, ``factor`` may be a tensor on the device, which a captured graph reads at each replay.
        """
        for group, rate in self._groups:
            if not isinstance(group["lr"], Tensor):
                group["lr"] = rate * factor
            elif isinstance(factor, Tensor):
                torch.mul(factor, rate, out=group["lr"])
            else:
                group["lr"].fill_(rate * factor)

    def state(self) -> tuple[dict[str, Tensor], dict[str, Any]]:
        """The state's own tensors (no copies) as ``<weight's name>.<key>``, and what is not a tensor, for JSON."""
        return {f"{entry.name}.{entry.key}": entry.tensor for entry in self._entries()}, {"optimizer": self._kind}

    @torch.no_grad()
    def load(self, tensors: Mapping[str, Tensor], plain: Mapping[str, Any], *, strict: bool = False) -> None:
        """Copy a stored state into this one, in each tensor's own memory format.

        Left out are weights that are not stored, or with another shape, and everything where another optimizer stored
        it; with ``strict`` that raises :class:`NetwrightError`.
        """
        own = {f"{entry.name}.{entry.key}": entry for entry in self._entries()}
        misfits = [name for name, entry in own.items() if name in tensors and tensors[name].shape != entry.tensor.shape]
        if strict and (wrong := [*misfits, *sorted(own.keys() ^ tensors.keys())]):
            raise _misfit(wrong[0])
        if plain.get("optimizer") != self._kind:
            if strict:
                raise _misfit(f"{plain.get('optimizer')} ≠ {self._kind}")
            return
        reshaped = {own[name].name for name in misfits}
        for name, entry in own.items():
            if name in tensors and entry.name not in reshaped:
                entry.tensor.copy_(tensors[name])

    def share(self, tensors: Mapping[str, Tensor]) -> None:
        """Let the state be these tensors from now on, named as in :meth:`state`: another set steps with them."""
        self._direct = [None for _ in self.members]  # they hold on to the former tensors
        for entry in list(self._entries()):
            entry.state[entry.key] = tensors[f"{entry.name}.{entry.key}"]

    def _entries(self) -> Iterator[_Entry]:
        for member in self.members:
            for group in member.param_groups:
                for name, weight in zip(group["names"], group["params"], strict=True):
                    for key, value in member.state[weight].items():
                        yield _Entry(name, key, value, member.state[weight])


def build_optimizers(
    config: TrainingConfig, groups: Sequence[ParameterGroup], *, tensor_rates: bool = False
) -> OptimizerSet:
    """The optimizers of ``config`` over groups of weights, which already lie on their device.

    With ``tensor_rates`` the rates are tensors there and, on a GPU, each step can be captured into a CUDA graph.
    """
    kind = config.optimizer
    weights = [weight for group in groups for weight in group["params"]]
    capturable = tensor_rates and weights[0].is_cuda
    if kind != "muon":
        return OptimizerSet(kind, [_member(config, _plain(groups), capturable)], tensor_rates)
    members = []
    if hidden := _plain(_part(group, hidden=True) for group in groups):
        members.append(_muon(config, hidden))
    if others := _plain(_part(group, hidden=False) for group in groups):
        members.append(_adam(config, others, capturable, decoupled=config.decoupled is not False))
    return OptimizerSet(kind, members, tensor_rates)


_Groups = list[dict[str, Any]]


def _plain(groups: Iterable[ParameterGroup]) -> _Groups:
    return [
        {
            "params": group["params"],
            "names": group["names"],
            "lr": group["lr"],
            "weight_decay": group["weight_decay"],
        }
        for group in groups
        if group["params"]
    ]


def _part(group: ParameterGroup, *, hidden: bool) -> ParameterGroup:
    chosen = [
        (weight, name)
        for weight, name in zip(group["params"], group["names"], strict=True)
        if (name in group["hidden"]) == hidden
    ]
    return {**group, "params": [weight for weight, _ in chosen], "names": [name for _, name in chosen]}


def _member(config: TrainingConfig, groups: _Groups, capturable: bool) -> Optimizer:
    rate, decoupled = config.learning_rate, config.decoupled is True
    several: dict[str, Any] = {"lr": rate, "foreach": True, "capturable": capturable}
    details: dict[str, Any]
    match config.optimizer:
        case "adam" | "adamw":
            natural = config.optimizer == "adamw"
            chosen = natural if config.decoupled is None else config.decoupled
            details = {"amsgrad": config.amsgrad, "betas": _betas(config, 0.999), **_given(eps=config.epsilon)}
            return _adam(config, groups, capturable, decoupled=chosen, **details)
        case "nadam" | "radam":
            details = {
                "betas": _betas(config, 0.999),
                "decoupled_weight_decay": decoupled,
                **_given(eps=config.epsilon),
            }
            if config.optimizer == "nadam":
                return torch.optim.NAdam(groups, **several, **details)
            return torch.optim.RAdam(groups, **several, **details)
        case "lion":
            return Lion(groups, rate, _betas(config, 0.99), decoupled=config.decoupled is not False)
        case "muon":
            raise AssertionError("Muon takes only some of the weights")
        case "sgd":
            ahead = config.nesterov and config.momentum > 0
            return _decoupled(
                torch.optim.SGD,
                groups,
                decoupled,
                {"lr": rate, "momentum": config.momentum, "nesterov": ahead, "fused": True},
            )
        case "rmsprop":
            details = _given(alpha=config.square_decay, eps=config.epsilon)
            details |= {"momentum": config.momentum, "centered": config.centered}
            return _decoupled(torch.optim.RMSprop, groups, decoupled, several | details)
        case "adagrad":
            return _decoupled(
                torch.optim.Adagrad, groups, decoupled, {"lr": rate, "fused": True, **_given(eps=config.epsilon)}
            )
        case "adadelta":
            details = _given(rho=config.square_decay, eps=config.epsilon)
            return _decoupled(torch.optim.Adadelta, groups, decoupled, several | details)


def _adam(config: TrainingConfig, groups: _Groups, capturable: bool, *, decoupled: bool, **details: Any) -> Optimizer:
    kind = torch.optim.AdamW if decoupled else torch.optim.Adam
    return kind(groups, lr=config.learning_rate, fused=True, capturable=capturable, **details)


def _muon(config: TrainingConfig, groups: _Groups) -> Optimizer:
    return Muon(
        groups,
        config.learning_rate,
        momentum=config.momentum,
        nesterov=config.nesterov,
        decoupled=config.decoupled is not False,
    )


def _betas(config: TrainingConfig, beta2: float) -> tuple[float, float]:
    return config.beta1, beta2 if config.beta2 is None else config.beta2


def _given(**details: float | None) -> dict[str, Any]:
    return {name: value for name, value in details.items() if value is not None}


def _decoupled(kind: type[Optimizer], groups: _Groups, decoupled: bool, details: dict[str, Any]) -> Optimizer:
    """An optimizer that knows only an L2 penalty, told to shrink the weights before each step instead."""
    if not decoupled:
        return kind(groups, **details)
    shrinking = [{**group, "weight_decay": 0.0, "shrink": group["weight_decay"]} for group in groups]
    optimizer = kind(shrinking, **details)
    optimizer.register_step_pre_hook(_shrink)
    return optimizer


@torch.no_grad()
def _shrink(optimizer: Optimizer, arguments: tuple[Any, ...], keywords: dict[str, Any]) -> None:
    """Weights times ``1 - rate · decay`` (Loshchilov and Hutter, 2019), but where a scaler lets the step be skipped."""
    skipped: Tensor | None = getattr(optimizer, "found_inf", None)
    for group in optimizer.param_groups:
        weights = [weight for weight in group["params"] if weight.grad is not None]
        if weights and group["shrink"]:
            amount = group["lr"] * group["shrink"]
            torch._foreach_mul_(weights, 1 - amount if skipped is None else 1 - amount * (1 - skipped))


@torch.no_grad()
def _make_state(optimizer: Optimizer) -> None:
    """Let the optimizer make its state as it does at its first step, which changes nothing here."""
    rates = [group["lr"] for group in optimizer.param_groups]
    weights: list[Parameter] = [weight for group in optimizer.param_groups for weight in group["params"]]
    gradients = [weight.grad for weight in weights]
    for group in optimizer.param_groups:
        group["lr"] = 0.0
    for weight in weights:
        weight.grad = torch.zeros_like(weight)
    optimizer.step()
    for group, rate in zip(optimizer.param_groups, rates, strict=True):
        group["lr"] = rate
    for weight, gradient in zip(weights, gradients, strict=True):
        weight.grad = gradient
        for key, value in list(optimizer.state[weight].items()):
            if value is None:  # the momentum that SGD does without
                del optimizer.state[weight][key]
            else:
                value.fill_(1.0 if key == "mu_product" else 0.0)


def _misfit(what: str) -> NetwrightError:
    return NetwrightError(
        QT_TRANSLATE_NOOP("engine", "The stored state of the optimizer does not fit the network: {what}."),
        QT_TRANSLATE_NOOP("engine", "The files of the run do not belong together; train again."),
        what=what,
    )
