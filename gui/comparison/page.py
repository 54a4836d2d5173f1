"""Any number of runs compared: their curves, their figures, what differs, and whether it is more than chance."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path

from PySide6.QtCore import QEvent, Qt, QTimer, Signal
from PySide6.QtGui import QHideEvent, QShowEvent
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLabel,
    QProgressBar,
    QPushButton,
    QStackedWidget,
    QTabBar,
    QVBoxLayout,
    QWidget,
)

from engine.evaluation.results import Evaluations
from engine.runs.run import Run
from engine.runs.store import RunStore
from gui import theme
from gui.comparison.chooser import RunChooser
from gui.comparison.courses import Courses, read_courses
from gui.comparison.curves_panel import CurvesPanel
from gui.comparison.difference_view import DifferenceView
from gui.comparison.figures_table import FiguresTable
from gui.comparison.looks import free_place
from gui.comparison.run_list import RunList
from gui.comparison.verdict_view import VerdictView
from gui.training.background import BackgroundTask, Handle
from gui.training.session import TrainingSession
from gui.training.splitter import CardSplitter
from gui.translation import say, say_error

_AGAIN_MS = 2_000
_LIST_WIDTH = 230
_MOST_NOTES = 3


class ComparisonPage(QWidget):
    """Reads the compared runs in a thread: when they or the smoothing change, and again while one of them trains.

    ``openRequested`` asks for a run that was double-clicked.
    """

    openRequested = Signal(object)  # noqa: N815 - the Run to show

    def __init__(
        self,
        store: RunStore,
        session: TrainingSession,
        evaluations: Evaluations | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setObjectName("comparisonPage")
        self._store, self._session = store, session
        self._evaluations = evaluations or Evaluations()
        self._folders: list[Path] = []
        self._slots: dict[str, int] = {}
        self._read: Courses | None = None
        self._error: Exception | None = None
        self._waits_for_plots = False
        self._reader = BackgroundTask("read-compared-runs", self)
        self._lister = BackgroundTask("list-runs-to-compare", self)
        self._again = QTimer(self, singleShot=True, interval=_AGAIN_MS)
        self._build()
        self._listen()
        self.retranslate()
        self._show_state()

    def _build(self) -> None:
        self.title, self.count, self._notes = QLabel(), QLabel(), QLabel()
        theme.set_role(self.title, "title")
        theme.set_role(self.count, "muted")
        theme.set_role(self._notes, "warning")
        self._notes.setObjectName("comparisonNotes")
        self._notes.setWordWrap(True)
        self.add_button, self.clear_button, self.progress = QPushButton(), QPushButton(), QProgressBar()
        self.add_button.setObjectName("addRunsButton")
        self.clear_button.setObjectName("clearComparisonButton")
        theme.set_variant(self.clear_button, "quiet")
        self.progress.setObjectName("readingRunsProgress")
        self.progress.setTextVisible(False)
        self.progress.setFixedWidth(120)
        self.progress.hide()
        head = QHBoxLayout()
        head.setSpacing(10)
        head.addWidget(self.title)
        head.addWidget(self.count)
        head.addWidget(self.progress)
        head.addStretch(1)
        head.addWidget(self.clear_button)
        head.addWidget(self.add_button)
        self._empty = QLabel()
        self._empty.setObjectName("nothingComparedLabel")
        self._empty.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._empty.setWordWrap(True)
        theme.set_role(self._empty, "muted")
        self._stack = QStackedWidget()
        self._stack.addWidget(self._make_parts())
        self._stack.addWidget(self._empty)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(14, 12, 14, 12)
        layout.setSpacing(10)
        layout.addLayout(head)
        layout.addWidget(self._stack, 1)
        self.chooser = RunChooser(self)
        self.setFocusProxy(self.add_button)

    def _make_parts(self) -> QWidget:
        """The key beside the four views."""
        self.runs, self.curves, self.figures = RunList(), CurvesPanel(), FiguresTable()
        self.difference = DifferenceView()
        self.verdict = VerdictView(self._evaluations, lambda: self._session.is_active)
        self.tabs, self._views = QTabBar(), QStackedWidget()
        self.tabs.setObjectName("comparisonTabs")
        self.tabs.setDrawBase(False)
        self.tabs.setExpanding(False)
        for view in (self.curves, self.figures, self.difference, self.verdict):
            self.tabs.addTab("")
            self._views.addWidget(view)
        side = QWidget()
        column = QVBoxLayout(side)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        column.addWidget(self.tabs)
        column.addWidget(self._notes)
        column.addWidget(self._views, 1)
        parts = CardSplitter(Qt.Orientation.Horizontal)
        parts.addWidget(self.runs)
        parts.addWidget(side)
        parts.setStretchFactor(0, 1)
        parts.setStretchFactor(1, 4)
        parts.setSizes([_LIST_WIDTH, 3 * _LIST_WIDTH])
        self.runs.setMinimumWidth(120)
        return parts

    def _listen(self) -> None:
        self.add_button.clicked.connect(self._choose)
        self.clear_button.clicked.connect(lambda: self.compare(()))
        self.chooser.toggled.connect(self._on_toggle)
        self.tabs.currentChanged.connect(self._views.setCurrentIndex)
        self.runs.dropped.connect(self._drop)
        self.runs.hiddenChanged.connect(self.curves.show_hidden)
        self.runs.pointed.connect(self.curves.highlight)
        self.curves.smoothed.connect(lambda _steps: self.reload())
        self.curves.foldedChanged.connect(lambda _on: self.reload())
        self.curves.valuesChanged.connect(self.runs.show_figures)
        self.curves.ready.connect(self._on_plots_ready)
        self.figures.opened.connect(self.openRequested)
        self.verdict.measured.connect(self.reload)
        self._reader.progressed.connect(self._show_progress)
        self._reader.done.connect(self._show)
        self._reader.failed.connect(self._fail)
        self._lister.done.connect(lambda runs: self.chooser.show_runs(runs, frozenset(self._folders)))
        self._again.timeout.connect(self.reload)
        for signal in (self._session.epochCompleted, self._session.finished):
            signal.connect(self._on_training)
        theme.notifier().changed.connect(self.runs.update)

    # Words

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
        super().changeEvent(event)

    def retranslate(self) -> None:
        """Fetch every word again in the language of now."""
        self.setAccessibleName(self.tr("Comparison"))
        self.title.setText(self.tr("Comparison"))
        self.add_button.setText(self.tr("Choose runs…"))
        self.clear_button.setText(self.tr("Clear"))
        self.clear_button.setToolTip(self.tr("Take all runs out of the comparison; the runs themselves stay"))
        self.tabs.setAccessibleName(self.tr("Views of the comparison"))
        words = (self.tr("Curves"), self.tr("Figures"), self.tr("Difference"), self.tr("Verdict"))
        tips = (
            self.tr("The curves of all runs over each other"),
            self.tr("All figures, the best of each marked"),
            self.tr("What differs between two runs"),
            self.tr("Whether the differences in accuracy are more than chance"),
        )
        for place, (word, tip) in enumerate(zip(words, tips, strict=True)):
            self.tabs.setTabText(place, word)
            self.tabs.setTabToolTip(place, tip)
        self._empty.setText(
            self.tr(
                "Nothing is compared yet.\n\n"
                "Press “Choose runs…”, or select several runs in the table and press Compare."
            )
        )
        self._show_state()

    # Which runs

    @property
    def compared(self) -> tuple[Path, ...]:
        """The folders of the compared runs, in the order in which they were chosen."""
        return tuple(self._folders)

    def compare(self, runs: Iterable[Run]) -> None:
        """Compare these runs instead."""
        self._choose_folders([run.folder for run in runs])

    def add(self, runs: Iterable[Run]) -> None:
        """Compare these as well."""
        self._choose_folders([*self._folders, *(run.folder for run in runs)])

    def _choose_folders(self, folders: Sequence[Path]) -> None:
        chosen = list(dict.fromkeys(folders))
        if chosen != self._folders:
            self._folders = chosen
            self.chooser.show_runs(self.chooser.offered, frozenset(chosen))
            self._show_state()
            self.reload()

    def _choose(self) -> None:
        store = self._store
        self._lister.start(lambda _handle: store.list())
        self.chooser.open_below(self.add_button)

    def _on_toggle(self, folder: Path, on: bool) -> None:
        kept = [known for known in self._folders if known != folder]
        self._choose_folders([*kept, folder] if on else kept)

    def _drop(self, key: str) -> None:
        course = next((one for one in self._read.courses if one.key == key), None) if self._read is not None else None
        gone = {run.run.folder for run in course.group.runs} if course is not None else set()
        self._choose_folders([folder for folder in self._folders if folder not in gone])

    # Reading

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.reload()

    def hideEvent(self, event: QHideEvent) -> None:
        self._again.stop()
        super().hideEvent(event)

    def _on_training(self, _event: object) -> None:
        if self._read is not None and self._read.is_growing and self.isVisible():
            self.reload()

    def reload(self) -> None:
        """Read what is new of the runs, in a thread; before that the plots, which would take longer meanwhile."""
        if not self.isVisible():
            return
        self._again.stop()
        self._waits_for_plots = bool(self._folders) and not self.curves.is_ready
        if self._waits_for_plots:
            return
        if not self._folders:
            self._reader.give_up()
            self._show(Courses((), (), {}, {}))
            return
        folders, smoothing = tuple(self._folders), self.curves.smoothing.steps
        by_seeds = self.curves.fold_box.isChecked()
        known = {} if self._read is None else self._read.known

        def work(handle: Handle) -> Courses:
            return read_courses(folders, smoothing, by_seeds, known, handle.progress, handle.check)

        self._reader.start(work)

    def _on_plots_ready(self) -> None:
        if self._waits_for_plots:
            self.reload()

    @property
    def is_reading(self) -> bool:
        """Whether runs are being read, or will be at once."""
        return self._reader.is_active or self._waits_for_plots

    @property
    def shown(self) -> Courses | None:
        """What was read last."""
        return self._read

    def _show_progress(self, done: int, total: int) -> None:
        first = self._read is None or len(self._read.known) < total - 1
        self.progress.setVisible(first and done < total)  # what is only read again needs no bar
        self.progress.setRange(0, total)
        self.progress.setValue(done)

    def _show(self, read: Courses) -> None:
        self._read, self._error = read, None
        self._keep_slots(read)
        places = {course.key: self._slots[course.key] for course in read.courses}
        notes = {}
        for course in read.courses:
            told = [run.note or read.without.get(run.run.folder) for run in course.group.runs]
            notes[course.key] = "\n".join(dict.fromkeys(say(note) for note in told if note is not None))
        self.runs.show_courses(read.courses, places, notes)
        self.curves.show_courses(read.courses, places)
        self.curves.show_hidden(self.runs.hidden)
        of_runs = {str(run.run.folder): places[course.key] for course in read.courses for run in course.group.runs}
        self.figures.show_runs(read.figures, of_runs)
        self.difference.show_runs(read.figures)
        self.verdict.show_runs(read.figures, self.curves.fold_box.isChecked())
        self.progress.hide()
        self._show_state()
        if read.is_growing and self.isVisible():
            self._again.start()

    def _fail(self, error: Exception) -> None:
        self._error = error
        self.progress.hide()
        self._show_state()

    def _keep_slots(self, read: Courses) -> None:
        """A run that stays keeps its looks; a new one takes the first that are free."""
        keys = [course.key for course in read.courses]
        self._slots = {key: slot for key, slot in self._slots.items() if key in keys}
        for key in keys:
            if key not in self._slots:
                self._slots[key] = free_place(set(self._slots.values()))

    def _show_state(self) -> None:
        count = len(self._folders)
        self._stack.setCurrentIndex(0 if count else 1)
        self.clear_button.setVisible(count > 0)
        self.count.setText(
            self.tr("1 run") if count == 1 else self.tr("{count} runs").format(count=count) if count else ""
        )
        words = self._note_words()
        self._notes.setText(words)
        self._notes.setVisible(bool(words))

    def _note_words(self) -> str:
        """What is amiss with the runs, a line each; of many only the first few."""
        if self._error is not None:
            return say_error(self._error)
        if self._read is None:
            return ""
        lines = [
            f"{run.name}: {say(note)}"
            for run in self._read.figures
            if (note := run.note or self._read.without.get(run.run.folder)) is not None
        ]
        data = {run.metadata.dataset for run in self._read.figures if run.metadata is not None}
        if len(data) > 1:
            lines.insert(
                0,
                self.tr("The runs learned from different data ({names}); their figures are not ranked.").format(
                    names=", ".join(sorted(data))
                ),
            )
        rest = len(lines) - _MOST_NOTES
        if rest > 1:
            lines = [*lines[:_MOST_NOTES], self.tr("and {count} more").format(count=rest)]
        return "\n".join(lines)

    def stop(self) -> None:
        """End the threads of this page; for closing the window."""
        self._again.stop()
        for task in (self._reader, self._lister):
            task.stop_and_wait()
        self.difference.stop()
        self.verdict.stop()
