"""Image files of every kind as plain uint8 pixels, or the reason why one is of no use."""

from __future__ import annotations

import contextlib
import io
import threading
import warnings
from pathlib import Path
from typing import TYPE_CHECKING

from engine.lazy import lazy_module
from engine.text import QT_TRANSLATE_NOOP, Text

if TYPE_CHECKING:
    import numpy as np
    import PIL
    from numpy.typing import NDArray
    from PIL import Image
else:
    np = lazy_module("numpy")
    PIL = lazy_module("PIL")
    Image = lazy_module("PIL.Image")

_OF_PHONES = (".mpo", ".heic", ".heif")
SUFFIXES = frozenset(
    (".png", ".jpg", ".jpeg", ".bmp", ".gif", ".tif", ".tiff", ".webp", ".pgm", ".ppm", ".pnm", *_OF_PHONES)
)
"""Of pictures; HEIC is among them so that it is said what to do about it."""
MOST_PIXELS = 120_000_000
"""Larger pictures are left out: their pixels alone would take 360 MB."""

_LARGE = 16_000_000
_IN_TURN = threading.Lock()

_WIDE = frozenset(("I;16", "I;16B", "I;16L", "I;16N", "I"))
"""Modes with more than 8 bits for each grey value, as 16-bit files are opened."""


_HEIC_BRANDS = frozenset((b"heic", b"heix", b"heim", b"heis", b"hevc", b"hevx", b"mif1", b"msf1"))


class BadPicture(Exception):
    """A file that is left out, and why."""

    def __init__(self, template: str, **values: object) -> None:
        self.reason = Text(template, values)
        super().__init__(str(self.reason))


def no_memory() -> BadPicture:
    """What is said of a picture for which the memory does not suffice."""
    return BadPicture(QT_TRANSLATE_NOOP("engine", "memory is too small for it"))


def no_pixels() -> BadPicture:
    """What is said of a picture that is empty."""
    return BadPicture(QT_TRANSLATE_NOOP("engine", "it has no pixels"))


def hush_decoders() -> None:
    """Keep Pillow from writing to stderr about files that are read or left out all the same; for the whole process.

    (``warnings.catch_warnings`` around each file is not for threads.)
    """
    warnings.filterwarnings("ignore", category=Image.DecompressionBombWarning)
    warnings.filterwarnings("ignore", module=r"PIL\.")


def read_picture(source: Path | bytes) -> NDArray[np.uint8]:
    """The pixels of an image file, or of its content: ``[H, W]`` where it is grey, ``[H, W, 3]`` where it has colours.

    Photographs are turned as they were taken, transparency is laid on white, 16 bits become 8, CMYK becomes RGB. Of
    the two views of a phone's JPEG (MPO) the first is taken. Raises :class:`BadPicture` for what cannot be read, is
    animated, or has more than :data:`MOST_PIXELS`.
    """
    stream = io.BytesIO(source) if isinstance(source, bytes) else None
    try:
        with Image.open(source if stream is None else stream) as picture:
            return _pixels(picture)
    except BadPicture:
        raise
    except Image.DecompressionBombError:
        raise BadPicture(QT_TRANSLATE_NOOP("engine", "it has too many pixels")) from None
    except PIL.UnidentifiedImageError:
        if _is_heic(source):
            raise BadPicture(
                QT_TRANSLATE_NOOP("engine", "HEIC pictures are not read; save it as JPEG or PNG, as phones offer to")
            ) from None
        raise BadPicture(QT_TRANSLATE_NOOP("engine", "it is no image")) from None
    except MemoryError:
        raise no_memory() from None
    except OSError as error:
        reason = error.strerror or str(error) or type(error).__name__
        raise BadPicture(QT_TRANSLATE_NOOP("engine", "it cannot be read: {reason}"), reason=reason) from error
    except Exception as error:  # decoders meet hostile files with errors of every kind
        raise BadPicture(QT_TRANSLATE_NOOP("engine", "it is damaged: {reason}"), reason=str(error)[:200]) from error


def _is_heic(source: Path | bytes) -> bool:
    """Whether it is a picture as telephones keep them, by its first bytes (ISO/IEC 23008-12)."""
    if isinstance(source, bytes):
        return source[4:8] == b"ftyp" and source[8:12] in _HEIC_BRANDS
    with contextlib.suppress(OSError), source.open("rb") as file:
        return _is_heic(file.read(12))
    return False


def _pixels(picture: Image.Image) -> NDArray[np.uint8]:
    width, height = picture.size
    if width * height > MOST_PIXELS:
        raise BadPicture(
            QT_TRANSLATE_NOOP("engine", "it has {found} million pixels, at most {most} million are read"),
            found=round(width * height / 1e6),
            most=MOST_PIXELS // 1_000_000,
        )
    frames = getattr(picture, "n_frames", 1)
    if frames > 1 and picture.format != "MPO":  # the others are the same view at another depth or for the other eye
        raise BadPicture(QT_TRANSLATE_NOOP("engine", "it has {frames} pictures, expected one"), frames=frames)
    with in_turn(width * height):
        return _decoded(picture)


def in_turn(pixels: int) -> contextlib.AbstractContextManager[object]:
    """Wait until no other picture of so many pixels is at work, if they are many.

    The largest take a gigabyte while they are decoded or scaled; with one for each thread that would fill the memory.
    """
    return _IN_TURN if pixels > _LARGE else contextlib.nullcontext()


def _decoded(picture: Image.Image) -> NDArray[np.uint8]:
    from PIL import ImageOps

    ImageOps.exif_transpose(picture, in_place=True)
    if picture.mode in _WIDE:
        values = np.asarray(picture).astype(np.int64)
        return np.clip(values // 257, 0, 255).astype(np.uint8)
    if picture.mode == "F":
        raise BadPicture(QT_TRANSLATE_NOOP("engine", "its grey values are fractions of unknown range"))
    if picture.mode in ("1", "L"):
        return np.array(picture.convert("L"))
    if "A" in picture.mode or "transparency" in picture.info:
        front = picture.convert("RGBA")
        picture = Image.alpha_composite(Image.new("RGBA", front.size, "white"), front)
    return np.array(picture if picture.mode == "RGB" else picture.convert("RGB"))


def is_grey(pixels: NDArray[np.uint8]) -> bool:
    """Whether a picture has no colours, however it is stored."""
    return pixels.ndim == 2 or bool((pixels == pixels[..., :1]).all())


def shaped(pixels: NDArray[np.uint8], channels: int, height: int, width: int) -> NDArray[np.uint8]:
    """A picture as uint8 ``[channels, height, width]``, with 1 channel (grey, ITU-R 601) or 3.

    It is scaled as a whole, with its proportions; what is missing at two sides gets the median colour of its frame.
    """
    if channels == 1 and pixels.shape == (height, width):
        return pixels[None]
    with in_turn(pixels.shape[0] * pixels.shape[1]):
        return _shaped(pixels, channels, height, width)


def _shaped(pixels: NDArray[np.uint8], channels: int, height: int, width: int) -> NDArray[np.uint8]:
    picture = Image.fromarray(pixels).convert("L" if channels == 1 else "RGB")
    if picture.size != (width, height):
        scale = min(width / picture.width, height / picture.height)
        size = max(round(picture.width * scale), 1), max(round(picture.height * scale), 1)
        scaled = picture.resize(size, Image.Resampling.BOX if scale < 1 else Image.Resampling.BILINEAR)
        picture = Image.new(picture.mode, (width, height), _frame_colour(np.asarray(picture)))
        picture.paste(scaled, ((width - size[0]) // 2, (height - size[1]) // 2))
    values = np.asarray(picture)
    return values[None] if channels == 1 else np.ascontiguousarray(values.transpose(2, 0, 1))


def thumbnail(pixels: NDArray[np.uint8], side: int) -> NDArray[np.uint8]:
    """A picture, made smaller with its proportions where it is higher or wider than ``side``."""
    height, width = pixels.shape[:2]
    scale = side / max(height, width)
    if scale >= 1:
        return pixels
    size = max(round(width * scale), 1), max(round(height * scale), 1)
    with in_turn(height * width):
        return np.asarray(Image.fromarray(pixels).resize(size, Image.Resampling.BOX))


def _frame_colour(values: NDArray[np.uint8]) -> int | tuple[int, ...]:
    frame = np.concatenate([values[0], values[-1], values[:, 0], values[:, -1]])
    median = np.median(frame, axis=0)
    return int(median) if values.ndim == 2 else tuple(int(value) for value in median)
