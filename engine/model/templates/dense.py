"""Networks of Linear layers: the picture is one long row of numbers to them."""

from engine.model.spec import ModelSpec
from engine.model.templates.assembly import Template, chain
from engine.text import QT_TRANSLATE_NOOP


def _softmax_regression() -> ModelSpec:
    return chain(("Flatten", {}), ("Linear", {"out_features": 10}), ("Softmax", {}))


def _mlp() -> ModelSpec:
    return chain(
        ("Flatten", {}),
        ("Linear", {"out_features": 256}),
        ("ReLU", {}),
        ("Linear", {"out_features": 128}),
        ("ReLU", {}),
        ("Linear", {"out_features": 10}),
        ("Softmax", {}),
    )


def _teaching() -> ModelSpec:
    return chain(
        ("AvgPool2d", {"kernel_size": 7}),
        ("Flatten", {}),
        ("Linear", {"out_features": 3}),
        ("Tanh", {}),
        ("Linear", {"out_features": 2}),
        ("Tanh", {}),
        ("Linear", {"out_features": 2}),
        ("Tanh", {}),
        ("Linear", {"out_features": 10}),
        ("Softmax", {}),
    )


MLP = Template(
    "mlp",
    QT_TRANSLATE_NOOP("engine", "Multi-layer perceptron"),
    QT_TRANSLATE_NOOP(
        "engine",
        "Three Linear layers read the picture as one row of 784 numbers. "
        "Nothing tells them which pixels are neighbours: shuffle all pixels in the same way and it learns as well. "
        "Most of its weights are in the first layer.",
    ),
    _mlp,
)
SOFTMAX_REGRESSION = Template(
    "softmax-regression",
    QT_TRANSLATE_NOOP("engine", "Softmax regression"),
    QT_TRANSLATE_NOOP(
        "engine",
        "One Linear layer and nothing else: each class has one weight for each pixel. "
        "Laid out as a picture, the weights of a class show where it wants ink and where it wants none. "
        "Measure every larger network against it.",
    ),
    _softmax_regression,
)
TEACHING = Template(
    "teaching-3-2-2",
    QT_TRANSLATE_NOOP("engine", "Teaching network 3–2–2"),
    QT_TRANSLATE_NOOP(
        "engine",
        "The picture is averaged down to 4×4 numbers, then 3, 2 and 2 units work on it: "
        "95 parameters, few enough to follow every one by hand. "
        "All ten digits must pass through two numbers, so watch which of them stay mixed up: "
        "after 10 epochs of 6,000 digits at a learning rate of 0.01 it got four in ten right. "
        "Give the narrow layers more units and see what that mends.",
    ),
    _teaching,
)
