"""The page that sets runs side by side, by real mouse and keys."""

import shutil
import threading
from collections.abc import Callable
from typing import Any

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot

from engine.evaluation.results import Evaluated
from engine.project import Project
from engine.runs.measure import measure
from engine.runs.run import Run
from engine.runs.store import RunStore
from engine.training.events import EpochCompleted, RunFinished
from gui.comparison.page import ComparisonPage
from gui.comparison.plot import ComparisonView
from gui.comparison.strokes import Strokes
from gui.main_window import MainWindow
from gui.training.background import Stopped
from tests.gui.comparison.conftest import EPOCHS, write_run
from tests.gui.shouting import shouting

Compare = Callable[..., None]


def view(page: ComparisonPage, kind: str, qtbot: QtBot) -> ComparisonView:
    card = page.curves.cards[kind]  # type: ignore[index]
    qtbot.waitUntil(lambda: card.view is not None)
    assert card.view is not None
    return card.view


def entry_names(page: ComparisonPage) -> list[str]:
    return [entry.text() for entry in page.runs.entries.values()]


def click(widget: object) -> None:
    QTest.mouseClick(widget, Qt.MouseButton.LeftButton)  # type: ignore[call-overload]


def drawn(found: ComparisonView) -> list[str]:
    return [course.group.name for course in found.shown]


def test_without_runs_a_sentence_says_what_to_do_and_the_list_puts_them_in_and_out(
    page: ComparisonPage, qtbot: QtBot
) -> None:
    empty = page.findChild(QLabel, "nothingComparedLabel")
    assert empty is not None
    assert empty.isVisible()
    click(page.add_button)
    chooser = page.chooser
    qtbot.waitUntil(lambda: len(chooser.offered) == 6, timeout=5_000)
    QTest.keyClicks(chooser.search, "FAST")
    assert chooser.list.model().rowCount() == 2
    for row in range(2):
        place = chooser.list.visualRect(chooser.list.model().index(row, 0)).center()
        QTest.mouseClick(chooser.list.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert sorted(folder.name for folder in page.compared) == ["fast1", "fast2"]
    qtbot.waitUntil(lambda: len(page.runs.entries) == 2, timeout=5_000)
    QTest.mouseClick(chooser.list.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert len(page.compared) == 1
    chooser.hide()


def test_curves_are_hidden_stand_out_and_are_dropped_by_the_list(
    page: ComparisonPage, compare: Compare, qtbot: QtBot
) -> None:
    compare("slow1", "fast1", "cnn")
    found = view(page, "train_loss", qtbot)
    assert drawn(found) == ["slow1", "fast1", "cnn"]
    looks = {course.key: page._slots[course.key] for course in found.shown}
    first, second, third = page.runs.entries.values()
    click(second)
    assert drawn(found) == ["slow1", "cnn"]
    click(second)
    assert drawn(found) == ["slow1", "fast1", "cnn"]
    QTest.mouseMove(first, QPoint(5, 5))
    QTest.mouseMove(first, QPoint(8, 8))
    qtbot.waitUntil(lambda: found.highlighted == first.key)
    click(first.drop_button)
    qtbot.waitUntil(lambda: entry_names(page) == ["fast1", "cnn"], timeout=5_000)
    assert {key: page._slots[key] for key in page._slots} == {key: looks[key] for key in (second.key, third.key)}
    third.setFocus()
    QTest.keyClick(third, Qt.Key.Key_Delete)
    qtbot.waitUntil(lambda: entry_names(page) == ["fast1"], timeout=5_000)
    click(page.clear_button)
    assert page.compared == ()


def test_a_zoom_moves_all_plots_and_each_is_worked_out_and_painted_once(
    page: ComparisonPage, compare: Compare, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    compare("slow1", "fast1", "cnn")
    losses, accuracies = view(page, "train_loss", qtbot), view(page, "val_accuracy", qtbot)
    qtbot.waitUntil(lambda: losses.plot_area.width() > 200)
    qtbot.wait(50)
    worked: list[str] = []
    monkeypatch.setattr(ComparisonView, "redraw", told(ComparisonView.redraw, worked, "drawn"))
    monkeypatch.setattr(Strokes, "_paint_all", told(Strokes._paint_all, worked, "painted"))
    place = losses.plot_area.center()
    wheel = QWheelEvent(
        place,
        losses.viewport().mapToGlobal(place),
        QPoint(),
        QPoint(0, 240),
        Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier,
        Qt.ScrollPhase.NoScrollPhase,
        False,
    )
    QApplication.sendEvent(losses.viewport(), wheel)
    qtbot.wait(50)
    assert losses.getViewBox().viewRange()[0] == pytest.approx(accuracies.getViewBox().viewRange()[0])
    assert losses.getViewBox().viewRange()[0][1] < 40
    assert sorted(worked) == ["drawn", "drawn", "painted", "painted"]
    page.curves.highlight(None)  # the pointer may stand over the list
    before = losses.grab().toImage()
    worked.clear()
    page.curves.highlight(next(iter(page.runs.entries)))
    after = losses.grab().toImage()
    page.curves.highlight(None)
    assert losses.grab().toImage() == before
    assert after != before, "one stood out"
    assert worked == [], "for which no line but that one is painted"


def told(function: Callable[..., None], to: list[str], word: str) -> Callable[..., None]:
    """The function, which says so when it is called."""

    def telling(*args: Any) -> None:
        to.append(word)
        function(*args)

    return telling


def test_many_runs_come_into_the_list_in_their_order(
    page: ComparisonPage, store: RunStore, compare: Compare, qtbot: QtBot
) -> None:
    names = [f"copy-{number:02}" for number in range(25)]
    for name in names:
        shutil.copytree(store.root / "slow1", store.root / name)
    compare(*names)
    qtbot.waitUntil(lambda: len(page.runs.entries) == 25, timeout=5_000)
    assert entry_names(page) == names
    qtbot.waitUntil(lambda: page.runs.entries[str(store.root / names[-1])].y() > 0)
    tops = [entry.y() for entry in page.runs.entries.values()]
    assert tops == sorted(tops)


def test_the_values_of_all_runs_under_the_pointer_stand_in_the_list(
    page: ComparisonPage, compare: Compare, qtbot: QtBot
) -> None:
    compare("slow1", "fast1")
    assert [entry.figure for entry in page.runs.entries.values()] == ["93.89 %", "93.94 %"], "test accuracies at rest"
    page.curves.smoothing.slider.setValue(0)
    qtbot.waitUntil(lambda: not page.is_reading)
    found = view(page, "train_loss", qtbot)
    qtbot.waitUntil(lambda: found.plot_area.width() > 200)
    target = found.mapFromScene(found.getViewBox().mapViewToScene(QPointF(10, 1)))
    QTest.mouseMove(found.viewport(), target)
    qtbot.waitUntil(lambda: next(iter(page.runs.entries.values())).figure == "0.2200")
    assert [entry.figure for entry in page.runs.entries.values()] == ["0.2200", "0.1200"]
    page.curves.across_box.setCurrentIndex(1)
    target = found.mapFromScene(found.getViewBox().mapViewToScene(QPointF(2, 1)))
    QTest.mouseMove(found.viewport(), target)
    qtbot.waitUntil(lambda: next(iter(page.runs.entries.values())).figure == "0.1100")


def test_seeds_fold_into_one_curve_with_a_band_and_open_again(
    page: ComparisonPage, compare: Compare, qtbot: QtBot
) -> None:
    compare("slow1", "slow2", "fast1")
    found = view(page, "val_accuracy", qtbot)
    click(page.curves.fold_box)
    qtbot.waitUntil(lambda: drawn(found) == ["slow1 ×2", "fast1"], timeout=5_000)
    assert found.banded == [found.shown[0].key]
    click(page.curves.fold_box)
    qtbot.waitUntil(lambda: len(drawn(found)) == 3, timeout=5_000)


def test_a_run_that_still_trains_is_followed_and_told_so(
    page: ComparisonPage, store: RunStore, compare: Compare, qtbot: QtBot
) -> None:
    run = write_run(store, "living", Project.from_template("softmax-regression"), ends=False)
    compare("slow1", "living")
    assert "living: It is still training" in page._notes.text()
    writer = run.writer()
    writer.record(EpochCompleted(EPOCHS + 1, 50, 0.1, 0.97, 0.05, 0.99, 15.0, 2400.0, True, 0.001))
    writer.finish(RunFinished("completed", EPOCHS + 1, EPOCHS + 1, 0.1, 0.97, 75.0))
    qtbot.waitUntil(lambda: not page._notes.isVisible(), timeout=8_000)
    assert page.figures.text(1, 1) == "★ 97.00 %"


def test_the_table_marks_the_best_and_what_is_amiss_is_told_in_place(
    page: ComparisonPage, store: RunStore, compare: Compare, qtbot: QtBot
) -> None:
    (store.root / "fast2" / "config.json").write_text("{")
    compare("slow1", "fast1", "fast2")
    page.tabs.setCurrentIndex(1)
    assert page.figures.text(0, 1) == "93.89 %"
    assert page.figures.text(1, 1) == "★ 93.94 %"
    assert "fast2" in page._notes.text()
    page.tabs.setCurrentIndex(2)
    page.difference.second_box.setCurrentIndex(2)
    qtbot.waitUntil(lambda: "fast2" in page.difference.sentences.text(), timeout=5_000)
    assert page.difference.difference is None


def test_two_networks_stand_side_by_side_with_their_differences_marked_and_move_together(
    page: ComparisonPage, compare: Compare, qtbot: QtBot
) -> None:
    compare("cnn", "cnn-other")
    click_tab(page, 2)
    difference = page.difference
    qtbot.waitUntil(lambda: difference.difference is not None, timeout=5_000)
    left, right = difference.networks.views
    assert dict(left._picture.marks) == {"relu2": "first", "conv1": "changed"}
    assert dict(right._picture.marks) == {"dropout1": "second", "conv1": "changed"}
    assert left._picture.layout["output"] == right._picture.layout["output"], "shared layers stand at the same height"
    rows = difference.rows
    network = rows.topLevelItem(0)
    assert network is not None
    assert network.text(0) == "Network (9)"
    items = [item for row in range(9) if (item := network.child(row)) is not None]
    told = {item.text(0): (item.text(1), item.text(2)) for item in items}
    assert told["≠ conv1: Filters"] == ("32", "8")
    assert told["− relu2"] == ("ReLU", "–")
    qtbot.waitUntil(lambda: left.viewport().width() > 100)
    QTest.mousePress(left.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(20, 20))
    QTest.mouseMove(left.viewport(), QPoint(40, 60))
    QTest.mouseRelease(left.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(40, 60))
    apart = left.mapToScene(left.viewport().rect().center()) - right.mapToScene(right.viewport().rect().center())
    assert apart.manhattanLength() * left.zoom < 4, "but for the rounding to whole pixels"
    place = left.mapFromScene(QPointF(*left._picture.layout["conv1"]))
    QTest.mouseClick(left.viewport(), Qt.MouseButton.LeftButton, pos=place)
    current = rows.currentItem()
    assert current is not None
    assert current.text(0) == "≠ conv1: Filters"
    click(difference.swap_button)
    qtbot.waitUntil(lambda: difference.difference is not None and difference.difference.first == "cnn-other")


def click_tab(page: ComparisonPage, place: int) -> None:
    QTest.mouseClick(page.tabs, Qt.MouseButton.LeftButton, pos=page.tabs.tabRect(place).center())


def test_the_verdict_is_worked_out_in_a_thread_kept_and_said_in_words(
    page: ComparisonPage, compare: Compare, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    threads: list[str] = []

    def watched(*args: Any, **more: Any) -> Evaluated:
        threads.append(threading.current_thread().name)
        return measure(*args, **more)

    monkeypatch.setattr("gui.comparison.verdict_view.measure", watched)
    compare("slow1", "fast1", "slow2")
    click_tab(page, 3)
    click(page.verdict.test_button)
    assert page.verdict.cancel_button.isVisible()
    qtbot.waitUntil(lambda: page.verdict.judgement is not None, timeout=30_000)
    assert len(threads) == 3
    assert all(name.startswith("netwright-test-difference") for name in threads)
    headlines = page.verdict.headlines()
    assert len(headlines) == 2
    assert all("slow1" in headline and "points" in headline for headline in headlines)
    assert "2 comparisons are made at once" in page.verdict.words()
    qtbot.waitUntil(lambda: not page.is_reading)
    assert page.verdict.judgement is not None, "the test figures that it wrote do not make it forget"
    click(page.verdict.test_button)
    qtbot.waitUntil(lambda: page.verdict.judgement is not None, timeout=30_000)
    assert len(threads) == 3, "answers are remembered"
    with shouting():
        assert page.verdict.test_button.text() == "IS IT MORE THAN CHANCE?"
        assert all("POINTS" in headline for headline in page.verdict.headlines())
        assert page.tabs.tabText(0) == "CURVES"
        assert page.curves.cards["train_loss"].title.text() == "TRAINING LOSS"
        assert page.title.text() == "COMPARISON"


def test_a_cancelled_verdict_says_so_and_the_means_of_seeds_need_no_evaluation(
    page: ComparisonPage, compare: Compare, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    def waits(*_args: object, should_stop: Callable[[], bool], **_more: object) -> None:
        while not should_stop():
            threading.Event().wait(0.005)
        raise Stopped

    monkeypatch.setattr("gui.comparison.verdict_view.measure", waits)
    compare("slow1", "slow2", "fast1", "fast2")
    click_tab(page, 3)
    click(page.verdict.test_button)
    click(page.verdict.cancel_button)
    qtbot.waitUntil(lambda: page.verdict.words().startswith("Cancelled"), timeout=5_000)
    page.curves.fold_box.setChecked(True)
    qtbot.waitUntil(lambda: len(page.runs.entries) == 2, timeout=5_000)
    click(page.verdict.test_button)
    qtbot.waitUntil(lambda: page.verdict.judgement is not None, timeout=5_000)
    assert page.verdict.headlines()[0].startswith("fast1 ×2 is better than slow1 ×2 by 0.05 points")


def test_several_selected_runs_of_the_table_are_compared_in_their_tab(
    window: MainWindow, store: RunStore, qtbot: QtBot
) -> None:
    window.go_to("runs")
    table = window.runs_page.table
    qtbot.waitUntil(lambda: len(table.runs) == 6, timeout=5_000)
    headings = [table.model().headerData(column, Qt.Orientation.Horizontal) for column in range(3)]
    name = headings.index("Name")
    for row, keys in ((0, Qt.KeyboardModifier.NoModifier), (2, Qt.KeyboardModifier.ControlModifier)):
        place = table.visualRect(table.model().index(row, name)).center()
        QTest.mouseClick(table.viewport(), Qt.MouseButton.LeftButton, keys, place)
    chosen = [run.folder for run in table.selected_runs()]
    assert len(chosen) == 2
    click(window.runs_page.actions_row.compare_button)
    page = window.others.comparison_page
    assert list(page.compared) == chosen
    qtbot.waitUntil(lambda: page.isVisible() and len(page.runs.entries) == 2, timeout=5_000)
    opened: list[Run] = []
    page.openRequested.connect(opened.append)
    page.tabs.setCurrentIndex(1)
    place = page.figures.visualRect(page.figures.model().index(1, 0)).center()
    QTest.mouseClick(page.figures.viewport(), Qt.MouseButton.LeftButton, pos=place)
    QTest.mouseDClick(page.figures.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert [run.folder for run in opened] == [chosen[1]]
