"""What a kind of layer declares about itself. Palette, inspector, shapes, builder, code and tests derive from it."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Mapping
from math import prod
from typing import TYPE_CHECKING, Any, ClassVar, Literal

from engine.fields import Settings
from engine.model.reach import POINTWISE, Reach
from engine.model.spec import Shape
from engine.text import QT_TRANSLATE_NOOP, Text

if TYPE_CHECKING:
    from torch import nn

Category = Literal[
    "ports",
    "dense",
    "convolution",
    "pooling",
    "normalisation",
    "regularisation",
    "activation",
    "shape",
    "merge",
    "attention",
    "recurrent",
    "pretrained",
    "block",
]

CATEGORY_NAMES: dict[Category, str] = {
    "dense": QT_TRANSLATE_NOOP("engine", "Dense"),
    "convolution": QT_TRANSLATE_NOOP("engine", "Convolution"),
    "pooling": QT_TRANSLATE_NOOP("engine", "Pooling"),
    "activation": QT_TRANSLATE_NOOP("engine", "Activation"),
    "normalisation": QT_TRANSLATE_NOOP("engine", "Normalisation"),
    "regularisation": QT_TRANSLATE_NOOP("engine", "Regularisation"),
    "shape": QT_TRANSLATE_NOOP("engine", "Shape"),
    "merge": QT_TRANSLATE_NOOP("engine", "Merge"),
    "attention": QT_TRANSLATE_NOOP("engine", "Attention"),
    "recurrent": QT_TRANSLATE_NOOP("engine", "Recurrent"),
    "pretrained": QT_TRANSLATE_NOOP("engine", "Pretrained"),
    "block": QT_TRANSLATE_NOOP("engine", "Blocks"),
    "ports": QT_TRANSLATE_NOOP("engine", "Input and output"),
}


class ShapeMismatch(Exception):
    """A layer cannot take what it receives; ``remedy`` names a repair in :mod:`engine.model.diagnosis.remedies`.

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


class Unreadable(Exception):
    """A call of a torch module that the layer type cannot express; the reason is marked for translation."""

    def __init__(self, template: str, **values: object) -> None:
        self.text = Text(template, values)
        super().__init__(str(self.text))


class NoParams(Settings):
    """The params of a layer that has none."""


class LayerType(ABC):
    """A kind of layer. Subclasses declare class attributes and override what differs; instances carry no state.

    ``params`` is always an instance of the class's own ``Params``; ``inputs`` are the shapes received, in port order.

    The code of a layer is two expressions: :meth:`code` makes the module that the network keeps under the layer's id
    (empty for a layer without one, such as Add), :meth:`call` computes the output. :meth:`read_call` goes back from the
    arguments of the constructor to params. Both ways meet in the tests: what was written is read as the same layer.
    """

    name: ClassVar[str]
    category: ClassVar[Category]
    doc: ClassVar[str]
    """Two sentences for people, marked for translation."""
    formula: ClassVar[str] = ""
    Params: ClassVar[type[Settings]] = NoParams
    least_inputs: ClassVar[int] = 1
    most_inputs: ClassVar[int] = 1
    input_names: ClassVar[tuple[str, ...]] = ()
    """Names of the ports where their order matters, marked for translation (``("Query", "Memory")``)."""
    torch_name: ClassVar[str] = ""
    """The class that :meth:`code` calls, without its module (``Conv2d``); empty for a layer without a module."""
    torch_arguments: ClassVar[tuple[str, ...]] = ()
    """The names of that class's positional arguments, in order."""
    imports: ClassVar[tuple[str, ...]] = ()
    """Import lines that :meth:`code` and :meth:`call` need beyond ``torch`` and ``nn``."""
    id_stem: ClassVar[str] = ""
    """Start of the ids of such layers (``conv`` gives ``conv1``); the lower-case name where it is empty."""

    @abstractmethod
    def output_shape(self, params: Any, inputs: tuple[Shape, ...]) -> Shape:
        """The shape that leaves the layer; raises :class:`ShapeMismatch` where it cannot take its inputs."""

    def parameter_count(self, params: Any, inputs: tuple[Shape, ...], output: Shape) -> int:
        """Numbers among the weights."""
        return 0

    def trainable_count(self, params: Any, inputs: tuple[Shape, ...], output: Shape) -> int:
        """Parameters that learn; fewer than all only where the layer freezes a part of itself."""
        return self.parameter_count(params, inputs, output)

    def multiply_adds(self, params: Any, inputs: tuple[Shape, ...], output: Shape) -> int:
        """Multiply-adds for one example; one per output value where a layer is elementwise."""
        return prod(output)

    def activation_values(self, params: Any, inputs: tuple[Shape, ...], output: Shape) -> int:
        """Numbers kept for one example from the forward to the backward pass; the output where nothing else is said."""
        return prod(output)

    def reach(self, params: Any, inputs: tuple[Shape, ...]) -> Reach:
        """What a value of the output depends on; the same place of the input where nothing else is said."""
        return POINTWISE

    def summary(self, params: Any) -> str:
        """The params in a few characters for the node, such as ``32 · 3×3``; the same in every language."""
        return ""

    @abstractmethod
    def module(self, params: Any, inputs: tuple[Shape, ...], output: Shape) -> nn.Module:
        """The ``torch.nn`` module; imports torch inside."""

    @abstractmethod
    def code(self, params: Any, inputs: tuple[Shape, ...], output: Shape) -> str:
        """The expression that makes the same module, such as ``nn.Linear(784, 10)``; empty where there is none.

        What is automatic stands as a positional argument, what the person fixed (``in_features=784``) as a keyword.
        """

    def support(self, params: Any) -> tuple[str, ...]:
        """Source that :meth:`code` needs above the network's class: import lines, then classes and functions."""
        return ()

    def every_support(self) -> tuple[str, ...]:
        """All that :meth:`support` may return."""
        return ()

    def call(
        self, params: Any, inputs: tuple[Shape, ...], output: Shape, module: str, arguments: tuple[str, ...]
    ) -> str:
        """The expression of the output: ``module`` is the expression of the module, ``arguments`` those read."""
        return f"{module}({', '.join(arguments)})"

    def read_call(self, given: Mapping[str, object], keywords: frozenset[str]) -> dict[str, object]:
        """Params from the arguments of the constructor by name; ``keywords`` are the names that stood as keywords.

        Raises :class:`Unreadable` for arguments that the layer cannot express.
        """
        fields = self.Params.model_fields
        for name in given:
            if name not in fields and name not in ("in_features", "in_channels", "num_features"):
                raise Unreadable(QT_TRANSLATE_NOOP("engine", "the argument {name} is not known"), name=name)
        return {
            name: value
            for name, value in given.items()
            if name in fields and (name not in ("in_features", "in_channels") or name in keywords)
        }


def shape_text(shape: Shape) -> str:
    """A shape as people read it: height × width × channels of an image, features of a vector."""
    if len(shape) == 3:
        channels, height, width = shape
        return f"{height}×{width}×{channels}"
    return "×".join(map(str, shape))
