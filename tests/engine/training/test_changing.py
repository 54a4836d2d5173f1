"""A paused run goes on with other hyperparameters and other last layers; its record tells what changed when."""

from dataclasses import replace
from typing import Any

import pytest
import torch

from engine.model.edits import append_layer, set_params
from engine.model.spec import ModelSpec
from engine.project import Project
from engine.runs.run import Run
from engine.runs.store import RunStore
from engine.text import NetwrightError
from engine.training.checkpoint import load_newest
from engine.training.events import EpochCompleted, RunChanged, RunStarted, StateChanged, StepsCompleted
from engine.weights import load_weights
from tests.engine.training.conftest import JobMaker, WatchedJob


def paused(make_job: JobMaker, **settings: Any) -> WatchedJob:
    job = make_job("mlp", **{"epochs": 2, "limit_train": 2000, **settings})
    job.start()
    job.wait_for(StepsCompleted)
    job.pause()
    job.wait_for(StateChanged)
    return job


def changed(project: Project, model: ModelSpec | None = None, **settings: Any) -> Project:
    training = project.training.model_validate({**project.training.model_dump(), **settings})
    return replace(project, training=training, model=model or project.model)


def test_a_changed_rate_and_penalty_hold_from_the_next_step_on(make_job: JobMaker) -> None:
    job = paused(make_job)
    taken = sum(len(event.losses) for event in job.of(StepsCompleted))
    job.change(changed(job.project, learning_rate=1e-9, weight_decay=0.5, epochs=3))
    job.resume()
    end = job.run_to_end()
    assert end.outcome == "completed", end.failure
    (event,) = job.of(RunChanged)
    assert event.step == taken
    assert {change.name: (change.before, change.after) for change in event.changes} == {
        "learning_rate": ("0.001", "1e-09"),
        "weight_decay": ("0", "0.5"),
        "epochs": ("2", "3"),
    }
    assert end.epochs == 3
    assert job.of(EpochCompleted)[-1].learning_rate == 1e-9
    assert job.run is not None
    (kept,) = job.run.metrics().changes
    assert kept["step"] == taken
    assert job.run.project().training.learning_rate == 1e-9


def test_a_run_changed_to_what_it_was_has_the_bits_of_an_undisturbed_one(make_job: JobMaker) -> None:
    undisturbed = make_job("mlp", epochs=2, limit_train=2000)
    undisturbed.run_to_end()
    job = paused(make_job)
    job.change(job.project)
    job.resume()
    assert job.run_to_end().outcome == "completed"
    assert job.run is not None
    assert undisturbed.run is not None
    ours, theirs = load_weights(job.run.best_weights), load_weights(undisturbed.run.best_weights)
    assert all(torch.equal(ours[name], theirs[name]) for name in theirs)


def test_other_last_layers_leave_the_weights_of_the_first_ones(make_job: JobMaker) -> None:
    job = paused(make_job, epochs=50)
    before = job.live.latest()
    assert before is not None
    spec, added = append_layer(job.project.model, "Dropout", after="relu1")
    spec = set_params(spec, "linear2", out_features=48)
    job.change(changed(job.project, spec, learning_rate=1e-9))
    job.resume()
    event = job.wait_for(RunChanged)
    job.pause()
    job.wait_for(StateChanged, lambda state: state.state == "paused")
    after = job.live.latest()
    assert after is not None
    names = {change.name for change in event.changes}
    assert {"learning_rate", "linear2", added} <= names
    torch.testing.assert_close(after.state["linear1.weight"], before.state["linear1.weight"], rtol=0, atol=1e-6)
    assert after.state["linear2.weight"].shape[0] == 48
    job.cancel()
    job.run_to_end()
    assert job.run is not None
    assert job.run.project().model == spec
    assert load_weights(job.run.best_weights)["linear2.weight"].shape[0] == 48


def test_a_changed_run_is_resumed_as_it_was_changed(make_job: JobMaker, store: RunStore) -> None:
    job = paused(make_job, epochs=30)
    job.change(changed(job.project, learning_rate=1e-5, batch_size=100))
    job.resume()
    job.wait_for(EpochCompleted)
    job.cancel()
    job.run_to_end()
    assert job.run is not None
    again = WatchedJob(Project.from_template("mlp"), store, resumed=Run(job.run.folder))
    again.start()
    started = again.wait_for(RunStarted)
    assert (again.project.training.learning_rate, again.project.training.batch_size) == (1e-5, 100)
    assert started.steps_per_epoch == 16
    again.cancel()
    again.run_to_end()
    state, _ = load_newest(job.run.folder)
    assert state.notes["progress"]["changes"] == 1


@pytest.mark.parametrize(
    ("settings", "word"),
    [
        ({"seed": 9}, "Seed"),
        ({"validation_split": 0.1}, "Validation"),
        ({"folds": 5}, "Folds"),
        ({"limit_train": 5}, "most"),
    ],
)
def test_what_the_run_was_from_its_start_cannot_change(make_job: JobMaker, settings: dict[str, Any], word: str) -> None:
    job = paused(make_job)
    with pytest.raises(NetwrightError, match=word):
        job.change(changed(job.project, **settings))
    job.resume()
    assert job.run_to_end().outcome == "completed"
    assert job.of(RunChanged) == []


def test_a_network_with_errors_is_refused_and_the_run_goes_on_as_it_was(make_job: JobMaker) -> None:
    job = paused(make_job)
    with pytest.raises(NetwrightError, match="linear2"):
        job.change(changed(job.project, set_params(job.project.model, "linear2", in_features=7)))
    job.resume()
    assert job.run_to_end().outcome == "completed"


def test_the_kind_of_average_can_change(make_job: JobMaker) -> None:
    job = paused(make_job, averaging="ema")
    job.change(changed(job.project, averaging="swa", swa_start=0.0))
    job.resume()
    assert job.run_to_end().outcome == "completed"
