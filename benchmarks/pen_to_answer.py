"""How long after a movement of the pen its answer stands in the window, while a network learns beside it."""

import time

from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest

from benchmarks.event_loop import wait
from gui.drawing.panel import DrawPanel
from tests.pen_digits import PenDigit, pen_digits

PEN_MS = 8
"""From one movement to the next: 125 a second, as a mouse tells them."""
SHARE = 0.8
"""Of its column a digit fills so much, and of the pad's height at most."""


class Pen:
    """Draws real people's digits on the pad at a person's pace and notes how long each movement waits for its answer.

    A movement is answered by the answer to it or to a later one. Painting is not part of it.
    """

    def __init__(self, panel: DrawPanel) -> None:
        self._panel, self._pad = panel, panel.canvas
        self._waiting: list[float] = []
        self.waited: list[float] = []
        """Milliseconds, one for each movement."""
        panel.answered.connect(self._answered)

    def measure(self, digits: int, movements: int) -> list[float]:
        """Draw so many digits side by side, the last one again and again until there are enough movements."""
        real = pen_digits()
        self._pad.clear()
        for place in range(digits - 1):
            self._draw(real[place % len(real)], place, digits)
        kept = len(self._pad.strokes())
        wait(500)
        self.waited.clear()
        number = 0
        while len(self.waited) < movements:
            self._draw(real[number % len(real)], digits - 1, digits)
            number += 1
            wait(300)  # what waits still is answered
            while len(self._pad.strokes()) > kept:
                self._pad.undo_stroke()
        return sorted(self.waited)

    def _answered(self) -> None:
        now = time.perf_counter()
        self.waited += [(now - moved) * 1e3 for moved in self._waiting]
        self._waiting.clear()

    def _draw(self, digit: PenDigit, column: int, columns: int) -> None:
        across = [x for stroke in digit.strokes for x, _ in stroke]
        down = [y for stroke in digit.strokes for _, y in stroke]
        width, side = self._pad.width() / columns, self._pad.width()
        scale = SHARE * min(width / max(max(across) - min(across), 1), side / max(max(down) - min(down), 1) / 2)
        left = (column + 0.5) * width - scale * (min(across) + max(across)) / 2
        top = side / 2 - scale * (min(down) + max(down)) / 2
        for stroke in digit.strokes:
            places = [QPoint(round(left + scale * x), round(top + scale * y)) for x, y in stroke]
            QTest.mousePress(self._pad, Qt.MouseButton.LeftButton, pos=places[0])
            for place in places[1:]:
                self._move(place)
                wait(PEN_MS)
            QTest.mouseRelease(self._pad, Qt.MouseButton.LeftButton, pos=places[-1])

    def _move(self, place: QPoint) -> None:
        asked: list[float] = []
        began = time.perf_counter()
        connection = self._panel.imagesChanged.connect(lambda _images: asked.append(began))
        QTest.mouseMove(self._pad, place)
        self._panel.imagesChanged.disconnect(connection)
        self._waiting += asked[:1]
