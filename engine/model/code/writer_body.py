"""The lines of one class: what ``__init__`` makes, and what ``forward`` computes with it."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from engine.model.analysis import Analysis
from engine.model.code.writer_names import MAXIMUM_LINE, comment, variable_name
from engine.model.layer_type import shape_text
from engine.model.ports import ENDS, output_layer
from engine.model.reading_order import reading_order
from engine.model.registry import layer_type
from engine.model.spec import LayerSpec, ModelSpec, Shape

if TYPE_CHECKING:
    from engine.model.code.writer_blocks import BlockClasses

ANSWERS = ("Softmax", "LogSoftmax")
_RUNNING = ("x", "out")
"""Variables that one value after the other passes through."""
Order = Callable[[ModelSpec], Iterable[str]]
"""Gives the ids of a network's layers in the order in which they are written."""


@dataclass
class Body:
    """``made`` and ``computed`` are lines without indentation; ``returned`` is what ``forward`` returns.

    ``answer_layers`` turn logits into probabilities and stand outside of ``forward``, the innermost first.
    """

    made: list[str] = field(default_factory=list)
    layers: set[str] = field(default_factory=set)
    """The layers that ``made`` makes."""
    computed: list[str] = field(default_factory=list)
    returned: str = "x"
    answer_layers: tuple[str, ...] = ()
    imports: set[str] = field(default_factory=set)
    support: dict[str, None] = field(default_factory=dict)
    """Classes and functions that stand above the network's class, in order."""
    shapes: dict[str, Shape] = field(default_factory=dict)


def body_of(
    spec: ModelSpec, analysis: Analysis, blocks: BlockClasses, order: Order = reading_order, in_block: bool = False
) -> Body:
    """The body of the class of a network, or of a block."""
    return _Writer(spec, analysis, blocks, order, in_block).write()


def answer_layers(spec: ModelSpec) -> tuple[str, ...]:
    """The Softmax layers right before the output, the innermost first; none where something else reads them too."""
    output = output_layer(spec)
    found: list[str] = []
    walked = output.inputs[0] if output is not None and output.inputs else None
    while walked is not None and spec[walked].type in ANSWERS and spec[walked].inputs:
        if len(spec.consumers[walked]) > 1:
            return ()
        found.insert(0, walked)
        walked = spec[walked].inputs[0]
    return tuple(found)


class _Writer:
    """Writes one body, keeping track of which variable holds which layer's value."""

    def __init__(self, spec: ModelSpec, analysis: Analysis, blocks: BlockClasses, order: Order, in_block: bool) -> None:
        self.spec, self.analysis, self.blocks, self.order = spec, analysis, blocks, order
        self.body = Body(answer_layers=() if in_block else answer_layers(spec))
        ports = [layer.id for layer in spec.layers if layer.type in ("Input", "BlockInput")]
        self.variable: dict[str, str] = {}
        """The variable that holds each layer's value."""
        for port in ports:
            self.variable[port] = variable_name(port) if in_block else "x"
        self.arguments = frozenset(self.variable.values())
        named = {layer_id for layer_id in spec.by_id if layer_id not in ports}
        self.held: dict[str, str | None] = {name: None for name in _RUNNING if name not in named}
        """The running variables, and the layer whose value each holds; ``None`` while it holds none."""
        self.held |= {variable: port for port, variable in self.variable.items() if variable in self.held}
        self.waiting = {layer.id: set(spec.consumers[layer.id]) for layer in spec.layers}

    def write(self) -> Body:
        body, spec = self.body, self.spec
        for layer_id in self.order(spec):
            layer = spec[layer_id]
            if layer.type in ENDS:
                continue
            report = self.analysis.layers[layer_id]
            if report.output_shape is None:
                self._write_problem(layer)
                continue
            body.shapes[layer_id] = report.output_shape
            self._make(layer, report.input_shapes, report.output_shape)
            if layer_id not in body.answer_layers:
                self._compute(layer, report.input_shapes, report.output_shape)
        body.returned = self._returned()
        return body

    def _write_problem(self, layer: LayerSpec) -> None:
        problems = self.analysis.problems_of(layer.id)
        reason = str(problems[0].text) if problems else "its input is not known"
        self.body.made.append(comment(f"self.{layer.id}: {layer.type} {reason}"))
        self.body.computed.append(comment(f"{layer.id} is left out: {reason}"))

    def _make(self, layer: LayerSpec, inputs: tuple[Shape, ...], output: Shape) -> None:
        kind = layer_type(layer.type)
        if layer.type == "Block":
            code = self.blocks.constructor(layer, inputs)
        else:
            code = kind.code(layer.params, inputs, output)
        if code:
            self.body.made.append(f"self.{layer.id} = {code}")
            self.body.layers.add(layer.id)
        self.body.imports |= set(kind.imports)
        for piece in kind.support(layer.params):
            if piece.startswith(("import ", "from ")):
                self.body.imports.add(piece)
            else:
                self.body.support[piece] = None

    def _compute(self, layer: LayerSpec, inputs: tuple[Shape, ...], output: Shape) -> None:
        kind = layer_type(layer.type)
        sources = tuple(self.variable.get(source, source) for source in layer.inputs)
        for source in layer.inputs:
            self.waiting[source].discard(layer.id)
        target = self._target(layer, has_module=layer.type == "Block" or bool(kind.code(layer.params, inputs, output)))
        shape = shape_text(output)
        if layer.type == "Block" and layer.params.repeat > 1 and len(layer.inputs) > 1:  # type: ignore[attr-defined]
            first, *others = sources
            if target in others:  # which every copy still needs
                target = self._own_variable(layer)
            if target != first:
                self.body.computed.append(f"{target} = {first}")
            self.body.computed.append(f"for copy in self.{layer.id}:")
            self.body.computed.append(f"    {target} = copy({', '.join((target, *others))})")
        elif layer.type == "Block":
            self.body.computed.append(remarked(f"{target} = self.{layer.id}({', '.join(sources)})", shape))
        else:
            expression = kind.call(layer.params, inputs, output, f"self.{layer.id}", sources)
            self.body.computed.append(remarked(f"{target} = {expression}", shape))
        self.variable[layer.id] = target
        if target in self.held:
            self.held[target] = layer.id

    def _target(self, layer: LayerSpec, has_module: bool) -> str:
        """The running variable, or one of the layer's own where its name must be kept or the running one is in use."""
        if not has_module or not self.spec.consumers[layer.id]:
            return self._own_variable(layer)
        free = (name for name, holder in self.held.items() if holder is None or not self.waiting[holder])
        return next(free, self._own_variable(layer))

    def _own_variable(self, layer: LayerSpec) -> str:
        name = variable_name(layer.id)
        return f"{name}_value" if name in self.arguments else name

    def _returned(self) -> str:
        output = output_layer(self.spec)
        source = output.inputs[0] if output is not None and output.inputs else None
        while source is not None and source in self.body.answer_layers:
            source = self.spec[source].inputs[0]
        return self.variable.get(source, "x") if source is not None else "x"


def remarked(line: str, remark: str) -> str:
    """The line with a remark at its end where there is room."""
    whole = f"{line}  # {remark}"
    return whole if len(whole) <= MAXIMUM_LINE - 8 else line
