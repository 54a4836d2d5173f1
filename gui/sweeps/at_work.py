"""The sweeps that this program works at, and how any sweep stands: looked up on a thread, told by a signal."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import QObject, QTimer, Signal

from engine.project import Project
from engine.sweeps.looking import SweepReader
from engine.sweeps.store import Sweep
from engine.sweeps.trials import SweepHandle, SweepState
from engine.text import NetwrightError
from gui.sweeps.trial_columns import ColumnBuilder, SweepView, Titles
from gui.training.background import BackgroundTask

LOOK_MS = 250
_REST_MS = 2000
"""Between two looks at a sweep that this program does not work at."""
_PATIENCE_S = 20.0

MakeHandle = Callable[[Sweep], SweepHandle]


class SweepsAtWork(QObject):
    """Starts and keeps the handles of sweeps, also while nobody looks. ``changed`` comes when one begins or ends."""

    changed = Signal()

    def __init__(self, make_handle: MakeHandle, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._make_handle = make_handle
        self._handles: dict[Path, SweepHandle] = {}
        self._given_up: dict[Path, SweepState] = {}
        self._timer = QTimer(self, interval=LOOK_MS)
        self._timer.timeout.connect(self._look)

    def begin(self, sweep: Sweep) -> None:
        """Work at a sweep, from its beginning or on from where it stood; raises :class:`NetwrightError`."""
        if sweep.folder not in self._handles:
            handle = self._make_handle(sweep)
            self._handles[sweep.folder] = handle
            self._given_up.pop(sweep.folder, None)
            handle.start()
            self._timer.start()
            self.changed.emit()

    def handle(self, folder: Path) -> SweepHandle | None:
        """The handle of a sweep that is worked at here."""
        return self._handles.get(folder)

    def given_up(self, folder: Path) -> SweepState | None:
        """How a sweep stood that was given up here, with the reason."""
        return self._given_up.get(folder)

    @property
    def is_busy(self) -> bool:
        """Whether any sweep is worked at here."""
        return bool(self._handles)

    @property
    def states(self) -> list[SweepState]:
        """How all sweeps stand that are worked at here."""
        return [handle.snapshot() for handle in self._handles.values()]

    def ask_to_stop(self) -> None:
        """Let all of them keep what they have and end."""
        for handle in self._handles.values():
            handle.stop()

    def stop(self) -> None:
        """Let all of them end, and wait for it; for closing the window."""
        self._timer.stop()
        self.ask_to_stop()
        deadline = time.monotonic() + _PATIENCE_S
        for handle in self._handles.values():
            handle.join(max(deadline - time.monotonic(), 0.0))
        self._handles.clear()

    def _look(self) -> None:
        ended = [folder for folder, handle in self._handles.items() if handle.join(0)]
        for folder in ended:
            last = self._handles.pop(folder).snapshot()
            if last.status == "failed":
                self._given_up[folder] = last
        if ended:
            self.changed.emit()
        if not self._handles:
            self._timer.stop()


class SweepFollower(QObject):
    """Follows one sweep: ``told(view)`` comes with each new :class:`SweepView`, ``failed`` where it cannot be read.

    A sweep that is worked at here is looked at every :data:`LOOK_MS`, any other one now and then.
    """

    told = Signal(object)
    failed = Signal(object)

    def __init__(self, at_work: SweepsAtWork, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._at_work = at_work
        self._sweep: Sweep | None = None
        self._read: Callable[[], SweepView] | None = None
        self._seen: SweepState | None = None
        self._resting = False
        self._looking = BackgroundTask("look-at-sweep", self)
        self._looking.done.connect(self._found)
        self._looking.failed.connect(self._not_found)
        self._again = QTimer(self, singleShot=True)
        self._again.timeout.connect(self._look)
        at_work.changed.connect(self._taken_up)

    @property
    def sweep(self) -> Sweep | None:
        """The sweep that is followed."""
        return self._sweep

    def follow(self, sweep: Sweep | None) -> None:
        """Follow this sweep, or none."""
        self._looking.give_up()
        self._again.stop()
        self._sweep, self._seen = sweep, None
        self._read = None if sweep is None else _reading(sweep, self._at_work)
        self._look()

    def look(self) -> None:
        """Look now, and from now on again and again."""
        self._resting = False
        self._look()

    def _look(self) -> None:
        if self._read is None or self._looking.is_active:
            return
        read = self._read
        self._looking.start(lambda _handle: read())

    def rest(self) -> None:
        """Look no more until asked to."""
        self._resting = True
        self._again.stop()

    def stop(self) -> None:
        """End the thread; for closing the window."""
        self._again.stop()
        self._looking.stop_and_wait()

    def retranslate(self) -> None:
        """Take the titles in the language of now."""
        self.follow(self._sweep)

    def _taken_up(self) -> None:
        """A sweep was begun or has ended here: it is read elsewhere from now on."""
        if self._sweep is not None:
            self.follow(self._sweep)

    def _found(self, view: SweepView) -> None:
        self._wait()
        if view.state is not self._seen:
            self._seen = view.state
            self.told.emit(view)

    def _not_found(self, error: Exception) -> None:
        self._wait()
        self.failed.emit(error)

    def _wait(self) -> None:
        if self._resting:
            return
        here = self._sweep is not None and self._at_work.handle(self._sweep.folder) is not None
        self._again.start(LOOK_MS if here else _REST_MS)


def _reading(sweep: Sweep, at_work: SweepsAtWork) -> Callable[[], SweepView]:
    """A function for the thread that knows no Qt object."""
    handle, given_up = at_work.handle(sweep.folder), at_work.given_up(sweep.folder)
    builder = ColumnBuilder()
    known: list[tuple[Project, Titles]] = []
    reader: list[SweepReader] = []

    def read() -> SweepView:
        if handle is not None:
            state = handle.snapshot()
        else:
            if not reader:
                reader.append(SweepReader(sweep))
            state = reader[0].read()
            if given_up is not None and state.status == "stopped":
                state = replace(state, status="failed", problem=given_up.problem)
        if not known:
            project = _project(sweep)
            known.append((project, Titles.of(project, state)))
        return builder.build(state, known[0][1])

    return read


def _project(sweep: Sweep) -> Project:
    try:
        return sweep.project()
    except NetwrightError:  # its dataset has gone: names serve as titles
        return Project.from_template()
