"""One slider for the smoothing of all curves: from none to a thousand steps, on a logarithmic scale."""

from PySide6.QtCore import QEvent, QLocale, Qt, QTimer, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QSlider, QWidget

from gui import theme
from gui.training.history import DEFAULT_SMOOTHING

_STEPS = (1, 2, 3, 5, 7, 10, 15, 20, 30, 50, 70, 100, 150, 200, 300, 500, 700, 1000)


class SmoothingSlider(QWidget):
    """``changed(steps)`` comes at most once per turn of the event loop while dragging."""

    changed = Signal(float)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.slider = QSlider(Qt.Orientation.Horizontal)
        self.slider.setObjectName("smoothingSlider")
        self.slider.setRange(0, len(_STEPS) - 1)
        self.slider.setPageStep(3)
        self.slider.setFixedWidth(130)
        self.slider.setValue(_STEPS.index(int(DEFAULT_SMOOTHING)))
        self._name, self._value = QLabel(), QLabel()
        self._name.setBuddy(self.slider)
        theme.set_role(self._value, "muted")
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        row.addWidget(self._name)
        row.addWidget(self.slider)
        row.addWidget(self._value)
        self._later = QTimer(self)
        self._later.setSingleShot(True)
        self._later.setInterval(0)
        self._later.timeout.connect(lambda: self.changed.emit(self.steps))
        self.slider.valueChanged.connect(self._moved)
        self.retranslate()

    @property
    def steps(self) -> float:
        """Over about so many steps is smoothed; 1 is none."""
        return float(_STEPS[self.slider.value()])

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
        super().changeEvent(event)

    def retranslate(self) -> None:
        """Fetch every word again in the language of now."""
        self._name.setText(self.tr("Smoothing"))
        self.slider.setAccessibleName(self.tr("Smoothing of the curves"))
        self.slider.setToolTip(self.tr("Over how many steps the smoothed curves average (exponentially)"))
        widest = self.tr("{count} steps").format(count=QLocale().toString(_STEPS[-1]))
        self._value.setMinimumWidth(self.fontMetrics().horizontalAdvance(widest) + 4)
        self._say()

    def _moved(self) -> None:
        self._say()
        self._later.start()

    def _say(self) -> None:
        steps = _STEPS[self.slider.value()]
        text = self.tr("{count} steps").format(count=QLocale().toString(steps)) if steps > 1 else self.tr("off")
        self._value.setText(text)
        self.slider.setAccessibleDescription(text)
