"""Networks whose branches part and meet again."""

from engine.model.spec import Block, LayerSpec, ModelSpec
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
    """Four looks at the same image, put side by side (Szegedy et al., 2015; normalised as in Ioffe & Szegedy, 2015)."""

    def branch(name: str, source: str, channels: int, side: int) -> tuple[LayerSpec, ...]:
        same = {"out_channels": channels, "kernel_size": side, "padding": "same", "bias": False}
        return (
            layer(name, "Conv2d", source, **same),
            layer(f"{name}_norm", "BatchNorm2d", name),
            layer(f"{name}_relu", "ReLU", f"{name}_norm"),
        )

    return block(
        "Inception",
        (
            *branch("one", "x", 16, 1),
            *branch("reduce3", "x", 8, 1),
            *branch("three", "reduce3_relu", 16, 3),
            *branch("reduce5", "x", 4, 1),
            *branch("five", "reduce5_relu", 8, 5),
            layer("pool", "MaxPool2d", "x", kernel_size=3, stride=1, padding=1),
            *branch("project", "pool", 8, 1),
            layer("concat", "Concatenate", "one_relu", "three_relu", "five_relu", "project_relu"),
        ),
        "concat",
    )


def _inception_small() -> ModelSpec:
    inception = _inception()
    pool: Step = ("MaxPool2d", {"kernel_size": 2})
    return chain(
        ("Conv2d", {"out_channels": 16, "kernel_size": 3, "padding": "same", "bias": False}),
        ("BatchNorm2d", {}),
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
