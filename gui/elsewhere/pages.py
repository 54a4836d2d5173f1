"""One page of *Run elsewhere* for each kind of place: what a person says of it, and what follows from that."""

from collections.abc import Callable

from PySide6.QtCore import QEvent, Signal
from PySide6.QtWidgets import QLabel, QScrollArea, QVBoxLayout, QWidget

from engine.distributed.places import Place
from gui import theme
from gui.forms import SettingsForm


class PlacePage(QWidget):
    """A form of one kind of place below a few words about it."""

    changed = Signal()

    def __init__(self, place: Place, about: Callable[[], str], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._about = about
        self._words = QLabel()
        self._words.setWordWrap(True)
        theme.set_role(self._words, "muted")
        self.form = SettingsForm(place)
        self.form.changed.connect(self.changed)
        inside = QWidget()
        column = QVBoxLayout(inside)
        column.setContentsMargins(12, 10, 12, 10)
        column.setSpacing(10)
        column.addWidget(self._words)
        column.addWidget(self.form)
        column.addStretch(1)
        self._column = column
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setWidget(inside)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(area)
        self.retranslate()

    @property
    def place(self) -> Place:
        """What the form says."""
        place = self.form.settings
        assert isinstance(place, Place)
        return place

    def add(self, widget: QWidget) -> None:
        """Put something below the form."""
        self._column.insertWidget(self._column.count() - 1, widget)

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
        super().changeEvent(event)

    def retranslate(self) -> None:
        """Fetch every word again in the language of now."""
        self._words.setText(self._about())
