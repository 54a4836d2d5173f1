"""How many images each class has: a row of bars for the training images and one for the test images."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QLocale, QPoint, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QHelpEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QToolTip, QWidget

from gui import theme

_WIDEST, _NARROWEST = 90, 8
_GAP = 0.2
"""Share of a class's room that is left between bars."""
_LEAST_HEIGHT = 40
"""Of the bars, where the window is low."""
_MARGIN = 10


@dataclass(frozen=True, slots=True)
class Balance:
    """Names and counts of the classes."""

    classes: tuple[str, ...]
    train: tuple[int, ...]
    test: tuple[int, ...]


class ClassBalance(QWidget):
    """Bars to scale within their row; a click tells ``classChosen(number)``."""

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
        return QSize(2 * _MARGIN + classes * _NARROWEST, 2 * (_LEAST_HEIGHT + 2 * line + 3 * _MARGIN))

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
        colours, painter = theme.current(), QPainter(self)
        half = self.height() // 2
        for row, (counts, colour) in enumerate(
            ((balance.train, colours.curve_train), (balance.test, colours.curve_validation))
        ):
            area = QRect(_MARGIN, row * half + _MARGIN, self.width() - 2 * _MARGIN, half - 2 * _MARGIN)
            self._paint_row(painter, area, counts, colour, row == 0)

    def _paint_row(self, painter: QPainter, area: QRect, counts: Sequence[int], colour: str, training: bool) -> None:
        assert self._balance is not None
        colours, metrics, room = theme.current(), self.fontMetrics(), self._room()
        line = metrics.height()
        painter.setPen(QColor(colours.text))
        painter.drawText(area, Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft, self._title(counts, training))
        bars = area.adjusted(0, line + 4, 0, -line - 2)
        most = max(*counts, 1)
        for number, count in enumerate(counts):
            left = bars.left() + number * room
            height = bars.height() * count / most
            bar = QRectF(left + room * _GAP / 2, bars.bottom() - height, room * (1 - _GAP), height)
            track = QRectF(bar.left(), bars.top(), bar.width(), bars.height())
            painter.fillRect(track, QColor(colours.accent_soft if number == self._under else colours.bar_track))
            painter.fillRect(bar, QColor(colour))
            if room >= 3 * metrics.averageCharWidth():
                painter.setPen(QColor(colours.text if number == self._under else colours.text_muted))
                below = QRectF(left, bars.bottom() + 2, room, line)
                name = metrics.elidedText(self._balance.classes[number], Qt.TextElideMode.ElideRight, int(room))
                painter.drawText(below, Qt.AlignmentFlag.AlignCenter, name)

    def _title(self, counts: Sequence[int], training: bool) -> str:
        number, least, most = QLocale().toString, min(counts, default=0), max(counts, default=0)
        if least == most:
            template = (
                self.tr("Training: {total} images, {most} of each class")
                if training
                else self.tr("Test: {total} images, {most} of each class")
            )
        else:
            template = (
                self.tr("Training: {total} images, {least} to {most} of each class")
                if training
                else self.tr("Test: {total} images, {least} to {most} of each class")
            )
        return template.format(total=number(sum(counts)), least=number(least), most=number(most))

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
        for counts, template in (
            (self._balance.train, self.tr("{count} training images ({share} %)")),
            (self._balance.test, self.tr("{count} test images ({share} %)")),
        ):
            share = 100 * counts[number] / max(sum(counts), 1)
            words.append(template.format(count=locale.toString(counts[number]), share=locale.toString(share, "f", 1)))
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
            titles = (self._title(balance.train, True), self._title(balance.test, False))
            self.setAccessibleDescription(". ".join(titles))
        self.update()
