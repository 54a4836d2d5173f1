"""The epochs of a run as a line to drag along: the accuracy of each, the best one marked, and where one stands."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QSize, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QSlider, QWidget

from gui import theme
from gui.training.small_plot import Mark, Scale, SmallPlot, small_font
from gui.training.ticks import linear_ticks, percent_text, step_ticks

_LINES = 5.4
_DOT, _HERE = 2.6, 5.0
_STAR = "★"


@dataclass(frozen=True, slots=True)
class TrackedEpoch:
    """An epoch that one can go to; its accuracy from 0 to 1, ``None`` while it is not known."""

    epoch: int
    accuracy: float | None


class EpochTrack(QSlider):
    """A slider over places in a list of epochs. ``toggled`` comes with the space bar."""

    toggled = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)
        self.setObjectName("epochTrack")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setCursor(Qt.CursorShape.SplitHCursor)
        self._epochs: tuple[TrackedEpoch, ...] = ()
        self._best: int | None = None
        theme.notifier().changed.connect(self.update)
        self.retranslate()

    def show_epochs(self, epochs: Sequence[TrackedEpoch], best: int | None) -> None:
        """Show these epochs; the one at which one stands stays, as far as it is there."""
        here = self.epoch
        self._epochs, self._best = tuple(epochs), best
        numbers = [one.epoch for one in epochs]
        blocked = self.blockSignals(True)
        self.setRange(0, max(len(epochs) - 1, 0))
        self.setPageStep(max(len(epochs) // 10, 1))
        self.setValue(numbers.index(here) if here in numbers else len(epochs) - 1)
        self.blockSignals(blocked)
        self.update()

    @property
    def epoch(self) -> int | None:
        """The epoch at which one stands."""
        return self._epochs[self.value()].epoch if self.value() < len(self._epochs) else None

    @property
    def epochs(self) -> tuple[TrackedEpoch, ...]:
        """All epochs that one can go to."""
        return self._epochs

    def go_to(self, epoch: int) -> None:
        """Stand at the epoch nearest to that one."""
        if self._epochs:
            self.setValue(min(range(len(self._epochs)), key=lambda at: abs(self._epochs[at].epoch - epoch)))

    def x_of(self, place: int) -> float:
        """Where an epoch stands on the widget, from its place in the list."""
        plot = self._plot()
        return plot.place(self._epochs[place].epoch, plot.upwards.low).x()

    # Hands

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton:
            self.setSliderDown(True)
            self._drag(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self.isSliderDown():
            self._drag(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        self.setSliderDown(False)

    def _drag(self, event: QMouseEvent) -> None:
        if self._epochs:
            self.go_to(round(self._plot().value_across(event.position().x())))
        event.accept()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Space:
            self.toggled.emit()
        else:
            super().keyPressEvent(event)

    # Looks

    def sizeHint(self) -> QSize:
        return QSize(420, round(self.fontMetrics().height() * _LINES))

    def minimumSizeHint(self) -> QSize:
        return QSize(180, self.sizeHint().height())

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
        super().changeEvent(event)

    def retranslate(self) -> None:
        """Fetch every word again in the language of now."""
        self.setAccessibleName(self.tr("Epoch"))
        self.setToolTip(self.tr("Drag through the epochs, or use the arrow keys, Home and End; the space bar plays"))
        self.update()

    def _marks(self) -> tuple[Scale, list[Mark]]:
        known = [one.accuracy for one in self._epochs if one.accuracy is not None]
        low, high = (min(known), max(known)) if known else (0.0, 1.0)
        if high - low < 0.01:
            low, high = max(low - 0.005, 0.0), min(high + 0.005, 1.0)
        spacing, ticks = linear_ticks(low, high, 4)
        return Scale(low, high), [Mark(tick, percent_text(tick, spacing)) for tick in ticks if low <= tick <= high]

    def _plot(self) -> SmallPlot:
        scale, marks = self._marks()
        first, last = (self._epochs[0].epoch, self._epochs[-1].epoch) if self._epochs else (0, 1)
        room = self.rect().toRectF()
        return SmallPlot.within(room, Scale(first, last), scale, marks, small_font(self.font()))

    def paintEvent(self, event: QPaintEvent) -> None:
        if not self._epochs:
            return
        colours, plot, (scale, marks) = theme.current(), self._plot(), self._marks()
        painter = QPainter(self)
        painter.setFont(small_font(self.font()))
        _, ticks = step_ticks(plot.across.low, plot.across.high, max(int(plot.area.width() / 60), 2))
        across = [Mark(tick, str(round(tick))) for tick in ticks]
        plot.draw_axes(painter, across, marks, self.tr("accuracy"))
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        known = [(one.epoch, one.accuracy) for one in self._epochs if one.accuracy is not None]
        line = QColor(colours.curve_validation)
        painter.setPen(QPen(line, 1.6))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawPath(plot.path(known))
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(line)
        for epoch, accuracy in known:
            painter.drawEllipse(plot.place(epoch, accuracy), _DOT, _DOT)
        self._paint_best(painter, plot, dict(known))
        self._paint_here(painter, plot, scale)

    def _paint_best(self, painter: QPainter, plot: SmallPlot, known: dict[int, float]) -> None:
        if self._best not in known:
            return
        metrics, place = painter.fontMetrics(), plot.place(self._best, known[self._best])
        painter.setPen(QColor(theme.current().success))
        width = metrics.horizontalAdvance(_STAR)
        left = min(max(place.x() - width / 2, plot.area.left()), self.width() - width - 1.0)
        painter.drawText(round(left), round(place.y() - 5), _STAR)

    def _paint_here(self, painter: QPainter, plot: SmallPlot, scale: Scale) -> None:
        colours, here = theme.current(), self._epochs[self.value()]
        colour = QColor(colours.focus if self.hasFocus() else colours.accent)
        top, bottom = plot.place(here.epoch, scale.high), plot.place(here.epoch, scale.low)
        painter.setPen(QPen(colour, 2 if self.hasFocus() else 1.4))
        painter.drawLine(top, bottom)
        painter.setBrush(colour)
        painter.setPen(QPen(QColor(colours.raised), 1.5))
        painter.drawEllipse(bottom if here.accuracy is None else plot.place(here.epoch, here.accuracy), _HERE, _HERE)
