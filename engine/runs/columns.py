"""What can be told of a run in a table, by name: for sorting, searching and grouping in window and terminal alike."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Literal, get_args

from engine.runs.summary import RunSummary, default_hyperparameters
from engine.text import QT_TRANSLATE_NOOP, NetwrightError

Value = str | float | None
"""``None`` where it is not known."""

Column = Literal[
    "star",
    "name",
    "tags",
    "status",
    "validation",
    "test",
    "loss",
    "best_epoch",
    "epochs",
    "duration",
    "device",
    "parameters",
    "size",
    "dataset",
    "network",
    "created",
    "group",
    "relation",
    "seed",
    "note",
]
COLUMNS: tuple[Column, ...] = get_args(Column)

_VALUES: dict[str, Callable[[RunSummary], Value]] = {
    "star": lambda run: float(run.star),
    "name": lambda run: run.label,
    "tags": lambda run: ", ".join(run.tags),
    "status": lambda run: "damaged" if run.damaged else run.status,
    "validation": lambda run: run.val_accuracy,
    "test": lambda run: run.test_accuracy,
    "loss": lambda run: run.val_loss,
    "best_epoch": lambda run: run.best_epoch,
    "epochs": lambda run: None if run.damaged else run.epochs_done,
    "duration": lambda run: run.seconds if run.seconds > 0 else None,
    "device": lambda run: run.device,
    "parameters": lambda run: run.parameters or None,
    "size": lambda run: run.size,
    "dataset": lambda run: run.dataset,
    "network": lambda run: run.title,
    "created": lambda run: run.created.timestamp(),
    "group": lambda run: run.group,
    "relation": lambda run: "" if run.lineage is None else run.lineage.relation,
    "seed": lambda run: None if run.damaged else run.seed,
    "note": lambda run: run.note,
}


def value_of(run: RunSummary, column: str) -> Value:
    """What a run has in a column, or as a hyperparameter of that name. Durations are seconds, sizes bytes.

    Raises :class:`NetwrightError` for a name that is neither.
    """
    found = _VALUES.get(column)
    if found is not None:
        return found(run)
    check_column(column)
    setting = run.hyperparameter(column)
    return float(setting) if isinstance(setting, bool) else setting


def check_column(name: str) -> None:
    """Raise :class:`NetwrightError` where nothing of that name can be told of a run."""
    if name not in _VALUES and name not in default_hyperparameters():
        raise NetwrightError(
            QT_TRANSLATE_NOOP("engine", "Nothing called “{name}” is known of a run."),
            QT_TRANSLATE_NOOP("engine", "Expected one of {columns}, or a hyperparameter such as {example}."),
            name=name,
            columns=", ".join(COLUMNS),
            example="learning_rate",
        )


def sort_key(value: Value) -> tuple[int, float, str]:
    """Puts what is not known before numbers, and those before words, which are compared without their capitals."""
    if value is None or value == "" or value != value:  # noqa: PLR0124 - no number is not known either
        return 0, 0.0, ""
    if isinstance(value, str):
        return 2, 0.0, value.casefold()
    return 1, value, ""


def sorted_runs(runs: Iterable[RunSummary], column: str, descending: bool) -> list[RunSummary]:
    """Runs in the order of a column; among equal ones the newest first, which is how :meth:`RunStore.list` has them."""
    check_column(column)
    return sorted(runs, key=lambda run: sort_key(value_of(run, column)), reverse=descending)


def all_tags(runs: Iterable[RunSummary]) -> Sequence[str]:
    """Every tag that some run has, in alphabetical order."""
    return sorted({tag for run in runs for tag in run.tags}, key=str.casefold)
