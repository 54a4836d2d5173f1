"""Which process writes a run, told so that a later look can say whether it still lives."""

import os
import socket
import time
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from pydantic import BaseModel, ConfigDict

from engine.lazy import lazy_module
from engine.runs.lock import FolderLock, is_locked, lock_folder
from engine.text import QT_TRANSLATE_NOOP, NetwrightError

if TYPE_CHECKING:
    import psutil
else:
    psutil = lazy_module("psutil")

_CREATION_TOLERANCE = 5.0
"""Seconds. On Linux a process's creation time is computed from the boot time, which moves when the clock is set."""

SILENCE_ELSEWHERE = 900.0
"""Seconds after which a run on another machine that wrote nothing counts as dead: its process cannot be looked at."""

SILENCE_OF_BEACON = 180.0
"""The same where it gave signs of life of its own every few seconds before."""

_written_here: dict[Path, FolderLock] = {}
"""Folders of the runs that this very process is writing now, locked against all others."""

CONTROL_FOLDER = "control"
"""In a run's folder, while it is under way: what it shows of itself and how it is steered."""


class ProcessMark(BaseModel):
    """A process, told apart from a later one with the same number by the time of its creation."""

    model_config = ConfigDict(frozen=True)

    pid: int
    created: float
    host: str

    @property
    def name(self) -> str:
        """What it is remembered by, in one line."""
        return f"{self.host} {self.pid} {self.created:.0f}"


def this_process() -> ProcessMark:
    """The mark of the running process."""
    return _mark_of(os.getpid())


@cache
def _mark_of(pid: int) -> ProcessMark:
    return ProcessMark(pid=pid, created=psutil.Process(pid).create_time(), host=socket.gethostname())


def presence_file(folder: Path) -> Path:
    """The file whose time is the heartbeat of the run in ``folder``."""
    return folder / CONTROL_FOLDER / "presence.json"


def begin_writing(folder: Path) -> None:
    """Say that this process writes the run in ``folder`` from now on; where it does already, nothing happens.

    Raises :class:`NetwrightError` where another process writes it.
    """
    place = folder.resolve()
    if place in _written_here:
        return
    lock = lock_folder(place)
    if lock is None:
        raise NetwrightError(
            QT_TRANSLATE_NOOP("engine", "The run {run} is being written by another window or program."),
            QT_TRANSLATE_NOOP("engine", "Here it can be looked at only, until that one ends or is stopped."),
            run=folder.name,
        )
    _written_here[place] = lock


def end_writing(folder: Path) -> None:
    """Say that this process is done with the run in ``folder``, even if the end could not be written to the disk."""
    lock = _written_here.pop(folder.resolve(), None)
    if lock is not None:
        lock.release()


def is_written_here(folder: Path) -> bool:
    """Whether this very process writes the run in ``folder``."""
    return folder.resolve() in _written_here


def is_alive(mark: ProcessMark, folder: Path, activity: Path) -> bool:
    """Whether the process that writes the run in ``folder`` still lives; ``activity`` is a file that it appends to."""
    here = is_written_here(folder)
    if not here and is_locked(folder):
        return True
    if mark.host != this_process().host:
        beacon = _last_change(presence_file(folder))
        silence = SILENCE_OF_BEACON if beacon else SILENCE_ELSEWHERE
        # A change that lies in the future, of a clock that was set back since, is no sign of life either.
        return abs(time.time() - max(_last_change(activity), beacon)) < silence
    if mark.pid == os.getpid():
        return here
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
