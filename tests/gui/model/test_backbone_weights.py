"""The weights of a backbone in the inspector: nothing comes unasked, what comes is seen and can be given up."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QProgressBar, QPushButton, QToolButton

from engine.model.edits import set_params
from engine.model.pretrained.download import weights_file
from gui import theme, translation
from tests.engine.model.backbone_cases import network_of, params_of
from tests.engine.model.weights_server import FAMILY, WeightsServer, real_state, serving

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from gui.model.backbone_weights import BackboneWeights
    from tests.gui.model.conftest import Hands


@pytest.fixture
def server(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[WeightsServer]:
    with serving(real_state(), tmp_path / "torch", monkeypatch) as found:
        yield found


@pytest.fixture
def row(hands: Hands, server: WeightsServer) -> Iterator[BackboneWeights]:
    """The row of a backbone whose weights are not here."""
    hands.document.apply("Backbone", model=network_of(params_of(FAMILY, weights="pretrained")))
    hands.document.select(("backbone1",))
    QApplication.processEvents()
    yield hands.page.inspector.weights
    server.go_on.set()
    hands.page.stop()


def words(row: BackboneWeights) -> str:
    shown = [label.text() for label in row.findChildren(QLabel) if label.isVisible()]
    return "\n".join(shown).replace("\u200b", "")


def button(row: BackboneWeights, name: str) -> QPushButton:
    found = row.findChild(QPushButton, name)
    assert isinstance(found, QPushButton)
    return found


def press(row: BackboneWeights, name: str) -> None:
    found = button(row, name)
    assert found.isVisible()
    assert found.isEnabled()
    QTest.mouseClick(found, Qt.MouseButton.LeftButton)


def bar(row: BackboneWeights) -> QProgressBar:
    found = row.findChild(QProgressBar, "weightsProgress")
    assert isinstance(found, QProgressBar)
    return found


def test_missing_weights_are_told_with_their_size_and_nothing_is_fetched(
    row: BackboneWeights, server: WeightsServer
) -> None:
    assert words(row) == "\nWeights: not here yet"
    assert button(row, "downloadWeightsButton").text() == "Download (about 9.8 MB)"
    assert not bar(row).isVisible()
    assert server.requests == 0


def test_download_shows_how_far_it_is_and_ends_installed(
    row: BackboneWeights, server: WeightsServer, qtbot: QtBot
) -> None:
    server.stop_after = len(server.content) // 2
    press(row, "downloadWeightsButton")
    qtbot.waitUntil(lambda: bar(row).value() >= 490)
    assert bar(row).isVisible()
    assert bar(row).text() in ("49 %", "50 %")
    assert words(row) == "\nWeights: 4.9 of 9.8 MB here"
    assert not button(row, "downloadWeightsButton").isVisible()
    with qtbot.waitSignal(row.arrived):
        server.go_on.set()
    assert words(row) == "\nWeights: installed"
    assert not bar(row).isVisible()
    file = weights_file(FAMILY)
    assert file is not None
    assert file.read_bytes() == server.content


def test_cancel_acts_at_once_though_the_server_is_silent(
    row: BackboneWeights, server: WeightsServer, qtbot: QtBot, tmp_path: Path
) -> None:
    server.stop_after = 300_000
    press(row, "downloadWeightsButton")
    qtbot.waitUntil(lambda: bar(row).value() > 0)
    press(row, "cancelDownloadButton")
    qtbot.waitUntil(lambda: words(row) == "\nWeights: not here yet", timeout=1000)
    assert [file for file in (tmp_path / "torch").rglob("*") if file.is_file()] == []
    server.stop_after = None
    with qtbot.waitSignal(row.arrived):
        press(row, "downloadWeightsButton")


def test_a_download_goes_on_while_another_layer_is_looked_at(
    row: BackboneWeights, hands: Hands, server: WeightsServer, qtbot: QtBot
) -> None:
    server.stop_after = 300_000
    press(row, "downloadWeightsButton")
    hands.document.select(("linear1",))
    assert not row.isVisible()
    qtbot.waitUntil(server.stalled.is_set)
    hands.document.select(("backbone1",))
    assert bar(row).isVisible()
    with qtbot.waitSignal(row.arrived):
        server.go_on.set()


def test_what_went_wrong_stands_in_the_row_and_trying_again_works(
    row: BackboneWeights, hands: Hands, server: WeightsServer, qtbot: QtBot
) -> None:
    server.status = 404
    press(row, "downloadWeightsButton")
    qtbot.waitUntil(lambda: "404" in words(row))
    assert "Try again later" in words(row)
    assert button(row, "downloadWeightsButton").text() == "Try again (about 9.8 MB)"
    page = hands.page.inspector.widget()
    assert page is not None
    assert page.width() <= hands.page.inspector.viewport().width()
    server.status = 200
    with qtbot.waitSignal(row.arrived):
        press(row, "downloadWeightsButton")
    assert words(row) == "\nWeights: installed"


def test_a_damaged_file_is_noticed_and_replaced_on_request(
    row: BackboneWeights, hands: Hands, server: WeightsServer, qtbot: QtBot
) -> None:
    file = weights_file(FAMILY)
    assert file is not None
    file.parent.mkdir(parents=True)
    file.write_bytes(b"cut off")
    hands.document.select(("linear1",))
    hands.document.select(("backbone1",))
    qtbot.waitUntil(lambda: "damaged" in words(row))
    assert server.requests == 0
    assert button(row, "downloadWeightsButton").text().startswith("Download again")
    with qtbot.waitSignal(row.arrived):
        press(row, "downloadWeightsButton")
    assert file.read_bytes() == server.content


def test_random_and_installed_weights_need_no_download(row: BackboneWeights, hands: Hands) -> None:
    model = hands.document.model
    hands.document.apply("Random", model=set_params(model, "backbone1", weights="random"))
    assert not row.isVisible()
    hands.document.apply("Lite", model=set_params(model, "backbone1", family="efficientnet_lite0"))
    assert words(row) == "\nWeights: installed"
    assert not button(row, "downloadWeightsButton").isVisible()
    hands.document.select(())
    assert not row.isVisible()


def test_the_row_speaks_chinese_and_takes_the_dark_theme(row: BackboneWeights) -> None:
    theme.set_theme("dark")
    with translation.in_language("zh_CN"):
        QApplication.processEvents()
        assert words(row) == "\n权重：尚未下载"
        assert button(row, "downloadWeightsButton").text() == "下载（约 9.8 MB）"
        assert button(row, "cancelDownloadButton").text() == "取消"
    QApplication.processEvents()
    assert words(row) == "\nWeights: not here yet"


def test_outputs_on_the_canvas_ask_nobody_and_come_when_the_weights_do(
    row: BackboneWeights, hands: Hands, server: WeightsServer, qtbot: QtBot
) -> None:
    said: list[str] = []
    hands.page.outputs.told.connect(lambda sentence, _learned: said.append(sentence))
    found = hands.page.findChild(QToolButton, "layerOutputsButton")
    assert isinstance(found, QToolButton)
    QTest.mouseClick(found, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: bool(said), timeout=30_000)
    assert "not here yet (about 9.8 MB)" in said[-1]
    assert "press Download" in said[-1]
    assert server.requests == 0
    press(row, "downloadWeightsButton")
    qtbot.waitUntil(lambda: "backbone1" in hands.page.outputs.shown, timeout=30_000)
    assert said[-1] == "First weights, nothing learned yet"
    assert server.requests == 1


def test_the_window_answers_the_keyboard_while_weights_come(
    row: BackboneWeights, hands: Hands, server: WeightsServer, qtbot: QtBot
) -> None:
    server.stop_after = 300_000
    press(row, "downloadWeightsButton")
    qtbot.waitUntil(server.stalled.is_set)
    hands.page.editor.add("Linear", "linear1")
    assert "linear2" in hands.document.model.by_id
    hands.page.stop()  # closing the window ends the thread though the server is silent
    assert row.downloads.state(FAMILY).kind != "coming"
