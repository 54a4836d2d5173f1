"""ONNX operators as layers, as the operator specification of the ONNX project defines them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from engine.model.foreign.sketch import Sketch
from engine.model.spec import Shape
from engine.text import QT_TRANSLATE_NOOP

Attributes = Mapping[str, Any]
Operator = Callable[["OnnxGraph", Any, list[str], Attributes], str]
_FEW = 64


class OnnxGraph:
    """What is known while a graph is read: ``layers`` by the name of the value they give, and small constants."""

    def __init__(self, sketch: Sketch, shapes: dict[str, Shape], tensors: dict[str, Any]) -> None:
        self.sketch, self.shapes, self._tensors = sketch, shapes, tensors
        self.layers: dict[str, str] = {}
        self._constants: dict[str, list[float]] = {}

    def attributes(self, node: Any) -> dict[str, Any]:
        """A node's attributes by name."""
        from onnx import helper

        return {found.name: helper.get_attribute_value(found) for found in node.attribute}

    def keep_constant(self, node: Any) -> None:
        """Take note of a constant's shape and, where it is small, its numbers."""
        for name, value in self.attributes(node).items():
            if name == "value":
                self.shapes[node.output[0]] = tuple(int(size) for size in value.dims)
                self._tensors[node.output[0]] = value
            elif name in ("value_ints", "value_floats"):
                self._constants[node.output[0]] = list(value)[:_FEW]
            elif name in ("value_int", "value_float"):
                self._constants[node.output[0]] = [value]

    def fold(self, node: Any) -> None:
        """A node that depends on constants alone: its numbers pass through where that is all it does to them."""
        if node.op_type in ("Slice", "Gather", "Concat"):
            self._fold_list(node)
        elif node.op_type in ("Identity", "Cast", "Unsqueeze", "Squeeze") and node.input:
            tables: tuple[dict[str, Any], ...] = (self.shapes, self._tensors, self._constants)
            for table in tables:
                if node.input[0] in table:
                    table[node.output[0]] = table[node.input[0]]

    def keep_shape(self, node: Any, layer_id: str) -> None:
        """Take note of a shape that is asked for, with a batch of one example."""
        shape = self.sketch.shapes[layer_id]
        if shape is not None:
            self._constants[node.output[0]] = [1.0, *map(float, shape)]

    def _fold_list(self, node: Any) -> None:
        """Picking from and joining lists of sizes, as exporters write a flattening."""
        lists = [self.constant(node, position) for position in range(len(node.input))]
        if not lists or any(found is None for found in lists[:1]):
            return
        first = lists[0] or []
        if node.op_type == "Concat" and all(found is not None for found in lists):
            self._constants[node.output[0]] = [value for found in lists for value in found or ()][:_FEW]
        elif node.op_type == "Gather" and len(lists) > 1 and lists[1]:
            self._constants[node.output[0]] = [first[int(index)] for index in lists[1]]
        elif node.op_type == "Slice" and len(lists) > 2 and lists[1] and lists[2]:
            self._constants[node.output[0]] = first[int(lists[1][0]) : int(min(lists[2][0], _FEW))]

    def constant(self, node: Any, position: int) -> list[float] | None:
        """The numbers of an input that is a small constant."""
        if position >= len(node.input):
            return None
        name = node.input[position]
        if name not in self._constants and name in self._tensors:
            from onnx import numpy_helper

            tensor = self._tensors[name]
            size = 1
            for length in tensor.dims:
                size *= int(length)
            if size > _FEW or tensor.data_location == 1:  # weights, or kept outside of the file
                return None
            self._constants[name] = [float(value) for value in numpy_helper.to_array(tensor).ravel()]
        return self._constants.get(name)

    def weight(self, node: Any, position: int) -> Shape:
        """The shape of an input that is a weight; raises :class:`ValueError` where it is computed."""
        shape = self.shapes.get(node.input[position]) if position < len(node.input) else None
        if shape is None:
            raise ValueError("its weights are computed")
        return shape

    def shape(self, layer_id: str) -> Shape | None:
        """What a layer gives."""
        return self.sketch.shapes[layer_id]


def _square(values: Any, name: str) -> int:
    sizes = [int(value) for value in values]
    if len(set(sizes)) > 1:
        raise ValueError(f"{name} {sizes} differ between height and width")
    return sizes[0]


def _padding(attributes: Attributes, kernel: list[int], dilation: int) -> dict[str, Any]:
    """How a window is padded: not at all, so that the size stays, or by so many pixels on each side."""
    if attributes.get("auto_pad", b"NOTSET") in (b"SAME_UPPER", b"SAME_LOWER"):
        return {"padding": "same"}
    pads = [int(pad) for pad in attributes.get("pads", ())]
    if not any(pads):
        return {}
    if len(set(pads)) > 1:
        raise ValueError(f"pads {pads} differ from side to side")
    return {"padding": "explicit", "padding_size": pads[0]}


def _convolution(graph: OnnxGraph, node: Any, sources: list[str], attributes: Attributes) -> str:
    weight = graph.weight(node, 1)
    channels_out, channels_in, kernel = weight[0], weight[1], list(weight[2:])
    dilation = _square(attributes.get("dilations", [1]), "dilations")
    groups = int(attributes.get("group", 1))
    params: dict[str, Any] = {
        "kernel_size": kernel[0],
        "stride": _square(attributes.get("strides", [1]), "strides"),
        "dilation": dilation,
        "bias": len(node.input) > 2 and bool(node.input[2]),
        **_padding(attributes, kernel, dilation),
    }
    if len(kernel) == 1:
        return graph.sketch.add("Conv1d", sources[:1], node.name, out_channels=channels_out, groups=groups, **params)
    if kernel[1] != kernel[0]:
        params["kernel_width"] = kernel[1]
    if groups > 1 and channels_in == 1 and channels_out % groups == 0:
        multiplier = channels_out // groups
        return graph.sketch.add("DepthwiseConv2d", sources[:1], node.name, multiplier=multiplier, **params)
    return graph.sketch.add("Conv2d", sources[:1], node.name, out_channels=channels_out, groups=groups, **params)


def _transposed(graph: OnnxGraph, node: Any, sources: list[str], attributes: Attributes) -> str:
    weight = graph.weight(node, 1)
    if int(attributes.get("group", 1)) != 1 or _square(attributes.get("dilations", [1]), "dilations") != 1:
        raise ValueError("groups or dilation")
    return graph.sketch.add(
        "ConvTranspose2d",
        sources[:1],
        node.name,
        out_channels=weight[1],
        kernel_size=_square(weight[2:], "kernel"),
        stride=_square(attributes.get("strides", [1]), "strides"),
        padding=_square(attributes.get("pads", [0]), "pads"),
        output_padding=_square(attributes.get("output_padding", [0]), "output padding"),
        bias=len(node.input) > 2,
    )


def _gemm(graph: OnnxGraph, node: Any, sources: list[str], attributes: Attributes) -> str:
    weight = graph.weight(node, 1)
    features = weight[0] if attributes.get("transB", 0) else weight[1]
    return graph.sketch.add("Linear", sources[:1], node.name, out_features=features, bias=len(node.input) > 2)


def _matmul(graph: OnnxGraph, node: Any, sources: list[str], attributes: Attributes) -> str:
    return graph.sketch.add("Linear", sources[:1], node.name, out_features=graph.weight(node, 1)[-1], bias=False)


def _add(graph: OnnxGraph, node: Any, sources: list[str], attributes: Attributes) -> str:
    if len(sources) > 1:
        return graph.sketch.add("Add", sources, node.name)
    layer = graph.sketch.layers[sources[0]]
    constant = next((graph.shapes[name] for name in node.input if name in graph.shapes), ())
    shape = graph.shape(sources[0])
    if layer.type == "Linear" and shape is not None and constant == (shape[-1],):
        graph.sketch.replace_params(sources[0], bias=True)
        return sources[0]
    if shape is not None and len(shape) == 2 and constant[-2:] == shape:
        return graph.sketch.add("PositionalEmbedding", sources, node.name)
    raise ValueError("adds a constant")


def _multiply(graph: OnnxGraph, node: Any, sources: list[str], attributes: Attributes) -> str:
    if len(sources) < 2:
        raise ValueError("multiplies by a constant")
    first, second = (graph.sketch.layers[source] for source in sources[:2])
    if second.type == "Sigmoid" and second.inputs == (first.id,):  # x · sigmoid(x)
        return graph.sketch.add("SiLU", [first.id], node.name)
    return graph.sketch.add("Multiply", sources, node.name)


def _normalisation(graph: OnnxGraph, node: Any, sources: list[str], attributes: Attributes) -> str:
    shape = graph.shape(sources[0])
    kind = "BatchNorm2d" if shape is None or len(shape) == 3 else "BatchNorm1d"
    momentum = round(1 - float(attributes.get("momentum", 0.9)), 6)
    return graph.sketch.add(
        kind, sources[:1], node.name, eps=float(attributes.get("epsilon", 1e-5)), momentum=momentum or 0.1
    )


def _pool(kind: str) -> Operator:
    def read(graph: OnnxGraph, node: Any, sources: list[str], attributes: Attributes) -> str:
        kernel = list(attributes["kernel_shape"])
        if any(int(size) != 1 for size in attributes.get("dilations", ())):
            raise ValueError("dilations")
        if attributes.get("auto_pad", b"NOTSET") not in (b"NOTSET", b"VALID"):
            raise ValueError("auto_pad")
        return graph.sketch.add(
            f"{kind}{len(kernel)}d",
            sources[:1],
            node.name,
            kernel_size=_square(kernel, "kernel"),
            stride=_square(attributes.get("strides", [1]), "strides"),
            padding=_square(attributes.get("pads", [0]), "pads"),
            ceil_mode=bool(attributes.get("ceil_mode", 0)),
        )

    return read


def _reshape(graph: OnnxGraph, node: Any, sources: list[str], attributes: Attributes) -> str:
    sizes = graph.constant(node, 1)
    if sizes is None:
        raise ValueError("its shape is computed")
    inner = [int(size) for size in sizes][1:]
    return _reshaped(graph, node, sources, inner)


def _reshaped(graph: OnnxGraph, node: Any, sources: list[str], inner: list[int]) -> str:
    if len(inner) == 1:
        return graph.sketch.add("Flatten", sources[:1], node.name)
    return graph.sketch.add("Reshape", sources[:1], node.name, sizes=tuple(inner))


def _transpose(graph: OnnxGraph, node: Any, sources: list[str], attributes: Attributes) -> str:
    order = [int(axis) for axis in attributes["perm"]]
    if order[0] != 0:
        raise ValueError("moves the batch")
    return graph.sketch.add("Permute", sources[:1], node.name, order=tuple(axis - 1 for axis in order[1:]))


def _concatenate(graph: OnnxGraph, node: Any, sources: list[str], attributes: Attributes) -> str:
    axis = int(attributes["axis"])
    if axis == 0 or len(sources) != len(node.input):
        raise ValueError("joins the batch, or a constant")
    return graph.sketch.add("Concatenate", sources, node.name, axis=axis - 1 if axis > 0 else axis)


def _mean(graph: OnnxGraph, node: Any, sources: list[str], attributes: Attributes) -> str:
    axes = attributes.get("axes") or graph.constant(node, 1) or ()
    wanted = sorted(int(axis) for axis in axes)
    shape, keep = graph.shape(sources[0]), bool(attributes.get("keepdims", 1))
    if wanted in ([2, 3], [-2, -1]):
        return graph.sketch.add("GlobalAvgPool2d", sources[:1], node.name, flatten=not keep)
    if wanted == [1] and shape is not None and len(shape) == 2 and not keep:
        return graph.sketch.add("MeanOverTokens", sources[:1], node.name)
    raise ValueError(f"mean over {wanted}")


def _global_pool(kind: str) -> Operator:
    return lambda graph, node, sources, attributes: graph.sketch.add(kind, sources[:1], node.name, flatten=False)


def _resize(graph: OnnxGraph, node: Any, sources: list[str], attributes: Attributes) -> str:
    scales = attributes.get("scales") or graph.constant(node, 2 if node.op_type == "Resize" else 1)
    if not scales:
        sizes, shape = graph.constant(node, 3), graph.shape(sources[0])
        if not sizes or shape is None:
            raise ValueError("its scale is computed")
        scales = [1, 1, *(size / now for size, now in zip(sizes[2:], shape[1:], strict=True))]
    scale = _square([round(value) for value in scales[2:]], "scales")
    mode = "bilinear" if attributes.get("mode", b"nearest") == b"linear" else "nearest"
    return graph.sketch.add("Upsample", sources[:1], node.name, scale_factor=scale, mode=mode)


def _clip(graph: OnnxGraph, node: Any, sources: list[str], attributes: Attributes) -> str:
    nothing: list[Any] = [None]
    low = attributes.get("min", (graph.constant(node, 1) or nothing)[0])
    high = attributes.get("max", (graph.constant(node, 2) or nothing)[0])
    if (low, high) != (0, 6):
        raise ValueError(f"clips to {low} … {high}")
    return graph.sketch.add("ReLU6", sources[:1], node.name)


def _dropout(graph: OnnxGraph, node: Any, sources: list[str], attributes: Attributes) -> str:
    ratio = attributes.get("ratio", (graph.constant(node, 1) or [0.5])[0])
    return graph.sketch.add("Dropout", sources[:1], node.name, p=round(float(ratio), 6))


def _layer_norm(graph: OnnxGraph, node: Any, sources: list[str], attributes: Attributes) -> str:
    return graph.sketch.add("LayerNorm", sources[:1], node.name, eps=float(attributes.get("epsilon", 1e-5)))


def _plain(kind: str, **names: str) -> Operator:
    """A layer whose params are attributes: ``negative_slope="alpha"``."""

    def read(graph: OnnxGraph, node: Any, sources: list[str], attributes: Attributes) -> str:
        params = {param: round(float(attributes[name]), 6) for param, name in names.items() if name in attributes}
        return graph.sketch.add(kind, sources[:1], node.name, **params)

    return read


def _gelu(graph: OnnxGraph, node: Any, sources: list[str], attributes: Attributes) -> str:
    approximate = bytes(attributes.get("approximate", b"none")).decode()
    return graph.sketch.add("GELU", sources[:1], node.name, approximate=approximate)


def _pass(graph: OnnxGraph, node: Any, sources: list[str], attributes: Attributes) -> str:
    """Casts and the like change nothing that a layer sees."""
    return sources[0]


def _squeeze(graph: OnnxGraph, node: Any, sources: list[str], attributes: Attributes) -> str:
    shape = graph.shape(sources[0])
    if shape is not None and all(size == 1 for size in shape[1:]):
        return graph.sketch.add("Flatten", sources[:1], node.name)
    graph.sketch.notes.add(
        0, QT_TRANSLATE_NOOP("engine", "{name}: axes of size 1 are kept"), name=node.name or node.op_type
    )
    return sources[0]


OPERATORS: dict[str, Operator] = {
    "Conv": _convolution,
    "ConvTranspose": _transposed,
    "Gemm": _gemm,
    "MatMul": _matmul,
    "Add": _add,
    "Sum": _add,
    "Mul": _multiply,
    "Concat": _concatenate,
    "BatchNormalization": _normalisation,
    "InstanceNormalization": _plain("InstanceNorm2d", eps="epsilon"),
    "LayerNormalization": _layer_norm,
    "GroupNormalization": _plain("GroupNorm", eps="epsilon", num_groups="num_groups"),
    "MaxPool": _pool("MaxPool"),
    "AveragePool": _pool("AvgPool"),
    "GlobalAveragePool": _global_pool("GlobalAvgPool2d"),
    "GlobalMaxPool": _global_pool("GlobalMaxPool2d"),
    "ReduceMean": _mean,
    "Relu": _plain("ReLU"),
    "LeakyRelu": _plain("LeakyReLU", negative_slope="alpha"),
    "PRelu": _plain("PReLU"),
    "Elu": _plain("ELU", alpha="alpha"),
    "Gelu": _gelu,
    "Swish": _plain("SiLU"),
    "Mish": _plain("Mish"),
    "Sigmoid": _plain("Sigmoid"),
    "HardSigmoid": _plain("Hardsigmoid"),
    "HardSwish": _plain("Hardswish"),
    "Tanh": _plain("Tanh"),
    "Softplus": _plain("Softplus"),
    "Softmax": _plain("Softmax"),
    "LogSoftmax": _plain("LogSoftmax"),
    "Clip": _clip,
    "Flatten": lambda graph, node, sources, attributes: graph.sketch.add("Flatten", sources[:1], node.name),
    "Reshape": _reshape,
    "Transpose": _transpose,
    "Squeeze": _squeeze,
    "Unsqueeze": _squeeze,
    "Resize": _resize,
    "Upsample": _resize,
    "Dropout": _dropout,
    "Identity": _pass,
    "Cast": _pass,
    "CastLike": _pass,
}
