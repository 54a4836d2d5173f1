"""The loss that a run was trained with, for measuring its weights afterwards."""

import numpy as np
import torch

from engine.data.catalog import Dataset, dataset_info
from engine.project import Project
from engine.training.losses import Loss, build_loss
from engine.training.splitting import split_of


def loss_of_run(project: Project, trained_on: Dataset, device: torch.device) -> Loss:
    """The project's loss; its balanced class weights are those of the images that it is trained on."""
    train = split_of(trained_on, project.training).train
    classes = len(dataset_info(project.dataset).classes)
    counts = np.bincount(trained_on.train_labels[train], minlength=classes)
    return build_loss(project.training, classes, counts.tolist(), device)
