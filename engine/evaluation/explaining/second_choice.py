"""What would have to change in a drawing for the network to answer its second choice; no torch until it is asked."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from engine.data.fitting import InkFit
from engine.data.ink import Stroke, render_strokes
from engine.evaluation.explaining.explanation import ShouldStop
from engine.evaluation.temperature import probabilities_at
from engine.lazy import lazy_module

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from engine.evaluation.explaining.subject import Subject
else:
    np = lazy_module("numpy")

SMALL = 0.5
"""A change of more than this share of the drawing's ink makes another drawing of it."""


@dataclass(frozen=True, slots=True, eq=False)
class Counterfactual:
    """A changed drawing, uint8 ``[H, W]``, which the network was asked about: ``probability`` is the second choice's.

    ``change`` is int16 ``[H, W]``: ink added above 0, taken away below it, 255 being all that a pixel can take.
    """

    image: NDArray[np.uint8]
    change: NDArray[np.int16]
    probability: float

    @property
    def adds(self) -> bool:
        return bool((self.change > 0).any())

    @property
    def takes_away(self) -> bool:
        return bool((self.change < 0).any())


@dataclass(frozen=True, slots=True)
class StrokeLeftOut:
    """The number of a stroke, from 0, without which the network gives the second choice this probability."""

    stroke: int
    probability: float


@dataclass(frozen=True, slots=True, eq=False)
class SecondChoice:
    """The two most probable classes by index, and what makes the network answer the second; ``None``: nothing small.

    ``share`` is how much of the drawing's ink the change amounts to.
    """

    first: int
    second: int
    change: Counterfactual | None
    share: float
    left_out: StrokeLeftOut | None


def second_choice(
    subject: Subject,
    image: NDArray[np.uint8],
    strokes: Sequence[Stroke] = (),
    *,
    fit: InkFit | None = None,
    temperature: float = 1.0,
    should_stop: ShouldStop = lambda: False,
) -> SecondChoice | None:
    """Of a drawing uint8 ``[H, W]``, ink bright on 0, and its strokes where it has any; ``None`` of a single class.

    ``fit`` says how the network sees strokes, if not as MNIST's. Probabilities are calibrated by ``temperature``.
    ``should_stop`` is asked before each chunk of some 20 ms; a yes raises :class:`ExplanationStopped`. Raises
    :class:`NetwrightError` for images that the network does not take.
    """
    from engine.evaluation.explaining.counterfactual import counterfactual

    def probabilities(images: NDArray[np.uint8]) -> NDArray[np.float32]:
        return probabilities_at(subject.look(images)[0], temperature)

    answer = probabilities(image[None])[0]
    if len(answer) < 2 or not image.any():
        return None
    first, second = map(int, np.argsort(-answer, kind="stable")[:2])
    most = SMALL * float(image.sum(dtype=np.float64))
    changed = counterfactual(subject, image, second, most=most, should_stop=should_stop)
    found = None
    if changed is not None:
        then = probabilities(changed[None])[0]
        if int(then.argmax()) == second:
            found = Counterfactual(changed, changed.astype(np.int16) - image, float(then[second]))
    share = 0.0 if found is None else float(np.abs(found.change).sum() / image.sum(dtype=np.float64))
    return SecondChoice(first, second, found, share, _left_out(probabilities, strokes, second, fit or InkFit()))


def _left_out(
    probabilities: Callable[[NDArray[np.uint8]], NDArray[np.float32]],
    strokes: Sequence[Stroke],
    second: int,
    fit: InkFit,
) -> StrokeLeftOut | None:
    """The stroke whose absence makes the second choice the answer, and most surely so."""
    rest = {number: render_strokes([*strokes[:number], *strokes[number + 1 :]]) for number in range(len(strokes))}
    images = {number: fit.image(image) for number, image in rest.items() if image is not None}
    if not images:
        return None
    answers = dict(zip(images, probabilities(np.stack(list(images.values()))), strict=True))
    found = [StrokeLeftOut(n, float(answer[second])) for n, answer in answers.items() if int(answer.argmax()) == second]
    return max(found, key=lambda stroke: stroke.probability, default=None)
