"""Which groups were interrupted, and which runs are left to be gone on with by themselves."""

import json
from pathlib import Path

import pytest

from engine.ensembles.at_work import at_work
from engine.ensembles.interrupted import by_themselves, interrupted
from engine.ensembles.plan import GroupPlan, Origin, forget_plan, make_plan, program_file
from engine.runs.metadata import Lineage
from engine.runs.store import RunStore, default_root
from engine.training.job import TrainingJob
from tests.engine.ensembles.conftest import project_of


@pytest.fixture
def store(home: Path) -> RunStore:
    return RunStore(default_root())


@pytest.fixture
def plan(store: RunStore) -> GroupPlan:
    return make_plan(store, Origin(project_of("softmax-regression", epochs=1, limit_train=200)), "seed", 2)


def leave(store: RunStore, plan: GroupPlan, **changed: object) -> None:
    """As a program does that was killed; ``changed`` is what is different in its mark."""
    file = program_file(store, plan)
    with at_work(store, plan):
        mark = json.loads(file.read_bytes())
    file.write_text(json.dumps(mark | changed))


def test_a_group_was_interrupted_where_the_program_that_works_at_it_is_no_more(
    store: RunStore, plan: GroupPlan
) -> None:
    assert interrupted(store) == []
    with at_work(store, plan):
        assert program_file(store, plan).is_file()
        assert interrupted(store) == [], "it is worked at"
    assert not program_file(store, plan).exists()
    leave(store, plan, pid=2**22 - 3, created=1.0)
    ((state, name),) = interrupted(store)
    assert (state.plan, state.done) == (plan, 0)
    leave(store, plan, pid=2**22 - 5, created=1.0)
    assert interrupted(store)[0][1] != name, "another interruption"
    leave(store, plan, pid=2**22 - 3, created=1.0, host="elsewhere")
    assert interrupted(store) == [], "of another host nothing is known"
    program_file(store, plan).write_text("{")
    assert interrupted(store) == []
    forget_plan(store, plan)
    assert not program_file(store, plan).exists()


def test_a_complete_group_has_nothing_to_go_on_with(store: RunStore, plan: GroupPlan) -> None:
    for index in range(2):
        job = TrainingJob(plan.member(index, ()), store, plan.run_name(index), lineage=plan.lineage(index))
        job.start()
        assert job.join(120)
    leave(store, plan, pid=2**22 - 3, created=1.0)
    assert interrupted(store) == []


def test_members_and_trials_are_not_gone_on_with_by_themselves(store: RunStore, plan: GroupPlan) -> None:
    for name, lineage in (
        ("alone", None),
        ("again", Lineage(relation="again", parent="alone")),
        ("member", plan.lineage(0)),
        ("trial", Lineage(relation="trial", group="sweep")),
    ):
        store.create(plan.member(0, ()), name, lineage=lineage)
    assert {run.name for run in by_themselves(store, store.list())} == {"alone", "again"}
    forget_plan(store, plan)
    assert {run.name for run in by_themselves(store, store.list())} == {"alone", "again", "member"}
