"""What every source gives: examples that are read when they are wanted, and what it could not use."""

from __future__ import annotations

import re
import struct
import zipfile
import zlib
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from engine.data.sources.options import NO_DOUBT, Reading
from engine.text import QT_TRANSLATE_NOOP, NetwrightError, Text

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

Part = Literal["train", "test"]

UNPACKING_FAILED = (
    OSError, EOFError, ValueError, KeyError, NotImplementedError, RuntimeError, MemoryError, struct.error, zlib.error,
    zipfile.BadZipFile,
)  # fmt: skip
"""What Python's own readers raise for archives that are damaged, encrypted or hostile."""
NO_LABEL = QT_TRANSLATE_NOOP("engine", "it has no label")


@dataclass(frozen=True, slots=True)
class Example:
    """One labelled image. ``part`` is the half that its source puts it in, ``None`` where it leaves that open.

    ``read`` gives uint8 pixels ``[H, W]`` or ``[H, W, 3]`` and raises :class:`engine.data.pictures.BadPicture`.
    """

    place: str
    label: str
    part: Part | None
    read: Callable[[], NDArray[np.uint8]]


@dataclass(frozen=True, slots=True)
class LeftOut:
    """Something that did not become an image, and why."""

    place: str
    reason: Text


@dataclass(frozen=True, slots=True)
class Found:
    """What a source holds. ``kind`` says what it is, ``notes`` what a person should know about it.

    ``files`` are all that its images and labels come from.
    """

    kind: Text
    examples: tuple[Example, ...]
    files: tuple[Path, ...]
    left_out: tuple[LeftOut, ...] = ()
    notes: tuple[Text, ...] = ()
    reading: Reading = NO_DOUBT


def printable(name: str) -> str:
    """A name without the bytes that are no characters, which file systems allow: those stand as ``\\udcff`` does."""
    return name.encode("utf-8", "backslashreplace").decode()


def natural_order(name: str) -> tuple[tuple[int, int, str], ...]:
    """A key by which «2» comes before «10», and names that differ in case alone in one order."""
    parts = re.findall(r"\d+|\D+", name)
    return (
        *((0, int(part), "") if part.isdecimal() else (1, 0, part.casefold()) for part in parts),
        (2, 0, name),
    )


def not_features(path: Path) -> NetwrightError:
    """What is said where features were asked for and images are there."""
    return NetwrightError(
        QT_TRANSLATE_NOOP("engine", "There are no rows of numbers at {path}."),
        QT_TRANSLATE_NOOP("engine", "Features come from a table (CSV) or from an array [N, features] in a NumPy file."),
        path=str(path),
    )


def unreadable(path: Path, error: BaseException) -> NetwrightError:
    """What is said of a file that the disk or a decoder refuses."""
    return NetwrightError(
        QT_TRANSLATE_NOOP("engine", "The file {path} cannot be read: {reason}."),
        QT_TRANSLATE_NOOP("engine", "Check the file's permissions and the disk.") if isinstance(error, OSError) else "",
        path=str(path),
        reason=getattr(error, "strerror", None) or str(error)[:200],
    )
