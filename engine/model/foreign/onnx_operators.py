"""ONNX operators as layers, as the operator specification of the ONNX project defines them."""

from __future__ import annotations

from typing import Any

from engine.model.foreign import onnx_windows as windows
from engine.model.foreign.onnx_values import Attributes, OnnxGraph, same_on_all_sides
from engine.model.foreign.onnx_windows import Operator
from engine.text import QT_TRANSLATE_NOOP


def _gemm(graph: OnnxGraph, node: Any, sources: list[str], attributes: Attributes) -> str:
    weight = graph.weight(node, 1)
    if (
        len(weight) != 2
        or attributes.get("transA", 0)
        or attributes.get("alpha", 1) != 1
        or attributes.get("beta", 1) != 1
    ):
        raise ValueError("its result is scaled, or its input turned")
    features = weight[0] if attributes.get("transB", 0) else weight[1]
    return graph.sketch.add("Linear", sources[:1], graph.name(node), out_features=features, bias=len(node.input) > 2)


def _matmul(graph: OnnxGraph, node: Any, sources: list[str], attributes: Attributes) -> str:
    weight = graph.weight(node, 1)
    if len(weight) != 2:
        raise ValueError(f"weights of {len(weight)} dimensions")
    return graph.sketch.add("Linear", sources[:1], graph.name(node), out_features=weight[1], bias=False)


def _add(graph: OnnxGraph, node: Any, sources: list[str], attributes: Attributes) -> str:
    if len(sources) > 1:
        return graph.sketch.add("Add", sources, graph.name(node))
    layer = graph.sketch.layers[sources[0]]
    constant = next((graph.shapes[name] for name in node.input if name in graph.shapes), ())
    shape = graph.shape(sources[0])
    added = tuple(size for size in constant if size != 1)
    of_channels = layer.type in ("Conv2d", "DepthwiseConv2d", "ConvTranspose2d") and len(constant) >= 3
    axis = 0 if of_channels else -1
    takes_bias = (layer.type == "Linear" or of_channels) and not getattr(layer.params, "bias", True)
    if takes_bias and shape is not None and added == ((shape[axis],) if shape[axis] > 1 else ()):
        graph.sketch.replace_params(sources[0], bias=True)
        return sources[0]
    if shape is not None and len(shape) == 2 and constant[-2:] == shape and constant[:-2] in ((), (1,)):
        return graph.sketch.add("PositionalEmbedding", sources, graph.name(node))
    raise ValueError("adds a constant")


def _multiply(graph: OnnxGraph, node: Any, sources: list[str], attributes: Attributes) -> str:
    if len(sources) < 2:
        raise ValueError("multiplies by a constant")
    return graph.sketch.add("Multiply", sources, graph.name(node))


def _normalisation(graph: OnnxGraph, node: Any, sources: list[str], attributes: Attributes) -> str:
    shape = graph.shape(sources[0])
    kind = "BatchNorm2d" if shape is None or len(shape) == 3 else "BatchNorm1d"
    momentum = round(1 - float(attributes.get("momentum", 0.9)), 6)
    return graph.sketch.add(
        kind,
        sources[:1],
        graph.name(node),
        eps=round(float(attributes.get("epsilon", 1e-5)), 9),
        momentum=momentum or 0.1,
    )


def _reshape(graph: OnnxGraph, node: Any, sources: list[str], attributes: Attributes) -> str:
    sizes = graph.constant(node, 1)
    if sizes is None:
        raise ValueError("its shape is computed")
    inner = [int(size) for size in sizes][1:]
    return _reshaped(graph, node, sources, inner)


def _reshaped(graph: OnnxGraph, node: Any, sources: list[str], inner: list[int]) -> str:
    if len(inner) == 1:
        return graph.sketch.add("Flatten", sources[:1], graph.name(node))
    return graph.sketch.add("Reshape", sources[:1], graph.name(node), sizes=tuple(inner))


def _transpose(graph: OnnxGraph, node: Any, sources: list[str], attributes: Attributes) -> str:
    order = [int(axis) for axis in attributes["perm"]]
    if order[0] != 0:
        raise ValueError("moves the batch")
    return graph.sketch.add("Permute", sources[:1], graph.name(node), order=tuple(axis - 1 for axis in order[1:]))


def _concatenate(graph: OnnxGraph, node: Any, sources: list[str], attributes: Attributes) -> str:
    axis = int(attributes["axis"])
    shape, token = graph.shape(sources[0]), graph.shapes.get(node.input[0])
    joins_one = axis == 1 and len(sources) == 1 and len(node.input) == 2 and shape is not None and len(shape) == 2
    if joins_one and shape is not None and token in ((1, 1, shape[1]), (1, shape[1])):
        return graph.sketch.add("ClassToken", sources, graph.name(node))
    if axis == 0 or len(sources) != len(node.input):
        raise ValueError("joins the batch, or a constant")
    return graph.sketch.add("Concatenate", sources, graph.name(node), axis=axis - 1 if axis > 0 else axis)


def _mean(graph: OnnxGraph, node: Any, sources: list[str], attributes: Attributes) -> str:
    axes = attributes.get("axes") or graph.constant(node, 1) or ()
    wanted = sorted(int(axis) for axis in axes)
    kind = "GlobalMaxPool2d" if node.op_type == "ReduceMax" else "GlobalAvgPool2d"
    shape, keep = graph.shape(sources[0]), bool(attributes.get("keepdims", 1))
    if wanted in ([2, 3], [-2, -1]):
        return graph.sketch.add(kind, sources[:1], graph.name(node), flatten=not keep)
    if kind == "GlobalAvgPool2d" and wanted == [1] and shape is not None and len(shape) == 2 and not keep:
        return graph.sketch.add("MeanOverTokens", sources[:1], graph.name(node))
    raise ValueError(f"mean over {wanted}")


def _global_pool(kind: str) -> Operator:
    return lambda graph, node, sources, attributes: graph.sketch.add(kind, sources[:1], graph.name(node), flatten=False)


def _resize(graph: OnnxGraph, node: Any, sources: list[str], attributes: Attributes) -> str:
    scales = attributes.get("scales") or graph.constant(node, 2 if node.op_type == "Resize" else 1)
    if not scales:
        sizes, shape = graph.constant(node, 3), graph.shape(sources[0])
        if not sizes or shape is None:
            raise ValueError("its scale is computed")
        scales = [1, 1, *(size / now for size, now in zip(sizes[2:], shape[1:], strict=True))]
    if len(scales) != 4 or any(value != round(value) for value in scales):
        raise ValueError(f"scales {list(scales)}")
    scale = same_on_all_sides([round(value) for value in scales[2:]], "scales")
    if attributes.get("mode", b"nearest") not in (b"nearest", b"linear"):
        raise ValueError(str(attributes["mode"]))
    mode = "bilinear" if attributes.get("mode", b"nearest") == b"linear" else "nearest"
    return graph.sketch.add("Upsample", sources[:1], graph.name(node), scale_factor=scale, mode=mode)


def _clip(graph: OnnxGraph, node: Any, sources: list[str], attributes: Attributes) -> str:
    nothing: list[Any] = [None]
    low = attributes.get("min", (graph.constant(node, 1) or nothing)[0])
    high = attributes.get("max", (graph.constant(node, 2) or nothing)[0])
    if low == 0 and (high is None or high > 3e38):
        return graph.sketch.add("ReLU", sources[:1], graph.name(node))
    if (low, high) != (0, 6):
        raise ValueError(f"clips to {low} … {high}")
    return graph.sketch.add("ReLU6", sources[:1], graph.name(node))


def _dropout(graph: OnnxGraph, node: Any, sources: list[str], attributes: Attributes) -> str:
    ratio = attributes.get("ratio", (graph.constant(node, 1) or [0.5])[0])
    return graph.sketch.add("Dropout", sources[:1], graph.name(node), p=round(float(ratio), 6))


def _instance_norm(graph: OnnxGraph, node: Any, sources: list[str], attributes: Attributes) -> str:
    scale, bias = graph.constant(node, 1), graph.constant(node, 2)
    plain = scale is not None and bias is not None and set(scale) == {1.0} and set(bias) == {0.0}
    eps = round(float(attributes.get("epsilon", 1e-5)), 9)
    return graph.sketch.add("InstanceNorm2d", sources[:1], graph.name(node), affine=not plain, eps=eps)


def _layer_norm(graph: OnnxGraph, node: Any, sources: list[str], attributes: Attributes) -> str:
    shape, axis = graph.shape(sources[0]), int(attributes.get("axis", -1))
    params = {"eps": round(float(attributes.get("epsilon", 1e-5)), 9)}
    usual = 1 if shape is None or len(shape) < 3 else len(shape)
    count = -axis if axis < 0 else (len(shape) + 1 - axis if shape is not None else usual)
    if count == usual:
        return graph.sketch.add("LayerNorm", sources[:1], graph.name(node), **params)
    return graph.sketch.add("LayerNorm", sources[:1], graph.name(node), dimensions=count, **params)


def _over_row(kind: str) -> Operator:
    """Softmax and LogSoftmax, over the last axis alone."""

    def read(graph: OnnxGraph, node: Any, sources: list[str], attributes: Attributes) -> str:
        shape, axis = graph.shape(sources[0]), int(attributes.get("axis", -1))
        if axis != -1 and (shape is None or axis != len(shape)):
            raise ValueError(f"axis {axis}")
        return graph.sketch.add(kind, sources[:1], graph.name(node))

    return read


def _hard_sigmoid(graph: OnnxGraph, node: Any, sources: list[str], attributes: Attributes) -> str:
    slope, offset = float(attributes.get("alpha", 0.2)), float(attributes.get("beta", 0.5))
    if abs(slope - 1 / 6) > 1e-4 or abs(offset - 0.5) > 1e-4:
        raise ValueError(f"slope {slope:.4f}")
    return graph.sketch.add("Hardsigmoid", sources[:1], graph.name(node))


def _prelu(graph: OnnxGraph, node: Any, sources: list[str], attributes: Attributes) -> str:
    sizes = [size for size in graph.weight(node, 1) if size != 1]
    if len(sizes) > 1:
        raise ValueError("a slope for each pixel")
    return graph.sketch.add("PReLU", sources[:1], graph.name(node), per_channel=bool(sizes))


def _flatten(graph: OnnxGraph, node: Any, sources: list[str], attributes: Attributes) -> str:
    if int(attributes.get("axis", 1)) != 1:
        raise ValueError(f"axis {attributes['axis']}")
    return graph.sketch.add("Flatten", sources[:1], graph.name(node))


def _gather(graph: OnnxGraph, node: Any, sources: list[str], attributes: Attributes) -> str:
    """One token of a sequence."""
    index, shape = graph.constant(node, 1), graph.shape(sources[0])
    if int(attributes.get("axis", 0)) != 1 or index is None or len(index) != 1 or shape is None or len(shape) != 2:
        raise ValueError("picks something else than one token")
    return graph.sketch.add("TakeToken", sources[:1], graph.name(node), index=int(index[0]))


def _plain(kind: str, **names: str) -> Operator:
    """A layer whose params are attributes: ``negative_slope="alpha"``."""

    def read(graph: OnnxGraph, node: Any, sources: list[str], attributes: Attributes) -> str:
        params = {param: round(float(attributes[name]), 9) for param, name in names.items() if name in attributes}
        return graph.sketch.add(kind, sources[:1], graph.name(node), **params)

    return read


def _gelu(graph: OnnxGraph, node: Any, sources: list[str], attributes: Attributes) -> str:
    approximate = bytes(attributes.get("approximate", b"none")).decode()
    return graph.sketch.add("GELU", sources[:1], graph.name(node), approximate=approximate)


def _pass(graph: OnnxGraph, node: Any, sources: list[str], attributes: Attributes) -> str:
    """Casts and the like change nothing that a layer sees."""
    return sources[0]


def _squeeze(graph: OnnxGraph, node: Any, sources: list[str], attributes: Attributes) -> str:
    shape = graph.shape(sources[0])
    if shape is not None and all(size == 1 for size in shape[1:]):
        return graph.sketch.add("Flatten", sources[:1], graph.name(node))
    graph.sketch.notes.add(
        0, QT_TRANSLATE_NOOP("engine", "{name}: axes of size 1 are kept"), name=node.name or node.op_type
    )
    return sources[0]


OPERATORS: dict[str, Operator] = {
    "Conv": windows.convolution,
    "ConvTranspose": windows.transposed,
    "Gemm": _gemm,
    "MatMul": _matmul,
    "Add": _add,
    "Sum": _add,
    "Mul": _multiply,
    "Concat": _concatenate,
    "BatchNormalization": _normalisation,
    "InstanceNormalization": _instance_norm,
    "LayerNormalization": _layer_norm,
    "GroupNormalization": _plain("GroupNorm", eps="epsilon", num_groups="num_groups"),
    "MaxPool": windows.pool("MaxPool"),
    "AveragePool": windows.pool("AvgPool"),
    "GlobalAveragePool": _global_pool("GlobalAvgPool2d"),
    "GlobalMaxPool": _global_pool("GlobalMaxPool2d"),
    "ReduceMean": _mean,
    "ReduceMax": _mean,
    "Relu": _plain("ReLU"),
    "LeakyRelu": _plain("LeakyReLU", negative_slope="alpha"),
    "PRelu": _prelu,
    "Elu": _plain("ELU", alpha="alpha"),
    "Gelu": _gelu,
    "Swish": _plain("SiLU"),
    "Mish": _plain("Mish"),
    "Sigmoid": _plain("Sigmoid"),
    "HardSigmoid": _hard_sigmoid,
    "HardSwish": _plain("Hardswish"),
    "Tanh": _plain("Tanh"),
    "Softplus": _plain("Softplus"),
    "Softmax": _over_row("Softmax"),
    "LogSoftmax": _over_row("LogSoftmax"),
    "Clip": _clip,
    "Flatten": _flatten,
    "Gather": _gather,
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
