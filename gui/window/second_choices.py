"""Between the drawing pad and what would have to change in a drawing for the second choice."""

from __future__ import annotations

import threading
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, QTimer

from engine.evaluation.pace import Pace
from engine.text import NetwrightError
from gui.drawing.panel import DrawPanel
from gui.training.background import BackgroundTask, Handle
from gui.translation import say
from gui.window.answering import Answering

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from engine.data.fitting import InkFit
    from engine.data.ink import Stroke
    from engine.evaluation.explaining.second_choice import SecondChoice
    from engine.evaluation.explaining.service import Source

PAUSE_MS = 500
"""So long the pen must rest before the change is looked for."""
SHARE = 0.03
"""Of the time that a network learns, at most, goes into looking anew because the answer has become another one."""


class SecondChoices(QObject):
    """Looks for the change in a thread of the lowest priority while the pen rests and the card is in sight.

    New ink gives the search up, and so does whoever answers from now on.
    """

    def __init__(self, panel: DrawPanel, answering: Answering, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._panel, self._answering, self._card = panel, answering, panel.second
        self._network: Source | None = answering.network()
        self._one_at_a_time = threading.Lock()
        self._pace = Pace(SHARE)
        self._temperature = 1.0
        self._due = False
        """Whether the pen has rested long enough, but there was no answer yet."""
        self._task = BackgroundTask("second-choice", self)
        self._task.done.connect(self._show)
        self._task.failed.connect(self._tell)
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
        image = self._panel.image()
        if image is None or self._network is None:
            self._pause.stop()
            self._card.show_nothing()
        elif not _bright_ink(image, self._panel.fit):
            self._pause.stop()
            self._card.show_error(self.tr("it takes bright ink on black, in one channel."))
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
            same = self._answering.temperature == self._temperature
            if not same or (first, second) != (shown.first, shown.second):
                self._card.show_waiting()
                rest = round(1000 * self._pace.rest) if self._answering.is_learning else 0
                self._pause.start(max(PAUSE_MS, rest))

    def _look(self) -> None:
        image, network = self._panel.image(), self._network
        if image is None or network is None or not self._card.isVisible():
            return
        self._due = self._panel.answer is None
        if self._due:
            return
        self._card.show_busy()
        strokes = [list(stroke.points) for stroke in self._panel.chosen_strokes()]  # the pen may draw on meanwhile
        temperature, lock, pace = self._answering.temperature, self._one_at_a_time, self._pace
        self._temperature = temperature
        fit = self._panel.fit
        self._task.start(lambda handle: _found(network, lock, pace, image, strokes, fit, temperature, handle))

    def _show(self, found: Any) -> None:
        choice, strokes = found
        if choice is None:
            self._card.show_nothing()
        else:
            self._card.show_choice(choice, self._answering.classes, strokes)

    def _tell(self, error: Exception) -> None:
        self._card.show_error(say(error.text) if isinstance(error, NetwrightError) else str(error))


def _found(
    network: Source,
    lock: threading.Lock,
    pace: Pace,
    image: NDArray[np.uint8],
    strokes: Sequence[Stroke],
    fit: InkFit | None,
    temperature: float,
    handle: Handle,
) -> tuple[SecondChoice | None, int]:
    """What was found, and of how many strokes. The network is one search's at a time."""
    from engine.evaluation.explaining.second_choice import second_choice
    from engine.training.priority import lower_thread_priority
    from engine.training.tuning.threads import compute_alone

    lower_thread_priority()
    compute_alone()
    with lock, pace.spending():
        subject = network()
        if subject is None:
            return None, len(strokes)
        stop = handle.should_stop
        found = second_choice(subject, image, strokes, fit=fit, temperature=temperature, should_stop=stop)
        return found, len(strokes)


def _bright_ink(image: NDArray[np.uint8], fit: InkFit | None) -> bool:
    """Whether dabs of the pen can be laid on it: one channel, black where nothing is."""
    return image.ndim == 2 and not (fit is not None and fit.dark)
