"""Which example goes through the network on the canvas: a test image, or what was drawn last."""

from typing import Any

from PySide6.QtCore import QEvent, QSize, Qt, Signal
from PySide6.QtGui import QPixmap
from PySide6.QtWidgets import QCheckBox, QFrame, QHBoxLayout, QLabel, QToolButton, QVBoxLayout, QWidget

from engine.data.catalog import Dataset, load_dataset
from engine.text import NetwrightError
from gui import icons, theme
from gui.pictures import picture_of
from gui.training.background import BackgroundTask
from gui.translation import say

_THUMBNAIL = 40


class ExampleBar(QFrame):
    """Chooses an example of a dataset. ``imageChanged`` brings it as uint8 ``[C, H, W]``, a drawing as ``[H, W]``,
    features as float64 ``[features]``; the test images are read when first shown."""

    imageChanged = Signal(object)  # noqa: N815 - signals are named as Qt names them

    def __init__(self, dataset: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("exampleBar")
        theme.set_role(self, "card")
        self._dataset_name = dataset
        self._dataset: Dataset | None = None
        self._failure: Exception | None = None
        self._index = 0
        self._drawing: Any = None
        self._task = BackgroundTask("example", self)
        self._task.done.connect(self._loaded)
        self._task.failed.connect(self._not_loaded)
        self._picture = QLabel()
        self._picture.setFixedSize(_THUMBNAIL, _THUMBNAIL)
        self._words, self._source = QLabel(), QLabel()
        theme.set_role(self._source, "muted")
        self._source.setWordWrap(True)  # why there are no outputs may be a long sentence
        self._previous, self._next = QToolButton(), QToolButton()
        for button, name, step in (
            (self._previous, "previousExampleButton", -1),
            (self._next, "nextExampleButton", 1),
        ):
            button.setObjectName(name)
            button.setAutoRaise(True)
            button.setIconSize(QSize(16, 16))
            button.clicked.connect(lambda _checked=False, step=step: self.step(step))
        self._drawn = QCheckBox()
        self._drawn.setObjectName("drawnExampleBox")
        self._drawn.setEnabled(False)
        self._drawn.toggled.connect(self._show)
        first = QHBoxLayout()
        first.setSpacing(4)
        for widget in (self._previous, self._next, self._words):
            first.addWidget(widget)
        first.addStretch(1)
        first.addWidget(self._drawn)
        lines = QVBoxLayout()
        lines.setSpacing(0)
        lines.addLayout(first)
        lines.addWidget(self._source)
        row = QHBoxLayout(self)
        row.setContentsMargins(8, 6, 10, 6)
        row.setSpacing(10)
        row.addWidget(self._picture, 0, Qt.AlignmentFlag.AlignVCenter)
        row.addLayout(lines)
        theme.notifier().changed.connect(self.refresh)
        self.retranslate()

    @property
    def index(self) -> int:
        """Which test image is chosen, from 0."""
        return self._index

    @index.setter
    def index(self, index: int) -> None:
        self._index = index
        self._show()

    @property
    def drawing(self) -> Any:
        """What is drawn now, ``None`` for an empty pad."""
        return self._drawing

    @property
    def label(self) -> int | None:
        """The class of the test image on show; ``None`` for a drawing, or while none is there."""
        if self._dataset is None or self._drawn.isChecked():
            return None
        return int(self._dataset.test_labels[self._index])

    def open(self) -> None:
        """Show the bar and send the example at hand."""
        self.show()
        self.raise_()
        if self._dataset is None and not self._task.is_active:
            name = self._dataset_name
            self._failure = None
            self._task.start(lambda _handle: load_dataset(name))
        else:
            self._show()

    def set_dataset(self, name: str) -> None:
        """Take the examples from another dataset."""
        if name == self._dataset_name:
            return
        self._dataset_name, self._dataset, self._failure, self._index = name, None, None, 0
        self._say_which()
        if self.isVisible():
            self.open()

    def step(self, by: int) -> None:
        """Go to another test image."""
        if self._dataset is not None:
            self._index = (self._index + by) % len(self._dataset.test_images)
            self._drawn.setChecked(False)
            self._show()

    def set_drawing(self, image: Any) -> None:
        """Take note of what is drawn now, uint8 ``[28, 28]``; ``None`` for an empty pad."""
        self._drawing = image
        self._drawn.setEnabled(image is not None)
        if image is None:
            self._drawn.setChecked(False)
        elif self._drawn.isChecked():
            self._show()

    def say_source(self, sentence: str) -> None:
        """Say whose weights answer."""
        self._source.setText(sentence)
        self._source.setToolTip(sentence)

    def _loaded(self, found: object) -> None:
        if not isinstance(found, Dataset):
            return
        if found.info.name != self._dataset_name:  # another one was chosen meanwhile
            self.open()
            return
        self._dataset = found
        self._show()

    def _not_loaded(self, failure: Exception) -> None:
        self._failure = failure
        self._say_which()

    def _show(self) -> None:
        if self._dataset is None:
            return
        image = self._drawing if self._drawn.isChecked() else self._dataset.test_images[self._index]
        self._picture.setVisible(image.ndim > 1)
        if image.ndim > 1:
            self._picture.setPixmap(
                QPixmap.fromImage(picture_of(image)).scaled(
                    _THUMBNAIL,
                    _THUMBNAIL,
                    Qt.AspectRatioMode.KeepAspectRatio,
                    Qt.TransformationMode.SmoothTransformation,
                )
            )
        self._say_which()
        self.imageChanged.emit(image)

    def _say_which(self) -> None:
        if self._dataset is None and self._failure is not None:
            failure = self._failure
            self._words.setText(say(failure.text) if isinstance(failure, NetwrightError) else str(failure))
        elif self._dataset is None:
            self._words.setText(self.tr("Reading the test images…"))
        elif self._drawn.isChecked():
            self._words.setText(self.tr("Your drawing"))
        else:
            label = self._dataset.info.classes[int(self._dataset.test_labels[self._index])]
            info = self._dataset.info
            words = (
                self.tr("Test example {number}: {label} ({count} numbers)")
                if info.has_features
                else self.tr("Test image {number}: {label}")
            )
            count = info.image_shape[0]
            self._words.setText(words.format(number=f"{self._index + 1:,}", label=label, count=count))

    # Words and looks

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
        super().changeEvent(event)

    def retranslate(self) -> None:
        """Fetch every word again in the language of now."""
        self.setAccessibleName(self.tr("Example that goes through the network"))
        self._previous.setAccessibleName(self.tr("Previous test image"))
        self._next.setAccessibleName(self.tr("Next test image"))
        for button in (self._previous, self._next):
            button.setToolTip(button.accessibleName())
        self._drawn.setText(self.tr("My drawing"))
        self._drawn.setAccessibleName(self.tr("My drawing"))
        self._say_which()
        self.refresh()

    def refresh(self) -> None:
        """Draw the icons in the theme's colours."""
        self._previous.setIcon(icons.icon("chevron-left"))
        self._next.setIcon(icons.icon("chevron-right"))

    def stop(self) -> None:
        """End the thread."""
        self._task.stop_and_wait()
