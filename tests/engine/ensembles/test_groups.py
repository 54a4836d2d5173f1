"""Groups of runs at work in real processes: each member as planned, killed and gone on, figures and words."""

import json
import os
import signal
import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import torch
from safetensors.torch import save_file

from engine.cli import run as command
from engine.data.catalog import load_dataset
from engine.data.draw import boosted, drawn
from engine.ensembles.group import GroupState, GroupWork, complete_runs, joined_of, runs_of, standing
from engine.ensembles.group_evaluations import GroupEvaluations
from engine.ensembles.held_out import held_out
from engine.ensembles.plan import GroupKind, GroupPlan, Origin, make_plan, plan_named
from engine.ensembles.result import result_of
from engine.ensembles.spread import spread_of
from engine.evaluation.predictor import Predictor
from engine.machine.cores import core_numbers
from engine.runs.run import Run
from engine.runs.store import RunStore, default_root
from engine.sweeps.workers import Workers, shares
from engine.text import NetwrightError
from engine.training.generations import checkpoints
from engine.training.splitting import split_of
from engine.weights import load_weights
from tests.engine.ensembles.conftest import project_of

PATIENCE = 120.0
MNIST = load_dataset("mnist")


@pytest.fixture(scope="module")
def workers() -> Iterator[Workers]:
    """Two processes that train for all tests here."""
    made = Workers(shares(2, core_numbers()))
    yield made
    made.close()


@pytest.fixture
def store(home: Path) -> RunStore:
    return RunStore(default_root())


def small(**changes: Any) -> Origin:
    return Origin(
        project_of("softmax-regression", **{"epochs": 1, "limit_train": 600, "seed": 5, "split_seed": None, **changes})
    )


def finished(work: GroupWork) -> GroupState:
    work.start()
    assert work.join(PATIENCE)
    return work.state


def trained(store: RunStore, kind: GroupKind, count: int, workers: Workers, **changes: Any) -> GroupPlan:
    plan = make_plan(store, small(**changes), kind, count)
    state = finished(GroupWork(store, plan, side_by_side=2, workers=workers))
    assert state.status == "completed", state.error
    assert state.share == 1
    return plan


def test_folds_keep_every_image_aside_once_and_answer_for_it(store: RunStore, workers: Workers) -> None:
    plan = trained(store, "fold", 3, workers)
    runs = [Run(summary.folder) for _, summary in sorted(runs_of(store, plan).items())]
    assert [run.metadata().lineage for run in runs] == [plan.lineage(index) for index in range(3)]
    aside = [split_of(MNIST, run.project().training).validation for run in runs]
    together = np.concatenate(aside)
    assert len(together) == 600 == len(np.unique(together))
    result = result_of(store, plan)
    assert result.validation is not None
    assert result.validation.mean == pytest.approx(np.mean([run.summary().val_accuracy for run in runs]))
    assert "3 folds" in str(result.words)
    found = held_out(store, plan)
    assert found.places.rows is not None
    assert found.places.rows.tolist() == np.sort(together).tolist()
    assert found.report.accuracy == pytest.approx(result.validation.mean), "equal folds: their mean is that of all"
    for index in (0, 250, 599):
        image = int(found.places.rows[index])
        keeper = next(run for run, kept in zip(runs, aside, strict=True) if image in kept)
        judge = found.answered_by(index)
        assert judge is not None
        assert judge.folder == keeper.folder
        said = Predictor.from_run(keeper).predict(found.image(index)[None])
        np.testing.assert_allclose(found.report.observations.probabilities[index], said[0], atol=1e-6)
    assert found.name == f"{plan.name}-held-out"


def test_what_a_group_said_is_remembered_until_a_member_has_other_weights(store: RunStore, workers: Workers) -> None:
    plan = trained(store, "fold", 2, workers)
    evaluations, told = GroupEvaluations(), list[tuple[int, int]]()
    assert evaluations.known(store, plan) is None
    found = evaluations.evaluate(store, plan, alone=True, progress=lambda *done: told.append(done))
    assert told == [(1, 2), (2, 2)]
    assert evaluations.evaluate(store, plan) is found is evaluations.known(store, plan)
    weights = complete_runs(store, plan)[1].best_weights
    changed = {name: torch.full_like(tensor, torch.nan) for name, tensor in load_weights(weights).items()}
    save_file(changed, weights)
    assert evaluations.known(store, plan) is None
    with pytest.raises(NetwrightError, match="no finite numbers"):
        evaluations.evaluate(store, plan)


def test_seeds_differ_in_nothing_but_their_seed(store: RunStore, workers: Workers) -> None:
    plan = trained(store, "seed", 2, workers)
    first, second = (Run(run.folder).project().training for _, run in sorted(runs_of(store, plan).items()))
    assert second == first.model_copy(update={"seed": first.seed + 1})
    assert first.split_seed == 5, "all are measured on the images that the project itself keeps aside"
    with pytest.raises(NetwrightError, match="Only folds and bags"):
        held_out(store, plan)


def test_seeds_trained_together_are_those_trained_one_by_one(store: RunStore, workers: Workers) -> None:
    alone = runs_of(store, trained(store, "seed", 2, workers))
    plan = make_plan(store, small(), "seed", 2)
    state = finished(GroupWork(store, plan, workers=workers, together=True))
    assert state.status == "completed", state.error
    stacked = runs_of(store, plan)
    for index in range(2):
        assert stacked[index].val_accuracy == pytest.approx(alone[index].val_accuracy, abs=0.02)
        assert Run(stacked[index].folder).project().training == Run(alone[index].folder).project().training


def test_a_bag_draws_with_replacement_and_its_members_answer_as_one(store: RunStore, workers: Workers) -> None:
    plan = trained(store, "bag", 2, workers)
    joined = joined_of(store, plan)
    assert joined is not None
    assert [one.name for one in Run(joined.folder).metadata().members] == [f"{plan.name}-1", f"{plan.name}-2"]
    found = held_out(store, plan)
    assert found.jury is not None
    assert found.places.rows is not None
    both = found.jury.answering == 2
    assert both.any()
    assert not both.all()
    assert found.answered_by(int(both.argmax())) is None, "the mean of both answered"
    assert found.answered_by(int((~both).argmax())) in found.jury.runs
    assert len(found.places.rows) < 480, "some images every member has drawn"
    validation = split_of(MNIST, Run(joined.folder).project().training).validation
    assert not set(found.places.rows.tolist()) & set(validation.tolist())


def test_each_boosted_member_learns_from_what_those_before_got_wrong(store: RunStore, workers: Workers) -> None:
    plan = trained(store, "boost", 3, workers)
    runs = [Run(summary.folder) for _, summary in sorted(runs_of(store, plan).items())]
    names = [run.name for run in runs]
    assert [run.project().training.boosted_runs for run in runs] == [(), (names[0],), (names[0], names[1])]
    joined = joined_of(store, plan)
    assert joined is not None
    members = Run(joined.folder).metadata().members
    assert [one.name for one in members] == names
    assert all(one.share >= 1 for one in members)
    assert Run(joined.folder).project().training.boosted_on == ""


def test_a_killed_worker_costs_nothing_that_was_done(store: RunStore, workers: Workers) -> None:
    plan = make_plan(store, small(epochs=150, checkpoint_seconds=1), "seed", 2)
    work = GroupWork(store, plan, workers=workers)
    work.start()
    deadline = time.monotonic() + PATIENCE
    while not work.state.members[0].epoch and time.monotonic() < deadline:
        time.sleep(0.01)
    (pid,) = [worker.pid for worker in workers if worker.orders]
    assert pid is not None
    os.kill(pid, signal.SIGKILL)
    assert work.join(PATIENCE)
    assert work.state.status == "failed"
    assert "ended by itself" in str(work.state.error)
    assert standing(store, plan).members[1].status == "waiting"
    cancelled = GroupWork(store, plan)
    cancelled.cancel()
    assert finished(cancelled).status == "cancelled"
    state = finished(GroupWork(store, plan, side_by_side=2, workers=workers))
    assert state.status == "completed"
    runs = [run for run in store.list() if run.lineage is not None and run.lineage.group == plan.name]
    assert sorted(run.lineage.index for run in runs if run.lineage) == [0, 1], "none is lost and none is there twice"
    assert all(run.epochs_done == 150 for run in runs)


def test_members_that_were_cut_off_together_go_on_together(store: RunStore, workers: Workers) -> None:
    slow = project_of("mlp", epochs=6, limit_train=10_000, batch_size=2_000, checkpoint_seconds=1)
    plan = make_plan(store, Origin(slow), "seed", 2)
    work = GroupWork(store, plan, workers=workers, together=True)
    work.start()
    deadline = time.monotonic() + PATIENCE
    while len([run for run in runs_of(store, plan).values() if checkpoints(run.folder)]) < 2:
        assert time.monotonic() < deadline, work.state.error
        time.sleep(0.01)
    (pid,) = [worker.pid for worker in workers if worker.orders]
    assert pid is not None
    os.kill(pid, signal.SIGKILL)
    assert work.join(PATIENCE)
    state = finished(GroupWork(store, plan, workers=workers))
    assert state.status == "completed", state.error
    for summary in runs_of(store, plan).values():
        metadata = Run(summary.folder).metadata()
        assert metadata.plan is not None
        assert (metadata.epochs_done, metadata.resumed, metadata.plan["together"]) == (6, 1, 2)


def test_what_is_complete_is_not_trained_again(
    store: RunStore, workers: Workers, capsys: pytest.CaptureFixture[str]
) -> None:
    plan = trained(store, "seed", 2, workers)
    before = {index: run.created for index, run in runs_of(store, plan).items()}
    store.delete(runs_of(store, plan)[1])
    assert [one.status for one in standing(store, plan).members] == ["completed", "waiting"]
    state = finished(GroupWork(store, plan_named(store, plan.name), workers=workers))
    assert state.status == "completed"
    assert runs_of(store, plan)[0].created == before[0]
    parent = runs_of(store, plan)[0].name
    assert command(["repeat", "--group", plan.name, "--json"]) == 0
    told = json.loads(capsys.readouterr().out.splitlines()[-1])
    assert [one["run"] for one in told["members"]] == [f"{plan.name}-1", f"{plan.name}-2"]
    assert told["test"]["mean"] == pytest.approx(np.mean([one["test_accuracy"] for one in told["members"]]))
    assert command(["cross-validate", parent, "--folds", "1"]) == 2


def test_a_member_that_fails_ends_the_group_with_its_reason(store: RunStore, workers: Workers) -> None:
    plan = make_plan(store, small(start_from="nobody"), "seed", 2)
    state = finished(GroupWork(store, plan, workers=workers))
    assert state.status == "failed"
    assert "nobody" in str(state.error)
    with pytest.raises(NetwrightError, match="no group of runs"):
        plan_named(store, "other")


def test_a_draw_is_one_for_the_seed_and_follows_the_weights() -> None:
    assert drawn(1000, 3).tolist() == drawn(1000, 3).tolist() != drawn(1000, 4).tolist()
    assert 0.6 < len(np.unique(drawn(10_000, 1))) / 10_000 < 0.66, "1 - 1/e of the images are drawn at all"
    weights = np.ones(1000)
    weights[:100] = 9
    assert np.mean(drawn(1000, 1, weights) < 100) == pytest.approx(0.5, abs=0.06)


def test_boosting_weighs_as_samme_does_and_refuses_guesses() -> None:
    wrong = np.zeros(100, np.bool_)
    wrong[:10] = True
    weights, (say,) = boosted([wrong], ["one"], 10, 1.0)
    assert say == pytest.approx(np.log(0.9 / 0.1) + np.log(9))
    assert weights[:10].sum() == pytest.approx(0.9), "SAMME leaves (K-1)/K of the weight to what was wrong"
    with pytest.raises(NetwrightError, match="as guessing does"):
        boosted([np.ones(100, np.bool_)], ["one"], 10, 1.0)


def test_the_interval_is_students_and_wider_for_folds() -> None:
    values = (0.9, 0.92, 0.94, 0.91)
    found = spread_of(values)
    assert found is not None
    reach = 3.182446 * np.std(values, ddof=1) / 2  # Student's t of 3 degrees of freedom, from the table
    assert found.interval == pytest.approx((np.mean(values) - reach, np.mean(values) + reach))
    folds = spread_of(values, of_folds=True)
    assert folds is not None
    assert folds.interval is not None
    assert folds.interval[0] < found.interval[0]  # type: ignore[index]
    one = spread_of((0.5,))
    assert one is not None
    assert one.interval is None
    assert replace(one, mean=0.5) == one
