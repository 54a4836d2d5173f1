"""One of the pictures that stand side by side in the explanation of an answer."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QImage, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QLabel, QSizePolicy, QVBoxLayout, QWidget

from engine.evaluation.explaining.overlay import Colour, tint
from gui import theme
from gui.pictures import picture_of, tinted_picture
from gui.translation import say

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from engine.evaluation.explaining.explanation import Explanation
    from engine.text import Text

LEAST_SIDE, LARGEST_SIDE = 120, 300


class OverlayPicture(QWidget):
    """An image with a map over it; a small image is shown as crisp squares of whole screen pixels."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.setMinimumSize(LEAST_SIDE, LEAST_SIDE)
        self._image: QImage | None = None
        self._map: QImage | None = None
        self._opacity = 1.0

    @property
    def map(self) -> QImage | None:
        """The map on show, one pixel for each value."""
        return self._map

    def show_image(self, image: QImage | None) -> None:
        self._image, self._map = image, None
        self.update()

    def show_map(self, map_: QImage | None) -> None:
        self._map = map_
        self.update()

    def set_opacity(self, opacity: float) -> None:
        """How much the strongest places of the map cover the image, 0 to 1."""
        self._opacity = opacity
        self.update()

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        return min(max(width, LEAST_SIDE), LARGEST_SIDE)

    def sizeHint(self) -> QSize:
        return QSize(LEAST_SIDE + 40, LEAST_SIDE + 40)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter, colours = QPainter(self), theme.current()
        if self._image is None:
            painter.fillRect(self.rect(), colours.colour("sunken"))
            return
        area = self._area(self._image)
        smooth = area.width() < self._image.width()
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform, smooth)
        painter.drawImage(area, self._image)
        if self._map is not None:
            painter.setOpacity(self._opacity)
            painter.drawImage(area, self._map)
            painter.setOpacity(1.0)
        pen = QPen(colours.colour("control_border"), 1)
        pen.setCosmetic(True)
        painter.setPen(pen)
        painter.drawRect(area.adjusted(-0.5, -0.5, 0.5, 0.5))

    def _area(self, image: QImage) -> QRectF:
        ratio = self.devicePixelRatioF()
        scale = min((self.width() - 2) * ratio / image.width(), (self.height() - 2) * ratio / image.height())
        scale = max(float(int(scale)), 1.0) if scale >= 1 else scale
        width, height = image.width() * scale / ratio, image.height() * scale / ratio
        left, top = (self.width() - width) / 2, (self.height() - height) / 2
        return QRectF(round(left * ratio) / ratio, round(top * ratio) / ratio, width, height)


class WhyTile(QWidget):
    """A title, the picture, and words below it: what the map shows, or why there is none."""

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self.title, self.picture, self.words = QLabel(), OverlayPicture(), QLabel()
        self.title.setObjectName(f"{name}Title")
        self.words.setObjectName(f"{name}Words")
        theme.set_role(self.title, "heading")
        theme.set_role(self.words, "muted")
        self.words.setWordWrap(True)
        self.words.setAlignment(Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        column.addWidget(self.title)
        column.addWidget(self.picture)
        column.addWidget(self.words)
        column.addStretch(1)
        self.explanation: Explanation | None = None
        self._error: Text | None = None
        self._waiting = False
        self._caption = ""

    def set_title(self, title: str) -> None:
        self.title.setText(title)
        self.setAccessibleName(title)

    def show_image(self, image: NDArray[np.uint8] | None, *, waiting: bool = False) -> None:
        """Show an image uint8 ``[C, H, W]`` alone; ``waiting`` says that its map is being computed."""
        self.picture.show_image(None if image is None else picture_of(image))
        self.explanation, self._error, self._waiting = None, None, waiting
        self.retranslate()

    def set_caption(self, caption: str) -> None:
        """What is said while there is no map."""
        self._caption = caption
        self.retranslate()

    def wait(self) -> None:
        """Keep the image and wait for another map."""
        self.picture.show_map(None)
        self.explanation, self._error, self._waiting = None, None, True
        self.retranslate()

    def show_explanation(self, explanation: Explanation) -> None:
        """Lay a map over the image."""
        self.explanation, self._error, self._waiting = explanation, None, False
        self.refresh()
        self.retranslate()

    def show_error(self, error: Text) -> None:
        """Say why there is no map."""
        self.wait()
        self._error, self._waiting = error, False
        self.retranslate()

    def _show_words(self, words: str) -> None:
        self.words.setText(words)
        self.setAccessibleDescription(words)

    def refresh(self) -> None:
        """Take the theme's colours."""
        found = self.explanation
        if found is not None:
            now = theme.current()
            pixels = tint(
                found.values,
                found.scale,
                positive=_channels(now.evidence_for),
                negative=_channels(now.evidence_against),
            )
            self.picture.show_map(tinted_picture(pixels))
        self.picture.update()

    def retranslate(self) -> None:
        """Fetch every word again in the language of now."""
        theme.set_role(self.words, "error" if self._error is not None else "muted")
        if self._error is not None:
            self._show_words(say(self._error))
        elif self.explanation is not None and self.explanation.scale == 0:
            self._show_words(f"{say(self.explanation.words)}\n" + self.tr("The map is empty: there is no such place."))
        elif self.explanation is not None:
            figures = self.tr("Strongest: {scale} · {milliseconds} ms").format(
                scale=("±" if self.explanation.signed else "") + f"{self.explanation.scale:.3g}",
                milliseconds=f"{1000 * self.explanation.seconds:,.0f}",
            )
            self._show_words(f"{say(self.explanation.words)}\n{figures}")
        else:
            self._show_words(self.tr("Computing…") if self._waiting else self._caption)


def _channels(colour: str) -> Colour:
    found = QColor(colour)
    return found.red(), found.green(), found.blue()
