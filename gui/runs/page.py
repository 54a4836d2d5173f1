"""The place of the runs: every training that was ever started, to be opened, evaluated, compared and deleted."""

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QEvent, Qt, QTimer, QUrl, Signal
from PySide6.QtGui import QDesktopServices, QHideEvent, QKeySequence, QShortcut, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QMessageBox, QStackedWidget, QVBoxLayout, QWidget

from engine.evaluation.on_drawings import read_own_drawings
from engine.runs.run import Run, RunSummary
from engine.runs.store import RunStore
from engine.text import NetwrightError, Text
from gui import theme
from gui.runs.actions import RunActions
from gui.runs.details import DetailsPane, RunDetails, read_details
from gui.runs.table import RunTable
from gui.training.background import BackgroundTask
from gui.training.session import TrainingSession
from gui.training.splitter import CardSplitter
from gui.translation import say

_LOOK_AGAIN_MS = 3_000
_SOON_MS = 150


class RunsPage(QWidget):
    """Lists a :class:`RunStore`, read in a thread: when shown, when the session tells, and every few seconds."""

    openRequested = Signal(object)  # noqa: N815 - the Run to show
    resumeRequested = Signal(object)  # noqa: N815 - the Run to go on with
    compareRequested = Signal(object)  # noqa: N815 - the Run to show behind the curves of now
    evaluateRequested = Signal(object)  # noqa: N815 - the Run to measure
    severalRequested = Signal(str, object)  # noqa: N815 - what is wanted of which RunSummary list

    def __init__(self, store: RunStore, session: TrainingSession, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("runsPage")
        self._store, self._session = store, session
        self._message: Text | str = ""
        self._lister = BackgroundTask("list-runs", self)
        self._reader = BackgroundTask("read-run-details", self)
        self._deleter = BackgroundTask("delete-run", self)
        self._drawing_reader = BackgroundTask("read-drawings", self)
        self._soon = QTimer(self, singleShot=True, interval=_SOON_MS)
        self._again = QTimer(self, interval=_LOOK_AGAIN_MS)
        self._confirmation: QMessageBox | None = None
        self._select_after: Path | None = None
        self._loaded = False
        self._build()
        self.setFocusProxy(self.table)
        self._listen()
        self.retranslate()
        self._show_buttons()

    def _build(self) -> None:
        self.title, self.count = QLabel(), QLabel()
        theme.set_role(self.title, "title")
        theme.set_role(self.count, "muted")
        self.table, self.details = RunTable(), DetailsPane()
        self._empty = QLabel()
        self._empty.setObjectName("noRunsLabel")
        self._empty.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._empty.setWordWrap(True)
        theme.set_role(self._empty, "muted")
        self.actions_row = RunActions()
        head = QHBoxLayout()
        head.setSpacing(10)
        head.addWidget(self.title)
        head.addWidget(self.count)
        head.addStretch(1)
        self._note = QLabel()
        self._note.setObjectName("runsNote")
        self._note.setWordWrap(True)
        theme.set_role(self._note, "error")
        self._note.hide()
        below = QWidget()
        column = QVBoxLayout(below)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(self.actions_row)
        column.addWidget(self._note)
        column.addWidget(self.details, 1)
        parts = CardSplitter(Qt.Orientation.Vertical)
        parts.addWidget(self.table)
        parts.addWidget(below)
        parts.setStretchFactor(0, 1)
        parts.setStretchFactor(1, 1)
        parts.setSizes([300, 300])
        self._stack = QStackedWidget()
        self._stack.addWidget(parts)
        self._stack.addWidget(self._empty)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(14, 12, 14, 12)
        layout.setSpacing(10)
        layout.addLayout(head)
        layout.addWidget(self._stack, 1)

    def _listen(self) -> None:
        session = self._session
        self._lister.done.connect(self._show_runs)
        self._reader.done.connect(self._show_details)
        self._drawing_reader.done.connect(self.details.show_drawings)
        self._deleter.done.connect(self._deleted)
        self._deleter.failed.connect(self._not_done)
        self._soon.timeout.connect(self.reload)
        self._again.timeout.connect(self.reload)
        for signal in (session.started, session.epochCompleted, session.finished):
            signal.connect(self._reload_soon)
        session.stateChanged.connect(self._show_buttons)
        self.table.chosen.connect(self._chosen)
        self.table.opened.connect(self.open_selected)
        self.actions_row.open.connect(self.open_selected)
        self.actions_row.resume.connect(self._resume)
        self.actions_row.compare.connect(self._compare)
        self.actions_row.evaluate.connect(self._evaluate)
        self.actions_row.several.connect(self._several)
        self.actions_row.reveal.connect(self._reveal)
        self.actions_row.delete.connect(self._ask_to_delete)
        QShortcut(
            QKeySequence(QKeySequence.StandardKey.Delete),
            self.table,
            self._ask_to_delete,
            context=Qt.ShortcutContext.WidgetShortcut,
        )

    # -- words -----------------------------------------------------------------------------------------------------

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
        super().changeEvent(event)

    def retranslate(self) -> None:
        """Fetch every word again in the language of now."""
        self.setAccessibleName(self.tr("Runs"))
        self.title.setText(self.tr("Runs"))
        self._empty.setText(
            self.tr("No runs yet.\n\nPress Train and watch your network learn: every run is kept here as it goes.")
        )
        self._say_count()
        self._say_note()

    def _say_count(self) -> None:
        count = len(self.table.runs)
        if count == 0:
            self.count.clear()
        elif count == 1:
            self.count.setText(self.tr("1 run"))
        else:
            self.count.setText(self.tr("{count} runs").format(count=count))

    def _say_note(self) -> None:
        text = say(self._message) if isinstance(self._message, Text) else self._message
        self._note.setText(text)
        self._note.setVisible(bool(text))

    # -- the list --------------------------------------------------------------------------------------------------

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.reload()
        self._again.start()

    def hideEvent(self, event: QHideEvent) -> None:
        self._again.stop()
        super().hideEvent(event)

    def reload(self) -> None:
        """Read the list again, in a thread."""
        if not self._lister.is_active:
            store = self._store
            self._lister.start(lambda _handle: store.list())

    def stop(self) -> None:
        """End the threads of this page; for closing the window."""
        self._again.stop()
        self._soon.stop()
        for task in (self._lister, self._reader, self._deleter, self._drawing_reader):
            task.stop_and_wait()

    @property
    def is_loaded(self) -> bool:
        """Whether the list was read at least once."""
        return self._loaded

    def _reload_soon(self) -> None:
        if self.isVisible() and not self._soon.isActive():
            self._soon.start()

    def _show_runs(self, runs: Sequence[RunSummary]) -> None:
        self._loaded = True
        before = self.table.selected()
        self.table.show_runs(runs)
        self._stack.setCurrentIndex(0 if runs else 1)
        self._say_count()
        after = self.table.selected()
        if after is None and runs:
            self.table.select_first()
        elif after != before:
            self._chosen()

    # -- the chosen run --------------------------------------------------------------------------------------------

    def _chosen(self) -> None:
        self._show_buttons()
        summary = self.table.selected()
        self._drawing_reader.give_up()
        if summary is None:
            self._reader.give_up()
            self.details.show_details(None)
            return
        self._reader.start(lambda _handle: read_details(summary))

    def _show_details(self, details: RunDetails) -> None:
        self.details.show_details(details)
        if details.metadata is not None and details.metadata.status != "running":
            folder = details.summary.folder
            self._drawing_reader.start(lambda _handle: read_own_drawings(Run(folder)))

    def _show_buttons(self) -> None:
        self.actions_row.show_run(self.table.selected(), self._session.is_active)

    def open_selected(self) -> None:
        """Ask the window to show the chosen run."""
        run = self.table.selected()
        if run is not None and not run.damaged:
            self.openRequested.emit(Run(run.folder))

    def _resume(self) -> None:
        run = self.table.selected()
        if run is not None and run.resumable:
            self.resumeRequested.emit(Run(run.folder))

    def _compare(self) -> None:
        run = self.table.selected()
        if run is not None and not run.damaged:
            self.compareRequested.emit(Run(run.folder))

    def _evaluate(self) -> None:
        run = self.table.selected()
        if run is not None and not run.damaged:
            self.evaluateRequested.emit(Run(run.folder))

    def _several(self, kind: str) -> None:
        run = self.table.selected()
        if run is not None and not run.damaged:
            self.severalRequested.emit(kind, [run])

    def _reveal(self) -> None:
        run = self.table.selected()
        if run is not None:
            QDesktopServices.openUrl(QUrl.fromLocalFile(str(run.folder)))

    def _ask_to_delete(self) -> None:
        run = self.table.selected()
        if run is None or run.status == "running" or self._confirmation is not None:
            return
        box = QMessageBox(self)
        box.setObjectName("deleteRunQuestion")
        box.setIcon(QMessageBox.Icon.Question)
        box.setWindowTitle(self.tr("Delete run"))
        box.setText(self.tr("Delete the run {name}?").format(name=run.name))
        box.setInformativeText(self.tr("Its weights and curves are removed from the disk. This cannot be undone."))
        delete = box.addButton(self.tr("Delete"), QMessageBox.ButtonRole.DestructiveRole)
        delete.setObjectName("confirmDeleteButton")
        theme.set_variant(delete, "danger")
        keep = box.addButton(self.tr("Keep"), QMessageBox.ButtonRole.RejectRole)
        box.setDefaultButton(keep)
        box.setEscapeButton(keep)
        box.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        box.finished.connect(lambda _code: self._answered(run, box.clickedButton() is delete))
        self._confirmation = box
        box.open()

    def _answered(self, run: RunSummary, delete: bool) -> None:
        self._confirmation = None
        if delete:
            self._tell("")
            store = self._store
            self._deleter.start(lambda _handle: store.delete(run))

    def _deleted(self, _result: object) -> None:
        self.reload()

    def _not_done(self, error: Exception) -> None:
        self._show_buttons()
        self._tell(error.text if isinstance(error, NetwrightError) else f"{type(error).__name__}: {error}")

    def _tell(self, message: Text | str) -> None:
        self._message = message
        self._say_note()
