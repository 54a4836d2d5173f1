"""What a kind of layer declares about itself. Palette, inspector, shapes, builder, code and tests derive from it."""

from __future__ import annotations

from abc import ABC, abstractmethod
from math import prod
from typing import TYPE_CHECKING, Any, ClassVar, Literal

from engine.fields import Settings
from engine.model.spec import Shape
from engine.text import QT_TRANSLATE_NOOP, Text

if TYPE_CHECKING:
    from torch import nn

Category = Literal["ports", "dense", "convolution", "pooling", "normalisation", "regularisation", "activation", "shape"]

CATEGORY_NAMES: dict[Category, str] = {
    "dense": QT_TRANSLATE_NOOP("engine", "Dense"),
    "convolution": QT_TRANSLATE_NOOP("engine", "Convolution"),
    "pooling": QT_TRANSLATE_NOOP("engine", "Pooling"),
    "activation": QT_TRANSLATE_NOOP("engine", "Activation"),
    "normalisation": QT_TRANSLATE_NOOP("engine", "Normalisation"),
    "regularisation": QT_TRANSLATE_NOOP("engine", "Regularisation"),
    "shape": QT_TRANSLATE_NOOP("engine", "Shape"),
    "ports": QT_TRANSLATE_NOOP("engine", "Input and output"),
}


class ShapeMismatch(Exception):
    """A layer cannot take what it receives; ``remedy`` names a repair in :mod:`engine.model.fixes`.

    ``expected`` is a number, or words marked for translation.
    """

    def __init__(
        self,
        template: str,
        *,
        expected: str,
        found: str,
        field: str | None = None,
        remedy: str | None = None,
        **values: object,
    ) -> None:
        self.text = Text(template, {"expected": Text(expected), "found": found, **values})
        self.expected, self.found, self.field, self.remedy = expected, found, field, remedy
        super().__init__(str(self.text))


class NoParams(Settings):
    """The params of a layer that has none."""


class LayerType(ABC):
    """A kind of layer. Subclasses declare class attributes and override what differs; instances carry no state.

    ``params`` is always an instance of the class's own ``Params``; ``inputs`` are the shapes received, in port order.
    """

    name: ClassVar[str]
    category: ClassVar[Category]
    doc: ClassVar[str]
    """Two sentences for people, marked for translation."""
    formula: ClassVar[str] = ""
    Params: ClassVar[type[Settings]] = NoParams
    input_count: ClassVar[int] = 1
    id_stem: ClassVar[str] = ""
    """Start of the ids of such layers (``conv`` gives ``conv1``); the lower-case name where it is empty."""

    @abstractmethod
    def output_shape(self, params: Any, inputs: tuple[Shape, ...]) -> Shape:
        """The shape that leaves the layer; raises :class:`ShapeMismatch` where it cannot take its inputs."""

    def parameter_count(self, params: Any, inputs: tuple[Shape, ...], output: Shape) -> int:
        """Trainable numbers."""
        return 0

    def multiply_adds(self, params: Any, inputs: tuple[Shape, ...], output: Shape) -> int:
        """Multiply-adds for one example; one per output value where a layer is elementwise."""
        return prod(output)

    def summary(self, params: Any) -> str:
        """The params in a few characters for the node, such as ``32 · 3×3``; the same in every language."""
        return ""

    @abstractmethod
    def module(self, params: Any, inputs: tuple[Shape, ...], output: Shape) -> nn.Module:
        """The ``torch.nn`` module; imports torch inside."""

    @abstractmethod
    def code(self, params: Any, inputs: tuple[Shape, ...], output: Shape) -> str:
        """The expression that makes the same module, such as ``nn.Linear(784, 10)``."""


def shape_text(shape: Shape) -> str:
    """A shape as people read it: height × width × channels of an image, features of a vector."""
    if len(shape) == 3:
        channels, height, width = shape
        return f"{height}×{width}×{channels}"
    return "×".join(map(str, shape))
