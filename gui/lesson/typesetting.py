"""From a formula to signs with places: fractions, indices, sums, brackets and braces, set as TeX would."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from PySide6.QtCore import QRectF
from PySide6.QtGui import QFont, QFontMetricsF, QPainterPath, QTransform

from engine.lesson.formula import (
    Accent,
    Brackets,
    Cases,
    Formula,
    Fraction,
    Letter,
    Name,
    Named,
    Number,
    Operator,
    Row,
    Script,
    Total,
    Words,
    number_text,
)
from engine.lesson.quantity import Value
from gui import fonts
from gui.translation import say

_SIZES = (1.0, 0.72, 0.58)
"""Of a formula, of what is small in it, and of what is small in that."""
_ASCENT, _DESCENT, _AXIS = 0.74, 0.24, 0.26
"""Of a line and of the height at which fractions are parted, in ems."""
_BREAKS = ("=", "≠", "←", "+", "−")


@dataclass(frozen=True, slots=True, eq=False)
class Sign:
    """Something painted, where its box says."""

    path: QPainterPath
    of: Value | None = None


@dataclass(frozen=True, slots=True, eq=False)
class Spot:
    """Where a value stands; ``number`` is it in full where it is a number."""

    area: QRectF
    of: Value | None
    number: float | None = None


@dataclass(frozen=True, slots=True, eq=False)
class Box:
    """A piece of a formula: its size around the baseline, what is painted, and the boxes within, each with its place.

    ``is_spot`` says that the whole box stands for ``of``, or for ``number``.
    """

    width: float
    ascent: float
    descent: float
    signs: tuple[Sign, ...] = ()
    parts: tuple[tuple[float, float, Box], ...] = ()
    is_spot: bool = False
    of: Value | None = None
    number: float | None = None

    @property
    def height(self) -> float:
        return self.ascent + self.descent

    def signs_at(self, x: float, y: float) -> Iterator[tuple[float, float, Sign]]:
        """Everything painted, where it is if the box's left end and baseline are there."""
        for sign in self.signs:
            yield x, y, sign
        for right, down, part in self.parts:
            yield from part.signs_at(x + right, y + down)

    def spots_at(self, x: float, y: float) -> Iterator[Spot]:
        """Every value in it, the outer ones first."""
        if self.is_spot:
            yield Spot(QRectF(x, y - self.ascent, self.width, self.height), self.of, self.number)
        for right, down, part in self.parts:
            yield from part.spots_at(x + right, y + down)


class Typesetter:
    """Sets formulas at a height of ``pixels`` a line; ``font`` is that of the words around."""

    def __init__(self, font: QFont, pixels: float) -> None:
        self._words, self._pixels = font, pixels
        self._glyphs: dict[tuple[str, int], tuple[QPainterPath, float]] = {}

    @cached_property
    def _fonts(self) -> tuple[QFont, ...]:
        return tuple(fonts.mathematical(self._words, self._pixels * size) for size in _SIZES)

    @cached_property
    def _metrics(self) -> tuple[QFontMetricsF, ...]:
        return tuple(QFontMetricsF(font) for font in self._fonts)

    def pieces(self, formula: Formula) -> list[Box]:
        """What stands between the places where a formula may be broken."""
        return [self._beside(self.box(part) for part in piece) for piece in _pieces(formula)]

    def broken(self, pieces: Sequence[Box], room: float) -> list[Box]:
        """Pieces in lines no wider than ``room``, as far as none of them is wider."""
        found: list[list[Box]] = []
        width = 0.0
        for piece in pieces:
            if found and width + piece.width <= room:
                found[-1].append(piece)
                width += piece.width
            else:
                found.append([piece])
                width = piece.width
        return [self._beside(line) for line in found]

    def box(self, formula: Formula, level: int = 0, of: Value | None = None) -> Box:
        """The formula in one piece."""
        match formula:
            case Letter(text, accent):
                return self._accented(self._text(_slanted(text), level, of), accent, level, of)
            case Name(text):
                return self._text(text, level, of)
            case Operator(text):
                gap = self._em(level) * (0.14 if text == "·" else 0.26)
                return self._padded(self._text(text, level, of), 0.0 if level else gap)
            case Number(value, source, digits):
                box = self._text(number_text(value, digits), level, source or of)
                return replace(box, is_spot=True, of=source, number=value)
            case Words(text):
                return self._text(say(text), level, of)
            case Row(parts):
                return self._beside(self.box(part, level, of) for part in parts)
            case Named(symbol, source):
                return replace(self.box(symbol, level, source), is_spot=True, of=source)
            case Brackets(inside):
                return self._bracketed(self.box(inside, level, of), level, of)
            case Script():
                return self._script(formula, level, of)
            case Fraction():
                return self._fraction(formula, level, of)
            case Total():
                return self._total(formula, level, of)
            case Cases(lines):
                return self._cases(lines, level, of)

    def _em(self, level: int) -> float:
        return self._pixels * _SIZES[min(level, len(_SIZES) - 1)]

    def _text(self, text: str, level: int, of: Value | None) -> Box:
        level = min(level, len(_SIZES) - 1)
        known = self._glyphs.get((text, level))
        if known is None:
            path = QPainterPath()
            path.addText(0, 0, self._fonts[level], text)
            known = self._glyphs[text, level] = path, self._metrics[level].horizontalAdvance(text)
        em = self._em(level)
        return Box(known[1], _ASCENT * em, _DESCENT * em, (Sign(known[0], of),))

    def _accented(self, base: Box, accent: Accent, level: int, of: Value | None) -> Box:
        if not accent:
            return base
        em, bounds = self._em(level), base.signs[0].path.boundingRect()
        middle, above = bounds.center().x() + 0.05 * em, bounds.top() - 0.08 * em
        path = QPainterPath()
        if accent == "bar":
            path.addRect(QRectF(bounds.left(), above - 0.05 * em, bounds.width(), 0.05 * em))
        else:
            hat = QPainterPath()
            hat.addText(0, 0, self._fonts[min(level, len(_SIZES) - 1)], "ˆ")
            place = hat.boundingRect()
            path = hat.translated(middle - place.center().x(), above - place.bottom() + 0.03 * em)
        ascent = max(base.ascent, -path.boundingRect().top() + 0.04 * em)
        return Box(base.width, ascent, base.descent, (*base.signs, Sign(path, of)))

    def _beside(self, boxes: Iterable[Box]) -> Box:
        parts: list[tuple[float, float, Box]] = []
        width = ascent = descent = 0.0
        for box in boxes:
            parts.append((width, 0.0, box))
            width += box.width
            ascent, descent = max(ascent, box.ascent), max(descent, box.descent)
        return Box(width, ascent, descent, parts=tuple(parts))

    def _padded(self, box: Box, gap: float) -> Box:
        return Box(box.width + 2 * gap, box.ascent, box.descent, parts=((gap, 0.0, box),))

    def _bracketed(self, inside: Box, level: int, of: Value | None) -> Box:
        left = self._grown("(", inside, level, of)
        return self._beside((left, inside, self._grown(")", inside, level, of)))

    def _grown(self, text: str, beside: Box, level: int, of: Value | None) -> Box:
        """A bracket as high as what stands beside it."""
        box, em = self._text(text, level, of), self._em(level)
        bounds = box.signs[0].path.boundingRect()
        if beside.height <= 1.25 * em:
            return box
        top, height = -beside.ascent - 0.02 * em, beside.height + 0.04 * em
        stretched = QTransform.fromTranslate(0, -bounds.top()) * QTransform.fromScale(1, height / bounds.height())
        scale = stretched * QTransform.fromTranslate(0, top)
        return Box(box.width, beside.ascent, beside.descent, (Sign(scale.map(box.signs[0].path), of),))

    def _script(self, formula: Script, level: int, of: Value | None) -> Box:
        base, em = self.box(formula.base, level, of), self._em(level)
        parts = [(0.0, 0.0, base)]
        width, ascent, descent = base.width, base.ascent, base.descent
        gap = 0.04 * em
        tall = base.height > 1.3 * em
        if formula.below is not None:
            small = self.box(formula.below, level + 1, of)
            down = descent - 0.1 * em if tall else 0.2 * em
            parts.append((base.width + gap, down, small))
            width, descent = max(width, base.width + gap + small.width), max(descent, down + small.descent)
        if formula.above is not None:
            small = self.box(formula.above, level + 1, of)
            up = max(ascent - 0.35 * em if tall else 0.38 * em, small.descent + 0.2 * em)
            parts.append((base.width + 1.5 * gap, -up, small))
            width, ascent = max(width, base.width + 1.5 * gap + small.width), max(ascent, up + small.ascent)
        return Box(width + gap, ascent, descent, parts=tuple(parts))

    def _fraction(self, formula: Fraction, level: int, of: Value | None) -> Box:
        em, inside = self._em(level), min(level, 2) + (1 if level else 0)
        top, bottom = self.box(formula.top, inside, of), self.box(formula.bottom, inside, of)
        side, gap, thick = 0.1 * em, 0.1 * em, max(0.055 * em, 1.0)
        width = max(top.width, bottom.width) + 2 * side
        axis = _AXIS * em
        bar = QPainterPath()
        bar.addRect(QRectF(0.03 * em, -axis - thick / 2, width - 0.06 * em, thick))
        up, down = axis + thick / 2 + gap + top.descent, bottom.ascent + gap + thick / 2 - axis
        parts = (((width - top.width) / 2, -up, top), ((width - bottom.width) / 2, down, bottom))
        return Box(width, up + top.ascent, down + bottom.descent, (Sign(bar, of),), parts)

    def _total(self, formula: Total, level: int, of: Value | None) -> Box:
        em = self._em(level)
        letter = self._text("∑", level, of).signs[0].path
        bounds = letter.boundingRect()
        grown = QTransform.fromTranslate(-bounds.left(), -bounds.center().y()) * QTransform.fromScale(1.35, 1.35)
        grown *= QTransform.fromTranslate(0, -_AXIS * em)
        path = grown.map(letter)
        size = path.boundingRect()
        under = self.box(formula.below, level + 1, of)
        over = None if formula.above is None else self.box(formula.above, level + 1, of)
        width = max(size.width(), under.width, over.width if over is not None else 0.0)
        ascent, down = -size.top(), size.bottom() + under.ascent + 0.06 * em
        parts = [((width - under.width) / 2, down, under)]
        if over is not None:
            up = ascent + over.descent + 0.06 * em
            parts.append(((width - over.width) / 2, -up, over))
            ascent = up + over.ascent
        sign = Sign(path.translated((width - size.width()) / 2, 0), of)
        return self._padded(Box(width, ascent, down + under.descent, (sign,), tuple(parts)), 0.14 * em)

    def _cases(self, lines: tuple[tuple[Formula, Formula], ...], level: int, of: Value | None) -> Box:
        em = self._em(level)
        rows = [(self.box(value, level, of), self.box(when, level, of)) for value, when in lines]
        column = max(value.width for value, _ in rows) + 0.8 * em
        heights = [max(value.height, when.height) + 0.08 * em for value, when in rows]
        top = -sum(heights) / 2 - _AXIS * em
        parts: list[tuple[float, float, Box]] = []
        width, y = 0.0, top
        for (value, when), height in zip(rows, heights, strict=True):
            baseline = y + max(value.ascent, when.ascent)
            parts += [(0.0, baseline, value), (column, baseline, when)]
            width = max(width, column + when.width)
            y += height
        block = Box(width, -top, y, parts=tuple(parts))
        return self._beside((self._grown("{", block, level, of), self._padded(block, 0.1 * em)))


def typesetter(font: QFont, pixels: int) -> Typesetter:
    """The typesetter for that font and size; it keeps the glyphs that it has made."""
    known = _setters.get((font.key(), pixels))
    if known is None:
        if len(_setters) >= _MOST_SETTERS:
            _setters.clear()
        known = _setters[font.key(), pixels] = Typesetter(QFont(font), pixels)
    return known


_setters: dict[tuple[str, int], Typesetter] = {}
_MOST_SETTERS = 32


def _pieces(formula: Formula) -> Iterator[list[Formula]]:
    """The parts of a formula between the places where it may be broken."""
    parts = list(_flat(formula))
    piece: list[Formula] = []
    for part in parts:
        if piece and isinstance(part, Operator) and part.text in _BREAKS:
            yield piece
            piece = []
        piece.append(part)
    if piece:
        yield piece


def _flat(formula: Formula) -> Iterator[Formula]:
    if isinstance(formula, Row):
        for part in formula.parts:
            yield from _flat(part)
    else:
        yield formula


def _slanted(text: str) -> str:
    """The letters of mathematics, which have places of their own in Unicode."""
    return "".join(_SLANTED.get(letter, letter) for letter in text)


_SLANTED = {
    **{chr(ord("a") + place): chr(0x1D44E + place) for place in range(26)},
    **{chr(ord("A") + place): chr(0x1D434 + place) for place in range(26)},
    "h": "ℎ",
    "α": "\U0001d6fc",
    "β": "\U0001d6fd",
    "γ": "\U0001d6fe",
    "ε": "\U0001d700",
    "θ": "\U0001d703",
    "μ": "\U0001d707",
    "σ": "\U0001d70e",
}
