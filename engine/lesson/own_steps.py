"""The order in which one's own network is walked through, and how its units are counted."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from engine.lesson.step import Phase

if TYPE_CHECKING:
    from engine.lesson.own_network import Stage

Unit = tuple[int, ...]
"""The index of a unit in a layer's output without the batch, counted from 0 as in code."""


@dataclass(frozen=True, slots=True)
class OwnStep:
    """One operation on a whole tensor; ``stage`` is the place of its layer, ``None`` for the loss."""

    phase: Phase
    stage: int | None


def own_steps(stages: Sequence["Stage"]) -> tuple[OwnStep, ...]:
    """Every step of one iteration; only layers whose single weights can be looked at are updated."""
    places = range(len(stages))
    return (
        *(OwnStep("forward", place) for place in places),
        OwnStep("forward", None),
        *(OwnStep("backward", place) for place in reversed(places)),
        *(OwnStep("update", place) for place in places if stages[place].learns),
    )
