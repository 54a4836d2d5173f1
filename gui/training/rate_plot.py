"""The loss over learning rates that were tried, on a logarithmic axis; a click chooses one of them."""

import math
from itertools import pairwise

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from gui import theme
from gui.training.schedule_words import rate_text
from gui.training.small_plot import Mark, Scale, SmallPlot, small_font
from gui.training.ticks import linear_ticks, log_text, log_ticks, number_text

_DOTTED = Qt.PenStyle.DotLine
_PX_PER_RATE_MARK = 70
_PX_PER_LOSS_MARK = 36
_KEY_STEP = 0.05
"""How far an arrow key moves, in exponents of ten."""
_DIVERGED = 1.6
"""Losses are shown up to so many times the first one; what explodes leaves the picture."""


def rounded_rate(rate: float) -> float:
    """A learning rate in two figures: no more of it means anything."""
    return float(f"{rate:.1e}")


class RatePlot(QWidget):
    """Draws points as they come, the suggested rate and the chosen one.

    Click or drag to choose a rate, ← and → move it, Home returns to the suggestion; ``chosen(rate)`` tells it.
    """

    chosen = Signal(float)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("ratePlot")
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.CrossCursor)
        self._points: list[tuple[float, float]] = []
        self._suggestion: float | None = None
        self._rate: float | None = None
        theme.notifier().changed.connect(self.update)
        self.retranslate()

    @property
    def points(self) -> list[tuple[float, float]]:
        """The (rate, loss) drawn, in the order in which they came."""
        return list(self._points)

    @property
    def rate(self) -> float | None:
        """The rate that is chosen now."""
        return self._rate

    def clear(self) -> None:
        """Begin anew."""
        self._points.clear()
        self._suggestion = self._rate = None
        self.update()

    def add(self, rate: float, loss: float) -> None:
        """Draw one more point; a loss that is no number ends the line there."""
        self._points.append((rate, loss))
        self.update()

    def suggest(self, rate: float | None) -> None:
        """Mark this rate and choose it."""
        self._suggestion = rate
        if rate is not None:
            self.choose(rate)
        self.update()

    def choose(self, rate: float) -> None:
        """Choose the rate, within those tried."""
        if not self._points:
            return
        tried = [rate for rate, _ in self._points]
        self._rate = rounded_rate(min(max(rate, min(tried)), max(tried)))
        self.update()
        self.chosen.emit(self._rate)

    def sizeHint(self) -> QSize:
        return QSize(520, 260)

    def minimumSizeHint(self) -> QSize:
        return QSize(260, 150)

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
            self.update()
        super().changeEvent(event)

    def retranslate(self) -> None:
        """Fetch every word again in the language of now."""
        self.setAccessibleName(self.tr("Loss over learning rates"))
        self.setToolTip(self.tr("Click to choose a learning rate; ← and → move it, Home returns to the suggestion."))

    # The hand

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton:
            self._choose_at(event.position().x())

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if event.buttons() & Qt.MouseButton.LeftButton:
            self._choose_at(event.position().x())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Move the chosen rate."""
        rate = self._rate
        if event.key() == Qt.Key.Key_Home and self._suggestion is not None:
            self.choose(self._suggestion)
        elif event.key() in (Qt.Key.Key_Left, Qt.Key.Key_Right) and rate is not None:
            self.choose(rate * 10 ** (_KEY_STEP if event.key() == Qt.Key.Key_Right else -_KEY_STEP))
        else:
            super().keyPressEvent(event)

    def _choose_at(self, x: float) -> None:
        if len(self._points) >= 2:
            self.choose(10 ** self._plot().value_across(x))

    # The picture

    def _scales(self) -> tuple[Scale, Scale]:
        rates = [math.log10(rate) for rate, _ in self._points]
        losses = [loss for _, loss in self._points if math.isfinite(loss)]
        if len(self._points) < 2 or not losses:
            return Scale(-6, 1), Scale(0, 1)
        top = min(max(losses), losses[0] * _DIVERGED) if losses[0] > 0 else max(losses)
        low = min(losses)
        margin = max(top - low, abs(top) * 0.05, 1e-9) * 0.06
        return Scale(rates[0], rates[-1]), Scale(low - margin, max(top, low) + margin)

    def _loss_marks(self, upwards: Scale) -> list[Mark]:
        count = max(int(self.height() / _PX_PER_LOSS_MARK), 2)
        spacing, ticks = linear_ticks(upwards.low, upwards.high, count)
        return [Mark(tick, number_text(tick, spacing)) for tick in ticks]

    def _plot(self) -> SmallPlot:
        across, upwards = self._scales()
        room = QRectF(self.rect()).adjusted(2, 0, -2, 0)
        return SmallPlot.within(room, across, upwards, self._loss_marks(upwards), small_font(self.font()))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Axes, the line, the suggestion as a dotted and the choice as a drawn upright."""
        colours, plot = theme.current(), self._plot()
        painter = QPainter(self)
        painter.setFont(small_font(self.font()))
        count = max(int(plot.area.width() / _PX_PER_RATE_MARK), 2)
        across = [Mark(power, log_text(10**power)) for power in log_ticks(plot.across.low, plot.across.high, count)]
        plot.draw_axes(painter, across, self._loss_marks(plot.upwards), self.tr("loss"))
        if self.hasFocus():
            painter.setPen(QPen(QColor(colours.focus), 1))
            painter.drawRect(plot.area.adjusted(0, 0, -1, -1))
        painter.setClipRect(plot.area.adjusted(-1, -2, 1, 2))
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(QColor(colours.curve_train), 1.8, j=Qt.PenJoinStyle.RoundJoin))
        for (rate, loss), (next_rate, next_loss) in pairwise(self._points):
            if math.isfinite(loss) and math.isfinite(next_loss):
                painter.drawLine(
                    plot.place(math.log10(rate), loss), plot.place(math.log10(next_rate), _capped(next_loss, plot))
                )
        if self._suggestion is not None:
            self._draw_upright(painter, plot, self._suggestion, QPen(QColor(colours.text_muted), 1.2, _DOTTED), "")
        if self._rate is not None:
            self._draw_upright(painter, plot, self._rate, QPen(QColor(colours.accent), 2), rate_text(self._rate))

    def _draw_upright(self, painter: QPainter, plot: SmallPlot, rate: float, pen: QPen, words: str) -> None:
        x, area = plot.place(math.log10(rate), 0).x(), plot.area
        painter.setPen(pen)
        painter.drawLine(QPointF(x, area.top()), QPointF(x, area.bottom()))
        if not words:
            return
        metrics = painter.fontMetrics()
        width, height = metrics.horizontalAdvance(words) + 10, metrics.height() + 4
        left = x + 4 if x + 4 + width <= area.right() else x - 4 - width
        card = QRectF(left, area.top() + 2, width, height)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(theme.current().accent))
        painter.drawRoundedRect(card, 4, 4)
        painter.setPen(QColor(theme.current().accent_text))
        painter.drawText(card, Qt.AlignmentFlag.AlignCenter, words)


def _capped(loss: float, plot: SmallPlot) -> float:
    """A loss no further above the picture than the painter's numbers bear."""
    return min(loss, plot.upwards.high + 2 * (plot.upwards.high - plot.upwards.low))
