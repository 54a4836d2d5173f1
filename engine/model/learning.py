"""How one layer learns, apart from the rest: frozen or not, its own rate, penalties and first weights."""

from typing import Literal

from engine.fields import Settings, setting
from engine.text import QT_TRANSLATE_NOOP

Initialisation = Literal["default", "kaiming", "xavier", "orthogonal", "normal", "zeros", "run"]


class LayerLearning(Settings):
    """Training settings of one layer. The defaults leave it to the hyperparameters of the whole network."""

    trainable: bool = setting(
        True,
        label=QT_TRANSLATE_NOOP("engine", "Trainable"),
        doc=QT_TRANSLATE_NOOP("engine", "Off keeps the layer's weights as they are while the others learn."),
    )
    rate_factor: float = setting(
        1.0,
        ge=0,
        le=1000,
        advanced=True,
        unit="×",
        label=QT_TRANSLATE_NOOP("engine", "Learning rate factor"),
        doc=QT_TRANSLATE_NOOP("engine", "This layer's steps are so many times the learning rate; 0.1 learns gently."),
    )
    l1: float = setting(
        0.0,
        ge=0,
        le=1,
        logarithmic=True,
        advanced=True,
        label=QT_TRANSLATE_NOOP("engine", "L1 penalty"),
        doc=QT_TRANSLATE_NOOP("engine", "Adds this times the sum of the weights' sizes to the loss; drives many to 0."),
    )
    l2: float | None = setting(
        None,
        ge=0,
        le=1,
        logarithmic=True,
        advanced=True,
        label=QT_TRANSLATE_NOOP("engine", "L2 penalty"),
        doc=QT_TRANSLATE_NOOP(
            "engine", "This layer's own weight decay; automatic takes the one among the hyperparameters."
        ),
    )
    initialisation: Initialisation = setting(
        "default",
        advanced=True,
        label=QT_TRANSLATE_NOOP("engine", "First weights"),
        doc=QT_TRANSLATE_NOOP(
            "engine",
            "How the weights start: default draws as PyTorch does, kaiming suits ReLU, xavier suits Tanh, "
            "run takes those of an earlier run.",
        ),
    )
    run: str = setting(
        "",
        advanced=True,
        only_if={"initialisation": ("run",)},
        label=QT_TRANSLATE_NOOP("engine", "Run"),
        doc=QT_TRANSLATE_NOOP("engine", "Name of the run whose best weights for a layer of this id are taken."),
    )
    run_layer: str = setting(
        "",
        advanced=True,
        only_if={"initialisation": ("run",)},
        label=QT_TRANSLATE_NOOP("engine", "Name there"),
        doc=QT_TRANSLATE_NOOP("engine", "What the layer is called in that run, if it is not called as here."),
    )


AS_THE_NETWORK = LayerLearning()
"""No settings of its own."""


def within(inner: LayerLearning, outer: LayerLearning) -> LayerLearning:
    """The settings of a layer inside a block whose use has its own: frozen by either, factors multiplied."""
    if outer == AS_THE_NETWORK:
        return inner
    return inner.model_copy(
        update={
            "trainable": inner.trainable and outer.trainable,
            "rate_factor": inner.rate_factor * outer.rate_factor,
            "l1": inner.l1 + outer.l1,
            "l2": outer.l2 if inner.l2 is None else inner.l2,
            "initialisation": outer.initialisation if inner.initialisation == "default" else inner.initialisation,
            "run": inner.run or outer.run,
        }
    )
