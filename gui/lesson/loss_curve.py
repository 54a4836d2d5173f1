"""The mean loss from iteration to iteration, as a small curve."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from engine.lesson.formula import number_text
from gui import theme
from gui.training import ticks
from gui.training.small_plot import Mark, Scale, SmallPlot, small_font

_LEAST_ITERATIONS = 10
"""The axis begins with so many, so that the first points do not jump about."""


class LossCurve(QWidget):
    """Shows :meth:`show_losses`; its accessible description tells the first and the last."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("lessonLossCurve")
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        self._losses: tuple[float, ...] = ()
        theme.notifier().changed.connect(self.update)
        self.retranslate()

    @property
    def losses(self) -> tuple[float, ...]:
        """The mean loss before each update, and the one of now."""
        return self._losses

    def show_losses(self, losses: tuple[float, ...]) -> None:
        """Show the mean losses so far, the one of now last."""
        self._losses = losses
        self._describe()
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(260, round(6.5 * self.fontMetrics().height()))

    def minimumSizeHint(self) -> QSize:
        return QSize(160, round(5.5 * self.fontMetrics().height()))

    def paintEvent(self, _event: QPaintEvent) -> None:
        colours = theme.current()
        top = ticks.round_up(max(self._losses, default=1.0)) or 1.0
        spacing, upwards = ticks.linear_ticks(0, top, 3)
        upward_marks = [Mark(tick, ticks.number_text(tick, spacing)) for tick in upwards]
        last = max(len(self._losses) - 1, _LEAST_ITERATIONS)
        across_marks = [Mark(tick, f"{tick:.0f}") for tick in ticks.step_ticks(0, last, 5)[1]]
        painter = QPainter(self)
        painter.setFont(small_font(self.font()))
        plot = SmallPlot.within(QRectF(self.rect()), Scale(0, last), Scale(0, top), upward_marks, painter.font())
        plot.draw_axes(painter, across_marks, upward_marks, self.tr("mean loss, by iteration"))
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        points = [(float(place), loss) for place, loss in enumerate(self._losses)]
        painter.setPen(QPen(QColor(colours.curve_train), 1.8, j=Qt.PenJoinStyle.RoundJoin))
        painter.drawPath(plot.path(points))
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(colours.curve_train))
        if points:
            painter.drawEllipse(plot.place(*points[-1]), 3.5, 3.5)

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
        super().changeEvent(event)

    def retranslate(self) -> None:
        """Fetch every word again in the language of now."""
        self.setAccessibleName(self.tr("Mean loss from iteration to iteration"))
        self._describe()

    def _describe(self) -> None:
        if not self._losses:
            return
        words = self.tr("Iteration {count}: mean loss {now}, at first {first}").format(
            count=len(self._losses) - 1, now=number_text(self._losses[-1]), first=number_text(self._losses[0])
        )
        self.setAccessibleDescription(words)
        self.setToolTip(words)
