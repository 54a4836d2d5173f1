"""Normalisation of each example by itself: it needs no batch and computes the same in training and use."""

from __future__ import annotations

from collections.abc import Mapping
from math import prod
from typing import Any, ClassVar

from engine.fields import Settings, setting
from engine.model.layer_type import Category, ShapeMismatch, Unreadable, shape_text
from engine.model.layers.sliding import require_divisible, require_image
from engine.model.layers.writing import Arguments, TorchLayer, read_arguments, same_names, unusual
from engine.model.spec import Shape
from engine.text import QT_TRANSLATE_NOOP


def _eps() -> Any:
    return setting(
        1e-5,
        gt=0,
        le=1,
        advanced=True,
        label=QT_TRANSLATE_NOOP("engine", "Epsilon"),
        doc=QT_TRANSLATE_NOOP("engine", "A small number added to the variance, against division by zero."),
    )


class _ExampleNorm(TorchLayer):
    category: ClassVar[Category] = "normalisation"
    formula = "y = γ · (x − mean) / √(var + ε) + β"
    id_stem = "norm"

    def multiply_adds(self, params: Any, inputs: tuple[Shape, ...], output: Shape) -> int:
        return 4 * prod(output)


class LayerNormParams(Settings):
    """Params of :class:`LayerNorm`."""

    dimensions: int | None = setting(
        None,
        ge=1,
        le=4,
        advanced=True,
        label=QT_TRANSLATE_NOOP("engine", "Dimensions"),
        doc=QT_TRANSLATE_NOOP(
            "engine",
            "How many of the last dimensions are normalised together; automatic takes the whole of an image or vector, "
            "and each step of a sequence.",
        ),
    )
    eps: float = _eps()


class LayerNorm(_ExampleNorm):
    """Normalisation of each example, or each token, over its features (Ba et al., 2016)."""

    name = torch_name = "LayerNorm"
    doc = QT_TRANSLATE_NOOP(
        "engine",
        "Centres and scales each example, or each step of a sequence, over its own features. "
        "It does not depend on the batch, which is why transformers use it.",
    )
    Params = LayerNormParams
    torch_arguments = ("normalized_shape", "eps", "elementwise_affine", "bias")

    def output_shape(self, params: LayerNormParams, inputs: tuple[Shape, ...]) -> Shape:
        if params.dimensions is not None and params.dimensions > len(inputs[0]):
            raise ShapeMismatch(
                QT_TRANSLATE_NOOP("engine", "normalises {expected} dimensions, receives {found}"),
                expected=str(params.dimensions),
                found=str(len(inputs[0])),
                field="dimensions",
                remedy="take_what_comes",
            )
        return inputs[0]

    def _normalised(self, params: LayerNormParams, shape: Shape) -> Shape:
        automatic = 1 if len(shape) == 2 else len(shape)
        return shape[-(params.dimensions or automatic) :]

    def parameter_count(self, params: LayerNormParams, inputs: tuple[Shape, ...], output: Shape) -> int:
        return 2 * prod(self._normalised(params, inputs[0]))

    def arguments(self, params: LayerNormParams, inputs: tuple[Shape, ...], output: Shape) -> Arguments:
        sizes = self._normalised(params, inputs[0])
        written = sizes[0] if len(sizes) == 1 else sizes
        keywords = unusual(eps=(params.eps, 1e-5))
        if params.dimensions is not None:
            return Arguments((), {"normalized_shape": written, **keywords})
        return Arguments((written,), keywords)

    def read_call(self, given: Mapping[str, object], keywords: frozenset[str]) -> dict[str, object]:
        fixed = {"elementwise_affine": (True,), "bias": (True,)}
        found = read_arguments(given, names=same_names("eps"), ignored=("normalized_shape",), fixed=fixed)
        if "normalized_shape" in keywords:
            sizes = given["normalized_shape"]
            found["dimensions"] = len(sizes) if isinstance(sizes, tuple | list) else 1
        return found


class GroupNormParams(Settings):
    """Params of :class:`GroupNorm`."""

    num_groups: int = setting(
        8,
        ge=1,
        le=65_536,
        label=QT_TRANSLATE_NOOP("engine", "Groups"),
        doc=QT_TRANSLATE_NOOP("engine", "Into how many groups the channels fall; must divide their number."),
    )
    eps: float = _eps()


class GroupNorm(_ExampleNorm):
    """Normalisation of each example over groups of channels (Wu & He, 2018)."""

    name = torch_name = "GroupNorm"
    doc = QT_TRANSLATE_NOOP(
        "engine",
        "Centres and scales groups of channels together, for each example by itself. "
        "It takes the place of BatchNorm2d where batches are small.",
    )
    Params = GroupNormParams
    torch_arguments = ("num_groups", "num_channels", "eps", "affine")

    def output_shape(self, params: GroupNormParams, inputs: tuple[Shape, ...]) -> Shape:
        shape = inputs[0]
        require_divisible(
            shape[0],
            params.num_groups,
            QT_TRANSLATE_NOOP("engine", "{expected} groups do not divide {found} channels evenly"),
            field="num_groups",
            remedy="divide_groups",
        )
        if prod(shape) == params.num_groups:
            raise ShapeMismatch(
                QT_TRANSLATE_NOOP("engine", "needs at least {expected} numbers in a group, receives {found}"),
                expected="2",
                found="1",
                field="num_groups",
                remedy="one_group",
            )
        return shape

    def parameter_count(self, params: GroupNormParams, inputs: tuple[Shape, ...], output: Shape) -> int:
        return 2 * output[0]

    def summary(self, params: GroupNormParams) -> str:
        return str(params.num_groups)

    def arguments(self, params: GroupNormParams, inputs: tuple[Shape, ...], output: Shape) -> Arguments:
        return Arguments((params.num_groups, output[0]), unusual(eps=(params.eps, 1e-5)))

    def read_call(self, given: Mapping[str, object], keywords: frozenset[str]) -> dict[str, object]:
        fixed = {"affine": (True,), "bias": (True,)}
        return read_arguments(given, names=same_names("num_groups", "eps"), ignored=("num_channels",), fixed=fixed)


class InstanceNorm2dParams(Settings):
    """Params of :class:`InstanceNorm2d`."""

    affine: bool = setting(
        False,
        label=QT_TRANSLATE_NOOP("engine", "Learned scale"),
        doc=QT_TRANSLATE_NOOP("engine", "Learn a scale and a shift for each channel."),
    )
    eps: float = _eps()


class InstanceNorm2d(_ExampleNorm):
    """Normalisation of each channel of each image (Ulyanov et al., 2016)."""

    name = torch_name = "InstanceNorm2d"
    doc = QT_TRANSLATE_NOOP(
        "engine",
        "Centres and scales each channel of each image by itself. "
        "It removes contrast and brightness, and was made for transferring styles.",
    )
    Params = InstanceNorm2dParams
    torch_arguments = ("num_features", "eps", "momentum", "affine", "track_running_stats")

    def output_shape(self, params: InstanceNorm2dParams, inputs: tuple[Shape, ...]) -> Shape:
        _, height, width = require_image(inputs[0])
        if height * width == 1:
            raise ShapeMismatch(
                QT_TRANSLATE_NOOP("engine", "needs at least {expected} pixels, receives an image {found}"),
                expected="2",
                found=shape_text(inputs[0]),
                remedy="remove_layer",
            )
        return inputs[0]

    def parameter_count(self, params: InstanceNorm2dParams, inputs: tuple[Shape, ...], output: Shape) -> int:
        return 2 * output[0] if params.affine else 0

    def arguments(self, params: InstanceNorm2dParams, inputs: tuple[Shape, ...], output: Shape) -> Arguments:
        return Arguments((output[0],), unusual(eps=(params.eps, 1e-5), affine=(params.affine, False)))

    def read_call(self, given: Mapping[str, object], keywords: frozenset[str]) -> dict[str, object]:
        if given.get("affine") and given.get("bias") is False:
            raise Unreadable(QT_TRANSLATE_NOOP("engine", "the argument {name} is not known"), name="bias")
        ignored, fixed = ("num_features", "momentum", "bias"), {"track_running_stats": (False,)}
        return read_arguments(given, names=same_names("eps", "affine"), ignored=ignored, fixed=fixed)
