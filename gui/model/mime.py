"""How a layer type, or a block with its definition, travels from a palette to a canvas, of this window or another."""

from PySide6.QtCore import QMimeData

from engine.model.registry import layer_types
from gui.model.palette_entries import BLOCK, CARRIED, is_block, title_of

LAYER_MIME = "application/x-netwright-layer-type"
BLOCK_MIME = "application/x-netwright-block"
"""Beside it, for a block of the network: the JSON text of :func:`engine.model.snippets.block_text`."""


def layer_mime(entry: str, definition: str = "") -> QMimeData:
    """A layer type, or a block with its definition, on its way."""
    data = QMimeData()
    data.setData(LAYER_MIME, entry.encode())
    if definition:
        data.setData(BLOCK_MIME, definition.encode())
    return data


def dragged_type(data: QMimeData) -> str:
    """The layer type or block being dragged, empty for anything else (other programs may drag anything)."""
    name = bytes(data.data(LAYER_MIME).data()).decode("utf-8", "replace")
    return name if is_block(name) or any(kind.name == name for kind in layer_types()) else ""


def dropped_entry(data: QMimeData) -> str:
    """What is dropped, with the definition that it carries."""
    entry = dragged_type(data)
    if entry.startswith(BLOCK) and data.hasFormat(BLOCK_MIME):
        return f"{CARRIED}{title_of(entry)}:{bytes(data.data(BLOCK_MIME).data()).decode('utf-8', 'replace')}"
    return entry
