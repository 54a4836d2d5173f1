"""What a report is made of, whatever it is written as: sections of blocks."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from engine.report.drawing import Drawing

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A few sentences; ``strong`` is the one that a reader looks for."""

    text: str
    strong: bool = False


@dataclass(frozen=True, slots=True)
class Facts:
    """Pairs of a name and a value; those whose names are in ``marked`` are set off."""

    rows: tuple[tuple[str, str], ...]
    marked: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Table:
    """Columns under headings; all but the first ``words`` columns are figures."""

    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    words: int = 1


@dataclass(frozen=True, slots=True)
class Picture:
    """A drawing below a few words."""

    drawing: Drawing
    caption: str = ""


@dataclass(frozen=True, slots=True, eq=False)
class Example:
    """An image of the dataset, uint8 ``[C, H, W]``, with lines below."""

    pixels: NDArray[np.uint8]
    lines: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Examples:
    """Images side by side."""

    examples: tuple[Example, ...]


Block = Paragraph | Facts | Table | Picture | Examples


@dataclass(frozen=True, slots=True)
class Section:
    """A heading and what stands below it."""

    title: str
    blocks: tuple[Block, ...]


@dataclass(frozen=True, slots=True)
class Report:
    """A whole report; ``lead`` stands before the first section."""

    title: str
    subtitle: str
    lead: tuple[Block, ...]
    sections: tuple[Section, ...]
    language: str = field(default="en")
    """The language's code, for the file."""
