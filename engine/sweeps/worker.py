"""A worker: a process that trains one trial after the other, as any run is trained. torch is imported once."""

import os
import queue
import threading
from collections.abc import Sequence
from multiprocessing.connection import Connection
from typing import Any

from engine.sweeps.orders import Ended, EpochDone, Order, Ready, Started
from engine.training.events import EpochCompleted, RunFinished, RunStarted
from engine.training.failures import describe_failure


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


class _Worker:
    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._orders: queue.SimpleQueue[Order] = queue.SimpleQueue()
        self._lock = threading.Lock()
        self._job: Any = None
        self._paused = self._cancelled = False

    def work(self) -> None:
        threading.Thread(target=self._listen, name="netwright-orders", daemon=True).start()
        self._connection.send(Ready())
        while True:
            self._train(self._orders.get())

    def _listen(self) -> None:
        """Take orders while the main thread trains; the scheduler's end is this process's, too, at once."""
        try:
            while (message := self._connection.recv()) != "quit":
                if isinstance(message, Order):
                    with self._lock:
                        self._cancelled = False
                    self._orders.put(message)
                else:
                    self._obey(message)
        except (EOFError, OSError):
            pass
        os._exit(0)  # whatever it trains has its checkpoints

    def _obey(self, command: str) -> None:
        with self._lock:
            self._paused = command == "pause" or (self._paused and command != "resume")
            self._cancelled = self._cancelled or command == "cancel"
            if self._job is not None:
                {"pause": self._job.pause, "resume": self._job.resume, "cancel": self._job.cancel}[command]()

    def _train(self, order: Order) -> None:
        try:
            job = self._job_of(order)
        except Exception as error:
            self._connection.send(Ended(order.trial, "failed", "", describe_failure(error)))
            return
        with self._lock:
            self._job = job
            if self._paused:
                job.pause()
            if self._cancelled:
                job.cancel()
        job.start()
        run = ""
        while True:
            match job.events.get():
                case RunStarted() as started:
                    run = started.run
                    self._connection.send(Started(order.trial, run))
                case EpochCompleted() as done:
                    figures = (done.epoch, done.validation_loss, done.validation_accuracy)
                    self._connection.send(EpochDone(order.trial, *figures))
                case RunFinished() as finished:
                    break
        job.join()
        with self._lock:
            self._job = None
        self._connection.send(Ended(order.trial, finished.outcome, run, finished.failure))

    def _job_of(self, order: Order) -> Any:
        from engine.project import project_from_data
        from engine.runs.store import RunStore
        from engine.training.job import TrainingJob

        store = RunStore(order.root)
        if order.resume:
            return TrainingJob.resuming(store.open(order.run), store)
        return TrainingJob(project_from_data(order.project), store, order.run, lineage=order.lineage)
