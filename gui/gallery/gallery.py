"""Any number of pictures in a grid that scrolls: only those in view are made, when they come there."""

from __future__ import annotations

import time

from PySide6.QtCore import QEvent, QPoint, QRect, QRectF, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QCursor,
    QFocusEvent,
    QHelpEvent,
    QImage,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QResizeEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import QAbstractScrollArea, QToolTip, QWidget

from gui import fonts, theme
from gui.gallery.pictures import Pictures
from gui.gallery.tiles import Look, Tiles

_MARGIN = 5
_SIDE = 56
_STEPS_A_ROW = 3
_MAKING_SECONDS = 0.005
"""The processor's time of one frame, which other programs do not lengthen; rows beyond it come in the next one."""
_WORDS = 0.88
"""Size of the words below a picture, in that of the window's."""


class Gallery(QAbstractScrollArea):
    """Shows :class:`Pictures`; arrows, Page, Home and End move the current one.

    ``currentChanged`` tells its position, -1 for none; ``activated`` one that was double-clicked or for which Enter was
    pressed; ``sideWanted`` the side, in pixels, that Ctrl and the wheel ask for.
    """

    currentChanged = Signal(int)  # noqa: N815 - signals are named as Qt names them
    activated = Signal(int)
    sideWanted = Signal(int)  # noqa: N815

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._pictures: Pictures | None = None
        self._tiles: Tiles | None = None
        self._look = Look(_SIDE, 0, 1.0, self.font())
        self._columns = 1
        self._current = self._hovered = -1
        theme.set_role(self, "card")
        self.viewport().setAutoFillBackground(False)
        self.viewport().setMouseTracking(True)  # what the pointer is over is tinted
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        theme.notifier().changed.connect(self._remake)
        self._remake()

    # What is shown

    @property
    def pictures(self) -> Pictures | None:
        return self._pictures

    @property
    def count(self) -> int:
        """How many pictures there are."""
        return 0 if self._pictures is None else len(self._pictures)

    @property
    def current(self) -> int:
        """Position of the current picture, -1 for none."""
        return self._current

    @property
    def side(self) -> int:
        """Of each picture's square, in device-independent pixels."""
        return self._look.side

    def show_pictures(self, pictures: Pictures | None) -> None:
        """Show these from the top."""
        self._pictures = pictures
        self._hovered = -1
        self._remake()
        self.verticalScrollBar().setValue(0)
        self._set_current(-1)

    def set_side(self, side: int) -> None:
        """Show every picture as large as this; what stands at the top stays in view."""
        if side != self._look.side:
            self._remake(side)

    def go_to(self, position: int) -> None:
        """Make a picture the current one and bring it into view."""
        if not 0 <= position < self.count:
            return
        self._set_current(position)
        place, bar = self.place(position), self.verticalScrollBar()
        if place.top() < _MARGIN:
            bar.setValue(bar.value() + place.top() - _MARGIN)
        elif place.bottom() > self.viewport().height() - _MARGIN:
            bar.setValue(bar.value() + place.bottom() - self.viewport().height() + _MARGIN)

    def place(self, position: int) -> QRect:
        """Where a picture with its words lies in the viewport now."""
        cell, (row, column) = self._look.cell, divmod(position, self._columns)
        top = _MARGIN + row * cell.height() - self.verticalScrollBar().value()
        return QRect(QPoint(_MARGIN + column * cell.width(), top), cell)

    def position_at(self, point: QPoint) -> int:
        """The picture at a point of the viewport, -1 for none."""
        cell = self._look.cell
        column, below = (point.x() - _MARGIN) // cell.width(), point.y() - _MARGIN + self.verticalScrollBar().value()
        position = below // cell.height() * self._columns + column
        inside = 0 <= column < self._columns and below >= 0 and position < self.count
        return position if inside else -1

    def in_view(self) -> range:
        """Positions of the pictures that are seen, at least in part."""
        rows = self._rows(self.viewport().rect())
        return range(rows.start * self._columns, min(rows.stop * self._columns, self.count))

    def _set_current(self, position: int) -> None:
        changed, self._current = position != self._current, position
        self._describe()
        self.viewport().update()
        if changed:
            self.currentChanged.emit(position)

    def _describe(self) -> None:
        known = self._pictures is not None and self._current >= 0
        self.setAccessibleDescription(self._pictures.tip(self._current) if self._pictures and known else "")

    # Geometry

    def _remake(self, side: int | None = None) -> None:
        """Forget every row: they look otherwise now. What stands at the top stays in view."""
        cell, columns, bar = self._look.cell, self._columns, self.verticalScrollBar()
        first = bar.value() // cell.height() * columns
        self._look = Look(
            self._look.side if side is None else side,
            0 if self._pictures is None else self._pictures.lines,
            self.devicePixelRatioF(),
            fonts.scaled(self.font(), _WORDS),
        )
        self._columns = self._fitting_columns()
        self._tiles = None if self._pictures is None else Tiles(self._pictures, self._look, self._columns)
        self._measure()
        if (self._look.cell, self._columns) != (cell, columns):
            bar.setValue(first // self._columns * self._look.cell.height())
        self.viewport().update()

    def _fitting_columns(self) -> int:
        return max((self.viewport().width() - 2 * _MARGIN) // self._look.cell.width(), 1)

    def _measure(self) -> None:
        height, bar = self._look.cell.height(), self.verticalScrollBar()
        rows = -(-self.count // self._columns)
        bar.setRange(0, max(rows * height + 2 * _MARGIN - self.viewport().height(), 0))
        bar.setPageStep(max(self.viewport().height(), 1))
        bar.setSingleStep(max(height // _STEPS_A_ROW, 1))

    def _rows(self, area: QRect) -> range:
        """The rows that are in this area of the viewport, at least in part."""
        height, scrolled = self._look.cell.height(), self.verticalScrollBar().value() - _MARGIN
        rows = -(-self.count // self._columns)
        first, last = (area.top() + scrolled) // height, (area.bottom() + scrolled) // height
        return range(min(max(first, 0), rows), min(max(last + 1, 0), rows))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if self._fitting_columns() == self._columns:
            self._measure()
        else:
            self._remake()

    # Painting

    def paintEvent(self, event: QPaintEvent) -> None:
        if self._look.ratio != self.devicePixelRatioF():  # the window went to another screen
            self._remake()
        tiles, rows, in_view = self._tiles, self._rows(event.rect()), len(self._rows(self.viewport().rect()))
        if tiles is None:
            return
        painter = QPainter(self.viewport())
        enough = time.thread_time() + _MAKING_SECONDS
        lacking, making = QRect(), True
        for row in rows:
            place = self.place(row * self._columns)
            picture = tiles.made(row)
            if picture is None and making:
                picture = tiles.make(row, in_view)
                making = time.thread_time() < enough
            if picture is None:
                lacking |= QRect(0, place.top(), self.viewport().width(), place.height())
            else:
                painter.drawImage(place.topLeft(), picture)
        for position in sorted({self._hovered, self._current}):
            picture = tiles.made(position // self._columns) if 0 <= position < self.count else None
            if picture is not None and position // self._columns in rows:
                self._mark(painter, tiles, position, picture)
        if not lacking.isNull():
            self.viewport().update(lacking)

    def _mark(self, painter: QPainter, tiles: Tiles, position: int, row: QImage) -> None:
        """Tint the cell of the current picture, or of that below the pointer, and paint the picture again above."""
        colours, place, chosen = theme.current(), self.place(position), position == self._current
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setBrush(QColor(colours.selection if chosen else colours.accent_soft))
        painter.setPen(Qt.PenStyle.NoPen)
        if chosen:
            painter.setPen(QPen(QColor(colours.focus if self.hasFocus() else colours.accent), 1.5))
        painter.drawRoundedRect(QRectF(place).adjusted(0.75, 0.75, -0.75, -0.75), 5, 5)
        painter.restore()
        tiles.paint_again(painter, position, place.topLeft(), row)

    def scrollContentsBy(self, dx: int, dy: int) -> None:
        viewport = self.viewport()
        viewport.update()
        if viewport.underMouse():
            self._hovered = self.position_at(viewport.mapFromGlobal(QCursor.pos()))

    # Mouse and keys

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton:
            self._set_current(self.position_at(event.position().toPoint()))

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        self._hover(self.position_at(event.position().toPoint()))

    def _hover(self, position: int) -> None:
        before, self._hovered = self._hovered, position
        if before != position:
            for changed in (before, position):
                if changed >= 0:
                    self.viewport().update(self.place(changed))

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        position = self.position_at(event.position().toPoint())
        if event.button() == Qt.MouseButton.LeftButton and position >= 0:
            self.activated.emit(position)

    def wheelEvent(self, event: QWheelEvent) -> None:
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.sideWanted.emit(self._look.side + (4 if event.angleDelta().y() > 0 else -4))
            event.accept()
        else:
            super().wheelEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        columns = self._columns
        page = max(self.viewport().height() // self._look.cell.height(), 1) * columns
        last = self.count - 1
        steps = {
            Qt.Key.Key_Left: -1,
            Qt.Key.Key_Right: 1,
            Qt.Key.Key_Up: -columns,
            Qt.Key.Key_Down: columns,
            Qt.Key.Key_PageUp: -page,
            Qt.Key.Key_PageDown: page,
            Qt.Key.Key_Home: -self.count,
            Qt.Key.Key_End: self.count,
        }
        step = steps.get(Qt.Key(event.key()))
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self._current >= 0:
            self.activated.emit(self._current)
        elif step is None or last < 0:
            super().keyPressEvent(event)
        else:
            self.go_to(0 if self._current < 0 else min(max(self._current + step, 0), last))

    def viewportEvent(self, event: QEvent) -> bool:
        if isinstance(event, QHelpEvent) and event.type() == QEvent.Type.ToolTip:
            position = self.position_at(event.pos())
            if self._pictures is not None and position >= 0:
                QToolTip.showText(event.globalPos(), self._pictures.tip(position), self.viewport())
            else:
                QToolTip.hideText()
            return True
        if event.type() == QEvent.Type.Leave:
            self._hover(-1)
        return super().viewportEvent(event)

    def changeEvent(self, event: QEvent) -> None:
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange, QEvent.Type.LanguageChange):
            self._remake()
            self._describe()
        super().changeEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.viewport().update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.viewport().update()
