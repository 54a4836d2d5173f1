"""Drawing place: the pad, what the network sees of it, and what it thinks."""

# ruff: noqa: N815 - signals are named as Qt names them

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QMargins, QSize, Qt, Signal
from PySide6.QtGui import QEnterEvent, QResizeEvent
from PySide6.QtWidgets import (
    QBoxLayout,
    QFrame,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QScrollArea,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from gui import theme
from gui.drawing.bars import PredictionBars
from gui.drawing.canvas import DigitCanvas
from gui.drawing.ink_loader import InkLoader
from gui.drawing.pad_box import PadBox
from gui.drawing.preview import DigitPreview
from gui.drawing.tools import PadTools

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

WIDE = 600
"""From this width on, and where there is more width than height, pad and answer stand side by side."""
ANSWER_WIDTH, ROOMY = (240, 440), 330
MARGIN, SPACING = 12, 10
UNLIMITED = 16_777_215
"""Qt's QWIDGETSIZE_MAX."""


class DrawPanel(QWidget):
    """Shows a drawing pad and, beside or below it, the network's answer, which others supply.

    The panel turns strokes into images and says ``imageChanged`` (uint8 ``[28, 28]`` or ``None``); whoever predicts
    answers with :meth:`show_probabilities`. ``whyRequested`` asks for an explanation of the answer on show.
    """

    imageChanged = Signal(object)
    whyRequested = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._image: NDArray[np.uint8] | None = None
        self._error = ""
        self._loader = InkLoader(self)
        self.canvas = DigitCanvas()
        self.tools = PadTools(self.canvas)
        self.preview = DigitPreview()
        self.bars = PredictionBars()
        self.digit = QLabel()
        self.digit.setObjectName("predictedDigit")
        self.message = QLabel()
        self.message.setObjectName("drawMessage")
        self.why = QPushButton()
        self.why.setObjectName("whyButton")
        self.why.clicked.connect(self.whyRequested)
        self.source = QLabel()
        self.source.setObjectName("predictionSource")
        self._pad_box = PadBox(self.canvas, self.tools)
        self._arrange()
        self.canvas.strokesChanged.connect(self._strokes_changed)
        self._loader.loaded.connect(self._strokes_changed)
        self.retranslate()

    # What others use.

    def image(self) -> NDArray[np.uint8] | None:
        """What the network sees: uint8 ``[28, 28]``, ink bright on dark, or ``None`` while the pad is empty."""
        return self._image

    def set_classes(self, classes: Sequence[str]) -> None:
        """The names of the classes that the answering network tells apart."""
        self.bars.set_classes(classes)
        self._show_answer()

    def set_source_text(self, text: str) -> None:
        """Say whose weights answer: "Untrained network", "Live: step 1,240 of 7,500", "Run first-try, epoch 3"."""
        self.source.setText(text)
        self.source.setVisible(bool(text))

    def show_probabilities(
        self, probabilities: Sequence[float] | NDArray[np.floating] | None, classes: Sequence[str] | None = None
    ) -> None:
        """Show an answer, one probability for each class, or ``None``. While the pad is empty there is none to show."""
        if classes is not None:
            self.bars.set_classes(classes)
        self._error = ""
        self.bars.set_probabilities(None if probabilities is None or self._image is None else list(probabilities))
        self._show_answer()

    def show_error(self, text: str) -> None:
        """Say why there is no answer; the next answer takes it away."""
        self._error = text
        self.bars.set_probabilities(None)
        self._show_answer()

    def retranslate(self) -> None:
        """Set every text anew, in the window's language."""
        self.digit.setAccessibleName(self.tr("Predicted class"))
        self.message.setAccessibleName(self.tr("Answer"))
        self.why.setText(self.tr("Why?"))
        self.why.setAccessibleName(self.tr("Explain the answer"))
        self.why.setToolTip(self.tr("Show what in the drawing speaks for the answer and what against it"))
        self.source.setAccessibleName(self.tr("Whose weights answer"))
        self._scroll.setAccessibleName(self.tr("Probabilities"))
        self._show_answer()

    # From strokes to the answer.

    def _strokes_changed(self) -> None:
        if not self._loader.ready():
            self._loader.start()
            self._show_answer()
            return
        image = self._loader.render(self.canvas.strokes())
        before = self._image.tobytes() if self._image is not None else None
        if before == (image.tobytes() if image is not None else None):
            return
        self._image = image
        self.preview.set_image(image)
        if image is None:
            self._error = ""
            self.bars.set_probabilities(None)
        self._show_answer()
        self.imageChanged.emit(image)

    def _show_answer(self) -> None:
        best, values = self.bars.winner(), self.bars.probabilities()
        self.why.setEnabled(best is not None and self._image is not None and not self._error)
        theme.set_role(self.message, "error" if self._error else "muted")
        if self._error:
            self.digit.clear()
            self.message.setText(self._error)
        elif self._image is None and not self.canvas.strokes():
            self.digit.clear()
            self.message.setText(self.tr("Draw a digit to see what the network thinks"))
        elif best is None or values is None:
            self.digit.clear()
            self.message.setText(self.tr("Waiting for the network…"))
        else:
            self.digit.setText(self.bars.classes()[best])
            self.message.setText(self.tr("{percent} % sure").format(percent=f"{100 * values[best]:.1f}"))
        # Without a digit the sentence has the whole height.
        self.digit.setMaximumHeight(UNLIMITED if self.digit.text() else 0)

    # Layout.

    def _arrange(self) -> None:
        self.source.setWordWrap(True)
        self.message.setWordWrap(True)
        self.message.setMinimumWidth(80)
        theme.set_role(self.source, "muted")
        theme.set_role(self.digit, "display")
        theme.set_role(self.message, "muted")
        self.source.setVisible(False)
        card = QFrame()
        theme.set_role(card, "card")
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addStretch(1)
        words.addWidget(self.digit)
        words.addWidget(self.message)
        words.addStretch(1)
        answer = QHBoxLayout(card)
        answer.setContentsMargins(10, 10, 10, 10)
        answer.setSpacing(14)
        answer.addWidget(self.preview, 0, Qt.AlignmentFlag.AlignVCenter)
        answer.addLayout(words, 1)
        card.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)

        self._scroll = _BarsArea(self.bars)
        self._side = QWidget()
        column = QVBoxLayout(self._side)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SPACING)
        head = QHBoxLayout()
        head.addWidget(self.source, 1)
        head.addWidget(self.why, 0, Qt.AlignmentFlag.AlignRight)
        column.addLayout(head)
        column.addWidget(card)
        column.addWidget(self._scroll, 1)
        self._columns = QBoxLayout(QBoxLayout.Direction.TopToBottom, self)
        self._columns.addWidget(self._pad_box, 1)
        self._columns.addWidget(self._side, 0)

    def _fit(self, size: QSize) -> None:
        """Side by side where there is room, else one below the other; in the middle of a very wide place."""
        wide = size.width() >= WIDE and size.width() > 0.9 * size.height()
        inner = size.shrunkBy(QMargins(MARGIN, MARGIN, MARGIN, MARGIN))
        across = MARGIN
        if wide:
            answer = min(max(round(0.36 * inner.width()), ANSWER_WIDTH[0]), ANSWER_WIDTH[1])
            pad = self._pad_box.width_for(inner.height())
            across += max(0, (inner.width() - pad - SPACING * 2 - answer) // 2)
            self._side.setFixedWidth(answer)
            self.preview.set_scale(5 if answer >= ROOMY else 3)
            self._pad_box.setMaximumHeight(UNLIMITED)
        else:
            self.preview.set_scale(3)
            self._side.setMinimumWidth(0)
            self._side.setMaximumWidth(UNLIMITED)
            self._pad_box.setMaximumHeight(self._pad_box.height_for(inner.width()))
        self._columns.setContentsMargins(across, MARGIN, across, MARGIN)
        self._columns.setSpacing(SPACING * 2 if wide else SPACING)
        self._columns.setDirection(QBoxLayout.Direction.LeftToRight if wide else QBoxLayout.Direction.TopToBottom)

    def sizeHint(self) -> QSize:
        return QSize(320, 640)

    def resizeEvent(self, event: QResizeEvent) -> None:
        self._fit(event.size())
        super().resizeEvent(event)

    def enterEvent(self, event: QEnterEvent) -> None:
        self._loader.start()
        super().enterEvent(event)

    def changeEvent(self, event: QEvent) -> None:
        if event.type() is QEvent.Type.LanguageChange:
            self.retranslate()
        super().changeEvent(event)


class _BarsArea(QScrollArea):
    """The bars, scrolled where a dataset has too many classes for the height."""

    def __init__(self, bars: PredictionBars) -> None:
        super().__init__()
        self._bars = bars
        self.setWidget(bars)
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setMinimumHeight(96)

    def sizeHint(self) -> QSize:
        hint = self._bars.minimumSizeHint()
        return QSize(max(220, hint.width()), min(hint.height(), 260))
