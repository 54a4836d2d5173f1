"""Digits on paper before the camera: found, shown live, captured by a click, read as a photograph is."""

from pathlib import Path

import numpy as np
import pytest
from PIL import Image
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from engine.data.camera import CameraDevice
from gui.drawing import DrawPanel
from gui.drawing.camera import CameraDialog
from tests.gui.drawing.pens import SEVEN, draw
from tests.gui.drawing.test_photo_on_pad import panel, scan
from tests.gui.shouting import shouting

__all__ = ["panel"]
LEFT = Qt.MouseButton.LeftButton
BROKEN = CameraDevice("Broken", "v4l2", "/dev/no-such-camera")


@pytest.fixture
def paper(tmp_path: Path) -> CameraDevice:
    """«72» and below it «10», again and again, thirty times a second, with a wide edge that is not to be read."""
    edge = np.pad(scan(), 60, constant_values=235)
    edge[:20] = 0  # the table behind the paper
    Image.fromarray(edge).convert("RGB").save(tmp_path / "paper.png")
    film = f"movie={(tmp_path / 'paper.png').as_posix()}:loop=0,setpts=N/30/TB,realtime"
    return CameraDevice("Paper", "lavfi", film)


def opened(panel: DrawPanel, qtbot: QtBot, *cameras: CameraDevice) -> CameraDialog:
    panel.camera.find = lambda: cameras
    QTest.mouseClick(panel.tools.open_camera, LEFT)
    qtbot.waitUntil(lambda: panel.camera.dialog is not None and panel.camera.dialog.isVisible())
    assert panel.camera.dialog is not None
    return panel.camera.dialog


def test_what_lies_in_the_frame_is_captured_and_read(panel: DrawPanel, qtbot: QtBot, paper: CameraDevice) -> None:
    dialog = opened(panel, qtbot, paper)
    qtbot.waitUntil(dialog.capture.isEnabled, timeout=10_000)
    assert "inside the frame" in dialog.words.text()
    picture = dialog.view.grab().toImage()
    middle = picture.pixelColor(picture.width() // 2, picture.height() // 2)
    edge = picture.pixelColor(picture.width() // 2 - round(0.44 * picture.height()), picture.height() // 2)
    assert edge.lightness() < 0.8 * middle.lightness(), "what lies outside the frame is dark"
    with qtbot.waitSignal(panel.imagesChanged, timeout=10_000) as told:
        QTest.keyClick(dialog, Qt.Key.Key_Return)  # as a click on Capture
    assert told.args[0].shape == (4, 28, 28)
    assert panel.canvas.has_photo
    assert not dialog.isVisible()
    opened(panel, qtbot, paper)
    qtbot.waitUntil(dialog.capture.isEnabled, timeout=10_000)  # the device had been let go of
    panel.stop()
    assert not dialog.isVisible()


def test_a_camera_that_fails_says_so_and_another_can_be_chosen(
    panel: DrawPanel, qtbot: QtBot, paper: CameraDevice
) -> None:
    dialog = opened(panel, qtbot, BROKEN, paper)
    qtbot.waitUntil(lambda: "Broken" in dialog.words.text(), timeout=10_000)
    assert not dialog.capture.isEnabled()
    with shouting():
        assert dialog.capture.text() == "CAPTURE"
        assert "ANOTHER PROGRAM" in dialog.words.text()
    dialog.choice.setFocus()
    QTest.keyClick(dialog.choice, Qt.Key.Key_Down)
    qtbot.waitUntil(dialog.capture.isEnabled, timeout=10_000)
    QTest.mouseClick(dialog.cancel, LEFT)
    assert not dialog.isVisible()
    assert not dialog.capture.isEnabled()
    panel.stop()


def test_without_a_camera_that_is_said_and_the_drawing_stays(panel: DrawPanel, qtbot: QtBot) -> None:
    draw(panel.canvas, SEVEN)
    qtbot.waitUntil(lambda: panel.image() is not None)
    panel.camera.find = lambda: ()
    QTest.mouseClick(panel.tools.open_camera, LEFT)
    qtbot.waitUntil(lambda: "No camera was found" in panel.message.text())
    assert "No camera was found" in panel.tools.open_camera.toolTip()
    assert len(panel.canvas.strokes()) == 1
