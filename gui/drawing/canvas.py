"""The pad: draws what the pen does, as it does it."""

# ruff: noqa: N815 - signals are named as Qt names them

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QFocusEvent,
    QKeyEvent,
    QKeySequence,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QPixmap,
    QResizeEvent,
    QTabletEvent,
    QTouchEvent,
)
from PySide6.QtWidgets import QSizePolicy, QWidget

from gui import theme
from gui.drawing.ink_painter import InkPainter
from gui.drawing.strokes import Drawing, PenStroke, Point

LEAST_MOVE = 1.5
"""Pixels; a shorter movement is taken for a trembling hand."""
BRUSH_MINIMUM, BRUSH_DEFAULT, BRUSH_MAXIMUM = 0.03, 0.075, 0.14
"""Width of the brush in units of the pad's shorter side."""
KEY_STEP, FINE_KEY_STEP = 0.05, 0.015

_ARROWS = {
    Qt.Key.Key_Left: (-1, 0),
    Qt.Key.Key_Right: (1, 0),
    Qt.Key.Key_Up: (0, -1),
    Qt.Key.Key_Down: (0, 1),
}


class DigitCanvas(QWidget):
    """A pad for mouse, finger, pen with pressure, and keyboard (arrows move, Space puts the pen down or lifts it)."""

    strokesChanged = Signal()
    """The drawing changed; at most once for each event."""
    undoAvailable = Signal(bool)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("digitCanvas")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_AcceptTouchEvents)
        self.setCursor(Qt.CursorShape.CrossCursor)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setMinimumSize(120, 120)
        self.brush = BRUSH_DEFAULT
        self._drawing = Drawing()
        self._ink: QPixmap | None = None
        self._key_place: QPointF | None = None
        self._could_undo = False
        theme.notifier().changed.connect(self._redraw)
        self.retranslate()

    # What others see.

    def strokes(self) -> list[list[Point]]:
        """The strokes as ``engine.data.ink`` takes them; their width is not part of it."""
        return [list(stroke.points) for stroke in self._drawing.strokes]

    def is_empty(self) -> bool:
        """Whether nothing is drawn."""
        return self._drawing.is_empty

    def can_undo(self) -> bool:
        """Whether :meth:`undo_stroke` would do something."""
        return self._drawing.can_undo

    def clear(self) -> None:
        """Remove the drawing; :meth:`undo_stroke` brings it back."""
        if self._drawing.clear():
            self._redraw()
            self._tell()

    def undo_stroke(self) -> None:
        """Take back the last stroke, or the last clearing."""
        if self._drawing.undo():
            self._redraw()
            self._tell()

    def sizeHint(self) -> QSize:
        return QSize(280, 280)

    def retranslate(self) -> None:
        """Set every text anew, in the window's language."""
        self.setAccessibleName(self.tr("Drawing pad"))
        self.setAccessibleDescription(
            self.tr(
                "Draw with the mouse, a finger or a pen. With the keyboard: the arrow keys move, Space puts the pen "
                "down or lifts it, Backspace clears, Ctrl+Z takes back a stroke."
            )
        )
        self.update()

    # The pen.

    def _point(self, place: QPointF, pressure: float = 1.0) -> Point:
        """A place on the pad, or beside it, as a point of the drawing."""
        x = min(max(place.x(), 0.0), float(self.width()))
        y = min(max(place.y(), 0.0), float(self.height()))
        centre, side = self.rect().toRectF().center(), self._side()
        return (x - centre.x()) / side, (y - centre.y()) / side, pressure

    def _side(self) -> float:
        return float(max(1, min(self.width(), self.height())))

    def _press(self, point: Point) -> None:
        was_empty = self._drawing.is_empty
        stroke = self._drawing.begin(point, self.brush)
        if was_empty:
            self.update()  # the hint goes with the first ink
        else:
            self._update(self._painter().tip_area(stroke))
        self._tell()

    def _move(self, point: Point) -> None:
        stroke = self._drawing.active
        if stroke is None:
            return
        before = self._painter().tip_area(stroke)
        if self._drawing.extend(point, LEAST_MOVE / self._side()):
            self._update(before.united(self._bake(stroke)))
            self._tell()

    def _release(self, point: Point | None = None) -> None:
        stroke = self._drawing.active
        if stroke is None:
            return
        moved = point is not None and self._drawing.extend(point, LEAST_MOVE / self._side())
        if moved:
            self._bake(stroke)
        self._drawing.end()
        painter = self._ink_painter()
        area = self._painter().paint_tip(painter, stroke, theme.current().colour("ink"))
        painter.end()
        self._update(area)
        if moved:
            self._tell()

    def _tell(self) -> None:
        if self._could_undo != self._drawing.can_undo:
            self._could_undo = self._drawing.can_undo
            self.undoAvailable.emit(self._could_undo)
        self.strokesChanged.emit()

    # Events.

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() is Qt.MouseButton.LeftButton:
            self._key_place = None
            self._press(self._point(event.position()))

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if event.buttons() & Qt.MouseButton.LeftButton:
            self._move(self._point(event.position()))

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if event.button() is Qt.MouseButton.LeftButton:
            self._release(self._point(event.position()))

    def tabletEvent(self, event: QTabletEvent) -> None:
        point = self._point(event.position(), event.pressure())
        kind = event.type()
        if kind is QEvent.Type.TabletPress:
            self._key_place = None
            self._press(point)
        elif kind is QEvent.Type.TabletMove:
            self._move(point)
        elif kind is QEvent.Type.TabletRelease:
            # A lifted pen has no pressure left: the last point stays as thick as it was.
            self._release()
        event.accept()

    def event(self, event: QEvent) -> bool:
        if isinstance(event, QTouchEvent):
            return self._touch(event)
        if event.type() is QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent) and event.matches(_UNDO):
            event.accept()  # Ctrl+Z is the pad's while it has the focus, not the window's.
            return True
        return super().event(event)

    def _touch(self, event: QTouchEvent) -> bool:
        points = event.points()
        kind = event.type()
        if kind is QEvent.Type.TouchCancel or not points:
            self._release()
        elif kind is QEvent.Type.TouchBegin:
            self._key_place = None
            self._press(self._point(points[0].position()))
        elif kind is QEvent.Type.TouchUpdate:
            self._move(self._point(points[0].position()))
        else:
            self._release(self._point(points[0].position()))
        event.accept()
        return True

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = Qt.Key(event.key())
        if event.matches(_UNDO):
            self.undo_stroke()
        elif key in (Qt.Key.Key_Backspace, Qt.Key.Key_Delete):
            self.clear()
        elif key in (Qt.Key.Key_Space, Qt.Key.Key_Return, Qt.Key.Key_Enter) and not event.isAutoRepeat():
            place = self._key_place = self._key_place or self.rect().toRectF().center()
            if self._drawing.active:
                self._release()
            else:
                self._press(self._point(place))
            self.update()
        elif key in _ARROWS:
            self._step(key, fine=bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier))
        else:
            super().keyPressEvent(event)

    def _step(self, key: Qt.Key, *, fine: bool) -> None:
        step = self._side() * (FINE_KEY_STEP if fine else KEY_STEP)
        across, down = _ARROWS[key]
        place = (self._key_place or self.rect().toRectF().center()) + QPointF(across * step, down * step)
        edge = self.rect().toRectF()
        self._key_place = QPointF(
            min(max(place.x(), edge.left()), edge.right()), min(max(place.y(), edge.top()), edge.bottom())
        )
        self._move(self._point(self._key_place))
        self.update()

    def focusInEvent(self, event: QFocusEvent) -> None:
        self.update()
        super().focusInEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        self._release()
        self._key_place = None
        self.update()
        super().focusOutEvent(event)

    def changeEvent(self, event: QEvent) -> None:
        if event.type() is QEvent.Type.LanguageChange:
            self.retranslate()
        elif event.type() is QEvent.Type.EnabledChange:
            self.update()
        super().changeEvent(event)

    # Painting.

    def resizeEvent(self, event: QResizeEvent) -> None:
        self._redraw()
        super().resizeEvent(event)

    def _painter(self) -> InkPainter:
        return InkPainter(self.rect().toRectF().center(), self._side())

    def _update(self, area: QRectF) -> None:
        self.update(area.toAlignedRect())

    def _redraw(self) -> None:
        self._ink = None
        self.update()

    def _bake(self, stroke: PenStroke) -> QRectF:
        """Put what no later point changes into the finished ink; returns the area that has to be shown anew."""
        ink = self._painter()
        painter = self._ink_painter()
        area = ink.paint_piece(painter, stroke, len(stroke.points) - 1, theme.current().colour("ink"))
        painter.end()
        return area.united(ink.tip_area(stroke))

    def _ink_painter(self) -> QPainter:
        painter = QPainter(self._finished_ink())
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        return painter

    def _finished_ink(self) -> QPixmap:
        """All ink but the tip of the stroke being drawn, as a transparent picture of the pad."""
        ratio = self.devicePixelRatioF()
        if self._ink is None or self._ink.devicePixelRatio() != ratio:
            self._ink = QPixmap(self.size() * ratio)
            self._ink.setDevicePixelRatio(ratio)
            self._ink.fill(Qt.GlobalColor.transparent)
            painter = QPainter(self._ink)
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            ink, colour = self._painter(), theme.current().colour("ink")
            for stroke in self._drawing.strokes:
                ink.paint(painter, stroke, colour)
            painter.end()
        return self._ink

    def paintEvent(self, event: QPaintEvent) -> None:
        colours = theme.current()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setClipRect(event.rect())
        frame = self.rect().toRectF().adjusted(1, 1, -1, -1)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(colours.colour("pad"))
        painter.drawRoundedRect(frame, 9, 9)
        if self._drawing.is_empty and self._key_place is None:
            painter.setPen(colours.colour("text_muted"))
            painter.drawText(frame, Qt.AlignmentFlag.AlignCenter, self.tr("Draw a digit"))
        painter.drawPixmap(0, 0, self._finished_ink())
        if (active := self._drawing.active) is not None:
            self._painter().paint_tip(painter, active, colours.colour("ink"))
        self._paint_pen(painter)
        focused = self.hasFocus()
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(colours.colour("focus" if focused else "control_border"), 2 if focused else 1))
        painter.drawRoundedRect(frame, 9, 9)

    def _paint_pen(self, painter: QPainter) -> None:
        """Where the keyboard holds the pen: a ring, filled while the pen is down."""
        if self._key_place is None:
            return
        colours = theme.current()
        radius = self.brush * self._side() / 2 + 3
        painter.setPen(QPen(colours.colour("accent"), 2))
        painter.setBrush(colours.colour("accent", 0.25 if self._drawing.active else 0.0))
        painter.drawEllipse(self._key_place, radius, radius)


_UNDO = QKeySequence.StandardKey.Undo
