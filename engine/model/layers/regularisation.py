"""Layers that only hide or disturb, and only while training."""

from __future__ import annotations

from collections.abc import Mapping
from math import prod
from typing import Any, ClassVar

from engine.fields import Settings, setting
from engine.model.layer_type import Category
from engine.model.layers.sliding import require_image
from engine.model.layers.writing import Arguments, Operation, TorchLayer, read_arguments, same_names
from engine.model.spec import Shape
from engine.text import QT_TRANSLATE_NOOP


class DropoutParams(Settings):
    """Params of the dropouts."""

    p: float = setting(
        0.5,
        ge=0,
        lt=1,
        label=QT_TRANSLATE_NOOP("engine", "Share hidden"),
        doc=QT_TRANSLATE_NOOP("engine", "The chance that a number is hidden at a training step."),
    )


class _Dropout(TorchLayer):
    category: ClassVar[Category] = "regularisation"
    formula = "y = x · m / (1 − p),  m ~ Bernoulli(1 − p)"
    Params = DropoutParams
    torch_arguments = ("p", "inplace")
    id_stem = "dropout"

    def output_shape(self, params: DropoutParams, inputs: tuple[Shape, ...]) -> Shape:
        return inputs[0]

    def summary(self, params: DropoutParams) -> str:
        return f"{params.p:g}"

    def arguments(self, params: DropoutParams, inputs: tuple[Shape, ...], output: Shape) -> Arguments:
        return Arguments((params.p,))

    def read_call(self, given: Mapping[str, object], keywords: frozenset[str]) -> dict[str, object]:
        return read_arguments(given, names=same_names("p"), ignored=("inplace",))


class Dropout(_Dropout):
    """Random hiding while training (Srivastava et al., 2014)."""

    name = torch_name = "Dropout"
    doc = QT_TRANSLATE_NOOP(
        "engine",
        "Hides a random share of the numbers at each training step, so that no unit can rely on a single other. "
        "When the network answers, nothing is hidden.",
    )


class Dropout2d(_Dropout):
    """Random hiding of whole channels while training (Tompson et al., 2015)."""

    name = torch_name = "Dropout2d"
    doc = QT_TRANSLATE_NOOP(
        "engine",
        "Hides whole channels of the image at random at each training step. "
        "Single pixels would give themselves away by their neighbours, so Dropout does little between convolutions.",
    )

    def output_shape(self, params: DropoutParams, inputs: tuple[Shape, ...]) -> Shape:
        require_image(inputs[0])
        return inputs[0]


class GaussianNoiseParams(Settings):
    """Params of :class:`GaussianNoise`."""

    std: float = setting(
        0.1,
        ge=0,
        le=10,
        label=QT_TRANSLATE_NOOP("engine", "Strength"),
        doc=QT_TRANSLATE_NOOP("engine", "Standard deviation of the noise."),
    )


class GaussianNoise(Operation):
    """Random noise while training (Bishop, 1995)."""

    name = module_name = "GaussianNoise"
    category: ClassVar[Category] = "regularisation"
    doc = QT_TRANSLATE_NOOP(
        "engine",
        "Adds a little random noise at each training step, so that the network cannot learn examples by heart. "
        "When the network answers, nothing is added.",
    )
    formula = "y = x + σ · n,  n ~ N(0, 1)"
    Params = GaussianNoiseParams
    id_stem = "noise"

    def output_shape(self, params: GaussianNoiseParams, inputs: tuple[Shape, ...]) -> Shape:
        return inputs[0]

    def multiply_adds(self, params: Any, inputs: tuple[Shape, ...], output: Shape) -> int:
        return prod(output)

    def summary(self, params: GaussianNoiseParams) -> str:
        return f"{params.std:g}"

    def options(self, params: GaussianNoiseParams, inputs: tuple[Shape, ...]) -> dict[str, object]:
        return {"std": params.std}

    def call(
        self,
        params: GaussianNoiseParams,
        inputs: tuple[Shape, ...],
        output: Shape,
        module: str,
        arguments: tuple[str, ...],
    ) -> str:
        (x,) = arguments
        return f"{x} + {params.std!r} * torch.randn_like({x}) if self.training else {x}"
