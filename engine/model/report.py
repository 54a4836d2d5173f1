"""What is known of one layer."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import reduce
from typing import TYPE_CHECKING

from engine.model.field import ReceptiveField
from engine.model.spec import Shape

if TYPE_CHECKING:
    from engine.model.analysis import Analysis

__all__ = ["UNKNOWN", "LayerReport", "ReceptiveField"]


@dataclass(frozen=True, slots=True)
class LayerReport:
    """What is known of one layer; ``output_shape`` is ``None`` where an error above or in it hides the shape.

    Counts are for one example; ``activation_values`` are the numbers kept for the backward pass. ``inside`` is the
    analysis of a block's first copy.
    """

    input_shapes: tuple[Shape, ...]
    output_shape: Shape | None
    parameters: int = 0
    multiply_adds: int = 0
    trainable_parameters: int = 0
    activation_values: int = 0
    field: ReceptiveField | None = None
    inside: Analysis | None = None

    @property
    def receptive_field(self) -> tuple[int, int] | None:
        """(height, width) of what the middle value sees of the image; ``None`` where what comes in is none."""
        return (self.field.height, self.field.width) if self.field is not None else None


UNKNOWN = LayerReport((), None)


def joined(fields: Iterable[ReceptiveField | None]) -> ReceptiveField | None:
    """The field of what depends on values with all of these; ``None`` where none of them is known."""
    known = [found for found in fields if found is not None]
    if len(known) < 2:
        return known[0] if known else None
    return reduce(ReceptiveField.joined, known)


def widened(entering: ReceptiveField | None, leaving: ReceptiveField | None, copies: int) -> ReceptiveField | None:
    """The field behind copies one behind the other, of which the first takes ``entering`` to ``leaving``."""
    if entering is None or leaving is None or copies == 1:
        return leaving
    height = entering.height + copies * (leaving.height - entering.height)
    width = entering.width + copies * (leaving.width - entering.width)
    return leaving.grown(min(height, leaving.image[0]), min(width, leaving.image[1]))
