"""Photographs on the pad: dropped, pasted or opened, answered digit by digit, and taken away again."""

from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray
from PIL import Image
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QGuiApplication, QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFileDialog
from pytestqt.qtbot import QtBot

from engine.data.catalog import load_dataset
from engine.evaluation.insight import DigitAnswer
from gui.drawing import DrawPanel
from tests.gui.drawing.pens import SEVEN, draw


@pytest.fixture
def panel(qtbot: QtBot) -> DrawPanel:
    widget = DrawPanel()
    qtbot.addWidget(widget)
    widget.resize(900, 600)
    widget.show()
    qtbot.waitExposed(widget)
    return widget


def scan() -> NDArray[np.uint8]:
    """«72» and below it «10», dark on bright."""
    digits = load_dataset("mnist").test_images[:4, 0]
    rows = [np.concatenate([np.pad(digit, 4) for digit in digits[pair]], axis=1) for pair in (slice(2), slice(2, 4))]
    large = Image.fromarray(np.pad(np.concatenate(rows), 10)).resize((400, 400), Image.Resampling.BICUBIC)
    return np.asarray(235 - np.asarray(large) * 0.8).astype(np.uint8)


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "scan.png"
    Image.fromarray(scan()).save(path)
    return path


def answer_all(panel: DrawPanel) -> None:
    digits = (7, 2, 1, 0)
    panel.show_answers([DigitAnswer(np.where(np.arange(10) == k, 0.9, 0.01).astype(np.float32)) for k in digits])


def drop(panel: DrawPanel, data: QMimeData) -> bool:
    place = panel.canvas.rect().center()
    arguments = (Qt.DropAction.CopyAction, data, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier)
    enter = QDragEnterEvent(place, *arguments)
    QApplication.sendEvent(panel, enter)
    if not enter.isAccepted():
        return False
    event = QDropEvent(QPointF(place), *arguments)
    QApplication.sendEvent(panel, event)
    return event.isAccepted()


def test_a_dropped_file_is_read_line_by_line_and_asked_for_at_once(panel: DrawPanel, qtbot: QtBot, file: Path) -> None:
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(file))])
    with qtbot.waitSignal(panel.imagesChanged, timeout=10_000) as told:
        assert drop(panel, data)
    assert told.args[0].shape == (4, 28, 28)
    answer_all(panel)
    assert panel.reading_line.text.text() == "72\n10"
    assert panel.digit.text() == "7"


def test_a_pasted_picture_is_read_and_its_text_copied(panel: DrawPanel, qtbot: QtBot) -> None:
    pixels = scan()
    image = QImage(pixels.tobytes(), 400, 400, 400, QImage.Format.Format_Grayscale8).copy()
    QGuiApplication.clipboard().setImage(image)
    panel.canvas.setFocus()
    with qtbot.waitSignal(panel.imagesChanged, timeout=10_000):
        QTest.keyClick(panel.canvas, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    answer_all(panel)
    QTest.keyClick(panel.canvas, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    assert QGuiApplication.clipboard().text() == "72\n10"


def test_the_open_button_reads_a_chosen_file(
    panel: DrawPanel, qtbot: QtBot, file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_: (str(file), ""))
    with qtbot.waitSignal(panel.imagesChanged, timeout=10_000):
        QTest.mouseClick(panel.tools.open_photo, Qt.MouseButton.LeftButton)
    assert panel.canvas.has_photo


def test_a_click_on_a_digit_of_the_picture_looks_at_it(panel: DrawPanel, qtbot: QtBot, file: Path) -> None:
    with qtbot.waitSignal(panel.imagesChanged, timeout=10_000):
        panel.read_photo(file)
    answer_all(panel)
    side = panel.canvas.width()
    two = QPoint(round(0.68 * side), round(0.3 * side))
    QTest.mouseClick(panel.canvas, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, two)
    assert panel.digit.text() == "2"
    assert panel.canvas.has_photo


def test_drawing_takes_the_picture_away_and_undo_brings_back_the_drawing_before(
    panel: DrawPanel, qtbot: QtBot, file: Path
) -> None:
    draw(panel.canvas, SEVEN)
    qtbot.waitUntil(lambda: panel.image() is not None)
    with qtbot.waitSignal(panel.imagesChanged, timeout=10_000):
        panel.read_photo(file)
    assert panel.canvas.strokes() == []
    panel.canvas.undo_stroke()
    assert not panel.canvas.has_photo
    assert len(panel.canvas.strokes()) == 1
    with qtbot.waitSignal(panel.imagesChanged, timeout=10_000):
        panel.read_photo(file)
    draw(panel.canvas, [(0.02, 0.02), (0.02, 0.98)])
    assert not panel.canvas.has_photo
    assert len(panel.canvas.strokes()) == 1


def test_a_file_that_is_no_picture_says_so_and_keeps_the_drawing(
    panel: DrawPanel, qtbot: QtBot, tmp_path: Path
) -> None:
    draw(panel.canvas, SEVEN)
    qtbot.waitUntil(lambda: panel.image() is not None)
    bad = tmp_path / "notes.png"
    bad.write_text("no picture")
    panel.read_photo(bad)
    qtbot.waitUntil(lambda: "notes.png" in panel.message.text())
    assert "it is no image" in panel.message.text()
    assert len(panel.canvas.strokes()) == 1
    draw(panel.canvas, SEVEN)
    assert "notes.png" not in panel.message.text()


def test_a_picture_without_digits_says_so(panel: DrawPanel, qtbot: QtBot, tmp_path: Path) -> None:
    Image.new("L", (300, 200), 220).save(tmp_path / "blank.png")
    panel.read_photo(tmp_path / "blank.png")
    qtbot.waitUntil(lambda: "No handwriting" in panel.message.text())
    assert not panel.canvas.has_photo


def test_what_is_no_picture_cannot_be_dropped(panel: DrawPanel) -> None:
    data = QMimeData()
    data.setText("7")
    assert not drop(panel, data)
