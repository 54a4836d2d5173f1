"""Keras 3 models by their JSON: layers, activations, graphs, channels turned first, hostile input refused."""

import json
import zipfile
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from engine.model.analysis import analyse
from engine.model.code.opening import open_model_file
from engine.model.foreign.keras_json import read_keras_json
from engine.text import NetwrightError
from tests.engine.model.foreign.keras_models import functional, layer, reads, sequential, spec_of


def test_the_mnist_example_of_keras_is_the_reference_network() -> None:
    spec = spec_of(
        sequential(
            layer("Conv2D", filters=32, kernel_size=[3, 3], activation="relu", padding="valid", strides=[1, 1]),
            layer("MaxPooling2D", pool_size=[2, 2], strides=[2, 2], padding="valid"),
            layer("Conv2D", filters=64, kernel_size=[3, 3], activation="relu", name="conv2d_1"),
            layer("MaxPooling2D", pool_size=[2, 2], name="max_1"),
            layer("Flatten"),
            layer("Dropout", rate=0.5),
            layer("Dense", units=10, activation="softmax"),
        )
    )
    types = [found.type for found in spec]
    assert types == [
        *("Input", "Conv2d", "ReLU", "MaxPool2d", "Conv2d", "ReLU", "MaxPool2d"),
        *("Flatten", "Dropout", "Linear", "Softmax", "Output"),
    ]
    assert analyse(spec).parameters == 34_826  # as keras.io prints it
    assert analyse(spec).ok


def residual() -> str:
    return functional(
        {**layer("InputLayer", batch_shape=[None, 28, 28, 1], name="in"), "inbound_nodes": []},
        {**layer("Conv2D", filters=8, kernel_size=3, padding="same", name="a"), "inbound_nodes": reads("in")},
        {**layer("Conv2D", filters=8, kernel_size=3, padding="same", name="b"), "inbound_nodes": reads("a")},
        {**layer("Add", name="add"), "inbound_nodes": reads("a", "b")},
        {**layer("Concatenate", axis=-1, name="cat"), "inbound_nodes": reads("add", "a")},
        {**layer("GlobalAveragePooling2D", name="pool"), "inbound_nodes": reads("cat")},
        {**layer("Dense", units=10, name="out"), "inbound_nodes": reads("pool")},
        output="out",
    )


def test_a_functional_model_keeps_its_branches() -> None:
    spec = spec_of(residual())
    assert spec["add"].inputs == ("a", "b")
    assert spec["cat"].inputs == ("add", "a")
    analysis = analyse(spec)
    assert analysis.ok
    assert analysis.layers["cat"].output_shape == (16, 28, 28)
    assert analysis.layers["out"].output_shape == (10,)


def test_separable_convolutions_are_two_layers_and_shapes_turn_channels_first() -> None:
    spec = spec_of(sequential(layer("SeparableConv2D", filters=6, kernel_size=3), shape=(32, 24, 3)))
    assert [found.type for found in spec][1:3] == ["DepthwiseConv2d", "Conv2d"]
    assert analyse(spec).layers["output"].output_shape == (6, 30, 22)


def test_what_is_not_known_is_named_and_the_rest_opened() -> None:
    reading = read_keras_json(sequential(layer("SpectralThing", name="odd"), layer("Flatten")), "model")
    assert reading.spec is not None
    assert [found.type for found in reading.spec] == ["Input", "Identity", "Flatten", "Output"]
    assert any("odd" in str(note.text) and "SpectralThing" in str(note.text) for note in reading.notes)


def test_the_config_inside_a_keras_file_is_read(tmp_path: Path) -> None:
    path = tmp_path / "model.keras"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("config.json", sequential(layer("Flatten"), layer("Dense", units=3)))
        archive.writestr("metadata.json", "{}")
    reading = open_model_file(path)
    assert reading.spec is not None
    assert analyse(reading.spec).layers["output"].output_shape == (3,)


@pytest.mark.parametrize(
    "text",
    [
        *("", "[]", "{}", "null", '{"class_name": "Sequential", "config": {"layers": []}}', "[" * 100_000),
        '{"class_name": "Functional", "config": {"layers": [{"class_name": "Dense", "config": {}}]}}',
        '{"class_name": "Sequential", "config": {"layers": [7]}}',
    ],
)
def test_what_is_no_keras_model_is_refused(text: str) -> None:
    with pytest.raises(NetwrightError, match="holds no Keras network"):
        read_keras_json(text, "nothing")


def test_layers_that_wait_for_each_other_are_refused() -> None:
    text = functional(
        {**layer("InputLayer", batch_shape=[None, 4], name="in"), "inbound_nodes": []},
        {**layer("Dense", units=1, name="a"), "inbound_nodes": reads("b")},
        {**layer("Dense", units=1, name="b"), "inbound_nodes": reads("a")},
        output="b",
    )
    with pytest.raises(NetwrightError, match="wait for each other"):
        read_keras_json(text, "loop")


_JSON = st.recursive(
    st.none() | st.booleans() | st.integers(-(10**20), 10**20) | st.floats(allow_nan=False) | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=6), inner, max_size=3),
    max_leaves=6,
)


@given(data=st.data())
@settings(max_examples=150)
def test_changed_models_are_read_or_refused_and_nothing_else(data: st.DataObject) -> None:
    model = json.loads(residual())
    for _ in range(data.draw(st.integers(1, 4))):
        target: Any = model
        while isinstance(target, dict | list) and target:
            keys = list(target) if isinstance(target, dict) else list(range(len(target)))
            key = data.draw(st.sampled_from(keys))
            if not isinstance(target[key], dict | list) or data.draw(st.booleans()):
                target[key] = data.draw(_JSON)
                break
            target = target[key]
    try:
        reading = read_keras_json(json.dumps(model), "changed")
    except NetwrightError:
        return
    assert reading.spec is not None
    assert reading.spec.order
