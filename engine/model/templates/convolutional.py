"""Chains of convolutions."""

from engine.model.spec import ModelSpec
from engine.model.templates.assembly import Step, Template, chain
from engine.text import QT_TRANSLATE_NOOP


def _mnist_cnn() -> ModelSpec:
    """The two-convolution network of the Keras MNIST example (F. Chollet, 2015), without dropout."""
    return chain(
        ("Conv2d", {"out_channels": 32, "kernel_size": 3}),
        ("ReLU", {}),
        ("MaxPool2d", {"kernel_size": 2}),
        ("Conv2d", {"out_channels": 64, "kernel_size": 3}),
        ("ReLU", {}),
        ("MaxPool2d", {"kernel_size": 2}),
        ("Flatten", {}),
        ("Linear", {"out_features": 128}),
        ("ReLU", {}),
        ("Linear", {"out_features": 10}),
        ("Softmax", {}),
    )


def _lenet_5() -> ModelSpec:
    """LeCun, Bottou, Bengio and Haffner, 1998; its later usual form, with every map of C3 reading all of S2."""
    return chain(
        ("Conv2d", {"out_channels": 6, "kernel_size": 5, "padding": "same"}),
        ("Tanh", {}),
        ("AvgPool2d", {"kernel_size": 2}),
        ("Conv2d", {"out_channels": 16, "kernel_size": 5}),
        ("Tanh", {}),
        ("AvgPool2d", {"kernel_size": 2}),
        ("Flatten", {}),
        ("Linear", {"out_features": 120}),
        ("Tanh", {}),
        ("Linear", {"out_features": 84}),
        ("Tanh", {}),
        ("Linear", {"out_features": 10}),
        ("Softmax", {}),
    )


def _vgg_small() -> ModelSpec:
    """After Simonyan and Zisserman, 2015: pairs of 3×3 convolutions, halved images, doubled channels."""

    def stage(channels: int) -> tuple[Step, ...]:
        convolution: Step = ("Conv2d", {"out_channels": channels, "kernel_size": 3, "padding": "same"})
        return convolution, ("ReLU", {}), convolution, ("ReLU", {}), ("MaxPool2d", {"kernel_size": 2})

    return chain(
        *stage(16),
        *stage(32),
        *stage(64),
        ("Flatten", {}),
        ("Linear", {"out_features": 128}),
        ("ReLU", {}),
        ("Dropout", {"p": 0.5}),
        ("Linear", {"out_features": 10}),
        ("Softmax", {}),
    )


def _depthwise_separable() -> ModelSpec:
    """After Howard et al., 2017 (MobileNet): a filter for each channel, then a 1×1 convolution that mixes them."""

    def convolution(channels: int, side: int) -> tuple[Step, ...]:
        params = {"out_channels": channels, "kernel_size": side, "padding": "same", "bias": False}
        return ("Conv2d", params), ("BatchNorm2d", {}), ("ReLU", {})

    depthwise: tuple[Step, ...] = (
        ("DepthwiseConv2d", {"kernel_size": 3, "padding": "same", "bias": False}),
        ("BatchNorm2d", {}),
        ("ReLU", {}),
    )
    pool: Step = ("MaxPool2d", {"kernel_size": 2})
    return chain(
        *convolution(16, 3),
        pool,
        *depthwise,
        *convolution(32, 1),
        pool,
        *depthwise,
        *convolution(64, 1),
        ("GlobalAvgPool2d", {}),
        ("Linear", {"out_features": 10}),
        ("Softmax", {}),
    )


MNIST_CNN = Template(
    "mnist-cnn",
    QT_TRANSLATE_NOOP("engine", "Two convolutions (reference)"),
    QT_TRANSLATE_NOOP(
        "engine",
        "Two convolutions look for strokes and their joints, two poolings shrink the image, two Linear layers decide. "
        "Of its 225,034 parameters, nine in ten are in the first Linear layer, "
        "while the second convolution does most of the multiplying.",
    ),
    _mnist_cnn,
)
LENET_5 = Template(
    "lenet-5",
    QT_TRANSLATE_NOOP("engine", "LeNet-5 (1998)"),
    QT_TRANSLATE_NOOP(
        "engine",
        "The network of LeCun and others that read digits on cheques. "
        "It averages where today's networks take the maximum, and bends with Tanh where they use ReLU. "
        "Change one of the two and compare the runs.",
    ),
    _lenet_5,
)
VGG_SMALL = Template(
    "vgg-small",
    QT_TRANSLATE_NOOP("engine", "Small VGG"),
    QT_TRANSLATE_NOOP(
        "engine",
        "Pairs of 3×3 convolutions: two of them see 5×5 pixels with fewer weights than one 5×5 filter. "
        "Each stage halves the picture and doubles the channels. "
        "Dropout hides half of the numbers before the last layer while it learns.",
    ),
    _vgg_small,
)
DEPTHWISE_SEPARABLE = Template(
    "depthwise-separable",
    QT_TRANSLATE_NOOP("engine", "Depthwise separable convolutions"),
    QT_TRANSLATE_NOOP(
        "engine",
        "Each convolution is split in two: one filter for each channel by itself, then a 1×1 convolution that mixes "
        "the channels. Compare the multiply-adds of such a pair with those of a full 3×3 convolution: "
        "this is how networks for telephones save.",
    ),
    _depthwise_separable,
)
