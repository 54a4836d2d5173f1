"""What is fed to the readers: valid files with parts changed, files of random parts, and plain noise."""

import copy
import json
import re
from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import Any

from hypothesis import strategies as st
from onnx import AttributeProto, TensorProto, helper

from engine.model.code.writer import write_model
from engine.model.foreign.keras_layer import ACTIVATIONS
from engine.model.foreign.keras_layers import LAYERS
from engine.model.foreign.onnx_operators import OPERATORS
from engine.model.registry import layer_types
from engine.model.snippets import to_text
from engine.model.templates import template, template_names
from engine.project import Project

OLD_PROJECTS = Path(__file__).parents[1] / "tests" / "resources" / "projects"
Input = st.SearchStrategy[bytes]

_STRANGE: tuple[Any, ...] = (
    *(None, True, False, 0, -1, 1, 2, 2**31, 2**63, -(10**30), 10**400, 0.5, 1e308, float("nan"), float("-inf")),
    *("", "x", "input", "output", "conv1", "Conv2d", "Block", "\x00", "\ud800", "网络", "../..", "a" * 5000, "class"),
    *([], {}, [[]], {"": {}}, [1, 2, 3], ["input", "input"], [["conv1"]], {"block": "Block", "repeat": 200}),
)
_NUMBERS = st.integers(-(2**65), 2**65) | st.integers(-3, 70) | st.floats()
_VALUES = st.recursive(
    st.sampled_from(_STRANGE).map(copy.deepcopy) | _NUMBERS | st.booleans() | st.text(max_size=6),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=5,
)
_CODE = (
    *(b" ", b"\n", b"(", b")", b"[", b"]", b":", b"=", b"self.", b"nn.", b"x", b"**", b"10**10", b'"a" * 10**9'),
    *(b"lambda x: x", b"for _ in range(10**9):", b"while True: pass", b"import os; os.system('true')", b"eval('1')"),
    *(b"__import__", b"\t", b"\xc3\xa9", b"\xff", b"\x00", b"self.x = ", b"*args", b"**kwargs", b"nn.Sequential("),
)


def inputs(kind: str) -> Input:
    """Inputs of a kind, most of them near a valid one."""
    examples = st.sampled_from(valid(kind))
    if kind == "Keras models":
        return _changed_json(examples) | _keras_models() | _changed_bytes(examples, (b"null", b"[", b"1e999")) | _NOISE
    if kind == "ONNX files":
        return _onnx_graphs() | _changed_bytes(examples, (b"\xff" * 9, b"\x08", b"Conv")) | _NOISE
    if kind == "PyTorch code":
        return _changed_code(examples) | _changed_code(examples) | _changed_bytes(examples, _CODE) | _NOISE
    return st.one_of(*[_changed_json(examples)] * 4, _changed_bytes(examples, (b"NaN", b"{", b"]")), _NOISE)


@cache
def valid(kind: str) -> Sequence[bytes]:
    """Valid examples of a kind."""
    names = template_names()
    if kind == "projects":
        written = [Project.from_template(name).to_json().encode() for name in names]
        return (*written, *(path.read_bytes() for path in sorted(OLD_PROJECTS.glob("*.netwright"))))
    if kind == "copied layers":
        return tuple(to_text(spec, spec.by_id).encode() for spec in map(template, names))
    if kind == "PyTorch code":
        return tuple(write_model(template(name)).encode() for name in names)
    return (_keras_example(),) if kind == "Keras models" else (_onnx_example(),)


_NOISE = st.binary(max_size=300) | st.text(max_size=80).map(lambda text: text.encode("utf-8", "surrogatepass"))


@st.composite
def _changed_json(draw: st.DrawFn, examples: Input) -> bytes:
    data = json.loads(draw(examples))
    for _ in range(draw(st.sampled_from((1, 1, 1, 2, 4)))):
        _change(draw, data)
    return json.dumps(data).encode()


def _change(draw: st.DrawFn, data: Any) -> None:
    """Put something strange somewhere in JSON data, or take or double a part."""
    while isinstance(data, dict | list) and data:
        key = draw(st.sampled_from(list(data) if isinstance(data, dict) else range(len(data))))
        if isinstance(data[key], dict | list) and data[key] and draw(st.integers(0, 6)):
            data = data[key]
            continue
        way = draw(st.integers(0, 5))
        if way == 0:
            del data[key]
        elif way == 1 and isinstance(data, list):
            data.append(copy.deepcopy(data[key]))
        else:
            data[key] = draw(_VALUES) if way < 4 else draw(_near(data[key]))
        return


def _near(value: Any) -> st.SearchStrategy[Any]:
    """Values that might stand in the place of this one."""
    if isinstance(value, str):
        return st.sampled_from(
            ("input", "output", "conv1", "relu1", "linear1", "same", *(t.name for t in layer_types()))
        )
    if isinstance(value, bool) or value is None:
        return st.booleans() | st.integers(1, 9)
    return st.floats(0, 1) if isinstance(value, float) else st.integers(0, 70)


@st.composite
def _changed_bytes(draw: st.DrawFn, examples: Input, tokens: Sequence[bytes]) -> bytes:
    content = bytearray(draw(examples))
    for _ in range(draw(st.integers(1, 7))):
        place = draw(st.integers(0, len(content)))
        new = draw(st.sampled_from(tokens) | st.binary(min_size=1, max_size=2))
        content[place : place + draw(st.integers(0, 12))] = new
    return bytes(content[: draw(st.integers(0, len(content)))] if draw(st.integers(0, 4)) == 0 else content)


@st.composite
def _changed_code(draw: st.DrawFn, examples: Input) -> bytes:
    """Lines taken, doubled, moved and joined, numbers and names exchanged: much of it is still Python."""
    lines = draw(examples).decode().splitlines()
    for _ in range(draw(st.integers(1, 3))):
        place, other = (draw(st.integers(0, len(lines) - 1)) for _ in range(2))
        way = draw(st.integers(0, 5))
        words = [*re.finditer(r"[\w.]+", lines[place])]
        if way == 0 and len(lines) > 1:
            del lines[place]
        elif way == 1:
            lines.insert(other, lines[place])
        elif way == 2:
            lines[place], lines[other] = lines[other], lines[place]
        elif words:
            found = draw(st.sampled_from(words))
            new = draw(st.sampled_from(_WORDS) | st.integers(-3, 99).map(str))
            lines[place] = lines[place][: found.start()] + new + lines[place][found.end() :]
    return "\n".join(lines).encode()


_WORDS = (
    *("x", "self", "self.conv1", "None", "nn.ReLU", "nn.Conv2d", "nn.Linear", "nn.Sequential", "torch.cat", "x.size"),
    *(
        "x.view",
        "x.shape",
        "True",
        "1e400",
        "[1, 2]",
        "(x, x)",
        "*x",
        "lambda: x",
        "super",
        "range",
        "forward",
        "nn.Odd",
    ),
)


# Keras


def _keras_example() -> bytes:
    layers = [
        {"class_name": "InputLayer", "config": {"batch_shape": [None, 28, 28, 1], "name": "in"}},
        {"class_name": "Conv2D", "config": {"filters": 8, "kernel_size": [3, 3], "activation": "relu", "name": "c"}},
        {"class_name": "MaxPooling2D", "config": {"pool_size": [2, 2], "name": "p"}},
        {"class_name": "Flatten", "config": {"name": "f"}},
        {"class_name": "Dense", "config": {"units": 10, "activation": "softmax", "name": "d"}},
    ]
    return json.dumps({"class_name": "Sequential", "config": {"name": "s", "layers": layers}}).encode()


_SETTINGS = (
    *("units", "filters", "kernel_size", "strides", "padding", "dilation_rate", "pool_size", "activation", "axis"),
    *("use_bias", "rate", "target_shape", "dims", "num_heads", "key_dim", "layer", "layers", "groups", "momentum"),
    *("size", "epsilon", "return_sequences", "data_format", "negative_slope", "max_value", "output_padding"),
)
_USUAL = (
    st.integers(1, 9)
    | st.lists(st.integers(1, 4), min_size=2, max_size=2)
    | st.sampled_from(("same", "valid", *ACTIVATIONS, "channels_first"))
)


@st.composite
def _keras_models(draw: st.DrawFn) -> bytes:
    """A model of known layers with settings that may not be theirs, each reading any of the others."""
    kinds = st.sampled_from((*LAYERS, "Functional", "Sequential", "Bidirectional", "Odd"))
    names = st.sampled_from(["in", *(f"l{number}" for number in range(6))])
    shape = [None, *draw(st.lists(st.integers(1, 12), min_size=1, max_size=3))]
    layers: list[dict[str, Any]] = [{"class_name": "InputLayer", "config": {"batch_shape": shape, "name": "in"}}]
    last = "in"
    for number in range(draw(st.integers(0, 6))):
        config = draw(st.dictionaries(st.sampled_from(_SETTINGS), _USUAL | _VALUES, max_size=4))
        reads = [last] if draw(st.booleans()) else draw(st.lists(names, max_size=3))
        last = f"l{number}"
        tensors = [{"class_name": "__keras_tensor__", "config": {"keras_history": [name, 0, 0]}} for name in reads]
        layers.append({
            "class_name": draw(kinds), "config": {**config, "name": last}, "name": last,
            "inbound_nodes": [{"args": tensors, "kwargs": {}}],
        })  # fmt: skip
    kind = draw(st.sampled_from(("Sequential", "Functional")))
    return json.dumps(
        {"class_name": kind, "config": {"name": "m", "layers": layers, "output_layers": [last, 0, 0]}}
    ).encode()


# ONNX


def _onnx_example() -> bytes:
    nodes = [
        helper.make_node("Conv", ["x", "w"], ["a"], pads=[1, 1, 1, 1]),
        helper.make_node("Relu", ["a"], ["b"]),
        helper.make_node("MaxPool", ["b"], ["c"], kernel_shape=[2, 2], strides=[2, 2]),
        helper.make_node("Concat", ["c", "c"], ["d"], axis=1),
        helper.make_node("Flatten", ["d"], ["y"]),
    ]
    given = helper.make_tensor_value_info("x", TensorProto.FLOAT, (1, 1, 28, 28))
    answer = helper.make_tensor_value_info("y", TensorProto.FLOAT, None)
    weight = helper.make_tensor("w", TensorProto.FLOAT, (4, 1, 3, 3), [0.0] * 36)
    content: bytes = helper.make_model(helper.make_graph(nodes, "g", [given], [answer], [weight])).SerializeToString()
    return content


_ATTRIBUTES = (
    *("pads", "strides", "dilations", "group", "kernel_shape", "axis", "axes", "perm", "alpha", "beta", "epsilon"),
    *("transB", "transA", "ratio", "mode", "auto_pad", "hidden_size", "direction", "value", "to", "keepdims", "min"),
)
_SMALL = st.lists(st.integers(-1, 5), max_size=5)
_ATTRIBUTE_VALUES = st.one_of(
    *(_SMALL, _SMALL, st.integers(-2, 9), st.integers(-(2**63), 2**63 - 1), st.floats(width=32)),
    st.lists(st.floats(width=32), min_size=1, max_size=3),
    st.binary(max_size=6),
    st.sampled_from(("SAME_UPPER", "SAME_LOWER", "VALID", "NOTSET", "linear", "nearest", "reverse", "bidirectional")),
)


@st.composite
def _onnx_graphs(draw: st.DrawFn) -> bytes:
    """A graph of known operators with attributes and weights that may not be theirs, and links that may lead back."""
    kinds = st.sampled_from((*OPERATORS, "Constant", "Shape", "Slice", "Gather", "Loop", "Einsum"))
    known = ["x", "w", "v", "k", ""]
    nodes = []
    for number in range(draw(st.integers(1, 6))):
        names = st.sampled_from((*known, f"n{number + 1}") if draw(st.integers(0, 9)) == 0 else known)
        reads = [known[-1] or "x", *draw(st.lists(names, max_size=3))]
        node = helper.make_node(draw(kinds), reads, [f"n{number}"], name=draw(st.sampled_from(("", "/a/Op", "é"))))
        for name, value in draw(st.dictionaries(st.sampled_from(_ATTRIBUTES), _ATTRIBUTE_VALUES, max_size=4)).items():
            node.attribute.append(
                helper.make_attribute(name, value)
                if value != []
                else AttributeProto(name=name, type=AttributeProto.INTS)
            )
        nodes.append(node)
        known.append(f"n{number}")
    weights = [
        TensorProto(name=name, dims=draw(_DIMS), data_type=draw(st.integers(0, 12)), **draw(_kept_numbers()))
        for name in ("w", "v", "k")
    ]
    given = helper.make_tensor_value_info("x", TensorProto.FLOAT, [1, *draw(st.lists(st.integers(0, 12), max_size=3))])
    answer = helper.make_tensor_value_info(known[-1], TensorProto.FLOAT, None)
    content: bytes = helper.make_model(helper.make_graph(nodes, "g", [given], [answer], weights)).SerializeToString()
    return content


_DIMS = st.lists(st.integers(1, 6) | st.integers(-(2**62), 2**62), max_size=4)


def _kept_numbers() -> st.SearchStrategy[dict[str, Any]]:
    """Where a tensor keeps its numbers: in lists, as bytes, or in another file."""
    large = st.integers(-(2**63), 2**63 - 1)
    fields: dict[str, st.SearchStrategy[Any]] = {
        "float_data": st.lists(st.floats(width=32), max_size=4),
        "int64_data": st.lists(st.integers(-3, 9) | large, max_size=4),
        "raw_data": st.binary(max_size=16),
        "data_location": st.sampled_from((TensorProto.DEFAULT, TensorProto.EXTERNAL)),
    }
    return st.fixed_dictionaries({}, optional=fields)
