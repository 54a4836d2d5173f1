"""Where a piece of code stands while it is read, what is remembered of it, and the ways out of it."""

from __future__ import annotations

from collections import ChainMap
from dataclasses import dataclass

from engine.model.code.reader_graph import Graph
from engine.model.code.reader_values import Class, Instance, Value

Scope = ChainMap[str, Value]


@dataclass(frozen=True, slots=True)
class Clue:
    """A size stated in the code: by a module's class (``Linear``), or by a reshape (``Flatten``)."""

    kind: str
    size: int
    coarse: bool = False
    """Whether it is a convolution that shrinks its image as only large ones are."""


@dataclass(frozen=True, slots=True)
class Made:
    """An instance of a class of the text, made outside of any other."""

    network: Class
    arguments: tuple[Value, ...]
    keywords: dict[str, Value]


@dataclass(frozen=True, slots=True)
class Example:
    """A tensor of this shape, with the batch, that a module of the text is called with."""

    module: Value
    sizes: tuple[Value, ...]


@dataclass(slots=True)
class Frame:
    """Where a piece of code stands: its names, the graph it grows (if any), and ``self``."""

    names: Scope
    graph: Graph | None = None
    instance: Instance | None = None
    home: Class | None = None
    prefix: str = ""
    written_once: frozenset[str] = frozenset()
    """Variables that are assigned in one place only: their names say what they hold."""

    def inside(self, instance: Instance, graph: Graph, prefix: str) -> Frame:
        """Where the methods of a module are read that is called from here."""
        return Frame(self.names, graph, instance, instance.made_by, prefix)

    def outside_of_graph(self, instance: Instance) -> Frame:
        """Where the constructor of a module is read: nothing is computed there."""
        return Frame(self.names, None, instance, instance.made_by)


class Returned(Exception):
    """Carries the value of a ``return``."""

    def __init__(self, value: Value, line: int) -> None:
        super().__init__()
        self.value, self.line = value, line


class LoopLeft(Exception):
    def __init__(self, for_good: bool) -> None:
        super().__init__()
        self.for_good = for_good


class Raised(Exception):
    pass
