"""What the pieces of a convolutional network or a transformer cost for an image of any size, in plain arithmetic.

Every convolution here is padded such that a step of ``s`` leaves ``ceil(size / s)`` places. Multiply-adds are those of
convolutions and matrix products, as papers count them.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from math import ceil


@dataclass(frozen=True, slots=True)
class Cost:
    """Parameters, multiply-adds for one image, and numbers kept for the backward pass of one image."""

    parameters: int = 0
    multiply_adds: int = 0
    kept: int = 0

    def __add__(self, other: Cost) -> Cost:
        return Cost(
            self.parameters + other.parameters,
            self.multiply_adds + other.multiply_adds,
            self.kept + other.kept,
        )


@dataclass(frozen=True, slots=True)
class Conv:
    """A convolution, its normalisation and its activation.

    ``keeps`` counts how many tensors of the output's size are kept for the backward pass: the convolution's own answer
    for the normalisation, the answer of the activation, and what goes into one whose slope depends on it.
    """

    received: int
    channels: int
    kernel: int = 1
    stride: int = 1
    groups: int = 1
    keeps: int = 2
    normalised: bool = True

    def cost(self, height: int, width: int) -> Cost:
        weights = self.channels * self.received // self.groups * self.kernel**2
        places = height * width
        return Cost(
            weights + (2 if self.normalised else 1) * self.channels,
            weights * places,
            self.keeps * self.channels * places,
        )


@dataclass(frozen=True, slots=True)
class Pool:
    """A max pooling, which keeps its answer and where each number came from (64 bits)."""

    channels: int
    stride: int

    def cost(self, height: int, width: int) -> Cost:
        return Cost(kept=3 * self.channels * height * width)


@dataclass(frozen=True, slots=True)
class SqueezeExcitation:
    """Weighs the channels by what the whole image shows (Hu et al., 2018)."""

    channels: int
    squeezed: int
    stride: int = 1

    def cost(self, height: int, width: int) -> Cost:
        weights = 2 * self.channels * self.squeezed
        return Cost(weights + self.channels + self.squeezed, weights, self.channels * (height * width + 3))


@dataclass(frozen=True, slots=True)
class Encoder:
    """One encoder layer of a vision transformer, on the patches and the class token; normalised first."""

    features: int
    hidden: int
    heads: int
    stride: int = 1

    def cost(self, height: int, width: int) -> Cost:
        features, hidden, tokens = self.features, self.hidden, height * width + 1
        matrices = 4 * features**2 + 2 * features * hidden
        biases = 4 * features + hidden + features + 4 * features
        return Cost(
            matrices + biases,
            tokens * matrices + 2 * tokens**2 * features,
            tokens * (8 * features + 2 * hidden),
        )


@dataclass(frozen=True, slots=True)
class Tokens:
    """Class token, positions (for ``places`` patches) and the last normalisation of a vision transformer."""

    features: int
    places: int
    stride: int = 1

    def cost(self, height: int, width: int) -> Cost:
        return Cost(self.features * (self.places + 1 + 1 + 2), 0, self.features * (height * width + 1))


Piece = Conv | Pool | SqueezeExcitation | Encoder | Tokens
Block = tuple[Piece, ...]


def costs(blocks: Iterable[Block], height: int, width: int) -> list[Cost]:
    """The cost of each of the blocks in a row, on an image of that size."""
    found: list[Cost] = []
    for block in blocks:
        total = Cost()
        for piece in block:
            height, width = ceil(height / piece.stride), ceil(width / piece.stride)
            total += piece.cost(height, width)
        found.append(total)
    return found
