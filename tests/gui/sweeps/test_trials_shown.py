"""Table and plots of a sweep show the same trials, and what is done in one of them happens in all."""

import math
from dataclasses import replace

import numpy as np
import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from engine.project import Project
from engine.sweeps.sweep import Measure, Objective
from engine.sweeps.trials import SweepState, Trial
from engine.text import Text
from gui.sweeps.fronts import front
from gui.sweeps.parallel_plot import ParallelPlot
from gui.sweeps.trial_columns import ColumnBuilder, Titles
from tests.gui.shouting import shouting
from tests.gui.sweeps.conftest import LIMIT, SETTINGS, SPACE, Shown, sweep_state, trial

LEFT = Qt.MouseButton.LeftButton


def drag(widget: QWidget, start: QPointF, end: QPointF) -> None:
    QTest.mousePress(widget, LEFT, pos=start.toPoint())
    for share in (0.3, 0.6, 1.0):
        QTest.mouseMove(widget, (start + (end - start) * share).toPoint())
    QTest.mouseRelease(widget, LEFT, pos=end.toPoint())


def click(widget: QWidget, place: QPointF) -> None:
    QTest.mouseClick(widget, LEFT, pos=place.toPoint())


def passing(shown: Shown) -> set[int]:
    link = shown.one.link
    return {int(number) for number in link.columns.numbers[link.passing]}


def test_brushes_on_the_axes_let_only_trials_within_them_pass_in_plots_and_table(shown: Shown) -> None:
    state = shown.show(sweep_state())
    plot, table = shown.one.plots.parallel, shown.one.table
    drag(plot, plot.axis_place("learning_rate", 1 / 3), plot.axis_place("learning_rate", 2 / 3))
    within = {one.number for one in state.trials if 1e-3 <= one.values["learning_rate"] <= 1e-2}  # type: ignore[operator]
    assert len(within) > 5
    assert len(passing(shown) ^ within) <= 2  # a pixel of the axis
    drag(plot, plot.axis_place("optimizer", 0.4), plot.axis_place("optimizer", 0.6))  # the middle of three
    both = passing(shown)
    assert both == {one.number for one in state.trials if one.values["optimizer"] == "sgd"} & both
    assert set(table.shown_numbers()) == both
    middle = plot.axis_place("learning_rate", 0.5)
    drag(plot, middle, plot.axis_place("learning_rate", 0.9))  # to the upper end
    rates = [state.trials[number].values["learning_rate"] for number in passing(shown)]
    assert all(rate > 5e-3 for rate in rates)  # type: ignore[operator]
    click(plot, plot.axis_place("learning_rate", 0.2))  # beside the brush
    assert plot.brushes.of("learning_rate") is None
    clear = shown.one.findChild(QPushButton, "clearBrushesButton")
    assert clear is not None
    assert "of 60" in clear.text()
    QTest.mouseClick(clear, LEFT)
    assert len(table.shown_numbers()) == 60


def test_a_trial_that_is_clicked_in_a_plot_is_selected_everywhere(shown: Shown, qtbot: QtBot) -> None:
    shown.show(sweep_state())
    plots, link = shown.one.plots, shown.one.link
    plots.show_plot(plots.pareto)
    qtbot.waitUntil(plots.pareto.isVisible)
    pareto = plots.pareto.plot
    best = pareto.unbeaten_numbers()[0]
    QTest.mouseMove(pareto, pareto.place_of(best).toPoint())
    assert link.hovered == best
    click(pareto, pareto.place_of(best))
    assert link.selected == best
    assert shown.one.table.selectionModel().selectedRows()[0].data().endswith(str(best))
    assert f"Trial {best}" in plots.history.accessibleDescription()
    assert f"Trial {best}" in plots.parallel.accessibleDescription()
    row = shown.one.table.shown_numbers().index(7)
    cell = shown.one.table.visualRect(shown.one.table.model().index(row, 1))
    QTest.mouseClick(shown.one.table.viewport(), LEFT, pos=cell.center())
    assert link.selected == 7
    plots.show_plot(plots.parallel)
    other = next(number for number in range(60) if number not in (7, best) and trial(number).state == "completed")
    share = SPACE["learning_rate"].position(trial(other).values["learning_rate"])
    place = plots.parallel.axis_place("learning_rate", share) + QPointF(12, 0)
    QTest.mouseMove(plots.parallel, place.toPoint())
    assert link.hovered is not None
    click(plots.parallel, place)
    assert link.selected == link.hovered
    assert link.selected != 7


def test_the_front_is_what_no_other_trial_beats(shown: Shown) -> None:
    state = shown.show(sweep_state())
    wanted = [one.number for one in state.pareto]
    assert len(wanted) > 2
    page = shown.one.plots.pareto
    assert page.plot.unbeaten_numbers() == page.plot.staircase_numbers()[::-1] == wanted
    assert page.legend.accessibleName() == "No other trial beats it in both"
    assert not page.across.isVisibleTo(page)
    columns = shown.one.link.columns
    assert columns.front_of(columns.objectives[:1]).tolist() == [columns.row_of(one) for one in wanted[:1]]


@pytest.mark.parametrize("figures", [2, 3, 4])
def test_rows_stand_on_the_front_of_any_number_of_figures_together_with_their_equals(figures: int) -> None:
    costs = np.random.default_rng(figures).integers(0, 5, (60, figures)).astype(float)
    costs[30:] = costs[:30]
    costs[7, 0] = math.nan
    unbeaten = [
        row
        for row in range(60)
        if row != 7 and not any((other <= costs[row]).all() and (other < costs[row]).any() for other in costs)
    ]
    found = front(costs)
    assert sorted(found.tolist()) == unbeaten
    assert (np.diff(costs[found, 0]) >= 0).all()
    assert len(np.unique(costs[found], axis=0)) < len(found)  # equals are among them


def three(measures: tuple[Measure, ...] = ("validation_accuracy", "parameters", "seconds")) -> SweepState:
    settings = SETTINGS.model_copy(update={"objectives": tuple(Objective.of(measure) for measure in measures)})
    return sweep_state(settings=settings)


def test_with_three_objectives_a_person_chooses_which_stand_on_the_axes_and_which_is_the_colour(
    qtbot: QtBot,
) -> None:
    shown = Shown(qtbot, three())
    state, plots = shown.show(three()), shown.one.plots
    plots.show_plot(plots.pareto)
    page = plots.pareto
    qtbot.waitUntil(page.across.isVisible)
    assert not plots.objective.isEnabled()  # it is another plot's choice
    chosen = [box.currentText() for box in (page.across, page.upwards, page.colour)]
    assert chosen == ["Parameters", "Validation accuracy", "Training time"]
    of_all = [one.number for one in state.pareto]
    assert page.plot.unbeaten_numbers() == of_all
    first = page.plot.staircase_numbers()
    assert set(first) < set(of_all)
    assert page.legend.accessibleName().startswith(
        "Front of the two axes · On the front of all 3 objectives · Training"
    )
    page.across.setFocus()
    QTest.keyClick(page.across, Qt.Key.Key_Down)  # what was the colour changes places with it
    chosen = [box.currentText() for box in (page.across, page.upwards, page.colour)]
    assert chosen == ["Training time", "Validation accuracy", "Parameters"]
    pair = replace(state, settings=three(("validation_accuracy", "seconds")).settings)
    second = page.plot.staircase_numbers()
    assert sorted(second) == sorted(one.number for one in pair.pareto)
    assert second != first
    assert page.plot.unbeaten_numbers() == of_all
    ringed, other = of_all[0], next(one.number for one in state.trials if one.number not in of_all)
    for number, said in ((ringed, True), (other, False)):
        shown.one.link.select(number)
        assert ("No other trial beats it" in page.plot.accessibleDescription()) is said
    shown.show(replace(state, trials=state.trials[:50]))  # the choice outlives other trials
    assert page.across.currentText() == "Training time"
    shown.one.link.show_columns(Shown(qtbot).builder.build(sweep_state(), shown.titles).columns)
    assert not page.across.isVisible()
    assert page.plot.staircase_numbers()[::-1] == [one.number for one in sweep_state().pareto]


def test_an_axis_that_is_dragged_by_its_name_finds_another_place(shown: Shown) -> None:
    shown.show(sweep_state())
    plot = shown.one.plots.parallel
    keys = plot.axis_keys()
    drag(plot, plot.title_place(keys[1]), plot.title_place(keys[3]))
    assert plot.axis_keys() == [keys[0], keys[2], keys[3], keys[1], keys[4]]
    plot.setFocus()
    QTest.keyClick(plot, Qt.Key.Key_Right)
    QTest.keyClick(plot, Qt.Key.Key_Up, Qt.KeyboardModifier.ControlModifier)
    assert any(plot.brushes.of(key) == pytest.approx((0.05, 1.0)) for key in keys)
    QTest.keyClick(plot, Qt.Key.Key_Escape)
    assert not plot.brushes


def test_the_table_sorts_with_what_is_unknown_last_and_keeps_the_selection_while_trials_come(shown: Shown) -> None:
    state = shown.show(sweep_state(40))
    table, link = shown.one.table, shown.one.link
    table.setColumnWidth(2, 147)  # as a person likes it
    for order in (Qt.SortOrder.DescendingOrder, Qt.SortOrder.AscendingOrder):
        table.sort_by("validation_accuracy", order)
        numbers = table.shown_numbers()
        figures = [state.trials[number].measures.get("validation_accuracy") for number in numbers]
        known = [figure for figure in figures if figure is not None]
        assert known == sorted(known, reverse=order == Qt.SortOrder.DescendingOrder)
        assert figures[len(known) :] == [None] * (len(figures) - len(known))
    assert table.columnWidth(2) == 147
    assert state.best is not None
    assert table.cell(state.best.number, "number").startswith("★")
    link.select(numbers[3])
    running = replace(trial(40), state="running", measures={}, intermediate={1: 0.5})
    shown.show(replace(state, trials=(*state.trials, running)))
    assert table.cell(40, "validation_accuracy") == "–"
    assert table.cell(40, "state") == "Running"
    ended = replace(state, trials=(*state.trials, trial(40)))
    shown.show(ended)
    assert table.cell(40, "state") != "Running"
    assert link.selected == numbers[3]
    assert table.selectionModel().selectedRows()[0].data() == table.cell(numbers[3], "number")
    assert table.cell(numbers[3], "conv1.out_channels") == str(state.trials[numbers[3]].values["conv1.out_channels"])


def test_importance_finds_what_matters_and_a_click_on_it_shows_the_slice(shown: Shown, qtbot: QtBot) -> None:
    shown.show(sweep_state())
    plots = shown.one.plots
    plots.setCurrentIndex(2)
    qtbot.waitUntil(lambda: bool(plots.importance.shown()), timeout=30_000)
    assert plots.importance.shown()[0][0] == "Learning rate"
    assert sum(share for _, share in plots.importance.shown()) == pytest.approx(1.0)
    QTest.mouseClick(plots.importance, LEFT, pos=plots.importance.row_rect(0).center().toPoint())
    assert plots.slice.isVisible()
    assert plots.slice_parameter.currentText() == "Learning rate"
    shown.one.stop()


def test_importances_are_those_of_the_sweep_that_is_shown_under_titles_in_the_language_of_now(
    shown: Shown, qtbot: QtBot
) -> None:
    state = shown.show(sweep_state())
    plots = shown.one.plots
    plots.show_plot(plots.importance)
    qtbot.waitUntil(lambda: bool(plots.importance.shown()), timeout=30_000)
    before = plots.importance.shown()
    with shouting():
        shown.titles = Titles.of(Project.from_template(), state)
        shown.builder = ColumnBuilder()
        shown.show(state)
        assert plots.importance.shown()[0] == ("LEARNING RATE", before[0][1])
        assert {title for title, _ in plots.importance.shown()} == set(shown.titles.parameters.values())

    qtbot.waitUntil(lambda: not plots._rest.isActive())  # else it would not look now in any case
    shown.one.begin("another")
    plots.show_plot(plots.history)
    plots.show_plot(plots.importance)
    assert not plots._weighing.is_active
    assert plots.importance.shown() == [], "of a sweep that is not read yet nothing is known"
    shown.one.stop()


def test_points_of_the_contour_plot_lie_on_the_colour_of_what_they_reached(shown: Shown, qtbot: QtBot) -> None:
    state = shown.show(sweep_state())
    plots = shown.one.plots
    plots.show_plot(plots.contour)
    qtbot.waitUntil(plots.contour.isVisible)
    picture = plots.contour.grab().toImage()
    area = plots.contour.plot().area
    middle, worst = (QPoint(int(area.left() + area.width() * share), int(area.center().y())) for share in (0.5, 0.04))
    good, bad = picture.pixelColor(middle), picture.pixelColor(worst)
    assert good.green() > good.red()  # rates around 0.003
    assert bad.red() > bad.green()  # rates far below
    assert state.best is not None


def failed(number: int) -> Trial:
    return Trial(number, "failed", trial(number).values, {}, error=Text("The disk is full."))


@pytest.mark.parametrize(
    ("state", "expected"),
    [
        (sweep_state(0, trials=(failed(0), failed(1))), "Every trial failed so far. The first one: The disk is full."),
        (
            sweep_state(0, trials=tuple(replace(trial(n), state="infeasible") for n in range(3))),
            "No trial kept the limits so far (Parameters at most 200,000).",
        ),
        (sweep_state(3, problem=Text("The storage x does not answer (no route); it is asked again.")), "no route"),
    ],
)
def test_what_goes_wrong_with_a_whole_sweep_is_said(shown: Shown, state: SweepState, expected: str) -> None:
    shown.show(state)
    note = shown.one.findChild(QLabel, "sweepNote")
    assert note is not None
    assert note.isVisible()
    assert expected in note.text()


def test_why_a_trial_failed_stands_beside_its_buttons(shown: Shown) -> None:
    shown.show(sweep_state(0, trials=(trial(0), failed(1))))
    shown.one.link.select(1)
    words = shown.one.findChild(QLabel, "trialWords")
    assert words is not None
    assert words.text() == "Trial 1: The disk is full."
    assert shown.one.open_project.isEnabled()
    assert not shown.one.open_run.isEnabled()


def test_every_word_follows_a_change_of_language(shown: Shown, qtbot: QtBot) -> None:
    shown.show(sweep_state(30))
    with shouting():
        one = shown.one
        assert "60 MORE" not in one.head.status.text()
        assert one.head.status.text().startswith("RUNNING")
        assert [one.plots.tabText(index) for index in range(6)] == [
            "PARALLEL",
            "HISTORY",
            "IMPORTANCE",
            "SLICE",
            "CONTOUR",
            "PARETO",
        ]
        assert one.open_project.text() == "OPEN AS PROJECT"
        assert one.table.cell(0, "state").isupper()


def test_what_breaks_a_limit_never_wins_and_has_no_colour(shown: Shown) -> None:
    state = shown.show(sweep_state())
    columns = shown.one.link.columns
    over = np.array([one.measures["parameters"] > LIMIT for one in state.trials])
    assert over.any()
    assert not columns.counted[over].any()
    assert state.best is not None
    assert columns.counted[columns.row_of(state.best.number)]


def painted(plot: ParallelPlot, qtbot: QtBot) -> QImage:
    """The plot with all its lines, of which the first painting may bring some only."""
    plot.grab()
    qtbot.waitUntil(lambda: plot.is_whole)
    return plot.grab().toImage()


def test_what_a_brush_leaves_out_is_painted_once_however_the_brush_moves(shown: Shown, qtbot: QtBot) -> None:
    shown.show(sweep_state())
    plot = shown.one.plots.parallel
    whole = painted(plot, qtbot)
    plot.brushes.put("learning_rate", 0.3, 0.5)
    plot.ask_brushes()
    brushed, behind = painted(plot, qtbot), plot._lines._behind.picture
    assert behind is not None
    kept = behind.cacheKey()
    plot.brushes.put("learning_rate", 0.4, 0.7)
    plot.ask_brushes()
    moved, behind = painted(plot, qtbot), plot._lines._behind.picture
    assert behind is not None
    assert behind.cacheKey() == kept
    plot.clear_brushes()
    assert painted(plot, qtbot) == whole
    assert len({bytes(one.constBits()) for one in (whole, brushed, moved)}) == 3


def test_the_winner_is_known_before_the_window_asks_for_it(shown: Shown) -> None:
    state = sweep_state()
    view = shown.builder.build(state, shown.titles)
    assert {"pareto", "counts"} <= vars(view.state).keys()
