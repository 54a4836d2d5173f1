"""The window's tests start in English and in the light theme, with settings of their own."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QSettings
from PySide6.QtWidgets import QApplication

from gui import theme, translation

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from gui.main_window import MainWindow


@pytest.fixture(autouse=True)
def garbage_on_this_thread_only() -> Iterator[None]:
    """As in the program: a collection on a worker thread could destroy a widget there and crash a later test."""
    gc.disable()
    yield
    gc.collect()
    gc.freeze()  # what lives on is not walked again after every test


@pytest.fixture(autouse=True)
def plain_window(qapp: QApplication, home: Path) -> None:
    """English, light, and QSettings in the test's own home."""
    QSettings.setDefaultFormat(QSettings.Format.IniFormat)
    QSettings.setPath(QSettings.Format.IniFormat, QSettings.Scope.UserScope, str(home / "config"))
    if translation.language_choice() != "en":
        translation.set_language("en")
    if theme.choice() != "light":
        theme.set_theme("light")


@pytest.fixture
def window(qtbot: QtBot) -> Iterator[MainWindow]:
    """The whole window, shown."""
    from gui.main_window import MainWindow

    window = MainWindow()
    qtbot.addWidget(window)
    window.show()
    qtbot.waitExposed(window)
    yield window
    window.close()
