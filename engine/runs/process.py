"""Which process writes a run, told so that a later look can say whether it still lives."""

import os
import socket
import time
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from pydantic import BaseModel, ConfigDict

from engine.lazy import lazy_module

if TYPE_CHECKING:
    import psutil
else:
    psutil = lazy_module("psutil")

_CREATION_TOLERANCE = 5.0
"""Seconds. On Linux a process's creation time is computed from the boot time, which moves when the clock is set."""

_SILENCE_ELSEWHERE = 900.0
"""Seconds after which a run on another machine that wrote nothing counts as dead: its process cannot be looked at."""

_written_here: set[Path] = set()
"""Folders of the runs that this very process is writing now."""


class ProcessMark(BaseModel):
    """A process, told apart from a later one with the same number by the time of its creation."""

    model_config = ConfigDict(frozen=True)

    pid: int
    created: float
    host: str


def this_process() -> ProcessMark:
    """The mark of the running process."""
    return _mark_of(os.getpid())


@cache
def _mark_of(pid: int) -> ProcessMark:
    return ProcessMark(pid=pid, created=psutil.Process(pid).create_time(), host=socket.gethostname())


def begin_writing(folder: Path) -> None:
    """Say that this process writes the run in ``folder`` from now on."""
    _written_here.add(folder.resolve())


def end_writing(folder: Path) -> None:
    """Say that this process is done with the run in ``folder``, even if the end could not be written to the disk."""
    _written_here.discard(folder.resolve())


def is_alive(mark: ProcessMark, folder: Path, activity: Path) -> bool:
    """Whether the process that writes the run in ``folder`` still lives; ``activity`` is a file that it appends to."""
    if mark.host != this_process().host:
        return time.time() - _last_change(activity) < _SILENCE_ELSEWHERE
    if mark.pid == os.getpid():
        return folder.resolve() in _written_here
    return process_lives(mark)


def process_lives(mark: ProcessMark) -> bool:
    """Whether a process of this machine still runs; one that has ended and only waits to be noticed does not."""
    try:
        process = psutil.Process(mark.pid)
        same = abs(process.create_time() - mark.created) < _CREATION_TOLERANCE
        return same and process.status() != psutil.STATUS_ZOMBIE
    except psutil.Error:
        return False


def _last_change(file: Path) -> float:
    try:
        return file.stat().st_mtime
    except OSError:
        return 0.0
