"""Which of the training images are kept aside for validation. The arithmetic stands in `engine.data.splits`."""

from engine.fields import ABOVE_ZERO, Settings, setting
from engine.text import QT_TRANSLATE_NOOP

SECTION = QT_TRANSLATE_NOOP("engine", "Split")
MOST_FOLDS = 100


class SplitFields(Settings):
    """The share of validation, or one of several folds; by class or not; and the seed of it."""

    validation_split: float = setting(
        0.2,
        ge=0,
        le=0.9,
        fixed=True,
        only_if={"folds": (None,)},
        label=QT_TRANSLATE_NOOP("engine", "Validation split"),
        doc=QT_TRANSLATE_NOOP(
            "engine", "The share of the training images kept aside to measure progress; never trained on."
        ),
    )
    stratified: bool = setting(
        False,
        fixed=True,
        section=SECTION,
        label=QT_TRANSLATE_NOOP("engine", "Stratified"),
        doc=QT_TRANSLATE_NOOP(
            "engine",
            "Splits each class alike, so that training and validation have the same mix of classes, exact to one "
            "example.",
        ),
    )
    split_seed: int | None = setting(
        None,
        ge=0,
        le=2**31 - 1,
        fixed=True,
        section=SECTION,
        label=QT_TRANSLATE_NOOP("engine", "Split seed"),
        doc=QT_TRANSLATE_NOOP(
            "engine",
            "Chooses which images are kept aside, whatever the run's seed: runs with other seeds are then measured on "
            "the same images.",
        ),
    )
    folds: int | None = setting(
        None,
        ge=2,
        le=MOST_FOLDS,
        fixed=True,
        section=SECTION,
        label=QT_TRANSLATE_NOOP("engine", "Folds"),
        doc=QT_TRANSLATE_NOOP(
            "engine",
            "Deals the images into so many equal parts, of which one is kept aside for validation (k-fold "
            "cross-validation): a run for each fold measures every image once.",
        ),
    )
    fold: int = setting(
        1,
        ge=1,
        le=MOST_FOLDS,
        fixed=True,
        section=SECTION,
        only_if={"folds": ABOVE_ZERO},
        label=QT_TRANSLATE_NOOP("engine", "Validation fold"),
        doc=QT_TRANSLATE_NOOP("engine", "Which of the folds is kept aside for validation."),
    )

    @property
    def kept_fold(self) -> tuple[int, int] | None:
        """Which fold is kept aside, of how many; ``None`` where a share is."""
        return None if self.folds is None else (self.fold, self.folds)
