"""Keras layers as layers of ours, as the Keras 3 API reference defines their arguments."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from engine.model.foreign import keras_windows as windows
from engine.model.foreign.keras_layer import KerasLayer, activated
from engine.text import QT_TRANSLATE_NOOP

IGNORED = ("ActivityRegularization",)
Reader = Callable[[KerasLayer], str]


def _dense(layer: KerasLayer) -> str:
    """On images a Dense works on the channels of each pixel, as a 1×1 convolution does."""
    units, bias = int(layer.get("units")), bool(layer.get("use_bias", True))
    if layer.reads_image:
        return layer.add("Conv2d", out_channels=units, kernel_size=1, bias=bias)
    return layer.add("Linear", out_features=units, bias=bias)


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
    """Keras reads and writes images row by row with the channels last; a Permute keeps that order of numbers."""
    sizes = [int(size) for size in layer.get("target_shape")]
    sources = layer.sources
    if layer.shape is not None and len(layer.shape) == 3 and layer.shape[0] > 1:
        sources = [layer.sketch.add("Permute", sources[:1], "", order=(1, 2, 0))]
    if len(sizes) != 3:
        return layer.sketch.add("Reshape", sources, layer.name, sizes=tuple(sizes))
    if sizes[2] == 1:
        return layer.sketch.add("Reshape", sources, layer.name, sizes=(1, *sizes[:2]))
    made = layer.sketch.add("Reshape", sources, layer.name, sizes=tuple(sizes))
    return layer.sketch.add("Permute", [made], "", order=(2, 0, 1))


def _permute(layer: KerasLayer) -> str:
    order = [int(axis) - 1 for axis in layer.get("dims")]
    if layer.reads_image:
        raise ValueError("permutes an image that is kept channels last")
    return layer.add("Permute", order=tuple(order))


def _batch_norm(layer: KerasLayer) -> str:
    axis = layer.get("axis", -1)
    axis = axis[0] if isinstance(axis, list) and len(axis) == 1 else axis
    rank = 3 if layer.shape is None else len(layer.shape)
    if axis not in (-1, rank):
        raise ValueError(f"axis {axis}")
    if rank == 2:
        return windows.turned(layer, lambda inner: _normalised(inner, "BatchNorm1d"))
    return _normalised(layer, "BatchNorm2d" if rank == 3 else "BatchNorm1d")


def _normalised(layer: KerasLayer, kind: str) -> str:
    momentum = round(1 - float(layer.get("momentum", 0.99)), 6) or 0.01
    return layer.add(kind, momentum=momentum, eps=float(layer.get("epsilon", 1e-3)))


def _recurrent(kind: str) -> Reader:
    def read(layer: KerasLayer) -> str:
        if layer.get("go_backwards", False):
            raise ValueError("runs backwards")
        return _recurrent_layer(layer, kind, layer.settings, False)

    return read


def _bidirectional(layer: KerasLayer) -> str:
    inner = layer.get("layer")
    reader = {"LSTM": "LSTM", "GRU": "GRU", "SimpleRNN": "RNN"}.get(str(inner.get("class_name")))
    settings = inner.get("config")
    if reader is None or not isinstance(settings, Mapping):
        raise ValueError(str(inner.get("class_name")))
    if layer.get("merge_mode", "concat") != "concat":
        raise ValueError(f"merge_mode {layer.get('merge_mode')}")
    return _recurrent_layer(layer, reader, settings, True)


def _recurrent_layer(layer: KerasLayer, kind: str, settings: Mapping[str, object], both_ways: bool) -> str:
    activation = settings.get("activation") or "tanh"
    params: dict[str, object] = {"nonlinearity": activation} if kind == "RNN" else {}
    if activation != "tanh" and kind != "RNN":
        raise ValueError(f"activation {activation}")
    return layer.sketch.add(
        kind,
        layer.sources[:1],
        layer.name,
        hidden_size=settings["units"],
        output="sequence" if settings.get("return_sequences") else "last",
        bias=bool(settings.get("use_bias", True)),
        bidirectional=both_ways,
        **params,
    )


def _attention(layer: KerasLayer) -> str:
    """Keras' order is query, value, key; torch's is query, key, value, and its heads share the features."""
    heads, sources = int(layer.get("num_heads")), layer.sources
    if len(sources) == 3:
        sources = [sources[0], sources[2], sources[1]]
    if layer.shape is not None and heads * int(layer.get("key_dim", 1)) != layer.shape[-1]:
        layer.sketch.notes.add(
            0,
            QT_TRANSLATE_NOOP("engine", "{name}: the heads share the features here, key_dim is left out"),
            name=layer.name,
        )
    bias = bool(layer.get("use_bias", True))
    distinct, dropout = list(dict.fromkeys(sources)), float(layer.get("dropout", 0))
    return layer.sketch.add("MultiheadAttention", distinct, layer.name, num_heads=heads, dropout=dropout, bias=bias)


def _norm_of_example(layer: KerasLayer) -> str:
    axis = layer.get("axis", -1)
    rank = 1 if layer.shape is None else len(layer.shape)
    if layer.reads_image or axis not in (-1, rank, [-1], [rank]):
        raise ValueError(f"axis {axis}")
    return layer.sketch.add("LayerNorm", layer.sources, layer.name, eps=float(layer.get("epsilon", 1e-3)))


def _relu(layer: KerasLayer) -> str:
    most, slope = layer.settings.get("max_value"), float(layer.get("negative_slope", 0))
    if float(layer.get("threshold", 0)) or (most is not None and (most != 6 or slope)):
        raise ValueError(f"max_value {most}")
    if most is not None:
        return layer.sketch.add("ReLU6", layer.sources, layer.name)
    return (
        layer.sketch.add("LeakyReLU", layer.sources, layer.name, negative_slope=slope)
        if slope
        else _plain("ReLU")(layer)
    )


def _leaky_relu(layer: KerasLayer) -> str:
    slope = float(layer.get("negative_slope", layer.get("alpha", 0.3)))
    return layer.sketch.add("LeakyReLU", layer.sources, layer.name, negative_slope=slope)


def _prelu(layer: KerasLayer) -> str:
    if layer.reads_image and layer.get("shared_axes") != [1, 2]:
        raise ValueError("a slope for each pixel")
    return layer.sketch.add("PReLU", layer.sources, layer.name, per_channel=True)


def _softmax(layer: KerasLayer) -> str:
    if layer.get("axis", -1) != -1:
        raise ValueError(f"axis {layer.get('axis')}")
    return layer.sketch.add("Softmax", layer.sources, layer.name)


def _time_distributed(layer: KerasLayer) -> str:
    inner = layer.get("layer")
    settings = inner.get("config") if isinstance(inner, Mapping) else None
    if not isinstance(settings, Mapping) or inner.get("class_name") != "Dense":
        raise ValueError("another layer than Dense at each step")
    return _dense(KerasLayer(layer.sketch, settings, layer.sources, layer.name))


def _concatenate(layer: KerasLayer) -> str:
    axis = int(layer.get("axis", -1))
    if layer.reads_image:
        return layer.add("Concatenate", axis={-1: 0, 3: 0, 1: 1, 2: 2, -2: 2, -3: 1}[axis])
    return layer.add("Concatenate", axis=axis - 1 if axis > 0 else axis)


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
    "TimeDistributed": _time_distributed,
    "Conv1D": windows.convolution(1),
    "Conv2D": windows.convolution(2),
    "DepthwiseConv2D": windows.depthwise,
    "SeparableConv2D": windows.separable,
    "Conv2DTranspose": windows.transposed,
    "ZeroPadding2D": windows.zero_padding,
    "MaxPooling2D": windows.pool("MaxPool", 2),
    "AveragePooling2D": windows.pool("AvgPool", 2),
    "MaxPooling1D": windows.pool("MaxPool", 1),
    "AveragePooling1D": windows.pool("AvgPool", 1),
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
    "LayerNormalization": _norm_of_example,
    "GroupNormalization": _plain("GroupNorm", num_groups="groups", eps="epsilon"),
    "Add": lambda layer: layer.add("Add"),
    "Multiply": lambda layer: layer.add("Multiply"),
    "Concatenate": _concatenate,
    "Activation": _activation,
    "ReLU": _relu,
    "LeakyReLU": _leaky_relu,
    "PReLU": _prelu,
    "ELU": _plain("ELU", alpha="alpha"),
    "Softmax": _softmax,
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
