"""Numbers and names of an evaluation in the person's own notation and language."""

from PySide6.QtCore import QCoreApplication, QLocale

from engine.training.events import Split

SPLITS: tuple[Split, ...] = ("test", "validation", "train")
"""In the order in which they are offered."""


def split_text(split: Split) -> str:
    """A split as a choice."""
    translate = QCoreApplication.translate
    words: dict[Split, str] = {
        "train": translate("Evaluation", "Training images"),
        "validation": translate("Evaluation", "Validation images"),
        "test": translate("Evaluation", "Test images"),
    }
    return words[split]


def points_text(share: float) -> str:
    """A difference of shares in percentage points, without its sign."""
    return QLocale().toString(abs(share) * 100, "f", 2)
