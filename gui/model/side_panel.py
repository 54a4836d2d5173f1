"""What stands to the right of the canvas: the selected layer, or the network as code."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QSize, Signal
from PySide6.QtWidgets import QStackedWidget, QTabBar, QVBoxLayout, QWidget

from gui.model.document import ProjectDocument
from gui.model.inspector import LayerInspector

if TYPE_CHECKING:
    from gui.model.code_panel import CodePanel

_LAYER, _CODE = 0, 1


class SidePanel(QWidget):
    """Two tabs. The code is made when it is first looked at; ``roomWanted`` asks for the width it reads well at."""

    roomWanted = Signal(int)  # noqa: N815 - signals are named as Qt names them
    exportRequested = Signal()  # noqa: N815
    openRequested = Signal()  # noqa: N815

    def __init__(self, document: ProjectDocument, inspector: LayerInspector, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("sidePanel")
        self._document, self._inspector = document, inspector
        self._code: CodePanel | None = None
        self.tabs = QTabBar()
        self.tabs.setObjectName("sideTabs")
        self.tabs.setDrawBase(False)
        self.tabs.addTab("")
        self.tabs.addTab("")
        self.tabs.currentChanged.connect(self._chosen)
        self._stack = QStackedWidget()
        self._stack.addWidget(inspector)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.tabs)
        column.addWidget(self._stack, 1)
        self.retranslate()

    @property
    def code(self) -> CodePanel:
        """The network as code."""
        if self._code is None:
            from gui.model.code_panel import CodePanel

            self._code = CodePanel(self._document)
            self._code.exportRequested.connect(self.exportRequested)
            self._code.openRequested.connect(self.openRequested)
            self._stack.addWidget(self._code)
        return self._code

    def show_code(self) -> None:
        """Go to the code."""
        self.tabs.setCurrentIndex(_CODE)

    def show_layer(self) -> None:
        """Go to the selected layer."""
        self.tabs.setCurrentIndex(_LAYER)

    def _chosen(self, index: int) -> None:
        shown = self.code if index == _CODE else self._inspector
        self._stack.setCurrentWidget(shown)
        self.roomWanted.emit(shown.sizeHint().width())

    def sizeHint(self) -> QSize:
        return self._inspector.sizeHint()

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
        super().changeEvent(event)

    def retranslate(self) -> None:
        """Fetch every word again in the language of now."""
        self.tabs.setTabText(_LAYER, self.tr("Layer"))
        self.tabs.setTabText(_CODE, self.tr("Code"))
        self.tabs.setTabToolTip(_LAYER, self.tr("The selected layer, or the whole network"))
        self.tabs.setTabToolTip(_CODE, self.tr("The network as PyTorch code"))
        self.tabs.setAccessibleName(self.tr("Layer or code"))
