"""Sequences, attention and learned additions in a lesson: the numbers in each formula give the unit's value."""

from __future__ import annotations

import math

import numpy as np
import pytest
import torch
from torch import nn

from engine.data.catalog import Preprocessing
from engine.lesson.formula import Formula, plain
from engine.lesson.own_attention import attention_operation, encoder_operation
from engine.lesson.own_network import OwnNetwork
from engine.lesson.own_recurrent import recurrent_operation
from engine.lesson.own_terms import Operation
from engine.lesson.own_unit import unit_detail
from engine.model.modules import GRU, LSTM, RNN, Answer, MultiheadAttention
from engine.model.spec import ModelSpec
from engine.model.templates import template
from engine.training.config import TrainingConfig
from tests.engine.lesson.formula_values import Names, computed, sides
from tests.engine.model.broken_networks import graph, layer

FUNCTIONS: Names = {"tanh": math.tanh}


def random(*sizes: int) -> torch.Tensor:
    return torch.randn(*sizes, dtype=torch.float64, generator=torch.manual_seed(4))


def right_side(line: Formula) -> float:
    return computed(sides(line)[-1], FUNCTIONS)


def assert_ends_in(found: Operation, value: float) -> None:
    assert found.value == value
    assert right_side(found.lines[-2]) == pytest.approx(value, rel=1e-9)
    assert right_side(found.lines[-1]) == pytest.approx(value, rel=1e-9)


@pytest.mark.parametrize("kind", [LSTM, GRU, RNN])
@pytest.mark.parametrize("answer", ["sequence", "last"])
@pytest.mark.parametrize("bias", [True, False])
def test_the_gates_of_a_recurrent_layer_give_its_answer_in_both_directions_and_on_top_of_others(
    kind: type[LSTM] | type[GRU] | type[RNN], answer: Answer, bias: bool
) -> None:
    module = kind(3, 4, num_layers=2, bidirectional=True, bias=bias, batch_first=True, answer=answer).double()
    received = random(5, 3)
    values = module(received[None])[0].detach()
    for unit in ((0, 1), (4, 3), (2, 6), (0, 7)) if answer == "sequence" else ((0,), (5,)):
        value = float(values[unit])
        found = recurrent_operation(module, received, unit, value)
        assert_ends_in(found, value)
        assert found.text.values["steps"] == 5


def test_a_recurrent_layer_that_bends_by_relu_says_so() -> None:
    module = RNN(3, 4, nonlinearity="relu", batch_first=True, answer="last").double()
    received = random(5, 3)
    values = module(received[None])[0].detach()
    for unit in range(4):
        found = recurrent_operation(module, received, (unit,), float(values[unit]))
        assert right_side(found.lines[1]) == pytest.approx(float(values[unit]), rel=1e-9)
        assert "max(0" in plain(found.lines[1])


@pytest.mark.parametrize("sizes", [(4,), (4, 6), (4, 6, 3)], ids=str)
def test_what_the_heads_of_an_attention_gather_gives_its_answer(sizes: tuple[int, ...]) -> None:
    of_key, of_value = sizes[min(1, len(sizes) - 1)], sizes[-1]
    module = MultiheadAttention(4, 2, kdim=of_key, vdim=of_value, batch_first=True).double()
    nn.init.uniform_(module.in_proj_bias)
    nn.init.uniform_(module.out_proj.bias)
    received = [random(5 if port == 0 or len(sizes) == 1 else 3, size) for port, size in enumerate(sizes)]
    values = module(*(one[None] for one in received))[0].detach()
    for unit in ((0, 0), (4, 3), (2, 1)):
        found = attention_operation(module, received, unit, float(values[unit]))
        assert_ends_in(found, float(values[unit]))
        assert right_side(found.lines[1]) == pytest.approx(right_side(found.lines[2]), rel=1e-9)


@pytest.mark.parametrize("norm_first", [True, False])
@pytest.mark.parametrize("activation", ["relu", "gelu"])
def test_short_cut_attention_and_linear_layers_give_the_answer_of_an_encoder(norm_first: bool, activation: str) -> None:
    module = nn.TransformerEncoderLayer(
        4, 2, 8, activation=activation, norm_first=norm_first, batch_first=True, dtype=torch.float64
    ).eval()
    received = random(5, 4)
    values = module(received[None].requires_grad_())[0].detach()
    for unit in ((0, 0), (4, 3)):
        found = encoder_operation(module, received, unit, float(values[unit]))
        assert_ends_in(found, float(values[unit]))


def walked(spec: ModelSpec) -> OwnNetwork:
    own = OwnNetwork(spec, 1, None, Preprocessing((0.1307,), (0.3081,)), TrainingConfig(learning_rate=0.125))
    for name, parameter in own.network.named_parameters():
        if name.startswith(("class_token", "position")):
            nn.init.uniform_(parameter)
    own.walk(np.random.default_rng(5).integers(0, 256, (28, 28), dtype=np.uint8), 3)
    return own


def test_patches_class_token_and_places_of_a_vision_transformer_have_numbers() -> None:
    own = walked(template("vit-small"))
    kinds = {layer.type: layer.id for layer in own.spec.layers}
    place = unit_detail(own, kinds["PositionalEmbedding"], (3, 5)).forward
    assert right_side(place.lines[1]) == pytest.approx(place.value)
    token = unit_detail(own, kinds["ClassToken"], (0, 7)).forward
    assert right_side(token.lines[0]) == token.value != 0
    other = unit_detail(own, kinds["ClassToken"], (3, 7)).forward
    assert "x" in plain(other.lines[0])


def test_a_weight_of_a_patch_embedding_is_found_with_autograds_gradient() -> None:
    own = walked(template("vit-small"))
    layer = next(layer.id for layer in own.spec.layers if layer.type == "PatchEmbedding")
    module = own.module(layer)
    detail = unit_detail(own, layer, (9, 5))
    assert isinstance(module, nn.Conv2d)
    assert isinstance(module.bias, torch.Tensor)
    assert detail.weight is not None
    assert detail.update is not None
    assert sum(term.share for term in detail.terms) != 0
    matching = (module.weight.detach() == detail.terms[0].factor).nonzero().tolist()
    assert len(matching) == 1
    assert module.weight.grad is not None
    assert detail.weight.value == float(module.weight.grad[tuple(matching[0])])


def test_a_gate_is_a_product_with_the_numbers_of_both_sides() -> None:
    own = walked(
        graph(
            layer("conv", "Conv2d", "input", out_channels=3),
            layer("pool", "GlobalAvgPool2d", "conv", flatten=False),
            layer("gate", "Sigmoid", "pool"),
            layer("merge", "Multiply", "conv", "gate"),
            layer("flatten", "Flatten", "merge"),
            layer("linear", "Linear", "flatten", out_features=10),
        )
    )
    found = unit_detail(own, "merge", (2, 5, 7)).forward
    gate = float(own.values["gate"][0, 2, 0, 0].detach())
    assert right_side(found.lines[1]) == pytest.approx(found.value)
    assert plain(found.lines[0]).endswith("x₁·x₂")
    assert found.value == pytest.approx(float(own.values["conv"][0, 2, 5, 7].detach()) * gate)
