"""From a project to everything the trainer needs on its device: data, network, loss, optimizers, averages."""

import os
from collections.abc import Callable, Mapping
from dataclasses import dataclass

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor

from engine.data.augmenting.pipeline import Pipeline, make_pipeline
from engine.data.batches import Images, images_on
from engine.data.catalog import Dataset, load_dataset
from engine.data.normalisation import preprocessing_by
from engine.evaluation.evaluate import evaluation_batch_size
from engine.home import data_folder
from engine.model.analysis import Analysis
from engine.model.build import Network, build
from engine.project import Project
from engine.text import QT_TRANSLATE_NOOP, NetwrightError, Text
from engine.training.averaging import Average, make_average
from engine.training.config import TrainingConfig
from engine.training.device import device_name, resolve_device
from engine.training.failures import BadDataError
from engine.training.initial import take_weights_of_run
from engine.training.layer_learning import Penalty, parameter_groups, penalties, take_weights_of_runs
from engine.training.losses import Loss, build_loss
from engine.training.mixing import Mixing, make_mixing, plane_of
from engine.training.optimizers import OptimizerSet, build_optimizers
from engine.training.precision import check_precision, gradient_scaler
from engine.training.randomness import LayerRandomness
from engine.training.resampling import AnswersOf, drawn_rows
from engine.training.splitting import division_of, split_warning
from engine.training.tuning.plan import ExecutionPlan, PlanMeasurement
from engine.training.tuning.probe import choose_plan
from engine.training.tuning.rewrites import apply

WeightsOf = Callable[[str], Mapping[str, Tensor]]
"""An earlier run's best weights by the run's name."""

_PLANS_FILE = "plans.json"


@dataclass(frozen=True, slots=True, eq=False)
class TrainingData:
    """The images of a run for its device; they stay the same however the run is changed."""

    dataset: Dataset
    device: torch.device
    device_name: str
    train: Images
    validation: Images | None
    class_counts: tuple[int, ...]
    """Training images of each class."""


@dataclass(frozen=True, slots=True, eq=False)
class TrainingSetup:
    """A training that is ready to go."""

    project: Project
    data: TrainingData
    parameters: int
    network: Network
    optimizers: OptimizerSet
    penalties: tuple[Penalty, ...]
    loss: Loss
    average: Average | None
    augmenter: Pipeline | None
    mixing: Mixing | None
    scaler: "torch.amp.GradScaler | None"
    randomness: LayerRandomness
    plan: ExecutionPlan
    measured: tuple[PlanMeasurement, ...]
    evaluation_batch: int

    @property
    def config(self) -> TrainingConfig:
        return self.project.training

    @property
    def device(self) -> torch.device:
        return self.data.device

    @property
    def train(self) -> Images:
        return self.data.train


def _no_earlier_runs(run: str, dataset: Dataset, rows: NDArray[np.int64]) -> NDArray[np.int64]:
    raise NetwrightError(
        QT_TRANSLATE_NOOP("engine", "The training is boosted on the run {run}, and no runs are known here."), run=run
    )


def load_data(
    project: Project,
    warn: Callable[[Text], None],
    check: Callable[[], None],
    device: torch.device | None = None,
    answers_of: AnswersOf = _no_earlier_runs,
) -> TrainingData:
    """Resolve the device, load and split the data and bring them there; ``check`` is called between, and may raise.

    ``answers_of`` is asked where the training is boosted on earlier runs.

    Raises :class:`DeviceError`, :class:`BadDataError` and whatever torch raises.
    """
    config = project.training
    if device is None:
        device = resolve_device(config.device, warn)
    check_precision(config, device)
    check()
    try:
        dataset = load_dataset(project.dataset)
    except NetwrightError as error:
        raise BadDataError.of(error) from error
    check()
    preprocessing = preprocessing_by(config.normalisation, dataset.info)

    def placed(rows: NDArray[np.int64]) -> Images:
        return images_on(device, dataset.train_images, dataset.train_labels, preprocessing, rows)

    data = divided(dataset, config, device, placed, warn, answers_of)
    check()
    if data.train.streams:
        warn(
            Text(
                QT_TRANSLATE_NOOP(
                    "engine",
                    "The training images take {size} GB, which memory has no room for: they are read from the disk "
                    "batch by batch.",
                ),
                {"size": f"{dataset.train_images.nbytes / 2**30:.1f}"},
            )
        )
    return data


def divided(
    dataset: Dataset,
    config: TrainingConfig,
    device: torch.device,
    placed: Callable[[NDArray[np.int64]], Images],
    warn: Callable[[Text], None],
    answers_of: AnswersOf = _no_earlier_runs,
) -> TrainingData:
    """A loaded dataset divided as ``config`` says; ``placed`` brings the training images at some rows to the device.

    Raises :class:`BadDataError` where it cannot be divided so.
    """
    try:
        division = division_of(dataset, config)
        train = drawn_rows(dataset, division.numbers["train"], config, answers_of)
    except NetwrightError as error:
        raise BadDataError.of(error) from error
    validation = division.numbers["validation"]
    if (told := split_warning(dataset.info.classes, division)) is not None:
        warn(told)
    if config.batch_size > len(train):
        warn(
            Text(
                QT_TRANSLATE_NOOP(
                    "engine", "The batch size {size} is larger than the {images} training images: one batch holds all."
                ),
                {"size": config.batch_size, "images": len(train)},
            )
        )
    return TrainingData(
        dataset=dataset,
        device=device,
        device_name=device_name(device),
        train=placed(train),
        validation=placed(validation) if len(validation) else None,
        class_counts=tuple(division.counts["train"].tolist()),
    )


def set_up(
    project: Project,
    analysis: Analysis,
    data: TrainingData,
    check: Callable[[], None],
    weights_of: WeightsOf,
    plan: ExecutionPlan | None = None,
    prepare: Callable[[Network], None] = lambda network: None,
) -> TrainingSetup:
    """Build network, loss, optimizers and the rest on the data's device.

    ``plan`` is how an earlier part of the same run was computed, which must go on alike; without it the fastest way is
    found. ``prepare`` may change how the network on its device computes, but not its weights. Raises
    :class:`DeviceError`, :class:`BadModelError` and whatever torch raises.
    """
    config, device = project.training, data.device
    check_precision(config, device)
    measured: tuple[PlanMeasurement, ...] = ()
    if plan is None:
        plan, measured = find_plan(project, data, check)
    network = build(project.model, seed=config.seed)
    take_weights_of_run(network, config.start_from, weights_of)
    take_weights_of_runs(network, weights_of)
    _prepare_device(config, device)
    network = network.to(device)
    if plan.memory_format == "channels_last":
        network = network.to(memory_format=torch.channels_last)
    average = make_average(config, network)
    prepare(network)
    apply(network, plan)
    height, width = plane_of(data.dataset.info.image_shape)
    return TrainingSetup(
        project=project,
        data=data,
        parameters=analysis.parameters,
        network=network,
        optimizers=build_optimizers(config, parameter_groups(network, config), tensor_rates=device.type == "cuda"),
        penalties=penalties(network, config.l1),
        loss=build_loss(config, len(data.dataset.info.classes), data.class_counts, device),
        average=average,
        augmenter=make_pipeline(config, data.dataset.info.image_shape, device),
        mixing=make_mixing(config, config.seed, height, width, device),
        scaler=gradient_scaler(config, device),
        randomness=LayerRandomness(network, device, config.seed),
        plan=plan,
        measured=measured,
        evaluation_batch=evaluation_batch_size(analysis.multiply_adds, device),
    )


def find_plan(
    project: Project, data: TrainingData, check: Callable[[], None], processes: int = 1
) -> tuple[ExecutionPlan, tuple[PlanMeasurement, ...]]:
    """The fastest way to compute what each of so many processes computes at once, if it is to be looked for."""
    config = project.training
    images = min(config.micro_batch or config.batch_size, config.batch_size, len(data.train))
    if not config.tune:
        return ExecutionPlan.plain(data.device), ()

    def should_stop() -> bool:
        check()  # raises on a cancel
        return False

    return choose_plan(
        project.model,
        lambda: build(project.model, seed=config.seed),
        data.dataset.info.image_shape,
        max(images // processes, 1),
        data.device,
        data_folder() / _PLANS_FILE,
        should_stop,
    )


def _prepare_device(config: TrainingConfig, device: torch.device) -> None:
    if device.type == "cuda" and config.deterministic:
        # cuBLAS reads it when its context is made; without it some products differ from run to run.
        os.environ.setdefault("CUBLAS_WORKSPACE_CONFIG", ":4096:8")
