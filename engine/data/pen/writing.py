"""A digit written by an invented hand: one of its forms, bent, slanted, stretched and sampled at random."""

import numpy as np
from numpy.typing import NDArray

from engine.data.pen.forms import FORMS

Line = NDArray[np.float64]
"""Points ``[n, 2]``, right and down."""

_PER_SPAN = 12
"""Points of a curve from one point of a form to the next."""
_ASPECT = np.log(0.68)
"""Logarithm of the usual width of a digit, as a share of its height."""
_WAVES = np.arange(3)


def write_digit(digit: int, random: np.random.Generator) -> list[list[tuple[float, float]]]:
    """The strokes of a digit from 0 to 9 as points right and down, about one unit high.

    How far hands differ is a guess: slant 8 ± 13 degrees, width 0.5 to 0.9 of the height, a hook at each tenth end.
    """
    forms = FORMS[digit]
    form = forms[random.integers(len(forms))]
    trembling = random.uniform(0.01, 0.06)
    strokes = [_curve(_moved(stroke, trembling, random)) for stroke in form]
    strokes = [_hooked(stroke, random) for stroke in strokes]
    strokes[1:] = [stroke + random.normal(0, 0.03, 2) for stroke in strokes[1:]]
    bending = random.normal(0, 0.025, (2, 3, 3))
    hand = _hand(random)
    strokes = [(stroke + _bend(stroke, bending)) @ hand.T for stroke in strokes]
    sampled = [_sampled(stroke, random) for stroke in strokes]
    return [[(float(x), float(y)) for x, y in stroke] for stroke in sampled]


def _moved(stroke: tuple[tuple[float, float], ...], spread: float, random: np.random.Generator) -> list[Line]:
    """The points of a stroke moved at random, between its corners."""
    points = np.array(stroke, dtype=np.float64)
    again = np.append(False, (np.diff(points, axis=0) == 0).all(axis=1))
    points = points + random.normal(0, spread, points.shape)
    points[again] = points[np.flatnonzero(again) - 1]
    return np.split(points, np.flatnonzero(again))


def _curve(parts: list[Line]) -> Line:
    """A smooth curve (Catmull and Rom, 1974) through the points of each part, one behind the other."""
    curves = []
    step = np.linspace(0, 1, _PER_SPAN, endpoint=False)[:, None]
    for part in (part for part in parts if len(part) > 1):
        ends = np.vstack([2 * part[0] - part[1], part, 2 * part[-1] - part[-2]])
        before, here, there, behind = (ends[i : len(ends) - 3 + i, None] for i in range(4))
        spans = (
            2 * here
            + (there - before) * step
            + (2 * before - 5 * here + 4 * there - behind) * step**2
            + (3 * here - before - 3 * there + behind) * step**3
        ) / 2
        curves += [spans.reshape(-1, 2), part[-1:]]
    return np.concatenate(curves)


def _hooked(stroke: Line, random: np.random.Generator) -> Line:
    """Now and then a little hook where the pen comes down or goes up."""
    if random.random() < 0.1:
        stroke = np.vstack([stroke[0] + random.normal(0, 0.06, 2), stroke])
    if random.random() < 0.1:
        stroke = np.vstack([stroke, stroke[-1] + random.normal(0, 0.06, 2)])
    return stroke


def _bend(stroke: Line, bending: NDArray[np.float64]) -> Line:
    """Displacements ``[n, 2]`` that are smooth over the digit."""
    across = np.sin(np.pi * stroke[:, :1] * (_WAVES + 1) / 1.3 + 0.5)
    down = np.cos(np.pi * stroke[:, 1:] * _WAVES)
    return np.asarray(np.einsum("ni,nj,cij->nc", across, down, bending))


def _hand(random: np.random.Generator) -> NDArray[np.float64]:
    """The matrix that stretches, slants and turns."""
    width = np.exp(random.normal(_ASPECT, 0.3))
    slant = np.tan(np.deg2rad(random.normal(8, 13)))
    angle = np.deg2rad(random.normal(0, 5))
    turn = np.array([[np.cos(angle), -np.sin(angle)], [np.sin(angle), np.cos(angle)]])
    return np.asarray(turn @ np.array([[1, -slant], [0, 1]]) @ np.diag([width, 1]))


def _sampled(stroke: Line, random: np.random.Generator) -> Line:
    """As fast hands and slow devices leave it: of three strokes in ten only each third to sixth point."""
    if random.random() < 0.3:
        every = int(random.integers(3, 7))
        return np.vstack([stroke[:-1:every], stroke[-1:]])
    return stroke
