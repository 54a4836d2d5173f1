"""Two parameters against each other, with bands of what was reached around their trials."""

from __future__ import annotations

import math

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QRectF
from PySide6.QtGui import QImage, QPainter
from PySide6.QtWidgets import QWidget

from gui import theme
from gui.sweeps.colours import STEPS, ramp
from gui.sweeps.columns import Column, TrialColumns
from gui.sweeps.link import TrialLink
from gui.sweeps.point_plot import PointPlot
from gui.training.small_plot import Scale, SmallPlot

_BANDS = 10
_COARSE = 6
"""Pixels between two places that have a value worked out; those between them are interpolated."""
_FILL, _EDGE = 0.34, 0.62
"""How strong the bands are, and the lines between them."""
_NARROWEST, _WIDEST = 0.045, 0.22
"""How far a trial tells of its surroundings, as a share of an axis: less where there are many trials."""
_FAR = 0.02
"""Where all trials together weigh less, nothing is said."""


def smoothed(
    across: NDArray[np.float64], upwards: NDArray[np.float64], values: NDArray[np.float64], shape: tuple[int, int]
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Mean of ``values`` ``[N]`` around each place of a grid of ``shape``, and the weight behind it.

    ``across`` and ``upwards`` are shares from 0 to 1. Trials are weighted by a normal density of their distance
    (Nadaraya 1964, Watson 1964); as it parts into both axes, the whole grid is one product of matrices.
    """
    width = min(max(0.5 * len(values) ** (-1 / 3), _NARROWEST), _WIDEST)
    rows, columns = (np.linspace(0, 1, count)[:, None] for count in shape)
    left = np.exp(-(((rows - upwards) / width) ** 2) / 2)
    right = np.exp(-(((columns - across) / width) ** 2) / 2)
    weight = left @ right.T
    with np.errstate(invalid="ignore", divide="ignore"):
        mean = (left * values) @ right.T / weight
    return mean, weight


class ContourPlot(PointPlot):
    """Shows where in the plane of two parameters good trials lie."""

    def __init__(self, link: TrialLink, parent: QWidget | None = None) -> None:
        self._pair = ("", "")
        self._objective = 0
        super().__init__("sweepContourPlot", link, parent)
        self.retranslate()

    def choose(self, across: str, upwards: str, objective: int) -> None:
        """Show other parameters and another objective."""
        self._pair, self._objective = (across, upwards), objective
        self.take_again()

    def axes(self, columns: TrialColumns) -> tuple[Column | None, Column | None]:
        if not columns.objectives or len(columns.parameters) < 2:
            return None, None
        across = columns.column(self._pair[0]) or columns.parameters[0]
        return across, columns.column(self._pair[1]) or columns.parameters[1]

    def empty_words(self) -> str:
        if len(self.link.columns.parameters) == 1:
            return self.tr("A sweep over two or more parameters shows here where its good trials lie.")
        return super().empty_words()

    def coloured_by(self, columns: TrialColumns) -> Column | None:
        return columns.objectives[min(self._objective, len(columns.objectives) - 1)] if columns.objectives else None

    def words(self, row: int) -> list[str]:
        shown = (self._across, self._upwards, self.coloured_by(self.link.columns))
        return [f"{column.title} {column.text(column.values[row])}" for column in shown if column is not None]

    def paint_behind(self, painter: QPainter, plot: SmallPlot) -> None:
        """Bands of the objective, with lines between them."""
        columns = self.link.columns
        objective = self.coloured_by(columns)
        if objective is None:
            return
        known = columns.counted & np.isfinite(objective.places) & np.isfinite(self._places).all(axis=1)
        if known.sum() < 3:
            return
        goodness = objective.places[known] * (1.0 if objective.maximised else -1.0)
        low, high = float(np.quantile(goodness, 0.1)), float(goodness.max())
        if high <= low:
            return
        shares = np.clip((goodness - low) / (high - low), 0.0, 1.0)
        across, upwards = (
            _shares(self._places[known, axis], scale) for axis, scale in enumerate((plot.across, plot.upwards))
        )
        whole = round(plot.area.height()), round(plot.area.width())
        found = smoothed(across, upwards, shares, (whole[0] // _COARSE + 2, whole[1] // _COARSE + 2))
        mean, weight = (_interpolated(_interpolated(one, whole[0]).T, whole[1]).T for one in found)
        painter.drawImage(QRectF(plot.area), _picture(mean, weight))

    def retranslate(self) -> None:
        """Fetch every word again in the language of now."""
        self.setAccessibleName(self.tr("What was reached over two parameters"))
        self.setToolTip("")


def _shares(places: NDArray[np.float64], scale: Scale) -> NDArray[np.float64]:
    return (places - scale.low) / (scale.high - scale.low)


def _interpolated(values: NDArray[np.float64], count: int) -> NDArray[np.float64]:
    """``values`` with ``count`` rows, linearly interpolated, the first and the last as they were."""
    places = np.linspace(0, len(values) - 1, count)
    below = np.minimum(places.astype(np.int64), len(values) - 2)
    rest = (places - below)[:, None]
    return np.asarray(values[below] * (1 - rest) + values[below + 1] * rest, np.float64)


def _picture(mean: NDArray[np.float64], weight: NDArray[np.float64]) -> QImage:
    """Bands in the colours of the ramp, the lowest row of the grid at the bottom."""
    told = weight > _FAR
    bands = np.where(told, np.clip(np.nan_to_num(mean) * _BANDS, 0, _BANDS - 1), -1).astype(np.int64)[::-1]
    steps = np.rint(np.linspace(0, STEPS - 1, _BANDS)).astype(int)
    colours = np.zeros((_BANDS + 1, 3), np.uint8)  # the last one for what is not told
    shown = ramp(theme.current())
    colours[:_BANDS] = [(shown[step].red(), shown[step].green(), shown[step].blue()) for step in steps]
    edge = np.zeros(bands.shape, np.bool_)
    edge[:, 1:] |= bands[:, 1:] != bands[:, :-1]
    edge[1:] |= bands[1:] != bands[:-1]
    pixels = np.empty((*bands.shape, 4), np.uint8)
    pixels[..., :3] = colours[bands]
    pixels[..., 3] = np.where(bands < 0, 0, np.where(edge, math.floor(_EDGE * 255), math.floor(_FILL * 255)))
    height, width = bands.shape
    return QImage(pixels.tobytes(), width, height, 4 * width, QImage.Format.Format_RGBA8888).copy()
