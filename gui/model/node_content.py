"""What a node shows, gathered from the spec and its analysis; equal contents need no repaint."""

from collections.abc import Mapping
from typing import Literal, NamedTuple

from engine.model.analysis import Analysis
from engine.model.layer_type import shape_text
from engine.model.layers.block import BlockParams
from engine.model.ports import input_names, input_range
from engine.model.problems import Problem, Severity
from engine.model.registry import layer_type
from engine.model.report import LayerReport
from engine.model.spec import Block, LayerSpec, ModelSpec
from gui.model.figures import parameters_text
from gui.translation import say

Cost = Literal["multiply_adds", "parameters"]


_LONGEST_NAME = 22


class NodeContent(NamedTuple):
    """The words and figures of one node, ready to paint."""

    layer_id: str
    type: str
    """The layer type; a block's name stands in its place."""
    category: str
    summary: str
    shape: str
    parameters: str
    severity: Severity | None
    message: str
    fix: str
    """The label of the first repair, empty where none is known."""
    input_count: int
    """How many ports it shows: those in use, and one to spare where it can read more."""
    linked_inputs: int
    input_names: tuple[str, ...]
    takes_output: bool
    """Whether other layers can read it (all but the output)."""
    is_read: bool
    """Whether another layer does."""
    repeat: int = 1
    """How many copies of a block stand here."""
    frozen: bool = False


class _Known(NamedTuple):
    layer: LayerSpec
    report: LayerReport
    problem: tuple[object, ...] | None
    is_read: bool
    content: NodeContent


class NodeContents:
    """The contents of all nodes; what an edit did not touch is not made again."""

    def __init__(self) -> None:
        self._known: dict[str, _Known] = {}
        self._blocks: tuple[Block, ...] = ()

    def forget(self) -> None:
        """Make everything again the next time, in the language of then."""
        self._known.clear()

    def changes(self, spec: ModelSpec, analysis: Analysis) -> Mapping[str, NodeContent]:
        """The content of every node that shows something else than the last time, or was not there."""
        if spec.blocks is not self._blocks:
            self._known.clear()
            self._blocks = spec.blocks
        known, consumers, reports, problems = self._known, spec.consumers, analysis.layers, analysis.by_layer
        if known.keys() - reports.keys():
            self._known = known = {layer_id: known[layer_id] for layer_id in known.keys() & reports.keys()}
        changed: dict[str, NodeContent] = {}
        for layer in spec.layers:
            layer_id = layer.id
            former = known.get(layer_id)
            problem = problems[layer_id][0] if layer_id in problems else None  # the worst come first
            told = None if problem is None else _told(problem)
            report, is_read = reports[layer_id], bool(consumers[layer_id])
            if (
                former is None
                or former.layer is not layer
                or former.report is not report
                or former.is_read is not is_read
                or former.problem != told
            ):
                if former is not None and former.layer is layer and former.problem == told:
                    content = _with_other_figures(former.content, layer, former.report, report, is_read)
                else:
                    content = _content(spec, layer, report, problem, is_read)
                known[layer_id] = _Known(layer, report, told, is_read, content)
                changed[layer_id] = content
        return changed


def _told(problem: Problem) -> tuple[object, ...]:
    return (problem.severity, problem.text, problem.fixes[0].label if problem.fixes else None)


def shares(analysis: Analysis, cost: Cost) -> Mapping[str, float]:
    """Each layer's part of the network's total cost, 0 to 1."""
    if cost == "multiply_adds":
        total = max(analysis.multiply_adds, 1)
        return {name: report.multiply_adds / total for name, report in analysis.layers.items()}
    total = max(analysis.parameters, 1)
    return {name: report.parameters / total for name, report in analysis.layers.items()}


def _with_other_figures(
    content: NodeContent, layer: LayerSpec, former: LayerReport, report: LayerReport, is_read: bool
) -> NodeContent:
    """The same layer with other figures: an edit far above changes them for every layer below."""
    shape, parameters, summary = content.shape, content.parameters, content.summary
    if former.output_shape != report.output_shape:
        shape = _shape(report)
        summary = _summary(layer, shape)
    if former.parameters != report.parameters:
        parameters = parameters_text(report.parameters)
    frozen = not layer.learning.trainable and report.parameters > 0
    return content._replace(shape=shape, parameters=parameters, summary=summary, is_read=is_read, frozen=frozen)


def _shape(report: LayerReport) -> str:
    return shape_text(report.output_shape) if report.output_shape is not None else "?"


def _summary(layer: LayerSpec, shape: str) -> str:
    """The params in short, unless the shape says the same."""
    if isinstance(layer.params, BlockParams):
        return f"×{layer.params.repeat}" if layer.params.repeat > 1 else ""
    summary = layer_type(layer.type).summary(layer.params)
    return summary if summary != shape else ""


def _content(
    spec: ModelSpec, layer: LayerSpec, report: LayerReport, problem: Problem | None, is_read: bool
) -> NodeContent:
    kind = layer_type(layer.type)
    shape = _shape(report)
    least, most = input_range(spec, layer)
    block, repeat = (layer.params.block, layer.params.repeat) if isinstance(layer.params, BlockParams) else ("", 1)
    return NodeContent(
        layer_id=layer.id,
        type=(block if len(block) <= _LONGEST_NAME else block[: _LONGEST_NAME - 1] + "…") or layer.type,
        category=kind.category,
        summary=_summary(layer, shape),
        shape=shape,
        parameters=parameters_text(report.parameters),
        severity=problem.severity if problem else None,
        message=say(problem.text) if problem else "",
        fix=say(problem.fixes[0].label) if problem and problem.fixes else "",
        input_count=min(most, max(least, len(layer.inputs) + 1)),
        linked_inputs=len(layer.inputs),
        input_names=tuple(say(name) for name in input_names(spec, layer)),
        takes_output=layer.type != "Output",
        is_read=is_read,
        repeat=repeat,
        frozen=not layer.learning.trainable and report.parameters > 0,
    )
