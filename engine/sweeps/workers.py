"""Worker processes: started at once, kept over all trials, replaced when they die; the processor divided among them."""

import multiprocessing
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from multiprocessing.connection import Connection, wait
from typing import Any

from engine.sweeps.orders import Batch, CancelTrial, Command, Ended, Order, Ready, Report
from engine.sweeps.worker import work

QUIT_SECONDS = 5.0
"""So long may a worker take to end by itself."""


@dataclass(frozen=True, slots=True)
class Share:
    """A worker's part of the machine. ``gpu`` is ``None`` where there are not several."""

    cores: tuple[int, ...]
    threads: int
    gpu: int | None = None


@dataclass(frozen=True, slots=True)
class Died:
    """A worker's process is gone; ``trials`` are what it was training."""

    trials: tuple[int, ...]
    exit_code: int | None
    was_ready: bool


def shares(workers: int, cores: Sequence[int], gpus: int = 0) -> tuple[Share, ...]:
    """Divide cores among workers: whole ones, as equally as can be; where there are fewer, several share one."""
    found = []
    for index in range(workers):
        if workers <= len(cores):
            own = tuple(cores[index * len(cores) // workers : (index + 1) * len(cores) // workers])
        else:
            own = (cores[index % len(cores)],)
        found.append(Share(own, len(own), index % gpus if gpus > 1 else None))
    return tuple(found)


class Worker:
    """One worker, its process and what it does now."""

    def __init__(self, share: Share) -> None:
        self._share = share
        self.orders: dict[int, Order] = {}
        """What it trains, by the trials."""
        self.ready = False
        context = multiprocessing.get_context("spawn")
        self.connection, theirs = context.Pipe()
        self.process = context.Process(
            target=work, args=(theirs, share.cores, share.threads, share.gpu), name="netwright-worker", daemon=True
        )
        self.process.start()
        theirs.close()  # so that the worker's end is the only one, and its death is seen here

    @property
    def pid(self) -> int | None:
        return self.process.pid

    @property
    def idle(self) -> bool:
        return self.ready and not self.orders

    def give(self, batch: Batch) -> None:
        """Let it train these trials together."""
        self.orders = {order.trial: order for order in batch}
        self._send(batch)

    def tell(self, command: Command) -> None:
        self._send(command)

    def cancel(self, trial: int) -> None:
        """Let it end one of its trials."""
        self._send(CancelTrial(trial))

    def _send(self, message: Any) -> None:
        try:
            self.connection.send(message)
        except OSError:  # it died this moment, which the next look at it tells
            return


class Workers:
    """All workers of one program. One thread uses it."""

    def __init__(self, parts: Sequence[Share]) -> None:
        self._parts = list(parts)
        self._workers = [Worker(share) for share in parts]

    def __iter__(self) -> Iterator[Worker]:
        return iter(self._workers)

    def working_at(self, trial: int) -> Worker | None:
        """The worker that trains a trial."""
        return next((one for one in self if trial in one.orders), None)

    def tell(self, command: Command) -> None:
        """Tell all of them."""
        for worker in self:
            worker.tell(command)

    def wait(self, timeout: float, other: Connection) -> None:
        """Wait until there is news, or something in ``other``, which is emptied; at most ``timeout`` seconds."""
        if other in wait([other, *(worker.connection for worker in self)], timeout):
            while other.poll():
                other.recv()

    def news(self) -> list[Report | Died]:
        """What the workers have told, in its order; those that died are replaced."""
        found: list[Report | Died] = []
        for worker in list(self):
            try:
                while worker.connection.poll():
                    report: Report = worker.connection.recv()
                    if isinstance(report, Ready):
                        worker.ready = True
                    elif isinstance(report, Ended):
                        worker.orders.pop(report.trial, None)
                    found.append(report)
            except (EOFError, OSError):
                found.append(self._replace(worker))
        return found

    def close(self) -> None:
        """End all of them: those that do not quit are killed, which costs no more than the steps since a checkpoint."""
        self.tell("quit")
        deadline = time.monotonic() + QUIT_SECONDS
        for worker in self:
            worker.process.join(max(0.0, deadline - time.monotonic()))
            if worker.process.is_alive():
                worker.process.kill()
                worker.process.join()
            worker.connection.close()
            worker.process.close()

    def _replace(self, worker: Worker) -> Died:
        worker.process.kill()  # where only its pipe broke
        worker.process.join()
        died = Died(tuple(worker.orders), worker.process.exitcode, worker.ready)
        worker.connection.close()
        worker.process.close()
        place = self._workers.index(worker)
        self._workers[place] = Worker(self._parts[place])
        return died
