"""The window of the lesson: the teaching network and the formulas, each in a tab."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QHideEvent
from PySide6.QtWidgets import QDialog, QTabWidget, QVBoxLayout, QWidget

from gui.lesson.teaching_page import TeachingPage

_SIZE = (1120, 720)


class LessonWindow(QDialog):
    """Stands beside the main window without holding it up."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("lessonWindow")
        self.setWindowFlags(
            Qt.WindowType.Window | Qt.WindowType.WindowMinMaxButtonsHint | Qt.WindowType.WindowCloseButtonHint
        )
        self.setModal(False)
        self.teaching = TeachingPage()
        self.tabs = QTabWidget()
        self.tabs.setObjectName("lessonTabs")
        self.tabs.setDocumentMode(True)
        self.tabs.addTab(self.teaching, "")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 4, 0, 0)
        column.addWidget(self.tabs)
        self.resize(*_SIZE)
        self.retranslate()

    def open(self) -> None:
        """Show it, in front."""
        self.show()
        self.raise_()
        self.activateWindow()
        self.teaching.picture.setFocus()

    def hideEvent(self, event: QHideEvent) -> None:
        self.teaching.transport.pause()
        super().hideEvent(event)

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
        super().changeEvent(event)

    def retranslate(self) -> None:
        """Fetch every word again in the language of now."""
        self.setWindowTitle(self.tr("Step by step"))
        self.tabs.setTabText(0, self.tr("Teaching network"))
