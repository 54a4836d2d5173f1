"""The learning rate over a run, as a pure function of how far it has come; nothing here imports torch.

Each schedule gives what torch's scheduler of that name gives when it is stepped once per optimizer step. A warm-up
comes first, and the schedule spans the epochs that are left after it (as with torch's ``SequentialLR``); only the
epochs of step and multi-step count from the start of the run.
"""

import math
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from engine.training.config import TrainingConfig

_ROUNDING = 1e-3
"""A share of a step: epochs are sums of steps, and must not miss a border by a rounding error."""


def rate_factor(config: TrainingConfig, progress: float, step: float) -> float:
    """What the learning rate is multiplied by for the step that is taken after ``progress`` epochs.

    ``step`` is how many epochs one step is long: 1 / steps per epoch. A plateau gives 1; see :class:`Plateau`.
    """
    warmup = config.warmup_epochs
    if progress + _ROUNDING * step >= warmup:
        return _scheduled(config, progress, max(progress - warmup, 0.0), step)
    return _scheduled(config, progress, 0.0, step) * min(1.0, (progress + step) / warmup)


def _scheduled(config: TrainingConfig, progress: float, after_warmup: float, step: float) -> float:
    length = max(config.epochs - config.warmup_epochs, step)
    border = progress + _ROUNDING * step
    match config.schedule:
        case "constant" | "plateau":
            return 1.0
        case "step":
            return math.pow(config.rate_factor, border // config.step_epochs)
        case "multistep":
            return math.pow(config.rate_factor, sum(border >= milestone for milestone in config.milestones))
        case "exponential":
            return math.pow(config.epoch_factor, after_warmup)
        case "cosine":
            return _between(1.0, config.final_factor, _share_of_cycle(config, after_warmup, length, step))
        case "one_cycle":
            return _one_cycle(config, after_warmup / step, length / step)
        case "polynomial":
            left = max(1 - after_warmup / length, 0.0)
            return config.final_factor + (1 - config.final_factor) * math.pow(left, config.power)


def _between(start: float, end: float, share: float) -> float:
    """From ``start`` to ``end`` along half a cosine."""
    return end + (start - end) * (1 + math.cos(math.pi * min(share, 1.0))) / 2


def _share_of_cycle(config: TrainingConfig, position: float, length: float, step: float) -> float:
    """How much of its cycle is over at ``position`` of ``length`` epochs; each is so many times as long as the last."""
    relative = [config.cycle_growth ** (number + 1 - config.cycles) for number in range(config.cycles)]
    *earlier, last = (length * part / sum(relative) for part in relative)
    for cycle in earlier:
        if position + _ROUNDING * step < cycle:
            return position / cycle
        position = max(position - cycle, 0.0)
    return position / last


def _one_cycle(config: TrainingConfig, number: float, steps: float) -> float:
    """Step ``number`` (from 0) of ``steps``: up to the full rate and down again (Smith and Topin, 2018).

    The momentum is left alone.
    """
    peak, last = config.peak_at * steps - 1, steps - 1
    if number <= peak + _ROUNDING:
        return _between(config.start_factor, 1.0, number / peak if peak > 0 else 1.0)
    return _between(1.0, config.final_factor, (number - peak) / (last - peak) if last > peak else 1.0)


def curve(config: TrainingConfig, steps_per_epoch: int, points: int = 400) -> list[tuple[float, float]]:
    """The learning rate over the run for a picture, as (epochs, rate) at each step, or at ``points`` of many.

    A plateau is drawn as constant: when the validation stops getting better is not known before.
    """
    total, step = config.epochs * steps_per_epoch, 1 / steps_per_epoch
    shown = min(total, max(points, 2))
    numbers = [round(place * (total - 1) / (shown - 1)) for place in range(shown)] if shown > 1 else [0]
    progress = [number // steps_per_epoch + number % steps_per_epoch / steps_per_epoch for number in numbers]
    return [(epochs, config.learning_rate * rate_factor(config, epochs, step)) for epochs in progress]


@dataclass(slots=True)
class Plateau:
    """Lowers the rate when the loss stops falling, as torch's ``ReduceLROnPlateau`` (minimum, relative threshold).

    ``factor`` is what the rate is multiplied by, ``best`` the lowest loss so far, ``bad_epochs`` how many epochs in a
    row have not been better.
    """

    factor: float = 1.0
    best: float | None = None
    bad_epochs: int = 0

    def update(self, config: TrainingConfig, value: float) -> None:
        """Heed the loss of an epoch; NaN is not better. Other schedules than plateau leave the factor alone."""
        if config.schedule != "plateau":
            return
        best = math.inf if self.best is None else self.best
        if value < best * (1 - config.plateau_threshold):
            self.best, self.bad_epochs = value, 0
        else:
            self.bad_epochs += 1
        if self.bad_epochs > config.plateau_patience:
            self.factor *= config.rate_factor
            self.bad_epochs = 0

    def to_data(self) -> dict[str, Any]:
        """Plain JSON data."""
        return {"factor": self.factor, "best": self.best, "bad_epochs": self.bad_epochs}

    @classmethod
    def from_data(cls, data: Mapping[str, Any]) -> "Plateau":
        """The inverse of :meth:`to_data`. Raises :class:`KeyError`, :class:`TypeError` or :class:`ValueError`."""
        best = data["best"]
        return cls(float(data["factor"]), None if best is None else float(best), int(data["bad_epochs"]))
