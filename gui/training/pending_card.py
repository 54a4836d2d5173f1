"""Hyperparameters that were changed while a run is paused: what they are, and the card that lists them."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtWidgets import QFrame, QLabel, QPushButton, QVBoxLayout, QWidget

from engine.training.config import TrainingConfig
from gui import theme
from gui.training.words import FIELDS, hyperparameter_text
from gui.translation import say

_MOST_LINES = 6


@dataclass(frozen=True, slots=True)
class PendingChange:
    """One hyperparameter that the run will go on with."""

    name: str
    before: object
    after: object


def changes_between(run: TrainingConfig, wanted: TrainingConfig) -> tuple[PendingChange, ...]:
    """What differs among the hyperparameters that a paused run can take over, in the order of the form."""
    return tuple(
        PendingChange(name, getattr(run, name), getattr(wanted, name))
        for name, field in FIELDS.items()
        if not field.fixed and getattr(run, name) != getattr(wanted, name)
    )


class PendingCard(QFrame):
    """Lists the changes that the run takes over when it goes on, with a button that gives them up."""

    takenBack = Signal()  # noqa: N815 - signals are named as Qt names them

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("pendingHyperparameters")
        theme.set_role(self, "card")
        self._changes: tuple[PendingChange, ...] = ()
        self._heading, self._list = QLabel(), QLabel()
        theme.set_role(self._heading, "heading")
        for label in (self._heading, self._list):
            label.setWordWrap(True)
            label.setTextFormat(Qt.TextFormat.PlainText)
        self._button = QPushButton()
        self._button.setObjectName("takeBackButton")
        theme.set_variant(self._button, "quiet")
        self._button.clicked.connect(self.takenBack)
        column = QVBoxLayout(self)
        column.setContentsMargins(10, 8, 8, 6)
        column.setSpacing(4)
        column.addWidget(self._heading)
        column.addWidget(self._list)
        column.addWidget(self._button, 0, Qt.AlignmentFlag.AlignRight)
        self.retranslate()
        self.hide()

    def show_changes(self, changes: Sequence[PendingChange]) -> None:
        """List these; the card is hidden where there are none."""
        self._changes = tuple(changes)
        self._say()
        self.setVisible(bool(changes))

    def text(self) -> str:
        """What it says, heading first; empty while hidden."""
        return "" if self.isHidden() else f"{self._heading.text()}\n{self._list.text()}"

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
        super().changeEvent(event)

    def retranslate(self) -> None:
        """Fetch every word again in the language of now."""
        self._button.setText(self.tr("Take back"))
        self._button.setAccessibleName(self.tr("Take back the changes"))
        self._button.setToolTip(self.tr("Go back to the hyperparameters that the run has now"))
        self._say()

    def _say(self) -> None:
        count = len(self._changes)
        if count == 1:
            heading = self.tr("1 change will apply on Resume")
        else:
            heading = self.tr("{count} changes will apply on Resume").format(count=count)
        lines = [_line(change) for change in self._changes]
        shown = lines if count <= _MOST_LINES + 1 else lines[:_MOST_LINES]
        if len(shown) < count:
            shown = [*shown, self.tr("and {count} more").format(count=count - len(shown))]
        self._heading.setText(heading)
        self._list.setText("\n".join(shown))
        self._list.setToolTip("\n".join(lines))
        self.setAccessibleName(heading)
        self.setAccessibleDescription("; ".join(lines))


def _line(change: PendingChange) -> str:
    before, after = hyperparameter_text(change.name, change.before), hyperparameter_text(change.name, change.after)
    return f"{say(FIELDS[change.name].label)}: {before} → {after}"
