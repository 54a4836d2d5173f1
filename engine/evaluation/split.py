"""The images of a split as a run sees them: its own division of the training images, or the test images."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, get_args

from engine.data.catalog import DatasetInfo, load_dataset
from engine.data.splits import split_images
from engine.text import QT_TRANSLATE_NOOP, NetwrightError
from engine.training.events import Split

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from engine.data.catalog import Inputs
    from engine.runs.run import Run


@dataclass(frozen=True, slots=True, eq=False)
class SplitImages:
    """Images (or features) and labels int64 ``[N]`` of a split, in the order in which they are evaluated."""

    info: DatasetInfo
    images: Inputs
    labels: NDArray[np.int64]


def images_of_split(run: Run, dataset: str | None = None, split: Split = "test") -> SplitImages:
    """A split of ``dataset`` (the run's own without it); ``train`` and ``validation`` are the run's own division.

    Raises :class:`NetwrightError` for an unknown split or dataset, for data of other classes or images than the run's,
    and for a damaged run.
    """
    if split not in get_args(Split):
        raise NetwrightError(
            QT_TRANSLATE_NOOP("engine", "Unknown split “{split}”: expected one of {known}."),
            split=split,
            known=", ".join(get_args(Split)),
        )
    project, metadata = run.project(), run.metadata()
    data = load_dataset(dataset or project.dataset)
    if len(data.info.classes) != len(metadata.classes) or data.info.image_shape != tuple(metadata.image_shape):
        raise NetwrightError(
            QT_TRANSLATE_NOOP(
                "engine", "The run {run} cannot be evaluated on {dataset}: its classes or images differ."
            ),
            run=run.name,
            dataset=data.info.title,
        )
    if split == "test":
        return SplitImages(data.info, data.test_images, data.test_labels)
    config = project.training
    parts = split_images(len(data.train_images), config.validation_split, config.seed, config.limit_train)
    chosen = parts.train if split == "train" else parts.validation
    return SplitImages(data.info, data.train_images[chosen], data.train_labels[chosen])
