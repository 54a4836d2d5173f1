"""The pad: draws what the pen does, as it does it."""

# ruff: noqa: N815 - signals are named as Qt names them

from collections.abc import Callable

from PySide6.QtCore import QElapsedTimer, QEvent, QPointF, QSize, Qt, Signal
from PySide6.QtGui import (
    QFocusEvent,
    QHideEvent,
    QKeyEvent,
    QKeySequence,
    QPainter,
    QPaintEvent,
    QPen,
    QResizeEvent,
)
from PySide6.QtWidgets import QSizePolicy, QWidget

from gui import theme
from gui.drawing.ink_layer import InkLayer, side_of
from gui.drawing.key_pen import ARROWS, KeyPen
from gui.drawing.marks import DigitMark, Marks
from gui.drawing.pen_widget import PenWidget
from gui.drawing.replay import Replay
from gui.drawing.strokes import Drawing, PenStroke, Point

LEAST_MOVE = 1.5
"""Pixels; a shorter movement is taken for a trembling hand."""
BRUSH_MINIMUM, BRUSH_DEFAULT, BRUSH_MAXIMUM = 0.03, 0.075, 0.14
"""Width of the brush in units of the pad's shorter side."""
ERASER = 0.04
"""Radius of the eraser in the same unit."""

_UNDO, _REDO = QKeySequence.StandardKey.Undo, QKeySequence.StandardKey.Redo
_STANDARD = (_UNDO, _REDO, QKeySequence.StandardKey.Copy)


class DigitCanvas(PenWidget):
    """A pad for mouse, finger, pen with pressure, and keyboard (arrows move, Space puts the pen down or lifts it).

    The eraser cuts: the tool chosen by :attr:`erasing`, the right mouse button, or the other end of a tablet's pen.
    """

    strokesChanged = Signal()
    """The drawing changed; at most once for each event."""
    stepsChanged = Signal()
    """What can be undone, redone or replayed changed, maybe."""
    replaying = Signal(bool)
    erasingChanged = Signal(bool)
    markChosen = Signal(int)
    """A digit that is marked was clicked on."""
    nextMark = Signal(int)
    """The digit so many places further is wanted."""
    copyRequested = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("digitCanvas")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setMinimumSize(120, 120)
        self.brush = BRUSH_DEFAULT
        self._erasing = False
        self._eraser_place: QPointF | None = None
        """Where the eraser is held down."""
        self._marks = Marks()
        self._own = self._shown = Drawing()
        """The person's drawing, and what is seen of it: while it is replayed, another."""
        self._ink = InkLayer(self)
        self._key_pen = KeyPen()
        self._clock = QElapsedTimer()
        self._clock.start()
        self._replay = Replay(self)
        self._replay.penDown.connect(self._replay_down)
        self._replay.penMoved.connect(self._replay_move)
        self._replay.penUp.connect(self._lift)
        self._replay.ended.connect(self.stop_replay)
        theme.notifier().changed.connect(self._redraw)
        self._set_cursor()
        self.retranslate()

    # What others see.

    def strokes(self) -> list[list[Point]]:
        """The strokes that are seen, as ``engine.data.ink`` takes them; their width is not part of it."""
        return [list(stroke.points) for stroke in self._shown.strokes]

    def pen_strokes(self) -> tuple[PenStroke, ...]:
        """The person's strokes, with times; also while they are replayed."""
        return self._own.strokes

    def is_empty(self) -> bool:
        """Whether nothing is drawn."""
        return self._own.is_empty

    def can_undo(self) -> bool:
        """Whether :meth:`undo_stroke` would do something."""
        return self._own.can_undo

    def can_redo(self) -> bool:
        """Whether :meth:`redo_stroke` would do something."""
        return self._own.can_redo

    def clear(self) -> None:
        """Remove the drawing; :meth:`undo_stroke` brings it back."""
        self._change(Drawing.clear)

    def undo_stroke(self) -> None:
        """Take back the last stroke, erasing or clearing."""
        self._change(Drawing.undo)

    def redo_stroke(self) -> None:
        """Do again what was taken back."""
        self._change(Drawing.redo)

    @property
    def erasing(self) -> bool:
        """Whether the left button erases."""
        return self._erasing

    @erasing.setter
    def erasing(self, erasing: bool) -> None:
        if erasing != self._erasing:
            self._lift()
            self._erasing = erasing
            self._set_cursor()
            self.erasingChanged.emit(erasing)

    @property
    def is_replaying(self) -> bool:
        return self._shown is not self._own

    def replay(self) -> None:
        """Draw the drawing once more, as it was drawn; anything that is done to the pad ends it."""
        self.stop_replay()
        self._own.end()
        if not self._own.is_empty:
            self._shown = Drawing()
            self._redraw()
            self.replaying.emit(True)
            self._replay.start(self._own.strokes)

    def stop_replay(self) -> None:
        """Show the whole drawing again."""
        self._replay.stop()
        if self._shown is not self._own:
            self._shown = self._own
            self._redraw()
            self.replaying.emit(False)
            self._tell()

    def set_marks(self, marks: tuple[DigitMark, ...]) -> None:
        """Show where digits stand and what they are; for several digits only."""
        if self._marks.show(marks):
            self.update()

    def sizeHint(self) -> QSize:
        return QSize(280, 280)

    def retranslate(self) -> None:
        """Set every text anew, in the window's language."""
        self.setAccessibleName(self.tr("Drawing pad"))
        self.setAccessibleDescription(
            self.tr(
                "Draw with the mouse, a finger or a pen; the right button or the pen's other end erases. With the "
                "keyboard: the arrow keys move, Space puts the pen down or lifts it, E takes the eraser, Backspace "
                "clears, Ctrl+Z takes back, R replays, Ctrl+Left and Ctrl+Right go from digit to digit."
            )
        )
        self.update()

    # The pen.

    def _point(self, place: QPointF, pressure: float = 1.0) -> Point:
        """A place on the pad, or beside it, as a point of the drawing."""
        x = min(max(place.x(), 0.0), float(self.width()))
        y = min(max(place.y(), 0.0), float(self.height()))
        centre, side = self.rect().toRectF().center(), side_of(self)
        return (x - centre.x()) / side, (y - centre.y()) / side, pressure

    def _now(self) -> float:
        return self._clock.elapsed() / 1000

    def pointer_taken(self) -> None:
        self._key_pen.put_away()

    def pen_down(self, place: QPointF, pressure: float = 1.0, *, erase: bool = False, tapered: bool = False) -> None:
        self.stop_replay()
        self._lift()
        if erase or self._erasing:
            self._eraser_place = place
            self._rub(place)
            return
        self._place_marks()
        if self._marks.press(place, pressure, tapered=tapered):
            return
        was_empty = self._own.is_empty
        stroke = self._own.begin(self._point(place, pressure), self.brush, self._now(), tapered=tapered)
        if was_empty:
            self.update()  # the hint goes with the first ink
        else:
            self.update(self._ink.tip_area(stroke).toAlignedRect())
        self._tell()

    def pen_moved(self, place: QPointF, pressure: float = 1.0) -> None:
        held = self._marks.held
        if held is not None:
            if (place - held.place).manhattanLength() < 2 * LEAST_MOVE:
                return
            self.pen_down(held.place, held.pressure, tapered=held.tapered)
        if self._eraser_place is not None:
            self._rub(place)
        elif not self.is_replaying and self._draw_on(self._point(place, pressure), self._now()):
            self._tell()

    def _draw_on(self, point: Point, time: float, least: float = LEAST_MOVE) -> bool:
        """Move the pen that is down, whoever holds it; whether it moved."""
        stroke = self._shown.active
        if stroke is None:
            return False
        before = self._ink.tip_area(stroke)
        moved = self._shown.extend(point, least / side_of(self), time)
        if moved:
            self.update(before.united(self._ink.add_piece(self._shown, stroke)).toAlignedRect())
        return moved

    def pen_up(self, place: QPointF | None = None) -> None:
        if self.is_replaying:
            return
        clicked = self._marks.release()
        if clicked is not None:
            self.markChosen.emit(clicked)
            return
        moved = place is not None and self._eraser_place is None and self._draw_on(self._point(place), self._now())
        self._lift()
        if moved:
            self._tell()

    def _lift(self) -> None:
        """Lift pen and eraser where they are."""
        stroke = self._shown.active
        self._shown.end()
        if stroke is not None:
            self.update(self._ink.add_tip(self._shown, stroke).toAlignedRect())
        if self._eraser_place is not None:
            self._eraser_place = None
            self.update()

    def _rub(self, place: QPointF) -> None:
        """Erase along the way of the eraser, in steps that leave nothing between them."""
        start = self._eraser_place or place
        x, y, _ = self._point(start)
        u, v, _ = self._point(place)
        steps = max(1, round(2 * ((x - u) ** 2 + (y - v) ** 2) ** 0.5 / ERASER))
        ways = [(x + (u - x) * k / steps, y + (v - y) * k / steps) for k in range(1, steps + 1)]
        erased = [self._own.erase(*way, ERASER) for way in ways]
        self._eraser_place = place
        if any(erased):
            self._redraw()
            self._tell()
        self.update()

    def _replay_down(self, stroke: PenStroke) -> None:
        made = self._shown.begin(stroke.points[0], stroke.width, stroke.times[0], tapered=stroke.tapered)
        self.update(self._ink.tip_area(made).toAlignedRect())
        self.strokesChanged.emit()

    def _replay_move(self, point: Point, time: float) -> None:
        if self._draw_on(point, time, least=0.0):
            self.strokesChanged.emit()

    def _change(self, change: Callable[[Drawing], bool]) -> None:
        self.stop_replay()
        self._eraser_place = None
        if change(self._own):
            self._redraw()
            self._tell()

    def _tell(self) -> None:
        self.stepsChanged.emit()
        self.strokesChanged.emit()

    # Events.

    def event(self, event: QEvent) -> bool:
        steps = isinstance(event, QKeyEvent) and (event.matches(_UNDO) or event.matches(_REDO))
        if steps and event.type() is QEvent.Type.ShortcutOverride:
            event.accept()  # While the pad has the focus these are its own keys, not the window's.
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key, modifiers = Qt.Key(event.key()), event.modifiers()
        standard = next((number for number, keys in enumerate(_STANDARD) if event.matches(keys)), None)
        if standard is not None:
            (self.undo_stroke, self.redo_stroke, self.copyRequested.emit)[standard]()
        elif key in ARROWS and modifiers in (_NO_MODIFIER, Qt.KeyboardModifier.ShiftModifier):
            self.pen_moved(self._key_pen.step(self.rect().toRectF(), key, fine=modifiers != _NO_MODIFIER))
            self.update()
        elif key in _NEXT and modifiers == Qt.KeyboardModifier.ControlModifier:
            self.nextMark.emit(_NEXT[key])
        elif modifiers == _NO_MODIFIER and not event.isAutoRepeat() and self._plain_key(key):
            self.update()
        else:
            super().keyPressEvent(event)

    def _plain_key(self, key: Qt.Key) -> bool:
        if key in (Qt.Key.Key_Backspace, Qt.Key.Key_Delete):
            self.clear()
        elif key in (Qt.Key.Key_Space, Qt.Key.Key_Return, Qt.Key.Key_Enter):
            place = self._key_pen.take(self.rect().toRectF())
            if self._is_down:
                self.pen_up()
            else:
                self.pen_down(place)
        elif key == Qt.Key.Key_E:
            self.erasing = not self._erasing
        elif key == Qt.Key.Key_R:
            self.replay()
        elif key == Qt.Key.Key_Escape and self.is_replaying:
            self.stop_replay()
        else:
            return False
        return True

    @property
    def _is_down(self) -> bool:
        return self._own.active is not None or self._eraser_place is not None

    def focusInEvent(self, event: QFocusEvent) -> None:
        self.update()
        super().focusInEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        self.pen_up()
        self._key_pen.put_away()
        self.update()
        super().focusOutEvent(event)

    def changeEvent(self, event: QEvent) -> None:
        if event.type() is QEvent.Type.LanguageChange:
            self.retranslate()
        super().changeEvent(event)

    def hideEvent(self, event: QHideEvent) -> None:
        self.stop_replay()
        super().hideEvent(event)

    # Painting.

    def resizeEvent(self, event: QResizeEvent) -> None:
        self._redraw()
        super().resizeEvent(event)

    def _redraw(self) -> None:
        self._ink.forget()
        self.update()

    def _set_cursor(self) -> None:
        self.setCursor(Qt.CursorShape.PointingHandCursor if self._erasing else Qt.CursorShape.CrossCursor)

    def paintEvent(self, event: QPaintEvent) -> None:
        colours = theme.current()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setClipRect(event.rect())
        frame = self.rect().toRectF().adjusted(1, 1, -1, -1)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(colours.colour("pad"))
        painter.drawRoundedRect(frame, 9, 9)
        if self._own.is_empty and not self._key_pen.is_held:
            painter.setPen(colours.colour("text_muted"))
            painter.drawText(frame, Qt.AlignmentFlag.AlignCenter, self.tr("Draw a digit"))
        self._ink.paint(painter, self._shown)
        self._place_marks()
        self._marks.paint(painter, frame)
        self._paint_tools(painter)
        focused = self.hasFocus()
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(colours.colour("focus" if focused else "control_border"), 2 if focused else 1))
        painter.drawRoundedRect(frame, 9, 9)

    def _place_marks(self) -> None:
        self._marks.place(self._ink.painter(), self.brush * side_of(self) / 2)

    def _paint_tools(self, painter: QPainter) -> None:
        side = side_of(self)
        radius = ERASER * side if self._erasing else self.brush * side / 2 + 3
        self._key_pen.paint(painter, radius, down=self._is_down)
        if self._eraser_place is not None:
            colours = theme.current()
            painter.setPen(QPen(colours.colour("control_border"), 1.5))
            painter.setBrush(colours.colour("surface", 0.8))
            painter.drawEllipse(self._eraser_place, ERASER * side, ERASER * side)


_NEXT = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}
_NO_MODIFIER = Qt.KeyboardModifier.NoModifier
