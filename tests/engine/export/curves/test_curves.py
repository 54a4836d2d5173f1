"""A run's curves as other programs read them: spreadsheets, data frames, TensorBoard and MLflow."""

from __future__ import annotations

import csv
import io
import json
import os
from pathlib import Path

import numpy as np
import pyarrow.parquet
import pytest
from tensorboard.backend.event_processing.event_accumulator import EventAccumulator

from engine.cli import run as run_command
from engine.export.curves.event_files import write_event_file
from engine.export.curves.figures import RunFigures, read_figures
from engine.export.curves.mlflow_runs import log_to_mlflow
from engine.export.curves.tables import csv_of, parquet_of
from engine.project import Project
from engine.runs.run import Run
from engine.runs.store import RunStore
from engine.text import NetwrightError
from engine.training.config import TrainingConfig
from engine.training.job import TrainingJob


@pytest.fixture(scope="module")
def run(tmp_path_factory: pytest.TempPathFactory) -> Run:
    """Two epochs of 9 steps, completed and tested; the folder's name holds what files must bear."""
    from dataclasses import replace

    training = TrainingConfig(epochs=2, limit_train=1000, batch_size=100, device="cpu", seed=3, tune=False)
    project = replace(Project.from_template("softmax-regression"), training=training)
    job = TrainingJob(project, RunStore(tmp_path_factory.mktemp("store")), "första 网 run")
    job.start()
    assert job.join(120)
    assert job.run is not None
    return job.run


@pytest.fixture(scope="module")
def figures(run: Run) -> RunFigures:
    return read_figures(run)


def test_steps_have_the_losses_epochs_and_times_of_the_run(run: Run, figures: RunFigures) -> None:
    steps, epochs = figures.steps, run.epochs()
    assert steps.step.tolist() == list(range(1, epochs[-1].step + 1))
    assert steps.loss.tolist() == run.metrics().step_losses.tolist()
    assert steps.epoch.tolist() == [1 if step <= epochs[0].step else 2 for step in steps.step.tolist()]
    assert steps.seconds[epochs[0].step - 1] == pytest.approx(epochs[0].seconds)
    assert steps.seconds[-1] == pytest.approx(sum(epoch.seconds for epoch in epochs))
    assert (np.diff(steps.seconds) > 0).all()


def test_a_csv_gives_every_figure_back_to_the_last_bit(figures: RunFigures) -> None:
    rows = list(csv.DictReader(io.StringIO(csv_of(figures, "steps").decode("utf-8-sig"))))
    assert [np.float32(row["train_loss"]) for row in rows] == figures.steps.loss.tolist()
    epochs = list(csv.DictReader(io.StringIO(csv_of(figures, "epochs").decode("utf-8-sig"))))
    assert [float(row["validation_loss"]) for row in epochs] == [epoch.validation_loss for epoch in figures.epochs]
    assert [row["best"] for row in epochs] == [str(epoch.best) for epoch in figures.epochs]


def test_a_parquet_file_is_a_typed_table_that_says_which_run_it_is(figures: RunFigures) -> None:
    table = pyarrow.parquet.read_table(io.BytesIO(parquet_of(figures, "steps")))
    assert str(table.schema.field("step").type) == "int64"
    assert str(table.schema.field("train_loss").type) == "float"
    assert table["train_loss"].to_numpy().tolist() == figures.steps.loss.tolist()
    about = json.loads(table.schema.metadata[b"netwright"])
    assert (about["run"], about["hyperparameters"]["batch_size"]) == (figures.name, 100)
    epochs = pyarrow.parquet.read_table(io.BytesIO(parquet_of(figures, "epochs")))
    assert epochs["epoch"].to_pylist() == [1, 2]


def test_tensorboard_reads_curves_results_and_hyperparameters_of_an_event_file_written_twice(
    figures: RunFigures, tmp_path: Path
) -> None:
    write_event_file(figures, tmp_path)
    folder = write_event_file(figures, tmp_path)
    read = EventAccumulator(str(folder), size_guidance={"scalars": 0})
    read.Reload()
    assert set(read.Tags()["scalars"]) >= {"loss/train", "loss/validation", "accuracy/test", "learning_rate"}
    losses = read.Scalars("loss/train")
    assert [event.value for event in losses] == figures.steps.loss.tolist()
    assert [event.step for event in losses] == figures.steps.step.tolist()
    begun = figures.metadata.created.timestamp()
    assert losses[-1].wall_time - begun == pytest.approx(figures.steps.seconds[-1], abs=1e-3)
    validation = read.Scalars("accuracy/validation")
    assert [event.step for event in validation] == [epoch.step for epoch in figures.epochs]
    assert validation[0].value == pytest.approx(figures.epochs[0].validation_accuracy)
    summary = read.SummaryMetadata("_hparams_/session_start_info")
    assert b"batch_size" in summary.plugin_data.content


def test_mlflow_holds_params_curves_and_files_and_a_wrong_address_is_told(
    run: Run, figures: RunFigures, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    uri = f"sqlite:///{tmp_path / 'mlflow.db'}"
    made = log_to_mlflow(run, figures, uri)
    from mlflow.tracking import MlflowClient

    client = MlflowClient(tracking_uri=uri)
    found = client.get_run(made)
    assert found.info.run_name == figures.name
    assert found.info.status == "FINISHED"
    assert found.data.params["batch_size"] == "100"
    assert found.data.metrics["accuracy/test"] == figures.metadata.test_accuracy
    history = client.get_metric_history(made, "loss/train")
    assert [metric.value for metric in history] == figures.steps.loss.tolist()
    files = {file.path for file in client.list_artifacts(made)}
    assert files >= {"model.json", "config.json", "best.safetensors", "metrics.jsonl"}
    with pytest.raises(NetwrightError, match="did not take the run"):
        log_to_mlflow(run, figures, "nonsense://nowhere")
    assert os.environ["MLFLOW_DISABLE_TELEMETRY"] == "true"


def test_the_terminal_writes_several_runs_and_says_where(
    run: Run, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run_command(["export", str(run.folder), "--to", "csv", "--out", str(tmp_path / "new"), "--json"]) == 0
    written = json.loads(capsys.readouterr().out)["written"][run.name]
    assert [Path(file).name for file in written] == [f"{run.name}-epochs.csv", f"{run.name}-steps.csv"]
    assert all(Path(file).is_file() for file in written)
    assert run_command(["export", "--to", "csv"]) == 2
    (tmp_path / "taken").write_text("a file")
    assert run_command(["export", str(run.folder), "--to", "tensorboard", "--out", str(tmp_path / "taken")]) == 1
    assert "cannot be written" in capsys.readouterr().err


def test_a_run_without_a_step_has_no_curves_and_says_so() -> None:
    empty = RunStore().create(Project.from_template("mlp"), "empty")
    with pytest.raises(NetwrightError, match="has no curves"):
        read_figures(empty)
