"""Layers that change nothing but the shape."""

from __future__ import annotations

from collections.abc import Mapping
from math import prod
from typing import Any, ClassVar, Literal

from pydantic import field_validator

from engine.fields import Settings, setting
from engine.model.layer_type import Category, ShapeMismatch, Unreadable
from engine.model.layers.axes import (
    MAXIMUM_AXES,
    axis_of,
    axis_setting,
    dimension,
    filled,
    resolved,
    sizes_are_sensible,
)
from engine.model.layers.sliding import require_image
from engine.model.layers.writing import Arguments, Operation, TorchLayer, read_arguments, unusual
from engine.model.reach import Reach
from engine.model.spec import Shape
from engine.text import QT_TRANSLATE_NOOP


class _View(TorchLayer):
    """A module of torch that costs nothing: its output is its input seen another way."""

    category: ClassVar[Category] = "shape"

    def multiply_adds(self, params: Any, inputs: tuple[Shape, ...], output: Shape) -> int:
        return 0

    def activation_values(self, params: Any, inputs: tuple[Shape, ...], output: Shape) -> int:
        return 0


class _Rearrangement(Operation):
    """An expression that only changes the shape."""

    category: ClassVar[Category] = "shape"

    def activation_values(self, params: Any, inputs: tuple[Shape, ...], output: Shape) -> int:
        return 0


class FlattenParams(Settings):
    """Params of :class:`Flatten`."""

    start_axis: int = axis_setting(
        0,
        advanced=True,
        label=QT_TRANSLATE_NOOP("engine", "From axis"),
        doc=QT_TRANSLATE_NOOP("engine", "The first axis that is laid out, counted without the batch."),
    )
    end_axis: int = axis_setting(
        -1,
        advanced=True,
        label=QT_TRANSLATE_NOOP("engine", "To axis"),
        doc=QT_TRANSLATE_NOOP("engine", "The last axis that is laid out; −1 is the last there is."),
    )


class Flatten(_View):
    """An image as a row of numbers."""

    name = torch_name = "Flatten"
    doc = QT_TRANSLATE_NOOP(
        "engine",
        "Lays an image out as one row of numbers, so that Linear layers can read it. It has no weights.",
    )
    formula = "C×H×W → C·H·W"
    Params = FlattenParams
    torch_arguments = ("start_dim", "end_dim")
    id_stem = "flatten"

    def output_shape(self, params: FlattenParams, inputs: tuple[Shape, ...]) -> Shape:
        shape = inputs[0]
        start = resolved(params.start_axis, len(shape), "start_axis")
        end = resolved(params.end_axis, len(shape), "end_axis")
        if end < start:
            raise ShapeMismatch(
                QT_TRANSLATE_NOOP("engine", "must end at axis {expected} or later, ends at {found}"),
                expected=str(start),
                found=str(end),
                field="end_axis",
                remedy="last_axis",
            )
        return (*shape[:start], prod(shape[start : end + 1]), *shape[end + 1 :])

    def reach(self, params: FlattenParams, inputs: tuple[Shape, ...]) -> Reach:
        shape = inputs[0]
        axes = (params.start_axis % len(shape), params.end_axis % len(shape))
        return Reach("flatten", numbers=axes, received=shape)

    def arguments(self, params: FlattenParams, inputs: tuple[Shape, ...], output: Shape) -> Arguments:
        keywords = unusual(start_dim=(dimension(params.start_axis), 1), end_dim=(dimension(params.end_axis), -1))
        return Arguments((), keywords)

    def read_call(self, given: Mapping[str, object], keywords: frozenset[str]) -> dict[str, object]:
        found = read_arguments(given, names={"start_dim": "start_axis", "end_dim": "end_axis"})
        return {name: axis_of(dim) for name, dim in found.items()}


class UnflattenParams(Settings):
    """Params of :class:`Unflatten`."""

    sizes: tuple[int, ...] = setting(
        (1, 28, -1),
        label=QT_TRANSLATE_NOOP("engine", "Sizes"),
        doc=QT_TRANSLATE_NOOP(
            "engine", "The sizes that the axis falls into; −1 for one of them means the rest. Images: channels first."
        ),
    )
    axis: int = axis_setting(
        0,
        advanced=True,
        label=QT_TRANSLATE_NOOP("engine", "Axis"),
        doc=QT_TRANSLATE_NOOP("engine", "The axis that is folded, counted without the batch."),
    )

    _check_sizes = field_validator("sizes")(sizes_are_sensible)


class Unflatten(_View):
    """A row of numbers folded into an image."""

    name = torch_name = "Unflatten"
    doc = QT_TRANSLATE_NOOP(
        "engine",
        "Folds a row of numbers into an image or a sequence: the reverse of Flatten. A decoder begins with it.",
    )
    formula = "C·H·W → C×H×W"
    Params = UnflattenParams
    torch_arguments = ("dim", "unflattened_size")
    id_stem = "unflatten"

    def output_shape(self, params: UnflattenParams, inputs: tuple[Shape, ...]) -> Shape:
        shape = inputs[0]
        axis = resolved(params.axis, len(shape), "axis")
        return _few_axes((*shape[:axis], *filled(params.sizes, shape[axis]), *shape[axis + 1 :]), "sizes")

    def reach(self, params: UnflattenParams, inputs: tuple[Shape, ...]) -> Reach:
        return Reach("reshape", numbers=self.output_shape(params, inputs), received=inputs[0])

    def summary(self, params: UnflattenParams) -> str:
        return "×".join(map(str, params.sizes))

    def arguments(self, params: UnflattenParams, inputs: tuple[Shape, ...], output: Shape) -> Arguments:
        return Arguments((dimension(params.axis), params.sizes))

    def read_call(self, given: Mapping[str, object], keywords: frozenset[str]) -> dict[str, object]:
        found = read_arguments(given, names={"dim": "axis", "unflattened_size": "sizes"})
        sizes = found.get("sizes")
        if "axis" not in found or not isinstance(sizes, tuple | list):
            raise Unreadable(
                QT_TRANSLATE_NOOP("engine", "{name}={value} is no size"), name="unflattened_size", value=sizes
            )
        return {"axis": axis_of(found["axis"]), "sizes": tuple(sizes)}


class ReshapeParams(Settings):
    """Params of :class:`Reshape`."""

    sizes: tuple[int, ...] = setting(
        (-1,),
        label=QT_TRANSLATE_NOOP("engine", "Sizes"),
        doc=QT_TRANSLATE_NOOP("engine", "The sizes of an example that leaves; −1 for one of them means the rest."),
    )

    _check_sizes = field_validator("sizes")(sizes_are_sensible)


class Reshape(_Rearrangement):
    """The same numbers under other sizes."""

    name = module_name = "Reshape"
    doc = QT_TRANSLATE_NOOP(
        "engine",
        "Gives the same numbers, read in the same order, other sizes. "
        "To swap height and width or channels and steps, use Permute instead.",
    )
    formula = "C×H×W → a×b×…"
    Params = ReshapeParams
    id_stem = "reshape"

    def output_shape(self, params: ReshapeParams, inputs: tuple[Shape, ...]) -> Shape:
        return filled(params.sizes, prod(inputs[0]))

    def reach(self, params: ReshapeParams, inputs: tuple[Shape, ...]) -> Reach:
        return Reach("reshape", numbers=self.output_shape(params, inputs), received=inputs[0])

    def summary(self, params: ReshapeParams) -> str:
        return "×".join(map(str, params.sizes))

    def options(self, params: ReshapeParams, inputs: tuple[Shape, ...]) -> dict[str, object]:
        return {"sizes": params.sizes}

    def call(
        self, params: ReshapeParams, inputs: tuple[Shape, ...], output: Shape, module: str, arguments: tuple[str, ...]
    ) -> str:
        batch = f"{arguments[0]}.shape[0]" if -1 in params.sizes else "-1"
        return f"{arguments[0]}.reshape({batch}, {', '.join(map(str, params.sizes))})"


class PermuteParams(Settings):
    """Params of :class:`Permute`."""

    order: tuple[int, ...] = setting(
        (1, 0),
        label=QT_TRANSLATE_NOOP("engine", "Order"),
        doc=QT_TRANSLATE_NOOP(
            "engine",
            "The old axes in their new order, counted from 0 without the batch; 1, 0 swaps the two of a sequence.",
        ),
    )

    @field_validator("order")
    @classmethod
    def _names_each_axis_once(cls, order: tuple[int, ...]) -> tuple[int, ...]:
        if not 1 <= len(order) <= MAXIMUM_AXES or sorted(order) != list(range(len(order))):
            raise ValueError(QT_TRANSLATE_NOOP("engine", "expected each axis once: 0, 1, … in any order"))
        return order


class Permute(_Rearrangement):
    """Axes in another order."""

    name = module_name = "Permute"
    doc = QT_TRANSLATE_NOOP(
        "engine",
        "Puts the axes into another order, such as steps×features into features×steps. "
        "Conv1d wants the channels first, LSTM and attention want them last.",
    )
    formula = "y[j, i] = x[i, j]"
    Params = PermuteParams
    id_stem = "permute"

    def output_shape(self, params: PermuteParams, inputs: tuple[Shape, ...]) -> Shape:
        if len(params.order) != len(inputs[0]):
            raise ShapeMismatch(
                QT_TRANSLATE_NOOP("engine", "orders {expected} axes, receives {found}"),
                expected=str(len(params.order)),
                found=str(len(inputs[0])),
                field="order",
                remedy="fit_order",
            )
        return tuple(inputs[0][axis] for axis in params.order)

    def reach(self, params: PermuteParams, inputs: tuple[Shape, ...]) -> Reach:
        return Reach("permute", numbers=params.order, received=inputs[0])

    def summary(self, params: PermuteParams) -> str:
        return ", ".join(map(str, params.order))

    def options(self, params: PermuteParams, inputs: tuple[Shape, ...]) -> dict[str, object]:
        return {"order": params.order}

    def call(
        self, params: PermuteParams, inputs: tuple[Shape, ...], output: Shape, module: str, arguments: tuple[str, ...]
    ) -> str:
        return f"{arguments[0]}.permute(0, {', '.join(str(axis + 1) for axis in params.order)})"


class RowsParams(Settings):
    """Params of :class:`Rows`."""

    along: Literal["rows", "columns"] = setting(
        "rows",
        label=QT_TRANSLATE_NOOP("engine", "Read as"),
        doc=QT_TRANSLATE_NOOP("engine", "rows reads the image from top to bottom, columns from left to right."),
    )


class Rows(_Rearrangement):
    """An image as a sequence of its rows."""

    name = module_name = "Rows"
    doc = QT_TRANSLATE_NOOP(
        "engine",
        "Makes a sequence of an image: each row is one step, its pixels are the features of the step. "
        "Recurrent layers then read the image line by line.",
    )
    formula = "C×H×W → H×(C·W)"
    Params = RowsParams
    id_stem = "rows"

    def output_shape(self, params: RowsParams, inputs: tuple[Shape, ...]) -> Shape:
        channels, height, width = require_image(inputs[0])
        return (height, channels * width) if params.along == "rows" else (width, channels * height)

    def reach(self, params: RowsParams, inputs: tuple[Shape, ...]) -> Reach:
        return Reach(params.along)

    def options(self, params: RowsParams, inputs: tuple[Shape, ...]) -> dict[str, object]:
        return {"along": params.along}

    def call(
        self, params: RowsParams, inputs: tuple[Shape, ...], output: Shape, module: str, arguments: tuple[str, ...]
    ) -> str:
        order = "0, 2, 1, 3" if params.along == "rows" else "0, 3, 1, 2"
        return f"{arguments[0]}.permute({order}).flatten(2)"


class Identity(_View):
    """Nothing at all."""

    name = torch_name = "Identity"
    doc = QT_TRANSLATE_NOOP(
        "engine",
        "Passes on what it receives. It holds a place: the straight branch of a residual block, or a layer to come.",
    )
    formula = "y = x"
    id_stem = "identity"

    def output_shape(self, params: Settings, inputs: tuple[Shape, ...]) -> Shape:
        return inputs[0]

    def arguments(self, params: Settings, inputs: tuple[Shape, ...], output: Shape) -> Arguments:
        return Arguments()


def _few_axes(shape: Shape, field: str) -> Shape:
    if len(shape) > MAXIMUM_AXES:
        raise ShapeMismatch(
            QT_TRANSLATE_NOOP("engine", "makes {found} axes, at most {expected} can be"),
            expected=str(MAXIMUM_AXES),
            found=str(len(shape)),
            field=field,
        )
    return shape
