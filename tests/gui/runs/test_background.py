"""Work in a thread: result, error, progress, cancel, and that nothing is told of work given up."""

import threading
from typing import Any

import pytest
from pytestqt.qtbot import QtBot

from gui.training.background import BackgroundTask, Handle


@pytest.fixture
def task(qapp: object) -> BackgroundTask:
    return BackgroundTask("test")


def test_result_and_progress_come_on_the_gui_thread(task: BackgroundTask, qtbot: QtBot) -> None:
    told: list[Any] = []

    def work(handle: Handle) -> str:
        handle.progress(1, 2)
        return threading.current_thread().name

    task.progressed.connect(lambda done, total: told.append((done, total, threading.current_thread())))
    task.done.connect(told.append)
    task.start(work)
    assert task.is_active
    qtbot.waitUntil(lambda: len(told) == 2)
    assert told == [(1, 2, threading.main_thread()), "netwright-test"]
    assert not task.is_active


def test_an_error_comes_instead_of_a_result(task: BackgroundTask, qtbot: QtBot) -> None:
    def work(handle: Handle) -> None:
        raise OSError("no disk")

    with qtbot.waitSignal(task.failed) as told:
        task.start(work)
    assert isinstance(told.args[0], OSError)


def test_work_that_was_replaced_tells_nothing(task: BackgroundTask, qtbot: QtBot) -> None:
    told: list[object] = []
    task.done.connect(told.append)
    held = threading.Event()
    task.start(lambda handle: held.wait(5) and "old")
    task.start(lambda handle: "new")
    held.set()
    qtbot.waitUntil(lambda: bool(told))
    qtbot.wait(50)
    assert told == ["new"]


def test_stopping_asks_the_work_and_waits_for_its_thread(task: BackgroundTask) -> None:
    ended = threading.Event()

    def work(handle: Handle) -> None:
        while not handle.should_stop():
            threading.Event().wait(0.005)
        ended.set()

    task.start(work)
    assert task.stop_and_wait()
    assert ended.is_set()
    assert task.stop_and_wait(), "nothing to stop is fine"
