"""What a person sees of a network at once: shapes, parameters, cost and problems. Plain arithmetic, no torch."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field

from engine.model import diagnosis, lifting
from engine.model.block_uses import MAXIMUM_EXPANDED_LAYERS, expanded_size, recursive_block
from engine.model.context import NOTHING_KNOWN, Context
from engine.model.counting import counted
from engine.model.diagnosis.graph import mismatch, missing_input
from engine.model.diagnosis.view import View
from engine.model.difference import Difference, difference
from engine.model.layer_type import ShapeMismatch
from engine.model.ports import block_ports, input_range, output_layer
from engine.model.problems import SEVERITY_ORDER, Problem
from engine.model.registry import layer_type
from engine.model.report import UNKNOWN, LayerReport, ReceptiveField, joined, widened
from engine.model.spec import LayerSpec, ModelSpec, Shape
from engine.model.totals import Totals, totals


@dataclass(frozen=True, slots=True)
class Analysis:
    """The whole network: a report per layer, the problems (errors first, each severity from the top down) and sums.

    ``inside`` holds, for each block, the analysis of the first copy of its first use.
    """

    spec: ModelSpec
    context: Context
    layers: Mapping[str, LayerReport]
    problems: tuple[Problem, ...]
    totals: Totals
    inside: Mapping[str, "Analysis"]
    by_layer: Mapping[str, tuple[Problem, ...]] = field(repr=False)
    of_layers: Mapping[str, tuple[Problem, ...]] = field(repr=False)
    """What rules about one layer found, by the layer that was asked: the next analysis takes it from here."""
    unfit: frozenset[str] = field(repr=False)
    """The layers that cannot compute with what they receive, whatever it is: the next analysis looks at them again."""

    @property
    def parameters(self) -> int:
        return self.totals.parameters

    @property
    def trainable_parameters(self) -> int:
        return self.totals.trainable_parameters

    @property
    def multiply_adds(self) -> int:
        return self.totals.multiply_adds

    @property
    def activation_values(self) -> int:
        return self.totals.activation_values

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


_Known = dict[tuple[str, tuple[_Entry, ...]], Analysis]
"""What was found inside of blocks, by their names and by what comes in: a block may be used often, in others too."""


_MOST_REMEMBERED = 6
_recent: tuple[Analysis, ...] = ()
"""The analyses of a network in work made last: what is undone comes back soon."""


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
    if before is None or given is not None:
        return _analysed(spec, context, given, None)
    global _recent
    recent = _recent
    found = next((known for known in recent if known.spec is spec and known.context == context), None)
    if found is None:
        found = _analysed(spec, context, None, before)
    others = (known for known in recent if known is not found and known is not before)
    _recent = (found, before, *others)[:_MOST_REMEMBERED]
    return found


def _analysed(
    spec: ModelSpec, context: Context, given: Mapping[str, Shape] | None, before: Analysis | None
) -> Analysis:
    entries = None if given is None else {port: _Entry(shape) for port, shape in given.items()}
    if spec.blocks:
        too_large = recursive_block(spec) is not None or expanded_size(spec) > MAXIMUM_EXPANDED_LAYERS
    else:
        too_large = False  # no block, no copies
    return _Walk(spec, context, entries, before, too_large, {}).result()


class _Walk:
    """One way through the graph in order of computation."""

    def __init__(
        self,
        spec: ModelSpec,
        context: Context,
        entries: Mapping[str, _Entry] | None,
        before: Analysis | None,
        too_large: bool,
        known: "_Known",
    ) -> None:
        self.spec, self.context, self.entries, self.too_large = spec, context, entries, too_large
        self.known = known
        self.reports: dict[str, LayerReport] = {}
        self.problems: list[Problem] = []
        self.unfit: set[str] = set()
        self.inside: dict[str, Analysis] = {}
        self.former = before if before is not None and _can_follow(before.spec, spec) else None

    def result(self) -> Analysis:
        spec, former = self.spec, self.former
        of_layers: Mapping[str, tuple[Problem, ...]] = {}
        touched: Collection[str] = spec.by_id.keys()
        if former is None:
            for layer_id in spec.order:
                self.reports[layer_id] = self._report(spec.by_id[layer_id])
            for layer in spec.layers:
                self.reports.setdefault(layer.id, UNKNOWN)
            sums = totals(self.reports.values())
        else:
            edit = difference(former.spec, spec)
            replaced = self._follow(former, edit)
            touched, of_layers = self._touched(former, edit, replaced), former.of_layers
            sums = former.totals.exchanged(replaced, self.reports)
        if spec.blocks:
            self._look_inside()
        view = View(spec, self.reports, sums, self.context, self.entries is not None)
        found = diagnosis.diagnose(view, of_layers, touched)
        self.problems += found.problems
        problems = self._sorted_problems()
        return Analysis(
            spec,
            self.context,
            self.reports,
            problems,
            sums,
            self.inside,
            _grouped(problems),
            found.of_layers,
            frozenset(self.unfit),
        )

    def _follow(self, former: Analysis, edit: Difference) -> dict[str, LayerReport]:
        """Walk only where the edit leads; returns the former reports of layers that have another now, or are new."""
        spec, consumers = self.spec, self.spec.consumers
        replaced: dict[str, LayerReport] = {}
        reports = self.reports = dict(former.layers)
        asked = {layer.id for layer in edit.changed} | (former.unfit & spec.by_id.keys())
        if former.context != self.context:
            asked.update(layer.id for layer in spec.layers if layer.type == "Block")
        for layer_id in edit.added:
            asked.update(consumers[layer_id])
            replaced[layer_id] = UNKNOWN
        for layer in edit.removed:
            replaced[layer.id] = reports.pop(layer.id)
            asked.update(reader for reader in former.spec.consumers[layer.id] if reader in spec)
        for layer_id in spec.order:
            if layer_id not in asked:
                continue
            report, old = self._report(spec.by_id[layer_id]), reports.get(layer_id)
            if old is None or not _same(report, old):
                reports[layer_id] = report
                replaced.setdefault(layer_id, old or UNKNOWN)
                asked.update(consumers[layer_id])
        if spec.order is not former.spec.order:
            self.reports = {layer_id: reports[layer_id] for layer_id in spec.order}
        return replaced

    def _touched(self, former: Analysis, edit: Difference, replaced: Mapping[str, LayerReport]) -> Collection[str]:
        """The layers at which the rules of diagnosis may find something else than before."""
        layers, reports, consumers, read = self.spec.by_id, self.reports, self.spec.consumers, former.spec.consumers
        if former.context.batch_size != self.context.batch_size:
            return layers.keys()
        touched = {layer.id for layer in edit.changed}
        for layer_id, old in replaced.items():
            new = reports.get(layer_id)
            if new is not None and (
                new.output_shape != old.output_shape
                or new.input_shapes != old.input_shapes
                or new.parameters != old.parameters
            ):
                touched.add(layer_id)
        if edit.reordered:
            return touched.union(layer_id for layer_id in layers if consumers[layer_id] != read.get(layer_id))
        ends = {source for layer in (*edit.changed, *edit.removed) for source in layer.inputs}
        for layer in edit.changed:
            if layer.id not in edit.added:
                ends.update(former.spec.by_id[layer.id].inputs)
        touched.update(source for source in ends if source in layers and consumers[source] != read.get(source))
        return touched

    def _look_inside(self) -> None:
        layers = self.spec.by_id
        for layer_id in self.spec.order:
            layer = layers[layer_id]
            if layer.type == "Block":
                inside = self.reports[layer_id].inside
                if inside is not None:
                    self._note_inside(layer, inside)

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
            self._is_unfit(layer, missing_input(spec, layer, least, reports))
            return UNKNOWN
        above = [reports[source] for source in layer.inputs]
        shapes = tuple(report.output_shape for report in above if report.output_shape is not None)
        if len(shapes) != len(above):
            return UNKNOWN
        entering = joined(report.field for report in above)
        former = self._former_report(layer)
        if former is not None and former.input_shapes == shapes and (not shapes or self._same_field(layer, entering)):
            return former
        if layer.type == "Block":
            return self._block_report(layer, shapes, entering)
        kind = layer_type(layer.type)
        try:
            output = kind.output_shape(layer.params, shapes)
        except ShapeMismatch as found:
            self._is_unfit(layer, mismatch(spec, layer, found, shapes))
            return LayerReport(shapes, None)
        return counted(kind, layer, shapes, output, entering)

    def _is_unfit(self, layer: LayerSpec, problem: Problem) -> None:
        self.problems.append(problem)
        self.unfit.add(layer.id)

    def _former_report(self, layer: LayerSpec) -> LayerReport | None:
        """What was found last time, if the layer itself is the same and nothing was wrong with it."""
        if self.former is None or self.former.spec.by_id.get(layer.id) is not layer:
            return None
        if layer.type == "Block" and self.former.context != self.context:
            return None
        report = self.former.layers[layer.id]
        return report if report.output_shape is not None else None

    def _same_field(self, layer: LayerSpec, entering: ReceptiveField | None) -> bool:
        assert self.former is not None
        return joined(self.former.layers[source].field for source in layer.inputs) == entering

    def _port_report(self, layer: LayerSpec) -> LayerReport:
        entry = (self.entries or {}).get(layer.id)
        if entry is None:
            return UNKNOWN
        return LayerReport((), entry.shape, field=entry.field)

    def _block_report(
        self, layer: LayerSpec, shapes: tuple[Shape, ...], entering: ReceptiveField | None
    ) -> LayerReport:
        name = layer.params.block  # type: ignore[attr-defined]
        network = self.spec.block_named.get(name)
        if network is None or self.too_large:
            self._is_unfit(layer, lifting.no_definition(layer, name) if network is None else lifting.too_large(layer))
            return LayerReport(shapes, None)
        return self._copies(network, layer, shapes, entering)

    def _copies(
        self, network: ModelSpec, layer: LayerSpec, shapes: tuple[Shape, ...], entering: ReceptiveField | None
    ) -> LayerReport:
        """Copies one behind the other: each reads the one before it at its first port and the same at the others."""
        ports, output = block_ports(network), output_layer(network)
        assert output is not None
        received, leaving = shapes, entering
        first: Analysis | None = None
        counts = [0, 0, 0, 0]
        left: int = layer.params.repeat  # type: ignore[attr-defined]
        while left:
            copy = self._inside(
                layer, network, {port: _Entry(shape, leaving) for port, shape in zip(ports, received, strict=True)}
            )
            first = first or copy
            report = copy.layers[output.id]
            if report.output_shape is None:
                return LayerReport(shapes, None, inside=copy)
            # Copies that leave the shape as it is cost the same, and each widens the field by as much.
            alike = left if received and report.output_shape == received[0] else 1
            found = (copy.parameters, copy.multiply_adds, copy.trainable_parameters, copy.activation_values)
            counts = [total + alike * count for total, count in zip(counts, found, strict=True)]
            leaving = widened(leaving, report.field, alike)
            received = (report.output_shape, *received[1:])
            left -= alike
        parameters, multiply_adds, trainable, activations = counts
        if not layer.learning.trainable:
            trainable = 0
        return LayerReport(shapes, received[0], parameters, multiply_adds, trainable, activations, leaving, first)

    def _inside(self, layer: LayerSpec, network: ModelSpec, entries: Mapping[str, _Entry]) -> Analysis:
        key = (layer.params.block, tuple(entries.values()))  # type: ignore[attr-defined]
        if key not in self.known:
            self.known[key] = _Walk(network, self.context, entries, None, False, self.known).result()
        return self.known[key]


def _can_follow(before: ModelSpec, after: ModelSpec) -> bool:
    """Whether an analysis may build upon the other one: not where blocks were edited, nor around loops."""
    return (
        before.blocks == after.blocks
        and len(before.order) == len(before.layers) == len(before.by_id)
        and len(after.order) == len(after.layers) == len(after.by_id)
    )


def _same(report: LayerReport, old: LayerReport) -> bool:
    return report is old or (report.inside is None and old.inside is None and report == old)


def _grouped(problems: Iterable[Problem]) -> dict[str, tuple[Problem, ...]]:
    grouped: dict[str, list[Problem]] = {}
    for problem in problems:
        if problem.layer is not None:
            grouped.setdefault(problem.layer, []).append(problem)
    return {layer_id: tuple(found) for layer_id, found in grouped.items()}
