"""Classes of blocks: one for each, with the sizes that differ among its uses as arguments of its constructor."""

from __future__ import annotations

import ast
import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import chain, count

from engine.model.analysis import Analysis, analyse
from engine.model.code.writer_body import Body, Order, body_of
from engine.model.code.writer_learning import blocks_with_groups, group_lines, learning_lines
from engine.model.code.writer_names import USED, variable_name, wrapped
from engine.model.ports import block_ports, output_layer
from engine.model.reading_order import reading_order
from engine.model.registry import layer_type
from engine.model.spec import LayerSpec, ModelSpec, Shape

_NUMBER = re.compile(r"\b\d+\b")
_INDENT = "    "
Shapes = tuple[Shape, ...]


@dataclass
class _Written:
    """A block's class as it is written for some of the shapes that its uses receive."""

    name: str
    arguments: tuple[str, ...] = ()
    values: dict[Shapes, tuple[str, ...]] = field(default_factory=dict)
    """What each use gives for the arguments."""
    source: str = ""

    def call(self, shapes: Shapes) -> str:
        return f"{self.name}({', '.join(self.values[shapes])})"


class BlockClasses:
    """The classes of every block that the network uses, inner ones first, and how each use makes its modules.

    No class has one of the names ``taken``.
    """

    def __init__(
        self, spec: ModelSpec, analysis: Analysis, order: Order = reading_order, taken: Collection[str] = ()
    ) -> None:
        self._spec, self._order = spec, order
        self._taken = USED.union(taken)
        self._variants: dict[str, dict[Shapes, Analysis]] = {}
        self._written: dict[tuple[str, Shapes], _Written] = {}
        self._classes: list[_Written] = []
        self.with_groups = blocks_with_groups(spec)
        self.imports: set[str] = set()
        self.support: dict[str, None] = {}
        self._collect(spec, analysis)
        self._names = self._taken.union(block.name for block in spec.blocks)
        for name in self._inner_first():
            self._write(name)

    def sources(self) -> list[str]:
        """The classes' source."""
        return [written.source for written in self._classes]

    def constructor(self, layer: LayerSpec, inputs: Shapes) -> str:
        """The expression that makes the modules of one use."""
        name, repeat = layer.params.block, layer.params.repeat  # type: ignore[attr-defined]
        calls = [self._written[name, shapes].call(shapes) for shapes in self._copies(name, inputs, repeat)]
        if repeat == 1:
            return calls[0]
        container = "nn.Sequential" if len(inputs) == 1 else "nn.ModuleList"
        if len(set(calls)) > 1:
            listed = ", ".join(calls)
            return f"{container}({listed})" if len(inputs) == 1 else f"{container}([{listed}])"
        many = f"{calls[0]} for _ in range({repeat})"
        return f"{container}(*({many}))" if len(inputs) == 1 else f"{container}({many})"

    # Which shapes the uses receive

    def _collect(self, spec: ModelSpec, analysis: Analysis) -> None:
        for layer in spec.layers:
            report = analysis.layers[layer.id]
            if layer.type != "Block" or report.output_shape is None:
                continue
            name: str = layer.params.block  # type: ignore[attr-defined]
            for shapes in self._copies(name, report.input_shapes, layer.params.repeat):  # type: ignore[attr-defined]
                self._analysed(name, shapes)

    def _copies(self, name: str, shapes: Shapes, repeat: int) -> Iterator[Shapes]:
        """What each copy receives, the first to the last."""
        for _ in range(repeat):
            yield shapes
            analysis = self._analysed(name, shapes)
            output = output_layer(analysis.spec)
            leaving = analysis.layers[output.id].output_shape if output is not None else None
            if leaving is None:
                return
            shapes = (leaving, *shapes[1:])

    def _analysed(self, name: str, shapes: Shapes) -> Analysis:
        known = self._variants.setdefault(name, {})
        if shapes not in known:
            network = self._spec.block_named[name]
            known[shapes] = analyse(network, given=dict(zip(block_ports(network), shapes, strict=True)))
            self._collect(network, known[shapes])
        return known[shapes]

    def _inner_first(self) -> list[str]:
        ordered: list[str] = []

        def visit(name: str) -> None:
            if name in ordered:
                return
            for layer in self._spec.block_named[name].layers:
                if layer.type == "Block" and layer.params.block in self._variants:  # type: ignore[attr-defined]
                    visit(layer.params.block)  # type: ignore[attr-defined]
            ordered.append(name)

        for name in self._variants:
            visit(name)
        return ordered

    # Writing

    def _write(self, name: str) -> None:
        """One class for all uses; where they differ in more than sizes, one for each kind of use."""
        variants = dict(self._variants[name])
        bodies = {
            shapes: body_of(analysis.spec, analysis, self, self._order, in_block=True)
            for shapes, analysis in variants.items()
        }
        class_name = self._fresh(name) if name in self._taken else name
        while bodies:
            first, body = next(iter(bodies.items()))
            alike = [shapes for shapes, other in bodies.items() if _alike(body, other)]
            self._write_class(class_name, name, variants[first], {shapes: bodies[shapes] for shapes in alike})
            bodies = {shapes: other for shapes, other in bodies.items() if shapes not in alike}
            class_name = self._fresh(name)

    def _fresh(self, name: str) -> str:
        number = 2
        while f"{name}{number}" in self._names:
            number += 1
        self._names |= {f"{name}{number}"}
        return f"{name}{number}"

    def _write_class(self, class_name: str, name: str, analysis: Analysis, bodies: Mapping[Shapes, Body]) -> None:
        network = analysis.spec
        written = _Written(class_name)
        made, written.arguments, values = _with_arguments(
            [body.made for body in bodies.values()], self._argument_names(network)
        )
        written.values = dict(zip(bodies, values, strict=True))
        body = next(iter(bodies.values()))
        computed = body.computed if len(bodies) == 1 else [line.partition("  # ")[0] for line in body.computed]
        lines = [f"class {class_name}(nn.Module):"]
        if class_name != name:
            lines += [f'{_INDENT}"""{name} where other shapes come in."""', ""]
        lines.append(f"{_INDENT}def __init__({', '.join(('self', *written.arguments))}):")
        lines.append(f"{_INDENT * 2}super().__init__()")
        made += learning_lines(network, body.layers)
        lines += [part for line in made for part in wrapped(line, _INDENT * 2)]
        ports = map(variable_name, block_ports(network))
        lines += ["", f"{_INDENT}def forward({', '.join(('self', *ports))}):"]
        lines += [part for line in computed for part in wrapped(line, _INDENT * 2)]
        lines.append(f"{_INDENT * 2}return {body.returned}")
        lines += group_lines(network, body.layers, self.with_groups)
        written.source = "\n".join(lines)
        self.imports |= body.imports
        self.support |= body.support
        self._classes.append(written)
        for shapes in bodies:
            self._written[name, shapes] = written

    def _argument_names(self, network: ModelSpec) -> dict[str, tuple[str, ...]]:
        """The names of the constructor's arguments, by layer id."""
        names = {}
        for layer in network.layers:
            if layer.type == "Block":
                uses = [written for (name, _), written in self._written.items() if name == layer.params.block]  # type: ignore[attr-defined]
                names[layer.id] = uses[0].arguments if uses else ()
            else:
                names[layer.id] = layer_type(layer.type).torch_arguments
        return names


def _alike(body: Body, other: Body) -> bool:
    """Whether two bodies differ in nothing but whole numbers that ``__init__`` gives."""
    computed = [line.partition("  # ")[0] for line in body.computed]
    others = [line.partition("  # ")[0] for line in other.computed]
    return (
        computed == others
        and body.returned == other.returned
        and [_NUMBER.sub("0", line) for line in body.made] == [_NUMBER.sub("0", line) for line in other.made]
    )


def _with_arguments(
    variants: Sequence[list[str]], names: Mapping[str, tuple[str, ...]]
) -> tuple[list[str], tuple[str, ...], list[tuple[str, ...]]]:
    """The lines with an argument wherever the variants differ, the arguments' names, and each variant's values."""
    arguments: dict[tuple[str, ...], str] = {}
    lines: list[str] = []
    for group in zip(*variants, strict=True):
        numbers = [_NUMBER.findall(line) for line in group]
        position = -1

        def replaced(found: re.Match[str], line: str = group[0], numbers: list[list[str]] = numbers) -> str:
            nonlocal position
            position += 1
            values = tuple(variant[position] for variant in numbers)
            if len(set(values)) == 1:
                return found.group()
            if values not in arguments:
                arguments[values] = _name_at(line, found.start(), names, set(arguments.values()))
            return arguments[values]

        lines.append(_NUMBER.sub(replaced, group[0]))
    given = [tuple(values[number] for values in arguments) for number in range(len(variants))]
    return lines, tuple(arguments.values()), given


def _name_at(line: str, column: int, names: Mapping[str, tuple[str, ...]], taken: set[str]) -> str:
    """A name for the number at that column of ``self.conv1 = nn.Conv2d(32, 64, 3)``: that of torch's argument."""
    layer_id = line.removeprefix("self.").partition(" = ")[0]
    name = "size"
    start = line.index("= ") + 2
    for node in ast.walk(ast.parse(line[start:], mode="eval")):
        if not isinstance(node, ast.Call):
            continue
        for place, argument in enumerate(node.args):
            if argument.col_offset + start <= column < (argument.end_col_offset or 0) + start and place < len(
                names.get(layer_id, ())
            ):
                name = names[layer_id][place]
        for keyword in node.keywords:
            if keyword.value.col_offset + start <= column < (keyword.value.end_col_offset or 0) + start:
                name = keyword.arg or name
    numbered = (f"{layer_id}_{name}{number}" for number in count(2))
    return next(found for found in chain((name, f"{layer_id}_{name}"), numbered) if found not in taken)
