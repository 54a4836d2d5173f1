"""Everything that can be wrong or foolish about a network, found on every edit in plain arithmetic."""

from collections.abc import Mapping

from engine.model.context import Context
from engine.model.diagnosis import answer, graph, habits
from engine.model.problems import Problem
from engine.model.report import LayerReport
from engine.model.spec import ModelSpec


def diagnose(
    spec: ModelSpec, reports: Mapping[str, LayerReport], context: Context, *, inside_block: bool
) -> list[Problem]:
    """All problems but those that hide a shape (missing inputs and mismatches), which :func:`analyse` meets itself."""
    problems = graph.wrong_ends(spec, inside_block)
    problems += graph.loops(spec)
    problems += graph.unused(spec)
    problems += habits.foolish(spec, reports)
    if not inside_block:
        problems += answer.wrong_answer(spec, reports, context)
    return problems
