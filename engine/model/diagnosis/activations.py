"""Activations that are missing, idle or in the wrong place."""

from collections.abc import Iterator
from math import prod

from engine.model import fixes
from engine.model.diagnosis.view import (
    ANSWERS,
    AVERAGING,
    BATCH_NORMS,
    POOLING,
    RANDOM,
    RESHAPING,
    WEIGHTED,
    Rule,
    View,
    found,
)
from engine.model.problems import Problem
from engine.model.spec import LayerSpec
from engine.text import QT_TRANSLATE_NOOP

_LINEAR = (*RESHAPING, *RANDOM, *AVERAGING, *BATCH_NORMS)
"""What lies between two matrices without bending anything (as the network answers)."""

_NEVER_BELOW_ZERO = ("ReLU", "ReLU6", "Sigmoid", "Hardsigmoid", "Softmax", "Softplus")
_KEEPS_WHAT_IS_ABOVE_ZERO = ("ReLU", "LeakyReLU", "PReLU", "ELU")
_KEEPS_SIGN = (*RESHAPING, "Dropout", "Dropout2d", *POOLING)
_BENDS = (
    "ReLU", "LeakyReLU", "PReLU", "ELU", "GELU", "SiLU", "Mish", "Hardswish", "ReLU6", "Softplus", "Sigmoid",
    "Hardsigmoid", "Tanh",
)  # fmt: skip
_MOST_SIGMOIDS = 4


def _missing(view: View, layer: LayerSpec) -> Iterator[Problem]:
    """Two matrices in a row can do no more than one, unless what lies between is narrower than both ends."""
    above = view.above(layer, _LINEAR)
    if above is None or above.type not in WEIGHTED or _is_factorised(view, above, layer):
        return
    yield found(
        "hint",
        "no_nonlinearity",
        QT_TRANSLATE_NOOP("engine", "follows {above} with no activation between: together one layer"),
        layer,
        fixes.insert_before(layer, "ReLU"),
        above=above.id,
    )


def _is_factorised(view: View, first: LayerSpec, second: LayerSpec) -> bool:
    """Whether two layers are meant as one, in fewer weights: separable convolutions and bottlenecks."""
    for layer in (first, second):
        if layer.type == "DepthwiseConv2d" or getattr(layer.params, "groups", 1) > 1:
            return True
    windows = [
        (getattr(layer.params, "kernel_size", 1), getattr(layer.params, "kernel_width", None))
        for layer in (first, second)
    ]
    if windows[0] == windows[1][::-1] and windows[0][0] != windows[0][1]:
        return True
    inputs = view.reports[first.id].input_shapes
    return view.size(first) < min(prod(inputs[0]), view.size(second)) if inputs else False


def _idle(view: View, layer: LayerSpec) -> Iterator[Problem]:
    above = view.above(layer, _KEEPS_SIGN)
    if above is not None and above.type in _NEVER_BELOW_ZERO:
        yield found(
            "hint",
            "idle",
            QT_TRANSLATE_NOOP("engine", "changes nothing: {above} leaves nothing below 0"),
            layer,
            fixes.remove(layer.id),
            above=above.id,
        )


def _at_the_input(view: View, layer: LayerSpec) -> Iterator[Problem]:
    above = view.above(layer, _LINEAR)
    if above is not None and above.type == "Input":
        yield found(
            "hint",
            "bent_input",
            QT_TRANSLATE_NOOP("engine", "bends the pixels before any layer has read them"),
            layer,
            fixes.remove(layer.id),
        )


def _softmax_again(view: View, layer: LayerSpec) -> Iterator[Problem]:
    above = view.above(layer, (*RESHAPING, *RANDOM))
    if above is None or above.type not in ANSWERS:
        return
    words = {
        "Softmax": QT_TRANSLATE_NOOP("engine", "is a second Softmax: it flattens the probabilities"),
        "LogSoftmax": QT_TRANSLATE_NOOP("engine", "follows {above}, which has turned the logits into probabilities"),
    }
    alike = layer.type == above.type == "Softmax"
    yield found(
        "warning",
        "softmax_twice",
        words["Softmax" if alike else "LogSoftmax"],
        layer,
        fixes.remove(layer.id),
        above=above.id,
    )


def _softmax_inside(view: View, layer: LayerSpec) -> Iterator[Problem]:
    readers = view.readers(layer, (*RESHAPING, *RANDOM))
    if readers and all(reader.type in WEIGHTED for reader in readers):
        yield found(
            "hint",
            "softmax_inside",
            QT_TRANSLATE_NOOP(
                "engine", "makes its numbers add up to 1, so {reader} sees little of them: use ReLU inside"
            ),
            layer,
            fixes.make_it(layer, "ReLU"),
            reader=readers[0].id,
        )


def fading_gradients(view: View) -> Iterator[Problem]:
    """A Sigmoid's slope is at most 1/4, so many in a row leave no gradient (Glorot & Bengio, 2010)."""
    if "Sigmoid" not in view.spec.types:
        return
    depth: dict[str, int] = {}
    for layer_id in view.spec.order:
        layer = view.spec[layer_id]
        above = [depth.get(source, 0) for source in layer.inputs]
        if layer.type in ("Add", "Multiply", *BATCH_NORMS, "LayerNorm", "GroupNorm") or not above:
            depth[layer_id] = 0
            continue
        depth[layer_id] = max(above) + (layer.type == "Sigmoid")
        if layer.type == "Sigmoid" and depth[layer_id] == _MOST_SIGMOIDS:
            yield found(
                "hint",
                "fading_gradients",
                QT_TRANSLATE_NOOP("engine", "is Sigmoid number {found} in a row: hardly any gradient passes so many"),
                layer,
                fixes.make_it(layer, "ReLU"),
                found=_MOST_SIGMOIDS,
            )


RULES: dict[str, tuple[Rule, ...]] = dict.fromkeys(WEIGHTED, (_missing,))
RULES |= dict.fromkeys(_BENDS, (_at_the_input,))
RULES |= dict.fromkeys(_KEEPS_WHAT_IS_ABOVE_ZERO, (_idle, _at_the_input))
RULES |= {"Softmax": (_softmax_again, _softmax_inside), "LogSoftmax": (_softmax_again, _softmax_inside)}
