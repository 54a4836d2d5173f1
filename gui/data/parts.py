"""The parts of a dataset for people: their colours, and what they are called."""

from PySide6.QtCore import QCoreApplication

from engine.training.splitting import Part
from gui import theme


def part_colour(part: Part) -> str:
    """The colour of a part wherever it is painted; training and validation have those of their curves."""
    colours = theme.current()
    tints: dict[Part, str] = {
        "train": colours.curve_train,
        "validation": colours.curve_validation,
        "test": colours.series[2],
        "unused": colours.control_border,
    }
    return tints[part]


def part_text(part: Part) -> str:
    """What a part is called."""
    translate = QCoreApplication.translate
    words: dict[Part, str] = {
        "train": translate("DataPage", "Training"),
        "validation": translate("DataPage", "Validation"),
        "test": translate("DataPage", "Test"),
        "unused": translate("DataPage", "Not used"),
    }
    return words[part]
