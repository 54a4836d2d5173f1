"""Parallel coordinates: an axis for each parameter and objective, a line for each trial, brushes along the axes."""

from __future__ import annotations

from typing import Literal

import numpy as np
from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import (
    QColor,
    QFocusEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QResizeEvent,
)
from PySide6.QtWidgets import QSizePolicy, QWidget

from gui import theme
from gui.model.speaking import describe
from gui.sweeps.brushes import Brushes
from gui.sweeps.columns import Column
from gui.sweeps.hover_card import paint_hover_card
from gui.sweeps.link import TrialLink
from gui.sweeps.parallel_axes import BRUSH_HALF, AxesPicture, ParallelAxes
from gui.sweeps.parallel_lines import ParallelLines
from gui.sweeps.words import trial_name
from gui.training.small_plot import small_font

_REACH = 7.0
_EDGE = 5.0
"""Within so many pixels of a brush's end it is the end that is dragged."""
_KEY_STEP = 0.05

_Grip = Literal["new", "move", "low", "high", "title"]


class ParallelPlot(QWidget):
    """Shows all trials of a :class:`TrialLink` and lets pass those within its brushes.

    Drag along an axis to brush it, drag the brush to move it, click beside it to take it away; drag a name to give
    an axis another place. A click on a line selects its trial. Keys: ← and → go from axis to axis, ↑ and ↓ move its
    brush (with Shift its upper end, with Ctrl its lower one), Delete takes it away, Escape all.
    """

    def __init__(self, link: TrialLink, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("sweepParallelPlot")
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        self.link = link
        self.brushes = Brushes()
        self._order: list[str] = []
        self._objective = 0
        self._axes: ParallelAxes | None = None
        self._axes_picture = AxesPicture()
        self._grip: tuple[_Grip, int, float] | None = None
        self._pressed: QPointF | None = None
        self._focused = 0
        self._lines = ParallelLines(self)
        self._lines.grown.connect(self.update)
        link.columnsChanged.connect(self._take)
        link.passingChanged.connect(self.update)
        link.selectedChanged.connect(self._selected)
        link.hoveredChanged.connect(self.update)
        theme.notifier().changed.connect(self.update)
        self.retranslate()
        self._take()

    # What is shown

    def choose_objective(self, position: int) -> None:
        """Colour the lines by another objective."""
        self._objective = position
        self.update()

    def axis_keys(self) -> list[str]:
        """The columns from left to right."""
        return [column.key for column in self._columns()]

    def move_axis(self, key: str, to: int) -> None:
        """Put an axis at another place."""
        keys = self.axis_keys()
        keys.remove(key)
        keys.insert(to, key)
        self._order = keys
        self._lay_out()

    def clear_brushes(self) -> None:
        """Let all trials pass."""
        self.brushes.clear()
        self.ask_brushes()

    @property
    def is_whole(self) -> bool:
        """Whether every line is painted."""
        return self._lines.is_whole

    def _columns(self) -> list[Column]:
        known = {column.key: column for column in self.link.columns.columns}
        first = [known.pop(key) for key in self._order if key in known]
        return [*first, *known.values()]

    def _take(self) -> None:
        self._lay_out()
        self.ask_brushes()
        self._selected()

    def ask_brushes(self) -> None:
        """Let those pass that the brushes let pass now."""
        self.link.let_pass(self.brushes.passing(self._columns(), len(self.link.columns)))
        self.update()

    def _lay_out(self) -> None:
        columns = self._columns()
        self._focused = min(self._focused, max(len(columns) - 1, 0))
        room = QRectF(self.rect()).adjusted(0, 4, 0, 0)
        self._axes = ParallelAxes.within(room, columns, small_font(self.font())) if columns else None
        self._lines.lay_out(self._axes, columns)
        self.update()

    def _selected(self) -> None:
        row = self.link.columns.row_of(self.link.selected)
        describe(self, "" if row is None else " · ".join(self._words(row)))
        self.update()

    def _words(self, row: int) -> list[str]:
        columns = self.link.columns
        name = trial_name(int(columns.numbers[row]))
        return [name, *(f"{column.title} {column.text(column.values[row])}" for column in columns.columns)]

    # Words

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
            self._lay_out()
        super().changeEvent(event)

    def retranslate(self) -> None:
        """Fetch every word again in the language of now."""
        self.setAccessibleName(self.tr("Parallel coordinates of the trials"))

    # Geometry

    def sizeHint(self) -> QSize:
        return QSize(640, 300)

    def minimumSizeHint(self) -> QSize:
        return QSize(300, 160)

    def axis_place(self, key: str, share: float) -> QPointF:
        """Where a share of an axis stands in the widget."""
        assert self._axes is not None, "asked for with something to show only"
        return QPointF(self._axes.xs[self.axis_keys().index(key)], self._axes.y(share))

    def title_place(self, key: str) -> QPointF:
        """The middle of an axis's name."""
        assert self._axes is not None
        return self._axes.title_rect(self.axis_keys().index(key), small_font(self.font())).center()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._lay_out()

    def _find(self, place: QPointF) -> int | None:
        """The trial whose line is nearest to a place; of those that pass the brushes only."""
        axes = self._axes
        if axes is None or len(axes.xs) < 2 or not len(self._lines.shares):
            return None
        if not axes.xs[0] - _REACH <= place.x() <= axes.xs[-1] + _REACH:
            return None
        left = min(max(int((place.x() - axes.xs[0]) // axes.spacing), 0), len(axes.xs) - 2)
        along = min(max((place.x() - axes.xs[left]) / axes.spacing, 0.0), 1.0)
        at = self._lines.shares[:, left] * (1 - along) + self._lines.shares[:, left + 1] * along
        distances = np.abs(axes.bottom - at * axes.height - place.y())
        distances = np.where(self.link.passing & np.isfinite(distances), distances, np.inf)
        row = int(distances.argmin())
        return int(self.link.columns.numbers[row]) if distances[row] <= _REACH else None

    def _grip_at(self, place: QPointF) -> tuple[_Grip, int, float] | None:
        """What a press there would take hold of: kind, axis and, of a moved brush, the share under the pointer."""
        axes = self._axes
        if axes is None:
            return None
        number = axes.nearest(place.x())
        if axes.title_rect(number, small_font(self.font())).contains(place):
            return "title", number, 0.0
        if abs(axes.xs[number] - place.x()) > BRUSH_HALF + 2 or not axes.top - 6 <= place.y() <= axes.bottom + 6:
            return None
        share = axes.share(place.y())
        marked = self.brushes.of(axes.columns[number].key)
        if marked is None:
            return "new", number, share
        low, high = (axes.y(end) for end in marked)
        if abs(place.y() - high) <= _EDGE:
            return "high", number, share
        if abs(place.y() - low) <= _EDGE:
            return "low", number, share
        return ("move" if high < place.y() < low else "new"), number, share

    # Hands

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() != Qt.MouseButton.LeftButton:
            return
        self._pressed = event.position()
        self._grip = self._grip_at(event.position())
        if self._grip is not None:
            self._focused = self._grip[1]
            if self._grip[0] == "new":
                self._brush(self._grip[2], self._grip[2])
        else:
            self.link.select(self._find(event.position()))
        self.update()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self._grip is not None and self._axes is not None:
            self._drag(event.position())
            return
        grip = self._grip_at(event.position())
        number = None if grip else self._find(event.position())
        shapes = {
            "title": Qt.CursorShape.OpenHandCursor,
            "move": Qt.CursorShape.SizeAllCursor,
            "low": Qt.CursorShape.SizeVerCursor,
            "high": Qt.CursorShape.SizeVerCursor,
            "new": Qt.CursorShape.CrossCursor,
        }
        over = Qt.CursorShape.ArrowCursor if number is None else Qt.CursorShape.PointingHandCursor
        self.setCursor(over if grip is None else shapes[grip[0]])
        self.link.hover(number)

    def _drag(self, place: QPointF) -> None:
        assert self._grip is not None
        assert self._axes is not None
        kind, number, start = self._grip
        key, share = self._axes.columns[number].key, self._axes.share(place.y())
        marked = self.brushes.of(key)
        match kind:
            case "title":
                to = self._axes.nearest(place.x())
                if to != number:
                    self.move_axis(key, to)
                    self._focused = to
                    self._grip = ("title", to, 0.0)
            case "new":
                self._brush(start, share)
            case "move" if marked is not None:
                self.brushes.shift(key, share - start)
                self._grip = ("move", number, share)
                self.ask_brushes()
            case "low" if marked is not None:
                self._brush(min(share, marked[1] - 0.01), marked[1])
            case "high" if marked is not None:
                self._brush(marked[0], max(share, marked[0] + 0.01))

    def _brush(self, one: float, other: float) -> None:
        assert self._axes is not None
        self.brushes.put(self._axes.columns[self._focused].key, one, other)
        self.ask_brushes()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        self._grip = self._pressed = None
        self.update()

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        number = None if self._grip_at(event.position()) else self._find(event.position())
        if number is not None:
            self.link.opened.emit(number)

    def leaveEvent(self, event: QEvent) -> None:
        self.link.hover(None)
        super().leaveEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Go from axis to axis and move brushes."""
        columns, key = self._columns(), event.key()
        if not columns:
            super().keyPressEvent(event)
            return
        chosen = columns[self._focused].key
        if key in (Qt.Key.Key_Left, Qt.Key.Key_Right):
            self._focused = min(max(self._focused + (1 if key == Qt.Key.Key_Right else -1), 0), len(columns) - 1)
            self.update()
        elif key in (Qt.Key.Key_Up, Qt.Key.Key_Down):
            low, high = self.brushes.of(chosen) or (0.0, 1.0)
            step = _KEY_STEP if key == Qt.Key.Key_Up else -_KEY_STEP
            if event.modifiers() & Qt.KeyboardModifier.ShiftModifier:
                high = max(high + step, low + _KEY_STEP)
            elif event.modifiers() & Qt.KeyboardModifier.ControlModifier:
                low = min(low + step, high - _KEY_STEP)
            elif self.brushes.of(chosen) is not None:
                self.brushes.shift(chosen, step)
                low, high = self.brushes.of(chosen) or (low, high)
            self._brush(low, high)
        elif key in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
            self.brushes.clear(chosen)
            self.ask_brushes()
        elif key == Qt.Key.Key_Escape and self.brushes:
            self.clear_brushes()
        else:
            super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.update()

    # Painting

    def paintEvent(self, event: QPaintEvent) -> None:
        """The lines painted so far, then the axes, then what stands out."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        font, axes, colours = small_font(self.font()), self._axes, theme.current()
        if axes is None or not len(self._lines.shares):
            painter.setPen(QColor(colours.text_muted))
            words = QRectF(self.rect()).adjusted(12, 12, -12, -12)
            painter.drawText(words, Qt.AlignmentFlag.AlignCenter, self.tr("The first trial shows here."))
            return
        columns = self.link.columns
        objectives = columns.objectives
        objective = objectives[min(self._objective, len(objectives) - 1)] if objectives else None
        size, ratio = self.size(), self.devicePixelRatioF()
        for picture in self._lines.pictures(columns, objective, self.link.passing, size, ratio):
            painter.drawPixmap(0, 0, picture)
        focused = self._focused if self.hasFocus() else None
        painter.drawPixmap(0, 0, self._axes_picture.of(axes, font, focused, size, ratio))
        for number, column in enumerate(axes.columns):
            marked = self.brushes.of(column.key)
            if marked is not None:
                axes.paint_brush(painter, number, marked)
        self._paint_marked(painter, self.link.selected, QColor(colours.text), 2.6)
        self._paint_marked(painter, self.link.hovered, QColor(colours.accent), 2.6)
        row = self.link.columns.row_of(self.link.hovered)
        if row is not None and self.underMouse():
            pointer = QPointF(self.mapFromGlobal(self.cursor().pos()))
            paint_hover_card(painter, pointer, QRectF(self.rect()), self._words(row))

    def _paint_marked(self, painter: QPainter, number: int | None, colour: QColor, width: float) -> None:
        row = self.link.columns.row_of(number)
        if row is not None:
            painter.setPen(QPen(colour, width, j=Qt.PenJoinStyle.RoundJoin))
            painter.drawPolyline(self._lines.polygon(row))
