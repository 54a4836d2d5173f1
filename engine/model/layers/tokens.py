"""Images as tokens, and back: what a vision transformer has around its attention (Dosovitskiy et al., 2021)."""

from __future__ import annotations

from collections.abc import Mapping
from math import prod
from typing import ClassVar

from engine.fields import Settings, setting
from engine.model.layer_type import Category, ShapeMismatch, Unreadable
from engine.model.layers import window_fields
from engine.model.layers.sliding import require_image, require_sequence, slide
from engine.model.layers.writing import Arguments, Operation, TorchLayer, read_arguments, read_side, unusual
from engine.model.reach import EVERYWHERE, Reach, Sliding
from engine.model.spec import Shape
from engine.text import QT_TRANSLATE_NOOP


class PatchEmbeddingParams(Settings):
    """Params of :class:`PatchEmbedding`."""

    features: int = setting(
        64,
        ge=1,
        le=65_536,
        label=QT_TRANSLATE_NOOP("engine", "Features"),
        doc=QT_TRANSLATE_NOOP("engine", "How many numbers describe each patch."),
    )
    patch_size: int = setting(
        4,
        ge=1,
        le=255,
        unit="px",
        label=QT_TRANSLATE_NOOP("engine", "Patch size"),
        doc=QT_TRANSLATE_NOOP(
            "engine", "Side of the square patches; what does not fill one at the border is left out."
        ),
    )
    bias: bool = window_fields.bias()


class PatchEmbedding(TorchLayer):
    """An image cut into patches, each turned into a token."""

    name = module_name = "PatchEmbedding"
    category: ClassVar[Category] = "attention"
    doc = QT_TRANSLATE_NOOP(
        "engine",
        "Cuts the image into square patches and turns each into a row of features, a token. "
        "Attention then reads the patches like the words of a sentence.",
    )
    formula = "C×H×W → (H/p · W/p)×D"
    Params = PatchEmbeddingParams
    torch_name = "Conv2d"
    torch_arguments = (
        "in_channels", "out_channels", "kernel_size", "stride", "padding", "dilation", "groups", "bias", "padding_mode",
    )  # fmt: skip
    id_stem = "patches"

    def output_shape(self, params: PatchEmbeddingParams, inputs: tuple[Shape, ...]) -> Shape:
        _, height, width = require_image(inputs[0])
        side = params.patch_size
        places = [slide(size, side, side, field="patch_size") for size in (height, width)]
        return (prod(places), params.features)

    def parameter_count(self, params: PatchEmbeddingParams, inputs: tuple[Shape, ...], output: Shape) -> int:
        return params.features * (inputs[0][0] * params.patch_size**2 + params.bias)

    def multiply_adds(self, params: PatchEmbeddingParams, inputs: tuple[Shape, ...], output: Shape) -> int:
        return prod(output) * inputs[0][0] * params.patch_size**2

    def reach(self, params: PatchEmbeddingParams, inputs: tuple[Shape, ...]) -> Reach:
        side = params.patch_size
        return Reach("patches", tuple(Sliding(size, size // side, side, side) for size in inputs[0][1:]))

    def summary(self, params: PatchEmbeddingParams) -> str:
        return f"{params.features} · {params.patch_size}×{params.patch_size}"

    def arguments(self, params: PatchEmbeddingParams, inputs: tuple[Shape, ...], output: Shape) -> Arguments:
        keywords = {"kernel_size": params.patch_size, "stride": params.patch_size}
        return Arguments((inputs[0][0], params.features), keywords | unusual(bias=(params.bias, True)))

    def call(
        self,
        params: PatchEmbeddingParams,
        inputs: tuple[Shape, ...],
        output: Shape,
        module: str,
        arguments: tuple[str, ...],
    ) -> str:
        return f"{module}({arguments[0]}).flatten(2).transpose(1, 2)"

    def read_call(self, given: Mapping[str, object], keywords: frozenset[str]) -> dict[str, object]:
        found = read_arguments(
            given,
            names={"out_channels": "features", "bias": "bias", "kernel_size": "patch_size", "stride": "stride"},
            ignored=("in_channels",),
            fixed={
                "padding": (0, "valid", (0, 0)),
                "dilation": (1, (1, 1)),
                "groups": (1,),
                "padding_mode": ("zeros",),
            },
        )
        side = read_side("kernel_size", found.get("patch_size"))
        if read_side("stride", found.pop("stride", 1)) != side:
            raise Unreadable(QT_TRANSLATE_NOOP("engine", "its patches overlap or leave gaps"))
        return found | {"patch_size": side}


class PositionalEmbedding(TorchLayer):
    """A learned row of numbers for each place in the sequence, added to the token there."""

    name = module_name = "PositionalEmbedding"
    category: ClassVar[Category] = "attention"
    doc = QT_TRANSLATE_NOOP(
        "engine",
        "Adds to each token a learned row of numbers that belongs to its place in the sequence. "
        "Without it, attention could not tell in which order the tokens stand.",
    )
    formula = "y[t] = x[t] + w[t]"
    torch_name = "Embedding"
    torch_arguments = ("num_embeddings", "embedding_dim")
    id_stem = "positions"

    def output_shape(self, params: Settings, inputs: tuple[Shape, ...]) -> Shape:
        return require_sequence(inputs[0], "insert_patches")

    def parameter_count(self, params: Settings, inputs: tuple[Shape, ...], output: Shape) -> int:
        return prod(output)

    def arguments(self, params: Settings, inputs: tuple[Shape, ...], output: Shape) -> Arguments:
        return Arguments(output)

    def call(
        self, params: Settings, inputs: tuple[Shape, ...], output: Shape, module: str, arguments: tuple[str, ...]
    ) -> str:
        return f"{arguments[0]} + {module}.weight"

    def read_call(self, given: Mapping[str, object], keywords: frozenset[str]) -> dict[str, object]:
        return read_arguments(given, ignored=self.torch_arguments)


class ClassToken(TorchLayer):
    """A learned token put before the others (Devlin et al., 2019)."""

    name = module_name = "ClassToken"
    category: ClassVar[Category] = "attention"
    doc = QT_TRANSLATE_NOOP(
        "engine",
        "Puts one learned token before all others, where attention gathers what the answer needs. "
        "Behind the last attention, TakeToken picks it out again.",
    )
    formula = "T×D → (1 + T)×D"
    torch_name = "Embedding"
    torch_arguments = ("num_embeddings", "embedding_dim")
    id_stem = "token"

    def output_shape(self, params: Settings, inputs: tuple[Shape, ...]) -> Shape:
        tokens, features = require_sequence(inputs[0], "insert_patches")
        return (tokens + 1, features)

    def parameter_count(self, params: Settings, inputs: tuple[Shape, ...], output: Shape) -> int:
        return output[1]

    def multiply_adds(self, params: Settings, inputs: tuple[Shape, ...], output: Shape) -> int:
        return 0

    def reach(self, params: Settings, inputs: tuple[Shape, ...]) -> Reach:
        return Reach("lead", received=inputs[0])

    def arguments(self, params: Settings, inputs: tuple[Shape, ...], output: Shape) -> Arguments:
        return Arguments((1, output[1]))

    def call(
        self, params: Settings, inputs: tuple[Shape, ...], output: Shape, module: str, arguments: tuple[str, ...]
    ) -> str:
        (x,) = arguments
        return f"torch.cat([{module}.weight.expand({x}.shape[0], 1, -1), {x}], dim=1)"

    def read_call(self, given: Mapping[str, object], keywords: frozenset[str]) -> dict[str, object]:
        return read_arguments(given, ignored=("embedding_dim",), fixed={"num_embeddings": (1,)})


class TakeTokenParams(Settings):
    """Params of :class:`TakeToken`."""

    index: int = setting(
        0,
        ge=-65_536,
        le=65_535,
        label=QT_TRANSLATE_NOOP("engine", "Which"),
        doc=QT_TRANSLATE_NOOP("engine", "The token or step to keep: 0 is the first, −1 the last."),
    )


class TakeToken(Operation):
    """One step of a sequence."""

    name = module_name = "TakeToken"
    category: ClassVar[Category] = "attention"
    doc = QT_TRANSLATE_NOOP(
        "engine",
        "Keeps one token or step of a sequence and drops the others. "
        "The first is the class token of a transformer, the last is what a recurrent layer knows at the end.",
    )
    formula = "y = x[t]"
    Params = TakeTokenParams
    id_stem = "take"

    def output_shape(self, params: TakeTokenParams, inputs: tuple[Shape, ...]) -> Shape:
        steps, features = require_sequence(inputs[0], "insert_patches")
        if not -steps <= params.index < steps:
            raise ShapeMismatch(
                QT_TRANSLATE_NOOP("engine", "takes step {found}, but there are only {expected}"),
                expected=str(steps),
                found=str(params.index),
                field="index",
                remedy="nearest_token",
            )
        return (features,)

    def activation_values(self, params: TakeTokenParams, inputs: tuple[Shape, ...], output: Shape) -> int:
        return 0

    def reach(self, params: TakeTokenParams, inputs: tuple[Shape, ...]) -> Reach:
        return Reach("take", numbers=(params.index,), received=inputs[0])

    def summary(self, params: TakeTokenParams) -> str:
        return str(params.index)

    def options(self, params: TakeTokenParams, inputs: tuple[Shape, ...]) -> dict[str, object]:
        return {"index": params.index}

    def call(
        self, params: TakeTokenParams, inputs: tuple[Shape, ...], output: Shape, module: str, arguments: tuple[str, ...]
    ) -> str:
        return f"{arguments[0]}[:, {params.index}]"


class MeanOverTokens(Operation):
    """The average of a sequence."""

    name = module_name = "MeanOverTokens"
    category: ClassVar[Category] = "attention"
    doc = QT_TRANSLATE_NOOP(
        "engine",
        "Averages all tokens or steps of a sequence into one row of features. "
        "It ends a transformer that has no class token.",
    )
    formula = "y = mean x[t]"
    id_stem = "mean"

    def output_shape(self, params: Settings, inputs: tuple[Shape, ...]) -> Shape:
        return (require_sequence(inputs[0], "insert_patches")[1],)

    def multiply_adds(self, params: Settings, inputs: tuple[Shape, ...], output: Shape) -> int:
        return prod(inputs[0])

    def reach(self, params: Settings, inputs: tuple[Shape, ...]) -> Reach:
        return EVERYWHERE

    def call(
        self, params: Settings, inputs: tuple[Shape, ...], output: Shape, module: str, arguments: tuple[str, ...]
    ) -> str:
        return f"{arguments[0]}.mean(1)"
