"""A block dragged from one window's palette lands on the canvas of another, and brings its definition along."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt
from PySide6.QtGui import QDragEnterEvent, QDragLeaveEvent, QDragMoveEvent, QDropEvent
from PySide6.QtWidgets import QApplication

from engine.model import edits
from engine.model.block_uses import used_blocks
from gui.model.document import ProjectDocument
from gui.model.mime import BLOCK_MIME, LAYER_MIME
from gui.model.page import BuildPage
from gui.model.palette_entries import BLOCK

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from tests.gui.model.conftest import Hands

CTRL, COPY = Qt.KeyboardModifier.ControlModifier, Qt.DropAction.CopyAction
BUTTON, NONE = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier


def group(page: BuildPage, ids: tuple[str, ...], name: str) -> str:
    """Layers made a block of that name; the id of its use."""
    page.document.select(ids)
    page.blocks.group()
    page.blocks.rename("Block", name)
    return page.document.selection[0]


@pytest.fixture
def other(qtbot: QtBot) -> Iterator[BuildPage]:
    """Another window, in which conv2 and relu2 are Inner, which with pool2 is Stage."""
    page = BuildPage(ProjectDocument())
    qtbot.addWidget(page)
    group(page, (group(page, ("conv2", "relu2"), "Inner"), "pool2"), "Stage")
    yield page
    page.stop()


def carried(page: BuildPage, name: str = "Stage") -> QMimeData:
    """What the palette of a window gives a drag of that block, as another program sees it."""
    palette = page.palette_panel.list
    role = int(Qt.ItemDataRole.UserRole)
    item = next(palette.item(row) for row in range(palette.count()) if palette.item(row).data(role) == BLOCK + name)
    data, copy = palette.mimeData([item]), QMimeData()
    for kind in data.formats():
        copy.setData(kind, data.data(kind))
    return copy


def drag(hands: Hands, data: QMimeData, place: QPointF, let_go: bool = True) -> None:
    """Drag it over the canvas to a place, and let it go there."""
    at, viewport = hands.canvas.mapFromScene(place), hands.canvas.viewport()
    QApplication.sendEvent(viewport, QDragEnterEvent(at, COPY, data, BUTTON, NONE))
    QApplication.sendEvent(viewport, QDragMoveEvent(at, COPY, data, BUTTON, NONE))
    if let_go:
        QApplication.sendEvent(viewport, QDropEvent(QPointF(at), COPY, data, BUTTON, NONE))


def on_link(hands: Hands) -> QPointF:
    link = hands.scene.link_between("relu1", "pool1")
    assert link is not None
    return link.middle


def names(hands: Hands) -> set[str]:
    return set(hands.document.network.block_named)


def test_the_ghost_shows_where_it_will_land(hands: Hands, other: BuildPage) -> None:
    drag(hands, carried(other), on_link(hands), let_go=False)
    assert hands.canvas.dropping.ghost.isVisible()
    link = hands.scene.link_between("relu1", "pool1")
    assert link is not None
    assert link.landing
    QApplication.sendEvent(hands.canvas.viewport(), QDragLeaveEvent())
    assert not hands.canvas.dropping.ghost.isVisible()
    assert not hands.document.undo_stack.canUndo()


def test_it_brings_its_definition_and_those_inside_it(hands: Hands, other: BuildPage) -> None:
    before = hands.document.project
    drag(hands, carried(other), on_link(hands))
    document = hands.document
    assert names(hands) == {"Stage", "Inner"} == set(used_blocks(document.network))
    assert document.network.block_named["Stage"].layers == other.document.network.block_named["Stage"].layers
    (use,) = document.selection
    assert document.model[use].inputs == ("relu1",)
    assert document.model["pool1"].inputs == (use,)
    assert document.undo_stack.undoText() == "Insert Stage"
    document.undo_stack.undo()
    assert document.project == before


def test_the_same_block_comes_once(hands: Hands, other: BuildPage) -> None:
    drag(hands, carried(other), on_link(hands))
    drag(hands, carried(other), hands.scene.nodes["pool1"].pos())
    assert names(hands) == {"Stage", "Inner"}
    assert sum(layer.type == "Block" for layer in hands.document.model) == 2


def test_another_block_of_that_name_comes_under_a_new_one(hands: Hands, other: BuildPage) -> None:
    group(hands.page, ("conv2", "relu2"), "Stage")
    kept = hands.document.network.block_named["Stage"].layers
    drag(hands, carried(other), on_link(hands))
    assert names(hands) == {"Stage", "Stage2", "Inner"}
    assert hands.document.network.block_named["Stage"].layers == kept
    (use,) = hands.document.selection
    assert hands.document.model[use].params.block == "Stage2"  # type: ignore[attr-defined]


def test_within_one_window_it_is_the_block_itself(hands: Hands) -> None:
    group(hands.page, ("conv2", "relu2"), "Stage")
    drag(hands, carried(hands.page), on_link(hands))
    assert names(hands) == {"Stage"}
    assert sum(layer.type == "Block" for layer in hands.document.model) == 2


def test_it_lands_inside_of_an_open_block_but_never_in_itself(hands: Hands, other: BuildPage) -> None:
    group(hands.page, ("conv1", "relu1"), "Start")
    hands.document.open_block("Start")
    drag(hands, carried(other), hands.scene.nodes["relu1"].pos())
    assert names(hands) == {"Start", "Stage", "Inner"}
    assert any(layer.type == "Block" for layer in hands.document.model)
    hands.document.go_to_scope(("Inner",))
    refused: list[str] = []
    hands.page.refused.connect(refused.append)
    drag(hands, carried(other), hands.scene.nodes["relu2"].pos())
    assert refused == ["The block Inner cannot contain itself."]
    assert hands.document.scope == ("Inner",)


def test_what_changed_over_there_since_comes_as_it_is_now(hands: Hands, other: BuildPage) -> None:
    drag(hands, carried(other, "Inner"), on_link(hands))
    other.document.open_block("Inner")
    other.document.apply("Wider", model=edits.set_params(other.document.model, "conv2", out_channels=16))
    other.document.leave_block()
    drag(hands, carried(other, "Inner"), hands.scene.nodes["pool1"].pos())
    assert names(hands) == {"Inner", "Inner2"}


@pytest.mark.parametrize(
    "text",
    ["", "{}", "no JSON", '{"format": "netwright-layers", "layers": []}', '{"format": "other", "layers": []}', "\xff"],
)
def test_damaged_data_is_refused_in_words(hands: Hands, text: str) -> None:
    data = QMimeData()
    data.setData(LAYER_MIME, f"{BLOCK}Stage".encode())
    data.setData(BLOCK_MIME, text.encode("latin-1"))
    refused: list[str] = []
    hands.page.refused.connect(refused.append)
    before = hands.document.project
    drag(hands, data, on_link(hands))
    assert refused == ["What was dragged here holds no block."]
    assert replace(hands.document.project) == before
    assert not hands.canvas.dropping.ghost.isVisible()
