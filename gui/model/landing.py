"""Where a layer that is dragged in would land: on a link, below a layer, or in the free slot beside one."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF

from engine.model.layout import NODE_HEIGHT, NODE_WIDTH, STEP_X, STEP_Y
from gui.model.snapping import is_free

if TYPE_CHECKING:
    from gui.model.scene import ModelScene

_LINK_REACH = 26.0
_BESIDE_REACH = NODE_WIDTH / 2 + 150
"""How far from a layer's middle its slot at the side still draws."""


@dataclass(frozen=True, slots=True)
class Landing:
    """Exactly one is given, or none: then it is the default slot before the output."""

    link: tuple[str, str] | None = None
    after: str | None = None
    beside: str | None = None
    place: tuple[float, float] | None = None
    """The slot beside :attr:`beside`."""


def landing_at(scene: ModelScene, point: QPointF) -> Landing:
    """Where a layer dropped at that point lands: at the node or link there, at the nearest node, else by default."""
    node = scene.node_at(point)
    if node is not None:
        return _at_node(scene, node.content.layer_id, point.y() < node.y() or not node.content.takes_output)
    link = scene.link_near(point, _LINK_REACH)
    if link is not None:
        return Landing(link=link.ends)
    return _next_to(scene, point) or default_landing(scene)


def default_landing(scene: ModelScene) -> Landing:
    """The slot behind the selected layer, else the one before the output."""
    model, current = scene.document.model, scene.document.current
    output = next((layer for layer in model.layers if layer.type == "Output"), None)
    if current is not None and (output is None or current != output.id):
        readers = model.consumers[current]
        return Landing(link=(current, readers[0])) if len(readers) == 1 else Landing(after=current)
    if output is not None and output.inputs:
        return Landing(link=(output.inputs[0], output.id))
    return Landing()


def ghost_place(scene: ModelScene, landing: Landing) -> QPointF:
    """Where a ghost shows the landing."""
    if landing.link is not None:
        link = scene.link_between(*landing.link)
        return link.middle if link is not None else QPointF()
    if landing.place is not None:
        return QPointF(*landing.place)
    if landing.after is not None:
        x, y = scene.nodes[landing.after].place
        return QPointF(x, y + STEP_Y)
    return scene.content_rect().center()


def _at_node(scene: ModelScene, layer_id: str, upper: bool) -> Landing:
    layer = scene.document.model[layer_id]
    if upper and layer.inputs and layer.inputs[0] in scene.nodes:
        return Landing(link=(layer.inputs[0], layer.id))
    readers = scene.document.model.consumers[layer.id]
    if not upper and len(readers) == 1:
        return Landing(link=(layer.id, readers[0]))
    return Landing(after=layer.id)


def _next_to(scene: ModelScene, point: QPointF) -> Landing | None:
    """The slot below, above or beside the nearest node, if one is near enough."""
    near = [
        (abs(point.x() - x) + abs(point.y() - y), layer_id, point.x() - x, point.y() - y)
        for layer_id, (x, y) in ((name, node.place) for name, node in scene.nodes.items())
        if abs(point.x() - x) < _BESIDE_REACH and abs(point.y() - y) < 1.3 * STEP_Y
    ]
    for _, layer_id, across, down in sorted(near):
        if abs(across) <= NODE_WIDTH / 2:
            if down > 0 and scene.nodes[layer_id].content.takes_output:
                return _at_node(scene, layer_id, False)
            if down < 0 and scene.document.model[layer_id].inputs:
                return _at_node(scene, layer_id, True)
        elif abs(down) < NODE_HEIGHT:
            x, y = scene.nodes[layer_id].place
            slot = (x + (STEP_X if across > 0 else -STEP_X), y)
            if is_free(slot, (node.place for node in scene.nodes.values())):
                return Landing(beside=layer_id, place=slot)
    return None
