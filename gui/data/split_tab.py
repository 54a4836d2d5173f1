"""How the project splits a dataset: the parts and the balance of their classes, and what a person chooses of it."""

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QScrollArea, QVBoxLayout, QWidget

from engine.training.config import TrainingConfig
from engine.training.config.split import SECTION, SplitFields
from engine.training.splitting import Division, Part, split_warning
from gui import theme
from gui.data.class_balance import Balance, ClassBalance
from gui.data.division import DatasetDivision
from gui.data.listing import Listed
from gui.data.parts_bar import PartsBar
from gui.forms import SettingsForm
from gui.model.document import ProjectDocument
from gui.training.session import TrainingSession
from gui.training.words import FIELDS, absent_word, split_problems
from gui.translation import say, say_error

_LEFT_WIDTH = 290
_WHEN_PRESENT = {"folds": 5, "split_seed": 0}
_ROWS: tuple[Part, ...] = ("train", "validation", "test")


def _fields_of(training: TrainingConfig) -> SplitFields:
    return SplitFields(**{name: getattr(training, name) for name in SplitFields.model_fields})


class SplitTab(QWidget):
    """Edits the split of ``document.project.training``, each gesture an undo step, and shows what comes of it.

    A run under way keeps its split, so that nothing can be changed then. ``classChosen(number)`` asks for the images of
    a class.
    """

    classChosen = Signal(int)  # noqa: N815 - signals are named as Qt names them

    def __init__(
        self,
        document: ProjectDocument,
        session: TrainingSession,
        division: DatasetDivision,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setObjectName("splitTab")
        self._document, self._session, self._division = document, session, division
        self._listed: Listed | None = None
        self._gesture = 0
        self._other_project = False
        self.form = SettingsForm(
            _fields_of(document.training), absent_words=absent_word, when_present=_WHEN_PRESENT, parent=self
        )
        self._open_form()
        self.bar, self.balance = PartsBar(), ClassBalance()
        self.balance.setObjectName("splitBalance")
        self._heading, self._meaning, self._note, self._warning = QLabel(), QLabel(), QLabel(), QLabel()
        theme.set_role(self._heading, "heading")
        theme.set_role(self._meaning, "muted")
        theme.set_role(self._note, "hint")
        self._note.setObjectName("splitNote")
        self._warning.setObjectName("splitWarning")
        for label in (self._meaning, self._note, self._warning):
            label.setWordWrap(True)
        self._lay_out()
        self.form.changed.connect(self._changed)
        self.form.settled.connect(self._settled)
        self.balance.classChosen.connect(self.classChosen)
        document.trainingChanged.connect(self._show_document)
        document.modelChanged.connect(self._say)
        document.projectReplaced.connect(self._replaced)
        session.stateChanged.connect(self._show_lock)
        division.changed.connect(self._show_division)
        self.retranslate()
        self._show_document()
        self._show_lock()

    def _open_form(self) -> None:
        """Show all fields without a heading to fold; their names are told apart from those of the training's form."""
        section = self.form.section(SECTION)
        section.set_open(True)
        section.button.setObjectName("")
        section.button.hide()
        for name in SplitFields.model_fields:
            control = self.form.editor(name)
            field = control.objectName()
            control.setObjectName("data" + field[:1].upper() + field[1:])

    def _lay_out(self) -> None:
        inside = QWidget()
        left = QVBoxLayout(inside)
        left.setContentsMargins(0, 0, 8, 0)
        left.setSpacing(8)
        for widget in (self._heading, self._note, self.form, self._meaning):
            left.addWidget(widget)
        left.addStretch(1)
        controls = QScrollArea()
        controls.setWidgetResizable(True)
        controls.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        controls.setWidget(inside)
        controls.setFixedWidth(_LEFT_WIDTH)
        scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setWidget(self.balance)
        right = QVBoxLayout()
        right.setSpacing(8)
        right.addWidget(self._warning)
        right.addWidget(self.bar)
        right.addWidget(scroll, 1)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 8, 0, 0)
        row.setSpacing(14)
        row.addWidget(controls)
        row.addLayout(right, 1)

    # What is shown

    def show_dataset(self, listed: Listed | None) -> None:
        """Show the parts of another dataset, which the division is about, too."""
        self._listed = listed
        self._say()
        if self.isVisible():
            self._division.ask()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._division.ask()

    def _show_division(self) -> None:
        division = self._division.division
        info = None if self._listed is None else self._listed.info
        self.bar.show_division(division)
        self.balance.show_balance(
            None if division is None or info is None else Balance(info.classes, _rows_of(division))
        )
        self._say()

    # Editing

    def _changed(self, name: str, value: object) -> None:
        self._document.apply(
            self.tr("Change {field}").format(field=say(FIELDS[name].label)),
            training=self._document.training.model_copy(update={name: value}),
            merge_key=f"split/{name}/{self._gesture}",
        )

    def _settled(self, name: str) -> None:
        self._gesture += 1

    def _show_document(self) -> None:
        training = self._document.training
        fields = _fields_of(training)
        if fields != self.form.settings:
            self.form.show_settings(fields)
        self.form.show_problems(split_problems(training))
        self._say()

    def _replaced(self) -> None:
        """Another project was opened: a run under way is not of this one."""
        self._other_project = self._session.is_active
        self._show_lock()

    def _show_lock(self) -> None:
        self._other_project = self._other_project and self._session.is_active
        locked = bool(self._lock_text())
        self.form.lock(SplitFields.model_fields if locked else (), self._lock_text())
        self._say()

    # Words

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
            self._show_lock()
        super().changeEvent(event)

    def retranslate(self) -> None:
        """Fetch every word again in the language of now."""
        self._heading.setText(self.tr("How this project splits the data"))
        self._meaning.setText(
            self.tr(
                "Stratified gives every class the same share in training and validation.\n\n"
                "Folds are equal parts that the training data are dealt into. One is kept aside for validation; a run "
                "for each fold measures every example once (cross-validation).\n\n"
                "The test data are the dataset's own and are never split."
            )
        )
        self.form.show_problems(split_problems(self._document.training))
        self._say()

    def _say(self) -> None:
        self._note.setText(self._note_text())
        self._note.setVisible(bool(self._note.text()))
        failure, division = self._division.failure, self._division.division
        words = ""
        if failure is not None:
            words = say_error(failure)
        elif division is not None and self._listed is not None and self._listed.info is not None:
            warning = split_warning(self._listed.info.classes, division)
            words = "" if warning is None else say(warning)
        theme.set_role(self._warning, "warning" if failure is None else "error")
        self._warning.setText(words)
        self._warning.setVisible(bool(words))

    def _lock_text(self) -> str:
        """Why the split cannot be changed now; empty where it can."""
        if not self._session.is_active or self._other_project:
            return ""
        return self.tr("A run keeps its split from its first step to its last. Stop it to change this.")

    def _note_text(self) -> str:
        if lock := self._lock_text():
            return lock
        project, listed = self._document.project, self._listed
        if listed is not None and listed.here and listed.name != project.dataset:
            return self.tr("This project learns from {dataset}. It would split {shown} as shown here.").format(
                dataset=self._document.dataset.title, shown=listed.title
            )
        return ""


def _rows_of(division: Division) -> dict[Part, tuple[int, ...]]:
    return {part: tuple(division.counts[part].tolist()) for part in _ROWS if division.counts[part].any()}
