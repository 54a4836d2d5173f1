"""One harness for every registered layer type: its declared shape, parameters, cost and code are torch's own."""

import json
import keyword
import warnings
from typing import get_args

import pytest
import torch
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from torch import Tensor, nn

from engine.fields import Settings, describe
from engine.model.initialise import Undrawn, initialise
from engine.model.layer_type import CATEGORY_NAMES, LayerType
from engine.model.layers.convolution import Conv2dParams
from engine.model.learning import Initialisation
from engine.model.registry import layer_type, layer_types
from engine.model.serial import layer_from_data, layer_to_data
from engine.model.spec import LayerSpec, Shape
from engine.text import NetwrightError
from tests.engine.model.layer_cases import KINDS, POOLS, cases, one_thread, params_of, refused_cases

__all__ = ["one_thread"]

ROOMY = [HealthCheck.too_slow, HealthCheck.filter_too_much]
each_kind = pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.name)


def made(kind: LayerType, params: Settings, inputs: tuple[Shape, ...], output: Shape) -> nn.Module:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # of dropout between the layers of a single one, and the like
        return kind.module(params, inputs, output)


def examples_of(inputs: tuple[Shape, ...], count: int = 2) -> list[Tensor]:
    return [torch.randn(count, *shape, requires_grad=True) for shape in inputs]


@each_kind
@given(data=st.data())
@settings(max_examples=25, suppress_health_check=ROOMY)
def test_the_inferred_shape_and_parameter_count_are_those_of_torch(kind: LayerType, data: st.DataObject) -> None:
    params, inputs = data.draw(cases(kind))
    inferred = kind.output_shape(params, inputs)
    module, examples = made(kind, params, inputs, inferred), examples_of(inputs)
    answer = module(*examples)
    assert tuple(answer.shape[1:]) == inferred
    weights = list(module.parameters())
    assert sum(parameter.numel() for parameter in weights) == kind.parameter_count(params, inputs, inferred)
    assert kind.multiply_adds(params, inputs, inferred) >= 0
    assert kind.activation_values(params, inputs, inferred) >= 0
    answer.square().sum().backward()
    for tensor in (*weights, *examples):
        assert tensor.grad is not None
        assert torch.isfinite(tensor.grad).all()


def written_network(kind: LayerType, params: Settings, inputs: tuple[Shape, ...], output: Shape) -> nn.Module:
    """The layer's code as a class of its own, run with torch alone in scope."""
    names = tuple("abcdefgh"[: len(inputs)])
    code = kind.code(params, inputs, output)
    lines = [
        *kind.imports,
        *kind.support(params),
        "class Written(nn.Module):",
        "    def __init__(self):",
        "        super().__init__()",
        *([f"        self.layer1 = {code}"] if code else []),
        f"    def forward(self, {', '.join(names)}):",
        f"        return {kind.call(params, inputs, output, 'self.layer1', names)}",
    ]
    scope = {"torch": torch, "nn": nn, "F": nn.functional}
    exec("\n".join(lines), scope)
    network: nn.Module = scope["Written"]()  # type: ignore[operator]
    return network


@each_kind
@given(data=st.data())
@settings(max_examples=20, suppress_health_check=ROOMY)
def test_the_code_text_answers_the_same_with_the_same_weights(kind: LayerType, data: st.DataObject) -> None:
    params, inputs = data.draw(cases(kind))
    output = kind.output_shape(params, inputs)
    ours, written = made(kind, params, inputs, output), written_network(kind, params, inputs, output)
    written.load_state_dict({f"layer1.{name}": tensor for name, tensor in ours.state_dict().items()})
    examples = examples_of(inputs, 3)
    for training in (False, True):
        answers = []
        for module in (ours, written):
            torch.manual_seed(3)
            answers.append(module.train(training)(*examples))
        torch.testing.assert_close(answers[0], answers[1], rtol=0, atol=0)


METHODS = st.sampled_from(get_args(Initialisation))


@each_kind
@given(data=st.data(), method=METHODS)
@settings(max_examples=10, suppress_health_check=ROOMY)
def test_a_layer_made_without_memory_is_filled_by_the_seed_alone(
    kind: LayerType, data: st.DataObject, method: Initialisation
) -> None:
    params, inputs = data.draw(cases(kind))
    output = kind.output_shape(params, inputs)
    states = []
    undisturbed = torch.get_rng_state()
    for maker in (Undrawn(), torch.device("meta")):
        with maker:
            module = made(kind, params, inputs, output)
        if isinstance(maker, torch.device):
            module.to_empty(device="cpu")
        for tensor in module.state_dict().values():
            tensor.fill_(torch.nan if tensor.is_floating_point() else -1)
        initialise(module, torch.Generator().manual_seed(5), method)
        states.append(module.state_dict())
    assert torch.equal(torch.get_rng_state(), undisturbed)
    assert all(torch.equal(states[0][name], states[1][name]) for name in states[0])
    assert torch.isfinite(module.eval()(*examples_of(inputs))).all()


WEIGHTS_AT_EACH_PLACE = ("Linear", "Conv1d", "Conv2d", "DepthwiseConv2d", "PatchEmbedding", "ConvTranspose2d")


@pytest.mark.parametrize("name", WEIGHTS_AT_EACH_PLACE)
@given(data=st.data())
@settings(max_examples=20, suppress_health_check=ROOMY)
def test_each_weight_is_used_once_at_each_place(name: str, data: st.DataObject) -> None:
    kind = layer_type(name)
    params, inputs = data.draw(cases(kind))
    output = kind.output_shape(params, inputs)
    weights = made(kind, params, inputs, output).get_parameter("weight").numel()
    if name == "Linear":
        places = 1 if len(output) == 1 else output[0]
    elif name == "PatchEmbedding":
        places = output[0]
    else:
        places = torch.Size((inputs[0] if name == "ConvTranspose2d" else output)[1:]).numel()
    assert kind.multiply_adds(params, inputs, output) == weights * places


SLIDING = ("Conv1d", "Conv2d", "DepthwiseConv2d", *POOLS, "ConvTranspose2d")


@pytest.mark.parametrize("name", SLIDING)
@given(data=st.data())
@settings(max_examples=20, suppress_health_check=ROOMY)
def test_what_is_refused_torch_refuses_as_well(name: str, data: st.DataObject) -> None:
    kind = layer_type(name)
    params, inputs = data.draw(refused_cases(kind))
    if getattr(params, "in_channels", None) not in (None, inputs[0][0]):
        return  # the pinned number is written, torch would refuse it
    leaving = inputs[0][0] * getattr(params, "multiplier", 1)
    try:
        answer = made(kind, params, inputs, (leaving, 1, 1))(*examples_of(inputs))
    except (RuntimeError, ValueError):
        return
    assert answer.numel() == 0, "torch answers, though with nothing"


@each_kind
@given(data=st.data())
@settings(max_examples=10)
def test_a_layer_survives_the_way_through_json(kind: LayerType, data: st.DataObject) -> None:
    layer = LayerSpec("some1", kind.name, data.draw(params_of(kind)), ("above",))
    assert layer_from_data(json.loads(json.dumps(layer_to_data(layer))), "here") == layer


@each_kind
def test_every_layer_explains_itself_and_each_of_its_params(kind: LayerType) -> None:
    assert kind.doc.count(".") >= 2
    assert len(kind.doc) < 240
    assert kind.formula
    assert kind.category in CATEGORY_NAMES
    stem = kind.id_stem or kind.name.lower()
    assert stem.isidentifier()
    assert not keyword.iskeyword(stem)
    for field in describe(kind.Params):
        assert field.label != field.name
        assert field.doc.endswith(".")
        assert field.kind not in ("integer", "real") or field.minimum is not None
        assert set(field.only_if) <= set(kind.Params.model_fields)
    assert isinstance(kind.summary(kind.Params()), str)


def test_names_are_unique_and_every_type_is_found_by_its_name() -> None:
    names = [kind.name for kind in layer_types()]
    assert len(set(names)) == len(names)
    assert [layer_type(name) for name in names] == list(layer_types())


def test_an_unknown_layer_type_is_refused_with_the_known_ones() -> None:
    with pytest.raises(NetwrightError, match=r"no layer type “Conv9d”.*Conv2d"):
        layer_type("Conv9d")


def test_a_convolution_saved_by_the_first_version_still_means_the_same() -> None:
    saved = {"out_channels": 8, "kernel_size": 5, "stride": 2, "padding": "valid", "in_channels": None, "bias": False}
    params = Conv2dParams.model_validate(saved)
    kind = layer_type("Conv2d")
    assert kind.output_shape(params, ((3, 28, 28),)) == (8, 12, 12)
    assert kind.code(params, ((3, 28, 28),), (8, 12, 12)) == "nn.Conv2d(3, 8, 5, stride=2, bias=False)"
