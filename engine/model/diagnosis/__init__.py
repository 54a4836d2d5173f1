"""Everything that can be wrong or foolish about a network, found on every edit in plain arithmetic.

Errors keep a network from being trained, warnings say that it will hardly do what its builder means, hints that
something does nothing or is usually done otherwise. The usual shapes of networks give none of the first two.
"""

from collections.abc import Mapping

from engine.model.context import Context
from engine.model.diagnosis import activations, answer, graph, learners, normalising, resources, windows
from engine.model.diagnosis.view import Rule, View
from engine.model.learning import AS_THE_NETWORK
from engine.model.problems import Problem
from engine.model.report import LayerReport
from engine.model.spec import ModelSpec

_BY_TYPE: dict[str, tuple[Rule, ...]] = {}
for _rules in (activations.RULES, normalising.RULES, windows.RULES):
    for _name, _found in _rules.items():
        _BY_TYPE[_name] = (*_BY_TYPE.get(_name, ()), *_found)


def diagnose(
    spec: ModelSpec, reports: Mapping[str, LayerReport], context: Context, *, inside_block: bool
) -> list[Problem]:
    """All problems but those that hide a shape (missing inputs and mismatches), which :func:`analyse` meets itself."""
    view = View(spec, reports, context, inside_block)
    problems = [*graph.wrong_ends(spec, context, inside_block), *graph.loops(spec), *graph.unused(spec)]
    if spec.blocks:
        problems += graph.inside_other_uses(spec, reports)
    by_type = _BY_TYPE if inside_block else _WITH_ENDS
    for layer in spec.layers:
        if reports[layer.id].output_shape is None:
            continue
        for rule in by_type.get(layer.type, ()):
            problems += rule(view, layer)
        if layer.learning is not AS_THE_NETWORK:
            problems += learners.odd_learning(view, layer)
    problems += activations.fading_gradients(view)
    if not inside_block:
        if all(problem.severity != "error" for problem in problems):
            problems += answer.nothing_to_learn(view)
        problems += resources.too_large(view)
    return problems


_ENDS: dict[str, tuple[Rule, ...]] = {
    "Input": (answer.wrong_input,),
    "Output": (answer.wrong_answer, answer.unfit_for_loss),
}
_WITH_ENDS = _BY_TYPE | {name: (*_BY_TYPE.get(name, ()), *rules) for name, rules in _ENDS.items()}
