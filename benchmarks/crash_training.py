"""kill -9 at random moments of a training, and going on: nothing unreadable, little lost, the same bits at the end.

The parent has imported everything and has one thread, so that it may fork: a child is at work at once. Each child goes
on with the run where the one before was killed; a run that got to its end is held against one that nobody disturbed.

    uv run python -m benchmarks.crash_training --kills 1000
"""

import argparse
import json
import os
import random
import select
import signal
import struct
import sys
import tempfile
import time
from dataclasses import asdict, dataclass, field, replace
from pathlib import Path
from typing import Any

os.environ["OPENBLAS_NUM_THREADS"] = os.environ["OMP_NUM_THREADS"] = "1"  # before anything starts a thread

import numpy as np
import torch

import engine.training.trainer  # noqa: F401 - so that no child has to import it
from benchmarks.machine import machine_line, table
from engine.data.catalog import load_dataset
from engine.model.edits import append_layer
from engine.model.templates import template
from engine.project import Project, load_project, project_from_data, save_project
from engine.runs.history import read_history
from engine.runs.run import Run
from engine.runs.store import RunStore
from engine.text import NetwrightError
from engine.training import keeping, saver
from engine.training.checkpoint import State, read_state
from engine.training.epoch_files import epoch_files
from engine.training.events import RunFinished
from engine.training.generations import checkpoints
from engine.training.job import TrainingJob
from engine.weights import load_weights

CHECKPOINT_SECONDS = 0.15
"""Far below what a person may choose, so that many kills fall into a save and many runs go on within an epoch."""

EPOCHS = 3
_UNREPEATABLE = ("seconds", "images_per_second")
_SAVE_SECONDS = 0.03
"""Every second kill comes at most so long after a checkpoint was handed over."""
_COMPLETED = 0
_TOLD = struct.Struct("<q?")


@dataclass
class Tally:
    """What became of a number of kills."""

    kills: int = 0
    epochs_read: int = 0
    """Files of epochs' weights that were found whole after a kill."""
    runs: int = 0
    """Runs that got to their end, each killed some times on the way."""
    during_a_save: int = 0
    """Kills that left a temporary file behind."""
    before_a_checkpoint: int = 0
    resumed: int = 0
    resumed_within_an_epoch: int = 0
    unreadable: list[str] = field(default_factory=list)
    beyond_an_interval: list[str] = field(default_factory=list)
    different: list[str] = field(default_factory=list)
    most_steps_lost: int = 0
    most_seconds_lost: float = 0.0

    @property
    def faults(self) -> list[str]:
        return [*self.unreadable, *self.beyond_an_interval, *self.different]


@dataclass(frozen=True)
class End:
    """All that a finished run must have the same bits of."""

    tensors: dict[str, torch.Tensor]
    notes: dict[str, Any]
    best: dict[str, torch.Tensor]
    losses: bytes
    accuracies: bytes
    epochs: list[dict[str, Any]]
    test: tuple[float | None, float | None]
    history: dict[int, str]
    """The digest of each epoch's weights; of those that a slow disk had no time for there are none."""

    @classmethod
    def of(cls, run: Run) -> "End":
        state, metrics, metadata = read_state(checkpoints(run.folder)[0]), run.metrics(), run.metadata()
        epochs = [
            {name: value for name, value in entry.items() if name not in _UNREPEATABLE} for entry in metrics.epochs
        ]
        return cls(
            state.tensors,
            state.notes,
            load_weights(run.best_weights),
            metrics.step_losses.tobytes(),
            metrics.step_accuracies.tobytes(),
            epochs,
            (metadata.test_loss, metadata.test_accuracy),
            {kept.epoch: kept.digest for kept in epoch_files(run.folder)},
        )

    def difference(self, other: "End") -> str:
        """The first thing that is not the same, empty where all is."""
        for what in ("tensors", "best"):
            mine, others = getattr(self, what), getattr(other, what)
            if mine.keys() != others.keys():
                return f"other {what}"
            for name, tensor in mine.items():
                if tensor.numpy().tobytes() != others[name].numpy().tobytes():
                    return f"{what} {name}"
        for what in ("losses", "accuracies", "epochs", "test", "notes"):
            if getattr(self, what) != getattr(other, what):
                return what
        for epoch in self.history.keys() & other.history.keys():
            if self.history[epoch] != other.history[epoch]:
                return f"weights of epoch {epoch}"
        return "" if {0, EPOCHS} <= self.history.keys() else "no first or no last epoch"


def small_project(seed: int, images: int) -> Project:
    """A few seconds of training that has everything a resume must bring back: dropout, batch norm, moments, an average,
    a schedule, augmentation.
    """
    model, _ = append_layer(template("lenet-5"), "Dropout", after="flatten1")
    model, _ = append_layer(model, "BatchNorm2d", after="conv1")
    project = Project.from_template("lenet-5")
    values = {
        "device": "cpu",
        "seed": seed,
        "epochs": EPOCHS,
        "limit_train": images,
        "batch_size": 50,
        "schedule": "cosine",
        "averaging": "ema",
        "ema_decay": 0.9,
        "augment_shift": 0.1,
        "tune": False,
    }
    training = project.training.model_validate({**project.training.model_dump(), **values})
    return project_from_data(replace(project, model=model, training=training).to_data())  # as a file gives it back


class Harness:
    """Kills one child after the other; ``folder`` holds the runs and the project's file."""

    def __init__(self, folder: Path, seed: int = 0, images: int = 2500) -> None:
        self.tally = Tally()
        self._draw = random.Random(seed)
        self._project = small_project(seed, images)
        self._file = folder / "my.netwright"
        self._store = RunStore(folder / "runs")
        self._number = 0
        torch.set_num_threads(1)
        load_dataset("mnist")
        save_project(self._project, self._file)
        began = time.monotonic()
        if self._fork("undisturbed").wait(None) != _COMPLETED:
            raise RuntimeError("the undisturbed run failed")
        self._seconds = time.monotonic() - began
        self._expected = End.of(self._store.open("undisturbed"))

    def kill(self, times: int, most_seconds: float | None = None) -> Tally:
        """Let so many children be killed; the last run is brought to its end, too."""
        began = time.monotonic()
        while self.tally.kills < times and (most_seconds is None or time.monotonic() - began < most_seconds):
            self._live_once(self._draw.uniform(0.0, self._seconds))
            tally = self.tally
            print(f"{tally.kills} kills, {tally.runs} runs, {len(tally.faults)} faults", file=sys.stderr, flush=True)
        if self._run().folder.exists():
            self._live_once(None)
        return self.tally

    def _run(self) -> Run:
        return Run(self._store.root / f"run{self._number}")

    def _live_once(self, seconds: float | None) -> None:
        """One child, killed after some seconds; looks at what it left."""
        child = self._fork(self._run().name)
        code = child.wait(seconds)
        if code is None and self.tally.kills % 2:
            child.wait_for_a_save()
            time.sleep(self._draw.uniform(0.0, _SAVE_SECONDS))
        if code is None:
            os.kill(child.process, signal.SIGKILL)
            killed = time.time()
            child.wait(None)
            self.tally.kills += 1
            self._seconds *= 1.03
            self._look(killed, child.begun())
            return
        self._seconds *= 0.8  # however fast the machine is at the moment, most children are to be killed
        child.begun()
        if code != _COMPLETED:
            self.tally.different.append(f"{self._run().name}: a child ended with {code}")
        else:
            difference = End.of(self._run()).difference(self._expected)
            if difference:
                self.tally.different.append(f"{self._run().name}: {difference}")
            self._store.delete(self._run())
        self.tally.runs += 1
        self._number += 1

    def _look(self, killed: float, begun: list[tuple[int, bool]]) -> None:
        """Hold what a kill left behind against what must be there; ``begun`` is what :meth:`Child.begun` tells."""
        run, tally = self._run(), self.tally
        try:
            damaged = [summary.name for summary in self._store.list() if summary.damaged]
            if damaged:
                raise ValueError(f"damaged in the list: {damaged}")
            if load_project(self._file).model != self._project.model:
                raise ValueError("another project")
            if not run.folder.exists():
                return
            tally.during_a_save += any(path.suffix == ".tmp" for path in run.folder.rglob(".*"))
            if run.project().model != self._project.model:
                raise ValueError("another network in the run")
            metrics = run.metrics()
            states = [read_state(generation) for generation in checkpoints(run.folder)]
            if run.best_weights.exists():
                load_weights(run.best_weights)
            history = read_history(run)
            tally.epochs_read += sum(bool(kept.weights(run)) for kept in history.epochs)
        except (NetwrightError, OSError, ValueError, AssertionError) as error:
            tally.unreadable.append(f"{run.name}, kill {tally.kills}: {error}")
            return
        due = [step for step, _ in begun[: max((at for at, (_, idle) in enumerate(begun) if idle), default=0)]]
        if due and (not states or states[0].notes["progress"]["step"] < due[-1]):
            tally.beyond_an_interval.append(f"{run.name}, kill {tally.kills}: the checkpoint of step {due[-1]} is lost")
        self._count_lost(run, metrics.step_losses, states, killed)

    def _count_lost(self, run: Run, losses: np.ndarray[Any, Any], states: list[State], killed: float) -> None:
        tally = self.tally
        if not states:
            tally.before_a_checkpoint += 1
            return
        newest = checkpoints(run.folder)[0]
        progress = states[0].notes["progress"]
        tally.resumed += 1
        tally.resumed_within_an_epoch += progress["epoch"] > progress["epochs_done"]
        lost = len(losses) - progress["step"]
        seconds = killed - newest.file.stat().st_mtime
        tally.most_steps_lost = max(tally.most_steps_lost, lost)
        if lost > 0:
            tally.most_seconds_lost = max(tally.most_seconds_lost, seconds)

    def _fork(self, name: str) -> "Child":
        threads = len(list(Path("/proc/self/task").iterdir()))
        if threads != 1:
            raise RuntimeError(f"forking needs a single thread, there are {threads}")
        reading, writing = os.pipe()
        process = os.fork()
        if process == 0:
            code = 99
            try:
                _save_often(writing)
                code = _train(self._store, name, self._project, self._file)
            except BaseException as error:
                print(f"child: {error!r}", flush=True)
            finally:
                os._exit(code)
        os.close(writing)
        return Child(process, reading)


class Child:
    """A process that trains."""

    def __init__(self, process: int, reading: int) -> None:
        self.process = process
        self._reading = reading
        self._told = b""

    def wait(self, seconds: float | None) -> int | None:
        """Its exit code; ``None`` where it still works after so many seconds."""
        if seconds is None:
            return os.waitstatus_to_exitcode(os.waitpid(self.process, 0)[1])
        deadline = time.monotonic() + seconds
        while time.monotonic() < deadline:
            found, status = os.waitpid(self.process, os.WNOHANG)
            if found:
                return os.waitstatus_to_exitcode(status)
            time.sleep(0.002)
        return None

    def wait_for_a_save(self) -> None:
        """Return at the moment when the next checkpoint is handed over, or soon in any case."""
        os.set_blocking(self._reading, False)
        self._read()
        select.select([self._reading], [], [], 1.0)
        self._read()
        os.set_blocking(self._reading, True)

    def begun(self) -> list[tuple[int, bool]]:
        """Once it ended: the steps whose checkpoints it handed over, and whether all earlier ones were written then."""
        self._read()
        os.close(self._reading)
        return list(_TOLD.iter_unpack(self._told))

    def _read(self) -> None:
        try:
            while part := os.read(self._reading, 1 << 16):
                self._told += part
        except BlockingIOError:
            pass


def _train(store: RunStore, name: str, project: Project, file: Path) -> int:
    """In the child: begin the run, or go on with it; the project's file is written all the while, as by its window."""
    run = Run(store.root / name)
    if run.folder.exists() and run.resumable():
        job = TrainingJob.resuming(run, store)
    else:
        if run.folder.exists():
            store.delete(run)
        job = TrainingJob(project, store, name)
    job.start()
    while not isinstance(event := job.events.get(), RunFinished):
        save_project(replace(project, title=f"{time.monotonic()}"), file)
    if event.failure is not None:
        print(json.dumps([str(event.failure.text), event.failure.details]), flush=True)
    job.join()
    return _COMPLETED if event.outcome == "completed" else 1


def _save_often(told: int) -> None:
    """In the child: save at short intervals, and tell the parent of each checkpoint that is handed over."""
    hand_over = saver.Saver.save_last

    def telling(self: saver.Saver, state: State, step: int, epoch: int) -> None:
        os.write(told, _TOLD.pack(step, self.idle))
        hand_over(self, state, step, epoch)

    saver.Saver.save_last = telling  # type: ignore[method-assign]
    seconds = property(lambda _: CHECKPOINT_SECONDS, lambda _, value: None)
    keeping.Keeper.seconds_between_saves = seconds  # type: ignore[assignment]
    keeping._SECONDS_BETWEEN_COPIES = CHECKPOINT_SECONDS


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--kills", type=int, default=1000)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--images", type=int, default=2500, help="of an epoch, a fifth of them for validation")
    parser.add_argument("--most-seconds", type=float, help="begin no kill after so long")
    parser.add_argument("--json", action="store_true", help="one JSON object instead of a table")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="crashes-") as folder:
        tally = Harness(Path(folder), options.seed, options.images).kill(options.kills, options.most_seconds)
    if options.json:
        print(json.dumps(asdict(tally)))
    else:
        print(report(tally))
    sys.exit(1 if tally.faults else 0)


def report(tally: Tally) -> str:
    """The tally as a Markdown table."""
    figures = (
        ("kills", tally.kills),
        ("of them during a save", tally.during_a_save),
        ("of them before the first checkpoint", tally.before_a_checkpoint),
        ("found a checkpoint to go on from", tally.resumed),
        ("of them within an epoch", tally.resumed_within_an_epoch),
        ("weights of epochs that were found whole", tally.epochs_read),
        ("unreadable runs, projects, checkpoints, epochs", len(tally.unreadable)),
        ("more than one checkpoint interval lost", len(tally.beyond_an_interval)),
        ("most steps lost", tally.most_steps_lost),
        ("age of the newest checkpoint then, at most, in ms", round(1000 * tally.most_seconds_lost)),
        ("runs brought to their end", tally.runs),
        ("of them with other bits than an undisturbed one", len(tally.different)),
    )
    lines = table(("", ""), [(what, f"{figure:,}") for what, figure in figures])
    return "\n".join([machine_line(), "", lines, *(f"\n{fault}" for fault in tally.faults)])


if __name__ == "__main__":
    main()
