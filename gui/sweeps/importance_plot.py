"""Which parameters matter: a bar each, the longest at the top; a click chooses one for the slice plot."""

from __future__ import annotations

import math
from collections.abc import Mapping

from PySide6.QtCore import QEvent, QLocale, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFocusEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from gui import theme
from gui.model.speaking import describe

_ROW, _BAR = 30, 14
_GAP = 8
_LARGEST_LABEL = 0.4


class ImportancePlot(QWidget):
    """``chosen(parameter)`` comes with a click, Enter or Space on a bar; ↑ and ↓ go from bar to bar."""

    chosen = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("sweepImportancePlot")
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        self._shares: list[tuple[str, str, float]] = []
        self._current = 0
        self._note = ""
        theme.notifier().changed.connect(self.update)
        self.retranslate()

    def show_importances(self, shares: Mapping[str, float], titles: Mapping[str, str]) -> None:
        """Show these shares, which add up to 1, under the parameters' titles."""
        ordered = sorted(shares.items(), key=lambda item: -item[1])
        self._shares = [(key, titles.get(key, key), share) for key, share in ordered]
        self._current = min(self._current, max(len(ordered) - 1, 0))
        self.setMinimumHeight(_ROW * len(ordered) + 12)
        self._describe()
        self.update()

    def say(self, note: str) -> None:
        """Say this while there is nothing to show."""
        self._note = note
        self.update()

    def shown(self) -> list[tuple[str, float]]:
        """Titles and shares from top to bottom."""
        return [(title, share) for _, title, share in self._shares]

    def row_rect(self, number: int) -> QRectF:
        """Where a bar and its label stand."""
        return QRectF(0, 6 + number * _ROW, self.width(), _ROW)

    def sizeHint(self) -> QSize:
        return QSize(420, 240)

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
        super().changeEvent(event)

    def retranslate(self) -> None:
        """Fetch every word again in the language of now."""
        self.setAccessibleName(self.tr("Importance of the parameters"))
        self._describe()
        self.update()

    def _describe(self) -> None:
        if self._shares:
            _, title, share = self._shares[self._current]
            describe(self, f"{title}: {_percent(share)}")

    # Hands

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        over = self._row_at(event.position().y()) is not None
        self.setCursor(Qt.CursorShape.PointingHandCursor if over else Qt.CursorShape.ArrowCursor)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        row = self._row_at(event.position().y())
        if event.button() == Qt.MouseButton.LeftButton and row is not None:
            self._go(row)
            self.chosen.emit(self._shares[row][0])

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Go from bar to bar, or choose one."""
        step = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}.get(Qt.Key(event.key()))
        if step is not None and self._shares:
            self._go(min(max(self._current + step, 0), len(self._shares) - 1))
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space) and self._shares:
            self.chosen.emit(self._shares[self._current][0])
        else:
            super().keyPressEvent(event)

    def _go(self, row: int) -> None:
        self._current = row
        self._describe()
        self.update()

    def _row_at(self, y: float) -> int | None:
        row = int((y - 6) // _ROW)
        return row if 0 <= row < len(self._shares) else None

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.update()

    # Painting

    def paintEvent(self, event: QPaintEvent) -> None:
        """Labels, bars and their shares."""
        colours = theme.current()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if not self._shares:
            painter.setPen(QColor(colours.text_muted))
            words = QRectF(self.rect()).adjusted(12, 12, -12, -12)
            painter.drawText(words, Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap, self._note)
            return
        metrics = painter.fontMetrics()
        label = min(
            max(metrics.horizontalAdvance(title) for _, title, _ in self._shares), self.width() * _LARGEST_LABEL
        )
        figure = metrics.horizontalAdvance(_percent(1.0))
        left, right = label + 2 * _GAP, self.width() - figure - 2 * _GAP
        most = max(share for _, _, share in self._shares) or 1.0
        for number, (_, title, share) in enumerate(self._shares):
            row = self.row_rect(number)
            painter.setPen(QColor(colours.text))
            name = metrics.elidedText(title, Qt.TextElideMode.ElideMiddle, math.ceil(label) + 1)
            painter.drawText(
                QRectF(_GAP, row.top(), label, _ROW), Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight, name
            )
            track = QRectF(left, row.center().y() - _BAR / 2, max(right - left, 1), _BAR)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(colours.bar_track))
            painter.drawRoundedRect(track, 3, 3)
            track.setWidth(max(track.width() * share / most, 3))
            painter.setBrush(QColor(colours.bar_winner if number == 0 else colours.bar))
            painter.drawRoundedRect(track, 3, 3)
            painter.setPen(QColor(colours.text_muted))
            painter.drawText(
                QRectF(right + _GAP, row.top(), figure, _ROW), Qt.AlignmentFlag.AlignVCenter, _percent(share)
            )
        if self.hasFocus():
            painter.setPen(QPen(QColor(colours.focus), 1.5))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(self.row_rect(self._current).adjusted(2, 1, -2, -1), 4, 4)


def _percent(share: float) -> str:
    return QLocale().toString(share * 100, "f", 1) + " %"
