"""The smallest change of a drawing that makes the network answer another class, in dabs of the pen.

A counterfactual (Wachter, Mittelstadt and Russell, 2017: Counterfactual Explanations without Opening the Black Box) is
the nearest input with the wanted answer. What is missing for that answer and what stands in its way are told apart as
Dhurandhar et al. do (2018: Explanations based on the Missing): ink to add where there is none, ink to take away.

Both search by gradient steps under a penalty on the change's norm. On drawings that gives grey veils that no pen makes.
Here a change is a set of whole dabs, as wide as the pen that MNIST was written with, near the ink; few of them is what
the L1 norm stands for. The gradient names the dabs worth trying, the network itself chooses among them by what they
gain for their ink, and at the end every dab that is not needed is taken back. The search is greedy: no smaller set is
ruled out, but the one that is found does what is said of it.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor
from torch.nn import functional

from engine.data.ink import THICKNESS
from engine.evaluation.explaining.explanation import ShouldStop
from engine.evaluation.explaining.subject import Scores, Subject

REACH = 3
"""Dabs lie at most so many pixels away from ink."""
MOST_DABS = 30
TRIED = 24
"""So many dabs, those that promise most by the gradient, are tried at each step."""
_INK = 0.25
"""A pixel is ink from this brightness on."""
_FAINT = 0.2
"""The ink of a dab that hardly changes anything counts as so much, or its gain for its ink would mean nothing."""


@dataclass(frozen=True, slots=True)
class _Dab:
    """A touch of the pen, or of a rubber as wide, at the pixel of that number."""

    adds: bool
    pixel: int


def counterfactual(
    subject: Subject,
    image: NDArray[np.uint8],
    target: int,
    *,
    most: float,
    should_stop: ShouldStop = lambda: False,
) -> NDArray[np.uint8] | None:
    """The drawing uint8 ``[H, W]`` changed so that class ``target`` scores highest; ``None`` where nothing small does.

    ``most`` is the largest change allowed, summed over the pixels (255 each). ``should_stop`` is asked before each
    pass through the network; a yes raises :class:`ExplanationStopped`. Raises :class:`NetwrightError`.
    """
    pixels = subject.pixels(image)
    search = _Search(subject.scores(should_stop), subject.forward_chunk, pixels, target)
    found = search.run(most / 255)
    return None if found is None else np.rint(found[0, 0].numpy() * 255).astype(np.uint8)


class _Search:
    def __init__(self, scores: Scores, chunk: int, start: Tensor, target: int) -> None:
        self._scores, self._chunk, self._start, self._target = scores, chunk, start, target
        self._width = start.shape[3]
        near = functional.max_pool2d((start > _INK).float(), 2 * REACH + 1, 1, REACH) > 0
        self._near = near.flatten()

    def run(self, most: float) -> Tensor | None:
        """The changed pixels ``[1, 1, H, W]``; ``None`` where more than ``most`` would have to change."""
        dabs: list[_Dab] = []
        now, margin = self._start, float(self._margins(self._start))
        while margin <= 0:
            tried = self._promising(now)
            each = torch.cat([_touched(now, dab) for dab in tried])
            margins, ink = self._margins(each), (each - now).abs().sum(dim=(1, 2, 3))
            gain = (margins - margin) / ink.clamp(min=_FAINT)
            enough = margins > 0
            best = int(torch.where(enough, -ink, gain - torch.inf).argmax() if enough.any() else gain.argmax())
            now, gained = each[best : best + 1], float(margins[best]) > margin
            margin = float(margins[best])
            dabs.append(tried[best])
            if not gained or len(dabs) > MOST_DABS or self._size(now) > 2 * most:
                return None
        now = self._without_needless(dabs, now)
        return now if self._size(now) <= most else None

    def _promising(self, now: Tensor) -> list[_Dab]:
        """The dabs that raise the target's score most, as far as the gradient can tell."""
        wanting = now.clone().requires_grad_()
        (slope,) = torch.autograd.grad(self._margin(self._scores(wanting)).sum(), wanting)
        pen = _pen()
        add = functional.conv2d(slope * (1 - now), pen, padding=pen.shape[-1] // 2).flatten()
        take = functional.conv2d(-slope * now, pen, padding=pen.shape[-1] // 2).flatten()
        promise = torch.where(torch.cat([self._near, self._near]), torch.cat([add, take]), -torch.inf)
        places = promise.topk(min(TRIED, len(promise))).indices.tolist()
        return [_Dab(place < len(add), place % len(add)) for place in places]

    def _without_needless(self, dabs: list[_Dab], now: Tensor) -> Tensor:
        """Take dabs back, each time the one that leaves the smallest change, while the answer stays."""
        while len(dabs) > 1:
            fewer = [dabs[:number] + dabs[number + 1 :] for number in range(len(dabs))]
            each = torch.cat([self._with(some) for some in fewer])
            sizes = torch.where(self._margins(each) > 0, (each - self._start).abs().sum(dim=(1, 2, 3)), torch.inf)
            best = int(sizes.argmin())
            if torch.isinf(sizes[best]):
                break
            dabs, now = fewer[best], each[best : best + 1]
        return now

    def _with(self, dabs: list[_Dab]) -> Tensor:
        changed = self._start
        for dab in dabs:
            changed = _touched(changed, dab)
        return changed

    def _size(self, pixels: Tensor) -> float:
        return float((pixels - self._start).abs().sum())

    def _margins(self, pixels: Tensor) -> Tensor:
        """By how much the target's logit lies above all others, for each of ``[N, 1, H, W]``."""
        with torch.inference_mode():
            parts = [self._margin(self._scores(part)) for part in torch.split(pixels, self._chunk)]
        return torch.cat(parts).clone()

    def _margin(self, logits: Tensor) -> Tensor:
        others = torch.cat([logits[:, : self._target], logits[:, self._target + 1 :]], dim=1)
        return logits[:, self._target] - others.amax(dim=1)


def _touched(pixels: Tensor, dab: _Dab) -> Tensor:
    """The drawing ``[1, 1, H, W]`` after one dab; it stays in whole 255ths."""
    height, width = pixels.shape[2:]
    spot = torch.zeros(1, 1, height, width)
    spot[0, 0, dab.pixel // width, dab.pixel % width] = 1
    pen = _pen()
    ink = functional.conv2d(spot, pen, padding=pen.shape[-1] // 2)
    return torch.maximum(pixels, ink) if dab.adds else torch.minimum(pixels, 1 - ink)


def _pen() -> Tensor:
    """A dot of the pen, ``[1, 1, 5, 5]``: how much of each pixel around its middle it covers."""
    reach = int(THICKNESS)
    across = torch.arange(-reach, reach + 1, dtype=torch.float32)
    apart = torch.hypot(across[:, None], across[None])
    return ((THICKNESS / 2 + 0.5 - apart).clamp(0, 1) * 255).round()[None, None] / 255
