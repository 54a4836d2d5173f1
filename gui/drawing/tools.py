"""The row below the pad: width of the brush, undo, clear."""

from PySide6.QtCore import QEvent, QSize, Qt
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QSizePolicy, QSlider, QToolButton, QWidget

from gui import icons, theme
from gui.drawing.canvas import BRUSH_DEFAULT, BRUSH_MAXIMUM, BRUSH_MINIMUM, DigitCanvas

ICON = QSize(18, 18)


class PadTools(QWidget):
    """Controls of one :class:`DigitCanvas`."""

    def __init__(self, canvas: DigitCanvas, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._canvas = canvas
        self.pen = QLabel()
        self.brush = QSlider(Qt.Orientation.Horizontal)
        self.brush.setObjectName("brushWidthSlider")
        self.brush.setRange(round(100 * BRUSH_MINIMUM), round(100 * BRUSH_MAXIMUM))
        self.brush.setValue(round(100 * BRUSH_DEFAULT))
        self.brush.setMinimumWidth(56)
        self.brush.setMaximumWidth(220)
        self.undo = QToolButton()
        self.undo.setObjectName("undoStrokeButton")
        self.undo.setIconSize(ICON)
        self.undo.setEnabled(False)
        self.clear = QPushButton()
        self.clear.setObjectName("clearCanvasButton")
        self.clear.setIconSize(ICON)
        self.clear.setSizePolicy(QSizePolicy.Policy.Minimum, QSizePolicy.Policy.Fixed)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(6)
        row.addWidget(self.pen)
        row.addWidget(self.brush, 1)
        row.addStretch(0)
        row.addWidget(self.undo)
        row.addWidget(self.clear)
        self.brush.valueChanged.connect(self._set_brush)
        self.undo.clicked.connect(canvas.undo_stroke)
        self.clear.clicked.connect(canvas.clear)
        canvas.undoAvailable.connect(self.undo.setEnabled)
        theme.notifier().changed.connect(self._recolour)
        self._recolour()
        self.retranslate()

    def retranslate(self) -> None:
        """Set every text anew, in the window's language."""
        self.brush.setAccessibleName(self.tr("Brush width"))
        self.brush.setToolTip(
            self.tr("Brush width. The network sees every digit in MNIST's own stroke, so it does not matter.")
        )
        self.undo.setAccessibleName(self.tr("Undo stroke"))
        self.undo.setToolTip(self.tr("Undo stroke (Ctrl+Z while the pad has the focus)"))
        self.clear.setText(self.tr("Clear"))
        self.clear.setAccessibleName(self.tr("Clear the drawing pad"))
        self.clear.setToolTip(self.tr("Clear the pad (Backspace while it has the focus)"))

    def changeEvent(self, event: QEvent) -> None:
        if event.type() is QEvent.Type.LanguageChange:
            self.retranslate()
        super().changeEvent(event)

    def _set_brush(self, percent: int) -> None:
        self._canvas.brush = percent / 100

    def _recolour(self) -> None:
        self.pen.setPixmap(icons.pixmap("pen", theme.current().text_muted, ICON.width()))
        self.undo.setIcon(icons.icon("undo"))
        self.clear.setIcon(icons.icon("eraser"))
