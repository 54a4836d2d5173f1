"""The training images that a run draws, where it does not take each of its part once."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from engine.data.catalog import Dataset
from engine.data.draw import boosted, drawn
from engine.training.config import TrainingConfig

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

AnswersOf = Callable[[str, Dataset, "NDArray[np.int64]"], "NDArray[np.int64]"]
"""The classes that an earlier run, by its name, answers for training images at those places, ``[N]``."""


def drawn_rows(
    dataset: Dataset, rows: NDArray[np.int64], config: TrainingConfig, answers_of: AnswersOf
) -> NDArray[np.int64]:
    """The places of the images to learn from, of those in ``rows``; the same where nothing is drawn.

    Raises :class:`NetwrightError` where a run that it is boosted on is missing, or of no use.
    """
    if not config.resamples:
        return rows
    weights = None
    if config.boosted_runs:
        weights = weights_after(dataset, rows, config, answers_of)[0]
    seed = config.seed if config.resample_seed is None else config.resample_seed
    found: NDArray[np.int64] = rows[drawn(len(rows), seed, weights)]
    return found


def weights_after(
    dataset: Dataset, rows: NDArray[np.int64], config: TrainingConfig, answers_of: AnswersOf
) -> tuple[NDArray[np.float64], tuple[float, ...]]:
    """The weight of each image in ``rows`` after the runs that the configuration is boosted on, and each run's say."""
    labels = dataset.train_labels[rows]
    wrong = [answers_of(name, dataset, rows) != labels for name in config.boosted_runs]
    return boosted(wrong, config.boosted_runs, len(dataset.info.classes), config.boost_rate)
