"""The confusion matrix, painted cell by cell: rows are the true classes, columns the answers."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QPoint, QRect, QSize, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QFocusEvent,
    QFontMetrics,
    QImage,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QResizeEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import QAbstractScrollArea, QFrame, QWidget

from engine.lazy import lazy_module
from gui import fonts, theme
from gui.evaluation.matrix_colours import Scales, levels_of, picture_of_levels
from gui.evaluation.matrix_labels import Labels
from gui.model.figures import count_text
from gui.model.speaking import describe

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray
else:
    np = lazy_module("numpy")

_SMALLEST, _LARGEST = 3, 96
_GRID_FROM = 10
"""Cells of so many pixels are parted by lines."""
_ZOOM = 1.4

Cell = tuple[int, int]


class ConfusionMatrix(QAbstractScrollArea):
    """All cells as large as there is room for; Ctrl and the wheel, + and − make them larger, 0 fits them again.

    ``pointed(cell)`` says which cell the pointer or else the keyboard is at (``None`` for none), ``chosen(truth,
    predicted)`` comes with a click, Enter or Space.
    """

    pointed = Signal(object)
    chosen = Signal(int, int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("confusionMatrix")
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.viewport().setMouseTracking(True)
        self._labels = Labels(())
        # These are there once there is something to show: NumPy is not imported before.
        self._confusion: NDArray[np.int64]
        self._values: NDArray[np.float64]
        self._levels: NDArray[np.uint8]
        self._scales: Scales
        self._picture = QImage()
        self._texts: tuple[tuple[str, ...], ...] = ()
        self._shares = False
        self._side = _SMALLEST
        self._zoomed: int | None = None
        self._current: Cell = (0, 0)
        self._hovered: Cell | None = None
        theme.notifier().changed.connect(self._recolour)
        self.retranslate()

    # What is shown

    def show_confusion(self, confusion: NDArray[np.int64], classes: tuple[str, ...]) -> None:
        """Show counts int64 ``[C, C]``, rows are the true classes."""
        if classes != self._labels.classes:
            self._current, self._zoomed = (0, 0), None
        self._confusion, self._labels, self._hovered = confusion, Labels(classes), None
        self._scales = Scales.of(theme.current())
        self._revalue()
        self._point()

    def show_shares(self, shares: bool) -> None:
        """Show each cell as the share of its row's images, or as a count."""
        self._shares = shares
        if self._labels.classes:
            self._revalue()

    @property
    def current(self) -> Cell:
        """The cell that the keyboard is at: (true class, answer)."""
        return self._current

    @property
    def greatest(self) -> tuple[float, float]:
        """The greatest value among right and among wrong answers: what the ends of both scales mean."""
        if not self._labels.classes:
            return 0.0, 0.0
        right = np.eye(len(self._values), dtype=np.bool_)
        return float(self._values[right].max(initial=0.0)), float(self._values[~right].max(initial=0.0))

    def cell_rect(self, truth: int, predicted: int) -> QRect:
        """Where a cell stands in the viewport."""
        left, top = self._origin()
        return QRect(left + predicted * self._side, top + truth * self._side, self._side, self._side)

    def _revalue(self) -> None:
        counts = self._confusion.astype(np.float64)
        rows = counts.sum(axis=1, keepdims=True)
        self._values = np.divide(counts, rows, out=np.zeros_like(counts), where=rows > 0) if self._shares else counts
        self._levels = levels_of(self._values)
        self._texts = ()  # written when cells are large enough for them
        self._picture = picture_of_levels(self._levels, self._scales)
        self._fit()

    def _recolour(self) -> None:
        if not self._labels.classes:
            return
        self._scales = Scales.of(theme.current())
        self._picture = picture_of_levels(self._levels, self._scales)
        self.viewport().update()

    # Words

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
        elif event.type() == QEvent.Type.FontChange:
            self._fit()
        super().changeEvent(event)

    def retranslate(self) -> None:
        """Fetch every word again in the language of now."""
        self.setAccessibleName(self.tr("Confusion matrix"))
        self._texts = ()
        self._point()
        self.viewport().update()

    def cell_words(self, cell: Cell) -> str:
        """What a cell says."""
        truth, predicted = cell
        count = int(self._confusion[truth, predicted])
        images = int(self._confusion[truth].sum())
        names = {"truth": self._labels.classes[truth], "answer": self._labels.classes[predicted]}
        share = f"{100 * count / images:.1f}" if images else "–"
        if truth == predicted:
            words = self.tr("“{truth}” recognised: {count} of {images} images, {share} %")
        else:
            words = self.tr("“{truth}” taken for “{answer}”: {count} of {images} images, {share} %")
        return words.format(count=count_text(count), images=count_text(images), share=share, **names)

    def _point(self) -> None:
        if not self._labels.classes:
            return
        self.pointed.emit(self._hovered or self._current)
        describe(self, self.cell_words(self._current))

    # Geometry

    def sizeHint(self) -> QSize:
        return QSize(460, 460)

    def minimumSizeHint(self) -> QSize:
        return QSize(200, 200)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        """Take the largest cells that fit, or those that were zoomed to, and set the scroll bars."""
        count = len(self._labels.classes)
        if count == 0:
            return
        whole = self.maximumViewportSize()
        side = self._zoomed or self._labels.fitting_side(whole, self.font(), _SMALLEST, _LARGEST)
        self._side = side
        self._labels.measure(self.font(), side, whole)
        room = whole - QSize(self._labels.left, self._labels.top)
        for bar, length in ((self.horizontalScrollBar(), room.width()), (self.verticalScrollBar(), room.height())):
            bar.setPageStep(max(length, 1))
            bar.setSingleStep(side)
            bar.setRange(0, max(0, count * side - length))
        self.viewport().update()

    def _origin(self) -> tuple[int, int]:
        return (
            self._labels.left - self.horizontalScrollBar().value(),
            self._labels.top - self.verticalScrollBar().value(),
        )

    def _cell_at(self, place: QPoint) -> Cell | None:
        left, top = self._origin()
        count = len(self._labels.classes)
        if place.x() < self._labels.left or place.y() < self._labels.top:
            return None
        truth, predicted = (place.y() - top) // self._side, (place.x() - left) // self._side
        return (truth, predicted) if 0 <= truth < count and 0 <= predicted < count else None

    def _zoom_to(self, side: int | None) -> None:
        self._zoomed = None if side is None else min(max(side, _SMALLEST), _LARGEST)
        self._fit()
        self._show_current()

    def _show_current(self) -> None:
        """Scroll to the cell that the keyboard is at."""
        truth, predicted = self._current
        for bar, place in ((self.horizontalScrollBar(), predicted), (self.verticalScrollBar(), truth)):
            low, high = place * self._side, (place + 1) * self._side
            bar.setValue(max(min(bar.value(), low), high - bar.pageStep()))

    # Hands

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        self._hover(self._cell_at(event.position().toPoint()))

    def leaveEvent(self, event: QEvent) -> None:
        self._hover(None)
        super().leaveEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        cell = self._cell_at(event.position().toPoint())
        if event.button() == Qt.MouseButton.LeftButton and cell is not None:
            self._go_to(cell)
            self.chosen.emit(*cell)

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Scroll; with Ctrl make cells larger or smaller."""
        if not event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            super().wheelEvent(event)
            return
        if event.angleDelta().y():
            self._zoom_by(event.angleDelta().y() > 0)
        event.accept()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Arrows, Home, End, Page Up and Page Down go from cell to cell; Enter and Space choose."""
        last = len(self._labels.classes) - 1
        if last < 0:
            super().keyPressEvent(event)
            return
        target = self._target(event.key(), last)
        if target is not None:
            self._go_to((min(max(target[0], 0), last), min(max(target[1], 0), last)))
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            self.chosen.emit(*self._current)
        elif event.key() in (Qt.Key.Key_Plus, Qt.Key.Key_Equal, Qt.Key.Key_Minus):
            self._zoom_by(event.key() != Qt.Key.Key_Minus)
        elif event.key() == Qt.Key.Key_0:
            self._zoom_to(None)
        else:
            super().keyPressEvent(event)

    def _target(self, key: int, last: int) -> Cell | None:
        """The cell that a key leads to, which may lie beside the matrix."""
        truth, predicted = self._current
        targets: dict[int, Cell] = {
            Qt.Key.Key_Left: (truth, predicted - 1),
            Qt.Key.Key_Right: (truth, predicted + 1),
            Qt.Key.Key_Up: (truth - 1, predicted),
            Qt.Key.Key_Down: (truth + 1, predicted),
            Qt.Key.Key_Home: (truth, 0),
            Qt.Key.Key_End: (truth, last),
            Qt.Key.Key_PageUp: (0, predicted),
            Qt.Key.Key_PageDown: (last, predicted),
        }
        return targets.get(key)

    def _zoom_by(self, larger: bool) -> None:
        self._zoom_to(max(self._side + 1, round(self._side * _ZOOM)) if larger else round(self._side / _ZOOM))

    def _go_to(self, cell: Cell) -> None:
        self._current, self._hovered = cell, None
        self._show_current()
        self._point()
        self.viewport().update()

    def _hover(self, cell: Cell | None) -> None:
        if cell == self._hovered:
            return
        self._hovered = cell
        self.viewport().setCursor(Qt.CursorShape.ArrowCursor if cell is None else Qt.CursorShape.PointingHandCursor)
        if self._labels.classes:
            self.pointed.emit(cell or self._current)
        self.viewport().update()

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.viewport().update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.viewport().update()

    # Painting

    def paintEvent(self, event: QPaintEvent) -> None:
        """Cells as one picture, their numbers where these fit, names along the edges, and the cells pointed at."""
        count, side = len(self._labels.classes), self._side
        painter = QPainter(self.viewport())
        painter.fillRect(self.viewport().rect(), QColor(theme.current().raised))
        if count == 0:
            return
        left, top = self._origin()
        inside = self.viewport().rect().adjusted(self._labels.left, self._labels.top, 0, 0)
        painter.save()
        painter.setClipRect(inside)
        area = QRect(left, top, count * side, count * side)
        painter.drawImage(area, self._picture)
        shown = inside.intersected(area)
        rows = range((shown.top() - top) // side, (shown.bottom() - top) // side + 1)
        columns = range((shown.left() - left) // side, (shown.right() - left) // side + 1)
        line = QPen(QColor(theme.current().border), 1)
        if side >= _GRID_FROM:
            painter.setPen(line)
            for row in rows:
                painter.drawLine(area.left(), top + row * side, area.right(), top + row * side)
            for column in columns:
                painter.drawLine(left + column * side, area.top(), left + column * side, area.bottom())
        self._paint_numbers(painter, rows, columns)
        painter.setPen(line)
        painter.drawRect(area.adjusted(0, 0, -1, -1))
        self._paint_pointed(painter)
        painter.restore()
        self._labels.paint(painter, self.viewport().rect(), (left, top), side, self._hovered or self._current)

    def _paint_numbers(self, painter: QPainter, rows: range, columns: range) -> None:
        font = fonts.tabular(fonts.scaled(self.font(), 0.88))
        widest = "100.0" if self._shares else count_text(int(self._confusion.max(initial=0)))
        metrics = QFontMetrics(font)
        if metrics.horizontalAdvance(widest) + 4 > self._side or metrics.height() > self._side:
            return
        if not self._texts:
            self._texts = tuple(tuple(self._number(value) for value in row) for row in self._values.tolist())
        painter.setFont(font)
        for row in rows:
            for column in columns:
                if self._values[row, column] > 0:
                    painter.setPen(self._scales.text(int(self._levels[row, column]), row == column))
                    painter.drawText(
                        self.cell_rect(row, column), Qt.AlignmentFlag.AlignCenter, self._texts[row][column]
                    )

    def _number(self, value: float) -> str:
        return f"{100 * value:.1f}" if self._shares else count_text(int(value))

    def _paint_pointed(self, painter: QPainter) -> None:
        colours = theme.current()
        if self._hovered is not None:
            painter.setPen(QPen(QColor(colours.text), 1))
            painter.drawRect(self.cell_rect(*self._hovered).adjusted(0, 0, -1, -1))
        painter.setPen(QPen(QColor(colours.focus if self.hasFocus() else colours.text_muted), 2))
        painter.drawRect(self.cell_rect(*self._current).adjusted(0, 0, 0, 0))
