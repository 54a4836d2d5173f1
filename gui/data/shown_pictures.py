"""Examples of an import, brought to the size and colours that were chosen, for a gallery."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from engine.data.pictures import shaped
from engine.data.preview import Shown
from gui.gallery import Line

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray


class ShownPictures:
    """What some examples will become."""

    lines = 1

    def __init__(self, shown: Sequence[Shown], shape: tuple[int, int, int]) -> None:
        self._shown = shown
        self._pixels = [shaped(one.pixels, *shape) for one in shown]

    def __len__(self) -> int:
        return len(self._shown)

    def pixels(self, position: int) -> NDArray[np.uint8]:
        return self._pixels[position]

    def caption(self, position: int) -> tuple[Line, ...]:
        return (Line(self._shown[position].label),)

    def tip(self, position: int) -> str:
        return f"{self._shown[position].label}: {self._shown[position].place}"
