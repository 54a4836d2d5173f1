"""What a person sees of a network at once: shapes, parameters, cost and problems. Plain arithmetic, no torch."""

from collections.abc import Mapping
from dataclasses import dataclass

from engine.model import fixes
from engine.model.layer_type import ShapeMismatch, shape_text
from engine.model.problems import SEVERITY_ORDER, Fix, Problem
from engine.model.registry import layer_type
from engine.model.spec import LayerSpec, ModelSpec, Shape
from engine.text import QT_TRANSLATE_NOOP, Text


@dataclass(frozen=True, slots=True)
class LayerReport:
    """What is known of one layer; ``output_shape`` is ``None`` where an error above or in it hides the shape."""

    input_shapes: tuple[Shape, ...]
    output_shape: Shape | None
    parameters: int
    multiply_adds: int


@dataclass(frozen=True, slots=True)
class Analysis:
    """The whole network: a report per layer, the problems (errors first, each severity from the top down) and sums."""

    layers: Mapping[str, LayerReport]
    problems: tuple[Problem, ...]
    parameters: int
    multiply_adds: int

    @property
    def ok(self) -> bool:
        """Whether the network can be built and trained."""
        return not any(problem.severity == "error" for problem in self.problems)

    def problems_of(self, layer_id: str) -> tuple[Problem, ...]:
        """The problems that stand on one layer."""
        return tuple(problem for problem in self.problems if problem.layer == layer_id)


UNKNOWN = LayerReport((), None, 0, 0)


def analyse(spec: ModelSpec, classes: int | None = None) -> Analysis:
    """Infer every shape, count parameters and multiply-adds, and diagnose; ``classes`` is what the dataset needs."""
    reports: dict[str, LayerReport] = {}
    problems = _port_problems(spec)
    for layer_id in spec.order:
        reports[layer_id] = _report(spec, spec[layer_id], reports, problems, classes)
    for layer in spec.layers:
        if layer.id not in reports:
            reports[layer.id] = UNKNOWN
            problems.append(
                Problem("loop", "error", Text(QT_TRANSLATE_NOOP("engine", "is part of a loop of links")), layer.id)
            )
    problems += _unused(spec)
    problems += _foolish(spec, reports)
    parameters = sum(report.parameters for report in reports.values())
    if parameters == 0 and all(problem.severity != "error" for problem in problems):
        nothing = Text(QT_TRANSLATE_NOOP("engine", "The network has no weights, so there is nothing to learn."))
        problems.append(Problem("no_weights", "error", nothing))
    rank = {layer_id: position for position, layer_id in enumerate(spec.order)}
    problems.sort(key=lambda found: (SEVERITY_ORDER.index(found.severity), rank.get(found.layer or "", -1)))
    return Analysis(
        reports,
        tuple(problems),
        parameters,
        sum(report.multiply_adds for report in reports.values()),
    )


def _port_problems(spec: ModelSpec) -> list[Problem]:
    problems = []
    for name in ("Input", "Output"):
        found = sum(layer.type == name for layer in spec.layers)
        if found != 1:
            problems.append(
                Problem(
                    "ports",
                    "error",
                    Text(
                        QT_TRANSLATE_NOOP("engine", "The network needs exactly one {port}, it has {found}."),
                        {"port": name, "found": found},
                    ),
                    expected="1",
                    found=str(found),
                )
            )
    return problems


def _report(
    spec: ModelSpec,
    layer: LayerSpec,
    reports: Mapping[str, LayerReport],
    problems: list[Problem],
    classes: int | None,
) -> LayerReport:
    kind = layer_type(layer.type)
    if len(layer.inputs) != kind.input_count or any(source not in spec for source in layer.inputs):
        problems.append(_missing_input(spec, layer, kind.input_count))
        return UNKNOWN
    inputs = tuple(shape for source in layer.inputs if (shape := reports[source].output_shape) is not None)
    if len(inputs) != kind.input_count:
        return UNKNOWN
    try:
        output = kind.output_shape(layer.params, inputs)
    except ShapeMismatch as mismatch:
        problems.append(
            Problem(
                "shape",
                "error",
                mismatch.text,
                layer.id,
                mismatch.field,
                mismatch.expected,
                mismatch.found,
                fixes.remedies(spec, layer, mismatch, inputs),
            )
        )
        return LayerReport(inputs, None, 0, 0)
    if layer.type == "Output":
        problems += _wrong_answer(spec, layer, output, classes)
    return LayerReport(
        inputs,
        output,
        kind.parameter_count(layer.params, inputs, output),
        kind.multiply_adds(layer.params, inputs, output),
    )


def _missing_input(spec: ModelSpec, layer: LayerSpec, wanted: int) -> Problem:
    ends = [
        end for end in spec.order if not spec.consumers[end] and end != layer.id and not spec.reaches(layer.id, end)
    ]
    known: tuple[Fix, ...] = (fixes.join(ends[-1], layer.id),) if ends else ()
    if layer.type != "Output":
        known += (fixes.remove((layer.id,)),)
    return Problem(
        "missing_input",
        "error",
        Text(QT_TRANSLATE_NOOP("engine", "nothing is connected to its input")),
        layer.id,
        expected=str(wanted),
        found=str(len(layer.inputs)),
        fixes=known,
    )


def _wrong_answer(spec: ModelSpec, output: LayerSpec, shape: Shape, classes: int | None) -> list[Problem]:
    if classes is None or shape == (classes,):
        return []
    expected = str(classes)
    if len(shape) > 1:
        return [
            Problem(
                "output_shape",
                "error",
                Text(
                    QT_TRANSLATE_NOOP("engine", "expects one number per class ({expected}), receives an image {found}"),
                    {"expected": expected, "found": shape_text(shape)},
                ),
                output.id,
                None,
                expected,
                shape_text(shape),
                (fixes.insert_before(spec, output, "Flatten"),),
            )
        ]
    return [
        Problem(
            "class_count",
            "error",
            Text(
                QT_TRANSLATE_NOOP("engine", "expects one number per class ({expected}), receives {found}"),
                {"expected": expected, "found": str(shape[0])},
            ),
            output.id,
            None,
            expected,
            str(shape[0]),
            (fixes.give_classes(spec, output, classes),),
        )
    ]


def _unused(spec: ModelSpec) -> list[Problem]:
    """Layers that compute something nobody reads, down to the output."""
    outputs = [layer.id for layer in spec.layers if layer.type == "Output"]
    used = set(outputs)
    stack = list(outputs)
    while stack:
        for source in spec[stack.pop()].inputs:
            if source in spec and source not in used:
                used.add(source)
                stack.append(source)
    return [
        Problem(
            "unused",
            "warning",
            Text(QT_TRANSLATE_NOOP("engine", "does not lead to the output and will not be trained")),
            layer.id,
            fixes=(fixes.remove((layer.id,)),) if layer.type != "Input" else (),
        )
        for layer in spec.layers
        if layer.id not in used and outputs and layer.inputs
    ]


_WEIGHTED = ("dense", "convolution")


def _foolish(spec: ModelSpec, reports: Mapping[str, LayerReport]) -> list[Problem]:
    """Networks that can be computed but do not do what their builder means."""
    problems = []
    for layer in spec.layers:
        if not layer.inputs or layer.inputs[0] not in spec or reports[layer.id].output_shape is None:
            continue
        above = spec[layer.inputs[0]]
        category, category_above = layer_type(layer.type).category, layer_type(above.type).category
        if category in _WEIGHTED and category_above in _WEIGHTED:
            problems.append(
                Problem(
                    "no_nonlinearity",
                    "hint",
                    Text(
                        QT_TRANSLATE_NOOP("engine", "follows {above} with no activation between: together one layer"),
                        {"above": above.id},
                    ),
                    layer.id,
                    fixes=(fixes.insert_before(spec, layer, "ReLU"),),
                )
            )
        if layer.type == "Softmax" and above.type == "Softmax":
            problems.append(
                Problem(
                    "softmax_twice",
                    "warning",
                    Text(QT_TRANSLATE_NOOP("engine", "is a second Softmax: it flattens the probabilities")),
                    layer.id,
                    fixes=(fixes.remove((layer.id,)),),
                )
            )
        last = layer.type == "Output" or (layer.type == "Softmax" and _ends_here(spec, layer))
        if last and above.type in ("ReLU", "Sigmoid", "Tanh"):
            problems.append(
                Problem(
                    "bent_logits",
                    "warning",
                    Text(
                        QT_TRANSLATE_NOOP(
                            "engine", "limits what the network can answer: its logits should be free numbers"
                        )
                    ),
                    above.id,
                    fixes=(fixes.remove((above.id,)),),
                )
            )
    return problems


def _ends_here(spec: ModelSpec, layer: LayerSpec) -> bool:
    return any(spec[reader].type == "Output" for reader in spec.consumers[layer.id])
