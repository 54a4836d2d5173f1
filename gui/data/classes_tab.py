"""The classes of a dataset: how many images each has, and what its mean looks like."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QLocale, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QLabel, QScrollArea, QVBoxLayout, QWidget

from engine.data.catalog import load_dataset
from engine.data.looking import class_counts, class_means
from engine.training.splitting import Part
from gui import theme
from gui.data.class_balance import Balance, ClassBalance
from gui.data.listing import Listed
from gui.gallery import Gallery, Line
from gui.training.background import BackgroundTask, Handle

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

_SIDE = 84


@dataclass(frozen=True, slots=True, eq=False)
class _Classes:
    balance: Balance
    means: NDArray[np.uint8]


def _look_at(name: str, handle: Handle) -> _Classes:
    dataset = load_dataset(name)
    counts = class_counts(dataset)
    by_part: dict[Part, tuple[int, ...]] = {"train": tuple(counts.train.tolist()), "test": tuple(counts.test.tolist())}
    balance = Balance(dataset.info.classes, by_part)
    return _Classes(balance, class_means(dataset, handle.check))


class _Means:
    """Mean images for a gallery."""

    lines = 1

    def __init__(self, classes: _Classes) -> None:
        self._classes = classes

    def __len__(self) -> int:
        return len(self._classes.means)

    def pixels(self, position: int) -> NDArray[np.uint8]:
        image: NDArray[np.uint8] = self._classes.means[position]
        return image

    def caption(self, position: int) -> tuple[Line, ...]:
        return (Line(self._classes.balance.classes[position]),)

    def tip(self, position: int) -> str:
        count = QLocale().toString(self._classes.balance.counts["train"][position])
        return f"{self._classes.balance.classes[position]} ({count})"


class ClassesTab(QWidget):
    """Worked out in a thread once the tab is seen. ``classChosen(number)`` asks for the images of a class."""

    classChosen = Signal(int)  # noqa: N815 - signals are named as Qt names them

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._name = ""
        self._looked = False
        self._task = BackgroundTask("look-at-classes", self)
        self._task.done.connect(self._show)
        self.balance, self.means, self._heading = ClassBalance(), Gallery(), QLabel()
        self.means.setObjectName("classMeans")
        self.means.set_side(_SIDE)
        self.means.activated.connect(self.classChosen)
        self.balance.classChosen.connect(self.classChosen)
        theme.set_role(self._heading, "heading")
        scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setWidget(self.balance)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 8, 0, 0)
        column.setSpacing(8)
        column.addWidget(scroll, 3)
        column.addWidget(self._heading)
        column.addWidget(self.means, 2)
        self.retranslate()

    def show_dataset(self, listed: Listed | None) -> None:
        """Show another dataset's classes."""
        self._task.give_up()
        self._name = "" if listed is None or listed.info is None else listed.name
        self._looked = False
        self.balance.show_balance(None)
        self.means.show_pictures(None)
        if self.isVisible():
            self._look()

    def stop(self) -> None:
        """End the thread."""
        self._task.stop_and_wait()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._look()

    def _look(self) -> None:
        if self._name and not self._looked and not self._task.is_active:
            name = self._name
            self._task.start(lambda handle: _look_at(name, handle))

    def _show(self, classes: _Classes) -> None:
        self._looked = True
        self.balance.show_balance(classes.balance)
        self.means.show_pictures(_Means(classes))

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
        super().changeEvent(event)

    def retranslate(self) -> None:
        """Fetch every word again in the language of now."""
        self._heading.setText(self.tr("Mean training image of each class"))
        self.means.setAccessibleName(self._heading.text())
        self.means.setToolTip(self.tr("Double-click shows the images of the class"))
