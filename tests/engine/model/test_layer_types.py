"""One harness for every registered layer type: its declared shape, parameters and code are torch's own."""

import json

import pytest
import torch
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st
from torch import nn

from engine.fields import Settings, describe
from engine.model.layer_type import CATEGORY_NAMES, LayerType, ShapeMismatch
from engine.model.registry import layer_type, layer_types
from engine.model.serial import layer_from_data, layer_to_data
from engine.model.spec import LayerSpec
from engine.text import NetwrightError

KINDS = layer_types()
SHAPES = [(1, 28, 28), (3, 9, 7), (16, 5, 5), (2, 1, 1), (784,), (10,), (1,)]
VALUES: dict[str, list[object]] = {
    "out_features": [1, 10, 64],
    "out_channels": [1, 8],
    "kernel_size": [1, 2, 3, 5],
    "stride": [1, 2, 3],
    "padding": ["valid", "same"],
    "bias": [True, False],
    "negative_slope": [0.0, 0.01, 1.0],
    "momentum": [0.1, 1.0],
    "eps": [1e-5, 1e-3],
    "p": [0.0, 0.5],
}


def params_of(kind: LayerType) -> st.SearchStrategy[Settings]:
    chosen = {
        field.name: st.sampled_from(VALUES[field.name]) for field in describe(kind.Params) if field.name in VALUES
    }
    return st.fixed_dictionaries(chosen).map(kind.Params.model_validate)


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.name)
@given(data=st.data(), shape=st.sampled_from(SHAPES))
@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_the_inferred_shape_and_parameter_count_are_those_of_torch(
    kind: LayerType, data: st.DataObject, shape: tuple[int, ...]
) -> None:
    params = data.draw(params_of(kind))
    if not _takes(kind, params, shape):
        return
    inferred = kind.output_shape(params, (shape,))
    module = kind.module(params, (shape,), inferred)
    examples = torch.randn(2, *shape, requires_grad=True)
    answer = module(examples)
    assert tuple(answer.shape[1:]) == inferred
    assert sum(parameter.numel() for parameter in module.parameters()) == kind.parameter_count(
        params, (shape,), inferred
    )
    answer.square().sum().backward()
    assert all(parameter.grad is not None and torch.isfinite(parameter.grad).all() for parameter in module.parameters())


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.name)
@given(data=st.data())
@settings(max_examples=15, deadline=None)
def test_the_code_text_makes_a_module_that_answers_the_same(kind: LayerType, data: st.DataObject) -> None:
    params = data.draw(params_of(kind))
    fitting = [shape for shape in SHAPES if _takes(kind, params, shape)]
    assume(fitting)
    shape = fitting[0]
    output = kind.output_shape(params, (shape,))
    made, written = kind.module(params, (shape,), output), eval(kind.code(params, (shape,), output), {"nn": nn})
    written.load_state_dict(made.state_dict())
    examples = torch.randn(3, *shape)
    torch.testing.assert_close(made.eval()(examples), written.eval()(examples), rtol=0, atol=0)
    assert repr(made) == repr(written)


def _takes(kind: LayerType, params: Settings, shape: tuple[int, ...]) -> bool:
    try:
        kind.output_shape(params, (shape,))
    except ShapeMismatch:
        return False
    return True


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.name)
@given(data=st.data())
@settings(max_examples=10, deadline=None)
def test_a_layer_survives_the_way_through_json(kind: LayerType, data: st.DataObject) -> None:
    layer = LayerSpec("some1", kind.name, data.draw(params_of(kind)), ("above",))
    assert layer_from_data(json.loads(json.dumps(layer_to_data(layer))), "here") == layer


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.name)
def test_every_layer_explains_itself_and_each_of_its_params(kind: LayerType) -> None:
    assert kind.doc.count(".") >= 2
    assert kind.formula
    assert kind.category in CATEGORY_NAMES
    for field in describe(kind.Params):
        assert field.label != field.name
        assert field.doc.endswith(".")
        assert field.kind not in ("integer", "real") or field.minimum is not None


def test_an_unknown_layer_type_is_refused_with_the_known_ones() -> None:
    with pytest.raises(NetwrightError, match=r"no layer type “Conv9d”.*Conv2d"):
        layer_type("Conv9d")
