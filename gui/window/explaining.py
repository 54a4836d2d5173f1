"""Between the drawing pad and the explanation of its answer, which stands in a window of its own."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import QDialog, QVBoxLayout, QWidget

from gui.drawing.panel import DrawPanel
from gui.window.answering import Answering

_SIZE = (1120, 470)


class Explaining(QObject):
    """Opens the explanation when it is asked for. While it is open it follows the drawing and whose weights answer."""

    def __init__(self, panel: DrawPanel, answering: Answering, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._panel, self._answering = panel, answering
        self._dialog: WhyDialog | None = None
        self._network = answering.network()
        panel.whyRequested.connect(self.show)
        panel.imageChanged.connect(self._follow)
        answering.explainable.connect(self._take_network)

    @property
    def dialog(self) -> WhyDialog | None:
        """The window, once it was asked for."""
        return self._dialog

    def show(self) -> None:
        """Explain the drawing of now with the weights of now."""
        if self._dialog is None:
            self._dialog = WhyDialog(self._panel.window())
        self._dialog.show()
        self._dialog.raise_()
        self._dialog.activateWindow()
        self._follow(self._panel.image())

    def stop(self) -> None:
        """End the thread; for closing the window."""
        if self._dialog is not None:
            self._dialog.view.stop()
            self._dialog.close()

    def _take_network(self) -> None:
        self._network = self._answering.network()
        self._follow(self._panel.image())

    def _follow(self, image: Any) -> None:
        if self._dialog is None or not self._dialog.isVisible():
            return
        if image is None or self._network is None:
            self._dialog.view.clear()
        else:
            self._dialog.view.explain_with(
                self._network, self._answering.classes, image if image.ndim == 3 else image[None]
            )


class WhyDialog(QDialog):
    """The explanation beside the window, which goes on working."""

    def __init__(self, parent: QWidget) -> None:
        from gui.evaluation.why import WhyView

        super().__init__(parent)
        self.setObjectName("whyDialog")
        self.view = WhyView()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.view)
        self.resize(*_SIZE)
        self.finished.connect(lambda _result: self.view.clear())
        self.retranslate()

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
        super().changeEvent(event)

    def retranslate(self) -> None:
        """Fetch every word again in the language of now."""
        self.setWindowTitle(self.tr("Why this answer?"))
