"""The classes of a map in their colours; choosing one lets it stand out, choosing it again takes that back."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QListWidget, QListWidgetItem, QWidget

from gui import icons, theme


class ClassLegend(QListWidget):
    """``marked(label)`` says which class is to stand out, ``None`` for none."""

    marked = Signal(object)

    def __init__(self, name: str, width: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self.setFixedWidth(width)
        self._classes: tuple[str, ...] = ()
        self._clicked_before: QListWidgetItem | None = None
        self.itemSelectionChanged.connect(lambda: self.marked.emit(self.mark))
        self.itemClicked.connect(self._clicked)
        theme.notifier().changed.connect(self._fill)

    @property
    def mark(self) -> int | None:
        """The class that stands out."""
        chosen = self.selectedIndexes()
        return chosen[0].row() if chosen else None

    def show_classes(self, classes: Sequence[str]) -> None:
        """Name these classes; none stands out."""
        self._classes = tuple(classes)
        self._fill()

    def clear_mark(self) -> None:
        """Let no class stand out."""
        self.clearSelection()
        self._clicked_before = None

    def _fill(self) -> None:
        self.clear()
        self._clicked_before = None
        colours = theme.current().classes(max(len(self._classes), 1))
        for name, colour in zip(self._classes, colours, strict=False):
            self.addItem(QListWidgetItem(icons.dot(colour.name()), name))

    def _clicked(self, item: QListWidgetItem) -> None:
        again = item is self._clicked_before and item.isSelected()
        self._clicked_before = None if again else item
        if again:
            self.clearSelection()
