"""The columns of the table of runs: what they are called, what stands in them, how much room they take."""

from collections.abc import Callable

from PySide6.QtCore import QCoreApplication, QLocale

from engine.runs.columns import COLUMNS, Column, value_of
from engine.runs.metadata import Relation
from engine.runs.run import RunSummary
from gui.model.figures import bytes_text
from gui.training.estimate import duration_text
from gui.training.summary import NOTHING, accuracy_text, loss_text
from gui.training.words import FIELDS, hyperparameter_text
from gui.translation import say

FIGURES = ("validation", "test", "loss", "best_epoch", "epochs", "duration", "parameters", "size", "seed")
"""What stands at the right of its column, as hyperparameters that are numbers do."""
SHOWN_AT_FIRST: tuple[Column, ...] = (
    "star",
    "name",
    "tags",
    "status",
    "validation",
    "test",
    "epochs",
    "created",
)
EDITABLE: tuple[Column, ...] = ("name", "tags")

_WIDEST: dict[str, str] = {
    "star": "",
    "name": "2028-08-28-080808-mnist-cnn",
    "tags": "baseline, wide",
    "status": "Interrupted",
    "validation": "99.99 ± 99.99 %",
    "test": "99.99 ± 99.99 %",
    "loss": "0.0000",
    "best_epoch": "100",
    "epochs": "100 / 100",
    "duration": "59 min 59 s",
    "device": "GPU 10",
    "parameters": "10,000,000",
    "size": "100.0 MB",
    "dataset": "fashion-mnist",
    "network": "mnist-cnn-wide",
    "created": "2028-08-28 08:08",
    "group": "seeds of mnist-cnn",
    "relation": "Member",
    "seed": "1000",
    "note": "What was found out with it",
}


def heading(column: str) -> str:
    """What a column, or a hyperparameter's, is called."""
    translate = QCoreApplication.translate
    words: dict[str, Callable[[], str]] = {
        "star": lambda: "",
        "name": lambda: translate("RunColumns", "Name"),
        "tags": lambda: translate("RunColumns", "Tags"),
        "status": lambda: translate("RunColumns", "Status"),
        "validation": lambda: translate("RunColumns", "Val. accuracy"),
        "test": lambda: translate("RunColumns", "Test accuracy"),
        "loss": lambda: translate("RunColumns", "Val. loss"),
        "best_epoch": lambda: translate("RunColumns", "Best epoch"),
        "epochs": lambda: translate("RunColumns", "Epochs"),
        "duration": lambda: translate("RunColumns", "Duration"),
        "device": lambda: translate("RunColumns", "Device"),
        "parameters": lambda: translate("RunColumns", "Parameters"),
        "size": lambda: translate("RunColumns", "Size"),
        "dataset": lambda: translate("RunColumns", "Dataset"),
        "network": lambda: translate("RunColumns", "Network"),
        "created": lambda: translate("RunColumns", "Created"),
        "group": lambda: translate("RunColumns", "Group"),
        "relation": lambda: translate("RunColumns", "Made as"),
        "seed": lambda: translate("RunColumns", "Seed"),
        "note": lambda: translate("RunColumns", "Note"),
    }
    found = words.get(column)
    if found is not None:
        return found()
    return say(FIELDS[column].label) if column in FIELDS else column


def long_heading(column: str) -> str:
    """The heading where there is room for it, as in a menu."""
    return QCoreApplication.translate("RunColumns", "Star") if column == "star" else heading(column)


def widest(column: str) -> str:
    """A text that a column has room for."""
    return _WIDEST.get(column, "100.00")


def is_figure(column: str) -> bool:
    """Whether the column's texts stand at its right."""
    return column in FIGURES or (column in FIELDS and FIELDS[column].kind in ("integer", "real"))


def text_of(run: RunSummary, column: str) -> str:
    """What stands in a column."""
    special = _TEXTS.get(column)
    if special is not None:
        return special(run)
    if column in COLUMNS:
        return str(value_of(run, column))
    if run.damaged or column not in FIELDS:
        return NOTHING
    return hyperparameter_text(column, run.hyperparameter(column))


def status_text(summary: RunSummary) -> str:
    """A run's state in a word."""
    if summary.damaged:
        return QCoreApplication.translate("RunsPage", "Damaged")
    return status_word(summary.status)


def status_word(status: str) -> str:
    """A state in a word."""
    translate = QCoreApplication.translate
    match status:
        case "running":
            return translate("RunsPage", "Running")
        case "completed":
            return translate("RunsPage", "Completed")
        case "cancelled":
            return translate("RunsPage", "Stopped")
        case "failed":
            return translate("RunsPage", "Failed")
        case "interrupted":
            return translate("RunsPage", "Interrupted")
    return translate("RunsPage", "Damaged")


def relation_text(relation: Relation) -> str:
    """What a run was made as, in a word."""
    translate = QCoreApplication.translate
    words: dict[str, str] = {
        "again": translate("RunColumns", "Run again"),
        "seed": translate("RunColumns", "Other seed"),
        "fold": translate("RunColumns", "Fold"),
        "trial": translate("RunColumns", "Trial"),
        "bag": translate("RunColumns", "Member of a bag"),
        "boost": translate("RunColumns", "Boosted member"),
        "soup": translate("RunColumns", "Soup"),
        "ensemble": translate("RunColumns", "Ensemble"),
    }
    return words.get(relation, relation)


def device_text(device: str) -> str:
    """``CPU`` or ``GPU 0``."""
    kind, _, index = device.partition(":")
    return f"GPU {index or 0}" if kind == "cuda" else device.upper() or NOTHING


def created_text(summary: RunSummary) -> str:
    """Day and time of a run's beginning, on this machine's clock."""
    return summary.created.astimezone().isoformat(" ")[: len("2026-11-30 08:08")]


def _number(value: int | None) -> str:
    return NOTHING if value is None else QLocale().toString(value)


_TEXTS: dict[str, Callable[[RunSummary], str]] = {
    "star": lambda run: "",
    "status": status_text,
    "validation": lambda run: accuracy_text(run.val_accuracy),
    "test": lambda run: accuracy_text(run.test_accuracy),
    "loss": lambda run: loss_text(run.val_loss),
    "epochs": lambda run: NOTHING if run.damaged else f"{_number(run.epochs_done)} / {_number(run.epochs)}",
    "best_epoch": lambda run: _number(run.best_epoch),
    "duration": lambda run: duration_text(run.seconds) if run.seconds > 0 else NOTHING,
    "device": lambda run: device_text(run.device),
    "parameters": lambda run: _number(run.parameters or None),
    "size": lambda run: bytes_text(run.size),
    "created": created_text,
    "relation": lambda run: "" if run.lineage is None else relation_text(run.lineage.relation),
    "seed": lambda run: _number(None if run.damaged else run.seed),
    "note": lambda run: run.note.partition("\n")[0],
}
"""What is more than the value itself."""
