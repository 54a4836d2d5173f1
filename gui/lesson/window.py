"""The window of the lesson: the teaching network, one's own network and the formulas, each in a tab."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, Qt, QTimer, Signal
from PySide6.QtGui import QHideEvent
from PySide6.QtWidgets import QDialog, QTabWidget, QVBoxLayout, QWidget

from engine.evaluation.probing import WeightsOf
from gui.lesson.teaching_page import TeachingPage
from gui.model.document import ProjectDocument

if TYPE_CHECKING:
    from gui.lesson.formulas_page import FormulasPage
    from gui.lesson.own_page import OwnPage

_OWN, _FORMULAS = 1, 2
"""Places of the tabs behind that of the teaching network."""
_SIZE = (1120, 720)


class LessonWindow(QDialog):
    """Stands beside the main window without holding it up. ``weights`` gives whose weights answer for the document's
    network. The teaching network is there at once, the other pages are made behind it, each in a turn of its own, or
    when they are needed; ``ownMade(page)`` tells of the page of one's own network.
    """

    ownMade = Signal(object)  # noqa: N815 - signals are named as Qt names them

    def __init__(
        self, document: ProjectDocument, weights: Callable[[], WeightsOf], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setObjectName("lessonWindow")
        self.setWindowFlags(
            Qt.WindowType.Window | Qt.WindowType.WindowMinMaxButtonsHint | Qt.WindowType.WindowCloseButtonHint
        )
        self.setModal(False)
        self._document, self._weights = document, weights
        self._own: OwnPage | None = None
        self._formulas: FormulasPage | None = None
        self._making = QTimer(self, singleShot=True, interval=0)
        self._making.timeout.connect(self._make_the_next)
        self.teaching = TeachingPage()
        self.tabs = QTabWidget(self)
        self.tabs.setObjectName("lessonTabs")
        self.tabs.setDocumentMode(True)
        self.tabs.addTab(self.teaching, "")
        self._columns = {tab: self._add_place() for tab in (_OWN, _FORMULAS)}
        self.tabs.currentChanged.connect(self._make)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 4, 0, 0)
        column.addWidget(self.tabs)
        self.resize(*_SIZE)
        self.retranslate()

    @property
    def own(self) -> OwnPage:
        """The page of one's own network."""
        if self._own is None:
            from gui.lesson.own_page import OwnPage

            self._own = OwnPage(self._document, self._weights)
            self._put(_OWN, self._own)
            self.ownMade.emit(self._own)
        return self._own

    @property
    def formulas(self) -> FormulasPage:
        """The page of all formulas."""
        if self._formulas is None:
            from gui.lesson.formulas_page import FormulasPage

            self._formulas = FormulasPage()
            self._put(_FORMULAS, self._formulas)
        return self._formulas

    def _add_place(self) -> QVBoxLayout:
        """A tab more, into which a page will be put."""
        place = QWidget()
        column = QVBoxLayout(place)
        column.setContentsMargins(0, 0, 0, 0)
        self.tabs.addTab(place, "")
        return column

    def _put(self, tab: int, page: QWidget) -> None:
        self._columns[tab].addWidget(page)

    def _make(self, tab: int) -> QWidget:
        return self.own if tab == _OWN else self.formulas if tab == _FORMULAS else self.teaching

    def _make_the_next(self) -> None:
        self._make(_OWN if self._own is None else _FORMULAS)
        if self._formulas is None:
            self._making.start()

    def open(self) -> None:
        """Show it, in front."""
        self._making.start()
        self.show()
        self.raise_()
        self.activateWindow()
        self.teaching.picture.setFocus()

    def stop(self) -> None:
        """Close it and end its threads."""
        self.close()
        self._making.stop()
        if self._own is not None:
            self._own.stop()

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
