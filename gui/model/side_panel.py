"""What stands to the right of the canvas: the selected layer, what is inside it, or the network as code."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QSize, Signal
from PySide6.QtWidgets import QStackedWidget, QTabBar, QVBoxLayout, QWidget

from engine.evaluation.probing import WeightsOf, no_weights
from gui.model.document import ProjectDocument
from gui.model.inspector import LayerInspector

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from gui.model.code_panel import CodePanel
    from gui.model.inside_panel import InsidePanel

_LAYER, _CODE, _INSIDE = 0, 1, 2


class SidePanel(QWidget):
    """Three tabs. All but the first are made when first looked at; ``roomWanted`` asks for the width they read well at.

    ``insideShown`` says whether the inside of a layer is being looked at, for which an example is needed.
    """

    roomWanted = Signal(int)  # noqa: N815 - signals are named as Qt names them
    insideShown = Signal(bool)  # noqa: N815
    exportRequested = Signal()  # noqa: N815
    openRequested = Signal()  # noqa: N815

    def __init__(self, document: ProjectDocument, inspector: LayerInspector, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("sidePanel")
        self._document, self._inspector = document, inspector
        self._code: CodePanel | None = None
        self._inside: InsidePanel | None = None
        self._weights: tuple[WeightsOf, bool] = (no_weights, False)
        self.tabs = QTabBar()
        self.tabs.setObjectName("sideTabs")
        self.tabs.setDrawBase(False)
        for _ in (_LAYER, _CODE, _INSIDE):
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

    @property
    def inside(self) -> InsidePanel:
        """The inside of the selected layer."""
        if self._inside is None:
            from gui.model.inside_panel import InsidePanel

            self._inside = InsidePanel(self._document)
            weights, changing = self._weights
            self._inside.set_weights(weights, changing=changing)
            self._stack.addWidget(self._inside)
        return self._inside

    @property
    def is_inside_shown(self) -> bool:
        """Whether the inside of a layer is being looked at."""
        return self.tabs.currentIndex() == _INSIDE

    def set_weights(self, weights: WeightsOf, *, changing: bool) -> None:
        """Look into layers with the weights from there."""
        self._weights = weights, changing
        if self._inside is not None:
            self._inside.set_weights(weights, changing=changing)

    def set_example(self, image: NDArray[np.uint8], label: int | None) -> None:
        """Look into layers with this image at hand."""
        if self._inside is not None:
            self._inside.set_example(image, label)

    def stop(self) -> None:
        """End the thread; for closing the window."""
        if self._inside is not None:
            self._inside.stop()

    def show_code(self) -> None:
        """Go to the code."""
        self.tabs.setCurrentIndex(_CODE)

    def show_layer(self) -> None:
        """Go to the selected layer."""
        self.tabs.setCurrentIndex(_LAYER)

    def _chosen(self, index: int) -> None:
        shown: QWidget = self._inspector
        if index == _CODE:
            shown = self.code
        elif index == _INSIDE:
            shown = self.inside
        self._stack.setCurrentWidget(shown)
        self.roomWanted.emit(shown.sizeHint().width())
        self.insideShown.emit(index == _INSIDE)

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
        self.tabs.setTabText(_INSIDE, self.tr("Inside"))
        self.tabs.setTabToolTip(_LAYER, self.tr("The selected layer, or the whole network"))
        self.tabs.setTabToolTip(_CODE, self.tr("The network as PyTorch code"))
        self.tabs.setTabToolTip(_INSIDE, self.tr("Filters, weights, gradients and dead units of the selected layer"))
        self.tabs.setAccessibleName(self.tr("Layer, code or inside"))
