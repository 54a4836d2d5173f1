"""The log of a run: what happened when, in the language and the colours of now."""

import datetime
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

from PySide6.QtCore import QEvent
from PySide6.QtGui import QColor, QTextCharFormat, QTextCursor
from PySide6.QtWidgets import QPlainTextEdit, QWidget

from gui import theme

Level = Literal["info", "muted", "success", "warning", "error"]
MOST_LINES = 2_000
_COLOURS: dict[Level, str] = {
    "info": "text",
    "muted": "text_muted",
    "success": "success",
    "warning": "warning",
    "error": "error",
}


@dataclass(frozen=True, slots=True)
class _Line:
    time: datetime.datetime
    level: Level
    words: Callable[[], str]


class LogView(QPlainTextEdit):
    """Lines with their time; the newest is shown unless a person scrolled up to read.

    A line is given as a function that makes its words, so that the log follows a change of language.
    """

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("trainingLog")
        self.setReadOnly(True)
        self.setUndoRedoEnabled(False)
        self.setMaximumBlockCount(MOST_LINES)
        self.setLineWrapMode(QPlainTextEdit.LineWrapMode.WidgetWidth)
        self._lines: deque[_Line] = deque(maxlen=MOST_LINES)
        self.retranslate()
        theme.notifier().changed.connect(self._write_again)

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
        super().changeEvent(event)

    def retranslate(self) -> None:
        """Write every line again in the language of now."""
        self.setAccessibleName(self.tr("Training log"))
        self.setPlaceholderText(self.tr("What happens during training is noted here."))
        self._write_again()

    def add(self, words: Callable[[], str], level: Level = "info") -> None:
        """Note something now."""
        line = _Line(datetime.datetime.now(), level, words)
        self._lines.append(line)
        self._write(line)

    def text(self) -> str:
        """All lines as they are shown."""
        return self.toPlainText()

    def _write_again(self) -> None:
        bar = self.verticalScrollBar()
        place, at_end = bar.value(), bar.value() >= bar.maximum()
        self.clear()
        for line in self._lines:
            self._write(line)
        if not at_end:
            bar.setValue(place)

    def _write(self, line: _Line) -> None:
        bar = self.verticalScrollBar()
        at_end = bar.value() >= bar.maximum()
        colours = theme.current()
        cursor = QTextCursor(self.document())
        cursor.movePosition(QTextCursor.MoveOperation.End)
        if not self.document().isEmpty():
            cursor.insertBlock()
        style = QTextCharFormat()
        style.setForeground(QColor(colours.text_muted))
        cursor.insertText(f"{line.time:%H:%M:%S}  ", style)
        style.setForeground(QColor(getattr(colours, _COLOURS[line.level])))
        cursor.insertText(line.words(), style)
        if at_end:
            bar.setValue(bar.maximum())
