"""One figure of many runs over steps, epochs or time, on pyqtgraph. Imported at first need, never at start-up."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
import pyqtgraph as pg
from PySide6.QtCore import QCoreApplication, QEvent, QRectF, Qt, Signal
from PySide6.QtGui import QBrush, QColor, QFont, QMouseEvent, QResizeEvent
from PySide6.QtWidgets import QWidget

from gui import theme
from gui.comparison import looks
from gui.comparison.courses import Across, Course, CurveKind
from gui.comparison.strokes import Part, Strokes, strokes
from gui.training.estimate import duration_text
from gui.training.plot_axes import StepAxis, ValueAxis
from gui.training.plot_box import CurveBox
from gui.training.plot_items import exponents
from gui.training.ranges import AccuracyFit, LossFit, Range
from gui.training.ticks import linear_ticks

_REDRAW = QEvent.Type(QEvent.registerEventType())


class AcrossAxis(StepAxis):
    """Steps, epochs or durations."""

    across: Across = "step"

    def show_across(self, across: Across) -> None:
        """Count in these."""
        self.across = across
        self.picture = None
        self.update()

    def tickValues(self, low: float, high: float, size: float) -> list[object]:
        if self.across != "time":
            return list(super().tickValues(low, high, size))
        spacing, ticks = linear_ticks(low, high, max(int(size / 110), 1))
        unit = 60.0 if spacing >= 60 else 1.0  # whole minutes, where there are minutes between marks
        spacing, ticks = linear_ticks(low / unit, high / unit, max(int(size / 110), 1))
        return [(spacing * unit, [tick * unit for tick in ticks])]

    def tickStrings(self, values: list[float], scale: float, spacing: float) -> list[str]:
        if self.across != "time":
            return list(super().tickStrings(values, scale, spacing))
        return [duration_text(value) for value in values]


class ComparisonView(pg.PlotWidget):  # type: ignore[misc]
    """Draws one kind of curve of all courses, thinned to the pixels that show them."""

    hovered = Signal(object)  # the place on the lower axis (float), or None when the pointer left
    zoomed = Signal(float, float)  # a person chose the range of the lower axis
    fitted = Signal()  # a person wants to see everything

    def __init__(self, kind: CurveKind, parent: QWidget | None = None) -> None:
        self._box = CurveBox()
        self._values = ValueAxis(percent=kind.endswith("accuracy"))
        self._across_axis = AcrossAxis()
        axes = {"left": self._values, "bottom": self._across_axis}
        super().__init__(parent=parent, viewBox=self._box, axisItems=axes, enableMenu=False)
        self.kind = kind
        self._across: Across = "step"
        self._courses: Sequence[Course] = ()
        self._places: Mapping[str, int] = {}
        self._hidden: frozenset[str] = frozenset()
        self._highlighted: str | None = None
        self._auto_across = self._auto_values = True
        self._logarithmic = self._drawing = self._is_outdated = False
        self._loss_fit = LossFit()
        self._strokes = Strokes()
        self._cross = pg.InfiniteLine(angle=90, movable=False)
        self._cross.hide()
        self._cross.setZValue(5)
        for item in (self._strokes, self._cross):
            self._box.addItem(item, ignoreBounds=True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        self.viewport().setMouseTracking(True)
        self.hideButtons()
        self.getPlotItem().setContentsMargins(0, 6, 24, 0)
        self._box.zoomed.connect(self._on_zoom)
        self._box.fitted.connect(self.fitted)
        self._box.sigRangeChanged.connect(self._on_range)
        self.restyle()

    # What is shown

    def show_courses(self, courses: Sequence[Course], places: Mapping[str, int], across: Across) -> None:
        """Show these, each in the looks of its place."""
        if across != self._across:
            self._auto_across = True
            self._across_axis.show_across(across)
        self._courses, self._places, self._across = courses, places, across
        self._style_lines()
        self.redraw()

    def show_hidden(self, hidden: frozenset[str]) -> None:
        """Hide the courses of these keys."""
        if hidden != self._hidden:
            self._hidden = hidden
            self.redraw()

    def highlight(self, key: str | None) -> None:
        """Let one course stand out, or none."""
        if key != self._highlighted:
            self._highlighted = key
            self._show_front()

    def set_logarithmic(self, logarithmic: bool) -> None:
        """Show the values on a logarithmic axis; what is not positive is left out."""
        if logarithmic != self._logarithmic:
            self._logarithmic = logarithmic
            self._values.set_logarithmic(logarithmic)
            self._auto_values = True
            self.redraw()

    @property
    def shown(self) -> list[Course]:
        """The courses that are drawn now."""
        return [course for course in self._courses if course.key not in self._hidden and self._line_length(course)]

    def _line_length(self, course: Course) -> int:
        line = course.lines.get(self.kind)
        return 0 if line is None else len(line.values)

    def fit(self) -> None:
        """Show everything."""
        self._auto_across = self._auto_values = True
        self.redraw()

    def show_range(self, low: float, high: float) -> None:
        """Show a part of the lower axis, as another plot does."""
        self._auto_across = False
        self._box.setXRange(low, high, padding=0)

    # Drawing

    def redraw(self) -> None:
        """Draw the part that is seen."""
        self._is_outdated = False
        self._drawing = True
        try:
            if self._auto_across:
                self._box.setXRange(0, self._end_across(), padding=0)
            values, marks = self._draw()
            if self._auto_values:
                self._box.setYRange(*self._values_range(values, marks), padding=0)
            self._box.prepareForPaint()  # what is put off until the painting would bring another one
        finally:
            self._drawing = False

    def _redraw_soon(self) -> None:
        """Redraw once before the next painting, however much changes until then."""
        if not self._is_outdated:
            self._is_outdated = True
            QCoreApplication.postEvent(self, QEvent(_REDRAW), Qt.EventPriority.HighEventPriority.value)

    def customEvent(self, event: QEvent) -> None:
        """Comes before the scene asks for a painting, which would show what is outdated."""
        if event.type() == _REDRAW and self._is_outdated and self.isVisible():
            self.redraw()

    def _end_across(self) -> float:
        ends = [course.clock.across(np.array([course.last_step]), self._across)[0] for course in self.shown]
        return max(ends, default=1.0) * 1.02 or 1.0

    def _draw(self) -> tuple[list[np.ndarray], list[float]]:
        """Returns what is drawn of the curves, in one piece, and their ends."""
        (low, high), _ = self._box.viewRange()
        columns = max(int(self._box.width()), 2)
        ends = np.array([low, high])
        parts = []
        for course in self.shown:
            first, last = course.clock.steps_at(ends, self._across).tolist()
            line = course.lines[self.kind]
            steps, values, below, above = line.part(first, last, columns)
            places = course.clock.across(steps, self._across)
            parts.append(Part(course.key, places, values, below, above, line.is_jagged))
        self._strokes.show_strokes(strokes(parts, self._scaled))
        drawn = [edge for part in parts for edge in (part.values, part.low, part.high) if edge is not None]
        marks = [float(part.values[-1]) for part in parts if len(part.values)]
        return [np.concatenate(drawn)] if drawn else [], marks

    def _scaled(self, values: np.ndarray) -> np.ndarray:
        return exponents(values) if self._logarithmic else values

    def _values_range(self, values: list[np.ndarray], marks: list[float]) -> Range:
        whole = self._auto_across
        if self.kind.endswith("accuracy"):
            return AccuracyFit.whole(values, marks) if whole else AccuracyFit.part(values, marks)
        if self._logarithmic:
            return LossFit.logarithmic(values, marks)
        return self._loss_fit.whole(values, marks) if whole else LossFit.part(values, marks)

    @property
    def _are_few(self) -> bool:
        return len(self._courses) <= looks.FEW

    def _style_lines(self) -> None:
        places = ((course.key, self._places[course.key]) for course in self._courses)
        few = self._are_few
        self._strokes.show_looks({key: (looks.pen(place, few=few), looks.band_colour(place)) for key, place in places})
        self._show_front()

    def _show_front(self) -> None:
        key = self._highlighted
        if key is None or key not in self._places:
            self._strokes.show_front(None)
        else:
            self._strokes.show_front((key, looks.pen(self._places[key], few=self._are_few, highlighted=True)))

    @property
    def banded(self) -> list[str]:
        """The keys of the courses that are drawn with a band."""
        return [one.key for one in self._strokes.strokes if one.band is not None]

    @property
    def highlighted(self) -> str | None:
        """The key of the course that stands out."""
        return self._highlighted

    def restyle(self) -> None:
        """Take over the colours of the theme in force and the widget's font."""
        colours = theme.current()
        font = QFont(self.font())
        font.setPointSizeF(font.pointSizeF() * 0.9)
        self.setBackground(QColor(colours.raised))
        for axis in (self._values, self._across_axis):
            axis.restyle(colours, font)
        self._cross.setPen(pg.mkPen(colours.text_muted, width=1, style=Qt.PenStyle.DotLine))
        self._box.rbScaleBox.setPen(pg.mkPen(colours.accent, width=1))
        self._box.rbScaleBox.setBrush(QBrush(colours.colour("accent", 0.12)))
        self._style_lines()
        self.redraw()

    # The hand

    def show_cross(self, place: float | None) -> None:
        """Mark a place of the lower axis, or none."""
        self._cross.setVisible(place is not None)
        if place is not None:
            self._cross.setValue(place)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Tell where the pointer stands."""
        super().mouseMoveEvent(event)
        scene = self.mapToScene(event.position().toPoint())
        inside = self._box.sceneBoundingRect().contains(scene)
        self.hovered.emit(self._box.mapSceneToView(scene).x() if inside and not event.buttons() else None)

    def leaveEvent(self, event: QEvent) -> None:
        super().leaveEvent(event)
        self.hovered.emit(None)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if hasattr(self, "_is_outdated"):  # pyqtgraph resizes while it is made
            self._redraw_soon()

    def _on_zoom(self, along: bool, up: bool) -> None:
        self._auto_across = self._auto_across and not along
        self._auto_values = self._auto_values and not up
        if along:
            self.zoomed.emit(*self._box.viewRange()[0])

    def _on_range(self) -> None:
        if not self._drawing:
            self._redraw_soon()

    @property
    def plot_area(self) -> QRectF:
        """Where the curves stand, in the widget's coordinates."""
        return QRectF(self.mapFromScene(self._box.sceneBoundingRect()).boundingRect())
