"""The exported script of a network that learns from imported images reads them itself, and learns as the training."""

import contextlib
import io
import re
import sys
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from PIL import Image

from engine.data.catalog import load_dataset
from engine.data.importing import ImportSettings, import_data
from engine.data.own import own_folder
from engine.evaluation.split import places_of_split
from engine.export.script import training_script
from engine.model.mend import fix_all
from engine.project import Project
from engine.runs.store import RunStore
from engine.training.events import RunFinished, StepsCompleted
from engine.training.job import TrainingJob


@pytest.fixture
def project(tmp_path: Path) -> Project:
    """An MLP for three classes of imported digits, 14×14 with colours; the second of four folds is kept aside."""
    mnist = load_dataset("mnist")
    for label in range(3):
        folder = tmp_path / "pictures" / str(label)
        folder.mkdir(parents=True)
        for number, image in enumerate(mnist.train_images[mnist.train_labels == label][:40, 0]):
            Image.fromarray(image).convert("RGB").save(folder / f"{number}.png")
    import_data(tmp_path / "pictures", ImportSettings("own-digits", size=(14, 14), colours=True))
    project = replace(Project.from_template("mlp"), dataset="own-digits")
    changes = {"epochs": 2, "batch_size": 8, "device": "cpu", "tune": False}
    changes |= {"stratified": True, "folds": 4, "fold": 2, "split_seed": 9}
    training = project.training.model_copy(update=changes)
    return replace(project, model=fix_all(project.model, project.context()), training=training)


def script_losses(source: str, data: Path, out: Path, monkeypatch: pytest.MonkeyPatch) -> list[float]:
    monkeypatch.setattr(sys, "argv", ["script.py", "--data", str(data), "--out", str(out), "--steps", "1000"])
    names: dict[str, Any] = {"__name__": "script"}
    with contextlib.redirect_stdout(io.StringIO()) as output:
        exec(compile(source, "script.py", "exec"), names)
        names["main"]()
    return [float(loss) for loss in re.findall(r"^step \d+: loss (\S+)$", output.getvalue(), re.MULTILINE)]


def test_the_script_reads_imported_images_and_learns_as_the_training_does(
    project: Project, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    job = TrainingJob(project, RunStore())
    job.start()
    losses: list[float] = []
    while not isinstance(event := job.events.get(timeout=120), RunFinished):
        if isinstance(event, StepsCompleted):
            losses += event.losses.tolist()
    assert event.outcome == "completed", event
    source = training_script(project)
    assert script_losses(source, own_folder() / "own-digits", tmp_path / "w.pt", monkeypatch) == pytest.approx(
        losses, abs=1e-5
    )
    assert len(losses) == 18
    assert job.run is not None
    aside = places_of_split(job.run, split="validation")
    assert aside.rows is not None
    assert np.bincount(aside.data.train_labels[aside.rows]).tolist() == [8, 8, 8], "the run's record says the same"


def test_the_script_says_which_folder_it_misses(
    project: Project, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with pytest.raises(SystemExit, match=r"train_images\.bin is not in .*: name the folder of the dataset own-digits"):
        script_losses(training_script(project), tmp_path, tmp_path / "w.pt", monkeypatch)
