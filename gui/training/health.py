"""How a run does: hints in plain words with their remedies, and a table of every layer."""

import time
from collections.abc import Callable

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QFont, QFontMetrics
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QScrollArea,
    QSizePolicy,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from engine.training.events import HealthMeasured, Hint
from gui import theme
from gui.training.health_model import HealthModel
from gui.translation import say

_HELD_SECONDS = 7.0
"""A hint stays for so long after it was last told: what comes and goes could not be read."""
_MOST_HINTS = 20
_WIDEST_FIGURE = "8.8e-08"
_CELL_PADDING, _HEADING_PADDING = 18, 22
_WIDEST_TABLE = 640


class HintKeeper:
    """The hints that hold now, in the order of their coming, each for a while beyond its last mention."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._hints: dict[str, tuple[Hint, float]] = {}

    def clear(self) -> None:
        """Forget all, before another run."""
        self._hints.clear()

    def measured(self, event: HealthMeasured) -> tuple[Hint, ...]:
        """Take over a measurement; returns the hints that are there for the first time."""
        now = self._clock()
        told = {hint.kind: hint for hint in event.hints}
        fresh = tuple(hint for kind, hint in told.items() if kind not in self._hints)
        for kind, (_, last) in list(self._hints.items()):
            if kind not in told and now - last > _HELD_SECONDS:
                del self._hints[kind]
        self._hints |= {kind: (hint, now) for kind, hint in told.items()}
        return fresh

    @property
    def hints(self) -> tuple[Hint, ...]:
        """The newest last, and no more than can be read."""
        return tuple(hint for hint, _ in self._hints.values())[-_MOST_HINTS:]


class HealthView(QWidget):
    """Hints on the left, layers on the right. Widgets stay and change their words, so that nothing flickers."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("healthView")
        self._hints: tuple[Hint, ...] = ()
        self._measured = False
        self.table = QTableView()
        self.table.setObjectName("healthTable")
        self.model = HealthModel(self.table)
        self._set_up_table()
        self._said, self._labels = QLabel(), QWidget()
        self._said.setWordWrap(True)
        theme.set_role(self._said, "muted")
        self._rows: list[tuple[QLabel, QLabel]] = []
        self._column = QVBoxLayout(self._labels)
        self._column.setContentsMargins(10, 8, 10, 8)
        self._column.setSpacing(2)
        self._column.addWidget(self._said)
        self._column.addStretch(1)
        area = QScrollArea()
        area.setObjectName("healthHints")
        area.setWidgetResizable(True)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setWidget(self._labels)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(area, 2)
        layout.addWidget(self.table, 3)
        self.table.setMaximumWidth(_WIDEST_TABLE)
        self._area = area
        self.retranslate()

    def _set_up_table(self) -> None:
        table = self.table
        table.setModel(self.model)
        table.setShowGrid(False)
        table.setAlternatingRowColors(True)
        table.setSelectionMode(QAbstractItemView.SelectionMode.NoSelection)
        table.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        table.setWordWrap(False)
        table.verticalHeader().hide()
        table.verticalHeader().setDefaultSectionSize(self.fontMetrics().height() + 8)
        header = table.horizontalHeader()
        header.setMinimumSectionSize(48)
        header.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        header.setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        header.setHighlightSections(False)
        header.setTextElideMode(Qt.TextElideMode.ElideRight)

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
        super().changeEvent(event)

    def retranslate(self) -> None:
        """Fetch every word again in the language of now."""
        self.setAccessibleName(self.tr("Health"))
        self.table.setAccessibleName(self.tr("Health of each layer"))
        self._area.setAccessibleName(self.tr("Hints"))
        self.model.retranslate()
        self._fit_columns()
        self._say()

    def _fit_columns(self) -> None:
        """Widths that hold still whatever the figures are; the layer's name takes the rest."""
        heading = QFont(self.font())
        heading.setWeight(QFont.Weight.DemiBold)
        figure = self.fontMetrics().horizontalAdvance(_WIDEST_FIGURE) + _CELL_PADDING
        for column in range(1, self.model.columnCount()):
            words = str(self.model.headerData(column, Qt.Orientation.Horizontal))
            self.table.setColumnWidth(
                column, max(QFontMetrics(heading).horizontalAdvance(words) + _HEADING_PADDING, figure)
            )

    def clear(self) -> None:
        """Forget what was measured, before another run."""
        self._hints, self._measured = (), False
        self.model.show_health(None, ())
        self._say()

    def show_health(self, event: HealthMeasured, hints: tuple[Hint, ...]) -> None:
        """Show a measurement and the hints that hold now."""
        self.model.show_health(event, hints)
        if hints != self._hints or not self._measured:
            self._hints, self._measured = hints, True
            self._say()

    def text(self) -> str:
        """The hints as they are shown, one remedy a line."""
        shown = (f"{what.text()} {remedy.text()}" for what, remedy in self._rows if not what.isHidden())
        return "\n".join(shown) or self._said.text()

    def _say(self) -> None:
        while len(self._rows) < len(self._hints):
            self._add_row()
        for index, (what, remedy) in enumerate(self._rows):
            shown = index < len(self._hints)
            if shown:
                hint = self._hints[-1 - index]  # the newest on top
                _set_text(what, say(hint.text))
                _set_text(remedy, say(hint.remedy))
            what.setVisible(shown)
            remedy.setVisible(shown)
        self._said.setVisible(not self._hints)
        self._said.setText(
            self.tr("Nothing looks unhealthy.")
            if self._measured
            else self.tr(
                "How each layer does appears here during training, with hints where something looks unhealthy."
            )
        )

    def _add_row(self) -> None:
        what, remedy = QLabel(), QLabel()
        for label in (what, remedy):
            label.setWordWrap(True)
            label.setTextFormat(Qt.TextFormat.PlainText)
            label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
            label.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        theme.set_role(what, "warning")
        theme.set_role(remedy, "muted")
        remedy.setContentsMargins(0, 0, 0, 6)
        self._rows.append((what, remedy))
        place = self._column.count() - 1  # before the stretch
        self._column.insertWidget(place, what)
        self._column.insertWidget(place + 1, remedy)


def _set_text(label: QLabel, text: str) -> None:
    if text != label.text():
        label.setText(text)
