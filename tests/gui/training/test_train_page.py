"""The place to train, from scripted events: cards, epochs, log, failures, stored runs, languages."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any, cast

import numpy as np
import pytest
from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from engine.data.catalog import load_dataset
from engine.model.edits import disconnect
from engine.project import Project
from engine.runs.run import Run
from engine.runs.store import RunStore
from engine.text import NetwrightError, Text
from engine.training.events import EngineWarning, Event, Failure, RunFinished
from gui import theme
from gui.model.document import ProjectDocument
from gui.training.page import TrainPage
from gui.training.session import TrainingSession
from tests.gui.training.scripted import Events, JobMaker

Drain = Callable[[TrainingSession], None]
Play = Callable[..., None]


@pytest.fixture
def document() -> ProjectDocument:
    return ProjectDocument()


@pytest.fixture
def page(document: ProjectDocument, session: TrainingSession, qtbot: QtBot) -> TrainPage:
    widget = TrainPage(document, session)
    qtbot.addWidget(widget)
    widget.resize(1000, 640)
    widget.show()
    qtbot.waitExposed(widget)
    return widget


@pytest.fixture
def play(session: TrainingSession, maker: JobMaker, document: ProjectDocument, drain: Drain) -> Play:
    """Start a run with these events and let the page hear all of them."""

    def run(*script: Event) -> None:
        maker.script = list(script)
        session.start(document.project)
        drain(session)

    return run


@pytest.fixture
def two_epochs(events: type[Events]) -> list[Event]:
    losses = np.linspace(2, 0.2, 200)
    return [
        events.started(epochs=3),
        events.steps(1, losses[:100]),
        events.epoch(1, loss=0.4),
        events.steps(101, losses[100:], epoch=2),
        events.epoch(2, loss=0.3, best=False),
    ]


def test_cards_epochs_and_log_follow_the_run(
    page: TrainPage, play: Play, two_epochs: list[Event], qtbot: QtBot
) -> None:
    play(*two_epochs)
    cards = page.cards
    qtbot.waitUntil(lambda: cards.epoch.value.text() == "2 / 3")
    assert cards.validation_loss.value.text() == "0.3500"
    assert cards.validation_accuracy.value.text() == "95.20 %"
    assert cards.best.value.text() == "95.10 %"
    assert cards.best.label.text() == "Best, epoch 1"
    assert cards.test.isHidden()
    table = page.epoch_table.model()
    assert table.rowCount() == 2
    assert [table.index(0, column).data() for column in range(5)] == ["2", "0.3000", "90.00 %", "0.3500", "95.20 %"]
    assert [table.index(row, 5).data() for row in range(2)] == ["0.001", "0.001"]
    assert [table.index(row, 7).data() for row in range(2)] == ["", "★"]
    log = page.log.text()
    assert "Run run-1 started on AMD EPYC: 3 epochs of 100 steps, 225,034 parameters" in log
    assert "Epoch 1: training loss 0.4000, accuracy 90.00 %; validation loss 0.4500, accuracy 95.10 %" in log


def test_the_curves_show_every_step_of_the_run(page: TrainPage, play: Play, two_epochs: list[Event]) -> None:
    play(*two_epochs)
    assert len(page.history.loss) == 200
    QCoreApplication.processEvents()
    assert page.loss_plot.view is not None
    _, drawn = page.loss_plot.view._items.raw.getData()
    assert np.array_equal(drawn, page.history.loss.raw)


def test_the_plots_take_turns_and_neither_stays_behind(
    page: TrainPage,
    play: Play,
    two_epochs: list[Event],
    events: type[Events],
    session: TrainingSession,
    maker: JobMaker,
    drain: Drain,
    qtbot: QtBot,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    play(*two_epochs)
    qtbot.waitUntil(lambda: not page.loss_plot.is_stale and not page.accuracy_plot.is_stale)
    qtbot.wait(80)
    drawn: list[str] = []
    for plot in (page.loss_plot, page.accuracy_plot):
        assert plot.view is not None
        monkeypatch.setattr(plot.view, "show_curves", lambda *_, name=plot.kind: drawn.append(name))
    maker.job.tell(events.steps(201, [0.2], epoch=3))
    drain(session)
    assert len(drawn) == 1, "one plot in a turn of the event loop"
    qtbot.waitUntil(lambda: len(drawn) == 2)
    assert sorted(drawn) == ["accuracy", "loss"]
    qtbot.wait(120)
    assert len(drawn) == 2, "nothing new, nothing drawn"


def test_the_end_of_a_completed_run_shows_its_test_accuracy(
    page: TrainPage, play: Play, two_epochs: list[Event], events: type[Events]
) -> None:
    play(*two_epochs, events.finished())
    assert page.cards.test.isVisible()
    assert page.cards.test.value.text() == "99.03 %"
    assert "Test loss 0.0312, accuracy 99.03 % (epoch 3)" in page.log.text()
    assert page.banner.isHidden()


@pytest.mark.parametrize(
    "kind", ["out_of_memory", "not_finite", "disk_full", "bad_model", "bad_data", "device", "unexpected"]
)
def test_a_failure_of_any_kind_names_cause_and_remedy_and_training_can_be_tried_again(
    kind: str, page: TrainPage, play: Play, two_epochs: list[Event], session: TrainingSession, maker: JobMaker
) -> None:
    cause = Text("The loss became NaN in step {step}.", {"step": 7})
    failure = Failure(cast(Any, kind), cause, Text("Lower it."), "Traceback …")
    play(*two_epochs, RunFinished("failed", 2, 2, None, None, 5.0, failure))
    banner = page.banner
    assert banner.isVisible()
    assert banner._cause.text() == "The loss became NaN in step 7."
    assert banner._hint.text() == "Lower it."
    assert not banner._details.isVisible()
    QTest.mouseClick(banner._details_button, Qt.MouseButton.LeftButton)
    assert banner._details.isVisible()
    QTest.mouseClick(banner._copy_button, Qt.MouseButton.LeftButton)
    assert QGuiApplication.clipboard().text() == "The loss became NaN in step 7.\n\nTraceback …"
    assert "Failed: The loss became NaN in step 7. Lower it." in page.log.text()
    again = page.findChild(QPushButton, "trainAgainButton")
    assert again is not None
    QTest.mouseClick(again, Qt.MouseButton.LeftButton)
    assert len(maker.jobs) == 2
    assert session.is_active
    assert banner.isHidden()
    assert len(page.history.loss) == 0


def test_training_again_waits_until_the_network_is_right(
    page: TrainPage, play: Play, two_epochs: list[Event], document: ProjectDocument
) -> None:
    failure = Failure("bad_model", Text("Wrong."), None, "")
    play(*two_epochs, RunFinished("failed", 2, 2, None, None, 5.0, failure))
    document.apply("cut", model=disconnect(document.model, *document.model.links[3]))
    assert not page.banner._again_button.isEnabled()
    document.undo_stack.undo()
    assert page.banner._again_button.isEnabled()


def test_warnings_are_logged_in_the_themes_colour(page: TrainPage, play: Play, events: type[Events]) -> None:
    play(events.started(), EngineWarning(Text("One batch holds all {count} images.", {"count": 12})))
    assert "One batch holds all 12 images." in page.log.text()
    for name in ("light", "dark"):
        theme.set_theme(name)
        assert theme.current().warning in page.log.document().toHtml()


def test_the_form_is_locked_while_a_run_lives(
    page: TrainPage, play: Play, events: type[Events], session: TrainingSession, maker: JobMaker, drain: Drain
) -> None:
    play(events.started())
    assert not page.hyperparameters.form.editor("epochs").isEnabled()
    maker.job.tell(events.finished())
    drain(session)
    assert page.hyperparameters.form.editor("epochs").isEnabled()


def test_one_slider_smooths_both_plots(page: TrainPage, play: Play, two_epochs: list[Event], qtbot: QtBot) -> None:
    play(*two_epochs)
    page.smoothing.slider.setValue(0)
    qtbot.waitUntil(lambda: np.array_equal(page.history.loss.smooth, page.history.loss.raw))
    assert np.array_equal(page.history.accuracy.smooth, page.history.accuracy.raw)
    assert page.loss_plot.view is not None
    _, drawn = page.loss_plot.view._items.smooth.getData()
    assert np.array_equal(drawn, page.history.loss.raw)


def test_the_log_is_written_again_in_another_language(
    page: TrainPage, play: Play, two_epochs: list[Event], monkeypatch: pytest.MonkeyPatch
) -> None:
    play(*two_epochs)
    monkeypatch.setattr(type(page._narrator), "tr", lambda self, text: text.replace("Epoch", "轮次"))
    page.log.retranslate()
    assert "轮次 1: training loss" in page.log.text()
    assert page.log.text().count("\n") == 3


@pytest.fixture
def stored(two_epochs: list[Event], events: type[Events]) -> Run:
    """A completed run in the store, made of the same events."""
    run = RunStore().create(Project.from_template(), "stored-run")
    writer = run.writer()
    writer.begin(load_dataset("mnist"), "AMD EPYC", "cpu", 225_034)
    for event in two_epochs:
        writer.record(event)
    writer.finish(events.finished())
    return run


def test_a_stored_run_is_shown_with_its_curves_and_its_end(page: TrainPage, stored: Run, qtbot: QtBot) -> None:
    page.show_run(stored)
    qtbot.waitUntil(lambda: page.history.name == "stored-run", timeout=5_000)
    assert page.history.loss.raw == pytest.approx(np.linspace(2, 0.2, 200), rel=1e-6)
    assert [epoch.epoch for epoch in page.history.epochs] == [1, 2]
    assert page.history.plan.steps_per_epoch == 100
    assert page.cards.epoch.value.text().endswith("/ 10")
    assert page.cards.test.value.text() == "99.03 %"
    page.stop()


def test_the_run_that_was_open_stays_behind_the_next_training(
    page: TrainPage, stored: Run, play: Play, events: type[Events], qtbot: QtBot
) -> None:
    page.show_run(stored)
    qtbot.waitUntil(lambda: page.history.name == "stored-run", timeout=5_000)
    play(events.started(), events.steps(1, [1.0] * 50))
    assert page.history.name == "run-1"
    assert page.compared() == "Compared with stored-run"
    assert page.loss_plot.view is not None
    assert len(page.loss_plot.view._items.behind.getData()[0]) > 0
    QTest.mouseClick(page._drop_button, Qt.MouseButton.LeftButton)
    assert page.compared() == ""
    page.stop()


def test_a_run_opened_during_training_is_compared_instead(
    page: TrainPage, stored: Run, play: Play, events: type[Events], qtbot: QtBot
) -> None:
    play(events.started(), events.steps(1, [1.0] * 50))
    page.show_run(stored)
    qtbot.waitUntil(lambda: page.compared() == "Compared with stored-run", timeout=5_000)
    assert page.history.name == "run-1"
    page.stop()


def test_a_run_can_be_compared_with_another_one_that_is_open(
    page: TrainPage, stored: Run, two_epochs: list[Event], qtbot: QtBot
) -> None:
    page.show_run(stored)
    qtbot.waitUntil(lambda: page.history.name == "stored-run", timeout=5_000)
    other = RunStore().create(Project.from_template(), "other-run")
    writer = other.writer()
    for event in two_epochs:
        writer.record(event)
    writer.finish(Events.finished())
    page.compare_run(other)
    qtbot.waitUntil(lambda: page.compared() == "Compared with other-run", timeout=5_000)
    assert page.history.name == "stored-run"
    page.stop()


def test_a_damaged_run_is_refused_at_once(page: TrainPage, tmp_path: Path) -> None:
    with pytest.raises(NetwrightError, match="missing"):
        page.show_run(Run(tmp_path))
    with pytest.raises(NetwrightError, match="missing"):
        page.compare_run(Run(tmp_path))


def test_devices_are_listed_in_a_thread(page: TrainPage, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    from engine.training.device import DeviceInfo

    monkeypatch.setattr("gui.training.page.list_devices", lambda: (DeviceInfo("cpu", "AMD EPYC", 0),))
    page.load_devices()
    field = page.hyperparameters.form.editor("device")
    qtbot.waitUntil(lambda: field.currentText() == "Auto (CPU)", timeout=5_000)
    page.stop()


def test_the_page_fits_into_its_smallest_size(page: TrainPage, play: Play, two_epochs: list[Event]) -> None:
    failure = Failure("unexpected", Text("x"), None, "")
    play(*two_epochs, replace(Events.finished("failed"), failure=failure))
    page.banner.hide()
    QCoreApplication.processEvents()
    hint = page.minimumSizeHint()
    assert hint.width() <= 900
    assert hint.height() <= 560
