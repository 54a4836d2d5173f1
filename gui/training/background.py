"""Work beside the GUI thread: one function in a thread of its own, with progress, cancel and a result by signal.

The thread knows no Qt object, not even by a closure, for the last reference to one must not be dropped there: it puts
what it tells into a queue, and a timer on the GUI thread looks there while work is under way.
"""

import queue
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

from PySide6.QtCore import QObject, QTimer, Signal

_LOOK_MS = 15
_Told = tuple[Literal["progress", "done", "failed"], object]


class Stopped(Exception):
    """The work was asked to end early, and did."""


@dataclass(frozen=True, slots=True)
class Handle:
    """What the work may ask and tell."""

    should_stop: Callable[[], bool]
    progress: Callable[[int, int], None]

    def check(self) -> None:
        """Raise :class:`Stopped` once the work shall end."""
        if self.should_stop():
            raise Stopped


Work = Callable[[Handle], object]


class _Errand:
    """One piece of work: its thread, its queue and the wish to stop it."""

    def __init__(self, name: str, work: Work) -> None:
        self.told: queue.SimpleQueue[_Told] = queue.SimpleQueue()
        self.stop = threading.Event()
        self.thread = threading.Thread(target=_run, args=(work, self.stop, self.told), name=name, daemon=True)


def _run(work: Work, stop: threading.Event, told: "queue.SimpleQueue[_Told]") -> None:
    try:
        result = work(Handle(stop.is_set, lambda done, total: told.put(("progress", (done, total)))))
    except BaseException as error:
        told.put(("failed", error))
    else:
        told.put(("done", result))


class BackgroundTask(QObject):
    """Runs one piece of work at a time; another :meth:`start` gives up the one before.

    ``done(result)`` or ``failed(exception)`` comes once, unless the work was given up. The work must not hold on to a
    Qt object.
    """

    done = Signal(object)
    failed = Signal(object)
    progressed = Signal(int, int)

    def __init__(self, name: str, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._name = f"netwright-{name}"
        self._errand: _Errand | None = None
        self._given_up: list[_Errand] = []
        self._timer = QTimer(self)
        self._timer.setInterval(_LOOK_MS)
        self._timer.timeout.connect(self._look)

    @property
    def is_active(self) -> bool:
        """Whether work is under way whose end was not told yet."""
        return self._errand is not None

    def start(self, work: Work) -> None:
        """Begin; the work is called with a :class:`Handle` in a new thread."""
        self.give_up()
        self._errand = _Errand(self._name, work)
        self._errand.thread.start()
        self._timer.start()

    def ask_to_stop(self) -> None:
        """Ask the work to end early; how it ends is still told."""
        if self._errand is not None:
            self._errand.stop.set()

    def give_up(self) -> None:
        """Ask the work to end early and tell nothing of it any more."""
        self._timer.stop()
        self._given_up = [errand for errand in self._given_up if errand.thread.is_alive()]
        if self._errand is not None:
            self._errand.stop.set()
            self._given_up.append(self._errand)
            self._errand = None

    def stop_and_wait(self, seconds: float = 5.0) -> bool:
        """Give up and wait for every thread's end; returns whether it came in time."""
        self.give_up()
        deadline = time.monotonic() + seconds
        for errand in self._given_up:
            errand.thread.join(max(deadline - time.monotonic(), 0.0))
        return not any(errand.thread.is_alive() for errand in self._given_up)

    def _look(self) -> None:
        """Tell what is in the queue: of the progress only the newest, then the end."""
        errand = self._errand
        progress: object = None
        while errand is not None and errand is self._errand:
            try:
                what, value = errand.told.get_nowait()
            except queue.Empty:
                break
            if what == "progress":
                progress = value
                continue
            self._timer.stop()
            self._errand = None
            self._tell_progress(progress)
            progress = None
            (self.done if what == "done" else self.failed).emit(value)
        self._tell_progress(progress)

    def _tell_progress(self, progress: object) -> None:
        if isinstance(progress, tuple):
            self.progressed.emit(*progress)
