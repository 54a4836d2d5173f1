"""Training images as the network will see them: those that an epoch begins with, changed by that epoch's own draws."""

from typing import TYPE_CHECKING

import numpy as np
import torch
from numpy.typing import NDArray

from engine.data.augmenting.pipeline import make_pipeline
from engine.data.catalog import load_dataset
from engine.data.splits import epoch_order
from engine.training.splitting import split_of

if TYPE_CHECKING:
    from engine.project import Project


def augmented_images(project: "Project", epoch: int, count: int) -> NDArray[np.uint8]:
    """The first ``count`` images (fewer where there are fewer) that the project's training takes in an epoch (from 1).

    Pixels uint8 ``[count, C, H, W]``, before they are normalised and mixed. Raises :class:`NetwrightError` where the
    dataset cannot be read, or cannot be split as it is asked for.
    """
    config, dataset = project.training, load_dataset(project.dataset)
    split = split_of(dataset, config)
    order = epoch_order(len(split.train), config.seed, epoch)[:count]
    images = torch.from_numpy(np.array(dataset.train_images[split.train[order]]))
    pipeline = make_pipeline(config, dataset.info.image_shape, torch.device("cpu"))
    if pipeline is None:
        return images.numpy()
    changed = pipeline(images.float(), pipeline.draws(len(images), config.seed, epoch))
    return changed.round_().clamp_(0, 255).to(torch.uint8).numpy()
