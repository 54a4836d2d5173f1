"""The files of the project's dataset vanish from the disk: the window goes on, and says where they were expected."""

import shutil
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from PIL import Image
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QPushButton, QToolButton, QWidget
from pytestqt.qtbot import QtBot

from engine.adapting import adapted
from engine.data.catalog import forget_dataset
from engine.data.importing import ImportSettings, import_data
from engine.data.own import own_folder
from engine.project import Project
from engine.runs.store import RunStore
from engine.training.job import TrainingJob
from gui.lesson.window import LessonWindow
from gui.main_window import MainWindow
from tests.gui.data.conftest import choose
from tests.gui.drawing.pens import draw
from tests.gui.shouting import shouting


@pytest.fixture
def learned(tmp_path: Path) -> str:
    """A run of a linear network on imported images."""
    rng = np.random.default_rng(0)
    for number in range(40):
        folder = tmp_path / "own" / ("dark", "bright")[number % 2]
        folder.mkdir(parents=True, exist_ok=True)
        values = rng.integers(0, 60, (28, 28)) + 190 * (number % 2)
        Image.fromarray(values.astype(np.uint8)).save(folder / f"{number}.png")
    import_data(tmp_path / "own", ImportSettings("own"))
    project = adapted(Project.from_template("softmax-regression"), "own").project
    training = project.training.model_copy(update={"epochs": 2, "batch_size": 8, "device": "cpu", "tune": False})
    job = TrainingJob(replace(project, training=training), RunStore(), "before")
    job.start()
    job.join()
    return "before"


def texts(widget: QWidget) -> str:
    return "\n".join(label.text() for label in widget.findChildren(QLabel) if label.isVisible())


def press(window: QWidget, name: str, qtbot: QtBot) -> None:
    found = window.findChild(QPushButton, name) or window.findChild(QToolButton, name)
    assert found is not None, name
    qtbot.waitUntil(lambda: found.isEnabled() and found.width() > 0 and found.isVisible(), timeout=20_000)
    QTest.mouseClick(found, Qt.MouseButton.LeftButton)


def test_whatever_is_done_next_the_window_lives_and_says_where_the_data_were(
    learned: str, window: MainWindow, tmp_path: Path, qtbot: QtBot
) -> None:
    window.open_run(window.store.open(learned))
    window.go_to("build")
    press(window, "layerOutputsButton", qtbot)
    shutil.rmtree(own_folder() / "own")
    forget_dataset("own")
    place = str(own_folder() / "own")

    before = window.document.model
    window.document.select([before.layers[1].id])
    window.build_page.canvas.setFocus()
    QTest.keyClick(window.build_page.canvas, Qt.Key.Key_Delete)
    assert len(window.document.model.layers) == len(before.layers) - 1
    QTest.keyClick(window, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: window.document.model == before)
    assert window.document.network_analysis.ok
    with shouting():
        assert window.document.classes == 2

    with qtbot.waitSignal(window.session.finished, timeout=60_000) as ended:
        press(window, "trainButton", qtbot)
    assert ended.args[0].outcome == "failed"
    qtbot.waitUntil(lambda: place in texts(window.train_page.banner), timeout=5_000)
    assert "import it again, or let the project learn from another dataset" in texts(window.train_page.banner)

    window.go_to("draw")
    pad = window.draw_panel.canvas
    qtbot.waitUntil(lambda: pad.width() > 200)
    draw(pad, [(0.5, 0.15), (0.49, 0.3), (0.5, 0.45), (0.51, 0.6), (0.5, 0.85)])
    qtbot.waitUntil(lambda: window.draw_panel.digit.text() in ("dark", "bright"), timeout=30_000)

    window.go_to("evaluate")
    page = window.others.evaluate_page
    press(page, "evaluateButton", qtbot)
    qtbot.waitUntil(lambda: not page.is_active and place in texts(page), timeout=30_000)

    assert not window.code_files.export(tmp_path / "script.py")
    assert place in texts(window.notices)

    window.go_to("data")
    data = window.others.data_page
    qtbot.waitUntil(lambda: "own" in [one.name for one in data.list.datasets.listed], timeout=10_000)
    choose(data, "own")
    assert place in data.figures.text()

    window.lesson.open()
    lesson = window.findChild(QWidget, "lessonWindow")
    assert isinstance(lesson, LessonWindow)
    lesson.tabs.setCurrentIndex(1)
    qtbot.waitUntil(lambda: place in texts(lesson.own), timeout=10_000)
    window.document.undo_stack.setClean()
