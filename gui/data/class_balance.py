"""How many images each class has: a row of bars for each part of the dataset."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QLocale, QPoint, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QHelpEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QToolTip, QWidget

from engine.training.splitting import Part
from gui import theme
from gui.data.parts import part_colour, part_text

_WIDEST, _NARROWEST = 90, 8
_GAP = 0.2
"""Share of a class's room that is left between bars."""
_LEAST_HEIGHT = 40
"""Of the bars, where the window is low."""
_MARGIN = 10


@dataclass(frozen=True, slots=True)
class Balance:
    """Names of the classes, and how many images of each the parts have."""

    classes: tuple[str, ...]
    counts: dict[Part, tuple[int, ...]]


class ClassBalance(QWidget):
    """Bars to scale within their row; a click tells ``classChosen(number)``. Images that are not used have no row."""

    classChosen = Signal(int)  # noqa: N815 - signals are named as Qt names them

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("classBalance")
        self.setMouseTracking(True)
        self._balance: Balance | None = None
        self._under = -1
        theme.notifier().changed.connect(self.update)
        self.retranslate()

    def show_balance(self, balance: Balance | None) -> None:
        """Show these counts."""
        self._balance = balance
        self._under = -1
        self.setMinimumSize(self.sizeHint())
        self.retranslate()

    def sizeHint(self) -> QSize:
        classes = 0 if self._balance is None else len(self._balance.classes)
        line = self.fontMetrics().height()
        rows = 2 if self._balance is None else len(self._balance.counts)
        return QSize(2 * _MARGIN + classes * _NARROWEST, rows * (_LEAST_HEIGHT + 3 * line + 3 * _MARGIN))

    def class_at(self, point: QPoint) -> int:
        """The class at a point, -1 for none."""
        if self._balance is None:
            return -1
        number = int((point.x() - _MARGIN) // self._room())
        return number if 0 <= number < len(self._balance.classes) and point.x() >= _MARGIN else -1

    def _room(self) -> float:
        """Width that each class has."""
        assert self._balance is not None
        width = (self.width() - 2 * _MARGIN) / max(len(self._balance.classes), 1)
        return min(max(width, _NARROWEST), _WIDEST)

    # Painting

    def paintEvent(self, event: QPaintEvent) -> None:
        balance = self._balance
        if balance is None:
            return
        painter, height = QPainter(self), self.height() // len(balance.counts)
        for row, (part, counts) in enumerate(balance.counts.items()):
            area = QRect(_MARGIN, row * height + _MARGIN, self.width() - 2 * _MARGIN, height - 2 * _MARGIN)
            self._paint_row(painter, area, part, counts)

    def _paint_row(self, painter: QPainter, area: QRect, part: Part, counts: Sequence[int]) -> None:
        assert self._balance is not None
        colours, metrics, room = theme.current(), self.fontMetrics(), self._room()
        line = metrics.height()
        painter.setPen(QColor(colours.text))
        painter.drawText(area, Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft, self._title(part, counts))
        written = [QLocale().toString(count) for count in counts]
        has_counts = room >= max(map(metrics.horizontalAdvance, written), default=0) + metrics.averageCharWidth()
        bars = area.adjusted(0, line + 4, 0, -line * (1 + has_counts) - 2)
        most = max(*counts, 1)
        for number, count in enumerate(counts):
            left = bars.left() + number * room
            height = bars.height() * count / most
            bar = QRectF(left + room * _GAP / 2, bars.bottom() - height, room * (1 - _GAP), height)
            track = QRectF(bar.left(), bars.top(), bar.width(), bars.height())
            painter.fillRect(track, QColor(colours.accent_soft if number == self._under else colours.bar_track))
            painter.fillRect(bar, QColor(part_colour(part)))
            if has_counts or room >= 3 * metrics.averageCharWidth():
                painter.setPen(QColor(colours.text if number == self._under else colours.text_muted))
                below = QRectF(left, bars.bottom() + 2, room, line)
                name = metrics.elidedText(self._balance.classes[number], Qt.TextElideMode.ElideRight, int(room))
                painter.drawText(below, Qt.AlignmentFlag.AlignCenter, name)
                if has_counts:
                    painter.drawText(below.translated(0, line), Qt.AlignmentFlag.AlignCenter, written[number])

    def _title(self, part: Part, counts: Sequence[int]) -> str:
        number, least, most = QLocale().toString, min(counts, default=0), max(counts, default=0)
        template = (
            self.tr("{part}: {total}, {most} of each class")
            if least == most
            else self.tr("{part}: {total}, {least} to {most} of each class")
        )
        return template.format(part=part_text(part), total=number(sum(counts)), least=number(least), most=number(most))

    # Pointer and words

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        self._point_at(self.class_at(event.position().toPoint()))

    def leaveEvent(self, event: QEvent) -> None:
        self._point_at(-1)
        super().leaveEvent(event)

    def _point_at(self, number: int) -> None:
        if number != self._under:
            self._under = number
            self.setCursor(Qt.CursorShape.PointingHandCursor if number >= 0 else Qt.CursorShape.ArrowCursor)
            self.update()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        number = self.class_at(event.position().toPoint())
        if event.button() == Qt.MouseButton.LeftButton and number >= 0:
            self.classChosen.emit(number)

    def event(self, event: QEvent) -> bool:
        if isinstance(event, QHelpEvent) and event.type() == QEvent.Type.ToolTip:
            number = self.class_at(event.pos())
            if number >= 0:
                QToolTip.showText(event.globalPos(), self.class_text(number), self)
            else:
                QToolTip.hideText()
            return True
        return super().event(event)

    def class_text(self, number: int) -> str:
        """Counts of one class in words."""
        assert self._balance is not None
        words, locale = [], QLocale()
        templates: dict[Part, str] = {
            "train": self.tr("{count} training examples ({share} %)"),
            "validation": self.tr("{count} validation examples ({share} %)"),
            "test": self.tr("{count} test examples ({share} %)"),
        }
        for part, counts in self._balance.counts.items():
            share = locale.toString(100 * counts[number] / max(sum(counts), 1), "f", 1)
            words.append(templates[part].format(count=locale.toString(counts[number]), share=share))
        return f"{self._balance.classes[number]}: {', '.join(words)}"

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
        super().changeEvent(event)

    def retranslate(self) -> None:
        """Fetch every word again in the language of now."""
        self.setAccessibleName(self.tr("Images of each class"))
        balance = self._balance
        if balance is not None:
            self.setAccessibleDescription(
                ". ".join(self._title(part, counts) for part, counts in balance.counts.items())
            )
        self.update()
