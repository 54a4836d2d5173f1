"""How well two colours can be told apart, after WCAG 2.2 (relative luminance and contrast ratio)."""

from PySide6.QtGui import QColor


def luminance(colour: str | QColor) -> float:
    """Relative luminance from 0 (black) to 1 (white): https://www.w3.org/TR/WCAG22/#dfn-relative-luminance."""
    shown = QColor(colour)
    red, green, blue = (_linear(value) for value in (shown.redF(), shown.greenF(), shown.blueF()))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(first: str | QColor, second: str | QColor) -> float:
    """Contrast ratio from 1 (alike) to 21 (black on white); AA asks 4.5 for text and 3 for parts of controls."""
    darker, lighter = sorted((luminance(first), luminance(second)))
    return (lighter + 0.05) / (darker + 0.05)


def _linear(value: float) -> float:
    return value / 12.92 if value <= 0.04045 else float(((value + 0.055) / 1.055) ** 2.4)
