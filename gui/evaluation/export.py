"""A table of an evaluation into a CSV file that the person chooses."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QFileDialog, QWidget

from engine.evaluation.report import EvaluationReport
from engine.evaluation.results import Evaluated
from engine.files import write_atomically
from engine.text import QT_TRANSLATE_NOOP, NetwrightError


def ask_and_save(
    parent: QWidget, evaluated: Evaluated, table: str, content: Callable[[EvaluationReport], bytes]
) -> None:
    """Ask for a file and write the table to it; raises :class:`NetwrightError` where the disk refuses."""
    translate = QCoreApplication.translate
    suggestion = f"{evaluated.name}-{table}.csv"
    name, _ = QFileDialog.getSaveFileName(
        parent, translate("Evaluation", "Save as CSV"), suggestion, translate("Evaluation", "CSV (*.csv)")
    )
    if not name:
        return
    path = Path(name)
    if path.suffix != ".csv":
        path = path.with_name(path.name + ".csv")
    try:
        write_atomically(path, content(evaluated.report))
    except OSError as error:
        raise NetwrightError(
            QT_TRANSLATE_NOOP("engine", "{file} cannot be written: {reason}."),
            QT_TRANSLATE_NOOP("engine", "Choose another place or free some space."),
            file=str(path),
            reason=error.strerror or str(error),
        ) from error
