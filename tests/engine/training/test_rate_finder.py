"""The learning-rate range test: a curve, a suggestion that trains, and an end whatever happens."""

from dataclasses import replace
from typing import Any

import pytest

from engine.project import Project
from engine.training.rate_finder import RateFinder, RateFound, RatePoint, suggestion_of


def find(**settings: Any) -> tuple[list[RatePoint], RateFound]:
    project = Project.from_template("mlp")
    values = {**project.training.model_dump(), "device": "cpu", "limit_train": 3000, **settings}
    finder = RateFinder(replace(project, training=project.training.model_validate(values)))
    finder.start()
    points = []
    while not isinstance(event := finder.events.get(timeout=60), RateFound):
        points.append(event)
    assert finder.join(10)
    return points, event


@pytest.mark.parametrize(("optimizer", "low", "high"), [("adam", 1e-4, 3e-2), ("sgd", 3e-3, 1.0)])
def test_the_suggestion_suits_the_optimizer(optimizer: str, low: float, high: float) -> None:
    points, found = find(optimizer=optimizer)
    assert found.failure is None
    assert found.suggestion is not None
    assert low <= found.suggestion <= high
    rates = [point.rate for point in points]
    assert rates == sorted(rates)
    assert rates[0] == pytest.approx(1e-6)


def test_the_same_seed_gives_the_same_curve() -> None:
    assert find(seed=3)[0] == find(seed=3)[0]


def test_a_loss_that_never_falls_gives_no_suggestion() -> None:
    points = [RatePoint(10 ** (-6 + number / 20), 2.3, number + 1, 100) for number in range(100)]
    found = suggestion_of(points)
    assert found.suggestion is None
    assert found.reason is not None


def test_the_suggestion_stands_where_the_loss_falls_most_steeply() -> None:
    falls = [2.3] * 40 + [2.3 - 0.2 * number for number in range(1, 11)] + [0.3 + 0.5 * number for number in range(10)]
    points = [RatePoint(10 ** (-6 + number / 10), loss, number + 1, 60) for number, loss in enumerate(falls)]
    suggestion = suggestion_of(points).suggestion
    assert suggestion is not None
    assert points[39].rate <= suggestion <= points[50].rate


def test_what_goes_wrong_is_told() -> None:
    points, found = find(device="cuda:99")
    assert points == []
    assert found.failure is not None
    assert found.failure.kind == "device"


def test_a_cancelled_test_ends() -> None:
    finder = RateFinder(Project.from_template("mlp"))
    finder.cancel()
    finder.start()
    assert finder.join(60)
    assert isinstance(finder.events.get_nowait(), RateFound)
