"""Networks to start from, by name."""

from functools import cache

from engine.model.spec import ModelSpec
from engine.model.templates import branching, codec, convolutional, dense, pretrained, sequences, tuned
from engine.model.templates.assembly import Template, empty_model
from engine.text import QT_TRANSLATE_NOOP, NetwrightError

__all__ = ["empty_model", "template", "template_names", "template_story", "template_title"]

_TEMPLATES: dict[str, Template] = {
    found.name: found
    for found in (
        convolutional.MNIST_CNN,
        dense.MLP,
        dense.SOFTMAX_REGRESSION,
        dense.TEACHING,
        convolutional.LENET_5,
        convolutional.VGG_SMALL,
        branching.RESNET_SMALL,
        branching.INCEPTION_SMALL,
        convolutional.DEPTHWISE_SEPARABLE,
        sequences.ROW_LSTM,
        sequences.ROW_GRU,
        sequences.VIT_SMALL,
        codec.AUTOENCODER_CLASSIFIER,
        pretrained.EFFICIENTNET_LITE_TRANSFER,
        tuned.MNIST_QUICK,
        tuned.MNIST_BEST,
        tuned.MNIST_DRAW,
        tuned.MNIST_FAST,
    )
}


def template_names() -> tuple[str, ...]:
    """The names of all templates, the default first."""
    return tuple(_TEMPLATES)


def template_title(name: str) -> str:
    """A template's title for people, marked for translation."""
    return _TEMPLATES[name].title


def template_story(name: str) -> str:
    """What to notice in a template, in two to four sentences, marked for translation."""
    return _TEMPLATES[name].story


@cache
def template(name: str) -> ModelSpec:
    """The network of that name; raises :class:`NetwrightError` where there is none."""
    if name not in _TEMPLATES:
        raise NetwrightError(
            QT_TRANSLATE_NOOP("engine", "There is no template “{name}”."),
            QT_TRANSLATE_NOOP("engine", "Known are: {known}."),
            name=name,
            known=", ".join(_TEMPLATES),
        )
    return _TEMPLATES[name].make()
