"""What is read of several digits, as a text to copy."""

from PySide6.QtCore import QEvent, QSize, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QHBoxLayout, QLabel, QToolButton, QWidget

from gui import fonts, icons, theme


class ReadingLine(QWidget):
    """Hidden while there is one digit at most: then the answer says it all."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.text = QLabel()
        theme.set_role(self.text, "heading")
        self.text.setObjectName("readingText")
        self.text.setFont(fonts.tabular(self.text.font()))
        self.text.setTextFormat(Qt.TextFormat.PlainText)
        self.text.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        self.copy = QToolButton()
        self.copy.setObjectName("copyReadingButton")
        self.copy.setIconSize(QSize(14, 14))
        self.copy.clicked.connect(self.copy_text)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(6)
        row.addWidget(self.text)
        row.addWidget(self.copy)
        theme.notifier().changed.connect(self._recolour)
        self._recolour()
        self.retranslate()
        self.show_text("")

    def show_text(self, text: str) -> None:
        """Show what is read, or nothing."""
        self.text.setText(text)
        self.setVisible(bool(text))

    def copy_text(self) -> None:
        """Put what is read on the clipboard."""
        if self.text.text():
            QGuiApplication.clipboard().setText(self.text.text())

    def retranslate(self) -> None:
        """Set every text anew, in the window's language."""
        self.text.setAccessibleName(self.tr("What is read"))
        self.text.setToolTip(self.text.accessibleName())
        self.copy.setAccessibleName(self.tr("Copy what is read"))
        self.copy.setToolTip(self.tr("Copy what is read (Ctrl+C while the pad has the focus)"))

    def changeEvent(self, event: QEvent) -> None:
        if event.type() is QEvent.Type.LanguageChange:
            self.retranslate()
        super().changeEvent(event)

    def _recolour(self) -> None:
        self.copy.setIcon(icons.icon("duplicate"))
