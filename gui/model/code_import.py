"""From code to canvas: what would be opened, and line by line what could not be understood, before anything changes."""

from pathlib import Path

from PySide6.QtCore import QEvent, Qt, QTimer, Signal
from PySide6.QtWidgets import (
    QComboBox,
    QDialog,
    QDialogButtonBox,
    QHBoxLayout,
    QLabel,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QSplitter,
    QVBoxLayout,
    QWidget,
)

from engine.model.analysis import analyse
from engine.model.code.opening import open_model_file
from engine.model.code.reader import read_code
from engine.model.code.reading import Note, Reading
from engine.model.spec import ModelSpec
from engine.text import QT_TRANSLATE_NOOP, NetwrightError
from gui import icons, theme
from gui.model.code_view import CodeView
from gui.translation import say

_DELAY_MS = 250
_LINE = Qt.ItemDataRole.UserRole


class CodeImportDialog(QDialog):
    """Reads PyTorch code as it is typed or pasted, or a file. ``opened(spec, title)`` comes with the button.

    Code is read, never run.
    """

    opened = Signal(object, str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("codeImportDialog")
        self.setWindowModality(Qt.WindowModality.WindowModal)
        self.reading: Reading | None = None
        self._failure: NetwrightError | None = None
        self._file: Path | None = None
        self._explain, self._summary = QLabel(), QLabel()
        for label in (self._explain, self._summary):
            label.setWordWrap(True)
        theme.set_role(self._explain, "muted")
        self.view = CodeView()
        self.view.setObjectName("codeImportText")
        self.view.textChanged.connect(self._changed)
        self._which = QComboBox()
        self._which.setObjectName("codeImportClass")
        self._which.activated.connect(lambda _index: self._read(self._which.currentText()))
        self._notes = QListWidget()
        self._notes.setObjectName("codeImportNotes")
        self._notes.setWordWrap(True)
        self._notes.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._notes.currentItemChanged.connect(self._go_to)
        self._buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel)
        self._open = QPushButton()
        self._open.setObjectName("codeImportOpenButton")
        theme.set_variant(self._open, "primary")
        self._buttons.addButton(self._open, QDialogButtonBox.ButtonRole.AcceptRole)
        self._buttons.accepted.connect(self._accept)
        self._buttons.rejected.connect(self.reject)
        self._delay = QTimer(self, singleShot=True, interval=_DELAY_MS)
        self._delay.timeout.connect(self._read)
        self._lay_out()
        self.resize(880, 560)
        self.retranslate()
        self._show()

    def _lay_out(self) -> None:
        self._right = QWidget()
        right = QVBoxLayout(self._right)
        right.setContentsMargins(0, 0, 0, 0)
        right.addWidget(self._summary)
        right.addWidget(self._which)
        right.addWidget(self._notes, 1)
        split = QSplitter(Qt.Orientation.Horizontal)
        split.addWidget(self.view)
        split.addWidget(self._right)
        split.setStretchFactor(0, 3)
        split.setStretchFactor(1, 2)
        split.setSizes([520, 320])
        split.setChildrenCollapsible(False)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 14, 16, 14)
        column.setSpacing(10)
        column.addWidget(self._explain)
        column.addWidget(split, 1)
        bottom = QHBoxLayout()
        bottom.addWidget(self._buttons)
        column.addLayout(bottom)

    def show_text(self, text: str) -> None:
        """Read this code."""
        self._file = None
        self.view.setVisible(True)
        self.view.setPlainText(text)
        self._read()

    def show_file(self, path: Path) -> None:
        """Read a file: PyTorch code into the text, where it can still be changed; other kinds as they are."""
        self._file = path
        if path.suffix.lower() == ".py":
            try:
                self.show_text(path.read_text(encoding="utf-8", errors="replace"))
            except OSError as error:
                self._failure, self.reading = _unreadable(path, error), None
                self._show()
            self._file = path
            return
        self.view.setVisible(False)
        try:
            self.reading, self._failure = open_model_file(path), None
        except NetwrightError as error:
            self.reading, self._failure = None, error
        self._show()

    # Reading

    def _changed(self) -> None:
        self._delay.start()

    def _read(self, class_name: str | None = None) -> None:
        self._delay.stop()
        text = self.view.toPlainText()
        self._failure, self.reading = None, None
        if text.strip():
            try:
                self.reading = read_code(text, class_name)
            except NetwrightError as error:
                self._failure = error
        self._show()

    def _show(self) -> None:
        reading = self.reading
        notes = reading.notes if reading is not None else ()
        self._notes.clear()
        for note in notes:
            self._notes.addItem(self._item(note))
        self._notes.setVisible(bool(notes))
        self.view.mark_lines(sorted({note.line for note in notes if note.line > 0}))
        names = reading.candidates if reading is not None else ()
        self._which.clear()
        self._which.addItems(list(names))
        if reading is not None and reading.title in names:
            self._which.setCurrentText(reading.title)
        self._which.setVisible(len(names) > 1)
        self._open.setEnabled(reading is not None and reading.spec is not None)
        self._summary.setText(self._words())

    def _words(self) -> str:
        if self._failure is not None:
            hint = say(self._failure.hint) if self._failure.hint is not None else ""
            return "\n".join(part for part in (say(self._failure.text), hint) if part)
        if self.reading is None:
            return self.tr("Nothing to read yet.")
        if self.reading.spec is None:
            return self.tr("No network could be made of this.")
        layers, problems = _counts(self.reading.spec)
        sentences = [self.tr("{title}: {count} layers.").format(title=self.reading.title, count=layers)]
        if self.reading.notes:
            sentences.append(self.tr("Not everything was understood; each line below says what was done instead."))
        if problems:
            sentences.append(
                self.tr("The network has {count} errors, which the canvas will show.").format(count=problems)
            )
        return "\n".join(sentences)

    def _item(self, note: Note) -> QListWidgetItem:
        words = say(note.text)
        if note.line > 0:
            words = self.tr("Line {line}: {words}").format(line=note.line, words=words)
        item = QListWidgetItem(icons.icon("hint", theme.current().hint), words)
        item.setToolTip(note.source)
        item.setData(_LINE, note.line)
        return item

    def _go_to(self, item: QListWidgetItem | None) -> None:
        if item is not None and int(item.data(_LINE)) > 0:
            self.view.mark_lines([int(item.data(_LINE))])

    def _accept(self) -> None:
        if self.reading is not None and self.reading.spec is not None:
            self.opened.emit(self.reading.spec, self.reading.title)
            self.accept()

    # Words

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
            self._show()
        super().changeEvent(event)

    def retranslate(self) -> None:
        """Fetch every word again in the language of now."""
        self.setWindowTitle(self.tr("Network from code"))
        self._explain.setText(self.tr("Paste an nn.Sequential or nn.Module here. The code is read, never run."))
        self.view.setPlaceholderText("nn.Sequential(nn.Flatten(), nn.Linear(784, 128), nn.ReLU(), nn.Linear(128, 10))")
        self.view.setAccessibleName(self.tr("PyTorch code to read"))
        self._which.setAccessibleName(self.tr("Which network of the code"))
        self._notes.setAccessibleName(self.tr("What was not understood"))
        self._open.setText(self.tr("Open on the canvas"))
        self._open.setAccessibleName(self.tr("Open on the canvas"))
        self._buttons.button(QDialogButtonBox.StandardButton.Cancel).setText(self.tr("Cancel"))


def _counts(spec: ModelSpec) -> tuple[int, int]:
    """How many layers (ends left out) and how many errors a network has."""
    layers = sum(layer.type not in ("Input", "Output") for layer in spec)
    return layers, sum(problem.severity == "error" for problem in analyse(spec).problems)


def _unreadable(path: Path, error: OSError) -> NetwrightError:

    return NetwrightError(
        QT_TRANSLATE_NOOP("engine", "{file} cannot be read: {reason}."),
        file=str(path),
        reason=error.strerror or str(error),
    )
