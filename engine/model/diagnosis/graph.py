"""Problems of the graph itself: its ends, loops, inputs that are missing and branches that lead nowhere."""

from collections.abc import Iterator, Mapping
from dataclasses import replace

from engine.model import fixes, lifting
from engine.model.context import Context
from engine.model.diagnosis.remedies import remedies
from engine.model.diagnosis.view import WEIGHTED, found
from engine.model.layer_type import ShapeMismatch
from engine.model.ports import input_range
from engine.model.problems import Fix, Problem
from engine.model.report import LayerReport
from engine.model.spec import LayerSpec, ModelSpec, Shape
from engine.text import QT_TRANSLATE_NOOP


def wrong_ends(spec: ModelSpec, context: Context, inside_block: bool) -> Iterator[Problem]:
    """Ports that the network must have exactly once."""
    for name in ("Output",) if inside_block else ("Input", "Output"):
        present = [layer for layer in spec.layers if layer.type == name]
        if len(present) == 1:
            continue
        if present:
            kept = next((layer for layer in present if layer.inputs or spec.consumers[layer.id]), present[0])
            repair = fixes.keep_one(kept)
        else:
            repair = fixes.add_input(context.image_shape) if name == "Input" else fixes.add_output()
        yield found(
            "error",
            "ports",
            QT_TRANSLATE_NOOP("engine", "The network needs exactly one {port}, it has {found}."),
            None,
            repair,
            port=name,
            expected=1,
            found=len(present),
        )


def loops(spec: ModelSpec) -> Iterator[Problem]:
    """Layers that wait for each other."""
    if len(spec.order) == len(spec.layers):
        return
    ordered = set(spec.order)
    for layer in spec.layers:
        if layer.id in ordered:
            continue
        closing = next((source for source in layer.inputs if source in spec and spec.reaches(layer.id, source)), None)
        if closing is not None:
            yield found(
                "error",
                "loop",
                QT_TRANSLATE_NOOP("engine", "is part of a loop of links"),
                layer,
                fixes.take_off(closing, layer.id),
            )


def missing_input(spec: ModelSpec, layer: LayerSpec, least: int, reports: Mapping[str, LayerReport]) -> Problem:
    """Not as many links as the layer needs, or one from a layer that is not there."""
    most = input_range(spec, layer)[1]
    if len(layer.inputs) > most:
        return found(
            "error",
            "extra_input",
            QT_TRANSLATE_NOOP("engine", "has {found} links to its input, at most {expected} can be"),
            layer,
            fixes.keep_inputs(layer, most),
            expected=most,
            found=len(layer.inputs),
        )
    gone = next((source for source in layer.inputs if source not in spec), None)
    if gone is not None:
        return found(
            "error",
            "missing_input",
            QT_TRANSLATE_NOOP("engine", "reads {found}, which is not there"),
            layer,
            fixes.take_off(gone, layer.id),
            found=gone,
        )
    repairs = _links(spec, layer, reports)
    if fixes.is_removable(layer):
        repairs.append(fixes.remove(layer.id))
    if layer.inputs:
        words = QT_TRANSLATE_NOOP("engine", "needs {expected} inputs, only {found} connected")
    else:
        words = QT_TRANSLATE_NOOP("engine", "nothing is connected to its input")
    return found("error", "missing_input", words, layer, *repairs, expected=least, found=len(layer.inputs))


def _links(spec: ModelSpec, layer: LayerSpec, reports: Mapping[str, LayerReport]) -> list[Fix]:
    """Links that the layer may lack: from a loose end, else a short cut around what it reads, else from above it."""
    place = {other.id: position for position, other in enumerate(spec.layers)}
    below, ordered = _below(spec, layer.id), set(spec.order)
    free = [
        other
        for other in spec.layers
        if other.id not in below and other.type != "Output" and other.id not in layer.inputs and other.id in ordered
    ]
    ends = [other for other in free if not spec.consumers[other.id]]
    before = [other for other in ends if place[other.id] < place[layer.id]]
    if before or ends:
        return [fixes.join((before or ends)[-1].id, layer.id)]
    if layer.inputs:
        around = _short_cut(spec, layer, reports)
        return [fixes.join(around, layer.id)] if around is not None else []
    above = [other for other in free if place[other.id] < place[layer.id]]
    return [fixes.join((above or free)[-1].id, layer.id)] if above or free else []


def _short_cut(spec: ModelSpec, layer: LayerSpec, reports: Mapping[str, LayerReport]) -> str | None:
    """The nearest layer above that answers the same shape as what is read, with weights between the two."""
    walked = spec[layer.inputs[-1]]
    shape, weights = reports[walked.id].output_shape, False
    while walked.inputs and walked.inputs[0] in reports and shape is not None:
        weights = weights or walked.type in WEIGHTED or reports[walked.id].parameters > 0
        walked = spec[walked.inputs[0]]
        if weights and reports[walked.id].output_shape == shape and walked.id not in layer.inputs:
            return walked.id
    return None


def _below(spec: ModelSpec, layer_id: str) -> set[str]:
    """The layer and all that its answer reaches."""
    seen, stack = {layer_id}, [layer_id]
    while stack:
        for reader in spec.consumers[stack.pop()]:
            if reader not in seen:
                seen.add(reader)
                stack.append(reader)
    return seen


def mismatch(spec: ModelSpec, layer: LayerSpec, found: ShapeMismatch, inputs: tuple[Shape, ...]) -> Problem:
    """A layer that cannot take what it receives."""
    return Problem(
        "shape",
        "error",
        found.text,
        layer.id,
        found.field,
        found.expected,
        found.found,
        remedies(spec, layer, found, inputs),
    )


def unused(spec: ModelSpec) -> Iterator[Problem]:
    """Layers that compute something nobody reads, down to the output."""
    outputs = [layer.id for layer in spec.layers if layer.type == "Output"]
    layers, used = spec.by_id, set(outputs)
    stack = list(outputs)
    while stack:
        for source in layers[stack.pop()].inputs:
            if source not in used and source in layers:
                used.add(source)
                stack.append(source)
    if len(used) == len(spec.layers) or not outputs:
        return
    for layer in spec.layers:
        if layer.id not in used and layer.inputs and layer.type != "Output":
            yield found(
                "warning",
                "unused",
                QT_TRANSLATE_NOOP("engine", "does not lead to the output and will not be trained"),
                layer,
                fixes.remove(layer.id),
            )


def inside_other_uses(spec: ModelSpec, reports: Mapping[str, LayerReport]) -> Iterator[Problem]:
    """Blocks that are sound where they are used first, but do not fit what they receive at another place."""
    first: set[str] = set()
    for layer_id in spec.order:
        layer = spec[layer_id]
        if layer.type != "Block":
            continue
        name: str = layer.params.block  # type: ignore[attr-defined]
        inside = reports[layer_id].inside
        if inside is None:
            continue
        if name in first and not inside.ok:
            errors = (problem for problem in inside.problems if problem.severity == "error")
            for problem in lifting.lift(layer, name, errors):
                yield _with_own_copy(problem, layer, name)
        first.add(name)


def _with_own_copy(problem: Problem, layer: LayerSpec, name: str) -> Problem:
    """A repair inside would break the first use: this one gets a definition of its own before."""
    return replace(problem, fixes=tuple(fixes.in_own_copy(layer.id, name, fix) for fix in problem.fixes))
