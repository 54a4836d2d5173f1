"""Warnings of images that a dataset has more than once, looked for in a thread."""

import time
from collections.abc import Callable

from PySide6.QtCore import QEvent, QLocale, Qt, Signal
from PySide6.QtGui import QHideEvent, QShowEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from engine.data.catalog import load_dataset
from engine.data.duplicates import Duplicates, find_duplicates
from gui import icons, theme
from gui.data.listing import Listed
from gui.data.selections import Selection
from gui.training.background import BackgroundTask, Handle

_ICON = 18
_GAP = 6
_BREATH = 0.0005
"""Seconds; comparing is nearly all Python's, whose lock the window would else wait 5 ms for, again and again."""


def _find(name: str, handle: Handle) -> Duplicates:
    def check() -> None:
        handle.check()
        time.sleep(_BREATH)

    return find_duplicates(load_dataset(name), check)


class _Card(QFrame):
    """One warning with the images that it is about."""

    def __init__(self, name: str, show: Callable[[], None]) -> None:
        super().__init__()
        self.setObjectName(name)
        theme.set_role(self, "card")
        self._icon, self.words, self.button = QLabel(), QLabel(), QPushButton()
        self.words.setWordWrap(True)
        theme.set_role(self.words, "warning")
        self.button.setObjectName(f"{name}Button")
        self.button.clicked.connect(lambda _checked=False: show())
        row = QHBoxLayout(self)
        row.setContentsMargins(12, 6, 8, 6)
        row.addWidget(self._icon, 0, Qt.AlignmentFlag.AlignVCenter)
        row.addWidget(self.words, 1)
        row.addWidget(self.button)
        theme.notifier().changed.connect(self.refresh)
        self.refresh()
        self.hide()

    def refresh(self) -> None:
        """Take the theme's colours."""
        self._icon.setPixmap(icons.pixmap("warning", theme.current().warning, _ICON))


class DuplicateWarnings(QWidget):
    """Says nothing of a dataset that is sound. ``selected(Selection)`` asks to see the images of a warning."""

    selected = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._name = ""
        self._found: Duplicates | None = None
        self._task = BackgroundTask("find-duplicates", self)
        self._task.done.connect(self._show)
        self.leak = _Card("leakWarning", self._select_leaked)
        self.contradiction = _Card("contradictionWarning", self._select_contradictory)
        column = QVBoxLayout(self)
        column.setSpacing(_GAP)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.leak)
        column.addWidget(self.contradiction)
        self.retranslate()

    def show_dataset(self, listed: Listed | None) -> None:
        """Look through another dataset."""
        self._task.give_up()
        self._name = "" if listed is None or listed.info is None else listed.name
        self._show(None)
        if self.isVisible():
            self._look()

    @property
    def is_done(self) -> bool:
        """Whether all images of the dataset were compared."""
        return self._found is not None

    def stop(self) -> None:
        """End the thread."""
        self._task.stop_and_wait()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._look()

    def hideEvent(self, event: QHideEvent) -> None:
        self._task.give_up()  # a training may need the processor; the next look begins anew
        super().hideEvent(event)

    def _look(self) -> None:
        if self._name and self._found is None and not self._task.is_active:
            name = self._name
            self._task.start(lambda handle: _find(name, handle))

    def _show(self, found: Duplicates | None) -> None:
        self._found = found
        self.leak.setVisible(found is not None and found.leaked_tests > 0)
        self.contradiction.setVisible(found is not None and len(found.contradictory) > 0)
        spoken = any(not card.isHidden() for card in (self.leak, self.contradiction))
        self.setContentsMargins(0, 0, 0, _GAP if spoken else 0)
        self._say()

    def _select_leaked(self) -> None:
        if self._found is not None:
            self.selected.emit(Selection(self._found.leaked, lambda: self.tr("In training and test")))

    def _select_contradictory(self) -> None:
        if self._found is not None:
            self.selected.emit(Selection(self._found.contradictory, lambda: self.tr("Under different classes")))

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
        super().changeEvent(event)

    def retranslate(self) -> None:
        """Fetch every word again in the language of now."""
        for card, name in (
            (self.leak, self.tr("Show the images that are in training and test")),
            (self.contradiction, self.tr("Show the images that stand under different classes")),
        ):
            card.button.setText(self.tr("Show them"))
            card.button.setAccessibleName(name)
        self._say()

    def _say(self) -> None:
        found, number = self._found, QLocale().toString
        leaked, contradictory = (0, 0) if found is None else (found.leaked_tests, len(found.contradictory))
        self.leak.words.setText(
            self.tr(
                "Test images that are training images, too: {count}. The test makes a network look better than it is."
            ).format(count=number(leaked))
        )
        self.contradiction.words.setText(
            self.tr("Images with the same pixels under different classes: {count}.").format(count=number(contradictory))
        )
