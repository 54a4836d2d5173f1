"""Attention (Vaswani et al., 2017)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import ClassVar, Literal

from engine.fields import Settings, setting
from engine.model.layer_type import Category, ShapeMismatch, Unreadable
from engine.model.layers import window_fields
from engine.model.layers.sliding import require_divisible, require_sequence
from engine.model.layers.writing import Arguments, TorchLayer, read_arguments, same_names, unusual
from engine.model.reach import EVERYWHERE, Reach
from engine.model.spec import Shape
from engine.text import QT_TRANSLATE_NOOP


def _heads() -> int:
    heads: int = setting(
        4,
        ge=1,
        le=1024,
        label=QT_TRANSLATE_NOOP("engine", "Heads"),
        doc=QT_TRANSLATE_NOOP("engine", "How many attentions work side by side; must divide the features."),
    )
    return heads


def _dropout(default: float) -> float:
    share: float = setting(
        default,
        ge=0,
        lt=1,
        advanced=True,
        label=QT_TRANSLATE_NOOP("engine", "Share hidden"),
        doc=QT_TRANSLATE_NOOP("engine", "The chance that a number is hidden at a training step."),
    )
    return share


def _require_heads(features: int, heads: int) -> None:
    require_divisible(
        features,
        heads,
        QT_TRANSLATE_NOOP("engine", "{expected} heads do not divide {found} features evenly"),
        field="num_heads",
        remedy="divide_heads",
    )


def _batch_first(given: Mapping[str, object]) -> None:
    if given.get("batch_first") is not True:
        raise Unreadable(QT_TRANSLATE_NOOP("engine", "expects the batch first (batch_first=True)"))


class MultiheadAttentionParams(Settings):
    """Params of :class:`MultiheadAttention`."""

    num_heads: int = _heads()
    dropout: float = _dropout(0.0)
    bias: bool = window_fields.bias()


class MultiheadAttention(TorchLayer):
    """Attention of one sequence to itself or to another."""

    name = torch_name = module_name = "MultiheadAttention"
    category: ClassVar[Category] = "attention"
    doc = QT_TRANSLATE_NOOP(
        "engine",
        "Every token looks at all tokens, weighs how much each matters to it, and gathers what they hold. "
        "With one input a sequence attends to itself; a second one is the sequence it attends to.",
    )
    formula = "y = softmax(Q·Kᵀ / √d) · V"
    Params = MultiheadAttentionParams
    most_inputs = 3
    input_names = (
        QT_TRANSLATE_NOOP("engine", "Query"),
        QT_TRANSLATE_NOOP("engine", "Key"),
        QT_TRANSLATE_NOOP("engine", "Value"),
    )
    torch_arguments = (
        "embed_dim", "num_heads", "dropout", "bias", "add_bias_kv", "add_zero_attn", "kdim", "vdim", "batch_first",
    )  # fmt: skip
    id_stem = "attention"

    def output_shape(self, params: MultiheadAttentionParams, inputs: tuple[Shape, ...]) -> Shape:
        shapes = [require_sequence(shape, "insert_patches") for shape in inputs]
        _require_heads(shapes[0][1], params.num_heads)
        if len(shapes) == 3 and shapes[1][0] != shapes[2][0]:
            raise ShapeMismatch(
                QT_TRANSLATE_NOOP("engine", "expects as many values as keys ({expected}), receives {found}"),
                expected=str(shapes[1][0]),
                found=str(shapes[2][0]),
            )
        return shapes[0]

    def _sizes(self, inputs: tuple[Shape, ...]) -> tuple[int, int, int, int, int]:
        """Queries, keys, and the features of query, key and value."""
        key, value = inputs[min(1, len(inputs) - 1)], inputs[-1]
        return inputs[0][0], key[0], inputs[0][1], key[1], value[1]

    def parameter_count(self, params: MultiheadAttentionParams, inputs: tuple[Shape, ...], output: Shape) -> int:
        _, _, features, of_key, of_value = self._sizes(inputs)
        return features * (2 * features + of_key + of_value + 4 * params.bias)

    def multiply_adds(self, params: MultiheadAttentionParams, inputs: tuple[Shape, ...], output: Shape) -> int:
        queries, keys, features, of_key, of_value = self._sizes(inputs)
        projections = 2 * queries * features + keys * (of_key + of_value)
        return features * (projections + 2 * queries * keys)

    def activation_values(self, params: MultiheadAttentionParams, inputs: tuple[Shape, ...], output: Shape) -> int:
        queries, keys, features, _, _ = self._sizes(inputs)
        return features * (3 * queries + 2 * keys) + params.num_heads * queries * keys

    def reach(self, params: MultiheadAttentionParams, inputs: tuple[Shape, ...]) -> Reach:
        return EVERYWHERE if len(inputs) == 1 else Reach("gathered")

    def summary(self, params: MultiheadAttentionParams) -> str:
        return f"×{params.num_heads}"

    def arguments(self, params: MultiheadAttentionParams, inputs: tuple[Shape, ...], output: Shape) -> Arguments:
        _, _, features, of_key, of_value = self._sizes(inputs)
        keywords = unusual(
            dropout=(params.dropout, 0.0),
            bias=(params.bias, True),
            kdim=(of_key, features),
            vdim=(of_value, features),
        )
        return Arguments((features, params.num_heads), keywords | {"batch_first": True})

    def call(
        self,
        params: MultiheadAttentionParams,
        inputs: tuple[Shape, ...],
        output: Shape,
        module: str,
        arguments: tuple[str, ...],
    ) -> str:
        key = arguments[min(1, len(arguments) - 1)]
        return f"{module}({arguments[0]}, {key}, {arguments[-1]}, need_weights=False)[0]"

    def read_call(self, given: Mapping[str, object], keywords: frozenset[str]) -> dict[str, object]:
        _batch_first(given)
        return read_arguments(
            given,
            names=same_names("num_heads", "dropout", "bias"),
            ignored=("embed_dim", "kdim", "vdim", "batch_first"),
            fixed={"add_bias_kv": (False,), "add_zero_attn": (False,)},
        )


class TransformerEncoderLayerParams(Settings):
    """Params of :class:`TransformerEncoderLayer`."""

    num_heads: int = _heads()
    dim_feedforward: int = setting(
        256,
        ge=1,
        le=1_000_000,
        label=QT_TRANSLATE_NOOP("engine", "Hidden features"),
        doc=QT_TRANSLATE_NOOP(
            "engine", "Width of the two Linear layers behind the attention; often 2 to 4 times the features."
        ),
    )
    dropout: float = _dropout(0.1)
    activation: Literal["relu", "gelu"] = setting(
        "relu",
        label=QT_TRANSLATE_NOOP("engine", "Activation"),
        doc=QT_TRANSLATE_NOOP("engine", "The bend between the two Linear layers."),
    )
    norm_first: bool = setting(
        False,
        label=QT_TRANSLATE_NOOP("engine", "Normalise first"),
        doc=QT_TRANSLATE_NOOP(
            "engine", "Normalise before attention and Linear layers instead of after; deep stacks train better so."
        ),
    )


class TransformerEncoderLayer(TorchLayer):
    """Attention and two Linear layers, each with a short cut and a normalisation."""

    name = torch_name = "TransformerEncoderLayer"
    category: ClassVar[Category] = "attention"
    doc = QT_TRANSLATE_NOOP(
        "engine",
        "A whole step of a transformer: the tokens exchange by attention, then each is worked on by two Linear layers. "
        "Short cuts lead around both parts, so that many can be stacked.",
    )
    formula = "y = x + attention(x),  z = y + W₂·f(W₁·y)"
    Params = TransformerEncoderLayerParams
    torch_arguments = (
        "d_model", "nhead", "dim_feedforward", "dropout", "activation", "layer_norm_eps", "batch_first", "norm_first",
        "bias",
    )  # fmt: skip
    id_stem = "encoder"

    def output_shape(self, params: TransformerEncoderLayerParams, inputs: tuple[Shape, ...]) -> Shape:
        tokens, features = require_sequence(inputs[0], "insert_patches")
        _require_heads(features, params.num_heads)
        return (tokens, features)

    def parameter_count(self, params: TransformerEncoderLayerParams, inputs: tuple[Shape, ...], output: Shape) -> int:
        features, hidden = output[1], params.dim_feedforward
        return 4 * features * (features + 1) + 2 * features * hidden + hidden + features + 4 * features

    def multiply_adds(self, params: TransformerEncoderLayerParams, inputs: tuple[Shape, ...], output: Shape) -> int:
        tokens, features = output
        return tokens * features * (4 * features + 2 * tokens + 2 * params.dim_feedforward + 8)

    def activation_values(self, params: TransformerEncoderLayerParams, inputs: tuple[Shape, ...], output: Shape) -> int:
        tokens, features = output
        return tokens * (9 * features + 2 * params.dim_feedforward + params.num_heads * tokens)

    def reach(self, params: TransformerEncoderLayerParams, inputs: tuple[Shape, ...]) -> Reach:
        return EVERYWHERE

    def summary(self, params: TransformerEncoderLayerParams) -> str:
        return f"×{params.num_heads} · {params.dim_feedforward}"

    def arguments(self, params: TransformerEncoderLayerParams, inputs: tuple[Shape, ...], output: Shape) -> Arguments:
        keywords = unusual(
            dim_feedforward=(params.dim_feedforward, 2048),
            dropout=(params.dropout, 0.1),
            activation=(params.activation, "relu"),
            norm_first=(params.norm_first, False),
        )
        return Arguments((output[1], params.num_heads), keywords | {"batch_first": True})

    def read_call(self, given: Mapping[str, object], keywords: frozenset[str]) -> dict[str, object]:
        _batch_first(given)
        found = read_arguments(
            given,
            names=same_names("dim_feedforward", "dropout", "activation", "norm_first") | {"nhead": "num_heads"},
            ignored=("d_model", "batch_first"),
            fixed={"layer_norm_eps": (1e-5,), "bias": (True,)},
        )
        return {"dim_feedforward": 2048} | found
