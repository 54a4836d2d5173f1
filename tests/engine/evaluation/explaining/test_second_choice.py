"""The second choice, on a network whose scores can be counted by hand and on one that learned MNIST a little."""

import numpy as np
import pytest
import torch
from numpy.typing import NDArray

from engine.data.catalog import Preprocessing
from engine.data.ink import render_strokes
from engine.evaluation.explaining.counterfactual import REACH
from engine.evaluation.explaining.explanation import ExplanationStopped
from engine.evaluation.explaining.second_choice import second_choice
from engine.evaluation.explaining.subject import Subject
from engine.evaluation.temperature import probabilities_at
from engine.model.templates.assembly import chain
from tests.pen_digits import pen_digits

PLAIN = Preprocessing((0.0,), (1.0,))
FOUR = next(digit.strokes for digit in pen_digits() if digit.digit == 4 and len(digit.strokes) == 2)


def by_halves(left: float, right: float, other: float) -> Subject:
    """Class 0 counts the ink of the left half, class 1 of the right half, class 2 nothing; each has a bias."""
    spec = chain(("Flatten", {}), ("Linear", {"out_features": 3}))
    weights = torch.zeros(3, 28, 28)
    weights[0, :, :14], weights[1, :, 14:] = 1, 1
    bias = torch.tensor([left, right, other])
    return Subject(spec, PLAIN, {"linear1.weight": weights.flatten(1), "linear1.bias": bias})


def bar(left: int, right: int) -> NDArray[np.uint8]:
    image = np.zeros((28, 28), np.uint8)
    image[6:22, left:right] = 255
    return image


def test_ink_is_added_and_taken_away_where_it_counts_and_the_network_confirms_it() -> None:
    subject, image = by_halves(0, 0, -50), bar(12, 16)
    image[6, 13] = 255
    image[5, 12:14] = 255  # two pixels more on the left
    found = second_choice(subject, image)
    assert found is not None
    assert found.change is not None
    assert (found.first, found.second) == (0, 1)
    change = found.change.change
    assert np.array_equal(change, found.change.image.astype(int) - image)
    assert not (change[:, :14] > 0).any()
    assert not (change[:, 14:] < 0).any()
    answer = subject.predict(found.change.image[None])[0]
    assert answer.argmax() == 1
    assert found.change.probability == pytest.approx(float(answer[1]), abs=1e-6)
    assert found.share == pytest.approx(np.abs(change).sum() / image.sum())
    assert found.share < 0.1


def test_changes_stay_near_the_ink() -> None:
    subject, image = by_halves(0, 38, -50), bar(10, 13)
    found = second_choice(subject, image)
    assert found is not None
    assert found.change is not None
    columns = np.flatnonzero((found.change.change != 0).any(axis=0))
    pen = 1  # a dab reaches so far beside its middle
    assert columns.min() >= 10 - REACH - pen
    assert columns.max() <= 12 + REACH + pen


@pytest.mark.parametrize("bias", [0.0, 1e4])
def test_where_no_small_change_does_it_none_is_shown(bias: float) -> None:
    subject = by_halves(bias, 0, -1e5)
    image = bar(2, 5)  # the right half is out of reach
    found = second_choice(subject, image)
    assert found is not None
    assert found.second == 1
    assert found.change is None
    assert found.share == 0


def test_the_stroke_is_named_without_which_the_second_choice_is_answered() -> None:
    whole, first = render_strokes(FOUR), render_strokes(FOUR[:1])
    assert whole is not None
    assert first is not None
    # The class is a question of the ink's amount, which is least where the second stroke is left out.
    spec = chain(("Flatten", {}), ("Linear", {"out_features": 2}))
    amounts = sorted(float(image.sum()) / 255 for image in (whole, first))
    weights = torch.stack([torch.zeros(784), torch.ones(784)])
    bias = torch.tensor([sum(amounts) / 2, 0.0])
    few = int(float(first.sum()) / 255 > amounts[0] + 1e-6)
    subject = Subject(spec, PLAIN, {"linear1.weight": weights, "linear1.bias": bias})
    found = second_choice(subject, whole, FOUR, temperature=40.0)
    assert found is not None
    assert found.second == few
    assert found.left_out is not None
    rest = render_strokes([stroke for number, stroke in enumerate(FOUR) if number != found.left_out.stroke])
    assert rest is not None
    expected = probabilities_at(subject.look(rest[None])[0], 40.0)[0]
    assert int(expected.argmax()) == found.second
    assert found.left_out.probability == pytest.approx(float(expected[found.second]))
    assert second_choice(subject, whole).left_out is None  # type: ignore[union-attr]


def test_new_ink_stops_the_search_within_a_pass() -> None:
    asked: list[int] = []

    def enough() -> bool:
        asked.append(1)
        return len(asked) > 3

    with pytest.raises(ExplanationStopped):
        second_choice(by_halves(0, 0, -50), bar(11, 14), should_stop=enough)
    assert len(asked) == 4
