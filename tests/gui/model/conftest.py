"""A Build place to act upon, and the hands to do it with."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from gui import theme
from gui.model.document import ProjectDocument
from gui.model.page import BuildPage


class Hands:
    """Mouse and keyboard on the canvas; places are scene points or layer ids (then the card's left part)."""

    def __init__(self, page: BuildPage) -> None:
        self.page = page
        self.canvas = page.canvas
        self.scene = page.canvas.model_scene
        self.document = page.document

    def at(self, place: QPointF | str) -> QPoint:
        """A place in the viewport."""
        if isinstance(place, str):
            place = self.scene.nodes[place].pos() + QPointF(-100, 0)
        return self.canvas.mapFromScene(place)

    def click(
        self,
        place: QPointF | str,
        keys: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier,
        button: Qt.MouseButton = Qt.MouseButton.LeftButton,
    ) -> None:
        """Click there."""
        QTest.mouseClick(self.canvas.viewport(), button, keys, self.at(place))

    def drag(
        self,
        start: QPointF | str,
        end: QPointF | str,
        button: Qt.MouseButton = Qt.MouseButton.LeftButton,
        release: bool = True,
    ) -> None:
        """Press, move in steps and release."""
        viewport, first, last = self.canvas.viewport(), self.at(start), self.at(end)
        none = Qt.KeyboardModifier.NoModifier
        QTest.mousePress(viewport, button, none, first)
        for step in range(1, 9):
            QTest.mouseMove(viewport, first + (last - first) * (step / 8))
            QApplication.processEvents()
        if release:
            QTest.mouseRelease(viewport, button, none, last)

    def hover(self, place: QPointF | str) -> None:
        """Move there."""
        QTest.mouseMove(self.canvas.viewport(), self.at(place) + QPoint(1, 1))
        QTest.mouseMove(self.canvas.viewport(), self.at(place))
        QApplication.processEvents()

    def press(self, key: Qt.Key, keys: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        """Press a key on the canvas."""
        self.canvas.setFocus()
        QTest.keyClick(self.canvas, key, keys)

    def output_port(self, layer_id: str) -> QPointF:
        """Where links leave a layer."""
        node = self.scene.nodes[layer_id]
        return node.pos() + node.output_port()

    def input_port(self, layer_id: str) -> QPointF:
        """Where the link into a layer ends."""
        node = self.scene.nodes[layer_id]
        return node.pos() + node.input_port()

    @property
    def order(self) -> list[str]:
        """The layers in order of computation."""
        return list(self.document.model.order)

    def undo_all(self) -> None:
        """Undo every step."""
        while self.document.undo_stack.canUndo():
            self.document.undo_stack.undo()


@pytest.fixture
def document(qapp: QApplication) -> ProjectDocument:
    return ProjectDocument()


@pytest.fixture
def page(qtbot: QtBot, document: ProjectDocument) -> Iterator[BuildPage]:
    theme.set_theme("light")
    page = BuildPage(document)
    qtbot.addWidget(page)
    page.resize(1280, 800)
    page.show()
    qtbot.waitExposed(page)
    page.activateWindow()
    QApplication.processEvents()
    yield page
    theme.set_theme("light")


@pytest.fixture
def hands(page: BuildPage) -> Hands:
    return Hands(page)
