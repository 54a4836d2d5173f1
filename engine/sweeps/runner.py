"""A sweep at work in this program: a thread that asks the search, keeps the workers busy and tells how it stands."""

import contextlib
import threading
import time
from dataclasses import replace
from functools import partial
from multiprocessing import Pipe
from typing import TYPE_CHECKING

from engine.machine.gpus import nvidia_driver
from engine.runs.store import RunStore
from engine.sweeps.storages import Patience, Unreachable, check_address, open_storage, unreachable
from engine.sweeps.store import Sweep
from engine.sweeps.sweep import SweepSettings
from engine.sweeps.trial_runs import TrialRuns
from engine.sweeps.trials import SweepState, SweepStatus
from engine.text import NetwrightError, Text
from engine.training.failures import describe_failure

if TYPE_CHECKING:
    from engine.sweeps.claims import Claims
    from engine.sweeps.scheduler import Scheduler
    from engine.sweeps.workers import Workers

START_SECONDS = 20.0
"""So long is a storage asked that does not answer at the beginning: its address may be wrong."""
_SUMMARY_SECONDS = 1.0
_SNAPSHOT_SECONDS = 0.2


class SweepRunner:
    """Works at a sweep until all its trials are done; see :class:`engine.sweeps.trials.SweepHandle`.

    ``settings`` are those of the sweep's folder unless others are given, which may differ in workers and storage.
    """

    def __init__(self, sweep: Sweep, store: RunStore, settings: SweepSettings | None = None) -> None:
        """Raises :class:`NetwrightError` where the sweep cannot be read."""
        self.sweep, self._store = sweep, store
        self.settings = sweep.settings() if settings is None else settings
        self._project, self._space = sweep.project(), sweep.space()
        check_address(self.settings.storage)
        self._lock = threading.Lock()
        self._paused = self._stopped = False
        self._more = 0
        self._woken, self._wake = Pipe(duplex=False)
        self._began = self._worked = 0.0
        self._ended_before: int | None = None
        self._workers: Workers | None = None
        self._state = SweepState(
            sweep.name, sweep.folder, "starting", self.settings, self._space, self.settings.planned(self._space)
        )
        self._thread = threading.Thread(target=self._work, name="netwright-sweep", daemon=True)

    def start(self) -> None:
        self._thread.start()

    def pause(self) -> None:
        with self._lock:
            self._paused = True
        self._ring()

    def resume(self) -> None:
        with self._lock:
            self._paused = False
        self._ring()

    def extend(self, trials: int) -> None:
        with self._lock:
            self._more += trials
        self._ring()

    def stop(self) -> None:
        with self._lock:
            self._stopped = True
        self._ring()

    def snapshot(self) -> SweepState:
        return self._state

    def worker_of(self, trial: int) -> int | None:
        """The process that trains a trial in this program."""
        worker = None if self._workers is None else self._workers.working_at(trial)
        return None if worker is None else worker.pid

    def join(self, timeout: float | None = None) -> bool:
        if self._thread.ident is None:
            return True
        self._thread.join(timeout)
        return not self._thread.is_alive()

    def _ring(self) -> None:
        with contextlib.suppress(OSError):  # it has ended
            self._wake.send(None)

    # -- the thread ------------------------------------------------------------------------------------------------

    def _work(self) -> None:
        status: SweepStatus = "failed"
        problem: Text | None = None
        try:
            status = self._search()
        except Unreachable as error:
            status, problem = "stopped" if self._stopped else "failed", error.text
        except NetwrightError as error:
            problem = error.text
        except BaseException as error:
            problem = describe_failure(error).text
        finally:
            self._tell(status=status, problem=problem)
            with contextlib.suppress(OSError):  # the storage has the truth
                self.sweep.write_summary(self._state)

    def _search(self) -> SweepStatus:
        from engine.machine.cores import core_numbers
        from engine.sweeps.scheduler import Scheduler
        from engine.sweeps.search import Search
        from engine.sweeps.workers import Workers, shares

        self._began = time.monotonic()
        settings, sweep = self.settings, self.sweep
        starting = Patience(settings.storage, self._tell_problem, self._wait_at_start)
        storage = starting.ask(lambda: open_storage(settings.storage, sweep.journal))
        search = starting.ask(lambda: Search(sweep.name, self._project, self._space, settings, storage))
        patience = Patience(settings.storage, partial(self._storage_told, search.claims), self._wait)
        workers = Workers(shares(settings.workers, core_numbers(), self._gpus()))
        self._workers = workers
        try:
            runs = TrialRuns(self._store, sweep.name, sweep.created())
            scheduler = Scheduler(search, workers, runs, self._store.root, settings, patience)
            try:
                return self._loop(scheduler, workers)
            except NetwrightError:
                scheduler.read()
                self._show(scheduler, "failed")
                raise
        finally:
            workers.close()
            _end(search.claims)

    def _gpus(self) -> int:
        """Among how many GPUs the workers are divided."""
        if self.settings.workers == 1 or self._project.training.device not in ("auto", "cuda"):
            return 0
        driver = nvidia_driver()
        return 0 if driver is None else len(driver.gpus)

    def _loop(self, scheduler: "Scheduler", workers: "Workers") -> SweepStatus:
        paused, next_snapshot, next_summary = False, 0.0, 0.0
        while True:
            with self._lock:
                stop, pause, more, self._more = self._stopped, self._paused, self._more, 0
            if more:
                scheduler.extend(more)
            if stop:
                scheduler.stop()
                self._show(scheduler, "stopped")
                return "stopped"
            if pause != paused:
                paused = pause
                workers.tell("pause" if paused else "resume")
                self._count_time(not paused)
            scheduler.step(may_begin=not paused)
            now = time.monotonic()
            if now >= next_snapshot or scheduler.done:
                next_snapshot = now + _SNAPSHOT_SECONDS
                self._show(scheduler, "paused" if paused else "running")
                if now >= next_summary:
                    next_summary = now + _SUMMARY_SECONDS
                    with contextlib.suppress(OSError):
                        self.sweep.write_summary(self._state)
            if scheduler.done and not self._more:
                return "completed"
            scheduler.wait(self._woken)

    def _show(self, scheduler: "Scheduler", status: SweepStatus) -> None:
        if self._ended_before is None:
            self._ended_before = scheduler.ended
        self._tell(
            status=status,
            trials=scheduler.trials,
            planned=scheduler.planned,
            elapsed=self._worked + (0.0 if status == "paused" else time.monotonic() - self._began),
            ended_here=scheduler.ended - self._ended_before,
        )

    def _count_time(self, working: bool) -> None:
        now = time.monotonic()
        if not working:
            self._worked += now - self._began
        self._began = now

    def _tell(self, **changes: object) -> None:
        self._state = replace(self._state, **changes)  # type: ignore[arg-type]

    def _storage_told(self, claims: "Claims", problem: Text | None) -> None:
        if problem is None:
            claims.forget_signs()
        self._tell_problem(problem)

    def _tell_problem(self, problem: Text | None) -> None:
        self._tell(problem=problem)

    def _wait(self, seconds: float) -> bool:
        """Wait before the storage is asked again, unless the work is to end."""
        deadline = time.monotonic() + seconds
        while not self._stopped and (left := deadline - time.monotonic()) > 0:
            if self._woken.poll(left):
                self._woken.recv()
        return not self._stopped

    def _wait_at_start(self, seconds: float) -> bool:
        return time.monotonic() - self._began < START_SECONDS and self._wait(seconds)


def _end(claims: "Claims") -> None:
    """Set the trials free; where the storage does not hear it, the end of this process does."""
    try:
        claims.end()
    except Exception as error:
        if unreachable(error) is None:
            raise
