"""The event loop of a window under measurement: letting it run, and how late it gets to what is due."""

import time
from types import TracebackType
from typing import Self

from PySide6.QtCore import QEventLoop, Qt, QTimer

HEARTBEAT_MS = 8


def wait(milliseconds: int) -> None:
    """Run the event loop for a while. (``QTest.qWait`` would keep Python's lock and starve every other thread.)"""
    loop = QEventLoop()
    QTimer.singleShot(milliseconds, loop.quit)
    loop.exec()


class Beat:
    """While entered, a timer beats every 8 ms: ``delays`` says by how many ms each beat came late.

    ``works`` is the processor's time, in ms, that the window's thread took between two beats, which other programs on
    the machine do not lengthen.
    """

    def __init__(self) -> None:
        self.delays: list[float] = []
        self.works: list[float] = []
        self._timer = QTimer()
        self._timer.setTimerType(Qt.TimerType.PreciseTimer)
        self._timer.setInterval(HEARTBEAT_MS)
        self._timer.timeout.connect(self._pulse)
        self._last = self._worked = 0.0

    def __enter__(self) -> Self:
        self._last, self._worked = time.perf_counter(), time.thread_time()
        self._timer.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._pulse()  # what lasted until now is a delay, too
        self._timer.stop()

    @property
    def longest(self) -> float:
        """The longest delay."""
        return max(self.delays)

    @property
    def most_work(self) -> float:
        """The most processor's time between two beats."""
        return max(self.works)

    def delay(self, share: float) -> float:
        """The delay that this share of all beats does not exceed."""
        return percentile(self.delays, share)

    def _pulse(self) -> None:
        now, worked = time.perf_counter(), time.thread_time()
        self.delays.append(max(0.0, (now - self._last) * 1e3 - HEARTBEAT_MS))
        self.works.append((worked - self._worked) * 1e3)
        self._last, self._worked = now, worked


def percentile(values: list[float], share: float) -> float:
    """The value that this share of all does not exceed."""
    return sorted(values)[int(share * (len(values) - 1))]
