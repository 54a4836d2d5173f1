"""Networks too large for the machine, or for the data."""

from collections.abc import Iterator

from engine.model import fixes
from engine.model.diagnosis.view import View, found
from engine.model.footprint import bytes_per_step, weight_bytes
from engine.model.problems import Fix, Problem
from engine.model.spec import LayerSpec
from engine.model.totals import totals
from engine.text import QT_TRANSLATE_NOOP

PARAMETERS_PER_IMAGE = 1000
"""Usual networks have up to a few hundred trainable parameters for each training image (ResNet-18 on MNIST: 230)."""

_WIDTHS = ("out_features", "out_channels", "features", "hidden_size", "multiplier", "dim_feedforward")


def too_large(view: View) -> Iterator[Problem]:
    """More memory than the device has free, more parameters than the data can teach."""
    yield from _memory(view)
    yield from _proportion(view)


def _memory(view: View) -> Iterator[Problem]:
    free = view.context.free_memory
    if free is None:
        return
    weights, needed = weight_bytes(view.totals), bytes_per_step(view.totals, view.context)
    if needed <= free:
        return
    largest = max(view.spec.layers, key=lambda layer: _share_of_memory(view, layer))
    if weights > free:
        # Certain, unlike the estimate for training: not even the weights have room.
        words = QT_TRANSLATE_NOOP("engine", "holds most of {found} of weights, and only {expected} of memory are free")
        severity, amount = "error", weights
    else:
        words = QT_TRANSLATE_NOOP(
            "engine",
            "needs most of the {found} that training takes, and only {expected} of memory are free: "
            "a smaller batch or layer would fit",
        )
        severity, amount = "warning", needed
    yield found(
        "error" if severity == "error" else "warning",
        "memory",
        words,
        largest,
        _narrower(view, largest, max(free / amount, 1 - (amount - free) / _share_of_memory(view, largest))),
        fixes.remove(largest.id) if severity == "error" and fixes.is_removable(largest) else None,
        expected=_bytes(free),
        found=_bytes(amount),
    )


def _proportion(view: View) -> Iterator[Problem]:
    images = view.context.train_images
    if not images:
        return
    learned = view.totals.trainable_parameters
    if learned <= PARAMETERS_PER_IMAGE * images:
        return
    largest = max(view.spec.layers, key=lambda layer: view.reports[layer.id].trainable_parameters)
    yield found(
        "hint",
        "proportion",
        QT_TRANSLATE_NOOP(
            "engine",
            "holds most of {found} parameters, {share} for each of the {images} training images: "
            "the network can learn them by heart",
        ),
        largest,
        _narrower(view, largest, PARAMETERS_PER_IMAGE * images / learned),
        expected=f"{PARAMETERS_PER_IMAGE * images:,}",
        found=f"{learned:,}",
        share=f"{learned // images:,}",
        images=f"{images:,}",
    )


def _share_of_memory(view: View, layer: LayerSpec) -> int:
    return bytes_per_step(totals((view.reports[layer.id],)), view.context)


def _narrower(view: View, layer: LayerSpec, wanted: float) -> Fix | None:
    """The layer with a width that brings its size down by about the share ``wanted``; a power of two."""
    field = next((name for name in _WIDTHS if name in type(layer.params).model_fields), None)
    if field is None:
        return None
    width: int = getattr(layer.params, field)
    narrow = 1
    while narrow * 2 <= width * wanted / 2:
        narrow *= 2
    if narrow >= width:
        return None
    return fixes.set_field(layer, field, narrow)


def _bytes(count: int) -> str:
    """A size in memory, as the window writes it."""
    for limit, unit in ((2**30, "GB"), (2**20, "MB"), (2**10, "kB")):
        if count >= limit:
            return f"{count / limit:,.3g} {unit}"
    return f"{count} B"
