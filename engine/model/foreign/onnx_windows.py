"""ONNX' convolutions and pooling, whose padding may differ from side to side."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from engine.model.foreign.onnx_values import Attributes, OnnxGraph, same_on_all_sides
from engine.model.foreign.sketch import same_padding
from engine.text import QT_TRANSLATE_NOOP

Operator = Callable[[OnnxGraph, Any, list[str], Attributes], str]


def convolution(graph: OnnxGraph, node: Any, sources: list[str], attributes: Attributes) -> str:
    """Conv along one axis or two; one filter for each channel makes it depthwise."""
    weight = graph.weight(node, 1)
    channels_out, channels_in, kernel = weight[0], weight[1], list(weight[2:])
    if len(kernel) not in (1, 2):
        raise ValueError(f"{len(kernel)} dimensions")
    groups = int(attributes.get("group", 1))
    stride = same_on_all_sides(attributes.get("strides", [1]), "strides")
    dilation = same_on_all_sides(attributes.get("dilations", [1]), "dilations")
    reach = [dilation * (size - 1) + 1 for size in kernel]
    params: dict[str, Any] = {
        "kernel_size": kernel[0],
        "stride": stride,
        "dilation": dilation,
        "bias": len(node.input) > 2 and bool(node.input[2]),
    }
    sides = _sides(graph, sources[0], attributes, reach, stride)
    if any(any(side) for side in sides):
        if stride == 1 and sides == [((size - 1) // 2, size // 2) for size in reach]:
            params["padding"] = "same"
        else:
            params |= {"padding": "explicit", "padding_size": _even(graph, node, sides, stride)}
    name = graph.name(node)
    if len(kernel) == 1:
        return graph.sketch.add("Conv1d", sources[:1], name, out_channels=channels_out, groups=groups, **params)
    if kernel[1] != kernel[0]:
        params["kernel_width"] = kernel[1]
    if groups > 1 and channels_in == 1 and channels_out % groups == 0:
        return graph.sketch.add("DepthwiseConv2d", sources[:1], name, multiplier=channels_out // groups, **params)
    return graph.sketch.add("Conv2d", sources[:1], name, out_channels=channels_out, groups=groups, **params)


def transposed(graph: OnnxGraph, node: Any, sources: list[str], attributes: Attributes) -> str:
    """ConvTranspose of images."""
    weight = graph.weight(node, 1)
    if int(attributes.get("group", 1)) != 1 or same_on_all_sides(attributes.get("dilations", [1]), "dilations") != 1:
        raise ValueError("groups or dilation")
    if len(weight) != 4 or attributes.get("auto_pad", b"NOTSET") != b"NOTSET" or "output_shape" in attributes:
        raise ValueError("its result's size is not written as padding")
    return graph.sketch.add(
        "ConvTranspose2d",
        sources[:1],
        graph.name(node),
        out_channels=weight[1],
        kernel_size=same_on_all_sides(weight[2:], "kernel"),
        stride=same_on_all_sides(attributes.get("strides", [1]), "strides"),
        padding=same_on_all_sides(attributes.get("pads", [0]), "pads"),
        output_padding=same_on_all_sides(attributes.get("output_padding", [0]), "output padding"),
        bias=len(node.input) > 2 and bool(node.input[2]),
    )


def pool(kind: str) -> Operator:
    """MaxPool or AveragePool along one axis or two."""

    def read(graph: OnnxGraph, node: Any, sources: list[str], attributes: Attributes) -> str:
        kernel = [int(size) for size in attributes["kernel_shape"]]
        if len(kernel) not in (1, 2) or any(int(size) != 1 for size in attributes.get("dilations", ())):
            raise ValueError("dilations, or as many dimensions")
        stride = same_on_all_sides(attributes.get("strides", [1]), "strides")
        sides = _sides(graph, sources[0], attributes, kernel, stride)
        before, after = sides[0]
        ceil = bool(attributes.get("ceil_mode", 0))
        if len(set(sides)) > 1 or not 0 <= after - before <= 1 or (after > before and (stride == 1 or ceil)):
            raise ValueError(f"pads {sides} differ from side to side")
        if after and kind == "AvgPool" and not attributes.get("count_include_pad", 0):
            graph.sketch.notes.add(
                0,
                QT_TRANSLATE_NOOP("engine", "{name}: the border counts as zeros in the mean here"),
                name=node.name or node.op_type,
            )
        return graph.sketch.add(
            f"{kind}{len(kernel)}d",
            sources[:1],
            graph.name(node),
            kernel_size=same_on_all_sides(kernel, "kernel"),
            stride=stride,
            padding=before,
            ceil_mode=ceil or after > before,
        )

    return read


def _sides(
    graph: OnnxGraph, source: str, attributes: Attributes, reach: Sequence[int], stride: int
) -> list[tuple[int, int]]:
    """Pixels added before and after each side: as written, or worked out so that the size is kept or divided."""
    mode = attributes.get("auto_pad", b"NOTSET")
    if mode not in (b"SAME_UPPER", b"SAME_LOWER"):
        pads = [int(pad) for pad in attributes.get("pads", ())] or [0] * (2 * len(reach))
        if len(pads) != 2 * len(reach) or min(pads) < 0 or mode not in (b"NOTSET", b"VALID", b""):
            raise ValueError(f"pads {pads}")
        return [*zip(pads[: len(reach)], pads[len(reach) :], strict=True)]
    shape = graph.shape(source)
    if shape is None or len(shape) != len(reach) + 1:
        raise ValueError("padding for a size that is not known")
    halves = [same_padding(size, window, stride) for size, window in zip(shape[1:], reach, strict=True)]
    return halves if mode == b"SAME_UPPER" else [(after, before) for before, after in halves]


def _even(graph: OnnxGraph, node: Any, sides: list[tuple[int, int]], stride: int) -> int:
    """Padding for all sides; where the file adds a pixel more on one side of a strided window, both get it."""
    if len({tuple(sorted(side)) for side in sides}) > 1 or abs(sides[0][0] - sides[0][1]) > (stride > 1):
        raise ValueError(f"pads {sides} differ from side to side")
    if sides[0][0] != sides[0][1]:
        graph.sketch.notes.add(
            0,
            QT_TRANSLATE_NOOP("engine", "{name}: one side is padded by a pixel more in the file, here both are"),
            name=node.name or node.op_type,
        )
    return max(sides[0])
