"""The pad: draws what the pen does, as it does it."""

# ruff: noqa: N815 - signals are named as Qt names them

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QElapsedTimer, QEvent, QPointF, QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QHideEvent, QKeyEvent, QKeySequence, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from gui import theme
from gui.drawing import paper
from gui.drawing.ink_layer import InkLayer, side_of
from gui.drawing.key_pen import ARROWS, KeyPen
from gui.drawing.marks import DigitMark, Marks
from gui.drawing.pen_widget import PenWidget
from gui.drawing.photo import PhotoLayer
from gui.drawing.replay import Replay
from gui.drawing.strokes import Drawing, PenStroke, Point

if TYPE_CHECKING:
    from engine.data.photo import Photo

LEAST_MOVE = 1.5
"""Pixels; a shorter movement is taken for a trembling hand."""
BRUSH_MINIMUM, BRUSH_DEFAULT, BRUSH_MAXIMUM = 0.03, 0.075, 0.14
"""Width of the brush in units of the pad's shorter side."""
ERASER = 0.04
"""Radius of the eraser in the same unit."""

_KEYS = QKeySequence.StandardKey
_STANDARD = (_KEYS.Undo, _KEYS.Redo, _KEYS.Copy, _KEYS.Paste)


class DigitCanvas(PenWidget):
    """A pad for mouse, finger, pen with pressure, and keyboard (arrows move, Space puts the pen down or lifts it).

    The eraser cuts: the tool chosen by :attr:`erasing`, the right mouse button, or the other end of a tablet's pen.
    """

    strokesChanged = Signal()  # at most once for each event
    stepsChanged = Signal()  # what can be undone, redone or replayed changed, maybe
    replaying = Signal(bool)
    erasingChanged = Signal(bool)
    markChosen = Signal(int)  # the number of a marked digit that was clicked on
    nextMark = Signal(int)  # how many digits further the next one to look at is
    copyRequested = Signal()
    pasteRequested = Signal()

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
        self._marks, self._photo = Marks(), PhotoLayer()
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
        """Whether the drawing is being drawn once more."""
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

    def show_photo(self, photo: Photo) -> None:
        """Show a picture in the place of the drawing, which :meth:`undo_stroke` brings back; drawing takes it away."""
        self.stop_replay()
        self._own.clear()
        self._photo.show(photo)
        self._redraw()
        self.stepsChanged.emit()

    @property
    def has_photo(self) -> bool:
        """Whether a picture is shown in the place of the drawing."""
        return self._photo.is_shown

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
        self._photo.show(None)
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
        start, self._eraser_place = self._eraser_place or place, place
        if self._own.rub(self._point(start), self._point(place), ERASER):
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
        had_photo = self._photo.is_shown
        self._photo.show(None)
        if change(self._own) or had_photo:
            self._redraw()
            self._tell()

    def _tell(self) -> None:
        self.stepsChanged.emit()
        self.strokesChanged.emit()

    # Events.

    def event(self, event: QEvent) -> bool:
        own = isinstance(event, QKeyEvent) and any(event.matches(keys) for keys in _STANDARD)
        if own and event.type() is QEvent.Type.ShortcutOverride:
            event.accept()  # While the pad has the focus these are its own keys, not the window's.
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key, modifiers = Qt.Key(event.key()), event.modifiers()
        standard = next((number for number, keys in enumerate(_STANDARD) if event.matches(keys)), None)
        if standard is not None:
            (self.undo_stroke, self.redo_stroke, self.copyRequested.emit, self.pasteRequested.emit)[standard]()
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
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setClipRect(event.rect())
        pad = paper.area(self)
        invites = self._own.is_empty and not self._key_pen.is_held and not self._photo.is_shown
        paper.paint(painter, pad, self.tr("Draw a digit") if invites else "")
        self._photo.paint(painter, pad, side_of(self))
        self._ink.paint(painter, self._shown)
        self._place_marks()
        self._marks.paint(painter, pad)
        self._paint_tools(painter)
        paper.paint_edge(painter, pad, focused=self.hasFocus())

    def _place_marks(self) -> None:
        # Drawn digits reach beyond their points by half a brush, those of a photograph fill their boxes.
        self._marks.place(self._ink.painter(), 0.0 if self.has_photo else self.brush * side_of(self) / 2)

    def _paint_tools(self, painter: QPainter) -> None:
        side = side_of(self)
        radius = ERASER * side if self._erasing else self.brush * side / 2 + 3
        self._key_pen.paint(painter, radius, down=self._is_down)
        if self._eraser_place is not None:
            paper.paint_eraser(painter, self._eraser_place, ERASER * side)


_NEXT = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}
_NO_MODIFIER = Qt.KeyboardModifier.NoModifier
