"""Which places of its input a layer looks at for each place of its output. Plain arithmetic."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal, Protocol

from engine.model.spec import Shape

Kind = Literal[
    "same",
    "everywhere",
    "gathered",
    "windows",
    "patches",
    "steps",
    "features",
    "past",
    "rows",
    "columns",
    "take",
    "lead",
    "flatten",
    "permute",
    "reshape",
    "concatenate",
]


class Along(Protocol):
    """One side of a layer: ``size`` places come in, ``places`` leave."""

    @property
    def size(self) -> int: ...

    @property
    def places(self) -> int: ...

    @abstractmethod
    def __hash__(self) -> int: ...

    @abstractmethod
    def seen(self, place: int) -> Iterable[int]:
        """The places that one place of the output looks at; none where it sees nothing but padding."""


@dataclass(frozen=True, slots=True)
class Sliding:
    """A window of ``window`` places, ``dilation`` apart, behind ``padding`` places that hold nothing."""

    size: int
    places: int
    window: int = 1
    stride: int = 1
    padding: int = 0
    dilation: int = 1

    def seen(self, place: int) -> Iterable[int]:
        start = place * self.stride - self.padding
        first = start if start >= 0 else start + -(start // self.dilation) * self.dilation
        stop = min(start + (self.window - 1) * self.dilation + 1, self.size)
        return range(first, stop, self.dilation)


@dataclass(frozen=True, slots=True)
class Laid:
    """A transposed convolution: each place lays ``window`` places down, ``stride`` apart; ``padding`` are cut off."""

    size: int
    places: int
    window: int
    stride: int
    padding: int

    def seen(self, place: int) -> Iterable[int]:
        at = place + self.padding
        first = -((self.window - 1 - at) // self.stride)
        return range(max(first, 0), min(at // self.stride, self.size - 1) + 1)


@dataclass(frozen=True, slots=True)
class Enlarged:
    """Each place repeated ``scale`` times, or ``blended`` with its neighbour as torch does without aligned corners."""

    size: int
    scale: int
    blended: bool = False

    @property
    def places(self) -> int:
        return self.size * self.scale

    def seen(self, place: int) -> Iterable[int]:
        if not self.blended:
            return range(place // self.scale, place // self.scale + 1)
        # The middle of the place lies at (place + ½) / scale − ½, in halves of 1 / scale so that it is exact.
        halves = max(2 * place + 1 - self.scale, 0)
        first, rest = divmod(halves, 2 * self.scale)
        return range(first, min(first + (2 if rest else 1), self.size))


@dataclass(frozen=True, slots=True)
class Divided:
    """As many windows as are wanted, whatever the size: torch's adaptive pooling."""

    size: int
    places: int

    def seen(self, place: int) -> Iterable[int]:
        return range(place * self.size // self.places, -(-(place + 1) * self.size // self.places))


@dataclass(frozen=True, slots=True)
class Reach:
    """What one value of a layer's output depends on.

    ``same`` is the same place, ``features`` all of the last axis at the same place, ``everywhere`` all of the input and
    ``gathered`` some of it, at most all. ``windows`` are places along the two ``sides`` of an image, ``steps`` along
    the last axis of channels × steps, ``patches`` windows that become tokens; ``past`` is all steps of a sequence up to
    that one. The others move values about: ``numbers`` are the index that ``take`` keeps, the
    axes of ``flatten``, the order of ``permute``, the sizes of ``reshape`` or the axis of ``concatenate``, and
    ``received`` is the shape that comes in.
    """

    kind: Kind = "same"
    sides: tuple[Along, ...] = ()
    numbers: tuple[int, ...] = ()
    received: Shape = ()


POINTWISE = Reach()
EVERYWHERE = Reach("everywhere")
