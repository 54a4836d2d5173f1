"""The window of the lesson: the teaching network, one's own network and the formulas, each in a tab."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QHideEvent
from PySide6.QtWidgets import QDialog, QTabWidget, QVBoxLayout, QWidget

from engine.evaluation.probing import WeightsOf
from gui.lesson.formulas_page import FormulasPage
from gui.lesson.own_page import OwnPage
from gui.lesson.teaching_page import TeachingPage
from gui.model.document import ProjectDocument

_SIZE = (1120, 720)


class LessonWindow(QDialog):
    """Stands beside the main window without holding it up. ``weights`` gives whose weights answer for the document's
    network."""

    def __init__(
        self, document: ProjectDocument, weights: Callable[[], WeightsOf], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setObjectName("lessonWindow")
        self.setWindowFlags(
            Qt.WindowType.Window | Qt.WindowType.WindowMinMaxButtonsHint | Qt.WindowType.WindowCloseButtonHint
        )
        self.setModal(False)
        self.teaching, self.own, self.formulas = TeachingPage(), OwnPage(document, weights), FormulasPage()
        self.tabs = QTabWidget()
        self.tabs.setObjectName("lessonTabs")
        self.tabs.setDocumentMode(True)
        for page in (self.teaching, self.own, self.formulas):
            self.tabs.addTab(page, "")
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

    def stop(self) -> None:
        """Close it and end its threads."""
        self.close()
        self.own.stop()

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
        for place, words in enumerate((self.tr("Teaching network"), self.tr("Your network"), self.tr("Formulas"))):
            self.tabs.setTabText(place, words)
