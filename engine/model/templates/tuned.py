"""Networks that recipes are made for: few multiply-adds for what they get right."""

from engine.model.spec import ModelSpec
from engine.model.templates.assembly import Step, Template, chain
from engine.text import QT_TRANSLATE_NOOP


def _normalised(channels: int, *, pooled: bool = False) -> tuple[Step, ...]:
    """A 3×3 convolution without a frame, normalised; the pooling stands before what has to be done at each place."""
    convolution: Step = ("Conv2d", {"out_channels": channels, "kernel_size": 3, "bias": False})
    pooling: tuple[Step, ...] = (("MaxPool2d", {"kernel_size": 2}),) if pooled else ()
    return (convolution, *pooling, ("BatchNorm2d", {}), ("ReLU", {}))


def _classifier() -> tuple[Step, ...]:
    """One Linear layer that reads all places."""
    return ("Flatten", {}), ("Linear", {"out_features": 10}), ("Softmax", {})


def _mnist_quick() -> ModelSpec:
    return chain(
        *_normalised(16, pooled=True),
        *_normalised(32, pooled=True),
        *_normalised(64),
        *_classifier(),
    )


def _mnist_draw() -> ModelSpec:
    return chain(
        *_normalised(24, pooled=True),
        *_normalised(48, pooled=True),
        *_normalised(96),
        *_classifier(),
    )


def _mnist_best() -> ModelSpec:
    """Convolutions without frames down to 5×5 places, after An et al., 2020 («An Ensemble of Simple CNN Models»)."""
    return chain(
        *_normalised(32, pooled=True),
        *_normalised(64),
        *_normalised(64),
        *_normalised(96),
        *_normalised(96),
        *_classifier(),
    )


def _mnist_fast() -> ModelSpec:
    return chain(
        *_normalised(32, pooled=True),
        *_normalised(64, pooled=True),
        *_normalised(128),
        *_classifier(),
    )


MNIST_QUICK = Template(
    "mnist-quick",
    QT_TRANSLATE_NOOP("engine", "Quick digits"),
    QT_TRANSLATE_NOOP(
        "engine",
        "Three narrow convolutions leave 3×3 places of 64 channels, which one Linear layer reads. "
        "Pooling comes before normalisation and ReLU, which leaves them a quarter of the places to work at. "
        "An eighth of the parameters and a third of the multiply-adds of the reference network are enough: "
        "with the recipe of its name it learns in seconds.",
    ),
    _mnist_quick,
)
MNIST_BEST = Template(
    "mnist-best",
    QT_TRANSLATE_NOOP("engine", "Accurate digits"),
    QT_TRANSLATE_NOOP(
        "engine",
        "Five convolutions without padding narrow the picture to 5×5 places. "
        "It has no more parameters than the reference network, but nine in ten of them are in the convolutions. "
        "Train it with the recipe of its name: each digit is moved, turned and slanted anew in every epoch, "
        "so that there is nothing to learn by heart.",
    ),
    _mnist_best,
)
MNIST_DRAW = Template(
    "mnist-draw",
    QT_TRANSLATE_NOOP("engine", "Drawn digits"),
    QT_TRANSLATE_NOOP(
        "engine",
        "The quick network at one and a half times its width, for digits that you draw yourself. "
        "The recipe of its name shows it more ways to write a digit than MNIST has: crossed sevens, ones with a flag, "
        "open fours.",
    ),
    _mnist_draw,
)
MNIST_FAST = Template(
    "mnist-fast",
    QT_TRANSLATE_NOOP("engine", "Digits on a GPU"),
    QT_TRANSLATE_NOOP(
        "engine",
        "The quick network at twice its width: a GPU has the room, and large batches keep it busy. "
        "Each convolution is followed by few and simple steps, because on a GPU every step costs a launch. "
        "Train it with the recipe of its name, which computes in TF32 and moves each digit anew in every epoch.",
    ),
    _mnist_fast,
)
