"""The whole window around a backbone whose weights are not here: answers, a training, and Stop."""

from collections.abc import Iterator
from pathlib import Path
from typing import TypeVar

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QProgressBar, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from engine.model.pretrained.download import is_here
from gui.main_window import MainWindow
from tests.engine.model.backbone_cases import network_of, params_of
from tests.engine.model.weights_server import FAMILY, WeightsServer, real_state, serving

W = TypeVar("W", bound=QWidget)


@pytest.fixture
def server(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[WeightsServer]:
    with serving(real_state(), tmp_path / "torch", monkeypatch) as found:
        yield found


@pytest.fixture
def window(server: WeightsServer, qtbot: QtBot) -> Iterator[MainWindow]:
    window = MainWindow()
    qtbot.addWidget(window)
    window.show()
    qtbot.waitExposed(window)
    training = window.document.training.model_copy(update={"limit_train": 64, "epochs": 1, "device": "cpu"})
    model = network_of(params_of(FAMILY, weights="pretrained"))
    window.document.apply("Backbone", model=model, training=training)
    window.document.select(("backbone1",))
    yield window
    server.go_on.set()
    window.session.stop_and_wait()
    window.document.undo_stack.setClean()
    window.close()


def part(window: MainWindow, name: str, kind: type[W]) -> W:
    found = window.findChild(kind, name)
    assert found is not None, name
    return found


def press(window: MainWindow, name: str) -> None:
    button = part(window, name, QPushButton)
    assert button.isEnabled()
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)


def draw(window: MainWindow) -> None:
    pad = part(window, "digitCanvas", QWidget)
    QTest.mousePress(pad, Qt.MouseButton.LeftButton, pos=QPoint(pad.width() // 2, 40))
    QTest.mouseMove(pad, QPoint(pad.width() // 2, 120))
    QTest.mouseRelease(pad, Qt.MouseButton.LeftButton, pos=QPoint(pad.width() // 2, 160))


def test_the_pad_says_what_is_missing_and_answers_once_it_came(
    window: MainWindow, server: WeightsServer, qtbot: QtBot
) -> None:
    window.go_to("draw")
    draw(window)
    panel = window.draw_panel
    qtbot.waitUntil(lambda: any("not here yet" in label.text() for label in panel.findChildren(QLabel)), timeout=30_000)
    assert server.requests == 0
    answer = part(window, "predictedDigit", QLabel)
    window.go_to("build")
    press(window, "downloadWeightsButton")
    qtbot.waitUntil(lambda: answer.text().isdigit(), timeout=30_000)
    assert server.requests == 1


def test_a_training_shows_its_download_and_stop_ends_it(
    window: MainWindow, server: WeightsServer, qtbot: QtBot
) -> None:
    server.stop_after = len(server.content) // 2
    press(window, "trainButton")
    status, progress = part(window, "statusLabel", QLabel), part(window, "trainProgress", QProgressBar)
    qtbot.waitUntil(lambda: "4.9 of 9.8 MB" in status.text(), timeout=30_000)
    assert status.text() == f"Downloading the weights of {FAMILY}: 4.9 of 9.8 MB"
    assert progress.text() in ("49 %", "50 %")
    assert f"Downloading the weights of {FAMILY} (9.8 MB)" in window.train_page.log.toPlainText()
    press(window, "stopButton")
    qtbot.waitUntil(lambda: not window.session.is_active, timeout=2_000)
    assert status.text() == "Stopped before the first step"
    assert progress.value() == 0
    assert not is_here(FAMILY)


def test_after_its_download_a_training_goes_on_and_the_row_says_installed(
    window: MainWindow, server: WeightsServer, qtbot: QtBot
) -> None:
    press(window, "trainButton")
    qtbot.waitUntil(lambda: window.session.state == "completed", timeout=60_000)
    assert server.requests == 1
    window.go_to("build")
    row = window.build_page.inspector.weights
    qtbot.waitUntil(lambda: any(label.text() == "Weights: installed" for label in row.findChildren(QLabel)))
    assert row.downloads.state(FAMILY).kind == "installed"
