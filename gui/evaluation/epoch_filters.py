"""The filters of a network's first layer that has any to show, after an epoch."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QFrame, QLabel, QVBoxLayout, QWidget

from gui import theme
from gui.model.inside_pictures import FilterGrid

if TYPE_CHECKING:
    from engine.evaluation.filters import Filters

_LARGEST = 96


class EpochFilters(QFrame):
    """Hidden where the network has no filters that are pictures."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("epochFilters")
        theme.set_role(self, "card")
        self._layer = ""
        self._title, self.grid = QLabel(), FilterGrid(largest=_LARGEST)
        self.grid.setObjectName("epochFilterGrid")
        theme.set_role(self._title, "heading")
        column = QVBoxLayout(self)
        column.setContentsMargins(10, 6, 10, 9)
        column.setSpacing(6)
        column.addWidget(self._title)
        column.addWidget(self.grid)
        self.retranslate()

    def show_layer(self, layer: str | None) -> None:
        """Show filters of that layer."""
        self._layer = layer or ""
        self.setVisible(layer is not None)
        self.grid.show_filters(None)
        self.retranslate()

    def show_filters(self, filters: Filters | None) -> None:
        """Show the filters after another epoch."""
        self.grid.show_filters(filters)

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
        super().changeEvent(event)

    def retranslate(self) -> None:
        """Fetch every word again in the language of now."""
        self._title.setText(self.tr("Filters of {layer}").format(layer=self._layer))
        self._title.setToolTip(self.tr("In the same colours for the same weights in every epoch"))
        self.grid.setAccessibleName(self._title.text())
        self.grid.setToolTip(self._title.toolTip())
