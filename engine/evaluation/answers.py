"""What a stored run answers for chosen training images, and nothing more of it."""

from typing import TYPE_CHECKING

import numpy as np
import torch
from numpy.typing import NDArray

from engine.data.batches import images_on
from engine.data.catalog import Dataset
from engine.evaluation.evaluate import evaluation_batch_size
from engine.evaluation.predictor import load_network
from engine.text import QT_TRANSLATE_NOOP, NetwrightError

if TYPE_CHECKING:
    from engine.runs.run import Run


@torch.inference_mode()
def probabilities_of(run: "Run", dataset: Dataset, rows: NDArray[np.int64]) -> NDArray[np.float32]:
    """Probabilities float32 ``[N, classes]`` of a run's best weights for the training images at ``rows``, on the CPU.

    Raises :class:`NetwrightError` where the run cannot be read or was trained on other images or classes.
    """
    metadata, cpu = run.metadata(), torch.device("cpu")
    info = dataset.info
    if metadata.classes != info.classes or tuple(metadata.image_shape) != info.image_shape:
        raise NetwrightError(
            QT_TRANSLATE_NOOP("engine", "The run {run} cannot answer for {dataset}: its classes or images differ."),
            run=run.name,
            dataset=info.title,
        )
    network, multiply_adds = load_network(run, cpu)
    images = images_on(cpu, dataset.train_images, dataset.train_labels, metadata.preprocessing, rows)
    size = evaluation_batch_size(multiply_adds, cpu)
    parts = [
        network.probabilities(images.batch(start, min(start + size, len(rows)))[0])
        for start in range(0, len(rows), size)
    ]
    found: NDArray[np.float32] = torch.cat(parts).float().numpy()
    return found


def answers_of(run: "Run", dataset: Dataset, rows: NDArray[np.int64]) -> NDArray[np.int64]:
    """The most probable class of each of the training images at ``rows``; raises as :func:`probabilities_of`."""
    found: NDArray[np.int64] = probabilities_of(run, dataset, rows).argmax(axis=1)
    return found
