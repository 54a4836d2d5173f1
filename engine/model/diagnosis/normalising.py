"""Normalisation and dropout that get in each other's way, and layers that do nothing."""

from collections.abc import Iterator
from math import prod

from engine.model import edits, fixes
from engine.model.diagnosis.view import BATCH_NORMS, WEIGHTED, Rule, View, found
from engine.model.problems import Fix, Problem
from engine.model.spec import LayerSpec, ModelSpec
from engine.text import QT_TRANSLATE_NOOP

_NORMS = (*BATCH_NORMS, "LayerNorm", "GroupNorm", "InstanceNorm2d")
_HIDES_NEARLY_ALL = 0.9


def _batch_of_one(view: View, layer: LayerSpec) -> Iterator[Problem]:
    """One image alone has no variance over the batch; where the layer sees one number a channel, torch refuses."""
    if view.context.batch_size != 1:
        return
    shape = view.reports[layer.id].output_shape or ()
    places = prod(shape[1:])
    yield found(
        "error" if places == 1 else "warning",
        "batch_of_one",
        QT_TRANSLATE_NOOP("engine", "needs several images in a batch, gets {found}: normalise each example instead"),
        layer,
        _normalise_each(layer, shape[0] if shape else 1, places),
        fixes.remove(layer.id),
        expected="2",
        found=1,
    )


def _normalise_each(layer: LayerSpec, channels: int, places: int) -> Fix:
    if layer.type == "BatchNorm1d" or places == 1:
        return fixes.make_it(layer, "LayerNorm")
    groups = next(count for count in (8, 4, 2, 1) if channels % count == 0)

    def edit(now: ModelSpec) -> ModelSpec:
        return edits.set_params(edits.replace_type(now, layer.id, "GroupNorm"), layer.id, num_groups=groups)

    return fixes.fix(QT_TRANSLATE_NOOP("engine", "Make it {type}"), edit, type="GroupNorm")


def _bias_before(view: View, layer: LayerSpec) -> Iterator[Problem]:
    """The normalisation subtracts the mean, and any bias with it."""
    above = view.above(layer)
    if above is None or above.type not in WEIGHTED or len(view.spec.consumers[above.id]) > 1:
        return
    if above.params.bias:  # type: ignore[attr-defined]
        yield found(
            "hint",
            "idle_bias",
            QT_TRANSLATE_NOOP("engine", "has a bias that {norm} takes away again"),
            above,
            fixes.set_field(above, "bias", False),
            field="bias",
            norm=layer.id,
        )


def _dropout_before(view: View, layer: LayerSpec) -> Iterator[Problem]:
    """Dropout changes the variance while training only, and BatchNorm keeps that variance for use (Li et al., 2018)."""
    above = view.above(layer, ("Identity",))
    if above is not None and above.type in ("Dropout", "Dropout2d") and above.params.p > 0:  # type: ignore[attr-defined]
        yield found(
            "hint",
            "dropout_before_norm",
            QT_TRANSLATE_NOOP("engine", "gives {norm} another variance while training than in use: put it behind"),
            above,
            fixes.move_behind(above.id, layer.id),
            norm=layer.id,
        )


def _norm_again(view: View, layer: LayerSpec) -> Iterator[Problem]:
    above = view.above(layer, ("Identity",))
    if above is not None and above.type == layer.type:
        yield found(
            "hint",
            "idle",
            QT_TRANSLATE_NOOP("engine", "normalises once more what {above} has just normalised"),
            layer,
            fixes.remove(layer.id),
            above=above.id,
        )


def _idle(view: View, layer: LayerSpec) -> Iterator[Problem]:
    """A layer whose params leave everything as it is."""
    params, report = layer.params, view.reports[layer.id]
    match layer.type:
        case "Dropout" | "Dropout2d":
            idle = params.p == 0  # type: ignore[attr-defined]
        case "GaussianNoise":
            idle = params.std == 0  # type: ignore[attr-defined]
        case "MaxPool2d" | "AvgPool2d":
            idle = params.kernel_size == 1 and params.stride in (None, 1)  # type: ignore[attr-defined]
        case "Upsample":
            idle = params.scale_factor == 1  # type: ignore[attr-defined]
        case "Permute":
            idle = list(params.order) == sorted(params.order)  # type: ignore[attr-defined]
        case _:
            idle = report.input_shapes == (report.output_shape,)
    if idle:
        yield found(
            "hint",
            "idle",
            QT_TRANSLATE_NOOP("engine", "changes nothing here"),
            layer,
            fixes.remove(layer.id),
        )


def _hides_nearly_all(view: View, layer: LayerSpec) -> Iterator[Problem]:
    share: float = layer.params.p  # type: ignore[attr-defined]
    if share >= _HIDES_NEARLY_ALL:
        yield found(
            "hint",
            "hides_nearly_all",
            QT_TRANSLATE_NOOP("engine", "hides {found} % of the numbers: little is left to learn from"),
            layer,
            fixes.set_field(layer, "p", 0.5),
            field="p",
            found=f"{100 * share:g}",
        )


RULES: dict[str, tuple[Rule, ...]] = dict.fromkeys(_NORMS, (_norm_again,))
RULES |= dict.fromkeys(BATCH_NORMS, (_batch_of_one, _bias_before, _dropout_before, _norm_again))
RULES |= dict.fromkeys(("GaussianNoise", "Upsample", "Permute", "Flatten", "Reshape"), (_idle,))
RULES |= dict.fromkeys(("MaxPool2d", "AvgPool2d"), (_idle,))
RULES |= dict.fromkeys(("Dropout", "Dropout2d"), (_idle, _hides_nearly_all))
