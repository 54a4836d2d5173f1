"""Mending a whole network: repair after repair until it can be trained, keeping as many layers as possible."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from math import prod

from pydantic import ValidationError

from engine.model import edits, fixes
from engine.model.analysis import Analysis, analyse
from engine.model.context import NOTHING_KNOWN, Context
from engine.model.layers.ports import InputParams
from engine.model.problems import Fix, Problem
from engine.model.registry import layer_type
from engine.model.spec import LayerSpec, ModelSpec, Shape
from engine.text import QT_TRANSLATE_NOOP, NetwrightError, Text

_PATIENCE = 3
"""After so many repairs of the same error of a layer, the layer goes."""


@dataclass(frozen=True, slots=True)
class Mending:
    """A mended network, and the repairs that led there in words."""

    spec: ModelSpec
    steps: tuple[Text, ...]


@dataclass(frozen=True, slots=True)
class _Trial:
    """A repair as it would turn out."""

    fix: Fix
    analysis: Analysis
    lost: int
    """Layers that were there before and are gone."""


def fix_all(spec: ModelSpec, context: Context = NOTHING_KNOWN) -> ModelSpec:
    """The network without any error; the same one where it has none. Always comes to an end."""
    return mend(spec, context).spec


def mend(spec: ModelSpec, context: Context = NOTHING_KNOWN) -> Mending:
    """Repair every error from the input down, and say how.

    Each round takes the first error and tries its repairs; the one that solves it at the cost of the fewest layers is
    made. Where repairs chase each other, the layer is taken out, and where even that does not help, what is left is the
    smallest network that can be trained.
    """
    analysis = analyse(spec, context)
    steps: list[Text] = []
    tried: Counter[tuple[str | None, str]] = Counter()
    rounds = 4 * len(spec) + 40
    while not analysis.ok and rounds:
        rounds -= 1
        error = analysis.problems[0]
        place = (error.layer, error.code)
        chosen = _best(analysis, error, tired=tried[place] >= _PATIENCE)
        if chosen is None:
            break
        tried[place] += 1
        steps.append(chosen.fix.label)
        analysis = chosen.analysis
    if not analysis.ok:
        analysis, rest = _stripped(analysis)
        steps += rest
    return Mending(analysis.spec, tuple(steps))


def _best(analysis: Analysis, error: Problem, *, tired: bool) -> _Trial | None:
    """The repair to make; with ``tired`` one that takes layers out, where there is one."""
    trials = [trial for fix in (*error.fixes, *_removal(analysis.spec, error)) if (trial := _try(analysis, fix))]
    if tired:
        trials = [trial for trial in trials if trial.lost] or trials
    return min(trials, key=lambda trial: (not _is_progress(analysis, error, trial), trial.lost), default=None)


def _removal(spec: ModelSpec, error: Problem) -> tuple[Fix, ...]:
    removable = error.layer is not None and error.layer in spec and fixes.is_removable(spec[error.layer])
    return (fixes.remove(error.layer),) if removable and error.layer is not None else ()


def _try(analysis: Analysis, fix: Fix) -> _Trial | None:
    before = analysis.spec
    try:
        after = fix.apply(before)
    except (NetwrightError, ValidationError, LookupError, StopIteration):
        return None  # refused, or not possible while other links lead to nowhere
    if after == before:
        return None
    return _Trial(
        fix,
        analyse(after, analysis.context, before=analysis),
        sum(layer.id not in after for layer in before) + max(0, _inner_layers(before) - _inner_layers(after)),
    )


def _inner_layers(spec: ModelSpec) -> int:
    return sum(len(block.network) for block in spec.blocks)


def _is_progress(analysis: Analysis, error: Problem, trial: _Trial) -> bool:
    """Whether the error is gone, and no layer that was sound before it is in error now."""
    sound = set()
    for layer_id in analysis.spec.order:
        if layer_id == error.layer:
            break
        sound.add(layer_id)
    for problem in trial.analysis.problems:
        if problem.severity != "error":
            break
        if (problem.layer, problem.code) == (error.layer, error.code) and str(problem.text) == str(error.text):
            return False
        if error.layer is not None and problem.layer in sound:
            return False
    return True


def _stripped(analysis: Analysis) -> tuple[Analysis, list[Text]]:
    """Take out whatever is in error; the last resort is a network with one layer."""
    steps: list[Text] = []
    while not analysis.ok:
        spec = analysis.spec
        doomed = [layer for layer in _in_error(analysis) if fixes.is_removable(layer)]
        if not doomed:
            break
        steps.append(fixes.remove(*(layer.id for layer in doomed)).label)
        analysis = analyse(edits.delete_layers(spec, [layer.id for layer in doomed]), analysis.context)
    if not analysis.ok:
        steps.append(Text(QT_TRANSLATE_NOOP("engine", "Begin anew with one Linear layer")))
        analysis = analyse(_smallest(analysis.spec, analysis.context), analysis.context)
    return analysis, steps


def _in_error(analysis: Analysis) -> Iterable[LayerSpec]:
    ids = dict.fromkeys(problem.layer for problem in analysis.problems if problem.severity == "error")
    return [analysis.spec[layer_id] for layer_id in ids if layer_id is not None and layer_id in analysis.spec]


def _smallest(spec: ModelSpec, context: Context) -> ModelSpec:
    shape: Shape = context.image_shape or next(
        (layer.params.shape for layer in spec if isinstance(layer.params, InputParams)), InputParams().shape
    )
    given = LayerSpec("input", "Input", InputParams(shape=shape))
    flatten = LayerSpec("flatten1", "Flatten", layer_type("Flatten").Params(), ("input",))
    wide = {"out_features": context.classes or min(10, prod(shape))}
    linear = LayerSpec("linear1", "Linear", layer_type("Linear").Params.model_validate(wide), ("flatten1",))
    output = LayerSpec("output", "Output", layer_type("Output").Params(), ("linear1",))
    return ModelSpec((given, flatten, linear, output))
