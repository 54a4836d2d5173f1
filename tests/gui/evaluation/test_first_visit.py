"""The place to evaluate is made when a person first goes there, and knows what happened before."""

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from engine.runs.run import Run
from gui.main_window import MainWindow
from tests.gui.evaluation.conftest import QUICK


def test_a_start_waits_neither_for_data_nor_for_evaluation(window: MainWindow) -> None:
    assert window.findChild(QWidget, "evaluatePage") is None
    assert window.findChild(QWidget, "dataPage") is None
    for place in ("data", "evaluate"):
        window.go_to(place)
        page = window.findChild(QWidget, f"{place}Page")
        assert page is not None
        assert page.isVisible()


def test_the_run_that_was_opened_is_offered_and_then_the_one_that_was_trained(
    window: MainWindow, run: Run, qtbot: QtBot
) -> None:
    window.document.apply("quick", model=run.project().model, training=QUICK)
    with qtbot.waitSignal(window.session.finished, timeout=60_000):
        QTest.mouseClick(window.controls.train_button, Qt.MouseButton.LeftButton)
    trained = window.store.list()[0].name
    assert trained != run.name
    window.document.undo_stack.setClean()
    window.open_run(run)
    window.go_to("evaluate")
    page = window.others.evaluate_page
    qtbot.waitUntil(lambda: page.bar.run_box.count() == 2, timeout=10_000)
    assert page.bar.run_box.currentText() == run.name


def test_a_training_that_ended_before_the_first_visit_is_offered(window: MainWindow, run: Run, qtbot: QtBot) -> None:
    window.open_run(run)
    window.document.apply("quick", training=QUICK.model_copy(update={"seed": 5}))
    with qtbot.waitSignal(window.session.finished, timeout=60_000):
        QTest.mouseClick(window.controls.train_button, Qt.MouseButton.LeftButton)
    trained = window.store.list()[0].name
    window.go_to("evaluate")
    page = window.others.evaluate_page
    qtbot.waitUntil(lambda: page.bar.run_box.count() == 2, timeout=10_000)
    assert page.bar.run_box.currentText() == trained != run.name
    window.document.undo_stack.setClean()
