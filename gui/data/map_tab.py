"""A map of a dataset: its images as points, alike ones close together, in the colours of their classes."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QEvent, QLocale, Signal
from PySide6.QtGui import QImage, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QListWidget, QListWidgetItem, QPushButton, QVBoxLayout, QWidget

from engine.data.catalog import Dataset, load_dataset
from engine.data.embedding import ImageMap, principal_map
from engine.data.looking import image_at
from gui import icons, theme
from gui.data.dataset_pictures import image_text
from gui.data.listing import Listed
from gui.data.point_map import PointMap
from gui.pictures import picture_of
from gui.training.background import BackgroundTask, Handle

_LEGEND_WIDTH = 150


@dataclass(frozen=True, slots=True, eq=False)
class _Mapped:
    dataset: Dataset
    map: ImageMap


def _map(name: str, handle: Handle) -> _Mapped:
    dataset = load_dataset(name)
    return _Mapped(dataset, principal_map(dataset, check=handle.check))


class MapTab(QWidget):
    """Worked out in a thread once the tab is seen. ``imageChosen(number)`` asks for an image of the dataset."""

    imageChosen = Signal(int)  # noqa: N815 - signals are named as Qt names them

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._name = ""
        self._mapped: _Mapped | None = None
        self._task = BackgroundTask("map-images", self)
        self._task.done.connect(self._show)
        self.points = PointMap(self._picture)
        self.points.pointChosen.connect(self._choose)
        self.legend = QListWidget()
        self.legend.setObjectName("mapLegend")
        self.legend.setFixedWidth(_LEGEND_WIDTH)
        self.legend.itemSelectionChanged.connect(self._mark)
        self.legend.itemClicked.connect(self._clicked)
        self._clicked_before: QListWidgetItem | None = None
        self.words, self.all_button = QLabel(), QPushButton()
        self.words.setObjectName("mapWords")
        theme.set_role(self.words, "muted")
        self.words.setWordWrap(True)
        self.all_button.setObjectName("mapShowAllButton")
        self.all_button.clicked.connect(lambda _checked=False: self._show_all())
        head = QHBoxLayout()
        head.addWidget(self.words, 1)
        head.addWidget(self.all_button)
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(self.points, 1)
        row.addWidget(self.legend)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 8, 0, 0)
        column.setSpacing(8)
        column.addLayout(head)
        column.addLayout(row, 1)
        theme.notifier().changed.connect(self._fill_legend)
        self.retranslate()

    def show_dataset(self, listed: Listed | None) -> None:
        """Show another dataset's map."""
        self._task.give_up()
        self._name = "" if listed is None or listed.info is None else listed.name
        self._mapped = None
        self.points.show_points(None, None, 0)
        self._fill_legend()
        self._say()
        if self.isVisible():
            self._begin()

    def stop(self) -> None:
        """End the thread."""
        self._task.stop_and_wait()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._begin()

    def _begin(self) -> None:
        if self._name and self._mapped is None and not self._task.is_active:
            name = self._name
            self._task.start(lambda handle: _map(name, handle))
            self._say()

    def _show(self, mapped: _Mapped) -> None:
        self._mapped = mapped
        self.points.show_points(mapped.map.points, mapped.map.labels, len(mapped.dataset.info.classes))
        self._fill_legend()
        self._say()

    def _picture(self, position: int) -> tuple[QImage, str]:
        mapped = self._mapped
        if mapped is None:
            return QImage(), ""
        number = int(mapped.map.numbers[position])
        return picture_of(image_at(mapped.dataset, number)), image_text(mapped.dataset, number)

    def _choose(self, position: int) -> None:
        if self._mapped is not None:
            self.imageChosen.emit(int(self._mapped.map.numbers[position]))

    # The legend

    def _fill_legend(self) -> None:
        self.legend.clear()
        self._clicked_before = None
        classes = () if self._mapped is None else self._mapped.dataset.info.classes
        colours = theme.current().classes(max(len(classes), 1))
        for name, colour in zip(classes, colours, strict=False):
            self.legend.addItem(QListWidgetItem(icons.dot(colour.name()), name))

    def _mark(self) -> None:
        chosen = self.legend.selectedIndexes()
        self.points.mark_class(chosen[0].row() if chosen else None)

    def _clicked(self, item: QListWidgetItem) -> None:
        """A second click on a class takes the mark away."""
        again = item is self._clicked_before and item.isSelected()
        self._clicked_before = None if again else item
        if again:
            self.legend.clearSelection()

    def _show_all(self) -> None:
        self.legend.clearSelection()
        self._clicked_before = None
        self.points.show_all()

    # Words

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
        super().changeEvent(event)

    def retranslate(self) -> None:
        """Fetch every word again in the language of now."""
        self.points.setAccessibleName(self.tr("Map of the images"))
        self.points.setToolTip(self.tr("The wheel zooms, dragging moves, a click shows the image among the others"))
        self.legend.setAccessibleName(self.tr("Classes in the map"))
        self.legend.setToolTip(self.tr("Let a class stand out"))
        self.all_button.setText(self.tr("Show all"))
        self.all_button.setAccessibleName(self.tr("Show the whole map"))
        self._say()

    def _say(self) -> None:
        if self._mapped is None:
            self.words.setText(self.tr("Working out the map…") if self._task.is_active else "")
            return
        found, dataset, number = self._mapped.map, self._mapped.dataset, QLocale().toString
        total = len(dataset.train_images) + len(dataset.test_images)
        first, second = (number(100 * share, "f", 1) for share in found.explained)
        template = self.tr(
            "{count} of {total} images by the two principal components of their pixels ({first} % and {second} % of "
            "the variance)"
        )
        self.words.setText(
            template.format(count=number(len(found.numbers)), total=number(total), first=first, second=second)
        )
