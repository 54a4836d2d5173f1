"""The learning rate over the run that is about to be, as a curve."""

from PySide6.QtCore import QEvent, QLocale, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from engine.training.config import TrainingConfig
from gui import theme
from gui.training.schedule_words import rate_text, schedule_words
from gui.training.small_plot import Mark, Scale, SmallPlot, small_font
from gui.training.ticks import linear_ticks, round_up, step_ticks

_LINES = 7.5
"""The picture's height in lines of text."""
_POINTS = 400
_PX_PER_EPOCH_MARK = 44
_ROOM_ABOVE = 1.06

Points = list[tuple[float, float]]


class SchedulePicture(QWidget):
    """Draws the schedule of :meth:`show_schedule`; its accessible description says the same in words."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("schedulePicture")
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._config = TrainingConfig()
        self._steps_per_epoch = 1
        self._points: Points = []
        theme.notifier().changed.connect(self.update)

    def show_schedule(self, config: TrainingConfig, steps_per_epoch: int) -> None:
        """Draw the schedule of these hyperparameters."""
        if (config, steps_per_epoch) != (self._config, self._steps_per_epoch) or not self._points:
            self._config, self._steps_per_epoch = config, steps_per_epoch
            self._points = []
            self._say()
            self.update()

    @property
    def points(self) -> Points:
        """The curve drawn: (epochs done, learning rate)."""
        if not self._points:
            from engine.training.schedules import curve

            points = curve(self._config, self._steps_per_epoch, _POINTS)
            self._points = [*points, (float(self._config.epochs), points[-1][1])]  # the last step ends there
        return self._points

    def sizeHint(self) -> QSize:
        return QSize(200, round(self.fontMetrics().height() * _LINES))

    def minimumSizeHint(self) -> QSize:
        return QSize(120, self.sizeHint().height())

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            self._say()
            self.update()
        super().changeEvent(event)

    def _say(self) -> None:
        words = schedule_words(self._config)
        self.setAccessibleName(self.tr("Learning rate over the run"))
        self.setAccessibleDescription(words)
        self.setToolTip(words)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Warm-up as a tinted strip, axes, the curve."""
        colours, points = theme.current(), self.points
        top = round_up(max((rate for _, rate in points), default=1.0)) or 1.0
        spacing, ticks = linear_ticks(0, top, 3)
        upward_marks = [Mark(tick, rate_text(tick)) for tick in ticks]
        painter = QPainter(self)
        painter.setFont(small_font(self.font()))
        across, upwards = Scale(0, self._config.epochs), Scale(0, max(top, spacing) * _ROOM_ABOVE)
        plot = SmallPlot.within(QRectF(self.rect()), across, upwards, upward_marks, painter.font())
        self._draw_warmup(painter, plot)
        plot.draw_axes(painter, self._epoch_marks(plot), upward_marks, self.tr("learning rate"))
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        line = plot.path(points)
        ground = QPainterPath(line)
        ground.lineTo(plot.place(points[-1][0], 0))
        ground.lineTo(plot.place(points[0][0], 0))
        painter.fillPath(ground, colours.colour("curve_train", 0.13))
        painter.setPen(QPen(QColor(colours.curve_train), 1.8, j=Qt.PenJoinStyle.RoundJoin))
        painter.drawPath(line)

    def _epoch_marks(self, plot: SmallPlot) -> list[Mark]:
        """The last one is the end of the run."""
        epochs, number = self._config.epochs, QLocale().toString
        end = self.tr("1 epoch") if epochs == 1 else self.tr("{count} epochs").format(count=number(epochs))
        count = max(int(plot.area.width() / _PX_PER_EPOCH_MARK), 1)
        ticks = [round(tick) for tick in step_ticks(0, epochs, count)[1]]
        return [*(Mark(tick, number(tick)) for tick in ticks if tick < epochs), Mark(epochs, end)]

    def _draw_warmup(self, painter: QPainter, plot: SmallPlot) -> None:
        epochs = min(self._config.warmup_epochs, self._config.epochs)
        if epochs <= 0:
            return
        colours, area = theme.current(), plot.area
        end = plot.place(epochs, 0).x()
        painter.fillRect(QRectF(QPointF(area.left(), area.top()), QPointF(end, area.bottom())), QColor(colours.sunken))
        painter.setPen(QPen(QColor(colours.text_muted), 1, Qt.PenStyle.DotLine))
        painter.drawLine(QPointF(end, area.top()), QPointF(end, area.bottom()))
        word = self.tr("warm-up")
        width = painter.fontMetrics().horizontalAdvance(word)
        if end + 3 + width <= area.right() and self._config.warmup_epochs < self._config.epochs:
            painter.drawText(QPointF(end + 3, area.bottom() - 4), word)
