"""The training images that a digit reminds the network of."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetrics, QImage, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from gui import theme

if TYPE_CHECKING:
    from engine.evaluation.insight import Neighbour

COUNT = 5
SIDE, LARGEST, GAP = 42, 84, 6
"""Pixels of an image, at least and at most, and between two of them."""


class NeighbourStrip(QWidget):
    """Up to five images with their classes, the most similar first; empty while none are known."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("nearestExamples")
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._side = SIDE
        self._shown: tuple[Neighbour, ...] = ()
        self._images: list[QImage] = []
        self._classes: tuple[str, ...] = ()
        theme.notifier().changed.connect(self.update)
        self.retranslate()

    def set_room(self, width: int) -> None:
        """Make the images as large as fit side by side, by whole times."""
        side = min(max((width + GAP) // COUNT - GAP, SIDE), LARGEST) // SIDE * SIDE
        if side != self._side:
            self._side = side
            self.updateGeometry()

    def show_neighbours(self, neighbours: tuple[Neighbour, ...], classes: Sequence[str]) -> None:
        """Show these; ``classes`` has the names of their labels."""
        if neighbours is self._shown:
            return
        self._shown, self._classes = neighbours, tuple(classes)
        self._images = [_image(neighbour) for neighbour in neighbours]
        self.retranslate()
        self.update()

    def classes(self) -> tuple[str, ...]:
        """The classes of what is shown, the most similar first."""
        return tuple(self._classes[neighbour.label] for neighbour in self._shown)

    def retranslate(self) -> None:
        """Set every text anew, in the window's language."""
        self.setAccessibleName(self.tr("Most similar training images"))
        self.setAccessibleDescription(", ".join(self.classes()))
        self.setToolTip(
            self.tr("The training images that the network finds most similar, by what its last layer reads")
        )

    def sizeHint(self) -> QSize:
        return QSize(COUNT * (self._side + GAP) - GAP, 2 * self.fontMetrics().height() + self._side + 6)

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def changeEvent(self, event: QEvent) -> None:
        if event.type() is QEvent.Type.LanguageChange:
            self.retranslate()
            self.update()
        super().changeEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        if not self._images:
            return
        colours = theme.current()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        metrics = QFontMetrics(self.font())
        painter.setPen(colours.colour("text_muted"))
        painter.drawText(
            QRectF(0, 0, self.width(), metrics.height()), Qt.AlignmentFlag.AlignLeft, self.accessibleName()
        )
        top = metrics.height() + 3
        for place, (image, name) in enumerate(zip(self._images, self.classes(), strict=True)):
            area = QRectF(place * (self._side + GAP), top, self._side, self._side)
            painter.drawImage(area, image)
            painter.setPen(QPen(colours.colour("border"), 1))
            painter.drawRect(area)
            painter.setPen(colours.colour("text"))
            words = metrics.elidedText(name, Qt.TextElideMode.ElideRight, self._side + GAP)
            painter.drawText(QRectF(area.left(), area.bottom() + 2, self._side, metrics.height()), _MIDDLE, words)


_MIDDLE = Qt.AlignmentFlag.AlignHCenter


def _image(neighbour: Neighbour) -> QImage:
    channels, height, width = neighbour.image.shape
    pixels = neighbour.image[0] if channels == 1 else neighbour.image.transpose(1, 2, 0)
    kind = QImage.Format.Format_Grayscale8 if channels == 1 else QImage.Format.Format_RGB888
    return QImage(pixels.tobytes(), width, height, width * channels, kind).copy()
