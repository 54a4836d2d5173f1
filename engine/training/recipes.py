"""Named hyperparameters to train with again."""

from engine.text import QT_TRANSLATE_NOOP, NetwrightError
from engine.training.config import TrainingConfig

_RECIPES: dict[str, TrainingConfig] = {
    # Adam, learning rate 0.001, batch 64, 10 epochs, validation split 0.2: the published one for mnist-cnn
    "reference": TrainingConfig(
        optimizer="adam", learning_rate=1e-3, batch_size=64, epochs=10, validation_split=0.2, seed=0
    ),
}


def recipe_names() -> tuple[str, ...]:
    """The names of all recipes, the default first."""
    return tuple(_RECIPES)


def recipe(name: str) -> TrainingConfig:
    """The hyperparameters of that name; raises :class:`NetwrightError` where there are none."""
    if name not in _RECIPES:
        raise NetwrightError(
            QT_TRANSLATE_NOOP("engine", "There is no recipe “{name}”."),
            QT_TRANSLATE_NOOP("engine", "Known are: {known}."),
            name=name,
            known=", ".join(_RECIPES),
        )
    return _RECIPES[name]
