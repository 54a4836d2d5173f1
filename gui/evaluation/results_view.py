"""What an evaluation found: headline, confusion matrix, and beside it figures, plots and the images behind them."""

from collections.abc import Callable

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtWidgets import QPushButton, QTabWidget, QVBoxLayout, QWidget

from engine.evaluation.csv_tables import classes_csv, confusion_csv
from engine.evaluation.report import EvaluationReport
from engine.evaluation.results import Evaluated
from engine.text import NetwrightError
from gui import theme
from gui.evaluation.calibration_plot import CalibrationPlot
from gui.evaluation.class_table import ClassTable
from gui.evaluation.export import ask_and_save
from gui.evaluation.headline import Headline
from gui.evaluation.image_detail import ImageDetail
from gui.evaluation.images_behind import ImagesBehind
from gui.evaluation.loss_plot import LossPlot
from gui.evaluation.matrix_box import MatrixBox
from gui.evaluation.plot_box import PlotBox
from gui.evaluation.selection import Selection
from gui.evaluation.words import points_text
from gui.training.splitter import CardSplitter
from gui.training.summary import accuracy_text, loss_text

_CALIBRATED = 0.02
"""A calibration error up to this is nothing to speak of."""


class ResultsView(QWidget):
    """Shows one :class:`Evaluated` at a time; ``failed(error)`` tells what could not be saved."""

    failed = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._shown: Evaluated | None = None
        # From the outside inwards: what is put into something is styled anew, with its content.
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(8)
        self.headline, self.matrix = Headline(), MatrixBox()
        parts = CardSplitter(Qt.Orientation.Horizontal, self)
        layout.addWidget(self.headline)
        layout.addWidget(parts, 1)
        parts.addWidget(self.matrix)
        self.classes = ClassTable()
        self._calibration_plot, self._loss_plot = CalibrationPlot(), LossPlot()
        self.calibration, self.losses = PlotBox(self._calibration_plot), PlotBox(self._loss_plot)
        self.export_classes = QPushButton()
        self.export_classes.setObjectName("exportClassesButton")
        theme.set_variant(self.export_classes, "quiet")
        class_box = QWidget()
        column = QVBoxLayout(class_box)
        column.setContentsMargins(0, 4, 0, 0)
        column.setSpacing(2)
        column.addWidget(self.classes, 1)
        column.addWidget(self.export_classes, 0, Qt.AlignmentFlag.AlignRight)
        self.tabs = QTabWidget(parts)
        self.tabs.setObjectName("evaluationTabs")
        self.tabs.setDocumentMode(True)
        self.gallery, self.detail = ImagesBehind(), ImageDetail()
        self._images = CardSplitter(Qt.Orientation.Horizontal, self.tabs)
        self._images.addWidget(self.gallery)
        self._images.addWidget(self.detail)
        self._images.setSizes([360, 360])
        for widget in (class_box, self.calibration, self.losses, self._images):
            self.tabs.addTab(widget, "")
        parts.setStretchFactor(0, 2)
        parts.setStretchFactor(1, 3)
        parts.setSizes([480, 720])
        self.matrix.chosen.connect(lambda truth, answer: self.open(Selection(truth, answer)))
        self.classes.chosen.connect(lambda truth: self.open(Selection(truth)))
        self._calibration_plot.chosen.connect(lambda number: self.open(Selection(confidence=number)))
        self._loss_plot.chosen.connect(lambda number: self.open(Selection(loss=number)))
        self.gallery.imageChosen.connect(self._show_image)
        self.gallery.emptied.connect(self.detail.show_nothing)
        self.gallery.opened.connect(self.detail.tabs.setFocus)
        self.matrix.exportRequested.connect(lambda: self._export("confusion", confusion_csv))
        self.export_classes.clicked.connect(lambda: self._export("classes", classes_csv))
        self.retranslate()

    def show_evaluated(self, evaluated: Evaluated, other: Evaluated | None) -> None:
        """Show this evaluation instead, compared with another split's where that is known."""
        self.headline.show_evaluated(evaluated, other)
        if evaluated is self._shown:
            return  # what is looked at stays
        self._shown = evaluated
        report = evaluated.report
        self.matrix.show_report(report)
        self.classes.show_report(report)
        self._calibration_plot.show_reliability(report.reliability)
        self._loss_plot.show_losses(report.losses)
        self.gallery.show_evaluated(evaluated)
        self._say()

    def open(self, selection: Selection) -> None:
        """Show the images behind a figure."""
        self.gallery.open(selection)
        self.tabs.setCurrentWidget(self._images)

    def _show_image(self, index: int) -> None:
        if self._shown is not None:
            self.detail.show_image(self._shown, index)

    def _export(self, table: str, content: Callable[[EvaluationReport], bytes]) -> None:
        if self._shown is None:
            return
        try:
            ask_and_save(self, self._shown, table, content)
        except NetwrightError as error:
            self.failed.emit(error)

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
        super().changeEvent(event)

    def retranslate(self) -> None:
        """Fetch every word again in the language of now."""
        names = (self.tr("Classes"), self.tr("Calibration"), self.tr("Losses"), self.tr("Images"))
        for index, name in enumerate(names):
            self.tabs.setTabText(index, name)
        self.tabs.setAccessibleName(self.tr("Figures of the evaluation"))
        self.export_classes.setText(self.tr("CSV…"))
        self.export_classes.setToolTip(self.tr("Save the classes' figures as CSV"))
        self.export_classes.setAccessibleName(self.tr("Save the classes' figures as CSV"))
        self._say()

    def _say(self) -> None:
        if self._shown is None:
            return
        report = self._shown.report
        error = accuracy_text(report.calibration_error)
        beyond = report.overconfidence
        values = {"error": error, "points": points_text(beyond)}
        if report.calibration_error <= _CALIBRATED:
            words = self.tr("Expected calibration error {error}: the network is about as often right as it is sure.")
        elif beyond > 0:
            words = self.tr(
                "Expected calibration error {error}. The network is too sure: on average {points} points more than it"
                " is right."
            )
        else:
            words = self.tr(
                "Expected calibration error {error}. The network is not sure enough: on average {points} points less"
                " than it is right."
            )
        self.calibration.say(words.format(**values))
        self.losses.say(
            self.tr("Mean loss {mean}, greatest {greatest}. What lies far to the right is worth looking at.").format(
                mean=loss_text(report.loss), greatest=loss_text(float(report.observations.losses.max()))
            )
        )
