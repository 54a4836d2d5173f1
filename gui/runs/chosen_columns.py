"""Which columns the table of runs has, how wide and in which order: chosen in the heading's menu, and remembered."""

from __future__ import annotations

import json
from typing import Any

from PySide6.QtCore import QEvent, QObject, QPoint, QSignalBlocker, Qt, QTimer
from PySide6.QtGui import QFont, QFontMetrics
from PySide6.QtWidgets import QHeaderView, QMenu, QTableView

from engine.runs.columns import COLUMNS
from engine.training.config import TrainingConfig
from gui.preferences import Preferences
from gui.runs.columns import SHOWN_AT_FIRST, heading, long_heading, widest
from gui.runs.table_model import RunTableModel
from gui.training.words import FIELDS
from gui.translation import say

_KEY = "run_columns"
_CELL_PADDING, _HEADING_PADDING = 20, 34
_STAR_WIDTH, _NARROWEST_NAME = 34, 170
_ROOMY_NAME, _MORE_FOR_TAGS = 340, 220
"""Where the window is wide, tags get some of what a name does not need."""
_SOON_MS = 400


class ChosenColumns(QObject):
    """The columns of one table. The name takes what room the others leave, until a person gives it a width."""

    def __init__(self, table: QTableView, model: RunTableModel, preferences: Preferences) -> None:
        super().__init__(table)
        self._table, self._model, self._preferences = table, model, preferences
        self._header = table.horizontalHeader()
        self._shown: set[str] = set(SHOWN_AT_FIRST)
        self._widths: dict[str, int] = {}
        self._fitting = False
        self._narrow_tags = 0
        self._soon = QTimer(self, singleShot=True, interval=_SOON_MS)
        self._soon.timeout.connect(self._remember)
        header = self._header
        header.setStretchLastSection(False)
        header.setMinimumSectionSize(_STAR_WIDTH)
        header.setSectionResizeMode(QHeaderView.ResizeMode.Interactive)
        header.setSectionsMovable(True)
        header.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        header.customContextMenuRequested.connect(self._open_menu)
        self._restore()
        header.sectionResized.connect(self._resized)
        header.sectionMoved.connect(lambda *_: self._soon.start())
        header.sortIndicatorChanged.connect(lambda *_: self._soon.start())
        table.viewport().installEventFilter(self)

    @property
    def shown(self) -> tuple[str, ...]:
        """What is shown, from left to right."""
        order = sorted(range(len(self._model.columns)), key=self._header.visualIndex)
        return tuple(self._model.columns[section] for section in order if not self._header.isSectionHidden(section))

    def show(self, column: str, shown: bool = True) -> None:
        """Show or hide a column, or a hyperparameter's."""
        if (column in self._shown) == shown:
            return
        (self._shown.add if shown else self._shown.discard)(column)
        self._apply()
        self._soon.start()

    def show_as_at_first(self) -> None:
        """Forget what was chosen."""
        self._shown, self._widths = set(SHOWN_AT_FIRST), {}
        for place in range(len(self._model.columns)):
            self._header.moveSection(self._header.visualIndex(place), place)
        self._apply()
        self._table.sortByColumn(COLUMNS.index("created"), Qt.SortOrder.DescendingOrder)
        self._soon.start()

    def fit(self) -> None:
        """Give every column the room that its words need in the language of now."""
        self._fitting = True
        bold = QFont(self._table.font())
        bold.setWeight(QFont.Weight.DemiBold)
        cells, headings = self._table.fontMetrics(), QFontMetrics(bold)
        for section, column in enumerate(self._model.columns):
            if column == "star":
                width = _STAR_WIDTH
            else:
                width = max(
                    cells.horizontalAdvance(widest(column)) + _CELL_PADDING,
                    headings.horizontalAdvance(heading(column)) + _HEADING_PADDING,
                )
            if column == "tags":
                self._narrow_tags = width
            self._header.resizeSection(section, self._widths.get(column, width))
        self._fit_name()
        self._fitting = False

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Resize:
            self._fitting = True
            self._fit_name()
            self._fitting = False
        return super().eventFilter(watched, event)

    def _fit_name(self) -> None:
        if "name" in self._widths:
            return
        name, tags = self._model.columns.index("name"), self._model.columns.index("tags")
        others = self._header.length() - self._header.sectionSize(name)
        room = self._table.viewport().width() - others
        if "tags" not in self._widths and not self._header.isSectionHidden(tags):
            before = self._header.sectionSize(tags)
            room += before - self._narrow_tags
            more = min(max(0, room - _ROOMY_NAME), _MORE_FOR_TAGS)
            self._header.resizeSection(tags, self._narrow_tags + more)
            room -= more
        self._header.resizeSection(name, max(_NARROWEST_NAME, room))

    def _resized(self, section: int, _before: int, width: int) -> None:
        if not self._fitting and width > 0:
            self._widths[self._model.columns[section]] = width
            self._soon.start()

    def _apply(self) -> None:
        """Let the table be what was chosen."""
        settings = [name for name in FIELDS if name in self._shown and name not in COLUMNS]
        self._fitting = True
        self._model.show_settings(settings)
        for section, column in enumerate(self._model.columns):
            self._header.setSectionHidden(section, column not in self._shown)
        self.fit()

    # -- the menu --------------------------------------------------------------------------------------------------

    def menu(self) -> QMenu:
        """A menu of all columns, those that are shown being checked."""
        menu = QMenu(self._table)
        menu.setObjectName("runColumnsMenu")
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for column in COLUMNS:
            if column != "name":
                self._add(menu, column, long_heading(column))
        settings = menu.addMenu(self.tr("Hyperparameters"))
        sections: dict[str, QMenu] = {}
        for field in FIELDS.values():
            within = settings
            if field.section:
                if field.section not in sections:
                    sections[field.section] = settings.addMenu(say(field.section))
                within = sections[field.section]
            if field.name not in COLUMNS:
                self._add(within, field.name, say(field.label))
        menu.addSeparator()
        menu.addAction(self.tr("As at first"), self.show_as_at_first)
        return menu

    def _add(self, menu: QMenu, column: str, words: str) -> None:
        action = menu.addAction(words)
        action.setCheckable(True)
        action.setChecked(column in self._shown)
        action.toggled.connect(lambda shown, column=column: self.show(column, shown))

    def _open_menu(self, place: QPoint) -> None:
        self.menu().popup(self._header.mapToGlobal(place))

    # -- what is remembered ----------------------------------------------------------------------------------------

    def _remember(self) -> None:
        column = self._model.arrangement
        chosen = {
            "shown": self.shown,
            "hidden": sorted(set(COLUMNS) - self._shown),
            "widths": self._widths,
            "sort": [column.column, column.descending],
        }
        self._preferences.remember(**{_KEY: json.dumps(chosen)})

    def _restore(self) -> None:
        """Bring back what was remembered; what is not understood is left out."""
        chosen = _chosen(self._preferences.text(_KEY))
        known = (*COLUMNS, *TrainingConfig.model_fields)
        order = [column for column in chosen.get("shown", []) if column in known]
        if order:
            self._shown = {"name", *order}
        widths = chosen.get("widths", {})
        if isinstance(widths, dict):
            self._widths = {name: width for name, width in widths.items() if name in known and type(width) is int}
        self._apply()
        blocked = QSignalBlocker(self._header)
        for place, column in enumerate(order):
            if column in self._model.columns:
                self._header.moveSection(self._header.visualIndex(self._model.columns.index(column)), place)
        del blocked
        sort = chosen.get("sort")
        column, descending = sort if isinstance(sort, list) and len(sort) == 2 else ("created", True)
        if column not in self._model.columns:
            column, descending = "created", True
        order_of_sort = Qt.SortOrder.DescendingOrder if descending else Qt.SortOrder.AscendingOrder
        self._header.setSortIndicator(self._model.columns.index(column), order_of_sort)


def _chosen(text: str) -> dict[str, Any]:
    try:
        chosen = json.loads(text)
    except ValueError:
        return {}
    return chosen if isinstance(chosen, dict) else {}
