"""The search without workers: which points come, what samplers hear, who owns a trial when programs die."""

import json
import multiprocessing
import os
from pathlib import Path
from typing import Any

import pytest

from engine.project import Project
from engine.sweeps.claims import LEASE_SECONDS, Claims
from engine.sweeps.journal import FileJournal
from engine.sweeps.search import Assignment
from engine.sweeps.storages import open_storage
from engine.sweeps.sweep import Objective, parse_constraint
from engine.sweeps.trials import SweepState, Trial
from engine.text import NetwrightError, Text
from tests.engine.sweeps.conftest import RATES, SearchMaker, project, space


def run_all(search: Any, planned: int, accuracy: Any = lambda point: 0.5, **more: Any) -> tuple[Trial, ...]:
    """Take trial after trial and tell it, as if it had been trained."""
    while (found := search.next(planned)) is not None:
        if isinstance(found, Assignment):
            values = next(trial.values for trial in search.trials(planned) if trial.number == found.number)
            search.begin(found, f"run-{found.number}", "/runs")
            measures: dict[Any, float] = {
                **found.candidate.measures,
                "validation_accuracy": accuracy(values),
                "seconds": 1.0,
                **more,
            }
            search.completed(found.number, measures, [0.25, accuracy(values)])
    trials: tuple[Trial, ...] = search.trials(planned)
    return trials


def test_a_grid_has_every_point_once_however_many_programs_share_it(make_search: SearchMaker) -> None:
    dimensions = space(
        batch_size={"low": 16, "high": 48, "step": 16}, optimizer=["adam", "sgd"], nesterov=[True, False]
    )
    first = make_search(dimensions, sampler="grid")
    second = make_search(dimensions, sampler="grid")
    taken: list[Any] = []
    for turn in range(14):
        found = (first, second)[turn % 2].next(12)
        if found is not None:
            taken.append(found)
    assert len(taken) == 12
    points = {tuple(trial.values.items()) for trial in first.trials(12)}
    assert len(points) == 12
    assert sorted({found.number for found in taken}) == list(range(12))


@pytest.mark.parametrize("sampler", ["random", "tpe", "cmaes"])
def test_a_search_that_goes_on_draws_what_an_undisturbed_one_draws(make_search: SearchMaker, sampler: str) -> None:
    dimensions = space(learning_rate=RATES, momentum={"low": 0.0, "high": 0.9})

    def good(point: Any) -> float:
        return 1 - float(abs(point["learning_rate"] - 0.02) * 5 + abs(point["momentum"] - 0.5) / 2)

    whole = run_all(make_search(dimensions, sampler=sampler, seed=3), 18, good)
    run_all(make_search(dimensions, name="cut", sampler=sampler, seed=3), 9, good)
    cut = run_all(make_search(dimensions, name="cut", sampler=sampler, seed=3), 18, good)
    assert [trial.values for trial in cut] == [trial.values for trial in whole]
    assert len({trial.values["learning_rate"] for trial in whole}) == 18
    if sampler != "random":  # they learn where the good points are
        assert sum(map(good, (t.values for t in whole[12:]))) / 6 > sum(map(good, (t.values for t in whole[:10]))) / 10


def test_what_breaks_a_limit_is_not_trained_and_samplers_learn_to_keep_it(make_search: SearchMaker) -> None:
    dimensions = space(linear1__out_features={"low": 8, "high": 800})
    limit = parse_constraint("parameters <= 100000")
    search = make_search(dimensions, project("mlp"), constraints=(limit,), sampler="tpe")
    trials = run_all(search, 40)
    refused = [trial for trial in trials if trial.state == "infeasible"]
    assert refused
    assert all((trial.parameters or 0) > 100_000 and not trial.run for trial in refused)
    assert "parameters <= 100000" in str(refused[0].error)
    assert all((trial.parameters or 0) <= 100_000 for trial in trials if trial.state == "completed")
    early, late = trials[:12], trials[-12:]
    assert sum(t.state == "infeasible" for t in late) < sum(t.state == "infeasible" for t in early)


def test_a_network_that_does_not_fit_is_infeasible_with_the_reason(make_search: SearchMaker) -> None:
    search = make_search(space(conv1__kernel_size=[3, 40]), Project.from_template(), sampler="grid")
    trials = run_all(search, 2)
    assert {trial.state for trial in trials} == {"completed", "infeasible"}
    assert "at least 40 pixels" in str(next(trial.error for trial in trials if trial.error))


def test_a_limit_on_what_only_training_tells_is_judged_after_it(make_search: SearchMaker) -> None:
    search = make_search(space(learning_rate=RATES), constraints=(parse_constraint("validation_accuracy >= 0.9"),))
    assert {trial.state for trial in run_all(search, 2)} == {"infeasible"}


def test_several_aims_give_the_trials_that_no_other_one_beats(make_search: SearchMaker, tmp_path: Path) -> None:
    aims = (Objective.of("validation_accuracy"), Objective.of("parameters"))
    dimensions = space(linear1__out_features=[16, 32, 64], optimizer=["adam", "sgd"])
    search = make_search(dimensions, project("mlp"), sampler="grid", objectives=aims)
    trials = run_all(
        search, 6, lambda point: point["linear1.out_features"] / 100 + (0.1 if point["optimizer"] == "adam" else 0)
    )
    from engine.sweeps.sweep import SweepSettings

    state = SweepState("s", tmp_path, "completed", SweepSettings(objectives=aims), dimensions, 6, trials)
    assert [trial.values["optimizer"] for trial in state.pareto] == ["adam", "adam", "adam"]
    assert [trial.values["linear1.out_features"] for trial in state.pareto] == [64, 32, 16]
    assert state.best is state.pareto[0]


def test_trials_below_the_median_are_pruned_by_their_validation(make_search: SearchMaker) -> None:
    search = make_search(space(learning_rate=RATES), project(epochs=3), pruner="median", sampler="random")
    for _ in range(6):
        good = search.next(20)
        for epoch in (1, 2, 3):
            search.report(good.number, epoch, 0.9)
            assert not search.should_prune(good.number)
        search.completed(good.number, {**good.candidate.measures, "validation_accuracy": 0.9}, [0.9] * 3)
    bad = search.next(20)
    search.report(bad.number, 1, 0.1)
    assert search.should_prune(bad.number)
    assert search.pruned(bad.number, {"validation_accuracy": 0.1}, [0.1]).state == "pruned"


def test_a_failed_trial_keeps_its_reason_and_another_sweep_of_the_name_is_refused(make_search: SearchMaker) -> None:
    search = make_search(space(learning_rate=RATES))
    found = search.next(3)
    reason = Text("The loss is {loss}.", {"loss": "NaN"})
    assert str(search.failed(found.number, reason, {}, []).error) == "The loss is NaN."
    with pytest.raises(NetwrightError, match="another sweep called search"):
        make_search(space(momentum={"low": 0.0, "high": 0.5}))
    with pytest.raises(NetwrightError, match="project differ"):
        make_search(space(learning_rate=RATES), project(epochs=7))
    assert make_search(space(learning_rate=RATES), project(device="auto"), workers=4).planned == 50


# -- who owns a trial --------------------------------------------------------------------------------------------------


class Clock:
    """A clock that a test moves on."""

    def __init__(self) -> None:
        self.now = 0.0

    def __call__(self) -> float:
        return self.now


def test_a_dead_programs_trial_goes_to_exactly_one_of_those_who_want_it(
    make_search: SearchMaker, tmp_path: Path
) -> None:
    make_search(space(learning_rate=RATES))  # makes the study
    clock = Clock()

    def program(place: str) -> tuple[Any, Claims]:
        storage = open_storage("", tmp_path / "journal.log")
        claims = Claims(storage, "search", clock, place)
        claims.beat()
        return storage, claims

    (storage, dead), (_, first), (_, second) = (program(place) for place in ("here", "there", "elsewhere"))
    trial_id = dead.new_trial({})

    def look(claims: Claims) -> Any:
        claims.refresh()
        return storage.get_trial(trial_id)

    for claims in (first, second):
        trial = look(claims)
        assert claims.owner(trial) == dead.me
        assert claims.lives(dead.me)
    clock.now = LEASE_SECONDS / 2
    dead.beat()
    for claims in (first, second):
        look(claims)
        assert claims.lives(dead.me)
    clock.now = LEASE_SECONDS + 1  # its last sign was half a lease ago: of what it gave, not of when it began
    look(first)
    assert first.lives(dead.me)
    first.forget_signs()  # the storage was away, and nobody could give a sign
    assert first.lives(dead.me)
    clock.now = 3 * LEASE_SECONDS
    assert not first.lives(dead.me)
    assert not second.lives(dead.me)
    assert [first.take(trial), second.take(trial)] == [True, False]
    for claims in (first, second, dead):
        look(claims)
        assert claims.owner(trial) == first.me  # the one that was thought dead sees it, too
    first.end()
    look(second)
    assert not second.lives(first.me)
    assert second.take(trial)
    assert second.owner(trial) == second.me


def test_a_program_that_died_on_this_machine_loses_its_trials_at_once(make_search: SearchMaker) -> None:
    search = make_search(space(learning_rate=RATES))
    context = multiprocessing.get_context("fork")
    child = context.Process(target=_take_one_and_die, args=(make_search,))
    child.start()
    child.join(30)
    assert child.exitcode == 9
    search.claims.refresh()
    assert [trial.state for trial in search.trials(5)] == ["waiting"]
    assert search.next(5).number == 0
    assert search.next(5).number == 1


def _take_one_and_die(make_search: SearchMaker) -> None:
    make_search(space(learning_rate=RATES)).next(5)
    os._exit(9)


# -- the journal -------------------------------------------------------------------------------------------------------


def test_a_line_that_was_torn_by_a_kill_is_taken_away_by_the_next_writer(tmp_path: Path) -> None:
    file = tmp_path / "journal.log"
    journal, reader = FileJournal(file), FileJournal(file)
    journal.append_logs([{"a": 1}, {"a": 2}])
    assert list(reader.read_logs(0)) == [{"a": 1}, {"a": 2}]
    with file.open("ab") as torn:
        torn.write(b'{"a":3')
    assert list(reader.read_logs(2)) == []
    journal.append_logs([{"a": 4}])
    assert list(reader.read_logs(1)) == [{"a": 2}, {"a": 4}]
    assert list(FileJournal(file).read_logs(0)) == [{"a": 1}, {"a": 2}, {"a": 4}]


def test_records_of_processes_that_write_at_once_are_all_whole(tmp_path: Path) -> None:
    context = multiprocessing.get_context("fork")
    writers = [context.Process(target=_write_many, args=(tmp_path / "journal.log", name)) for name in "abc"]
    for writer in writers:
        writer.start()
    for writer in writers:
        writer.join(60)
    lines = (tmp_path / "journal.log").read_bytes().splitlines()
    assert sorted(json.loads(line)["by"] for line in lines) == ["a"] * 60 + ["b"] * 60 + ["c"] * 60


def _write_many(file: Path, name: str) -> None:
    for number in range(60):
        FileJournal(file).append_logs([{"by": name, "number": number}])
