"""The thread that shows layer outputs: the newest question, learned weights where there are any, errors as answers."""

from collections.abc import Iterator, Mapping
from typing import Any

import numpy as np
import pytest

from engine.data.catalog import dataset_info
from engine.evaluation.probing import ProbeAnswer, ProbeRequest, ProbeService
from engine.model import edits
from engine.model.analysis import analyse
from engine.model.build import build
from engine.model.spec import ModelSpec
from engine.model.templates import template

IMAGE = np.random.default_rng(0).integers(0, 256, (28, 28), dtype=np.uint8)
SPEC = template("mnist-cnn")


@pytest.fixture
def service() -> Iterator[ProbeService]:
    service = ProbeService()
    yield service
    assert service.close()


def question(spec: ModelSpec, image: Any = IMAGE, weights: tuple[int, Mapping[str, Any]] | None = None) -> ProbeRequest:
    preprocessing = dataset_info("mnist").preprocessing
    return ProbeRequest(spec, analyse(spec), 0, image, preprocessing, lambda: weights)


def answer_to(service: ProbeService, request: ProbeRequest) -> ProbeAnswer:
    service.submit(request)
    while True:
        answer = service.answers.get(timeout=30)
        if answer.request is request:
            return answer


def test_an_edit_above_changes_the_outputs_below(service: ProbeService) -> None:
    before = answer_to(service, question(SPEC))
    after = answer_to(service, question(edits.set_params(SPEC, "conv1", stride=2)))
    assert before.outputs["conv1"].values.shape == (8, 26, 26)
    assert after.outputs["conv1"].values.shape == (8, 13, 13)
    assert not np.array_equal(before.outputs["linear2"].values, after.outputs["linear2"].values)
    assert not after.learned


def test_learned_weights_are_used_and_said_to_be(service: ProbeService) -> None:
    learned = build(SPEC, seed=11).state_dict()
    answer = answer_to(service, question(SPEC, weights=(3, learned)))
    assert answer.learned
    fresh = answer_to(service, question(edits.set_params(SPEC, "conv2", out_channels=8)))
    assert not np.array_equal(answer.outputs["conv1"].values, fresh.outputs["conv1"].values)


def test_an_image_that_does_not_fit_is_told_and_the_next_one_answered(service: ProbeService) -> None:
    wrong = answer_to(service, question(SPEC, image=np.zeros((3, 5), np.uint8)))
    assert wrong.error is not None
    assert wrong.outputs == {}
    assert answer_to(service, question(SPEC)).error is None
