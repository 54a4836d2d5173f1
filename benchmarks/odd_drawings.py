"""Drawings that are no digits, as a hand makes them: scribbles, zigzags, letters, dots, filled areas."""

from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray

from engine.data.ink import render_strokes

Lines = list[NDArray[np.float64]]

LETTERS: dict[str, list[list[tuple[float, float]]]] = {
    "A": [[(0, 1), (0.5, 0), (1, 1)], [(0.2, 0.6), (0.8, 0.6)]],
    "E": [[(1, 0), (0, 0), (0, 1), (1, 1)], [(0, 0.5), (0.8, 0.5)]],
    "F": [[(1, 0), (0, 0), (0, 1)], [(0, 0.5), (0.8, 0.5)]],
    "H": [[(0, 0), (0, 1)], [(1, 0), (1, 1)], [(0, 0.5), (1, 0.5)]],
    "K": [[(0, 0), (0, 1)], [(1, 0), (0, 0.5), (1, 1)]],
    "M": [[(0, 1), (0, 0), (0.5, 0.6), (1, 0), (1, 1)]],
    "N": [[(0, 1), (0, 0), (1, 1), (1, 0)]],
    "R": [[(0, 1), (0, 0), (0.8, 0), (0.9, 0.3), (0.7, 0.5), (0, 0.5)], [(0.4, 0.5), (1, 1)]],
    "T": [[(0, 0), (1, 0)], [(0.5, 0), (0.5, 1)]],
    "W": [[(0, 0), (0.25, 1), (0.5, 0.3), (0.75, 1), (1, 0)]],
    "X": [[(0, 0), (1, 1)], [(1, 0), (0, 1)]],
    "#": [[(0.3, 0), (0.3, 1)], [(0.7, 0), (0.7, 1)], [(0, 0.3), (1, 0.3)], [(0, 0.7), (1, 0.7)]],
    "+": [[(0.5, 0), (0.5, 1)], [(0, 0.5), (1, 0.5)]],
}
"""Letters and signs that look like no digit (not I, O, S, Z, B …)."""


def _scribble(draws: np.random.Generator) -> Lines:
    """A walk without aim."""
    return [np.cumsum(draws.normal(0, 1, (int(draws.integers(6, 30)), 2)), axis=0)]


def _zigzag(draws: np.random.Generator) -> Lines:
    """From place to place, as fast as it goes."""
    return [draws.uniform(0, 1, (int(draws.integers(6, 16)), 2))]


def _letter(draws: np.random.Generator) -> Lines:
    strokes = LETTERS[list(LETTERS)[int(draws.integers(len(LETTERS)))]]
    slanted = np.array([[draws.uniform(0.6, 1.1), draws.uniform(-0.2, 0.2)], [0, 1]])
    return [np.array(stroke, dtype=np.float64) @ slanted.T + draws.normal(0, 0.015, 2) for stroke in strokes]


def _filled(draws: np.random.Generator) -> Lines:
    """An ellipse painted over with many strokes to and fro."""
    rows = np.linspace(-1, 1, 24)
    across = draws.uniform(0.6, 1.0)
    ends = [(sign * across * float(np.sqrt(max(1 - y * y, 0))), float(y)) for y in rows for sign in (-1, 1)]
    return [np.array(ends)]


def _dot(draws: np.random.Generator) -> Lines:
    return [draws.uniform(0, 1, (1, 2))]


KINDS: dict[str, Callable[[np.random.Generator], Lines]] = {
    "scribbles": _scribble,
    "zigzags": _zigzag,
    "letters": _letter,
    "filled areas": _filled,
    "dots": _dot,
}


def odd_images(kind: str, count: int, seed: int = 0) -> NDArray[np.uint8]:
    """So many drawings of a kind as the network sees them, uint8 ``[count, 1, 28, 28]``."""
    draws = np.random.default_rng(seed)
    images: list[NDArray[np.uint8]] = []
    while len(images) < count:
        image = render_strokes([line.tolist() for line in KINDS[kind](draws)])
        if image is not None:
            images.append(image)
    return np.stack(images)[:, None]
