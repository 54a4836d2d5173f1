"""Groups of runs whose program was killed, or went with its machine, before it could say that it ends."""

from collections.abc import Sequence

from engine.ensembles.at_work import interruption
from engine.ensembles.group import GroupState, standing
from engine.ensembles.plan import plans
from engine.runs.run import RunSummary
from engine.runs.store import RunStore


def interrupted(store: RunStore) -> list[tuple[GroupState, str]]:
    """The groups that were interrupted before they were complete, the newest first, with the interruption's name."""
    named = [(plan, name) for plan in plans(store) if (name := interruption(store, plan)) is not None]
    found = [(standing(store, plan), name) for plan, name in named]
    return [(state, name) for state, name in found if state.status != "completed"]


def by_themselves(store: RunStore, runs: Sequence[RunSummary]) -> list[RunSummary]:
    """Those of the runs that no group and no sweep goes on with."""
    groups = {(plan.kind, plan.name) for plan in plans(store)}
    return [
        run
        for run in runs
        if (origin := run.lineage) is None
        or (origin.relation != "trial" and (origin.relation, origin.group) not in groups)
    ]
