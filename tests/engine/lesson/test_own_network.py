"""One's own network on one example: values and gradients are torch's, and the terms shown add up to them."""

from __future__ import annotations

import copy
import math
from typing import Any

import numpy as np
import pytest
import torch
from numpy.typing import NDArray
from torch import nn
from torch.nn import functional

from engine.data.catalog import Preprocessing
from engine.lesson.formula import plain
from engine.lesson.own_activation import activation_formulas
from engine.lesson.own_backward import ways_back
from engine.lesson.own_forward import input_terms
from engine.lesson.own_loss import loss_operations
from engine.lesson.own_network import OwnNetwork, Stage
from engine.lesson.own_normalisation import Normalisation, normalisation_operation
from engine.lesson.own_unit import unit_detail
from engine.lesson.own_weight import weight_index
from engine.model.build import build
from engine.model.edits import set_params
from engine.model.spec import ModelSpec
from engine.model.templates import template
from engine.text import NetwrightError
from engine.training.config import TrainingConfig
from tests.engine.lesson.formula_values import Names, computed, sides

MNIST = Preprocessing((0.1307,), (0.3081,))
LABEL = 3


def image() -> NDArray[np.uint8]:
    return np.random.default_rng(5).integers(0, 256, (28, 28), dtype=np.uint8)


def network(spec: ModelSpec | None = None, **config: Any) -> OwnNetwork:
    settings = TrainingConfig(learning_rate=0.125, **config)
    return OwnNetwork(template("mnist-cnn") if spec is None else spec, 1, None, MNIST, settings)


@pytest.fixture(scope="module")
def own() -> OwnNetwork:
    found = network()
    found.walk(image(), LABEL)
    return found


@pytest.fixture(scope="module")
def stages(own: OwnNetwork) -> dict[str, Stage]:
    return {stage.layer: stage for stage in own.walk(image(), LABEL).stages}


def test_values_and_gradients_are_those_of_the_built_network(stages: dict[str, Stage], own: OwnNetwork) -> None:
    plain_network = build(own.spec, seed=1).double().eval()
    pixels = torch.from_numpy((image() / 255 - 0.1307) / 0.3081)[None, None]
    entrance = pixels.requires_grad_()
    logits = plain_network(entrance)
    loss = functional.cross_entropy(logits, torch.tensor([LABEL]))
    loss.backward()  # type: ignore[no-untyped-call]
    walk = own.walk(image(), LABEL)
    assert walk.loss == pytest.approx(float(loss.detach()), rel=1e-5)
    answer = stages[own.network.answer]
    assert answer.output == pytest.approx(logits[0].detach().numpy(), rel=1e-5, abs=1e-6)
    assert entrance.grad is not None
    assert stages[own.network.ports[0]].gradient == pytest.approx(entrance.grad[0].numpy(), rel=1e-4, abs=1e-6)
    assert walk.probabilities.sum() == pytest.approx(1.0)


def test_the_terms_of_every_unit_add_up_to_its_value_and_to_its_gradient(
    own: OwnNetwork, stages: dict[str, Stage]
) -> None:
    weighted = [
        stage for stage in stages.values() if stage.type in ("Linear", "Conv2d", "MaxPool2d", "Flatten", "ReLU")
    ]
    assert len(weighted) >= 9
    for stage in weighted:
        unit = stage.busiest
        terms = input_terms(own, stage.layer, unit)
        bias = getattr(own.module(stage.layer), "bias", None)
        offset = 0.0 if bias is None else float(bias[unit[0]].detach())
        assert terms.total + offset == pytest.approx(stage.output[unit], rel=1e-9)
        shares = [abs(term.share) for term in terms.first]
        assert shares == sorted(shares, reverse=True)
    for stage in stages.values():
        unit = stage.busiest
        ways = ways_back(own, stage.layer, unit)
        if ways is None:
            assert stage.layer == own.network.answer
        else:
            assert ways.total == pytest.approx(stage.gradient[unit], rel=1e-9)


def test_a_weights_gradient_is_autograds_and_its_update_plain_descent(
    own: OwnNetwork, stages: dict[str, Stage]
) -> None:
    learning = [stage for stage in stages.values() if stage.learns]
    assert {stage.type for stage in learning} == {"Linear", "Conv2d"}
    for stage in learning:
        unit = stage.busiest
        for chosen in (0, 2):
            detail = unit_detail(own, stage.layer, unit, chosen)
            assert detail.weight is not None
            assert detail.update is not None
            module: Any = own.module(stage.layer)
            index = weight_index(module, unit, detail.terms[chosen].source)
            assert index is not None
            assert float(module.weight[index].detach()) == detail.terms[chosen].factor
            assert detail.weight.value == float(module.weight.grad[index])
            assert detail.update.value == float(module.weight[index].detach()) - 0.125 * detail.weight.value


@pytest.mark.parametrize("settings", [{"stride": 2}, {"padding": 2}, {"dilation": 2}, {"stride": 3, "padding": 1}])
def test_weights_of_convolutions_are_found_under_stride_padding_and_dilation(settings: dict[str, int]) -> None:
    module = torch.nn.Conv2d(2, 3, 3, **settings).double()  # type: ignore[arg-type]
    entrance = torch.randn(1, 2, 12, 12, dtype=torch.float64, requires_grad=True)
    output = module(entrance)
    unit = (2, output.shape[2] - 1, 1)
    output[0][unit].backward()
    assert entrance.grad is not None
    read = [tuple(place) for place in entrance.grad[0].nonzero().tolist()]
    assert len(read) > 3
    for source in read:
        index = weight_index(module, unit, source)
        assert index is not None
        assert float(module.weight[index].detach()) == float(entrance.grad[0][source])


def test_the_logits_gradient_is_probability_minus_target_and_says_so(own: OwnNetwork) -> None:
    walk = own.walk(image(), LABEL)
    for unit in (LABEL, 7):
        operation = unit_detail(own, own.network.answer, (unit,)).backward
        assert operation.value == pytest.approx(walk.probabilities[unit] - (unit == LABEL))
        assert "p" in plain(operation.lines[0])


@pytest.mark.parametrize("scale", [1.0, 5000.0])
def test_the_probability_of_the_right_class_and_its_loss_follow_from_the_logits(scale: float) -> None:
    own = network()
    with torch.no_grad():
        last: Any = own.module(own.network.answer)
        last.weight *= scale
    walk = own.walk(image(), LABEL)
    softmax, loss = loss_operations(walk, "3")
    assert softmax.value == walk.probabilities[LABEL]
    for operation in (softmax, loss):
        if operation.value > 0:
            assert computed(sides(operation.lines[1])[-1]) == pytest.approx(operation.value)
        assert plain(operation.lines[0]).count("=") == 1


@pytest.mark.parametrize("loss", ["focal", "bce", "mse"])
def test_other_losses_leave_the_formula_of_the_logits_to_autograd(loss: str) -> None:
    own = network(loss=loss)
    walk = own.walk(image(), LABEL)
    assert not walk.plain_loss
    assert loss_operations(walk, "3") == ()
    assert len(unit_detail(own, own.network.answer, (LABEL,)).backward.lines) == 1
    assert any(np.abs(stage.gradient).max() > 0 for stage in walk.stages)


@pytest.mark.parametrize("name", ["mlp", "lenet-5", "resnet-small", "row-lstm", "vit-small"])
def test_every_kind_of_network_can_be_walked_through(name: str) -> None:
    spec = template(name)
    own = network(spec)
    for stage in own.walk(image(), LABEL).stages:
        unit = stage.busiest
        detail = unit_detail(own, stage.layer, unit)
        assert detail.forward.value == stage.output[unit]
        assert detail.backward.value == stage.gradient[unit]
        assert detail.forward.lines


NORMALISATIONS: dict[str, Normalisation] = {
    "BatchNorm2d": nn.BatchNorm2d(3),
    "GroupNorm": nn.GroupNorm(2, 4),
    "InstanceNorm2d": nn.InstanceNorm2d(3, affine=True),
    "plain InstanceNorm2d": nn.InstanceNorm2d(3),
    "LayerNorm": nn.LayerNorm((3, 5, 4)),
    "LayerNorm of tokens": nn.LayerNorm(4),
}


@pytest.mark.parametrize("name", NORMALISATIONS)
def test_the_numbers_in_a_normalisations_formula_give_its_value(name: str) -> None:
    module = copy.deepcopy(NORMALISATIONS[name]).double()
    received = torch.randn(5, 4 if "Group" in name else 3, 5, 4, dtype=torch.float64, generator=torch.manual_seed(2))
    module(received)  # a batch, of which some keep a part
    for parameter in module.parameters():
        torch.nn.init.uniform_(parameter, -2, 2)
    values = module.eval()(received[:1])[0]
    for unit in ((0, 0, 0), (2, 4, 3), (1, 2, 1)):
        value = float(values[unit].detach())
        found = normalisation_operation(module, received[0], unit, value)
        assert computed(sides(found.lines[1])[-1]) == pytest.approx(value, rel=1e-9)
        assert plain(found.lines[0]).startswith("y")
        assert "√" in plain(found.lines[0])


ACTIVATIONS = [
    *(nn.ReLU(), nn.LeakyReLU(0.2), nn.PReLU(3, init=0.3), nn.PReLU(), nn.ELU(1.5), nn.GELU(), nn.SiLU(), nn.Mish()),
    *(nn.Hardswish(), nn.ReLU6(), nn.Softplus(2.0), nn.Sigmoid(), nn.Hardsigmoid(), nn.Tanh()),
    *(nn.Softmax(1), nn.Softmax(-1), nn.LogSoftmax(1)),
]


@pytest.mark.parametrize("module", ACTIVATIONS, ids=str)
def test_the_numbers_in_an_activations_formula_give_its_value(module: nn.Module) -> None:
    module = copy.deepcopy(module).double()
    received = 4 * torch.randn(3, 6, dtype=torch.float64, generator=torch.manual_seed(3))
    values = module(received[None])[0].detach()
    functions: Names = {
        "exp": math.exp,
        "min": min,
        "Φ": lambda x: (1 + math.erf(x / math.sqrt(2))) / 2,
        "σ": lambda x: 1 / (1 + math.exp(-x)),
    }
    for unit in ((0, 0), (1, 2), (2, 5), (2, 1)):
        found = activation_formulas(module, received, unit)
        assert found is not None
        symbolic, numbers = found
        assert computed(numbers, functions) == pytest.approx(float(values[unit]), rel=1e-9, abs=1e-12)
        assert "x" in plain(symbolic)


def test_an_activation_that_is_approximated_has_no_formula_of_its_own() -> None:
    assert activation_formulas(nn.GELU("tanh"), torch.zeros(2), (0,)) is None
    assert activation_formulas(nn.Linear(2, 2), torch.zeros(2), (0,)) is None


def test_learned_weights_are_used() -> None:
    weights = build(template("mnist-cnn"), seed=9).state_dict()
    learned = OwnNetwork(template("mnist-cnn"), 1, weights, MNIST, TrainingConfig())
    assert learned.learned
    assert learned.walk(image(), LABEL).loss != network().walk(image(), LABEL).loss


def test_a_network_without_an_output_for_the_class_says_so() -> None:
    spec = template("mnist-cnn")
    last = next(layer.id for layer in reversed(spec.layers) if layer.type == "Linear")
    own = network(set_params(spec, last, out_features=2))
    with pytest.raises(NetwrightError, match="one output for each class"):
        own.walk(image(), LABEL)
