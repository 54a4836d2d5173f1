"""The drawing of one figure over the steps of a run, on pyqtgraph. Imported at first need, never at start-up."""

from dataclasses import dataclass
from typing import Literal

import numpy as np
import pyqtgraph as pg
from PySide6.QtCore import QCoreApplication, QEvent, QPointF, QRect, QRectF, Qt, QTimer, Signal
from PySide6.QtGui import QBrush, QColor, QFont, QKeyEvent, QMouseEvent, QPainter, QResizeEvent
from PySide6.QtWidgets import QLabel, QWidget

from gui import theme
from gui.training.history import EpochPoints
from gui.training.plot_axes import VALUE_AXIS_WIDTH, StepAxis, ValueAxis
from gui.training.plot_box import CurveBox
from gui.training.plot_items import CurveItems, exponents
from gui.training.plot_marks import paint_marks, placed
from gui.training.ranges import AccuracyFit, LossFit, Range, steps_range
from gui.training.series import StepSeries, peaks, thinned

Kind = Literal["loss", "accuracy"]
_KEY_ZOOM = 1.25
_KEY_PAN = 0.1
_CORNER_LEFT = 10
_NEARBY_PX = 6


@dataclass(frozen=True, slots=True)
class Curves:
    """What one plot shows of one run."""

    series: StepSeries
    points: EpochPoints
    planned: int = 0
    """Steps of the whole run, 0 where that is not known."""
    marks: tuple[tuple[int, str], ...] = ()
    """Steps after which something happened, and a word for it."""


class PlotView(pg.PlotWidget):  # type: ignore[misc]
    """Draws the curves of a run, and of another one behind them, and tells where the pointer stands.

    Values are decimated to the pixels that show them, so a redraw costs the same for a thousand and a million steps.
    """

    hovered = Signal(object)  # the nearest step (int), or None when the pointer left
    steps_zoomed = Signal(float, float)  # a person chose the range of the steps
    fit_changed = Signal(bool)  # whether everything is shown

    def __init__(self, kind: Kind, parent: QWidget | None = None) -> None:
        self._box = CurveBox()
        self._values = ValueAxis(percent=kind == "accuracy")
        axes = {"left": self._values, "bottom": StepAxis()}
        super().__init__(parent=parent, viewBox=self._box, axisItems=axes, enableMenu=False)
        self._kind = kind
        self._curves: Curves | None = None
        self._behind: Curves | None = None
        self._logarithmic = False
        self._auto_steps = self._auto_values = True
        self._drawing = self._painted = False
        self._cross_step: int | None = None
        self._loss_fit = LossFit()
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        self.viewport().setMouseTracking(True)
        self.hideButtons()
        self.getPlotItem().setContentsMargins(0, 6, 24, 0)
        self._corner = QLabel(self)
        self._corner.setAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        self._corner.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self._corner.setFont(self._small_font())
        theme.set_role(self._corner, "muted")  # after the font: a role set before it would take it back
        self._items = CurveItems(self._box)
        self._later = QTimer(self)
        self._later.setSingleShot(True)
        self._later.setInterval(0)
        self._later.timeout.connect(self.redraw)
        self._box.zoomed.connect(self._zoomed)
        self._box.fitted.connect(self.fit)
        self._box.sigRangeChanged.connect(self._range_changed)
        self._box.setLimits(xMin=-1, minXRange=4)
        self.restyle()

    # -- what is shown ---------------------------------------------------------------------------------------------

    def show_curves(self, curves: Curves | None, behind: Curves | None) -> None:
        """Show a run and another one behind it; the buffers are read again at each :meth:`redraw`."""
        if curves is None or self._curves is None or curves.series is not self._curves.series:
            self._loss_fit = LossFit()
        moved = self._marks != (curves.marks if curves is not None else ())
        self._curves, self._behind = curves, behind
        self.redraw()
        if moved:
            self.viewport().update()

    def set_logarithmic(self, logarithmic: bool) -> None:
        """Show the values on a logarithmic axis; what is not positive is left out."""
        if logarithmic == self._logarithmic:
            return
        self._logarithmic = logarithmic
        self._values.set_logarithmic(logarithmic)
        self._auto_values = True
        self._tell_fit()
        self.redraw()

    def set_shown(self, name: str, shown: bool) -> None:
        """Show or hide one kind of curve: ``raw``, ``smooth``, ``train``, ``validation`` or ``behind``."""
        self._items.set_shown(name, shown)
        self.redraw()

    @property
    def is_fitted(self) -> bool:
        """Whether everything is shown, and followed as it grows."""
        return self._auto_steps and self._auto_values

    def fit(self) -> None:
        """Show everything, and follow it as it grows."""
        self._auto_steps = self._auto_values = True
        self._tell_fit()
        self.redraw()

    def set_steps(self, low: float, high: float) -> None:
        """Show a range of steps, as another plot does."""
        self._auto_steps = False
        self._tell_fit()
        self._box.setXRange(low, high, padding=0)

    # -- drawing ---------------------------------------------------------------------------------------------------

    def redraw(self) -> None:
        """Draw what the buffers hold now."""
        self._later.stop()
        self._painted = False
        if self._curves is None and self._behind is None:
            self._items.clear()
            self.viewport().setUpdatesEnabled(True)
            return
        self._drawing = True
        try:
            if self._auto_steps:
                self._box.setXRange(*self._steps_range(), padding=0)
            drawn = self._draw()
            if self._auto_values:
                self._box.setYRange(*self._values_range(drawn), padding=0)
            self._settle()
        finally:
            self._drawing = False
            self.viewport().setUpdatesEnabled(True)
        if self._cross_step is not None:
            self.show_cross(self._cross_step)

    def _settle(self) -> None:
        """Move the curves, and tell the view what changed, before painting: else it would be painted twice."""
        self._box.prepareForPaint()
        QCoreApplication.sendPostedEvents(self.scene(), QEvent.Type.MetaCall.value)

    def _steps_range(self) -> Range:
        shown = [curves for curves in (self._curves, self._behind) if curves is not None]
        last = max(max(curves.series.last, _last(curves.points)) for curves in shown)
        return steps_range(last, max(curves.planned for curves in shown))

    def _draw(self) -> tuple[list[np.ndarray], list[float]]:
        """Draw the visible part; returns the values of the curves and of the marks that can be seen."""
        (low, high), _ = self._box.viewRange()
        columns = max(int(self._box.width() * self.devicePixelRatioF()), 2)
        values: list[np.ndarray] = []
        marks: list[float] = []
        curves, items = self._curves, self._items
        if curves is None:
            items.clear()
        else:
            series = curves.series
            steps, raw = peaks(series.raw, series.first, low, high, columns)
            items.raw.setData(steps, self._scaled(raw))
            values.append(raw)
            steps, smooth = thinned(series.smooth, series.first, low, high, columns)
            items.smooth.setData(steps, self._scaled(smooth))
            points, log = curves.points, self._logarithmic
            marks += items.train.show(points.steps, points.train, low, high, log)
            marks += items.validation.show(points.steps, points.validation, low, high, log)
        behind = self._behind
        if behind is None:
            items.clear_behind()
        else:
            steps, smooth = thinned(behind.series.smooth, behind.series.first, low, high, columns)
            items.behind.setData(steps, self._scaled(smooth))
            values.append(smooth)
            points = behind.points
            marks += items.behind_validation.show(points.steps, points.validation, low, high, self._logarithmic)
        return values, marks

    def _scaled(self, values: np.ndarray) -> np.ndarray:
        return exponents(values) if self._logarithmic else values

    def _values_range(self, drawn: tuple[list[np.ndarray], list[float]]) -> Range:
        if self._kind == "accuracy":
            return AccuracyFit.whole(*drawn) if self._auto_steps else AccuracyFit.part(*drawn)
        if self._logarithmic:
            return LossFit.logarithmic(*drawn)
        return self._loss_fit.whole(*drawn) if self._auto_steps else LossFit.part(*drawn)

    @property
    def _marks(self) -> tuple[tuple[int, str], ...]:
        return () if self._curves is None else self._curves.marks

    def steps_nearby(self) -> float:
        """How many steps are so near to the pointer that it may mean them."""
        (low, high), _ = self._box.viewRange()
        width: float = self._box.width()
        return float(_NEARBY_PX * (high - low) / max(width, 1.0))

    def shown_marks(self) -> list[str]:
        """The words of the lines that stand in the plot now, from left to right."""
        return [words for _, words in placed(self._marks, self._x_of, self._box.sceneBoundingRect())]

    def _x_of(self, step: float) -> float:
        x: float = self._box.mapViewToScene(QPointF(step, 0)).x()
        return x

    def drawForeground(self, painter: QPainter, rect: QRectF | QRect) -> None:
        """Lines where something happened, over the curves."""
        super().drawForeground(painter, rect)
        self._painted = True
        if self._marks:
            area = self._box.sceneBoundingRect()
            marks = placed(self._marks, self._x_of, area)
            paint_marks(painter, marks, area, self._small_font(), at_top=self._kind == "loss")

    def set_steps_word(self, word: str) -> None:
        """What the steps are called, beside their axis."""
        self._corner.setText(word)

    def restyle(self) -> None:
        """Take over the colours of the theme in force and the widget's font."""
        colours = theme.current()
        self.setBackground(QColor(colours.raised))
        for axis in (self._values, self.getPlotItem().getAxis("bottom")):
            axis.restyle(colours, self._small_font())
        self._items.restyle(colours)
        self._box.rbScaleBox.setPen(pg.mkPen(colours.accent, width=1))
        self._box.rbScaleBox.setBrush(QBrush(colours.colour("accent", 0.12)))

    def _small_font(self) -> QFont:
        font = QFont(self.font())
        font.setPointSizeF(font.pointSizeF() * 0.9)
        return font

    # -- the hand --------------------------------------------------------------------------------------------------

    def show_cross(self, step: int | None) -> QPointF | None:
        """Mark a step; returns where its smoothed value stands, in the widget's coordinates."""
        self._cross_step = step
        value = None if step is None or self._curves is None else self._curves.series.at(step)
        if step is None or value is None:
            self._items.hide_cross()
            return None
        height = float(self._scaled(np.array([value[1]]))[0])
        self._items.show_cross(step, height)
        _, (low, high) = self._box.viewRange()
        place = min(max(height, low), high) if np.isfinite(height) else (low + high) / 2
        return QPointF(self.mapFromScene(self._box.mapViewToScene(QPointF(step, place))))

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Tell the nearest step."""
        super().mouseMoveEvent(event)
        scene = self.mapToScene(event.position().toPoint())
        inside = self._box.sceneBoundingRect().contains(scene)
        self.hovered.emit(self._nearest(scene) if inside and not event.buttons() else None)

    def leaveEvent(self, event: QEvent) -> None:
        super().leaveEvent(event)
        self.hovered.emit(None)

    def _nearest(self, scene: QPointF) -> int | None:
        if self._curves is None or len(self._curves.series) == 0:
            return None
        series = self._curves.series
        return int(min(max(round(self._box.mapSceneToView(scene).x()), series.first), series.last))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Arrows move, + and - zoom, 0 and Home show everything."""
        (left, right), _ = self._box.viewRange()
        match event.key():
            case Qt.Key.Key_Left | Qt.Key.Key_Right as key:
                sign = 1 if key == Qt.Key.Key_Right else -1
                self._box.translateBy(x=sign * _KEY_PAN * (right - left))
            case Qt.Key.Key_Plus | Qt.Key.Key_Equal:
                self._box.scaleBy(x=1 / _KEY_ZOOM)
            case Qt.Key.Key_Minus:
                self._box.scaleBy(x=_KEY_ZOOM)
            case Qt.Key.Key_0 | Qt.Key.Key_Home:
                self.fit()
                return
            case _:
                super().keyPressEvent(event)
                return
        self._zoomed(True, False)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if hasattr(self, "_later"):  # pyqtgraph resizes while it is being built
            self._later.start()
            height = self.getPlotItem().getAxis("bottom").height()
            self._corner.setGeometry(_CORNER_LEFT, round(self.height() - height), VALUE_AXIS_WIDTH, round(height))

    def _zoomed(self, steps: bool, values: bool) -> None:
        self._auto_steps = self._auto_steps and not steps
        self._auto_values = self._auto_values and not values
        self._tell_fit()
        if steps:
            (low, high), _ = self._box.viewRange()
            self.steps_zoomed.emit(low, high)

    def _tell_fit(self) -> None:
        self.fit_changed.emit(self.is_fitted)

    def _range_changed(self) -> None:
        """Draw anew in a moment, and until then nothing: the curves of the former range would be painted first.

        What was drawn before is painted all the same, or a hand that never rests would see nothing move.
        """
        if not self._drawing:
            self.viewport().setUpdatesEnabled(not self._painted)
            self._later.start()


def _last(points: EpochPoints) -> int:
    return int(points.steps[-1]) if len(points.steps) else 0
