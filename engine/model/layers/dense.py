"""Fully connected layers."""

from __future__ import annotations

from math import prod
from typing import ClassVar

from engine.fields import Settings, setting
from engine.model.layer_type import Category, ShapeMismatch, shape_text
from engine.model.layers import window_fields
from engine.model.layers.writing import Arguments, TorchLayer, unusual
from engine.model.reach import EVERYWHERE, Reach
from engine.model.spec import Shape
from engine.text import QT_TRANSLATE_NOOP


class LinearParams(Settings):
    """Params of :class:`Linear`."""

    out_features: int = setting(
        128,
        ge=1,
        le=1_000_000,
        label=QT_TRANSLATE_NOOP("engine", "Features out"),
        doc=QT_TRANSLATE_NOOP("engine", "How many numbers the layer answers, each a weighted sum of all it receives."),
    )
    in_features: int | None = setting(
        None,
        ge=1,
        le=100_000_000,
        advanced=True,
        label=QT_TRANSLATE_NOOP("engine", "Features in"),
        doc=QT_TRANSLATE_NOOP("engine", "How many numbers it receives; automatic takes what comes."),
    )
    bias: bool = window_fields.bias()


class Linear(TorchLayer):
    """A fully connected layer."""

    name = torch_name = "Linear"
    category: ClassVar[Category] = "dense"
    doc = QT_TRANSLATE_NOOP(
        "engine",
        "Every output is a weighted sum of all inputs plus a bias. "
        "It sees the whole picture at once, at the price of one weight per pair.",
    )
    formula = "y = W·x + b"
    Params = LinearParams
    torch_arguments = ("in_features", "out_features", "bias")
    id_stem = "linear"

    def output_shape(self, params: LinearParams, inputs: tuple[Shape, ...]) -> Shape:
        shape = inputs[0]
        if len(shape) > 2:
            raise ShapeMismatch(
                QT_TRANSLATE_NOOP("engine", "expects {expected}, receives an image {found}: flatten it first"),
                expected=QT_TRANSLATE_NOOP("engine", "[features]"),
                found=shape_text(shape),
                remedy="insert_flatten",
            )
        if params.in_features not in (None, shape[-1]):
            raise ShapeMismatch(
                QT_TRANSLATE_NOOP("engine", "expects {expected} features, receives {found}"),
                expected=str(params.in_features),
                found=str(shape[-1]),
                field="in_features",
                remedy="take_what_comes",
            )
        return (*shape[:-1], params.out_features)

    def parameter_count(self, params: LinearParams, inputs: tuple[Shape, ...], output: Shape) -> int:
        return params.out_features * (inputs[0][-1] + params.bias)

    def multiply_adds(self, params: LinearParams, inputs: tuple[Shape, ...], output: Shape) -> int:
        return prod(inputs[0]) * params.out_features

    def reach(self, params: LinearParams, inputs: tuple[Shape, ...]) -> Reach:
        return EVERYWHERE if len(inputs[0]) == 1 else Reach("features")

    def summary(self, params: LinearParams) -> str:
        return str(params.out_features)

    def arguments(self, params: LinearParams, inputs: tuple[Shape, ...], output: Shape) -> Arguments:
        given = Arguments((inputs[0][-1], params.out_features), unusual(bias=(params.bias, True)))
        return given if params.in_features is None else given.as_keywords(self.torch_arguments)
