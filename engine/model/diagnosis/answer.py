"""Problems of the network's two ends: what it reads and what it answers."""

from collections.abc import Iterator

from engine.model import edits, fixes
from engine.model.blocks import put_back
from engine.model.diagnosis.view import ANSWERS, RANDOM, View, found
from engine.model.layer_type import shape_text
from engine.model.ports import output_layer
from engine.model.problems import Fix, Problem
from engine.model.registry import layer_type
from engine.model.spec import LayerSpec, ModelSpec
from engine.text import QT_TRANSLATE_NOOP

MIRRORED_SYMBOLS = QT_TRANSLATE_NOOP(
    "engine", "receives mirrored digits or letters: most of them then are none any more, or another one (p, q)"
)
_SQUASHING = ("ReLU", "ReLU6", "Sigmoid", "Hardsigmoid", "Tanh", "Softplus")
_LOGITS = ("cross_entropy", "nll", "nll_loss", "focal", "bce", "mse", "l1")
"""Losses that take free numbers: the training applies what each needs (softmax, sigmoid) by itself."""
_GLOBAL = ("GlobalAvgPool2d", "GlobalMaxPool2d")


def wrong_input(view: View, layer: LayerSpec) -> Iterator[Problem]:
    """An input that has not the sizes of the dataset's images."""
    wanted, shape = view.context.image_shape, view.reports[layer.id].output_shape
    if shape is None:
        return
    if wanted is not None and shape != wanted:
        yield found(
            "error",
            "input_shape",
            QT_TRANSLATE_NOOP("engine", "expects images of {found}, the dataset has {expected}"),
            layer,
            fixes.set_field(layer, "shape", wanted),
            field="shape",
            expected=shape_text(wanted),
            found=shape_text(shape),
        )
    elif wanted is None and len(shape) == 3 and shape[2] in (1, 3) and min(shape[:2]) > 4:
        turned = (shape[2], shape[0], shape[1])
        yield found(
            "warning",
            "channels_last",
            QT_TRANSLATE_NOOP("engine", "has {found} channels: the channels come first, before height and width"),
            layer,
            fixes.set_field(layer, "shape", turned),
            field="shape",
            expected=shape[2],
            found=shape[0],
        )


def mirrored_symbols(view: View, layer: LayerSpec) -> Iterator[Problem]:
    """Digits or letters that are mirrored in training: a mirrored 2 is none."""
    if view.context.mirrored_symbols:
        yield found("warning", "mirrored_symbols", MIRRORED_SYMBOLS, layer)


def wrong_answer(view: View, output: LayerSpec) -> Iterator[Problem]:
    """An answer that is not one number per class."""
    shape, classes = view.reports[output.id].output_shape, view.context.classes
    if shape is None or classes is None or shape == (classes,):
        return
    if len(shape) == 1:
        words = QT_TRANSLATE_NOOP("engine", "expects one number per class ({expected}), receives {found}")
        repairs: tuple[Fix, ...] = (give_classes(view.spec, output, classes),)
        yield found("error", "class_count", words, output, *repairs, expected=classes, found=shape[0])
        return
    if len(shape) == 3:
        words = QT_TRANSLATE_NOOP("engine", "expects one number per class ({expected}), receives an image {found}")
        repairs = (fixes.insert_before(output, "Flatten"), fixes.insert_before(output, "GlobalAvgPool2d"))
    elif len(shape) == 2:
        words = QT_TRANSLATE_NOOP("engine", "expects one number per class ({expected}), receives a sequence {found}")
        repairs = (fixes.insert_before(output, "MeanOverTokens"), fixes.insert_before(output, "Flatten"))
    else:
        words = QT_TRANSLATE_NOOP("engine", "expects one number per class ({expected}), receives {found}")
        repairs = (fixes.insert_before(output, "Flatten"),)
    yield found("error", "output_shape", words, output, *repairs, expected=classes, found=shape_text(shape))


def give_classes(spec: ModelSpec, output: LayerSpec, classes: int) -> Fix:
    """Make the network end in one number per class: resize its last layer, or add one where there is none."""
    walked, pooled = output, False
    while walked.inputs and walked.inputs[0] in spec:
        walked = spec[walked.inputs[0]]
        if spec.consumers[walked.id] and len(spec.consumers[walked.id]) > 1:
            break
        if walked.type == "Linear":
            return fixes.set_field(walked, "out_features", classes)
        if walked.type == "Conv2d" and pooled and walked.params.groups == 1:  # type: ignore[attr-defined]
            return fixes.set_field(walked, "out_channels", classes)
        pooled = pooled or walked.type in _GLOBAL
        if walked.type not in _GLOBAL and layer_type(walked.type).category not in ("activation", "regularisation"):
            break
    return fixes.fix(
        QT_TRANSLATE_NOOP("engine", "Add a Linear layer with {classes} outputs"),
        lambda now: _with_linear(now, output.id, classes),
        classes=classes,
    )


def unfit_for_loss(view: View, output: LayerSpec) -> Iterator[Problem]:
    """Logits that are not free numbers, and an end that the loss does not expect."""
    last = view.above(output, ANSWERS)
    if view.context.loss not in _LOGITS or last is None or view.reports[output.id].output_shape is None:
        return
    if view.context.classes == 1:
        yield found(
            "warning",
            "loss",
            QT_TRANSLATE_NOOP("engine", "answers a single class: the loss is 0 whatever the network does"),
            output,
        )
    end = view.above(output)
    if view.context.loss == "nll_loss" and end is not None and end.type != "LogSoftmax":
        yield found(
            "error",
            "loss",
            QT_TRANSLATE_NOOP("engine", "the loss {loss} expects {expected} right before it, finds {found}"),
            output,
            fixes.make_it(end, "LogSoftmax") if end.type == "Softmax" else fixes.insert_before(output, "LogSoftmax"),
            loss=view.context.loss,
            expected="LogSoftmax",
            found=end.type,
        )
    if last.type in RANDOM:
        yield found(
            "warning",
            "random_answer",
            QT_TRANSLATE_NOOP("engine", "changes the answer itself at random: it belongs before the last layer"),
            last,
            fixes.remove(last.id),
        )
    bent = view.above(last, RANDOM) if last.type in RANDOM else last
    if bent is not None and bent.type in _SQUASHING:
        yield found(
            "warning",
            "bent_logits",
            QT_TRANSLATE_NOOP("engine", "limits what the network can answer: its logits should be free numbers"),
            bent,
            fixes.remove(bent.id),
        )


def nothing_to_learn(view: View) -> Iterator[Problem]:
    """A network without weights, or with all of them frozen."""
    if view.totals.trainable_parameters:
        return
    output = output_layer(view.spec)
    shape = view.reports[output.id].output_shape if output is not None else None
    if output is None or shape is None:
        return
    add = fixes.fix(
        QT_TRANSLATE_NOOP("engine", "Add a Linear layer with {classes} outputs"),
        lambda now: _with_linear(now, output.id, view.context.classes or shape[-1]),
        classes=view.context.classes or shape[-1],
    )
    weighted = [layer for layer in view.spec.layers if view.reports[layer.id].parameters]
    if not weighted:
        words = QT_TRANSLATE_NOOP("engine", "The network has no weights, so there is nothing to learn.")
        yield found("error", "no_weights", words, None, add)
        return
    if view.context.train_images is None:
        return  # built to be looked at or used, not to be trained
    frozen = [layer.id for layer in weighted]
    thaw = fixes.fix(QT_TRANSLATE_NOOP("engine", "Let all layers learn"), lambda now: _thawed(now, frozen))
    words = QT_TRANSLATE_NOOP("engine", "Every layer is frozen, so there is nothing to learn.")
    yield found("error", "all_frozen", words, None, thaw, add)


def _thawed(spec: ModelSpec, ids: list[str]) -> ModelSpec:
    for layer_id in ids:
        layer = spec[layer_id]
        if not layer.learning.trainable:
            spec = edits.set_learning(spec, layer_id, trainable=True)
        if layer.type == "Block":
            name: str = layer.params.block  # type: ignore[attr-defined]
            inner = spec.block_named[name]
            spec = put_back(spec, name, _thawed(inner, [part.id for part in inner.layers]))
    return spec


def _with_linear(spec: ModelSpec, output_id: str, classes: int) -> ModelSpec:
    """A Linear layer behind all but the layers that turn logits into probabilities."""
    target = spec[output_id]
    while target.inputs and target.inputs[0] in spec and spec[target.inputs[0]].type in ANSWERS:
        above = spec[target.inputs[0]]
        if len(spec.consumers[above.id]) > 1 or not above.inputs:
            break
        target = above
    steps: tuple[fixes.Step, ...] = (("Linear", {"out_features": classes}),)
    return fixes.inserted(spec, source=target.inputs[0], target=target.id, steps=steps)
