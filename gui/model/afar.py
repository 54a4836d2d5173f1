"""The network from afar: all cards and links in a few strokes, where painting one by one would take too long."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING

from PySide6.QtCore import QLineF, QPointF, QRectF, Qt
from PySide6.QtGui import QBrush, QFont, QPainter, QPen

from engine.model.layout import NODE_HEIGHT, NODE_WIDTH
from gui.model.style import canvas_style

if TYPE_CHECKING:
    from gui.model.link_item import LinkItem
    from gui.model.node_item import NodeItem

_LEFT, _TOP = -NODE_WIDTH / 2, -NODE_HEIGHT / 2
_SWATCH = 34.0
TITLES_FROM = 0.24
"""Scale from which titles can be read, in letters as large as the card allows."""
_TITLE_PIXELS = 25
_BAR_LEFT, _BAR_RIGHT, _BAR_HEIGHT = -100.0, 138.0, 7.0


class FarPicture:
    """Where the cards, their colours, their costs and the links are; made once for many paints."""

    def __init__(self, nodes: Mapping[str, NodeItem], links: Iterable[LinkItem]) -> None:
        self._cards: list[QRectF] = []
        self._bad_cards: list[QRectF] = []
        self._swatches: dict[str, list[QRectF]] = {}
        self._bars: dict[str, list[QRectF]] = {}
        self._lines: list[QLineF] = []
        self._bad_lines: list[QLineF] = []
        self._titles: list[tuple[float, float, str]] = []
        for node in nodes.values():
            self._add_node(node)
        for link in links:
            lines = self._bad_lines if link.target.content.severity == "error" else self._lines
            lines += link.strokes()

    def _add_node(self, node: NodeItem) -> None:
        (x, y), content = node.place, node.content
        left, top = x + _LEFT, y + _TOP
        cards = self._bad_cards if content.severity == "error" else self._cards
        cards.append(QRectF(left, top, NODE_WIDTH, NODE_HEIGHT))
        swatch = QRectF(left, top, _SWATCH, NODE_HEIGHT)
        self._swatches.setdefault(content.category, []).append(swatch)
        self._titles.append((x, y, content.type))
        width = (_BAR_RIGHT - _BAR_LEFT) * node.share
        if width > 1:
            bar = QRectF(x + _BAR_LEFT, y - _TOP - _BAR_HEIGHT, max(4.0, width), _BAR_HEIGHT)
            self._bars.setdefault(content.category, []).append(bar)

    def paint(
        self, painter: QPainter, exposed: QRectF, selected: Iterable[NodeItem], marked_links: Iterable[LinkItem]
    ) -> None:
        """Paint all of it in scene coordinates, what is selected or pointed at wearing the accent."""
        style = canvas_style()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        for pen, lines in ((style.link, self._lines), (style.link_error, self._bad_lines)):
            painter.setPen(_cosmetic(pen, 0))
            painter.drawLines(lines)
        painter.setPen(_cosmetic(style.link_hover, 2))
        for link in marked_links:
            painter.drawLines(link.strokes())
        painter.setPen(Qt.PenStyle.NoPen)
        marked = [QRectF(node.place[0] + _LEFT, node.place[1] + _TOP, NODE_WIDTH, NODE_HEIGHT) for node in selected]
        self._fill(painter, style.halo, [card.adjusted(-9, -9, 9, 9) for card in marked])
        for edge, cards in (
            (style.border, self._cards),
            (style.link_error, self._bad_cards),
            (style.border_selected, marked),
        ):
            painter.setPen(_cosmetic(edge, 2.0 if cards is marked else 0.0))
            self._fill(painter, style.card, cards)
        painter.setPen(Qt.PenStyle.NoPen)
        for category, swatches in self._swatches.items():
            self._fill(painter, QBrush(style.categories[category].colour), swatches)
        for category, bars in self._bars.items():
            self._fill(painter, QBrush(style.categories[category].colour), bars)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if painter.worldTransform().m11() >= TITLES_FROM:
            self._paint_titles(painter, exposed)

    def _paint_titles(self, painter: QPainter, exposed: QRectF) -> None:
        style = canvas_style()
        font = QFont(style.title)
        font.setPixelSize(_TITLE_PIXELS)
        painter.setFont(font)
        painter.setPen(style.text)
        left, right = exposed.left() + _LEFT, exposed.right() - _LEFT
        top, bottom = exposed.top() + _TOP, exposed.bottom() - _TOP
        for x, y, title in self._titles:
            if top < y < bottom and left < x < right:
                painter.drawText(QPointF(x + _BAR_LEFT, y + _TITLE_PIXELS * 0.36), title)

    @staticmethod
    def _fill(painter: QPainter, brush: QBrush, areas: list[QRectF]) -> None:
        painter.setBrush(brush)
        painter.drawRects(areas)


def _cosmetic(pen: QPen, width: float) -> QPen:
    """A solid pen of that colour and so many pixels (0 for the thinnest), however far away things are."""
    thin = QPen(pen.color(), width)
    thin.setCosmetic(True)
    return thin
