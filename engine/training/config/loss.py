"""What the training makes small."""

from typing import Literal

from pydantic import field_validator

from engine.fields import Settings, setting
from engine.text import QT_TRANSLATE_NOOP

LossName = Literal["cross_entropy", "nll", "focal", "bce", "mse", "l1"]

_SECTION = QT_TRANSLATE_NOOP("engine", "Loss")
_MOST_CLASSES = 100_000


def listed_weights(text: str) -> tuple[float, ...] | None:
    """The numbers of ``class_weights``; ``None`` for ``none`` and ``balanced``. Raises :class:`ValueError`."""
    if text in ("none", "balanced"):
        return None
    return tuple(float(part) for part in text.split(","))


class LossFields(Settings):
    """The loss and how classes count in it."""

    loss: LossName = setting(
        "cross_entropy",
        section=_SECTION,
        label=QT_TRANSLATE_NOOP("engine", "Loss"),
        doc=QT_TRANSLATE_NOOP(
            "engine",
            "What the training makes small. Cross-entropy suits classes; mean squares and absolute differences compare "
            "the probabilities with one-hot targets; focal looks at what is hard; BCE asks each class by itself.",
        ),
    )
    label_smoothing: float = setting(
        0.0,
        ge=0,
        lt=1,
        section=_SECTION,
        only_if={"loss": ("cross_entropy",)},
        label=QT_TRANSLATE_NOOP("engine", "Label smoothing"),
        doc=QT_TRANSLATE_NOOP(
            "engine", "The share of the target that is spread over all classes; calms overconfidence."
        ),
    )
    focal_gamma: float = setting(
        2.0,
        ge=0,
        le=10,
        section=_SECTION,
        only_if={"loss": ("focal",)},
        label=QT_TRANSLATE_NOOP("engine", "Focusing"),
        doc=QT_TRANSLATE_NOOP("engine", "How much easy images count less (Lin et al., 2017); 0 is cross-entropy."),
    )
    class_weights: str = setting(
        "none",
        section=_SECTION,
        label=QT_TRANSLATE_NOOP("engine", "Class weights"),
        doc=QT_TRANSLATE_NOOP(
            "engine",
            "How much each class counts: none, balanced (rare classes count more, from the training images), "
            "or a number per class: 1, 2, 1.",
        ),
    )

    @field_validator("class_weights")
    @classmethod
    def _weights_of_classes(cls, text: str) -> str:
        text = text.strip().lower() or "none"
        try:
            weights = listed_weights(text)
        except ValueError:
            weights = ()
        if weights is None:
            return text
        fit = 0 < len(weights) <= _MOST_CLASSES and all(0 <= weight < 1e6 for weight in weights) and sum(weights) > 0
        if not fit:
            raise ValueError(
                QT_TRANSLATE_NOOP("engine", "expected none, balanced, or a number of at least 0 for each class")
            )
        return ", ".join(f"{weight:g}" for weight in weights)
