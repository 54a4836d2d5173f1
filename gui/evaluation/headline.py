"""An evaluation in one line of figures: accuracy with its interval in words, loss and calibration error."""

from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from engine.evaluation.results import Evaluated
from engine.training.events import Split
from gui.model.figures import count_text
from gui.training.summary import Card, accuracy_text, loss_text


class Headline(QFrame):
    """The accuracy large, what it means beside it, and cards for what else is asked first."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("evaluationHeadline")
        self._shown: Evaluated | None = None
        self.accuracy, self.sentence = Card("evaluatedAccuracyCard"), QLabel()
        self.loss, self.calibration = Card("evaluatedLossCard"), Card("calibrationErrorCard")
        self.sentence.setObjectName("accuracySentence")
        self.sentence.setWordWrap(True)
        words = QVBoxLayout()
        words.setSpacing(2)
        words.addWidget(self.sentence, 1)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        row.addWidget(self.accuracy)
        row.addWidget(self.loss)
        row.addWidget(self.calibration)
        row.addSpacing(4)
        row.addLayout(words, 1)
        self.retranslate()

    def show_evaluated(self, evaluated: Evaluated) -> None:
        """Show the figures of this evaluation."""
        self._shown = evaluated
        self.retranslate()

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
        super().changeEvent(event)

    def retranslate(self) -> None:
        """Fetch every word again in the language of now."""
        self.calibration.setToolTip(
            self.tr("Expected calibration error: by how much confidence and accuracy differ, averaged over the images")
        )
        if self._shown is None:
            return
        report = self._shown.report
        self.accuracy.show_value(accuracy_text(report.accuracy), self.tr("Accuracy"))
        self.loss.show_value(loss_text(report.loss), self.tr("Loss"))
        self.calibration.show_value(accuracy_text(report.calibration_error), self.tr("Calibration error"))
        low, high = report.interval
        self.sentence.setText(
            self._right(self._shown.split).format(
                right=count_text(round(report.accuracy * report.images)), images=count_text(report.images)
            )
            + " "
            + self.tr("With 95 % confidence the accuracy on images like these lies between {low} and {high}.").format(
                low=accuracy_text(low), high=accuracy_text(high)
            )
        )

    def _right(self, split: Split) -> str:
        words: dict[Split, str] = {
            "train": self.tr("{right} of {images} training images are answered right."),
            "validation": self.tr("{right} of {images} validation images are answered right."),
            "test": self.tr("{right} of {images} test images are answered right."),
        }
        return words[split]
