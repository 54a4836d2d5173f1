"""Finding a learning rate: rates are tried from small to large, and a person takes one from the curve of the loss."""

import queue
from collections.abc import Callable
from typing import Protocol

from PySide6.QtCore import QEvent, QTimer, Signal
from PySide6.QtGui import QHideEvent
from PySide6.QtWidgets import QDialog, QHBoxLayout, QLabel, QProgressBar, QPushButton, QVBoxLayout, QWidget

from engine.project import Project
from engine.training.rate_finder import RateFinder, RateFound, RatePoint
from gui import theme
from gui.training.rate_plot import RatePlot
from gui.training.schedule_words import rate_text
from gui.translation import say

_LOOK_MS = 33


class Finder(Protocol):
    """What is needed of a :class:`RateFinder`."""

    @property
    def events(self) -> "queue.SimpleQueue[RatePoint | RateFound]": ...
    def start(self) -> None: ...
    def cancel(self) -> None: ...
    def join(self, timeout: float | None = None) -> bool: ...


MakeFinder = Callable[[Project], Finder]


class RateFinderDialog(QDialog):
    """Runs a range test on a project and shows what it tells; ``taken(rate)`` comes with «Take it».

    It stands beside the window without holding it up. Closing it cancels the search.
    """

    taken = Signal(float)

    def __init__(self, make_finder: MakeFinder = RateFinder, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("rateFinderDialog")
        self.setModal(False)
        self._make_finder = make_finder
        self._project: Project | None = None
        self._finder: Finder | None = None
        self._given_up: list[Finder] = []
        self._found: RateFound | None = None
        self._cancelled = False
        self._explanation, self._status = QLabel(), QLabel()
        for label in (self._explanation, self._status):
            label.setWordWrap(True)
        theme.set_role(self._explanation, "muted")
        self._status.setObjectName("rateStatus")
        self.plot = RatePlot()
        self.plot.chosen.connect(self._say)
        self._progress = QProgressBar()
        self._progress.setObjectName("rateProgress")
        self._progress.setTextVisible(False)
        self._accept, self._again, self._cancel = QPushButton(), QPushButton(), QPushButton()
        self._accept.setObjectName("acceptRateButton")
        self._again.setObjectName("findRateAgainButton")
        self._cancel.setObjectName("cancelRateButton")
        theme.set_variant(self._accept, "primary")
        self._accept.clicked.connect(self._take)
        self._again.clicked.connect(self._find)
        self._cancel.clicked.connect(self._cancel_or_close)
        self._timer = QTimer(self, interval=_LOOK_MS)
        self._timer.timeout.connect(self._look)
        buttons = QHBoxLayout()
        buttons.addWidget(self._again)
        buttons.addStretch(1)
        buttons.addWidget(self._cancel)
        buttons.addWidget(self._accept)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 14, 16, 14)
        column.setSpacing(10)
        for widget in (self._explanation, self.plot, self._progress, self._status):
            column.addWidget(widget, int(widget is self.plot))
        column.addLayout(buttons)
        self.resize(560, 420)
        self.retranslate()

    @property
    def is_searching(self) -> bool:
        """Whether rates are being tried."""
        return self._finder is not None

    def search(self, project: Project) -> None:
        """Show the dialog and try rates on this project."""
        self._project = project
        self.show()
        self.raise_()
        self._find()

    def status(self) -> str:
        """What is said of the search."""
        return self._status.text()

    def stop(self) -> None:
        """Give up the search; nothing of it is told any more."""
        self._timer.stop()
        if self._finder is not None:
            self._finder.cancel()
            self._given_up = [*(finder for finder in self._given_up if not finder.join(0)), self._finder]
            self._finder = None

    def stop_and_wait(self, seconds: float = 5.0) -> bool:
        """Give up and wait for the thread's end; returns whether it came in time."""
        self.stop()
        ended = [finder.join(seconds) for finder in self._given_up]
        return all(ended)

    def hideEvent(self, event: QHideEvent) -> None:
        self.stop()
        super().hideEvent(event)

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
        super().changeEvent(event)

    def retranslate(self) -> None:
        """Fetch every word again in the language of now."""
        self.setWindowTitle(self.tr("Find a learning rate"))
        self._explanation.setText(
            self.tr(
                "One step after the other is taken at a growing rate, on a fresh copy of the network. Good is a rate "
                "at which the loss falls steeply, well before it rises."
            )
        )
        self._progress.setAccessibleName(self.tr("Progress of the search"))
        self._accept.setText(self.tr("Take it"))
        self._accept.setAccessibleName(self.tr("Take the chosen learning rate"))
        self._again.setText(self.tr("Find again"))
        self._again.setAccessibleName(self.tr("Find again"))
        self._say()

    # The search

    def _find(self) -> None:
        assert self._project is not None, "search() was not called"
        self.stop()
        self.plot.clear()
        self._found, self._cancelled = None, False
        self._progress.setRange(0, 0)
        finder = self._make_finder(self._project)
        self._finder = finder
        self._say()
        self._timer.start()
        finder.start()

    def _look(self) -> None:
        """Take over what the finder has told since."""
        finder = self._finder
        while finder is not None and finder is self._finder:
            try:
                event = finder.events.get_nowait()
            except queue.Empty:
                break
            if isinstance(event, RatePoint):
                self.plot.add(event.rate, event.loss)
                self._progress.setRange(0, event.total)
                self._progress.setValue(event.step)
            else:
                self._end(event)

    def _end(self, found: RateFound) -> None:
        self._timer.stop()
        self._finder, self._found = None, found
        if found.suggestion is not None:
            self.plot.suggest(found.suggestion)
        self._say()

    def _cancel_or_close(self) -> None:
        if self._finder is None:
            self.close()
        elif not self._cancelled:
            self._cancelled = True
            self._finder.cancel()
            self._say()

    def _take(self) -> None:
        if self.plot.rate is not None:
            self.taken.emit(self.plot.rate)
            self.close()

    # Words

    def _say(self, _rate: float = 0.0) -> None:
        searching = self._finder is not None
        self._progress.setVisible(searching)
        self._again.setEnabled(not searching)
        self._cancel.setText(self.tr("Cancel") if searching else self.tr("Close"))
        self._cancel.setAccessibleName(self.tr("Cancel the search") if searching else self.tr("Close"))
        self._cancel.setEnabled(not (searching and self._cancelled))
        self._accept.setEnabled(not searching and self.plot.rate is not None)
        failed = self._found is not None and self._found.failure is not None
        theme.set_role(self._status, "error" if failed else "")
        self._status.setText(self._words(self._found))
        self.plot.setAccessibleDescription(self._status.text())

    def _words(self, found: RateFound | None) -> str:
        if found is None:
            return self.tr("Stopping…") if self._cancelled else self.tr("Trying rates…")
        if found.failure is not None:
            parts = (found.failure.text, found.failure.hint)
            return " ".join(say(text) for text in parts if text is not None)
        if self.plot.rate is not None and self._project is not None:
            return self.tr("Chosen: {rate} (now {now}). Click in the curve to choose another.").format(
                rate=rate_text(self.plot.rate), now=rate_text(self._project.training.learning_rate)
            )
        if not self.plot.points:
            return self.tr("No rate was tried.")
        reason = say(found.reason) if found.reason is not None else self.tr("No rate stands out.")
        return self.tr("{reason} Click in the curve to choose one.").format(reason=reason)
