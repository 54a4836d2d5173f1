"""What is known of one layer."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import reduce
from math import ceil
from typing import TYPE_CHECKING, NamedTuple

from engine.model.layer_type import Reach
from engine.model.spec import Shape

if TYPE_CHECKING:
    from engine.model.analysis import Analysis


class ReceptiveField(NamedTuple):
    """The part of the image, in pixels, that one value depends on, and how far apart neighbours' parts lie.

    Grows as in Araujo, Norris and Sim, «Computing Receptive Fields of Convolutional Neural Networks» (Distill, 2019).
    """

    height: int
    width: int
    step_y: float
    step_x: float
    image: tuple[int, int]

    def through(self, reach: Reach) -> ReceptiveField:
        """The field of what a layer with that reach computes from values with this one; never beyond the image."""
        if reach.kernel is None:
            return ReceptiveField(*self.image, float(self.image[0]), float(self.image[1]), self.image)
        return ReceptiveField(
            min(ceil(self.height + (reach.kernel[0] - 1) * self.step_y), self.image[0]),
            min(ceil(self.width + (reach.kernel[1] - 1) * self.step_x), self.image[1]),
            self.step_y * reach.step[0],
            self.step_x * reach.step[1],
            self.image,
        )

    def joined(self, other: ReceptiveField) -> ReceptiveField:
        """The field of what depends on values with this one and on values with another."""
        return ReceptiveField(
            max(self.height, other.height),
            max(self.width, other.width),
            max(self.step_y, other.step_y),
            max(self.step_x, other.step_x),
            self.image,
        )


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
        """(height, width) in pixels of the image; ``None`` where what comes in is no image."""
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
    return leaving._replace(height=min(height, leaving.image[0]), width=min(width, leaving.image[1]))
