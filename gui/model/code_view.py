"""A text view for code: monospaced, coloured, with the lines of interest marked."""

from collections.abc import Iterable

from PySide6.QtGui import QColor, QTextCursor, QTextFormat
from PySide6.QtWidgets import QPlainTextEdit, QTextEdit, QWidget

from gui import fonts, theme
from gui.model.code_highlight import PythonHighlighter


class CodeView(QPlainTextEdit):
    """Shows code without wrapping; ``mark_lines`` puts some of them (from 1) on a tinted ground."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setLineWrapMode(QPlainTextEdit.LineWrapMode.NoWrap)
        self.setTabChangesFocus(True)
        self.setFont(fonts.scaled(fonts.monospaced(self.font()), 0.92))
        self.setTabStopDistance(4 * self.fontMetrics().horizontalAdvance(" "))
        self.highlighter = PythonHighlighter(self.document())
        self._marked: tuple[int, ...] = ()
        theme.notifier().changed.connect(self._mark)

    @property
    def marked_lines(self) -> tuple[int, ...]:
        """The lines that are marked."""
        return self._marked

    def mark_lines(self, lines: Iterable[int]) -> None:
        """Mark these lines, bringing the first into view."""
        self._marked = tuple(lines)
        self._mark()
        if self._marked:
            block = self.document().findBlockByNumber(self._marked[0] - 1)
            if block.isValid():
                cursor = QTextCursor(block)
                self.setTextCursor(cursor)
                self.ensureCursorVisible()

    def _mark(self) -> None:
        selections = []
        for line in self._marked:
            block = self.document().findBlockByNumber(line - 1)
            if block.isValid():
                selection = QTextEdit.ExtraSelection()
                selection.cursor = QTextCursor(block)
                colour = QColor(theme.current().accent)
                colour.setAlphaF(0.16)
                selection.format.setBackground(colour)
                selection.format.setProperty(QTextFormat.Property.FullWidthSelection, True)
                selections.append(selection)
        self.setExtraSelections(selections)
