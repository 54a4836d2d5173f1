"""Sweeps of made-up trials: a search whose answer is known."""

import math
import random
from dataclasses import replace
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from engine.project import Project
from engine.sweeps.dimension import Dimension, Value
from engine.sweeps.space import SearchSpace
from engine.sweeps.sweep import Measure, Objective, SweepSettings, parse_constraint
from engine.sweeps.trials import SweepState, Trial
from gui.sweeps.one_sweep import OneSweep
from gui.sweeps.trial_columns import ColumnBuilder, Titles

SPACE = SearchSpace(
    (
        Dimension("learning_rate", "real", 1e-4, 0.1, log=True),
        Dimension("conv1.out_channels", "integer", 8, 64),
        Dimension("optimizer", "choice", choices=("adam", "sgd", "lion")),
    )
)
SETTINGS = SweepSettings(
    trials=100,
    objectives=(Objective.of("validation_accuracy"), Objective.of("parameters")),
    constraints=(parse_constraint("parameters <= 200000"),),
)
LIMIT = 200_000


def trial(number: int) -> Trial:
    """A trial whose accuracy falls with the distance of its learning rate from 0.003, and grows with its channels."""
    draw = random.Random(number)
    rate, channels = 10 ** draw.uniform(-4, -1), draw.randint(8, 64)
    optimizer = draw.choice(["adam", "sgd", "lion"])
    values: dict[str, Value] = {"learning_rate": rate, "conv1.out_channels": channels, "optimizer": optimizer}
    parameters = channels * 4000
    accuracy = 0.99 - 0.02 * (math.log10(rate) + 2.5) ** 2 + channels / 10_000
    if parameters > LIMIT:
        return Trial(number, "infeasible", values, {"parameters": parameters}, epochs=3)
    course = {epoch: accuracy - 0.1 / epoch for epoch in (1, 2, 3)}
    measures: dict[Measure, float] = {
        "parameters": parameters,
        "validation_accuracy": accuracy,
        "seconds": 4.0 + number % 3,
    }
    return Trial(number, "completed", values, measures, course, 3, f"run-{number}")


def sweep_state(count: int = 60, **changes: object) -> SweepState:
    """A sweep with so many trials."""
    trials = tuple(trial(number) for number in range(count))
    state = SweepState("a-sweep", Path("a-sweep"), "running", SETTINGS, SPACE, 100, trials)
    return replace(state, **changes)  # type: ignore[arg-type]


class Shown:
    """A shown sweep and what makes its views, as the page does it."""

    def __init__(self, qtbot: QtBot, state: SweepState | None = None) -> None:
        self.one, self.builder = OneSweep(), ColumnBuilder()
        self.titles = Titles.of(Project.from_template(), state or sweep_state(0))
        qtbot.addWidget(self.one)
        self.one.resize(1000, 760)
        self.one.show()
        qtbot.waitExposed(self.one)

    def show(self, state: SweepState) -> SweepState:
        """Show a state of it."""
        self.one.show_view(self.builder.build(state, self.titles), True)
        return state


@pytest.fixture
def shown(qtbot: QtBot) -> Shown:
    return Shown(qtbot)
