"""Activations whose bend has a setting, or learns."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal

from engine.fields import Settings, setting
from engine.model.layers.activation import Activation
from engine.model.layers.writing import Arguments, read_arguments, unusual
from engine.model.spec import Shape
from engine.text import QT_TRANSLATE_NOOP


class LeakyReLUParams(Settings):
    """Params of :class:`LeakyReLU`."""

    negative_slope: float = setting(
        0.01,
        ge=0,
        le=1,
        label=QT_TRANSLATE_NOOP("engine", "Negative slope"),
        doc=QT_TRANSLATE_NOOP("engine", "What negative numbers are multiplied by."),
    )


class LeakyReLU(Activation):
    """A ReLU that lets a little of the negative side through."""

    name = torch_name = "LeakyReLU"
    doc = QT_TRANSLATE_NOOP(
        "engine",
        "Like ReLU, but negative numbers are made small instead of zero. "
        "A unit that always answers negative can therefore still learn.",
    )
    formula = "y = max(x, a·x)"
    Params = LeakyReLUParams
    torch_arguments = ("negative_slope", "inplace")

    def summary(self, params: LeakyReLUParams) -> str:
        return f"{params.negative_slope:g}"

    def arguments(self, params: LeakyReLUParams, inputs: tuple[Shape, ...], output: Shape) -> Arguments:
        return Arguments((params.negative_slope,))


class PReLUParams(Settings):
    """Params of :class:`PReLU`."""

    per_channel: bool = setting(
        False,
        label=QT_TRANSLATE_NOOP("engine", "One per channel"),
        doc=QT_TRANSLATE_NOOP("engine", "Learn a slope for each channel instead of one for all."),
    )


class PReLU(Activation):
    """A leaky ReLU whose slope learns (He et al., 2015)."""

    name = torch_name = "PReLU"
    doc = QT_TRANSLATE_NOOP(
        "engine",
        "Like LeakyReLU, but the network learns what negative numbers are multiplied by. The slope starts at 0.25.",
    )
    formula = "y = max(0, x) + a · min(0, x)"
    Params = PReLUParams
    torch_arguments = ("num_parameters", "init")

    def parameter_count(self, params: PReLUParams, inputs: tuple[Shape, ...], output: Shape) -> int:
        return inputs[0][0] if params.per_channel else 1

    def arguments(self, params: PReLUParams, inputs: tuple[Shape, ...], output: Shape) -> Arguments:
        if not params.per_channel:
            return Arguments()
        # A single channel by name: ``nn.PReLU(1)`` is what people write for one slope for all.
        return Arguments((), {"num_parameters": 1}) if inputs[0][0] == 1 else Arguments((inputs[0][0],))

    def read_call(self, given: Mapping[str, object], keywords: frozenset[str]) -> dict[str, object]:
        found = read_arguments(given, names={"num_parameters": "slopes"}, fixed={"init": (0.25,)})
        slopes = found.get("slopes", 1)
        return {"per_channel": slopes != 1 or "num_parameters" in keywords}


class ELUParams(Settings):
    """Params of :class:`ELU`."""

    alpha: float = setting(
        1.0,
        gt=0,
        le=10,
        label=QT_TRANSLATE_NOOP("engine", "Alpha"),
        doc=QT_TRANSLATE_NOOP("engine", "How far below zero the answer can get."),
    )


class ELU(Activation):
    """A ReLU with a smooth negative side (Clevert et al., 2016)."""

    name = torch_name = "ELU"
    doc = QT_TRANSLATE_NOOP(
        "engine",
        "Like ReLU on the positive side; negative numbers run smoothly into −α. "
        "Answers are therefore closer to zero on average, which helps learning.",
    )
    formula = "y = x for x > 0, else α · (exp(x) − 1)"
    Params = ELUParams
    torch_arguments = ("alpha", "inplace")

    def arguments(self, params: ELUParams, inputs: tuple[Shape, ...], output: Shape) -> Arguments:
        return Arguments((), unusual(alpha=(params.alpha, 1.0)))


class GELUParams(Settings):
    """Params of :class:`GELU`."""

    approximate: Literal["none", "tanh"] = setting(
        "none",
        advanced=True,
        label=QT_TRANSLATE_NOOP("engine", "Approximation"),
        doc=QT_TRANSLATE_NOOP("engine", "none computes it exactly; tanh is the approximation that GPT-2 uses."),
    )


class GELU(Activation):
    """A smooth ReLU, weighted by the normal distribution (Hendrycks & Gimpel, 2016)."""

    name = torch_name = "GELU"
    doc = QT_TRANSLATE_NOOP(
        "engine",
        "A smooth relative of ReLU: each number is multiplied by the chance that a normal variable lies below it. "
        "The usual choice in transformers.",
    )
    formula = "y = x · Φ(x)"
    Params = GELUParams
    torch_arguments = ("approximate",)

    def arguments(self, params: GELUParams, inputs: tuple[Shape, ...], output: Shape) -> Arguments:
        return Arguments((), unusual(approximate=(params.approximate, "none")))


class SoftplusParams(Settings):
    """Params of :class:`Softplus`."""

    beta: float = setting(
        1.0,
        gt=0,
        le=100,
        label=QT_TRANSLATE_NOOP("engine", "Sharpness"),
        doc=QT_TRANSLATE_NOOP("engine", "The larger, the closer it comes to ReLU."),
    )


class Softplus(Activation):
    """A ReLU with a rounded corner (Dugas et al., 2001)."""

    name = torch_name = "Softplus"
    doc = QT_TRANSLATE_NOOP(
        "engine",
        "A ReLU with a rounded corner, always above zero. Useful where an answer must be positive.",
    )
    formula = "y = ln(1 + exp(β·x)) / β"
    Params = SoftplusParams
    torch_arguments = ("beta", "threshold")

    def arguments(self, params: SoftplusParams, inputs: tuple[Shape, ...], output: Shape) -> Arguments:
        return Arguments((), unusual(beta=(params.beta, 1.0)))

    def read_call(self, given: Mapping[str, object], keywords: frozenset[str]) -> dict[str, object]:
        return read_arguments(given, names={"beta": "beta"}, fixed={"threshold": (20, 20.0)})
