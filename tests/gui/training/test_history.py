"""A run's course when it goes back, changes its size, or is resumed: nothing void stays, nothing known is lost."""

import numpy as np
import pytest

from engine.training.events import Change, Rewound, RunChanged
from gui.training.estimate import ProgressEstimate
from gui.training.history import RunHistory
from gui.training.marks import Mark, change_text, mark_label, mark_texts
from gui.training.plan import StepPlan
from gui.training.series import StepSeries
from tests.gui.training.scripted import Events, make_history

RATE = Change("learning_rate", "0.001", "0.0001")


def changed(epoch: int, step: int, epochs: int = 4, steps: int = 100) -> RunChanged:
    return RunChanged(epoch, step, (RATE,), epochs, steps, 225_034)


def test_a_series_that_goes_back_averages_as_if_the_void_steps_had_never_been() -> None:
    values = np.random.default_rng(3).lognormal(size=400).astype(np.float32)
    went_back, straight = StepSeries(50), StepSeries(50)
    went_back.append(1, values[:300])
    went_back.append(301, np.full(40, 1e6, np.float32))
    went_back.rewind(300)
    for series in (went_back, straight):
        series.append(len(series) + 1, values[len(series) :])
    assert np.array_equal(went_back.raw, values)
    assert went_back.smooth == pytest.approx(straight.smooth, rel=1e-6)


def test_going_back_drops_later_steps_and_epochs_and_leaves_a_mark(events: type[Events]) -> None:
    history = make_history(events)
    history.rewound(Rewound(2, 220))
    assert history.loss.last == history.accuracy.last == 220
    assert [epoch.epoch for epoch in history.epochs] == [1, 2]
    assert list(history.loss_points().steps) == [100, 200]
    assert history.marks == (Mark(220, "rewound", void=350),)
    assert history.epoch_of(210) == 3
    history.add_steps([events.steps(221, [0.5] * 10, epoch=3)])
    assert history.loss.at(221) is not None
    assert history.epoch_of(225) == 3
    assert history.total_steps == 400


def test_going_back_to_before_the_first_step_empties_the_curves(events: type[Events]) -> None:
    history = make_history(events, steps=30)
    history.rewound(Rewound(1, 0))
    assert history.is_empty
    history.add_steps([events.steps(1, [0.5])])
    assert history.loss.at(1) == pytest.approx((0.5, 0.5))


def test_going_back_twice_to_the_same_step_is_one_mark(events: type[Events]) -> None:
    history = make_history(events)
    history.rewound(Rewound(3, 300))
    history.add_steps([events.steps(301, [9.0] * 5, epoch=4)])
    history.rewound(Rewound(3, 300))
    assert history.marks == (Mark(300, "rewound", void=305),)


def test_another_batch_size_in_mid_epoch_moves_the_plan_and_not_what_was(events: type[Events]) -> None:
    history = make_history(events)  # 350 of 4 × 100 steps: three and a half epochs
    history.changed(changed(4, 350, epochs=6, steps=50))
    assert history.total_steps == 350 + round(2.5 * 50)
    assert history.epoch_of(150) == 2
    history.add_steps([events.steps(351, [0.1] * 25, epoch=4)])
    history.add_epoch(events.epoch(4))  # says step 400, as if it had been longer
    history.add_steps([events.steps(401, [0.1] * 50, epoch=5)])
    assert history.total_steps == 400 + 2 * 50
    assert history.epoch_of(430) == 5


def test_what_is_read_of_the_earlier_part_stands_before_the_new_steps_whenever_it_comes(events: type[Events]) -> None:
    whole = make_history(events)
    for read_first in (True, False):
        history = RunHistory("run-1")
        if read_first:
            history.put_before(whole)
            assert history.loss.last == 350
            assert history.epoch_count == 4
        history.started(events.started(epochs=4, steps=100, resumed_after=320))
        if not read_first:
            history.add_steps([events.steps(321, [7.0, 6.0], epoch=4)])
            history.put_before(whole)
        else:
            history.add_steps([events.steps(321, [7.0, 6.0], epoch=4)])
        assert np.array_equal(history.loss.raw[:320], whole.loss.raw[:320])
        assert list(history.loss.raw[320:]) == [7.0, 6.0]
        assert history.loss.smooth[:320] == pytest.approx(whole.loss.smooth[:320], rel=1e-5)
        assert [epoch.epoch for epoch in history.epochs] == [1, 2, 3]
        assert history.marks == (Mark(320, "resumed"),)
        assert history.epoch_of(322) == 4
        assert history.total_steps == 400


def test_an_earlier_part_that_was_not_written_to_its_end_leaves_a_gap(events: type[Events]) -> None:
    history = RunHistory()
    history.started(events.started(epochs=4, steps=100, resumed_after=370))
    history.add_steps([events.steps(371, [0.5], epoch=4)])
    history.put_before(make_history(events))
    assert len(history.loss) == 371
    assert np.isnan(history.loss.raw[350:370]).all()
    assert history.loss.raw[370] == 0.5


@pytest.mark.parametrize("steps", [100, 50])
def test_the_plan_of_a_resumed_run_is_right_even_if_earlier_epochs_were_longer(
    steps: int, events: type[Events]
) -> None:
    plan = StepPlan()
    plan.started(events.started(epochs=6, steps=steps, resumed_after=300))
    plan.stepped(events.steps(301, [0.1], epoch=4))
    assert plan.epochs_done(300) == pytest.approx(3.0)
    assert plan.total == 300 + 3 * steps


def test_progress_and_time_left_follow_a_run_that_goes_back_and_changes(events: type[Events]) -> None:
    now = [100.0]
    estimate = ProgressEstimate(lambda: now[0])
    estimate.started(events.started(epochs=4, steps=100, train=6_400, validation=0))
    estimate.stepped([events.steps(1, [1.0] * 100), events.steps(101, [1.0] * 100, epoch=2)])
    assert estimate.progress == pytest.approx(0.5)
    estimate.rewound(Rewound(1, 100))
    assert estimate.progress == pytest.approx(0.25)
    assert estimate.seconds_left() is None
    estimate.changed(changed(1, 100, epochs=2, steps=200))
    assert estimate.epochs == 2
    assert estimate.progress == pytest.approx(0.5)
    estimate.stepped([events.steps(101, [1.0] * 100, epoch=2)])
    assert estimate.progress == pytest.approx(0.75)
    assert estimate.seconds_left() is not None


def test_progress_of_a_resumed_run_begins_where_it_goes_on(events: type[Events]) -> None:
    estimate = ProgressEstimate()
    estimate.started(events.started(epochs=4, steps=100, train=6_400, validation=0, resumed_after=300))
    assert estimate.progress == pytest.approx(0.75)
    assert estimate.epoch == 4


@pytest.mark.parametrize(
    ("mark", "label", "texts"),
    [
        (Mark(1_500, "resumed"), "resumed", ["Resumed after step 1,500"]),
        (Mark(300, "rewound", void=350), "went back", ["Back to step 300; the steps up to 350 are void"]),
        (Mark(300, "changed", (RATE,)), "changed", ["Learning rate 0.001 → 0.0001"]),
    ],
)
def test_a_mark_says_what_happened(mark: Mark, label: str, texts: list[str]) -> None:
    assert mark_label(mark) == label
    assert mark_texts(mark) == texts


@pytest.mark.parametrize(
    ("change", "text"),
    [
        (Change("optimizer", "adam", "sgd"), "Optimizer Adam → SGD"),
        (Change("fc2", "", "Linear"), "fc2: new (Linear)"),
        (Change("fc2", "Linear", ""), "fc2: removed"),
        (Change("fc2", "Linear", "Linear"), "fc2: changed"),
    ],
)
def test_a_change_is_told_in_a_persons_words(change: Change, text: str) -> None:
    assert change_text(change) == text


def test_of_many_changes_the_first_are_named() -> None:
    changes = tuple(Change(f"layer{number}", "", "Linear") for number in range(9))
    texts = mark_texts(Mark(1, "changed", changes))
    assert len(texts) == 5
    assert texts[-1] == "and 5 more"
