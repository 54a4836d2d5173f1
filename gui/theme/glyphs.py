"""Arrows and ticks for the style sheet, written as small SVG files in the colours of a theme.

A style sheet can only take a picture from a file and cannot recolour it; as SVG it stays sharp at every scaling.
"""

import atexit
import shutil
import tempfile
from functools import cache
from pathlib import Path

from gui.theme.colours import Theme

_STROKE = 'fill="none" stroke="{colour}" stroke-width="{width}" stroke-linecap="round" stroke-linejoin="round"'
_SHAPES = {
    "down": "M3.5 6.25 L8 10.5 L12.5 6.25",
    "up": "M3.5 9.75 L8 5.5 L12.5 9.75",
    "left": "M9.75 3.5 L5.5 8 L9.75 12.5",
    "right": "M6.25 3.5 L10.5 8 L6.25 12.5",
    "check": "M3.25 8.5 L6.5 11.75 L12.75 4.75",
    "dash": "M4 8 L12 8",
    "close": "M4.5 4.5 L11.5 11.5 M11.5 4.5 L4.5 11.5",
}


@cache
def folder(theme: Theme) -> Path:
    """The folder with this theme's pictures (``down.svg``, ``down-disabled.svg``, …), made on first use.

    It is temporary and removed when the program ends.
    """
    target = _root() / theme.name
    target.mkdir(exist_ok=True)
    _write(theme, target)
    return target


@cache
def _root() -> Path:
    root = Path(tempfile.mkdtemp(prefix="netwright-"))
    atexit.register(shutil.rmtree, root, ignore_errors=True)
    return root


def _write(theme: Theme, target: Path) -> None:
    tones = {"": theme.text_muted, "-hover": theme.text, "-disabled": theme.text_disabled, "-on": theme.accent_text}
    for shape, path in _SHAPES.items():
        width = 2.0 if shape in ("check", "dash") else 1.7
        for suffix, colour in tones.items():
            drawing = f'<path d="{path}" {_STROKE.format(colour=colour, width=width)}/>'
            _save(target / f"{shape}{suffix}.svg", drawing)
    for suffix, colour in tones.items():
        _save(target / f"dot{suffix}.svg", f'<circle cx="8" cy="8" r="3.2" fill="{colour}"/>')


def _save(path: Path, drawing: str) -> None:
    path.write_text(
        f'<svg xmlns="http://www.w3.org/2000/svg" width="16" height="16" viewBox="0 0 16 16">{drawing}</svg>',
        encoding="utf-8",
    )
