"""Where everything of the teaching network stands in a picture of some size."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise

from PySide6.QtCore import QPointF, QRectF

from engine.lesson.network import DenseNetwork
from engine.lesson.quantity import SAMPLE_LOSS, Quantity

_CANDIDATES = tuple(share / 50 for share in range(10, 41))
_ONE_LINE, _TWO_LINES = 1.1, 1.95


@dataclass(frozen=True)
class Geometry:
    """Columns for inputs, layers and the loss, from left to right; ``line`` is the height of a line of text."""

    sizes: tuple[int, ...]
    width: float
    height: float
    line: float

    @property
    def radius(self) -> float:
        """Of a unit, so that two lines of numbers find room in it."""
        return max(1.45 * self.line, min(self.height / 11, self.width / 17, 3.2 * self.line))

    def centre(self, layer: int, unit: int) -> QPointF:
        """The middle of a unit, or of an input in layer 0."""
        count, radius = self.sizes[layer], self.radius
        left, right = radius + 0.6 * self.line, self._loss_left - radius - 5.2 * self.line
        x = left + layer * (right - left) / (len(self.sizes) - 1)
        return QPointF(x, self.height * (unit + 0.5) / count)

    @property
    def _loss_left(self) -> float:
        return self.width - 2 * self.radius - 0.4 * self.line

    def loss_centre(self) -> QPointF:
        """The middle of the loss."""
        return QPointF(self._loss_left + self.radius, self.height / 2)

    def node(self, quantity: Quantity) -> QRectF:
        """The circle of an input, a unit or the loss."""
        middle = self.loss_centre() if quantity == SAMPLE_LOSS else self.centre(quantity.layer, quantity.unit)
        return QRectF(middle.x() - self.radius, middle.y() - self.radius, 2 * self.radius, 2 * self.radius)

    def link(self, weight: Quantity) -> tuple[QPointF, QPointF]:
        """From middle to middle."""
        return self.centre(weight.layer - 1, weight.source), self.centre(weight.layer, weight.unit)

    @property
    def _label_width(self) -> float:
        return 3.6 * self.line

    @cached_property
    def _along(self) -> tuple[tuple[float, float], ...]:
        """For each layer where along its links the weights stand, and how far apart in height they then are: where the
        gap between the nearest two is largest."""
        return tuple(self._best_along(layer) for layer in range(1, len(self.sizes)))

    def _best_along(self, layer: int) -> tuple[float, float]:
        left, right = self.centre(layer - 1, 0).x(), self.centre(layer, 0).x()
        least = min((self.radius + self._label_width / 2) / max(right - left, 1.0), 0.5)
        units = [self.centre(layer, unit).y() for unit in range(self.sizes[layer])]
        sources = [self.centre(layer - 1, unit).y() for unit in range(self.sizes[layer - 1])]
        found = (0.5, 0.0)
        for share in _CANDIDATES:
            if least <= share <= 1 - least:
                heights = sorted(start + (end - start) * share for start in sources for end in units)
                gap = min((after - before for before, after in pairwise(heights)), default=self.height)
                if gap > found[1] * 1.01:
                    found = share, gap
        return found

    def lines_of(self, weight: Quantity) -> int:
        """How many lines of text find room beside a link of that layer without touching those of another link."""
        return 2 if self._along[weight.layer - 1][1] >= (_TWO_LINES + 0.1) * self.line else 1

    def label(self, quantity: Quantity, lines: int = 1) -> QRectF:
        """The field for the number of a weight, a bias or a target."""
        width, height = self._label_width, self.line * (_ONE_LINE if lines == 1 else _TWO_LINES)
        match quantity.kind:
            case "weight":
                start, end = self.link(quantity)
                middle = start + (end - start) * self._along[quantity.layer - 1][0]
                return QRectF(middle.x() - width / 2, middle.y() - height / 2, width, height)
            case "bias":
                middle = self.centre(quantity.layer, quantity.unit)
                return QRectF(middle.x() - 0.7 * width, middle.y() + self.radius + 2, 1.4 * width, height)
            case _:
                middle = self.centre(len(self.sizes) - 1, quantity.unit)
                x = middle.x() + self.radius + 0.4 * self.line
                return QRectF(x, middle.y() - height / 2, 4.4 * self.line, height)

    def field(self, quantity: Quantity) -> QRectF:
        """Where a person clicks to change a number."""
        return self.node(quantity) if quantity.kind == "answer" else self.label(quantity)


def givens(network: DenseNetwork) -> Iterator[Quantity]:
    """Every number that a person may change, in reading order: inputs, weights and biases, targets."""
    for unit in range(network.sizes[0]):
        yield Quantity("answer", 0, unit)
    yield from network.parameters()
    for unit in range(network.sizes[-1]):
        yield Quantity("target", 0, unit)
