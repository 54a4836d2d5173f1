"""Which theme is in force, and how it reaches the application."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Literal

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QColor, QGuiApplication, QPalette
from PySide6.QtWidgets import QApplication, QMainWindow, QStyleFactory, QWidget

from gui.theme import glyphs
from gui.theme.colours import DARK, LIGHT, Theme
from gui.theme.stylesheet import stylesheet

ThemeChoice = Literal["light", "dark", "system"]


class ThemeNotifier(QObject):
    """Tells that the colours changed; whoever paints by hand repaints then."""

    changed = Signal()


class _State:
    choice: ThemeChoice = "system"
    theme: Theme = LIGHT
    notifier: ThemeNotifier | None = None
    applied_to: QApplication | None = None
    keeper: QWidget | None = None
    points: float = 0.0


def current() -> Theme:
    """The theme in force (light until :func:`set_theme` was called)."""
    return _State.theme


def choice() -> ThemeChoice:
    """What was asked for: ``"light"``, ``"dark"`` or ``"system"``."""
    return _State.choice


def notifier() -> ThemeNotifier:
    """The one notifier of the program; connect to its ``changed``."""
    if _State.notifier is None:
        _State.notifier = ThemeNotifier()
    return _State.notifier


def set_theme(choice: ThemeChoice) -> None:
    """Choose a theme; ``"system"`` takes the desktop's and follows it. Needs a running ``QApplication``."""
    app = QApplication.instance()
    assert isinstance(app, QApplication), "set_theme() needs a QApplication"
    if _State.applied_to is not app:
        style = QStyleFactory.create("Fusion")
        if style is not None:
            QApplication.setStyle(style)
        QGuiApplication.styleHints().colorSchemeChanged.connect(_follow_system)
        _State.keeper = _keeper_of_the_rules()
        _State.applied_to = app
    _State.choice = choice
    _tell_platform(choice)
    _apply(_resolve(choice), app)


@contextmanager
def styled_at_once() -> Iterator[None]:
    """Leave the style sheet away while many widgets are made: else each that gets a parent is styled again, with all
    that it contains.

    Where another window stands already it stays: taking it away would give every widget there another style, and back.
    """
    app = QApplication.instance()
    assert isinstance(app, QApplication), "styled_at_once() needs a QApplication"
    if any(isinstance(widget, QMainWindow) and widget.centralWidget() for widget in app.topLevelWidgets()):
        yield
        return
    sheet = app.styleSheet()
    app.setStyleSheet("")
    try:
        yield
    finally:
        app.setStyleSheet(sheet)


def _keeper_of_the_rules() -> QWidget:
    """A widget that is never shown and has a style sheet of its own, so that Qt never takes away its last one.

    With the last one Qt throws away what it knows of widgets, and with it that it wants to be told when one is deleted.
    A widget that was asked for its style but never shown still counts as known: Qt then keeps a pointer to it when it
    is gone, and crashes at the next change of the style sheet.
    """
    keeper = QWidget()
    keeper.setStyleSheet("QWidget {}")
    return keeper


def _tell_platform(choice: ThemeChoice) -> None:
    """Let the parts that the desktop draws (title bars on Windows and macOS) go the same way."""
    hints = QGuiApplication.styleHints()
    if choice == "system":
        hints.unsetColorScheme()
    elif sys.platform in ("win32", "darwin"):
        hints.setColorScheme(Qt.ColorScheme.Dark if choice == "dark" else Qt.ColorScheme.Light)


def _resolve(choice: ThemeChoice) -> Theme:
    if choice == "system":
        return DARK if QGuiApplication.styleHints().colorScheme() is Qt.ColorScheme.Dark else LIGHT
    return DARK if choice == "dark" else LIGHT


def _follow_system() -> None:
    app = QApplication.instance()
    if _State.choice == "system" and isinstance(app, QApplication):
        _apply(_resolve("system"), app)


def _apply(theme: Theme, app: QApplication) -> None:
    changed = theme is not _State.theme
    _State.theme = theme
    points = app.font().pointSizeF()
    if changed or _State.points != points or not app.styleSheet():
        _State.points = points
        app.setPalette(_palette(theme))
        app.setStyleSheet(stylesheet(theme, glyphs.folder(theme), points))
    if changed:
        notifier().changed.emit()


def _palette(theme: Theme) -> QPalette:
    """The theme as a ``QPalette``, for everything that the style sheet does not reach."""
    role = QPalette.ColorRole
    colours = {
        role.Window: theme.window,
        role.WindowText: theme.text,
        role.Base: theme.raised,
        role.AlternateBase: theme.surface,
        role.Text: theme.text,
        role.PlaceholderText: theme.text_muted,
        role.Button: theme.raised,
        role.ButtonText: theme.text,
        role.BrightText: theme.error,
        role.ToolTipBase: theme.raised,
        role.ToolTipText: theme.text,
        role.Highlight: theme.selection,
        role.HighlightedText: theme.text,
        role.Accent: theme.accent,
        role.Link: theme.accent,
        role.LinkVisited: theme.accent,
        role.Light: theme.raised,
        role.Midlight: theme.surface,
        role.Mid: theme.border,
        role.Dark: theme.control_border,
        role.Shadow: theme.sunken,
    }
    palette = QPalette()
    for colour_role, colour in colours.items():
        palette.setColor(colour_role, QColor(colour))
    for colour_role in (role.WindowText, role.Text, role.ButtonText, role.HighlightedText):
        palette.setColor(QPalette.ColorGroup.Disabled, colour_role, QColor(theme.text_disabled))
    palette.setColor(QPalette.ColorGroup.Disabled, role.Highlight, QColor(theme.border))
    return palette
