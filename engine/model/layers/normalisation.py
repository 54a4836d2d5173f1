"""Normalisation over the batch (Ioffe & Szegedy, 2015).

A value that a normalisation answers depends, by mean and variance, on all it looks at; in the receptive field it
counts as looking at its own place only, as is the custom.
"""

from __future__ import annotations

from collections.abc import Mapping
from math import prod
from typing import ClassVar

from engine.fields import Settings, setting
from engine.model.layer_type import Category, ShapeMismatch, shape_text
from engine.model.layers.sliding import require_image
from engine.model.layers.writing import Arguments, TorchLayer, read_arguments, same_names, unusual
from engine.model.spec import Shape
from engine.text import QT_TRANSLATE_NOOP


class BatchNormParams(Settings):
    """Params of the batch normalisations."""

    momentum: float = setting(
        0.1,
        gt=0,
        le=1,
        advanced=True,
        label=QT_TRANSLATE_NOOP("engine", "Momentum"),
        doc=QT_TRANSLATE_NOOP("engine", "How much each batch changes the running mean and variance."),
    )
    eps: float = setting(
        1e-5,
        gt=0,
        le=1,
        advanced=True,
        label=QT_TRANSLATE_NOOP("engine", "Epsilon"),
        doc=QT_TRANSLATE_NOOP("engine", "A small number added to the variance, against division by zero."),
    )


class _BatchNorm(TorchLayer):
    category: ClassVar[Category] = "normalisation"
    formula = "y = γ · (x − mean) / √(var + ε) + β"
    Params = BatchNormParams
    torch_arguments = ("num_features", "eps", "momentum", "affine", "track_running_stats")
    id_stem = "norm"

    def parameter_count(self, params: BatchNormParams, inputs: tuple[Shape, ...], output: Shape) -> int:
        return 2 * output[0]

    def multiply_adds(self, params: BatchNormParams, inputs: tuple[Shape, ...], output: Shape) -> int:
        return 2 * prod(output)

    def arguments(self, params: BatchNormParams, inputs: tuple[Shape, ...], output: Shape) -> Arguments:
        return Arguments((output[0],), unusual(eps=(params.eps, 1e-5), momentum=(params.momentum, 0.1)))

    def read_call(self, given: Mapping[str, object], keywords: frozenset[str]) -> dict[str, object]:
        fixed = {"affine": (True,), "track_running_stats": (True,), "bias": (True,)}
        return read_arguments(given, names=same_names("eps", "momentum"), ignored=("num_features",), fixed=fixed)


class BatchNorm2d(_BatchNorm):
    """Batch normalisation of images, per channel."""

    name = torch_name = "BatchNorm2d"
    doc = QT_TRANSLATE_NOOP(
        "engine",
        "Centres and scales each channel by the mean and variance of the batch, then lets the network undo it. "
        "Training is steadier and takes larger learning rates.",
    )

    def output_shape(self, params: BatchNormParams, inputs: tuple[Shape, ...]) -> Shape:
        require_image(inputs[0])
        return inputs[0]


class BatchNorm1d(_BatchNorm):
    """Batch normalisation of vectors, per feature."""

    name = torch_name = "BatchNorm1d"
    doc = QT_TRANSLATE_NOOP(
        "engine",
        "Centres and scales each feature by the mean and variance of the batch, then lets the network undo it. "
        "It belongs between Linear layers.",
    )

    def output_shape(self, params: BatchNormParams, inputs: tuple[Shape, ...]) -> Shape:
        if len(inputs[0]) > 2:
            raise ShapeMismatch(
                QT_TRANSLATE_NOOP("engine", "expects {expected}, receives an image {found}: use BatchNorm2d"),
                expected=QT_TRANSLATE_NOOP("engine", "[features]"),
                found=shape_text(inputs[0]),
                remedy="use_batchnorm2d",
            )
        return inputs[0]
