"""What a person says of the chosen runs: their name, tags, star and note, to be written here."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QEvent, QTimer, Signal
from PySide6.QtGui import QFocusEvent
from PySide6.QtWidgets import (
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from engine.runs.annotation import LONGEST_NAME
from engine.runs.run import RunSummary
from gui import icons, theme
from gui.runs.tags import TagCompleter, tags_in

_SOON_MS = 1_500


class _Note(QPlainTextEdit):
    left = Signal()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.left.emit()


class WordsCard(QFrame):
    """Shows what is said of one run; a note is kept a moment after one stops to type.

    ``named(run, name)``, ``tagged(run, tags)``, ``noted(run, note)`` and ``starred(run, star)`` tell what is wanted.
    """

    named = Signal(object, str)
    tagged = Signal(object, object)
    noted = Signal(object, str)
    starred = Signal(object, bool)

    def __init__(self, known_tags: Callable[[], Sequence[str]], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("runWords")
        theme.set_role(self, "card")
        self._known_tags = known_tags
        self._run: RunSummary | None = None
        self.heading = QLabel()
        theme.set_role(self.heading, "heading")
        self.star = QToolButton()
        self.star.setObjectName("runStarButton")
        self.star.setAutoRaise(True)
        self.star.setCheckable(True)
        self.name, self.tags, self.note = QLineEdit(), QLineEdit(), _Note()
        self.name.setObjectName("runNameField")
        self.name.setMaxLength(LONGEST_NAME)
        self.tags.setObjectName("runTagsField")
        self.note.setObjectName("runNoteField")
        self.note.setTabChangesFocus(True)
        self._labels = QLabel(), QLabel()
        grid = QGridLayout()
        grid.setHorizontalSpacing(10)
        grid.setVerticalSpacing(5)
        for row, (label, field) in enumerate(zip(self._labels, (self.name, self.tags), strict=True)):
            theme.set_role(label, "muted")
            grid.addWidget(label, row, 0)
            grid.addWidget(field, row, 1)
        head = QHBoxLayout()
        head.addWidget(self.heading)
        head.addStretch(1)
        head.addWidget(self.star)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(12, 6, 8, 10)
        layout.setSpacing(5)
        layout.addLayout(head)
        layout.addLayout(grid)
        layout.addWidget(self.note, 1)
        self._soon = QTimer(self, singleShot=True, interval=_SOON_MS)
        self._soon.timeout.connect(self._keep_note)
        self.name.editingFinished.connect(self._keep_name)
        self.tags.editingFinished.connect(self._keep_tags)
        self.note.textChanged.connect(self._note_changed)
        self.note.left.connect(self._keep_note)
        self.star.clicked.connect(self._keep_star)
        theme.notifier().changed.connect(self._draw_star)
        self.retranslate()

    def show_run(self, run: RunSummary | None) -> None:
        """Show what is said of this run; what is being typed of the same one stays."""
        if self._run is not None and (run is None or run.folder != self._run.folder):
            self.keep()
        same = self._run is not None and run is not None and run.folder == self._run.folder
        self._run = run
        if run is None:
            return
        self.setEnabled(not run.damaged)
        if not (same and self.name.hasFocus()):
            self.name.setText(run.given_name)
        self.name.setPlaceholderText(run.name)
        if not (same and self.tags.hasFocus()):
            self.tags.setText(", ".join(run.tags))
            self.tags.setCompleter(TagCompleter(self._known_tags(), self.tags))
        if not (same and (self.note.hasFocus() or self._soon.isActive())) and self.note.toPlainText() != run.note:
            self.note.setPlainText(run.note)
            self._soon.stop()
        self.star.setChecked(run.star)
        self._draw_star()

    def keep(self) -> None:
        """Keep what was typed."""
        self._keep_name()
        self._keep_tags()
        self._keep_note()

    def _keep_name(self) -> None:
        if self._run is not None and self.name.text().strip() != self._run.given_name:
            self.named.emit(self._run, self.name.text())

    def _keep_tags(self) -> None:
        if self._run is not None and tuple(tags_in(self.tags.text())) != self._run.tags:
            self.tagged.emit(self._run, tags_in(self.tags.text()))

    def _note_changed(self) -> None:
        if self._run is not None and self.note.toPlainText().strip() != self._run.note:
            self._soon.start()

    def _keep_note(self) -> None:
        self._soon.stop()
        if self._run is not None and self.note.toPlainText().strip() != self._run.note:
            self.noted.emit(self._run, self.note.toPlainText())

    def _keep_star(self) -> None:
        if self._run is not None:
            self.starred.emit(self._run, self.star.isChecked())
            self._draw_star()

    def _draw_star(self) -> None:
        colours = theme.current()
        if self.star.isChecked():
            self.star.setIcon(icons.icon("star-filled", colours.warning))
        else:
            self.star.setIcon(icons.icon("star", colours.text_muted))

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
        super().changeEvent(event)

    def retranslate(self) -> None:
        """Fetch every word again in the language of now."""
        self.heading.setText(self.tr("Notes"))
        words = (self.tr("Name"), self.tr("Tags"))
        for label, field, text in zip(self._labels, (self.name, self.tags), words, strict=True):
            label.setText(text)
            field.setAccessibleName(text)
        self.tags.setPlaceholderText(self.tr("Tags, with commas between"))
        self.note.setPlaceholderText(self.tr("What this run was for, and what came of it"))
        self.note.setAccessibleName(self.tr("Note"))
        self.star.setAccessibleName(self.tr("Star"))
        self.star.setToolTip(self.tr("Mark this run with a star"))
