"""Rows as they are painted: chosen, under the mouse, headings, and what scrolling leaves to be painted."""

from dataclasses import replace

import pytest
from PySide6.QtCore import QEvent, QObject, QPoint, QRect, Qt
from PySide6.QtGui import QCursor, QPaintEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from engine.runs.columns import COLUMNS
from gui import theme
from gui.runs.table import RunTable
from tests.gui.runs.conftest import colours_of
from tests.gui.runs.test_run_table import many

NAME, STATUS, CREATED = (COLUMNS.index(column) for column in ("name", "status", "created"))


class Painted(QObject):
    """Remembers what of a widget was painted."""

    def __init__(self, table: RunTable) -> None:
        super().__init__(table)
        self.rectangles: list[QRect] = []
        table.viewport().installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QPaintEvent):
            self.rectangles.append(event.rect())
        return False


def settle(table: RunTable) -> None:
    """Wait until all is painted."""
    for _ in range(3):
        QApplication.processEvents()


@pytest.fixture
def table(qtbot: QtBot) -> RunTable:
    widget = RunTable()
    qtbot.addWidget(widget)
    widget.resize(950, 400)
    QCursor.setPos(QPoint(2_000, 2_000))  # a row under the mouse would be painted, too
    widget.show()
    qtbot.waitExposed(widget)
    widget.show_runs([replace(run, tags=("wide", "keep"), star=number % 3 == 0) for number, run in enumerate(many(60))])
    settle(widget)
    return widget


def test_scrolling_paints_only_what_comes_into_view_and_leaves_the_same_picture(table: RunTable) -> None:
    bar = table.verticalScrollBar()
    painted = Painted(table)
    for name in ("light", "dark"):
        theme.set_theme(name)
        bar.setValue(0)
        settle(table)
        painted.rectangles.clear()
        for step in (7, 40, 61):
            bar.setValue(bar.value() + step)
            settle(table)
        assert [one.height() for one in painted.rectangles] == [7, 40, 61]
        screen = table.screen().grabWindow(table.winId()).toImage()
        assert screen == table.grab().toImage()


def test_a_row_that_changed_is_painted_alone(table: RunTable) -> None:
    painted = Painted(table)
    runs = list(table.runs)
    table.show_runs([*runs[:2], replace(runs[2], star=not runs[2].star), *runs[3:]])
    settle(table)
    row = table.visualRect(table.model().index(2, NAME))
    assert [(one.top(), one.height()) for one in painted.rectangles] == [(row.top(), row.height())]


def test_chosen_rows_cells_under_the_mouse_and_headings_have_the_colours_of_the_theme(table: RunTable) -> None:
    model = table.model()
    colours = theme.current()
    table.select_row(2)
    QTest.mouseMove(table.viewport(), table.visualRect(model.index(4, NAME)).center())
    settle(table)
    assert colours.selection in colours_of(table, model.index(2, NAME))
    assert colours.success not in colours_of(table, model.index(2, STATUS)), "words of chosen rows can be read"
    assert colours.success in colours_of(table, model.index(3, STATUS))
    assert colours.accent_soft in colours_of(table, model.index(4, NAME))
    assert colours.accent_soft not in colours_of(table, model.index(4, STATUS))
    QTest.mouseMove(table.viewport(), table.visualRect(model.index(2, NAME)).center())
    settle(table)
    assert colours.accent_soft not in colours_of(table, model.index(4, NAME))
    table.clearSelection()
    table.group_by("dataset")
    settle(table)
    assert colours.sunken in colours_of(table, model.index(0, CREATED))
    assert colours.surface in colours_of(table, model.index(1, CREATED))


def test_a_text_without_room_is_cut_and_numbers_stay_at_the_right(table: RunTable) -> None:
    runs = list(table.runs)
    table.show_runs([replace(runs[0], given_name="x" * 300), replace(runs[1], given_name="two\nlines"), *runs[2:]])
    settle(table)
    model = table.model()
    background = theme.current().raised
    name = table.visualRect(model.index(0, NAME))
    picture = table.viewport().grab(name).toImage()
    last = [picture.pixelColor(name.width() - 1 - far, name.height() // 2).name() for far in range(6)]
    assert set(last) == {background}, "the text ends before its column does"
    epochs = table.visualRect(model.index(0, COLUMNS.index("epochs")))
    picture = table.viewport().grab(epochs).toImage()
    inked = [
        x
        for x in range(picture.width())
        for y in range(picture.height())
        if picture.pixelColor(x, y).name() == theme.current().text
    ]
    assert min(inked) > epochs.width() / 3
    assert max(inked) > epochs.width() - 15


def test_a_table_with_few_rows_keeps_its_round_corners(table: RunTable) -> None:
    def corner() -> str:
        picture = table.grab().toImage()
        return picture.pixelColor(QPoint(1, picture.height() - 2)).name()

    many_rows = corner()
    table.show_runs(table.runs[:3])
    settle(table)
    assert not table.viewport().testAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
    assert corner() != many_rows
