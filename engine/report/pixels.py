"""Images of a dataset as PNG."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray


def png_of(pixels: NDArray[np.uint8]) -> bytes:
    """A PNG of uint8 ``[C, H, W]`` with one or three channels; of others the first."""
    from PIL import Image

    image = Image.fromarray(pixels.transpose(1, 2, 0) if len(pixels) == 3 else pixels[0])
    target = io.BytesIO()
    image.save(target, "PNG")
    return target.getvalue()
