"""The place of the runs: the list, its order, what can be done with a run, and that the disk is read in a thread."""

import threading
from collections.abc import Iterator
from typing import Any

import pytest
from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton
from pytestqt.qtbot import QtBot

from engine.runs.columns import COLUMNS
from engine.runs.run import Run
from engine.runs.store import RunStore
from engine.runs.trash import Trash
from engine.text import NetwrightError
from gui import theme
from gui.runs.page import RunsPage
from gui.training.session import TrainingSession
from tests.gui.runs.conftest import MakeRun, colours_of, leave_checkpoint
from tests.gui.shouting import shouting
from tests.gui.training.scripted import Events, JobMaker


@pytest.fixture
def maker() -> JobMaker:
    return JobMaker()


@pytest.fixture
def session(qapp: QApplication, maker: JobMaker) -> TrainingSession:
    return TrainingSession(maker)


@pytest.fixture
def page(store: RunStore, session: TrainingSession, qtbot: QtBot) -> Iterator[RunsPage]:
    """The page, not shown yet, so that a test can make its runs first."""
    widget = RunsPage(store, session)
    qtbot.addWidget(widget)
    widget.resize(950, 640)
    yield widget
    widget.stop()


def show(page: RunsPage, qtbot: QtBot) -> None:
    page.show()
    qtbot.waitUntil(lambda: page.is_loaded, timeout=20_000)


def cell(page: RunsPage, row: int, column: Any) -> str:
    return str(page.table.model().index(row, COLUMNS.index(column)).data())


def button(page: RunsPage, name: str) -> QPushButton:
    found = page.findChild(QPushButton, name)
    assert found is not None
    return found


def click(page: RunsPage, name: str) -> None:
    QTest.mouseClick(button(page, name), Qt.MouseButton.LeftButton)


def enabled(page: RunsPage) -> dict[str, bool]:
    names = ("openRun", "resumeRun", "runAgain", "compareRun", "evaluateRun", "deleteRun")
    found = {name.removesuffix("Run"): button(page, f"{name}Button").isEnabled() for name in names}
    return {**found, "reveal": page.actions_row.folder_action.isEnabled()}


def test_without_runs_a_friendly_sentence_stands_there(page: RunsPage, qtbot: QtBot) -> None:
    show(page, qtbot)
    assert page._empty.isVisible()
    assert page._empty.text().startswith("No runs yet.")
    assert page.table.objectName() == "runList"


def test_runs_of_every_end_are_listed_newest_first(page: RunsPage, make_run: MakeRun, qtbot: QtBot) -> None:
    for name, outcome in (("a", "completed"), ("b", "cancelled"), ("c", "failed"), ("d", None)):
        make_run(name, outcome)
    show(page, qtbot)
    assert page.table.shown_names() == ["d", "c", "b", "a"]
    assert [cell(page, row, "status") for row in range(4)] == ["Running", "Failed", "Stopped", "Completed"]
    shown = ("validation", "test", "best_epoch", "epochs", "duration", "device", "dataset", "seed")
    assert [cell(page, 3, column) for column in shown] == (
        ["98.00 %", "98.50 %", "3", "3 / 10", "3 min 0 s", "CPU", "mnist", "0"]
    )
    assert page.count.text() == "4 runs"


def test_a_click_on_a_heading_sorts_by_the_figures_and_not_by_their_words(
    page: RunsPage, make_run: MakeRun, qtbot: QtBot
) -> None:
    for name, accuracy in (("low", 0.095), ("high", 0.991), ("middle", 0.5)):
        make_run(name, accuracy=accuracy, epochs=1)
    make_run("none", "cancelled", epochs=0)
    show(page, qtbot)
    header = page.table.horizontalHeader()
    section = COLUMNS.index("validation")
    at = header.viewport().rect().topLeft()
    at.setX(header.sectionViewportPosition(section) + 10)
    at.setY(header.height() // 2)
    QTest.mouseClick(header.viewport(), Qt.MouseButton.LeftButton, pos=at)
    assert page.table.shown_names() == ["none", "low", "middle", "high"]
    QTest.mouseClick(header.viewport(), Qt.MouseButton.LeftButton, pos=at)
    assert page.table.shown_names() == ["high", "middle", "low", "none"]


def test_the_details_of_the_chosen_run_are_shown(page: RunsPage, make_run: MakeRun, qtbot: QtBot) -> None:
    run = make_run("only")
    show(page, qtbot)
    qtbot.waitUntil(page.details.results.isVisible, timeout=20_000)
    assert "Test accuracy: 98.50 %" in page.details.results.text()
    assert "Best epoch: 3" in page.details.results.text()
    assert "Optimizer: Adam" in page.details.hyperparameters.text()
    assert "Momentum" not in page.details.hyperparameters.text(), "Adam has none"
    assert "Device: CPU · AMD EPYC 7763" in page.details.environment.text()
    assert f"Folder: {run.folder}" in page.details.environment.text()


def test_a_damaged_run_is_listed_with_its_error_and_can_be_deleted(
    page: RunsPage, store: RunStore, make_run: MakeRun, qtbot: QtBot
) -> None:
    make_run("good")
    broken = make_run("broken")
    broken.metadata_file.write_text("{")
    show(page, qtbot)
    page.table.select_run("broken")
    qtbot.waitUntil(lambda: "metadata.json" in page.details.error(), timeout=20_000)
    assert [name for name, on in enabled(page).items() if on] == ["delete", "reveal"]
    opened: list[Run] = []
    page.openRequested.connect(opened.append)
    QTest.keyClick(page.table, Qt.Key.Key_Return)
    assert opened == []


@pytest.mark.parametrize("way", ["button", "enter", "double click"])
def test_opening_hands_the_run_to_the_window(way: str, page: RunsPage, make_run: MakeRun, qtbot: QtBot) -> None:
    run = make_run("wanted")
    show(page, qtbot)
    opened: list[Run] = []
    page.openRequested.connect(opened.append)
    if way == "button":
        click(page, "openRunButton")
    elif way == "enter":
        QTest.keyClick(page.table, Qt.Key.Key_Return)
    else:
        at = page.table.visualRect(page.table.model().index(0, COLUMNS.index("name"))).center()
        QTest.mouseClick(page.table.viewport(), Qt.MouseButton.LeftButton, pos=at)
        QTest.mouseDClick(page.table.viewport(), Qt.MouseButton.LeftButton, pos=at)
    assert [found.folder for found in opened] == [run.folder]


def test_comparing_evaluating_and_revealing_name_the_chosen_run(
    page: RunsPage, make_run: MakeRun, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    run = make_run("wanted")
    show(page, qtbot)
    compared: list[Run] = []
    page.compareRequested.connect(compared.append)
    click(page, "compareRunButton")
    assert [found.folder for found in compared] == [run.folder]
    measured: list[Run] = []
    page.evaluateRequested.connect(measured.append)
    click(page, "evaluateRunButton")
    assert [found.folder for found in measured] == [run.folder]
    shown: list[QUrl] = []
    monkeypatch.setattr(QDesktopServices, "openUrl", shown.append)
    page.actions_row.folder_action.trigger()
    assert [url.toLocalFile() for url in shown] == [str(run.folder)]


@pytest.mark.parametrize(
    ("outcome", "checkpoint", "possible"),
    [
        ("cancelled", True, True),
        ("failed", True, True),
        ("completed", True, False),
        ("cancelled", False, False),
        (None, True, False),
    ],
)
def test_a_run_that_ended_early_with_a_checkpoint_can_be_resumed(
    outcome: Any, checkpoint: bool, possible: bool, page: RunsPage, make_run: MakeRun, qtbot: QtBot
) -> None:
    run = make_run("early", outcome)
    if checkpoint:
        leave_checkpoint(run)
    show(page, qtbot)
    wanted: list[Run] = []
    page.resumeRequested.connect(wanted.append)
    click(page, "resumeRunButton")
    assert [found.folder for found in wanted] == ([run.folder] if possible else [])


def test_nothing_is_resumed_while_another_run_is_under_way(
    page: RunsPage, session: TrainingSession, maker: JobMaker, make_run: MakeRun, qtbot: QtBot
) -> None:
    leave_checkpoint(make_run("early", "cancelled"))
    show(page, qtbot)
    assert enabled(page)["resume"]
    session.start(maker_project())
    assert not enabled(page)["resume"]
    maker.job.end("cancelled")
    qtbot.waitUntil(lambda: enabled(page)["resume"], timeout=20_000)


def test_deleting_puts_the_chosen_runs_into_the_trash_and_undo_brings_them_back(
    page: RunsPage, store: RunStore, make_run: MakeRun, qtbot: QtBot
) -> None:
    for name in ("kept", "one", "two"):
        make_run(name)
    show(page, qtbot)
    told: list[Any] = []
    page.told.connect(lambda words, actions: told.append((words(), actions)))
    page.table.select_runs({"one", "two"})
    QTest.keyClick(page.table, Qt.Key.Key_Delete)
    qtbot.waitUntil(lambda: page.table.shown_names() == ["kept"], timeout=20_000)
    assert sorted(run.name for run in store.trash.list()) == ["one", "two"]
    words, actions = told[0]
    assert words == "2 runs are in the trash."
    (undo, act), *_ = actions
    assert undo() == "Undo"
    act()
    qtbot.waitUntil(lambda: sorted(page.table.shown_names()) == ["kept", "one", "two"], timeout=20_000)
    assert store.trash.list() == []


def test_a_running_run_can_be_opened_and_evaluated_but_not_deleted(
    page: RunsPage, make_run: MakeRun, qtbot: QtBot
) -> None:
    make_run("living", None)
    show(page, qtbot)
    assert [name for name, on in enabled(page).items() if on] == ["open", "compare", "evaluate", "reveal"]
    QTest.keyClick(page.table, Qt.Key.Key_Delete)
    qtbot.wait(50)
    assert page.table.shown_names() == ["living"]


def test_the_running_run_is_followed_while_the_page_is_shown(
    page: RunsPage, session: TrainingSession, maker: JobMaker, make_run: MakeRun, qtbot: QtBot
) -> None:
    make_run("before")
    show(page, qtbot)
    page.table.select_run("before")
    page._again.stop()
    make_run("living", None)
    maker.script = [Events.started(), Events.epoch(1)]
    session.start(maker_project())
    qtbot.waitUntil(lambda: page.table.shown_names() == ["living", "before"], timeout=20_000)
    selected = page.table.selected()
    assert selected is not None
    assert selected.name == "before", "what was selected stays selected"
    maker.job.end("cancelled")
    qtbot.waitUntil(lambda: not session.is_active)


def maker_project() -> Any:
    from engine.project import Project

    return Project.from_template()


def test_the_list_is_read_in_another_thread(
    page: RunsPage, store: RunStore, make_run: MakeRun, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    make_run("a")
    threads: list[threading.Thread] = []
    read = RunStore.list

    def watched(self: RunStore) -> Any:
        threads.append(threading.current_thread())
        return read(self)

    monkeypatch.setattr(RunStore, "list", watched)
    show(page, qtbot)
    assert threads
    assert threading.main_thread() not in threads


def test_every_word_follows_a_change_of_language(page: RunsPage, make_run: MakeRun, qtbot: QtBot) -> None:
    make_run("a")
    show(page, qtbot)
    qtbot.waitUntil(page.details.results.isVisible, timeout=20_000)
    with shouting():
        assert page.title.text() == "RUNS"
        assert button(page, "openRunButton").text() == "OPEN"
        assert page.table.model().headerData(COLUMNS.index("name"), Qt.Orientation.Horizontal) == "NAME"
        assert page.find_bar.groups.currentText() == "NOT GROUPED"
        assert cell(page, 0, "status") == "COMPLETED"
        assert "OPTIMIZER: ADAM" in page.details.hyperparameters.text()


def test_the_status_takes_its_colour_from_the_theme(page: RunsPage, make_run: MakeRun, qtbot: QtBot) -> None:
    make_run("a", "failed")
    show(page, qtbot)
    page.table.clearSelection()  # words of chosen runs have the colour of text
    index = page.table.model().index(0, COLUMNS.index("status"))
    for name in ("light", "dark"):
        theme.set_theme(name)
        assert theme.current().error in colours_of(page.table, index)
    assert index.data(Qt.ItemDataRole.ToolTipRole) == "The disk is full."


def test_an_error_of_the_store_is_said_and_the_page_lives_on(
    page: RunsPage, make_run: MakeRun, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    make_run("a")
    show(page, qtbot)

    def refuse(self: Trash, run: object) -> None:
        raise NetwrightError("The run {run} cannot be deleted: {reason}.", run="a", reason="in use")

    monkeypatch.setattr(Trash, "put", refuse)
    click(page, "deleteRunButton")
    qtbot.waitUntil(page._note.isVisible, timeout=20_000)
    assert page._note.text() == "The run a cannot be deleted: in use."
    assert enabled(page)["delete"]


def test_every_control_has_an_accessible_name(page: RunsPage) -> None:
    for widget in page.findChildren(QPushButton):
        assert widget.accessibleName(), widget.objectName()
    assert page.table.accessibleName()
