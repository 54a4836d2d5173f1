"""«That was a 7»: keeps a drawing with its label, and what can be done with all that were kept."""

# ruff: noqa: N815 - signals are named as Qt names them

from functools import partial

from PySide6.QtCore import QEvent, QSize, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu, QToolButton, QWidget

from engine.data.drawings import LEAST
from gui import icons, theme

DIGITS = tuple("0123456789")


class LabelButton(QToolButton):
    """A menu of the ten digits; below them taking back the last addition, and fine-tuning."""

    labelled = Signal(int)
    takenBack = Signal()
    fineTuneRequested = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("labelDrawingButton")
        self.setIconSize(QSize(18, 18))
        self.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self._menu = QMenu(self)
        self._menu.setObjectName("labelDrawingMenu")
        self._digits: list[QAction] = []
        for digit in DIGITS:
            action = self._menu.addAction(digit)
            action.setObjectName(f"label-{digit}")
            action.triggered.connect(partial(self._choose, int(digit)))
            self._digits.append(action)
        self._menu.addSeparator()
        self.take_back = self._menu.addAction("")
        self.take_back.setObjectName("takeBackDrawingAction")
        self.take_back.triggered.connect(self.takenBack)
        self.fine_tune = self._menu.addAction("")
        self.fine_tune.setObjectName("fineTuneAction")
        self.fine_tune.triggered.connect(self.fineTuneRequested)
        self._menu.aboutToShow.connect(self._count)
        self.setMenu(self._menu)
        self._drawings = 0
        theme.notifier().changed.connect(self._recolour)
        self._recolour()
        self.allow(labels=False)
        self.retranslate()

    def allow(self, *, labels: bool) -> None:
        """Whether there is a drawing that can be kept."""
        for action in self._digits:
            action.setEnabled(labels)

    def retranslate(self) -> None:
        """Set every text anew, in the window's language."""
        self.setAccessibleName(self.tr("That was a…"))
        self.setToolTip(self.tr("Say what this drawing was: it is kept with its label, to test and fine-tune on"))
        self._menu.setAccessibleName(self.accessibleName())
        self.take_back.setText(self.tr("Take back the last one"))
        if self._drawings < LEAST:
            text = self.tr("Fine-tune on my drawings ({count} of {least})")
        else:
            text = self.tr("Fine-tune on my {count} drawings")
        self.fine_tune.setText(text.format(count=self._drawings, least=LEAST))
        self.take_back.setEnabled(self._drawings > 0)
        self.fine_tune.setEnabled(self._drawings >= LEAST)

    def changeEvent(self, event: QEvent) -> None:
        if event.type() is QEvent.Type.LanguageChange:
            self.retranslate()
        super().changeEvent(event)

    def _count(self) -> None:
        from engine.data.drawings import read_drawings

        self._drawings = len(read_drawings())
        self.retranslate()

    def _choose(self, digit: int) -> None:
        self.labelled.emit(digit)

    def _recolour(self) -> None:
        self.setIcon(icons.icon("tag"))
