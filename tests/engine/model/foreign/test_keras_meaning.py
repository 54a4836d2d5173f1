"""What Keras layers mean: channels last, padding that may be uneven, defaults of their own, uses and nesting."""

import json
import time
from typing import Any

import pytest

from engine.model.analysis import analyse
from engine.model.foreign.keras_json import read_keras_json
from engine.model.spec import ModelSpec
from engine.text import NetwrightError
from tests.engine.model.foreign.keras_models import functional, layer, reads, sequential, spec_of


def types(spec: ModelSpec) -> list[str]:
    return [found.type for found in spec][1:-1]


def shape_of(spec: ModelSpec) -> tuple[int, ...] | None:
    analysis = analyse(spec)
    assert not [
        problem for problem in analysis.problems if problem.severity == "error" and problem.code != "no_weights"
    ]
    return analysis.layers["output"].output_shape


def notes(text: str) -> str:
    return "\n".join(str(note.text) for note in read_keras_json(text, "model").notes)


@pytest.mark.parametrize("size", [7, 12, 27, 28])
@pytest.mark.parametrize("window", [1, 2, 3, 5])
@pytest.mark.parametrize("stride", [1, 2, 3])
def test_padding_same_gives_the_sizes_that_keras_gives(size: int, window: int, stride: int) -> None:
    shape, wanted = (size, size, 2), -(-size // stride)
    conv = layer("Conv2D", filters=4, kernel_size=[window, window], strides=stride, padding="same")
    assert shape_of(spec_of(sequential(conv, shape=shape))) == (4, wanted, wanted)
    if window >= stride and not (stride == 1 and window % 2 == 0):
        pool = layer("MaxPooling2D", pool_size=window, strides=stride, padding="same")
        assert shape_of(spec_of(sequential(pool, shape=shape))) == (2, wanted, wanted)
    if window != 1 or stride != 1:
        enlarged = layer("Conv2DTranspose", filters=4, kernel_size=window, strides=stride, padding="same")
        if not (stride == 1 and window % 2 == 0):  # torch has no such padding
            assert shape_of(spec_of(sequential(enlarged, shape=shape))) == (4, size * stride, size * stride)


def test_layers_along_a_sequence_turn_it_once_and_back() -> None:
    text = sequential(
        layer("Conv1D", filters=8, kernel_size=3, activation="relu"),
        layer("MaxPooling1D", pool_size=2),
        layer("BatchNormalization"),
        layer("LSTM", units=5),
        layer("Dense", units=10),
        shape=(28, 4),
    )
    spec = spec_of(text)
    assert types(spec) == ["Permute", "Conv1d", "ReLU", "MaxPool1d", "BatchNorm1d", "Permute", "LSTM", "Linear"]
    assert analyse(spec).layers["lstm"].input_shapes == ((13, 8),)
    assert shape_of(spec) == (10,)


def test_dense_on_an_image_works_on_the_channels_of_each_pixel() -> None:
    spec = spec_of(sequential(layer("Dense", units=6), shape=(8, 8, 3)))
    assert types(spec) == ["Conv2d"]
    assert shape_of(spec) == (6, 8, 8)
    assert analyse(spec).parameters == 3 * 6 + 6


def test_zero_padding_becomes_part_of_the_window_that_reads_it() -> None:
    text = sequential(
        layer("ZeroPadding2D", padding=[[1, 1], [1, 1]]), layer("Conv2D", filters=2, kernel_size=3, strides=2)
    )
    assert types(spec_of(text)) == ["Conv2d"]
    assert shape_of(spec_of(text)) == (2, 14, 14)
    assert "Identity" not in notes(text)
    alone = sequential(layer("ZeroPadding2D", padding=1), layer("Flatten"))
    assert types(spec_of(alone)) == ["Identity", "Flatten"]
    assert "ZeroPadding2D" in notes(alone)


def test_reshaping_keeps_the_order_of_numbers_that_keras_has() -> None:
    spec = spec_of(sequential(layer("Reshape", target_shape=[4, 6, 2]), shape=(48,)))
    assert types(spec) == ["Reshape", "Permute"]
    assert shape_of(spec) == (2, 4, 6)
    tokens = spec_of(sequential(layer("Reshape", target_shape=[-1, 3]), shape=(4, 5, 3)))
    assert types(tokens) == ["Permute", "Reshape"]
    assert shape_of(tokens) == (20, 3)


@pytest.mark.parametrize(
    ("entry", "kind", "params"),
    [
        (layer("ReLU", max_value=6.0, negative_slope=0.0, threshold=0.0), "ReLU6", {}),
        (layer("ReLU", max_value=None, negative_slope=0.1), "LeakyReLU", {"negative_slope": 0.1}),
        (layer("LeakyReLU"), "LeakyReLU", {"negative_slope": 0.3}),
        (layer("LeakyReLU", negative_slope=0.2), "LeakyReLU", {"negative_slope": 0.2}),
        (layer("Activation", activation="leaky_relu"), "LeakyReLU", {"negative_slope": 0.2}),
        (layer("BatchNormalization"), "BatchNorm2d", {"momentum": 0.01, "eps": 1e-3}),
        (layer("SpatialDropout2D", rate=0.4), "Dropout2d", {"p": 0.4}),
        (layer("PReLU", shared_axes=[1, 2]), "PReLU", {"per_channel": True}),
    ],
)
def test_settings_and_defaults_are_those_of_keras(entry: dict[str, Any], kind: str, params: dict[str, object]) -> None:
    (found,) = [found for found in spec_of(sequential(entry)) if found.type == kind]
    assert {name: getattr(found.params, name) for name in params} == params


@pytest.mark.parametrize(
    "entry",
    [
        layer("BatchNormalization", axis=1),
        layer("LayerNormalization"),
        layer("PReLU", shared_axes=None),
        layer("ReLU", max_value=1.0),
        layer("Conv2D", filters=2, kernel_size=3, data_format="channels_first"),
        layer("Conv2D", filters=2, kernel_size=3, padding="causal"),
        layer("MaxPooling2D", pool_size=[2, 3]),
        layer("LSTM", units=4, activation="relu"),
        layer("LSTM", units=4, go_backwards=True),
        layer("Permute", dims=[2, 1, 3]),
        layer("Dense"),
        layer("Dense", units=float("nan")),
        layer("Dense", units=10**30),
    ],
)
def test_what_would_mean_something_else_here_is_named_instead(entry: dict[str, Any]) -> None:
    text = sequential(entry)
    assert types(spec_of(text)) == ["Identity"]
    assert f"{entry['name']}: there is no layer for" in notes(text)


def test_a_layer_that_is_used_twice_stands_twice() -> None:
    shared = {**layer("Dense", units=6, name="shared"), "inbound_nodes": [*reads("in"), *reads("shared")]}
    text = functional(
        {**layer("InputLayer", batch_shape=[None, 6], name="in"), "inbound_nodes": []},
        shared,
        {**layer("Add", name="add"), "inbound_nodes": [{"args": [reads("shared")[0], reads("shared", call=1)[0]]}]},
        output="add",
    )
    spec = spec_of(text)
    assert types(spec) == ["Linear", "Linear", "Add"]
    assert spec["add"].inputs == (spec.layers[1].id, spec.layers[2].id)
    assert "each use has its own" in notes(text)


def test_the_same_tensor_twice_is_read_through_an_identity() -> None:
    text = functional(
        {**layer("InputLayer", batch_shape=[None, 6], name="in"), "inbound_nodes": []},
        {**layer("Add", name="add"), "inbound_nodes": reads("in", "in")},
        output="add",
    )
    assert types(spec_of(text)) == ["Identity", "Add"]
    assert analyse(spec_of(text)).ok is not None


def test_attention_reads_the_sequence_once() -> None:
    tensor = reads("in")[0]["args"][0]
    attention = layer("MultiHeadAttention", num_heads=2, key_dim=4, name="attention")
    text = functional(
        {**layer("InputLayer", batch_shape=[None, 5, 8], name="in"), "inbound_nodes": []},
        {**attention, "inbound_nodes": [{"args": [tensor, tensor], "kwargs": {"value": tensor}}]},
        output="attention",
    )
    assert spec_of(text)["attention"].inputs == ("input",)
    assert shape_of(spec_of(text)) == (5, 8)


def test_a_model_inside_a_model_is_written_out() -> None:
    inner = json.loads(sequential(layer("Conv2D", filters=3, kernel_size=3), layer("ReLU")))
    branch = json.loads(
        functional(
            {**layer("InputLayer", batch_shape=[None, 26, 26, 3], name="i"), "inbound_nodes": []},
            {**layer("Conv2D", filters=3, kernel_size=1, name="c"), "inbound_nodes": reads("i")},
            {**layer("Add", name="sum"), "inbound_nodes": reads("i", "c")},
            output="sum",
        )
    )
    spec = spec_of(sequential(inner, branch, layer("Flatten"), layer("Dense", units=10)))
    assert types(spec) == ["Conv2d", "ReLU", "Conv2d", "Add", "Flatten", "Linear"]
    assert shape_of(spec) == (10,)


def test_models_inside_models_without_end_are_refused() -> None:
    text = sequential(layer("ReLU"))
    for _ in range(30):
        text = sequential(json.loads(text))
    with pytest.raises(NetwrightError, match="models inside models"):
        read_keras_json(text, "deep")


def test_a_link_to_nothing_and_a_loop_name_the_layer() -> None:
    given = {**layer("InputLayer", batch_shape=[None, 4], name="in"), "inbound_nodes": []}
    with pytest.raises(NetwrightError, match="odd reads ghost, which is not there"):
        read_keras_json(
            functional(given, {**layer("Dense", units=1, name="odd"), "inbound_nodes": reads("ghost")}, output="odd"),
            "x",
        )
    loop = [{**layer("ReLU", name=a), "inbound_nodes": reads(b)} for a, b in (("a", "b"), ("b", "a"))]
    with pytest.raises(NetwrightError, match="wait for each other: a, b"):
        read_keras_json(functional(given, *loop, output="b"), "x")


def test_ten_thousand_layers_from_last_to_first_take_seconds() -> None:
    given = {**layer("InputLayer", batch_shape=[None, 4], name="in"), "inbound_nodes": []}
    chain = [{**layer("ReLU", name=f"l{n}"), "inbound_nodes": reads(f"l{n - 1}" if n else "in")} for n in range(10_000)]
    began = time.perf_counter()
    reading = read_keras_json(functional(given, *reversed(chain), output="l9999"), "long")
    assert reading.spec is not None
    assert len(reading.spec) == 10_002
    assert time.perf_counter() - began < 20


def test_more_layers_than_a_network_can_have_are_refused() -> None:
    with pytest.raises(NetwrightError, match="30001 layers"):
        read_keras_json(sequential(*[layer("ReLU")] * 30_000), "many")
