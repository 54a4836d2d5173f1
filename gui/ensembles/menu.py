"""The button in the row of actions that makes several runs of the chosen one, or one of several."""

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtCore import QEvent, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu, QPushButton, QWidget

from engine.runs.run import RunSummary


class SeveralButton(QPushButton):
    """A button with a menu. ``wanted(kind)`` is one of the group's kinds, or ``ensemble``."""

    wanted = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("severalRunsButton")
        menu = QMenu(self)
        menu.setObjectName("severalRunsMenu")
        menu.setToolTipsVisible(True)
        self._words: list[tuple[QAction, Callable[[], str]]] = []
        for kind, words in (
            ("fold", lambda: self.tr("Cross-validate…")),
            ("seed", lambda: self.tr("Repeat with other seeds…")),
            ("bag", lambda: self.tr("Bagging…")),
            ("boost", lambda: self.tr("Boosting…")),
            ("ensemble", lambda: self.tr("Make an ensemble…")),
        ):
            if kind == "ensemble":
                menu.addSeparator()
            action = menu.addAction("", partial(self.wanted.emit, kind))
            action.setObjectName(f"several-{kind}")
            self._words.append((action, words))
        self.setMenu(menu)
        self.retranslate()

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
        super().changeEvent(event)

    def retranslate(self) -> None:
        """Fetch every word again in the language of now."""
        self.setText(self.tr("Several runs"))
        self.setAccessibleName(self.text())
        self.setToolTip(self.tr("Train this run's project several times, or put runs together"))
        for action, words in self._words:
            action.setText(words())

    def show_runs(self, runs: Sequence[RunSummary]) -> None:
        """Enable what these allow: several of one, one of several that can be read."""
        readable = sum(not run.damaged for run in runs)
        self.setEnabled(readable > 0)
        for action, _words in self._words:
            action.setEnabled(readable == 1 or action.objectName() == "several-ensemble")
