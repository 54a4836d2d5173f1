"""What is known of an ONNX graph's values while it is read: the layers that give them, and small constants."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Mapping
from typing import Any, Literal

from engine.model.foreign.sketch import Sketch
from engine.model.spec import Shape

Attributes = Mapping[str, Any]
Arrangement = Literal["steps first", "recurrent output", "recurrent state"]
"""How a sequence's value lies in the file: (steps, batch, features), (steps, directions, batch, features), or
(directions, batch, features); values of which nothing is known have the batch first."""
_FEW = 64
_ARITHMETIC = ("Add", "Sub", "Mul", "Div", "Mod", "Max", "Min", "Neg", "Sqrt", "ReduceProd")


class OnnxGraph:
    """What is known while a graph is read: ``layers`` by the name of the value they give, and small constants."""

    def __init__(self, sketch: Sketch, shapes: dict[str, Shape], tensors: dict[str, Any]) -> None:
        self.sketch, self.shapes, self._tensors = sketch, shapes, tensors
        self.layers: dict[str, str] = {}
        self.arranged: dict[str, Arrangement] = {}
        self.readers: Counter[str] = Counter()
        """How often each value is read, by a node or as the answer."""
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
        elif node.op_type == "Transpose":
            self._fold_transpose(node)
        elif node.op_type in _ARITHMETIC:
            self._fold_arithmetic(node)
        elif node.op_type == "Expand" and node.input and node.input[0] in self.shapes:  # a token, once for each example
            self.shapes[node.output[0]] = self.shapes[node.input[0]]
        elif node.op_type in ("Identity", "Cast", "Unsqueeze", "Squeeze", "Reshape", "Flatten") and node.input:
            tables: tuple[dict[str, Any], ...] = (self.shapes, self._tensors, self._constants)
            for table in tables:
                if node.input[0] in table:
                    table[node.output[0]] = table[node.input[0]]

    def _fold_transpose(self, node: Any) -> None:
        """Weights that are turned: only their shape matters."""
        sizes = self.shapes.get(node.input[0])
        if sizes is not None:
            order = self.attributes(node).get("perm") or range(len(sizes))[::-1]
            self.shapes[node.output[0]] = tuple(sizes[axis] for axis in order)

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

    def _fold_arithmetic(self, node: Any) -> None:
        """Sizes that are calculated from others, number by number."""
        lists = [self.constant(node, position) for position in range(len(node.input))]
        if not lists or any(not found for found in lists):
            return
        given = [found for found in lists if found]
        if node.op_type == "ReduceProd":
            self._constants[node.output[0]] = [float(math.prod(given[0]))]
            return
        length = max(map(len, given))
        rows = [found * length if len(found) == 1 else found for found in given]
        self._constants[node.output[0]] = [_calculated(node.op_type, row) for row in zip(*rows, strict=True)]

    def constant(self, node: Any, position: int) -> list[float] | None:
        """The numbers of an input that is a small constant."""
        if position >= len(node.input):
            return None
        return self._kept(node.input[position])

    def _kept(self, name: str) -> list[float] | None:
        if name not in self._constants and name in self._tensors:
            from onnx import numpy_helper

            tensor = self._tensors[name]
            size = math.prod(map(int, tensor.dims))
            if size > _FEW or tensor.data_location == 1:  # weights, or kept outside of the file
                return None
            self._constants[name] = [float(value) for value in numpy_helper.to_array(tensor).ravel()]
        return self._constants.get(name)

    def number(self, name: str) -> float | None:
        """The number that a value is, where it is a constant of one."""
        if name not in self.shapes and name not in self._constants:
            return None
        try:
            found = self._kept(name)
        except (ValueError, TypeError, AttributeError):
            return None
        return found[0] if found is not None and len(found) == 1 else None

    def weight(self, node: Any, position: int) -> Shape:
        """The shape of an input that is a weight; raises :class:`ValueError` where it is computed."""
        shape = self.shapes.get(node.input[position]) if position < len(node.input) else None
        if shape is None:
            raise ValueError("its weights are computed")
        return shape

    def shape(self, layer_id: str) -> Shape | None:
        """What a layer gives."""
        return self.sketch.shapes[layer_id]

    def name(self, node: Any) -> str:
        """The layer's name: that of the module whose weights it holds, or that stands in the node's name."""
        for value in node.input[1:3]:
            if value in self.shapes and "." in value and "::" not in value:
                return str(value.rsplit(".", maxsplit=1)[0])
        parts = [part for part in str(node.name).split("/") if part]
        return (parts[-2] if len(parts) > 1 else "".join(parts)).removeprefix("node_")


def _calculated(kind: str, values: tuple[float, ...]) -> float:
    first, last = values[0], values[-1]
    match kind:
        case "Add":
            return first + last
        case "Sub":
            return first - last
        case "Mul":
            return first * last
        case "Div":
            return float(first // last) if first == int(first) and last == int(last) else first / last
        case "Mod":
            return first % last
        case "Neg":
            return -first
        case "Sqrt":
            return math.sqrt(first)
    return max(values) if kind == "Max" else min(values)


def same_on_all_sides(values: Any, name: str) -> int:
    """One number for height and width; raises :class:`ValueError` where they differ."""
    sizes = [int(value) for value in values]
    if len(set(sizes)) > 1:
        raise ValueError(f"{name} {sizes} differ between height and width")
    return sizes[0]
