"""A network in miniature: its layers as coloured bars along their links."""

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QFrame, QWidget

from engine.model.blocks import expand
from engine.model.edits import set_params
from engine.model.layout import NODE_HEIGHT, NODE_WIDTH, arrange
from engine.model.registry import layer_type
from engine.model.spec import ModelSpec
from gui import theme

_MARGIN = 8.0
_MOST_LAYERS = 80
"""Blocks are written out in the picture as long as it does not come to have more layers than this."""


def written_out(spec: ModelSpec) -> ModelSpec:
    """The network with the layers inside its blocks, each block once however often it is repeated."""
    while True:
        use = next((layer for layer in spec.layers if layer.type == "Block"), None)
        if use is None or use.params.block not in spec.block_named or len(spec) > _MOST_LAYERS:  # type: ignore[attr-defined]
            return spec
        spec, _ = expand(set_params(spec, use.id, repeat=1), use.id)


def paint_network(painter: QPainter, area: QRectF, spec: ModelSpec) -> None:
    """Paint the network into an area, as large as it fits."""
    spec = written_out(spec)
    layout = arrange(spec)
    if not layout:
        return
    cards = {
        name: QRectF(x - NODE_WIDTH / 2, y - NODE_HEIGHT / 2, NODE_WIDTH, NODE_HEIGHT)
        for name, (x, y) in layout.items()
    }
    whole = QRectF()
    for card in cards.values():
        whole = whole.united(card)
    scale = min(area.width() / whole.width(), area.height() / whole.height(), 0.5)
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.translate(area.center())
    painter.scale(scale, scale)
    painter.translate(-whole.center())
    now = theme.current()
    painter.setPen(QPen(QColor(now.link), max(2.0, 1.2 / scale)))
    for source, target in spec.links:
        start, end = cards[source], cards[target]
        painter.drawLine(QPointF(start.center().x(), start.bottom()), QPointF(end.center().x(), end.top()))
    painter.setPen(Qt.PenStyle.NoPen)
    for name, card in cards.items():
        painter.setBrush(QColor(now.category(layer_type(spec[name].type).category)))
        painter.drawRoundedRect(card, 10, 10)
    painter.restore()


class NetworkPicture(QFrame):
    """Shows one network in miniature."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        theme.set_role(self, "card")
        self._spec: ModelSpec | None = None
        theme.notifier().changed.connect(self.update)

    def show_network(self, spec: ModelSpec | None) -> None:
        """Show this one."""
        self._spec = spec
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(220, 260)

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if self._spec is not None:
            painter = QPainter(self)
            paint_network(painter, QRectF(self.rect()).adjusted(_MARGIN, _MARGIN, -_MARGIN, -_MARGIN), self._spec)
