"""Weighted sums of many numbers, of which the largest few are shown and the others together."""

from __future__ import annotations

from dataclasses import dataclass

import torch
from torch import Tensor

from engine.lesson.formula import (
    Brackets,
    Formula,
    Fraction,
    Letter,
    Name,
    Number,
    Script,
    Words,
    product,
    row,
    sum_of,
)
from engine.lesson.notation import PARTIAL
from engine.lesson.own_steps import Unit
from engine.text import QT_TRANSLATE_NOOP, Text

MOST_TERMS = 5


@dataclass(frozen=True, slots=True)
class Term:
    """``factor`` · ``value``, where ``value`` stands at ``source`` of the layer ``layer``."""

    layer: str
    source: Unit
    factor: float
    value: float

    @property
    def share(self) -> float:
        """What it adds."""
        return self.factor * self.value


@dataclass(frozen=True, slots=True)
class Terms:
    """The largest terms of a sum first; ``left`` others add ``rest`` together."""

    first: tuple[Term, ...]
    left: int
    rest: float

    @property
    def count(self) -> int:
        return len(self.first) + self.left

    @property
    def total(self) -> float:
        return sum((term.share for term in self.first), self.rest)

    def formula(self, bias: float | None = None) -> Formula:
        """The sum with its numbers, the others together in brackets."""
        parts: list[Formula] = [product(Number(term.factor), Number(term.value)) for term in self.first]
        if self.left:
            words = Words(Text(QT_TRANSLATE_NOOP("engine", "{count} more: "), {"count": self.left}))
            parts.append(Brackets(row(words, Number(self.rest))))
        if bias is not None:
            parts.append(Number(bias))
        return sum_of(*parts) if parts else Number(0.0)


def terms_of(layer: str, factors: Tensor, values: Tensor) -> Terms:
    """The terms of Σ factor · value over two tensors of one shape, without those whose factor is 0."""
    counted = factors.flatten() != 0
    shares = (factors * values).flatten()
    count = int(counted.sum())
    order = torch.argsort(torch.where(counted, shares.abs(), -1.0), descending=True, stable=True)[
        : min(count, MOST_TERMS)
    ]
    first = []
    for flat in order.tolist():
        index = tuple(int(part) for part in torch.unravel_index(torch.tensor(flat), factors.shape))
        first.append(Term(layer, index, float(factors[index]), float(values[index])))
    others = counted.clone()
    others[order] = False
    return Terms(tuple(first), count - len(first), float(shares[others].sum()))


def together(several: list[Terms]) -> Terms:
    """The terms of several sums as one."""
    if len(several) == 1:
        return several[0]
    every = sorted((term for terms in several for term in terms.first), key=lambda term: -abs(term.share))
    first, others = every[:MOST_TERMS], every[MOST_TERMS:]
    rest = sum((terms.rest for terms in several), sum(term.share for term in others))
    return Terms(tuple(first), sum(terms.left for terms in several) + len(others), rest)


@dataclass(frozen=True, slots=True, eq=False)
class Operation:
    """Equations one under the other, the value they end in, and a sentence."""

    lines: tuple[Formula, ...]
    value: float
    text: Text


def entry(symbol: str, index: Unit) -> Formula:
    """A symbol with an index, such as z with 3,12,7 below it."""
    return Script(Letter(symbol), Name(",".join(map(str, index))))


def gradient_by(symbol: Formula) -> Formula:
    """∂L over ∂ of a symbol."""
    return Fraction(row(PARTIAL, Letter("L")), row(PARTIAL, symbol))
