"""Networks to start from, by name."""

from collections.abc import Callable
from functools import cache

from engine.model.edits import append_layer
from engine.model.registry import layer_type
from engine.model.spec import LayerSpec, ModelSpec
from engine.text import QT_TRANSLATE_NOOP, NetwrightError

Chain = tuple[tuple[str, dict[str, object]], ...]


def _mnist_cnn() -> Chain:
    """The two-convolution network of the Keras MNIST example (F. Chollet, 2015), without dropout."""
    return (
        ("Conv2d", {"out_channels": 32, "kernel_size": 3}),
        ("ReLU", {}),
        ("MaxPool2d", {"kernel_size": 2}),
        ("Conv2d", {"out_channels": 64, "kernel_size": 3}),
        ("ReLU", {}),
        ("MaxPool2d", {"kernel_size": 2}),
        ("Flatten", {}),
        ("Linear", {"out_features": 128}),
        ("ReLU", {}),
        ("Linear", {"out_features": 10}),
        ("Softmax", {}),
    )


def _mlp() -> Chain:
    """Two hidden layers on the flat image."""
    return (
        ("Flatten", {}),
        ("Linear", {"out_features": 256}),
        ("ReLU", {}),
        ("Linear", {"out_features": 128}),
        ("ReLU", {}),
        ("Linear", {"out_features": 10}),
        ("Softmax", {}),
    )


def _softmax_regression() -> Chain:
    """One Linear layer: the smallest network that learns digits."""
    return (("Flatten", {}), ("Linear", {"out_features": 10}), ("Softmax", {}))


_TEMPLATES: dict[str, tuple[Callable[[], Chain], str]] = {
    "mnist-cnn": (_mnist_cnn, QT_TRANSLATE_NOOP("engine", "Two convolutions (reference)")),
    "mlp": (_mlp, QT_TRANSLATE_NOOP("engine", "Multi-layer perceptron")),
    "softmax-regression": (_softmax_regression, QT_TRANSLATE_NOOP("engine", "Softmax regression")),
}


def template_names() -> tuple[str, ...]:
    """The names of all templates, the default first."""
    return tuple(_TEMPLATES)


def template_title(name: str) -> str:
    """A template's title for people, marked for translation."""
    return _TEMPLATES[name][1]


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
    spec = empty_model()
    for type_name, params in _TEMPLATES[name][0]():
        spec, _ = append_layer(spec, type_name, params=layer_type(type_name).Params.model_validate(params))
    return spec


def empty_model(shape: tuple[int, ...] = (1, 28, 28)) -> ModelSpec:
    """An input linked straight to the output."""
    given = layer_type("Input").Params.model_validate({"shape": shape})
    return ModelSpec(
        (
            LayerSpec("input", "Input", given),
            LayerSpec("output", "Output", layer_type("Output").Params(), ("input",)),
        )
    )
