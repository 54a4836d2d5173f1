"""A map of a dataset: its images as points, alike ones close together, in the colours of their classes."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, get_args

from PySide6.QtCore import QEvent, QLocale, Signal
from PySide6.QtGui import QImage, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from engine.data.catalog import Dataset, load_dataset
from engine.data.embedding import ImageMap, principal_map
from engine.data.looking import image_at
from engine.data.tsne import PERPLEXITY, ROUNDS, neighbour_map
from gui import theme
from gui.data.class_legend import ClassLegend
from gui.data.dataset_pictures import image_text
from gui.data.listing import Listed
from gui.data.point_map import PointMap
from gui.forms.boxes import ChoiceBox
from gui.pictures import picture_of
from gui.training.background import BackgroundTask, Handle

_LEGEND_WIDTH = 150

Method = Literal["components", "neighbours"]
METHODS: tuple[Method, ...] = get_args(Method)


@dataclass(frozen=True, slots=True, eq=False)
class _Mapped:
    dataset: Dataset
    map: ImageMap


def _map(name: str, method: Method, growing: list[_Mapped], handle: Handle) -> _Mapped:
    """``growing`` gets the newest map while it is being worked out."""
    dataset = load_dataset(name)
    if method == "components":
        return _Mapped(dataset, principal_map(dataset, check=handle.check))

    def told(done: int, found: ImageMap) -> None:
        growing[:] = [_Mapped(dataset, found)]
        handle.progress(done, ROUNDS)

    return _Mapped(dataset, neighbour_map(dataset, told=told, check=handle.check))


class MapTab(QWidget):
    """Worked out in a thread once the tab is seen. ``imageChosen(number)`` asks for an image of the dataset."""

    imageChosen = Signal(int)  # noqa: N815 - signals are named as Qt names them

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._name = ""
        self._mapped: _Mapped | None = None
        self._whole: dict[Method, _Mapped] = {}
        self._growing: list[_Mapped] = []
        self._rounds = 0
        self._task = BackgroundTask("map-images", self)
        self._task.done.connect(self._done)
        self._task.progressed.connect(self._grow)
        self.method_box = ChoiceBox()
        self.method_box.setObjectName("mapMethodBox")
        self.method_box.setSizeAdjustPolicy(ChoiceBox.SizeAdjustPolicy.AdjustToContents)
        for method in METHODS:
            self.method_box.addItem("", method)
        self.method_box.currentIndexChanged.connect(lambda _index: self._begin_anew())
        self.points = PointMap(self._picture)
        self.points.pointChosen.connect(self._choose)
        self.legend = ClassLegend("mapLegend", _LEGEND_WIDTH)
        self.legend.marked.connect(self.points.mark_class)
        self.words, self.all_button = QLabel(), QPushButton()
        self.words.setObjectName("mapWords")
        theme.set_role(self.words, "muted")
        self.words.setWordWrap(True)
        self.all_button.setObjectName("mapShowAllButton")
        self.all_button.clicked.connect(lambda _checked=False: self._show_all())
        head = QHBoxLayout()
        head.addWidget(self.method_box)
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
        self.retranslate()

    def show_dataset(self, listed: Listed | None) -> None:
        """Show another dataset's map."""
        self._task.give_up()
        self._name = "" if listed is None or listed.info is None else listed.name
        self._whole.clear()
        self._begin_anew()

    def stop(self) -> None:
        """End the thread."""
        self._task.stop_and_wait()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._begin()

    @property
    def method(self) -> Method:
        """How images are mapped now."""
        method: Method = self.method_box.currentData()
        return method

    def _begin_anew(self) -> None:
        """Show the map that is wanted now, or nothing until it is worked out."""
        self._task.give_up()
        self._mapped = None
        self.points.show_points(None, None, 0)
        self._fill_legend()
        self._say()
        if self.isVisible():
            self._begin()

    def _begin(self) -> None:
        if not self._name or self._mapped is not None or self._task.is_active:
            return
        name, method = self._name, self.method
        known = self._whole.get(method)
        if known is not None:
            self._show(known)
            return
        growing: list[_Mapped] = []
        self._growing, self._rounds = growing, 0
        self._task.start(lambda handle: _map(name, method, growing, handle))
        self._say()

    def _done(self, mapped: _Mapped) -> None:
        self._whole[self.method] = mapped
        self._show(mapped)

    def _grow(self, rounds: int, _of_all: int) -> None:
        """Show the map as it is on its way."""
        self._rounds = rounds
        if self._growing:
            self._show(self._growing[0])

    def _show(self, mapped: _Mapped) -> None:
        fresh = self._mapped is None or self._mapped.dataset is not mapped.dataset
        self._mapped = mapped
        self.points.show_points(mapped.map.points, mapped.map.labels, len(mapped.dataset.info.classes))
        if fresh:
            self._fill_legend()
        else:
            self.points.mark_class(self.legend.mark)
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

    def _fill_legend(self) -> None:
        self.legend.show_classes(() if self._mapped is None else self._mapped.dataset.info.classes)

    def _show_all(self) -> None:
        self.legend.clear_mark()
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
        self.method_box.setAccessibleName(self.tr("Method of the map"))
        self.method_box.setToolTip(self.tr("t-SNE keeps neighbours together; it takes a while and can be watched"))
        words: dict[Method, str] = {"components": self.tr("Principal components"), "neighbours": "t-SNE"}
        for method, name in words.items():
            self.method_box.setItemText(self.method_box.findData(method), name)
        self.all_button.setText(self.tr("Show all"))
        self.all_button.setAccessibleName(self.tr("Show the whole map"))
        self._say()

    def _say(self) -> None:
        if self._mapped is None:
            self.words.setText(self.tr("Working out the map…") if self._task.is_active else "")
            return
        found, dataset, number = self._mapped.map, self._mapped.dataset, QLocale().toString
        count, total = number(len(found.numbers)), number(len(dataset.train_images) + len(dataset.test_images))
        if found.explained is not None:
            first, second = (number(100 * share, "f", 1) for share in found.explained)
            template = self.tr(
                "{count} of {total} images by the two principal components of their pixels ({first} % and {second} % "
                "of the variance)"
            )
            self.words.setText(template.format(count=count, total=total, first=first, second=second))
        elif self._task.is_active:
            template = self.tr("{count} of {total} images by t-SNE: round {round} of {rounds}")
            self.words.setText(template.format(count=count, total=total, round=self._rounds, rounds=ROUNDS))
        else:
            template = self.tr(
                "{count} of {total} images by t-SNE (perplexity {perplexity}): what is close is alike, far distances "
                "say little"
            )
            self.words.setText(template.format(count=count, total=total, perplexity=round(PERPLEXITY)))
