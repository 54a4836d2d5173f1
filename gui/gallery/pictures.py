"""What a gallery shows."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, NamedTuple, Protocol

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

Tone = Literal["plain", "success", "error"]


class Line(NamedTuple):
    """A line of words below a picture; what is too long is elided in its middle."""

    words: str
    tone: Tone = "plain"


class Pictures(Protocol):
    """Pictures by position. They may change their words, with the language, and nothing else."""

    @property
    def lines(self) -> int:
        """How many lines of words there are below each picture."""
        ...

    def __len__(self) -> int: ...

    def pixels(self, position: int) -> NDArray[np.uint8]:
        """uint8 ``[H, W]``, ``[1, H, W]`` or ``[3, H, W]``."""
        ...

    def caption(self, position: int) -> tuple[Line, ...]:
        """The lines below the picture."""
        ...

    def tip(self, position: int) -> str:
        """What it is, for a tooltip and for assistive tools."""
        ...
