"""A selected block in the inspector: its name, where it is used, and what can be done with it."""

from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLabel, QLineEdit, QPushButton, QVBoxLayout, QWidget

from engine.model.layers.block import BlockParams
from gui import icons, theme
from gui.model.block_editor import BlockEditor


class BlockBox(QWidget):
    """Shows the block of the layer that is selected."""

    def __init__(self, editor: BlockEditor, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("blockBox")
        self._editor, self._own = editor, editor.own
        self._name = ""
        self._label, self._places = QLabel(), QLabel()
        theme.set_role(self._places, "muted")
        self.name = QLineEdit()
        self.name.setObjectName("blockNameField")
        self._label.setBuddy(self.name)
        self.name.editingFinished.connect(self._renamed)
        self._open, self._expand, self._save = QPushButton(), QPushButton(), QPushButton()
        for button, name in (
            (self._open, "openBlockButton"),
            (self._expand, "expandBlockButton"),
            (self._save, "saveBlockButton"),
        ):
            button.setObjectName(name)
        self._open.clicked.connect(editor.open)
        self._expand.clicked.connect(editor.expand)
        self._save.clicked.connect(editor.keep)
        editor.own.changed.connect(self._show_kept)
        grid = QGridLayout()
        grid.setHorizontalSpacing(10)
        grid.addWidget(self._label, 0, 0)
        grid.addWidget(self.name, 0, 1)
        buttons = QHBoxLayout()
        buttons.setSpacing(6)
        buttons.addWidget(self._open)
        buttons.addWidget(self._expand)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        column.addLayout(grid)
        column.addWidget(self._places)
        column.addLayout(buttons)
        column.addWidget(self._save)
        theme.notifier().changed.connect(self.refresh)
        self.retranslate()

    def show_block(self, params: BlockParams) -> None:
        """Show this block."""
        if not (self.name.hasFocus() and self.name.isModified() and params.block == self._name):
            self.name.setText(params.block)
        self._name = params.block
        self._say_places()
        self._show_kept()

    def ask_for_name(self) -> None:
        """Let the name be typed over at once."""
        self.name.setFocus()
        self.name.selectAll()

    def _renamed(self) -> None:
        new = self.name.text().strip()
        if self.name.isModified() and new and new != self._name:
            self.name.setModified(False)
            if not self._editor.rename(self._name, new):
                self.name.setText(self._name)

    def _show_kept(self) -> None:
        """Say whether the palette holds the block just as it is."""
        kept = self._own.holds(self._editor.document.network, self._name)
        self._save.setText(self.tr("Kept in my palette") if kept else self.tr("Keep in my palette"))
        self._save.setIcon(icons.icon("check" if kept else "plus", theme.current().text))
        self._save.setEnabled(not kept)
        self._save.setAccessibleName(self._save.text())

    def _say_places(self) -> None:
        count = self._editor.places(self._name) if self._name else 0
        if count == 1:
            self._places.setText(self.tr("Used in one place"))
        else:
            self._places.setText(self.tr("Used in {count} places; all change together").format(count=count))

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
        super().changeEvent(event)

    def retranslate(self) -> None:
        """Fetch every word again in the language of now."""
        self._label.setText(self.tr("Name"))
        self.name.setAccessibleName(self.tr("Name of the block"))
        for button, text, tip in (
            (self._open, self.tr("Open"), self.tr("Edit the inside of the block (Ctrl+Down, or a double-click)")),
            (self._expand, self.tr("Expand"), self.tr("Write its layers out here (Ctrl+Shift+G)")),
            (self._save, self.tr("Keep in my palette"), self.tr("Have this block at hand in every project")),
        ):
            button.setText(text)
            button.setToolTip(tip)
            button.setAccessibleName(text)
        self._say_places()
        self.refresh()

    def refresh(self) -> None:
        """Take the theme's colours."""
        now = theme.current()
        self._open.setIcon(icons.icon("enter", now.text))
        self._expand.setIcon(icons.icon("expand", now.text))
        self._show_kept()
