"""Images of a dataset picked out for a reason."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray


@dataclass(frozen=True, slots=True, eq=False)
class Selection:
    """Numbers of images, and what they are in the language of now."""

    numbers: NDArray[np.int64]
    words: Callable[[], str]
