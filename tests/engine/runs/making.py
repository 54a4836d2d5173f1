"""Runs for tests: ended ones, written by the engine's own writer in a few milliseconds."""

import json
import shutil
from pathlib import Path
from typing import Any

from engine.data.catalog import load_dataset
from engine.project import Project
from engine.runs.metadata import Lineage
from engine.runs.run import Run
from engine.runs.store import RunStore
from engine.training.events import EpochCompleted, RunFinished


def ended_run(store: RunStore, name: str, accuracy: float = 0.9, lineage: Lineage | None = None) -> Run:
    """A completed run of two epochs, the second the best."""
    run = store.create(Project.from_template("mlp"), name, lineage=lineage)
    writer = run.writer()
    writer.begin(load_dataset("mnist"), "AMD EPYC", "cpu", 225_034)
    for number in (1, 2):
        reached = accuracy - 0.1 * (2 - number)
        writer.record(EpochCompleted(number, number * 2, 0.5, 0.8, 0.4, reached, 1.5, 900.0, True))
    writer.finish(RunFinished("completed", 2, 2, 0.3, accuracy - 0.01, 90.0))
    return run


def copies(run: Run, count: int) -> list[Run]:
    """The same run so many times, under other names."""
    made = []
    for number in range(count):
        folder = run.folder.with_name(f"{run.name}-{number:03d}")
        shutil.copytree(run.folder, folder)
        made.append(Run(folder))
    return made


def edit(file: Path, **changes: Any) -> None:
    """Change values of a JSON file in place, as another program would."""
    file.write_text(json.dumps({**json.loads(file.read_text()), **changes}))
