"""What the window offers to go on with after its start."""

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPushButton, QWidget
from pytestqt.qtbot import QtBot

from gui.main_window import MainWindow


def look(window: MainWindow, qtbot: QtBot) -> str:
    """Let the window look for interrupted work again; returns what its notice says then."""
    window.resuming.look()
    qtbot.waitUntil(lambda: not window.resuming.is_looking, timeout=20_000)
    return window.notices.text()


def settled(window: MainWindow, qtbot: QtBot) -> MainWindow:
    """The window when its own look after the start is over."""
    qtbot.waitUntil(lambda: window.is_warm and not window.resuming.is_looking, timeout=60_000)
    return window


def press(part: QWidget, name: str) -> None:
    """Click a button in the window or a part of it."""
    button = part.findChild(QPushButton, name)
    assert button is not None
    assert button.isVisible()
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)
