"""The thread behind the window's explanations: order, errors in place, newest question, copied weights."""

from collections.abc import Iterator

import numpy as np
import pytest

from engine.data.catalog import load_dataset
from engine.evaluation.explaining.explain import explain
from engine.evaluation.explaining.explanation import METHODS
from engine.evaluation.explaining.service import (
    Answered,
    ExplainService,
    Mapped,
    Question,
    Source,
    Told,
    Unanswered,
    run_source,
    weights_source,
)
from engine.evaluation.explaining.subject import Subject
from engine.evaluation.probing import no_weights
from engine.model.build import build
from engine.model.templates import template
from engine.project import Project
from engine.runs.store import RunStore
from engine.weights import copy_state

MNIST = load_dataset("mnist")
PREPROCESSING = MNIST.info.preprocessing
IMAGE = MNIST.test_images[0]


@pytest.fixture
def service() -> Iterator[ExplainService]:
    made = ExplainService()
    yield made
    assert made.close()


def source_of(name: str, seed: int = 0) -> Source:
    state = build(template(name), seed=seed).state_dict()
    return weights_source(template(name), PREPROCESSING, lambda: (1, state))


def told(service: ExplainService, count: int) -> list[Told]:
    return [service.told.get(timeout=60) for _ in range(count)]


def test_the_answer_comes_first_and_then_each_map_as_if_asked_alone(service: ExplainService) -> None:
    question = Question(source_of("mnist-cnn"), IMAGE)
    service.submit(question)
    first, *maps = told(service, 6)
    assert isinstance(first, Answered)
    subject = Subject(template("mnist-cnn"), PREPROCESSING, build(template("mnist-cnn"), seed=0).state_dict())
    np.testing.assert_allclose(first.probabilities, subject.predict(IMAGE[None])[0], atol=1e-6)
    assert first.target == int(first.probabilities.argmax())
    assert first.layers[-1] == "pool2"
    for method, found in zip(METHODS, maps, strict=True):
        assert isinstance(found, Mapped)
        assert found.question is question
        assert found.explanation is not None
        assert found.method == found.explanation.method == method
        alone = explain(subject, IMAGE, first.target, method)
        np.testing.assert_allclose(found.explanation.values, alone.values, atol=1e-5)


def test_a_method_that_cannot_be_used_says_so_and_the_others_follow(service: ExplainService) -> None:
    service.submit(Question(source_of("mlp"), IMAGE, target=3))
    first, *maps = told(service, 6)
    assert isinstance(first, Answered)
    assert (first.target, first.layers) == (3, ())
    errors = {found.method: str(found.error) for found in maps if isinstance(found, Mapped) and found.error}
    assert list(errors) == ["grad-cam"]
    assert "height and width" in errors["grad-cam"]


def test_a_newer_question_ends_the_one_before(service: ExplainService) -> None:
    old, new = Question(source_of("vgg-small"), IMAGE), Question(source_of("mlp"), IMAGE)
    service.submit(old)
    assert service.told.get(timeout=60).question is old
    service.submit(new)
    seen: list[Told] = []
    while not isinstance(found := service.told.get(timeout=60), Answered):
        seen.append(found)
    assert found.question is new
    assert len(seen) < len(METHODS)
    assert all(found.question is new for found in told(service, 5))


def test_what_is_given_up_is_not_told_and_the_next_question_is(service: ExplainService) -> None:
    old, new = Question(source_of("vgg-small"), IMAGE), Question(source_of("mlp"), IMAGE)
    service.submit(old)
    service.told.get(timeout=60)
    service.drop()
    service.submit(new)
    while (found := service.told.get(timeout=60)).question is not new:
        assert isinstance(found, Mapped)
    assert isinstance(found, Answered)


def test_a_run_that_has_no_weights_yet_is_waited_for_and_can_be_given_up(service: ExplainService) -> None:
    weights = [None, None, (1, build(template("mlp"), seed=0).state_dict())]
    waited = weights_source(template("mlp"), PREPROCESSING, lambda: weights.pop(0) if weights else None)
    service.submit(Question(waited, IMAGE, methods=("gradient",)))
    assert isinstance(told(service, 2)[1], Mapped)
    assert weights == []
    service.submit(Question(weights_source(template("mlp"), PREPROCESSING, no_weights), IMAGE))
    service.submit(Question(waited, IMAGE, methods=("gradient",)))
    assert isinstance(told(service, 2)[0], Answered)


def test_weights_that_change_are_those_of_the_moment_and_never_touched(service: ExplainService) -> None:
    network = build(template("mlp"), seed=0)
    version = [1]
    source = weights_source(template("mlp"), PREPROCESSING, lambda: (version[0], network.state_dict()))
    before = copy_state(network)
    service.submit(Question(source, IMAGE, 0, methods=("gradient",)))
    first = told(service, 2)[1]
    assert all((network.state_dict()[name] == tensor).all() for name, tensor in before.items())
    network.load_state_dict(build(template("mlp"), seed=1).state_dict())
    version[0] = 2
    service.submit(Question(source, IMAGE, 0, methods=("gradient",)))
    second = told(service, 2)[1]
    assert isinstance(first, Mapped)
    assert isinstance(second, Mapped)
    assert first.explanation is not None
    assert second.explanation is not None
    assert not np.array_equal(first.explanation.values, second.explanation.values)


def test_a_run_without_weights_is_told_as_unanswered(service: ExplainService) -> None:
    run = RunStore().create(Project.from_template())
    service.submit(Question(run_source(run), IMAGE))
    (found,) = told(service, 1)
    assert isinstance(found, Unanswered)
    assert "best.safetensors" in str(found.error)
