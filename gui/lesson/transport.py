"""The bar that walks through a list of steps: first, back, play, forward, and straight to a phase."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QToolButton, QWidget

from engine.lesson.step import Phase
from gui import icons, theme
from gui.forms.boxes import ChoiceBox
from gui.lesson.words import phase_words
from gui.training import icons as shapes

_SPEEDS = {"slow": 3500, "normal": 1800, "fast": 700, "very fast": 200}
"""Milliseconds that a step stays on show while it plays."""
_PHASES: tuple[Phase, ...] = ("forward", "backward", "update")


class Transport(QFrame):
    """``moved(index)`` tells which step is on show. Playing ends at the last step."""

    moved = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("lessonTransport")
        self._phases: tuple[Phase, ...] = ()
        self._index = 0
        self.restart_button, self.previous_button, self.next_button = QToolButton(), QToolButton(), QToolButton()
        self.play_button = QPushButton()
        theme.set_variant(self.play_button, "primary")
        self.phase_buttons = {phase: QToolButton() for phase in _PHASES}
        self.speed = ChoiceBox()
        self._place = QLabel()
        theme.set_role(self._place, "muted")
        for widget, name in (
            (self.restart_button, "lessonRestartButton"),
            (self.previous_button, "lessonPreviousButton"),
            (self.play_button, "lessonPlayButton"),
            (self.next_button, "lessonNextButton"),
            (self.speed, "lessonSpeed"),
            (self._place, "lessonPlace"),
            *((button, f"lesson{phase.title()}Button") for phase, button in self.phase_buttons.items()),
        ):
            widget.setObjectName(name)
        for speed in _SPEEDS:
            self.speed.addItem("", speed)
        self.speed.setCurrentIndex(1)
        self.speed.currentIndexChanged.connect(self._set_speed)
        self._timer = QTimer(self)
        self._timer.timeout.connect(self._tick)
        self._set_speed()
        self.restart_button.clicked.connect(lambda: self.go_to(0))
        self.previous_button.clicked.connect(self.previous)
        self.next_button.clicked.connect(self.next)
        self.play_button.clicked.connect(self.toggle)
        for phase, button in self.phase_buttons.items():
            button.setCheckable(True)
            button.clicked.connect(lambda _checked=False, phase=phase: self.go_to_phase(phase))
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(6)
        for widget in (self.restart_button, self.previous_button, self.play_button, self.next_button, self.speed):
            row.addWidget(widget)
        row.addWidget(self._place)
        row.addStretch(1)
        for button in self.phase_buttons.values():
            row.addWidget(button)
        theme.notifier().changed.connect(self.refresh)
        self.retranslate()

    def listen_to_keys(self, page: QWidget) -> None:
        """Let arrows and Home walk on a page, and Space play where nothing under the keyboard wants it for itself."""
        for key, move in (
            (Qt.Key.Key_Right, self.next),
            (Qt.Key.Key_Left, self.previous),
            (Qt.Key.Key_Home, lambda: self.go_to(0)),
        ):
            shortcut = QShortcut(QKeySequence(key), page)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(move)
        page.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress and event.key() == Qt.Key.Key_Space:
            self.toggle()
            return True
        return super().eventFilter(watched, event)

    @property
    def index(self) -> int:
        """The step on show."""
        return self._index

    @property
    def is_playing(self) -> bool:
        return self._timer.isActive()

    def set_phases(self, phases: Sequence[Phase]) -> None:
        """Walk through steps of these phases; where it stands is kept as far as it is there."""
        self._phases = tuple(phases)
        self._index = min(self._index, len(self._phases) - 1)
        self._say()

    def go_to(self, index: int) -> None:
        """Show another step, as far as there is one."""
        index = min(max(index, 0), len(self._phases) - 1)
        if index != self._index:
            self._index = index
            self._say()
            self.moved.emit(index)

    def next(self) -> None:
        """One step on."""
        self.go_to(self._index + 1)

    def previous(self) -> None:
        """One step back."""
        self.go_to(self._index - 1)

    def go_to_phase(self, phase: Phase) -> None:
        """The first step of a phase."""
        if phase in self._phases:
            self.go_to(self._phases.index(phase))
        self._say()  # a click has changed the button

    def toggle(self) -> None:
        """Play, from the beginning where the end is reached; or pause."""
        if self.is_playing:
            self.pause()
            return
        if self._index == len(self._phases) - 1:
            self.go_to(0)
        self._timer.start()
        self._say()

    def pause(self) -> None:
        """Stop playing."""
        self._timer.stop()
        self._say()

    def _tick(self) -> None:
        self.next()
        if self._index == len(self._phases) - 1:
            self.pause()

    def _set_speed(self) -> None:
        self._timer.setInterval(_SPEEDS[self.speed.currentData()])

    # Words and looks

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
        super().changeEvent(event)

    def retranslate(self) -> None:
        """Fetch every word again in the language of now."""
        self.setAccessibleName(self.tr("Walking through the steps"))
        for button, words in (
            (self.restart_button, self.tr("Back to the first step (Home)")),
            (self.previous_button, self.tr("Previous step (←)")),
            (self.next_button, self.tr("Next step (→)")),
        ):
            button.setToolTip(words)
            button.setAccessibleName(words)
        speeds = (self.tr("Slow"), self.tr("Normal"), self.tr("Fast"), self.tr("Very fast"))
        for place, words in enumerate(speeds):
            self.speed.setItemText(place, words)
        self.speed.setAccessibleName(self.tr("Speed of playing"))
        self.speed.setToolTip(self.speed.accessibleName())
        for phase, button in self.phase_buttons.items():
            button.setText(phase_words(phase))
            button.setAccessibleName(self.tr("To: {phase}").format(phase=phase_words(phase)))
            button.setToolTip(button.accessibleName())
        self._say()

    def _say(self) -> None:
        self._place.setText(
            self.tr("Step {place} of {count}").format(place=self._index + 1, count=max(len(self._phases), 1))
        )
        self.play_button.setText(self.tr("Pause") if self.is_playing else self.tr("Play"))
        self.play_button.setToolTip(self.tr("Play or pause (space)"))
        self.play_button.setAccessibleName(self.play_button.text())
        self.restart_button.setEnabled(self._index > 0)
        self.previous_button.setEnabled(self._index > 0)
        self.next_button.setEnabled(self._index < len(self._phases) - 1)
        here = self._phases[self._index] if self._phases else "forward"
        for phase, button in self.phase_buttons.items():
            button.setChecked(phase == here)
        self.refresh()

    def refresh(self) -> None:
        """Draw the icons in the theme's colours."""
        self.restart_button.setIcon(icons.icon("undo"))
        self.previous_button.setIcon(icons.icon("chevron-left"))
        self.next_button.setIcon(icons.icon("chevron-right"))
        shape: shapes.Shape = "pause" if self.is_playing else "play"
        self.play_button.setIcon(shapes.icon(shape, theme.current().accent_text))
