"""A session that plays scripted jobs, what drains it, and the widgets that show what it tells."""

from collections.abc import Callable, Iterator

import numpy as np
import pytest
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from engine.project import Project
from engine.training.events import Event
from gui.training.curves import CurvePlot, link
from gui.training.session import TrainingSession
from tests.gui.training.place import Place
from tests.gui.training.scripted import Events, JobMaker, make_history


@pytest.fixture
def maker() -> JobMaker:
    """Makes the session's jobs."""
    return JobMaker()


@pytest.fixture
def session(qapp: QApplication, maker: JobMaker) -> TrainingSession:
    """A session that nobody listens to yet."""
    return TrainingSession(maker, resume_factory=maker.resume)


@pytest.fixture
def events() -> type[Events]:
    """Makes events."""
    return Events


@pytest.fixture
def project() -> Project:
    """The reference project."""
    return Project.from_template()


@pytest.fixture
def drain(qapp: QApplication) -> Callable[[TrainingSession], None]:
    """Let a session tell everything that waits in its job's queue, tick by tick."""

    def run(session: TrainingSession) -> None:
        for _ in range(2_000):
            job = session.job
            if job is None or job.events.empty():
                return
            session._tick()
        raise AssertionError("the queue never became empty")

    return run


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


@pytest.fixture
def plots(qtbot: QtBot) -> Iterator[tuple[CurvePlot, CurvePlot]]:
    """Both plots in a window, linked, each with its drawing."""
    window = QWidget()
    qtbot.addWidget(window)
    layout = QVBoxLayout(window)
    loss, accuracy = CurvePlot("loss"), CurvePlot("accuracy")
    layout.addWidget(loss)
    layout.addWidget(accuracy)
    link(loss, accuracy)
    window.resize(800, 600)
    window.show()
    qtbot.waitExposed(window)
    yield loss, accuracy
    window.close()


@pytest.fixture
def loss(plots: tuple[CurvePlot, CurvePlot], events: type[Events]) -> CurvePlot:
    """The loss plot with a run of 350 steps."""
    history = make_history(events)
    for plot in plots:
        plot.set_history(history)
    QApplication.processEvents()
    return plots[0]
