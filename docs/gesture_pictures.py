"""Draws the animated pictures of ``docs/gestures.md`` from the real Build place, driven by real mouse and key events.

``uv run python docs/gesture_pictures.py`` writes one GIF for each gesture into ``docs/gestures``. Needs no display.
"""

import io
import os
import sys
from collections.abc import Callable
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))
os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PIL import Image
from PySide6.QtCore import QBuffer, QEventLoop, QPoint, QPointF, Qt, QTimer
from PySide6.QtGui import QColor, QDragEnterEvent, QDragMoveEvent, QDropEvent, QPainter, QPen, QPixmap, QPolygonF
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from engine.project import Project
from gui import theme
from gui.model.document import ProjectDocument
from gui.model.mime import layer_mime
from gui.model.page import BuildPage
from gui.preferences import Preferences
from gui.startup import prepare_application

SIZE = (1120, 620)
WIDTH = 760
FRAME_MS = 90
HOLD = 9
"""Frames that the last picture of a step stays."""
LEFT = Qt.MouseButton.LeftButton
NONE, CTRL = Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.ControlModifier
ARROW = ((0, 0), (0, 19), (5, 15), (8.5, 22), (11.5, 20.5), (8, 14), (14, 14))


def wait(milliseconds: int) -> None:
    loop = QEventLoop()
    QTimer.singleShot(milliseconds, loop.quit)
    loop.exec()


class Film:
    """A Build place, a hand with a cursor, and the frames so far."""

    def __init__(self, template: str) -> None:
        self.page = BuildPage(ProjectDocument(Project.from_template(template)))
        self.page.resize(*SIZE)
        self.page.show()
        self.document, self.canvas = self.page.document, self.page.canvas
        self.frames: list[Image.Image] = []
        self.cursor = QPointF(SIZE[0] * 0.62, SIZE[1] * 0.5)
        self.pressed = False
        self.keys = ""
        wait(150)
        self.canvas.fit()
        wait(50)

    def frame(self, count: int = 1) -> None:
        """Take a picture of now, so many times over."""
        wait(20)
        picture = self.page.grab()
        painter = QPainter(picture)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._paint_cursor(painter)
        painter.end()
        self.frames += [_image(picture)] * count

    def _paint_cursor(self, painter: QPainter) -> None:
        now = theme.current()
        if self.pressed:
            painter.setPen(Qt.PenStyle.NoPen)
            ring = QColor(now.accent)
            ring.setAlphaF(0.35)
            painter.setBrush(ring)
            painter.drawEllipse(self.cursor, 15, 15)
        arrow = QPolygonF([QPointF(*point) for point in ARROW])
        painter.translate(self.cursor)
        painter.setPen(QPen(QColor("white"), 1.4))
        painter.setBrush(QColor("black"))
        painter.drawPolygon(arrow)
        if self.keys:
            painter.setFont(self.page.font())
            box = painter.fontMetrics().boundingRect(self.keys).adjusted(-9, -5, 9, 5).translated(26, 30)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(20, 24, 26, 220))
            painter.drawRoundedRect(box, 5, 5)
            painter.setPen(QColor("white"))
            painter.drawText(box, Qt.AlignmentFlag.AlignCenter, self.keys)

    # The hand

    def on_canvas(self, place: QPointF | str) -> QPoint:
        if isinstance(place, str):
            place = self.canvas.model_scene.nodes[place].pos() + QPointF(-40, 0)
        return self.canvas.mapFromScene(place)

    def _point(self, widget: QWidget, at: QPoint) -> QPointF:
        return QPointF(widget.mapTo(self.page, at))

    def go(self, widget: QWidget, at: QPoint, steps: int = 6, during: Callable[[QPoint], object] | None = None) -> None:
        """Move the cursor there."""
        start, end = self.cursor, self._point(widget, at)
        first = widget.mapFrom(self.page, start.toPoint())
        for step in range(1, steps + 1):
            self.cursor = start + (end - start) * (step / steps)
            if during is not None:
                during(first + (at - first) * (step / steps))
            self.frame()

    def click(self, widget: QWidget, at: QPoint, keys: Qt.KeyboardModifier = NONE, double: bool = False) -> None:
        self.go(widget, at)
        self.pressed = True
        self.frame()
        QTest.mouseClick(widget, LEFT, keys, at)
        if double:
            QTest.mouseDClick(widget, LEFT, keys, at)
        self.pressed = False
        self.frame()

    def drag(self, start: QPointF | str, end: QPointF) -> None:
        """Drag on the canvas."""
        viewport, first, last = self.canvas.viewport(), self.on_canvas(start), self.on_canvas(end)
        self.go(viewport, first)
        self.pressed = True
        QTest.mousePress(viewport, LEFT, NONE, first)
        self.frame()
        self.go(viewport, last, 9, lambda at: QTest.mouseMove(viewport, at))
        self.frame(3)
        QTest.mouseRelease(viewport, LEFT, NONE, last)
        self.pressed = False
        self.frame(HOLD)

    def drag_in(self, entry: str, place: QPointF) -> None:
        """Drag a layer type in from the palette."""
        palette, viewport = self.page.palette_panel.list, self.canvas.viewport()
        (item,) = palette.findItems(entry, Qt.MatchFlag.MatchExactly)
        palette.scrollToItem(item)
        self.go(palette.viewport(), palette.visualItemRect(item).center())
        self.pressed = True
        self.frame(2)
        data, copy = layer_mime(entry), Qt.DropAction.CopyAction
        at = self.on_canvas(place)
        QApplication.sendEvent(viewport, QDragEnterEvent(at, copy, data, LEFT, NONE))

        def move(to: QPoint) -> None:
            QApplication.sendEvent(viewport, QDragMoveEvent(to, copy, data, LEFT, NONE))

        self.go(viewport, at, 9, move)
        self.frame(4)
        QApplication.sendEvent(viewport, QDropEvent(QPointF(at), copy, data, LEFT, NONE))
        self.pressed = False
        self.frame(HOLD)

    def press(self, key: Qt.Key, keys: Qt.KeyboardModifier = NONE, words: str = "") -> None:
        self.keys = words
        self.frame(3)
        self.canvas.setFocus()
        QTest.keyClick(self.canvas, key, keys)
        wait(60)
        self.frame(HOLD)
        self.keys = ""

    def save(self, name: str) -> None:
        self.frame(HOLD)
        path = ROOT / "docs" / "gestures" / f"{name}.gif"
        path.parent.mkdir(exist_ok=True)
        palette = self.frames[0].quantize(96)
        shown = [frame.quantize(palette=palette, dither=Image.Dither.NONE) for frame in self.frames]
        shown[0].save(path, save_all=True, append_images=shown[1:], duration=FRAME_MS, loop=0, optimize=True)
        print(f"{path.name}: {len(shown)} frames, {path.stat().st_size // 1024} kB")
        self.page.stop()
        self.page.close()


def _image(picture: QPixmap) -> Image.Image:
    buffer = QBuffer()
    buffer.open(QBuffer.OpenModeFlag.WriteOnly)
    picture.scaledToWidth(WIDTH, Qt.TransformationMode.SmoothTransformation).save(buffer, "PNG")
    return Image.open(io.BytesIO(bytes(buffer.data().data()))).convert("RGB")


# The gestures


def add() -> None:
    film = Film("softmax-regression")
    film.click(film.canvas.viewport(), film.on_canvas("flatten1"))
    palette = film.page.palette_panel.list
    for entry in ("Linear", "ReLU"):
        (item,) = palette.findItems(entry, Qt.MatchFlag.MatchExactly)
        palette.scrollToItem(item)
        film.click(palette.viewport(), palette.visualItemRect(item).center(), double=True)
        film.frame(HOLD)
    film.save("add")


def drop_on_link() -> None:
    film = Film("mnist-cnn")
    link = film.canvas.model_scene.link_between("conv1", "relu1")
    assert link is not None
    film.drag_in("BatchNorm2d", link.middle)
    film.save("drop")


def splice() -> None:
    film = Film("mnist-cnn")
    link = film.canvas.model_scene.link_between("linear1", "relu3")
    assert link is not None
    film.drag("relu2", link.middle + QPointF(-40, 0))
    film.press(Qt.Key.Key_Z, CTRL, "Ctrl+Z")
    film.save("splice")


def branch() -> None:
    film = Film("mnist-cnn")
    film.document.select(("relu2",))
    film.page.editor.set_param("conv2", "padding", "same", "Padding", 0)
    film.page.editor.set_param("conv2", "out_channels", 32, "Filters", 1)
    film.page.editor.add("Add", "relu2")
    film.canvas.fit()
    film.frame(4)
    source = film.canvas.model_scene.nodes["pool1"]
    target = film.canvas.model_scene.nodes["add1"]
    film.drag(source.pos() + source.output_port(), target.pos() + target.input_port(1))
    film.save("branch")


def mend() -> None:
    film = Film("mnist-cnn")
    film.click(film.canvas.viewport(), film.on_canvas("flatten1"))
    film.press(Qt.Key.Key_Delete, NONE, "Delete")
    note = film.canvas.model_scene.notes.get("linear1")
    assert note is not None
    film.click(film.canvas.viewport(), film.canvas.mapFromScene(note.fix_centre()))
    film.save("mend")


def block() -> None:
    film = Film("vgg-small")
    chosen = film.document.model.order[1:5]
    film.click(film.canvas.viewport(), film.on_canvas(chosen[0]))
    film.document.select(chosen)
    film.frame(3)
    film.press(Qt.Key.Key_G, CTRL, "Ctrl+G")
    use = next(layer.id for layer in film.document.model if layer.type == "Block")
    film.click(film.canvas.viewport(), film.on_canvas(use), double=True)
    film.frame(HOLD)
    film.press(Qt.Key.Key_Escape, NONE, "Esc")
    film.press(Qt.Key.Key_Escape, NONE, "Esc")
    film.save("block")


def outputs() -> None:
    film = Film("mnist-cnn")
    film.press(Qt.Key.Key_O, NONE, "O")
    for _ in range(200):
        wait(50)
        if film.page.outputs.shown:
            break
    film.canvas.fit()
    film.frame(HOLD)
    for _ in range(3):
        film.page.example.step(1)
        wait(400)
        film.frame(HOLD)
    film.save("outputs")


def code() -> None:
    film = Film("resnet-small")
    tabs = film.page.side.tabs
    film.click(tabs, tabs.tabRect(1).center())
    film.canvas.fit()
    film.frame(HOLD)
    film.click(film.canvas.viewport(), film.on_canvas("conv1"))
    film.frame(HOLD)
    film.press(Qt.Key.Key_Delete, NONE, "Delete")
    film.press(Qt.Key.Key_Z, CTRL, "Ctrl+Z")
    film.save("code")


GESTURES = {found.__name__: found for found in (add, drop_on_link, splice, branch, mend, block, outputs, code)}


def main() -> None:
    prepare_application(Preferences())
    theme.set_theme("light")
    for name in sys.argv[1:] or GESTURES:
        GESTURES[name]()
    os._exit(0)  # torch's threads need no farewell


if __name__ == "__main__":
    main()
