"""From figures to plain words: what looks unhealthy in a run, and what helps. No torch."""

from collections.abc import Iterator, Sequence

from engine.text import QT_TRANSLATE_NOOP, Text
from engine.training.events import Hint, LayerHealth

Epoch = tuple[float, float | None, float]
"""Training loss, validation loss and learning rate."""

_SMALL_GRADIENT, _LARGE_GRADIENT = 1e-7, 1e3
_SLOW_UPDATE, _FAST_UPDATE = 1e-6, 0.1
"""Updates of about a thousandth of the weights are usual (Karpathy, CS231n)."""
_DEAD, _SATURATED = 0.5, 0.5
_GAP_RISE = 1.1
_PLATEAU_EPOCHS, _PLATEAU_CHANGE = 4, 0.005


def hints_of(gradient_norm: float, layers: Sequence[LayerHealth], epochs: Sequence[Epoch]) -> tuple[Hint, ...]:
    """All hints that hold now, the gravest first; at most one of a kind."""
    found: dict[str, Hint] = {}
    for hint in (*_of_gradients(gradient_norm, layers), *_of_layers(layers), *_of_epochs(epochs)):
        found.setdefault(hint.kind, hint)
    return tuple(found.values())


def _of_gradients(norm: float, layers: Sequence[LayerHealth]) -> Iterator[Hint]:
    known = [layer for layer in layers if layer.gradient_norm is not None]
    if norm > _LARGE_GRADIENT:
        largest = max(known, key=lambda layer: layer.gradient_norm or 0.0)
        yield Hint(
            "exploding_gradient",
            Text(
                QT_TRANSLATE_NOOP("engine", "The gradient is very large ({norm}), most of it in {layer}."),
                {"norm": f"{norm:.3g}", "layer": largest.layer},
            ),
            Text(QT_TRANSLATE_NOOP("engine", "Lower the learning rate or clip the gradient norm.")),
            largest.layer,
        )
    vanishing = next((layer for layer in known if (layer.gradient_norm or 0.0) < _SMALL_GRADIENT), None)
    if vanishing is not None:
        yield Hint(
            "vanishing_gradient",
            Text(
                QT_TRANSLATE_NOOP("engine", "Almost no gradient reaches {layer}: it hardly learns."),
                {"layer": vanishing.layer},
            ),
            Text(
                QT_TRANSLATE_NOOP("engine", "Use ReLU instead of Sigmoid or Tanh, normalisation, or a shortcut (Add).")
            ),
            vanishing.layer,
        )


def _of_layers(layers: Sequence[LayerHealth]) -> Iterator[Hint]:
    fast = next((layer for layer in layers if (layer.update_ratio or 0.0) > _FAST_UPDATE), None)
    if fast is not None:
        yield Hint(
            "large_updates",
            Text(
                QT_TRANSLATE_NOOP("engine", "One step changes the weights of {layer} by {percent} %."),
                {"layer": fast.layer, "percent": f"{100 * (fast.update_ratio or 0):.0f}"},
            ),
            Text(QT_TRANSLATE_NOOP("engine", "Lower the learning rate or warm it up; about 0.1 % a step is usual.")),
            fast.layer,
        )
    ratios = [layer.update_ratio for layer in layers if layer.update_ratio is not None]
    if ratios and max(ratios) < _SLOW_UPDATE:
        yield Hint(
            "small_updates",
            Text(QT_TRANSLATE_NOOP("engine", "Steps change the weights by less than a millionth.")),
            Text(QT_TRANSLATE_NOOP("engine", "Raise the learning rate, unless the schedule is at its end.")),
        )
    dead = max(layers, key=lambda layer: layer.dead or 0.0, default=None)
    if dead is not None and (dead.dead or 0.0) >= _DEAD:
        yield Hint(
            "dead_units",
            Text(
                QT_TRANSLATE_NOOP(
                    "engine", "{percent} % of the units of {layer} answer 0 to every image of the batch."
                ),
                {"layer": dead.layer, "percent": f"{100 * (dead.dead or 0):.0f}"},
            ),
            Text(QT_TRANSLATE_NOOP("engine", "Lower the learning rate, or use LeakyReLU or batch normalisation.")),
            dead.layer,
        )
    flat = max(layers, key=lambda layer: layer.saturated or 0.0, default=None)
    if flat is not None and (flat.saturated or 0.0) >= _SATURATED:
        yield Hint(
            "saturation",
            Text(
                QT_TRANSLATE_NOOP("engine", "{percent} % of the answers of {layer} are at the flat ends of its curve."),
                {"layer": flat.layer, "percent": f"{100 * (flat.saturated or 0):.0f}"},
            ),
            Text(QT_TRANSLATE_NOOP("engine", "Use smaller first weights (xavier), normalisation before it, or ReLU.")),
            flat.layer,
        )


def _of_epochs(epochs: Sequence[Epoch]) -> Iterator[Hint]:
    validation = [loss for _, loss, _ in epochs if loss is not None]
    if len(validation) >= 3 and len(validation) == len(epochs):
        lowest = min(range(len(validation)), key=lambda number: validation[number])
        rising = validation[-1] > _GAP_RISE * validation[lowest] and lowest <= len(validation) - 3
        if rising and epochs[-1][0] < epochs[lowest][0]:
            yield Hint(
                "overfitting",
                Text(
                    QT_TRANSLATE_NOOP(
                        "engine",
                        "The training loss still falls, but the validation loss rises since epoch {epoch}: the network "
                        "learns its images by heart.",
                    ),
                    {"epoch": lowest + 1},
                ),
                Text(QT_TRANSLATE_NOOP("engine", "Stop early, augment the images, or add Dropout or weight decay.")),
            )
    recent = [loss for loss, _, _ in epochs[-_PLATEAU_EPOCHS:]]
    if (
        len(recent) == _PLATEAU_EPOCHS
        and max(recent) - min(recent) < _PLATEAU_CHANGE * max(recent)
        and recent[-1] > 0.01
    ):
        yield Hint(
            "plateau",
            Text(
                QT_TRANSLATE_NOOP("engine", "The training loss has not moved for {epochs} epochs."),
                {"epochs": _PLATEAU_EPOCHS},
            ),
            Text(QT_TRANSLATE_NOOP("engine", "Try another learning rate (Find…), a schedule, or a larger network.")),
        )
