"""The repairs of a layer that cannot take what it receives, by the names in ``ShapeMismatch.remedy``."""

from collections.abc import Callable, Sequence
from math import isqrt, prod

from engine.model import edits, fixes
from engine.model.diagnosis import branches
from engine.model.layer_type import ShapeMismatch
from engine.model.problems import Fix
from engine.model.spec import LayerSpec, ModelSpec, Shape
from engine.text import QT_TRANSLATE_NOOP

_Maker = Callable[[ModelSpec, LayerSpec, ShapeMismatch, Sequence[Shape]], Sequence[Fix | None]]


def remedies(spec: ModelSpec, layer: LayerSpec, mismatch: ShapeMismatch, inputs: Sequence[Shape]) -> tuple[Fix, ...]:
    """The repairs known for a layer that cannot take the shapes in ``inputs``, the best first."""
    known: list[Fix | None] = []
    maker = _MAKERS.get(mismatch.remedy or "")
    if maker is not None:
        known += maker(spec, layer, mismatch, inputs)
    port = mismatch.text.values.get("port")
    if isinstance(port, int):
        known += branches.fit(spec, layer, port - 1, inputs)
    elif len(layer.inputs) > 2:
        known.append(fixes.take_off(layer.inputs[-1], layer.id))
    if fixes.is_removable(layer):
        known.append(fixes.remove(layer.id))
    return tuple(fix for fix in known if fix is not None)


def _guilty(layer: LayerSpec, inputs: Sequence[Shape], rank: int) -> tuple[str, Shape]:
    """The first input that has not as many axes as wanted, and its shape."""
    at = next((place for place, shape in enumerate(inputs) if len(shape) != rank), 0)
    return layer.inputs[at], inputs[at]


def _insert(type_name: str, rank: int) -> _Maker:
    def make(spec: ModelSpec, layer: LayerSpec, mismatch: ShapeMismatch, inputs: Sequence[Shape]) -> list[Fix | None]:
        source, _ = _guilty(layer, inputs, rank)
        return [fixes.insert_before(layer, type_name, source)]

    return make


def _take_what_comes(
    spec: ModelSpec, layer: LayerSpec, mismatch: ShapeMismatch, inputs: Sequence[Shape]
) -> list[Fix | None]:
    assert mismatch.field is not None
    return [fixes.set_field(layer, mismatch.field, int(mismatch.found))]


def _set(field: str, value: object) -> _Maker:
    def make(spec: ModelSpec, layer: LayerSpec, mismatch: ShapeMismatch, inputs: Sequence[Shape]) -> list[Fix | None]:
        return [fixes.set_field(layer, field, value)]

    return make


def _shrink_window(
    spec: ModelSpec, layer: LayerSpec, mismatch: ShapeMismatch, inputs: Sequence[Shape]
) -> list[Fix | None]:
    if layer.type in ("MaxPool2d", "AvgPool2d") and int(mismatch.found) == 1:
        return []  # a window of one pixel would do nothing: it goes, as every mismatch offers
    return [fixes.set_field(layer, mismatch.field or "kernel_size", int(mismatch.found))]


def _halve_padding(
    spec: ModelSpec, layer: LayerSpec, mismatch: ShapeMismatch, inputs: Sequence[Shape]
) -> list[Fix | None]:
    return [fixes.set_field(layer, "padding", int(mismatch.expected))]


def _pad_by_hand(
    spec: ModelSpec, layer: LayerSpec, mismatch: ShapeMismatch, inputs: Sequence[Shape]
) -> list[Fix | None]:
    """With a stride torch wants the border as a number; half the window divides the sides by the stride."""
    half: int = layer.params.dilation * (layer.params.kernel_size // 2)  # type: ignore[attr-defined]

    def edit(now: ModelSpec) -> ModelSpec:
        return edits.set_params(now, layer.id, padding="explicit", padding_size=half)

    explicit = fixes.fix(QT_TRANSLATE_NOOP("engine", "Pad {name} by {size} px"), edit, name=layer.id, size=half)
    return [explicit if 1 <= half <= 255 else None, fixes.set_field(layer, "padding", "valid")]


def _divisor(spec: ModelSpec, layer: LayerSpec, mismatch: ShapeMismatch, inputs: Sequence[Shape]) -> list[Fix | None]:
    """The largest number below that divides what is to be divided, and the filters where they are grouped too."""
    assert mismatch.field is not None
    field, counts = mismatch.field, [int(mismatch.found)]
    if field == "groups":
        counts = [inputs[0][0], layer.params.out_channels]  # type: ignore[attr-defined]
    wanted: int = getattr(layer.params, field)
    best = next(parts for parts in range(min(wanted, *counts), 0, -1) if not any(count % parts for count in counts))
    return [fixes.set_field(layer, field, best)]


def _use_batchnorm2d(
    spec: ModelSpec, layer: LayerSpec, mismatch: ShapeMismatch, inputs: Sequence[Shape]
) -> list[Fix | None]:
    return [fixes.make_it(layer, "BatchNorm2d") if len(inputs[0]) == 3 else fixes.insert_before(layer, "Flatten")]


def _move_before_flatten(
    spec: ModelSpec, layer: LayerSpec, mismatch: ShapeMismatch, inputs: Sequence[Shape]
) -> list[Fix | None]:
    """Images end at a Flatten: the layer belongs before the nearest one above it. BatchNorm has a twin for rows."""
    if layer.type == "BatchNorm2d":
        return [fixes.make_it(layer, "BatchNorm1d") if len(inputs[0]) < 3 else fixes.insert_before(layer, "Flatten")]
    if layer.type == "Dropout2d":
        return [fixes.make_it(layer, "Dropout")]
    if layer.type in ("GlobalAvgPool2d", "GlobalMaxPool2d", "AdaptiveAvgPool2d") and len(inputs[0]) == 1:
        return [fixes.remove(layer.id)]
    flatten = _flatten_above(spec, layer)
    moved = fixes.move_before(layer.id, flatten) if flatten is not None else None
    return [moved, fixes.insert_before(layer, "Reshape", sizes=_as_image(inputs[0]))]


def _add_axis(spec: ModelSpec, layer: LayerSpec, mismatch: ShapeMismatch, inputs: Sequence[Shape]) -> list[Fix | None]:
    """A sequence as an image of one channel; a vector as a sequence, made of the image's rows where there is one."""
    wants_image = any("width" in str(word) for word in (mismatch.expected,))
    if wants_image:
        source, shape = _guilty(layer, inputs, 3)
        if layer.type == "Dropout2d":
            return [fixes.make_it(layer, "Dropout")]
        if layer.type == "BatchNorm2d":
            return [fixes.make_it(layer, "BatchNorm1d")]
        return [fixes.insert_before(layer, "Reshape", source, sizes=(1, *shape))]
    source, shape = _guilty(layer, inputs, 2)
    direct = spec[source]
    above = spec[direct.inputs[0]] if direct.inputs and direct.inputs[0] in spec else None
    as_rows = None
    if direct.type == "Flatten" and above is not None and spec.consumers[direct.id] == (layer.id,):
        as_rows = fixes.make_it(direct, "Rows")
    return [as_rows, fixes.insert_before(layer, "Reshape", source, sizes=(1, prod(shape)))]


def _fit_size(spec: ModelSpec, layer: LayerSpec, mismatch: ShapeMismatch, inputs: Sequence[Shape]) -> list[Fix | None]:
    return [fixes.set_field(layer, "size", int(mismatch.expected))]


def _mix_to_colours(
    spec: ModelSpec, layer: LayerSpec, mismatch: ShapeMismatch, inputs: Sequence[Shape]
) -> list[Fix | None]:
    return [fixes.insert_before(layer, "Conv2d", out_channels=3, kernel_size=1)]


def _fit_order(spec: ModelSpec, layer: LayerSpec, mismatch: ShapeMismatch, inputs: Sequence[Shape]) -> list[Fix | None]:
    rank = len(inputs[0])
    kept = [axis for axis in layer.params.order if axis < rank]  # type: ignore[attr-defined]
    order = (*kept, *(axis for axis in range(rank) if axis not in kept))
    return [fixes.set_field(layer, "order", order)]


def _fit_sizes(spec: ModelSpec, layer: LayerSpec, mismatch: ShapeMismatch, inputs: Sequence[Shape]) -> list[Fix | None]:
    """Make as many numbers as the sizes want, or the sizes such that they hold what comes."""
    sizes: tuple[int, ...] = layer.params.sizes  # type: ignore[attr-defined]
    shape = inputs[0]
    axis = getattr(layer.params, "axis", 0) % len(shape)
    whole = layer.type == "Reshape"
    count = prod(shape) if whole else shape[axis]
    offered: list[Fix | None] = []
    wanted = prod(size for size in sizes if size != -1)
    above = spec[layer.inputs[0]]
    if above.type == "Linear" and len(shape) == 1 and -1 not in sizes and spec.consumers[above.id] == (layer.id,):
        offered.append(fixes.set_field(above, "out_features", wanted))
    rest = prod(sizes[1:])
    if -1 not in sizes[1:] and count % rest == 0:
        offered.append(fixes.set_field(layer, "sizes", (count // rest, *sizes[1:])))
    elif len(shape) == 1 and -1 not in sizes and count * wanted <= 10_000_000:
        offered.append(fixes.insert_before(layer, "Linear", out_features=wanted))
    return [*offered, fixes.set_field(layer, "sizes", (count, *(1 for _ in sizes[1:])))]


def _nearest_axis(
    spec: ModelSpec, layer: LayerSpec, mismatch: ShapeMismatch, inputs: Sequence[Shape]
) -> list[Fix | None]:
    assert mismatch.field is not None
    axis: int = getattr(layer.params, mismatch.field)
    return [fixes.set_field(layer, mismatch.field, len(inputs[0]) - 1 if axis >= 0 else -len(inputs[0]))]


def _nearest_token(
    spec: ModelSpec, layer: LayerSpec, mismatch: ShapeMismatch, inputs: Sequence[Shape]
) -> list[Fix | None]:
    return [fixes.set_field(layer, "index", -1 if layer.params.index >= 0 else 0)]  # type: ignore[attr-defined]


def _remove(spec: ModelSpec, layer: LayerSpec, mismatch: ShapeMismatch, inputs: Sequence[Shape]) -> list[Fix | None]:
    return []  # every mismatch offers it


def _flatten_branches(
    spec: ModelSpec, layer: LayerSpec, mismatch: ShapeMismatch, inputs: Sequence[Shape]
) -> list[Fix | None]:
    wide = [source for source, shape in zip(layer.inputs, inputs, strict=True) if len(shape) > 1]

    def edit(now: ModelSpec) -> ModelSpec:
        for source in wide:
            now = fixes.inserted(now, source=source, target=layer.id, steps=(("Flatten", {}),))
        return now

    return [fixes.fix(QT_TRANSLATE_NOOP("engine", "Flatten {names}"), edit, names=", ".join(wide))]


def _flatten_above(spec: ModelSpec, layer: LayerSpec) -> LayerSpec | None:
    while layer.inputs and layer.inputs[0] in spec:
        layer = spec[layer.inputs[0]]
        if layer.type == "Flatten" and layer.inputs:
            return layer
    return None


def _as_image(shape: Shape) -> Shape:
    """The sizes of an image that holds the same numbers: a square one of grey pixels where that is possible."""
    count = prod(shape)
    if len(shape) > 3:
        return (prod(shape[:-2]), *shape[-2:])
    side = isqrt(count)
    return (1, side, side) if side * side == count else (count, 1, 1)


_MAKERS: dict[str, _Maker] = {
    "add_channel_axis": _add_axis,
    "divide_groups": _divisor,
    "divide_heads": _divisor,
    "equal_shares": _set("shares", ()),
    "fit_order": _fit_order,
    "fit_size": _fit_size,
    "fit_sizes": _fit_sizes,
    "flatten_branches": _flatten_branches,
    "grey_as_colour": _set("grey_to_rgb", True),
    "halve_padding": _halve_padding,
    "insert_flatten": _insert("Flatten", 1),
    "insert_patches": _insert("PatchEmbedding", 2),
    "insert_rows": _insert("Rows", 2),
    "last_axis": _set("end_axis", -1),
    "mix_to_colours": _mix_to_colours,
    "move_before_flatten": _move_before_flatten,
    "nearest_axis": _nearest_axis,
    "nearest_token": _nearest_token,
    "no_crop": _set("padding", 0),
    "no_extra_border": _set("output_padding", 0),
    "one_group": _set("num_groups", 1),
    "pad_valid": _pad_by_hand,
    "remove_layer": _remove,
    "shrink_window": _shrink_window,
    "take_what_comes": _take_what_comes,
    "undilate": _set("dilation", 1),
    "use_batchnorm2d": _use_batchnorm2d,
}
"""``project_branch`` and ``resize_branch`` are not here: :mod:`branches` finds out by itself what fits."""
