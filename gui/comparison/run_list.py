"""The key to the comparison: a line for each run, with its looks, its value under the pointer, and a way out."""

from collections import deque
from collections.abc import Mapping, Sequence

from PySide6.QtCore import QEvent, QRectF, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QEnterEvent, QKeyEvent, QPainter
from PySide6.QtWidgets import QFrame, QLabel, QScrollArea, QSizePolicy, QToolButton, QVBoxLayout, QWidget

from gui import theme
from gui.comparison import looks
from gui.comparison.courses import Course
from gui.training.legend import KeyEntry
from gui.training.summary import accuracy_text

_BUTTON = 20
_PORTION = 10
"""So many new entries are made in one turn of the event loop."""


class RunEntry(KeyEntry):
    """One run, or several of other seeds. A click hides or shows its curves, Delete and its cross drop it."""

    pointed = Signal(object)  # its key while the pointer or the keyboard is here, else None
    dropped = Signal(str)

    def __init__(self, key: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.key = key
        self._place = 0
        self._band = False
        self._names = self._note = self._at_rest = ""
        self.setObjectName("comparedRun")
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self.elide_mode, self.room_at_right = Qt.TextElideMode.ElideMiddle, _BUTTON
        self.drop_button = QToolButton(self)
        self.drop_button.setObjectName("dropRunButton")
        self.drop_button.setAutoRaise(True)
        self.drop_button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.drop_button.setCursor(Qt.CursorShape.ArrowCursor)
        self.drop_button.setText("×")
        self.drop_button.clicked.connect(lambda: self.dropped.emit(self.key))
        self.retranslate()

    def show_course(self, course: Course, place: int, note: str) -> None:
        """Stand for these runs; ``note`` says what is amiss with them."""
        self._place, self._band = place, len(course.group.runs) > 1
        self.setText(course.group.name)
        self._at_rest = accuracy_text(course.group.mean if self._band else course.group.runs[0].value("test_accuracy"))
        self._names = "\n".join(run.name for run in course.group.runs)
        self._note = note
        self._say()
        self.setAccessibleName(course.group.name)
        self.setAccessibleDescription(note)
        self.update()

    def _say(self) -> None:
        parts = (self._names, self._note, self.tr("Click: hide or show its curves"))
        self.setToolTip("\n".join(part for part in parts if part))

    def show_figure(self, figure: str | None) -> None:
        """Show the value under the pointer; ``None`` for the test accuracy."""
        if figure is None:
            figure = self._at_rest
        if figure != self.figure:
            self.figure = figure
            self.update()

    def draw_sample(self, painter: QPainter, area: QRectF) -> None:
        looks.draw_sample(painter, self._place, area, band=self._band)

    def sizeHint(self) -> QSize:
        hint = super().sizeHint()
        return QSize(hint.width() + _BUTTON, hint.height())

    def resizeEvent(self, event: object) -> None:
        self.drop_button.setGeometry(self.width() - _BUTTON, (self.height() - _BUTTON) // 2, _BUTTON, _BUTTON)

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
        super().changeEvent(event)

    def retranslate(self) -> None:
        """Fetch every word again in the language of now."""
        self.drop_button.setAccessibleName(self.tr("Take out of the comparison"))
        self.drop_button.setToolTip(self.tr("Take out of the comparison (Delete)"))
        self._say()

    def enterEvent(self, event: QEnterEvent) -> None:
        super().enterEvent(event)
        self.pointed.emit(self.key)

    def leaveEvent(self, event: QEvent) -> None:
        super().leaveEvent(event)
        self.pointed.emit(None)

    def focusInEvent(self, event: object) -> None:
        super().focusInEvent(event)  # type: ignore[arg-type]
        self.pointed.emit(self.key)

    def focusOutEvent(self, event: object) -> None:
        super().focusOutEvent(event)  # type: ignore[arg-type]
        self.pointed.emit(None)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Delete drops the run."""
        if event.key() in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
            self.dropped.emit(self.key)
            return
        super().keyPressEvent(event)


class RunList(QFrame):
    """All entries. ``hiddenChanged`` tells the keys of those that are hidden, ``pointed`` the one to stand out."""

    hiddenChanged = Signal(object)  # noqa: N815 - a frozenset of keys
    pointed = Signal(object)
    dropped = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("comparedRuns")
        theme.set_role(self, "card")
        self.entries: dict[str, RunEntry] = {}
        self._to_come: deque[tuple[int, Course, int, str]] = deque()
        self._portions = QTimer(self, singleShot=True, interval=0)
        self._portions.timeout.connect(self._show_portion)
        self._heading = QLabel()
        theme.set_role(self._heading, "muted")
        self._heading.setContentsMargins(8, 6, 8, 0)
        inside = QWidget()
        self._column = QVBoxLayout(inside)
        self._column.setContentsMargins(2, 2, 2, 2)
        self._column.setSpacing(0)
        self._column.addStretch(1)
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setWidget(inside)
        column = QVBoxLayout(self)
        column.setContentsMargins(1, 1, 1, 1)
        column.setSpacing(0)
        column.addWidget(self._heading)
        column.addWidget(area, 1)
        self.retranslate()

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
        super().changeEvent(event)

    def retranslate(self) -> None:
        """Fetch every word again in the language of now."""
        self.setAccessibleName(self.tr("Compared runs"))
        self.show_figures("", {})

    @property
    def hidden(self) -> frozenset[str]:
        """The keys of the runs whose curves are hidden."""
        return frozenset(key for key, entry in self.entries.items() if not entry.isChecked())

    def show_courses(self, courses: Sequence[Course], places: Mapping[str, int], notes: Mapping[str, str]) -> None:
        """Show these in their order; those that stay keep whether they are hidden. Many come in portions."""
        for key in self.entries.keys() - {course.key for course in courses}:
            self.entries.pop(key).deleteLater()
        self._to_come = deque(
            (row, course, places[course.key], notes.get(course.key, "")) for row, course in enumerate(courses)
        )
        self._show_portion()

    def _show_portion(self) -> None:
        """Show the next entries, as many as can be made in a turn of the event loop without it standing still."""
        made = 0
        while self._to_come and made < _PORTION:
            row, course, place, note = self._to_come.popleft()
            entry = self.entries.get(course.key)
            if entry is None:
                made += 1
                entry = self._make_entry(course.key)
            entry.show_course(course, place, note)
            self._column.insertWidget(row, entry)
        if self._to_come:
            self._portions.start()

    def _make_entry(self, key: str) -> RunEntry:
        entry = self.entries[key] = RunEntry(key)
        entry.toggled.connect(lambda _on: self.hiddenChanged.emit(self.hidden))
        entry.pointed.connect(self.pointed)
        entry.dropped.connect(self.dropped)
        return entry

    def show_figures(self, heading: str, figures: Mapping[str, str]) -> None:
        """Show a value at each of these entries and what it is; without a heading each one's test accuracy."""
        self._heading.setText(heading or self.tr("Test accuracy"))
        for key, entry in self.entries.items():
            entry.show_figure(figures.get(key, "") if heading else None)
