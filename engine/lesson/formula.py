"""Formulas as data: fractions, indices, sums, numbers. The window paints them; :func:`plain` puts them in one line."""

import math
from dataclasses import dataclass
from typing import Literal

from engine.lesson.quantity import Value
from engine.text import Text

Accent = Literal["", "hat", "bar"]

SIGNIFICANT = 4
_MOST_DIGITS = 15


@dataclass(frozen=True, slots=True)
class Letter:
    """A variable: slanted, perhaps under a hat (an estimate) or a bar (a mean)."""

    text: str
    accent: Accent = ""


@dataclass(frozen=True, slots=True)
class Name:
    """A function or a fixed sign: upright, with nothing around it."""

    text: str


@dataclass(frozen=True, slots=True)
class Operator:
    """A sign between two things, with a little room on both sides."""

    text: str


@dataclass(frozen=True, slots=True)
class Number:
    """A number, shown in so many significant ``digits``; ``of`` is what it is the value of, if anything."""

    value: float
    of: Value | None = None
    digits: int = SIGNIFICANT


@dataclass(frozen=True, slots=True)
class Words:
    """A few words among the signs, in the language of the reader."""

    text: Text


@dataclass(frozen=True, slots=True)
class Row:
    """Parts side by side."""

    parts: tuple["Formula", ...]


@dataclass(frozen=True, slots=True)
class Fraction:
    top: "Formula"
    bottom: "Formula"


@dataclass(frozen=True, slots=True)
class Script:
    """A base with something small at its right, below and above."""

    base: "Formula"
    below: "Formula | None" = None
    above: "Formula | None" = None


@dataclass(frozen=True, slots=True)
class Brackets:
    """Round brackets as high as what they hold."""

    inside: "Formula"


@dataclass(frozen=True, slots=True)
class Total:
    """A summation sign, with what is counted below it and, where it is known, the last one above it."""

    below: "Formula"
    above: "Formula | None" = None


@dataclass(frozen=True, slots=True)
class Cases:
    """Alternatives behind a brace: what holds, and when."""

    lines: tuple[tuple["Formula", "Formula"], ...]


@dataclass(frozen=True, slots=True)
class Named:
    """The symbol of a value; the window links it with the value's place in the picture."""

    symbol: "Formula"
    of: Value


Formula = Letter | Name | Operator | Number | Words | Row | Fraction | Script | Brackets | Total | Cases | Named

EQUALS, PLUS, MINUS, TIMES = Operator("="), Operator("+"), Operator("−"), Operator("·")
NEGATIVE = Name("−")


def row(*parts: Formula) -> Row:
    """Parts side by side."""
    return Row(parts)


def joined(parts: tuple[Formula, ...], sign: Operator) -> Formula:
    """Parts with a sign between each two."""
    found: list[Formula] = []
    for part in parts:
        found += [sign, part] if found else [part]
    return found[0] if len(found) == 1 else Row(tuple(found))


def product(*factors: Formula) -> Formula:
    """Factors with a point between; a negative number behind a point stands in brackets."""
    return joined(tuple(_guarded(factor) if place else factor for place, factor in enumerate(factors)), TIMES)


def sum_of(*terms: Formula) -> Formula:
    """Terms with a plus between; a negative number behind a plus stands in brackets."""
    return joined(tuple(_guarded(term) if place else term for place, term in enumerate(terms)), PLUS)


def difference(first: Formula, second: Formula) -> Formula:
    """One minus the other."""
    return row(first, MINUS, _guarded(second))


def _guarded(formula: Formula) -> Formula:
    if isinstance(formula, Row):
        return Row((_guarded(formula.parts[0]), *formula.parts[1:]))
    return Brackets(formula) if isinstance(formula, Number) and formula.value < 0 else formula


def digits_apart(first: float, second: float) -> int:
    """In how many digits two numbers must be shown for their difference to be seen."""
    seen = (count for count in range(SIGNIFICANT, _MOST_DIGITS) if f"{first:.{count}g}" != f"{second:.{count}g}")
    return next(seen, SIGNIFICANT)


def of(function: str, inside: Formula) -> Formula:
    """A function of something in brackets."""
    return row(Name(function), Brackets(inside))


# In one line

_BELOW = str.maketrans("0123456789+−=()ijkn", "₀₁₂₃₄₅₆₇₈₉₊₋₌₍₎ᵢⱼₖₙ")
_ABOVE = str.maketrans("0123456789+−=()n", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁼⁽⁾ⁿ")
_ACCENTS = {"": "", "hat": "\u0302", "bar": "\u0304"}


def number_text(value: float, digits: int = SIGNIFICANT) -> str:
    """A number in so many significant digits: ``0.1235``, ``−3.2×10⁻⁵``, ``∞``."""
    if math.isnan(value):
        return "NaN"
    if math.isinf(value):
        return "∞" if value > 0 else "−∞"
    mantissa, _, exponent = f"{value + 0.0:.{digits}g}".partition("e")
    mantissa = mantissa.replace("-", "−")
    return mantissa if not exponent else f"{mantissa}×10{str(int(exponent)).replace('-', '−').translate(_ABOVE)}"


def plain(formula: Formula) -> str:
    """The formula in one line of text, such as ``z₁⁽¹⁾ = w₁₁⁽¹⁾·x₁ + b₁⁽¹⁾``, for screen readers and tooltips."""
    match formula:
        case Letter(text, accent):
            return "ŷ" if (text, accent) == ("y", "hat") else text + _ACCENTS[accent]
        case Name(text):
            return text
        case Operator(text):
            return text if text == "·" else f" {text} "
        case Number(value, _, digits):
            return number_text(value, digits)
        case Words(text):
            return str(text)
        case Row(parts):
            return "".join(plain(part) for part in parts)
        case Fraction(top, bottom):
            return f"{_tight(top)}/{_tight(bottom)}"
        case Script(base, below, above):
            return plain(base) + _small(below, _BELOW, "_") + _small(above, _ABOVE, "^")
        case Brackets(inside):
            return f"({plain(inside)})"
        case Total(below, above):
            return "Σ" + _small(below, _BELOW, "_") + _small(above, _ABOVE, "^") + " "
        case Cases(lines):
            return "{ " + "; ".join(f"{plain(value)} {plain(when)}" for value, when in lines) + " }"
        case Named(symbol):
            return plain(symbol)


def _tight(formula: Formula) -> str:
    """Half of a fraction: in brackets where the line would else be read otherwise."""
    text = plain(formula)
    return f"({text})" if any(sign in text for sign in (" ", "·", "/")) and not isinstance(formula, Brackets) else text


def _small(formula: Formula | None, characters: dict[int, int], mark: str) -> str:
    if formula is None:
        return ""
    text = plain(formula).replace(" ", "")
    return text.translate(characters) if all(ord(letter) in characters for letter in text) else f"{mark}({text})"
