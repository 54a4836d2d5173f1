"""Ctrl+C and SIGTERM as a wish to stop."""

import signal
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from types import FrameType

from engine.cli.output import complain

PATIENCE = 1.0
"""Seconds within which a second signal counts as the first: a terminal and ``uv run`` both pass Ctrl+C on."""


@contextmanager
def cancelled_by_signals(cancel: Callable[[], None]) -> Iterator[None]:
    """Call ``cancel`` at the first SIGINT or SIGTERM; a later one interrupts at once."""
    if threading.current_thread() is not threading.main_thread():
        yield  # only the main thread receives signals
        return
    first: float | None = None

    def stop(_number: int, _frame: FrameType | None) -> None:
        nonlocal first
        if first is None:
            first = time.monotonic()
            complain("stopping after this step; the run is kept")
            cancel()
        elif time.monotonic() - first > PATIENCE:
            raise KeyboardInterrupt

    before = {number: signal.signal(number, stop) for number in (signal.SIGINT, signal.SIGTERM)}
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
