"""The plots: what they draw equals what was told, under the hand of a person, in both themes and languages."""

import sys

import numpy as np
import pytest
from PySide6.QtCore import QCoreApplication, QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QColor, QMouseEvent, QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from gui import theme
from gui.training.curves import CurvePlot
from gui.training.history import RunHistory
from gui.training.series import Smoother
from tests.gui.shouting import shouting
from tests.gui.training.plot_hands import hover, pixel, view_of, x_range, y_range
from tests.gui.training.scripted import STEPS, Events, make_history


def wheel(plot: CurvePlot, step: float, turns: int, modifiers: Qt.KeyboardModifier) -> None:
    low, high = y_range(plot)
    at = QPointF(pixel(plot, step, (low + high) / 2))
    view = view_of(plot)
    event = QWheelEvent(
        at,
        QPointF(view.viewport().mapToGlobal(at.toPoint())),
        QPoint(),
        QPoint(0, 120 * turns),
        Qt.MouseButton.NoButton,
        modifiers,
        Qt.ScrollPhase.NoScrollPhase,
        False,
    )
    QCoreApplication.sendEvent(view.viewport(), event)
    QApplication.processEvents()


def test_a_plot_exists_by_name_before_there_is_anything_to_draw(qtbot: QtBot) -> None:
    for kind, name in (("loss", "lossPlot"), ("accuracy", "accuracyPlot")):
        plot = CurvePlot(kind)  # type: ignore[arg-type]
        qtbot.addWidget(plot)
        plot.show()
        assert plot.objectName() == name
        assert plot.view is None
        assert "as soon as training starts" in plot._placeholder.text()


def test_the_drawing_equals_what_was_told(loss: CurvePlot, plots: tuple[CurvePlot, CurvePlot]) -> None:
    history = loss._history
    assert history is not None
    for plot, series in ((plots[0], history.loss), (plots[1], history.accuracy)):
        items = view_of(plot)._items
        steps, values = items.raw.getData()
        assert np.array_equal(steps, np.arange(1, STEPS + 1))
        assert np.array_equal(values, series.raw)
        _, smooth = items.smooth.getData()
        assert smooth == pytest.approx(Smoother(50).extend(series.raw), rel=1e-5)
    steps, values = view_of(loss)._items.validation._line.getData()
    assert list(steps) == [100, 200, 300]
    assert list(values) == pytest.approx([0.45, 0.25, 0.4 / 3 + 0.05])


def test_new_steps_are_drawn_once_a_refresh_and_only_while_visible(
    loss: CurvePlot, events: type[Events], monkeypatch: pytest.MonkeyPatch
) -> None:
    drawn: list[int] = []
    view = view_of(loss)
    monkeypatch.setattr(view, "show_curves", lambda curves, behind: drawn.append(len(curves.series)))
    loss.refresh()
    assert drawn == [], "nothing is new"
    history = loss._history
    assert history is not None
    history.add_steps([events.steps(351, [0.1])])
    history.add_steps([events.steps(352, [0.1])])
    loss.refresh()
    loss.refresh()
    assert drawn == [352]
    loss.hide()
    history.add_steps([events.steps(353, [0.1])])
    loss.refresh()
    assert drawn == [352]
    loss.show()
    assert drawn == [352, 353]


def test_hovering_reads_out_the_nearest_step_on_both_plots(loss: CurvePlot, plots: tuple[CurvePlot, CurvePlot]) -> None:
    history = loss._history
    assert history is not None
    hover(loss, 150.2)
    raw, smooth = history.loss.at(150) or (0, 0)
    read_out = loss.read_out
    assert read_out is not None
    assert read_out.isVisible()
    assert read_out.text().splitlines() == [
        "Step 150 · epoch 2",
        f"Training {raw:.4f}",
        f"Smoothed {smooth:.4f}",
        "Whole epoch 0.2000",
        "Validation 0.2500",
        "Learning rate 0.001",
    ]
    other = plots[1].read_out
    assert other is not None
    assert other.text().splitlines()[0] == "Step 150 · epoch 2"
    assert other.text().splitlines()[-1] == "Validation 95.20 %"
    assert other.geometry().right() <= view_of(plots[1]).width()


def test_the_read_out_goes_when_the_pointer_leaves(loss: CurvePlot) -> None:
    hover(loss, 150)
    QApplication.sendEvent(view_of(loss), QEvent(QEvent.Type.Leave))
    assert loss.read_out is not None
    assert not loss.read_out.isVisible()


def test_an_epoch_under_way_has_no_validation_to_read_out(loss: CurvePlot) -> None:
    hover(loss, 340)
    assert loss.read_out is not None
    assert "Validation" not in loss.read_out.text()
    assert loss.read_out.text().startswith("Step 340 · epoch 4")


def test_the_wheel_zooms_around_the_pointer_on_both_plots_and_fit_shows_everything(
    loss: CurvePlot, plots: tuple[CurvePlot, CurvePlot]
) -> None:
    before = x_range(loss)
    wheel(loss, 100, 6, Qt.KeyboardModifier.NoModifier)
    low, high = x_range(loss)
    assert high - low < 0.5 * (before[1] - before[0])
    assert (100 - low) / (high - low) == pytest.approx((100 - before[0]) / (before[1] - before[0]), abs=0.02)
    assert x_range(plots[1]) == pytest.approx((low, high))
    assert loss.fit_button.isEnabled()
    QTest.mouseClick(loss.fit_button, Qt.MouseButton.LeftButton)
    QApplication.processEvents()
    assert x_range(loss) == pytest.approx(before)
    assert x_range(plots[1]) == pytest.approx(before)
    assert not loss.fit_button.isEnabled()


def test_ctrl_and_wheel_zoom_the_values_alone(loss: CurvePlot) -> None:
    steps, values = x_range(loss), y_range(loss)
    wheel(loss, 100, 3, Qt.KeyboardModifier.ControlModifier)
    assert x_range(loss) == pytest.approx(steps)
    assert y_range(loss)[1] - y_range(loss)[0] < values[1] - values[0]


def drag(plot: CurvePlot, start: QPoint, end: QPoint, modifiers: Qt.KeyboardModifier) -> None:
    viewport = view_of(plot).viewport()
    QTest.mousePress(viewport, Qt.MouseButton.LeftButton, modifiers, start)
    for share in (0.3, 0.6, 1.0):
        at = QPointF(start + (end - start) * share)  # QTest.mouseMove() knows no modifiers
        place = QPointF(viewport.mapToGlobal(at.toPoint()))
        left = Qt.MouseButton.LeftButton
        move = QMouseEvent(QEvent.Type.MouseMove, at, place, Qt.MouseButton.NoButton, left, modifiers)
        QCoreApplication.sendEvent(viewport, move)
        QTest.qWait(20)
    QTest.mouseRelease(viewport, Qt.MouseButton.LeftButton, modifiers, end)
    QApplication.processEvents()


def test_dragging_a_box_zooms_into_it_and_a_double_click_shows_everything(loss: CurvePlot) -> None:
    before = x_range(loss)
    drag(loss, pixel(loss, 50, 1.0), pixel(loss, 150, 0.2), Qt.KeyboardModifier.NoModifier)
    assert x_range(loss) == pytest.approx((50, 150), abs=3)
    assert y_range(loss) == pytest.approx((0.2, 1.0), abs=0.05)
    viewport = view_of(loss).viewport()
    QTest.mouseDClick(viewport, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, pixel(loss, 100, 0.5))
    QTest.mouseRelease(viewport, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, pixel(loss, 100, 0.5))
    QApplication.processEvents()
    assert x_range(loss) == pytest.approx(before)


def test_a_straight_drag_zooms_the_steps_alone_and_shift_moves(loss: CurvePlot) -> None:
    drag(loss, pixel(loss, 100, 0.6), pixel(loss, 200, 0.6), Qt.KeyboardModifier.NoModifier)
    low, high = x_range(loss)
    assert (low, high) == pytest.approx((100, 200), abs=3)
    middle = sum(y_range(loss)) / 2
    drag(loss, pixel(loss, 180, middle), pixel(loss, 150, middle), Qt.KeyboardModifier.ShiftModifier)
    assert x_range(loss) == pytest.approx((low + 30, high + 30), abs=4)


def test_the_keyboard_zooms_moves_and_fits(loss: CurvePlot) -> None:
    before = x_range(loss)
    view = view_of(loss)
    QTest.keyClick(view, Qt.Key.Key_Plus)
    QTest.keyClick(view, Qt.Key.Key_Plus)
    zoomed = x_range(loss)
    assert zoomed[1] - zoomed[0] < before[1] - before[0]
    QTest.keyClick(view, Qt.Key.Key_Right)
    assert x_range(loss)[0] > zoomed[0]
    QTest.keyClick(view, Qt.Key.Key_0)
    assert x_range(loss) == pytest.approx(before)


def test_a_zoomed_plot_stays_where_it_is_while_the_curve_grows(loss: CurvePlot, events: type[Events]) -> None:
    wheel(loss, 100, 6, Qt.KeyboardModifier.NoModifier)
    zoomed = x_range(loss)
    history = loss._history
    assert history is not None
    history.add_steps([events.steps(351, np.full(5_000, 0.05))])
    loss.refresh()
    assert x_range(loss) == pytest.approx(zoomed)
    loss.fit()
    assert x_range(loss)[1] > 5_000


def test_the_logarithmic_axis_shows_exponents_and_leaves_out_what_is_not_positive(
    loss: CurvePlot, events: type[Events]
) -> None:
    history = loss._history
    assert history is not None
    history.add_steps([events.steps(351, [0.0, 0.1])])
    loss.refresh()
    QTest.mouseClick(loss.log_button, Qt.MouseButton.LeftButton)
    _, drawn = view_of(loss)._items.raw.getData()
    assert drawn[:350] == pytest.approx(np.log10(history.loss.raw[:350]), rel=1e-5)
    assert np.isnan(drawn[350])
    low, high = y_range(loss)
    assert -3 < low < -1 < 0 < high < 1
    assert loss.grab().toImage().size().isValid()
    QTest.mouseClick(loss.log_button, Qt.MouseButton.LeftButton)
    assert y_range(loss)[0] == 0


def test_a_huge_first_loss_leaves_the_rest_readable(plots: tuple[CurvePlot, CurvePlot], events: type[Events]) -> None:
    history = RunHistory()
    history.add_steps([events.steps(1, np.concatenate(([1e9], np.linspace(2, 0.5, 200))))])
    plots[0].set_history(history)
    low, high = y_range(plots[0])
    assert low == 0
    assert 2 <= high <= 3


def test_a_run_of_nothing_but_nan_is_drawn_without_complaint(
    plots: tuple[CurvePlot, CurvePlot], events: type[Events], recwarn: pytest.WarningsRecorder
) -> None:
    history = RunHistory()
    history.add_steps([events.steps(1, [float("nan")] * 40)])
    for plot in plots:
        plot.set_history(history)
        plot.grab()
    plots[0].log_button.click()
    hover(plots[0], 10)
    assert plots[0].read_out is not None
    assert "Training –" in plots[0].read_out.text()
    assert [str(warning.message) for warning in recwarn.list] == []


def test_an_earlier_run_is_drawn_behind_with_its_name_and_read_out(loss: CurvePlot, events: type[Events]) -> None:
    earlier = make_history(events, steps=200, name="earlier", seed=5)
    loss.set_comparison(earlier)
    QApplication.processEvents()
    _, drawn = view_of(loss)._items.behind.getData()
    assert np.array_equal(drawn, earlier.loss.smooth)
    entry = loss._legend["behind"]
    assert entry.isVisible()
    assert entry.text() == "earlier"
    hover(loss, 100)
    assert loss.read_out is not None
    assert loss.read_out.text().splitlines()[-1].startswith("earlier ")
    loss.set_comparison(None)
    assert not entry.isVisible()


def test_the_key_hides_and_shows_a_curve(loss: CurvePlot) -> None:
    entry = loss._legend["raw"]
    QTest.mouseClick(entry, Qt.MouseButton.LeftButton)
    assert not view_of(loss)._items.raw.isVisible()
    hover(loss, 100)
    assert loss.read_out is not None
    assert "Training" not in loss.read_out.text()
    QTest.keyClick(entry, Qt.Key.Key_Space)
    assert view_of(loss)._items.raw.isVisible()


def colours_of(plot: CurvePlot) -> set[str]:
    image = plot.grab().toImage()
    return {
        image.pixelColor(x, y).name() for x in range(0, image.width(), 1) for y in range(40, image.height() - 30, 2)
    }


def test_the_plot_takes_over_the_other_theme_at_once(loss: CurvePlot) -> None:
    assert QColor(theme.LIGHT.curve_train).name() in colours_of(loss)
    theme.set_theme("dark")
    QApplication.processEvents()
    dark = colours_of(loss)
    assert QColor(theme.DARK.raised).name() in dark
    assert QColor(theme.DARK.curve_train).name() in dark
    assert QColor(theme.LIGHT.raised).name() not in dark


def test_every_word_follows_a_change_of_language(loss: CurvePlot) -> None:
    with shouting():
        assert loss.title.text() == "LOSS"
        assert loss.log_button.text() == "LOG"
        assert loss._legend["smooth"].text() == "SMOOTHED"
        assert view_of(loss)._corner.text() == "STEP"
        assert view_of(loss).accessibleName() == "LOSS CURVE"


def test_pyqtgraph_waits_for_the_first_drawing() -> None:
    import subprocess

    code = "import sys, gui.training.page, gui.training.controls, gui.runs.page\n"
    code += "print([name for name in ('pyqtgraph', 'torch', 'torchvision') if name in sys.modules])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, timeout=60, check=True)
    assert done.stdout.strip() == "[]"


def test_a_million_steps_are_drawn_with_as_many_points_as_the_screen_has(
    plots: tuple[CurvePlot, CurvePlot], events: type[Events]
) -> None:
    history = RunHistory()
    history.add_steps([events.steps(1, np.random.default_rng(0).random(1_000_000))])
    plots[0].set_history(history)
    QApplication.processEvents()
    steps, _ = view_of(plots[0])._items.raw.getData()
    assert len(steps) <= 4 * view_of(plots[0]).width() * plots[0].devicePixelRatioF()
