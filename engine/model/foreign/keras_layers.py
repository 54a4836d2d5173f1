"""Keras layers as layers of ours, as the Keras 3 API reference defines their arguments."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from engine.model.foreign.sketch import Sketch
from engine.text import QT_TRANSLATE_NOOP

ACTIVATIONS: dict[str, tuple[str, dict[str, object]] | None] = {
    "linear": None,
    "relu": ("ReLU", {}),
    "relu6": ("ReLU6", {}),
    "leaky_relu": ("LeakyReLU", {"negative_slope": 0.2}),
    "elu": ("ELU", {}),
    "gelu": ("GELU", {}),
    "silu": ("SiLU", {}),
    "swish": ("SiLU", {}),
    "mish": ("Mish", {}),
    "sigmoid": ("Sigmoid", {}),
    "hard_sigmoid": ("Hardsigmoid", {}),
    "hard_swish": ("Hardswish", {}),
    "hard_silu": ("Hardswish", {}),
    "tanh": ("Tanh", {}),
    "softplus": ("Softplus", {}),
    "softmax": ("Softmax", {}),
    "log_softmax": ("LogSoftmax", {}),
}
IGNORED = ("ActivityRegularization",)


@dataclass(frozen=True, slots=True)
class KerasLayer:
    """A Keras layer on its way: its settings, and the layers that it reads."""

    sketch: Sketch
    settings: Mapping[str, Any]
    sources: list[str]
    name: str

    def get(self, name: str, default: Any = None) -> Any:
        """A setting."""
        found = self.settings.get(name, default)
        return default if found is None else found

    def side(self, name: str, default: int = 1) -> int:
        """A setting that Keras gives for height and width, where both are the same."""
        value = self.get(name, default)
        sizes = list(value) if isinstance(value, list | tuple) else [value]
        if len(set(sizes)) != 1:
            raise ValueError(f"{name} {sizes} differ between height and width")
        return int(sizes[0])

    def add(self, type_name: str, **params: object) -> str:
        """The layer itself, and its activation behind it."""
        made = self.sketch.add(type_name, self.sources, self.name, **params)
        return activated(self.sketch, self.settings.get("activation"), made)


Reader = Callable[[KerasLayer], str]


def activated(sketch: Sketch, activation: object, layer_id: str) -> str:
    """The layer's output through an activation of Keras, given by name or as an object."""
    if isinstance(activation, Mapping):
        settings = activation.get("config")
        activation = settings if isinstance(settings, str) else activation.get("class_name")
    if activation is None:
        return layer_id
    known = str(activation)
    if known not in ACTIVATIONS:
        return sketch.unknown([layer_id], known, known)
    found = ACTIVATIONS[known]
    return layer_id if found is None else sketch.add(found[0], [layer_id], "", **found[1])


def _check_channels(layer: KerasLayer) -> None:
    if layer.get("data_format", "channels_last") != "channels_last":
        raise ValueError("channels first")


def _window(layer: KerasLayer) -> dict[str, Any]:
    """Kernel, stride, padding and dilation of a convolution."""
    kernel = layer.get("kernel_size")
    sizes = list(kernel) if isinstance(kernel, list | tuple) else [kernel]
    params: dict[str, Any] = {
        "kernel_size": int(sizes[0]),
        "stride": layer.side("strides"),
        "dilation": layer.side("dilation_rate"),
        "bias": bool(layer.get("use_bias", True)),
    }
    if len(sizes) > 1 and sizes[1] != sizes[0]:
        params["kernel_width"] = int(sizes[1])
    if layer.get("padding", "valid") == "same":
        params |= _same(layer, params)
    return params


def _same(layer: KerasLayer, params: dict[str, Any]) -> dict[str, Any]:
    """Padding «same»; with a stride Keras may pad more on one side than on the other, torch cannot."""
    if params["stride"] == 1:
        return {"padding": "same"}
    if params["kernel_size"] % 2 == 0:
        raise ValueError("padding that differs from side to side")
    layer.sketch.notes.add(
        0,
        QT_TRANSLATE_NOOP("engine", "{name}: Keras pads strided windows from the right, here both sides are padded"),
        name=layer.name,
    )
    return {"padding": "explicit", "padding_size": params["dilation"] * (params["kernel_size"] - 1) // 2}


def _conv(dimensions: int) -> Reader:
    def read(layer: KerasLayer) -> str:
        _check_channels(layer)
        groups = int(layer.get("groups", 1))
        return layer.add(f"Conv{dimensions}d", out_channels=int(layer.get("filters")), groups=groups, **_window(layer))

    return read


def _depthwise(layer: KerasLayer) -> str:
    _check_channels(layer)
    return layer.add("DepthwiseConv2d", multiplier=int(layer.get("depth_multiplier", 1)), **_window(layer))


def _separable(layer: KerasLayer) -> str:
    _check_channels(layer)
    depth = layer.sketch.add(
        "DepthwiseConv2d",
        layer.sources,
        f"{layer.name}_depth",
        multiplier=int(layer.get("depth_multiplier", 1)),
        **_window(layer) | {"bias": False},
    )
    point = layer.sketch.add(
        "Conv2d",
        [depth],
        layer.name,
        out_channels=int(layer.get("filters")),
        kernel_size=1,
        bias=bool(layer.get("use_bias", True)),
    )
    return activated(layer.sketch, layer.settings.get("activation"), point)


def _transposed(layer: KerasLayer) -> str:
    _check_channels(layer)
    kernel, stride = layer.side("kernel_size"), layer.side("strides")
    padding = {}
    if layer.get("padding", "valid") == "same":
        if kernel < stride or (kernel - stride) % 2:
            raise ValueError("padding that differs from side to side")
        padding = {"padding": (kernel - stride) // 2}
    return layer.add(
        "ConvTranspose2d",
        out_channels=int(layer.get("filters")),
        kernel_size=kernel,
        stride=stride,
        bias=bool(layer.get("use_bias", True)),
        **padding,
    )


def _dense(layer: KerasLayer) -> str:
    return layer.add("Linear", out_features=int(layer.get("units")), bias=bool(layer.get("use_bias", True)))


def _pool(kind: str) -> Reader:
    def read(layer: KerasLayer) -> str:
        _check_channels(layer)
        size = layer.side("pool_size", 2)
        stride = layer.side("strides", size)
        same = layer.get("padding", "valid") == "same"
        shape = layer.sketch.shapes[layer.sources[0]]
        even = shape is not None and all(length % stride == 0 for length in shape[1:]) and size == stride
        if same and not even:
            raise ValueError("padding that differs from side to side")
        return layer.add(kind, kernel_size=size, stride=stride)

    return read


def _global_pool(kind: str) -> Reader:
    return lambda layer: layer.add(kind, flatten=not layer.get("keepdims", False))


def _flatten(layer: KerasLayer) -> str:
    shape = layer.sketch.shapes[layer.sources[0]]
    if shape is not None and len(shape) == 3 and shape[0] > 1 and shape[1] * shape[2] > 1:
        layer.sketch.notes.add(
            0,
            QT_TRANSLATE_NOOP("engine", "{name}: Keras flattens with the channels last, here they come first"),
            name=layer.name,
        )
    return layer.add("Flatten")


def _reshape(layer: KerasLayer) -> str:
    sizes = [int(size) for size in layer.get("target_shape")]
    if len(sizes) == 3:
        sizes = [sizes[2], *sizes[:2]]
    return layer.add("Reshape", sizes=tuple(sizes))


def _permute(layer: KerasLayer) -> str:
    order = [int(axis) - 1 for axis in layer.get("dims")]
    shape = layer.sketch.shapes[layer.sources[0]]
    if shape is not None and len(shape) == 3:
        raise ValueError("permutes an image that is kept channels last")
    return layer.add("Permute", order=tuple(order))


def _batch_norm(layer: KerasLayer) -> str:
    shape = layer.sketch.shapes[layer.sources[0]]
    kind = "BatchNorm2d" if shape is None or len(shape) == 3 else "BatchNorm1d"
    momentum = round(1 - float(layer.get("momentum", 0.99)), 6) or 0.01
    return layer.add(kind, momentum=momentum, eps=float(layer.get("epsilon", 1e-3)))


def _recurrent(kind: str) -> Reader:
    def read(layer: KerasLayer) -> str:
        if layer.get("go_backwards", False):
            raise ValueError("runs backwards")
        output = "sequence" if layer.get("return_sequences", False) else "last"
        params = {"hidden_size": int(layer.get("units")), "output": output, "bias": bool(layer.get("use_bias", True))}
        return layer.sketch.add(kind, layer.sources, layer.name, **params)

    return read


def _bidirectional(layer: KerasLayer) -> str:
    inner = layer.get("layer")
    reader = {"LSTM": "LSTM", "GRU": "GRU", "SimpleRNN": "RNN"}.get(str(inner.get("class_name")))
    settings = inner.get("config")
    if reader is None or not isinstance(settings, Mapping):
        raise ValueError(str(inner.get("class_name")))
    output = "sequence" if settings.get("return_sequences") else "last"
    return layer.sketch.add(
        reader, layer.sources, layer.name, hidden_size=int(settings["units"]), output=output, bidirectional=True
    )


def _attention(layer: KerasLayer) -> str:
    return layer.add(
        "MultiheadAttention", num_heads=int(layer.get("num_heads")), dropout=float(layer.get("dropout", 0))
    )


def _concatenate(layer: KerasLayer) -> str:
    axis = int(layer.get("axis", -1))
    shape = layer.sketch.shapes[layer.sources[0]]
    if shape is not None and len(shape) == 3:
        axis = {-1: 0, 3: 0, 1: 1, 2: 2, -2: 2, -3: 1}[axis]
    else:
        axis = axis - 1 if axis > 0 else axis
    return layer.add("Concatenate", axis=axis)


def _upsample(layer: KerasLayer) -> str:
    mode = "bilinear" if layer.get("interpolation", "nearest") == "bilinear" else "nearest"
    return layer.add("Upsample", scale_factor=layer.side("size", 2), mode=mode)


def _activation(layer: KerasLayer) -> str:
    return activated(layer.sketch, layer.settings.get("activation"), layer.sources[0])


def _rescaling(layer: KerasLayer) -> str:
    layer.sketch.notes.add(
        0,
        QT_TRANSLATE_NOOP("engine", "{name}: pixels are normalised by the dataset here, so it is left out"),
        name=layer.name,
    )
    return layer.sources[0]


def _plain(kind: str, **names: str) -> Reader:
    """A layer whose params are settings: ``p="rate"``."""

    def read(layer: KerasLayer) -> str:
        params = {param: float(layer.get(name)) for param, name in names.items() if layer.get(name) is not None}
        return layer.sketch.add(kind, layer.sources, layer.name, **params)

    return read


LAYERS: dict[str, Reader] = {
    "Dense": _dense,
    "Conv1D": _conv(1),
    "Conv2D": _conv(2),
    "DepthwiseConv2D": _depthwise,
    "SeparableConv2D": _separable,
    "Conv2DTranspose": _transposed,
    "MaxPooling2D": _pool("MaxPool2d"),
    "AveragePooling2D": _pool("AvgPool2d"),
    "MaxPooling1D": _pool("MaxPool1d"),
    "AveragePooling1D": _pool("AvgPool1d"),
    "GlobalAveragePooling2D": _global_pool("GlobalAvgPool2d"),
    "GlobalMaxPooling2D": _global_pool("GlobalMaxPool2d"),
    "GlobalAveragePooling1D": _plain("MeanOverTokens"),
    "Flatten": _flatten,
    "Reshape": _reshape,
    "Permute": _permute,
    "Dropout": _plain("Dropout", p="rate"),
    "SpatialDropout2D": _plain("Dropout2d", p="rate"),
    "GaussianNoise": _plain("GaussianNoise", std="stddev"),
    "BatchNormalization": _batch_norm,
    "LayerNormalization": _plain("LayerNorm", eps="epsilon"),
    "GroupNormalization": _plain("GroupNorm", num_groups="groups", eps="epsilon"),
    "Add": lambda layer: layer.add("Add"),
    "Multiply": lambda layer: layer.add("Multiply"),
    "Concatenate": _concatenate,
    "Activation": _activation,
    "ReLU": _plain("ReLU"),
    "LeakyReLU": _plain("LeakyReLU", negative_slope="negative_slope"),
    "PReLU": _plain("PReLU"),
    "ELU": _plain("ELU", alpha="alpha"),
    "Softmax": _plain("Softmax"),
    "LSTM": _recurrent("LSTM"),
    "GRU": _recurrent("GRU"),
    "SimpleRNN": _recurrent("RNN"),
    "Bidirectional": _bidirectional,
    "MultiHeadAttention": _attention,
    "UpSampling2D": _upsample,
    "Identity": _plain("Identity"),
    "Rescaling": _rescaling,
    "Normalization": _rescaling,
}
