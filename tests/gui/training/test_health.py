"""The health of a run: hints that can be read, a table that does not flicker, one line and a tab that point there."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QTabWidget
from pytestqt.qtbot import QtBot

from engine.text import Text
from engine.training.events import Event, HealthMeasured, Hint, LayerHealth, WayChosen
from gui import theme
from gui.model.document import ProjectDocument
from gui.training.health import HintKeeper
from gui.training.page import TrainPage
from gui.training.session import TrainingSession
from tests.gui.training.scripted import Events, JobMaker

Play = Callable[..., None]

DEAD = Hint(
    "dead_units",
    Text("{percent} % of the units of {layer} answer 0.", {"percent": "62", "layer": "relu1"}),
    Text("Lower the learning rate."),
    "relu1",
)
PLATEAU = Hint("plateau", Text("The loss stands still."), Text("Lower the rate at a plateau."))
LAYERS = (
    LayerHealth("conv1", gradient_norm=0.0321, update_ratio=0.00104),
    LayerHealth("relu1", dead=0.62),
    LayerHealth("tanh1", saturated=0.034),
    LayerHealth("linear1", gradient_norm=1.25e-9, update_ratio=float("nan")),
)
WAY = WayChosen(
    Text("channels-last, 2 threads · {time} ms a step", {"time": "12.1"}),
    ((Text("channels-last, 2 threads"), 12.1), (Text("as written, 2 threads"), 28.4)),
)


def measured(*hints: Hint, layers: tuple[LayerHealth, ...] = LAYERS, step: int = 50) -> HealthMeasured:
    return HealthMeasured(step, 0.04, layers, hints)


@pytest.fixture
def page(session: TrainingSession, qtbot: QtBot) -> TrainPage:
    widget = TrainPage(ProjectDocument(), session)
    qtbot.addWidget(widget)
    widget.resize(1000, 640)
    widget.show()
    qtbot.waitExposed(widget)
    return widget


@pytest.fixture
def play(session: TrainingSession, maker: JobMaker, page: TrainPage) -> Play:
    """Tell these events, of a run that is begun if none lives."""

    def run(*events: Event) -> None:
        if session.job is None:
            maker.script = [Events.started()]
            session.start(page._document.project)
        maker.job.tell(*events)
        while session.job is not None and not session.job.events.empty():
            session._tick()

    return run


def rows(page: TrainPage) -> list[list[str]]:
    model = page.health.table.model()
    return [
        [str(model.index(row, column).data()) for column in range(model.columnCount())]
        for row in range(model.rowCount())
    ]


def test_before_a_measurement_a_sentence_says_what_will_be_here(page: TrainPage) -> None:
    assert page.health.text().startswith("How each layer does appears here")
    assert rows(page) == []


def test_every_layer_is_listed_with_the_figures_that_mean_something_for_it(page: TrainPage, play: Play) -> None:
    play(measured())
    assert rows(page) == [
        ["All layers", "0.04", "–", "–", "–"],
        ["conv1", "0.0321", "0.00104", "–", "–"],
        ["relu1", "–", "–", "62 %", "–"],
        ["tanh1", "–", "–", "–", "3.4 %"],
        ["linear1", "1.3e-09", "–", "–", "–"],
    ]
    assert page.health.text() == "Nothing looks unhealthy."


def test_a_hint_stands_with_its_remedy_in_table_line_tab_and_log(page: TrainPage, play: Play) -> None:
    play(measured(DEAD, PLATEAU))
    assert page.health.text().splitlines() == [
        "The loss stands still. Lower the rate at a plateau.",
        "62 % of the units of relu1 answer 0. Lower the learning rate.",
    ]
    assert page.run_note.whole_text() == "The loss stands still."
    assert "62 % of the units of relu1 answer 0. Lower the learning rate." in page.run_note.toolTip()
    tabs = page.findChild(QTabWidget, "trainingTabs")
    assert tabs is not None
    assert tabs.tabText(2) == "Health (2)"
    assert not tabs.tabIcon(2).isNull()
    assert "62 % of the units of relu1 answer 0. Lower the learning rate." in page.log.text()
    model = page.health.table.model()
    colours = [model.index(row, 0).data(Qt.ItemDataRole.ForegroundRole) for row in range(5)]
    assert colours == [None, None, QColor(theme.current().warning), None, None]


def test_a_hint_that_lasts_is_logged_once(page: TrainPage, play: Play) -> None:
    play(measured(DEAD), measured(DEAD), measured(DEAD, PLATEAU))
    assert page.log.text().count("answer 0") == 1
    assert page.log.text().count("stands still") == 1


def test_the_line_leads_to_the_health(page: TrainPage, play: Play) -> None:
    play(measured(DEAD))
    QTest.mouseClick(page.run_note, Qt.MouseButton.LeftButton)
    assert page.health.isVisible()


def test_only_what_changed_is_drawn_again(page: TrainPage, play: Play) -> None:
    play(measured(DEAD))
    told: list[object] = []
    page.health.model.modelReset.connect(lambda: told.append("reset"))
    page.health.model.dataChanged.connect(lambda first, _last: told.append(first.row()))
    play(measured(DEAD, step=60))
    assert told == []
    moved = (LayerHealth("conv1", gradient_norm=0.5, update_ratio=0.00104), *LAYERS[1:])
    play(measured(DEAD, layers=moved, step=70))
    assert told == [1]
    play(measured(DEAD, layers=LAYERS[:2], step=80))
    assert told == [1, "reset"], "another network has other layers"


def test_a_hint_that_comes_and_goes_stays_long_enough_to_be_read() -> None:
    now = [0.0]
    keeper = HintKeeper(lambda: now[0])
    assert keeper.measured(measured(DEAD)) == (DEAD,)
    now[0] = 3.0
    assert keeper.measured(measured()) == ()
    assert list(keeper.hints) == [DEAD]
    now[0] = 6.0
    assert keeper.measured(measured(DEAD)) == (), "it never went away"
    now[0] = 14.0
    keeper.measured(measured())
    assert list(keeper.hints) == []
    assert keeper.measured(measured(DEAD)) == (DEAD,)


def test_a_hint_follows_its_figures() -> None:
    keeper = HintKeeper(lambda: 0.0)
    keeper.measured(measured(DEAD))
    worse = Hint("dead_units", Text("80 %"), DEAD.remedy, "relu2")
    assert keeper.measured(measured(worse)) == ()
    assert list(keeper.hints) == [worse]


def test_how_the_steps_are_computed_is_told_in_line_and_log(page: TrainPage, play: Play) -> None:
    play(WAY)
    assert page.run_note.whole_text() == "channels-last, 2 threads · 12.1 ms a step"
    assert "as written, 2 threads: 28.4 ms a step" in page.run_note.toolTip()
    assert "Computed with: channels-last, 2 threads · 12.1 ms a step" in page.log.text()
    assert "Measured: channels-last, 2 threads: 12.1 ms a step · as written, 2 threads: 28.4 ms" in page.log.text()
    play(measured(PLATEAU))
    assert page.run_note.whole_text() == "The loss stands still.", "a hint is more urgent"


def test_the_line_is_cut_where_there_is_no_room(page: TrainPage, play: Play) -> None:
    play(WAY)
    page.run_note.resize(120, page.run_note.height())
    assert page.run_note.text().endswith("…")
    assert page.run_note.fontMetrics().horizontalAdvance(page.run_note.text()) <= 120


def test_the_next_run_begins_without_the_last_ones_health(page: TrainPage, play: Play) -> None:
    play(WAY, measured(DEAD), Events.finished())
    assert rows(page), "after the end it can still be read"
    play()
    assert rows(page) == []
    assert page.run_note.whole_text() == ""
    tabs = page.findChild(QTabWidget, "trainingTabs")
    assert tabs is not None
    assert tabs.tabText(2) == "Health"
