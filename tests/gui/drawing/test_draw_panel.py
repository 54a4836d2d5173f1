"""The drawing place as a whole: from strokes to the image, from the answer to words, in places of every shape."""

import subprocess
import sys

import numpy as np
import pytest
from numpy.typing import NDArray
from PySide6.QtCore import QCoreApplication, QTranslator
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QPushButton, QSlider, QToolButton, QWidget
from pytestqt.qtbot import QtBot

import engine.data.reading  # noqa: F401 - else the first drawing is read a moment later
from engine.data.ink import render_strokes
from gui import theme
from gui.drawing import DrawPanel
from tests.gui.drawing.pens import BAR, SEVEN, draw

ANSWER = np.array([0.001, 0.002, 0.003, 0.004, 0, 0, 0, 0.98, 0.005, 0.005], dtype=np.float32)


@pytest.fixture
def panel(qtbot: QtBot) -> DrawPanel:
    widget = DrawPanel()
    qtbot.addWidget(widget)
    widget.resize(320, 680)
    widget.show()
    qtbot.waitExposed(widget)
    return widget


def seen(panel: DrawPanel) -> NDArray[np.uint8]:
    image = panel.image()
    assert image is not None
    return image


def child(panel: DrawPanel, kind: type[QWidget], name: str) -> QWidget:
    found = panel.findChild(kind, name)
    assert isinstance(found, QWidget), name
    return found


def test_drawing_gives_the_image_that_the_network_sees(panel: DrawPanel) -> None:
    images: list[object] = []
    panel.imageChanged.connect(images.append)
    draw(panel.canvas, SEVEN)
    image, expected = seen(panel), render_strokes(panel.canvas.strokes())
    assert expected is not None
    assert np.array_equal(image, expected)
    assert images[-1] is image
    assert len(images) <= len(SEVEN)
    shown = panel.preview.image()
    assert shown is not None
    assert [[shown.pixelColor(x, y).red() for x in range(28)] for y in range(28)] == image.tolist()


def test_brush_width_does_not_change_the_image(panel: DrawPanel) -> None:
    slider = child(panel, QSlider, "brushWidthSlider")
    assert isinstance(slider, QSlider)
    images = []
    for width in (slider.minimum(), slider.maximum()):
        slider.setValue(width)
        draw(panel.canvas, SEVEN)
        images.append(seen(panel))
        panel.canvas.clear()
    assert np.array_equal(images[0], images[1])


def test_answer_names_the_class_and_empty_pad_names_none(panel: DrawPanel) -> None:
    digit = child(panel, QLabel, "predictedDigit")
    assert isinstance(digit, QLabel)
    assert digit.text() == ""
    assert panel.message.text() == "Draw a digit to see what the network thinks"
    draw(panel.canvas, SEVEN)
    assert panel.message.text() == "Waiting for the network…"
    panel.show_probabilities(ANSWER)
    assert digit.text() == "7"
    assert "98.0 %" in panel.message.text()
    clear = child(panel, QPushButton, "clearCanvasButton")
    assert isinstance(clear, QPushButton)
    clear.click()
    assert digit.text() == ""
    assert panel.image() is None
    assert panel.preview.image() is None
    assert panel.bars.probabilities() is None


def test_answer_that_comes_after_the_pad_was_cleared_is_not_shown(panel: DrawPanel) -> None:
    draw(panel.canvas, SEVEN)
    panel.canvas.clear()
    panel.show_probabilities(ANSWER)
    assert panel.digit.text() == ""
    assert panel.bars.probabilities() is None


def test_undo_button_takes_back_the_last_stroke(panel: DrawPanel) -> None:
    undo = child(panel, QToolButton, "undoStrokeButton")
    assert isinstance(undo, QToolButton)
    assert not undo.isEnabled()
    draw(panel.canvas, SEVEN)
    first = seen(panel)
    draw(panel.canvas, BAR)
    assert not np.array_equal(seen(panel), first)
    undo.click()
    assert np.array_equal(seen(panel), first)
    undo.click()
    assert panel.image() is None
    assert not undo.isEnabled()


def test_other_classes_are_named_and_counted(panel: DrawPanel) -> None:
    draw(panel.canvas, SEVEN)
    panel.show_probabilities([0.1, 0.7, 0.2], ("cat", "dog", "bird"))
    assert panel.digit.text() == "dog"
    panel.set_classes(tuple("0123456789"))
    assert panel.digit.text() == ""


def test_error_is_said_and_goes_with_the_next_answer(panel: DrawPanel) -> None:
    draw(panel.canvas, SEVEN)
    panel.show_error("flatten1 expects 1600 features, receives 3136")
    assert panel.digit.text() == ""
    assert panel.message.text() == "flatten1 expects 1600 features, receives 3136"
    panel.show_probabilities(ANSWER)
    assert panel.digit.text() == "7"
    assert "1600" not in panel.message.text()


def test_whose_weights_answer_is_said(panel: DrawPanel) -> None:
    assert not panel.source.isVisible()
    panel.set_source_text("Live: step 1,240 of 7,500")
    assert panel.source.isVisible()
    assert panel.source.text() == "Live: step 1,240 of 7,500"


@pytest.mark.parametrize(
    ("width", "height", "beside"),
    [(280, 620, False), (420, 900, False), (700, 1000, False), (640, 400, True), (1200, 700, True), (2400, 1300, True)],
)
def test_place_of_any_shape_is_used_without_cutting_or_overlapping(
    panel: DrawPanel, qtbot: QtBot, width: int, height: int, beside: bool
) -> None:
    panel.set_source_text("Run first-try, epoch 3")
    panel.resize(width, height)
    QTest.qWait(30)
    canvas = panel.canvas.rect().translated(panel.canvas.mapTo(panel, panel.canvas.rect().topLeft()))
    bars = panel.bars.rect().translated(panel.bars.mapTo(panel, panel.bars.rect().topLeft()))
    assert panel.rect().contains(canvas)
    assert canvas.width() == canvas.height() >= 140
    assert not canvas.intersects(bars)
    assert (bars.left() > canvas.right()) == beside
    assert panel.width() == width
    assert bars.width() >= 150
    for widget in (panel.preview, panel.message, panel.source, panel.tools.clear):
        assert panel.rect().contains(widget.rect().translated(widget.mapTo(panel, widget.rect().topLeft())))


def test_language_changes_while_open(panel: DrawPanel) -> None:
    class Marking(QTranslator):
        def isEmpty(self) -> bool:
            return False

        def translate(
            self, context: str | bytes, source: str | bytes, disambiguation: str | bytes | None = None, n: int = -1
        ) -> str:
            return f"«{source if isinstance(source, str) else source.decode()}»"

    marking = Marking()
    QCoreApplication.installTranslator(marking)
    try:
        QCoreApplication.sendPostedEvents()
        clear = child(panel, QPushButton, "clearCanvasButton")
        assert isinstance(clear, QPushButton)
        assert clear.text() == "«Clear»"
        assert panel.message.text().startswith("«Draw a digit")
        assert panel.canvas.accessibleName() == "«Drawing pad»"
    finally:
        QCoreApplication.removeTranslator(marking)
    QCoreApplication.sendPostedEvents()
    assert clear.text() == "Clear"


def test_everything_that_can_be_used_has_a_name(panel: DrawPanel) -> None:
    named = [
        panel.canvas,
        panel.preview,
        panel.bars,
        panel.tools.brush,
        panel.tools.undo,
        panel.tools.clear,
        panel.digit,
    ]
    assert all(widget.accessibleName() and widget.objectName() for widget in named)


def test_theme_switch_repaints_the_panel(panel: DrawPanel) -> None:
    draw(panel.canvas, SEVEN)
    light = panel.grab().toImage()
    theme.set_theme("dark")
    try:
        dark = panel.grab().toImage()
        assert light.pixelColor(2, 2).lightness() > 200
        assert dark.pixelColor(2, 2).lightness() < 60
    finally:
        theme.set_theme("light")


def test_panel_opens_without_numpy_and_pillow_and_draws_once_they_are_there() -> None:
    program = """
import sys
from PySide6.QtWidgets import QApplication
from PySide6.QtCore import QEventLoop, QTimer
app = QApplication([])
from gui.drawing import DrawPanel
from tests.gui.drawing.pens import SEVEN, draw
panel = DrawPanel(); panel.resize(320, 680)
assert not {"numpy", "PIL", "torch"} & set(sys.modules), "too early"
panel.show(); app.processEvents()
loop = QEventLoop(); panel.imageChanged.connect(loop.quit); QTimer.singleShot(20000, loop.quit)
draw(panel.canvas, SEVEN)
if panel.image() is None:
    loop.exec()
assert panel.image().shape == (28, 28)
print("drawn")
"""
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, timeout=60, check=False)
    assert done.stdout.strip() == "drawn", done.stderr
