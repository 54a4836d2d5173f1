"""«That was a…»: a drawing is kept with its label, taken back, learned from by the shown run, and run details say how
well it reads them."""

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QMenu
from pytestqt.qtbot import QtBot

from engine.data.catalog import dataset_names
from engine.data.drawings import read_drawings
from engine.project import Project
from engine.runs.run import Run
from engine.training.config import TrainingConfig
from engine.training.job import TrainingJob
from gui.main_window import MainWindow
from tests.gui.drawing.pens import BAR, SEVEN, draw


@pytest.fixture
def drawing(window: MainWindow, qtbot: QtBot) -> MainWindow:
    """The window with a seven on the pad."""
    window.go_to("draw")
    panel = window.draw_panel
    qtbot.waitUntil(lambda: panel.canvas.width() > 200)
    draw(panel.canvas, SEVEN)
    draw(panel.canvas, BAR)
    qtbot.waitUntil(lambda: panel.image() is not None, timeout=10_000)
    return window


def choose(window: MainWindow, name: str) -> None:
    """Choose from the menu as a person does: it is open meanwhile."""
    menu = window.draw_panel.label.menu()
    assert isinstance(menu, QMenu)
    menu.popup(window.draw_panel.label.mapToGlobal(window.draw_panel.label.rect().center()))
    action = next(action for action in menu.actions() if action.objectName() == name)
    menu.setActiveAction(action)
    QTest.keyClick(menu, Qt.Key.Key_Return)
    menu.close()


def trained(window: MainWindow) -> Run:
    training = TrainingConfig(epochs=1, limit_train=1000, validation_split=0.1, device="cpu", seed=1, tune=False)
    job = TrainingJob(replace(Project.from_template("mlp"), training=training), window.store)
    job.start()
    assert job.join(60)
    assert job.run is not None
    return job.run


def test_a_drawing_is_kept_with_its_label_and_times(drawing: MainWindow) -> None:
    choose(drawing, "label-7")
    (kept,) = read_drawings()
    assert kept.label == 7
    assert [len(stroke) for stroke in kept.strokes] == [len(SEVEN), len(BAR)]
    assert [len(times) for times in kept.times] == [len(SEVEN), len(BAR)]
    assert "Kept as a 7" in drawing.draw_panel.message.text()
    draw(drawing.draw_panel.canvas, BAR)
    assert "Kept" not in drawing.draw_panel.message.text()


def test_the_last_one_is_taken_back(drawing: MainWindow) -> None:
    choose(drawing, "label-7")
    choose(drawing, "label-1")
    choose(drawing, "takeBackDrawingAction")
    assert [kept.label for kept in read_drawings()] == [7]


def test_nothing_can_be_kept_of_an_empty_pad(drawing: MainWindow) -> None:
    drawing.draw_panel.canvas.clear()
    choose(drawing, "label-7")
    assert read_drawings() == []


def test_fine_tuning_needs_a_run_and_enough_drawings(drawing: MainWindow) -> None:
    choose(drawing, "fineTuneAction")
    assert not drawing.session.is_active
    for _ in range(5):
        choose(drawing, "label-7")
    choose(drawing, "fineTuneAction")
    assert "Open a run" in drawing.notices.text()
    assert not drawing.session.is_active


def test_one_click_fine_tunes_the_shown_run_and_its_details_tell_how_well_it_reads_the_drawings(
    drawing: MainWindow, qtbot: QtBot
) -> None:
    first = trained(drawing)
    drawing.open_run(first)
    drawing.go_to("draw")
    for _ in range(10):
        choose(drawing, "label-7")
    assert "my-drawings" in dataset_names()
    choose(drawing, "fineTuneAction")
    assert drawing.session.is_active
    qtbot.waitUntil(lambda: not drawing.session.is_active, timeout=60_000)
    tuned = drawing.answering.run
    assert tuned is not None
    assert tuned.name != first.name
    assert tuned.metadata().status == "completed"
    assert tuned.project().dataset == "my-drawings-and-mnist-10"
    assert tuned.project().training.start_from == first.name
    drawing.go_to("runs")
    qtbot.waitUntil(lambda: drawing.runs_page.is_loaded, timeout=10_000)
    details = drawing.runs_page.details
    qtbot.waitUntil(lambda: "Accuracy on my drawings: 100.00 % (2 of 2)" in details.results.text(), timeout=20_000)
