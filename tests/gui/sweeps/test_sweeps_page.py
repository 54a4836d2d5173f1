"""The place of the sweeps, with real sweeps: planned by hand, run by real workers, found again, opened as projects."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPushButton, QWidget
from pytestqt.qtbot import QtBot

from engine.project import Project
from engine.runs.run import Run
from engine.runs.store import RunStore
from engine.sweeps.dimension import Dimension
from engine.sweeps.space import SearchSpace
from engine.sweeps.store import SweepStore
from engine.sweeps.sweep import SweepSettings
from gui.main_window import MainWindow
from gui.model.document import ProjectDocument
from gui.sweeps.page import SweepsPage

PATIENCE_MS = 120_000
RATES = Dimension("learning_rate", "real", 0.001, 0.1, log=True)


def quick_project() -> Project:
    """A project that trains in a moment."""
    made = Project.from_template("softmax-regression")
    training = made.training.model_copy(update={"device": "cpu", "epochs": 2, "limit_train": 200, "tune": False})
    return replace(made, training=training)


@pytest.fixture
def document() -> ProjectDocument:
    return ProjectDocument(quick_project())


@pytest.fixture
def page(document: ProjectDocument, qtbot: QtBot) -> Iterator[SweepsPage]:
    page = SweepsPage(document, RunStore())
    qtbot.addWidget(page)
    page.resize(1100, 700)
    page.show()
    qtbot.waitExposed(page)
    qtbot.waitUntil(lambda: page.is_loaded)
    yield page
    page.stop()


def press(page: QWidget, name: str) -> None:
    button = page.findChild(QPushButton, name)
    assert button is not None
    assert button.isVisible(), name
    assert button.isEnabled(), name
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)


def test_a_sweep_is_planned_started_stopped_found_again_and_its_winner_opened(
    page: SweepsPage, document: ProjectDocument, qtbot: QtBot
) -> None:
    press(page, "newSweepButton")
    new = page.new
    assert not new.start.isEnabled()
    new.vary("learning_rate")
    assert new.editor("learning_rate").isVisible()
    new.search.editor("sampler").setCurrentText("grid")
    new.search.row("trials").editor.absent.setChecked(False)  # type: ignore[attr-defined]
    new.search.editor("trials").setValue(3)
    assert new.plan.text().startswith("3 trials; the whole grid has 5 points.")
    new.search.editor("sampler").setCurrentText("random")
    assert new.plan.text().startswith("3 trials. ")
    press(page, "startSweepButton")
    qtbot.waitUntil(lambda: len(page.one.table.shown_numbers()) >= 1, timeout=PATIENCE_MS)
    (words,) = page.work_under_way()
    assert words.startswith("Sweep softmax-regression: ")
    assert words.endswith(" of 3 trials are over")
    press(page, "stopSweepButton")
    qtbot.waitUntil(lambda: not page.at_work.is_busy, timeout=PATIENCE_MS)
    qtbot.waitUntil(lambda: page.one.head.status.text().startswith(("Stopped", "Completed")), timeout=PATIENCE_MS)
    page.stop()

    again = SweepsPage(document, RunStore())  # the program was started anew
    qtbot.addWidget(again)
    again.resize(1100, 700)
    again.show()
    qtbot.waitUntil(lambda: again.one.head.status.text().startswith(("Stopped", "Completed")), timeout=PATIENCE_MS)
    again.one.head.more.setValue(1)
    press(again, "extendSweepButton")
    status = again.one.head.status
    qtbot.waitUntil(lambda: status.text().startswith("Completed · 4 of 4 trials"), timeout=PATIENCE_MS)
    assert again.one.table.shown_numbers() == [0, 1, 2, 3]
    assert {run.lineage.index for run in RunStore().list() if run.lineage} == {0, 1, 2, 3}
    press(again, "selectWinnerButton")
    trial = again.one.trial
    assert trial is not None
    with qtbot.waitSignal(again.projectRequested) as opened:
        press(again, "openTrialProjectButton")
    assert opened.args is not None
    project: Project = opened.args[0]
    assert project.training.learning_rate == trial.values["learning_rate"]
    with qtbot.waitSignal(again.evaluateRequested) as evaluated:
        press(again, "evaluateTrialButton")
    assert evaluated.args is not None
    run: Run = evaluated.args[0]
    assert run.name == trial.run
    press(again, "deleteSweepButton")
    question = again.findChild(QWidget, "deleteSweepQuestion")
    assert question is not None
    press(question, "confirmDeleteSweepButton")
    qtbot.waitUntil(lambda: again.list.summaries == ())
    assert len(RunStore().list()) == 4
    again.stop()


def test_settings_that_exclude_each_other_and_impossible_storages_are_said_before_anything_starts(
    page: SweepsPage,
) -> None:
    press(page, "newSweepButton")
    page.new.vary("learning_rate")
    page.new.search.editor("sampler").setCurrentText("cmaes")
    page.new.aims.editor("second").setCurrentText("parameters")
    assert "CMA-ES knows one objective" in page.new.error.text()
    assert not page.new.start.isEnabled()
    page.new.aims.editor("second").setCurrentText("none")
    assert page.new.start.isEnabled()
    line = page.new.search.editor("storage")
    line.setText("mysql://somewhere")
    line.setModified(True)
    line.editingFinished.emit()
    assert "is no storage" in page.new.error.text()
    assert not page.new.start.isEnabled()


def test_a_damaged_sweep_is_listed_and_says_what_is_wrong(page: SweepsPage, qtbot: QtBot) -> None:
    store = SweepStore()
    good = store.create(quick_project(), SearchSpace((RATES,)), SweepSettings(trials=2), "good")
    bad = store.create(quick_project(), SearchSpace((RATES,)), SweepSettings(trials=2), "bad")
    (bad.folder / "space.json").write_text("{")
    page.reload()
    qtbot.waitUntil(lambda: len(page.list.summaries) == 2)
    page.show_sweep(bad.folder)
    qtbot.waitUntil(page.one.head.note.isVisible)
    assert "the JSON cannot be read" in page.one.head.note.text()
    page.show_sweep(good.folder)
    qtbot.waitUntil(lambda: page.one.head.status.text().startswith("Stopped · 0 of 2 trials"), timeout=30_000)
    assert page.one.head.go_on.text() == "Start the sweep"


def test_the_window_shows_sweeps_beside_the_runs_and_gives_them_the_room_of_the_pad(
    window: MainWindow, qtbot: QtBot, tmp_path: Path
) -> None:
    window.go_to("runs")
    qtbot.waitUntil(window.draw_panel.isVisible)
    place = window.others.runs_place
    place.show_tab("sweeps")
    page = place.page("sweeps")
    assert isinstance(page, SweepsPage)
    qtbot.waitUntil(page.isVisible)
    assert not window.draw_panel.isVisible()
    project = replace(quick_project(), title="winner")
    page.projectRequested.emit(project)
    assert window.document.project.title == "winner"
    assert window.place == "build"
    window.go_to("runs")
    assert not window.draw_panel.isVisible()
    place.show_tab("runs")
    assert window.draw_panel.isVisible()
