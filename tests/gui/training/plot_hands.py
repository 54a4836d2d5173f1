"""Where things stand in a plot, and a pointer over it."""

from PySide6.QtCore import QPoint, QPointF
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from gui.training.curves import CurvePlot
from gui.training.plot_view import PlotView


def view_of(plot: CurvePlot) -> PlotView:
    assert plot.view is not None
    return plot.view


def x_range(plot: CurvePlot) -> tuple[float, float]:
    (low, high), _ = view_of(plot)._box.viewRange()
    return low, high


def y_range(plot: CurvePlot) -> tuple[float, float]:
    _, (low, high) = view_of(plot)._box.viewRange()
    return low, high


def pixel(plot: CurvePlot, step: float, value: float) -> QPoint:
    """Where a step and a value stand in the view's viewport."""
    view = view_of(plot)
    return QPoint(view.mapFromScene(view._box.mapViewToScene(QPointF(step, value))))


def hover(plot: CurvePlot, step: float) -> None:
    low, high = y_range(plot)
    viewport = view_of(plot).viewport()
    QTest.mouseMove(viewport, pixel(plot, step + 20, (low + high) / 2))
    QTest.mouseMove(viewport, pixel(plot, step, (low + high) / 2))
    QApplication.processEvents()
