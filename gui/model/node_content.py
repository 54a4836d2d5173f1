"""What a node shows, gathered from the spec and its analysis; equal contents need no repaint."""

from collections.abc import Mapping
from typing import Literal, NamedTuple

from engine.model.analysis import Analysis
from engine.model.layer_type import shape_text
from engine.model.ports import input_range
from engine.model.problems import Problem, Severity
from engine.model.registry import layer_type
from engine.model.spec import LayerSpec, ModelSpec
from gui.model.figures import parameters_text
from gui.translation import say

Cost = Literal["multiply_adds", "parameters"]


class NodeContent(NamedTuple):
    """The words and figures of one node, ready to paint."""

    layer_id: str
    type: str
    category: str
    summary: str
    shape: str
    parameters: str
    share: float
    """This layer's part of the network's total cost, 0 to 1."""
    severity: Severity | None
    message: str
    fix: str
    """The label of the first repair, empty where none is known."""
    input_count: int
    linked_inputs: int
    takes_output: bool
    """Whether other layers can read it (all but the output)."""
    is_read: bool
    """Whether another layer does."""


def node_contents(spec: ModelSpec, analysis: Analysis, cost: Cost = "multiply_adds") -> Mapping[str, NodeContent]:
    """The content of every node."""
    first_problem: dict[str, Problem] = {}
    for problem in analysis.problems:  # the worst come first
        if problem.layer is not None:
            first_problem.setdefault(problem.layer, problem)
    total = analysis.multiply_adds if cost == "multiply_adds" else analysis.parameters
    return {
        layer.id: _content(spec, layer, analysis, first_problem.get(layer.id), cost, max(total, 1))
        for layer in spec.layers
    }


def _content(
    spec: ModelSpec, layer: LayerSpec, analysis: Analysis, problem: Problem | None, cost: Cost, total: int
) -> NodeContent:
    kind, report = layer_type(layer.type), analysis.layers[layer.id]
    spent = report.multiply_adds if cost == "multiply_adds" else report.parameters
    summary = kind.summary(layer.params)
    shape = shape_text(report.output_shape) if report.output_shape is not None else "?"
    return NodeContent(
        layer.id,
        layer.type,
        kind.category,
        summary if summary != shape else "",
        shape,
        parameters_text(report.parameters),
        spent / total,
        problem.severity if problem else None,
        say(problem.text) if problem else "",
        say(problem.fixes[0].label) if problem and problem.fixes else "",
        input_range(spec, layer)[1],
        len(layer.inputs),
        layer.type != "Output",
        bool(spec.consumers[layer.id]),
    )
