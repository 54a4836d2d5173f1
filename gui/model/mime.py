"""How a layer type travels from the palette to the canvas."""

from PySide6.QtCore import QMimeData

from engine.model.registry import layer_types
from gui.model.palette_entries import is_block

LAYER_MIME = "application/x-netwright-layer-type"


def layer_mime(type_name: str) -> QMimeData:
    """A layer type on its way."""
    data = QMimeData()
    data.setData(LAYER_MIME, type_name.encode())
    return data


def dragged_type(data: QMimeData) -> str:
    """The layer type being dragged, empty for anything else (other programs may drag anything)."""
    name = bytes(data.data(LAYER_MIME).data()).decode("utf-8", "replace")
    return name if is_block(name) or any(kind.name == name for kind in layer_types()) else ""
