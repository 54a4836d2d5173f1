"""A live picture of a camera, from which the writing inside a frame is taken to be read."""

from __future__ import annotations

import threading
from collections.abc import Callable
from contextlib import closing
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, QRectF, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QColor, QImage, QPainter, QPainterPath, QPaintEvent, QPen
from PySide6.QtWidgets import QComboBox, QDialog, QHBoxLayout, QLabel, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from engine.data.camera import CameraDevice, cameras, frames
from engine.text import QT_TRANSLATE_NOOP, NetwrightError
from gui import theme
from gui.training.background import BackgroundTask, Handle
from gui.translation import say

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

FRAME = 0.8
"""The frame's share of the picture's width and height; what lies outside is not read."""
LOOK_MS = 33
_SHADE = 0.45
_SIZE = (720, 600)


class Newest:
    """The newest frame, handed from the camera's thread to the window's."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._frame: NDArray[np.uint8] | None = None

    def put(self, frame: NDArray[np.uint8]) -> None:
        with self._lock:
            self._frame = frame

    def take(self) -> NDArray[np.uint8] | None:
        """The frame that came since the last call, if one has come."""
        with self._lock:
            frame, self._frame = self._frame, None
        return frame


class CameraOpening(QObject):
    """Looks for cameras and opens the live picture: ``captured(uint8 [H, W, 3])``, or ``failed(exception)``.

    ``found`` tells whether there are any.
    """

    looking = Signal()
    found = Signal(bool)
    captured = Signal(object)
    failed = Signal(object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.find: Callable[[], tuple[CameraDevice, ...]] = cameras
        self.dialog: CameraDialog | None = None
        self._task = BackgroundTask("find-cameras", self)
        self._task.done.connect(self._open)
        self._task.failed.connect(self.failed)

    def open(self) -> None:
        """Look for cameras, beside the window's thread, and show what the first one sees."""
        find = self.find
        self.looking.emit()
        self._task.start(lambda handle: find())

    def stop(self) -> None:
        """Let go of the camera; for closing the window."""
        self._task.stop_and_wait()
        if self.dialog is not None:
            self.dialog.close()
            self.dialog.stop()

    def _open(self, found: tuple[CameraDevice, ...]) -> None:
        self.found.emit(bool(found))
        if not found:
            self.failed.emit(
                NetwrightError(
                    QT_TRANSLATE_NOOP("engine", "No camera was found."),
                    QT_TRANSLATE_NOOP("engine", "Connect one and click again, or read the file of a picture."),
                )
            )
            return
        if self.dialog is None:
            self.dialog = CameraDialog()  # no child of the window, as the explanation of an answer is none
            self.dialog.captured.connect(self.captured)
        self.dialog.show_cameras(found)


class CameraView(QWidget):
    """The picture as large as fits, what lies outside the frame darkened."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("cameraPicture")
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setMinimumSize(240, 180)
        self._picture: QImage | None = None

    def show_picture(self, picture: QImage | None) -> None:
        self._picture = picture
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(640, 480)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter, colours = QPainter(self), theme.current()
        painter.fillRect(self.rect(), colours.colour("sunken"))
        if self._picture is None:
            return
        size = self._picture.size().scaled(self.size(), Qt.AspectRatioMode.KeepAspectRatio)
        area = QRectF(0, 0, size.width(), size.height())
        area.moveCenter(self.rect().toRectF().center())
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        painter.drawImage(area, self._picture)
        inside = QRectF(0, 0, area.width() * FRAME, area.height() * FRAME)
        inside.moveCenter(area.center())
        shade = QColor(Qt.GlobalColor.black)
        shade.setAlphaF(_SHADE)
        around = QPainterPath()
        around.addRect(area)
        around.addRect(inside)  # taken out of it, by the rule of odd and even
        painter.fillPath(around, shade)
        painter.setPen(QPen(colours.colour("accent"), 2))
        painter.drawRect(inside)


class CameraDialog(QDialog):
    """Live picture, choice of the camera where there are several, Capture. The camera is held only while it is open."""

    captured = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("cameraDialog")
        self.view, self.words, self.choice = CameraView(), QLabel(), QComboBox()
        self.words.setObjectName("cameraWords")
        self.words.setWordWrap(True)
        self.choice.setObjectName("cameraChoice")
        self.capture, self.cancel = QPushButton(), QPushButton()
        self.capture.setObjectName("captureButton")
        self.cancel.setObjectName("closeCameraButton")
        theme.set_variant(self.capture, "primary")
        self.capture.setDefault(True)
        row = QHBoxLayout()
        row.addWidget(self.choice)
        row.addStretch(1)
        row.addWidget(self.cancel)
        row.addWidget(self.capture)
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 12, 12, 12)
        column.setSpacing(10)
        column.addWidget(self.view, 1)
        column.addWidget(self.words)
        column.addLayout(row)
        self.resize(*_SIZE)
        self._cameras: tuple[CameraDevice, ...] = ()
        self._frame: NDArray[np.uint8] | None = None
        self._error: NetwrightError | None = None
        self._newest, self._device = Newest(), threading.Lock()
        self._task = BackgroundTask("camera", self)
        self._task.failed.connect(self._tell)
        self._look = QTimer(self, interval=LOOK_MS)
        self._look.timeout.connect(self._show_newest)
        self.capture.clicked.connect(self._take)
        self.cancel.clicked.connect(self.reject)
        self.choice.activated.connect(self._watch)
        self.finished.connect(self._let_go)
        self.retranslate()

    def show_cameras(self, found: tuple[CameraDevice, ...]) -> None:
        """Open with the first of these cameras."""
        self._cameras = found
        self.choice.clear()
        self.choice.addItems([camera.name for camera in found])
        self.choice.setVisible(len(found) > 1)
        self.show()
        self.raise_()
        self._watch(0)

    def stop(self) -> None:
        """End the camera's thread."""
        self._task.stop_and_wait()

    def _watch(self, number: int) -> None:
        self._let_go()
        self._newest = Newest()
        self._task.start(partial(_watch, self._cameras[number], self._newest, self._device))
        self._look.start()
        self.retranslate()

    def _let_go(self) -> None:
        self._look.stop()
        self._task.give_up()
        self._frame = self._error = None
        self.capture.setEnabled(False)
        self.view.show_picture(None)

    def _show_newest(self) -> None:
        frame = self._newest.take()
        if frame is None:
            return
        first, self._frame = self._frame is None, frame
        height, width = frame.shape[:2]
        self.view.show_picture(QImage(frame.tobytes(), width, height, 3 * width, QImage.Format.Format_RGB888).copy())
        if first:
            self.capture.setEnabled(True)
            self.capture.setFocus()
            self.retranslate()

    def _take(self) -> None:
        if self._frame is None:
            return
        height, width = self._frame.shape[:2]
        top, left = round(height * (1 - FRAME) / 2), round(width * (1 - FRAME) / 2)
        inside = self._frame[top : height - top, left : width - left].copy()
        self.accept()
        self.captured.emit(inside)

    def _tell(self, error: Exception) -> None:
        self._let_go()
        self._error = error if isinstance(error, NetwrightError) else NetwrightError(str(error))
        self.retranslate()

    def retranslate(self) -> None:
        """Set every text anew, in the window's language."""
        self.setWindowTitle(self.tr("Read from the camera"))
        self.view.setAccessibleName(self.tr("Live picture"))
        self.choice.setAccessibleName(self.tr("Camera"))
        self.capture.setText(self.tr("Capture"))
        self.cancel.setText(self.tr("Close"))
        theme.set_role(self.words, "muted" if self._error is None else "error")
        if self._error is not None:
            self.words.setText(" ".join(say(part) for part in (self._error.text, self._error.hint) if part))
        elif self._frame is None:
            self.words.setText(self.tr("Waiting for the camera…"))
        else:
            self.words.setText(self.tr("Hold the paper so that the digits lie inside the frame, then capture them."))

    def changeEvent(self, event: QEvent) -> None:
        if event.type() is QEvent.Type.LanguageChange:
            self.retranslate()
        super().changeEvent(event)


def _watch(camera: CameraDevice, newest: Newest, device: threading.Lock, handle: Handle) -> None:
    """Hand over frames until told to stop; the device is let go of in any case, and held by one thread at a time."""
    with device:
        if handle.should_stop():  # while another thread held the camera
            return
        with closing(frames(camera)) as pictures:
            for frame in pictures:
                newest.put(frame)
                if handle.should_stop():
                    return
