"""The table of a sweep's trials, linked with the plots."""

from __future__ import annotations

from PySide6.QtCore import (
    QEvent,
    QItemSelection,
    QItemSelectionModel,
    QModelIndex,
    QPersistentModelIndex,
    QPointF,
    QRectF,
    Qt,
)
from PySide6.QtGui import QColor, QKeyEvent, QPainter, QPen, QPolygonF
from PySide6.QtWidgets import QHeaderView, QStyledItemDelegate, QStyleOptionViewItem, QTableView, QWidget

from gui import theme
from gui.rows import show_as_rows
from gui.sweeps.link import TrialLink
from gui.sweeps.trial_columns import SweepView
from gui.sweeps.trial_model import CURVE_ROLE, TrialModel

_CURVE_WIDTH = 90


class CurveDelegate(QStyledItemDelegate):
    """Paints the intermediate values of a trial as a small line, from its lowest to its highest value."""

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        super().paint(painter, option, index)
        values = index.data(CURVE_ROLE)
        if not values:
            return
        room = QRectF(option.rect).adjusted(6, 5, -6, -5)
        epochs, figures = list(values), [float(value) for value in values.values()]
        low, high = min(figures), max(figures)
        first, last = min(epochs), max(epochs)
        points = [
            QPointF(
                room.left() + room.width() * ((epoch - first) / (last - first) if last > first else 0.5),
                room.bottom() - room.height() * ((figure - low) / (high - low) if high > low else 0.5),
            )
            for epoch, figure in zip(epochs, figures, strict=True)
        ]
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        colour = QColor(theme.current().curve_train)
        painter.setPen(QPen(colour, 1.4))
        painter.drawPolyline(QPolygonF(points))
        painter.setPen(QPen(colour, 4, c=Qt.PenCapStyle.RoundCap))
        painter.drawPoint(points[-1])
        painter.restore()


class TrialTable(QTableView):
    """Shows the trials that pass the brushes; its selection is the link's, a double click or Enter opens a trial."""

    def __init__(self, link: TrialLink, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("trialTable")
        self.link = link
        self._model = TrialModel(link, self)
        self._following = False
        self._place = 0
        self.setModel(self._model)
        show_as_rows(self, 8)
        self.setSortingEnabled(True)
        self.sortByColumn(0, Qt.SortOrder.AscendingOrder)
        self.setMouseTracking(True)
        header = self.horizontalHeader()
        header.setSectionResizeMode(QHeaderView.ResizeMode.Interactive)
        header.setMinimumSectionSize(48)
        header.setTextElideMode(Qt.TextElideMode.ElideMiddle)
        self._curves = CurveDelegate(self)
        self._model.columnsChanged.connect(self._take_columns)
        self._model.modelAboutToBeReset.connect(self._remember_place)
        self._model.modelReset.connect(self._return_to_place)
        self.selectionModel().selectionChanged.connect(self._chosen)
        self.doubleClicked.connect(lambda index: link.opened.emit(self._model.trial_at(index.row()).number))
        self.entered.connect(lambda index: link.hover(self._model.trial_at(index.row()).number))
        link.selectedChanged.connect(self._show_selected)
        self.retranslate()

    def show_view(self, view: SweepView) -> None:
        """Show this state of the sweep."""
        self._model.show_view(view)
        self._follow()

    def shown_numbers(self) -> list[int]:
        """The numbers of the trials from top to bottom."""
        self._model.settle()
        return [self._model.trial_at(place).number for place in range(self._model.rowCount())]

    def cell(self, number: int, key: str) -> str:
        """What a trial's cell says."""
        place = self._model.place_of(number)
        assert place is not None, "asked for shown trials only"
        return str(self._model.index(place, self._model.keys.index(key)).data())

    def sort_by(self, key: str, order: Qt.SortOrder) -> None:
        """Sort by a column."""
        self.sortByColumn(self._model.keys.index(key), order)

    def _take_columns(self) -> None:
        keys = self._model.keys
        for place, key in enumerate(keys):
            self.setItemDelegateForColumn(place, self._curves if key == "curve" else self.itemDelegate())
            self.setColumnWidth(place, _CURVE_WIDTH if key == "curve" else self._wanted_width(place))

    def _wanted_width(self, place: int) -> int:
        heading = self.horizontalHeader().sectionSizeHint(place)
        return min(max(heading, self.sizeHintForColumn(place), 64), 190)

    def _remember_place(self) -> None:
        self._place = self.verticalScrollBar().value()

    def _return_to_place(self) -> None:
        self._follow()
        self.verticalScrollBar().setValue(self._place)

    def _show_selected(self) -> None:
        """Select the link's trial and bring it into view."""
        self._follow()
        place = self._model.place_of(self.link.selected)
        if place is not None:
            self.scrollTo(self._model.index(place, 0))

    def _follow(self) -> None:
        """Select the link's trial without telling anybody."""
        place = self._model.place_of(self.link.selected)
        rows = self.selectionModel().selectedRows()
        if [index.row() for index in rows] == ([] if place is None else [place]):
            return
        self._following = True
        try:
            if place is None:
                self.clearSelection()
            else:
                flags = QItemSelectionModel.SelectionFlag.ClearAndSelect | QItemSelectionModel.SelectionFlag.Rows
                self.selectionModel().setCurrentIndex(self._model.index(place, 0), flags)
        finally:
            self._following = False

    def _chosen(self, _selected: QItemSelection, _deselected: QItemSelection) -> None:
        rows = self.selectionModel().selectedRows()
        if not self._following and rows:
            self.link.select(self._model.trial_at(rows[0].row()).number)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter opens."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.link.selected is not None:
            self.link.opened.emit(self.link.selected)
            return
        super().keyPressEvent(event)

    def leaveEvent(self, event: QEvent) -> None:
        self.link.hover(None)
        super().leaveEvent(event)

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
        super().changeEvent(event)

    def retranslate(self) -> None:
        """Fetch every word again in the language of now."""
        self.setAccessibleName(self.tr("Trials of the sweep"))
        self._model.retranslate()
        self._take_columns()
