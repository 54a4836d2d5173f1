"""Runs into files and out of them, in a thread, one after the other, with how far it is and a way to give up."""

from collections import deque
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from PySide6.QtCore import QEvent, QStandardPaths, Signal
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QLabel, QProgressBar, QPushButton, QWidget

from engine.runs.archive import SUFFIX, export_run, import_run
from engine.runs.run import Run, RunSummary
from engine.runs.store import RunStore
from engine.text import NetwrightError
from gui import theme
from gui.training.background import BackgroundTask, Handle, Stopped, Work

_STEPS = 1_000

_Tell = Callable[[list[Any], list[Exception]], None]


class RunFiles(QWidget):
    """A bar that shows while files are written or read.

    ``imported(runs, errors)`` and ``exported(files, errors)`` come at the end; a file that fails does not keep the
    others from being done. While imports wait for one another, ``imported`` tells of all that have come so far.
    """

    imported = Signal(object, object)
    exported = Signal(object, object)

    def __init__(self, store: RunStore, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("runFilesBar")
        self._store = store
        self._words: Callable[[], str] = str
        self._tell: _Tell = self.exported.emit
        self._waiting: deque[tuple[Work, Callable[[], str], _Tell]] = deque()
        self._came: list[Any] = []
        self._errors: list[Exception] = []
        self._label = QLabel()
        theme.set_role(self._label, "muted")
        self._progress = QProgressBar()
        self._progress.setTextVisible(False)
        self._progress.setRange(0, _STEPS)
        self._cancel = QPushButton()
        self._cancel.setObjectName("cancelRunFilesButton")
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self._label)
        row.addWidget(self._progress, 1)
        row.addWidget(self._cancel)
        self._worker = BackgroundTask("run-files", self)
        self._worker.progressed.connect(self._show_progress)
        self._worker.done.connect(self._done)
        self._worker.failed.connect(lambda error: self._done(([], [error])))
        self._cancel.clicked.connect(self._worker.ask_to_stop)
        self.hide()
        self.retranslate()

    @property
    def is_busy(self) -> bool:
        return self._worker.is_active

    def ask_and_export(self, runs: Sequence[RunSummary]) -> None:
        """Ask for the file of one run, or the folder of several, and write them."""
        if not runs:
            return
        home = Path(QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation) or ".")
        if len(runs) == 1:
            kinds = self.tr("Runs (*{suffix})").format(suffix=SUFFIX)
            wished = str(home / f"{runs[0].name}{SUFFIX}")
            chosen, _ = QFileDialog.getSaveFileName(self, self.tr("Export the run"), wished, kinds)
            if chosen:
                target = Path(chosen)
                self.export([(runs[0], target if target.suffix == SUFFIX else target.with_name(target.name + SUFFIX))])
            return
        chosen = QFileDialog.getExistingDirectory(self, self.tr("Export the runs into a folder"), str(home))
        if chosen:
            self.export([(run, _free(Path(chosen), run.name)) for run in runs])

    def export(self, wanted: Sequence[tuple[RunSummary, Path]]) -> None:
        """Write each run into its file."""

        def work(handle: Handle) -> tuple[list[object], list[Exception]]:
            done: list[object] = []
            errors: list[Exception] = []
            for number, (run, target) in enumerate(wanted):
                told = share(handle, number, len(wanted))
                try:
                    export_run(Run(run.folder), target, told.progress, handle.check)
                except Stopped:
                    break
                except NetwrightError as error:
                    errors.append(error)
                else:
                    done.append(target)
            return done, errors

        self.work_on(work, lambda: self.tr("Exporting…"), self.exported.emit)

    def ask_and_import(self) -> None:
        """Ask for files and bring their runs among the others."""
        kinds = self.tr("Runs (*{suffix})").format(suffix=SUFFIX)
        chosen, _ = QFileDialog.getOpenFileNames(self, self.tr("Import runs"), "", kinds)
        if chosen:
            self.import_files([Path(path) for path in chosen])

    def import_files(self, files: Sequence[Path]) -> None:
        """Bring the runs of these files among the others."""
        store = self._store

        def work(handle: Handle) -> tuple[list[object], list[Exception]]:
            done: list[object] = []
            errors: list[Exception] = []
            for number, file in enumerate(files):
                told = share(handle, number, len(files))
                try:
                    done.append(import_run(file, store, told.progress, handle.check))
                except Stopped:
                    break
                except NetwrightError as error:
                    errors.append(error)
            return done, errors

        self.work_on(work, lambda: self.tr("Importing…"), self._tell_imported)

    def _tell_imported(self, runs: list[Any], errors: list[Exception]) -> None:
        self._came += runs
        self._errors += errors
        came, failed = self._came, self._errors
        if all(tell != self._tell_imported for _, _, tell in self._waiting):
            self._came, self._errors = [], []
        self.imported.emit(tuple(came), tuple(failed))

    def stop(self) -> None:
        """End the thread; for closing the window."""
        self._waiting.clear()
        self._worker.stop_and_wait()

    def work_on(self, work: Work, words: Callable[[], str], tell: _Tell) -> None:
        """Begin work that gives what was done and the errors, which ``tell`` gets; other work that goes on comes first.

        ``words`` say what is done. Cancel ends what is under way, not what waits.
        """
        self._waiting.append((work, words, tell))
        if self.is_busy:
            self.retranslate()
        else:
            self._begin()

    def _begin(self) -> None:
        work, self._words, self._tell = self._waiting.popleft()
        self._progress.setValue(0)
        self.retranslate()
        self.show()
        self._worker.start(work)

    def _show_progress(self, done: int, total: int) -> None:
        self._progress.setValue(_STEPS * done // max(total, 1))

    def _done(self, result: tuple[list[Any], list[Exception]]) -> None:
        self._tell(*result)
        if self._waiting:
            self._begin()
        else:
            self.hide()

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
        super().changeEvent(event)

    def retranslate(self) -> None:
        """Fetch every word again in the language of now."""
        words = self._words()
        if self._waiting:
            words += " " + self.tr("Waiting: {count}").format(count=len(self._waiting))
        self._label.setText(words)
        self._progress.setAccessibleName(self._label.text())
        self._cancel.setText(self.tr("Cancel"))
        self._cancel.setAccessibleName(self._cancel.text())


def share(handle: Handle, number: int, count: int) -> Handle:
    """The handle of one of several files, whose progress is its part of all."""

    def progress(done: int, total: int) -> None:
        handle.progress(number * _STEPS + _STEPS * done // max(total, 1), count * _STEPS)

    return Handle(handle.should_stop, progress)


def _free(folder: Path, name: str) -> Path:
    target, number = folder / f"{name}{SUFFIX}", 1
    while target.exists():
        number += 1
        target = folder / f"{name}-{number}{SUFFIX}"
    return target
