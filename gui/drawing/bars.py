"""What the network thinks: one bar for each class."""

from collections.abc import Sequence

from PySide6.QtCore import QElapsedTimer, QEvent, QRectF, QSize, Qt, QTimer
from PySide6.QtGui import QFont, QFontMetricsF, QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QScrollArea, QSizePolicy, QWidget

from gui import fonts, theme

GLIDE_MS, FRAME_MS = 50, 12
"""A change glides this long, so that bars move smoothly and yet never lag behind the pen."""
GLIDE_FROM = 0.05
"""Smaller changes, such as those of a learning network from moment to moment, are shown at once."""
ROW_MINIMUM, ROW_MAXIMUM = 17, 40
GAP = 8.0


class PredictionBars(QWidget):
    """Bars with class name and percentage, the winner highlighted; without an answer all bars are empty."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("predictionBars")
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self._classes: tuple[str, ...] = tuple("0123456789")
        self._values: tuple[float, ...] | None = None
        self._start = self._shown = [0.0] * len(self._classes)
        # No QBasicTimer: Python would keep one alive past its widget, and Qt then crashes on the next timeout.
        self._timer, self._clock = QTimer(self, interval=FRAME_MS), QElapsedTimer()
        self._timer.timeout.connect(self._glide)
        theme.notifier().changed.connect(self.update)
        self.retranslate()

    # What others see.

    def classes(self) -> tuple[str, ...]:
        """The names of the classes."""
        return self._classes

    def set_classes(self, classes: Sequence[str]) -> None:
        """Other classes; the bars are emptied."""
        if tuple(classes) == self._classes:
            return
        self._classes = tuple(classes)
        self._values = None
        self._start = self._shown = [0.0] * len(self._classes)
        self._timer.stop()
        self.retranslate()
        self.updateGeometry()
        self.update()

    def set_probabilities(self, probabilities: Sequence[float] | None) -> None:
        """One probability from 0 to 1 for each class, or ``None`` for no answer."""
        values = None if probabilities is None else tuple(float(value) for value in probabilities)
        if values is not None and len(values) != len(self._classes):
            raise ValueError(f"expected {len(self._classes)} probabilities, received {len(values)}")
        if values == self._values:
            return
        self._values = values
        target = values or [0.0] * len(self._classes)
        if max(abs(new - old) for new, old in zip(target, self._shown, strict=True)) < GLIDE_FROM:
            self._shown = list(target)
            self._timer.stop()
            self._describe()
            self.update()
            return
        self._start = list(self._shown)
        self._clock.start()
        if not self._timer.isActive():
            self._timer.start()
        self._describe()
        self.update()

    def probabilities(self) -> tuple[float, ...] | None:
        """What was set last."""
        return self._values

    def winner(self) -> int | None:
        """The index of the most probable class."""
        return None if not self._values else max(range(len(self._values)), key=self._values.__getitem__)

    def retranslate(self) -> None:
        """Set every text anew, in the window's language."""
        self.setAccessibleName(self.tr("Probabilities"))
        self._describe()
        self.update()

    def _describe(self) -> None:
        best = self.winner()
        if best is None or self._values is None:
            self.setAccessibleDescription(self.tr("No answer"))
        else:
            text = self.tr("{name}: {percent} %")
            self.setAccessibleDescription(
                text.format(name=self._classes[best], percent=f"{100 * self._values[best]:.0f}")
            )

    # Size and movement.

    def sizeHint(self) -> QSize:
        return QSize(240, 24 * len(self._classes))

    def minimumSizeHint(self) -> QSize:
        row = max(ROW_MINIMUM, self.fontMetrics().height() + 1)
        return QSize(150, row * len(self._classes))

    def changeEvent(self, event: QEvent) -> None:
        if event.type() is QEvent.Type.LanguageChange:
            self.retranslate()
        elif event.type() is QEvent.Type.FontChange:
            self.updateGeometry()
        super().changeEvent(event)

    def _glide(self) -> None:
        done = min(1.0, self._clock.elapsed() / GLIDE_MS)
        target = self._values or [0.0] * len(self._classes)
        self._shown = [a + (b - a) * done for a, b in zip(self._start, target, strict=True)]
        if done >= 1.0:
            self._timer.stop()
        self.update()

    # Painting.

    def paintEvent(self, event: QPaintEvent) -> None:
        if not self._classes:
            return
        colours = theme.current()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        plain, strong = fonts.tabular(self.font()), fonts.tabular(self.font())
        strong.setWeight(QFont.Weight.DemiBold)
        metrics = QFontMetricsF(strong)
        percent_width = metrics.horizontalAdvance(self._percent(1.0))
        names = max(metrics.horizontalAdvance(name) for name in self._classes)
        name_width = min(names, 0.4 * self.width())
        row = min(float(ROW_MAXIMUM), self.height() / len(self._classes))
        best = self.winner()
        left = name_width + GAP
        track = max(8.0, self.width() - left - percent_width - GAP)
        thick = min(20.0, round(row * 0.55))
        for index, name in enumerate(self._classes):
            wins = index == best
            line = QRectF(0, index * row, self.width(), row)
            painter.setFont(strong if wins else plain)
            painter.setPen(colours.colour("accent" if wins else "text" if self._values else "text_muted"))
            elided = metrics.elidedText(name, Qt.TextElideMode.ElideRight, name_width + 1)
            painter.drawText(QRectF(0, line.top(), name_width, row), _NAME, elided)
            bar = QRectF(left, line.center().y() - thick / 2, track, thick)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(colours.colour("bar_track"))
            painter.drawRoundedRect(bar, 3, 3)
            length = self._shown[index] * track
            if length > 0.25:
                painter.setBrush(colours.colour("bar_winner" if wins else "bar"))
                painter.drawRoundedRect(QRectF(bar.topLeft(), bar.size()).adjusted(0, 0, length - track, 0), 3, 3)
            value = self._values[index] if self._values else None
            quiet = value is None or value < 0.005
            painter.setPen(colours.colour("accent" if wins else "text_muted" if quiet else "text"))
            text = "–" if value is None else self._percent(value)
            painter.drawText(QRectF(line.right() - percent_width, line.top(), percent_width, row), _PERCENT, text)

    def _percent(self, value: float) -> str:
        return self.tr("{percent} %").format(percent=f"{100 * value:.1f}")


_NAME = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft
_PERCENT = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight


class BarsArea(QScrollArea):
    """The bars, scrolled where a dataset has too many classes for the height."""

    def __init__(self, bars: PredictionBars) -> None:
        super().__init__()
        self._bars = bars
        self.setWidget(bars)
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setMinimumHeight(96)

    def sizeHint(self) -> QSize:
        hint = self._bars.minimumSizeHint()
        return QSize(max(220, hint.width()), min(hint.height(), 260))
