"""One weight of a Linear or Conv2d layer: its gradient with the places where it was used, and its update."""

from __future__ import annotations

import torch
from torch import Tensor, nn
from torch.nn import functional

from engine.lesson.formula import (
    EQUALS,
    MINUS,
    TIMES,
    Formula,
    Letter,
    Number,
    Operator,
    Script,
    Total,
    digits_apart,
    product,
    row,
)
from engine.lesson.notation import RATE
from engine.lesson.own_network import OwnNetwork
from engine.lesson.own_steps import Unit
from engine.lesson.own_terms import Operation, Term, Terms, entry, gradient_by, terms_of
from engine.model.modules import PatchEmbedding
from engine.text import QT_TRANSLATE_NOOP, Text


def weight_operations(
    own: OwnNetwork, layer: str, unit: Unit, term: Term
) -> tuple[Operation, Operation] | tuple[None, None]:
    """∂L/∂w of the weight between a unit and an input, and its update; nothing where there is no such weight."""
    module = own.module(layer)
    if not isinstance(module, nn.Linear | nn.Conv2d) or module.weight.grad is None:
        return None, None
    index = weight_index(module, unit, term.source)
    if index is None:
        return None, None
    found = float(module.weight.grad[index])
    symbol = entry("w", index)
    slope = gradient_by(symbol)
    uses = _uses(own, layer, module, index)
    k = Letter("k")
    back = row(gradient_by(Script(Letter("y"), k)), TIMES, Script(Letter("x"), k))
    if isinstance(module, nn.Linear) and own.values[layer].dim() == 2:
        back = row(gradient_by(entry("y", unit)), TIMES, entry("x", term.source))
        text = QT_TRANSLATE_NOOP(
            "engine", "In the sum the weight stands beside its input: its gradient is ∂L/∂y times that input."
        )
    else:
        back = row(Total(k), back)
        text = QT_TRANSLATE_NOOP(
            "engine", "The same weight is used in many places; what comes back in {count} of them is not 0 and adds up."
        )
    gradient = Operation(
        (row(slope, EQUALS, back), row(EQUALS, uses.formula()), row(EQUALS, Number(found))),
        found,
        Text(text, {"count": uses.count}),
    )
    before = float(module.weight[index].detach())
    return gradient, _update(symbol, slope, before, own.config.learning_rate, found)


def _update(symbol: Formula, slope: Formula, before: float, rate: float, found: float) -> Operation:
    """w ← w − α·∂L/∂w, with numbers."""
    after = before - rate * found
    digits = digits_apart(before, after)
    becomes = Operator("←")
    lines = (
        row(symbol, becomes, symbol, MINUS, RATE, TIMES, slope),
        row(becomes, Number(before, digits=digits), MINUS, product(Number(rate), Number(found))),
        row(EQUALS, Number(after, digits=digits)),
    )
    text = QT_TRANSLATE_NOOP(
        "engine",
        "Plain gradient descent on this one example, with the learning rate of the project. A training takes the mean "
        "over a batch, and its optimizer may do more with it.",
    )
    return Operation(lines, after, Text(text))


def weight_index(module: nn.Linear | nn.Conv2d, unit: Unit, source: Unit) -> Unit | None:
    """The index in ``module.weight`` of the weight with which ``unit`` reads the input at ``source``."""
    if isinstance(module, nn.Linear):
        return (unit[-1], source[-1])
    if isinstance(module, PatchEmbedding):
        (height, width), (above, left) = module.kernel_size, source[1:]
        return (unit[-1], source[0], above % height, left % width)
    if module.padding_mode != "zeros" or isinstance(module.padding, str):
        return None
    channel = source[0] % (module.in_channels // module.groups)
    offsets = []
    for axis in (0, 1):
        start = unit[1 + axis] * module.stride[axis] - module.padding[axis]
        offset, rest = divmod(source[1 + axis] - start, module.dilation[axis])
        if rest or not 0 <= offset < module.kernel_size[axis]:
            return None
        offsets.append(offset)
    return (unit[0], channel, *offsets)


def _uses(own: OwnNetwork, layer: str, module: nn.Linear | nn.Conv2d, index: Unit) -> Terms:
    """∂L/∂y times the input, at every place where a weight was used."""
    output, received = own.values[layer], own.values[own.sources(layer)[0]].detach()
    assert output.grad is not None
    if isinstance(module, nn.Linear):
        return terms_of(layer, output.grad[0][..., index[0]], received[0][..., index[1]])
    back = output.grad[0, :, index[0]] if isinstance(module, PatchEmbedding) else output.grad[0, index[0]]
    read = _read_by(module, received, index).reshape(back.shape)
    return terms_of(layer, torch.where(read != 0, back, 0.0), read)


def _read_by(module: nn.Conv2d, received: Tensor, index: Unit) -> Tensor:
    """What the weight at ``index`` read at every place of the output: a convolution with that weight alone, as 1."""
    alone = torch.zeros_like(module.weight)
    alone[index] = 1.0
    read = functional.conv2d(received, alone, None, module.stride, module.padding, module.dilation, module.groups)
    return read[0, index[0]]
