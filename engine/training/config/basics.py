"""The hyperparameters that every run has, in the order in which people ask for them."""

import re
from typing import Literal

from pydantic import field_validator

from engine.fields import Settings, setting
from engine.text import QT_TRANSLATE_NOOP

OptimizerName = Literal[
    "sgd", "adam", "adamw", "nadam", "radam", "rmsprop", "adagrad", "adadelta", "lion", "muon"
]  # fmt: skip

_DEVICE = re.compile(r"auto|cpu|cuda(:\d{1,3})?")


class BasicFields(Settings):
    """Optimizer, rate, batches and epochs."""

    optimizer: OptimizerName = setting(
        "adam",
        label=QT_TRANSLATE_NOOP("engine", "Optimizer"),
        doc=QT_TRANSLATE_NOOP(
            "engine",
            "The rule that turns gradients into changes of the weights. Muon moves weight matrices, AdamW the rest.",
        ),
    )
    learning_rate: float = setting(
        1e-3,
        gt=0,
        le=10,
        logarithmic=True,
        label=QT_TRANSLATE_NOOP("engine", "Learning rate"),
        doc=QT_TRANSLATE_NOOP(
            "engine", "The size of each step. Too large and the loss jumps or becomes NaN, too small and nothing moves."
        ),
    )
    momentum: float = setting(
        0.9,
        ge=0,
        lt=1,
        only_if={"optimizer": ("sgd", "rmsprop", "muon")},
        label=QT_TRANSLATE_NOOP("engine", "Momentum"),
        doc=QT_TRANSLATE_NOOP("engine", "How much of the previous step is kept in the next one."),
    )
    weight_decay: float = setting(
        0.0,
        ge=0,
        le=1,
        logarithmic=True,
        label=QT_TRANSLATE_NOOP("engine", "Weight decay"),
        doc=QT_TRANSLATE_NOOP(
            "engine",
            "Pulls weights towards zero at each step: decoupled from the gradient in AdamW, Lion and Muon, an L2 "
            "penalty in the others, unless Regularisation says otherwise.",
        ),
    )
    batch_size: int = setting(
        64,
        ge=1,
        le=65_536,
        label=QT_TRANSLATE_NOOP("engine", "Batch size"),
        doc=QT_TRANSLATE_NOOP(
            "engine", "Images per step. Larger batches run faster and change the weights less often."
        ),
    )
    epochs: int = setting(
        10,
        ge=1,
        le=100_000,
        label=QT_TRANSLATE_NOOP("engine", "Epochs"),
        doc=QT_TRANSLATE_NOOP("engine", "How many times the network sees every training image."),
    )


class RunFields(Settings):
    """Where a run starts from, and where it is computed."""

    seed: int = setting(
        0,
        ge=0,
        le=2**31 - 1,
        fixed=True,
        label=QT_TRANSLATE_NOOP("engine", "Seed"),
        doc=QT_TRANSLATE_NOOP("engine", "The start of all random numbers: the same seed gives the same run."),
    )
    device: str = setting(
        "auto",
        fixed=True,
        label=QT_TRANSLATE_NOOP("engine", "Device"),
        doc=QT_TRANSLATE_NOOP("engine", "Where the network is computed: auto takes the first CUDA GPU, else the CPU."),
    )

    @field_validator("device")
    @classmethod
    def _known_device(cls, device: str) -> str:
        if not _DEVICE.fullmatch(device):
            raise ValueError(QT_TRANSLATE_NOOP("engine", "expected auto, cpu, cuda or cuda:N"))
        return device
