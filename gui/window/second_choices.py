"""Between the drawing pad and what would have to change in a drawing for the second choice."""

from __future__ import annotations

import threading
import time
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, QTimer

from gui.drawing.panel import DrawPanel
from gui.training.background import BackgroundTask, Handle
from gui.window.answering import Answering

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from engine.data.ink import Stroke
    from engine.evaluation.explaining.second_choice import SecondChoice
    from engine.evaluation.explaining.service import Source

PAUSE_MS = 500
"""So long the pen must rest before the change is looked for."""
REST = 30
"""While a network learns the change is looked for anew, for an answer that is another, after so many times as long."""


class SecondChoices(QObject):
    """Looks for the change in a thread of the lowest priority while the pen rests and the card is in sight.

    New ink gives the search up, and so does whoever answers from now on.
    """

    def __init__(self, panel: DrawPanel, answering: Answering, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._panel, self._answering, self._card = panel, answering, panel.second
        self._network: Source | None = answering.network()
        self._one_at_a_time = threading.Lock()
        self._seconds = 0.0
        self._due = False
        """Whether the pen has rested long enough, but there was no answer yet."""
        self._task = BackgroundTask("second-choice", self)
        self._task.done.connect(self._show)
        self._task.failed.connect(lambda _error: self._card.show_nothing())
        self._pause = QTimer(self, interval=PAUSE_MS, singleShot=True)
        self._pause.timeout.connect(self._look)
        panel.imageChanged.connect(self._begin_anew)
        panel.answered.connect(self._compare)
        answering.explainable.connect(self._take_network)
        self._card.wanted.connect(self._begin_anew)

    def stop(self) -> None:
        """End the thread; for closing the window."""
        self._pause.stop()
        self._task.stop_and_wait()

    def _take_network(self) -> None:
        self._network = self._answering.network()
        self._begin_anew()

    def _begin_anew(self) -> None:
        self._task.give_up()
        self._due = False
        if self._panel.image() is None or self._network is None:
            self._pause.stop()
            self._card.show_nothing()
        else:
            self._card.show_waiting()
            self._pause.start(PAUSE_MS)

    def _compare(self) -> None:
        """An answer may have become another one without new ink, as weights changed."""
        shown, answer = self._card.choice, self._panel.answer
        if self._due:
            self._look()
        elif shown is not None and answer is not None:
            first, second = (-answer.probabilities).argsort(kind="stable")[:2]
            if (first, second) != (shown.first, shown.second):
                self._card.show_waiting()
                rest = round(REST * 1000 * self._seconds) if self._answering.is_learning else 0
                self._pause.start(max(PAUSE_MS, rest))

    def _look(self) -> None:
        image, network = self._panel.image(), self._network
        if image is None or network is None or not self._card.isVisible():
            return
        self._due = self._panel.answer is None
        if self._due:
            return
        self._card.show_busy()
        strokes = [stroke.points for stroke in self._panel.chosen_strokes()]
        temperature, lock = self._answering.temperature, self._one_at_a_time
        self._task.start(lambda handle: _found(network, lock, image, strokes, temperature, handle))

    def _show(self, found: Any) -> None:
        self._seconds, choice, strokes = found
        if choice is None:
            self._card.show_nothing()
        else:
            self._card.show_choice(choice, self._answering.classes, strokes)


def _found(
    network: Source,
    lock: threading.Lock,
    image: NDArray[np.uint8],
    strokes: Sequence[Stroke],
    temperature: float,
    handle: Handle,
) -> tuple[float, SecondChoice | None, int]:
    """How long it took, what was found, and of how many strokes. The network is one search's at a time."""
    from engine.evaluation.explaining.second_choice import second_choice
    from engine.training.priority import lower_thread_priority
    from engine.training.tuning.threads import compute_alone

    lower_thread_priority()
    compute_alone()
    with lock:
        began = time.perf_counter()
        subject = network()
        if subject is None:
            return 0.0, None, len(strokes)
        choice = second_choice(subject, image, strokes, temperature=temperature, should_stop=handle.should_stop)
    return time.perf_counter() - began, choice, len(strokes)
