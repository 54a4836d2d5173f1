"""What an epoch makes of the person's own drawing on the pad."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QScrollArea, QVBoxLayout, QWidget

from engine.text import Text
from gui import theme
from gui.drawing.bars import PredictionBars
from gui.drawing.preview import DigitPreview
from gui.translation import say

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray


class EpochDrawing(QFrame):
    """The drawing, and a bar for each class; without a drawing a button that leads to the pad (``drawRequested``)."""

    drawRequested = Signal()  # noqa: N815 - signals are named as Qt names them

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("epochDrawing")
        theme.set_role(self, "card")
        self._has_drawing = False
        self._error: Text | None = None
        self._title, self.words = QLabel(), QLabel()
        theme.set_role(self._title, "heading")
        self.words.setObjectName("epochDrawingWords")
        self.words.setWordWrap(True)
        self.words.setAlignment(Qt.AlignmentFlag.AlignTop)
        self.preview, self.bars, self.button = DigitPreview(), PredictionBars(), QPushButton()
        self.preview.setObjectName("epochDigitPreview")
        self.preview.set_scale(2)
        self.bars.setObjectName("epochBars")
        self.button.setObjectName("drawForEpochsButton")
        theme.set_variant(self.button, "quiet")
        self.button.clicked.connect(self.drawRequested)
        self._scroll = QScrollArea()  # for datasets of many classes
        self._scroll.setWidget(self.bars)
        self._scroll.setWidgetResizable(True)
        self._scroll.setFrameShape(QFrame.Shape.NoFrame)
        self._scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        head = QHBoxLayout()
        head.addWidget(self._title, 1)
        head.addWidget(self.button)
        row = QHBoxLayout()
        row.setSpacing(10)
        row.addWidget(self.preview, 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(self._scroll, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(10, 6, 10, 7)
        column.setSpacing(4)
        column.addLayout(head)
        column.addWidget(self.words)
        column.addLayout(row, 1)
        self.retranslate()

    def show_drawing(self, image: NDArray[np.uint8] | None) -> None:
        """Show another drawing uint8 ``[H, W]``, or none."""
        self._has_drawing, self._error = image is not None, None
        self.preview.set_image(image)
        if image is None:
            self.bars.set_probabilities(None)
        self.retranslate()

    def show_classes(self, classes: Sequence[str]) -> None:
        """Show the answers of a network that tells these apart."""
        self.bars.set_classes(classes)

    def show_answer(self, probabilities: NDArray[np.float32] | None, error: Text | None = None) -> None:
        """Show an epoch's answer, or why there is none."""
        self._error = error
        self.bars.set_probabilities(None if probabilities is None else probabilities.tolist())
        self.retranslate()

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
        super().changeEvent(event)

    def retranslate(self) -> None:
        """Fetch every word again in the language of now."""
        self._title.setText(self.tr("Your drawing"))
        self.button.setText(self.tr("Draw"))
        self.button.setAccessibleName(self.tr("Draw a digit for the epochs"))
        self.button.setToolTip(self.tr("Go to the pad; every epoch then answers to what is drawn there"))
        theme.set_role(self.words, "muted" if self._error is None else "error")
        if self._error is not None:
            self.words.setText(say(self._error))
        else:
            self.words.setText(self.tr("Draw a digit, and see here when the network learned to read it."))
        self.words.setVisible(self._error is not None or not self._has_drawing)
        for widget in (self.preview, self._scroll):
            widget.setVisible(self._has_drawing and self._error is None)
