"""One operation of the lesson: what is computed, from what, by which formula, with which numbers, and why."""

from dataclasses import dataclass
from typing import Literal

from engine.lesson.formula import Formula
from engine.lesson.quantity import Value
from engine.text import Text

Phase = Literal["forward", "backward", "update"]


@dataclass(frozen=True, slots=True)
class Chain:
    """The chain rule from the loss to where the backward pass has come: its terms, and the same with numbers."""

    symbolic: Formula
    numeric: Formula


@dataclass(frozen=True, slots=True, eq=False)
class Step:
    """``symbolic`` is the whole equation, ``numeric`` its right side with the numbers of now, ``value`` what comes out.

    ``about`` is what gets a value (in an update: the parameter that gets a new one), ``reads`` what goes into it.
    ``notes`` are further equations worth seeing, such as what a product boils down to.
    """

    phase: Phase
    about: Value
    reads: tuple[Value, ...]
    symbolic: Formula
    numeric: Formula
    value: float
    text: Text
    notes: tuple[Formula, ...] = ()
    chain: Chain | None = None
