"""Networks built for torch: names, logits, and weights that depend on the seed alone."""

import pytest
import torch
from torch import nn

from engine.model.build import build, logits_layer
from engine.model.edits import append_layer, delete_layers
from engine.model.templates import empty_model, template, template_names
from engine.text import NetwrightError


@pytest.mark.parametrize("name", template_names())
def test_every_template_builds_and_answers_one_logit_per_class(name: str) -> None:
    network = build(template(name), seed=0)
    assert network(torch.randn(5, 1, 28, 28)).shape == (5, 10)


def test_a_trailing_softmax_is_left_to_the_loss_and_probabilities_are_softmaxed_once() -> None:
    with_softmax = build(template("mnist-cnn"), seed=3)
    without = build(delete_layers(template("mnist-cnn"), ["softmax1"]), seed=3)
    images = torch.randn(4, 1, 28, 28)
    logits = with_softmax(images)
    assert torch.equal(logits, without(images))
    assert not torch.allclose(logits.sum(dim=1), torch.ones(4)), "logits are no probabilities"
    assert torch.equal(with_softmax.probabilities(images), torch.softmax(logits, dim=-1))
    assert logits_layer(template("mnist-cnn")) == "linear2"


def test_a_softmax_in_the_middle_is_computed() -> None:
    spec, _ = append_layer(template("mlp"), "Softmax", after="linear1")
    assert "softmax2" in dict(build(spec, seed=0).named_children())


def test_weights_are_named_after_their_layers() -> None:
    assert list(build(template("softmax-regression"), seed=0).state_dict()) == ["linear1.weight", "linear1.bias"]


def test_the_same_seed_gives_the_same_weights_whatever_was_drawn_before() -> None:
    first = build(template("mlp"), seed=7).state_dict()
    torch.randn(1000)
    second, other = build(template("mlp"), seed=7).state_dict(), build(template("mlp"), seed=8).state_dict()
    assert all(torch.equal(first[name], second[name]) for name in first)
    assert not torch.equal(first["linear1.weight"], other["linear1.weight"])


def test_building_draws_nothing_from_the_global_generator() -> None:
    torch.manual_seed(1)
    expected = torch.randn(3)
    torch.manual_seed(1)
    build(template("mnist-cnn"), seed=5)
    assert torch.equal(torch.randn(3), expected)


def test_initial_weights_have_the_spread_of_torchs_own_layers() -> None:
    ours = build(template("mnist-cnn"), seed=0).state_dict()
    theirs: dict[str, nn.Module] = {"conv2": nn.Conv2d(32, 64, 3), "linear1": nn.Linear(1600, 128)}
    for name, layer in theirs.items():
        for kind in ("weight", "bias"):
            mine, reference = ours[f"{name}.{kind}"], layer.get_parameter(kind).detach()
            assert mine.std().item() == pytest.approx(reference.std().item(), rel=0.25)
            assert mine.abs().max().item() <= 1 / layer.get_parameter("weight")[0].numel() ** 0.5


def test_batch_norm_starts_as_the_identity() -> None:
    spec, added = append_layer(template("mnist-cnn"), "BatchNorm2d", after="conv1")
    norm = dict(build(spec, seed=0).named_children())[added]
    assert torch.equal(norm.get_parameter("weight"), torch.ones(32))
    assert torch.equal(norm.get_buffer("running_var"), torch.ones(32))


def test_a_network_with_errors_is_refused_with_the_first_one() -> None:
    spec, _ = append_layer(empty_model(), "Linear")
    with pytest.raises(NetwrightError, match=r"linear1 expects .* receives an image 28×28×1"):
        build(spec, seed=0)
