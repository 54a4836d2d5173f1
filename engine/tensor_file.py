"""The safetensors format, written and read in pieces: no copy of the tensors beside themselves, and bounded headers.

Eight bytes with the header's length (little endian), the header (JSON: dtype, shape and place of each tensor, and
``__metadata__`` with strings), then the tensors one behind the other. Files are those of the ``safetensors`` package.
"""

import json
import math
from collections.abc import Iterator, Mapping
from typing import Any, BinaryIO, Protocol

import torch
from torch import Tensor

from engine.json_text import read_json

_NAMES = {
    torch.float64: "F64",
    torch.float32: "F32",
    torch.float16: "F16",
    torch.bfloat16: "BF16",
    torch.float8_e4m3fn: "F8_E4M3",
    torch.float8_e5m2: "F8_E5M2",
    torch.complex64: "C64",
    torch.int64: "I64",
    torch.int32: "I32",
    torch.int16: "I16",
    torch.int8: "I8",
    torch.uint64: "U64",
    torch.uint32: "U32",
    torch.uint16: "U16",
    torch.uint8: "U8",
    torch.bool: "BOOL",
}
_DTYPES = {name: dtype for dtype, name in _NAMES.items()}

_NOTES = "__metadata__"
_LONGEST_HEADER = 100_000_000
_MOST_DIMENSIONS = 64


class Hash(Protocol):
    """What :mod:`hashlib` gives."""

    def update(self, data: memoryview, /) -> None: ...


def parts_of(tensors: Mapping[str, Tensor], notes: Mapping[str, str]) -> Iterator[memoryview]:
    """The file's content, piece by piece; CPU tensors that are contiguous are not copied."""
    # The widest numbers first, as the safetensors package does, so that each tensor lies at a multiple of its width.
    ordered = sorted(tensors.items(), key=lambda item: (-item[1].element_size(), item[0]))
    header: dict[str, Any] = {_NOTES: dict(notes)}
    end = 0
    for name, tensor in ordered:
        begin, end = end, end + tensor.numel() * tensor.element_size()
        header[name] = {"dtype": _NAMES[tensor.dtype], "shape": list(tensor.shape), "data_offsets": [begin, end]}
    described = json.dumps(header, separators=(",", ":")).encode()
    described += b" " * (-len(described) % 8)
    yield memoryview(len(described).to_bytes(8, "little") + described)
    for _, tensor in ordered:
        yield _bytes_of(tensor.detach().contiguous())


def read_tensor_file(file: BinaryIO, size: int, seen: Hash) -> tuple[dict[str, Tensor], dict[str, str]]:
    """The tensors and notes of a file of ``size`` bytes, read once from its start; ``seen`` gets every byte.

    Raises :class:`ValueError` with the reason where the file is cut short or damaged, and :class:`OSError`.
    """
    length = int.from_bytes(_read(file, 8, seen), "little")
    if length > min(_LONGEST_HEADER, size - 8):
        raise ValueError(f"its header says to be {length:,} bytes long")
    header = read_json(_read(file, length, seen).decode())
    if not isinstance(header, dict):
        raise ValueError("its header is no JSON object")
    notes = header.pop(_NOTES, {})
    if not isinstance(notes, dict) or not all(isinstance(value, str) for value in notes.values()):
        raise ValueError("its notes are no texts")
    places = sorted((_checked(name, entry) for name, entry in header.items()), key=lambda place: place[1:3])
    expected = 0
    for name, begin, end, _, _ in places:
        if begin != expected:
            raise ValueError(f"{name[:80]} begins at byte {begin:,}, expected {expected:,}")
        expected = end
    if 8 + length + expected != size:
        raise ValueError(f"it has {size:,} bytes, expected {8 + length + expected:,}")
    tensors = {}
    for name, _, _, dtype, shape in places:
        tensor = torch.empty(shape, dtype=dtype)
        _read_into(file, _bytes_of(tensor), seen)
        tensors[name] = tensor
    return tensors, notes


def _checked(name: str, entry: Any) -> tuple[str, int, int, torch.dtype, tuple[int, ...]]:
    try:
        dtype, (begin, end), shape = _DTYPES[entry["dtype"]], entry["data_offsets"], tuple(entry["shape"])
        sizes = (begin, end, *shape)
        if len(sizes) > _MOST_DIMENSIONS or not all(type(value) is int and 0 <= value < 2**63 for value in sizes):
            raise ValueError
        if math.prod(shape) * dtype.itemsize != end - begin:
            raise ValueError
    except (KeyError, TypeError, ValueError):
        raise ValueError(f"the description of {name[:80]} is damaged") from None
    return name, begin, end, dtype, shape


def _bytes_of(tensor: Tensor) -> memoryview:
    return tensor.reshape(-1).view(torch.uint8).numpy().data


def _read(file: BinaryIO, length: int, seen: Hash) -> bytes:
    content = bytearray(length)
    _read_into(file, memoryview(content), seen)
    return bytes(content)


def _read_into(file: BinaryIO, place: memoryview, seen: Hash) -> None:
    left = place
    while left:
        count = file.readinto(left)  # type: ignore[attr-defined]
        if not count:
            raise ValueError("it is cut short")
        left = left[count:]
    seen.update(place)
