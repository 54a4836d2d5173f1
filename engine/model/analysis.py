"""What a person sees of a network at once: shapes, parameters, cost and problems. Plain arithmetic, no torch."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from functools import reduce

from engine.model import diagnosis, lifting
from engine.model.block_uses import MAXIMUM_EXPANDED_LAYERS, expanded_size, recursive_block
from engine.model.context import NOTHING_KNOWN, Context
from engine.model.diagnosis.graph import mismatch, missing_input
from engine.model.layer_type import LayerType, ShapeMismatch
from engine.model.ports import block_ports, input_range, output_layer
from engine.model.problems import SEVERITY_ORDER, Problem
from engine.model.registry import layer_type
from engine.model.report import UNKNOWN, LayerReport, ReceptiveField
from engine.model.spec import LayerSpec, ModelSpec, Shape


@dataclass(frozen=True, slots=True)
class Analysis:
    """The whole network: a report per layer, the problems (errors first, each severity from the top down) and sums.

    ``inside`` holds, for each block, the analysis of the first copy of its first use.
    """

    spec: ModelSpec
    context: Context
    layers: Mapping[str, LayerReport]
    problems: tuple[Problem, ...]
    parameters: int
    trainable_parameters: int
    multiply_adds: int
    activation_values: int
    inside: Mapping[str, "Analysis"]
    by_layer: Mapping[str, tuple[Problem, ...]] = field(repr=False)

    @property
    def ok(self) -> bool:
        """Whether the network can be built and trained."""
        return not self.problems or self.problems[0].severity != "error"

    def problems_of(self, layer_id: str) -> tuple[Problem, ...]:
        """The problems that stand on one layer."""
        return self.by_layer.get(layer_id, ())


@dataclass(frozen=True, slots=True)
class _Entry:
    """What comes in at a port of a block."""

    shape: Shape
    field: ReceptiveField | None = None


def analyse(
    spec: ModelSpec,
    context: Context = NOTHING_KNOWN,
    *,
    given: Mapping[str, Shape] | None = None,
    before: Analysis | None = None,
) -> Analysis:
    """Infer every shape, count parameters, multiply-adds and memory, and diagnose.

    ``given`` are the shapes at the ports of a block, by the ports' ids, and says that ``spec`` is the inside of one.
    ``before`` is an analysis of the network before an edit: what the edit did not touch is taken from it.
    """
    entries = None if given is None else {port: _Entry(shape) for port, shape in given.items()}
    too_large = recursive_block(spec) is not None or expanded_size(spec) > MAXIMUM_EXPANDED_LAYERS
    return _Walk(spec, context, entries, before, too_large).result()


class _Walk:
    """One way through the graph in order of computation."""

    def __init__(
        self,
        spec: ModelSpec,
        context: Context,
        entries: Mapping[str, _Entry] | None,
        before: Analysis | None,
        too_large: bool,
    ) -> None:
        self.spec, self.context, self.entries, self.too_large = spec, context, entries, too_large
        self.reports: dict[str, LayerReport] = {}
        self.problems: list[Problem] = []
        self.inside: dict[str, Analysis] = {}
        self.former = before if before is not None and before.spec.blocks == spec.blocks else None

    def result(self) -> Analysis:
        spec, reports, layers = self.spec, self.reports, self.spec.by_id
        untouched = self._untouched()
        for layer_id in spec.order:
            layer = layers[layer_id]
            report = untouched(layer) or self._report(layer)
            reports[layer_id] = report
            if report.inside is not None:
                self._note_inside(spec[layer_id], report.inside)
        for layer in spec.layers:
            reports.setdefault(layer.id, UNKNOWN)
        self.problems += diagnosis.diagnose(spec, reports, self.context, inside_block=self.entries is not None)
        parameters = trainable = multiply_adds = activations = 0
        for report in reports.values():
            parameters += report.parameters
            trainable += report.trainable_parameters
            multiply_adds += report.multiply_adds
            activations += report.activation_values
        problems = self._sorted_problems()
        return Analysis(
            spec,
            self.context,
            reports,
            problems,
            parameters,
            trainable,
            multiply_adds,
            activations,
            self.inside,
            _grouped(problems),
        )

    def _sorted_problems(self) -> tuple[Problem, ...]:
        if len(self.problems) < 2:
            return tuple(self.problems)
        rank = {layer_id: position for position, layer_id in enumerate(self.spec.order)}
        severity = {name: position for position, name in enumerate(SEVERITY_ORDER)}
        return tuple(
            sorted(self.problems, key=lambda found: (severity[found.severity], rank.get(found.layer or "", -1)))
        )

    def _note_inside(self, layer: LayerSpec, inside: Analysis) -> None:
        name: str = layer.params.block  # type: ignore[attr-defined]
        if name not in self.inside:
            self.problems += lifting.lift(layer, name, inside.problems)
            for inner, analysis in inside.inside.items():
                self.inside.setdefault(inner, analysis)
        self.inside.setdefault(name, inside)

    def _report(self, layer: LayerSpec) -> LayerReport:
        spec, reports = self.spec, self.reports
        if layer.type == "BlockInput":
            return self._port_report(layer)
        least, most = input_range(spec, layer)
        if not least <= len(layer.inputs) <= most or any(source not in reports for source in layer.inputs):
            self.problems.append(missing_input(spec, layer, least, reports))
            return UNKNOWN
        above = [reports[source] for source in layer.inputs]
        shapes = tuple(report.output_shape for report in above if report.output_shape is not None)
        if len(shapes) != len(above):
            return UNKNOWN
        entering = _joined(report.field for report in above)
        former = self._former_report(layer)
        if former is not None and former.input_shapes == shapes and (not shapes or self._same_field(layer, entering)):
            return former
        if layer.type == "Block":
            return self._block_report(layer, shapes, entering)
        kind = layer_type(layer.type)
        try:
            output = kind.output_shape(layer.params, shapes)
        except ShapeMismatch as found:
            self.problems.append(mismatch(spec, layer, found, shapes))
            return LayerReport(shapes, None)
        return _counted(kind, layer, shapes, output, entering)

    def _untouched(self) -> Callable[[LayerSpec], LayerReport | None]:
        """A function that gives the former report of a layer if it, and all that it reads, is just what it was."""
        if self.former is None:
            return lambda _layer: None
        former_layers, former, reports = self.former.spec.by_id, self.former.layers, self.reports

        def untouched(layer: LayerSpec) -> LayerReport | None:
            if former_layers.get(layer.id) is not layer:
                return None
            if not layer.inputs:
                return None
            for source in layer.inputs:
                above = reports.get(source)
                if above is None or above is not former.get(source):
                    return None
            report = former[layer.id]
            return report if report.output_shape is not None else None

        return untouched

    def _former_report(self, layer: LayerSpec) -> LayerReport | None:
        """What was found last time, if the layer itself is the same and nothing was wrong with it."""
        if self.former is None or self.former.spec.by_id.get(layer.id) is not layer:
            return None
        report = self.former.layers[layer.id]
        return report if report.output_shape is not None else None

    def _same_field(self, layer: LayerSpec, entering: ReceptiveField | None) -> bool:
        assert self.former is not None
        return _joined(self.former.layers[source].field for source in layer.inputs) == entering

    def _port_report(self, layer: LayerSpec) -> LayerReport:
        entry = (self.entries or {}).get(layer.id)
        if entry is None:
            return UNKNOWN
        return LayerReport((), entry.shape, field=entry.field)

    def _block_report(
        self, layer: LayerSpec, shapes: tuple[Shape, ...], entering: ReceptiveField | None
    ) -> LayerReport:
        name, repeat = layer.params.block, layer.params.repeat  # type: ignore[attr-defined]
        network = self.spec.block_named.get(name)
        if network is None or self.too_large:
            self.problems.append(lifting.no_definition(layer, name) if network is None else lifting.too_large(layer))
            return LayerReport(shapes, None)
        return _copies(network, self.context, layer, shapes, entering, repeat)


def _copies(
    network: ModelSpec,
    context: Context,
    layer: LayerSpec,
    shapes: tuple[Shape, ...],
    entering: ReceptiveField | None,
    repeat: int,
) -> LayerReport:
    """Copies one behind the other: each reads the one before it at its first port and the same at the others."""
    ports, output = block_ports(network), output_layer(network)
    assert output is not None
    received, leaving = shapes, entering
    first: Analysis | None = None
    counts = [0, 0, 0, 0]
    left = repeat
    while left:
        entries = {port: _Entry(shape, leaving) for port, shape in zip(ports, received, strict=True)}
        copy = _Walk(network, context, entries, None, False).result()
        first = first or copy
        report = copy.layers[output.id]
        if report.output_shape is None:
            return LayerReport(shapes, None, inside=copy)
        # Copies that leave the shape as it is cost the same, and each widens the field by as much.
        alike = left if received and report.output_shape == received[0] else 1
        found = (copy.parameters, copy.multiply_adds, copy.trainable_parameters, copy.activation_values)
        counts = [total + alike * count for total, count in zip(counts, found, strict=True)]
        leaving = _widened(leaving, report.field, alike)
        received = (report.output_shape, *received[1:])
        left -= alike
    parameters, multiply_adds, trainable, activations = counts
    if not layer.learning.trainable:
        trainable = 0
    return LayerReport(shapes, received[0], parameters, multiply_adds, trainable, activations, leaving, first)


def _counted(
    kind: LayerType, layer: LayerSpec, shapes: tuple[Shape, ...], output: Shape, entering: ReceptiveField | None
) -> LayerReport:
    params = layer.params
    if layer.type == "Input":
        image = (output[1], output[2]) if len(output) == 3 else None
        field = ReceptiveField(1, 1, 1.0, 1.0, image) if image else None
    else:
        field = entering.through(kind.reach(params, shapes)) if entering is not None else None
    parameters = kind.parameter_count(params, shapes, output)
    trainable = kind.trainable_count(params, shapes, output) if layer.learning.trainable else 0
    return LayerReport(
        shapes,
        output,
        parameters,
        kind.multiply_adds(params, shapes, output),
        trainable,
        kind.activation_values(params, shapes, output),
        field,
    )


def _joined(fields: Iterable[ReceptiveField | None]) -> ReceptiveField | None:
    known = [found for found in fields if found is not None]
    if len(known) < 2:
        return known[0] if known else None
    return reduce(ReceptiveField.joined, known)


def _widened(entering: ReceptiveField | None, leaving: ReceptiveField | None, copies: int) -> ReceptiveField | None:
    if entering is None or leaving is None or copies == 1:
        return leaving
    height = entering.height + copies * (leaving.height - entering.height)
    width = entering.width + copies * (leaving.width - entering.width)
    return leaving._replace(height=min(height, leaving.image[0]), width=min(width, leaving.image[1]))


def _grouped(problems: Iterable[Problem]) -> dict[str, tuple[Problem, ...]]:
    grouped: dict[str, list[Problem]] = {}
    for problem in problems:
        if problem.layer is not None:
            grouped.setdefault(problem.layer, []).append(problem)
    return {layer_id: tuple(found) for layer_id, found in grouped.items()}
