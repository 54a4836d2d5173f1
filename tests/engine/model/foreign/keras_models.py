"""Keras 3 model JSON as Keras writes it, for tests."""

import json
from typing import Any

from engine.model.foreign.keras_json import read_keras_json
from engine.model.spec import ModelSpec


def layer(class_name: str, **config: Any) -> dict[str, Any]:
    """A layer's entry."""
    name = config.setdefault("name", class_name.lower())
    return {"module": "keras.layers", "class_name": class_name, "config": config, "name": name}


def sequential(*layers: dict[str, Any], shape: tuple[int, ...] = (28, 28, 1)) -> str:
    """A Sequential model's JSON."""
    first = layer("InputLayer", batch_shape=[None, *shape], name="input_layer")
    config = {"name": "sequential", "layers": [first, *layers]}
    return json.dumps({"module": "keras", "class_name": "Sequential", "config": config})


def reads(*names: str, call: int = 0) -> list[dict[str, Any]]:
    """One call's inbound node: a tensor, or a list of several."""
    configs = [{"shape": [None, 1], "dtype": "float32", "keras_history": [name, call, 0]} for name in names]
    tensors = [{"class_name": "__keras_tensor__", "config": config} for config in configs]
    return [{"args": tensors if len(tensors) == 1 else [tensors], "kwargs": {}}]


def functional(*layers: dict[str, Any], output: str) -> str:
    """A Functional model's JSON."""
    config = {"name": "functional", "layers": list(layers), "output_layers": [[output, 0, 0]]}
    return json.dumps({"class_name": "Functional", "config": config})


def spec_of(text: str) -> ModelSpec:
    """The network in it."""
    reading = read_keras_json(text, "model")
    assert reading.spec is not None
    return reading.spec
