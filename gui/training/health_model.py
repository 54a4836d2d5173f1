"""The figures of each layer as a table; only cells whose words changed are told to the view."""

import math
from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QLocale, QModelIndex, QObject, QPersistentModelIndex, Qt
from PySide6.QtGui import QColor

from engine.training.events import HealthMeasured, Hint, LayerHealth
from gui import theme
from gui.training.summary import NOTHING

_Index = QModelIndex | QPersistentModelIndex
_COLUMNS = 5
_SCIENTIFIC_BELOW, _SCIENTIFIC_ABOVE = 1e-3, 1e4


class HealthModel(QAbstractTableModel):
    """Layer, gradient norm, update ratio, dead and saturated; all together first, layers with a hint stand out."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._rows: list[tuple[str, ...]] = []
        self._measured: HealthMeasured | None = None
        self._hinted: frozenset[str] = frozenset()

    def show_health(self, event: HealthMeasured | None, hints: Sequence[Hint]) -> None:
        """Show these figures, or none."""
        self._measured = event
        rows = []
        if event is not None:
            whole = LayerHealth(self.tr("All layers"), gradient_norm=event.gradient_norm)
            rows = [_words(layer) for layer in (whole, *event.layers)]
        hinted = frozenset(hint.layer for hint in hints if hint.layer is not None)
        if [row[0] for row in rows] != [row[0] for row in self._rows]:
            self.beginResetModel()
            self._rows, self._hinted = rows, hinted
            self.endResetModel()
            return
        before, self._rows = self._rows, rows
        restyled, self._hinted = self._hinted ^ hinted, hinted
        for number, (old, new) in enumerate(zip(before, rows, strict=True)):
            if old != new or new[0] in restyled:
                self.dataChanged.emit(self.index(number, 0), self.index(number, _COLUMNS - 1))

    def retranslate(self) -> None:
        """Say everything in the language of now."""
        if self._measured is not None:
            self._rows[0] = (self.tr("All layers"), *self._rows[0][1:])
            self.dataChanged.emit(self.index(0, 0), self.index(0, 0))
        self.headerDataChanged.emit(Qt.Orientation.Horizontal, 0, _COLUMNS - 1)

    def rowCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own default
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own default
        return 0 if parent.isValid() else _COLUMNS

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if orientation != Qt.Orientation.Horizontal:
            return None
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return _alignment(section)
        if role == Qt.ItemDataRole.DisplayRole:
            return (
                self.tr("Layer"),
                self.tr("Gradient"),
                self.tr("Update"),
                self.tr("Dead"),
                self.tr("Saturated"),
            )[section]
        if role == Qt.ItemDataRole.ToolTipRole:
            return (
                None,
                self.tr("Length of the layer's gradient"),
                self.tr("Length of a step's change over the length of the weights; about 0.001 is usual"),
                self.tr("Share of the units that answer 0 to every image of the batch"),
                self.tr("Share of the answers at the flat ends of the activation"),
            )[section]
        return None

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        row = self._rows[index.row()]
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return row[index.column()]
            case Qt.ItemDataRole.TextAlignmentRole:
                return _alignment(index.column())
            case Qt.ItemDataRole.ForegroundRole if row[0] in self._hinted:
                return QColor(theme.current().warning)
        return None


def _alignment(column: int) -> Qt.AlignmentFlag:
    side = Qt.AlignmentFlag.AlignLeft if column == 0 else Qt.AlignmentFlag.AlignRight
    return side | Qt.AlignmentFlag.AlignVCenter


def _words(layer: LayerHealth) -> tuple[str, ...]:
    return (
        layer.layer,
        _figure(layer.gradient_norm),
        _figure(layer.update_ratio),
        _share(layer.dead),
        _share(layer.saturated),
    )


def _figure(value: float | None) -> str:
    """Three figures, as a power of ten where there would be many zeros."""
    if value is None or not math.isfinite(value):
        return NOTHING
    if value and not _SCIENTIFIC_BELOW <= abs(value) < _SCIENTIFIC_ABOVE:
        return QLocale().toString(value, "e", 1)
    return QLocale().toString(value, "g", 3)


def _share(value: float | None) -> str:
    if value is None or not math.isfinite(value):
        return NOTHING
    percent = QLocale().toString(value * 100, "f", 0 if value == 0 or value >= 0.1 else 1)
    return f"{percent} %"
