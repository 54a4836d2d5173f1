"""Ctrl+C, SIGTERM, and the signal by which Slurm announces the end of a job, as a wish to stop."""

import signal
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from types import FrameType

from engine.cli.output import complain

PATIENCE = 1.0
"""Seconds within which a second signal counts as the first: a terminal sends Ctrl+C, and ``uv run`` again."""

SIGNALS = (signal.SIGINT, signal.SIGTERM, *([signal.SIGUSR1] if hasattr(signal, "SIGUSR1") else []))

STOPPING = "stopping after this step; the run is kept"


@contextmanager
def cancelled_by_signals(cancel: Callable[[], None], words: str = STOPPING) -> Iterator[None]:
    """Call ``cancel`` at the first of the ``SIGNALS``; one that comes later than its echo interrupts at once.

    ``words`` are told then, where there are any. After a signal both are ignored for good.
    """
    if threading.current_thread() is not threading.main_thread():
        yield  # only the main thread receives signals
        return
    first: float | None = None

    def stop(_number: int, _frame: FrameType | None) -> None:
        nonlocal first
        if first is None:
            first = time.monotonic()
            if words:
                complain(words)
            cancel()
        elif time.monotonic() - first > PATIENCE:
            raise KeyboardInterrupt

    before = {number: signal.signal(number, stop) for number in SIGNALS}
    try:
        yield
    finally:
        for number, handler in before.items():
            # An echo may be on its way still; the program only reports and ends now, and must not die of it.
            signal.signal(number, handler if first is None else signal.SIG_IGN)
