"""The images behind a figure, in a gallery that makes nothing for images which are not seen."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, Signal
from PySide6.QtWidgets import (
    QComboBox,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from gui import theme
from gui.evaluation.evaluated_pictures import EvaluatedPictures
from gui.evaluation.image_choices import ImageChoices
from gui.evaluation.selection import Selection
from gui.gallery import Gallery

if TYPE_CHECKING:
    from engine.evaluation.observations import Order
    from engine.evaluation.results import Evaluated

_ORDERS: tuple[Order, ...] = ("confident", "unsure", "loss")
_SIDE = 70
_EVERYTHING_WRONG = Selection(wrong=True)


class ImagesBehind(QWidget):
    """``imageChosen(index)`` tells the image that is selected, as an index into the split, ``emptied`` that there is
    none; ``opened`` comes when it was double-clicked or Enter pressed."""

    imageChosen = Signal(int)  # noqa: N815 - signals are named as Qt names them
    emptied = Signal()
    opened = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("imageGallery")
        self._evaluated: Evaluated | None = None
        self._selection = _EVERYTHING_WRONG
        self.choices = ImageChoices()
        self.images: EvaluatedPictures | None = None
        self.title, self.order_box, self.wrong_button = QLabel(), QComboBox(), QPushButton()
        theme.set_role(self.title, "heading")
        self.title.setObjectName("galleryTitle")
        self.title.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self.order_box.setObjectName("imageOrderBox")
        for order in _ORDERS:
            self.order_box.addItem("", order)
        self.wrong_button.setObjectName("allWrongButton")
        theme.set_variant(self.wrong_button, "quiet")
        self.view = Gallery()
        self.view.setObjectName("evaluatedImages")
        self.view.set_side(_SIDE)
        head = QHBoxLayout()
        head.setSpacing(4)
        head.addWidget(self.order_box, 1)
        head.addWidget(self.wrong_button)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 6, 0, 0)
        layout.setSpacing(6)
        layout.addWidget(self.title)
        layout.addLayout(head)
        layout.addWidget(self.choices)
        layout.addWidget(self.view, 1)
        self.view.currentChanged.connect(self._chosen)
        self.view.activated.connect(lambda _position: self.opened.emit())
        self.order_box.currentIndexChanged.connect(self._fill)
        self.choices.changed.connect(self._narrow)
        self.wrong_button.clicked.connect(lambda: self.open(_EVERYTHING_WRONG))
        self.retranslate()

    def show_evaluated(self, evaluated: Evaluated) -> None:
        """Show the wrong answers of this evaluation."""
        self._evaluated = evaluated
        self.choices.show_report(evaluated.report)
        self.open(_EVERYTHING_WRONG)

    def open(self, selection: Selection) -> None:
        """Show the images behind a figure, those answered most confidently first, and select the first one."""
        self._selection = selection
        self.order_box.blockSignals(True)
        self.order_box.setCurrentIndex(0)
        self.order_box.blockSignals(False)
        self._fill()

    def _narrow(self, selection: Selection) -> None:
        """Show the images that the filters ask for, in the order that was chosen."""
        self._selection = selection
        self._fill()

    def _fill(self) -> None:
        if self._evaluated is None:
            return
        self.choices.show_selection(self._selection)
        report = self._evaluated.report
        chosen = self._selection.images(report)
        order = _ORDERS[self.order_box.currentIndex()]
        self.images = EvaluatedPictures(self._evaluated, report.observations.in_order(chosen, order))
        self._say()
        self.view.show_pictures(self.images)
        self.view.go_to(0)
        self.wrong_button.setVisible(self._selection != _EVERYTHING_WRONG)
        if not len(self.images):
            self.emptied.emit()

    def _chosen(self, position: int) -> None:
        if self.images is not None and position >= 0:
            self.imageChosen.emit(int(self.images.indices[position]))

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
        super().changeEvent(event)

    def retranslate(self) -> None:
        """Fetch every word again in the language of now."""
        words: dict[Order, str] = {
            "confident": self.tr("Most confident wrong answers first"),
            "unsure": self.tr("Least confident first"),
            "loss": self.tr("Greatest loss first"),
        }
        for row, order in enumerate(_ORDERS):
            self.order_box.setItemText(row, words[order])
        self.order_box.setAccessibleName(self.tr("Order of the images"))
        self.wrong_button.setText(self.tr("All wrong"))
        self.wrong_button.setAccessibleName(self.tr("All wrong answers"))
        self.view.setAccessibleName(self.tr("Evaluated images"))
        self._say()

    def _say(self) -> None:
        if self._evaluated is not None and self.images is not None:
            words = self._selection.words(self._evaluated.report, len(self.images))
            self.title.setText(words)
            self.title.setToolTip(words)
