"""What names stand for while code is read: numbers, texts and lists are Python's own, the rest is here."""

from __future__ import annotations

import ast
from collections import ChainMap
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from engine.model.learning import AS_THE_NETWORK, LayerLearning

if TYPE_CHECKING:
    from engine.model.code.reader_graph import Node

Value = object
"""``None``, ``bool``, ``int``, ``float``, ``str``, ``list``, ``tuple``, ``dict`` or one of the classes below."""


class _Marker:
    def __init__(self, name: str) -> None:
        self.name = name

    def __repr__(self) -> str:
        return self.name


UNKNOWN: Final = _Marker("unknown")
"""Something that was not understood, or that does not matter."""
BATCH: Final = _Marker("batch size")
"""The number of examples, as in ``x.size(0)``."""
TRAINING: Final = _Marker("self.training")
IN_USE: Final = _Marker("not self.training")
IGNORED: Final = _Marker("ignored")
"""The result of a call that does nothing to the network, such as ``print``."""


@dataclass(frozen=True, slots=True)
class Tensor:
    """The output of a layer.

    ``pick`` is the part that was taken of a recurrent layer's answer: ``"steps"`` (all, until it is known whether only
    the last is meant), ``"last"``, ``"state"`` (the hidden states) and parts of those on the way to ``"last"``.
    """

    node: Node
    pick: str = ""


@dataclass(frozen=True, slots=True)
class Literal:
    """A tensor of numbers that the code makes itself, such as ``torch.zeros(1, 1, 64)``; with the batch."""

    sizes: tuple[Value, ...] = ()


@dataclass(eq=False, slots=True)
class Weight:
    """An ``nn.Parameter``, or the ``weight`` of a module (``module``), taken by itself."""

    sizes: tuple[Value, ...]
    line: int
    name: str | None = None
    module: Module | Container | Instance | None = None


@dataclass(frozen=True, slots=True)
class Path:
    """Something imported or built in, by its full name: ``torch.nn.Conv2d``."""

    dotted: str

    @property
    def last(self) -> str:
        return self.dotted.rpartition(".")[2]


@dataclass(frozen=True, slots=True)
class Partial:
    """``functools.partial``: a callable with some arguments already given."""

    function: Value
    arguments: tuple[Value, ...]
    keywords: dict[str, Value]


@dataclass(eq=False, slots=True)
class Module:
    """A ``torch.nn`` module (``kind`` is its class's name) or an unknown one, with its arguments."""

    kind: str
    arguments: tuple[Value, ...]
    keywords: dict[str, Value]
    line: int
    name: str | None = None
    learning: LayerLearning = AS_THE_NETWORK


@dataclass(eq=False, slots=True)
class Container:
    """``nn.Sequential``, ``nn.ModuleList`` or ``nn.ModuleDict`` with its children by key."""

    kind: str
    children: dict[str, Value]
    line: int
    name: str | None = None

    def add(self, value: Value, key: str | None = None) -> None:
        self.children[str(len(self.children)) if key is None else key] = value


@dataclass(eq=False, slots=True)
class Class:
    """A class of the text."""

    node: ast.ClassDef
    bases: tuple[Value, ...]
    names: dict[str, Value]
    """What its body defines: constants and methods."""

    @property
    def name(self) -> str:
        return self.node.name


@dataclass(eq=False, slots=True)
class Instance:
    """A module of a class of the text. ``origin`` is the container that holds it, and its place there."""

    made_by: Class
    line: int
    attributes: dict[str, Value] = field(default_factory=dict)
    name: str | None = None
    origin: tuple[Container, int] | None = None
    learning: LayerLearning = AS_THE_NETWORK


@dataclass(frozen=True, slots=True)
class Function:
    """A function, method or lambda of the text; ``names`` are those around it, ``bound`` is its ``self``."""

    node: ast.FunctionDef | ast.Lambda
    names: ChainMap[str, Value]
    bound: Instance | None = None
    home: Class | None = None


@dataclass(frozen=True, slots=True)
class Method:
    """A method of a value that is no class of the text, such as ``x.view`` or ``layers.append``."""

    owner: Value
    name: str


@dataclass(frozen=True, slots=True)
class Super:
    """``super()``: the methods of the classes above."""

    instance: Instance
    home: Class


@dataclass(frozen=True, slots=True)
class Noise:
    """Random numbers of a tensor's shape: ``std * torch.randn_like(x)``."""

    std: float = 1.0


@dataclass(frozen=True, slots=True)
class Moved:
    """A tensor whose dimensions stand in ``order``, the batch (0) not first."""

    tensor: Tensor
    order: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Scores:
    """How well queries and keys match, in attention that is written by hand: ``q @ k.T``, times ``scale``.

    ``soft`` is whether softmax was applied, ``turned`` whether ``key`` has its last two axes exchanged.
    """

    query: Tensor
    key: Tensor
    scale: float = 1.0
    soft: bool = False
    dropout: float = 0.0
    turned: bool = True


@dataclass(frozen=True, slots=True)
class Attended:
    """What such an attention answers, with its heads in an axis of their own; ``tensor`` has them side by side."""

    tensor: Tensor
    axes: tuple[str, ...]
    heads: int


@dataclass(frozen=True, slots=True)
class TensorShape:
    """``x.shape`` of a tensor whose sizes are not known; ``x.shape[0]`` is still the batch."""


def is_module(value: Value) -> bool:
    """Whether a value can be called as a module."""
    return isinstance(value, Module | Container | Instance)


def is_number(value: Value) -> bool:
    return isinstance(value, int | float)
