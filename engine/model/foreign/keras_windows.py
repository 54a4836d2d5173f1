"""Keras' convolutions and pooling: windows whose padding may differ from side to side, channels that come last."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from engine.model.foreign.keras_layer import KerasLayer, activated
from engine.model.foreign.sketch import same_padding
from engine.text import QT_TRANSLATE_NOOP

Reader = Callable[[KerasLayer], str]


def convolution(dimensions: int) -> Reader:
    """Conv1D and Conv2D."""

    def read(layer: KerasLayer) -> str:
        params = {"out_channels": int(layer.get("filters")), "groups": int(layer.get("groups", 1))}
        if dimensions == 2:
            return layer.add("Conv2d", **params, **_window(layer))
        return turned(layer, lambda inner: inner.add("Conv1d", **params, **_window(inner)))

    return read


def depthwise(layer: KerasLayer) -> str:
    """DepthwiseConv2D."""
    return layer.add("DepthwiseConv2d", multiplier=int(layer.get("depth_multiplier", 1)), **_window(layer))


def separable(layer: KerasLayer) -> str:
    """SeparableConv2D: a depthwise convolution without bias, then a 1×1 convolution with the activation."""
    window = _window(layer) | {"bias": False}
    multiplier = int(layer.get("depth_multiplier", 1))
    depth = layer.sketch.add("DepthwiseConv2d", layer.sources, f"{layer.name}_depth", multiplier=multiplier, **window)
    point = layer.sketch.add(
        "Conv2d", [depth], layer.name,
        out_channels=int(layer.get("filters")), kernel_size=1, bias=bool(layer.get("use_bias", True)),
    )  # fmt: skip
    return activated(layer.sketch, layer.settings.get("activation"), point)


def transposed(layer: KerasLayer) -> str:
    """Conv2DTranspose. With “same” the result is the stride times as large, whatever the window."""
    _require_channels_last(layer)
    if layer.settings.get("output_padding") is not None or layer.side("dilation_rate") != 1:
        raise ValueError("output_padding or dilation_rate")
    kernel, stride = layer.side("kernel_size"), layer.side("strides")
    params = {"output_padding": max(stride - kernel, 0)}
    if layer.get("padding", "valid") == "same" and kernel > stride:
        padding = (kernel - stride + 1) // 2
        params = {"padding": padding, "output_padding": 2 * padding - (kernel - stride)}
        if params["output_padding"]:
            _note_uneven(layer)
    return layer.add(
        "ConvTranspose2d",
        out_channels=int(layer.get("filters")),
        kernel_size=kernel,
        stride=stride,
        bias=bool(layer.get("use_bias", True)),
        **params,
    )


def pool(kind: str, dimensions: int) -> Reader:
    """Max- and AveragePooling1D and 2D."""

    def read(layer: KerasLayer) -> str:
        if dimensions == 2:
            return _pooled(layer, f"{kind}2d")
        return turned(layer, lambda inner: _pooled(inner, f"{kind}1d"))

    return read


def _pooled(layer: KerasLayer, kind: str) -> str:
    _require_channels_last(layer)
    window = layer.side("pool_size", 2)
    stride = layer.side("strides", window)
    params: dict[str, Any] = {"kernel_size": window, "stride": stride}
    if layer.get("padding", "valid") == "same":
        before, after = _one(_sides(layer, window, stride))
        if stride == 1 and after > before:
            raise ValueError("padding that differs from side to side")
        params |= {"padding": before, "ceil_mode": after > before}
        if before and kind.startswith("Avg"):
            _note_uneven(layer)
    elif layer.sources[0] in layer.sketch.padded:
        params["padding"] = _take_padding(layer)
    return layer.add(kind, **params)


def zero_padding(layer: KerasLayer) -> str:
    """ZeroPadding2D, which becomes part of the window that reads it."""
    _require_channels_last(layer)
    given = layer.get("padding", 1)
    rows = [given, given] if isinstance(given, int) else list(given)
    sides = {(row, row) if isinstance(row, int) else (int(row[0]), int(row[1])) for row in rows}
    if len(sides) != 1:
        raise ValueError(f"padding {given} differs between height and width")
    found = layer.sketch.add("Identity", layer.sources[:1], layer.name)
    layer.sketch.spare.add(found)
    layer.sketch.padded[found] = sides.pop()
    return found


def turned(layer: KerasLayer, read: Callable[[KerasLayer], str]) -> str:
    """A layer along a sequence, which Keras keeps as steps × channels and torch as channels × steps."""
    sketch = layer.sketch
    ready = [sketch.turned.get(source) for source in layer.sources]
    sources = [
        found if found is not None else sketch.add("Permute", [source], "", order=(1, 0))
        for found, source in zip(ready, layer.sources, strict=True)
    ]
    sketch.spare.update(source for source, found in zip(sources, ready, strict=True) if found is None)
    made = read(KerasLayer(sketch, layer.settings, sources, layer.name))
    back = sketch.add("Permute", [made], "", order=(1, 0))
    sketch.turned[back] = made
    sketch.spare.add(back)
    return back


def _window(layer: KerasLayer) -> dict[str, Any]:
    """Kernel, stride, padding and dilation of a convolution."""
    _require_channels_last(layer)
    kernel = layer.get("kernel_size")
    sizes = [int(size) for size in (kernel if isinstance(kernel, list | tuple) else [kernel])]
    stride, dilation = layer.side("strides"), layer.side("dilation_rate")
    params: dict[str, Any] = {
        "kernel_size": sizes[0],
        "stride": stride,
        "dilation": dilation,
        "bias": bool(layer.get("use_bias", True)),
    }
    if len(sizes) > 1 and sizes[1] != sizes[0]:
        params["kernel_width"] = sizes[1]
    padding = layer.get("padding", "valid")
    if padding == "same":
        return params | ({"padding": "same"} if stride == 1 else _strided(layer, sizes, stride, dilation))
    if padding != "valid":
        raise ValueError(f"padding {padding}")
    if layer.sources[0] in layer.sketch.padded:
        params |= {"padding": "explicit", "padding_size": _take_padding(layer)}
    return params


def _strided(layer: KerasLayer, kernel: Sequence[int], stride: int, dilation: int) -> dict[str, Any]:
    """Padding “same” of a strided window: where Keras adds more behind than before, torch adds the larger to both."""
    sides = {pair for size in set(kernel) for pair in _sides(layer, dilation * (size - 1) + 1, stride)}
    before, after = _one(sides)
    if before != after:
        _note_uneven(layer)
    return {"padding": "explicit", "padding_size": after} if after else {}


def _sides(layer: KerasLayer, window: int, stride: int) -> set[tuple[int, int]]:
    shape = layer.sketch.shapes[layer.sources[0]]
    if shape is None or len(shape) < 2:
        raise ValueError("padding for a size that is not known")
    return {same_padding(size, window, stride) for size in shape[1:]}


def _one(sides: set[tuple[int, int]]) -> tuple[int, int]:
    if len(sides) != 1:
        raise ValueError("padding that differs between height and width")
    return next(iter(sides))


def _take_padding(layer: KerasLayer) -> int:
    """The padding of the ZeroPadding2D that the layer reads; from now on it reads what that one reads."""
    padded = layer.sources[0]
    layer.sources[:] = layer.sketch.layers[padded].inputs
    before, after = layer.sketch.padded[padded]
    if before != after:
        _note_uneven(layer)
    return after


def _note_uneven(layer: KerasLayer) -> None:
    layer.sketch.notes.add(
        0,
        QT_TRANSLATE_NOOP("engine", "{name}: Keras pads strided windows from the right, here both sides are padded"),
        name=layer.name,
    )


def _require_channels_last(layer: KerasLayer) -> None:
    if layer.get("data_format", "channels_last") != "channels_last":
        raise ValueError("channels first")
