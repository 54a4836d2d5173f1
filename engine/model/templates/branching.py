"""Networks whose branches part and meet again."""

from engine.model.spec import Block, ModelSpec
from engine.model.templates.assembly import Step, Template, block, chain, layer, use
from engine.text import QT_TRANSLATE_NOOP


def _residual(name: str, channels: int) -> Block:
    """Two convolutions with a short cut around them (He et al., 2016)."""
    same = {"out_channels": channels, "kernel_size": 3, "padding": "same", "bias": False}
    return block(
        name,
        (
            layer("conv1", "Conv2d", "x", **same),
            layer("norm1", "BatchNorm2d", "conv1"),
            layer("relu1", "ReLU", "norm1"),
            layer("conv2", "Conv2d", "relu1", **same),
            layer("norm2", "BatchNorm2d", "conv2"),
            layer("add", "Add", "x", "norm2"),
            layer("relu2", "ReLU", "add"),
        ),
        "relu2",
    )


def _downsampling(name: str, channels: int) -> Block:
    """The same with half the height and width; a 1×1 convolution makes the short cut fit."""
    halved = {"out_channels": channels, "kernel_size": 3, "stride": 2, "padding": "explicit", "bias": False}
    same = {"out_channels": channels, "kernel_size": 3, "padding": "same", "bias": False}
    return block(
        name,
        (
            layer("conv1", "Conv2d", "x", **halved),
            layer("norm1", "BatchNorm2d", "conv1"),
            layer("relu1", "ReLU", "norm1"),
            layer("conv2", "Conv2d", "relu1", **same),
            layer("norm2", "BatchNorm2d", "conv2"),
            layer("shortcut", "Conv2d", "x", out_channels=channels, kernel_size=1, stride=2, bias=False),
            layer("norm3", "BatchNorm2d", "shortcut"),
            layer("add", "Add", "norm3", "norm2"),
            layer("relu2", "ReLU", "add"),
        ),
        "relu2",
    )


def _resnet_small() -> ModelSpec:
    narrow, shrink, wide = _residual("Residual", 16), _downsampling("Shrink", 32), _residual("WideResidual", 32)
    stem: tuple[Step, ...] = (
        ("Conv2d", {"out_channels": 16, "kernel_size": 3, "padding": "same", "bias": False}),
        ("BatchNorm2d", {}),
        ("ReLU", {}),
    )
    return chain(
        *stem,
        use(narrow, repeat=2),
        use(shrink),
        use(wide),
        ("GlobalAvgPool2d", {}),
        ("Linear", {"out_features": 10}),
        ("Softmax", {}),
        blocks=(narrow, shrink, wide),
    )


def _inception() -> Block:
    """Four looks at the same image, put side by side (Szegedy et al., 2015)."""

    def convolution(channels: int, side: int) -> dict[str, object]:
        return {"out_channels": channels, "kernel_size": side, "padding": "same"}

    return block(
        "Inception",
        (
            layer("conv1", "Conv2d", "x", **convolution(16, 1)),
            layer("relu1", "ReLU", "conv1"),
            layer("reduce3", "Conv2d", "x", **convolution(8, 1)),
            layer("relu2", "ReLU", "reduce3"),
            layer("conv3", "Conv2d", "relu2", **convolution(16, 3)),
            layer("relu3", "ReLU", "conv3"),
            layer("reduce5", "Conv2d", "x", **convolution(4, 1)),
            layer("relu4", "ReLU", "reduce5"),
            layer("conv5", "Conv2d", "relu4", **convolution(8, 5)),
            layer("relu5", "ReLU", "conv5"),
            layer("pool", "MaxPool2d", "x", kernel_size=3, stride=1, padding=1),
            layer("project", "Conv2d", "pool", **convolution(8, 1)),
            layer("relu6", "ReLU", "project"),
            layer("concat", "Concatenate", "relu1", "relu3", "relu5", "relu6"),
        ),
        "concat",
    )


def _inception_small() -> ModelSpec:
    inception = _inception()
    pool: Step = ("MaxPool2d", {"kernel_size": 2})
    return chain(
        ("Conv2d", {"out_channels": 16, "kernel_size": 3, "padding": "same"}),
        ("ReLU", {}),
        pool,
        use(inception),
        pool,
        use(inception),
        ("GlobalAvgPool2d", {}),
        ("Linear", {"out_features": 10}),
        ("Softmax", {}),
        blocks=(inception,),
    )


RESNET_SMALL = Template(
    "resnet-small",
    QT_TRANSLATE_NOOP("engine", "Small ResNet"),
    QT_TRANSLATE_NOOP(
        "engine",
        "Each block only learns what to add to its input, which travels past on a short cut. "
        "Where the picture is halved, a 1×1 convolution makes the short cut fit. "
        "Raise the repeat count of the first block and watch whether it still learns.",
    ),
    _resnet_small,
)
INCEPTION_SMALL = Template(
    "inception-small",
    QT_TRANSLATE_NOOP("engine", "Small Inception"),
    QT_TRANSLATE_NOOP(
        "engine",
        "Each block looks through windows of 1, 3 and 5 pixels at once and puts the answers side by side. "
        "1×1 convolutions first thin out the channels, so that the large windows stay cheap. "
        "Both places use one and the same block: open it, change it, and both change.",
    ),
    _inception_small,
)
