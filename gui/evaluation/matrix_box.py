"""The confusion matrix with what belongs to it: counts or shares, what a cell says, and the scale of its colours."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QLinearGradient, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import (
    QButtonGroup,
    QFrame,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QSizePolicy,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from gui import theme
from gui.evaluation.matrix import Cell, ConfusionMatrix
from gui.model.figures import count_text
from gui.training.small_plot import small_font

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from engine.evaluation.report import EvaluationReport

_STRIP, _THICK, _GAP = 46.0, 9.0, 6.0


class MatrixBox(QFrame):
    """``chosen(truth, predicted)`` comes from a cell, ``exportRequested`` from the button.

    A ``passing`` matrix is one epoch's of many: it opens no images and is not saved.
    """

    chosen = Signal(int, int)
    exportRequested = Signal()  # noqa: N815 - signals are named as Qt names them

    def __init__(self, parent: QWidget | None = None, *, passing: bool = False) -> None:
        super().__init__(parent)
        self._passing = passing
        self.setObjectName("matrixBox")
        theme.set_role(self, "card")
        self.matrix, self.legend = ConfusionMatrix(), _Legend()
        self._title, self.readout = QLabel(), QLabel()
        theme.set_role(self._title, "heading")
        theme.set_role(self.readout, "muted")
        self.readout.setObjectName("matrixReadout")
        self.readout.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self.counts_button, self.shares_button = QToolButton(), QToolButton()
        self.counts_button.setObjectName("matrixCountsButton")
        self.shares_button.setObjectName("matrixSharesButton")
        self._ways = QButtonGroup(self)
        for button in (self.counts_button, self.shares_button):
            button.setCheckable(True)
            self._ways.addButton(button)
        self.counts_button.setChecked(True)
        self.export_button = QPushButton()
        self.export_button.setObjectName("exportMatrixButton")
        theme.set_variant(self.export_button, "quiet")
        self.export_button.setHidden(passing)
        head = QHBoxLayout()
        head.setSpacing(4)
        head.addWidget(self._title)
        head.addStretch(1)
        for shown in (self.counts_button, self.shares_button, self.export_button):
            head.addWidget(shown)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(10, 6, 10, 7)
        layout.setSpacing(4)
        layout.addLayout(head)
        layout.addWidget(self.matrix, 1)
        layout.addWidget(self.readout)
        layout.addWidget(self.legend)
        self.matrix.pointed.connect(self._read_out)
        self.matrix.chosen.connect(self.chosen)
        if passing:
            for widget in (self, self.matrix, self.readout, self.counts_button, self.shares_button, self.export_button):
                name = widget.objectName()
                widget.setObjectName(f"epoch{name[0].upper()}{name[1:]}")
        self.shares_button.toggled.connect(self._show_shares)
        self.export_button.clicked.connect(self.exportRequested)
        self._pointed: Cell | None = None
        self.retranslate()

    def show_report(self, report: EvaluationReport) -> None:
        """Show the matrix of this report."""
        self.show_confusion(report.confusion, report.classes)

    def show_confusion(self, confusion: NDArray[np.int64], classes: tuple[str, ...]) -> None:
        """Show counts int64 ``[C, C]``, rows are the true classes."""
        self.matrix.show_confusion(confusion, classes)
        self._show_scale()

    def _show_shares(self, shares: bool) -> None:
        self.matrix.show_shares(shares)
        self._show_scale()

    def _show_scale(self) -> None:
        right, wrong = self.matrix.greatest
        shares = self.shares_button.isChecked()
        self.legend.show_ends(*(f"{100 * end:.1f} %" if shares else count_text(int(end)) for end in (right, wrong)))

    def _read_out(self, cell: Cell) -> None:
        self._pointed = cell
        words = self.matrix.cell_words(cell)
        self.readout.setText(words)
        self.readout.setToolTip(words)

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
        super().changeEvent(event)

    def retranslate(self) -> None:
        """Fetch every word again in the language of now."""
        self._title.setText(self.tr("Confusion matrix"))
        self._title.setToolTip(
            self.tr(
                "Rows are the true classes, columns the answers. Ctrl and the wheel make cells larger, 0 fits them."
            )
            if self._passing
            else self.tr(
                "Rows are the true classes, columns the answers. A click on a cell shows the images behind it. Ctrl and"
                " the wheel make cells larger, 0 fits them again."
            )
        )
        words = (
            (self.counts_button, self.tr("Counts"), self.tr("How many images")),
            (self.shares_button, self.tr("Row %"), self.tr("Share of the true class's images")),
            (self.export_button, self.tr("CSV…"), self.tr("Save the confusion matrix as CSV")),
        )
        for button, text, tip in words:
            button.setText(text)
            button.setToolTip(tip)
            button.setAccessibleName(tip)
        if self._pointed is not None:
            self._read_out(self._pointed)
        self.legend.update()


class _Legend(QWidget):
    """Both scales of colours with what their ends mean."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._ends: tuple[str, str] = ("", "")
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        theme.notifier().changed.connect(self.update)

    def show_ends(self, right: str, wrong: str) -> None:
        """Show these values at the ends of the scales of right and of wrong answers."""
        self._ends = right, wrong
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(200, self.fontMetrics().height())

    def paintEvent(self, event: QPaintEvent) -> None:
        colours = theme.current()
        painter = QPainter(self)
        painter.setFont(small_font(self.font()))
        metrics = painter.fontMetrics()
        left = 0.0
        scales = (
            (self.tr("right: 0"), colours.output_high, self._ends[0]),
            (self.tr("wrong: 0"), colours.output_low, self._ends[1]),
        )
        for word, colour, end in scales:
            for text, is_strip in ((word, False), ("", True), (end, False)):
                width = _STRIP if is_strip else metrics.horizontalAdvance(text)
                if is_strip:
                    strip = QRectF(left, (self.height() - _THICK) / 2, width, _THICK)
                    gradient = QLinearGradient(strip.topLeft(), strip.topRight())
                    gradient.setColorAt(0, QColor(colours.output_zero))
                    gradient.setColorAt(1, QColor(colour))
                    painter.setPen(QPen(QColor(colours.border), 1))
                    painter.setBrush(gradient)
                    painter.drawRect(strip)
                else:
                    painter.setPen(QColor(colours.text_muted))
                    painter.drawText(QRectF(left, 0, width + 2, self.height()), Qt.AlignmentFlag.AlignVCenter, text)
                left += width + _GAP
            left += 2 * _GAP
