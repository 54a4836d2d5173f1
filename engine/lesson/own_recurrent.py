"""What makes one answer of a recurrent layer: the gates of its last step, in numbers."""

from __future__ import annotations

from dataclasses import dataclass

import torch
from torch import Tensor

from engine.lesson.formula import (
    EQUALS,
    TIMES,
    Formula,
    Letter,
    Name,
    Number,
    Script,
    difference,
    of,
    product,
    row,
    sum_of,
)
from engine.lesson.own_steps import Unit
from engine.lesson.own_terms import Operation, entry
from engine.model.modules import GRU, LSTM, RNN
from engine.text import QT_TRANSLATE_NOOP, Text

RECURRENT = (LSTM, GRU, RNN)
_BEFORE = Script(Letter("h"), Name("t−1"))


@dataclass(frozen=True, slots=True, eq=False)
class _Step:
    """What a step computed, one number a unit of the layer: the parts of its formula by their letters, its answer."""

    parts: dict[str, Tensor]
    answer: Tensor


def recurrent_operation(module: LSTM | GRU | RNN, received: Tensor, unit: Unit, value: float) -> Operation:
    """How a unit gets its ``value`` of the sequence ``[T, F]`` that the layer received, without the batch."""
    hidden, steps = module.hidden_size, len(received)
    backwards, own = divmod(unit[-1], hidden)
    place = unit[0] if module.answer == "sequence" else (0 if backwards else steps - 1)
    step = _last_layer(module, received, backwards == 1)[place]
    numbers = {letter: Number(float(part[own])) for letter, part in step.parts.items()}
    symbolic = _written(module, _LETTERS)
    lines = (
        row(entry("y", unit), EQUALS, symbolic),
        row(EQUALS, _written(module, numbers)),
        row(EQUALS, Number(value)),
    )
    return Operation(lines, value, Text(_sentence(module), {"step": place + 1, "steps": steps}))


_LETTERS: dict[str, Formula] = {
    **{letter: Letter(letter) for letter in ("f", "i", "g", "o", "z", "n", "b")},
    "c": Script(Letter("c"), Name("t−1")),
    "h": _BEFORE,
    "Wx": row(Letter("W"), TIMES, Letter("x")),
    "Uh": row(Letter("U"), TIMES, _BEFORE),
}


def _written(module: LSTM | GRU | RNN, part: dict[str, Formula] | dict[str, Number]) -> Formula:
    if isinstance(module, LSTM):
        memory = sum_of(product(part["f"], part["c"]), product(part["i"], part["g"]))
        return product(part["o"], of("tanh", memory))
    if isinstance(module, GRU):
        kept = of("", difference(Name("1"), part["z"]))
        return sum_of(product(kept, part["n"]), product(part["z"], part["h"]))
    inside = sum_of(part["Wx"], part["Uh"], part["b"])
    return of("tanh", inside) if module.nonlinearity == "tanh" else of("max", row(Name("0, "), inside))


def _sentence(module: LSTM | GRU | RNN) -> str:
    if isinstance(module, LSTM):
        return QT_TRANSLATE_NOOP(
            "engine",
            "Step {step} of {steps}: the gate f says how much of the memory c is kept, i how much of the new content g "
            "is written into it, and o how much of it is answered.",
        )
    if isinstance(module, GRU):
        return QT_TRANSLATE_NOOP(
            "engine",
            "Step {step} of {steps}: the gate z says how much of the answer before is kept; the rest is the new "
            "content n.",
        )
    return QT_TRANSLATE_NOOP(
        "engine", "Step {step} of {steps}: what is read and what is remembered are weighted, added, and bent."
    )


@torch.no_grad()
def _last_layer(module: LSTM | GRU | RNN, received: Tensor, backwards: bool) -> list[_Step]:
    """The steps of the last layer in one direction; the layers below answer in both, one after the other."""
    reads = received
    for layer in range(module.num_layers - 1):
        ways = [_steps(module, layer, way, reads) for way in ((False, True) if module.bidirectional else (False,))]
        reads = torch.cat([torch.stack([step.answer for step in way]) for way in ways], dim=1)
    return _steps(module, module.num_layers - 1, backwards, reads)


def _steps(module: LSTM | GRU | RNN, layer: int, backwards: bool, reads: Tensor) -> list[_Step]:
    """One layer's steps in one direction, in the order of the sequence."""
    end = f"_l{layer}{'_reverse' if backwards else ''}"
    weights: list[Tensor] = [getattr(module, f"weight_{which}{end}") for which in ("ih", "hh")]
    none = weights[0].new_zeros(len(weights[0]))
    biases: list[Tensor] = [getattr(module, f"bias_{which}{end}") if module.bias else none for which in ("ih", "hh")]
    answer = memory = reads.new_zeros(module.hidden_size)
    found: list[_Step] = []
    for read in reads.flip(0) if backwards else reads:
        if isinstance(module, RNN):
            parts = {"Wx": weights[0] @ read, "Uh": weights[1] @ answer, "b": biases[0] + biases[1]}
            total = parts["Wx"] + parts["Uh"] + parts["b"]
            answer = total.tanh() if module.nonlinearity == "tanh" else total.relu()
        else:
            first, second = weights[0] @ read + biases[0], weights[1] @ answer + biases[1]
            if isinstance(module, LSTM):
                i, f, g, o = (first + second).chunk(4)
                parts = {"f": f.sigmoid(), "c": memory, "i": i.sigmoid(), "g": g.tanh(), "o": o.sigmoid()}
                memory = parts["f"] * memory + parts["i"] * parts["g"]
                answer = parts["o"] * memory.tanh()
            else:
                (reset, update, new), (reset_by, update_by, new_by) = first.chunk(3), second.chunk(3)
                z = (update + update_by).sigmoid()
                n = (new + (reset + reset_by).sigmoid() * new_by).tanh()
                parts = {"z": z, "n": n, "h": answer}
                answer = (1 - z) * n + z * answer
        found.append(_Step(parts, answer))
    return found[::-1] if backwards else found
