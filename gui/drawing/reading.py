"""The digits on the pad, what the network makes of each, and which of them is looked at."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from gui.drawing.marks import DigitMark

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from engine.data.fitting import InkFit
    from engine.data.reading import ReadDigit
    from engine.evaluation.insight import DigitAnswer

UNKNOWN = "·"
"""In the place of an answer that has not come yet."""


class Reading:
    """Of several digits the one drawn last is looked at, until another is chosen.

    Each is shown to the network as ``fit`` says; a network asked about other images has another one.
    """

    def __init__(self) -> None:
        self._digits: list[ReadDigit] = []
        self._fit: InkFit | None = None
        self._images: list[NDArray[np.uint8]] = []
        self._answers: tuple[DigitAnswer, ...] = ()
        self._chosen = 0

    @property
    def chosen(self) -> int:
        """The number of the digit that is looked at."""
        return self._chosen

    @property
    def image(self) -> NDArray[np.uint8] | None:
        """The chosen digit as the network sees it, uint8 ``[H, W]`` or ``[C, H, W]``; ``None`` without digits."""
        return self._images[self._chosen] if self._digits else None

    @property
    def strokes(self) -> tuple[int, ...]:
        """The numbers of the chosen digit's strokes."""
        return self._digits[self._chosen].strokes if self._digits else ()

    @property
    def answer(self) -> DigitAnswer | None:
        """What the network makes of the chosen digit, if it is known."""
        return self._answers[self._chosen] if self._answers else None

    def images(self) -> NDArray[np.uint8] | None:
        """All digits, uint8 ``[N, H, W]`` or ``[N, C, H, W]``; ``None`` without digits."""
        if not self._digits:
            return None
        import numpy as np

        return np.stack(self._images)

    @property
    def fit(self) -> InkFit | None:
        """How digits are shown to the network that answers; ``None`` for MNIST's way."""
        return self._fit

    def set_fit(self, fit: InkFit) -> None:
        """Show digits to the network in another way from now on."""
        self._fit = fit
        self._images = [fit.image(digit.image) for digit in self._digits]
        self.forget_answers()

    def set_digits(self, digits: list[ReadDigit]) -> bool:
        """Take the digits of now; returns whether the network sees others than before.

        As long as there are as many as before, the answers to the former ones stay until new ones come.
        """
        same = len(digits) == len(self._digits)
        changed = not same or any(
            new.image.tobytes() != old.image.tobytes() for new, old in zip(digits, self._digits, strict=True)
        )
        if not changed:  # keeping the very images tells others that nothing changed
            digits = [replace(new, image=old.image) for new, old in zip(digits, self._digits, strict=True)]
        newest = max(range(len(digits)), key=lambda number: max(digits[number].strokes, default=0), default=0)
        if changed:
            self._chosen = newest
        self._digits = digits
        if changed:
            fit = self._fit
            self._images = [digit.image if fit is None else fit.image(digit.image) for digit in digits]
        if not same:
            self._answers = ()
        return changed

    def set_answers(self, answers: Sequence[DigitAnswer]) -> None:
        """Take the answers to the digits of now; others are dropped."""
        self._answers = tuple(answers) if len(answers) == len(self._digits) else ()

    def forget_answers(self) -> None:
        """Nothing is known of the digits."""
        self._answers = ()

    def choose(self, number: int) -> None:
        """Look at another digit; beyond the last one comes the first."""
        if self._digits:
            self._chosen = number % len(self._digits)

    def text(self, classes: Sequence[str]) -> str:
        """What is read of several digits; empty for one."""
        if len(self._digits) < 2:
            return ""
        from engine.data.reading import text_of

        return text_of(self._digits, self._names(classes))

    def marks(self, classes: Sequence[str]) -> tuple[DigitMark, ...]:
        """A mark for each of several digits; none for one."""
        if len(self._digits) < 2:
            return ()
        doubtful = [bool(answer.doubt) for answer in self._answers] or [False] * len(self._digits)
        return tuple(
            DigitMark(digit.box, name, number == self._chosen, doubt)
            for number, (digit, name, doubt) in enumerate(
                zip(self._digits, self._names(classes), doubtful, strict=True)
            )
        )

    def _names(self, classes: Sequence[str]) -> list[str]:
        if not self._answers:
            return [UNKNOWN] * len(self._digits)
        return [classes[int(answer.probabilities.argmax())] for answer in self._answers]
