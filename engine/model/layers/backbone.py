"""A network that has learned from ImageNet, as one layer that gives features."""

from __future__ import annotations

from collections.abc import Mapping
from math import prod
from typing import TYPE_CHECKING, ClassVar, Literal

from engine.fields import Settings, setting
from engine.model import module_source
from engine.model.layer_type import Category, LayerType, ShapeMismatch, Unreadable
from engine.model.layers.sliding import require_image
from engine.model.layers.writing import Arguments, read_arguments, same_names, unusual
from engine.model.pretrained.families import IMAGENET_MEAN, IMAGENET_STD, costs_of, families
from engine.model.reach import EVERYWHERE, Reach
from engine.model.spec import Shape
from engine.text import QT_TRANSLATE_NOOP

if TYPE_CHECKING:
    from torch import nn

    from engine.model.pretrained.arithmetic import Cost

WEIGHTS = "IMAGENET1K_V1"
CHOICES = (
    QT_TRANSLATE_NOOP("engine", "pretrained"),
    QT_TRANSLATE_NOOP("engine", "random"),
    QT_TRANSLATE_NOOP("engine", "frozen"),
    QT_TRANSLATE_NOOP("engine", "last blocks"),
    QT_TRANSLATE_NOOP("engine", "all"),
)
"""The words among the params below, marked for translation."""


class BackboneParams(Settings):
    """Params of :class:`Backbone`."""

    family: Literal[
        "efficientnet_lite0",
        "efficientnet_b0",
        "mobilenet_v2",
        "mobilenet_v3_small",
        "mobilenet_v3_large",
        "resnet18",
        "resnet34",
        "resnet50",
        "vit_b_16",
    ] = setting(
        "efficientnet_lite0",
        label=QT_TRANSLATE_NOOP("engine", "Family"),
        doc=QT_TRANSLATE_NOOP(
            "engine",
            "The network whose features are used. The weights of efficientnet_lite0 are installed with Netwright; "
            "those of the others are downloaded once, when you ask for them or train.",
        ),
    )
    weights: Literal["pretrained", "random"] = setting(
        "pretrained",
        label=QT_TRANSLATE_NOOP("engine", "Weights"),
        doc=QT_TRANSLATE_NOOP("engine", "What it learned from the million photographs of ImageNet, or a fresh start."),
    )
    trainable: Literal["frozen", "last blocks", "all"] = setting(
        "frozen",
        label=QT_TRANSLATE_NOOP("engine", "What learns"),
        doc=QT_TRANSLATE_NOOP(
            "engine",
            "Frozen: only the layers behind it learn, which is quick. Last blocks and all adapt it to your images. "
            "What does not learn keeps the statistics of its normalisations, too.",
        ),
    )
    blocks: int = setting(
        1,
        ge=1,
        le=19,
        label=QT_TRANSLATE_NOOP("engine", "Blocks"),
        doc=QT_TRANSLATE_NOOP("engine", "How many blocks learn, counted from the last one."),
        only_if={"trainable": ("last blocks",)},
    )
    size: int | None = setting(
        64,
        ge=8,
        le=1024,
        label=QT_TRANSLATE_NOOP("engine", "Resize to"),
        doc=QT_TRANSLATE_NOOP(
            "engine",
            "Pixels a side that images are enlarged or shrunk to. It learned with 224; less is quicker and sees less. "
            "Automatic leaves them as they come.",
        ),
    )
    grey_to_rgb: bool = setting(
        True,
        label=QT_TRANSLATE_NOOP("engine", "Grey to RGB"),
        doc=QT_TRANSLATE_NOOP(
            "engine", "A grey image is repeated as red, green and blue, which is what the network expects."
        ),
    )
    normalise: bool = setting(
        True,
        label=QT_TRANSLATE_NOOP("engine", "Normalise"),
        doc=QT_TRANSLATE_NOOP(
            "engine",
            "Brings pixels from the mean and spread of your dataset to those of the images the network learned from.",
        ),
    )
    mean: float = setting(
        0.1307,
        ge=-10,
        le=10,
        advanced=True,
        label=QT_TRANSLATE_NOOP("engine", "Dataset mean"),
        doc=QT_TRANSLATE_NOOP(
            "engine",
            "The mean that was taken from the pixels on their way here, as a part of white; MNIST's is 0.1307.",
        ),
    )
    std: float = setting(
        0.3081,
        ge=0.001,
        le=10,
        advanced=True,
        label=QT_TRANSLATE_NOOP("engine", "Dataset spread"),
        doc=QT_TRANSLATE_NOOP(
            "engine", "The standard deviation that the pixels were divided by on their way here; MNIST's is 0.3081."
        ),
    )


class Backbone(LayerType):
    """A pretrained network without its head, fed with images as it knows them."""

    name = "Backbone"
    category: ClassVar[Category] = "pretrained"
    doc = QT_TRANSLATE_NOOP(
        "engine",
        "A network that has learned to see from a million photographs, without its last layer: its features serve for "
        "other images, too. Images are first brought to the size, colours and brightness it knows.",
    )
    formula = "y = features(a·resize(x) + b)"
    Params = BackboneParams
    torch_name = "PretrainedBackbone"
    torch_arguments = (
        "builder", "weights", "trainable", "blocks", "size", "grey_to_rgb", "normalise", "mean", "std", "known_mean",
        "known_std",
    )  # fmt: skip
    id_stem = "backbone"

    def output_shape(self, params: BackboneParams, inputs: tuple[Shape, ...]) -> Shape:
        channels, height, width = require_image(inputs[0])
        family = families()[params.family]
        if channels != 3 and not (channels == 1 and params.grey_to_rgb):
            grey = channels == 1
            raise ShapeMismatch(
                QT_TRANSLATE_NOOP("engine", "expects {expected} channels (red, green, blue), receives {found}"),
                expected="3",
                found=str(channels),
                field="grey_to_rgb" if grey else None,
                remedy="grey_as_colour" if grey else "mix_to_colours",
            )
        size = params.size
        only = family.only_size
        if only is not None and (size or height, size or width) != (only, only):
            raise ShapeMismatch(
                QT_TRANSLATE_NOOP("engine", "{family} takes images of {expected}×{expected} pixels, receives {found}"),
                expected=str(only),
                found=f"{size}×{size}" if size else f"{height}×{width}",
                field="size",
                remedy="fit_size",
                family=params.family,
            )
        return (family.features,)

    def parameter_count(self, params: BackboneParams, inputs: tuple[Shape, ...], output: Shape) -> int:
        return sum(cost.parameters for cost in self._costs(params, inputs))

    def trainable_count(self, params: BackboneParams, inputs: tuple[Shape, ...], output: Shape) -> int:
        return sum(cost.parameters for cost in self._learning(params, self._costs(params, inputs)))

    def multiply_adds(self, params: BackboneParams, inputs: tuple[Shape, ...], output: Shape) -> int:
        return sum(cost.multiply_adds for cost in self._costs(params, inputs))

    def activation_values(self, params: BackboneParams, inputs: tuple[Shape, ...], output: Shape) -> int:
        return prod(output) + sum(cost.kept for cost in self._learning(params, self._costs(params, inputs)))

    def reach(self, params: BackboneParams, inputs: tuple[Shape, ...]) -> Reach:
        return EVERYWHERE

    def summary(self, params: BackboneParams) -> str:
        family = params.family.removeprefix("efficientnet_")
        fitted = " ".join(([f"{params.size} px"] if params.size else []) + (["RGB"] if params.grey_to_rgb else []))
        learning = f"last {params.blocks}" if params.trainable == "last blocks" else params.trainable
        return " · ".join(filter(None, (family, fitted, learning)))

    def module(self, params: BackboneParams, inputs: tuple[Shape, ...], output: Shape) -> nn.Module:
        from engine.model.pretrained.load import Backbone as Module

        family = families()[params.family]
        settings = params.model_dump(exclude={"family", "weights"})
        return Module(
            params.family, params.weights == "pretrained", **settings, known_mean=family.mean, known_std=family.std
        )

    def code(self, params: BackboneParams, inputs: tuple[Shape, ...], output: Shape) -> str:
        family = families()[params.family]
        keywords = unusual(
            weights=(WEIGHTS if params.weights == "pretrained" else None, WEIGHTS),
            trainable=(params.trainable, "frozen"),
            blocks=(params.blocks, 1),
            size=(params.size, None),
            grey_to_rgb=(params.grey_to_rgb, True),
            normalise=(params.normalise, True),
            mean=(params.mean, 0.1307),
            std=(params.std, 0.3081),
            known_mean=(family.mean, IMAGENET_MEAN),
            known_std=(family.std, IMAGENET_STD),
        )
        builder = params.family if family.in_the_box else f"models.{params.family}"
        return f"{self.torch_name}({', '.join(filter(None, (builder, str(Arguments((), keywords)))))})"

    def support(self, params: BackboneParams) -> tuple[str, ...]:
        if families()[params.family].in_the_box:
            return (*module_source.pieces(module_source.LITE), *module_source.pieces(module_source.ADAPTED))
        return ("from torchvision import models", *module_source.pieces(module_source.ADAPTED))

    def every_support(self) -> tuple[str, ...]:
        return (*module_source.pieces(module_source.LITE), *module_source.pieces(module_source.ADAPTED))

    def read_call(self, given: Mapping[str, object], keywords: frozenset[str]) -> dict[str, object]:
        family = str(given.get("builder", ""))
        if family not in families():
            raise Unreadable(QT_TRANSLATE_NOOP("engine", "there is no family {name}"), name=family)
        found = read_arguments(
            given,
            names=same_names("trainable", "blocks", "size", "grey_to_rgb", "normalise", "mean", "std"),
            ignored=("builder", "weights", "known_mean", "known_std"),
        )
        weights = "pretrained" if given.get("weights", WEIGHTS) else "random"
        return {"size": None, **found, "family": family, "weights": weights}

    @staticmethod
    def _costs(params: BackboneParams, inputs: tuple[Shape, ...]) -> tuple[Cost, ...]:
        _, height, width = inputs[0]
        return costs_of(params.family, params.size or height, params.size or width)

    @staticmethod
    def _learning(params: BackboneParams, costs: tuple[Cost, ...]) -> tuple[Cost, ...]:
        """The stem and the blocks that learn."""
        if params.trainable == "frozen":
            return ()
        return costs if params.trainable == "all" else costs[1:][-params.blocks :]
