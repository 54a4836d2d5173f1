"""ONNX' recurrent operators, which put the steps first, and the exchanges of axes that exporters write around them."""

from __future__ import annotations

from typing import Any

from engine.model.foreign.onnx_values import Attributes, OnnxGraph

KINDS = ("LSTM", "GRU", "RNN")
_KEEPING = (
    "Relu",
    "Tanh",
    "Sigmoid",
    "Dropout",
    "Identity",
    "Cast",
    "Gelu",
    "Elu",
    "LeakyRelu",
    "LayerNormalization",
    "MatMul",
)
_TURN, _BACK = [1, 0, 2], [0, 2, 1, 3]


def arrange(graph: OnnxGraph, node: Any, sources: list[str], attributes: Attributes) -> bool:
    """Take a node that only says how a sequence lies in memory, or a recurrent one; true where it was such a one."""
    value, layer = node.input[0], sources[0]
    given = graph.arranged.get(value)
    shape = graph.shape(layer)
    if node.op_type in KINDS:
        _recurrent(graph, node, layer, attributes, steps_first=given == "steps first")
        return True
    if node.op_type == "Transpose" and given in (None, "steps first"):
        order = [int(axis) for axis in attributes.get("perm", ())]
        if order != _TURN or shape is None or len(shape) != 2:
            return False
        return _same(graph, node, layer, "steps first" if given is None else None)
    if given is None:
        return False
    if given == "steps first":
        return _of_steps(graph, node, layer, attributes)
    if node.op_type == "Transpose" and [int(axis) for axis in attributes.get("perm", ())] in (_BACK, _TURN):
        return _same(graph, node, layer, given)
    if node.op_type in ("Squeeze", "Reshape", "Gather"):
        return _same(graph, node, layer, "steps first" if given == "recurrent output" else None)
    if node.op_type in ("Identity", "Cast"):
        return _same(graph, node, layer, given)
    return False


def _of_steps(graph: OnnxGraph, node: Any, layer: str, attributes: Attributes) -> bool:
    """A value with the steps first: one step is picked, or a layer works on each step by itself."""
    if node.op_type == "Gather" and int(attributes.get("axis", 0)) == 0:
        index = graph.constant(node, 1)
        if index is None or len(index) != 1:
            raise ValueError("picks something else than one step")
        graph.layers[node.output[0]] = graph.sketch.add("TakeToken", [layer], graph.name(node), index=int(index[0]))
        return True
    if node.op_type in _KEEPING:
        graph.arranged[node.output[0]] = "steps first"
        return False
    raise ValueError("works on a sequence whose steps come first")


def _recurrent(graph: OnnxGraph, node: Any, layer: str, attributes: Attributes, *, steps_first: bool) -> None:
    shape = graph.shape(layer)
    direction = attributes.get("direction", b"forward")
    if not steps_first and not int(attributes.get("layout", 0)):
        raise ValueError("its input has the batch first")
    if direction not in (b"forward", b"bidirectional") or shape is None or len(shape) != 2:
        raise ValueError(f"direction {direction!r} of {shape}")
    kind: str = node.op_type
    params: dict[str, Any] = {}
    names = [bytes(name).decode("ascii", "replace").lower() for name in attributes.get("activations", ())]
    if kind == "RNN":
        params["nonlinearity"] = (names or ["tanh"])[0]
    elif any(name not in ("sigmoid", "tanh") for name in names):
        raise ValueError(f"activations {names}")
    outputs = [*node.output, "", ""]
    last = not graph.readers[outputs[0]]
    made = graph.sketch.add(
        kind,
        [layer],
        graph.name(node),
        hidden_size=int(attributes["hidden_size"]),
        bidirectional=direction == b"bidirectional",
        bias=len(node.input) > 3 and bool(node.input[3]),
        output="last" if last else "sequence",
        **params,
    )
    state = made
    if not last and outputs[1] and graph.readers[outputs[1]]:
        state = graph.sketch.add("TakeToken", [made], "", index=-1)
        graph.sketch.spare.add(state)
    for name, source in ((outputs[0], made), (outputs[1], state)):
        if name:
            graph.layers[name] = source
            graph.arranged[name] = "recurrent output" if name == outputs[0] else "recurrent state"


def _same(graph: OnnxGraph, node: Any, layer: str, arranged: Any) -> bool:
    """The node's value is that layer's as before, lying otherwise."""
    graph.layers[node.output[0]] = layer
    if arranged is not None:
        graph.arranged[node.output[0]] = arranged
    return True
