"""A worker: a process that trains one trial after the other, as any run is trained. torch is imported once."""

import os
import queue
import threading
import time
from collections.abc import Iterator, Mapping, Sequence
from multiprocessing.connection import Connection
from typing import Any, Protocol

from engine.sweeps.orders import Batch, CancelTrial, Ended, EpochDone, Ready, Started
from engine.training.events import EpochCompleted, Event, RunFinished, RunStarted
from engine.training.failures import describe_failure

_MOMENT = 0.02
"""Seconds between looks at the events of several trials."""


def work(connection: Connection, cores: Sequence[int], threads: int, gpu: int | None) -> None:
    """The process's main function: trains what is ordered until it is told to quit or the scheduler is gone.

    It keeps to ``cores``, where the system can hold it to them, and computes with ``threads`` threads, on one ``gpu``
    where there are several.
    """
    _settle(cores, threads, gpu)
    import engine.training.trainer  # noqa: F401 - torch comes here, once

    _Worker(connection).work()


def _settle(cores: Sequence[int], threads: int, gpu: int | None) -> None:
    """Before torch is imported, for it looks only then."""
    import signal

    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl+C reaches all processes of a terminal: the scheduler decides
    if hasattr(os, "sched_setaffinity") and cores:
        os.sched_setaffinity(0, cores)
    for name in ("OMP_NUM_THREADS", "MKL_NUM_THREADS"):
        wished = os.environ.get(name, "")
        os.environ[name] = str(min(threads, int(wished)) if wished.isdigit() and int(wished) else threads)
    if gpu is not None:
        os.environ["CUDA_VISIBLE_DEVICES"] = str(gpu)


class _Job(Protocol):
    """A training that can be told what to do: one of its own, a stack, or a member of it."""

    def cancel(self) -> None: ...


class _Steerable(_Job, Protocol):
    def start(self) -> None: ...

    def pause(self) -> None: ...

    def resume(self) -> None: ...

    def join(self) -> bool: ...


class _Worker:
    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._batches: queue.SimpleQueue[Batch] = queue.SimpleQueue()
        self._lock = threading.Lock()
        self._job: _Steerable | None = None
        self._trials: dict[int, _Job] = {}
        self._paused = self._cancelled = False
        self._unwanted: set[int] = set()

    def work(self) -> None:
        threading.Thread(target=self._listen, name="netwright-orders", daemon=True).start()
        self._connection.send(Ready())
        while True:
            batch = self._batches.get()
            try:
                job, trials = self._jobs_of(batch)
            except Exception as error:
                for order in batch:
                    self._connection.send(Ended(order.trial, "failed", "", describe_failure(error)))
            else:
                self._train(batch, job, trials)

    def _listen(self) -> None:
        """Take orders while the main thread trains; the scheduler's end is this process's, too, at once."""
        try:
            while (message := self._connection.recv()) != "quit":
                with self._lock:
                    self._take(message)
        except (EOFError, OSError):
            pass
        os._exit(0)  # whatever it trains has its checkpoints

    def _take(self, message: Any) -> None:
        match message:
            case tuple():
                self._cancelled = False
                self._unwanted.clear()
                self._batches.put(message)
            case CancelTrial(trial=trial):
                self._unwanted.add(trial)
            case "pause" | "resume":
                self._paused = message == "pause"
            case "cancel":
                self._cancelled = True
        self._steer()

    def _steer(self) -> None:
        """Have the job do what was asked for, whenever that was."""
        if self._job is None:
            return
        if self._cancelled:
            self._job.cancel()
        for trial in self._unwanted & self._trials.keys():
            self._trials[trial].cancel()
        if self._paused:
            self._job.pause()
        else:
            self._job.resume()

    def _train(self, batch: Batch, job: Any, trials: Mapping[int, Any]) -> None:
        with self._lock:
            self._job, self._trials = job, dict(trials)
            self._steer()
        job.start()
        runs = {order.trial: "" for order in batch}
        ended: list[Ended] = []
        while len(ended) < len(batch):
            for trial, event in _events(trials):
                match event:
                    case RunStarted(run=run):
                        runs[trial] = run
                        self._connection.send(Started(trial, run))
                    case EpochCompleted():
                        figures = (event.epoch, event.validation_loss, event.validation_accuracy)
                        self._connection.send(EpochDone(trial, *figures))
                    case RunFinished():
                        ended.append(Ended(trial, event.outcome, runs[trial], event.failure))
                        if len(ended) < len(batch):
                            self._connection.send(ended[-1])
        job.join()
        with self._lock:
            self._job, self._trials = None, {}
        self._connection.send(ended[-1])

    def _jobs_of(self, batch: Batch) -> tuple[Any, Mapping[int, Any]]:
        """The job of a batch, and what each of its trials is in it."""
        from engine.project import project_from_data
        from engine.runs.store import RunStore
        from engine.training.job import TrainingJob

        order, store = batch[0], RunStore(batch[0].root)
        if len(batch) == 1:
            if order.resume:
                job: Any = TrainingJob.resuming(store.open(order.run), store)
            else:
                job = TrainingJob(project_from_data(order.project), store, order.run, lineage=order.lineage)
            return job, {order.trial: job}
        from engine.training.stacked.job import StackedJob

        if order.resume:
            job = StackedJob.resuming([store.open(one.run) for one in batch], store)
        else:
            projects = [project_from_data(one.project) for one in batch]
            job = StackedJob(projects, store, [one.lineage for one in batch], [one.run for one in batch])
        return job, {one.trial: member for one, member in zip(batch, job.members, strict=True)}


def _events(trials: Mapping[int, Any]) -> Iterator[tuple[int, Event]]:
    """What has happened since the last call, or will within a moment."""
    if len(trials) == 1:
        trial, job = next(iter(trials.items()))
        yield trial, job.events.get()
        return
    time.sleep(_MOMENT)
    for trial, job in trials.items():
        while not job.events.empty():
            yield trial, job.events.get()
