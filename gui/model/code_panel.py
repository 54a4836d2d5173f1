"""The network as PyTorch code, following every edit."""

import re

from PySide6.QtCore import QEvent, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QGuiApplication, QHideEvent, QShowEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from engine.model.code.writer import write_model
from gui import icons, theme
from gui.model.code_view import CodeView
from gui.model.document import ProjectDocument

_DELAY_MS = 40


class CodePanel(QFrame):
    """Live code of the document's network. A selected layer's lines are marked, and a click on one selects its layer.

    ``exportRequested`` and ``openRequested`` ask the window for its file dialogs.
    """

    exportRequested = Signal()  # noqa: N815 - signals are named as Qt names them
    openRequested = Signal()  # noqa: N815

    def __init__(self, document: ProjectDocument, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("codePanel")
        theme.set_role(self, "panel")
        self.document = document
        self._written_for: object = None
        self._title, self._note = QLabel(), QLabel()
        theme.set_role(self._title, "title")
        theme.set_role(self._note, "muted")
        self._note.setWordWrap(True)
        self.view = CodeView()
        self.view.setObjectName("codeView")
        self.view.setReadOnly(True)
        self.view.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        self.view.viewport().installEventFilter(self)
        self._copy, self._export, self._open = QPushButton(), QPushButton(), QPushButton()
        for button, name in (
            (self._copy, "copyCodeButton"),
            (self._export, "exportScriptButton"),
            (self._open, "openCodeButton"),
        ):
            button.setObjectName(name)
        self._copy.clicked.connect(self.copy)
        self._export.clicked.connect(self.exportRequested)
        self._open.clicked.connect(self.openRequested)
        row = QHBoxLayout()
        for button in (self._copy, self._export, self._open):
            row.addWidget(button)
        row.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(14, 12, 12, 12)
        column.setSpacing(8)
        column.addWidget(self._title)
        column.addWidget(self._note)
        column.addWidget(self.view, 1)
        column.addLayout(row)
        self._delay = QTimer(self, singleShot=True, interval=_DELAY_MS)
        self._delay.timeout.connect(self._write)
        document.modelChanged.connect(self._later)
        document.selectionChanged.connect(self._mark)
        document.scopeChanged.connect(self._mark)
        theme.notifier().changed.connect(self.refresh)
        self.retranslate()

    def sizeHint(self) -> QSize:
        return QSize(460, 400)

    def minimumSizeHint(self) -> QSize:
        return QSize(280, 120)

    @property
    def code(self) -> str:
        """The code of the network as it is now."""
        document = self.document
        return write_model(document.project.model, document.project.title)

    def copy(self) -> None:
        """Put the code on the clipboard."""
        QGuiApplication.clipboard().setText(self.code)

    def _later(self) -> None:
        if self.isVisible():
            self._delay.start()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._write()

    def hideEvent(self, event: QHideEvent) -> None:
        self._delay.stop()
        super().hideEvent(event)

    def _write(self) -> None:
        if self._written_for is self.document.project.model:
            self._mark()
            return
        self._written_for = self.document.project.model
        place = self.view.verticalScrollBar().value()
        self.view.setPlainText(self.code)
        self.view.verticalScrollBar().setValue(place)
        self._mark()

    def _mark(self) -> None:
        if not self.isVisible():
            return
        words = [re.compile(rf"\b{re.escape(layer_id)}\b") for layer_id in self.document.selection]
        lines = self.view.toPlainText().splitlines() if words else []
        first, last = self._class_lines(lines)
        self.view.mark_lines(
            number
            for number, line in enumerate(lines[first:last], first + 1)
            if any(word.search(line) for word in words)
        )

    def _class_lines(self, lines: list[str]) -> tuple[int, int]:
        """Where the class of the open block, or of the network, begins and ends."""
        starts = [number for number, line in enumerate(lines) if line and not line[0].isspace()]
        scope = self.document.scope
        classes = [number for number in starts if lines[number].startswith("class ")]
        named = [number for number in classes if scope and lines[number].startswith(f"class {scope[-1]}(")]
        first = (named or classes[-1:] or [0])[0]
        return first, next((number for number in starts if number > first), len(lines))

    def eventFilter(self, watched: object, event: QEvent) -> bool:
        if watched is self.view.viewport() and event.type() == QEvent.Type.MouseButtonRelease:
            self._clicked()
        return False

    def _clicked(self) -> None:
        cursor = self.view.textCursor()
        if cursor.hasSelection():
            return
        names = re.findall(r"\w+", cursor.block().text())
        found = next((name for name in names if name in self.document.model), None)
        if found is not None:
            self.document.select((found,))

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
        super().changeEvent(event)

    def retranslate(self) -> None:
        """Fetch every word again in the language of now."""
        self._title.setText(self.tr("PyTorch"))
        self._note.setText(self.tr("The network as plain PyTorch code. It follows every edit."))
        self.setAccessibleName(self.tr("PyTorch code of the network"))
        self.view.setAccessibleName(self.tr("PyTorch code of the network"))
        for button, text, tip in (
            (self._copy, self.tr("Copy"), self.tr("Copy the code")),
            (self._export, self.tr("Export script…"), self.tr("Write one file that trains this network by itself")),
            (self._open, self.tr("Open code…"), self.tr("Make a network of PyTorch code, or of an ONNX or Keras file")),
        ):
            button.setText(text)
            button.setToolTip(tip)
            button.setAccessibleName(text)
        self.refresh()

    def refresh(self) -> None:
        """Take the theme's colours."""
        now = theme.current()
        self._copy.setIcon(icons.icon("duplicate", now.text))
        self._export.setIcon(icons.icon("export", now.text))
        self._open.setIcon(icons.icon("open", now.text))
