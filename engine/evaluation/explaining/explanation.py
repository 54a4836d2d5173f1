"""What can be asked about an answer and what comes back; no torch."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, get_args

from engine.text import Text

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

Method = Literal["gradient", "smoothgrad", "integrated-gradients", "grad-cam", "occlusion"]
METHODS: tuple[Method, ...] = get_args(Method)
SIGNED: frozenset[Method] = frozenset(METHODS) - {"grad-cam"}
"""The methods that tell what speaks against a class, too."""

ShouldStop = Callable[[], bool]


class ExplanationStopped(Exception):
    """``should_stop`` said so; there is no half of a map."""


@dataclass(frozen=True, slots=True)
class Settings:
    """How the methods look; what is ``None`` follows from network and image."""

    samples: int = 32
    """SmoothGrad: noisy copies of the image."""
    noise: float = 0.15
    """SmoothGrad: standard deviation of the noise, 1 being the way from black to full brightness."""
    seed: int = 0
    steps: int = 64
    """Integrated gradients: points on the way from the baseline to the image."""
    layer: str | None = None
    """Grad-CAM: the layer; the last one with height and width where none is named."""
    window: int | None = None
    """Occlusion: side of the covered square in pixels; a seventh of the image's longer side."""
    stride: int | None = None
    """Occlusion: from one square to the next; half a window."""


@dataclass(frozen=True, slots=True, eq=False)
class Explanation:
    """One method's map of an image for the class of index ``target``.

    ``values`` is float32 ``[H, W]``, in units of the class's logit (for gradients: per full brightness of a pixel);
    ``scale`` is the largest magnitude in it, 0 where the map is empty. ``score`` is the logit itself. ``layer`` is
    Grad-CAM's; ``completeness_error`` is by how much integrated gradients miss the sum that they should have.
    """

    method: Method
    target: int
    values: NDArray[np.float32]
    score: float
    words: Text
    seconds: float
    layer: str | None = None
    completeness_error: float | None = None

    @property
    def signed(self) -> bool:
        return self.method in SIGNED

    @property
    def scale(self) -> float:
        return float(abs(self.values).max())
