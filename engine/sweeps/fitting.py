"""Whether a point's network still fits, and what it costs: told before anything is trained, in plain arithmetic."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from engine.data.catalog import known_info
from engine.model.analysis import Analysis
from engine.model.mend import mend
from engine.model.spec import ModelSpec
from engine.project import Project
from engine.sweeps.space import Point, SearchSpace
from engine.sweeps.sweep import OF_VALIDATION, Constraint, Measure, SweepSettings
from engine.sweeps.targets import value_of
from engine.text import QT_TRANSLATE_NOOP, NetwrightError, Text
from engine.training.checks import check_project
from engine.training.splitting import split_sizes
from engine.training.stacked.stackable import together


@dataclass(frozen=True, slots=True)
class Candidate:
    """A point ready to be trained, and what its network costs."""

    project: Project
    measures: Mapping[Measure, float]


def candidate(project: Project, space: SearchSpace, point: Point) -> Candidate:
    """The project at a point, sizes that layers expect of those before them brought up to date.

    Raises :class:`NetwrightError` with the reason where the network cannot be trained so.
    """
    ready = space.applied(project, point)
    try:
        _, analysis = check_project(ready)
    except NetwrightError:
        mended = replace(ready, model=mend(ready.model, ready.context()).spec)
        if not _same_layers(ready.model, mended.model) or any(value_of(mended, name) != point[name] for name in point):
            raise
        ready = mended
        _, analysis = check_project(ready)
    return Candidate(ready, costs_of(analysis))


def check_validation(project: Project, settings: SweepSettings) -> None:
    """Raise :class:`NetwrightError` where trials are judged by validation and the project has none."""
    wanted = [one.measure for one in settings.objectives] + [one.measure for one in settings.constraints]
    images = known_info(project.dataset).train_images
    if not set(wanted).isdisjoint(OF_VALIDATION) and split_sizes(images, project.training)[1] == 0:
        raise NetwrightError(
            QT_TRANSLATE_NOOP("engine", "Trials are judged by validation, and no images are kept aside for it."),
            QT_TRANSLATE_NOOP("engine", "Set a validation split or folds."),
        )


def why_not_stacked(project: Project, space: SearchSpace) -> Text | None:
    """Why trials of this space cannot all be computed together; ``None`` where they can, as far as its ends tell."""
    ends = [{dimension.name: dimension.grid[place] for dimension in space} for place in (0, -1)]
    try:
        return together([candidate(project, space, point).project for point in ends])
    except NetwrightError as error:
        return error.text


def as_trial(project: Project) -> Project:
    """The project as one of many trains it: without what waits for a person, or would fill the disk."""
    return replace(project, training=project.training.model_copy(update=_OF_TRIALS))


_OF_TRIALS = {"on_not_finite": "stop", "history_megabytes": 0}


def costs_of(analysis: Analysis) -> dict[Measure, float]:
    """What the network alone tells."""
    return {"parameters": analysis.parameters, "multiply_adds": analysis.multiply_adds}


def broken(constraints: Iterable[Constraint], measures: Mapping[Measure, float]) -> Text | None:
    """Which limit the measures break, in words; ``None`` where they keep all that can be told of."""
    for constraint in constraints:
        value = measures.get(constraint.measure)
        if value is not None and constraint.excess(value) > 0:
            return Text(
                QT_TRANSLATE_NOOP("engine", "It breaks the limit {limit}: {found}."),
                {"limit": constraint.text, "found": f"{value:,.12g}"},
            )
    return None


def _same_layers(before: ModelSpec, after: ModelSpec) -> bool:
    """Whether only params were mended: a search compares networks, it does not invent others."""

    def outline(spec: ModelSpec) -> list[tuple[str, str, tuple[str, ...]]]:
        return [(layer.id, layer.type, layer.inputs) for layer in spec.layers]

    blocks = [(block.name, outline(block.network)) for block in before.blocks]
    return outline(before) == outline(after) and blocks == [(one.name, outline(one.network)) for one in after.blocks]
