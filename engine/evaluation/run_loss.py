"""The loss that a run was trained with, for measuring its weights afterwards."""

import numpy as np
import torch

from engine.data.catalog import Dataset, dataset_info
from engine.data.splits import split_images
from engine.project import Project
from engine.training.losses import Loss, build_loss


def loss_of_run(project: Project, trained_on: Dataset, device: torch.device) -> Loss:
    """The project's loss; its balanced class weights are those of the images that it is trained on."""
    config = project.training
    train = split_images(len(trained_on.train_labels), config.validation_split, config.seed, config.limit_train).train
    classes = len(dataset_info(project.dataset).classes)
    counts = np.bincount(trained_on.train_labels[train], minlength=classes)
    return build_loss(config, classes, counts.tolist(), device)
