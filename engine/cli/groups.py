"""What the commands that make several runs of one have in common: what they start from, progress, result."""

import sys
import time
from pathlib import Path
from typing import Any

from engine.cli.cancel import cancelled_by_signals
from engine.cli.ensemble import ensemble_data, ensemble_text
from engine.cli.evaluation_text import report_data, report_text
from engine.cli.output import CommandFailed, WrongArguments, columns, duration, percent, print_json
from engine.cli.runs import opened_run
from engine.ensembles.group import GroupState, GroupWork, MemberState, standing
from engine.ensembles.plan import GroupKind, GroupPlan, Origin, make_plan, plan_named, unfinished_like
from engine.ensembles.result import GroupResult, result_of
from engine.ensembles.spread import Spread
from engine.project import load_project
from engine.runs.store import RunStore
from engine.text import NetwrightError

_LOOK = 0.2


def planned(
    source: str | None, kind: GroupKind, count: int, group: str | None, option: str, *, boost_rate: float = 0.5
) -> GroupPlan:
    """The group to train: the one named, an unfinished one of the same, or a new one."""
    store = RunStore()
    try:
        if group is not None:
            plan = plan_named(store, group)
            if plan.kind != kind:
                raise WrongArguments(f"--group: {group} was made by another command ({plan.kind})")
            return plan
        if source is None:
            raise WrongArguments("expected a run or a project, or --group with the name of a group to go on with")
        origin = _origin(source)
        begun = unfinished_like(store, origin, kind, count)
        if begun is not None and standing(store, begun).status != "completed":
            print(f"going on with {begun.name}", file=sys.stderr)
            return begun
        return make_plan(store, origin, kind, count, boost_rate=boost_rate)
    except NetwrightError as error:
        raise WrongArguments(f"{option}: {error}") from error


def trained(plan: GroupPlan, side_by_side: int, json: bool, out: Path | None = None, *, together: bool = False) -> int:
    """Train what is missing, telling on stderr how it goes, and print the result; returns the exit code."""
    store = RunStore()
    work = GroupWork(store, plan, side_by_side, together=together)
    with cancelled_by_signals(work.cancel):
        work.start()
        _watch(work)
    state = work.state
    if state.status == "cancelled":
        raise CommandFailed(f"cancelled after {state.done} of {plan.count} runs; --group {plan.name} goes on")
    if state.status == "failed":
        raise CommandFailed(f"{state.error} {state.hint or ''} (--group {plan.name} goes on)")
    result = result_of(store, plan)
    data = _data(store, result, state)
    if plan.kind in ("fold", "bag"):
        from engine.ensembles.held_out import held_out
        from engine.ensembles.held_out_csv import held_out_csv
        from engine.files import write_atomically

        found = held_out(store, plan)
        data["held_out"] = {
            "images": found.report.images,
            "accuracy": found.report.accuracy,
            **report_data(found.report),
        }
        if out is not None:
            write_atomically(out, held_out_csv(found))
        if not json:
            print(f"images that a member answers for without having learned from them: {found.report.images:,}")
            print(f"  accuracy {percent(found.report.accuracy)}")
            print(report_text(found.report))
    if json:
        print_json(data)
    else:
        print(_text(store, result, state))
    return 0


def _origin(source: str) -> Origin:
    if Path(source).is_file():
        return Origin(load_project(Path(source)))
    return Origin.of(opened_run(source))


def _watch(work: GroupWork) -> None:
    told: dict[int, MemberState] = {}
    while True:
        ended = work.join(_LOOK)
        for member in work.state.members:
            if member != told.get(member.index, MemberState(member.index)) and member.status != "waiting":
                print(_line(member, len(work.state.members)), file=sys.stderr, flush=True)
            told[member.index] = member
        if ended:
            return
        time.sleep(_LOOK)


def _line(member: MemberState, count: int) -> str:
    epochs = f"  epoch {member.epoch}/{member.epochs}" if member.epoch and member.epochs else ""
    accuracy = "" if member.accuracy is None else f"  validation accuracy {percent(member.accuracy)}"
    return f"run {member.index + 1}/{count} {member.run}  {member.status}{epochs}{accuracy}"


def _data(store: RunStore, result: GroupResult, state: GroupState) -> dict[str, Any]:
    joined = store.open(state.joined) if state.joined else None
    return {
        "group": result.plan.name,
        "kind": result.plan.kind,
        "seconds": state.seconds,
        "members": [
            {
                "run": run.name,
                "val_accuracy": run.val_accuracy,
                "val_loss": run.val_loss,
                "test_accuracy": run.test_accuracy,
                "seconds": run.seconds,
            }
            for run in result.members
        ],
        "validation": _spread_data(result.validation),
        "test": _spread_data(result.test),
        "words": str(result.words),
        "ensemble": None if joined is None else ensemble_data(joined),
    }


def _spread_data(spread: Spread | None) -> dict[str, Any] | None:
    if spread is None:
        return None
    interval = None if spread.interval is None else list(spread.interval)
    return {"mean": spread.mean, "deviation": spread.deviation, "interval": interval}


def _text(store: RunStore, result: GroupResult, state: GroupState) -> str:
    rows = [("run", "validation", "test", "time")]
    rows += [
        (run.name, percent(run.val_accuracy), percent(run.test_accuracy), duration(run.seconds))
        for run in result.members
    ]
    parts = [columns(rows), str(result.words)]
    if state.joined:
        parts.append(ensemble_text(store.open(state.joined)))
    return "\n".join(parts)
