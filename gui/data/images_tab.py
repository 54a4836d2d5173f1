"""The images of a dataset in a gallery, all of them or those of one class and part."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, get_args

from PySide6.QtCore import QEvent, QLocale, QSignalBlocker, Qt
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QSlider, QVBoxLayout, QWidget

from engine.data.catalog import Dataset, load_dataset
from engine.data.looking import images_of, numbers_of_tests
from engine.text import NetwrightError
from gui import theme
from gui.data.dataset_pictures import DatasetPictures
from gui.data.division import DatasetDivision
from gui.data.listing import Listed
from gui.data.selections import Selection
from gui.forms.boxes import ChoiceBox
from gui.gallery import Gallery
from gui.training.background import BackgroundTask
from gui.translation import say

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

_Split = Literal["all", "train", "validation", "test"]
_SPLITS: tuple[_Split, ...] = get_args(_Split)
_SIDES = (28, 240)
_EVERY_CLASS = -1
_WIDEST_BOX = 220


class ImagesTab(QWidget):
    """Shows one dataset's images, loaded once the tab is seen; which are for validation, ``division`` says."""

    def __init__(self, division: DatasetDivision, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._division = division
        self._name = ""
        self._dataset: Dataset | None = None
        self._selection: Selection | None = None
        self._failure: Exception | None = None
        self._task = BackgroundTask("load-images", self)
        self._task.done.connect(self._loaded)
        self._task.failed.connect(self._not_loaded)
        self.class_box, self.split_box, self.size_slider = ChoiceBox(), ChoiceBox(), QSlider(Qt.Orientation.Horizontal)
        self.class_box.setObjectName("galleryClassBox")
        self.split_box.setObjectName("gallerySplitBox")
        self.size_slider.setObjectName("gallerySizeSlider")
        self.size_slider.setRange(*_SIDES)
        self.size_slider.setMaximumWidth(140)
        self.everything_button = QPushButton()
        self.everything_button.setObjectName("galleryEverythingButton")
        theme.set_variant(self.everything_button, "quiet")
        self.everything_button.clicked.connect(lambda _checked=False: self.show_selection(None))
        for box in (self.class_box, self.split_box):
            box.setSizeAdjustPolicy(ChoiceBox.SizeAdjustPolicy.AdjustToContents)
            box.setMaximumWidth(_WIDEST_BOX)
        for split in _SPLITS:
            self.split_box.addItem("", split)
        self.gallery = Gallery()
        self.gallery.setObjectName("datasetGallery")
        self.size_slider.setValue(self.gallery.side)
        self.count, self.current = QLabel(), QLabel()
        self.count.setObjectName("galleryCount")
        self.current.setObjectName("galleryCurrent")
        theme.set_role(self.count, "muted")
        self._lay_out()
        division.changed.connect(self._divided)
        self.class_box.currentIndexChanged.connect(self._filter)
        self.split_box.currentIndexChanged.connect(self._filter)
        self.size_slider.valueChanged.connect(self.gallery.set_side)
        self.gallery.sideWanted.connect(self.size_slider.setValue)
        self.gallery.currentChanged.connect(lambda _position: self._say_current())
        self.retranslate()

    def _lay_out(self) -> None:
        bar = QHBoxLayout()
        bar.setSpacing(8)
        for widget in (self.class_box, self.split_box, self.everything_button, self.count):
            bar.addWidget(widget)
        bar.addStretch(1)
        bar.addWidget(self.current)
        bar.addWidget(self.size_slider)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 8, 0, 0)
        column.setSpacing(8)
        column.addLayout(bar)
        column.addWidget(self.gallery, 1)

    def show_dataset(self, listed: Listed | None) -> None:
        """Show another dataset's images, all of them."""
        self._task.give_up()
        self._name = "" if listed is None or listed.info is None else listed.name
        self._dataset, self._selection, self._failure = None, None, None
        self.gallery.show_pictures(None)
        self._fill_classes(() if listed is None or listed.info is None else listed.info.classes)
        self.split_box.setCurrentIndex(0)
        self._say_count()
        if self.isVisible():
            self._load()

    def show_class(self, label: int) -> None:
        """Show the images of one class only."""
        self._selection = None
        self.class_box.setCurrentIndex(self.class_box.findData(label))
        self._filter()

    def show_image(self, number: int) -> None:
        """Show one image among all others."""
        self.show_selection(None)
        self.gallery.go_to(number)
        self.gallery.setFocus()

    def show_selection(self, selection: Selection | None) -> None:
        """Show these images only, whatever their class; ``None`` shows all again."""
        self._selection = selection
        for box in (self.class_box, self.split_box):
            with QSignalBlocker(box):
                box.setCurrentIndex(0)
        self._filter()

    def stop(self) -> None:
        """End the thread."""
        self._task.stop_and_wait()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._load()

    def _load(self) -> None:
        if self._name and self._dataset is None and not self._task.is_active:
            name = self._name
            self._task.start(lambda _handle: load_dataset(name))

    def _loaded(self, dataset: Dataset) -> None:
        self._dataset = dataset
        self._division.ask()
        self._filter()

    def _divided(self) -> None:
        """Take note of which images are for validation; those that are shown stay where they do not depend on it."""
        if self._depends:
            self._filter()
        elif self._dataset is not None and isinstance(self.gallery.pictures, DatasetPictures):
            self.gallery.pictures.aside = self._aside
            self._say_current()

    @property
    def _depends(self) -> bool:
        """Whether the images that are asked for are those of a part that the project chooses."""
        return self._selection is None and self.split_box.currentData() in ("train", "validation")

    @property
    def _aside(self) -> NDArray[np.int64] | None:
        division = self._division.division
        return None if division is None else division.numbers["validation"]

    def _not_loaded(self, failure: Exception) -> None:
        self._failure = failure
        self._say_count()

    def _fill_classes(self, classes: tuple[str, ...]) -> None:
        with QSignalBlocker(self.class_box):
            self.class_box.clear()
            self.class_box.addItem(self.tr("All classes"), _EVERY_CLASS)
            for number, name in enumerate(classes):
                self.class_box.addItem(name, number)

    def _filter(self) -> None:
        dataset = self._dataset
        numbers = None if dataset is None else self._numbers(dataset)
        pictures = None if dataset is None or numbers is None else DatasetPictures(dataset, numbers, self._aside)
        self.gallery.show_pictures(pictures)
        self._say_count()

    def _numbers(self, dataset: Dataset) -> NDArray[np.int64] | None:
        """The images that are asked for; ``None`` while it is not known which they are."""
        if self._selection is not None:
            return self._selection.numbers
        part: _Split = self.split_box.currentData()
        among = None
        if part == "test":
            among = numbers_of_tests(dataset)
        elif part != "all":
            division = self._division.division
            if division is None:
                return None
            among = division.numbers[part]
        label = self.class_box.currentData()
        return images_of(dataset, None if label == _EVERY_CLASS else label, among)

    # Words

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
        super().changeEvent(event)

    def retranslate(self) -> None:
        """Fetch every word again in the language of now."""
        self.gallery.setAccessibleName(self.tr("Images of the dataset"))
        self.class_box.setAccessibleName(self.tr("Class"))
        self.class_box.setToolTip(self.tr("Show the images of one class"))
        self.split_box.setAccessibleName(self.tr("Split"))
        self.split_box.setToolTip(self.tr("Show the images of one part, as this project splits them"))
        self.size_slider.setAccessibleName(self.tr("Size of the pictures"))
        self.size_slider.setToolTip(self.tr("Size of the pictures (Ctrl and the wheel)"))
        self.everything_button.setText(self.tr("Show all"))
        self.everything_button.setAccessibleName(self.tr("Show all images"))
        if self.class_box.count():
            self.class_box.setItemText(0, self.tr("All classes"))
        words: dict[_Split, str] = {
            "all": self.tr("All parts"),
            "train": self.tr("Training images"),
            "validation": self.tr("Validation images"),
            "test": self.tr("Test images"),
        }
        for split, name in words.items():
            self.split_box.setItemText(self.split_box.findData(split), name)
        self._say_count()

    def _say_count(self) -> None:
        self.everything_button.setVisible(self._selection is not None)
        failure = self._failure or (self._division.failure if self._depends else None)
        theme.set_role(self.count, "muted" if failure is None else "error")
        if failure is not None:
            self.count.setText(say(failure.text) if isinstance(failure, NetwrightError) else str(failure))
        elif self._dataset is None or self.gallery.pictures is None:
            self.count.setText(self.tr("Reading the images…") if self._name else "")
        else:
            template = self.tr("{count} images") if self._selection is None else "{what}: {count}"
            what = "" if self._selection is None else self._selection.words()
            self.count.setText(template.format(count=QLocale().toString(self.gallery.count), what=what))
        self._say_current()

    def _say_current(self) -> None:
        pictures, position = self.gallery.pictures, self.gallery.current
        self.current.setText("" if pictures is None or position < 0 else pictures.tip(position))
