"""An import, or the look before it, while it is under way: how far it is, how fast, and how long it still takes."""

import time
from collections.abc import Callable

from PySide6.QtCore import QEvent, QLocale
from PySide6.QtWidgets import QLabel, QProgressBar, QVBoxLayout, QWidget

from gui import theme
from gui.training.estimate import time_left_text

_SECONDS_FOR_A_RATE = 0.5


class ProgressPage(QWidget):
    """A bar and a line of words. ``clock`` gives seconds."""

    def __init__(self, clock: Callable[[], float] = time.monotonic, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._clock = clock
        self._looking = True
        self._what = ""
        self._progress: tuple[int, int] = (0, 0)
        self._began: tuple[float, int] | None = None
        self._title, self._words, self.bar = QLabel(), QLabel(), QProgressBar()
        theme.set_role(self._title, "heading")
        theme.set_role(self._words, "muted")
        self._title.setWordWrap(True)
        self._words.setObjectName("importStatus")
        self.bar.setObjectName("importProgress")
        self.bar.setTextVisible(False)
        column = QVBoxLayout(self)
        column.setSpacing(10)
        column.addStretch(1)
        for widget in (self._title, self.bar, self._words):
            column.addWidget(widget)
        column.addStretch(1)
        self.retranslate()

    def begin(self, what: str, *, looking: bool) -> None:
        """Show that the path is being looked at, or that the dataset is being made."""
        self._what, self._looking = what, looking
        self._progress, self._began = (0, 0), None
        self.bar.setRange(0, 0)
        self._say()

    def show_progress(self, done: int, total: int) -> None:
        """So many images of all are done."""
        if self._began is None:
            self._began = self._clock(), done
        self._progress = done, total
        self.bar.setRange(0, max(total, 1))
        self.bar.setValue(done)
        self._say()

    def text(self) -> str:
        """What is said of the progress."""
        return self._words.text()

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
        super().changeEvent(event)

    def retranslate(self) -> None:
        """Fetch every word again in the language of now."""
        self.bar.setAccessibleName(self.tr("Progress of the import"))
        self._say()

    def _say(self) -> None:
        template = self.tr("Looking at {what}…") if self._looking else self.tr("Making the dataset {what}…")
        self._title.setText(template.format(what=self._what))
        done, total = self._progress
        if not total:
            self._words.setText("" if self._looking else self.tr("Reading the files…"))
            return
        number = QLocale().toString
        parts = [self.tr("{done} of {total} images").format(done=number(done), total=number(total))]
        seconds, before = (0.0, 0) if self._began is None else (self._clock() - self._began[0], self._began[1])
        if seconds >= _SECONDS_FOR_A_RATE and done > before:
            rate = (done - before) / seconds
            parts.append(self.tr("{rate} images/s").format(rate=number(round(rate))))
            if done < total:
                parts.append(time_left_text((total - done) / rate))
        self._words.setText(" · ".join(parts))
