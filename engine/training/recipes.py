"""Named hyperparameters to train with again, and the networks and datasets that some of them are made for."""

from dataclasses import dataclass
from typing import Any

from engine.text import QT_TRANSLATE_NOOP, NetwrightError
from engine.training.config import TrainingConfig


@dataclass(frozen=True, slots=True)
class _Recipe:
    training: TrainingConfig
    template: str | None = None
    """The network that it was chosen for; ``None`` where it suits many."""
    dataset: str | None = None
    """The dataset that it cannot do without; ``None`` where it suits many."""


_MOVED: dict[str, Any] = {"augment_shift": 2.0, "augment_rotation": 10.0, "augment_scale": 0.1, "augment_shear": 10.0}
"""How digits are moved, turned and slanted anew each time."""

_RECIPES: dict[str, _Recipe] = {
    # Adam, learning rate 0.001, batch 64, 10 epochs, validation split 0.2: the published one for mnist-cnn
    "reference": _Recipe(
        TrainingConfig(optimizer="adam", learning_rate=1e-3, batch_size=64, epochs=10, validation_split=0.2, seed=0)
    ),
    # The least work for 99 %: half an epoch of all images. Chosen by 10,000 training images that were kept aside.
    "mnist-quick": _Recipe(
        TrainingConfig(
            optimizer="muon",
            learning_rate=0.02,
            momentum=0.9,
            nesterov=True,
            batch_size=128,
            epochs=1,
            schedule="one_cycle",
            peak_at=0.15,
            start_factor=0.1,
            label_smoothing=0.1,
            validation_split=0.05,
            limit_train=30_000,
        ),
        "mnist-quick",
    ),
    # The most right answers of one network. Rate and smoothing were chosen with narrower networks, bending and epochs
    # with this one, by 10,000 training images that were kept aside: 99.66 % of them right, 99.57 % without bending and
    # with 16 epochs. The last epoch is kept: there the rate has come down to zero, and 3,000 images are too few to tell
    # the last epochs apart.
    "mnist-best": _Recipe(
        TrainingConfig(
            optimizer="muon",
            learning_rate=0.02,
            momentum=0.9,
            nesterov=True,
            batch_size=128,
            epochs=20,
            schedule="one_cycle",
            peak_at=0.15,
            start_factor=0.1,
            label_smoothing=0.1,
            **_MOVED,
            augment_elastic=0.5,
            validation_split=0.05,
            restore_best=False,
        ),
        "mnist-best",
    ),
    # For digits drawn by hand. MNIST's own writers are few of the world's: 20,000 written by invented hands come in.
    # Chosen by 10,000 MNIST images that were kept aside, and by scanned digits of other people (Alpaydin and Kaynak,
    # "Optical recognition of handwritten digits", UCI, 1998): of these 98.2 % are right, without the invented 96.3 %.
    "mnist-draw": _Recipe(
        TrainingConfig(
            optimizer="adamw",
            learning_rate=0.01,
            batch_size=128,
            epochs=8,
            schedule="one_cycle",
            peak_at=0.2,
            start_factor=0.1,
            label_smoothing=0.1,
            **_MOVED,
            augment_elastic=0.5,
            validation_split=0.05,
            restore_best=False,
        ),
        "mnist-draw",
        "mnist-pen",
    ),
    # Large batches and few epochs for a GPU with TF32; three epochs do for 99 %.
    "mnist-fast": _Recipe(
        TrainingConfig(
            optimizer="adamw",
            learning_rate=0.01,
            momentum=0.9,
            batch_size=256,
            epochs=12,
            schedule="one_cycle",
            peak_at=0.3,
            start_factor=0.1,
            label_smoothing=0.1,
            **_MOVED,
            precision="tf32",
            validation_split=0.05,
            restore_best=False,
        ),
        "mnist-fast",
    ),
}


def recipe_names() -> tuple[str, ...]:
    """The names of all recipes, the default first."""
    return tuple(_RECIPES)


def recipe(name: str) -> TrainingConfig:
    """The hyperparameters of that name; raises :class:`NetwrightError` where there are none."""
    return _known(name).training


def recipe_template(name: str) -> str | None:
    """The name of the template that a recipe was chosen for, ``None`` where it suits many networks.

    Raises :class:`NetwrightError` where there is no such recipe.
    """
    return _known(name).template


def recipe_dataset(name: str) -> str | None:
    """The name of the dataset that a recipe was chosen for, ``None`` where it suits many.

    Raises :class:`NetwrightError` where there is no such recipe.
    """
    return _known(name).dataset


def _known(name: str) -> _Recipe:
    if name not in _RECIPES:
        raise NetwrightError(
            QT_TRANSLATE_NOOP("engine", "There is no recipe “{name}”."),
            QT_TRANSLATE_NOOP("engine", "Known are: {known}."),
            name=name,
            known=", ".join(_RECIPES),
        )
    return _RECIPES[name]
