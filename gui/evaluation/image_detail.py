"""One evaluated image: large, with all probabilities, and room for a view that explains the answer."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QImage, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QScrollArea, QSizePolicy, QTabWidget, QVBoxLayout, QWidget

from engine.training.events import Split
from gui import theme
from gui.drawing.bars import PredictionBars
from gui.evaluation.words import sure_text
from gui.model.figures import count_text
from gui.pictures import fitted, picture_of
from gui.training.summary import loss_text

if TYPE_CHECKING:
    from engine.evaluation.results import Evaluated, Jury

_EXPLAINING_WIDTH = 502
"""Of an explanation, for three of its pictures side by side."""


class ImageDetail(QWidget):
    """Shows one image. ``explainRequested(run, split, index)`` comes with each one while the tab “Why?” is seen."""

    explainRequested = Signal(object, str, int)  # noqa: N815 - signals are named as Qt names them

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("imageDetail")
        self._shown: tuple[Evaluated, int] | None = None
        self._why: QWidget | None = None
        self.picture, self.facts, self.bars = _Picture(), QLabel(), PredictionBars()
        self.facts.setObjectName("imageFacts")
        self.facts.setWordWrap(True)
        self.facts.setTextFormat(Qt.TextFormat.PlainText)
        self.bars.setObjectName("imageBars")
        scrolled = QScrollArea()
        scrolled.setObjectName("imageBarsScroll")
        scrolled.setWidgetResizable(True)
        scrolled.setFrameShape(QFrame.Shape.NoFrame)
        scrolled.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scrolled.setWidget(self.bars)
        self.tabs = QTabWidget()
        self.tabs.setObjectName("imageTabs")
        self.tabs.setDocumentMode(True)
        self.tabs.addTab(scrolled, "")
        self.tabs.tabBar().hide()  # until there is a second one
        self.tabs.currentChanged.connect(self._on_tab)
        top = QHBoxLayout()
        top.setSpacing(10)
        top.addWidget(self.picture, 3)
        top.addWidget(self.facts, 2, Qt.AlignmentFlag.AlignTop)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(4, 6, 0, 0)
        layout.setSpacing(8)
        layout.addLayout(top, 2)
        layout.addWidget(self.tabs, 3)
        self.retranslate()

    def put_why_view(self, view: QWidget) -> None:
        """Give the explaining view its place, a tab beside the probabilities."""
        self._why = view
        self.tabs.addTab(view, "")
        self.tabs.tabBar().show()
        self.retranslate()

    def show_image(self, evaluated: Evaluated, index: int) -> None:
        """Show an image of the split."""
        self._shown = evaluated, index
        report = evaluated.report
        self.picture.show_picture(picture_of(evaluated.image(index)))
        self.bars.set_classes(report.classes)
        self.bars.set_probabilities(report.observations.probabilities[index].tolist())
        self._say()
        if self._why is not None:  # of a mean of several runs' answers there is no explanation
            self.tabs.setTabVisible(1, evaluated.answered_by(index) is not None)
        self._ask_why()

    def show_nothing(self) -> None:
        """There is no image."""
        self._shown = None
        self.picture.show_picture(None)
        self.bars.set_probabilities(None)
        self._say()

    def _on_tab(self) -> None:
        if self._why is not None:
            explaining = self.tabs.currentWidget() is self._why
            self.picture.setHidden(explaining)  # it is the first of the explanation's pictures
            self._why.setMinimumWidth(_EXPLAINING_WIDTH if explaining else 0)
        self._ask_why()

    def _ask_why(self) -> None:
        if self._why is not None and self.tabs.currentWidget() is self._why and self._shown is not None:
            evaluated, index = self._shown
            run = evaluated.answered_by(index)
            if run is not None:
                self.explainRequested.emit(run, evaluated.split, index)

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
        super().changeEvent(event)

    def retranslate(self) -> None:
        """Fetch every word again in the language of now."""
        self.tabs.setTabText(0, self.tr("Probabilities"))
        if self._why is not None:
            self.tabs.setTabText(1, self.tr("Why?"))
        self.tabs.setAccessibleName(self.tr("What is known of the image"))
        self._say()

    def _say(self) -> None:
        if self._shown is None:
            self.facts.setText(self.tr("No images here."))
            self.picture.setAccessibleName(self.facts.text())
            return
        evaluated, index = self._shown
        report = evaluated.report
        seen = report.observations
        answer = int(seen.predicted[index])
        lines = [
            self.tr("True class: {name}").format(name=report.classes[seen.labels[index]]),
            self.tr("Answer: {name}, {sure}").format(
                name=report.classes[answer], sure=sure_text(float(seen.probabilities[index, answer]))
            ),
            self.tr("Loss: {loss}").format(loss=loss_text(float(seen.losses[index]))),
            self._number(evaluated.split).format(number=count_text(_place(evaluated, index) + 1)),
        ]
        if evaluated.jury is not None:
            lines.append(self._judges(evaluated, evaluated.jury, index))
        self.facts.setText("\n".join(lines))
        theme.set_role(self.facts, "" if seen.right[index] else "error")
        self.picture.setAccessibleName(", ".join(lines))

    def _judges(self, evaluated: Evaluated, jury: Jury, index: int) -> str:
        run = evaluated.answered_by(index)
        if run is None:
            return self.tr("Answered by {count} runs that did not draw it").format(count=int(jury.answering[index]))
        return self.tr("Answered by {run}, which did not learn from it").format(run=run.name)

    def _number(self, split: Split) -> str:
        words: dict[Split, str] = {
            "train": self.tr("Training image {number}"),
            "validation": self.tr("Validation image {number}"),
            "test": self.tr("Test image {number}"),
        }
        return words[split]


def _place(evaluated: Evaluated, index: int) -> int:
    """The place of an image in its split; of a group's in all training images, for it has no split of its own."""
    rows = evaluated.places.rows
    return index if evaluated.jury is None or rows is None else int(rows[index])


class _Picture(QWidget):
    """A picture as large as there is room for, pixels as squares."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("largeImage")
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self._picture: QImage | None = None
        theme.notifier().changed.connect(self.update)

    def show_picture(self, picture: QImage | None) -> None:
        """Show this picture, or none."""
        self._picture = picture
        self.update()

    def picture(self) -> QImage | None:
        """What is shown, one pixel for each of the image's."""
        return self._picture

    def sizeHint(self) -> QSize:
        return QSize(200, 200)

    def minimumSizeHint(self) -> QSize:
        return QSize(112, 112)

    def paintEvent(self, event: QPaintEvent) -> None:
        if self._picture is None:
            return
        painter, ratio = QPainter(self), self.devicePixelRatioF()
        shown = fitted(self._picture, int(min(self.width(), self.height()) * ratio) - 2)
        size = shown.size() / ratio
        area = QRectF((self.width() - size.width()) // 2, 0, size.width(), size.height())
        painter.drawImage(area, shown)
        painter.setPen(QPen(QColor(theme.current().control_border), 1))
        painter.drawRect(area.adjusted(-0.5, -0.5, 0.5, 0.5))
