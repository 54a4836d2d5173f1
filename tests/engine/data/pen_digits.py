"""Digits as a pen draws them: strokes of each, also in the ways that need several strokes, moved as hands differ."""

import numpy as np
from numpy.typing import NDArray

Line = NDArray[np.float64]


def _arc(x: float, y: float, across: float, down: float, start: float, end: float) -> list[tuple[float, float]]:
    """Part of an ellipse; angles in degrees from the right, clockwise as y grows downwards."""
    angles = np.radians(np.linspace(start, end, 24))
    return [(x + across * float(np.cos(angle)), y + down * float(np.sin(angle))) for angle in angles]


WAYS: dict[str, list[list[tuple[float, float]]]] = {
    "0": [_arc(0.3, 0.5, 0.3, 0.5, -90, 270)],
    "1": [[(0.1, 0.0), (0.1, 1.0)]],
    "1 with flag": [[(0.0, 0.25), (0.25, 0.0), (0.25, 1.0)]],
    "1 with flag and foot apart": [[(0.0, 0.22), (0.22, 0.05)], [(0.3, 0.0), (0.3, 1.0)], [(0.1, 1.0), (0.5, 1.0)]],
    "2": [[*_arc(0.3, 0.28, 0.3, 0.28, 180, 400), (0.0, 1.0), (0.6, 1.0)]],
    "3": [[*_arc(0.25, 0.25, 0.28, 0.25, 200, 450), *_arc(0.25, 0.73, 0.32, 0.27, -90, 150)]],
    "4 in one": [[(0.6, 0.7), (0.0, 0.7), (0.45, 0.0), (0.45, 1.0)]],
    "4 open": [[(0.1, 0.0), (0.0, 0.55), (0.55, 0.55)], [(0.45, 0.1), (0.45, 1.0)]],
    "4 that does not close": [[(0.05, 0.0), (0.0, 0.6), (0.45, 0.6)], [(0.55, 0.0), (0.55, 1.0)]],
    "4 in three": [[(0.2, 0.0), (0.0, 0.6)], [(0.0, 0.6), (0.6, 0.6)], [(0.45, 0.3), (0.45, 1.0)]],
    "5 in one": [[(0.55, 0.0), (0.1, 0.0), (0.05, 0.45), *_arc(0.25, 0.7, 0.3, 0.3, -120, 140)]],
    "5 with bar": [[(0.1, 0.05), (0.05, 0.45), *_arc(0.25, 0.7, 0.3, 0.3, -120, 140)], [(0.12, 0.0), (0.6, 0.0)]],
    "5 with bar apart": [
        [(0.1, 0.05), (0.05, 0.45), *_arc(0.25, 0.7, 0.3, 0.3, -120, 140)],
        [(0.32, -0.05), (0.75, -0.05)],
    ],
    "6": [[(0.45, 0.0), (0.1, 0.5), *_arc(0.3, 0.72, 0.28, 0.28, 180, 530)]],
    "7": [[(0.0, 0.0), (0.6, 0.0), (0.25, 1.0)]],
    "7 with bar": [[(0.0, 0.0), (0.6, 0.0), (0.25, 1.0)], [(0.1, 0.5), (0.6, 0.5)]],
    "7 with bar beside": [[(0.0, 0.0), (0.6, 0.0), (0.25, 1.0)], [(0.48, 0.5), (0.75, 0.48)]],
    "8": [[*_arc(0.3, 0.25, 0.25, 0.25, 90, 450), *_arc(0.3, 0.75, 0.3, 0.25, -90, 270)]],
    "8 of two rings": [_arc(0.3, 0.24, 0.22, 0.22, 0, 360), _arc(0.3, 0.75, 0.28, 0.25, -90, 270)],
    "9": [[*_arc(0.3, 0.28, 0.28, 0.28, 0, 360), (0.5, 1.0)]],
    "9 with stem": [_arc(0.3, 0.28, 0.28, 0.28, 0, 360), [(0.62, 0.05), (0.55, 1.0)]],
}  # fmt: skip
"""Strokes in a box about one high; the first letter of a name is the digit."""


def written(way: str, draws: np.random.Generator) -> list[Line]:
    """A digit as some hand would write it: slanted, turned, stretched and a little unsteady; still about one high."""
    slant, turn = draws.uniform(-0.25, 0.25), np.radians(draws.uniform(-8, 8))
    matrix = np.array([[draws.uniform(0.75, 1.25), slant], [0, draws.uniform(0.9, 1.1)]])
    matrix = np.array([[np.cos(turn), -np.sin(turn)], [np.sin(turn), np.cos(turn)]]) @ matrix
    lines = []
    for stroke in WAYS[way]:
        line = np.array(stroke, dtype=np.float64) @ matrix.T
        line += draws.normal(0, 0.006, line.shape) + draws.normal(0, 0.01, 2)
        lines.append(line)
    return lines


def in_a_row(ways: list[str], gap: float, draws: np.random.Generator) -> list[list[Line]]:
    """Digits from left to right, with so much room between their ink, in heights; also up and down a little."""
    row, right = [], 0.0
    for way in ways:
        lines = written(way, draws)
        left = min(line[:, 0].min() for line in lines)
        offset = np.array([right + gap - left, draws.uniform(-0.1, 0.1)])
        lines = [line + offset for line in lines]
        right = max(line[:, 0].max() for line in lines)
        row.append(lines)
    return row
