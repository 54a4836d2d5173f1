"""The place of the runs: its tabs are made when they are first gone to."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from engine.runs.run import Run
from engine.runs.store import RunStore
from gui.main_window import MainWindow
from gui.runs.place import RunsPlace
from gui.training.session import TrainingSession
from tests.gui.runs.conftest import MakeRun
from tests.gui.shouting import shouting
from tests.gui.training.scripted import JobMaker


@pytest.fixture
def place(store: RunStore, qtbot: QtBot) -> Iterator[RunsPlace]:
    """The place, not shown yet."""
    widget = RunsPlace(store, TrainingSession(JobMaker()))
    qtbot.addWidget(widget)
    widget.resize(900, 600)
    yield widget
    widget.stop()


class Threaded(QLabel):
    """A page that counts how often it was stopped."""

    stopped = 0

    def stop(self) -> None:
        self.stopped += 1


def test_the_tabs_words_follow_the_language(place: RunsPlace, qtbot: QtBot) -> None:
    place.show()
    qtbot.waitExposed(place)
    place.add_tab("other", lambda: place.tr("Runs"), QLabel)
    assert place.bar.isVisible()
    last = place.bar.count() - 1
    with shouting():
        assert (place.bar.tabText(0), place.bar.tabText(last)) == ("RUNS", "RUNS")


def test_a_tab_is_made_when_first_gone_to_and_stopped_with_the_place(place: RunsPlace, qtbot: QtBot) -> None:
    made: list[QWidget] = []
    new = place.bar.count()

    def factory() -> QWidget:
        made.append(Threaded())
        return made[-1]

    place.add_tab("other", lambda: "Other", factory)
    place.add_tab("unseen", lambda: "Unseen", lambda: pytest.fail("nobody went there"))
    place.show()
    qtbot.waitExposed(place)
    assert not made
    QTest.mouseClick(place.bar, Qt.MouseButton.LeftButton, pos=place.bar.tabRect(new).center())
    assert place.shown == "other"
    assert made[0].isVisible()
    place.show_tab("runs")
    assert place.runs.isVisible()
    place.show_tab("other")
    assert len(made) == 1
    place.stop()
    assert isinstance(made[0], Threaded)
    assert made[0].stopped == 1


def test_what_is_asked_of_the_table_is_asked_of_the_place(place: RunsPlace, make_run: MakeRun, qtbot: QtBot) -> None:
    run = make_run("wanted")
    place.show()
    qtbot.waitUntil(lambda: place.runs.table.selected() is not None, timeout=20_000)
    opened: list[Run] = []
    place.openRequested.connect(opened.append)
    QTest.keyClick(place.runs.table, Qt.Key.Key_Return)
    assert [found.folder for found in opened] == [run.folder]


def test_going_to_the_runs_focuses_the_table_or_the_shown_tab(window: MainWindow, qtbot: QtBot) -> None:
    window.go_to("runs")
    qtbot.waitUntil(window.runs_page.table.hasFocus)
    place = window.others.runs_place
    place.add_tab("other", lambda: "Other", QLineEdit)
    place.show_tab("other")
    window.go_to("build")
    window.go_to("runs")
    qtbot.waitUntil(place.page("other").hasFocus)
