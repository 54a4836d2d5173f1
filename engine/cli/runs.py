"""``runs``: the list of all runs, and what can be done with them; and how a command finds the run that it is given."""

from typing import TYPE_CHECKING, Annotated, Any

from cyclopts import App, Parameter

from engine.cli import run_keeping
from engine.cli.output import JsonFlag, WrongArguments, columns, duration, percent, print_json
from engine.cli.run_keeping import megabytes_text, opened_run
from engine.runs.columns import sorted_runs
from engine.runs.groups import Grouping, Spread, grouped
from engine.runs.query import parse_query
from engine.runs.store import RunStore
from engine.text import NetwrightError

if TYPE_CHECKING:
    from engine.runs.store import RunSummary

__all__ = ["opened_run", "runs"]

runs = App(
    name="runs",
    help="List, find and group runs; name, tag, delete, restore, export and import them.",
    help_format="plaintext",
)
run_keeping.add_to(runs)


@runs.default
def list_(
    *,
    filter: Annotated[str, Parameter(show_default=False)] = "",
    tag: Annotated[tuple[str, ...], Parameter(negative=(), show_default=False)] = (),
    star: Annotated[bool, Parameter(negative=(), show_default=False)] = False,
    group: str | None = None,
    sort: str = "created",
    ascending: Annotated[bool, Parameter(negative=(), show_default=False)] = False,
    by: Grouping | None = None,
    limit: int | None = None,
    json: JsonFlag = False,
) -> int:
    """List runs, the newest first.

    Parameters
    ----------
    filter: str
        What to look for: words, and conditions such as "accuracy > 0.98 tag:wide -status:failed learning_rate <= 1e-3".
    tag: tuple
        Only runs with this tag; several can be named, all of which they have.
    star: bool
        Only runs with a star.
    group: str
        Only runs made together under this name.
    sort: str
        The column or hyperparameter to sort by, such as test, duration, size or learning_rate.
    ascending: bool
        The smallest first.
    by: str
        Put together what shares a group, dataset, network, tag, status or device, with the mean of its accuracies.
    limit: int
        At most so many runs, or groups.
    """
    try:
        query = parse_query(filter)
        everything = RunStore().list()
        wanted = {one.casefold() for one in tag}
        found = [
            run
            for run in everything
            if query.matches(run)
            and wanted <= {one.casefold() for one in run.tags}
            and (run.star or not star)
            and group in (None, run.group)
        ]
        found = sorted_runs(found, sort, descending=not ascending)
    except NetwrightError as error:
        raise WrongArguments(str(error)) from error
    if by is not None:
        _print_groups(found, by, limit, json)
    elif json:
        print_json({"runs": [_data(summary) for summary in found[:limit]]})
    elif found:
        _print_table(found[:limit])
    elif everything:
        print(f"None of the {len(everything):,} runs is what you look for.")
    else:
        print("There are no runs yet; ./netwright train makes one.")
    return 0


def _data(summary: "RunSummary") -> dict[str, Any]:
    return {
        "run": summary.name,
        "name": summary.label,
        "folder": str(summary.folder),
        "created": summary.created.isoformat(),
        "status": summary.status,
        "damaged": summary.damaged,
        "network": summary.title,
        "dataset": summary.dataset,
        "epochs": summary.epochs_done,
        "epochs_wanted": summary.epochs,
        "best_epoch": summary.best_epoch,
        "val_loss": summary.val_loss,
        "val_accuracy": summary.val_accuracy,
        "test_accuracy": summary.test_accuracy,
        "parameters": summary.parameters,
        "device": summary.device,
        "seconds": summary.seconds,
        "size": summary.size,
        "seed": summary.seed,
        "group": summary.group,
        "relation": None if summary.lineage is None else summary.lineage.relation,
        "star": summary.star,
        "tags": list(summary.tags),
        "note": summary.note,
        "hyperparameters": dict(summary.hyperparameters),
        "error": None if summary.error is None else str(summary.error),
    }


def _print_table(found: "list[RunSummary]") -> None:
    rows = [
        ("run", "status", "epochs", "validation", "test", "parameters", "time", "size", "device", "created", "tags")
    ]
    rows += [
        (
            f"{'* ' if run.star else ''}{run.name}{f' ({run.given_name})' if run.given_name else ''}",
            "damaged" if run.damaged else run.status,
            f"{run.epochs_done}/{run.epochs}",
            percent(run.val_accuracy),
            percent(run.test_accuracy),
            f"{run.parameters:,}",
            duration(run.seconds),
            megabytes_text(run.size),
            run.device or "–",
            f"{run.created.astimezone():%Y-%m-%d %H:%M}",
            ", ".join(run.tags),
        )
        for run in found
    ]
    print(columns(rows))


def _print_groups(found: "list[RunSummary]", by: Grouping, limit: int | None, json: bool) -> None:
    groups = grouped(found, by)[:limit]
    if json:
        print_json(
            {
                "groups": [
                    {
                        by: group.key,
                        "runs": [run.name for run in group.runs],
                        "val_accuracy": _spread_data(group.validation),
                        "test_accuracy": _spread_data(group.test),
                    }
                    for group in groups
                ]
            }
        )
        return
    rows: list[tuple[str, ...]] = [(by, "runs", "validation", "test")]
    rows += [
        (group.key or "–", str(len(group.runs)), _spread_text(group.validation), _spread_text(group.test))
        for group in groups
    ]
    print(columns(rows))


def _spread_data(spread: Spread | None) -> dict[str, Any] | None:
    return None if spread is None else {"mean": spread.mean, "deviation": spread.deviation, "count": spread.count}


def _spread_text(spread: Spread | None) -> str:
    if spread is None or spread.deviation is None:
        return percent(None if spread is None else spread.mean)
    return f"{100 * spread.mean:.2f} ± {100 * spread.deviation:.2f} %"
