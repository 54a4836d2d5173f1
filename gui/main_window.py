"""The window: its places, what stands beside them, and how the parts hear of each other."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QByteArray, QEvent, Qt, QTimer, Signal
from PySide6.QtGui import QCloseEvent, QPaintEvent, QShowEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QMainWindow, QSplitter, QStackedWidget, QVBoxLayout, QWidget

from engine.evaluation.probing import WeightsOf
from engine.model.analysis import analyse
from engine.project import SUFFIX, Project
from engine.runs.store import Run, RunStore
from engine.text import NetwrightError
from engine.training.events import EpochCompleted
from gui.garbage import GarbageCollector
from gui.model.document import ProjectDocument
from gui.model.pace import Pace
from gui.model.page import BuildPage
from gui.preferences import Preferences
from gui.theme import set_role, styled_at_once
from gui.training.controls import TrainingControls
from gui.training.pending import PendingChanges
from gui.training.session import TrainingSession
from gui.window.autosave import Autosave
from gui.window.closing import ClosingQuestion
from gui.window.code_files import READABLE, CodeFiles
from gui.window.dropped_files import DroppedFiles
from gui.window.elsewhere import RunElsewhere
from gui.window.going_on import GoingOn
from gui.window.jobs import Jobs
from gui.window.lesson_opening import LessonOpening
from gui.window.menus import Menus
from gui.window.notice import NoticeBar
from gui.window.places import Place, PlaceBar
from gui.window.project_files import ProjectFiles
from gui.window.resuming import Resuming
from gui.window.run_notices import RunNotices
from gui.window.templates import Templates
from gui.window.warmup import WarmupBridge

if TYPE_CHECKING:
    from gui.drawing.panel import DrawPanel
    from gui.runs.page import RunsPage
    from gui.training.page import TrainPage
    from gui.window.answering import Answering
    from gui.window.other_places import OtherPlaces

MINIMUM_SIZE = (960, 600)
DEFAULT_SIZE = (1280, 720)
_PAINT_PATIENCE_MS = 1_000


class MainWindow(QMainWindow):
    """Netwright's window. ``argument`` is a project's file, or a run's folder or name, to open with.

    A ``staged`` window makes only the first place at once and the others after its first paint.
    """

    surprised = Signal(str)
    """An exception that nobody expected, from any thread."""

    def __init__(
        self,
        preferences: Preferences | None = None,
        warmup: WarmupBridge | None = None,
        argument: str | None = None,
        *,
        staged: bool = False,
    ) -> None:
        super().__init__()
        self._painted = False
        self.is_warm = False
        """Whether everything that loads behind the open window has been loaded."""
        self.preferences = preferences or Preferences()
        self._warmup = warmup or WarmupBridge()
        self._warmup.setParent(self)
        self.store = RunStore()
        self.document = ProjectDocument(parent=self)
        self.jobs = Jobs(self.store, self.preferences)
        self.session = TrainingSession(self.jobs.make, self, self.jobs.resume)
        self.pending = PendingChanges(self.document, self.session, self)
        self._collector = GarbageCollector(self)

        self._others: OtherPlaces | None = None
        with styled_at_once():
            self.places = PlaceBar()
            self.controls = TrainingControls(self.document, self.session, self.pending)
            self.notices = NoticeBar()
            self.build_page = BuildPage(self.document)
            self._lay_out()
        self.build_page.inspector.learning.run_names = self._run_names

        self.files = ProjectFiles(self.document, self.notices, self)
        self.templates = Templates(self.document, self.files.adopt, self.notices, self)
        self.code_files = CodeFiles(self.document, self.files, self.notices, self)
        self._autosave = Autosave(self.document, self.store.root.parent / "unsaved", self)
        self.resuming = Resuming(self.session, self.store, self.files, self.notices, self.preferences, self)
        self.going_on = GoingOn(self.session, self.store, self.files, self.notices, self.preferences, self)
        self._closing = ClosingQuestion(self.session, self.going_on, self.jobs, self, self.close)
        self.lesson = LessonOpening(self)
        self.elsewhere = RunElsewhere(self)
        self.controls.ways_button.chosen.connect(self.jobs.choose_once)
        self.controls.ways_button.chosen.connect(self.controls.train)
        self.controls.ways_button.unfollowed.connect(self.session.let_go)
        self.menus = Menus(self)
        DroppedFiles(self)
        self._connect()
        self.setWindowTitle(self.files.title())
        self._restore_geometry()
        self.go_to("build")
        if not staged:
            self._others = self._make_others()
            _ = self.runs_page
        self._open_argument(argument)
        self._offer_left_behind()

    def _lay_out(self) -> None:
        header = QFrame()
        header.setObjectName("header")
        set_role(header, "bar")
        row = QHBoxLayout(header)
        row.setContentsMargins(10, 6, 10, 6)
        row.setSpacing(16)
        row.addWidget(self.places)
        row.addWidget(self.controls, 100)
        row.addStretch(1)  # where the window is wider than the controls can use

        self._stack = QStackedWidget()
        self._stack.addWidget(self.build_page)
        self._split = QSplitter(Qt.Orientation.Horizontal)
        self._split.addWidget(self._stack)
        self._split.setChildrenCollapsible(False)

        central = QWidget()
        column = QVBoxLayout(central)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(header)
        column.addWidget(self.notices)
        column.addWidget(self._split, 1)
        self.setCentralWidget(central)
        self.setMinimumSize(*MINIMUM_SIZE)

    def _connect(self) -> None:
        self.places.chosen.connect(self.go_to)
        self.session.starting.connect(self._on_starting)
        self.session.finished.connect(self.jobs.prepare)
        self.session.epochCompleted.connect(self._on_epoch)
        self.build_page.side.exportRequested.connect(self.code_files.ask_and_export)
        self.build_page.side.openRequested.connect(self.code_files.open)
        self.files.titleChanged.connect(self._on_title_changed)
        self.files.opened.connect(lambda: self.go_to("build"))
        self.document.cleanChanged.connect(lambda clean: self.setWindowModified(not clean))
        RunNotices(self.session, self.pending, self.notices, lambda: self.place == "train", self)
        self.surprised.connect(self._on_surprise)
        self._warmup.reached.connect(self._on_warmed_up)

    # Places

    @property
    def others(self) -> OtherPlaces:
        """The places that are not seen first, made now if nobody needed them yet."""
        if self._others is None:
            self._others = self._make_others()
        return self._others

    @property
    def train_page(self) -> TrainPage:
        return self.others.train_page

    @property
    def runs_page(self) -> RunsPage:
        return self.others.runs_place.runs

    @property
    def draw_panel(self) -> DrawPanel:
        return self.others.draw_panel

    @property
    def answering(self) -> Answering:
        return self.others.answering

    def _make_others(self) -> OtherPlaces:
        from gui.window.other_places import OtherPlaces
        from gui.window.own_drawings import OwnDrawings
        from gui.window.run_wishes import fulfil_wishes

        others = OtherPlaces(self.document, self.session, self.pending, self.store, self._stack, self)
        self._closing.ask_about(others.runs_place)
        others.draw_panel.hide()
        self._split.addWidget(others.draw_panel)
        self._split.setStretchFactor(0, 1)
        self._split.setStretchFactor(1, 0)
        fulfil_wishes(others.runs_place, self)
        others.train_page.resumeRequested.connect(self.resuming.resume)
        others.drawRequested.connect(lambda: self.go_to("draw"))
        others.projectRequested.connect(self.files.adopt)
        others.answering.weightsChanged.connect(self._on_weights)
        self.build_page.inspector.weights.arrived.connect(others.answering.ask_again)
        others.draw_panel.imageChanged.connect(self.build_page.example.set_drawing)
        answering = others.answering
        OwnDrawings(others.draw_panel, self.session, self.notices, lambda: answering.run, self.files.adopt, others)
        return others

    def go_to(self, place: Place) -> None:
        """Show a place. The drawing pad stands beside training and runs, and fills its own place."""
        match place:
            case "data":
                self._stack.setCurrentWidget(self.others.data_page)
                focus: QWidget = self.others.data_page.list
            case "build":
                self._stack.setCurrentWidget(self.build_page)
                focus = self.build_page.canvas
            case "train":
                self._stack.setCurrentWidget(self.train_page)
                focus = self.train_page
            case "evaluate":
                self._stack.setCurrentWidget(self.others.evaluate_page)
                focus = self.others.evaluate_page
            case "runs":
                focus = self.others.runs_place
                self._stack.setCurrentWidget(focus)
            case "draw":
                focus = self.draw_panel.canvas
        self._stack.setVisible(place != "draw")
        if place != "build" or self._others is not None:
            self.draw_panel.setVisible(place in ("train", "draw") or (place == "runs" and self.others.runs_beside_pad))
        self.places.show_place(place)
        self.place = place
        focus.setFocus()  # else it would fall on whatever stands next in the order of tabs

    def import_data(self, path: Path | None = None) -> None:
        """Make a dataset of what lies at a path, or of what a person chooses."""
        self.go_to("data")
        self.others.data_page.import_data(path)

    # Projects and runs

    def open_run(self, run: Run) -> None:
        """Show a run: its network and hyperparameters in the document, its curves, and its weights behind the pad."""
        try:
            project = run.project()
            self.train_page.show_run(run)
        except NetwrightError as error:
            self.notices.tell_error(error.text, error.hint)
            return
        self.files.adopt(project)
        self.answering.follow_run(run)
        self.others.offer_to_evaluate(run)
        self.go_to("train")

    def _open_argument(self, argument: str | None) -> None:
        if argument is None:
            return
        path = Path(argument)
        if path.is_file() and path.suffix.lower() in READABLE:
            self.code_files.open(path)
            return
        if path.is_file() or argument.endswith(SUFFIX):
            self.files.open(path)
            return
        try:
            self.open_run(self.store.open(argument))
        except NetwrightError as error:
            self.notices.tell_error(error.text, error.hint)

    def _offer_left_behind(self) -> None:
        path = self._autosave.left_behind()
        if path is None:
            return

        def restore() -> None:
            try:
                project = Autosave.take(path)
            except NetwrightError as error:
                self.notices.tell_error(error.text, error.hint)
                return
            self._restore(project)

        self.notices.tell(
            lambda: self.tr("Last time a project was left unsaved."),
            actions=(
                (lambda: self.tr("Restore it"), restore),
                (lambda: self.tr("Discard it"), lambda: path.unlink(missing_ok=True)),
            ),
        )

    def _restore(self, project: Project) -> None:
        """Bring unsaved work back as an edit, so that it still counts as unsaved and can be undone."""
        self.document.apply_project(self.tr("Restore the project"), project)

    # What happens

    def _on_starting(self) -> None:
        if self.place != "draw":
            self.go_to("train")

    def _run_names(self) -> tuple[str, ...]:
        return tuple(summary.name for summary in self.store.list() if summary.epochs_done)

    def _on_epoch(self, epoch: EpochCompleted) -> None:
        project = self.session.project
        if project is not None and epoch.images_per_second > 0:
            cost = analyse(project.model).multiply_adds
            self.build_page.inspector.show_pace(Pace(cost, epoch.images_per_second))

    def _on_weights(self, weights: WeightsOf, changing: bool) -> None:
        self.build_page.set_weights(weights, changing=changing)

    def _on_title_changed(self) -> None:
        self.setWindowTitle(self.files.title())
        self.setWindowModified(not self.document.is_clean)

    def _on_warmed_up(self, stage: str) -> None:
        if stage == "ready" and self._warmup.error is None:
            self.controls.set_torch_loaded()
            self.train_page.load_devices()
        elif stage == "modules":
            self.is_warm = True
            self._collector.begin()
            self.train_page.ensure_plots()
            QTimer.singleShot(0, self, lambda: self.runs_page)  # a turn of its own: each takes a while
            if self._warmup.error is not None:
                reason = str(self._warmup.error)
                self.notices.tell(lambda: self.tr("Not ready: {reason}").format(reason=reason), kind="error")
            else:
                self.resuming.look()
                self.going_on.look()
                self.jobs.prepare()

    def _on_surprise(self, what: str) -> None:
        self.notices.tell(
            lambda: self.tr("Something unexpected happened: {what}. Your work is still here.").format(what=what),
            kind="error",
        )

    # The window itself

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        QTimer.singleShot(_PAINT_PATIENCE_MS, self, self._load_the_rest)  # a window may never be painted

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if not self._painted:
            self._painted = True
            QTimer.singleShot(0, self, self._load_the_rest)

    def _load_the_rest(self) -> None:
        self._warmup.begin()
        _ = self.others

    def closeEvent(self, event: QCloseEvent) -> None:
        if not self._closing.may_close():
            event.ignore()
            return
        geometry = self.saveGeometry().toBase64().toStdString()
        self.preferences.remember(geometry=geometry)
        self._autosave.write()
        if self._others is not None:
            self._others.stop()
        self.lesson.stop()
        self.build_page.stop()
        self.resuming.stop()
        self.going_on.stop()
        self.jobs.stop()
        self.elsewhere.stop()
        self._warmup.abandon()
        self._collector.stop()
        event.accept()

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            self.menus.retranslate()
            self.setWindowTitle(self.files.title())
        super().changeEvent(event)

    def _restore_geometry(self) -> None:
        self.resize(*DEFAULT_SIZE)
        saved = self.preferences.text("geometry")
        if saved:
            self.restoreGeometry(QByteArray.fromBase64(saved.encode()))
