"""Draws a drawing once more, at the speed at which it was drawn."""

# ruff: noqa: N815 - signals are named as Qt names them

from collections.abc import Sequence

from PySide6.QtCore import QElapsedTimer, QObject, QTimer, Signal

from gui.drawing.strokes import PenStroke

FRAME_MS = 16
LONGEST_PAUSE = 0.6
"""Seconds between two strokes; a hand that rested longer is not waited for."""


class Replay(QObject):
    """Says with ``penDown``, ``penMoved`` and ``penUp`` what the pen did, and with ``ended`` that all is drawn."""

    penDown = Signal(object)  # the PenStroke that begins, with its first point
    penMoved = Signal(object, float)  # a Point, and its time on the stroke's own clock
    penUp = Signal()
    ended = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._steps: list[tuple[float, PenStroke, int]] = []
        self._next = 0
        self._clock = QElapsedTimer()
        self._timer = QTimer(self, interval=FRAME_MS)
        self._timer.timeout.connect(self._play)

    def start(self, strokes: Sequence[PenStroke]) -> None:
        """Begin with the first point, at once."""
        self._steps, self._next = schedule(strokes), 0
        self._clock.start()
        self._timer.start()
        self._play()

    def stop(self) -> None:
        """Draw nothing more; ``ended`` is not told."""
        self._timer.stop()

    def _play(self) -> None:
        now = self._clock.elapsed() / 1000
        while self._timer.isActive() and self._next < len(self._steps) and self._steps[self._next][0] <= now:
            _, stroke, index = self._steps[self._next]
            self._next += 1
            if index == 0:
                self.penDown.emit(stroke)
            else:
                self.penMoved.emit(stroke.points[index], stroke.times[index])
            if index == len(stroke.points) - 1:
                self.penUp.emit()
        if self._timer.isActive() and self._next == len(self._steps):
            self._timer.stop()
            self.ended.emit()


def schedule(strokes: Sequence[PenStroke]) -> list[tuple[float, PenStroke, int]]:
    """When each point is drawn, in seconds from the beginning: as it was, but for pauses that were too long.

    Strokes come in the order in which they were begun, whatever was erased of them since.
    """
    steps: list[tuple[float, PenStroke, int]] = []
    at = was = 0.0
    for number, stroke in enumerate(sorted(strokes, key=lambda stroke: stroke.times[0])):
        pause = 0.0 if number == 0 else stroke.times[0] - was
        at += min(max(pause, 0.0), LONGEST_PAUSE)
        steps += [(at + time - stroke.times[0], stroke, index) for index, time in enumerate(stroke.times)]
        at += stroke.times[-1] - stroke.times[0]
        was = stroke.times[-1]
    return steps
