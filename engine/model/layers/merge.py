"""Merges: several branches become one."""

from __future__ import annotations

from math import prod
from typing import Any, ClassVar

from engine.fields import Settings
from engine.model.layer_type import Category, ShapeMismatch, shape_text
from engine.model.layers.axes import axis_setting, dimension, resolved
from engine.model.layers.writing import Operation
from engine.model.reach import Reach
from engine.model.spec import Shape
from engine.text import QT_TRANSLATE_NOOP

MOST_INPUTS = 64


class _Merge(Operation):
    category: ClassVar[Category] = "merge"
    least_inputs = 2
    most_inputs = MOST_INPUTS

    def multiply_adds(self, params: Any, inputs: tuple[Shape, ...], output: Shape) -> int:
        return (len(inputs) - 1) * prod(output)


class Add(_Merge):
    """The sum of several branches (He et al., 2016)."""

    name = module_name = "Add"
    doc = QT_TRANSLATE_NOOP(
        "engine",
        "Adds up several branches number by number; all must have the same shape. "
        "With a straight branch it makes a residual block, through which gradients pass unhindered.",
    )
    formula = "y = x₁ + x₂ + …"
    id_stem = "add"

    def output_shape(self, params: Settings, inputs: tuple[Shape, ...]) -> Shape:
        for port, shape in enumerate(inputs[1:], start=2):
            if shape != inputs[0]:
                raise unequal(inputs[0], shape, port)
        return inputs[0]

    def call(
        self, params: Settings, inputs: tuple[Shape, ...], output: Shape, module: str, arguments: tuple[str, ...]
    ) -> str:
        return " + ".join(arguments)


class Multiply(_Merge):
    """The product of several branches, such as an image and a gate for each of its channels."""

    name = module_name = "Multiply"
    doc = QT_TRANSLATE_NOOP(
        "engine",
        "Multiplies several branches number by number; a branch of size 1 along an axis serves the whole axis. "
        "A branch that ends in Sigmoid thereby becomes a gate for another one.",
    )
    formula = "y = x₁ · x₂ · …"
    id_stem = "multiply"

    def output_shape(self, params: Settings, inputs: tuple[Shape, ...]) -> Shape:
        found = inputs[0]
        for port, shape in enumerate(inputs[1:], start=2):
            if len(shape) != len(found) or any(a != b and 1 not in (a, b) for a, b in zip(shape, found, strict=True)):
                raise unequal(found, shape, port)
            found = tuple(max(a, b) for a, b in zip(shape, found, strict=True))
        return found

    def call(
        self, params: Settings, inputs: tuple[Shape, ...], output: Shape, module: str, arguments: tuple[str, ...]
    ) -> str:
        return " * ".join(arguments)


class ConcatenateParams(Settings):
    """Params of :class:`Concatenate`."""

    axis: int = axis_setting(
        0,
        label=QT_TRANSLATE_NOOP("engine", "Axis"),
        doc=QT_TRANSLATE_NOOP(
            "engine", "Along which axis, counted without the batch: 0 is the channels of images, −1 the last axis."
        ),
    )


class Concatenate(_Merge):
    """Several branches side by side (Szegedy et al., 2015)."""

    name = module_name = "Concatenate"
    doc = QT_TRANSLATE_NOOP(
        "engine",
        "Puts several branches side by side: images one channel behind the other, vectors one after the other. "
        "All sizes but the one along the axis must agree.",
    )
    formula = "y = [x₁, x₂, …]"
    Params = ConcatenateParams
    id_stem = "concat"

    def output_shape(self, params: ConcatenateParams, inputs: tuple[Shape, ...]) -> Shape:
        first = inputs[0]
        axis = resolved(params.axis, len(first), "axis")
        for port, shape in enumerate(inputs[1:], start=2):
            if len(shape) != len(first) or _without(shape, axis) != _without(first, axis):
                raise unequal(first, shape, port, axis)
        return (*first[:axis], sum(shape[axis] for shape in inputs), *first[axis + 1 :])

    def multiply_adds(self, params: ConcatenateParams, inputs: tuple[Shape, ...], output: Shape) -> int:
        return 0

    def reach(self, params: ConcatenateParams, inputs: tuple[Shape, ...]) -> Reach:
        return Reach("concatenate", numbers=(params.axis % len(inputs[0]),))

    def summary(self, params: ConcatenateParams) -> str:
        return "" if params.axis == 0 else str(params.axis)

    def options(self, params: ConcatenateParams, inputs: tuple[Shape, ...]) -> dict[str, object]:
        return {"dim": dimension(params.axis)}

    def call(
        self,
        params: ConcatenateParams,
        inputs: tuple[Shape, ...],
        output: Shape,
        module: str,
        arguments: tuple[str, ...],
    ) -> str:
        return f"torch.cat([{', '.join(arguments)}], dim={dimension(params.axis)})"


def _without(shape: Shape, axis: int) -> Shape:
    return shape[:axis] + shape[axis + 1 :]


def unequal(expected: Shape, found: Shape, port: int, free: int | None = None) -> ShapeMismatch:
    """A branch whose shape does not agree with those before it; ``free`` is the axis along which it need not."""
    return ShapeMismatch(
        QT_TRANSLATE_NOOP("engine", "expects {expected} at each input, receives {found} at input {port}")
        if free is None
        else QT_TRANSLATE_NOOP("engine", "does not fit {expected} and {found} (input {port}) side by side"),
        expected=shape_text(expected),
        found=shape_text(found),
        remedy=_remedy(expected, found, free),
        port=port,
    )


def _remedy(expected: Shape, found: Shape, free: int | None) -> str | None:
    """What makes a branch fit: ``resize_branch`` (height and width), ``project_branch`` (channels of an image by a
    1×1 Conv2d, features by a Linear layer) or ``flatten_branches``."""
    if len(expected) != len(found):
        return "flatten_branches" if free is not None else None
    differing = [axis for axis in range(len(expected)) if axis != free and expected[axis] != found[axis]]
    if len(expected) == 3 and differing != [0]:
        return "resize_branch"
    features = 0 if len(expected) == 3 else len(expected) - 1
    return "project_branch" if differing == [features] else None
