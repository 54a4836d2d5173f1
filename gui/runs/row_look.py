"""How a row of the table of runs looks: its fonts, colours, texts cut to their columns, stars and chips of tags."""

from __future__ import annotations

from functools import lru_cache

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QFontMetricsF, QPainter, QPixmap

from gui import icons, theme

ICON_SIDE = 14
_CHIP_PADDING, _CHIP_RADIUS = 6, 4
_REMEMBERED = 8_192
"""So many texts whose width is known: those of some screens."""
_MOST_CHIPS = 512


class RowLook:
    """What is remembered of texts and pictures holds for one font, one theme and one scaling of the screen."""

    def __init__(self, font: QFont, colours: theme.Theme, scaling: float) -> None:
        self._made_for = font, colours, scaling
        bold = QFont(font)
        bold.setWeight(QFont.Weight.DemiBold)
        self.fonts = font, bold
        """Plain, and of a group's heading."""
        self.metrics = QFontMetrics(font), QFontMetrics(bold)
        self._exact = QFontMetricsF(font), QFontMetricsF(bold)
        self.chip_height = self.metrics[0].height() + 4
        self.fitted = lru_cache(_REMEMBERED)(self._fitted)
        self.colour = lru_cache(self._colour)
        self.icon = lru_cache(self._icon)
        self.chip = lru_cache(_MOST_CHIPS)(self._chip)

    def is_for(self, font: QFont, colours: theme.Theme, scaling: float) -> bool:
        """Whether it was made for these."""
        return self._made_for == (font, colours, scaling)

    def baseline(self, height: int, bold: bool) -> int:
        """How far below the upper edge of something so high its text stands."""
        metrics = self.metrics[bold]
        return (height - metrics.height()) // 2 + metrics.ascent()

    def _fitted(self, text: str, room: int, bold: bool) -> tuple[str, float]:
        """The text as far as there is room for it, and how wide that is."""
        line, _, more = text.partition("\n")
        shown = f"{line}…" if more else line
        width = self._exact[bold].horizontalAdvance(shown)
        if width > room:
            shown = self.metrics[bold].elidedText(shown, Qt.TextElideMode.ElideRight, room)
            width = self._exact[bold].horizontalAdvance(shown)
        return shown, width

    def _colour(self, name: str) -> QColor:
        """One of the theme's, by its name."""
        return QColor(getattr(self._made_for[1], name))

    def _icon(self, name: str, colour: str) -> QPixmap:
        """An icon in one of the theme's colours, as sharp as the screen."""
        _, colours, scaling = self._made_for
        side = QSize(ICON_SIDE, ICON_SIDE)
        return icons.icon(name, getattr(colours, colour), ICON_SIDE).pixmap(side, scaling)

    def _chip(self, tag: str, room: int | None) -> tuple[QPixmap, int]:
        """A tag as a chip, as wide as it wants to be or at most so wide; and its width."""
        scaling, text_width = self._made_for[2], self.metrics[0].horizontalAdvance(tag)
        width = text_width + 2 * _CHIP_PADDING + 1
        if room is not None:
            width = min(width, max(room, 2 * _CHIP_PADDING))
        shown, _ = self._fitted(tag, width - 2 * _CHIP_PADDING, False)
        made = QPixmap(QSize(width, self.chip_height) * scaling)
        made.setDevicePixelRatio(scaling)
        made.fill(Qt.GlobalColor.transparent)
        painter = QPainter(made)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(self.colour("border"))
        painter.setBrush(self.colour("raised"))
        outline = QRectF(0, 0, width, self.chip_height).adjusted(0.5, 0.5, -0.5, -0.5)  # its line fills whole pixels
        painter.drawRoundedRect(outline, _CHIP_RADIUS, _CHIP_RADIUS)
        painter.setPen(self.colour("text"))
        painter.setFont(self.fonts[0])
        painter.drawText(QPointF(_CHIP_PADDING, self.baseline(self.chip_height, False)), shown)
        painter.end()
        return made, width
