"""The images of a dataset in a gallery, all of them or those of one class and split."""

from typing import Literal, get_args

from PySide6.QtCore import QEvent, QLocale, QSignalBlocker, Qt
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QSlider, QVBoxLayout, QWidget

from engine.data.catalog import Dataset, load_dataset
from engine.data.looking import images_of
from engine.text import NetwrightError
from gui import theme
from gui.data.dataset_pictures import DatasetPictures
from gui.data.listing import Listed
from gui.data.selections import Selection
from gui.forms.boxes import ChoiceBox
from gui.gallery import Gallery
from gui.training.background import BackgroundTask
from gui.translation import say

_Split = Literal["all", "train", "test"]
_SPLITS: tuple[_Split, ...] = get_args(_Split)
_SIDES = (28, 240)
_EVERY_CLASS = -1
_WIDEST_BOX = 220


class ImagesTab(QWidget):
    """Shows one dataset's images, loaded once the tab is seen."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
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
        self._filter()

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
        if dataset is not None:
            if self._selection is not None:
                numbers = self._selection.numbers
            else:
                label, split = self.class_box.currentData(), self.split_box.currentData()
                numbers = images_of(
                    dataset, None if label == _EVERY_CLASS else label, None if split == "all" else split
                )
            self.gallery.show_pictures(DatasetPictures(dataset, numbers))
        self._say_count()

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
        self.split_box.setToolTip(self.tr("Show training or test images"))
        self.size_slider.setAccessibleName(self.tr("Size of the pictures"))
        self.size_slider.setToolTip(self.tr("Size of the pictures (Ctrl and the wheel)"))
        self.everything_button.setText(self.tr("Show all"))
        self.everything_button.setAccessibleName(self.tr("Show all images"))
        if self.class_box.count():
            self.class_box.setItemText(0, self.tr("All classes"))
        words: dict[_Split, str] = {
            "all": self.tr("Training and test"),
            "train": self.tr("Training images"),
            "test": self.tr("Test images"),
        }
        for split, name in words.items():
            self.split_box.setItemText(self.split_box.findData(split), name)
        self._say_count()

    def _say_count(self) -> None:
        self.everything_button.setVisible(self._selection is not None)
        failure = self._failure
        theme.set_role(self.count, "muted" if failure is None else "error")
        if failure is not None:
            self.count.setText(say(failure.text) if isinstance(failure, NetwrightError) else str(failure))
        elif self._dataset is None:
            self.count.setText(self.tr("Reading the images…") if self._name else "")
        else:
            template = self.tr("{count} images") if self._selection is None else "{what}: {count}"
            what = "" if self._selection is None else self._selection.words()
            self.count.setText(template.format(count=QLocale().toString(self.gallery.count), what=what))
        self._say_current()

    def _say_current(self) -> None:
        pictures, position = self.gallery.pictures, self.gallery.current
        self.current.setText("" if pictures is None or position < 0 else pictures.tip(position))
