"""How a configuration divides a dataset: images to learn from, kept aside for validation, not used, and the test."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, get_args

from engine.data.catalog import Dataset
from engine.data.splits import DataSplit, chosen_images, kept_aside, split_images
from engine.lazy import lazy_module
from engine.text import QT_TRANSLATE_NOOP, NetwrightError, Text
from engine.training.config import TrainingConfig

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray
else:
    np = lazy_module("numpy")

Part = Literal["train", "validation", "test", "unused"]
PARTS: tuple[Part, ...] = get_args(Part)
_MOST_NAMED = 5


@dataclass(frozen=True, slots=True, eq=False)
class Division:
    """The parts of a dataset under a configuration.

    ``numbers`` are those of its images, int64, ascending, through the whole dataset: the training images first, then
    the test images. ``counts`` are the images of each class, int64 ``[classes]``.
    """

    numbers: dict[Part, NDArray[np.int64]]
    counts: dict[Part, NDArray[np.int64]]

    def without(self, part: Part) -> tuple[int, ...]:
        """The classes that have images to learn from or to validate on, but none in this part."""
        split = self.counts["train"] + self.counts["validation"]
        return tuple(np.flatnonzero((split > 0) & (self.counts[part] == 0)).tolist())


def seed_of_split(config: TrainingConfig) -> int:
    """The seed that chooses which images are kept aside: its own, or the run's."""
    return config.seed if config.split_seed is None else config.split_seed


def split_of(dataset: Dataset, config: TrainingConfig) -> DataSplit:
    """The images to learn from and those kept aside, as indices into the training images.

    The same for the same images and hyperparameters, on every machine. Raises :class:`NetwrightError` where the split
    cannot be made as it is asked for.
    """
    labels, seed = dataset.train_labels, seed_of_split(config)
    images = min(len(labels), config.limit_train or len(labels))
    check_split(images, config)
    if config.stratified and config.folds is not None:
        chosen = labels[chosen_images(len(labels), seed, config.limit_train)]
        _check_classes(dataset.info.classes, np.bincount(chosen), config.folds)
    return split_images(
        len(labels),
        config.validation_split,
        seed,
        config.limit_train,
        labels=labels if config.stratified else None,
        fold=config.kept_fold,
    )


def check_fold(config: TrainingConfig) -> None:
    """Raise :class:`NetwrightError` where there are fewer folds than the one that is to be kept aside."""
    if config.folds is not None and config.fold > config.folds:
        raise NetwrightError(
            QT_TRANSLATE_NOOP("engine", "The validation fold is {fold}, but there are only {folds} folds."),
            QT_TRANSLATE_NOOP("engine", "Choose a fold from 1 to {folds}."),
            fold=config.fold,
            folds=config.folds,
        )


def check_split(images: int, config: TrainingConfig) -> None:
    """Raise :class:`NetwrightError` where so many images cannot be split as it is asked for, whatever their classes."""
    check_fold(config)
    least = config.folds or (2 if config.validation_split > 0 else 1)
    if images < least:
        raise NetwrightError(
            QT_TRANSLATE_NOOP(
                "engine",
                "Of {images} training images none would be left for a part: expected at least {least} to split.",
            ),
            QT_TRANSLATE_NOOP("engine", "Take more images, fewer folds, or no validation."),
            images=images,
            least=least,
        )


def split_sizes(images: int, config: TrainingConfig) -> tuple[int, int]:
    """How many of a dataset's training images are learned from and kept aside, without looking at them."""
    chosen = min(images, config.limit_train or images)
    aside = kept_aside(chosen, config.validation_split, config.kept_fold)
    return chosen - aside, aside


def division_of(dataset: Dataset, config: TrainingConfig) -> Division:
    """All parts of a dataset; raises as :func:`split_of` does."""
    split, images = split_of(dataset, config), len(dataset.train_labels)
    used = np.zeros(images, np.bool_)
    used[split.train] = used[split.validation] = True
    labels = np.concatenate([dataset.train_labels, dataset.test_labels])
    numbers: dict[Part, NDArray[np.int64]] = {
        "train": split.train,
        "validation": split.validation,
        "test": np.arange(images, len(labels), dtype=np.int64),
        "unused": np.flatnonzero(~used).astype(np.int64, copy=False),
    }
    classes = len(dataset.info.classes)
    return Division(numbers, {part: np.bincount(labels[numbers[part]], minlength=classes) for part in PARTS})


def split_warning(classes: tuple[str, ...], division: Division) -> Text | None:
    """What a person should know of the parts: classes that the network never learns, or that are never validated."""
    if unlearned := division.without("train"):
        words = QT_TRANSLATE_NOOP("engine", "No example is left to learn from of {classes}: they are all kept aside.")
        return Text(words, {"classes": _named(classes, unlearned)})
    if len(division.numbers["validation"]) and (unseen := division.without("validation")):
        words = QT_TRANSLATE_NOOP("engine", "The validation has no example of {classes}.")
        return Text(words, {"classes": _named(classes, unseen)})
    return None


def _named(classes: tuple[str, ...], numbers: tuple[int, ...]) -> Text:
    """The names of some classes, and how many more there are."""
    names = ", ".join(f"“{classes[number]}”" for number in numbers[:_MOST_NAMED])
    more = len(numbers) - _MOST_NAMED
    if more <= 0:
        return Text("{names}", {"names": names})
    return Text(QT_TRANSLATE_NOOP("engine", "{names} and {more} more"), {"names": names, "more": more})


def _check_classes(classes: tuple[str, ...], counts: NDArray[np.int64], folds: int) -> None:
    """Raise :class:`NetwrightError` where a class cannot be in every fold."""
    there = np.flatnonzero(counts)
    rarest = int(there[np.argmin(counts[there])])
    if counts[rarest] < folds:
        raise NetwrightError(
            QT_TRANSLATE_NOOP(
                "engine",
                "The class “{label}” has {count} training examples, too few for {folds} folds that are stratified: "
                "expected one for each fold.",
            ),
            QT_TRANSLATE_NOOP("engine", "Choose fewer folds, or do not stratify."),
            label=classes[rarest],
            count=int(counts[rarest]),
            folds=folds,
        )
