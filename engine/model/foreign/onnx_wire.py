"""An ONNX file without its weights: the same protocol buffer, of which only what describes the graph is left.

Weights make up nearly all of a file, and a hostile file can hold a hundred million empty nodes in as many bytes; so the
bytes are gone through once (protocol buffers' wire format, fields as in ONNX' ``onnx.proto``) before anything is made
of them.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Literal

Kind = Literal["model", "graph", "node", "attribute", "tensor"]
MAXIMUM_FIELDS = 1_000_000
MAXIMUM_KEPT = 32 * 2**20
MAXIMUM_TYPES = 2**20
_SMALL = 2048
"""Numbers of a tensor in more bytes than this are weights."""

_INSIDE: Mapping[Kind, Mapping[int, Kind]] = {
    "model": {7: "graph"},
    "graph": {1: "node", 5: "tensor"},
    "node": {5: "attribute"},
    "attribute": {5: "tensor"},
    "tensor": {},
}
"""Fields that hold messages which are gone through themselves."""
_KEPT: Mapping[Kind, frozenset[int]] = {
    "model": frozenset({1}),
    "graph": frozenset({2}),
    "node": frozenset({1, 2, 3, 4, 7}),
    "attribute": frozenset({1, 2, 3, 4, 7, 8, 9, 20}),
    "tensor": frozenset({1, 2, 4, 5, 7, 8, 9, 10, 11, 14}),
}
"""Plain fields that the reader looks at."""
_TYPES: Mapping[Kind, frozenset[int]] = {"graph": frozenset({11, 12})}
"""Inputs and outputs with their shapes, which are kept as they are."""
_NUMBERS = frozenset({4, 5, 7, 9, 10, 11})
"""Where a tensor's numbers may be."""


class OnnxSkeleton:
    """Goes through a file's bytes; ``nodes`` counts the graph's nodes on the way."""

    def __init__(self, most_nodes: int) -> None:
        self.nodes = 0
        self._most_nodes, self._fields, self._kept, self._types = most_nodes, 0, 0, 0

    def of(self, content: bytes) -> bytes:
        """The model without weights; raises :class:`ValueError` where the bytes are no message, or far too many."""
        return self._reduced(memoryview(content), "model")

    def _reduced(self, view: memoryview, kind: Kind) -> bytes:
        out = bytearray()
        for start, number, wire, first, last in _fields(view):
            self._fields += 1
            if self._fields > MAXIMUM_FIELDS:
                raise ValueError(f"more than {MAXIMUM_FIELDS} entries")
            inner = _INSIDE[kind].get(number)
            if inner is not None and wire == 2:
                self._count(inner)
                content = self._reduced(view[first:last], inner)
                out += _varint(number << 3 | 2) + _varint(len(content)) + content
            elif number in _TYPES.get(kind, ()):
                self._types += last - start
                out += view[start:last]
            elif number in _KEPT[kind] and not (kind == "tensor" and number in _NUMBERS and last - first > _SMALL):
                self._kept += last - start
                out += view[start:last]
            if self._kept > MAXIMUM_KEPT or self._types > MAXIMUM_TYPES:
                raise ValueError("its description is larger than any network's")
        return bytes(out)

    def _count(self, kind: Kind) -> None:
        if kind == "node":
            self.nodes += 1
            if self.nodes > self._most_nodes:
                raise ValueError(f"more than {self._most_nodes} nodes")


def _fields(view: memoryview) -> Iterator[tuple[int, int, int, int, int]]:
    """Each field of a message: where it starts, its number and wire type, where its content starts and ends."""
    place, end = 0, len(view)
    while place < end:
        start = place
        tag, place = _read_varint(view, place)
        number, wire = tag >> 3, tag & 7
        first = place
        if wire == 0:
            _, place = _read_varint(view, place)
        elif wire == 1:
            place += 8
        elif wire == 2:
            length, first = _read_varint(view, place)
            place = first + length
        elif wire == 5:
            place += 4
        else:
            raise ValueError(f"no protocol buffer at byte {start}")
        if number == 0 or place > end:
            raise ValueError(f"cut off or damaged at byte {start}")
        yield start, number, wire, first, place


def _read_varint(view: memoryview, place: int) -> tuple[int, int]:
    value = shift = 0
    while place < len(view) and shift < 64:
        byte = view[place]
        value |= (byte & 127) << shift
        place, shift = place + 1, shift + 7
        if byte < 128:
            return value, place
    raise ValueError(f"cut off or damaged at byte {place}")


def _varint(value: int) -> bytes:
    out = bytearray()
    while value > 127:
        out.append(value & 127 | 128)
        value >>= 7
    out.append(value)
    return bytes(out)
