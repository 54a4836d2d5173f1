"""The IDX format of the MNIST files: a magic number, big-endian sizes, then the values (Y. LeCun, 1998)."""

from __future__ import annotations

import math
import struct
from typing import TYPE_CHECKING, Any

from engine.lazy import lazy_module
from engine.text import QT_TRANSLATE_NOOP, NetwrightError

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray
else:
    np = lazy_module("numpy")

_UINT8, _INT32 = 0x08, 0x0C

_HINT = QT_TRANSLATE_NOOP("engine", "Replace the file with an intact copy.")


def decode_idx(data: bytes, name: str, dimensions: int) -> NDArray[np.uint8]:
    """Decode an IDX file of uint8 values into a read-only array with ``dimensions`` axes; ``name`` is for the errors.

    Raises :class:`NetwrightError` saying what was expected and what was found.
    """
    return _decoded(data, name, dimensions, _UINT8, "u1")


def decode_idx_int32(data: bytes, name: str, dimensions: int) -> NDArray[np.int32]:
    """Like :func:`decode_idx`, of 32-bit integers with their most significant byte first, as in the file."""
    return _decoded(data, name, dimensions, _INT32, ">i4")


def _decoded(data: bytes, name: str, dimensions: int, wanted: int, dtype: str) -> NDArray[Any]:
    if len(data) < 4:
        raise NetwrightError(
            QT_TRANSLATE_NOOP("engine", "{name}: expected an IDX file, found only {found} bytes."),
            _HINT,
            name=name,
            found=len(data),
        )
    zero, type_code, axes = struct.unpack_from(">HBB", data)
    if (zero, type_code, axes) != (0, wanted, dimensions):
        raise NetwrightError(
            QT_TRANSLATE_NOOP("engine", "{name}: expected an IDX file that starts with {expected}, found {found}."),
            _HINT,
            name=name,
            expected=bytes((0, 0, wanted, dimensions)).hex(" "),
            found=data[:4].hex(" "),
        )
    header = 4 + 4 * dimensions
    if len(data) < header:
        raise NetwrightError(
            QT_TRANSLATE_NOOP("engine", "{name}: expected a header of {expected} bytes, found only {found} bytes."),
            _HINT,
            name=name,
            expected=header,
            found=len(data),
        )
    shape = struct.unpack_from(f">{dimensions}I", data, 4)
    expected = header + math.prod(shape) * np.dtype(dtype).itemsize
    if len(data) != expected:
        raise NetwrightError(
            QT_TRANSLATE_NOOP("engine", "{name}: expected {expected} bytes for {shape} values, found {found} bytes."),
            _HINT,
            name=name,
            expected=expected,
            shape="×".join(map(str, shape)),
            found=len(data),
        )
    return np.frombuffer(data, dtype, offset=header).reshape(shape)
