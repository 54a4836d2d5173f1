"""The code beside the canvas: there on request, following edits and selection, leading back to layers."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QGuiApplication, QTextCursor
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from engine.project import Project

if TYPE_CHECKING:
    from gui.model.code_panel import CodePanel
    from tests.gui.model.conftest import Hands


@pytest.fixture
def panel(hands: Hands) -> CodePanel:
    """The code, opened by a click on its tab."""
    tabs = hands.page.side.tabs
    QTest.mouseClick(tabs, Qt.MouseButton.LeftButton, pos=tabs.tabRect(1).center())
    return hands.page.side.code


def marked(panel: CodePanel) -> list[str]:
    lines = panel.view.toPlainText().splitlines()
    return [lines[number - 1].strip() for number in panel.view.marked_lines]


def test_the_code_follows_every_edit(hands: Hands, panel: CodePanel, qtbot: QtBot) -> None:
    assert "self.conv1 = nn.Conv2d(1, 32, 3)" in panel.view.toPlainText()
    hands.page.editor.add("Dropout", "relu3")
    qtbot.waitUntil(lambda: "self.dropout1 = nn.Dropout(0.5)" in panel.view.toPlainText(), timeout=2_000)
    hands.document.undo_stack.undo()
    qtbot.waitUntil(lambda: "dropout1" not in panel.view.toPlainText(), timeout=2_000)


def test_the_lines_of_the_selected_layer_are_marked(hands: Hands, panel: CodePanel) -> None:
    hands.document.select(("conv2",))
    assert marked(panel)[0] == "self.conv2 = nn.Conv2d(32, 64, 3)"
    assert len(marked(panel)) == 2
    hands.document.select(())
    assert marked(panel) == []


def test_a_layer_inside_a_block_is_marked_in_the_class_of_the_block(hands: Hands, panel: CodePanel) -> None:
    hands.document.replace_project(Project.from_template("resnet-small"))
    panel.hide()
    panel.show()
    hands.document.select(("conv1",))
    assert marked(panel)[0].startswith("self.conv1 = nn.Conv2d(1, 16")
    hands.document.open_block("Residual")
    hands.document.select(("conv1",))
    assert marked(panel)[0].startswith("self.conv1 = nn.Conv2d(16, 16")


def test_a_click_on_a_line_selects_its_layer(hands: Hands, panel: CodePanel) -> None:
    document = panel.view.document()
    block = next(
        document.findBlockByNumber(number)
        for number in range(document.blockCount())
        if "self.linear2 = " in document.findBlockByNumber(number).text()
    )
    panel.view.setTextCursor(QTextCursor(block))
    panel.view.ensureCursorVisible()
    place = panel.view.cursorRect(QTextCursor(block)).center() + QPoint(30, 0)
    QTest.mouseClick(panel.view.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert hands.document.selection == ("linear2",)


def test_copy_puts_the_whole_code_on_the_clipboard(panel: CodePanel) -> None:
    button = panel.findChild(QPushButton, "copyCodeButton")
    assert isinstance(button, QPushButton)
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)
    assert QGuiApplication.clipboard().text() == panel.code
    compile(panel.code, "copied", "exec")


def test_the_settings_of_a_layer_are_one_key_away_from_the_code(hands: Hands, panel: CodePanel) -> None:
    assert panel.isVisible()
    hands.document.select(("conv1",))
    hands.press(Qt.Key.Key_Return)
    assert hands.page.side.tabs.currentIndex() == 0
    assert hands.page.inspector.isVisible()
