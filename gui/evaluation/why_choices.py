"""What is asked about an answer: the class, Grad-CAM's layer, and how much the maps cover the image."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

from PySide6.QtCore import QEvent, QSize, Qt, Signal
from PySide6.QtGui import QPixmap, QResizeEvent
from PySide6.QtWidgets import QComboBox, QGridLayout, QHBoxLayout, QLabel, QSlider, QWidget

from gui import theme

Wanted = Literal["answer", "label"] | int
"""The network's answer, the true class, or the class of that index."""

DEFAULT_OPACITY = 85
_SQUARE = 11
_SPACING, _BETWEEN = 6, 14
"""Within a pair of words and control, and between two pairs side by side."""


class WhyChoices(QWidget):
    """Controls in a row, or one below the other where there is no room beside each other.

    ``changed`` asks for everything anew, ``layerChanged`` for Grad-CAM alone.
    """

    changed = Signal()
    layerChanged = Signal()  # noqa: N815 - signals are named as Qt names them
    opacityChanged = Signal(float)  # noqa: N815

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._classes: tuple[str, ...] = ()
        self._answer: int | None = None
        self._label: int | None = None
        self._layers: tuple[str, ...] = ()
        self._class_words, self._layer_words, self._opacity_words = QLabel(), QLabel(), QLabel()
        self.target, self.layers = QComboBox(), QComboBox()
        self.target.setObjectName("whyClassBox")
        self.layers.setObjectName("whyLayerBox")
        self.opacity = QSlider(Qt.Orientation.Horizontal)
        self.opacity.setObjectName("whyOpacitySlider")
        self.opacity.setRange(0, 100)
        self.opacity.setValue(DEFAULT_OPACITY)
        self.opacity.setMaximumWidth(140)
        self.opacity.setMinimumWidth(60)
        self._squares, self._legend = (QLabel(), QLabel()), (QLabel(), QLabel())
        self._pairs: tuple[tuple[QLabel, QWidget], ...] = (
            (self._class_words, self.target),
            (self._layer_words, self.layers),
            (self._opacity_words, self.opacity),
        )
        for words, control in self._pairs:
            words.setBuddy(control)
            theme.set_role(words, "muted")
        self._meaning = QWidget()
        legend = QHBoxLayout(self._meaning)
        legend.setContentsMargins(0, 0, 0, 0)
        legend.setSpacing(_SPACING)
        for square, words in zip(self._squares, self._legend, strict=True):
            theme.set_role(words, "muted")
            legend.addWidget(square)
            legend.addWidget(words)
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setSpacing(_SPACING)
        self._in_a_row = False
        self._place(in_a_row=True)
        for box in (self.target, self.layers):
            box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        self.target.activated.connect(lambda _index: self.changed.emit())
        self.layers.activated.connect(lambda _index: self.layerChanged.emit())
        self.opacity.valueChanged.connect(lambda percent: self.opacityChanged.emit(percent / 100))
        self.refresh()
        self.retranslate()

    def _place(self, *, in_a_row: bool) -> None:
        if in_a_row == self._in_a_row:
            return
        self._in_a_row = in_a_row
        for number, (words, control) in enumerate(self._pairs):
            row, column = (0, 3 * number) if in_a_row else (number, 0)
            self._grid.addWidget(words, row, column)
            self._grid.addWidget(control, row, column + 1)
            self._grid.setColumnMinimumWidth(3 * number + 2, _BETWEEN - 2 * _SPACING if in_a_row else 0)
        last = 3 * len(self._pairs)
        self._grid.setColumnStretch(last - 1, int(in_a_row))
        self._grid.setColumnStretch(2, int(not in_a_row))
        row, column, columns = (0, last, 1) if in_a_row else (len(self._pairs), 0, 3)
        self._grid.addWidget(self._meaning, row, column, 1, columns, Qt.AlignmentFlag.AlignLeft)
        self.updateGeometry()

    def _widths(self) -> list[int]:
        """Of each pair, and of the legend."""
        pairs = [words.sizeHint().width() + _SPACING + control.sizeHint().width() for words, control in self._pairs]
        return [*pairs, self._meaning.sizeHint().width()]

    def resizeEvent(self, event: QResizeEvent) -> None:
        widths = self._widths()
        self._place(in_a_row=event.size().width() >= sum(widths) + _BETWEEN * (len(widths) - 1))
        super().resizeEvent(event)

    def minimumSizeHint(self) -> QSize:
        """As wide as one below the other; as high as they stand now."""
        words, controls = (max(pair[place].sizeHint().width() for pair in self._pairs) for place in (0, 1))
        width = max(words + _SPACING + controls, self._meaning.sizeHint().width())
        return QSize(width, super().minimumSizeHint().height())

    def wanted(self) -> Wanted:
        """The class that was chosen."""
        found: Wanted = self.target.currentData()
        return "answer" if found is None else found

    def layer(self) -> str | None:
        """The layer that was chosen; ``None`` for the last one."""
        found: str | None = self.layers.currentData()
        return found

    def set_classes(self, classes: Sequence[str], label: int | None) -> None:
        """The classes there are and the true one, where it is known; the choice stays where it can."""
        before = self._classes, self._label
        self._classes, self._label, self._answer = tuple(classes), label, None
        if before == (self._classes, label):
            self._say_answer()
        else:
            self._fill_classes()

    def set_answer(self, answer: int, layers: tuple[str, ...]) -> None:
        """What the network answered, and the layers that Grad-CAM can look at."""
        self._answer = answer
        self._say_answer()
        if layers != self._layers:
            self._layers = layers
            self._fill_layers()

    def _say_answer(self) -> None:
        """In the first item; the list may be open, so the others stay."""
        answer = "…" if self._answer is None else self._classes[self._answer]
        self.target.setItemText(0, self.tr("The answer: {name}").format(name=answer))

    def _fill_classes(self) -> None:
        chosen = self.wanted()
        self.target.clear()
        self.target.addItem("", "answer")
        self._say_answer()
        if self._label is not None:
            self.target.addItem(self.tr("The true class: {name}").format(name=self._classes[self._label]), "label")
        self.target.insertSeparator(self.target.count())
        for index, name in enumerate(self._classes):
            self.target.addItem(name, index)
        self.target.setCurrentIndex(max(self.target.findData(chosen), 0))

    def _fill_layers(self) -> None:
        chosen = self.layer()
        self.layers.clear()
        if self._layers:
            self.layers.addItem(self.tr("The last: {name}").format(name=self._layers[-1]), None)
            self.layers.insertSeparator(1)
        for name in reversed(self._layers):
            self.layers.addItem(name, name)
        self.layers.setCurrentIndex(max(self.layers.findData(chosen) if chosen is not None else 0, 0))
        self.layers.setEnabled(bool(self._layers))

    def refresh(self) -> None:
        """Take the theme's colours."""
        now = theme.current()
        for square, colour in zip(self._squares, (now.evidence_for, now.evidence_against), strict=True):
            pixels = QPixmap(QSize(_SQUARE, _SQUARE))
            pixels.fill(colour)
            square.setPixmap(pixels)

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
        super().changeEvent(event)

    def retranslate(self) -> None:
        """Fetch every word again in the language of now."""
        self._class_words.setText(self.tr("Explain"))
        self._layer_words.setText(self.tr("Grad-CAM at"))
        self._opacity_words.setText(self.tr("Opacity"))
        self.target.setAccessibleName(self.tr("Class to explain"))
        self.target.setToolTip(self.tr("The class whose score the maps are about"))
        self.layers.setAccessibleName(self.tr("Layer for Grad-CAM"))
        self.layers.setToolTip(self.tr("The layer that Grad-CAM looks at; later ones know more and see coarser"))
        self.opacity.setAccessibleName(self.tr("Opacity of the maps"))
        self.opacity.setToolTip(self.tr("How much the strongest places of a map cover the image"))
        self._legend[0].setText(self.tr("for the class"))
        self._legend[1].setText(self.tr("against it"))
        self._fill_classes()
        self._fill_layers()
