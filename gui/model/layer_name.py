"""What stands below the inspector's title: a layer's name, to be typed over, and its category; or plain words."""

from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from gui import theme
from gui.model.editor import ModelEditor
from gui.model.name_line import NameLine

_LEAST_WIDTH, _MOST_WIDTH = 36, 170


class LayerName(QWidget):
    """Renames the layer that it shows; a refused name is explained below."""

    def __init__(self, editor: ModelEditor, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._editor = editor
        self._layer = ""
        self.line = NameLine(lambda name: editor.why_not_rename(self._layer, name))
        self.line.setObjectName("layerNameField")
        self._words, self._error = QLabel(), QLabel()
        theme.set_role(self._words, "muted")
        theme.set_role(self._error, "error")
        self._error.setObjectName("layerNameError")
        for label in (self._words, self._error):
            label.setWordWrap(True)
        self._error.hide()
        row = QHBoxLayout()
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(3)
        row.addWidget(self.line)
        row.addWidget(self._words, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2)
        column.addLayout(row)
        column.addWidget(self._error)
        self.line.setTextMargins(-4, 0, 0, 0)  # in line with the title above
        self.line.textChanged.connect(self._fit)
        self.line.complained.connect(self._explain)
        self.line.chosen.connect(self._take)
        self.line.given_up.connect(self._put_back)
        self.retranslate()

    def show_layer(self, layer_id: str, category: str) -> None:
        """Show this layer's name, and the words of its category."""
        typing = self.line.isModified() and self.line.hasFocus()
        if layer_id != self._layer or not typing:
            self._layer = layer_id
            if self.line.text() != layer_id or self.line.reason:
                self.line.show_name(layer_id)
                self.line.setCursorPosition(0)
        self.line.show()
        self._words.setText(f"· {category}")

    def setText(self, words: str) -> None:
        """Show plain words instead."""
        self.line.hide()
        self._error.hide()
        self._words.setText(words)

    def _take(self, name: str) -> None:
        if name.strip() != self._layer:
            self._editor.rename(self._layer, name)
        self._put_back()

    def _put_back(self) -> None:
        self.line.show_name(self._layer)
        if self.line.hasFocus():
            self.line.selectAll()

    def _explain(self, reason: str) -> None:
        self._error.setText(reason)
        self._error.setVisible(bool(reason))

    def _fit(self, text: str) -> None:
        wanted = self.line.fontMetrics().horizontalAdvance(text) + 12
        self.line.setFixedWidth(min(max(wanted, _LEAST_WIDTH), _MOST_WIDTH))

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
        elif event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange):
            self._fit(self.line.text())
        super().changeEvent(event)

    def retranslate(self) -> None:
        """Fetch every word again in the language of now."""
        self.line.setAccessibleName(self.tr("Name"))
        self.line.setToolTip(
            self.tr("The layer's name: the attribute's name in the code and the beginning of its weights' names.")
        )
