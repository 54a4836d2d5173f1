"""An evaluation in figures and sentences: accuracy with its interval, and what training and other images differ by."""

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from engine.evaluation.results import Evaluated
from engine.training.events import Split
from gui import theme
from gui.evaluation.gap_words import counterpart, gap_words
from gui.model.figures import count_text
from gui.training.summary import Card, accuracy_text, loss_text


class Headline(QFrame):
    """The accuracy large, what it means beside it, and cards for what else is asked first.

    ``compareRequested`` asks for the split that this one is compared with (:func:`counterpart`).
    """

    compareRequested = Signal()  # noqa: N815 - signals are named as Qt names them

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("evaluationHeadline")
        self._shown: Evaluated | None = None
        self._other: Evaluated | None = None
        self.accuracy, self.sentence = Card("evaluatedAccuracyCard"), QLabel()
        self.loss, self.calibration = Card("evaluatedLossCard"), Card("calibrationErrorCard")
        self.sentence.setObjectName("accuracySentence")
        self.sentence.setWordWrap(True)
        self.gap, self.compare_button = QLabel(), QPushButton()
        self.gap.setObjectName("gapSentence")
        self.gap.setWordWrap(True)
        self.compare_button.setObjectName("compareSplitsButton")
        theme.set_variant(self.compare_button, "quiet")
        self.compare_button.clicked.connect(self.compareRequested)
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addStretch(1)
        words.addWidget(self.sentence)
        words.addWidget(self.gap)
        words.addWidget(self.compare_button, 0, Qt.AlignmentFlag.AlignLeft)
        words.addStretch(1)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        row.addWidget(self.accuracy)
        row.addWidget(self.loss)
        row.addWidget(self.calibration)
        row.addSpacing(4)
        row.addLayout(words, 1)
        self.retranslate()

    def show_evaluated(self, evaluated: Evaluated, other: Evaluated | None) -> None:
        """Show the figures of this evaluation, compared with those of the other split where that is known."""
        self._shown, self._other = evaluated, other
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
            self._right(self._shown).format(
                right=count_text(round(report.accuracy * report.images)),
                images=count_text(report.images),
                runs=0 if self._shown.jury is None else len(self._shown.jury.runs),
            )
            + " "
            + self.tr("With 95 % confidence the accuracy on images like these lies between {low} and {high}.").format(
                low=accuracy_text(low), high=accuracy_text(high)
            )
        )

        self.gap.setVisible(self._other is not None)
        self.compare_button.setVisible(self._other is None and self._shown.jury is None)
        if self._other is not None:
            self.gap.setText(gap_words(self._shown, self._other))
        with_test = counterpart(self._shown.split) == "test"
        compare = self.tr("Compare with the test images") if with_test else self.tr("Compare with the training images")
        self.compare_button.setText(compare)
        self.compare_button.setAccessibleName(compare)
        self.compare_button.setToolTip(self.tr("Find out how much of what it knows was learned by heart"))

    def _right(self, shown: Evaluated) -> str:
        if shown.jury is not None and shown.jury.kind == "fold":
            return self.tr(
                "{right} of {images} training images are answered right, each by the one of {runs} runs that did not"
                " learn from it (out of fold)."
            )
        if shown.jury is not None:
            return self.tr(
                "{right} of {images} training images are answered right, each by the mean of those of {runs} runs that"
                " did not draw it (out of bag)."
            )
        words: dict[Split, str] = {
            "train": self.tr("{right} of {images} training images are answered right."),
            "validation": self.tr("{right} of {images} validation images are answered right."),
            "test": self.tr("{right} of {images} test images are answered right."),
        }
        return words[shown.split]
