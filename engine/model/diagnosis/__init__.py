"""Everything that can be wrong or foolish about a network, found on every edit in plain arithmetic.

Errors keep a network from being trained, warnings say that it will hardly do what its builder means, hints that
something does nothing or is usually done otherwise. The usual shapes of networks give none of the first two.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from itertools import compress

from engine.model.diagnosis import activations, answer, graph, learners, normalising, resources, windows
from engine.model.diagnosis.view import LOOKED_THROUGH, Rule, View
from engine.model.learning import AS_THE_NETWORK
from engine.model.problems import Problem

_BY_TYPE: dict[str, tuple[Rule, ...]] = {}
for _rules in (activations.RULES, normalising.RULES, windows.RULES):
    for _name, _found in _rules.items():
        _BY_TYPE[_name] = (*_BY_TYPE.get(_name, ()), *_found)


_ENDS: dict[str, tuple[Rule, ...]] = {
    "Input": (answer.wrong_input, answer.mirrored_symbols),
    "Output": (answer.wrong_answer, answer.unfit_for_loss),
}
_WITH_ENDS = _BY_TYPE | {name: (*_BY_TYPE.get(name, ()), *rules) for name, rules in _ENDS.items()}

_ALWAYS = frozenset((*_ENDS, *windows.ABOUT_THE_WHOLE))
"""The layers whose rules look further than at what stands next to them."""


@dataclass(frozen=True, slots=True)
class Diagnosis:
    """All problems found, and those among them that rules about one layer found, by the layer that was asked."""

    problems: list[Problem]
    of_layers: Mapping[str, tuple[Problem, ...]]


def diagnose(view: View, former: Mapping[str, tuple[Problem, ...]], touched: Collection[str]) -> Diagnosis:
    """All problems but those that hide a shape (missing inputs and mismatches), which :func:`analyse` meets itself.

    ``former`` are the problems ``of_layers`` before an edit, ``touched`` the layers that are new, or whose params,
    links (up or down) or shapes the edit changed: other layers are not asked again.
    """
    spec = view.spec
    problems = [*graph.wrong_ends(view), *graph.loops(spec), *graph.unused(spec)]
    if spec.blocks:
        problems += graph.inside_other_uses(spec, view.reports)
    of_layers = _ask(view, former, touched)
    if of_layers:
        for layer_id in filter(of_layers.__contains__, spec.by_id):
            problems += of_layers[layer_id]
    problems += activations.fading_gradients(view)
    if not view.inside_block:
        if all(problem.severity != "error" for problem in problems):
            problems += answer.nothing_to_learn(view)
        problems += resources.too_large(view)
    return Diagnosis(problems, of_layers)


def _ask(
    view: View, former: Mapping[str, tuple[Problem, ...]], touched: Collection[str]
) -> dict[str, tuple[Problem, ...]]:
    layers, reports = view.spec.by_id, view.reports
    asked = layers.keys() if len(touched) == len(layers) else _surroundings(view, touched)
    of_layers = {layer_id: found for layer_id, found in former.items() if layer_id in layers and layer_id not in asked}
    by_type = _BY_TYPE if view.inside_block else _WITH_ENDS
    for layer_id in asked:
        if reports[layer_id].output_shape is None:
            continue
        layer = layers[layer_id]
        found: list[Problem] = []
        for rule in by_type.get(layer.type, ()):
            found += rule(view, layer)
        if layer.learning is not AS_THE_NETWORK:
            found += learners.odd_learning(view, layer)
        if found:
            of_layers[layer_id] = tuple(found)
    return of_layers


def _surroundings(view: View, touched: Collection[str]) -> set[str]:
    """The layers whose rules may look at one that was touched."""
    layers, consumers = view.spec.by_id, view.spec.consumers
    below, above = set(touched), set(touched)
    stack = list(touched)
    while stack:
        for reader in consumers[stack.pop()]:
            if reader not in below:
                below.add(reader)
                if layers[reader].type in LOOKED_THROUGH:
                    stack.append(reader)
    stack = list(touched)
    while stack:
        for source in layers[stack.pop()].inputs:
            if source in layers and source not in above:
                above.add(source)
                if layers[source].type in LOOKED_THROUGH:
                    stack.append(source)
    return below | above | set(compress(layers, map(_ALWAYS.__contains__, view.spec.types)))
