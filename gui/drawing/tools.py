"""The row below the pad: width of the brush, eraser, undo, redo, replay, clear."""

from PySide6.QtCore import QEvent, QSize, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QSizePolicy, QSlider, QToolButton, QWidget

from gui import icons, theme
from gui.drawing.canvas import BRUSH_DEFAULT, BRUSH_MAXIMUM, BRUSH_MINIMUM, DigitCanvas

ICON = QSize(18, 18)
SPACING = 4
ROOMY = 420
"""From this width on there is room for what the keyboard does as well."""


class PadTools(QWidget):
    """Controls of one :class:`DigitCanvas`."""

    def __init__(self, canvas: DigitCanvas, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._canvas = canvas
        self.pen = QLabel()
        self.pen.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Preferred)
        self.brush = QSlider(Qt.Orientation.Horizontal)
        self.brush.setObjectName("brushWidthSlider")
        self.brush.setRange(round(100 * BRUSH_MINIMUM), round(100 * BRUSH_MAXIMUM))
        self.brush.setValue(round(100 * BRUSH_DEFAULT))
        self.brush.setMinimumWidth(40)
        self.brush.setMaximumWidth(220)
        self.eraser = _button("eraserButton")
        self.eraser.setCheckable(True)
        self.undo = _button("undoStrokeButton")
        self.redo = _button("redoStrokeButton")
        self.replay = _button("replayButton")
        self.open_photo = _button("openPhotoButton")
        self.open_camera = _button("openCameraButton")
        self._no_camera = False
        self.clear = QPushButton()
        self.clear.setObjectName("clearCanvasButton")
        self.clear.setIconSize(ICON)
        self.clear.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self._spare: tuple[QWidget, ...] = (self.pen, self.replay, self.open_photo, self.open_camera)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(SPACING)
        row.addWidget(self.pen)
        row.addWidget(self.brush, 1)
        for button in (self.eraser, self.undo, self.redo, self.replay, self.open_photo, self.open_camera):
            row.addWidget(button)
        row.addStretch(0)
        row.addWidget(self.clear)
        self.brush.valueChanged.connect(self._set_brush)
        self.undo.clicked.connect(canvas.undo_stroke)
        self.redo.clicked.connect(canvas.redo_stroke)
        self.clear.clicked.connect(canvas.clear)
        self.replay.clicked.connect(self._replay_or_stop)
        self.eraser.toggled.connect(self._take_eraser)
        canvas.erasingChanged.connect(self.eraser.setChecked)
        canvas.stepsChanged.connect(self._show_steps)
        canvas.replaying.connect(self._show_replaying)
        theme.notifier().changed.connect(self._recolour)
        self._show_steps()
        self._show_replaying()

    def minimumSizeHint(self) -> QSize:
        """That without what is hidden where there is little room, so that a wide row can become a narrow one again."""
        least = super().minimumSizeHint()
        spare = sum(widget.sizeHint().width() + SPACING for widget in self._spare if not widget.isHidden())
        return QSize(least.width() - spare, least.height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        self._fit()
        super().resizeEvent(event)

    def _fit(self) -> None:
        roomy = self.width() >= ROOMY
        self.pen.setVisible(roomy)
        self.open_photo.setVisible(roomy)
        self.open_camera.setVisible(roomy)
        self.replay.setVisible(roomy or self._canvas.is_replaying)

    def retranslate(self) -> None:
        """Set every text anew, in the window's language."""
        self.brush.setAccessibleName(self.tr("Brush width"))
        self.brush.setToolTip(
            self.tr("Brush width. The network sees every digit in MNIST's own stroke, so it does not matter.")
        )
        self.eraser.setAccessibleName(self.tr("Eraser"))
        self.eraser.setToolTip(self.tr("Eraser: cuts strokes (E; also the right mouse button, or the pen's other end)"))
        self.undo.setAccessibleName(self.tr("Undo stroke"))
        self.undo.setToolTip(self.tr("Undo (Ctrl+Z while the pad has the focus)"))
        self.redo.setAccessibleName(self.tr("Redo stroke"))
        self.redo.setToolTip(self.tr("Redo (Ctrl+Shift+Z while the pad has the focus)"))
        if self._canvas.is_replaying:
            self.replay.setAccessibleName(self.tr("Stop the replay"))
            self.replay.setToolTip(self.tr("Stop the replay (Esc)"))
        else:
            self.replay.setAccessibleName(self.tr("Replay the drawing"))
            self.replay.setToolTip(self.tr("Replay the drawing as it was drawn, and the answers to it (R)"))
        self.open_photo.setAccessibleName(self.tr("Read a picture"))
        self.open_photo.setToolTip(
            self.tr("Read the digits of a photograph; one can also be dropped here, or pasted (Ctrl+V on the pad)")
        )
        self.open_camera.setAccessibleName(self.tr("Read from the camera"))
        self.open_camera.setToolTip(
            self.tr("No camera was found; click to look again")
            if self._no_camera
            else self.tr("Read digits on paper that is held before the camera")
        )
        self.clear.setText(self.tr("Clear"))
        self.clear.setAccessibleName(self.tr("Clear the drawing pad"))
        self.clear.setToolTip(self.tr("Clear the pad (Backspace while it has the focus)"))

    def tell_cameras(self, *, found: bool) -> None:
        """Say at the button whether there is a camera."""
        self._no_camera = not found
        self.retranslate()

    def changeEvent(self, event: QEvent) -> None:
        if event.type() is QEvent.Type.LanguageChange:
            self.retranslate()
        super().changeEvent(event)

    def _set_brush(self, percent: int) -> None:
        self._canvas.brush = percent / 100

    def _take_eraser(self, erasing: bool) -> None:
        self._canvas.erasing = erasing

    def _replay_or_stop(self) -> None:
        if self._canvas.is_replaying:
            self._canvas.stop_replay()
        else:
            self._canvas.replay()

    def _show_replaying(self) -> None:
        self._recolour()
        self.retranslate()
        self._fit()

    def _show_steps(self) -> None:
        self.undo.setEnabled(self._canvas.can_undo())
        self.redo.setEnabled(self._canvas.can_redo())
        self.replay.setEnabled(not self._canvas.is_empty())

    def _recolour(self) -> None:
        self.pen.setPixmap(icons.pixmap("pen", theme.current().text_muted, ICON.width()))
        self.eraser.setIcon(icons.icon("eraser"))
        self.undo.setIcon(icons.icon("undo"))
        self.redo.setIcon(icons.icon("redo"))
        self.replay.setIcon(icons.icon("stop" if self._canvas.is_replaying else "replay"))
        self.open_photo.setIcon(icons.icon("picture"))
        self.open_camera.setIcon(icons.icon("camera"))
        self.clear.setIcon(icons.icon("delete"))


def _button(name: str) -> QToolButton:
    button = QToolButton()
    button.setObjectName(name)
    button.setIconSize(ICON)
    return button
