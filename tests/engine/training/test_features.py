"""A network learns from plain numbers: trained, evaluated, exported and asked, it sees the same standardised values."""

import contextlib
import csv
import io
import json
import re
import sys
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from engine.cli import run
from engine.data import batches
from engine.data.catalog import load_dataset
from engine.data.importing import ImportSettings, import_data
from engine.data.own import own_folder
from engine.evaluation.predictor import Predictor
from engine.export.script import training_script
from engine.model.mend import fix_all
from engine.project import Project
from engine.runs.store import RunStore
from engine.text import NetwrightError
from engine.training.checks import check_project
from engine.training.events import RunFinished, StepsCompleted
from engine.training.failures import BadModelError
from engine.training.job import TrainingJob
from tests.engine.data.measures import COLUMNS, measured, write_table


@pytest.fixture
def table(tmp_path: Path) -> Path:
    return write_table(tmp_path / "shapes.csv", *measured())


@pytest.fixture
def project(table: Path) -> Project:
    """An MLP for the measurements of three digits."""
    import_data(table, ImportSettings("shapes"))
    project = replace(Project.from_template("mlp"), dataset="shapes")
    training = project.training.model_copy(update={"epochs": 3, "batch_size": 16, "device": "cpu"})
    return replace(project, model=fix_all(project.model, project.context()), training=training)


def losses_of(project: Project, name: str) -> list[float]:
    job = TrainingJob(project, RunStore(), name)
    job.start()
    losses: list[float] = []
    while not isinstance(event := job.events.get(timeout=120), RunFinished):
        if isinstance(event, StepsCompleted):
            losses += event.losses.tolist()
    assert event.outcome == "completed", event
    return losses


def test_from_the_terminal_a_table_is_learned_evaluated_and_predicted(
    table: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["data", "import", str(table), "--as", "features", "--label-column", "what"]) == 0
    told = capsys.readouterr().out.splitlines()
    assert told[0] == "shapes: 3 classes, 192 training and 48 test examples of 10 numbers"
    assert told[1].startswith("  ink: mean 1.")
    assert run(["data", "list"]) == 0
    assert "10 numbers" in capsys.readouterr().out
    assert run(["train", "--dataset", "shapes", "--epochs", "12", "--batch-size", "16", "--name", "t", "--json"]) == 0
    ended = json.loads(capsys.readouterr().out.splitlines()[-1])
    assert ended["test_accuracy"] > 0.9
    assert run(["evaluate", "t", "--report", "--json"]) == 0
    report = json.loads(capsys.readouterr().out.splitlines()[-1])
    assert report["accuracy"] == pytest.approx(ended["test_accuracy"])

    data = load_dataset("shapes")
    asked = tmp_path / "asked.csv"
    with asked.open("w", newline="") as file:  # other columns beside, and in another order
        writer = csv.writer(file)
        writer.writerow(["note", *reversed(COLUMNS)])
        writer.writerows([["-", *map(repr, reversed(row))] for row in data.test_images.tolist()])
    assert run(["predict", "t", str(asked), "--json"]) == 0
    answers = json.loads(capsys.readouterr().out.splitlines()[-1])["predictions"]
    right = [
        answer["class"] == data.info.classes[label] for answer, label in zip(answers, data.test_labels, strict=True)
    ]
    assert np.mean(right) == pytest.approx(ended["test_accuracy"])
    assert answers[0]["row"] == "asked.csv:2"


def test_the_exported_script_learns_as_the_training_does(
    project: Project, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    losses = losses_of(project, "s")
    source = training_script(project)
    out = tmp_path / "w.pt"
    arguments = ["script.py", "--data", str(own_folder() / "shapes"), "--out", str(out), "--steps", "1000"]
    monkeypatch.setattr(sys, "argv", arguments)
    names: dict[str, Any] = {"__name__": "script"}
    with contextlib.redirect_stdout(io.StringIO()) as output:
        exec(compile(source, "script.py", "exec"), names)
        names["main"]()
    found = [float(loss) for loss in re.findall(r"^step \d+: loss (\S+)$", output.getvalue(), re.MULTILINE)]
    assert len(found) == 30
    assert found == pytest.approx(losses, abs=1e-5)


def test_a_predictor_takes_numbers_and_says_so_of_anything_else(project: Project) -> None:
    losses_of(project, "p")
    predictor = Predictor.from_run(RunStore().open("p"))
    data = load_dataset("shapes")
    shares = predictor.predict(data.test_images)
    assert np.mean(shares.argmax(axis=1) == data.test_labels) > 0.8
    with pytest.raises(NetwrightError, match="This network takes 10 numbers, not images"):
        predictor.predict(np.zeros((1, 28, 28), np.uint8))
    with pytest.raises(NetwrightError, match="Expected examples of 10, found 1×9 of type float64"):
        predictor.predict(np.zeros((1, 9)))


@pytest.mark.parametrize(("field", "words"), [("augment_shift", "Shift"), ("cutmix", "CutMix")])
def test_what_moves_pixels_is_refused_by_name(project: Project, field: str, words: str) -> None:
    training = project.training.model_copy(update={field: 0.5})
    with pytest.raises(BadModelError, match=rf"{words}.* changes pixels, but .*10 numbers"):
        check_project(replace(project, training=training))


def test_rows_that_memory_has_no_room_for_are_streamed_to_the_same_losses(
    project: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    losses = losses_of(project, "resident")
    monkeypatch.setattr(batches, "_RESIDENT_SHARE", 0.0)
    assert losses_of(project, "streamed") == losses
    told = RunStore().open("streamed").metadata()
    assert told.test_accuracy == RunStore().open("resident").metadata().test_accuracy


def test_mixup_takes_numbers(project: Project) -> None:
    training = project.training.model_copy(update={"mixup": 0.4})
    assert len(losses_of(replace(project, training=training), "m")) == 30


def test_a_convolutional_template_is_made_to_fit_if_asked_for(
    project: Project, capsys: pytest.CaptureFixture[str]
) -> None:
    assert project.dataset == "shapes"
    few = ["--epochs", "1", "--batch-size", "16", "--json"]
    assert run(["train", "--dataset", "shapes", "--template", "mnist-cnn", *few]) == 0
    assert json.loads(capsys.readouterr().out.splitlines()[-1])["epochs"] == 1
