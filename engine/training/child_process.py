"""What runs in a training's own process: a job that gets its commands through stdin and tells its events on stdout.

Both are streams of pickles between a window and the process it started itself. torch is imported here by the job.
"""

import contextlib
import faulthandler
import os
import pickle
import queue
import signal
import threading
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO, Literal

from engine.project import Project
from engine.runs.run import Run
from engine.runs.store import RunStore
from engine.text import NetwrightError
from engine.training.events import Event, JobState, RunFinished
from engine.training.failures import describe_failure
from engine.training.job import TrainingJob

if TYPE_CHECKING:
    from engine.runs.metadata import Lineage

LIVE_FILE = "live.safetensors"
"""The weights of a moment, in the folder that the :class:`Order` names."""

_LOOK_SECONDS = 0.02
"""So often are weights looked for that somebody waits for."""
_IDLE_SECONDS = 0.5
_SECONDS_TO_STOP = 300.0
"""A job that does not heed a cancel for so long after its window's death is stuck, on a GPU maybe, and ends hard."""
_MORE_LIKELY_KILLED = 300
"""Added to what the kernel counts against this process: where memory is short the run goes, not the window."""


@dataclass(frozen=True, slots=True)
class Order:
    """What to train, and where. ``resumed`` is the folder of the run to go on with."""

    project: Project
    root: Path
    live: Path
    name: str | None = None
    folder: Path | None = None
    resumed: Path | None = None
    lineage: "Lineage | None" = None
    keep_going: bool = False
    """Whether the run goes on when nobody listens any more; else it stops and keeps a checkpoint."""


Command = tuple[Literal["pause", "resume", "cancel", "weights"]] | tuple[Literal["change", "keep_going"], Any]


@dataclass(frozen=True, slots=True)
class Told:
    """An event, and the job's state when it came."""

    event: Event
    state: JobState


@dataclass(frozen=True, slots=True)
class WeightsReady:
    """The file of weights is new."""

    version: int
    step: int


class ChildProcess:
    """One job that is steered by commands and tells what happens, until it has ended."""

    def __init__(self, order: Order, commands: BinaryIO, told: BinaryIO) -> None:
        self._order, self._commands, self._told = order, commands, told
        self._keep_going = order.keep_going
        self._sent = 0
        self._wanted = True  # a job's first weights are there without being asked for
        self._heard = True
        self._job = TrainingJob(
            order.project,
            RunStore(order.root),
            order.name,
            order.folder,
            resumed=None if order.resumed is None else Run(order.resumed),
            lineage=order.lineage,
        )

    def run(self) -> None:
        """Train, and return once the end was told."""
        self._job.start()
        threading.Thread(target=self._obey, name="netwright-commands", daemon=True).start()
        signal.signal(signal.SIGTERM, lambda _number, _frame: self._job.cancel())
        while True:
            try:
                event = self._job.events.get(timeout=_LOOK_SECONDS if self._wanted else _IDLE_SECONDS)
            except queue.Empty:
                event = None
            if event is not None:
                self._tell(Told(event, self._job.state))
            if isinstance(event, RunFinished):
                return
            self._tell_weights()

    def _obey(self) -> None:
        with contextlib.suppress(OSError, EOFError, pickle.UnpicklingError):
            while True:
                self._do(pickle.load(self._commands))
        self._heard = False
        if not self._keep_going:
            self._job.cancel()
            if not self._job.join(_SECONDS_TO_STOP):
                os._exit(1)

    def _do(self, command: Command) -> None:
        match command:
            case ("pause",):
                self._job.pause()
            case ("resume",):
                self._job.resume()
            case ("cancel",):
                self._job.cancel()
            case ("weights",):
                self._wanted = True
            case ("change", project):
                with contextlib.suppress(NetwrightError):  # who asks has checked it before
                    self._job.change(project)
            case ("keep_going", wanted):
                self._keep_going = wanted

    def _tell(self, message: object) -> None:
        if not self._heard:
            return
        try:
            pickle.dump(message, self._told)
            self._told.flush()
        except OSError:
            self._heard = False

    def _tell_weights(self) -> None:
        """Write the newest weights, where somebody waits for newer ones than there were."""
        if not (self._wanted and self._heard):
            return
        snapshot = self._job.live.latest()
        if snapshot is None or snapshot.version == self._sent:
            self._job.live.request()
            return
        from engine.tensor_file import parts_of

        target = self._order.live / LIVE_FILE
        beside = target.with_suffix(".new")
        with contextlib.suppress(OSError):  # no room, or nobody there any more: the pad then keeps what it has
            with beside.open("wb") as file:
                file.writelines(parts_of(snapshot.state, {"format": "pt"}))
            beside.replace(target)
            self._tell(WeightsReady(snapshot.version, snapshot.step))
        self._sent, self._wanted = snapshot.version, False


def main() -> None:
    """Read the order from stdin and carry it out."""
    # Streams of their own: what libraries print must not come between the events.
    commands, told = os.fdopen(os.dup(0), "rb"), os.fdopen(os.dup(1), "wb")
    os.dup2(os.open(os.devnull, os.O_RDONLY), 0)
    os.dup2(2, 1)
    faulthandler.enable()
    with contextlib.suppress(OSError):
        Path("/proc/self/oom_score_adj").write_text(str(_MORE_LIKELY_KILLED), encoding="ascii")
    with contextlib.suppress(Exception):  # a job that cannot import it says why
        import engine.training.trainer  # noqa: F401 - while the order is on its way: it takes seconds
    try:
        order: Order = pickle.load(commands)
    except EOFError:  # a spare process that was not needed
        return
    try:
        ChildProcess(order, commands, told).run()
    except Exception as error:
        finished = RunFinished("failed", 0, None, None, None, 0.0, describe_failure(error))
        with contextlib.suppress(OSError):
            pickle.dump(Told(finished, "failed"), told)
    with contextlib.suppress(OSError):
        told.close()
