"""Every end and every turn that a run can have, told by scripted jobs to session, controls and page together."""

from dataclasses import replace
from typing import Any, cast, get_args, get_type_hints

import numpy as np
import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from engine.model.edits import set_params
from engine.project import Project
from engine.runs.store import RunStore
from engine.text import NetwrightError, Text
from engine.training.events import (
    Change,
    EvaluationProgressed,
    Event,
    Failure,
    HeldAtLastGood,
    Rewound,
    RunChanged,
    RunFinished,
    StateChanged,
)
from gui.model.document import ProjectDocument
from gui.training.controls import TrainingControls
from gui.training.page import TrainPage
from gui.training.pending import PendingChanges
from gui.training.session import TrainingSession
from tests.gui.training.scripted import Events, JobMaker, ScriptedJob

NAN = Failure(
    "not_finite",
    Text("The loss is NaN at step {step}. It began in the weights of {layer}.", {"step": 153, "layer": "fc1"}),
    Text("Lower the learning rate."),
    "",
)
KINDS = get_args(get_type_hints(Failure)["kind"])


class Place(QWidget):
    """What of the window a training touches, with scripted jobs."""

    def __init__(self, maker: JobMaker) -> None:
        super().__init__()
        self.maker = maker
        self.document = ProjectDocument()
        self.session = TrainingSession(maker, resume_factory=maker.resume)
        self.pending = PendingChanges(self.document, self.session)
        self.controls = TrainingControls(self.document, self.session, self.pending)
        self.page = TrainPage(self.document, self.session, self.pending)
        self.ends: list[RunFinished] = []
        self.session.finished.connect(self.ends.append)
        layout = QVBoxLayout(self)
        layout.addWidget(self.controls)
        layout.addWidget(self.page)

    @property
    def job(self) -> ScriptedJob:
        return self.maker.job

    def train(self, *script: Event) -> None:
        self.maker.script = list(script)
        self.press("trainButton")
        self.hear()

    def hear(self, *events: Event) -> None:
        """Let the job tell these, and hear all it has told."""
        if events:
            self.job.tell(*events)
        for _ in range(2_000):
            job = self.session.job
            if job is None or job.events.empty():
                return
            self.session._tick()
        raise AssertionError("the queue never became empty")

    def pause(self) -> None:
        self.press("pauseButton")
        self.hear()

    def press(self, name: str) -> None:
        QTest.mouseClick(self.button(name), Qt.MouseButton.LeftButton)

    def button(self, name: str) -> QPushButton:
        found = self.findChild(QPushButton, name)
        assert found is not None, name
        return found

    def hold(self) -> None:
        """What the trainer tells when the loss is no number any more."""
        self.job.state = "paused"
        self.hear(Rewound(1, 100), HeldAtLastGood(100, NAN), StateChanged("paused"))

    @property
    def status(self) -> str:
        return self.controls.status.text()


@pytest.fixture
def place(qtbot: QtBot, maker: JobMaker) -> Place:
    widget = Place(maker)
    qtbot.addWidget(widget)
    widget.resize(1100, 760)
    widget.show()
    qtbot.waitExposed(widget)
    return widget


@pytest.fixture
def half_a_run(events: type[Events]) -> list[Event]:
    """An epoch and a half of three."""
    losses = np.linspace(2, 0.5, 150)
    return [
        events.started(),
        events.steps(1, losses[:100]),
        events.epoch(1),
        events.steps(101, losses[100:], epoch=2),
    ]


def ready_for_the_next(place: Place) -> None:
    """After any end: told once, nothing left on, and the next training starts and ends as ever."""
    assert len(place.ends) == 1
    assert not place.session.is_active
    assert place.session.held is None
    assert [place.button(name).isEnabled() for name in ("trainButton", "pauseButton", "stopButton")] == [
        True,
        False,
        False,
    ]
    assert not place.button("useTenthButton").isVisible()
    assert place.page.changes.text() == ""
    assert place.page.hyperparameters.lock_note() == ""
    place.train(Events.started(), Events.steps(1, [1.0]), Events.finished())
    assert [end.outcome for end in place.ends[1:]] == ["completed"]
    assert len(place.page.history.loss) == 1


# -- ends ----------------------------------------------------------------------------------------------------------


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


# -- turns ---------------------------------------------------------------------------------------------------------


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
