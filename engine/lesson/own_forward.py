"""What makes the value of one unit: the terms of a weighted sum, an activation's formula, or where it came from."""

from __future__ import annotations

import torch
from torch import Tensor, nn

from engine.lesson.formula import (
    EQUALS,
    PLUS,
    TIMES,
    Formula,
    Letter,
    Name,
    Number,
    Script,
    Total,
    of,
    product,
    row,
    sum_of,
)
from engine.lesson.own_activation import activation_formulas
from engine.lesson.own_attention import attention_operation, encoder_operation
from engine.lesson.own_network import OwnNetwork
from engine.lesson.own_normalisation import NORMALISATIONS, normalisation_operation
from engine.lesson.own_recurrent import RECURRENT, recurrent_operation
from engine.lesson.own_steps import Unit
from engine.lesson.own_terms import Operation, Terms, entry, terms_of, together
from engine.model.layer_type import LayerType
from engine.model.modules import ClassToken, Multiply, PatchEmbedding, PositionalEmbedding
from engine.model.registry import layer_type
from engine.text import QT_TRANSLATE_NOOP, Text

_NEGLIGIBLE = 1e-12

_WEIGHTED = ("Linear", "Conv2d", "DepthwiseConv2d", "Conv1d", "ConvTranspose2d", "PatchEmbedding", "Add")
"""An addition has weights of 1."""
_MOVING = (
    "Flatten", "Unflatten", "Reshape", "Permute", "Rows", "Identity", "Dropout", "Dropout2d", "GaussianNoise",
    "Concatenate", "ClassToken", "TakeToken", "MaxPool2d", "MaxPool1d", "GlobalMaxPool2d",
)  # fmt: skip
"""Every output is one of the inputs."""
_AVERAGING = ("AvgPool2d", "AvgPool1d", "GlobalAvgPool2d", "AdaptiveAvgPool2d", "MeanOverTokens", "Upsample")


def forward_operation(own: OwnNetwork, layer: str, unit: Unit, terms: Terms) -> Operation:
    """How a layer's unit gets its value; ``terms`` are :func:`input_terms`."""
    kind = layer_type(own.spec[layer].type)
    value = float(own.values[layer][0][unit].detach())
    head, end = row(entry("y", unit), EQUALS), row(EQUALS, Number(value))
    module = own.module(layer)
    i = Letter("i")
    weighted = row(Total(i), Script(Letter("w"), i), TIMES, Script(Letter("x"), i))
    if kind.name in _WEIGHTED:
        bias = _bias(own, layer, unit, value, terms)
        lines = (row(head, weighted, PLUS, Letter("b")), row(EQUALS, terms.formula(bias)), end)
        return Operation(lines, value, _sum_text(own, layer, terms))
    if kind.name in _AVERAGING:
        text = QT_TRANSLATE_NOOP("engine", "A mean: every input counts with its share.")
        return Operation((row(head, weighted), row(EQUALS, terms.formula()), end), value, Text(text))
    received = [own.values[source][0].detach() for source in own.sources(layer)]
    several = _of_several_steps(module, received, unit, value)
    if several is not None:
        return several
    if kind.name in _MOVING and terms.count <= 1:
        return _moved(head, terms, value, "MaxPool" in kind.name)
    activation = activation_formulas(module, received[0], unit)
    if activation is not None:
        symbolic, numbers = activation
        return Operation((row(head, symbolic), row(EQUALS, numbers), end), value, Text(kind.doc))
    return Operation((_by_description(kind, head), end), value, Text(kind.doc))


def given_operation(own: OwnNetwork, layer: str, unit: Unit) -> Operation:
    """A number of the example itself."""
    value = float(own.values[layer][0][unit].detach())
    text = QT_TRANSLATE_NOOP("engine", "A pixel of the example, normalised as for training.")
    return Operation((row(entry("x", unit), EQUALS, Number(value)),), value, Text(text))


def input_terms(own: OwnNetwork, layer: str, unit: Unit) -> Terms:
    """Every input on which a unit depends, times ∂unit/∂input: its weight, where the layer is a weighted sum."""
    sources = own.sources(layer)
    received = [own.values[source].detach().requires_grad_() for source in sources]
    output = own.module(layer)(*received)[0][unit]
    slopes = torch.autograd.grad(output, received, allow_unused=True)
    found = [
        terms_of(source, slope[0], value.detach()[0])
        for source, value, slope in zip(sources, received, slopes, strict=True)
        if slope is not None
    ]
    return together(found) if found else Terms((), 0, 0.0)


def _of_several_steps(module: nn.Module, received: list[Tensor], unit: Unit, value: float) -> Operation | None:
    """What is neither one sum nor one bend: normalisations, sequences, attention, products, learned additions."""
    if isinstance(module, NORMALISATIONS):
        return normalisation_operation(module, received[0], unit, value)
    if isinstance(module, RECURRENT):
        return recurrent_operation(module, received[0], unit, value)
    if isinstance(module, nn.MultiheadAttention):
        return attention_operation(module, received, unit, value)
    if isinstance(module, nn.TransformerEncoderLayer):
        return encoder_operation(module, received[0], unit, value)
    if isinstance(module, Multiply):
        return _product(received, unit, value)
    if isinstance(module, PositionalEmbedding):
        text = QT_TRANSLATE_NOOP(
            "engine", "A learned number p for this place is added, so that places can be told apart."
        )
        symbolic = row(entry("y", unit), EQUALS, sum_of(entry("x", unit), entry("p", unit)))
        numbers = sum_of(Number(float(received[0][unit])), Number(float(module.weight[unit].detach())))
        return Operation((symbolic, row(EQUALS, numbers), row(EQUALS, Number(value))), value, Text(text))
    if isinstance(module, ClassToken) and unit[0] == 0:
        text = QT_TRANSLATE_NOOP(
            "engine", "A learned number of the token that is put before the others; no input counts."
        )
        return Operation(
            (row(entry("y", unit), EQUALS, entry("w", unit[1:]), EQUALS, Number(value)),), value, Text(text)
        )
    return None


def _product(received: list[Tensor], unit: Unit, value: float) -> Operation:
    """A product of numbers of several layers; a size of 1 serves the whole axis."""
    factors = [
        float(one[tuple(min(index, size - 1) for index, size in zip(unit, one.shape, strict=True))]) for one in received
    ]
    symbolic = product(*(Script(Letter("x"), Name(str(place))) for place in range(1, len(factors) + 1)))
    numbers = product(*(Number(factor) for factor in factors))
    text = QT_TRANSLATE_NOOP(
        "engine", "A number of each of the layers before, multiplied: one is a gate for the other."
    )
    lines = (row(entry("y", unit), EQUALS, symbolic), row(EQUALS, numbers), row(EQUALS, Number(value)))
    return Operation(lines, value, Text(text))


def _bias(own: OwnNetwork, layer: str, unit: Unit, value: float, terms: Terms) -> float:
    """The layer's own bias, else what is left when all terms are taken away."""
    module = own.module(layer)
    given = getattr(module, "bias", None)
    if isinstance(module, nn.Linear | nn.Conv2d) and isinstance(given, Tensor):
        return float(given[unit[-1] if isinstance(module, nn.Linear | PatchEmbedding) else unit[0]].detach())
    bias = value - terms.total
    largest = max((abs(term.share) for term in terms.first), default=0.0)
    return 0.0 if abs(bias) <= _NEGLIGIBLE * largest else bias


def _sum_text(own: OwnNetwork, layer: str, terms: Terms) -> Text:
    return Text(
        QT_TRANSLATE_NOOP(
            "engine",
            "A weighted sum of {count} inputs, from {layer}, and a bias; those that add most stand first.",
        ),
        {"count": terms.count, "layer": ", ".join(own.sources(layer))},
    )


def _moved(head: Formula, terms: Terms, value: float, largest: bool) -> Operation:
    line = row(head, Number(value))
    if terms.first:
        line = row(head, entry("x", terms.first[0].source), EQUALS, Number(value))
    if largest:
        text = QT_TRANSLATE_NOOP("engine", "The largest of its window; the others leave no trace, and get no gradient.")
    else:
        text = QT_TRANSLATE_NOOP("engine", "A number of the layer before, in another place.")
    return Operation((line,), value, Text(text))


def _by_description(kind: LayerType, head: Formula) -> Formula:
    """What the palette says of the layer, where its numbers are too many or its formula too long for one unit."""
    return Name(kind.formula) if kind.formula else row(head, of(kind.name, Letter("x")))
