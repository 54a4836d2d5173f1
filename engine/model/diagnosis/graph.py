"""Problems of the graph itself: its ends, loops, inputs that are missing and branches that lead nowhere."""

from collections.abc import Iterator, Mapping
from dataclasses import replace

from engine.model import fixes, lifting
from engine.model.diagnosis.remedies import remedies
from engine.model.diagnosis.view import WEIGHTED, View, found
from engine.model.layer_type import ShapeMismatch
from engine.model.ports import input_range
from engine.model.problems import Fix, Problem
from engine.model.report import LayerReport
from engine.model.spec import LayerSpec, ModelSpec, Shape
from engine.text import QT_TRANSLATE_NOOP


def wrong_ends(view: View) -> Iterator[Problem]:
    """Ports that the network must have exactly once."""
    spec = view.spec
    for name in ("Output",) if view.inside_block else ("Input", "Output"):
        if spec.types.count(name) == 1:
            continue
        present = [layer for layer in spec.layers if layer.type == name]
        if present:
            kept = next((layer for layer in present if layer.inputs or spec.consumers[layer.id]), present[0])
            repair = fixes.keep_one(kept)
        else:
            repair = fixes.add_input(view.context.image_shape) if name == "Input" else fixes.add_output()
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
    idle = _idle(spec, outputs) if outputs else set()
    if not idle:
        return
    for layer in spec.layers:
        if layer.id in idle and layer.inputs:
            yield found(
                "warning",
                "unused",
                QT_TRANSLATE_NOOP("engine", "does not lead to the output and will not be trained"),
                layer,
                fixes.remove(layer.id),
            )


def _idle(spec: ModelSpec, outputs: list[str]) -> set[str]:
    """The layers from which no way leads to an output."""
    layers, consumers = spec.by_id, spec.consumers
    if not spec.wiring.sound:
        used, stack = set(outputs), list(outputs)
        while stack:
            for source in layers[stack.pop()].inputs:
                if source not in used and source in layers:
                    used.add(source)
                    stack.append(source)
        return layers.keys() - used
    read_outputs = sum(bool(consumers[output]) for output in outputs)
    if list(consumers.values()).count(()) == len(outputs) - read_outputs:
        return set()  # without loops every way ends at a layer that nobody reads
    stack = [layer_id for layer_id, readers in consumers.items() if not readers and layers[layer_id].type != "Output"]
    idle: set[str] = set()
    while stack:
        current = stack.pop()
        idle.add(current)
        for source in layers[current].inputs:
            if layers[source].type != "Output" and idle.issuperset(consumers[source]):
                stack.append(source)
    return idle


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
