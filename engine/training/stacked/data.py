"""The data of all members: the training images lie on the device once, each member has its own part of them."""

from collections.abc import Callable, Sequence

import numpy as np
import torch
from numpy.typing import NDArray

from engine.data.batches import ChosenImages, ResidentImages, images_on
from engine.data.catalog import load_dataset
from engine.data.normalisation import preprocessing_by
from engine.project import Project
from engine.text import QT_TRANSLATE_NOOP, NetwrightError, Text
from engine.training.device import resolve_device
from engine.training.failures import BadDataError
from engine.training.precision import check_precision
from engine.training.resampling import AnswersOf
from engine.training.setup import TrainingData, divided


def load_for_all(
    projects: Sequence[Project], warn: Callable[[Text], None], check: Callable[[], None], answers_of: AnswersOf
) -> list[TrainingData]:
    """What :func:`engine.training.setup.load_data` loads, for projects that can be trained together.

    Raises :class:`DeviceError`, :class:`BadDataError` (also where the images do not fit into memory) and whatever
    torch raises.
    """
    config = projects[0].training
    device = resolve_device(config.device, warn)
    check_precision(config, device)
    check()
    try:
        dataset = load_dataset(projects[0].dataset)
    except NetwrightError as error:
        raise BadDataError.of(error) from error
    check()
    preprocessing = preprocessing_by(config.normalisation, dataset.info)
    whole = images_on(device, dataset.train_images, dataset.train_labels, preprocessing)
    if not isinstance(whole, ResidentImages):
        raise BadDataError(
            QT_TRANSLATE_NOOP("engine", "The training images take more memory than there is for networks together."),
            QT_TRANSLATE_NOOP("engine", "Train them one by one: then images are read from the disk batch by batch."),
        )
    resident = whole
    placed_before: dict[bytes, ChosenImages] = {}

    def placed(rows: NDArray[np.int64]) -> ChosenImages:
        """Members that divide the images alike share the labels, too."""
        key = rows.tobytes()
        if key not in placed_before:
            placed_before[key] = ChosenImages(resident, torch.from_numpy(rows.copy()).to(device))
        return placed_before[key]

    told: set[str] = set()

    def warn_once(text: Text) -> None:
        if str(text) not in told:
            told.add(str(text))
            warn(text)

    found = []
    for project in projects:
        found.append(divided(dataset, project.training, device, placed, warn_once, answers_of))
        check()
    return found
