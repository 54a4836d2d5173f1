"""Keeping the network at hand among the networks to start from."""

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QFormLayout, QLabel, QLineEdit, QPlainTextEdit, QWidget

from gui import theme


class KeepTemplateDialog(QDialog):
    """Asks for a name and a story. ``wanted(name, story)`` comes with the button; the owner answers by
    :meth:`refuse` or by closing the dialog.
    """

    wanted = Signal(str, str)

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("keepTemplateDialog")
        self.setWindowModality(Qt.WindowModality.WindowModal)
        self.name = QLineEdit(name)
        self.name.setObjectName("templateNameField")
        self.name.selectAll()
        self.story = QPlainTextEdit()
        self.story.setObjectName("templateStoryField")
        self.story.setTabChangesFocus(True)
        self.story.setMinimumSize(360, 90)
        self._name_label, self._story_label, self._reason = QLabel(), QLabel(), QLabel()
        self._name_label.setBuddy(self.name)
        self._story_label.setBuddy(self.story)
        theme.set_role(self._reason, "error")
        self._reason.setObjectName("templateRefusal")
        self._reason.setWordWrap(True)
        self._reason.hide()
        self._buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Save | QDialogButtonBox.StandardButton.Cancel)
        save = self._buttons.button(QDialogButtonBox.StandardButton.Save)
        save.setObjectName("keepTemplateButton")
        theme.set_variant(save, "primary")
        self._buttons.accepted.connect(self._ask)
        self._buttons.rejected.connect(self.reject)
        self.name.textChanged.connect(self._named)
        form = QFormLayout(self)
        form.setContentsMargins(16, 14, 16, 14)
        form.setSpacing(10)
        form.addRow(self._name_label, self.name)
        form.addRow(self._story_label, self.story)
        form.addRow(self._reason)
        form.addRow(self._buttons)
        self.retranslate()
        self._named()

    def refuse(self, reason: str) -> None:
        """Say why it could not be kept, and wait for another name."""
        self._reason.setText(reason)
        self._reason.show()
        self.name.setFocus()
        self.name.selectAll()

    def _ask(self) -> None:
        self.wanted.emit(self.name.text().strip(), self.story.toPlainText().strip())

    def _named(self) -> None:
        self._reason.hide()
        self._buttons.button(QDialogButtonBox.StandardButton.Save).setEnabled(bool(self.name.text().strip()))

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
        super().changeEvent(event)

    def retranslate(self) -> None:
        """Fetch every word again in the language of now."""
        self.setWindowTitle(self.tr("Keep as template"))
        self._name_label.setText(self.tr("Name"))
        self._story_label.setText(self.tr("What to notice"))
        self.name.setAccessibleName(self.tr("Name"))
        self.story.setAccessibleName(self.tr("What to notice"))
        self.story.setPlaceholderText(self.tr("A few words for whoever starts from it (optional)"))
        self._buttons.button(QDialogButtonBox.StandardButton.Save).setText(self.tr("Keep"))
        self._buttons.button(QDialogButtonBox.StandardButton.Cancel).setText(self.tr("Cancel"))
