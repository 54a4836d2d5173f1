"""What stands above the table of runs: a search as one types, and by what they are put together."""

from PySide6.QtCore import QEvent, QTimer, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLabel, QLineEdit, QToolButton, QVBoxLayout, QWidget

from engine.runs.groups import Grouping
from engine.runs.query import parse_query
from engine.text import NetwrightError
from gui import icons, theme
from gui.translation import say_error

_SOON_MS = 120
_BY: tuple[Grouping | None, ...] = (None, "group", "dataset", "network", "tag", "status", "device")


class FindBar(QWidget):
    """``found(query)`` comes a moment after what is looked for has changed, ``grouped(by)`` when it is chosen."""

    found = Signal(object)
    grouped = Signal(object)
    collapsed = Signal(bool)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.field = QLineEdit()
        self.field.setObjectName("runSearchField")
        self.field.setClearButtonEnabled(True)
        self._glass = QAction(self)
        self.field.addAction(self._glass, QLineEdit.ActionPosition.LeadingPosition)
        self.groups = QComboBox()
        self.groups.setObjectName("runGroupsCombo")
        for _ in _BY:
            self.groups.addItem("")
        self.fold = QToolButton()
        self.fold.setObjectName("foldRunGroupsButton")
        self.fold.setCheckable(True)
        self.fold.setAutoRaise(True)
        self.fold.hide()
        self._error = QLabel()
        self._error.setObjectName("runSearchError")
        self._error.setWordWrap(True)
        theme.set_role(self._error, "error")
        self._error.hide()
        self._problem: NetwrightError | None = None
        row = QHBoxLayout()
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(6)
        row.addWidget(self.field, 1)
        row.addWidget(self.groups)
        row.addWidget(self.fold)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addLayout(row)
        column.addWidget(self._error)
        self._soon = QTimer(self, singleShot=True, interval=_SOON_MS)
        self._soon.timeout.connect(self._look)
        self.field.textEdited.connect(lambda _text: self._soon.start())
        self.field.textChanged.connect(lambda text: None if text else self._look())
        self.groups.currentIndexChanged.connect(self._group)
        self.fold.toggled.connect(self.collapsed)
        self.fold.toggled.connect(lambda _checked: self._draw_icons())
        theme.notifier().changed.connect(self._draw_icons)
        self.retranslate()

    def look_for(self, text: str) -> None:
        """Look for this now."""
        self.field.setText(text)
        self._look()

    def error(self) -> str:
        """What is wrong with what is looked for; empty where nothing is."""
        return "" if self._problem is None else self._error.text()

    def _look(self) -> None:
        self._soon.stop()
        self._problem = None
        try:
            self.found.emit(parse_query(self.field.text()))
        except NetwrightError as error:
            self._problem = error
        theme.set_invalid(self.field, self._problem is not None)
        self._say_problem()

    def _say_problem(self) -> None:
        self._error.setText("" if self._problem is None else say_error(self._problem))
        self._error.setVisible(self._problem is not None)

    def _group(self, index: int) -> None:
        self.fold.setVisible(index > 0)
        self.fold.setChecked(False)
        self.grouped.emit(_BY[index])

    def _draw_icons(self) -> None:
        colours = theme.current()
        self._glass.setIcon(icons.icon("search", colours.text_muted))
        self.fold.setIcon(icons.icon("chevron-right" if self.fold.isChecked() else "chevron-down"))

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
        super().changeEvent(event)

    def retranslate(self) -> None:
        """Fetch every word again in the language of now."""
        self.field.setPlaceholderText(self.tr("Find: words, tag:wide, accuracy > 0.98, -status:failed …"))
        self.field.setAccessibleName(self.tr("Find runs"))
        self.field.setToolTip(
            self.tr(
                "Words stand anywhere in names, tags, notes, network, dataset or status.\n"
                "Conditions: tag:wide, dataset:mnist, status:failed, star, accuracy > 0.98, test >= 99%,\n"
                "duration < 5min, parameters <= 50k, size > 20MB, created > 2026-11-30, learning_rate <= 1e-3.\n"
                "A minus before one means the others."
            )
        )
        words = (
            self.tr("Not grouped"),
            self.tr("By group"),
            self.tr("By dataset"),
            self.tr("By network"),
            self.tr("By tag"),
            self.tr("By status"),
            self.tr("By device"),
        )
        for index, text in enumerate(words):
            self.groups.setItemText(index, text)
        self.groups.setAccessibleName(self.tr("Group the runs"))
        self.groups.setToolTip(self.tr("Put runs together, with the mean and deviation of their accuracies"))
        self.fold.setAccessibleName(self.tr("Show only the groups"))
        self.fold.setToolTip(self.tr("Show only the groups"))
        self._draw_icons()
        self._say_problem()
