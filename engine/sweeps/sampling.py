"""Dimensions, samplers and pruners as Optuna knows them. It imports Optuna."""

import hashlib
import json
from collections.abc import Callable, Sequence
from typing import Any

import optuna
from optuna.distributions import BaseDistribution, CategoricalDistribution, FloatDistribution, IntDistribution
from optuna.pruners import BasePruner, HyperbandPruner, MedianPruner, NopPruner
from optuna.samplers import BaseSampler, CmaEsSampler, GridSampler, RandomSampler, TPESampler
from optuna.study import Study
from optuna.trial import FrozenTrial, TrialState

from engine.sweeps.dimension import Dimension, Value
from engine.sweeps.space import SearchSpace
from engine.sweeps.sweep import SweepSettings

optuna.logging.set_verbosity(optuna.logging.ERROR)  # it would tell each trial on stderr


def distribution_of(dimension: Dimension) -> BaseDistribution:
    """The values of a dimension. Choices go by their JSON, for storages keep plain texts alone."""
    if dimension.kind == "choice":
        return CategoricalDistribution([_label(choice) for choice in dimension.choices])
    low, high, step = dimension.low, dimension.top, dimension.step
    if dimension.kind == "integer":
        return IntDistribution(int(low), int(high), log=dimension.log, step=int(step or 1))
    return FloatDistribution(low, high, log=dimension.log, step=step)


def value_of(dimension: Dimension, stored: Any) -> Value:
    """The value that Optuna chose."""
    if dimension.kind == "choice":
        return next(choice for choice in dimension.choices if _label(choice) == stored)
    return int(stored) if dimension.kind == "integer" else float(stored)


def stored_value(dimension: Dimension, value: Value) -> Any:
    """What Optuna keeps of a value; the inverse of :func:`value_of`."""
    return _label(value) if dimension.kind == "choice" else value


def make_sampler(settings: SweepSettings, space: SearchSpace) -> BaseSampler:
    """The sampler that was asked for, its random numbers a function of (seed, trial)."""
    if settings.sampler == "grid":
        grid = {dimension.name: _stored_grid(dimension) for dimension in space}
        return SeededByTrial(lambda _: GridSampler(grid, seed=settings.seed), settings.seed, same=True)
    makers: dict[str, Callable[[int], BaseSampler]] = {
        "random": lambda seed: RandomSampler(seed=seed),
        "tpe": lambda seed: TPESampler(seed=seed),
        "cmaes": lambda seed: CmaEsSampler(seed=seed, warn_independent_sampling=False),
    }
    return SeededByTrial(makers[settings.sampler], settings.seed)


def make_pruner(settings: SweepSettings, epochs: int) -> BasePruner:
    """The pruner that was asked for, for trials of so many epochs."""
    if settings.pruner == "median":
        return MedianPruner()
    if settings.pruner == "hyperband":
        return HyperbandPruner(min_resource=1, max_resource=epochs)
    return NopPruner()


class SeededByTrial(BaseSampler):
    """A sampler that is made anew for each trial, with a seed of its own.

    So a search that goes on after a kill does not repeat what it drew before, programs that share a storage do not draw
    the same, and a trial that is taken over gets the values that it would have had.
    """

    def __init__(self, make: Callable[[int], BaseSampler], seed: int, *, same: bool = False) -> None:
        """``same`` says that the sampler does not depend on the trial, and is made once."""
        self._make, self._seed, self._same = make, seed, same
        self._sampler = make(seed)

    def before_trial(self, study: Study, trial: FrozenTrial) -> None:
        if not self._same:
            digest = hashlib.sha256(f"{self._seed}/{trial.number}".encode()).digest()
            self._sampler = self._make(int.from_bytes(digest[:4], "little"))
        self._sampler.before_trial(study, trial)

    def infer_relative_search_space(self, study: Study, trial: FrozenTrial) -> dict[str, BaseDistribution]:
        return self._sampler.infer_relative_search_space(study, trial)

    def sample_relative(
        self, study: Study, trial: FrozenTrial, search_space: dict[str, BaseDistribution]
    ) -> dict[str, Any]:
        return self._sampler.sample_relative(study, trial, search_space)

    def sample_independent(
        self, study: Study, trial: FrozenTrial, param_name: str, param_distribution: BaseDistribution
    ) -> Any:
        return self._sampler.sample_independent(study, trial, param_name, param_distribution)

    def after_trial(self, study: Study, trial: FrozenTrial, state: TrialState, values: Sequence[float] | None) -> None:
        if not self._same:  # the grid's would end a loop that is not Optuna's own
            self._sampler.after_trial(study, trial, state, values)


def _stored_grid(dimension: Dimension) -> list[str | float]:
    if dimension.kind == "choice":
        return [_label(choice) for choice in dimension.choices]
    return [value for value in dimension.grid if isinstance(value, int | float)]


def _label(value: Value) -> str:
    return json.dumps(value)
