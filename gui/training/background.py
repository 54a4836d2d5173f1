"""Work beside the GUI thread: one function in a thread of its own, with progress, cancel and a result by signal."""

import contextlib
import threading
from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QObject, Qt, Signal


@dataclass(frozen=True, slots=True)
class Handle:
    """What the work may ask and tell."""

    should_stop: Callable[[], bool]
    progress: Callable[[int, int], None]


Work = Callable[[Handle], object]


class BackgroundTask(QObject):
    """Runs one piece of work at a time; another :meth:`start` gives up the one before.

    ``done(result)`` or ``failed(exception)`` comes once, on the thread of this object, unless the work was given up.
    """

    done = Signal(object)
    failed = Signal(object)
    progressed = Signal(int, int)
    _told = Signal(int, str, object)

    def __init__(self, name: str, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._name = name
        self._number = 0
        self._stop = threading.Event()
        self._thread: threading.Thread | None = None
        self._told.connect(self._take, Qt.ConnectionType.QueuedConnection)

    @property
    def is_active(self) -> bool:
        """Whether work is under way whose end was not told yet."""
        return self._thread is not None

    def start(self, work: Work) -> None:
        """Begin; the work is called with a :class:`Handle` in a new thread."""
        self.give_up()
        self._number += 1
        self._stop = threading.Event()
        thread = threading.Thread(
            target=self._run, args=(self._number, work, self._stop), name=f"netwright-{self._name}", daemon=True
        )
        self._thread = thread
        thread.start()

    def ask_to_stop(self) -> None:
        """Ask the work to end early; how it ends is still told."""
        self._stop.set()

    def give_up(self) -> None:
        """Ask the work to end early and tell nothing of it any more."""
        self._stop.set()
        self._thread = None

    def stop_and_wait(self, seconds: float = 5.0) -> bool:
        """Give up and wait for the thread's end; returns whether it came in time."""
        thread = self._thread
        self.give_up()
        if thread is None:
            return True
        thread.join(seconds)
        return not thread.is_alive()

    def _run(self, number: int, work: Work, stop: threading.Event) -> None:
        def progress(done: int, total: int) -> None:
            self._tell(number, "progress", (done, total))

        try:
            result = work(Handle(stop.is_set, progress))
        except BaseException as error:
            self._tell(number, "failed", error)
        else:
            self._tell(number, "done", result)

    def _tell(self, number: int, what: str, value: object) -> None:
        with contextlib.suppress(RuntimeError):  # the window, and this object with it, may be gone already
            self._told.emit(number, what, value)

    def _take(self, number: int, what: str, value: object) -> None:
        if number != self._number or self._thread is None:
            return
        if what == "progress":
            assert isinstance(value, tuple)
            self.progressed.emit(*value)
            return
        self._thread = None
        (self.done if what == "done" else self.failed).emit(value)
