"""Rewrites keep a network's function: outputs, gradients, buffers, names, hooks, evaluation mode, NaN."""

import copy
from typing import Any

import pytest
import torch
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from torch import Tensor, nn

from engine.model import edits
from engine.model.analysis import analyse
from engine.model.build import build
from engine.model.registry import layer_type
from engine.model.spec import ModelSpec, Shape
from engine.model.templates import empty_model, template
from engine.training.tuning.plan import REWRITES, ExecutionPlan, Rewrite
from engine.training.tuning.rewrites import apply, used
from engine.training.tuning.schedule import schedule_of
from tests.engine.model.generated_specs import specs
from tests.engine.training.tuning.rewriting import assert_equal, by_plan, one_pass, rounding_of

PLAIN = ExecutionPlan("contiguous", 1)
EVERYTHING = ExecutionPlan("contiguous", 1, REWRITES)

LAYERS: tuple[tuple[str, dict[str, object]], ...] = (
    ("Conv2d", {"out_channels": 8, "kernel_size": 3}),
    ("Conv2d", {"out_channels": 5, "kernel_size": 2, "padding": "same"}),
    ("Conv2d", {"out_channels": 6, "kernel_size": 3, "dilation": 2, "bias": False}),
    ("Conv2d", {"out_channels": 4, "kernel_size": 3, "stride": 2, "padding": "explicit", "padding_size": 1}),
    ("DepthwiseConv2d", {"kernel_size": 3}),
    ("MaxPool2d", {"kernel_size": 2}),
    ("MaxPool2d", {"kernel_size": 3, "stride": 2, "padding": 1}),
    ("MaxPool2d", {"kernel_size": 2, "ceil_mode": True}),
    ("AvgPool2d", {"kernel_size": 2}),
    ("AvgPool2d", {"kernel_size": 3, "stride": 1, "padding": 1}),
    ("AvgPool2d", {"kernel_size": 3, "ceil_mode": True}),
    ("ReLU", {}),
    ("ReLU6", {}),
    ("LeakyReLU", {"negative_slope": 0.1}),
    ("Hardsigmoid", {}),
    ("GELU", {}),
    ("SiLU", {}),
    ("BatchNorm2d", {}),
    ("Dropout2d", {"p": 0.3}),
    ("Identity", {}),
)


def images(shape: Shape, count: int = 4) -> Tensor:
    """Images with flat parts, as MNIST has them: there windows have several largest pixels."""
    drawn = torch.randn(count, *shape, generator=torch.Generator().manual_seed(1))
    return torch.where(drawn > 0.3, drawn, -0.4242)


def chain(layers: list[tuple[str, dict[str, object]]], shape: Shape = (1, 15, 15)) -> ModelSpec:
    spec = empty_model(shape)
    for name, params in (*layers, ("Flatten", {}), ("Linear", {"out_features": 10})):
        spec, _ = edits.append_layer(spec, name, params=layer_type(name).Params.model_validate(params))
    return spec


def compare(spec: ModelSpec, plan: ExecutionPlan, shape: Shape, share: float = 1e-4) -> tuple[Rewrite, ...]:
    """Check that the plan computes what the plain network does; returns the rewrites that did something."""
    network = build(spec, seed=3)
    plain, rewritten = by_plan(network, ExecutionPlan(plan.memory_format, 1)), by_plan(network, plan)
    labels = torch.arange(4) % 10
    rounding = rounding_of(plain, images(shape), labels) if share else {}
    assert_equal(one_pass(rewritten, images(shape), labels), one_pass(plain, images(shape), labels), share, rounding)
    assert [name for name, _ in rewritten.named_parameters()] == [name for name, _ in plain.named_parameters()]
    return used(rewritten, plan)


def test_the_reference_network_keeps_its_bits() -> None:
    assert compare(template("mnist-cnn"), EVERYTHING, (1, 28, 28), share=0) == REWRITES


@pytest.mark.parametrize("rewrites", [("pool-first",), ("crop",), ("blocked",), ("pool-first", "crop")], ids="+".join)
def test_each_rewrite_keeps_the_bits_of_the_reference_network(rewrites: tuple[Rewrite, ...]) -> None:
    plan = ExecutionPlan("contiguous", 1, rewrites)
    assert compare(template("mnist-cnn"), plan, (1, 28, 28), share=0) == rewrites


@pytest.mark.parametrize(
    "name", ["lenet-5", "vgg-small", "depthwise-separable", "resnet-small", "inception-small", "autoencoder-classifier"]
)
def test_templates_compute_the_same(name: str) -> None:
    compare(template(name), EVERYTHING, (1, 28, 28))


@settings(max_examples=30)
@given(specs())
def test_any_network_computes_the_same(spec: ModelSpec) -> None:
    compare(spec, EVERYTHING, (1, 12, 12))


@settings(max_examples=30)
@given(st.lists(st.sampled_from(LAYERS), min_size=2, max_size=7), st.sampled_from(("contiguous", "channels_last")))
def test_any_chain_of_image_layers_computes_the_same(layers: list[Any], memory_format: Any) -> None:
    spec = chain(layers, (2, 15, 17))
    assume(analyse(spec).ok)  # a window may be larger than the image that reaches it
    compare(spec, ExecutionPlan(memory_format, 1, REWRITES), (2, 15, 17))
    compare(spec, ExecutionPlan(memory_format, 1, ("pool-first", "crop")), (2, 15, 17))


def test_gradients_that_are_rounding_alone_are_compared_as_such() -> None:
    layers: list[tuple[str, dict[str, object]]] = [("Conv2d", {"out_channels": 4, "kernel_size": 1}), ("Flatten", {})]
    compare(chain([*layers, ("BatchNorm1d", {}), ("BatchNorm1d", {})], (1, 12, 12)), EVERYTHING, (1, 12, 12))


def test_pixels_that_the_pooling_leaves_over_are_not_computed() -> None:
    network = build(template("mnist-cnn"), seed=0)
    apply(network, EVERYTHING)
    seen: list[Tensor] = []
    network.conv1.register_forward_hook(lambda module, given, answer: seen.append(answer))  # type: ignore[union-attr]
    network(images((1, 28, 28)))
    assert seen[0].shape == (4, 32, 24, 24)


def test_nothing_is_cut_where_every_pixel_counts() -> None:
    spec = chain([("Conv2d", {"out_channels": 4, "kernel_size": 4}), ("MaxPool2d", {"kernel_size": 2})])
    assert "crop" not in compare(spec, ExecutionPlan("contiguous", 1, ("crop",)), (1, 15, 15))


def test_batch_normalisation_sees_every_pixel() -> None:
    layers: list[tuple[str, dict[str, object]]] = [
        ("Conv2d", {"out_channels": 4, "kernel_size": 3}),
        ("BatchNorm2d", {}),
        ("MaxPool2d", {"kernel_size": 2}),
    ]
    assert "crop" not in compare(chain(layers), EVERYTHING, (1, 15, 15))


def test_an_activation_that_falls_somewhere_stays_before_the_pooling() -> None:
    layers: list[tuple[str, dict[str, object]]] = [("SiLU", {}), ("MaxPool2d", {"kernel_size": 3})]
    assert compare(chain(layers), ExecutionPlan("contiguous", 1, ("pool-first",)), (1, 15, 15)) == ()


def test_several_activations_all_move_behind_the_pooling() -> None:
    layers: list[tuple[str, dict[str, object]]] = [
        ("Hardsigmoid", {}),
        ("ReLU", {}),
        ("MaxPool2d", {"kernel_size": 3}),
        ("MaxPool2d", {"kernel_size": 2}),
    ]
    spec = chain(layers)
    assert compare(spec, ExecutionPlan("contiguous", 1, ("pool-first",)), (1, 15, 15)) == ("pool-first",)
    network = by_plan(build(spec, seed=0), ExecutionPlan("contiguous", 1, ("pool-first",)))
    schedule = schedule_of(network)
    assert schedule is not None
    kinds = [type(dict(network.named_children())[step.layer]) for step in schedule.steps]
    assert kinds[:4] == [nn.MaxPool2d, nn.MaxPool2d, nn.Hardsigmoid, nn.ReLU]


@pytest.mark.parametrize("plan", [EVERYTHING, ExecutionPlan("channels_last", 1, REWRITES)], ids=str)
def test_hooks_see_every_layer_in_torchs_layout(plan: ExecutionPlan) -> None:
    network = by_plan(build(template("mnist-cnn"), seed=0), plan)
    answers: dict[str, Tensor] = {}
    for layer in network.learning_layers():
        layer.module.register_forward_hook(
            lambda module, given, answer, name=layer.name: answers.setdefault(name, answer)
        )
    with_hooks = network(images((1, 28, 28)))
    assert answers.keys() == {layer.name for layer in network.learning_layers()}
    assert not any(answer.is_mkldnn for answer in answers.values())
    assert torch.equal(with_hooks, by_plan(build(template("mnist-cnn"), seed=0), plan)(images((1, 28, 28))))


@pytest.mark.parametrize("value", [float("nan"), float("inf")])
@pytest.mark.parametrize("name", ["conv1.weight", "conv2.bias"])
def test_weights_that_are_not_finite_show_in_the_answer(name: str, value: float) -> None:
    network = by_plan(build(template("mnist-cnn"), seed=0), EVERYTHING)
    with torch.no_grad():
        network.get_parameter(name).view(-1)[0] = value
    assert not torch.isfinite(network(images((1, 28, 28)))).any()


def test_values_that_stopped_being_finite_on_their_way_show_in_the_answer() -> None:
    layers: list[tuple[str, dict[str, object]]] = [
        ("LeakyReLU", {"negative_slope": 1.0}),
        ("Conv2d", {"out_channels": 4, "kernel_size": 3}),
        ("ReLU", {}),
    ]
    network = by_plan(build(chain(layers), seed=0), EVERYTHING)
    broken = images((1, 15, 15))
    broken[0, 0, 5, 5] = float("nan")
    assert network(broken)[0].isnan().all()


def test_a_copy_of_a_rewritten_network_computes_with_its_own_weights() -> None:
    network = by_plan(build(template("mnist-cnn"), seed=0), EVERYTHING)
    copied = copy.deepcopy(network)
    with torch.no_grad():
        for weight in network.parameters():
            weight.zero_()
    given = images((1, 28, 28))
    assert torch.equal(copied(given), by_plan(build(template("mnist-cnn"), seed=0), EVERYTHING)(given))
    assert not torch.equal(copied(given), network(given))


def test_automatic_casts_are_left_to_torch() -> None:
    network = build(template("mnist-cnn"), seed=0)
    rewritten, given = by_plan(network, EVERYTHING), images((1, 28, 28))
    with torch.autocast("cpu", torch.bfloat16):
        answer, expected = rewritten(given), network(given)
    assert answer.dtype == torch.bfloat16
    assert torch.allclose(answer.float(), expected.float(), atol=0.02)


def test_a_plan_without_rewrites_leaves_the_network_alone() -> None:
    network = build(template("mnist-cnn"), seed=0)
    apply(network, PLAIN)
    assert schedule_of(network) is None
    assert used(network, PLAIN) == ()
