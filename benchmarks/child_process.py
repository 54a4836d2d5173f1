"""What a process of its own costs a training: time of the run against one in a thread, and how soon each is heard.

    uv run python -m benchmarks.child_process

Pairs of the same run, one in a thread and one in a process, take turns in who comes first. A run's time goes from its
first step to its end; the wait for the first step is told by itself, since a new process has to import torch. How soon
each is heard is the time from a wish to pause to the word that the training stands still, which goes to the process
and back. ``--live`` asks for the weights all the time, as the drawing pad does.
"""

import argparse
import statistics
import tempfile
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path

from benchmarks.machine import machine_line, table
from engine.project import Project
from engine.runs.store import RunStore
from engine.training.child_job import ChildJob
from engine.training.events import RunFinished, StateChanged, StepsCompleted
from engine.training.job import TrainingJob

TARGET = 1.05
_PAUSES = 10
_PAUSE_EVERY_EVENTS = 5

Job = TrainingJob | ChildJob


@dataclass(frozen=True, slots=True)
class Measured:
    """Seconds of one run."""

    first_step: float
    training: float
    heard: tuple[float, ...]


def measure(job: Job, pauses: int, live: bool) -> Measured:
    """Run a job to its end; pauses are not part of its time."""
    began = time.perf_counter()
    over = threading.Event()
    watcher = threading.Thread(target=_look, args=(job, over), daemon=True)
    if live:
        watcher.start()
    job.start()
    first = 0.0
    heard: list[float] = []
    asked = paused = 0.0
    steps = 0
    while True:
        event = job.events.get(timeout=600)
        now = time.perf_counter()
        match event:
            case StepsCompleted():
                first = first or now
                steps += 1
                if len(heard) < pauses and not asked and steps % _PAUSE_EVERY_EVENTS == 0:
                    asked = now
                    job.pause()
            case StateChanged(state="paused"):
                heard.append(now - asked)
                job.resume()
            case StateChanged(state="running") if asked:
                paused += now - asked
                asked = 0.0
            case RunFinished():
                over.set()
                job.join()
                if event.outcome != "completed":
                    raise SystemExit(f"the run ended as {event.outcome}: {event.failure}")
                return Measured(first - began, now - first - paused, tuple(heard))


def _look(job: Job, over: threading.Event) -> None:
    while not over.wait(0.2):
        job.live.latest()
        job.live.request()


def main() -> int:
    arguments = argparse.ArgumentParser()
    arguments.add_argument("--template", default="mnist-cnn")
    arguments.add_argument("--epochs", type=int, default=2)
    arguments.add_argument("--images", type=int, default=20_000)
    arguments.add_argument("--device", default="auto")
    arguments.add_argument("--pairs", type=int, default=5)
    arguments.add_argument("--live", action="store_true")
    chosen = arguments.parse_args()
    whole = Project.from_template(chosen.template)
    values = {"epochs": chosen.epochs, "limit_train": chosen.images, "device": chosen.device}
    project = replace(whole, training=whole.training.model_copy(update=values))
    found: dict[str, list[Measured]] = {"thread": [], "process": []}
    with tempfile.TemporaryDirectory() as folder:
        store = RunStore(Path(folder))
        makers: dict[str, Callable[[], Job]] = {
            "thread": lambda: TrainingJob(project, store),
            "process": lambda: ChildJob(project, store),
        }
        measure(makers["thread"](), 0, chosen.live)  # torch is imported, and the way to compute is found
        for pair in range(chosen.pairs):
            for kind in sorted(makers, reverse=bool(pair % 2)):
                found[kind].append(measure(makers[kind](), _PAUSES, chosen.live))
    ratios = [
        process.training / thread.training for thread, process in zip(found["thread"], found["process"], strict=True)
    ]
    ratio = statistics.median(ratios)
    rows: list[list[str]] = []
    for words, value in (
        ("from Train to the first steps", lambda one: one.first_step),
        ("from there to the end", lambda one: one.training),
    ):
        rows.append([words, *(f"{statistics.median(map(value, found[kind])):.2f} s" for kind in found)])
    heard = {kind: [1000 * one for run in runs for one in run.heard] for kind, runs in found.items()}
    rows.append(["from Pause to its word, median", *(f"{statistics.median(heard[kind]):.1f} ms" for kind in found)])
    rows.append(["longest", *(f"{max(heard[kind]):.1f} ms" for kind in found)])
    print(machine_line())
    print(table(("", "thread", "process"), rows))
    spread = f"{min(ratios):.3f} to {max(ratios):.3f}"
    print(f"\nprocess ÷ thread, median of {chosen.pairs} pairs: {ratio:.3f} ({spread}), target ≤ {TARGET}")
    return int(ratio > TARGET)


if __name__ == "__main__":
    raise SystemExit(main())
