"""``runs``: the list of all runs; and how a command finds the run that it is given."""

from typing import TYPE_CHECKING, Any

from engine.cli.output import JsonFlag, WrongArguments, columns, percent, print_json
from engine.runs.store import RunStore
from engine.text import NetwrightError

if TYPE_CHECKING:
    from engine.runs.store import Run, RunSummary


def opened_run(name_or_path: str) -> "Run":
    """The run of that name or folder; raises :class:`WrongArguments` where there is none."""
    try:
        return RunStore().open(name_or_path)
    except NetwrightError as error:
        raise WrongArguments(str(error)) from error


def runs(*, json: JsonFlag = False) -> int:
    """List all runs, newest first."""
    found = RunStore().list()
    if json:
        print_json({"runs": [_data(summary) for summary in found]})
    elif found:
        _print_table(found)
    else:
        print("There are no runs yet; ./netwright train makes one.")
    return 0


def _data(summary: "RunSummary") -> dict[str, Any]:
    return {
        "run": summary.name,
        "folder": str(summary.folder),
        "created": summary.created.isoformat(),
        "status": summary.status,
        "damaged": summary.damaged,
        "epochs": summary.epochs_done,
        "epochs_wanted": summary.epochs,
        "val_loss": summary.val_loss,
        "val_accuracy": summary.val_accuracy,
        "test_accuracy": summary.test_accuracy,
        "parameters": summary.parameters,
        "device": summary.device,
        "seconds": summary.seconds,
        "error": None if summary.error is None else str(summary.error),
    }


def _print_table(found: "list[RunSummary]") -> None:
    rows = [("run", "status", "epochs", "validation", "test", "parameters", "device", "created")]
    rows += [
        (
            run.name,
            "damaged" if run.damaged else run.status,
            f"{run.epochs_done}/{run.epochs}",
            percent(run.val_accuracy),
            percent(run.test_accuracy),
            f"{run.parameters:,}",
            run.device or "–",
            f"{run.created:%Y-%m-%d %H:%M}",
        )
        for run in found
    ]
    print(columns(rows))
