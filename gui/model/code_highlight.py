"""Python code in colours: keywords, strings, numbers and comments; the lines of one layer marked."""

import builtins
import keyword
import re

from PySide6.QtGui import QColor, QSyntaxHighlighter, QTextCharFormat, QTextDocument

from gui import theme

_TOKEN = re.compile(
    r"(?P<comment>#.*)"
    r"|(?P<string>[rbf]{0,2}(?:\"\"\"|'''|\"(?:\\.|[^\"\\])*\"|'(?:\\.|[^'\\])*'))"
    r"|(?P<number>\b\d[\d_]*(?:\.\d+)?(?:e[+-]?\d+)?\b)"
    r"|(?P<word>\b[A-Za-z_]\w*\b)",
    re.IGNORECASE,
)
_QUOTES = ('"""', "'''")
_NAMES = {*dir(builtins), "self", "nn", "torch"}


class PythonHighlighter(QSyntaxHighlighter):
    """Colours a document of Python code by the theme; a block's state is 1 + which quotes it is still inside of."""

    def __init__(self, document: QTextDocument) -> None:
        super().__init__(document)
        self._formats = _formats()
        theme.notifier().changed.connect(self.refresh)

    def refresh(self) -> None:
        """Take the theme's colours."""
        self._formats = _formats()
        self.rehighlight()

    def highlightBlock(self, text: str) -> None:
        self.setCurrentBlockState(0)
        position, inside = 0, self.previousBlockState()
        if inside > 0:
            position = self._long_string(text, 0, _QUOTES[inside - 1])
        while position < len(text):
            found = _TOKEN.search(text, position)
            if found is None:
                return
            kind, token = str(found.lastgroup), found.group()
            if kind == "string" and token.endswith(_QUOTES) and len(token.lstrip("rbfRBF")) == 3:
                position = self._long_string(text, found.end(), token[-3:], found.start())
                continue
            if kind == "word":
                kind = "keyword" if keyword.iskeyword(token) else "name" if token in _NAMES else ""
            if kind:
                self.setFormat(found.start(), len(token), self._formats[kind])
            position = found.end()

    def _long_string(self, text: str, position: int, quotes: str, start: int = 0) -> int:
        """Colour a triple-quoted string from ``start`` and return where it ends, perhaps in a later line."""
        end = text.find(quotes, position)
        if end < 0:
            self.setCurrentBlockState(1 + _QUOTES.index(quotes))
            self.setFormat(start, len(text) - start, self._formats["string"])
            return len(text)
        self.setFormat(start, end + 3 - start, self._formats["string"])
        return end + 3


def _formats() -> dict[str, QTextCharFormat]:
    now = theme.current()
    colours = {
        "keyword": now.layer_attention,
        "name": now.layer_dense,
        "string": now.layer_pooling,
        "number": now.layer_activation,
        "comment": now.text_muted,
    }
    formats = {}
    for kind, colour in colours.items():
        formats[kind] = QTextCharFormat()
        formats[kind].setForeground(QColor(colour))
    return formats
