"""Any number of pictures in a grid that scrolls: only those in view are made, when they come there."""

from __future__ import annotations

from collections import OrderedDict
from typing import TYPE_CHECKING, Protocol

from PySide6.QtCore import QEvent, QPoint, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QFocusEvent,
    QHelpEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QPixmap,
    QResizeEvent,
    QStaticText,
    QWheelEvent,
)
from PySide6.QtWidgets import QAbstractScrollArea, QToolTip, QWidget

from gui import theme
from gui.pictures import picture_of

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

_GAP = 4
_MARGIN = 6
_CAPTIONS_FROM = 36
"""Captions stand below pictures of at least this side."""
_MOST_KEPT = 4_000
"""So many pictures are kept for when they come into view again."""
_STEPS_A_ROW = 3


class Pictures(Protocol):
    """What a gallery shows, by position."""

    def __len__(self) -> int: ...

    def pixels(self, position: int) -> NDArray[np.uint8]:
        """uint8 ``[H, W]``, ``[1, H, W]`` or ``[3, H, W]``."""
        ...

    def caption(self, position: int) -> str:
        """One or two words below the picture."""
        ...

    def tip(self, position: int) -> str:
        """What it is, for a tooltip and for assistive tools."""
        ...


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
        self._side = 56
        self._current = -1
        self._made: OrderedDict[int, tuple[QPixmap, int, int]] = OrderedDict()
        self._captions: dict[str, tuple[QStaticText, int]] = {}
        theme.set_role(self, "card")
        self.viewport().setAutoFillBackground(False)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        theme.notifier().changed.connect(self.viewport().update)
        self._measure()

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
        return self._side

    def show_pictures(self, pictures: Pictures | None) -> None:
        """Show these from the top."""
        self._pictures = pictures
        self._forget_made()
        self.verticalScrollBar().setValue(0)
        self._measure()
        self._set_current(-1)

    def set_side(self, side: int) -> None:
        """Show every picture as large as this; what stands at the top stays in view."""
        if side == self._side:
            return
        first = self.verticalScrollBar().value() // self._cell().height() * self._columns()
        self._side = side
        self._forget_made()
        self._measure()
        self.verticalScrollBar().setValue(first // self._columns() * self._cell().height())
        self.viewport().update()

    def _forget_made(self) -> None:
        self._made.clear()
        self._captions.clear()

    def go_to(self, position: int) -> None:
        """Make a picture the current one and bring it into view."""
        if not 0 <= position < self.count:
            return
        self._set_current(position)
        place, bar = self._place(position), self.verticalScrollBar()
        if place.top() < _MARGIN:
            bar.setValue(bar.value() + place.top() - _MARGIN)
        elif place.bottom() > self.viewport().height() - _MARGIN:
            bar.setValue(bar.value() + place.bottom() - self.viewport().height() + _MARGIN)

    def position_at(self, point: QPoint) -> int:
        """The picture at a point of the viewport, -1 for none."""
        cell = self._cell()
        column, below = (point.x() - _MARGIN) // cell.width(), point.y() - _MARGIN + self.verticalScrollBar().value()
        position = below // cell.height() * self._columns() + column
        inside = 0 <= column < self._columns() and below >= 0 and position < self.count
        return position if inside else -1

    def in_view(self) -> range:
        """Positions of the pictures that are seen, at least in part."""
        cell, top = self._cell(), self.verticalScrollBar().value() - _MARGIN
        first = max(top // cell.height(), 0) * self._columns()
        last = (max(top + self.viewport().height(), 0) // cell.height() + 1) * self._columns()
        return range(first, min(last, self.count))

    def _set_current(self, position: int) -> None:
        changed, self._current = position != self._current, position
        tip = "" if self._pictures is None or position < 0 else self._pictures.tip(position)
        self.setAccessibleDescription(tip)
        self.viewport().update()
        if changed:
            self.currentChanged.emit(position)

    # Geometry

    def _cell(self) -> QSize:
        caption = self.fontMetrics().height() if self._side >= _CAPTIONS_FROM else 0
        return QSize(self._side + _GAP, self._side + caption + _GAP)

    def _columns(self) -> int:
        return max((self.viewport().width() - 2 * _MARGIN) // self._cell().width(), 1)

    def _place(self, position: int) -> QRect:
        """Where a picture's cell lies in the viewport now."""
        cell, (row, column) = self._cell(), divmod(position, self._columns())
        top = _MARGIN + row * cell.height() - self.verticalScrollBar().value()
        return QRect(QPoint(_MARGIN + column * cell.width(), top), cell)

    def _measure(self) -> None:
        cell, bar = self._cell(), self.verticalScrollBar()
        rows = -(-self.count // self._columns())
        bar.setRange(0, max(rows * cell.height() + 2 * _MARGIN - self.viewport().height(), 0))
        bar.setPageStep(max(self.viewport().height(), 1))
        bar.setSingleStep(max(cell.height() // _STEPS_A_ROW, 1))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._measure()

    # Painting

    def paintEvent(self, event: QPaintEvent) -> None:
        pictures, exposed = self._pictures, event.rect()
        if pictures is None:
            return
        painter = QPainter(self.viewport())
        painter.setPen(QColor(theme.current().text_muted))
        columns, cell = self._columns(), self._cell()
        width, height, captioned = cell.width(), cell.height(), self._side >= _CAPTIONS_FROM
        first_row = max((exposed.top() + self.verticalScrollBar().value() - _MARGIN) // height, 0)
        top = self._place(first_row * columns).top()
        for start in range(first_row * columns, self.count, columns):
            if top > exposed.bottom():
                break
            left = _MARGIN
            for position in range(start, min(start + columns, self.count)):
                picture, right, down = self._picture(pictures, position)
                painter.drawPixmap(left + right, top + down, picture)
                if captioned:
                    words, right = self._caption(pictures.caption(position))
                    painter.drawStaticText(left + right, top + self._side, words)
                if position == self._current:
                    self._mark(painter, QRectF(left, top, self._side, self._side))
                left += width
            top += height
        while len(self._made) > _MOST_KEPT:
            self._made.popitem(last=False)

    def scrollContentsBy(self, dx: int, dy: int) -> None:
        """Move what is painted already, so that only what comes into view is painted."""
        self.viewport().scroll(dx, dy)

    def _caption(self, words: str) -> tuple[QStaticText, int]:
        """The words as they fit below a picture, and how far from its left they begin."""
        made = self._captions.get(words)
        if made is None:
            metrics = self.fontMetrics()
            shown = metrics.elidedText(words, Qt.TextElideMode.ElideRight, self._side)
            text = QStaticText(shown)
            text.setTextFormat(Qt.TextFormat.PlainText)
            made = self._captions[words] = text, (self._side - metrics.horizontalAdvance(shown)) // 2
        return made

    def _mark(self, painter: QPainter, square: QRectF) -> None:
        painter.save()
        painter.setPen(QPen(QColor(theme.current().focus if self.hasFocus() else theme.current().accent), 2))
        painter.drawRect(square)
        painter.restore()

    def _picture(self, pictures: Pictures, position: int) -> tuple[QPixmap, int, int]:
        """A picture as large as its square on this screen, and how far right and down in it it stands.

        Crisp pixels where it grows, smooth where it shrinks.
        """
        made = self._made.get(position)
        if made is not None:
            self._made.move_to_end(position)
            return made
        image = picture_of(pictures.pixels(position))
        ratio = self.devicePixelRatioF()
        side = round(self._side * ratio)
        grows = max(image.width(), image.height()) <= side
        mode = Qt.TransformationMode.FastTransformation if grows else Qt.TransformationMode.SmoothTransformation
        picture = QPixmap.fromImage(image.scaled(side, side, Qt.AspectRatioMode.KeepAspectRatio, mode))
        picture.setDevicePixelRatio(ratio)
        size = picture.deviceIndependentSize()
        made = picture, round((self._side - size.width()) / 2), round((self._side - size.height()) / 2)
        self._made[position] = made
        return made

    # Mouse and keys

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton:
            self._set_current(self.position_at(event.position().toPoint()))

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        position = self.position_at(event.position().toPoint())
        if event.button() == Qt.MouseButton.LeftButton and position >= 0:
            self.activated.emit(position)

    def wheelEvent(self, event: QWheelEvent) -> None:
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.sideWanted.emit(self._side + (4 if event.angleDelta().y() > 0 else -4))
            event.accept()
        else:
            super().wheelEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        columns = self._columns()
        page = max(self.viewport().height() // self._cell().height(), 1) * columns
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
        return super().viewportEvent(event)

    def changeEvent(self, event: QEvent) -> None:
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange):
            self._forget_made()
            self._measure()
        super().changeEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.viewport().update()
