"""Closing the window while several things are at work: one question for all of them, and nothing is lost."""

from dataclasses import replace

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QMessageBox, QPushButton
from pytestqt.qtbot import QtBot

from engine.ensembles.group import standing
from engine.ensembles.plan import Origin, make_plan
from engine.project import Project
from engine.runs.run import Run
from gui.ensembles.page import GroupsPage
from gui.main_window import MainWindow
from gui.runs.place import GROUPS
from tests.gui.shouting import shouting

PATIENCE = 90_000


def endless() -> Project:
    project = Project.from_template("softmax-regression")
    values = {"device": "cpu", "epochs": 100_000, "limit_train": 2_000, "tune": False, "checkpoint_seconds": 1}
    return replace(project, training=project.training.model_copy(update=values), title="endless")


def question(window: MainWindow) -> QMessageBox:
    assert not window.close()
    boxes = [box for box in window.findChildren(QMessageBox, "closeWhileTrainingDialog") if box.isVisible()]
    assert len(boxes) == 1, "one question for all"
    return boxes[0]


def press(window: MainWindow, name: str) -> None:
    (button,) = (found for found in window.findChildren(QPushButton, name) if found.isVisible())
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)


def test_one_question_names_all_that_is_at_work_and_all_of_it_stops_so_that_it_can_go_on(
    window: MainWindow, qtbot: QtBot
) -> None:
    page = window.others.runs_place.page(GROUPS)
    assert isinstance(page, GroupsPage)
    plan = make_plan(window.store, Origin(endless()), "seed", 2)
    page.runner.start(plan, 1)
    box = question(window)
    assert box.informativeText().startswith("• Other seeds of endless-seeds: 0 of 2 runs are complete\n\nRepeated runs")
    assert "Go on without the window" not in [button.text() for button in box.buttons() if button.isVisible()]
    with shouting():
        assert question(window).text() == "STOP THE WORK AND CLOSE?"
    press(window, "keepTrainingButton")
    assert page.work_under_way()

    window.files.adopt(endless())
    with qtbot.waitSignal(window.session.stepsCompleted, timeout=PATIENCE):
        window.session.start(window.document.project)
    qtbot.waitUntil(lambda: page.runner.states[0].members[0].epoch > 0, timeout=PATIENCE)
    box = question(window)
    assert window.session.run is not None
    assert box.informativeText().startswith(
        f"• Training of {window.session.run.run}\n• Other seeds of endless-seeds: 0"
    )
    press(window, "stopAndCloseButton")
    assert window.isVisible(), "it closes when all has stopped"
    qtbot.waitUntil(lambda: not window.isVisible(), timeout=PATIENCE)
    assert Run(window.session.run.folder).summary().resumable
    begun, waiting = standing(window.store, plan).members
    assert [begun.status, waiting.status] == ["cancelled", "waiting"]
    assert window.store.open(begun.run).resumable()


class Work:
    """What stands for groups and sweeps."""

    def __init__(self, count: int) -> None:
        self.lines = [f"Sweep {number}" for number in range(count)]

    def work_under_way(self) -> list[str]:
        return self.lines

    def stop_work(self) -> None:
        self.lines = []


def test_the_question_follows_the_work_and_goes_where_that_has_ended_by_itself(
    window: MainWindow, qtbot: QtBot
) -> None:
    work = Work(20)
    window._closing.ask_about(work)
    box = question(window)
    assert box.informativeText().count("• ") == 8, "a list that fits"
    assert "• …" in box.informativeText()
    work.lines = ["The last one"]
    qtbot.waitUntil(lambda: box.informativeText().startswith("• The last one\n\n"))
    with qtbot.waitSignal(box.finished):
        work.lines = []
    assert window.isVisible()
    assert window.close()
