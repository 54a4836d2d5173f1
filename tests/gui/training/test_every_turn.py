"""Every turn that a run can take before its end, told by scripted jobs to session, controls and page together."""

import numpy as np
import pytest
from pytestqt.qtbot import QtBot

from engine.model.edits import set_params
from engine.project import Project
from engine.runs.store import RunStore
from engine.text import NetwrightError
from engine.training.events import (
    Change,
    Event,
    HeldAtLastGood,
    Rewound,
    RunChanged,
    StateChanged,
)
from tests.gui.training.place import NAN, Place, ready_for_the_next
from tests.gui.training.scripted import Events, JobMaker


def test_a_run_held_at_nan_names_the_layer_and_offers_three_ways(place: Place, half_a_run: list[Event]) -> None:
    place.train(*half_a_run)
    place.hold()
    assert place.session.state == "paused"
    assert place.page.banner.text() == (
        "Paused at the last good weights\n"
        "The loss is NaN at step 153. It began in the weights of fc1.\nLower the learning rate."
    )
    ways = ("useTenthButton", "goOnAsIsButton", "stopHeldButton")
    assert all(place.button(name).isVisible() for name in ways)
    assert not place.button("trainAgainButton").isVisible()
    assert place.status == "Paused: The loss is NaN at step 153. It began in the weights of fc1."
    assert place.page.history.loss.last == 100
    log = place.page.log.text()
    assert "Back to the weights after step 100; later steps are void" in log
    assert "It began in the weights of fc1." in log


def test_a_held_run_goes_on_as_it_is(place: Place, half_a_run: list[Event], events: type[Events]) -> None:
    place.train(*half_a_run)
    place.hold()
    place.press("goOnAsIsButton")
    place.hear(events.steps(101, [0.9] * 50, epoch=2))
    assert place.session.state == "running"
    assert place.page.banner.isHidden()
    assert place.job.calls == ["start", "resume"]
    assert len(place.page.history.loss) == 150
    place.hear(events.finished())
    ready_for_the_next(place)


def test_a_held_run_goes_on_with_a_tenth_of_the_rate_by_one_click(place: Place, half_a_run: list[Event]) -> None:
    place.train(*half_a_run)
    place.hold()
    place.press("useTenthButton")
    assert place.job.calls == ["start", "change", "resume"]
    assert place.job.changes[0].training.learning_rate == 0.0001
    assert place.document.training.learning_rate == 0.0001
    place.hear(RunChanged(2, 100, (Change("learning_rate", "0.001", "0.0001"),), 3, 100, 225_034))
    assert place.page.banner.isHidden()
    assert place.session.project is not None
    assert place.session.project.training.learning_rate == 0.0001
    assert "Changed from step 101 on: Learning rate 0.001 → 0.0001" in place.page.log.text()
    assert [mark.kind for mark in place.page.history.marks] == ["rewound", "changed"]
    assert place.document.undo_stack.undoText() == "Use a tenth of the learning rate"


def test_a_held_run_that_explodes_again_gets_a_tenth_of_its_own_rate(place: Place, half_a_run: list[Event]) -> None:
    place.train(*half_a_run)
    for rate in (1e-4, 1e-5):
        place.hold()
        place.press("useTenthButton")
        place.hear(RunChanged(2, 100, (), 3, 100, 225_034))
        assert place.job.changes[-1].training.learning_rate == rate


def test_a_held_run_takes_a_tenth_even_if_another_project_is_open(place: Place, half_a_run: list[Event]) -> None:
    place.train(*half_a_run)
    other = Project.from_template("mlp")
    place.document.replace_project(other)
    place.hold()
    place.press("useTenthButton")
    (changed,) = place.job.changes
    assert changed.model == Project.from_template().model
    assert changed.training.learning_rate == 0.0001
    assert place.document.project is other


def test_a_held_run_is_stopped(place: Place, half_a_run: list[Event]) -> None:
    place.train(*half_a_run)
    place.hold()
    place.press("stopHeldButton")
    assert place.page.banner.isHidden()
    place.hear()
    assert place.ends[0].outcome == "cancelled"
    ready_for_the_next(place)


def test_a_stop_that_crosses_the_word_of_a_held_run_wins(place: Place, half_a_run: list[Event]) -> None:
    place.train(*half_a_run)
    place.job.tell(Rewound(1, 100), HeldAtLastGood(100, NAN), StateChanged("paused"))
    place.press("stopButton")
    place.hear()
    assert place.page.banner.isHidden()
    assert place.ends[0].outcome == "cancelled"
    ready_for_the_next(place)


def test_a_held_run_whose_thread_dies_ends_as_failed(place: Place, half_a_run: list[Event]) -> None:
    place.train(*half_a_run)
    place.hold()
    place.job.state = "failed"
    place.session._tick()
    assert "ended without a word" in place.page.banner.text()
    ready_for_the_next(place)


def test_a_run_that_goes_back_shows_no_void_step_and_goes_on(
    place: Place, half_a_run: list[Event], events: type[Events], qtbot: QtBot
) -> None:
    place.train(*half_a_run, events.steps(151, [3.0] * 50, epoch=2), events.epoch(2))
    assert place.page.epoch_table.model().rowCount() == 2
    place.hear(Rewound(1, 120), events.steps(121, [0.7] * 10, epoch=2))
    assert place.page.history.loss.last == 130
    assert place.page.history.loss.raw[120:] == pytest.approx(0.7)
    assert place.page.epoch_table.model().rowCount() == 1
    qtbot.waitUntil(lambda: place.page.cards.epoch.value.text() == "2 / 3")
    place.hear(events.epoch(2, loss=0.1), events.finished())
    table = place.page.epoch_table.model()
    assert [table.index(row, 1).data() for row in range(2)] == ["0.1000", "0.2000"]
    ready_for_the_next(place)


def test_a_run_changed_while_paused_goes_on_with_what_was_edited(
    place: Place, half_a_run: list[Event], events: type[Events], qtbot: QtBot
) -> None:
    place.train(*half_a_run)
    place.pause()
    training = place.document.training.model_copy(update={"learning_rate": 0.01, "batch_size": 32})
    place.document.apply("faster", training=training)
    assert "Learning rate 0.001 → 0.01" in place.controls.pause_button.toolTip()
    assert place.page.changes.isHidden(), "hyperparameters are listed beside their form"
    place.press("pauseButton")
    assert place.job.calls == ["start", "pause", "change", "resume"]
    assert place.job.changes == [place.document.project]
    changes = (Change("learning_rate", "0.001", "0.01"), Change("batch_size", "64", "32"))
    place.hear(RunChanged(2, 150, changes, 5, 200, 225_034))
    assert place.session.project is place.document.project
    assert place.page.history.total_steps == 150 + round(3.5 * 200)
    qtbot.waitUntil(lambda: place.page.cards.epoch.value.text() == "2 / 5")
    place.pause()
    assert place.pending.difference is None
    place.press("pauseButton")
    place.hear()
    assert place.job.calls[-2:] == ["pause", "resume"], "nothing differs any more"
    place.hear(events.finished())
    ready_for_the_next(place)


def test_a_change_that_is_refused_leaves_the_run_paused_and_says_why(place: Place, half_a_run: list[Event]) -> None:
    place.train(*half_a_run)
    place.pause()
    place.document.apply("more", training=place.document.training.model_copy(update={"seed": 7}))
    place.job.refuses = NetwrightError("A run that has begun keeps its {fields}.", "Put it back.", fields="seed")
    place.press("pauseButton")
    assert place.session.state == "paused"
    assert place.page.changes.text() == "A run that has begun keeps its seed. Put it back."
    place.document.undo_stack.undo()
    assert place.page.changes.text() == ""
    place.press("pauseButton")
    assert place.session.state == "running"


def test_an_edited_network_says_which_layers_keep_what_they_learned(place: Place, half_a_run: list[Event]) -> None:
    place.train(*half_a_run)
    place.pause()
    place.document.apply("wider", model=set_params(place.document.model, "linear1", out_features=64))
    text = place.page.changes.text()
    assert "linear1: changed" in text
    assert "Keep what they learned: conv1, conv2. Start anew: linear1, linear2." in text
    place.press("resumeUnchangedButton")
    assert place.job.calls == ["start", "pause", "resume"]
    place.hear()
    place.pause()
    place.press("applyAndResumeButton")
    assert place.job.changes == [place.document.project]


def test_a_project_opened_while_paused_is_not_forced_on_the_run(place: Place, half_a_run: list[Event]) -> None:
    place.train(*half_a_run)
    place.pause()
    place.document.replace_project(Project.from_template("mlp"))
    assert place.pending.difference is None
    place.press("pauseButton")
    assert place.job.calls == ["start", "pause", "resume"]
    assert place.job.changes == []


def test_a_run_resumed_from_the_disk_shows_its_earlier_curve_before_the_first_new_step(
    place: Place, half_a_run: list[Event], events: type[Events], qtbot: QtBot
) -> None:
    run = RunStore().create(Project.from_template(), "run-1")
    writer = run.writer()
    for event in half_a_run[1:]:
        writer.record(event)
    writer.finish(events.finished("cancelled"))
    place.maker.script = []
    place.session.resume_run(run)
    qtbot.waitUntil(lambda: place.page.history.loss.last == 150, timeout=5_000)
    assert place.page.cards.epoch.value.text() == "2 / 10"
    place.hear(events.started(resumed_after=120), events.steps(121, [0.3] * 20, epoch=2))
    history = place.page.history
    assert history.loss.last == 140
    assert history.loss.raw[:120] == pytest.approx(np.linspace(2, 0.5, 150)[:120], rel=1e-6)
    assert [epoch.epoch for epoch in history.epochs] == [1]
    assert [(mark.kind, mark.step) for mark in history.marks] == [("resumed", 120)]
    assert place.page.compared() == ""
    assert "Run run-1 goes on after step 120 on AMD EPYC" in place.page.log.text()
    place.hear(events.finished())
    place.page.stop()
    ready_for_the_next(place)


def test_a_run_that_cannot_be_resumed_changes_nothing(
    place: Place, half_a_run: list[Event], events: type[Events], maker: JobMaker
) -> None:
    place.train(*half_a_run, events.finished())
    history = place.page.history
    run = RunStore().create(Project.from_template(), "gone")
    adopted: list[Project] = []
    maker.fails_to_resume = NetwrightError("The run {run} cannot go on.", run="gone")
    with pytest.raises(NetwrightError, match="gone"):
        place.session.resume_run(run, adopted.append)
    assert adopted == []
    assert place.page.history is history
    assert len(maker.jobs) == 1
