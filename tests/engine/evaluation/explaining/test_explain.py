"""Maps checked against what can be computed by hand, on networks small enough for it."""

import copy
from collections.abc import Mapping
from dataclasses import replace

import numpy as np
import pytest
import torch
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray
from torch import Tensor
from torch.nn import functional

from engine.data.catalog import Preprocessing, load_dataset
from engine.evaluation.explaining.explain import explain
from engine.evaluation.explaining.explanation import METHODS, ExplanationStopped, Settings
from engine.evaluation.explaining.layers import spatial_layers
from engine.evaluation.explaining.subject import Subject
from engine.model.build import build
from engine.model.edits import append_layer, set_params
from engine.model.spec import ModelSpec
from engine.model.templates import template
from engine.model.templates.assembly import chain
from engine.text import NetwrightError

MNIST = load_dataset("mnist")
PLAIN = Preprocessing((0.0,), (1.0,))
RANDOM = np.random.default_rng(7)


def small(spec: ModelSpec, channels: int, side: int) -> ModelSpec:
    return set_params(spec, "input", shape=(channels, side, side))


def linear(channels: int = 1, side: int = 6) -> tuple[ModelSpec, dict[str, Tensor]]:
    """A network that is a weighted sum, with weights of both signs."""
    spec = small(chain(("Flatten", {}), ("Linear", {"out_features": 3})), channels, side)
    weights = RANDOM.normal(size=(3, channels * side * side)).astype(np.float32)
    return spec, {"linear1.weight": torch.from_numpy(weights), "linear1.bias": torch.tensor([0.5, -1.0, 2.0])}


def image_of(channels: int, side: int) -> NDArray[np.uint8]:
    return RANDOM.integers(0, 256, (channels, side, side), dtype=np.uint8)


def weights_of(state: Mapping[str, Tensor], target: int, channels: int, side: int) -> NDArray[np.float32]:
    found: NDArray[np.float32] = state["linear1.weight"][target].reshape(channels, side, side).numpy()
    return found


@pytest.mark.parametrize("channels", [1, 3])
def test_the_gradient_of_a_weighted_sum_is_its_weights(channels: int) -> None:
    spec, state = linear(channels)
    std = tuple(0.25 * (index + 1) for index in range(channels))
    subject = Subject(spec, Preprocessing((0.3,) * channels, std), state)
    found = explain(subject, image_of(channels, 6), 1, "gradient")
    expected = (weights_of(state, 1, channels, 6) / np.array(std)[:, None, None]).sum(axis=0)
    np.testing.assert_allclose(found.values, expected, rtol=1e-4, atol=1e-5)
    assert found.scale == pytest.approx(np.abs(expected).max(), rel=1e-4)
    smooth = explain(subject, image_of(channels, 6), 1, "smoothgrad", Settings(samples=5))
    np.testing.assert_allclose(smooth.values, expected, rtol=1e-4, atol=1e-5)


@pytest.mark.parametrize("channels", [1, 3])
def test_integrated_gradients_of_a_weighted_sum_are_weight_times_pixel(channels: int) -> None:
    spec, state = linear(channels)
    subject = Subject(spec, Preprocessing((0.0,) * channels, (1.0,) * channels), state)
    image = image_of(channels, 6)
    found = explain(subject, image, 2, "integrated-gradients", Settings(steps=3))
    expected = (weights_of(state, 2, channels, 6) * image / 255).sum(axis=0)
    np.testing.assert_allclose(found.values, expected, rtol=1e-4, atol=1e-5)
    assert found.completeness_error == pytest.approx(0, abs=1e-4)
    assert found.values.sum() == pytest.approx(found.score - 2.0, abs=1e-4)  # its bias is the score of a black image


def test_integrated_gradients_add_up_the_better_the_more_steps() -> None:
    spec = template("mnist-cnn")
    subject = Subject(spec, MNIST.info.preprocessing, build(spec, seed=3).state_dict())
    image = MNIST.test_images[0]
    score, black = (
        float(subject.scores(lambda: False)(pixels)[0, 4])
        for pixels in (subject.pixels(image), torch.zeros(1, 1, 28, 28))
    )
    errors = []
    for steps in (2, 64):
        found = explain(subject, image, 4, "integrated-gradients", Settings(steps=steps))
        error = found.completeness_error
        assert error is not None
        assert found.values.sum() - (score - black) == pytest.approx(error, abs=1e-4)
        errors.append(abs(error))
    assert errors[1] < errors[0]
    assert errors[1] < 0.002


def test_a_baseline_is_what_the_way_begins_at() -> None:
    spec, state = linear()
    subject = Subject(spec, PLAIN, state)
    image, white = image_of(1, 6), np.full((1, 6, 6), 255, np.uint8)
    weights = weights_of(state, 0, 1, 6)[0]
    shares = explain(subject, image, 0, "integrated-gradients", baseline=white).values
    np.testing.assert_allclose(shares, weights * (image[0] / 255 - 1), rtol=1e-4, atol=1e-5)
    covered = explain(subject, image, 0, "occlusion", Settings(window=1), baseline=white).values
    np.testing.assert_allclose(covered, weights * (image[0] / 255 - 1), rtol=1e-3, atol=1e-5)


@given(channels=st.sampled_from([1, 3]), window=st.integers(1, 6), stride=st.integers(1, 6), seed=st.integers(0, 99))
def test_occlusion_is_the_exact_fall_of_the_score(channels: int, window: int, stride: int, seed: int) -> None:
    stride = min(stride, window)
    spec, state = linear(channels)
    subject = Subject(spec, Preprocessing((0.2,) * channels, (0.5,) * channels), state)
    image = np.random.default_rng(seed).integers(0, 256, (channels, 6, 6), dtype=np.uint8)
    found = explain(subject, image, 0, "occlusion", Settings(window=window, stride=stride)).values
    shares = (weights_of(state, 0, channels, 6) / 0.5 * image / 255).sum(axis=0)
    falls, squares = np.zeros((6, 6)), np.zeros((6, 6))
    starts = range(0, 6 - window + stride, stride)  # the last square may reach over the edge
    for top in starts:
        for left in starts:
            square = np.s_[top : top + window, left : left + window]
            falls[square] += shares[square].sum()
            squares[square] += 1
    np.testing.assert_allclose(found, falls / squares, rtol=1e-3, atol=1e-3)


def test_grad_cam_by_hand_for_one_convolution() -> None:
    spec = small(
        chain(
            ("Conv2d", {"out_channels": 4, "kernel_size": 3}),
            ("ReLU", {}),
            ("Flatten", {}),
            ("Linear", {"out_features": 2}),
        ),
        1,
        8,
    )
    network = build(spec, seed=11).eval()
    image = image_of(1, 8)
    for layer in ("conv1", "relu1"):
        found = explain(Subject(spec, PLAIN, network.state_dict()), image, 1, "grad-cam", Settings(layer=layer))
        pixels = torch.from_numpy(image).float()[None] / 255
        maps = network.outputs(pixels)
        on = (maps["conv1"] > 0).float() if layer == "conv1" else torch.ones(1, 4, 6, 6)
        slopes = network.state_dict()["linear1.weight"][1].reshape(1, 4, 6, 6) * on
        weights = slopes.mean(dim=(2, 3), keepdim=True)
        coarse = (weights * maps[layer]).sum(dim=1, keepdim=True).relu()
        assert coarse.any()
        expected = functional.interpolate(coarse, size=(8, 8), mode="bilinear")[0, 0].detach().numpy()
        np.testing.assert_allclose(found.values, expected, rtol=1e-4, atol=1e-5)
        assert (found.layer, found.signed) == (layer, False)


def test_grad_cam_looks_at_the_last_layer_with_height_and_width() -> None:
    spec = template("mnist-cnn")
    assert spatial_layers(spec)[0] == "conv1"
    found = explain(
        Subject(spec, MNIST.info.preprocessing, build(spec, seed=0).state_dict()), MNIST.test_images[0], 7, "grad-cam"
    )
    assert found.layer == spatial_layers(spec)[-1] == "pool2"
    assert "pool2" in str(found.words)
    assert found.values.shape == (28, 28)
    assert (found.values >= 0).all()


def test_a_network_without_such_a_layer_says_so_and_has_the_other_maps() -> None:
    spec, state = linear()
    subject = Subject(spec, PLAIN, state)
    with pytest.raises(NetwrightError, match="height and width"):
        explain(subject, image_of(1, 6), 0, "grad-cam")
    for method in METHODS:
        if method != "grad-cam":
            assert explain(subject, image_of(1, 6), 0, method).values.shape == (6, 6)


@pytest.mark.parametrize(
    ("settings", "target", "method", "words"),
    [
        (Settings(), 3, "gradient", "expected 0 to 2"),
        (Settings(), -1, "gradient", "expected 0 to 2"),
        (Settings(samples=0), 0, "smoothgrad", "at least 1 sample"),
        (Settings(steps=0), 0, "integrated-gradients", "1 step"),
        (Settings(noise=2.0), 0, "smoothgrad", "noise"),
        (Settings(window=7), 0, "occlusion", "expected 1 to 6 pixels"),
        (Settings(window=3, stride=4), 0, "occlusion", "side of 3"),
    ],
)
def test_what_cannot_be_asked_is_refused_in_words(settings: Settings, target: int, method: str, words: str) -> None:
    spec, state = linear()
    with pytest.raises(NetwrightError, match=words):
        explain(Subject(spec, PLAIN, state), image_of(1, 6), target, method, settings)  # type: ignore[arg-type]


def test_an_unknown_layer_is_refused_with_those_there_are() -> None:
    spec = template("mnist-cnn")
    subject = Subject(spec, MNIST.info.preprocessing, build(spec, seed=0).state_dict())
    with pytest.raises(NetwrightError, match=r"“linear1”: expected one of conv1, .*pool2"):
        explain(subject, MNIST.test_images[0], 0, "grad-cam", Settings(layer="linear1"))


def test_smoothgrad_follows_from_its_seed_and_leaves_torchs_own_numbers_alone() -> None:
    spec = template("mnist-cnn")
    subject = Subject(spec, MNIST.info.preprocessing, build(spec, seed=0).state_dict())
    image = MNIST.test_images[3]
    torch.manual_seed(5)
    before = torch.get_rng_state()
    first, again, other = (
        explain(subject, image, 0, "smoothgrad", Settings(samples=6, seed=seed)).values for seed in (1, 1, 2)
    )
    assert torch.equal(torch.get_rng_state(), before)
    np.testing.assert_array_equal(first, again)
    assert not np.array_equal(first, other)


def test_neither_weights_nor_gradients_nor_statistics_are_touched() -> None:
    """Those of the network that the weights come from, and those of the copy that is explained."""
    spec, _ = append_layer(template("mnist-cnn"), "Dropout", after="flatten1")
    spec, _ = append_layer(spec, "BatchNorm2d", after="conv1")
    network = build(spec, seed=1).train()
    network(torch.rand(4, 1, 28, 28)).sum().backward()
    state = copy.deepcopy(network.state_dict())
    gradients = {name: weight.grad.clone() for name, weight in network.named_parameters() if weight.grad is not None}
    subject = Subject(spec, MNIST.info.preprocessing, network.state_dict())
    answer = subject.predict(MNIST.test_images[:1])
    settings = Settings(samples=4, steps=4)
    first = {method: explain(subject, MNIST.test_images[0], 2, method, settings).values for method in METHODS}
    for method in METHODS:
        found = explain(subject, MNIST.test_images[0], 2, method, replace(settings))
        np.testing.assert_array_equal(found.values, first[method])
    np.testing.assert_array_equal(subject.predict(MNIST.test_images[:1]), answer)
    assert all(torch.equal(network.state_dict()[name], tensor) for name, tensor in state.items())
    assert all(torch.equal(dict(network.named_parameters())[name].grad, old) for name, old in gradients.items())  # type: ignore[arg-type]
    assert network.training


@pytest.mark.parametrize("method", METHODS)
def test_every_method_stops_between_two_chunks(method: str) -> None:
    spec = template("mnist-cnn")
    subject = Subject(spec, MNIST.info.preprocessing, build(spec, seed=0).state_dict())
    subject.forward_chunk = subject.backward_chunk = 4
    asked: list[int] = []

    def at_the_second_chunk() -> bool:
        asked.append(1)
        return len(asked) == 2

    with pytest.raises(ExplanationStopped):
        explain(subject, MNIST.test_images[0], 2, method, should_stop=at_the_second_chunk)  # type: ignore[arg-type]
    assert len(asked) == 2


@pytest.mark.parametrize("name", ["resnet", "vit", "lstm"])
def test_branches_tokens_and_sequences_are_explained_too(name: str) -> None:
    from engine.model.templates import template_names

    names = [known for known in template_names() if name in known]
    assert names
    spec = template(names[0])
    subject = Subject(spec, MNIST.info.preprocessing, build(spec, seed=0).state_dict())
    for method in ("gradient", "integrated-gradients", "occlusion"):
        found = explain(subject, MNIST.test_images[0], 1, method, Settings(steps=4, window=14))
        assert np.isfinite(found.values).all()
        assert found.scale > 0
