"""From a project to everything the trainer needs on its device: data, network, optimizer."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor

from engine.data.batches import ResidentImages
from engine.data.catalog import Dataset, load_dataset
from engine.data.splits import batch_bounds, split_images
from engine.evaluation.evaluate import evaluation_batch_size
from engine.model.analysis import Analysis
from engine.model.build import Network, build
from engine.project import Project
from engine.text import QT_TRANSLATE_NOOP, NetwrightError, Text
from engine.training.config import TrainingConfig
from engine.training.device import device_name, resolve_device
from engine.training.failures import BadDataError
from engine.training.layer_learning import Penalty, parameter_groups, penalties, take_weights_of_runs
from engine.training.optimizers import build_optimizer

_DROPOUT_STREAM = 0x6E65_7477
"""Mixed into the seed of torch's own generator, so that dropout does not repeat the numbers of the initial weights."""


@dataclass(frozen=True, slots=True, eq=False)
class TrainingSetup:
    """A training that is ready to go. ``batches`` are (start, stop) positions in an epoch's order."""

    config: TrainingConfig
    dataset: Dataset
    device: torch.device
    device_name: str
    parameters: int
    network: Network
    optimizer: torch.optim.Optimizer
    penalties: tuple[Penalty, ...]
    train: ResidentImages
    validation: ResidentImages | None
    batches: tuple[tuple[int, int], ...]
    evaluation_batch: int


def set_up(
    project: Project,
    analysis: Analysis,
    warn: Callable[[Text], None],
    check: Callable[[], None],
    weights_of: Callable[[str], Mapping[str, Tensor]],
) -> TrainingSetup:
    """Resolve the device, load and split the data, build the network; ``check`` is called between, and may raise.

    ``weights_of`` gives an earlier run's weights by its name, for layers that start from them.
    Raises :class:`DeviceError`, :class:`BadDataError` and whatever torch raises.
    """
    config = project.training
    device = resolve_device(config.device, warn)
    check()
    try:
        dataset = load_dataset(project.dataset)
    except NetwrightError as error:
        raise BadDataError.of(error) from error
    check()
    split = split_images(len(dataset.train_images), config.validation_split, config.seed, config.limit_train)

    def resident(indices: NDArray[np.int64]) -> ResidentImages:
        images, labels = dataset.train_images[indices], dataset.train_labels[indices]
        return ResidentImages(images, labels, dataset.info.preprocessing, device)

    train = resident(split.train)
    validation = resident(split.validation) if len(split.validation) else None
    check()
    if config.batch_size > len(train):
        warn(
            Text(
                QT_TRANSLATE_NOOP(
                    "engine", "The batch size {size} is larger than the {images} training images: one batch holds all."
                ),
                {"size": config.batch_size, "images": len(train)},
            )
        )
    network = _build_network(project, device, weights_of)
    return TrainingSetup(
        config=config,
        dataset=dataset,
        device=device,
        device_name=device_name(device),
        parameters=analysis.parameters,
        network=network,
        optimizer=build_optimizer(config, parameter_groups(network, config)),
        penalties=penalties(network),
        train=train,
        validation=validation,
        batches=batch_bounds(len(train), config.batch_size),
        evaluation_batch=evaluation_batch_size(analysis.multiply_adds, device),
    )


def _build_network(
    project: Project, device: torch.device, weights_of: Callable[[str], Mapping[str, Tensor]]
) -> Network:
    seed = project.training.seed
    network = build(project.model, seed=seed)
    take_weights_of_runs(network, weights_of)
    network = network.to(device)
    if device.type == "cpu":
        # Nearly twice as fast on the CPU; only the 4-dimensional weights change their order in memory.
        network = network.to(memory_format=torch.channels_last)
    else:
        # The same seed gives the same run; the algorithms that are not deterministic are hardly faster.
        torch.backends.cudnn.deterministic = True
        torch.backends.cudnn.benchmark = False
    torch.manual_seed(seed ^ _DROPOUT_STREAM)
    return network
