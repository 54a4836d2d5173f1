"""Images of a loaded dataset as a gallery shows them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QLocale

from engine.data.catalog import Dataset
from engine.data.looking import image_at, label_at
from gui.gallery import Line

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray


class DatasetPictures:
    """Those of the ``numbers``, in their order; an image is looked at where it lies, none is copied beforehand.

    ``aside`` are the numbers of those kept for validation, ascending; they are told apart from other training images.
    """

    lines = 1

    def __init__(self, dataset: Dataset, numbers: NDArray[np.int64], aside: NDArray[np.int64] | None = None) -> None:
        self._dataset, self.numbers, self.aside = dataset, numbers, aside

    def __len__(self) -> int:
        return len(self.numbers)

    def pixels(self, position: int) -> NDArray[np.uint8]:
        return image_at(self._dataset, int(self.numbers[position]))

    def caption(self, position: int) -> tuple[Line, ...]:
        return (Line(self._dataset.info.classes[label_at(self._dataset, int(self.numbers[position]))]),)

    def tip(self, position: int) -> str:
        number = int(self.numbers[position])
        return image_text(self._dataset, number, validation=self._is_aside(number))

    def _is_aside(self, number: int) -> bool:
        if self.aside is None:
            return False
        place = int(self.aside.searchsorted(number))
        return place < len(self.aside) and int(self.aside[place]) == number


def image_text(dataset: Dataset, number: int, *, validation: bool = False) -> str:
    """Which image it is, whether a training image is kept for validation, and its class."""
    label, first = dataset.info.classes[label_at(dataset, number)], len(dataset.train_images)
    if validation:
        template = QCoreApplication.translate("DataPage", "Training image {number}, kept for validation: {label}")
    elif number < first:
        template = QCoreApplication.translate("DataPage", "Training image {number}: {label}")
    else:
        template, number = QCoreApplication.translate("DataPage", "Test image {number}: {label}"), number - first
    return template.format(number=QLocale().toString(number + 1), label=label)
