"""The picture exactly as the network receives it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QImage, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from gui import theme
from gui.pictures import picture_of

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

SIDE = 28


class DigitPreview(QWidget):
    """The values of an image as crisp squares of whole screen pixels, in a thin frame; an empty frame without one.

    It takes the room of 28×28 values. Images with more values than that room has pixels are made smaller.
    """

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("digitPreview")
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self._image: QImage | None = None
        self._overlay: QImage | None = None
        self._scale = 3
        theme.notifier().changed.connect(self.update)
        self.retranslate()

    def set_image(self, image: NDArray[np.uint8] | None) -> None:
        """Show uint8 ``[height, width]`` or ``[channels, height, width]``, or nothing."""
        self._image = None if image is None else picture_of(image)
        self._overlay = None
        self.update()

    def image(self) -> QImage | None:
        """What is shown, one pixel for each value."""
        return self._image

    def set_overlay(self, overlay: QImage) -> None:
        """Lay a picture with as many pixels over the one that was set, until another is set."""
        self._overlay = overlay
        self.update()

    def sizeHint(self) -> QSize:
        side = self._scale * SIDE + 2
        return QSize(side, side)

    def set_scale(self, scale: int) -> None:
        """How large each value is shown, in device-independent pixels."""
        if scale != self._scale:
            self._scale = scale
            self.updateGeometry()

    def retranslate(self) -> None:
        """Set every text anew, in the window's language."""
        self.setAccessibleName(self.tr("What the network sees"))
        self.setToolTip(self.tr("The 28 × 28 pixels that the network sees: your digit, treated as MNIST was made"))

    def changeEvent(self, event: QEvent) -> None:
        if event.type() is QEvent.Type.LanguageChange:
            self.retranslate()
        super().changeEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        colours = theme.current()
        painter = QPainter(self)
        area = self._pixel_area()
        if self._image is None:
            painter.fillRect(area, colours.colour("sunken"))
        else:
            painter.fillRect(area, QColor(Qt.GlobalColor.black))
            painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform, area.width() < self._image.width())
            painter.drawImage(area, self._image)
        if self._overlay is not None:
            painter.drawImage(area, self._overlay)
        pen = QPen(colours.colour("control_border" if self._image else "border"), 1)
        pen.setCosmetic(True)
        painter.setPen(pen)
        painter.drawRect(area.adjusted(-0.5, -0.5, 0.5, 0.5))

    def _pixel_area(self) -> QRectF:
        """The largest area in the middle in which each value takes the same whole number of screen pixels."""
        ratio = self.devicePixelRatioF()
        size = QSize(SIDE, SIDE) if self._image is None else self._image.size()
        each = (min(self.width(), self.height()) - 2) * ratio / max(size.width(), size.height())
        if each > 1:
            each = int(each)
        width, height = each * size.width() / ratio, each * size.height() / ratio
        left = round((self.width() - width) / 2 * ratio) / ratio
        top = round((self.height() - height) / 2 * ratio) / ratio
        return QRectF(left, top, width, height)
