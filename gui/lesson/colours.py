"""One colour for one kind of value, in formulas and in the picture: what is learned, what flows, what comes back."""

from PySide6.QtGui import QColor

from engine.lesson.quantity import Derivative, Value
from gui import theme


def colour_of(value: Value | None) -> QColor:
    """The colour of a value's symbol and number."""
    now = theme.current()
    if isinstance(value, Derivative):
        return QColor(now.series[1])
    if value is None:
        return QColor(now.text)
    match value.kind:
        case "weight" | "bias":
            return QColor(now.series[2])
        case "answer":
            return QColor(now.series[0])
        case "target":
            return QColor(now.series[3])
        case "output loss" | "sample loss" | "mean loss":
            return QColor(now.series[5])
        case "sum":
            return QColor(now.text)
