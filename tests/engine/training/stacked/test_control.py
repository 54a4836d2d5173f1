"""What becomes of the members when somebody stops one or all of them, or one of them fails."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Any

import pytest
import torch

from engine.project import Project
from engine.runs.metadata import Lineage
from engine.runs.store import RunStore
from engine.text import NetwrightError
from engine.training.events import EpochCompleted, Event, RunFinished, RunStarted, StateChanged, StepsCompleted
from engine.training.stacked.job import StackedJob, train_stacked
from engine.training.stacked.member import Member
from engine.training.stacked.stackable import stackable, together
from engine.weights import load_weights
from tests.engine.training.conftest import PATIENCE, WatchedJob
from tests.engine.training.stacked.conftest import DENSE, Trainer, network, project_of, projects_of

Maker = Callable[[Sequence[Project]], StackedJob]


def events_until(member: Member, kind: type[Any], where: Callable[[Any], bool] = lambda event: True) -> list[Event]:
    found: list[Event] = []
    while not found or not (isinstance(found[-1], kind) and where(found[-1])):
        found.append(member.events.get(timeout=PATIENCE))
    return found


def end_of(member: Member) -> RunFinished:
    finished = events_until(member, RunFinished)[-1]
    assert isinstance(finished, RunFinished)
    return finished


def test_each_member_is_an_ordinary_run_that_knows_its_group(store: RunStore) -> None:
    projects = projects_of(DENSE, {"seed": 1}, {"seed": 2}, epochs=1)
    lineages = [Lineage(relation="seed", group="seeds of one", index=index, parent="first") for index in range(2)]
    heard: list[tuple[int, Event]] = []
    found = train_stacked(projects, store, lineages, ["a", "b"], on_event=lambda *told: heard.append(told))
    for number, (run, finished) in enumerate(found):
        own = [event for member, event in heard if member == number]
        assert isinstance(own[0], RunStarted)
        assert own[-1] == finished
        assert sum(isinstance(event, RunFinished) for event in own) == 1
        assert run is not None
        summary, metadata = run.summary(), run.metadata()
        assert (run.name, summary.status, summary.lineage) == ("ab"[number], "completed", lineages[number])
        assert metadata.plan is not None
        assert metadata.plan["together"] == 2
        assert metadata.test_accuracy == finished.test_accuracy
        project = run.project()
        assert (project.model, project.training) == (projects[number].model, projects[number].training)


def test_one_member_is_stopped_and_goes_on_alone_later_as_if_it_had_never_been(
    make_stack: Maker, store: RunStore, train_alone: Trainer
) -> None:
    projects = projects_of(DENSE, {"seed": 1, "epochs": 200}, {"seed": 2, "epochs": 40}, limit_train=120)
    job = make_stack(projects)
    job.start()
    stopped, other = job.members
    events_until(stopped, EpochCompleted, lambda event: event.epoch == 2)
    stopped.cancel()
    assert end_of(stopped).outcome == "cancelled"
    assert end_of(other).outcome == "completed"
    assert job.join(30)
    assert stopped.run is not None
    summary = stopped.run.summary()
    assert summary.resumable
    assert 2 <= summary.epochs_done < 200

    epochs = summary.epochs_done + 2
    shorter = replace(projects[0], training=projects[0].training.model_copy(update={"epochs": epochs}))
    resumed = WatchedJob.resuming(stopped.run, store)
    assert isinstance(resumed, WatchedJob)
    resumed.start()
    resumed.wait_for(EpochCompleted, lambda event: event.epoch >= epochs)
    resumed.cancel()
    resumed.run_to_end()
    ours, theirs = stopped.run.metrics().step_losses, train_alone([shorter])[0].metrics.step_losses
    torch.testing.assert_close(torch.tensor(ours[: len(theirs)]), torch.tensor(theirs), rtol=1e-3, atol=1e-4)


def test_all_members_stand_still_and_stop_with_what_they_learned(make_stack: Maker) -> None:
    job = make_stack(projects_of(DENSE, {"seed": 1}, {"seed": 2}, epochs=1000))
    job.start()
    events_until(job.members[0], StepsCompleted)
    job.pause()
    for member in job.members:
        events_until(member, StateChanged, lambda event: event.state == "paused")
    state: str = job.state
    assert state == "paused"
    job.cancel()
    for member in job.members:
        assert end_of(member).outcome == "cancelled"
        assert member.run is not None
        assert load_weights(member.run.best_weights)
        assert member.run.summary().resumable
    state = job.state
    assert state == "cancelled"


def test_a_member_whose_loss_is_lost_fails_alone(train_together: Trainer) -> None:
    rates = [{"learning_rate": 0.01}, {"learning_rate": 10.0}, {"learning_rate": 0.02}]
    deep = network(("Flatten", {}), *(("Linear", {"out_features": 32}), ("ReLU", {})) * 3)
    projects = projects_of(deep, *rates, optimizer="sgd", momentum=0.99, epochs=3)
    stacked = train_together(projects)
    assert [one.finished.outcome for one in stacked] == ["completed", "failed", "completed"]
    failure = stacked[1].finished.failure
    assert failure is not None
    assert failure.kind == "not_finite"
    assert all(torch.isfinite(weight).all() for weight in stacked[0].weights.values())


@pytest.mark.parametrize(
    ("settings", "reason"),
    [
        ({"batch_size": 16}, "Batch size is not the same for all: 32 and 16."),
        ({"accumulate": 2}, "Batches that are computed in parts cannot be stacked."),
        ({"mixup": 0.2}, "Mixup and CutMix cannot be stacked."),
        ({"limit_train": 100}, "The number of training images is not the same for all: 80 and 200."),
    ],
)
def test_what_cannot_be_stacked_is_refused_with_its_reason(
    settings: dict[str, Any], reason: str, store: RunStore
) -> None:
    projects = [project_of(DENSE), project_of(DENSE, **settings)]
    assert str(together(projects)) == reason
    with pytest.raises(NetwrightError, match="cannot be trained together"):
        StackedJob(projects, store, [None, None])


def test_networks_of_another_shape_are_refused_but_not_other_shares_of_dropout() -> None:
    config = project_of(DENSE).training
    some, more = (network(("Flatten", {}), ("Dropout", {"p": share})) for share in (0.1, 0.2))
    assert stackable([config, config], [some, more]) is None
    wider = network(("Flatten", {}), ("Linear", {"out_features": 17}), ("ReLU", {}))
    assert (
        str(stackable([config, config], [DENSE, wider])) == "linear1: Features out is not the same for all: 16 and 17."
    )
    assert str(stackable([config, config], [DENSE, some])) == "The networks have different layers or links."
