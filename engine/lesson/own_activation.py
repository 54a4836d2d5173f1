"""Activations as formulas: of a letter, or of the numbers that one unit gets."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping

import torch
from torch import Tensor, nn

from engine.lesson.formula import (
    Brackets,
    Formula,
    Fraction,
    Letter,
    Name,
    Number,
    Script,
    Total,
    difference,
    of,
    product,
    row,
    sum_of,
)
from engine.lesson.own_steps import Unit
from engine.lesson.own_terms import entry

ONE = Name("1")
_Params = Mapping[str, Formula]


def activation_formulas(module: nn.Module, received: Tensor, unit: Unit) -> tuple[Formula, Formula] | None:
    """An activation's formula with letters, and with the numbers of one unit of what it ``received`` (one example);
    ``None`` for a module that is no activation, or one that torch only approximates.
    """
    if isinstance(module, nn.Softmax | nn.LogSoftmax):
        return _over_row(module, received, unit)
    written = _OF_ONE.get(type(module))
    if written is None or getattr(module, "approximate", "none") != "none":
        return None
    x, numbers = float(received[unit]), _numbers(module, unit)
    letters: dict[str, Formula] = {name: Letter(name) for name in numbers}
    symbolic = written(entry("x", unit), letters, x > 0)
    return symbolic, written(Number(x), {name: Number(value) for name, value in numbers.items()}, x > 0)


def _numbers(module: nn.Module, unit: Unit) -> dict[str, float]:
    match module:
        case nn.LeakyReLU():
            return {"a": float(module.negative_slope)}
        case nn.PReLU():
            return {"a": float(module.weight[unit[0] if module.num_parameters > 1 else 0].detach())}
        case nn.ELU():
            return {"α": float(module.alpha)}
        case nn.Softplus():
            return {"β": float(module.beta)}
    return {}


def _over_row(module: nn.Softmax | nn.LogSoftmax, received: Tensor, unit: Unit) -> tuple[Formula, Formula] | None:
    x, dim = float(received[unit]), module.dim
    if dim is None or dim == 0:
        return None
    axis = dim - 1 if dim > 0 else len(unit) + dim
    places = tuple(slice(None) if place == axis else index for place, index in enumerate(unit))
    total = float(torch.exp(received[places].double()).sum())
    i, j = Letter("i"), Letter("j")
    own, all_of_row = Script(Letter("x"), i), row(Total(j), of("exp", Script(Letter("x"), j)))
    if not math.isfinite(total) or total == 0:
        return None
    if isinstance(module, nn.Softmax):
        return Fraction(of("exp", own), all_of_row), Fraction(of("exp", Number(x)), Number(total))
    return difference(own, of("ln", all_of_row)), difference(Number(x), of("ln", Number(total)))


def _between(lowest: str, x: Formula, highest: str = "") -> Formula:
    found = of("max", row(Name(f"{lowest}, "), x))
    return of("min", row(found, Name(f", {highest}"))) if highest else found


def _elu(x: Formula, params: _Params, positive: bool) -> Formula:
    return x if positive else product(params["α"], Brackets(difference(of("exp", x), ONE)))


def _prelu(x: Formula, params: _Params, _positive: bool) -> Formula:
    return sum_of(_between("0", x), product(params["a"], of("min", row(Name("0, "), x))))


def _hard(x: Formula) -> Formula:
    return Fraction(_between("0", sum_of(x, Name("3")), "6"), Name("6"))


def _grown(x: Formula) -> Formula:
    return of("ln", sum_of(ONE, of("exp", x)))


_OF_ONE: dict[type[nn.Module], Callable[[Formula, _Params, bool], Formula]] = {
    nn.ReLU: lambda x, _params, _positive: _between("0", x),
    nn.LeakyReLU: lambda x, params, _positive: of("max", row(x, Name(", "), product(params["a"], x))),
    nn.PReLU: _prelu,
    nn.ELU: _elu,
    nn.GELU: lambda x, _params, _positive: product(x, of("Φ", x)),
    nn.SiLU: lambda x, _params, _positive: product(x, of("σ", x)),
    nn.Mish: lambda x, _params, _positive: product(x, of("tanh", _grown(x))),
    nn.Hardswish: lambda x, _params, _positive: product(x, _hard(x)),
    nn.ReLU6: lambda x, _params, _positive: _between("0", x, "6"),
    nn.Softplus: lambda x, params, _positive: Fraction(_grown(product(params["β"], x)), params["β"]),
    nn.Sigmoid: lambda x, _params, _positive: of("σ", x),
    nn.Hardsigmoid: lambda x, _params, _positive: _hard(x),
    nn.Tanh: lambda x, _params, _positive: of("tanh", x),
}
