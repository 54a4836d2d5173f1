"""The images of a split as a run sees them: its own division of the training images, or the test images."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, get_args

from engine.data.catalog import Dataset, DatasetInfo, load_dataset
from engine.lazy import lazy_module
from engine.text import QT_TRANSLATE_NOOP, NetwrightError
from engine.training.events import Split
from engine.training.splitting import split_of

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from engine.data.catalog import Inputs
    from engine.runs.run import Run
else:
    np = lazy_module("numpy")


@dataclass(frozen=True, slots=True, eq=False)
class SplitImages:
    """Images (or features) and labels int64 ``[N]`` of a split, in the order in which they are evaluated."""

    info: DatasetInfo
    images: Inputs
    labels: NDArray[np.int64]


@dataclass(frozen=True, slots=True, eq=False)
class SplitPlaces:
    """Where the images of a split stand in their dataset; none of them is copied before it is asked for.

    ``rows`` is int64 ``[N]``, places among the training images, or ``None`` for all test images.
    """

    data: Dataset
    rows: NDArray[np.int64] | None

    def __len__(self) -> int:
        return len(self.data.test_labels) if self.rows is None else len(self.rows)

    def image(self, index: int) -> NDArray[np.uint8]:
        """One image of the split, uint8 ``[C, H, W]``."""
        if self.rows is None:
            found: NDArray[np.uint8] = self.data.test_images[index]
        else:
            found = self.data.train_images[self.rows[index]]
        return found

    def same_as(self, other: SplitPlaces) -> bool:
        """Whether both are the same images of the same loaded dataset, in the same order."""
        if self.rows is None or other.rows is None:
            return self.data is other.data and self.rows is other.rows
        return self.data is other.data and np.array_equal(self.rows, other.rows)

    def taken(self) -> SplitImages:
        """All images of the split together."""
        info, data = self.data.info, self.data
        if self.rows is None:
            return SplitImages(info, data.test_images, data.test_labels)
        return SplitImages(info, data.train_images[self.rows], data.train_labels[self.rows])


def images_of_split(run: Run, dataset: str | None = None, split: Split = "test") -> SplitImages:
    """The images of :func:`places_of_split`, which says what is raised."""
    return places_of_split(run, dataset, split).taken()


def places_of_split(run: Run, dataset: str | None = None, split: Split = "test") -> SplitPlaces:
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
        return SplitPlaces(data, None)
    parts = split_of(data, project.training)
    return SplitPlaces(data, parts.train if split == "train" else parts.validation)
