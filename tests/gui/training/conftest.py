"""A session that plays scripted jobs, and what drains it."""

from collections.abc import Callable

import pytest
from PySide6.QtWidgets import QApplication

from engine.project import Project
from gui.training.session import TrainingSession
from tests.gui.training.scripted import Events, JobMaker


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
