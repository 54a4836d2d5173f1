"""The window's fonts: bundled ones, so that it looks the same and reads Chinese on a machine that has none."""

import sys
from pathlib import Path

from PySide6.QtGui import QFont, QFontDatabase
from PySide6.QtWidgets import QApplication

FOLDER = Path(__file__).resolve().parent.parent / "resources" / "fonts"
LATIN = "Netwright Sans"
CHINESE = "Netwright Sans SC"
MONOSPACED = "Netwright Mono"
MATHEMATICAL = "Netwright Math"
MINIMUM_POINTS = 10.0
"""Where no desktop says how large text is, Qt takes 9 points, too small for Chinese characters."""


def load() -> tuple[str, ...]:
    """Register the bundled fonts (a few milliseconds) and return their families; a missing file is skipped."""
    families: list[str] = []
    for path in sorted((*FOLDER.glob("*.otf"), *FOLDER.glob("*.ttf"))):
        number = QFontDatabase.addApplicationFont(str(path))
        if number >= 0:
            families += QFontDatabase.applicationFontFamilies(number)[:1]
    return tuple(dict.fromkeys(families))


def install(app: QApplication) -> QFont:
    """Load the bundled fonts and make them the application's; call it before the first widget and the theme.

    On Linux the bundled Latin family comes first. On Windows and macOS the desktop's font stays and the bundled ones
    stand in for what it lacks. The size is the desktop's.
    """
    bundled = [family for family in (LATIN, CHINESE) if family in load()]
    font = QFont(app.font())
    system = font.families() or [font.family()]
    if sys.platform in ("win32", "darwin"):
        font.setFamilies([*system, *bundled])
    else:
        font.setFamilies([*bundled, *system])
        if 0 < font.pointSizeF() < MINIMUM_POINTS:
            font.setPointSizeF(MINIMUM_POINTS)
    app.setFont(font)
    return font


def monospaced(font: QFont) -> QFont:
    """A font for code, of the same size."""
    code = QFont(font)
    code.setFamilies([MONOSPACED, *font.families()])
    code.setStyleHint(QFont.StyleHint.Monospace)
    return code


def mathematical(font: QFont, pixels: float) -> QFont:
    """A font for formulas at that size, with ``font`` for words among the signs."""
    signs = QFont(font)
    signs.setFamilies([MATHEMATICAL, *font.families()])
    signs.setPixelSize(max(1, round(pixels)))
    signs.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
    return signs


def tabular(font: QFont) -> QFont:
    """The same font with figures of equal width, so that changing numbers do not dance."""
    figures = QFont(font)
    figures.setFeature(QFont.Tag("tnum"), 1)
    return figures


def scaled(font: QFont, factor: float, *, bold: bool = False) -> QFont:
    """The same font in another size, and semi-bold if asked."""
    other = QFont(font)
    if font.pointSizeF() > 0:
        other.setPointSizeF(font.pointSizeF() * factor)
    else:
        other.setPixelSize(max(1, round(font.pixelSize() * factor)))
    if bold:
        other.setWeight(QFont.Weight.DemiBold)
    return other
