"""A Keras layer on its way to becoming one of ours, and the activations that stand in its settings."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from engine.model.foreign.sketch import Sketch
from engine.model.spec import Shape

ACTIVATIONS: dict[str, tuple[str, dict[str, object]] | None] = {
    "linear": None,
    "relu": ("ReLU", {}),
    "relu6": ("ReLU6", {}),
    "leaky_relu": ("LeakyReLU", {"negative_slope": 0.2}),
    "elu": ("ELU", {}),
    "gelu": ("GELU", {}),
    "silu": ("SiLU", {}),
    "swish": ("SiLU", {}),
    "mish": ("Mish", {}),
    "sigmoid": ("Sigmoid", {}),
    "hard_sigmoid": ("Hardsigmoid", {}),
    "hard_swish": ("Hardswish", {}),
    "hard_silu": ("Hardswish", {}),
    "tanh": ("Tanh", {}),
    "softplus": ("Softplus", {}),
    "softmax": ("Softmax", {}),
    "log_softmax": ("LogSoftmax", {}),
}


@dataclass(frozen=True, slots=True)
class KerasLayer:
    """A Keras layer on its way: its settings, and the layers that it reads."""

    sketch: Sketch
    settings: Mapping[str, Any]
    sources: list[str]
    name: str

    def get(self, name: str, default: Any = None) -> Any:
        """A setting."""
        found = self.settings.get(name, default)
        return default if found is None else found

    @property
    def shape(self) -> Shape | None:
        """What it reads, channels first."""
        return self.sketch.shapes[self.sources[0]]

    @property
    def reads_image(self) -> bool:
        """Whether it reads images."""
        return self.shape is not None and len(self.shape) == 3

    def side(self, name: str, default: int = 1) -> int:
        """A setting that Keras gives for height and width, where both are the same."""
        value = self.get(name, default)
        sizes = list(value) if isinstance(value, list | tuple) else [value]
        if len(set(sizes)) != 1:
            raise ValueError(f"{name} {sizes} differ between height and width")
        return int(sizes[0])

    def add(self, type_name: str, **params: object) -> str:
        """The layer itself, and its activation behind it."""
        made = self.sketch.add(type_name, self.sources, self.name, **params)
        return activated(self.sketch, self.settings.get("activation"), made)


def activated(sketch: Sketch, activation: object, layer_id: str) -> str:
    """The layer's output through an activation of Keras, given by name or as an object."""
    if isinstance(activation, Mapping):
        settings = activation.get("config")
        activation = settings if isinstance(settings, str) else activation.get("class_name")
    if activation is None:
        return layer_id
    known = str(activation)
    if known not in ACTIVATIONS:
        return sketch.unknown([layer_id], known, known)
    found = ACTIVATIONS[known]
    return layer_id if found is None else sketch.add(found[0], [layer_id], "", **found[1])
