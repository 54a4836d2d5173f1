"""Paints the rows of the table of runs as the style sheet would, without asking it for each of hundreds of cells."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPointF, QRect, Qt
from PySide6.QtGui import QPainter, QRegion
from PySide6.QtWidgets import QTableView

from engine.runs.run import RunStatus
from gui import theme
from gui.runs.arrangement import GroupRow, Row
from gui.runs.columns import is_figure
from gui.runs.row_look import ICON_SIDE, RowLook
from gui.runs.table_model import RunTableModel
from gui.runs.tags import tags_in

_MARGIN = 9
"""Between the edge of a cell and its text: the style sheet's padding, and what the style adds to it."""
_CHIP_GAP, _CHIP_MARGIN = 5, 7

_STATUS_COLOURS: dict[RunStatus, str] = {
    "running": "accent",
    "completed": "success",
    "cancelled": "text_muted",
    "failed": "error",
    "interrupted": "warning",
}


@dataclass(frozen=True, slots=True)
class _Column:
    section: int
    name: str
    left: int
    width: int
    at_right: bool


@dataclass(frozen=True, slots=True)
class _Line:
    """A row where it is painted."""

    row: Row
    number: int
    top: int
    height: int
    selected: bool

    @property
    def background(self) -> str:
        """The name of its colour; empty where it is the table's own."""
        if self.selected:
            return "selection"
        if isinstance(self.row, GroupRow):
            return "sunken"
        return "surface" if self.number % 2 else ""

    def foreground(self, column: str) -> str:
        """The name of its text's colour in a column."""
        if self.selected or isinstance(self.row, GroupRow):
            return "text"
        if column == "status":
            return _STATUS_COLOURS[self.row.status]
        return "text_muted" if self.row.damaged else "text"


class RowPainter:
    """Paints what is in view of a table."""

    def __init__(self, table: QTableView, model: RunTableModel) -> None:
        self._table, self._model = table, model
        self._look = RowLook(table.font(), theme.current(), 1.0)

    def paint(self, painter: QPainter, region: QRegion, hovered: QModelIndex | QPersistentModelIndex) -> None:
        """Paint all that the region touches."""
        made_for = self._table.font(), theme.current(), painter.device().devicePixelRatioF()
        if not self._look.is_for(*made_for):
            self._look = RowLook(*made_for)
        area = region.boundingRect()
        if self._table.viewport().testAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent):
            painter.fillRect(area, self._look.colour("raised"))
        columns = self._columns_within(area)
        if not columns:
            return
        begin, end = min(one.left for one in columns), max(one.left + one.width for one in columns)
        for line in self._lines_within(area):
            place = QRect(begin, line.top, end - begin, line.height)
            if region.intersects(place):
                if background := line.background:
                    painter.fillRect(place, self._look.colour(background))
                under_mouse = hovered.column() if hovered.row() == line.number and not line.selected else -1
                self._paint_cells(painter, line, columns, under_mouse)

    def _columns_within(self, area: QRect) -> list[_Column]:
        found = []
        for section, name in enumerate(self._model.columns):
            left, width = self._table.columnViewportPosition(section), self._table.columnWidth(section)
            if width and left <= area.right() and left + width > area.left():  # hidden ones have none
                found.append(_Column(section, name, left, width, is_figure(name)))
        return found

    def _lines_within(self, area: QRect) -> list[_Line]:
        first = self._table.rowAt(area.top())
        if first < 0:
            return []
        top, height = self._table.rowViewportPosition(first), self._table.verticalHeader().defaultSectionSize()
        end = min(first + (area.bottom() - top) // height + 1, self._model.rowCount())
        selection, selected = self._table.selectionModel().selection(), set[int]()
        for chosen in (selection.at(number) for number in range(selection.count())):
            selected.update(range(max(chosen.top(), first), min(chosen.bottom() + 1, end)))
        return [
            _Line(self._model.row(number), number, top + (number - first) * height, height, number in selected)
            for number in range(first, end)
        ]

    def _paint_cells(self, painter: QPainter, line: _Line, columns: list[_Column], under_mouse: int) -> None:
        look, texts = self._look, self._model.texts(line.number)
        bold = isinstance(line.row, GroupRow)
        painter.setFont(look.fonts[bold])
        baseline = line.top + look.baseline(line.height, bold)
        colour = ""
        for column in columns:
            if column.section == under_mouse:
                painter.fillRect(column.left, line.top, column.width, line.height, look.colour("accent_soft"))
            if column.name == "star":
                self._paint_icon(painter, line, column)
                continue
            if column.name == "tags":
                self._paint_tags(painter, line, column, tags_in(texts["tags"]))
                colour = ""  # its ellipsis may have taken another
                continue
            shown, width = look.fitted(texts[column.name], column.width - 2 * _MARGIN, bold)
            if shown:
                if colour != (colour := line.foreground(column.name)):
                    painter.setPen(look.colour(colour))
                left = column.left + (column.width - _MARGIN - width if column.at_right else _MARGIN)
                painter.drawText(QPointF(left, baseline), shown)

    def _paint_icon(self, painter: QPainter, line: _Line, column: _Column) -> None:
        """A run's star, or the arrow of a group."""
        if isinstance(line.row, GroupRow):
            picture = self._look.icon("chevron-right" if line.row.collapsed else "chevron-down", "text_muted")
        elif line.row.star:
            picture = self._look.icon("star-filled", "warning")
        else:
            picture = self._look.icon("star", "control_border")
        painter.drawPixmap(column.left + _MARGIN, line.top + (line.height - ICON_SIDE) // 2, picture)

    def _paint_tags(self, painter: QPainter, line: _Line, column: _Column, tags: list[str]) -> None:
        """Tags as chips; what has no room is left out with an ellipsis."""
        look = self._look
        left, end = column.left + _CHIP_MARGIN, column.left + column.width - _CHIP_MARGIN
        top = line.top + (line.height - look.chip_height) // 2
        for number, tag in enumerate(tags):
            chip, width = look.chip(tag, None)
            if left + width > end:
                if number:
                    painter.setPen(look.colour("text_muted"))
                    painter.drawText(QPointF(left, line.top + look.baseline(line.height, False)), "…")
                    return
                chip, width = look.chip(tag, end - left)
            painter.drawPixmap(left, top, chip)
            left += width - 1 + _CHIP_GAP
