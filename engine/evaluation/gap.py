"""By how much a network does better on the images it learned from, and whether chance alone could make that."""

import math
from dataclasses import dataclass

from engine.evaluation.report import EvaluationReport


@dataclass(frozen=True, slots=True)
class Gap:
    """The difference of two accuracies, from -1 to 1, and the interval of 95 % confidence around it."""

    difference: float
    interval: tuple[float, float]

    @property
    def is_certain(self) -> bool:
        """Whether the interval leaves 0 out."""
        low, high = self.interval
        return low > 0 or high < 0


def accuracy_gap(learned: EvaluationReport, unseen: EvaluationReport) -> Gap:
    """The accuracy on ``learned`` images above that on ``unseen`` ones.

    The interval is Newcombe's hybrid score (1998, method 10), made of both Wilson intervals: unlike the normal
    approximation it holds near accuracies of 1, too.
    """
    difference = learned.accuracy - unseen.accuracy
    below = math.hypot(learned.accuracy - learned.interval[0], unseen.interval[1] - unseen.accuracy)
    above = math.hypot(learned.interval[1] - learned.accuracy, unseen.accuracy - unseen.interval[0])
    return Gap(difference, (difference - below, difference + above))
