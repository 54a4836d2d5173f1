"""What is done with the chosen runs and their files: thrown away and brought back, exported, imported, tagged."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QObject, QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QInputDialog

from engine.runs.run import RunSummary
from engine.runs.store import RunStore
from engine.runs.trash import TrashedRun
from engine.text import NetwrightError
from gui.runs.tags import tags_in
from gui.runs.trash_dialog import TrashDialog
from gui.training.background import BackgroundTask, Handle
from gui.translation import say_error

if TYPE_CHECKING:
    from gui.runs.page import RunsPage

_NAMED = 6


class RunKeeping(QObject):
    """Belongs to a :class:`RunsPage`, whose table it looks at and by which it tells what was done."""

    def __init__(self, store: RunStore, page: RunsPage) -> None:
        super().__init__(page)
        self._store, self._page = store, page
        self._dialog: TrashDialog | None = None
        self._input: QInputDialog | None = None
        self._deleter = BackgroundTask("trash-runs", self)
        self._deleter.done.connect(self._deleted)
        self._deleter.failed.connect(self.not_done)
        self._restorer = BackgroundTask("restore-runs", self)
        self._restorer.done.connect(lambda _done: page.reload())
        self._restorer.failed.connect(self.not_done)
        row, files = page.actions_row, page.files
        row.delete.connect(self.delete)
        row.reveal.connect(self._reveal)
        row.export.connect(lambda: files.ask_and_export(self._exportable()))
        row.tag.connect(self._write_tags)
        files.imported.connect(self._imported)
        files.exported.connect(self._exported)

    def stop(self) -> None:
        """End the threads; for closing the window."""
        self._deleter.stop_and_wait()
        self._restorer.stop_and_wait()
        if self._dialog is not None:
            self._dialog.stop()

    # -- the trash -------------------------------------------------------------------------------------------------

    def delete(self) -> None:
        """Put the chosen runs into the trash."""
        doomed = [run for run in self._page.table.selected_runs() if run.status != "running"]
        if not doomed or self._deleter.is_active:
            return
        self._page.say_note("")
        trash = self._store.trash

        def work(_handle: Handle) -> tuple[list[TrashedRun], NetwrightError | None]:
            gone: list[TrashedRun] = []
            error: NetwrightError | None = None
            for run in doomed:
                try:
                    gone.append(trash.put(run))
                except NetwrightError as failed:
                    error = failed
            return gone, error

        self._deleter.start(work)

    def _deleted(self, result: tuple[list[TrashedRun], NetwrightError | None]) -> None:
        gone, error = result
        if error is not None:
            self.not_done(error)
        if gone:
            self._page.told.emit(
                lambda: _deleted_words(gone),
                (
                    (
                        lambda: QCoreApplication.translate("RunKeeping", "Undo"),
                        lambda: self._restore(gone),
                    ),
                ),
            )
        self._page.reload()

    def _restore(self, gone: Sequence[TrashedRun]) -> None:
        trash = self._store.trash

        def work(_handle: Handle) -> None:
            for run in gone:
                trash.restore(run)

        self._restorer.start(work)

    def open_trash(self) -> None:
        """Show the trash."""
        if self._dialog is None:
            self._dialog = TrashDialog(self._store, self._page)
            self._dialog.changed.connect(self._page.reload)
        self._dialog.show()
        self._dialog.raise_()

    # -- files -----------------------------------------------------------------------------------------------------

    def _exportable(self) -> list[RunSummary]:
        return [run for run in self._page.table.selected_runs() if not run.damaged and run.status != "running"]

    def _reveal(self) -> None:
        run = self._page.table.selected()
        if run is not None:
            QDesktopServices.openUrl(QUrl.fromLocalFile(str(run.folder)))

    def _imported(self, runs: Sequence[object], errors: Sequence[Exception]) -> None:
        translate = QCoreApplication.translate
        self._say_errors(errors)
        if len(runs) == 1:
            name = str(getattr(runs[0], "name", ""))
            self._page.told.emit(lambda: translate("RunKeeping", "The run {run} was imported.").format(run=name), ())
        elif runs:
            self._page.told.emit(lambda: _imported_words(runs), ())
        self._page.reload()

    def _exported(self, files: Sequence[Path], errors: Sequence[Exception]) -> None:
        translate = QCoreApplication.translate
        self._say_errors(errors)
        if len(files) == 1:
            self._page.told.emit(
                lambda: translate("RunKeeping", "The run is in {file}.").format(file=str(files[0])), ()
            )
        elif files:
            count, folder = len(files), str(files[0].parent)
            self._page.told.emit(
                lambda: translate("RunKeeping", "{count} runs are in {folder}.").format(count=count, folder=folder), ()
            )

    # -- words -----------------------------------------------------------------------------------------------------

    def edited(self, run: RunSummary, column: str, text: str) -> None:
        """Keep a name or tags that were written in the table."""
        if column == "name":
            name = text.strip()
            self._page.annotating.say([run], name="" if name == run.name else name)
        else:
            self._page.annotating.say([run], tags=tags_in(text))

    def _write_tags(self) -> None:
        """Of one run in the table, of several in a small dialog: what is written there is added to the tags of each."""
        runs = [run for run in self._page.table.selected_runs() if not run.damaged]
        if len(runs) == 1:
            self._page.table.edit_tags()
            return
        if not runs:
            return
        translate = QCoreApplication.translate
        box = QInputDialog(self._page)
        box.setObjectName("runTagsDialog")
        box.setWindowTitle(translate("RunKeeping", "Tags"))
        text = translate("RunKeeping", "Tags to add to {count} runs, with commas between; a minus takes one away:")
        box.setLabelText(text.format(count=len(runs)))
        box.setOkButtonText(translate("RunKeeping", "Tag"))
        box.setCancelButtonText(translate("RunKeeping", "Cancel"))
        box.textValueSelected.connect(lambda written: self._tag(runs, written))
        box.finished.connect(box.deleteLater)
        self._input = box
        box.open()

    def _tag(self, runs: Sequence[RunSummary], written: str) -> None:
        tags = tags_in(written)
        fewer = [tag[1:].strip() for tag in tags if tag.startswith("-")]
        self._page.annotating.tag(runs, [tag for tag in tags if not tag.startswith("-")], fewer)

    # -- errors ----------------------------------------------------------------------------------------------------

    def not_done(self, error: Exception) -> None:
        """Say what could not be done, and show what is."""
        self._page.say_note(say_error(error))
        self._page.reload()

    def _say_errors(self, errors: Sequence[Exception]) -> None:
        self._page.say_note("\n".join(say_error(error) for error in errors))


def _imported_words(runs: Sequence[object]) -> str:
    """Several runs by their names, or how many there are where the names would fill the window."""
    translate = QCoreApplication.translate
    if len(runs) > _NAMED:
        return translate("RunKeeping", "{count} runs were imported.").format(count=len(runs))
    names = translate("RunKeeping", ", ").join(str(getattr(run, "name", "")) for run in runs)
    return translate("RunKeeping", "These runs were imported: {runs}.").format(runs=names)


def _deleted_words(gone: Sequence[TrashedRun]) -> str:
    translate = QCoreApplication.translate
    if len(gone) == 1:
        return translate("RunKeeping", "The run {run} is in the trash.").format(run=gone[0].label)
    return translate("RunKeeping", "{count} runs are in the trash.").format(count=len(gone))
