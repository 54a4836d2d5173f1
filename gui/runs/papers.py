"""What leaves of the chosen runs for other people and programs: a report, and curves."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from PySide6.QtCore import QCoreApplication, QObject, QStandardPaths, QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QFileDialog, QWidget

from engine.runs.run import Run, RunSummary
from engine.text import NetwrightError
from gui.runs.run_files import share
from gui.training.background import Handle, Stopped
from gui.translation import language, say, say_error

if TYPE_CHECKING:
    from gui.runs.page import RunsPage

Kind = Literal["csv", "parquet", "tensorboard"]


class RunPapers(QObject):
    """Belongs to a :class:`RunsPage`, whose table it looks at and by which it tells what was written."""

    def __init__(self, page: RunsPage) -> None:
        super().__init__(page)
        self._page = page
        page.actions_row.report.connect(self._ask_for_report)
        page.actions_row.curves.connect(self._ask_for_curves)

    def _ask_for_report(self) -> None:
        run = self._page.table.selected()
        if run is None or run.damaged:
            return
        translate = QCoreApplication.translate
        kinds = translate("RunPapers", "Web page (*.html);;PDF (*.pdf)")
        title, wished = translate("RunPapers", "Write a report"), str(_documents() / f"{run.name}.html")
        chosen, kind = QFileDialog.getSaveFileName(self._page, title, wished, kinds)
        if chosen:
            suffix = ".pdf" if "pdf" in kind else ".html"
            target = Path(chosen)
            self.write_report(
                run, target if target.suffix in (".html", ".pdf") else target.with_name(target.name + suffix)
            )

    def write_report(self, run: RunSummary, target: Path) -> None:
        """Write the run's report into a file, HTML or PDF by its ending, in the language of now."""
        tongue = language()

        def work(handle: Handle) -> tuple[list[Path], list[Exception]]:
            from engine.evaluation.evaluate import EvaluationStopped
            from engine.report.writing import write_report

            try:
                write_report(Run(run.folder), target, say, tongue, handle.should_stop, handle.progress)
            except (Stopped, EvaluationStopped):
                return [], []
            except NetwrightError as error:
                return [], [error]
            return [target], []

        words = QCoreApplication.translate
        self._page.say_note("")
        self._page.files.work_on(work, lambda: words("RunPapers", "Writing the report…"), self._report_written)

    def _report_written(self, files: Sequence[Path], errors: Sequence[Exception]) -> None:
        translate = QCoreApplication.translate
        self._say_errors(errors)
        for file in files:
            self._page.told.emit(
                lambda file=file: translate("RunPapers", "The report is in {file}.").format(file=str(file)),
                ((lambda: translate("RunPapers", "Open"), lambda file=file: _open(file)),),
            )

    def _ask_for_curves(self) -> None:
        runs = [run for run in self._page.table.selected_runs() if not run.damaged]
        if not runs:
            return
        dialog = CurvesDialog(str(_documents()), self._page)
        dialog.accepted.connect(lambda: self.write_curves(runs, Path(dialog.selectedFiles()[0]), dialog.kind))
        dialog.open()

    def write_curves(self, runs: Sequence[RunSummary], folder: Path, kind: Kind) -> None:
        """Write the curves of each run into the folder."""

        def work(handle: Handle) -> tuple[list[Path], list[Exception]]:
            done: list[Path] = []
            errors: list[Exception] = []
            for number, run in enumerate(runs):
                told = share(handle, number, len(runs))
                try:
                    handle.check()
                    done += _write_curves(Run(run.folder), folder, kind)
                except Stopped:
                    break
                except (NetwrightError, OSError) as error:
                    errors.append(error)
                told.progress(1, 1)
            return done, errors

        words = QCoreApplication.translate
        self._page.say_note("")
        self._page.files.work_on(work, lambda: words("RunPapers", "Writing curves…"), self._curves_written)

    def _curves_written(self, files: Sequence[Path], errors: Sequence[Exception]) -> None:
        translate = QCoreApplication.translate
        self._say_errors(errors)
        if files:
            folder = files[0].parent
            self._page.told.emit(
                lambda: translate("RunPapers", "The curves are in {folder}.").format(folder=str(folder)),
                ((lambda: translate("RunPapers", "Show folder"), lambda: _open(folder)),),
            )

    def _say_errors(self, errors: Sequence[Exception]) -> None:
        self._page.say_note("\n".join(say_error(error) for error in errors))


class CurvesDialog(QFileDialog):
    """A folder, and what the curves are written as: the kinds of file stand where a file's kinds stand."""

    _KINDS: tuple[Kind, ...] = ("csv", "parquet", "tensorboard")

    def __init__(self, folder: str, parent: QWidget) -> None:
        super().__init__(parent, QCoreApplication.translate("RunPapers", "Export curves into a folder"), folder)
        translate = QCoreApplication.translate
        self.setObjectName("exportCurvesDialog")
        self.setOption(QFileDialog.Option.DontUseNativeDialog)  # others show no kinds beside a folder
        self.setFileMode(QFileDialog.FileMode.Directory)
        self._names = [
            translate("RunPapers", "CSV tables for spreadsheets (*)"),
            translate("RunPapers", "Parquet tables for data frames (*)"),
            translate("RunPapers", "Event files for TensorBoard (*)"),
        ]
        self.setNameFilters(self._names)
        self.finished.connect(self.deleteLater)

    @property
    def kind(self) -> Kind:
        """What was chosen."""
        return self._KINDS[self._names.index(self.selectedNameFilter())]


def _write_curves(run: Run, folder: Path, kind: Kind) -> list[Path]:
    from engine.export.curves.figures import read_figures

    figures = read_figures(run)
    if kind == "tensorboard":
        from engine.export.curves.event_files import write_event_file

        return [write_event_file(figures, folder)]
    from engine.export.curves.tables import write_tables

    return write_tables(figures, folder, kind)


def _documents() -> Path:
    return Path(QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation) or ".")


def _open(path: Path) -> None:
    QDesktopServices.openUrl(QUrl.fromLocalFile(str(path)))
