"""Looking into layers: the network's own weights, gradients as torch computes them, units that never answer."""

import time
from collections.abc import Iterator
from typing import Any

import numpy as np
import pytest
import torch
from torch import Tensor
from torch.nn import functional

from engine.data.catalog import load_dataset
from engine.evaluation import inside_service
from engine.evaluation.inside import InsideProbe, LookingStopped, histogram
from engine.evaluation.inside_service import SHARE, Counted, InsideQuestion, InsideService, Looked, _Looker
from engine.evaluation.pace import Pace
from engine.evaluation.probing import WeightsOf, no_weights
from engine.evaluation.rectifiers import rectifier_of
from engine.model import edits
from engine.model.analysis import analyse
from engine.model.blocks import group
from engine.model.build import build
from engine.model.spec import ModelSpec
from engine.model.templates import template
from engine.model.templates.assembly import chain
from engine.weights import copy_state

MNIST = load_dataset("mnist")
PREPROCESSING = MNIST.info.preprocessing
IMAGE, LABEL = MNIST.test_images[0], int(MNIST.test_labels[0])
CNN = template("mnist-cnn")


def normalised(images: np.ndarray) -> Tensor:
    return (torch.from_numpy(images.astype(np.float32)) / 255 - 0.1307) / 0.3081


def probe_of(spec: ModelSpec, seed: int = 3) -> InsideProbe:
    return InsideProbe(spec, analyse(spec), seed)


def test_filters_are_the_weights_with_the_largest_at_an_end() -> None:
    weight = build(CNN, seed=3).state_dict()["conv2.weight"]
    found = probe_of(CNN).inside("conv2", IMAGE, PREPROCESSING).filters
    assert found is not None
    assert (found.total, found.total_channels, found.coloured) == (*weight.shape[:2], False)
    shown = weight[:32, :8].numpy()
    assert found.levels.shape == shown.shape
    furthest = np.abs(shown).max()
    np.testing.assert_allclose(found.levels.astype(float) - 128, 127 * shown / furthest, atol=0.51)
    assert {1, 255} & set(found.levels[np.unravel_index(np.abs(shown).argmax(), shown.shape)].flatten())


def test_the_first_filters_of_a_coloured_image_have_its_colours() -> None:
    spec = edits.set_params(CNN, "input", shape=(3, 28, 28))
    found = probe_of(spec).inside("conv1", np.zeros((3, 28, 28), np.uint8), MNIST.info.preprocessing).filters
    assert found is not None
    assert found.coloured
    assert found.levels.shape[:2] == (32, 3)


def test_weights_behind_a_flattened_image_are_images_of_its_shape() -> None:
    spec = template("softmax-regression")
    found = probe_of(spec).inside("linear1", IMAGE, PREPROCESSING).filters
    assert found is not None
    assert found.levels.shape == (10, 1, 28, 28)
    assert probe_of(CNN).inside("linear2", IMAGE, PREPROCESSING).filters is None


def test_histograms_count_every_weight_and_gradients_are_those_of_the_examples_loss() -> None:
    network = build(CNN, seed=3).eval()
    loss = functional.cross_entropy(network(normalised(IMAGE[None])), torch.tensor([LABEL]))
    loss.backward()  # type: ignore[no-untyped-call]
    probe = probe_of(CNN)
    for layer in ("conv1", "linear2"):
        seen = probe.inside(layer, IMAGE, PREPROCESSING, LABEL)
        module: Any = network.get_submodule(layer)
        assert seen.weights is not None
        assert seen.gradients is not None
        assert seen.target == LABEL
        assert seen.weights.counts.sum() == seen.gradients.counts.sum() == module.weight.numel()
        assert seen.weights.norm == pytest.approx(float(module.weight.detach().norm()), rel=1e-5)
        assert seen.gradients.norm == pytest.approx(float(module.weight.grad.norm()), rel=1e-3)
        expected, _ = np.histogram(module.weight.detach().double().numpy(), seen.weights.edges)
        np.testing.assert_array_equal(seen.weights.counts, expected)
    assert all(weight.grad is None for weight in probe._graph.parameters())


def test_without_a_label_the_gradients_are_for_the_answer() -> None:
    answer = int(build(CNN, seed=3).eval()(normalised(IMAGE[None])).argmax())
    assert probe_of(CNN).inside("conv1", IMAGE, PREPROCESSING).target == answer


def test_unfinished_networks_and_frozen_layers_have_weights_and_no_gradients() -> None:
    broken = edits.set_params(CNN, "linear1", in_features=7)
    seen = probe_of(broken).inside("conv1", IMAGE, PREPROCESSING, LABEL)
    assert seen.weights is not None
    assert seen.gradients is None
    assert probe_of(CNN).inside("relu1", IMAGE, PREPROCESSING, LABEL).weights is None


def test_values_that_are_no_numbers_are_left_out_and_told() -> None:
    found = histogram([torch.tensor([1.0, float("nan"), -2.0, float("inf")])])
    assert not found.finite
    assert found.counts.sum() == 2
    assert (found.edges[0], found.edges[-1]) == (-2.0, 2.0)
    assert histogram([torch.zeros(5)]).counts.sum() == 5


def test_dead_units_are_the_channels_that_never_answer() -> None:
    state = build(CNN, seed=3).state_dict()
    with torch.no_grad():
        state["conv1.weight"][:5] = 0
        state["conv1.bias"][:5] = -1.0
        state["linear1.weight"][:7] = 0
        state["linear1.bias"][:7] = 0.0  # never above 0
    probe = probe_of(CNN)
    probe.take(state)
    images = MNIST.test_images[:300]
    network = build(CNN, seed=3).eval()
    network.load_state_dict(state)
    values = network.outputs(normalised(images))
    for layer, relu in (("conv1", "relu1"), ("relu1", "relu1"), ("linear1", rectifier_of(CNN, "linear1"))):
        assert relu is not None
        found = probe.dead_units(layer, images, PREPROCESSING)
        assert found is not None
        answers = values[relu].detach().transpose(0, 1).flatten(1)
        assert found.dead == int((answers <= 0).all(dim=1).sum()) >= 5
        assert (found.layer, found.units, found.images) == (relu, answers.shape[0], 300)
    assert probe.dead_units("linear2", images, PREPROCESSING) is None


def test_a_relu_is_found_behind_a_normalisation_and_not_behind_a_branch() -> None:
    spec, _ = edits.append_layer(CNN, "BatchNorm2d", after="conv1")
    assert rectifier_of(spec, "conv1") == "relu1"
    two = chain(("Conv2d", {}), ("Sigmoid", {}), ("Flatten", {}), ("Linear", {"out_features": 10}))
    assert rectifier_of(two, "conv1") is None


def test_counting_stops_between_two_chunks() -> None:
    asked: list[int] = []

    def at_the_second() -> bool:
        asked.append(1)
        return len(asked) == 2

    with pytest.raises(LookingStopped):
        probe_of(CNN).dead_units("conv1", MNIST.test_images[:1000], PREPROCESSING, at_the_second)
    assert len(asked) == 2


def test_inside_a_block_its_first_copy_is_looked_into() -> None:
    spec, _ = group(CNN, ("conv2", "relu2"))
    name = spec.blocks[0].name
    whole, inside = probe_of(CNN), probe_of(spec)
    weight = inside.inside("conv2", IMAGE, PREPROCESSING, LABEL, (name,)).weights
    expected = whole.inside("conv2", IMAGE, PREPROCESSING, LABEL).weights
    assert weight is not None
    assert expected is not None
    assert weight.counts.sum() == expected.counts.sum()


@pytest.fixture
def service() -> Iterator[InsideService]:
    made = InsideService()
    yield made
    assert made.close()


def question(layer: str, weights: WeightsOf = no_weights, changing: bool = False) -> InsideQuestion:
    return InsideQuestion(CNN, analyse(CNN), 3, layer, (), IMAGE, LABEL, PREPROCESSING, "mnist", weights, changing)


def test_the_service_tells_what_it_sees_and_then_the_dead_units(service: InsideService) -> None:
    asked = question("conv1")
    service.submit(asked)
    looked, counted = service.told.get(timeout=60), service.told.get(timeout=60)
    assert isinstance(looked, Looked)
    assert isinstance(counted, Counted)
    assert looked.question is counted.question is asked
    assert not looked.learned
    assert counted.dead is not None
    assert counted.dead.images == 1000


def test_changing_weights_are_followed_until_there_is_another_question(
    service: InsideService, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(inside_service, "SHARE", 1.0)  # the test has no training beside it to spare
    state, version = copy_state(build(CNN, seed=3)), [1]
    service.submit(question("conv1", lambda: (version[0], dict(state)), changing=True))
    first = service.told.get(timeout=60)
    assert isinstance(first, Looked)
    assert first.learned
    assert isinstance(service.told.get(timeout=60), Counted)
    state["conv1.weight"] = 2 * state["conv1.weight"]
    version[0] = 2
    second = service.told.get(timeout=60)
    assert isinstance(second, Looked)
    assert first.inside is not None
    assert second.inside is not None
    assert first.inside.weights is not None
    assert second.inside.weights is not None
    assert second.inside.weights.norm == pytest.approx(2 * first.inside.weights.norm, rel=1e-4)
    service.submit(None)
    version[0] = 3
    time.sleep(0.8)
    while not service.told.empty():
        assert isinstance(service.told.get(), Counted)


class Clock:
    """A clock that only moves when it is told to, or by ``step`` seconds whenever it is looked at."""

    def __init__(self, step: float = 0.0) -> None:
        self.seconds, self.step = 0.0, step

    def __call__(self) -> float:
        self.seconds += self.step
        return self.seconds


@pytest.mark.parametrize("least_rest", [0.0, 0.5])
def test_a_pace_keeps_its_share_whatever_the_work_takes(least_rest: float) -> None:
    clock, spent = Clock(), 0.0
    pace = Pace(0.02, least_rest, clock)
    for seconds in np.random.default_rng(1).lognormal(-4, 2, 500):
        assert pace.rest == 0
        with pace.spending():
            clock.seconds += seconds
        pace.charge(seconds / 2)  # what it cost others
        spent += 1.5 * seconds
        assert pace.rest >= least_rest
        clock.seconds += pace.rest
        assert spent <= 0.02 * clock.seconds
    assert least_rest or spent > 0.019 * clock.seconds, "it rests no longer than it has to"


def test_work_that_fails_is_paid_for_and_charges_during_a_rest_add_up() -> None:
    clock = Clock()
    pace = Pace(0.1, 0.0, clock)

    def fail() -> None:
        with pace.spending():
            clock.seconds += 1
            raise ValueError("no")

    with pytest.raises(ValueError, match="no"):
        fail()
    assert pace.rest == pytest.approx(10)
    clock.seconds += 4
    pace.charge(0.5)
    assert pace.rest == pytest.approx(6 + 5)


def test_following_rests_for_looking_and_for_what_the_trainer_copied() -> None:
    clock = Clock()
    looking, counting = Pace(SHARE / 2, 0.0, clock), Pace(SHARE / 2, 0.0, clock)
    looker, version = _Looker(looking, counting), 0

    def newest() -> tuple[int, dict[str, Tensor]]:
        clock.step = 0.25  # from here on each look at the clock takes that long
        return version, {}

    asked = question("conv1", newest)
    assert [type(found) for found in looker.look(asked, True, lambda: True)] == [Looked]
    clock.step = 0
    assert looking.rest == 0, "what a person asks for is no following"
    version = 1
    assert [type(found) for found in looker.look(asked, False, lambda: True)] == [Looked]
    # Taking the weights was from one look at the clock to the next, and the trainer had copied as much; with the look
    # of that charge and the last one looking took one second.
    clock.step = 0
    assert looking.rest * SHARE / 2 == pytest.approx(0.25 + 1.0, abs=0.02)
    assert counting.rest == 0


def test_what_fails_is_told(service: InsideService) -> None:
    service.submit(question("conv1", lambda: (1, {"conv1.weight": "no tensor"})))
    found = service.told.get(timeout=60)
    assert isinstance(found, Looked)
    assert found.inside is None
    assert "cannot be looked into" in str(found.error)
