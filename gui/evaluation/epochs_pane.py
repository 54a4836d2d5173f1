"""Dragging back through the epochs of a run: matrix, filters, map and the answer to one's own drawing replay."""

from __future__ import annotations

import queue
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QLocale, Qt, QTimer, Signal
from PySide6.QtGui import QHideEvent, QShowEvent
from PySide6.QtWidgets import QLabel, QStackedWidget, QVBoxLayout, QWidget

from engine.runs.epoch_service import EpochService
from engine.runs.epoch_walk import EpochAnswer, EpochView, NotSeen, Opened, Told
from engine.runs.run import Run
from engine.training.events import EpochCompleted, Rewound
from gui import theme
from gui.evaluation.epoch_drawing import EpochDrawing
from gui.evaluation.epoch_filters import EpochFilters
from gui.evaluation.epoch_head import EpochHead
from gui.evaluation.epoch_map import EpochMap
from gui.evaluation.matrix_box import MatrixBox
from gui.training.session import TrainingSession
from gui.training.splitter import CardSplitter
from gui.translation import say

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

COLLECT_MS = 16


class EpochsPane(QWidget):
    """Looks at the epochs of one run in a thread while it is visible; what was seen stays. ``drawRequested`` asks for
    the pad.
    """

    drawRequested = Signal()  # noqa: N815 - signals are named as Qt names them

    def __init__(self, session: TrainingSession, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("epochsPane")
        self._session = session
        self._service = EpochService()
        self._run: Run | None = None
        self._opened: Opened | None = None
        self._failed: NotSeen | None = None
        self._views: dict[int, EpochView] = {}
        self._answers: dict[int, EpochAnswer] = {}
        self._not_seen: dict[int, NotSeen] = {}
        self._request = 0
        self._timer = QTimer(self, interval=COLLECT_MS)
        self._timer.timeout.connect(self._collect)
        self.head, self.matrix, self.map = EpochHead(), MatrixBox(passing=True), EpochMap()
        self.filters, self.drawing = EpochFilters(), EpochDrawing()
        self._lay_out()
        self.head.moved.connect(self._on_moved)
        self.drawing.drawRequested.connect(self.drawRequested)
        session.epochCompleted.connect(self._on_epoch)
        session.rewound.connect(self._on_epoch)
        for signal in (session.started, session.finished):
            signal.connect(lambda _event: self._spare())
        self.retranslate()

    def _lay_out(self) -> None:
        self._words, self._lost, self._note = QLabel(), QLabel(), QLabel()
        for label, name in ((self._words, "epochsWords"), (self._lost, "epochLostWords"), (self._note, "epochsNote")):
            label.setObjectName(name)
            label.setWordWrap(True)
            label.setTextFormat(Qt.TextFormat.PlainText)
        for label in (self._words, self._lost):
            label.setAlignment(Qt.AlignmentFlag.AlignCenter)
        theme.set_role(self._lost, "error")
        theme.set_role(self._note, "muted")
        side = QWidget()
        below = QVBoxLayout(side)
        below.setContentsMargins(0, 0, 0, 0)
        below.setSpacing(9)
        below.addWidget(self.filters)
        below.addWidget(self.drawing, 1)
        parts = CardSplitter(Qt.Orientation.Horizontal)
        for widget in (self.matrix, self.map, side):
            parts.addWidget(widget)
        parts.setSizes([450, 450, 350])
        self._body = QStackedWidget()
        self._body.addWidget(parts)
        self._body.addWidget(self._lost)
        view = QWidget()
        column = QVBoxLayout(view)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        column.addWidget(self.head)
        column.addWidget(self._note)
        column.addWidget(self._body, 1)
        self._stack = QStackedWidget()
        self._stack.addWidget(self._words)
        self._stack.addWidget(view)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self._stack)

    # What others tell

    def show_run(self, run: Run | None) -> None:
        """Go through the epochs of another run."""
        if run is not None and self._run is not None and run.folder == self._run.folder:
            return
        self._run, self._opened, self._failed = run, None, None
        self._views, self._answers, self._not_seen = {}, {}, {}
        self._read_again()
        self._say()

    def set_drawing(self, image: NDArray[np.uint8] | None) -> None:
        """Let the epochs answer to another drawing uint8 ``[H, W]``, or to none."""
        self._answers = {}
        self._request = self._service.draw(image)
        self.drawing.show_drawing(image)
        self._follow()

    def stop(self) -> None:
        """End the thread."""
        self._timer.stop()
        self.head.pause()
        self._service.close()

    def words(self) -> str:
        """What stands in the place of the epochs, or of the one that is chosen; empty where that is seen."""
        if self._stack.currentWidget() is self._words:
            return self._words.text()
        return self._lost.text() if self._body.currentWidget() is self._lost else ""

    @property
    def view(self) -> EpochView | None:
        """What is seen of the chosen epoch."""
        epoch = self.head.track.epoch
        return None if epoch is None else self._views.get(epoch)

    @property
    def is_settled(self) -> bool:
        """Whether all that can be seen now was told."""
        return self._service.is_resting and self._service.told.empty()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._spare()
        self._read_again()

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self.head.pause()
        self._timer.stop()

    def _spare(self) -> None:
        self._service.spare(self._session.is_active)
        self._follow()

    def _on_epoch(self, _event: EpochCompleted | Rewound) -> None:
        started = self._session.run
        if started is not None and self._run is not None and started.folder == self._run.folder:
            self._read_again()

    def _read_again(self) -> None:
        if self.isVisible():
            self._service.open(self._run)
            self._follow()

    def _follow(self) -> None:
        if self.isVisible():
            self._timer.start()

    # What is told

    def _collect(self) -> None:
        settled = self.is_settled
        while True:
            try:
                told = self._service.told.get_nowait()
            except queue.Empty:
                break
            if self._run is not None and told.run.folder == self._run.folder:
                self._take(told)
        if settled:
            self._timer.stop()

    def _take(self, told: Told) -> None:
        match told:
            case Opened():
                self._open(told)
            case EpochView():
                self._views[told.epoch] = told
                self.head.show_measured(told.epoch, told.accuracy, told.loss)
                if told.epoch == self.head.track.epoch:
                    self._show()
            case EpochAnswer():
                if told.request == self._request:
                    self._answers[told.epoch] = told
                    if told.epoch == self.head.track.epoch or told.error is not None:
                        self.drawing.show_answer(told.probabilities, told.error)
            case NotSeen(epoch=None):
                self._failed = told
                self._say()
            case NotSeen():
                assert told.epoch is not None
                self._not_seen[told.epoch] = told
                self.head.pass_over(told.epoch)
                self._show()

    def _open(self, opened: Opened) -> None:
        fresh = self._opened is None or self._opened.sample is not opened.sample
        self._opened, self._failed = opened, None
        self._views, self._not_seen = {}, {}  # those that are still true are told again
        if fresh and opened.sample is not None:
            classes = opened.sample.found.info.classes
            self.map.show_sample(opened.sample)
            self.filters.show_layer(opened.sample.filtering_layer)
            self.drawing.show_classes(classes)
        if opened.sample is not None:
            self.head.show_history(opened.history, opened.sample.split)
        self._say()
        if self.head.track.epoch is not None:
            self._on_moved(self.head.track.epoch)

    def _on_moved(self, epoch: int) -> None:
        self._service.look_at(epoch)
        self._follow()
        self._show()

    def _show(self) -> None:
        """Show what is known of the chosen epoch; until it is, that of the one before stays."""
        epoch, opened, view = self.head.track.epoch, self._opened, self.view
        if epoch is None or opened is None or opened.sample is None:
            return
        lost = self._not_seen.get(epoch)
        self._body.setCurrentIndex(0 if lost is None else 1)
        if lost is not None:
            self._lost.setText(say(lost.text) if lost.hint is None else f"{say(lost.text)}\n{say(lost.hint)}")
            return
        answer = self._answers.get(epoch)
        if answer is not None:
            self.drawing.show_answer(answer.probabilities, answer.error)
        if view is None:
            return
        self.matrix.show_confusion(view.confusion, opened.sample.found.info.classes)
        self.filters.show_filters(view.filters)
        self.map.show_epoch(view)

    # Words

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
        super().changeEvent(event)

    def retranslate(self) -> None:
        """Fetch every word again in the language of now."""
        self.setAccessibleName(self.tr("Epoch by epoch"))
        self._say()
        self._show()

    def _say(self) -> None:
        opened = self._opened
        seen = self._failed is None and opened is not None and bool(opened.history.epochs)
        self._stack.setCurrentIndex(1 if seen else 0)
        theme.set_role(self._words, "muted" if self._failed is None else "error")
        self._words.setText("" if seen else self._sentence())
        if opened is not None and opened.sample is not None:
            self._note.setText(self._sample_words(opened))

    def _sentence(self) -> str:
        name = "" if self._run is None else self._run.name
        if self._failed is not None:
            text, hint = self._failed.text, self._failed.hint
            return say(text) if hint is None else f"{say(text)}\n{say(hint)}"
        if self._run is None:
            return self.tr("No runs yet.\n\nTrain a network; here one can then drag back through its epochs.")
        if self._opened is None:
            return self.tr("Reading the epochs of {run}…").format(run=name)
        return self.tr(
            "No weights of single epochs were kept of {run}: it comes from an older Netwright, was stopped at once, or"
            " had no room for them (“Keep epochs in”, a hyperparameter of the computation).\n\nTrain again to"
            " have them."
        ).format(run=name)

    def _sample_words(self, opened: Opened) -> str:
        assert opened.sample is not None
        number, sample = QLocale().toString, opened.sample
        template = (
            self.tr("Matrix and map are of {count} of {total} test images, the same in each epoch.")
            if sample.split == "test"
            else self.tr("Matrix and map are of {count} of {total} validation images, the same in each epoch.")
        )
        words = template.format(count=number(len(sample.found.labels)), total=number(sample.total))
        if opened.history.epochs[:1] and opened.history.epochs[0].epoch > 0:
            words += " " + self.tr("Of the epochs before the first one shown no weights were kept.")
        return words
