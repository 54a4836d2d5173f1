"""Where one stands among the epochs of a run: play, the track to drag along, and the figures of the epoch."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QLocale, QTimer, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from engine.runs.history import EpochHistory, KeptEpoch
from engine.training.events import Split
from gui import theme
from gui.evaluation.epoch_track import EpochTrack, TrackedEpoch
from gui.training import icons as shapes
from gui.training.summary import Card, accuracy_text, loss_text

_SLOWEST_MS, _QUICKEST_MS, _WHOLE_MS = 700, 80, 8_000
"""How long an epoch is on show while it plays: all of them together about so long."""

Measured = dict[int, tuple[float, float]]
"""Accuracy and loss on the sample, by epoch."""


class EpochHead(QFrame):
    """``moved(epoch)`` says where one stands now. Playing goes on when :meth:`is_shown` says that the epoch is seen."""

    moved = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("epochHead")
        theme.set_role(self, "card")
        self._history, self._split = EpochHistory((), None), "validation"
        self._measured: Measured = {}
        self._shown: set[int] = set()
        self.track, self.play_button, self.best_button = EpochTrack(), QPushButton(), QPushButton()
        self.play_button.setObjectName("playEpochsButton")
        theme.set_variant(self.play_button, "primary")
        self.best_button.setObjectName("bestEpochButton")
        theme.set_variant(self.best_button, "quiet")
        self.epoch = Card("scrubbedEpochCard")
        self.accuracy, self.loss = Card("scrubbedAccuracyCard"), Card("scrubbedLossCard")
        self._timer = QTimer(self)
        self._timer.timeout.connect(self._tick)
        buttons = QVBoxLayout()
        buttons.setSpacing(4)
        buttons.addStretch(1)
        buttons.addWidget(self.play_button)
        buttons.addWidget(self.best_button)
        buttons.addStretch(1)
        row = QHBoxLayout(self)
        row.setContentsMargins(10, 6, 10, 6)
        row.setSpacing(8)
        row.addLayout(buttons)
        row.addWidget(self.track, 1)
        for card in (self.epoch, self.accuracy, self.loss):
            row.addWidget(card)
        self.track.valueChanged.connect(self._on_moved)
        self.track.toggled.connect(self.toggle)
        self.track.sliderPressed.connect(self.pause)
        self.play_button.clicked.connect(self.toggle)
        self.best_button.clicked.connect(self._go_to_best)
        theme.notifier().changed.connect(self._draw_icon)
        self.retranslate()

    def show_history(self, history: EpochHistory, split: Split) -> None:
        """Offer these epochs; who stood at the last one stands at the last one again."""
        at_end = not self._history.epochs or self.track.value() == self.track.maximum()
        if history.epochs[:1] != self._history.epochs[:1]:  # another run's
            self.pause()
            self._measured, self._shown = {}, set()
            at_end = True
        self._history, self._split = history, split
        self._show_epochs()
        if at_end and not self.is_playing:
            self.track.setValue(self.track.maximum())
        self._timer.setInterval(min(max(_WHOLE_MS // max(len(history.epochs), 1), _QUICKEST_MS), _SLOWEST_MS))
        self._say()

    def show_measured(self, epoch: int, accuracy: float, loss: float) -> None:
        """Take in what an epoch makes of the sample: it can be shown from now on."""
        self._shown.add(epoch)
        if self._measured.get(epoch) != (accuracy, loss):
            self._measured[epoch] = accuracy, loss
            self._show_epochs()
            self._say()

    def pass_over(self, epoch: int) -> None:
        """Nothing will be seen of that epoch: playing does not wait for it."""
        self._shown.add(epoch)

    @property
    def is_playing(self) -> bool:
        return self._timer.isActive()

    def toggle(self) -> None:
        """Play, from the start where the end is reached; or pause."""
        if self.is_playing:
            self.pause()
            return
        if self.track.maximum() == 0:
            return
        if self.track.value() == self.track.maximum():
            self.track.setValue(0)
        self._timer.start()
        self._say()

    def pause(self) -> None:
        """Stop playing."""
        self._timer.stop()
        self._say()

    def _tick(self) -> None:
        if self.track.epoch in self._shown:
            self.track.setValue(self.track.value() + 1)
            if self.track.value() == self.track.maximum():
                self.pause()

    def _go_to_best(self) -> None:
        self.pause()
        if self._history.best is not None:
            self.track.go_to(self._history.best)

    def _on_moved(self) -> None:
        self._say()
        if self.track.epoch is not None:
            self.moved.emit(self.track.epoch)

    def _figures(self, kept: KeptEpoch) -> tuple[float | None, float | None]:
        """Accuracy and loss of the whole validation split where they are known, else those of the sample."""
        figures = kept.figures
        if figures is not None and figures.validation_accuracy is not None:
            return figures.validation_accuracy, figures.validation_loss
        return self._measured.get(kept.epoch, (None, None))

    def _show_epochs(self) -> None:
        self.track.show_epochs(
            [TrackedEpoch(kept.epoch, self._figures(kept)[0]) for kept in self._history.epochs], self._history.best
        )

    # Words

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
        super().changeEvent(event)

    def retranslate(self) -> None:
        """Fetch every word again in the language of now."""
        self.play_button.setToolTip(self.tr("Play or pause (space)"))
        self.best_button.setText(self.tr("To the best"))
        self.best_button.setAccessibleName(self.tr("Go to the best epoch"))
        self.best_button.setToolTip(self.tr("Go to the epoch whose weights are kept as the best"))
        self._say()

    def _say(self) -> None:
        playing = self.is_playing
        self.play_button.setText(self.tr("Pause") if playing else self.tr("Play"))
        self.play_button.setAccessibleName(self.play_button.text())
        self._draw_icon()
        epochs = self._history.epochs
        self.play_button.setEnabled(len(epochs) > 1)
        if not epochs or self.track.value() >= len(epochs):
            return
        here, best, number = epochs[self.track.value()], self._history.best, QLocale().toString
        self.best_button.setEnabled(best is not None and best != here.epoch)
        label = self.tr("Best epoch") if here.epoch == best else self.tr("Epoch")
        last = max(epochs[-1].epoch, best or 0)
        value = self.tr("Start") if here.epoch == 0 else f"{number(here.epoch)} / {number(last)}"
        self.epoch.show_value(f"★ {value}" if here.epoch == best else value, label)
        accuracy, loss = self._figures(here)
        of_test = self._split == "test"
        self.accuracy.show_value(
            accuracy_text(accuracy), self.tr("Test accuracy") if of_test else self.tr("Val. accuracy")
        )
        self.loss.show_value(loss_text(loss), self.tr("Test loss") if of_test else self.tr("Val. loss"))
        self.track.setAccessibleDescription(f"{label} {value}, {self.accuracy.accessibleName()}")

    def _draw_icon(self) -> None:
        self.play_button.setIcon(shapes.icon("pause" if self.is_playing else "play", theme.current().accent_text))
