"""Choosing a theme, following the desktop's, and what the style sheet makes of it."""

import os
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QColor, QGuiApplication, QPalette
from PySide6.QtWidgets import QApplication, QLabel, QPushButton, QSpinBox, QWidget
from pytestqt.qtbot import QtBot

from gui import theme
from gui.main_window import MainWindow
from gui.theme import glyphs, manager
from gui.theme.stylesheet import stylesheet


@pytest.fixture(autouse=True)
def light_again() -> Iterator[None]:
    yield
    theme.set_theme("light")


def colours_of(widget: QWidget) -> set[str]:
    image = widget.grab().toImage()
    return {image.pixelColor(x, y).name() for x in range(image.width()) for y in range(image.height())}


def test_switching_changes_colours_palette_and_tells_once(qtbot: QtBot, qapp: QApplication) -> None:
    heard: list[str] = []
    theme.notifier().changed.connect(lambda: heard.append(theme.current().name))
    theme.set_theme("dark")
    theme.set_theme("dark")
    assert heard == ["dark"]
    assert theme.current() is theme.DARK
    assert qapp.palette().color(QPalette.ColorRole.Window) == QColor(theme.DARK.window)
    theme.set_theme("light")
    assert heard == ["dark", "light"]


def test_system_choice_follows_the_desktop(monkeypatch: pytest.MonkeyPatch, qapp: QApplication) -> None:
    scheme = Qt.ColorScheme.Dark

    class Hints:
        def colorScheme(self) -> Qt.ColorScheme:
            return scheme

        def unsetColorScheme(self) -> None:
            pass

    monkeypatch.setattr(QGuiApplication, "styleHints", Hints)
    theme.set_theme("system")
    assert theme.current() is theme.DARK
    scheme = Qt.ColorScheme.Light
    manager._follow_system()
    assert theme.current() is theme.LIGHT
    assert theme.choice() == "system"


def test_chosen_theme_does_not_follow_the_desktop(qapp: QApplication) -> None:
    theme.set_theme("dark")
    QGuiApplication.styleHints().colorSchemeChanged.emit(Qt.ColorScheme.Light)
    assert theme.current() is theme.DARK


@pytest.mark.parametrize("colours", [theme.LIGHT, theme.DARK], ids=lambda colours: colours.name)
def test_style_sheet_is_complete(colours: theme.Theme, qapp: QApplication, capfd: pytest.CaptureFixture[str]) -> None:
    sheet = stylesheet(colours, glyphs.folder(colours), 10)
    pictures = re.findall(r'url\("([^"]+)"\)', sheet)
    assert "$" not in sheet
    assert len(pictures) > 20
    assert all(Path(picture).is_file() for picture in pictures)
    label = QLabel()
    label.setStyleSheet(sheet)
    label.ensurePolished()
    assert "parse" not in capfd.readouterr().err


@pytest.mark.parametrize("name", ["light", "dark"])
def test_arrows_of_a_spin_box_can_be_seen(qtbot: QtBot, name: theme.ThemeName) -> None:
    theme.set_theme(name)
    box = QSpinBox()
    qtbot.addWidget(box)
    box.setValue(5)
    box.resize(120, 32)
    box.show()
    image = box.grab().toImage()
    colours = theme.current()

    def contrasting(left: int, right: int, top: int, bottom: int) -> int:
        ground = QColor(colours.raised).lightness()
        places = [(x, y) for x in range(left, right) for y in range(top, bottom)]
        return sum(abs(image.pixelColor(x, y).lightness() - ground) > 60 for x, y in places)

    right, middle = image.width() - 3, image.height() // 2
    assert contrasting(right - 16, right, 4, middle) > 4
    assert contrasting(right - 16, right, middle, image.height() - 4) > 4


def test_primary_button_and_invalid_field_look_different_at_once(qtbot: QtBot) -> None:
    button, field = QPushButton("Train"), QSpinBox()
    for widget in (button, field):
        qtbot.addWidget(widget)
        widget.show()
    assert theme.current().accent not in colours_of(button)
    theme.set_variant(button, "primary")
    assert theme.current().accent in colours_of(button)
    theme.set_invalid(field, True)
    assert theme.current().error_soft in colours_of(field)
    theme.set_invalid(field, False)
    assert theme.current().error_soft not in colours_of(field)


_GONE_BEFORE_THEY_WERE_SHOWN = """
from PySide6.QtWidgets import QApplication, QSpinBox, QStyle, QVBoxLayout, QWidget
from gui import theme

app = QApplication([])
theme.set_theme("light")


def parts():
    window = QWidget()
    column = QVBoxLayout(window)
    for _ in range(5):
        column.addWidget(QSpinBox())
    return window


def ask_for_their_style():
    for window in windows:
        for widget in (window, *window.findChildren(QWidget)):
            widget.style().pixelMetric(QStyle.PixelMetric.PM_LayoutLeftMargin, None, widget)


windows = [parts() for _ in range(50)]
ask_for_their_style()
with theme.styled_at_once():
    pass
ask_for_their_style()
windows.clear()
theme.set_theme("dark")
print("alive")
"""


def test_widgets_that_went_unshown_after_a_window_was_styled_at_once_do_not_crash_the_next_theme() -> None:
    poisoned = os.environ | {"MALLOC_PERTURB_": "165"}  # where the C library can: what is freed is overwritten
    done = subprocess.run(
        [sys.executable, "-c", _GONE_BEFORE_THEY_WERE_SHOWN], env=poisoned, capture_output=True, text=True, check=False
    )
    assert (done.returncode, done.stdout) == (0, "alive\n"), done.stderr


class _Restyled(QObject):
    """Counts how often a widget was given another style."""

    count = 0

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        self.count += event.type() == QEvent.Type.StyleChange
        return False


def test_a_second_window_is_made_without_restyling_the_first_and_both_follow_the_theme(
    window: MainWindow, qtbot: QtBot
) -> None:
    restyled = _Restyled()
    window.build_page.installEventFilter(restyled)
    other = MainWindow()
    qtbot.addWidget(other)
    other.show()
    qtbot.waitExposed(other)
    assert restyled.count == 0
    other.close()
    theme.set_theme("dark")
    assert restyled.count > 0
    for shown in (window, other):
        assert shown.places.palette().color(QPalette.ColorRole.Window) == QColor(theme.DARK.window)
    window.close()
    theme.set_theme("light")
    assert window.places.palette().color(QPalette.ColorRole.Window) == QColor(theme.LIGHT.window)
