"""A photograph on the pad: brought there by a file, by dropping or by pasting, and read beside the window's thread."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QMimeData, QObject, QRectF, Signal
from PySide6.QtGui import QImage, QPainter

from engine.text import NetwrightError
from gui.training.background import BackgroundTask, Handle

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from engine.data.photo import Photo

MARGIN = 0.03
"""Free at each side of the pad, in units of its shorter side."""


class PhotoReader(QObject):
    """Reads one picture at a time: ``read(Photo)`` or ``failed(exception)``."""

    started = Signal()
    read = Signal(object)
    failed = Signal(object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._task = BackgroundTask("read-photo", self)
        self._task.done.connect(self.read)
        self._task.failed.connect(self.failed)

    def read_file(self, path: Path) -> None:
        """Read a file of any kind of picture."""
        self._begin(lambda handle: _read(path))

    def read_from(self, data: QMimeData) -> bool:
        """Read what was dropped or pasted; whether there is a picture in it."""
        if data.hasImage():
            image = QImage(data.imageData()).convertToFormat(QImage.Format.Format_RGB888)
            width, height, stride = image.width(), image.height(), image.bytesPerLine()
            content = bytes(image.constBits())
            self._begin(lambda handle: _read_photo(_pixels(content, width, height, stride)))
            return True
        files = [url.toLocalFile() for url in data.urls() if url.isLocalFile()]
        if len(files) == 1:
            self.read_file(Path(files[0]))
        return len(files) == 1

    def read_pixels(self, pixels: NDArray[np.uint8]) -> None:
        """Read a picture uint8 ``[H, W, 3]``."""
        self._begin(lambda handle: _read_photo(pixels))

    def give_up(self) -> None:
        """Tell nothing of what is being read."""
        self._task.give_up()

    def stop(self) -> None:
        """End the thread."""
        self._task.stop_and_wait()

    def _begin(self, work: Callable[[Handle], object]) -> None:
        self._task.start(work)
        self.started.emit()


def holds_picture(data: QMimeData) -> bool:
    """Whether something that is dragged may be a picture: one file, or pixels."""
    return data.hasImage() or (data.hasUrls() and len(data.urls()) == 1 and data.urls()[0].isLocalFile())


def _read(path: Path) -> Photo:
    from engine.data.pictures import BadPicture, read_picture
    from engine.text import QT_TRANSLATE_NOOP

    try:
        pixels = read_picture(path)
    except BadPicture as error:
        raise NetwrightError(
            QT_TRANSLATE_NOOP("engine", "{file} cannot be shown: {reason}."), file=path.name, reason=error.reason
        ) from None
    return _read_photo(pixels)


def _pixels(content: bytes, width: int, height: int, stride: int) -> NDArray[np.uint8]:
    import numpy as np

    rows = np.frombuffer(content, np.uint8).reshape(height, stride)
    return np.ascontiguousarray(rows[:, : 3 * width].reshape(height, width, 3))


def _read_photo(pixels: NDArray[np.uint8]) -> Photo:
    from engine.data.photo import read_photo

    return read_photo(pixels)


class PhotoLayer:
    """The picture on the pad, as large as fits, and where its pixels lie there."""

    def __init__(self) -> None:
        self._image: QImage | None = None

    @property
    def is_shown(self) -> bool:
        return self._image is not None

    def show(self, photo: Photo | None) -> None:
        """Show a photograph, or nothing."""
        if photo is None:
            self._image = None
            return
        height, width = photo.pixels.shape[:2]
        grey = photo.pixels.ndim == 2
        kind = QImage.Format.Format_Grayscale8 if grey else QImage.Format.Format_RGB888
        self._image = QImage(photo.pixels.tobytes(), width, height, width * (1 if grey else 3), kind).copy()

    def paint(self, painter: QPainter, pad: QRectF, side: float) -> None:
        """The picture, in the middle of the pad."""
        if self._image is None:
            return
        scale = (1 - 2 * MARGIN) * side / max(self._image.width(), self._image.height())
        target = QRectF(0, 0, self._image.width() * scale, self._image.height() * scale)
        target.moveCenter(pad.center())
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        painter.drawImage(target, self._image)


def place_on_pad(photo: Photo, box: tuple[float, float, float, float]) -> tuple[float, float, float, float]:
    """A box of pixels of the picture in units of the pad, from its centre."""
    height, width = photo.pixels.shape[:2]
    scale = (1 - 2 * MARGIN) / max(width, height)
    left, top, right, bottom = box
    middle_x, middle_y = width / 2, height / 2
    return (left - middle_x) * scale, (top - middle_y) * scale, (right - middle_x) * scale, (bottom - middle_y) * scale
