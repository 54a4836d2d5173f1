"""The place of the sweeps: those there are, a new one over the open project, and one of them with its trials."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path

from PySide6.QtCore import QEvent, Qt, QTimer, Signal, SignalInstance
from PySide6.QtGui import QHideEvent, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QMessageBox, QPushButton, QStackedWidget, QVBoxLayout, QWidget

from engine.project import Project
from engine.runs.store import RunStore
from engine.sweeps.fitting import candidate
from engine.sweeps.interrupted import listed
from engine.sweeps.space import SearchSpace
from engine.sweeps.store import Sweep, SweepStore, SweepSummary
from engine.sweeps.sweep import SweepSettings
from engine.sweeps.trials import SweepHandle, Trial
from engine.text import NetwrightError
from gui import theme
from gui.model.document import ProjectDocument
from gui.sweeps.at_work import SweepFollower, SweepsAtWork
from gui.sweeps.new_sweep import NewSweep
from gui.sweeps.one_sweep import OneSweep
from gui.sweeps.sweep_list import SweepList
from gui.sweeps.trial_columns import SweepView
from gui.sweeps.words import trial_name
from gui.training.background import BackgroundTask
from gui.training.splitter import CardSplitter
from gui.translation import say_error

_LIST_AGAIN_MS = 2_000
_LIST_WIDTH = 190


@dataclass(frozen=True, slots=True)
class _Shown:
    """What stands on the right: the newest state of a sweep."""

    sweep: Sweep
    view: SweepView | None = None


class SweepsPage(QWidget):
    """Lists a :class:`SweepStore`, read in a thread, starts and steers its sweeps and shows their trials."""

    runRequested = Signal(object)  # noqa: N815 - the Run of a trial to show
    evaluateRequested = Signal(object)  # noqa: N815 - the Run of a trial to measure
    projectRequested = Signal(object)  # noqa: N815 - the Project of a trial to open

    def __init__(
        self,
        document: ProjectDocument,
        runs: RunStore,
        sweeps: SweepStore | None = None,
        make_handle: Callable[[Sweep], SweepHandle] | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setObjectName("sweepsPage")
        self._document, self._runs = document, runs
        self.store = SweepStore() if sweeps is None else sweeps
        self.at_work = SweepsAtWork(self._make_runner if make_handle is None else make_handle, self)
        self.follower = SweepFollower(self.at_work, self)
        self._shown: _Shown | None = None
        self._loaded = False
        self._wanted: Path | None = None
        self._confirmation: QMessageBox | None = None
        self._lister = BackgroundTask("list-sweeps", self)
        self._maker = BackgroundTask("make-sweep", self)
        self._again = QTimer(self, interval=_LIST_AGAIN_MS)
        self._build()
        self._listen()
        self.retranslate()

    def _build(self) -> None:
        self.list = SweepList()
        self.new_button = QPushButton()
        self.new_button.setObjectName("newSweepButton")
        left = QWidget()
        column = QVBoxLayout(left)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(self.new_button)
        column.addWidget(self.list, 1)
        self.new, self.one = NewSweep(self._document, self._runs), OneSweep()
        self._empty = QLabel()
        self._empty.setObjectName("noSweepsLabel")
        self._empty.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._empty.setWordWrap(True)
        theme.set_role(self._empty, "muted")
        self._stack = QStackedWidget()
        for widget in (self._empty, self.new, self.one):
            self._stack.addWidget(widget)
        parts = CardSplitter(Qt.Orientation.Horizontal)
        parts.addWidget(left)
        parts.addWidget(self._stack)
        parts.setStretchFactor(0, 0)
        parts.setStretchFactor(1, 1)
        parts.setSizes([_LIST_WIDTH, 900])
        row = QHBoxLayout(self)
        row.setContentsMargins(14, 12, 14, 12)
        row.addWidget(parts)
        self.setFocusProxy(self.list)

    def _listen(self) -> None:
        self._lister.done.connect(self._show_list)
        self._maker.done.connect(self._made)
        self._maker.failed.connect(self._not_made)
        self._again.timeout.connect(self.reload)
        self.new_button.clicked.connect(self.plan)
        self.new.started.connect(self._start)
        self.new.given_up.connect(self._back)
        self.list.chosen.connect(self._chosen)
        self.follower.told.connect(self._show_view)
        self.follower.failed.connect(self._show_error)
        self.at_work.changed.connect(self.reload)
        head = self.one.head
        head.goOnRequested.connect(self._go_on)
        head.pauseRequested.connect(lambda: self._with_handle(lambda handle: handle.pause()))
        head.resumeRequested.connect(lambda: self._with_handle(lambda handle: handle.resume()))
        head.stopRequested.connect(lambda: self._with_handle(lambda handle: handle.stop()))
        head.extendRequested.connect(self._extend)
        head.deleteRequested.connect(self._ask_to_delete)
        self.one.openRequested.connect(lambda trial: self._with_run(trial, self.runRequested))
        self.one.evaluateRequested.connect(lambda trial: self._with_run(trial, self.evaluateRequested))
        self.one.projectRequested.connect(self._open_project)

    def _make_runner(self, sweep: Sweep) -> SweepHandle:
        from engine.sweeps.runner import SweepRunner

        return SweepRunner(sweep, self._runs)

    # -- the list --------------------------------------------------------------------------------------------------

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.reload()
        self._again.start()
        self.follower.look()

    def hideEvent(self, event: QHideEvent) -> None:
        self._again.stop()
        self.follower.rest()
        super().hideEvent(event)

    def reload(self) -> None:
        """Read the list again, in a thread."""
        if not self._lister.is_active:
            store = self.store
            self._lister.start(lambda _handle: listed(store))

    def work_under_way(self) -> list[str]:
        """The sweeps that go on here, in words."""
        words = self.tr("Sweep {name}: {ended} of {planned} trials are over")
        states = self.at_work.states
        return [words.format(name=one.name, ended=one.ended, planned=one.planned) for one in states]

    def stop_work(self) -> None:
        """Ask them to stop; what :meth:`work_under_way` tells comes to an end soon."""
        self.at_work.ask_to_stop()

    def stop(self) -> None:
        """End the sweeps and threads of this page; for closing the window."""
        self._again.stop()
        self.follower.stop()
        self.one.stop()
        self.new.stop()
        for task in (self._lister, self._maker):
            task.stop_and_wait()
        self.at_work.stop()

    @property
    def is_loaded(self) -> bool:
        """Whether the list was read at least once."""
        return self._loaded

    def _show_list(self, summaries: list[SweepSummary]) -> None:
        self._loaded = True
        self.list.show_sweeps(summaries)
        if self._wanted is not None:
            self.list.select(self._wanted)
            self._wanted = None
        if self._shown is None and self._stack.currentWidget() is not self.new:
            if summaries:
                self.show_sweep(summaries[0].folder)
            else:
                self._stack.setCurrentWidget(self._empty)

    def _chosen(self, summary: SweepSummary) -> None:
        self.show_sweep(summary.folder)

    def show_sweep(self, folder: Path) -> None:
        """Show a sweep; where it cannot be read, why."""
        self.list.select(folder)
        self._stack.setCurrentWidget(self.one)
        sweep = Sweep(folder)
        self._shown = _Shown(sweep)
        self.one.begin(sweep.name)
        self.follower.follow(sweep)

    def _show_view(self, view: SweepView) -> None:
        if self._shown is None:
            return
        self._shown = replace(self._shown, view=view)
        self.one.show_view(view, self.at_work.handle(self._shown.sweep.folder) is not None)

    def _show_error(self, error: Exception) -> None:
        self.one.show_error(say_error(error))

    # -- a new one -------------------------------------------------------------------------------------------------

    def plan(self) -> None:
        """Plan a new sweep over the open project."""
        self.list.select(None)
        self._stack.setCurrentWidget(self.new)
        self.new.prepare()
        self.new.setFocus()

    def _back(self) -> None:
        if self._shown is not None:
            self.show_sweep(self._shown.sweep.folder)
        else:
            self._stack.setCurrentWidget(self._empty)

    def _start(self, space: SearchSpace, settings: SweepSettings) -> None:
        store, project = self.store, self._document.project
        self._maker.start(lambda _handle: store.create(project, space, settings))

    def _made(self, sweep: Sweep) -> None:
        self._wanted = sweep.folder
        self.show_sweep(sweep.folder)
        self._begin(sweep)
        self.reload()

    def _not_made(self, error: Exception) -> None:
        self.new.say_error(say_error(error))

    # -- steering --------------------------------------------------------------------------------------------------

    def _begin(self, sweep: Sweep) -> None:
        try:
            self.at_work.begin(sweep)
        except NetwrightError as error:
            self.one.show_error(say_error(error))

    def go_on(self, folder: Path) -> None:
        """Show a sweep and go on with it; why that cannot be stands beside it."""
        self._wanted = folder  # the list may not have been read yet
        self.show_sweep(folder)
        self._go_on()

    def _go_on(self) -> None:
        if self._shown is not None:
            self._begin(self._shown.sweep)

    def _with_handle(self, act: Callable[[SweepHandle], None]) -> None:
        handle = None if self._shown is None else self.at_work.handle(self._shown.sweep.folder)
        if handle is not None:
            act(handle)
            self.follower.look()

    def _extend(self, trials: int) -> None:
        """Plan more; a sweep that nobody works at goes on with them."""
        if self._shown is None:
            return
        self._begin(self._shown.sweep)
        self._with_handle(lambda handle: handle.extend(trials))

    def _ask_to_delete(self) -> None:
        if self._shown is None or self._confirmation is not None:
            return
        sweep = self._shown.sweep
        box = QMessageBox(self)
        box.setObjectName("deleteSweepQuestion")
        box.setIcon(QMessageBox.Icon.Question)
        box.setWindowTitle(self.tr("Delete sweep"))
        box.setText(self.tr("Delete the sweep {name}?").format(name=sweep.name))
        box.setInformativeText(self.tr("The runs of its trials stay among the runs. This cannot be undone."))
        delete = box.addButton(self.tr("Delete"), QMessageBox.ButtonRole.DestructiveRole)
        delete.setObjectName("confirmDeleteSweepButton")
        theme.set_variant(delete, "danger")
        keep = box.addButton(self.tr("Keep"), QMessageBox.ButtonRole.RejectRole)
        box.setDefaultButton(keep)
        box.setEscapeButton(keep)
        box.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        box.finished.connect(lambda _code: self._answered(sweep, box.clickedButton() is delete))
        self._confirmation = box
        box.open()

    def _answered(self, sweep: Sweep, delete: bool) -> None:
        self._confirmation = None
        if not delete:
            return
        try:
            self.store.delete(sweep)
        except NetwrightError as error:
            self.one.show_error(say_error(error))
            return
        self._shown = None
        self.follower.follow(None)
        self._stack.setCurrentWidget(self._empty)
        self.reload()

    # -- a trial ---------------------------------------------------------------------------------------------------

    def _with_run(self, trial: Trial, requested: SignalInstance) -> None:
        try:
            run = self._runs.open(trial.run)
        except NetwrightError as error:
            self.one.show_error(say_error(error))
            return
        requested.emit(run)

    def _open_project(self, trial: Trial) -> None:
        """Open a trial's network and hyperparameters as a project of its own."""
        if self._shown is None:
            return
        try:
            sweep = self._shown.sweep
            project: Project = candidate(sweep.project(), sweep.space(), trial.values).project
        except NetwrightError as error:
            self.one.show_error(say_error(error))
            return
        title = f"{project.title} · {trial_name(trial.number)}"
        self.projectRequested.emit(replace(project, title=title))

    # -- words -----------------------------------------------------------------------------------------------------

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
            self.follower.retranslate()
        super().changeEvent(event)

    def retranslate(self) -> None:
        """Fetch every word again in the language of now."""
        self.setAccessibleName(self.tr("Sweeps"))
        self.new_button.setText(self.tr("New sweep…"))
        self.new_button.setAccessibleName(self.tr("Plan a new sweep over the open project"))
        self._empty.setText(
            self.tr(
                "No sweeps yet.\n\nA sweep trains the open project many times, each time with other hyperparameters,"
                " and shows which of them matter."
            )
        )
