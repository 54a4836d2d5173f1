"""Eight training images as the network will see them, each changed by its own draw; computed beside the window."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QRectF, QSize, Qt, QTimer
from PySide6.QtGui import QColor, QImage, QPainter, QPaintEvent, QPen, QShowEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from engine.text import NetwrightError
from engine.training.config.split import SplitFields
from gui import theme
from gui.model.document import ProjectDocument
from gui.training.background import BackgroundTask, Handle
from gui.training.words import FIELDS
from gui.translation import say

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

IMAGES = 8
_PAUSE_MS = 40
"""Changes that follow each other so closely are shown together."""
_MATTER = {"seed", "limit_train", *SplitFields.model_fields, *(name for name in FIELDS if name.startswith("augment_"))}
_GAP = 4
_WIDE = 560
"""From this width on all images stand in one line, else in two."""


class AugmentationPreview(QWidget):
    """Shows what :func:`engine.training.augmented.augmented_images` gives for the document's project.

    It waits until :meth:`allow` says that torch is loaded, and until it is seen. :meth:`draw_anew` goes on to the next
    epoch: other images, other draws.
    """

    def __init__(self, document: ProjectDocument, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("augmentationPreview")
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self._document = document
        self._allowed = False
        self._epoch = 1
        self._asked: tuple[object, ...] | None = None
        self._images: tuple[QImage, ...] = ()
        self._error: NetwrightError | None = None
        self._task = BackgroundTask("augmentation-preview", self)
        self._task.done.connect(self._show)
        self._task.failed.connect(self._tell)
        self._pause = QTimer(self, singleShot=True, interval=_PAUSE_MS)
        self._pause.timeout.connect(self._compute)
        document.trainingChanged.connect(self.refresh)
        document.modelChanged.connect(self.refresh)
        theme.notifier().changed.connect(self.update)
        self.retranslate()

    @property
    def images(self) -> tuple[QImage, ...]:
        """What is shown."""
        return self._images

    @property
    def epoch(self) -> int:
        """The epoch whose first images are shown."""
        return self._epoch

    def allow(self) -> None:
        """Torch is loaded: images can be computed without anybody waiting for it."""
        self._allowed = True
        self.refresh()

    def draw_anew(self) -> None:
        """Show the images of the next epoch."""
        self._epoch += 1
        self.refresh()

    def refresh(self) -> None:
        """Compute the images again where the project would give others."""
        if self._allowed and self.isVisible() and self._wanted() != self._asked:
            self._pause.start()

    def stop(self) -> None:
        """End the thread; for closing the window."""
        self._pause.stop()
        self._task.stop_and_wait()

    def retranslate(self) -> None:
        """Fetch every word again in the language of now."""
        self.setAccessibleName(self.tr("Training images as the network will see them"))
        self._say()

    def _say(self) -> None:
        if self._error is not None:
            words = say(self._error.text)
        else:
            words = self.tr("The first {count} images of epoch {epoch}, with that epoch's own random changes").format(
                count=len(self._images) or IMAGES, epoch=self._epoch
            )
        self.setToolTip(words)
        self.setAccessibleDescription(words)
        self.update()

    # Computing

    def _wanted(self) -> tuple[object, ...]:
        """All that the images depend on."""
        project = self._document.project
        values = project.training.model_dump(include=_MATTER)
        return project.dataset, self._epoch, *values.values()

    def _compute(self) -> None:
        self._asked = self._wanted()
        project, epoch = self._document.project, self._epoch

        def work(handle: Handle) -> object:
            from engine.training.augmented import augmented_images

            return augmented_images(project, epoch, IMAGES)

        self._task.start(work)

    def _show(self, images: NDArray[np.uint8]) -> None:
        self._images, self._error = tuple(map(_picture, images)), None
        self._say()

    def _tell(self, error: Exception) -> None:
        if not isinstance(error, NetwrightError):
            raise error
        self._images, self._error = (), error
        self._say()

    # Looks

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        lines = IMAGES // self._columns(width)
        return round(lines * self._side(width) + (lines - 1) * _GAP)

    def sizeHint(self) -> QSize:
        return QSize(280, self.heightForWidth(280))

    def minimumSizeHint(self) -> QSize:
        return QSize(160, self.heightForWidth(160))

    @staticmethod
    def _columns(width: int) -> int:
        return IMAGES if width >= _WIDE else IMAGES // 2

    def _side(self, width: int) -> float:
        columns = self._columns(width)
        return (width - (columns - 1) * _GAP) / columns

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.refresh()

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
        super().changeEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Each image in a frame of its own; empty frames while there are none, and why where there will be none."""
        colours, painter = theme.current(), QPainter(self)
        if self._error is not None:
            painter.setPen(QColor(colours.error))
            wrapped = Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap
            painter.drawText(self.rect(), int(wrapped), self.toolTip())
            return
        columns, side = self._columns(self.width()), self._side(self.width())
        for number in range(IMAGES):
            left, top = number % columns * (side + _GAP), number // columns * (side + _GAP)
            frame = QRectF(left, top, side, side).adjusted(0.5, 0.5, -0.5, -0.5)
            painter.fillRect(frame, QColor(colours.sunken))
            if number < len(self._images):
                _draw(painter, self._images[number], frame)
            painter.setPen(QPen(QColor(colours.border), 1))
            painter.drawRect(frame)


def _draw(painter: QPainter, image: QImage, frame: QRectF) -> None:
    """As large as the frame allows, in its own proportions; pixels stay crisp where they are enlarged."""
    scale = min(frame.width() / image.width(), frame.height() / image.height())
    place = QRectF(0, 0, image.width() * scale, image.height() * scale)
    place.moveCenter(frame.center())
    painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform, scale < 1)
    painter.drawImage(place, image)


def _picture(image: NDArray[np.uint8]) -> QImage:
    """A picture of uint8 ``[C, H, W]``: three channels as colours, else the first one as grey."""
    channels, height, width = image.shape
    if channels == 3:
        data, kind = image.transpose(1, 2, 0).tobytes(), QImage.Format.Format_RGB888
    else:
        data, kind = image[0].tobytes(), QImage.Format.Format_Grayscale8
    return QImage(data, width, height, len(data) // height, kind).copy()
