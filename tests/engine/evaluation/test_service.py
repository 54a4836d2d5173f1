"""The prediction service: the newest image wins, weights may change or be broken, and the answer comes at once."""

import threading
import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import torch

from engine.data.catalog import load_dataset
from engine.evaluation.predictor import Predictor
from engine.evaluation.service import Answer, PredictionService
from engine.model.build import build
from engine.model.templates import template
from engine.project import Project
from engine.runs.store import RunStore
from engine.text import NetwrightError
from engine.training.config import TrainingConfig
from engine.training.events import RunFinished, StepsCompleted
from engine.training.job import TrainingJob
from engine.training.live import LiveWeights
from engine.weights import copy_state

MNIST = load_dataset("mnist")
REFERENCE = template("mnist-cnn")
PREPROCESSING = MNIST.info.preprocessing
DIGIT = MNIST.test_images[0, 0]


@pytest.fixture
def service() -> Iterator[PredictionService]:
    service = PredictionService()
    yield service
    assert service.close()


def publish(live: LiveWeights, seed: int, model: str = "mnist-cnn") -> dict[str, torch.Tensor]:
    state = copy_state(build(template(model), seed=seed))
    live.publish(seed, lambda: state)
    return state


def next_answer(service: PredictionService) -> Answer:
    return service.answers.get(timeout=30)


def answer_to(service: PredictionService, request: int) -> Answer:
    while (answer := next_answer(service)).request_id < request:
        pass
    assert answer.request_id == request
    return answer


def test_a_digit_is_answered_with_the_live_weights(service: PredictionService) -> None:
    live = LiveWeights()
    state = publish(live, 1)
    service.set_source(REFERENCE, PREPROCESSING, live)
    answer = answer_to(service, service.submit(DIGIT))
    assert answer.error is None
    assert answer.version == 1
    assert answer.probabilities is not None
    expected = Predictor(REFERENCE, PREPROCESSING, state).predict(DIGIT[None])[0]
    np.testing.assert_array_equal(answer.probabilities, expected)


def test_an_empty_pad_predicts_nothing(service: PredictionService) -> None:
    live = LiveWeights()
    publish(live, 1)
    service.set_source(REFERENCE, PREPROCESSING, live)
    answer = answer_to(service, service.submit(None))
    assert answer.probabilities is None
    assert answer.error is None


def test_without_a_network_the_answer_says_so(service: PredictionService) -> None:
    answer = answer_to(service, service.submit(DIGIT))
    assert answer.probabilities is None
    assert answer.error is not None


def test_newer_weights_renew_the_answer_by_themselves(service: PredictionService) -> None:
    live = LiveWeights()
    publish(live, 1)
    service.set_source(REFERENCE, PREPROCESSING, live)
    request = service.submit(DIGIT)
    first = answer_to(service, request)
    state = publish(live, 2)
    renewed = next_answer(service)
    assert (renewed.request_id, renewed.version) == (request, 2)
    assert renewed.probabilities is not None
    assert first.probabilities is not None
    assert not np.array_equal(renewed.probabilities, first.probabilities)
    np.testing.assert_array_equal(
        renewed.probabilities, Predictor(REFERENCE, PREPROCESSING, state).predict(DIGIT[None])[0]
    )
    time.sleep(0.3)
    assert service.answers.empty()


def test_an_answer_waits_for_the_first_weights(service: PredictionService) -> None:
    live = LiveWeights()
    service.set_source(REFERENCE, PREPROCESSING, live)
    request = service.submit(DIGIT)
    time.sleep(0.3)
    assert service.answers.empty()
    publish(live, 1)
    assert answer_to(service, request).probabilities is not None


def test_the_newest_of_many_images_wins(service: PredictionService, monkeypatch: pytest.MonkeyPatch) -> None:
    live = LiveWeights()
    publish(live, 1)
    service.set_source(REFERENCE, PREPROCESSING, live)
    answer_to(service, service.submit(DIGIT))
    held, predict = threading.Event(), Predictor.predict

    def slow(self: Predictor, images: Any) -> Any:
        assert held.wait(30)
        return predict(self, images)

    monkeypatch.setattr(Predictor, "predict", slow)
    requests = [service.submit(MNIST.test_images[number, 0]) for number in range(50)]
    held.set()
    answered = [answer_to(service, requests[-1])]
    assert answered[-1].request_id == requests[-1]
    assert service.answers.empty()


def test_of_several_digits_only_those_that_are_new_go_through_the_network(
    service: PredictionService, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[int] = []
    predict = Predictor.predict

    def counting(self: Predictor, images: Any) -> Any:
        asked.append(len(images))
        return predict(self, images)

    monkeypatch.setattr(Predictor, "predict", counting)
    live = LiveWeights()
    state = publish(live, 1)
    service.set_source(REFERENCE, PREPROCESSING, live)
    digits = MNIST.test_images[:6, 0].copy()
    digits[3] = digits[0]
    answer_to(service, service.submit(digits))
    digits[5] = MNIST.test_images[6, 0]
    told = answer_to(service, service.submit(digits))
    assert asked == [5, 1], "the same digit twice is one, and the others were known"
    expected = Predictor(REFERENCE, PREPROCESSING, state)
    for digit, image in zip(told.digits, digits, strict=True):
        np.testing.assert_allclose(digit.probabilities, predict(expected, image[None])[0], rtol=1e-4, atol=1e-6)
    publish(live, 2)
    renewed = answer_to(service, service.submit(digits))
    assert asked[2:] == [5], "other weights, other answers"
    assert not np.allclose(renewed.digits[0].probabilities, told.digits[0].probabilities)


def test_an_image_may_be_drawn_on_after_it_was_submitted(service: PredictionService) -> None:
    live = LiveWeights()
    state = publish(live, 1)
    service.set_source(REFERENCE, PREPROCESSING, live)
    image = DIGIT.copy()
    request = service.submit(image)
    image[:] = 0
    answer = answer_to(service, request)
    assert answer.probabilities is not None
    np.testing.assert_array_equal(
        answer.probabilities, Predictor(REFERENCE, PREPROCESSING, state).predict(DIGIT[None])[0]
    )


def test_weights_that_do_not_fit_are_told_once_and_good_ones_mend_it(service: PredictionService) -> None:
    live = LiveWeights()
    publish(live, 1, "mlp")
    service.set_source(REFERENCE, PREPROCESSING, live)
    request = service.submit(DIGIT)
    answer = answer_to(service, request)
    assert answer.probabilities is None
    assert "do not fit" in str(answer.error)
    time.sleep(0.3)
    assert service.answers.empty()
    publish(live, 2)
    assert answer_to(service, request).probabilities is not None


def test_a_source_that_fails_is_told_once_and_again_when_asked(service: PredictionService) -> None:
    class Broken:
        def request(self) -> None:
            raise AssertionError

        def latest(self) -> None:
            raise NetwrightError("There are no weights.")

    service.set_source(REFERENCE, PREPROCESSING, Broken())
    for _ in range(2):
        assert str(answer_to(service, service.submit(DIGIT)).error) == "There are no weights."
        time.sleep(0.3)
        assert service.answers.empty()


def test_a_wrong_image_is_told_and_the_next_one_answered(service: PredictionService) -> None:
    live = LiveWeights()
    publish(live, 1)
    service.set_source(REFERENCE, PREPROCESSING, live)
    assert answer_to(service, service.submit(np.zeros((5, 5), np.uint8))).error is not None
    assert answer_to(service, service.submit(DIGIT)).probabilities is not None


def test_changing_the_source_answers_the_image_anew(service: PredictionService) -> None:
    first, second = LiveWeights(), LiveWeights()
    publish(first, 1)
    state = publish(second, 5, "mlp")
    service.set_source(REFERENCE, PREPROCESSING, first)
    request = service.submit(DIGIT)
    answer_to(service, request)
    service.set_source(template("mlp"), PREPROCESSING, second)
    answer = answer_to(service, request)
    assert answer.probabilities is not None
    np.testing.assert_array_equal(
        answer.probabilities, Predictor(template("mlp"), PREPROCESSING, state).predict(DIGIT[None])[0]
    )
    service.clear_source()
    assert answer_to(service, request).error is not None


def test_a_stored_run_without_weights_is_told(service: PredictionService, tmp_path: Path) -> None:
    service.set_run(RunStore(tmp_path / "runs").create(Project.from_template()))
    answer = answer_to(service, service.submit(DIGIT))
    assert "best.safetensors" in str(answer.error)


def test_closing_twice_and_unused_is_fine() -> None:
    service = PredictionService()
    assert service.close()
    assert service.close()


def test_the_pad_answers_while_a_network_learns_and_from_its_run_afterwards(
    service: PredictionService, tmp_path: Path
) -> None:
    training = TrainingConfig(epochs=100, device="cpu", validation_split=0.0)
    job = TrainingJob(replace(Project.from_template(), training=training), RunStore(tmp_path / "runs"))
    service.set_source(REFERENCE, PREPROCESSING, job.live)
    request = service.submit(DIGIT)
    job.start()
    try:
        while not isinstance(job.events.get(timeout=60), StepsCompleted):
            pass
        answers = [answer_to(service, request)]
        while answers[-1].version < answers[0].version + 5:
            answers.append(next_answer(service))
        versions = [answer.version for answer in answers]
        assert versions == sorted(versions)
        changing = {answer.probabilities.tobytes() for answer in answers if answer.probabilities is not None}
        assert len(changing) > 3
    finally:
        job.cancel()
        assert job.join(30)
    while not isinstance(job.events.get(timeout=5), RunFinished):
        pass
    assert job.run is not None
    service.set_run(job.run)
    again = service.submit(DIGIT)
    answer = answer_to(service, again)
    assert answer.probabilities is not None
    assert answer.version == 0
    assert int(answer.probabilities.argmax()) == int(MNIST.test_labels[0])
