"""Planning a sweep over the open project: what it varies, how it searches, what it is after, how long that may take."""

from __future__ import annotations

from pydantic import ValidationError
from PySide6.QtCore import QEvent, QLocale, Qt, Signal
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QMenu,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from engine.fields import describe
from engine.model.registry import layer_type
from engine.runs.store import RunStore
from engine.sweeps.dimension import Dimension
from engine.sweeps.marks import can_be_varied, proposed
from engine.sweeps.space import SearchSpace
from engine.sweeps.storages import check_address
from engine.sweeps.sweep import SearchFields, SweepSettings
from engine.sweeps.targets import field_of, value_of
from engine.text import NetwrightError
from gui import theme
from gui.forms import SettingsForm
from gui.forms.words import error_text
from gui.model.document import ProjectDocument
from gui.model.figures import problem_sentence
from gui.sweeps.aims import AimFields, sweep_settings
from gui.sweeps.mark_editor import MarkEditor
from gui.sweeps.words import aim_word, dimension_title, search_word
from gui.training.background import BackgroundTask
from gui.training.estimate import duration_text
from gui.training.words import relevant_fields
from gui.translation import say, say_error

_DEFAULT_TRIALS = 50
_DEFAULT_LIMITS = {"most_parameters": 50_000, "most_multiply_adds": 1_000_000, "most_seconds": 60.0}


class NewSweep(QFrame):
    """``started(space, settings)`` comes when a person starts the sweep, ``given_up`` where they think better of it."""

    started = Signal(object, object)
    given_up = Signal()

    def __init__(self, document: ProjectDocument, store: RunStore, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("newSweep")
        theme.set_role(self, "panel")
        self._document, self._store = document, store
        self._editors: dict[str, MarkEditor] = {}
        self._seconds: float | None = None
        self._gesture = 0
        self._timing = BackgroundTask("time-of-runs", self)
        self._timing.done.connect(self._timed)
        self.search = SettingsForm(SearchFields(), choice_title=search_word, when_present={"trials": _DEFAULT_TRIALS})
        self.aims = SettingsForm(
            AimFields(), choice_title=aim_word, when_present={**_DEFAULT_LIMITS, "least_accuracy": 0.98}
        )
        self._lay_out()
        for form in (self.search, self.aims):
            form.changed.connect(lambda _name, _value: self._check())
        document.variedChanged.connect(self._show_marks)
        document.modelChanged.connect(self._check)
        document.trainingChanged.connect(self._check)
        self.retranslate()
        self._show_marks()

    def _lay_out(self) -> None:
        self._title, self._network, self._what, self._how, self._aim = (QLabel() for _ in range(5))
        theme.set_role(self._title, "title")
        theme.set_role(self._network, "muted")
        for heading in (self._what, self._how, self._aim):
            theme.set_role(heading, "heading")
        self._none, self.plan, self.error = QLabel(), QLabel(), QLabel()
        self._none.setObjectName("noMarksNote")
        self.plan.setObjectName("sweepPlan")
        self.error.setObjectName("newSweepError")
        theme.set_role(self._none, "muted")
        theme.set_role(self.error, "error")
        for label in (self._none, self.plan, self.error, self._network):
            label.setWordWrap(True)
        self.add = QPushButton()
        self.add.setObjectName("addDimensionButton")
        self._menu = QMenu(self)
        self._menu.aboutToShow.connect(self._fill_menu)
        self.add.setMenu(self._menu)
        self.start, self.cancel = QPushButton(), QPushButton()
        self.start.setObjectName("startSweepButton")
        self.cancel.setObjectName("cancelNewSweepButton")
        theme.set_variant(self.start, "primary")
        self.start.clicked.connect(self._start)
        self.cancel.clicked.connect(self.given_up)
        self._marks = QVBoxLayout()
        self._marks.setSpacing(6)
        left, right = QVBoxLayout(), QVBoxLayout()
        for column, widgets in (
            (left, (self._what, self._none)),
            (right, (self._aim, self.aims, self._how, self.search)),
        ):
            column.setSpacing(8)
            for widget in widgets:
                column.addWidget(widget)
        left.addLayout(self._marks)
        left.addWidget(self.add, 0, Qt.AlignmentFlag.AlignLeft)
        left.addStretch(1)
        right.addStretch(1)
        self._put_together(left, right)

    def _put_together(self, left: QVBoxLayout, right: QVBoxLayout) -> None:
        columns = QHBoxLayout()
        columns.setSpacing(24)
        columns.addLayout(left, 1)
        columns.addLayout(right, 1)
        buttons = QHBoxLayout()
        buttons.addWidget(self.start)
        buttons.addWidget(self.cancel)
        buttons.addStretch(1)
        inside = QWidget()
        above = QVBoxLayout(inside)
        above.setContentsMargins(14, 12, 14, 12)
        above.setSpacing(8)
        above.addWidget(self._title)
        above.addWidget(self._network)
        above.addLayout(columns, 1)
        scrolled = QScrollArea()
        scrolled.setWidgetResizable(True)
        scrolled.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scrolled.setFrameShape(QFrame.Shape.NoFrame)
        scrolled.setWidget(inside)
        below = QVBoxLayout()
        below.setContentsMargins(14, 0, 14, 12)
        below.setSpacing(8)
        below.addWidget(self.plan)
        below.addWidget(self.error)
        below.addLayout(buttons)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(scrolled, 1)
        column.addLayout(below)
        self.setFocusProxy(self.add)

    def prepare(self) -> None:
        """Look again how long a run of this network takes; for when it is gone to."""
        store, title = self._store, self._document.project.title
        self._timing.start(lambda _handle: seconds_per_epoch(store, title))
        self._check()

    def stop(self) -> None:
        """End the thread; for closing the window."""
        self._timing.stop_and_wait()

    def say_error(self, words: str) -> None:
        """Say why the sweep could not be made."""
        self.error.setText(words)
        self.error.show()

    # What is varied

    def _show_marks(self) -> None:
        varied = self._document.varied
        wanted = [one.name for one in varied]
        for name in [name for name in self._editors if name not in wanted]:
            editor = self._editors.pop(name)
            self._marks.removeWidget(editor)
            editor.hide()
            editor.deleteLater()
        for dimension in varied:
            if dimension.name not in self._editors:
                editor = self._editors[dimension.name] = MarkEditor(lambda: self._document.project, titled=True)
                editor.changed.connect(self._change)
                editor.removed.connect(lambda name=dimension.name: self._remove(name))
                self._marks.addWidget(editor)
                editor.show()  # at once, for the keyboard comes next
            self._editors[dimension.name].show_dimension(dimension)
        self._none.setVisible(not varied)
        self._check()

    def editor(self, name: str) -> MarkEditor:
        """The mark of a dimension."""
        return self._editors[name]

    def _change(self, dimension: Dimension) -> None:
        title = dimension_title(self._document.project, dimension.name)
        text = self.tr("Change what a sweep tries of {field}").format(field=title)
        self._document.vary(text, dimension.name, dimension, f"varied:{dimension.name}:{self._gesture}")

    def _remove(self, name: str) -> None:
        self._gesture += 1
        title = dimension_title(self._document.project, name)
        self._document.vary(self.tr("Vary {field} no more").format(field=title), name, None)

    def vary(self, name: str) -> None:
        """Let the sweep vary something, in a range around its value."""
        self._gesture += 1
        project = self._document.project
        mark = proposed(name, field_of(project, name), value_of(project, name))
        title = dimension_title(project, name)
        self._document.vary(self.tr("Vary {field} in a sweep").format(field=title), name, mark)
        self._editors[name].unfold()

    def _fill_menu(self) -> None:
        self._menu.clear()
        project = self._document.project
        varied = {one.name for one in project.varied}
        of_training = self._menu.addMenu(self.tr("Hyperparameters"))
        for field in relevant_fields(project.training):
            if can_be_varied(field) and field.name not in varied:
                self._offer(of_training, field.name, say(field.label))
        networks = [("", project.model), *((f"{block.name}/", block.network) for block in project.model.blocks)]
        for path, network in networks:
            for layer in network.layers:
                fields = [one for one in describe(layer_type(layer.type).Params) if can_be_varied(one)]
                names = {f"{path}{layer.id}.{one.name}": say(one.label) for one in fields}
                left = {name: label for name, label in names.items() if name not in varied}
                if left:
                    menu = self._menu.addMenu(f"{path}{layer.id}")
                    for name, label in left.items():
                        self._offer(menu, name, label)

    def _offer(self, menu: QMenu, name: str, label: str) -> None:
        action = menu.addAction(label)
        action.setObjectName(f"vary-{name}")
        action.triggered.connect(lambda _=False: self.vary(name))

    # What it amounts to

    def _check(self) -> None:
        """Say what is wrong, or how many trials there will be and how long they may take."""
        problem, words = "", ""
        found = None
        try:
            found = self._plan()
        except ValidationError as error:
            problem = error_text(error.errors(include_url=False)[0])
        except NetwrightError as error:
            problem = say_error(error)
        if found is not None:
            words, problem = self._plan_words(*found), self._network_problem()
        self.plan.setText(words)
        self.plan.setVisible(bool(words))
        self.error.setText(problem)
        self.error.setVisible(bool(problem))
        self.start.setEnabled(found is not None and not problem)

    def _plan(self) -> tuple[SearchSpace, SweepSettings] | None:
        if not self._document.varied:
            return None
        settings = sweep_settings(self.search.settings, self.aims.settings)
        space = SearchSpace(self._document.varied)
        space.check(self._document.project)
        check_address(settings.storage)
        return space, settings

    def _network_problem(self) -> str:
        """Why this network cannot be trained at all, empty where it can."""
        problems = self._document.network_analysis.problems
        return next((problem_sentence(one) for one in problems if one.severity == "error"), "")

    def _plan_words(self, space: SearchSpace, settings: SweepSettings) -> str:
        number, planned = QLocale().toString, settings.planned(space)
        words = self.tr("{trials} trials.").format(trials=number(planned))
        if settings.sampler == "grid":
            points = number(space.grid_size) if space.grid_size < 2**31 else f"{space.grid_size:.1e}"
            words = self.tr("{trials} trials; the whole grid has {points} points.").format(
                trials=number(planned), points=points
            )
        if self._seconds is None:
            return words + " " + self.tr("How long one takes is known once this network was trained.")
        workers = min(settings.workers, planned)
        seconds = self._seconds * self._document.training.epochs * planned / workers
        return (
            words
            + " "
            + self.tr("At the pace of the last run they take about {time}.").format(time=duration_text(seconds))
        )

    def _timed(self, seconds: float | None) -> None:
        self._seconds = seconds
        self._check()

    def _start(self) -> None:
        found = self._plan()
        if found is not None:
            self.started.emit(*found)

    # Words

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
        super().changeEvent(event)

    def retranslate(self) -> None:
        """Fetch every word again in the language of now."""
        self.setAccessibleName(self.tr("New sweep"))
        self._title.setText(self.tr("New sweep"))
        self._network.setText(
            self.tr(
                "Many trainings of the open project, each with other values of what is varied. All are kept as runs."
            )
        )
        self._what.setText(self.tr("What is varied"))
        self._aim.setText(self.tr("What it is after"))
        self._how.setText(self.tr("How it searches"))
        self._none.setText(
            self.tr(
                "Nothing yet. Press the sliders beside a hyperparameter or a layer's setting, or add something here."
            )
        )
        self.add.setText(self.tr("Vary…") + "  ")
        self.add.setAccessibleName(self.tr("Vary something in the sweep"))
        self.start.setText(self.tr("Start the sweep"))
        self.cancel.setText(self.tr("Cancel"))
        for button in (self.start, self.cancel):
            button.setAccessibleName(button.text())
        self._check()


def seconds_per_epoch(store: RunStore, title: str) -> float | None:
    """How long an epoch of the newest run with that title took; ``None`` where there is none."""
    for run in store.list():  # the newest comes first
        if run.title == title and run.epochs_done and run.seconds > 0:
            return run.seconds / run.epochs_done
    return None
