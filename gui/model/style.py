"""Fonts, pens and brushes of the canvas, made once per theme: painting a node must cost microseconds."""

from dataclasses import dataclass
from functools import lru_cache

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QBrush, QColor, QFont, QFontMetricsF, QPainter, QPen, QPixmap
from PySide6.QtWidgets import QApplication

from engine.model.layer_type import CATEGORY_NAMES
from gui import icons, theme
from gui.theme import Theme

TITLE_PIXELS = 13
DETAIL_PIXELS = 12
"""Sizes of text on the canvas in scene units."""


@dataclass(frozen=True)
class CategoryLook:
    """How a layer category is told: its colour and a tint of it."""

    colour: QColor
    tint: QBrush


@dataclass(frozen=True)
class CanvasStyle:
    """Everything that painting the canvas needs, for one theme."""

    theme: Theme
    title: QFont
    detail: QFont
    text: QPen
    muted: QPen
    accent: QPen
    card: QBrush
    border: QPen
    border_hover: QPen
    border_selected: QPen
    focus: QPen
    halo: QBrush
    track: QBrush
    link: QPen
    link_hover: QPen
    link_error: QPen
    ghost: QPen
    ghost_fill: QBrush
    port_fill: QBrush
    categories: dict[str, CategoryLook]
    severities: dict[str, CategoryLook]


def canvas_style() -> CanvasStyle:
    """The style in the theme of now."""
    now = theme.current()
    style = _made.get(now.name)
    if style is None:
        style = _made[now.name] = _make(now)
    return style


@lru_cache(maxsize=128)
def category_picture(theme_name: str, category: str, side: int) -> QPixmap:
    """A category's icon on its tint, ``side`` device pixels large; drawing it anew for each node takes far longer."""
    look = canvas_style().categories[category]
    picture = QPixmap(side, side)
    picture.fill(Qt.GlobalColor.transparent)
    painter = QPainter(picture)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(look.tint)
    painter.drawRoundedRect(QRectF(0, 0, side, side), side / 4, side / 4)
    icons.paint(painter, category, QRectF(side / 8, side / 8, side * 0.75, side * 0.75), look.colour, 1.6)
    painter.end()
    return picture


def forget_style() -> None:
    """Make every style anew, because the application's font has changed."""
    _made.clear()
    title_width.cache_clear()
    detail_width.cache_clear()
    elided_detail.cache_clear()


@lru_cache(maxsize=4096)
def title_width(text: str) -> float:
    """How wide a title is, in scene units."""
    return QFontMetricsF(canvas_style().title).horizontalAdvance(text)


@lru_cache(maxsize=4096)
def detail_width(text: str) -> float:
    """How wide a detail is, in scene units."""
    return QFontMetricsF(canvas_style().detail).horizontalAdvance(text)


@lru_cache(maxsize=4096)
def elided_detail(text: str, room: float) -> str:
    """A detail, shortened at its end where it is wider than ``room``."""
    if detail_width(text) <= room:
        return text
    return QFontMetricsF(canvas_style().detail).elidedText(text, Qt.TextElideMode.ElideRight, max(room, 0.0))


_made: dict[str, CanvasStyle] = {}


def _make(now: Theme) -> CanvasStyle:
    base = QApplication.font()
    title, detail = QFont(base), QFont(base)
    title.setPixelSize(TITLE_PIXELS)
    title.setWeight(QFont.Weight.DemiBold)
    detail.setPixelSize(DETAIL_PIXELS)
    for font in (title, detail):
        font.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
    round_cap = Qt.PenCapStyle.RoundCap

    def pen(colour: str, width: float, style: Qt.PenStyle = Qt.PenStyle.SolidLine) -> QPen:
        return QPen(QColor(colour), width, style, round_cap, Qt.PenJoinStyle.RoundJoin)

    return CanvasStyle(
        theme=now,
        title=title,
        detail=detail,
        text=QPen(QColor(now.text)),
        muted=QPen(QColor(now.text_muted)),
        accent=pen(now.accent, 1.5),
        card=QBrush(QColor(now.node)),
        border=QPen(now.colour("node_border", 0.75), 1.0),
        border_hover=pen(now.text_muted, 1.4),
        border_selected=pen(now.accent, 2.0),
        focus=pen(now.focus, 1.6),
        halo=QBrush(now.colour("accent", 0.16)),
        track=QBrush(now.colour("node_border", 0.18)),
        link=pen(now.link, 1.5),
        link_hover=pen(now.accent, 2.4),
        link_error=pen(now.error, 1.8),
        ghost=pen(now.accent, 1.6, Qt.PenStyle.DashLine),
        ghost_fill=QBrush(now.colour("accent_soft", 0.92)),
        port_fill=QBrush(QColor(now.canvas)),
        categories={
            name: CategoryLook(QColor(now.category(name)), QBrush(_faded(now.category(name), 0.15)))
            for name in CATEGORY_NAMES
        },
        severities={
            name: CategoryLook(QColor(getattr(now, name)), QBrush(QColor(getattr(now, f"{name}_soft"))))
            for name in ("error", "warning", "hint")
        },
    )


def _faded(colour: str, alpha: float) -> QColor:
    faded = QColor(colour)
    faded.setAlphaF(alpha)
    return faded
