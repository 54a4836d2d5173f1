"""The canvas's context menus."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu

from engine.model.layer_type import CATEGORY_NAMES
from engine.model.registry import layer_types
from gui import icons, theme
from gui.model.palette_entries import BLOCK, addable_blocks
from gui.translation import say

if TYPE_CHECKING:
    from gui.model.canvas import ModelCanvas


def of_layer(canvas: ModelCanvas, layer_id: str) -> QMenu:
    """The menu of a layer: repairs first, then inserting, then the actions of the canvas."""
    menu = QMenu(canvas)
    for problem in canvas.document.analysis.problems_of(layer_id):
        for fix in problem.fixes:
            action = menu.addAction(icons.icon("wrench", theme.current().accent), say(fix.label))
            action.triggered.connect(lambda _checked=False, fix=fix: canvas.editor.apply_fix(fix))
    if not menu.isEmpty():
        menu.addSeparator()
    kind = canvas.document.model[layer_id].type
    if kind != "Input":
        before = menu.addMenu(QCoreApplication.translate("CanvasMenu", "Insert before"))
        _fill(canvas, before, lambda name: canvas.editor.insert_beside(layer_id, name, True))
    if kind != "Output":
        after = menu.addMenu(QCoreApplication.translate("CanvasMenu", "Insert after"))
        _fill(canvas, after, lambda name: canvas.editor.insert_beside(layer_id, name, False))
    menu.addSeparator()
    menu.addActions(_canvas_actions(canvas))
    return menu


def of_link(canvas: ModelCanvas, source: str, target: str) -> QMenu:
    """The menu of a link."""
    menu = QMenu(canvas)
    insert = menu.addMenu(QCoreApplication.translate("CanvasMenu", "Insert here"))
    _fill(canvas, insert, lambda name: canvas.editor.insert_on_link(source, target, name))
    action = menu.addAction(QCoreApplication.translate("CanvasMenu", "Remove link"))
    action.triggered.connect(lambda: canvas.editor.disconnect_layers(source, target))
    return menu


def of_canvas(canvas: ModelCanvas) -> QMenu:
    """The menu of the empty canvas."""
    menu = QMenu(canvas)
    _fill(canvas, menu.addMenu(QCoreApplication.translate("CanvasMenu", "Add layer")), canvas.editor.add)
    bars = menu.addMenu(QCoreApplication.translate("CanvasMenu", "Bars show"))
    for cost, title in (
        ("multiply_adds", QCoreApplication.translate("CanvasMenu", "Multiply-adds")),
        ("parameters", QCoreApplication.translate("CanvasMenu", "Parameters")),
    ):
        action = bars.addAction(title)
        action.setCheckable(True)
        action.setChecked(canvas.cost == cost)
        action.triggered.connect(lambda _checked=False, cost=cost: canvas.show_cost(cost))
    menu.addSeparator()
    menu.addActions(_canvas_actions(canvas))
    return menu


def insert_on_link(canvas: ModelCanvas, source: str, target: str) -> QMenu:
    """What can be inserted into a link, as a menu of its own."""
    menu = QMenu(canvas)
    _fill(canvas, menu, lambda name: canvas.editor.insert_on_link(source, target, name))
    return menu


def _canvas_actions(canvas: ModelCanvas) -> list[QAction]:
    """The canvas's actions that make sense here, but those that these menus have as submenus."""
    return [
        action
        for action in canvas.actions()
        if action.isSeparator() or (action.isEnabled() and not action.objectName().startswith("insert"))
    ]


def _fill(canvas: ModelCanvas, menu: QMenu, chosen: Callable[[str], object]) -> None:
    """A submenu for each category with its layer types, and one for the network's blocks.

    Categories of one type stand directly in the menu.
    """
    for category, title in CATEGORY_NAMES.items():
        members = [kind for kind in layer_types() if kind.category == category]
        if not members:
            continue
        dot = icons.icon(category, theme.current().category(category))
        parent = menu if len(members) == 1 else menu.addMenu(dot, say(title))
        for kind in members:
            action = QAction(dot, kind.name, parent)
            action.setToolTip(say(kind.doc))
            action.triggered.connect(lambda _checked=False, name=kind.name: chosen(name))
            parent.addAction(action)
    names = addable_blocks(canvas.document.network, canvas.document.scope)
    if names:
        dot = icons.icon("block", theme.current().category("block"))
        parent = menu.addMenu(dot, say(CATEGORY_NAMES["block"]))
        for name in names:
            parent.addAction(dot, name).triggered.connect(lambda _checked=False, name=name: chosen(BLOCK + name))
