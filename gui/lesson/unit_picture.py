"""All numbers of a layer as cells, in the colours of layer outputs; one of them can be chosen."""

from __future__ import annotations

from collections.abc import Iterator
from math import ceil, prod, sqrt
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QHelpEvent, QImage, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from engine.lesson.formula import number_text
from engine.lesson.own_steps import Unit
from gui import fonts, theme
from gui.lesson.formula_view import full_number
from gui.model.output_item import colour_table
from gui.model.speaking import describe
from gui.theme.contrast import contrast

if TYPE_CHECKING:
    from numpy.typing import NDArray

_GAP = 4.0
_LARGEST_CELL = 48.0
_CELL_FOR_NUMBERS = 36.0


class UnitPicture(QWidget):
    """Shows :meth:`show_values`: maps side by side, a matrix, or a vector in rows. ``chosen(unit)`` tells which was
    clicked, or reached with the arrow keys."""

    chosen = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("unitPicture")
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        self._values: NDArray[Any] | None = None
        self._shape: Unit = ()
        self._images: list[QImage] = []
        self._rows, self._columns = 1, 1
        self._unit: Unit = ()
        theme.notifier().changed.connect(self._recolour)
        self.retranslate()

    def show_values(self, values: NDArray[Any], levels: NDArray[Any], unit: Unit) -> None:
        """Show numbers of one to three dimensions with their levels (uint8, 128 is 0), and mark a unit."""
        self._values, self._shape, self._unit = values, tuple(values.shape), unit
        self._rows, self._columns = rows, columns = _plane(self._shape)
        planes = levels if levels.ndim == 3 else (levels,)
        # The last row of a vector may be short: the rest is 0.
        self._images = [_image(plane.tobytes().ljust(rows * columns, b"\x80"), columns, rows) for plane in planes]
        self._describe()
        self.update()

    @property
    def unit(self) -> Unit:
        """The unit that is marked."""
        return self._unit

    def sizeHint(self) -> QSize:
        return QSize(320, 320)

    def minimumSizeHint(self) -> QSize:
        return QSize(160, 140)

    # Places

    def _across(self) -> int:
        """How many maps stand side by side, so that they are as large as possible."""
        count = len(self._images)
        shape = (self._columns / self._rows) * max(self.height(), 1)
        return max(1, min(count, round(sqrt(count * self.width() / max(shape, 1.0)))))

    def _cell(self) -> float:
        across = self._across()
        down = ceil(len(self._images) / across)
        wide = (self.width() - 2 - (across - 1) * _GAP) / (across * self._columns)
        high = (self.height() - 2 - (down - 1) * _GAP) / (down * self._rows)
        return max(min(wide, high, _LARGEST_CELL), 0.5)

    def _map(self, number: int) -> QRectF:
        across, cell = self._across(), self._cell()
        row, column = divmod(number, across)
        width, height = cell * self._columns, cell * self._rows
        return QRectF(1 + column * (width + _GAP), 1 + row * (height + _GAP), width, height)

    def area_of(self, unit: Unit) -> QRectF:
        """Where a unit's cell stands."""
        if len(self._shape) == 1:
            number, (row, column) = 0, divmod(unit[0], self._columns)
        else:
            number, row, column = (unit[0] if len(unit) == 3 else 0), unit[-2], unit[-1]
        cell, area = self._cell(), self._map(number)
        return QRectF(area.left() + column * cell, area.top() + row * cell, cell, cell)

    def unit_at(self, place: QPointF) -> Unit | None:
        """The unit whose cell holds a place."""
        cell = self._cell()
        for number in range(len(self._images)):
            area = self._map(number)
            if area.contains(place):
                row = min(int((place.y() - area.top()) / cell), self._rows - 1)
                column = min(int((place.x() - area.left()) / cell), self._columns - 1)
                return self._unit_of(number, row, column)
        return None

    def _unit_of(self, number: int, row: int, column: int) -> Unit | None:
        if len(self._shape) == 3:
            return (number, row, column)
        if len(self._shape) == 2:
            return (row, column)
        flat = row * self._columns + column
        return (flat,) if flat < prod(self._shape) else None

    # Painting and choosing

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        colours = theme.current()
        for number, image in enumerate(self._images):
            area = self._map(number)
            painter.drawImage(area, image)
            painter.setPen(QPen(QColor(colours.border), 1))
            painter.drawRect(area)
        if len(self._shape) == 1 and self._cell() >= _CELL_FOR_NUMBERS:
            self._write_numbers(painter)
        if self._unit:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            area = self.area_of(self._unit)
            around = max(5.0 - area.width() / 2, 1.0)
            painter.setPen(QPen(QColor(colours.focus), 2))
            painter.drawRect(area.adjusted(-around, -around, around, around))

    def _write_numbers(self, painter: QPainter) -> None:
        assert self._values is not None
        colours = theme.current()
        painter.setFont(fonts.scaled(self.font(), 0.82))
        for place, value in enumerate(self._values.tolist()):
            area = self.area_of((place,))
            ground = self._images[0].pixelColor(place % self._columns, place // self._columns)
            readable = contrast(colours.text, ground) >= contrast(colours.raised, ground)
            painter.setPen(QColor(colours.text if readable else colours.raised))
            painter.drawText(area, Qt.AlignmentFlag.AlignCenter, number_text(value, 2))

    def mousePressEvent(self, event: QMouseEvent) -> None:
        unit = self.unit_at(event.position())
        if unit is not None and event.button() is Qt.MouseButton.LeftButton:
            self.chosen.emit(unit)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """↑ and ↓, Page Up and Page Down walk through the units; ← and → belong to the steps."""
        moves = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1, Qt.Key.Key_PageUp: -10, Qt.Key.Key_PageDown: 10}
        move = moves.get(Qt.Key(event.key()))
        if move is None or not self._unit:
            super().keyPressEvent(event)
            return
        flat = 0
        for size, part in zip(self._shape, self._unit, strict=True):
            flat = flat * size + part
        self.chosen.emit(tuple(_unravelled((flat + move) % prod(self._shape), self._shape)))

    def event(self, event: QEvent) -> bool:
        if isinstance(event, QHelpEvent) and event.type() == QEvent.Type.ToolTip:
            unit = self.unit_at(QPointF(event.pos()))
            if unit is None or self._values is None:
                QToolTip.hideText()
            else:
                QToolTip.showText(event.globalPos(), self._words(unit), self)
            return True
        return super().event(event)

    def _words(self, unit: Unit) -> str:
        assert self._values is not None
        return f"[{', '.join(map(str, unit))}] = {full_number(float(self._values[unit]))}"

    def _recolour(self) -> None:
        table = colour_table()
        for image in self._images:
            image.setColorTable(table)
        self.update()

    # Words

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
        super().changeEvent(event)

    def retranslate(self) -> None:
        """Fetch every word again in the language of now."""
        self.setAccessibleName(self.tr("Units of the layer"))
        self._describe()

    def _describe(self) -> None:
        if self._values is not None and self._unit:
            describe(self, self.tr("{unit}. ↑ and ↓ choose another.").format(unit=self._words(self._unit)))


def _plane(shape: Unit) -> tuple[int, int]:
    """Rows and columns of a matrix, or of a vector broken into rows."""
    if len(shape) == 1:
        columns = min(shape[0], 5) if shape[0] <= 20 else ceil(sqrt(shape[0]))
        return ceil(shape[0] / columns), columns
    return shape[-2], shape[-1]


def _image(data: bytes, width: int, height: int) -> QImage:
    image = QImage(data, width, height, width, QImage.Format.Format_Indexed8).copy()
    image.setColorTable(colour_table())
    return image


def _unravelled(flat: int, shape: Unit) -> Iterator[int]:
    for place in range(len(shape)):
        behind = prod(shape[place + 1 :])
        yield flat // behind % shape[place]
