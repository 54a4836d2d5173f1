"""Encoder and decoder."""

from engine.model.spec import ModelSpec
from engine.model.templates.assembly import Template, chain
from engine.text import QT_TRANSLATE_NOOP


def _autoencoder_classifier() -> ModelSpec:
    """The usual convolutional autoencoder, with a classifier that reads what the decoder draws."""
    halved = {"kernel_size": 3, "stride": 2, "padding": "explicit"}
    doubled = {"kernel_size": 2, "stride": 2}
    return chain(
        ("Conv2d", {"out_channels": 8, **halved}),
        ("ReLU", {}),
        ("Conv2d", {"out_channels": 16, **halved}),
        ("ReLU", {}),
        ("Flatten", {}),
        ("Linear", {"out_features": 16}),
        ("Tanh", {}),
        ("Linear", {"out_features": 784}),
        ("ReLU", {}),
        ("Unflatten", {"sizes": (16, 7, 7)}),
        ("ConvTranspose2d", {"out_channels": 8, **doubled}),
        ("ReLU", {}),
        ("ConvTranspose2d", {"out_channels": 1, **doubled}),
        ("Tanh", {}),
        ("Flatten", {}),
        ("Linear", {"out_features": 10}),
        ("Softmax", {}),
    )


AUTOENCODER_CLASSIFIER = Template(
    "autoencoder-classifier",
    QT_TRANSLATE_NOOP("engine", "Encoder and decoder"),
    QT_TRANSLATE_NOOP(
        "engine",
        "The encoder presses the picture into a code of 16 numbers, the decoder draws a picture of 28×28 from it, "
        "and one Linear layer reads the drawing. "
        "Nobody asks the drawing to look like the digit: look at what the decoder paints to make the classes easy.",
    ),
    _autoencoder_classifier,
)
