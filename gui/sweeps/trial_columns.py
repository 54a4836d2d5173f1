"""A sweep's trials as columns: only what changed since the last time is looked at. It knows no Qt object."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from engine.project import Project
from engine.sweeps.dimension import Dimension, Value
from engine.sweeps.sweep import Measure
from engine.sweeps.trials import SweepState, Trial
from gui.sweeps.columns import Column, TrialColumns
from gui.sweeps.words import dimension_title, dimension_value_text, measure_title

_WHOLE: tuple[Measure, ...] = ("parameters", "multiply_adds")
_GROWTH = 256


@dataclass(frozen=True, slots=True, eq=False)
class Titles:
    """What the axes of a sweep are called, in the language of when it was made."""

    parameters: dict[str, str]
    categories: dict[str, tuple[str, ...]]
    measures: dict[Measure, str]

    @classmethod
    def of(cls, project: Project, state: SweepState) -> Titles:
        """The titles of a sweep over that project."""
        return cls(
            {dimension.name: dimension_title(project, dimension.name) for dimension in state.space},
            {
                dimension.name: tuple(dimension_value_text(project, dimension.name, one) for one in dimension.choices)
                for dimension in state.space
            },
            {objective.measure: measure_title(objective.measure) for objective in state.settings.objectives},
        )


@dataclass(frozen=True, slots=True, eq=False)
class SweepView:
    """A sweep at one moment, ready to be shown."""

    state: SweepState
    columns: TrialColumns
    changed: tuple[int, ...]
    """Rows that are new or other than at the last time."""


class ColumnBuilder:
    """Makes a :class:`SweepView` of each state; one sweep has one builder, used by one thread at a time."""

    def __init__(self) -> None:
        self._seen: list[Trial] = []
        self._figures: NDArray[np.float64] = np.empty((0, 0))
        self._positions: dict[str, dict[tuple[type, Value], int]] = {}
        self._view: SweepView | None = None
        self._titles: Titles | None = None

    def build(self, state: SweepState, titles: Titles) -> SweepView:
        """The state with its columns, which are the same object while nothing changed."""
        _ = state.pareto, state.counts  # kept by the state: the window asks for them and must not work them out
        dimensions, objectives = state.space.dimensions, state.settings.objectives
        if not self._positions:
            self._positions = {one.name: _positions(one) for one in dimensions}
        changed = [
            row
            for row, trial in enumerate(state.trials)
            if row >= len(self._seen) or (trial is not self._seen[row] and trial != self._seen[row])
        ]
        if self._view is not None and not changed and titles is self._titles and len(state.trials) == len(self._seen):
            self._view = SweepView(state, self._view.columns, ())
            return self._view
        width = len(dimensions) + len(objectives)
        if self._view is None or len(self._figures) < len(state.trials):
            grown = np.full((len(state.trials) + _GROWTH, width), np.nan)
            grown[: len(self._figures)] = self._figures.reshape(-1, width)
            self._figures = grown
        for row in changed:
            trial = state.trials[row]
            for place, dimension in enumerate(dimensions):
                self._figures[row, place] = self._figure(dimension, trial)
            for place, value in enumerate(trial.objectives(objectives), len(dimensions)):
                self._figures[row, place] = math.nan if value is None else value
        self._seen, self._titles = list(state.trials), titles
        self._view = SweepView(state, self._columns(state, titles), tuple(changed))
        return self._view

    def _figure(self, dimension: Dimension, trial: Trial) -> float:
        value = trial.values.get(dimension.name)
        if dimension.kind == "choice":
            known = dimension.name in trial.values
            return self._positions[dimension.name][type(value), value] if known else math.nan
        return float(value) if isinstance(value, int | float) else math.nan

    def _columns(self, state: SweepState, titles: Titles) -> TrialColumns:
        trials, dimensions = state.trials, state.space.dimensions
        figures = self._figures[: len(trials)].copy()
        measured = np.isfinite(figures[:, len(dimensions) :]).all(axis=1)
        states = np.array([trial.state for trial in trials], "U10")
        return TrialColumns(
            numbers=np.array([trial.number for trial in trials], np.int64),
            completed=measured & ((states == "completed") | (states == "infeasible")),
            feasible=states != "infeasible",
            parameters=tuple(_parameter(one, figures[:, place], titles) for place, one in enumerate(dimensions)),
            objectives=tuple(
                Column(
                    one.measure,
                    titles.measures[one.measure],
                    figures[:, place],
                    whole=one.measure in _WHOLE,
                    percent=one.measure == "validation_accuracy",
                    maximised=one.direction == "maximize",
                )
                for place, one in enumerate(state.settings.objectives, len(dimensions))
            ),
        )


def _positions(dimension: Dimension) -> dict[tuple[type, Value], int]:
    return {(type(choice), choice): place for place, choice in enumerate(dimension.choices)}


def _parameter(dimension: Dimension, values: NDArray[np.float64], titles: Titles) -> Column:
    choice = dimension.kind == "choice"
    return Column(
        dimension.name,
        titles.parameters[dimension.name],
        values,
        categories=titles.categories[dimension.name] if choice else (),
        logarithmic=dimension.log,
        whole=dimension.kind == "integer",
        limits=None if choice else (dimension.low, dimension.high),
    )
