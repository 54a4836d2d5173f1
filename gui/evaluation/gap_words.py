"""What the difference between images that were learned and others says, in a sentence."""

from PySide6.QtCore import QCoreApplication

from engine.evaluation.gap import accuracy_gap
from engine.evaluation.results import Evaluated
from engine.training.events import Split
from gui.evaluation.words import points_text
from gui.training.summary import accuracy_text

_LITTLE, _MUCH = 0.02, 0.05
"""Differences of accuracy up to which little, or not much, was learned by heart."""


def counterpart(split: Split) -> Split:
    """The split that a split is compared with: images that were learned with images that never were."""
    return "test" if split == "train" else "train"


def gap_words(first: Evaluated, second: Evaluated) -> str:
    """Two evaluations of a run, one of them on the training images, compared."""
    learned, unseen = (first, second) if first.split == "train" else (second, first)
    gap = accuracy_gap(learned.report, unseen.report)
    translate = QCoreApplication.translate
    if not gap.is_certain:
        words = translate("Evaluation", "Training images {train}, {split} {other}: no more apart than by chance.")
    elif gap.difference < 0:
        words = translate(
            "Evaluation", "Training images {train}, {split} {other}: the latter are {points} points easier for it."
        )
    elif gap.difference <= _LITTLE:
        words = translate("Evaluation", "Training images {train}, {split} {other}: {points} points learned by heart.")
    elif gap.difference <= _MUCH:
        words = translate(
            "Evaluation",
            "Training images {train}, {split} {other}: {points} points learned by heart. More regularisation may help.",
        )
    else:
        words = translate(
            "Evaluation",
            "Training images {train}, {split} {other}: {points} points learned by heart. More images, augmentation or"
            " regularisation would help.",
        )
    test, validation = translate("Evaluation", "test images"), translate("Evaluation", "validation images")
    return words.format(
        train=accuracy_text(learned.report.accuracy),
        other=accuracy_text(unseen.report.accuracy),
        split=test if unseen.split == "test" else validation,
        points=points_text(gap.difference),
    )
