"""Colours and style of the whole program, light and dark.

``current()`` gives the :class:`Theme` in force, ``set_theme("light"|"dark"|"system")`` chooses it, and
``notifier().changed`` says when it is time to repaint. Widgets ask for a look with dynamic properties:

* ``variant`` on buttons: ``"primary"``, ``"danger"``, ``"quiet"`` (see :func:`set_variant`); on lines ``"quiet"``;
* ``role`` on labels: ``"title"``, ``"heading"``, ``"muted"``, ``"error"``, ``"warning"``, ``"success"``, ``"hint"``;
* ``role`` on frames: ``"card"``, ``"panel"``, ``"bar"``, ``"line"``; ``invalid`` = true on a field with an error.

An item view that is filled before it is shown takes its row height from the style sheet only after
``ensurePolished()``; a spin box ignores the padding on its left (see :mod:`gui.forms.boxes`).
"""

from gui.theme.colours import DARK, LIGHT, Theme, ThemeName
from gui.theme.manager import ThemeChoice, ThemeNotifier, choice, current, notifier, set_theme, styled_at_once
from gui.theme.properties import Role, set_invalid, set_property, set_role, set_variant

__all__ = [
    "DARK",
    "LIGHT",
    "Role",
    "Theme",
    "ThemeChoice",
    "ThemeName",
    "ThemeNotifier",
    "choice",
    "current",
    "notifier",
    "set_invalid",
    "set_property",
    "set_role",
    "set_theme",
    "set_variant",
    "styled_at_once",
]
