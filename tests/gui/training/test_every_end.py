"""Every end that a run can have, told by scripted jobs to session, controls and page together."""

from dataclasses import replace
from typing import Any, cast, get_args, get_type_hints

import pytest

from engine.text import NetwrightError, Text
from engine.training.events import (
    EvaluationProgressed,
    Event,
    Failure,
    Rewound,
    RunFinished,
)
from tests.gui.training.place import NAN, Place, ready_for_the_next
from tests.gui.training.scripted import Events, JobMaker

KINDS = get_args(get_type_hints(Failure)["kind"])


def test_a_run_that_completes(place: Place, half_a_run: list[Event], events: type[Events]) -> None:
    place.train(*half_a_run, EvaluationProgressed("test", 5_000, 10_000), events.finished())
    assert place.status == "Done in 1 min 20 s · test accuracy 99.03 %"
    assert place.controls.progress.value() == 1000
    assert place.page.cards.test.isVisible()
    assert place.page.banner.text() == ""
    ready_for_the_next(place)


def test_a_run_that_stops_early_says_so(place: Place, half_a_run: list[Event], events: type[Events]) -> None:
    place.train(*half_a_run, replace(events.finished(), stopped_early=True, epochs=2))
    assert place.status == "Done in 1 min 20 s (stopped early) · test accuracy 99.03 %"
    assert "Stopped early after epoch 2: validation no longer got better" in place.page.log.text()
    assert place.controls.progress.value() == 1000
    ready_for_the_next(place)


def test_a_run_that_is_stopped_before_its_first_step(place: Place) -> None:
    place.train()
    place.press("stopButton")
    place.hear()
    assert place.ends[0].outcome == "cancelled"
    assert place.status == "Stopped before the first step"
    assert "Stopped before the first step" in place.page.log.text()
    ready_for_the_next(place)


@pytest.mark.parametrize("moment", ["step", "validation", "test"])
def test_a_run_that_is_stopped_in_a_step_a_validation_or_the_test(
    moment: str, place: Place, half_a_run: list[Event]
) -> None:
    place.train(*half_a_run)
    if moment != "step":
        place.hear(EvaluationProgressed(cast(Any, moment), 800, 1600))
    place.press("stopButton")
    assert place.status == "Stopping…"
    place.hear()
    assert place.ends[0].outcome == "cancelled"
    assert place.status == "Stopped after 1 s; the run is kept"
    assert len(place.page.history.loss) == 150
    assert [epoch.epoch for epoch in place.page.history.epochs] == [1]
    ready_for_the_next(place)


@pytest.mark.parametrize("kind", KINDS)
def test_a_run_that_fails_shows_cause_and_remedy(kind: str, place: Place, half_a_run: list[Event]) -> None:
    failure = Failure(cast(Any, kind), Text("The cause."), Text("The remedy."), "Traceback …")
    place.train(*half_a_run, RunFinished("failed", 1, 1, None, None, 5.0, failure))
    assert place.page.banner.text() == "Training failed\nThe cause.\nThe remedy."
    assert place.status == "Failed: The cause."
    assert place.button("trainAgainButton").isVisible()
    ready_for_the_next(place)


def test_a_run_stopped_at_nan_by_its_config_has_gone_back_first(place: Place, half_a_run: list[Event]) -> None:
    place.train(*half_a_run, Rewound(1, 100), RunFinished("failed", 1, 1, None, None, 5.0, NAN))
    assert place.page.history.loss.last == 100
    assert "It began in the weights of fc1." in place.page.banner.text()
    assert place.button("trainAgainButton").isVisible()
    ready_for_the_next(place)


def test_a_run_whose_thread_dies_without_a_word(place: Place, half_a_run: list[Event]) -> None:
    place.train(*half_a_run)
    place.job.state = "failed"
    place.session._tick()
    assert place.ends[0].failure is not None
    assert "ended without a word" in place.page.banner.text()
    ready_for_the_next(place)


def test_a_run_that_cannot_start(place: Place, maker: JobMaker) -> None:
    maker.fails_to_start = NetwrightError("There is no thread to be had.", "Close other programs.")
    place.train()
    maker.fails_to_start = None
    assert place.page.banner.text() == "Training failed\nThere is no thread to be had.\nClose other programs."
    ready_for_the_next(place)


@pytest.mark.parametrize("outcome", ["completed", "cancelled", "failed"])
def test_an_end_in_the_middle_of_a_flood_is_told_after_all_of_it(
    outcome: str, place: Place, events: type[Events]
) -> None:
    place.train(events.started(epochs=1, steps=30_000))
    job = place.job
    job.tell(*(events.steps(step, [1 / step]) for step in range(1, 30_001)), events.epoch(1, steps=30_000))
    job.tell(events.finished(cast(Any, outcome)))
    told: list[str] = []
    place.session.epochCompleted.connect(lambda _: told.append("epoch"))
    place.session.finished.connect(lambda _: told.append("end"))
    ticks = 0
    while place.session.is_active:
        place.session._tick()
        ticks += 1
        assert ticks < 1_000
    assert len(place.page.history.loss) == 30_000
    assert told == ["epoch", "end"]
    assert [end.outcome for end in place.ends] == [outcome]
    ready_for_the_next(place)
