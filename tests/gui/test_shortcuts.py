"""Keys: each does one thing, and what has one says so in a menu."""

from collections import defaultdict
from collections.abc import Iterator

import pytest
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QMenu
from pytestqt.qtbot import QtBot

from gui.main_window import MainWindow


@pytest.fixture
def window(qtbot: QtBot) -> Iterator[MainWindow]:
    window = MainWindow()
    qtbot.addWidget(window)
    yield window
    window.close()


def words(action: QAction) -> str:
    return action.objectName() or action.text()


def test_no_two_actions_of_the_window_share_a_key(window: MainWindow) -> None:
    owners: dict[str, set[str]] = defaultdict(set)
    for action in window.findChildren(QAction):
        for keys in action.shortcuts():
            owners[keys.toString()].add(words(action))
    assert len(owners) > 30
    assert {keys: names for keys, names in owners.items() if len(names) > 1} == {}


def test_every_action_of_the_canvas_stands_in_the_edit_menu_with_its_key_and_a_name(window: MainWindow) -> None:
    menus = [found for found in window.menuBar().findChildren(QMenu) if "Edit" in found.title()]
    listed = {words(action) for action in menus[0].actions()}
    for action in window.build_page.canvas.actions():
        if not action.isSeparator():
            assert words(action) in listed
            assert action.text()
            shown = action.shortcut().toString(QKeySequence.SequenceFormat.NativeText)
            assert not shown or shown in action.toolTip()
