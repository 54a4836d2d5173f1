"""Guesses the shape of the input from the first sizes in the code; the guess that fits all sizes wins."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from math import isqrt

from engine.model.code.reader_frame import Clue
from engine.model.spec import Shape

USUAL: Shape = (1, 28, 28)
_SIDES = {1: (28, 32, 64, 224), 3: (32, 224, 64, 96, 28, 128, 227, 256, 299)}
_MORE_SIDES = (28, 32, 14, 7, 16, 8, 64, 56, 128, 224, 256, 48, 96, 20, 24, 40, 84, 100, 112, 150, 180, 192, 200, 299)
_IMAGES = {784: USUAL, 1024: (1, 32, 32), 3072: (3, 32, 32), 64: (1, 8, 8), 4096: (1, 64, 64), 12288: (3, 64, 64)}
MAXIMUM_SIDE = 260
MAXIMUM_SIZE = 65_536


@dataclass(frozen=True, slots=True)
class Guess:
    """A shape for the input, and the layer that turns it into what the code expects (``Flatten``, ``Rows``), if any."""

    shape: Shape
    adapter: str | None = None


def guesses(clues: Sequence[Clue]) -> Iterator[Guess]:
    """Shapes that the input may have, the likely ones first."""
    found = False
    for guess in _guesses(clues):
        if all(1 <= size <= MAXIMUM_SIZE for size in guess.shape):
            found = True
            yield guess
    if not found:
        yield Guess(USUAL)


def _guesses(clues: Sequence[Clue]) -> Iterator[Guess]:
    flattened = None
    for clue in clues:
        match clue.kind:
            case "Flatten":
                flattened = clue.size
                continue
            case "Conv2d" | "BatchNorm2d" | "ConvTranspose2d":
                yield from _images(clue.size, clue.coarse)
            case "PretrainedBackbone":
                yield Guess((clue.size, 224, 224))
            case "Linear" | "BatchNorm1d":
                yield from _vectors(flattened or clue.size, flattened is not None)
            case "LSTM" | "GRU" | "RNN":
                yield from _rows(clue.size, flattened is not None)
            case "Conv1d":
                yield from _sequences(clue.size)
            case "TransformerEncoderLayer" | "MultiheadAttention":
                yield from (Guess((length, clue.size)) for length in (16, 28, 49, 64, 196, 197))
            case _:
                continue
        return


def _images(channels: int, coarse: bool) -> Iterator[Guess]:
    first = (*((224,) if coarse else ()), *_SIDES.get(channels, ()))
    sides = dict.fromkeys((*first, *_MORE_SIDES, *range(4, MAXIMUM_SIDE)))
    yield from (Guess((channels, side, side)) for side in sides)


def _vectors(features: int, flattened: bool) -> Iterator[Guess]:
    image = _IMAGES.get(features) or _square(features)
    if image is not None:
        yield Guess(image, None if flattened else "Flatten")
    if features <= 65_536:
        yield Guess((features,))
    if features <= 1024:
        yield Guess((1, features, features))
        yield Guess((1, features, features), "Rows")
        yield from (Guess((length, features)) for length in (28, 16, 32, 64, 100))


def _square(features: int) -> Shape | None:
    for channels in (1, 3):
        side = isqrt(features // channels)
        if side >= 8 and channels * side * side == features:
            return (channels, side, side)
    return None


def _rows(features: int, reshaped: bool) -> Iterator[Guess]:
    if features <= 4096 and features >= 8:
        yield Guess((1, features, features), None if reshaped else "Rows")
    yield from (Guess((length, features)) for length in (28, 16, 32, 64, 100))


def _sequences(channels: int) -> Iterator[Guess]:
    lengths = dict.fromkeys((784 // channels if channels in (1, 28) else 28, 28, 32, 64, 100, 128, 256, 784, 1024))
    yield from (Guess((channels, length)) for length in (*lengths, *range(4, MAXIMUM_SIDE)))
