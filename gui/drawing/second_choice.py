"""What would have to change in the drawing for the second choice, as a picture and in words."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import TYPE_CHECKING, Literal

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QColor, QShowEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QSizePolicy, QVBoxLayout, QWidget

from gui import theme
from gui.drawing.preview import DigitPreview
from gui.pictures import tinted_picture

if TYPE_CHECKING:
    from engine.evaluation.explaining.second_choice import Counterfactual, SecondChoice

State = Literal["waiting", "busy", "found", "none", "error"]
PADDING = 10
LONGEST = 110
"""Letters of the longest words that are usual."""
_DIMMED = 0.6
"""How bright the drawing stays below what would have to change in it."""


class ChangePreview(DigitPreview):
    """The drawing as the network sees it, dimmed, with ink to add in one colour and ink to take away in another."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("secondChoicePreview")
        self._change: Counterfactual | None = None
        theme.notifier().changed.connect(self._recolour)

    def show_change(self, change: Counterfactual | None) -> None:
        """Show a change, or nothing."""
        self._change = change
        if change is None:
            self.set_image(None)
        else:
            before = change.image - change.change
            self.set_image((before * _DIMMED).astype("u1"))
        self._recolour()

    def _recolour(self) -> None:
        if self._change is None:
            return
        from engine.evaluation.explaining.overlay import tint

        now = theme.current()
        colours = {"positive": _channels(now.evidence_for), "negative": _channels(now.evidence_against)}
        self.set_overlay(tinted_picture(tint(self._change.change.astype("f4"), 255.0, **colours)))

    def retranslate(self) -> None:
        self.setAccessibleName(self.tr("What would have to change"))
        self.setToolTip(
            self.tr(
                "Orange: ink to add. Blue: ink to take away. Dabs of the pen near the ink were tried, the network was "
                "asked about each, and those that are not needed were left out. A still smaller change may exist."
            )
        )


class SecondChoiceCard(QFrame):
    """The picture beside a heading and a sentence. ``wanted`` says that it has come into sight."""

    wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("secondChoice")
        self.preview = ChangePreview()
        self.heading, self.words = QLabel(), QLabel()
        self.heading.setObjectName("secondChoiceHeading")
        self.words.setObjectName("secondChoiceWords")
        self.words.setWordWrap(True)
        self.words.setMinimumWidth(80)
        theme.set_role(self, "card")
        theme.set_role(self.heading, "heading")
        theme.set_role(self.words, "muted")
        column = QVBoxLayout()
        column.setSpacing(2)
        column.addStretch(1)
        column.addWidget(self.heading)
        column.addWidget(self.words)
        column.addStretch(1)
        row = QHBoxLayout(self)
        row.setContentsMargins(PADDING, PADDING, PADDING, PADDING)
        row.setSpacing(14)
        row.addWidget(self.preview, 0, Qt.AlignmentFlag.AlignVCenter)
        row.addLayout(column, 1)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self._state: State = "none"
        self._choice: SecondChoice | None = None
        self._error = ""
        self._classes: tuple[str, ...] = ()
        self._strokes = 0
        self.retranslate()

    @property
    def choice(self) -> SecondChoice | None:
        """What is on show."""
        return self._choice

    def show_nothing(self) -> None:
        """There is no answer to say anything of."""
        self._show("none")

    def show_waiting(self) -> None:
        """The pen is still moving."""
        self._show("waiting")

    def show_busy(self) -> None:
        """The change is being looked for."""
        self._show("busy")

    def show_choice(self, choice: SecondChoice, classes: Sequence[str], strokes: int) -> None:
        """Show what was found; ``strokes`` is how many the drawing has."""
        self._classes, self._strokes = tuple(classes), strokes
        self._show("found", choice)

    def show_error(self, why: str) -> None:
        """Say why nothing can be found."""
        self._error = why
        self._show("error")

    def _show(self, state: State, choice: SecondChoice | None = None) -> None:
        if state != "error" and (state, choice) == (self._state, self._choice):
            return  # as with every movement of the pen
        self._state, self._choice = state, choice
        self.preview.show_change(None if choice is None else choice.change)
        self.retranslate()

    def retranslate(self) -> None:
        """Set every text anew, in the window's language."""
        self.setAccessibleName(self.tr("Second choice"))
        choice = self._choice
        heading = self.tr("Second choice")
        if choice is not None:
            heading = self.tr("Second choice: {name}").format(name=self._classes[choice.second])
        self.heading.setText(heading)
        self.words.setText(self._sentences())
        share = "" if choice is None or choice.change is None else f"{100 * choice.share:.0f}"
        self.words.setToolTip(self.tr("The change is {share} % of the ink.").format(share=share) if share else "")
        self.setAccessibleDescription(self.words.text())

    def _sentences(self) -> str:
        if self._choice is None:
            if self._state == "busy":
                return self.tr("Looking for the smallest change…")
            if self._state == "error":
                return self.tr("The change cannot be looked for: {reason}").format(reason=self._error)
            if self._state == "waiting":
                return self.tr("Once the pen rests, this shows what would have to change.")
            return self.tr("Shows what would have to change in a drawing for it to become the answer.")
        choice, change, left_out = self._choice, self._choice.change, self._choice.left_out
        name = self._classes[choice.second]
        if change is None:
            first = self.tr("No small change was found that makes the network answer {name}.")
        elif change.adds and change.takes_away:
            first = self.tr("With the orange ink and without the blue it answers {name}, {percent} % sure.")
        elif change.adds:
            first = self.tr("With the orange ink it answers {name}, {percent} % sure.")
        else:
            first = self.tr("Without the blue ink it answers {name}, {percent} % sure.")
        percent = "" if change is None else f"{100 * change.probability:.0f}"
        said = [first.format(name=name, percent=percent)]
        if left_out is not None:
            said.append(
                self.tr("Without stroke {number} of {count}: {name}, {percent} %.").format(
                    number=left_out.stroke + 1,
                    count=self._strokes,
                    name=name,
                    percent=f"{100 * left_out.probability:.0f}",
                )
            )
        return " ".join(said)

    def height_within(self, width: int) -> int:
        """The height that the longest words need in a card of that width."""
        beside = width - self.preview.sizeHint().width() - 3 * PADDING
        lines = math.ceil(LONGEST * self.fontMetrics().averageCharWidth() / max(beside, 1))
        words = (lines + 1) * self.fontMetrics().lineSpacing()
        return max(words, self.preview.sizeHint().height()) + 2 * PADDING

    def changeEvent(self, event: QEvent) -> None:
        if event.type() is QEvent.Type.LanguageChange:
            self.retranslate()
        super().changeEvent(event)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.wanted.emit()


def _channels(colour: str) -> tuple[int, int, int]:
    found = QColor(colour)
    return found.red(), found.green(), found.blue()
