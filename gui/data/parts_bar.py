"""The parts of a dataset as pieces of one bar, each as long as its share, with their names and counts below."""

from PySide6.QtCore import QEvent, QLocale, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from engine.training.splitting import PARTS, Division, Part
from gui import theme
from gui.data.parts import part_colour, part_text

_HEIGHT = 18
_SPACE = 6
_DOT = 9
_BETWEEN = 18
_ROUND = 4


class PartsBar(QWidget):
    """Its accessible description tells the counts."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("partsBar")
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._sizes: dict[Part, int] = {}
        theme.notifier().changed.connect(self.update)
        self.retranslate()

    def show_division(self, division: Division | None) -> None:
        """Show these parts, the empty ones left out; nothing for ``None``."""
        self._sizes = (
            {}
            if division is None
            else {part: len(division.numbers[part]) for part in PARTS if len(division.numbers[part])}
        )
        self.retranslate()

    def sizeHint(self) -> QSize:
        return QSize(240, _HEIGHT + 2 * _SPACE + 2 * self.fontMetrics().height())

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:
        if not self._sizes:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._paint_bar(painter)
        metrics, x, y = self.fontMetrics(), 0, _HEIGHT + _SPACE
        for part in self._sizes:
            text = self.text(part)
            width = _DOT + _SPACE + metrics.horizontalAdvance(text)
            if x and x + width > self.width():
                x, y = 0, y + metrics.height()
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(part_colour(part)))
            painter.drawEllipse(QRectF(x, y + (metrics.height() - _DOT) / 2, _DOT, _DOT))
            painter.setPen(QColor(theme.current().text))
            painter.drawText(x + _DOT + _SPACE, y + metrics.ascent(), text)
            x += width + _BETWEEN

    def _paint_bar(self, painter: QPainter) -> None:
        outline = QPainterPath()
        outline.addRoundedRect(QRectF(0, 0, self.width(), _HEIGHT), _ROUND, _ROUND)
        painter.save()
        painter.setClipPath(outline)
        total, start = sum(self._sizes.values()), 0
        for part, size in self._sizes.items():
            left, right = self.width() * start / total, self.width() * (start + size) / total
            painter.fillRect(QRectF(left, 0, right - left, _HEIGHT), QColor(part_colour(part)))
            start += size
        painter.restore()

    def text(self, part: Part) -> str:
        """A part's name, count and share."""
        locale, size = QLocale(), self._sizes[part]
        return self.tr("{part} {count} ({share} %)").format(
            part=part_text(part),
            count=locale.toString(size),
            share=locale.toString(100 * size / sum(self._sizes.values()), "f", 1),
        )

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
        super().changeEvent(event)

    def retranslate(self) -> None:
        """Fetch every word again in the language of now."""
        self.setAccessibleName(self.tr("Parts of the dataset"))
        self.setAccessibleDescription(", ".join(map(self.text, self._sizes)))
        self.update()
