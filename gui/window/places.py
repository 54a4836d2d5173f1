"""The places of the window and the bar that leads to them."""

from typing import Literal, get_args

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QSizePolicy, QToolButton, QWidget

from gui.theme import set_property

Place = Literal["data", "build", "train", "evaluate", "draw", "runs"]
PLACES: tuple[Place, ...] = get_args(Place)


class PlaceBar(QWidget):
    """A row of buttons, one a place; Ctrl and its number chooses it too."""

    chosen = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("placeBar")
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(4)
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Preferred)
        self._group = QButtonGroup(self)
        self._buttons: dict[Place, QToolButton] = {}
        for place in PLACES:
            button = QToolButton()
            button.setObjectName(f"{place}PlaceButton")
            button.setCheckable(True)
            button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
            button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextOnly)
            button.clicked.connect(lambda _checked, place=place: self.chosen.emit(place))
            set_property(button, "place", True)
            self._group.addButton(button)
            self._buttons[place] = button
            row.addWidget(button)
        self.retranslate()

    def show_place(self, place: Place) -> None:
        """Mark the place that is shown."""
        self._buttons[place].setChecked(True)

    def retranslate(self) -> None:
        """Say everything in the language of now."""
        words: dict[Place, tuple[str, str]] = {
            "data": (self.tr("Data"), self.tr("Choose what the network learns from, and look at it")),
            "build": (self.tr("Build"), self.tr("Design the network layer by layer")),
            "train": (self.tr("Train"), self.tr("Set the hyperparameters and watch the network learn")),
            "evaluate": (
                self.tr("Evaluate"),
                self.tr("See what a run gets right, what it confuses, and how sure it is"),
            ),
            "draw": (self.tr("Draw"), self.tr("Draw a digit and see what the network makes of it")),
            "runs": (self.tr("Runs"), self.tr("Every run that was ever started, ready to be opened")),
        }
        for number, (place, (name, hint)) in enumerate(words.items(), start=1):
            button = self._buttons[place]
            button.setText(name)
            button.setShortcut(QKeySequence(f"Ctrl+{number}"))  # a new text takes the shortcut away
            button.setAccessibleName(name)
            button.setToolTip(f"{hint} (Ctrl+{number})")
        self.setAccessibleName(self.tr("Places"))

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
        super().changeEvent(event)
