"""Netwright itself: a training as a click on Train starts it, in its own thread, with events, checkpoints and plan."""

from dataclasses import replace
from pathlib import Path

import torch

from benchmarks.peers.protocol import BATCH, Run, serve
from engine.project import Project
from engine.runs.store import RunStore
from engine.training.events import EpochCompleted, RunFinished, StepsCompleted, WayChosen
from engine.training.job import TrainingJob
from engine.training.recipes import recipe


def prepare(folder: Path) -> tuple[Run, dict[str, str]]:
    """Every run is one epoch of a new job; its time is the one that the run itself tells for the epoch's training."""
    store = RunStore(folder / "runs")
    way = "not told"

    def run(steps: int) -> tuple[float, list[float]]:
        nonlocal way
        changes = {"seed": 0, "epochs": 1, "device": "cpu", "validation_split": 0.0, "limit_train": steps * BATCH}
        settings = recipe("reference").model_copy(update=changes)
        job = TrainingJob(replace(Project.from_template("mnist-cnn"), training=settings), store)
        job.start()
        losses: list[float] = []
        seconds = 0.0
        while not isinstance(event := job.events.get(), RunFinished):
            if isinstance(event, StepsCompleted):
                losses += event.losses.tolist()
            elif isinstance(event, EpochCompleted):
                seconds = steps * BATCH / event.images_per_second
            elif isinstance(event, WayChosen):
                way = str(event.text)
        job.join()
        if event.outcome != "completed":
            raise RuntimeError(str(event.failure))
        return seconds, losses

    run(4)  # measures the plan, which the next runs find in the data folder
    return run, {"torch": torch.__version__, "way": way}


if __name__ == "__main__":
    serve(prepare)
