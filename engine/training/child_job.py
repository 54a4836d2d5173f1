"""A training in a process of its own, steered as one in a thread is: what ends that process costs the run alone."""

import contextlib
import os
import pickle
import queue
import tempfile
import threading
import time
from pathlib import Path
from typing import IO, TYPE_CHECKING

from engine.project import Project
from engine.runs.run import Run
from engine.runs.store import RunStore
from engine.text import QT_TRANSLATE_NOOP, NetwrightError
from engine.training.changing import check_change
from engine.training.checks import check_project
from engine.training.child_process import LIVE_FILE, Command, Order, Told, WeightsReady
from engine.training.dead_process import end_of, failure_of, memory_kills
from engine.training.events import Event, JobState, RunFinished, RunStarted
from engine.training.failures import describe_failure
from engine.training.job import check_resumable
from engine.training.spawning import SPARES

if TYPE_CHECKING:
    import subprocess
    from collections.abc import Callable

    from engine.runs.metadata import Lineage
    from engine.training.live import Snapshot

_LAST_WORDS = 20_000
"""Bytes of what the process printed that go with a failure."""


class ChildWeights:
    """The weights of a job in another process: asked for through its pipe, read from a file by whoever looks."""

    def __init__(self, file: Path, ask: "Callable[[], None]") -> None:
        self._file, self._ask = file, ask
        self._lock = threading.Lock()
        self._ready: WeightsReady | None = None
        self._latest: Snapshot | None = None
        self._asked = False

    def request(self) -> None:
        """Ask for a fresh copy, unless one is on its way."""
        with self._lock:
            asked, self._asked = self._asked, True
        if not asked:
            self._ask()

    def arrived(self, ready: WeightsReady) -> None:
        """Take note that the file holds newer weights."""
        with self._lock:
            self._ready, self._asked = ready, False

    def latest(self) -> "Snapshot | None":
        """The newest copy; ``None`` before the first step. Reads a file, and imports torch."""
        from engine.training.live import Snapshot
        from engine.weights import load_weights

        with self._lock:
            ready = self._ready
            if ready is not None and (self._latest is None or self._latest.version != ready.version):
                with contextlib.suppress(NetwrightError):  # replaced or gone this very moment
                    self._latest = Snapshot(ready.version, ready.step, load_weights(self._file))
            return self._latest


class ChildJob:
    """One run of a project in a process that it starts. Interface and events are those of :class:`TrainingJob`.

    A process that is killed or crashes ends as any failure does: by one :class:`RunFinished` that says how it died.
    ``keep_going`` says whether the run goes on when this process ends; else it stops and keeps a checkpoint.
    """

    def __init__(
        self,
        project: Project,
        store: RunStore,
        name: str | None = None,
        folder: Path | None = None,
        *,
        resumed: Run | None = None,
        lineage: "Lineage | None" = None,
        keep_going: bool = False,
    ) -> None:
        self.project = project
        self.events: queue.SimpleQueue[Event] = queue.SimpleQueue()
        self._own = tempfile.TemporaryDirectory(prefix="netwright-", ignore_cleanup_errors=True)
        live = Path(self._own.name)
        self.live = ChildWeights(live / LIVE_FILE, lambda: self._send(("weights",)))
        self._order = Order(
            project, store.root, live, name, folder, None if resumed is None else resumed.folder, lineage, keep_going
        )
        self._state: JobState = "idle"
        self._run = resumed
        self._sending = threading.Lock()
        self._commands: IO[bytes] | None = None
        self._waiting: list[Command] = []
        self._let_go = threading.Event()
        self._thread = threading.Thread(target=self._work, name="netwright-child", daemon=True)
        self.pid: int | None = None
        """The process; ``None`` until it was started."""

    @classmethod
    def resuming(cls, run: Run, store: RunStore, *, keep_going: bool = False) -> "ChildJob":
        """As :meth:`TrainingJob.resuming`."""
        check_resumable(run)
        return cls(run.project(), store, resumed=run, keep_going=keep_going)

    @property
    def state(self) -> JobState:
        """Where the job is, as it told last."""
        return self._state

    @property
    def run(self) -> Run | None:
        """The run's folder; ``None`` until the first step is about to be taken."""
        return self._run

    def start(self) -> None:
        """Start the process; raises :class:`NetwrightError` the second time."""
        with self._sending:
            if self._state != "idle":
                raise NetwrightError(QT_TRANSLATE_NOOP("engine", "This training was already started."))
            self._state = "preparing"
        self._thread.start()

    def pause(self) -> None:
        """As :meth:`TrainingJob.pause`."""
        self._send(("pause",))

    def resume(self) -> None:
        """As :meth:`TrainingJob.resume`."""
        self._send(("resume",))

    def change(self, project: Project) -> None:
        """As :meth:`TrainingJob.change`."""
        check_change(self.project, project)
        check_project(project)
        self.project = project
        self._send(("change", project))

    def cancel(self) -> None:
        """As :meth:`TrainingJob.cancel`."""
        self._send(("cancel",))

    def let_go(self) -> None:
        """Let the run go on by itself: it tells nothing more, and outlives this process."""
        self._send(("keep_going", True))
        self._let_go.set()
        self._close_commands()

    def join(self, timeout: float | None = None) -> bool:
        """Wait until the process has ended, at most ``timeout`` seconds; returns whether it has, or was let go."""
        if self._state == "idle" or self._let_go.is_set():
            return True
        self._thread.join(timeout)
        return not self._thread.is_alive()

    def _send(self, command: Command) -> None:
        with self._sending:
            if self._commands is None:
                self._waiting.append(command)
                return
            with contextlib.suppress(OSError, ValueError):  # it is dead, which is told otherwise
                pickle.dump(command, self._commands)
                self._commands.flush()

    def _close_commands(self) -> None:
        with self._sending, contextlib.suppress(OSError):
            if self._commands is not None:
                self._commands.close()

    def _work(self) -> None:
        began, kills = time.perf_counter(), memory_kills()
        with self._own:
            try:
                spawned = SPARES.take()
            except OSError as error:
                self._end(RunFinished("failed", 0, None, None, None, 0.0, describe_failure(error)))
                return
            process = spawned.process
            self._give_order(process)
            assert process.stdout is not None
            ended = self._listen(process.stdout)
            code = process.wait()
            self._close_commands()
            if not ended and not self._let_go.is_set():
                words = _end_of(spawned.printed)
                failure = failure_of(code, self._run, words, for_lack_of_memory=memory_kills() > kills)
                self._end(end_of(self._run, process.pid, failure, time.perf_counter() - began))
            spawned.end()

    def _give_order(self, process: "subprocess.Popen[bytes]") -> None:
        self.pid = process.pid
        assert process.stdin is not None
        with self._sending:
            with contextlib.suppress(OSError):
                for message in (self._order, *self._waiting):
                    pickle.dump(message, process.stdin)
                process.stdin.flush()
            self._commands, self._waiting = process.stdin, []

    def _listen(self, told: IO[bytes]) -> bool:
        """Take over what the process tells; returns whether it told its end."""
        while True:
            try:
                message = pickle.load(told)
            except (EOFError, OSError, pickle.UnpicklingError):
                return False
            match message:
                case WeightsReady():
                    self.live.arrived(message)
                case Told(event=RunFinished() as finished):
                    self._end(finished)
                    return True
                case Told(event=event, state=state):
                    if isinstance(event, RunStarted):
                        self._run = Run(event.folder)
                    self._state = state
                    self.events.put(event)

    def _end(self, finished: RunFinished) -> None:
        self._state = finished.outcome
        self.events.put(finished)


def _end_of(printed: IO[bytes]) -> str:
    size = printed.seek(0, os.SEEK_END)
    printed.seek(max(size - _LAST_WORDS, 0))
    return printed.read().decode(errors="replace")
