"""A plot of trials as points: pointing names one, a click selects it everywhere, a double click opens it."""

from __future__ import annotations

from abc import abstractmethod

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import (
    QColor,
    QFocusEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QPixmap,
    QPolygonF,
    QResizeEvent,
)
from PySide6.QtWidgets import QSizePolicy, QWidget

from gui import theme
from gui.model.speaking import describe
from gui.sweeps.colours import colour_steps, step_colour
from gui.sweeps.columns import Column, TrialColumns
from gui.sweeps.hover_card import paint_hover_card
from gui.sweeps.link import TrialLink
from gui.sweeps.words import trial_name
from gui.training.small_plot import Mark, Scale, SmallPlot, small_font

_POINT, _MARKED = 6.0, 11.0
_REACH = 12.0
"""A point is under the pointer up to this distance, in pixels."""
_DIM = 0.16
_PX_PER_ACROSS_MARK, _PX_PER_UPWARD_MARK = 76, 34


class PointPlot(QWidget):
    """Two columns of the trials of a :class:`TrialLink`, whose selection and brushes it shows.

    ← and → go to the next trial along the lower axis, Enter opens it.
    """

    def __init__(self, name: str, link: TrialLink, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        self.link = link
        self._across: Column | None = None
        self._upwards: Column | None = None
        self._places: NDArray[np.float64] = np.empty((0, 2))
        """Where the trials stand along both axes, ``[N, 2]``; NaN for those that are not shown."""
        self._scales = Scale(0.0, 1.0), Scale(0.0, 1.0)
        self._picture: QPixmap | None = None
        link.columnsChanged.connect(self._take)
        link.selectedChanged.connect(self._selected)
        link.hoveredChanged.connect(self.update)
        link.passingChanged.connect(self.repaint_points)
        theme.notifier().changed.connect(self.repaint_points)
        self._take()

    # What a kind of plot shows

    @abstractmethod
    def axes(self, columns: TrialColumns) -> tuple[Column | None, Column | None]:
        """What goes across and what goes upwards."""

    @abstractmethod
    def words(self, row: int) -> list[str]:
        """What is said of a trial under the pointer, a line each after its number."""

    def empty_words(self) -> str:
        """What is said while there is nothing to show."""
        return self.tr("The first completed trial shows here.")

    def shown_rows(self, columns: TrialColumns) -> NDArray[np.bool_]:
        """Which trials are shown, ``[N]``."""
        return columns.completed

    def coloured_by(self, columns: TrialColumns) -> Column | None:
        """By what the points are coloured."""
        return columns.objectives[0] if columns.objectives else None

    def paint_behind(self, painter: QPainter, plot: SmallPlot) -> None:
        """Paint below the points."""

    def paint_above(self, painter: QPainter, plot: SmallPlot) -> None:
        """Paint above the points, with what does not change while the pointer moves."""

    # What is shown now

    def _take(self) -> None:
        columns = self.link.columns
        self._across, self._upwards = self.axes(columns)
        self._places = np.full((len(columns), 2), np.nan)
        if self._across is not None and self._upwards is not None:
            shown = self.shown_rows(columns)
            self._scales = self._across.scale(shown), self._upwards.scale(shown)
            self._places[shown, 0] = self._across.places[shown]
            self._places[shown, 1] = self._upwards.places[shown]
        self._selected()
        self.repaint_points()

    def take_again(self) -> None:
        """Ask for axes and rows again."""
        self._take()

    def repaint_points(self) -> None:
        """Paint all anew at the next frame."""
        self._picture = None
        self.update()

    @property
    def has_points(self) -> bool:
        """Whether a trial is shown."""
        return bool(np.isfinite(self._places).all(axis=1).any())

    def _selected(self) -> None:
        row = self.link.columns.row_of(self.link.selected)
        describe(self, "" if row is None else self._sentence(row))
        self.update()

    def _sentence(self, row: int) -> str:
        return " · ".join((trial_name(int(self.link.columns.numbers[row])), *self.words(row)))

    # Words

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
            self.repaint_points()
        super().changeEvent(event)

    @abstractmethod
    def retranslate(self) -> None:
        """Fetch every word again in the language of now."""

    # Geometry

    def sizeHint(self) -> QSize:
        return QSize(460, 280)

    def minimumSizeHint(self) -> QSize:
        return QSize(220, 140)

    def _upward_marks(self, scale: Scale) -> list[Mark]:
        assert self._upwards is not None
        return self._upwards.marks(scale, max(int(self.height() / _PX_PER_UPWARD_MARK), 2))

    def plot(self) -> SmallPlot:
        """The plotting area within the widget."""
        across, upwards = self._scales
        line = self.fontMetrics().height()
        room = QRectF(self.rect()).adjusted(2, 0, -4, -line)
        return SmallPlot.within(room, across, upwards, self._upward_marks(upwards), small_font(self.font()))

    def place_of(self, row: int) -> QPointF:
        """Where a trial's point stands in the widget."""
        return self.plot().place(*self._places[row].tolist())

    def _pixels(self, plot: SmallPlot) -> NDArray[np.float64]:
        """Where all points stand in the widget, ``[N, 2]``."""
        start, across = plot.place(plot.across.low, plot.upwards.low), plot.place(plot.across.high, plot.upwards.high)
        shares = np.empty_like(self._places)
        shares[:, 0] = (self._places[:, 0] - plot.across.low) / (plot.across.high - plot.across.low)
        shares[:, 1] = (self._places[:, 1] - plot.upwards.low) / (plot.upwards.high - plot.upwards.low)
        shares[:, 0] = start.x() + shares[:, 0] * (across.x() - start.x())
        shares[:, 1] = start.y() + shares[:, 1] * (across.y() - start.y())
        return shares

    def _find(self, place: QPointF) -> int | None:
        """The number of the trial nearest to a place; one that passes the brushes comes first."""
        if not self.has_points:
            return None
        pixels = self._pixels(self.plot())
        distances = np.hypot(pixels[:, 0] - place.x(), pixels[:, 1] - place.y())
        distances = np.where(np.isfinite(distances), distances, np.inf)
        for among in (np.where(self.link.passing, distances, np.inf), distances):
            row = int(among.argmin())
            if among[row] <= _REACH:
                return int(self.link.columns.numbers[row])
        return None

    # Hands

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        number = self._find(event.position())
        self.setCursor(Qt.CursorShape.ArrowCursor if number is None else Qt.CursorShape.PointingHandCursor)
        self.link.hover(number)

    def leaveEvent(self, event: QEvent) -> None:
        self.link.hover(None)
        super().leaveEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton:
            self.link.select(self._find(event.position()))

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        number = self._find(event.position())
        if number is not None:
            self.link.opened.emit(number)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Go from trial to trial along the lower axis, or open the selected one."""
        step = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}.get(Qt.Key(event.key()))
        if step is not None and self.has_points:
            self._go(step)
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.link.selected is not None:
            self.link.opened.emit(self.link.selected)
        else:
            super().keyPressEvent(event)

    def _go(self, step: int) -> None:
        shown = np.flatnonzero(np.isfinite(self._places).all(axis=1))
        order = shown[np.lexsort((self._places[shown, 1], self._places[shown, 0]))]
        row = self.link.columns.row_of(self.link.selected)
        known = order.tolist()
        place = min(max(known.index(row) + step, 0), len(known) - 1) if row in known else 0
        self.link.select(int(self.link.columns.numbers[order[place]]))

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.update()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._picture = None

    # Painting

    def paintEvent(self, event: QPaintEvent) -> None:
        """Axes and points from a picture that is kept, and above it the trials that stand out."""
        painter = QPainter(self)
        painter.setFont(small_font(self.font()))
        if not self.has_points:
            painter.setPen(QColor(theme.current().text_muted))
            words = QRectF(self.rect()).adjusted(12, 12, -12, -12)
            painter.drawText(words, Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap, self.empty_words())
            return
        plot = self.plot()
        if self._picture is None:
            self._picture = self._paint_picture(plot)
        painter.drawPixmap(0, 0, self._picture)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if self.hasFocus():
            painter.setPen(QPen(theme.current().colour("focus", 0.6), 1))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRect(plot.area)
        self._paint_marked(painter, self.link.selected, hovered=False)
        self._paint_marked(painter, self.link.hovered, hovered=True)

    def _paint_marked(self, painter: QPainter, number: int | None, *, hovered: bool) -> None:
        row = self.link.columns.row_of(number)
        if row is None or not np.isfinite(self._places[row]).all():
            return
        colours, place = theme.current(), self.place_of(row)
        painter.setPen(QPen(QColor(colours.text), 2 if not hovered else 1.5))
        painter.setBrush(step_colour(int(self._steps()[row])))
        painter.drawEllipse(place, _MARKED / 2, _MARKED / 2)
        if hovered and self.underMouse():
            paint_hover_card(
                painter, place, QRectF(self.rect()), (trial_name(int(self.link.columns.numbers[row])), *self.words(row))
            )

    def _steps(self) -> NDArray[np.int64]:
        columns = self.link.columns
        return colour_steps(self.coloured_by(columns), columns.counted)

    def _paint_picture(self, plot: SmallPlot) -> QPixmap:
        ratio = self.devicePixelRatioF()
        picture = QPixmap(round(self.width() * ratio), round(self.height() * ratio))
        picture.setDevicePixelRatio(ratio)
        picture.fill(Qt.GlobalColor.transparent)
        painter = QPainter(picture)
        painter.setFont(small_font(self.font()))
        self._paint_axes(painter, plot)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.save()
        self.paint_behind(painter, plot)
        painter.restore()
        self._paint_points(painter, plot)
        painter.save()
        self.paint_above(painter, plot)
        painter.restore()
        painter.end()
        return picture

    def _paint_axes(self, painter: QPainter, plot: SmallPlot) -> None:
        assert self._across is not None
        assert self._upwards is not None
        across = self._across.marks(plot.across, max(int(plot.area.width() / _PX_PER_ACROSS_MARK), 2))
        plot.draw_axes(painter, across, self._upward_marks(plot.upwards), self._upwards.title)
        painter.setPen(QColor(theme.current().text_muted))
        line = painter.fontMetrics().height()
        title = QRectF(plot.area.left(), self.height() - line - 1, plot.area.width(), line)
        words = painter.fontMetrics().elidedText(
            self._across.title, Qt.TextElideMode.ElideMiddle, int(plot.area.width())
        )
        painter.drawText(title, Qt.AlignmentFlag.AlignHCenter, words)

    def _paint_points(self, painter: QPainter, plot: SmallPlot) -> None:
        """Colour by colour, those that do not pass the brushes first and pale."""
        pixels, steps = self._pixels(plot), self._steps()
        seen = np.isfinite(pixels).all(axis=1)
        for passes, opacity in ((False, _DIM), (True, 0.85)):
            rows = seen & (self.link.passing == passes)
            for step in np.unique(steps[rows]):
                colour = step_colour(int(step))
                colour.setAlphaF(opacity)
                painter.setPen(QPen(colour, _POINT, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap))
                chosen = pixels[rows & (steps == step)].tolist()
                painter.drawPoints(QPolygonF([QPointF(x, y) for x, y in chosen]))
