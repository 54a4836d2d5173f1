"""The button beside the learning rate that opens the search for one."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QSize
from PySide6.QtWidgets import QPushButton, QSizePolicy, QWidget

from gui import theme
from gui.model.document import ProjectDocument
from gui.training.schedule_words import rate_text

if TYPE_CHECKING:
    from gui.training.rate_finder import MakeFinder, RateFinderDialog

_AROUND_THE_WORD = 15


class FindRateButton(QPushButton):
    """Searches a learning rate for the document's project; the one taken goes into the document as an undo step.

    It can be pressed while nothing trains and the network can be trained.
    """

    def __init__(self, document: ProjectDocument, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("findRateButton")
        theme.set_variant(self, "quiet")
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self._document = document
        self._run_under_way = False
        self._dialog: RateFinderDialog | None = None
        self.make_finder: MakeFinder | None = None
        """Makes what searches; the engine's for ``None``."""
        self.clicked.connect(self._open)
        document.modelChanged.connect(self._show_state)
        self.retranslate()

    @property
    def dialog(self) -> "RateFinderDialog | None":
        """The search, once it was opened."""
        return self._dialog

    def set_run_under_way(self, under_way: bool) -> None:
        """Whether a training lives: its device is not shared with a search."""
        self._run_under_way = under_way
        if under_way and self._dialog is not None:
            self._dialog.close()
        self._show_state()

    def stop(self) -> None:
        """End the search's thread; for closing the window."""
        if self._dialog is not None:
            self._dialog.close()
            self._dialog.stop_and_wait()

    def sizeHint(self) -> QSize:
        """No wider than its word: the number beside it needs the room."""
        return QSize(self.fontMetrics().horizontalAdvance(self.text()) + _AROUND_THE_WORD, super().sizeHint().height())

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
        super().changeEvent(event)

    def retranslate(self) -> None:
        """Fetch every word again in the language of now."""
        self.setText(self.tr("Find…"))
        self.setAccessibleName(self.tr("Find a learning rate"))
        self._show_state()

    def _show_state(self) -> None:
        ok = self._document.network_analysis.ok
        if self._run_under_way:
            tip = self.tr("A training is under way; a search waits for its end.")
        elif not ok:
            tip = self.tr("The network has errors; mend them first.")
        else:
            tip = self.tr("Try learning rates from small to large and choose one from the curve of the loss")
        self.setEnabled(ok and not self._run_under_way)
        self.setToolTip(tip)
        self.setAccessibleDescription(tip)

    def _open(self) -> None:
        from engine.training.rate_finder import RateFinder
        from gui.training.rate_finder import RateFinderDialog

        if self._dialog is None:
            self._dialog = RateFinderDialog(self.make_finder or RateFinder, self)
            self._dialog.taken.connect(self._take)
        self._dialog.search(self._document.project)

    def _take(self, rate: float) -> None:
        training = self._document.training.model_copy(update={"learning_rate": rate})
        self._document.apply(self.tr("Take the learning rate {rate}").format(rate=rate_text(rate)), training=training)
