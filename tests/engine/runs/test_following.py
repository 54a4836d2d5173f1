"""A run is followed from its folder as if it were one's own, whatever happens to its files."""

import json
import shutil
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any, TypeVar

import numpy as np
import pytest
import torch

from engine.data.catalog import load_dataset
from engine.model.templates import template
from engine.project import Project
from engine.runs import following
from engine.runs.followed_weights import WeightsAt
from engine.runs.following import FollowedJob
from engine.runs.helm import Helm
from engine.runs.metrics import line
from engine.runs.process import ProcessMark, end_writing, presence_file
from engine.runs.run import Run
from engine.runs.store import RunStore
from engine.runs.writer import RunWriter
from engine.training.checkpoint import State, save_best, save_state
from engine.training.events import (
    EngineWarning,
    EpochCompleted,
    Event,
    HealthMeasured,
    Rewound,
    RunChanged,
    RunFinished,
    RunStarted,
    StateChanged,
    StepsCompleted,
)
from engine.training.history import save_epoch
from engine.training.job import TrainingJob
from engine.training.progress import Progress

E = TypeVar("E")
PATIENCE = 60.0
Follow = Callable[..., FollowedJob]


@pytest.fixture
def follow() -> Iterator[Follow]:
    made: list[FollowedJob] = []

    def make(run: Run, **settings: Any) -> FollowedJob:
        made.append(FollowedJob(run, run.project(), **settings))
        made[-1].start()
        return made[-1]

    yield make
    for job in made:
        job.let_go()
        assert job.join(10)


@pytest.fixture
def training(monkeypatch: pytest.MonkeyPatch) -> Iterator[TrainingJob]:
    """It looks at its layers as often as its time allows, not only every three seconds."""
    monkeypatch.setattr("engine.training.health._SECONDS", 0.05)
    whole = Project.from_template("mlp")
    values = {"device": "cpu", "epochs": 200, "limit_train": 4_000, "batch_size": 20, "tune": False}
    project = replace(whole, training=whole.training.model_copy(update=values), model=template("softmax-regression"))
    job = TrainingJob(project, RunStore())
    job.start()
    while not isinstance(job.events.get(timeout=PATIENCE), RunStarted):
        pass
    yield job
    job.cancel()
    assert job.join(30)


def next_of(job: FollowedJob, kind: type[E], seen: list[Event] | None = None) -> E:
    while True:
        event = job.events.get(timeout=PATIENCE)
        if seen is not None:
            seen.append(event)
        if isinstance(event, kind):
            return event
        assert not isinstance(event, RunFinished), event


def end_of(job: FollowedJob) -> RunFinished:
    while not isinstance(event := job.events.get(timeout=PATIENCE), RunFinished):
        pass
    return event


def until(condition: Callable[[], bool]) -> None:
    deadline = time.monotonic() + PATIENCE
    while not condition():
        assert time.monotonic() < deadline, "it never came true"
        time.sleep(0.01)


def curve(events: list[Event]) -> dict[int, float]:
    """The loss of each step as it was told, what became void left out."""
    told: dict[int, float] = {}
    for event in events:
        if isinstance(event, StepsCompleted):
            told |= {event.first_step + index: float(loss) for index, loss in enumerate(event.losses)}
        elif isinstance(event, Rewound):
            told = {step: loss for step, loss in told.items() if step <= event.step}
    return told


def test_a_run_is_followed_paused_changed_and_stopped_from_its_folder(training: TrainingJob, follow: Follow) -> None:
    assert training.run is not None
    job, seen = follow(training.run), list[Event]()
    started = next_of(job, RunStarted, seen)
    assert (started.run, started.epochs, started.steps_per_epoch) == (training.run.name, 200, 160)
    assert started.train_images == 3_200
    next_of(job, EpochCompleted, seen)
    until(lambda: job.may_steer)
    job.pause()
    while next_of(job, StateChanged, seen).state != "paused":
        pass
    assert [job.state, training.state] == ["paused", "paused"]
    until(lambda: job.live.latest() is not None)
    weights = job.live.latest()
    assert weights is not None
    assert weights.state["linear1.weight"].shape == (10, 784)
    job.change(replace(job.project, training=job.project.training.model_copy(update={"learning_rate": 1e-4})))
    job.resume()
    changed = next_of(job, RunChanged, seen)
    assert [(change.name, change.after) for change in changed.changes] == [("learning_rate", "0.0001")]
    other = follow(training.run)
    next_of(other, EpochCompleted)
    assert not other.may_steer
    other.cancel()  # not heard: the first one steers
    next_of(job, EpochCompleted, seen)
    job.cancel()
    while not isinstance(seen[-1], RunFinished):
        seen.append(job.events.get(timeout=PATIENCE))
    assert seen[-1].outcome == job.state == "cancelled"
    losses = training.run.metrics().step_losses
    told = curve(seen)
    assert list(told) == list(range(1, len(losses) + 1))
    assert np.array_equal(np.array(list(told.values()), np.float32), losses)
    assert not presence_file(training.run.folder).parent.exists()


def test_who_follows_a_run_hears_how_its_layers_do(training: TrainingJob, follow: Follow) -> None:
    assert training.run is not None
    heard = next_of(follow(training.run), HealthMeasured)
    told = [event for event in everything_of(training) if isinstance(event, HealthMeasured)]
    assert heard in told
    assert [layer.layer for layer in heard.layers] == ["linear1"]


def everything_of(job: TrainingJob) -> list[Event]:
    events = []
    while not job.events.empty():
        events.append(job.events.get())
    return events


@pytest.fixture
def written(monkeypatch: pytest.MonkeyPatch) -> Iterator[tuple[Run, RunWriter]]:
    """A run that this process writes, line by line; it tells nothing of itself, as one of another version."""
    monkeypatch.setattr(following, "_SECONDS_TO_BEGIN", 0.0)
    run = RunStore().create(Project.from_template("mlp"), "written")
    writer = run.writer()
    writer.begin(load_dataset("mnist"), "AMD EPYC", "cpu", 225_034)
    yield run, writer
    end_writing(run.folder)


def append(run: Run, content: bytes) -> None:
    with run.metrics_file.open("ab") as file:
        file.write(content)


def steps(first: int, *losses: float) -> bytes:
    return line("steps", epoch=1, first_step=first, losses=losses, accuracies=[0.5] * len(losses))


def test_half_lines_wait_and_a_resume_that_cut_the_metrics_makes_what_was_told_void(
    written: tuple[Run, RunWriter], follow: Follow
) -> None:
    run, _ = written
    append(run, steps(1, 2.0, 1.9, 1.8))
    job, seen = follow(run), list[Event]()
    next_of(job, StepsCompleted, seen)
    half = steps(4, 1.7, 1.6)
    append(run, half[:-9])
    time.sleep(3 * following.LOOK_SECONDS)
    while not job.events.empty():
        assert not isinstance(job.events.get(), StepsCompleted)
    append(run, half[-9:] + b"\x00 no line of ours\n")
    assert next_of(job, StepsCompleted, seen).first_step == 4
    run.truncate_metrics(2, 0)
    append(run, line("resumed", step=2) + steps(3, 9.0, 8.0) + steps(5, 7.0))
    assert next_of(job, Rewound, seen).step == 2
    until(lambda: job._teller.step == 5)
    while not job.events.empty():
        seen.append(job.events.get())
    assert curve(seen) == pytest.approx({1: 2.0, 2: 1.9, 3: 9.0, 4: 8.0, 5: 7.0})


def test_of_best_weights_epochs_and_checkpoints_those_answer_that_are_furthest_on(
    written: tuple[Run, RunWriter], follow: Follow, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("engine.runs.followed_weights._LOOK_SECONDS", 0.0)
    run, _ = written
    append(run, steps(1, *[2.0] * 20))
    job = follow(run)
    next_of(job, StepsCompleted)
    assert job.live.latest() is None

    def answer(value: float) -> WeightsAt | None:
        until(lambda: (found := job.live.latest()) is not None and found.state["a.weight"].item() == value)
        return job.weights_at

    def weights(value: float) -> dict[str, torch.Tensor]:
        return {"a.weight": torch.tensor([value])}

    save_best(run.folder, weights(1.0), {"epoch": "1", "step": "5"}, 1)
    assert answer(1.0) == WeightsAt(5, 1)
    save_epoch(run.folder, weights(2.0), 2, 10, 1_000_000)
    assert answer(2.0) == WeightsAt(10, 2)
    average = {"average.a.weight": torch.tensor([3.0]), "average.updates": torch.tensor(12.0)}
    notes = {"progress": Progress(epoch=3, step=12, epochs_done=2).to_data()}
    save_state(run.folder, State({"model.a.weight": torch.tensor([0.0]), **average}, notes), 12)
    assert answer(3.0) == WeightsAt(12, None)
    save_epoch(run.folder, weights(9.0), 5, 25, 1_000_000)  # of time that was lost: 20 steps are known
    append(run, steps(21, 2.0))
    next_of(job, StepsCompleted)
    save_best(run.folder, weights(4.0), {"epoch": "4", "step": "20"}, 4)
    assert answer(4.0) == WeightsAt(20, 4)


def test_a_run_of_another_host_lives_by_its_signs_whatever_its_clock_says(
    written: tuple[Run, RunWriter], follow: Follow, monkeypatch: pytest.MonkeyPatch
) -> None:
    run, _ = written
    elsewhere = ProcessMark(pid=1, created=1.0, host="node7")
    run.metadata_file.write_bytes(run.metadata().changed({"process": elsewhere}).to_json())
    monkeypatch.setattr(following, "_SECONDS_OF_SILENCE", 0.5)
    job = follow(run)
    assert next_of(job, RunStarted).device_name == "AMD EPYC"
    silent = "node7, which trains the run, has given no sign of life for a minute."
    while str(next_of(job, EngineWarning).text) != silent:
        pass
    append(run, steps(1, 2.0))
    next_of(job, StepsCompleted)
    monkeypatch.setattr(following, "SILENCE_ELSEWHERE", 0.5)
    end = end_of(job)
    assert end.failure is not None
    assert str(end.failure.text) == "The process that trained the run ended without a word."
    assert run.metadata().status == "running"  # who follows writes nothing


def test_a_folder_that_vanishes_is_told_with_its_place_and_one_that_comes_back_in_time_is_not(
    written: tuple[Run, RunWriter], follow: Follow, tmp_path: Path
) -> None:
    run, _ = written
    append(run, steps(1, 2.0))
    patient, job = follow(run, patience=60.0), follow(run, patience=0.5)
    for one in (patient, job):
        next_of(one, StepsCompleted)
    shutil.move(run.folder, tmp_path / "unmounted")
    end = end_of(job)
    assert end.failure is not None
    assert str(run.folder) in str(end.failure.text)
    shutil.move(tmp_path / "unmounted", run.folder)
    append(run, steps(2, 1.0))
    assert next_of(patient, StepsCompleted).first_step == 2


def test_one_steers_at_a_time_and_a_dead_or_silent_helmsman_gives_the_helm_up(
    written: tuple[Run, RunWriter], monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = written[0].folder
    (folder / "control").mkdir()
    mine, other = Helm(folder), Helm(folder)
    assert mine.take()
    assert not other.take()
    assert mine.take()
    mine.release()
    assert other.take()
    file = folder / "control" / "helm.json"

    def leave(**process: Any) -> None:
        data = json.loads(file.read_bytes())
        file.write_text(json.dumps({"token": "theirs", "process": data["process"] | process}))

    leave(pid=2**22 - 3, created=1.0)
    assert mine.take()
    leave(host="node7")
    assert not mine.take()
    monkeypatch.setattr("engine.runs.helm.SILENCE_SECONDS", 0.0)
    assert mine.take()
