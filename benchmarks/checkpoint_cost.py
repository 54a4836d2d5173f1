"""What keeping a run costs: the share of a training's time that goes into checkpoints and the run's record.

    uv run python -m benchmarks.checkpoint_cost

trains the reference recipe and adds up what its thread spends on copying its state, on handing it over, and on writing
metrics and metadata, against all the time of the run; and what the thread that writes checkpoints takes of a core.
"""

import argparse
import time
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from benchmarks.machine import machine_line, table
from engine.disk import Disk, using
from engine.project import Project
from engine.runs.store import RunStore
from engine.runs.writer import RunWriter
from engine.training.events import RunFinished, RunStarted
from engine.training.job import TrainingJob
from engine.training.keeping import Keeper
from engine.training.recipes import recipe

TARGET = 0.01


@dataclass
class Clocks:
    """Seconds of the training thread in what keeps the run, and what the disk was asked to do."""

    keeping: float = 0.0
    history: float = 0.0
    """Of that, for the weights of epochs."""
    recording: float = 0.0
    saving_cpu: float = 0.0
    flushes: int = 0
    bytes: int = 0


class CountingDisk(Disk):
    """The system's disk, counted."""

    def __init__(self, clocks: Clocks) -> None:
        self._clocks = clocks

    def write(self, handle: int, part: memoryview) -> int:
        taken = super().write(handle, part)
        self._clocks.bytes += taken
        return taken

    def sync(self, handle: int) -> None:
        self._clocks.flushes += 1
        super().sync(handle)


def timed(owner: type, names: tuple[str, ...], add: Callable[[float], None], clock: Callable[[], float]) -> None:
    """Let every call of these methods add its seconds; one inside another counts once."""
    depth = 0

    def wrap(method: Callable[..., Any]) -> Callable[..., Any]:
        def measured(*arguments: Any, **keywords: Any) -> Any:
            nonlocal depth
            depth += 1
            began = clock()
            try:
                return method(*arguments, **keywords)
            finally:
                depth -= 1
                if depth == 0:
                    add(clock() - began)

        return measured

    for name in names:
        setattr(owner, name, wrap(getattr(owner, name)))


def measured(template: str, epochs: int, limit: int | None, seconds_between: float) -> tuple[str, ...]:
    """One run; its row of the table."""
    clocks = Clocks()
    training = recipe("reference").model_copy(
        update={"epochs": epochs, "limit_train": limit, "checkpoint_seconds": seconds_between, "device": "auto"}
    )
    project = replace(Project.from_template(template), training=training)
    _clocks[0] = clocks
    with TemporaryDirectory(prefix="cost-") as folder, using(CountingDisk(clocks)):
        job = TrainingJob(project, RunStore(Path(folder)))
        job.start()
        began = 0.0
        while not isinstance(event := job.events.get(), RunFinished):
            if isinstance(event, RunStarted):
                began = time.perf_counter()
        job.join()
        seconds = time.perf_counter() - began
        if event.outcome != "completed":
            raise RuntimeError(str(event.failure.text if event.failure else event.outcome))
    share = (clocks.keeping + clocks.recording) / seconds
    return (
        template,
        f"{seconds:.1f} s, {epochs} epochs",
        f"{seconds_between:g} s",
        f"{clocks.keeping / seconds:.2%}",
        f"{clocks.history / seconds:.2%}",
        f"{clocks.recording / seconds:.2%}",
        f"**{share:.2%}**",
        f"{clocks.saving_cpu / seconds:.2%} of a core",
        f"{clocks.flushes} flushes, {clocks.bytes / 1e6:.1f} MB",
    )


_clocks = [Clocks()]
"""Those of the run that is being measured."""


def install() -> None:
    """Put the clocks where time is spent."""
    from engine.training import saver

    def keeping(seconds: float) -> None:
        _clocks[0].keeping += seconds

    def history(seconds: float) -> None:
        _clocks[0].history += seconds

    def recording(seconds: float) -> None:
        _clocks[0].recording += seconds

    def saving(seconds: float) -> None:
        _clocks[0].saving_cpu += seconds

    own = tuple(name for name, value in vars(Keeper).items() if callable(value) and not name.startswith("_"))
    timed(Keeper, own, keeping, time.perf_counter)
    timed(Keeper, ("_keep_epoch",), history, time.perf_counter)
    timed(RunWriter, ("record", "finish"), recording, time.perf_counter)
    save = saver._try

    def timed_save(item: Any) -> Any:
        began = time.thread_time()
        try:
            return save(item)
        finally:
            saving(time.thread_time() - began)

    saver._try = timed_save


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--epochs", type=int, default=2)
    parser.add_argument("--limit", type=int, help="use only so many training images")
    parser.add_argument("--templates", nargs="+", default=["mnist-cnn", "softmax-regression"])
    parser.add_argument("--seconds-between", nargs="+", type=float, default=[30.0, 1.0])
    options = parser.parse_args()
    install()
    rows = [
        measured(template, options.epochs, options.limit, seconds)
        for template in options.templates
        for seconds in options.seconds_between
    ]
    head = (
        "network",
        "run",
        "checkpoint every",
        "copying",
        "of it epochs",
        "recording",
        "together",
        "writing beside it",
        "disk",
    )
    print(f"{machine_line()}\n\n{table(head, rows)}\n\nTarget: at most {TARGET:.0%} of the training's time.")


if __name__ == "__main__":
    main()
