"""A report into a file: HTML or PDF by the file's ending."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from engine.evaluation.results import Evaluations
from engine.files import write_atomically
from engine.report.gathering import gather
from engine.report.sections import report_of
from engine.report.words import Say
from engine.text import QT_TRANSLATE_NOOP, NetwrightError

if TYPE_CHECKING:
    from engine.runs.run import Run

SUFFIXES = (".html", ".pdf")


def check_suffix(file: Path) -> None:
    """Raise :class:`NetwrightError` where the file's ending names neither."""
    if file.suffix.lower() not in SUFFIXES:
        raise NetwrightError(
            QT_TRANSLATE_NOOP("engine", "A report is written as {expected}, found {found}."),
            expected=", ".join(SUFFIXES),
            found=file.name,
        )


def write_report(
    run: Run,
    file: Path,
    say: Say = str,
    language: str = "en",
    should_stop: Callable[[], bool] = lambda: False,
    progress: Callable[[int, int], None] = lambda done, total: None,
    evaluations: Evaluations | None = None,
) -> None:
    """Measure the run, unless that is known, and write its report.

    Raises :class:`NetwrightError` where the run cannot be read or the file not be written, and
    :class:`engine.evaluation.evaluate.EvaluationStopped`.
    """
    check_suffix(file)
    report = report_of(run, gather(run, should_stop, progress, evaluations), say, language)
    if file.suffix.lower() == ".html":
        from engine.report.html import html_of

        content = html_of(report)
    else:
        from engine.report.pdf import pdf_of

        content = pdf_of(report)
    try:
        write_atomically(file, content)
    except OSError as error:
        raise NetwrightError(
            QT_TRANSLATE_NOOP("engine", "{file} cannot be written: {reason}."),
            QT_TRANSLATE_NOOP("engine", "Choose another place or free some space."),
            file=str(file),
            reason=error.strerror or str(error),
        ) from error
