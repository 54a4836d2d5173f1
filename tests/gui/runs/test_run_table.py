"""The table of many runs: found, grouped, named, starred, tagged; what is selected and in view stays."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from engine.runs.annotation import annotate
from engine.runs.columns import COLUMNS
from engine.runs.metadata import Lineage
from engine.runs.run import RunSummary
from engine.runs.store import RunStore
from gui import theme
from gui.preferences import Preferences
from gui.runs.page import RunsPage
from gui.runs.table import RunTable
from gui.training.session import TrainingSession
from tests.gui.runs.conftest import MakeRun
from tests.gui.shouting import shouting
from tests.gui.training.scripted import JobMaker

NAME, STAR, TAGS = (COLUMNS.index(column) for column in ("name", "star", "tags"))


def many(count: int) -> list[RunSummary]:
    """Runs as a store lists them, the newest first; no files are behind them."""
    newest = datetime(2026, 11, 30, tzinfo=UTC)
    return [
        RunSummary(
            f"run-{number:05d}",
            Path("/runs") / f"run-{number:05d}",
            newest - timedelta(minutes=number),
            "completed",
            title="mnist-cnn",
            dataset="mnist" if number % 2 else "fashion-mnist",
            val_accuracy=0.9 + (number % 97) / 1_000,
            lineage=Lineage(relation="seed", group=f"group-{number // 10}", index=number % 10),
        )
        for number in range(count)
    ]


@pytest.fixture
def table(qtbot: QtBot) -> RunTable:
    widget = RunTable()
    qtbot.addWidget(widget)
    widget.resize(950, 400)
    widget.show()
    qtbot.waitExposed(widget)
    return widget


@pytest.fixture
def page(store: RunStore, make_run: MakeRun, qtbot: QtBot) -> Iterator[RunsPage]:
    """Three runs, the newest at the top and selected."""
    for name in ("a", "b", "c"):
        make_run(name)
    widget = RunsPage(store, TrainingSession(JobMaker()))
    qtbot.addWidget(widget)
    widget.resize(950, 700)
    widget.show()
    qtbot.waitUntil(lambda: widget.is_loaded, timeout=20_000)
    yield widget
    widget.stop()


def place(table: RunTable, row: int, column: int) -> QPoint:
    return table.visualRect(table.model().index(row, column)).center()


def click(table: RunTable, row: int, column: int, **with_keys: Any) -> None:
    QTest.mouseClick(table.viewport(), Qt.MouseButton.LeftButton, pos=place(table, row, column), **with_keys)


def editor(table: QWidget, name: str) -> QLineEdit:
    found = table.findChild(QLineEdit, name)
    assert found is not None
    return found


def test_what_is_selected_and_in_view_stays_when_runs_come_go_and_change(table: RunTable) -> None:
    runs = many(2_000)
    table.show_runs(runs)
    table.select_runs({"run-01000", "run-01001", "run-01500"})
    QApplication.processEvents()
    table.scrollTo(table.model().index(1_000, NAME))
    top = table.runs_model.row(table.rowAt(0))
    assert isinstance(top, RunSummary)
    where = table.rowViewportPosition(table.rowAt(0))
    fresh = replace(runs[0], name="new", folder=Path("/runs/new"))
    changed = [replace(run, val_accuracy=0.5) if run.name == "run-01001" else run for run in runs[3:]]
    table.show_runs([fresh, *changed])
    assert [run.name for run in table.selected_runs()] == ["run-01000", "run-01001", "run-01500"]
    assert table.selected_runs()[1].val_accuracy == 0.5
    now = table.runs_model.row(table.rowAt(0))
    assert isinstance(now, RunSummary)
    assert (now.name, table.rowViewportPosition(table.rowAt(0))) == (top.name, where)


def test_ten_thousand_runs_are_sorted_found_and_grouped_with_mean_and_deviation(table: RunTable) -> None:
    from engine.runs.query import parse_query

    runs = many(10_000)
    table.show_runs(runs)
    table.sortByColumn(COLUMNS.index("validation"), Qt.SortOrder.DescendingOrder)
    best = table.shown_names()[0]
    assert best == "run-00096", "of equal ones the newest stands first"
    table.look_for(parse_query("dataset=mnist accuracy > 0.98"))
    assert len(table.shown_names()) == sum(run.dataset == "mnist" and (run.val_accuracy or 0) > 0.98 for run in runs)
    table.look_for(parse_query("group:group-900"))
    table.select_run("run-09000")
    table.look_for(parse_query("group:group-900 -run-09003"))
    assert [run.name for run in table.selected_runs()] == ["run-09000"], "what is still there stays selected"
    table.group_by("group")
    model = table.model()
    assert model.index(0, NAME).data() == "group-900 (9)"
    shown = str(model.index(0, COLUMNS.index("validation")).data())
    accuracies = [run.val_accuracy or 0 for run in runs[9_000:9_010] if run.name != "run-09003"]
    mean = sum(accuracies) / 9
    deviation = (sum((one - mean) ** 2 for one in accuracies) / 8) ** 0.5
    assert shown == f"{100 * mean:.2f} ± {100 * deviation:.2f} %"
    click(table, 0, STAR)
    assert table.shown_names() == []
    table.collapse_all(False)
    assert len(table.shown_names()) == 9
    table.select_row(0)
    assert len(table.selected_runs()) == 9, "a heading stands for its group"
    QTest.keyClick(table, Qt.Key.Key_Left)
    assert table.shown_names() == []
    QTest.keyClick(table, Qt.Key.Key_Right)
    assert len(table.shown_names()) == 9


def test_columns_their_order_and_the_sorting_are_remembered(qtbot: QtBot, home: Path) -> None:
    def opened(preferences: Preferences) -> RunTable:
        table = RunTable(preferences)
        qtbot.addWidget(table)
        table.resize(900, 300)
        table.show_runs(many(3))
        return table

    preferences = Preferences()
    first = opened(preferences)
    menu = first.columns.menu()
    action = next(one for one in menu.actions() if one.text() == "Size")
    action.trigger()
    first.columns.show("learning_rate")
    first.columns.show("tags", False)
    assert first.model().index(0, len(COLUMNS)).data() == "0.001"
    header = first.horizontalHeader()
    header.moveSection(header.visualIndex(COLUMNS.index("size")), 1)
    header.resizeSection(COLUMNS.index("size"), 123)
    first.sortByColumn(COLUMNS.index("validation"), Qt.SortOrder.AscendingOrder)
    qtbot.wait(600)
    shown = first.columns.shown
    assert shown[:2] == ("star", "size")
    second = opened(Preferences())
    assert second.columns.shown == shown
    assert second.columnWidth(COLUMNS.index("size")) == 123
    assert second.shown_names() == ["run-00000", "run-00001", "run-00002"]
    second.columns.show_as_at_first()
    assert "learning_rate" not in second.columns.shown
    assert "tags" in second.columns.shown
    for broken in ("{", "[]", '{"shown": ["nothing", 5], "widths": {"name": "wide"}, "sort": ["colour", 1]}'):
        preferences.remember(run_columns=broken)
        assert "name" in opened(preferences).columns.shown


def test_a_name_is_written_with_f2_and_taken_back_with_undo(page: RunsPage, store: RunStore, qtbot: QtBot) -> None:
    table = page.table
    click(table, 0, NAME)
    QTest.keyClick(table, Qt.Key.Key_F2)
    QTest.keyClicks(editor(table, "runNameEditor"), "best of all")
    QTest.keyClick(editor(table, "runNameEditor"), Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: table.model().index(0, NAME).data() == "best of all", timeout=20_000)
    qtbot.waitUntil(lambda: store.list()[0].given_name == "best of all", timeout=20_000)
    qtbot.waitUntil(lambda: page.details.words.name.text() == "best of all", timeout=20_000)
    QTest.keyClick(table, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: store.list()[0].given_name == "", timeout=20_000)
    QTest.keyClick(table, Qt.Key.Key_Y, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: store.list()[0].label == "best of all", timeout=20_000)


def test_a_name_that_is_being_written_stays_when_its_run_changes(table: RunTable) -> None:
    runs = many(3)
    table.show_runs(runs)
    click(table, 1, NAME)
    QTest.keyClick(table, Qt.Key.Key_F2)
    QTest.keyClicks(editor(table, "runNameEditor"), "half a na")
    table.show_runs([runs[0], replace(runs[1], epochs_done=5), runs[2]])
    QApplication.processEvents()
    assert editor(table, "runNameEditor").text() == "half a na"


def test_a_click_at_a_star_marks_the_run_or_all_that_are_selected_and_selects_nothing(
    page: RunsPage, store: RunStore, qtbot: QtBot
) -> None:
    click(page.table, 1, STAR)
    assert page.table.selected() is not None
    assert page.table.selected_runs()[0].name == "c"
    qtbot.waitUntil(lambda: [run.star for run in store.list()] == [False, True, False], timeout=20_000)
    page.table.select_runs({"a", "b", "c"})
    click(page.table, 0, STAR)
    qtbot.waitUntil(lambda: all(run.star for run in store.list()), timeout=20_000)
    page.find_bar.look_for("-star")
    assert page.findChild(QWidget, "noRunFoundLabel").isVisible()  # type: ignore[union-attr]
    assert page.count.text() == "0 of 3 runs"


def test_tags_are_completed_from_those_that_there_are_and_written_for_several_at_once(
    page: RunsPage, store: RunStore, qtbot: QtBot
) -> None:
    annotate(store.open("a").folder, tags=["baseline"])
    page.reload()
    qtbot.waitUntil(lambda: page.table.runs[2].tags == ("baseline",), timeout=20_000)
    click(page.table, 0, NAME)
    page.table.edit_tags()
    field = editor(page.table, "runTagsEditor")
    QTest.keyClicks(field, "wide, bas")
    completer = field.completer()
    assert completer.completionCount() == 1
    assert completer.pathFromIndex(completer.currentIndex()) == "wide, baseline"
    field.setText("wide, baseline")
    QTest.keyClick(field, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: store.list()[0].tags == ("wide", "baseline"), timeout=20_000)
    page.table.select_runs({"a", "c"})
    page.actions_row.tag_action.trigger()
    dialog = page.findChild(QWidget, "runTagsDialog")
    assert dialog is not None
    QTest.keyClicks(editor(dialog, ""), "both, -baseline")
    QTest.keyClick(dialog, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: [run.tags for run in store.list()] == [("wide", "both"), (), ("both",)], timeout=20_000)
    page.table.undoWanted.emit()
    qtbot.waitUntil(
        lambda: [run.tags for run in store.list()] == [("wide", "baseline"), (), ("baseline",)], timeout=20_000
    )


def test_a_note_is_kept_when_one_goes_on_to_another_run(page: RunsPage, store: RunStore, qtbot: QtBot) -> None:
    words = page.details.words
    qtbot.waitUntil(words.isVisible, timeout=20_000)
    QTest.keyClicks(words.note, "learns slowly")
    page.table.select_run("a")
    qtbot.waitUntil(lambda: store.list()[0].note == "learns slowly", timeout=20_000)
    qtbot.waitUntil(lambda: words.note.toPlainText() == "", timeout=20_000)
    page.table.select_runs({"a", "b"})
    assert page.details._invitation.text().startswith("2 runs are chosen.\nValidation accuracy: 98.00 ± 0.00 %")


def test_a_search_that_cannot_be_understood_says_what_is_expected(page: RunsPage, qtbot: QtBot) -> None:
    QTest.keyClicks(page.find_bar.field, "accuracy > much")
    qtbot.waitUntil(lambda: "accuracy > 0.98" in page.find_bar.error(), timeout=20_000)
    assert page.table.shown_names() == ["c", "b", "a"], "what was found before stays"
    with shouting():
        assert page.find_bar.error().startswith("“accuracy > much” CANNOT BE UNDERSTOOD")
    page.find_bar.field.clear()
    qtbot.waitUntil(lambda: page.find_bar.error() == "", timeout=20_000)


def test_tags_are_painted_in_the_colours_of_the_theme(table: RunTable, qtbot: QtBot) -> None:
    table.show_runs([replace(many(1)[0], tags=("wide", "a tag that has no room at all in its column"))])
    pictures = []
    for name in ("light", "dark"):
        theme.set_theme(name)
        QApplication.processEvents()
        picture = table.grab().toImage()
        at = table.viewport().mapTo(table, place(table, 0, TAGS))
        pictures.append(picture.pixelColor(at).lightness())
    assert pictures[0] > pictures[1]
