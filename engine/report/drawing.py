"""Pictures as lines, boxes and words at places, which HTML and PDF draw each in their way."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Point = tuple[float, float]
Anchor = Literal["start", "middle", "end"]

INK, MUTED, FAINT, PAPER = "#1b2430", "#5b6673", "#d5dae0", "#ffffff"
TRAINING, VALIDATION, GOOD, BAD = "#1f6feb", "#d9480f", "#0f766e", "#b42318"
"""The report's colours: it is printed on white paper, whatever the window's theme."""


@dataclass(frozen=True, slots=True)
class Path:
    """A line through points."""

    points: tuple[Point, ...]
    colour: str = INK
    width: float = 1.0
    dashed: bool = False


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle, filled, framed or both, with round corners where ``radius`` says so."""

    x: float
    y: float
    width: float
    height: float
    fill: str | None = None
    stroke: str | None = None
    radius: float = 0.0


@dataclass(frozen=True, slots=True)
class Dot:
    """A filled circle."""

    x: float
    y: float
    radius: float
    colour: str = INK


@dataclass(frozen=True, slots=True)
class Label:
    """Words whose baseline begins, has its middle or ends at a place; ``upwards`` turns them a quarter to the left."""

    x: float
    y: float
    text: str
    size: float = 10.0
    colour: str = INK
    anchor: Anchor = "start"
    bold: bool = False
    upwards: bool = False


Mark = Path | Box | Dot | Label


@dataclass(frozen=True, slots=True)
class Drawing:
    """Marks on a sheet of such a size, x to the right and y downwards; ``words`` say what is to be seen."""

    width: float
    height: float
    marks: tuple[Mark, ...]
    words: str = ""


def mixed(first: str, second: str, share: float) -> str:
    """A colour between two ``#rrggbb``: the first at 0, the second at 1."""
    channels = zip(*(bytes.fromhex(colour[1:]) for colour in (first, second)), strict=True)
    return "#" + "".join(f"{round(a + (b - a) * share):02x}" for a, b in channels)
