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


def sure_text(probability: float) -> str:
    """A probability from 0 to 1 in percent; what is not quite certain is not rounded to certainty."""
    percent = min(100 * probability, 99.9) if probability < 1 else 100.0
    return QLocale().toString(percent, "f", 1) + " %"
