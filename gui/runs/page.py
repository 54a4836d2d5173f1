"""Every training that was ever started, to be found, opened, compared, named, thrown away and brought back."""

import time
from collections.abc import Callable, Sequence

from PySide6.QtCore import QEvent, QPoint, Qt, QTimer, Signal, SignalInstance
from PySide6.QtGui import QHideEvent, QKeySequence, QShortcut, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QStackedWidget, QVBoxLayout, QWidget

from engine.evaluation.on_drawings import read_own_drawings
from engine.runs.query import Query
from engine.runs.run import Run, RunSummary
from engine.runs.store import RunStore
from engine.text import Text
from gui import theme
from gui.preferences import Preferences
from gui.runs.actions import RunActions
from gui.runs.annotating import Annotating, with_said
from gui.runs.details import DetailsPane, RunDetails, read_details
from gui.runs.finding import FindBar
from gui.runs.keeping import RunKeeping
from gui.runs.papers import RunPapers
from gui.runs.run_files import RunFiles
from gui.runs.table import RunTable
from gui.training.background import BackgroundTask
from gui.training.session import TrainingSession
from gui.training.splitter import CardSplitter
from gui.translation import say

_LOOK_AGAIN_MS = 3_000
_SHARE = 20
"""Looking takes at most one part in so many of the time, however many runs there are."""
_SOON_MS = 150


class RunsPage(QWidget):
    """Lists a :class:`RunStore`, read in a thread: when shown, when the session tells, and every few seconds.

    ``told(words, actions)`` asks the window to say something and to offer what can be done about it.
    """

    openRequested = Signal(object)  # noqa: N815 - the Run to show
    resumeRequested = Signal(object)  # noqa: N815 - the Run to go on with
    followRequested = Signal(object)  # noqa: N815 - the Run to follow
    againRequested = Signal(object)  # noqa: N815 - the Run to repeat
    compareRequested = Signal(object)  # noqa: N815 - the Run to show behind the curves of now
    compareSeveralRequested = Signal(object)  # noqa: N815 - the list of Runs to set side by side
    evaluateRequested = Signal(object)  # noqa: N815 - the Run to measure
    severalRequested = Signal(str, object)  # noqa: N815 - what is wanted of which RunSummary list
    told = Signal(object, object)

    def __init__(
        self,
        store: RunStore,
        session: TrainingSession,
        preferences: Preferences | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setObjectName("runsPage")
        self._store, self._session = store, session
        self._message: Text | str = ""
        self._lister = BackgroundTask("list-runs", self)
        self._reader = BackgroundTask("read-run-details", self)
        self._drawing_reader = BackgroundTask("read-drawings", self)
        self._soon = QTimer(self, singleShot=True, interval=_SOON_MS)
        self._again = QTimer(self, interval=_LOOK_AGAIN_MS)
        self._loaded = self._said = False
        self._build(preferences or Preferences())
        self.annotating = Annotating(self)
        self.keeping = RunKeeping(store, self)
        self.papers = RunPapers(self)
        self.setFocusProxy(self.table)
        self._listen()
        self.retranslate()
        self._show_buttons()

    def _build(self, preferences: Preferences) -> None:
        self.title, self.count = QLabel(), QLabel()
        theme.set_role(self.title, "title")
        theme.set_role(self.count, "muted")
        self.table = RunTable(preferences)
        self.details = DetailsPane(lambda: self.table.runs_model.tags)
        self.find_bar, self.files = FindBar(), RunFiles(self._store)
        self.columns_button, self.trash_button = QPushButton(), QPushButton()
        self.columns_button.setObjectName("runColumnsButton")
        self.trash_button.setObjectName("runTrashButton")
        theme.set_variant(self.columns_button, "quiet")
        theme.set_variant(self.trash_button, "quiet")
        self._empty, self._nothing = QLabel(), QLabel()
        for label, name in ((self._empty, "noRunsLabel"), (self._nothing, "noRunFoundLabel")):
            label.setObjectName(name)
            label.setAlignment(Qt.AlignmentFlag.AlignCenter)
            label.setWordWrap(True)
            theme.set_role(label, "muted")
        self.actions_row = RunActions()
        self._note = QLabel()
        self._note.setObjectName("runsNote")
        self._note.setWordWrap(True)
        theme.set_role(self._note, "error")
        self._note.hide()
        self._lay_out()

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.setSpacing(10)
        head.addWidget(self.title)
        head.addWidget(self.count)
        head.addStretch(1)
        head.addWidget(self.columns_button)
        head.addWidget(self.trash_button)
        self._found = QStackedWidget()
        self._found.addWidget(self.table)
        self._found.addWidget(self._nothing)
        above, below = QWidget(), QWidget()
        rows = QVBoxLayout(above)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(8)
        rows.addWidget(self.find_bar)
        rows.addWidget(self._found, 1)
        column = QVBoxLayout(below)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(self.actions_row)
        column.addWidget(self.details, 1)
        parts = CardSplitter(Qt.Orientation.Vertical)
        parts.addWidget(above)
        parts.addWidget(below)
        parts.setStretchFactor(0, 1)
        parts.setStretchFactor(1, 1)
        parts.setSizes([320, 280])
        self._stack = QStackedWidget()
        self._stack.addWidget(parts)
        self._stack.addWidget(self._empty)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(14, 12, 14, 12)
        layout.setSpacing(10)
        layout.addLayout(head)
        layout.addWidget(self._stack, 1)
        layout.addWidget(self._note)
        layout.addWidget(self.files)

    def _listen(self) -> None:
        session, table, row, words = self._session, self.table, self.actions_row, self.details.words
        self._lister.done.connect(self._show_runs)
        self._reader.done.connect(self._show_details)
        self._drawing_reader.done.connect(self.details.show_drawings)
        self._soon.timeout.connect(self.reload)
        self._again.timeout.connect(self.reload)
        for signal in (session.started, session.epochCompleted, session.finished):
            signal.connect(self._reload_soon)
        session.stateChanged.connect(self._show_buttons)
        self.find_bar.found.connect(self._look_for)
        self.find_bar.grouped.connect(table.group_by)
        self.find_bar.collapsed.connect(table.collapse_all)
        self.columns_button.clicked.connect(self._open_columns)
        self.trash_button.clicked.connect(self.keeping.open_trash)
        table.chosen.connect(self._chosen)
        table.opened.connect(self.open_selected)
        table.menuWanted.connect(row.menu.popup)
        row.open.connect(self.open_selected)
        for asked, wanted in (
            (row.resume, self.resumeRequested),
            (row.follow, self.followRequested),
            (row.again, self.againRequested),
            (row.evaluate, self.evaluateRequested),
        ):
            asked.connect(lambda wanted=wanted: self._ask(wanted))
        row.compare.connect(self._compare)
        row.several.connect(lambda kind: self.severalRequested.emit(kind, self._readable()))
        row.rename.connect(table.edit_name)
        row.import_.connect(self.files.ask_and_import)
        delete = QKeySequence(QKeySequence.StandardKey.Delete)
        QShortcut(delete, table, self.keeping.delete, context=Qt.ShortcutContext.WidgetShortcut)
        say_it = self.annotating
        table.edited.connect(self.keeping.edited)
        table.starred.connect(lambda runs, star: say_it.say(runs, star=star))
        table.undoWanted.connect(say_it.undo)
        table.redoWanted.connect(say_it.redo)
        words.named.connect(lambda run, name: say_it.say([run], name=name))
        words.tagged.connect(lambda run, tags: say_it.say([run], tags=tags))
        words.noted.connect(lambda run, note: say_it.say([run], note=note))
        words.starred.connect(lambda run, star: say_it.say([run], star=star))
        say_it.said.connect(self._show_said)
        say_it.written.connect(self._reload_soon)
        say_it.failed.connect(self.keeping.not_done)

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
        self._nothing.setText(self.tr("No run is what you look for.\n\nLook for less, or clear the search."))
        words = (
            (self.columns_button, self.tr("Columns"), self.tr("Choose what the table shows")),
            (self.trash_button, self.tr("Trash"), self.tr("Bring deleted runs back, or delete them for good")),
        )
        for button, text, tip in words:
            button.setText(text)
            button.setAccessibleName(text)
            button.setToolTip(tip)
        self._say_count()
        self.say_note(self._message)

    def _say_count(self) -> None:
        count, shown = len(self.table.runs), self.table.runs_model.matches
        if count == 0:
            self.count.clear()
        elif shown != count:
            self.count.setText(self.tr("{shown} of {count} runs").format(shown=f"{shown:,}", count=f"{count:,}"))
        elif count == 1:
            self.count.setText(self.tr("1 run"))
        else:
            self.count.setText(self.tr("{count} runs").format(count=f"{count:,}"))

    def say_note(self, message: Text | str) -> None:
        """Say what went wrong; an empty message says nothing."""
        self._message = message
        text = say(message) if isinstance(message, Text) else message
        self._note.setText(text)
        self._note.setVisible(bool(text))

    # -- the list --------------------------------------------------------------------------------------------------

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.reload()
        self._again.start()

    def hideEvent(self, event: QHideEvent) -> None:
        self._again.stop()
        self.details.words.keep()
        super().hideEvent(event)

    def reload(self) -> None:
        """Read the list again, in a thread."""
        if not self._lister.is_active:
            self._said = self.annotating.is_busy
            self._lister.start(_listing(self._store))

    def stop(self) -> None:
        """End the threads of this page; for closing the window."""
        self._again.stop()
        self._soon.stop()
        self.details.words.keep()
        for task in (self._lister, self._reader, self._drawing_reader):
            task.stop_and_wait()
        for part in (self.annotating, self.keeping, self.files):
            part.stop()

    @property
    def is_loaded(self) -> bool:
        """Whether the list was read at least once."""
        return self._loaded

    def _reload_soon(self) -> None:
        if self.isVisible() and not self._soon.isActive():
            self._soon.start()

    def _show_runs(self, listed: tuple[Sequence[RunSummary], float]) -> None:
        runs, seconds = listed
        self._again.setInterval(max(_LOOK_AGAIN_MS, round(_SHARE * 1_000 * seconds)))
        if self._said:  # while it was read: it may be older than what is shown
            self._reload_soon()
            return
        self._loaded = True
        self._take(runs)

    def _take(self, runs: Sequence[RunSummary]) -> None:
        self._rearrange(lambda: self.table.show_runs(runs))

    def _rearrange(self, change: Callable[[], None]) -> None:
        """Change what is shown; what is selected stays so where it is still there, else the first run is."""
        before = self.table.selected_runs()
        change()
        self._stack.setCurrentIndex(0 if self.table.runs else 1)
        self._found.setCurrentIndex(0 if self.table.runs_model.rowCount() or not self.table.runs else 1)
        self._say_count()
        after = self.table.selected_runs()
        if not after:
            self.table.select_first()
            after = self.table.selected_runs()
        if after != before:
            self._chosen()

    def _show_said(self, said: object) -> None:
        self._said = True
        if isinstance(said, dict):
            self._take(with_said(self.table.runs, said))

    def _look_for(self, query: Query) -> None:
        self._rearrange(lambda: self.table.look_for(query))

    def _open_columns(self) -> None:
        button = self.columns_button
        self.table.columns.menu().popup(button.mapToGlobal(QPoint(0, button.height())))

    # -- the chosen runs -------------------------------------------------------------------------------------------

    def _chosen(self) -> None:
        self._show_buttons()
        runs = self.table.selected_runs()
        self._drawing_reader.give_up()
        if len(runs) != 1:
            self._reader.give_up()
            self.details.show_many(runs)
            return
        summary = runs[0]
        self._reader.start(lambda _handle: read_details(summary))

    def _show_details(self, details: RunDetails) -> None:
        self.details.show_details(details)
        if details.metadata is not None and details.metadata.status != "running":
            folder = details.summary.folder
            self._drawing_reader.start(lambda _handle: read_own_drawings(Run(folder)))

    def _show_buttons(self) -> None:
        self.actions_row.show_runs(self.table.selected_runs(), self._session.is_active)

    def open_selected(self) -> None:
        """Ask the window to show the chosen run."""
        self._ask(self.openRequested)

    def _readable(self) -> list[RunSummary]:
        return [run for run in self.table.selected_runs() if not run.damaged]

    def _compare(self) -> None:
        """One run behind the curves of now, several side by side."""
        several = [Run(run.folder) for run in self._readable()]
        if len(several) > 1:
            self.compareSeveralRequested.emit(several)
        else:
            self._ask(self.compareRequested)

    def _ask(self, wanted: SignalInstance) -> None:
        run = self.table.selected()
        if run is not None and not run.damaged:
            wanted.emit(Run(run.folder))


def _listing(store: RunStore) -> Callable[[object], object]:
    def work(_handle: object) -> tuple[Sequence[RunSummary], float]:
        began = time.perf_counter()
        return store.list(), time.perf_counter() - began

    return work
