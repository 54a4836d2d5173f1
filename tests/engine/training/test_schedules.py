"""Schedules give torch's learning rates at every step; warm-up, plateau and the picture before the run."""

import json
import math
import subprocess
import sys
from collections.abc import Callable
from typing import Any, get_args

import pytest
import torch
from torch.optim import lr_scheduler
from torch.optim.lr_scheduler import LRScheduler

from engine.training.config import ScheduleName, TrainingConfig
from engine.training.schedules import Plateau, curve, rate_factor

EPOCHS, STEPS, RATE = 7, 13, 0.3
TOTAL = EPOCHS * STEPS

Scheduler = Callable[[torch.optim.Optimizer], LRScheduler]


def config_of(**settings: Any) -> TrainingConfig:
    return TrainingConfig.model_validate({"epochs": EPOCHS, "learning_rate": RATE, **settings})


def ours(config: TrainingConfig, steps: int = STEPS) -> list[float]:
    """The rate of every step, with the progress summed up as a trainer does."""
    return [
        config.learning_rate * rate_factor(config, epoch + number / steps, 1 / steps)
        for epoch in range(config.epochs)
        for number in range(steps)
    ]


def torchs(make: Scheduler) -> list[float]:
    optimizer = torch.optim.SGD([torch.nn.Parameter(torch.zeros(()))], lr=RATE)
    scheduler = make(optimizer)
    rates = []
    for number in range(TOTAL):
        rates.append(float(optimizer.param_groups[0]["lr"]))
        optimizer.step()
        if number < TOTAL - 1:  # one cycle refuses a step after its last
            scheduler.step()
    return rates


CASES: dict[str, tuple[dict[str, Any], Scheduler]] = {
    "constant": ({}, lambda optimizer: lr_scheduler.ConstantLR(optimizer, 1.0)),
    "step": (
        {"schedule": "step", "step_epochs": 2, "rate_factor": 0.5},
        lambda optimizer: lr_scheduler.StepLR(optimizer, 2 * STEPS, 0.5),
    ),
    "multistep": (
        {"schedule": "multistep", "milestones": (1, 3, 6), "rate_factor": 0.5},
        lambda optimizer: lr_scheduler.MultiStepLR(optimizer, [STEPS, 3 * STEPS, 6 * STEPS], 0.5),
    ),
    "exponential": (
        {"schedule": "exponential", "epoch_factor": 0.7},
        lambda optimizer: lr_scheduler.ExponentialLR(optimizer, 0.7 ** (1 / STEPS)),
    ),
    "cosine": (
        {"schedule": "cosine", "final_factor": 0.1},
        lambda optimizer: lr_scheduler.CosineAnnealingLR(optimizer, TOTAL, eta_min=0.1 * RATE),
    ),
    "equal cycles": (
        {"schedule": "cosine", "cycles": 7, "final_factor": 0.1},
        lambda optimizer: lr_scheduler.CosineAnnealingWarmRestarts(optimizer, STEPS, eta_min=0.1 * RATE),
    ),
    "growing cycles": (
        {"schedule": "cosine", "cycles": 3, "cycle_growth": 2.0},
        lambda optimizer: lr_scheduler.CosineAnnealingWarmRestarts(optimizer, STEPS, T_mult=2),
    ),
    "polynomial": (
        {"schedule": "polynomial", "power": 2.0},
        lambda optimizer: lr_scheduler.PolynomialLR(optimizer, TOTAL, 2.0),
    ),
    "warm-up, then cosine": (
        {"schedule": "cosine", "warmup_epochs": 2},
        lambda optimizer: lr_scheduler.SequentialLR(
            optimizer,
            [
                lr_scheduler.LinearLR(optimizer, 1 / (2 * STEPS), total_iters=2 * STEPS - 1),
                lr_scheduler.CosineAnnealingLR(optimizer, 5 * STEPS),
            ],
            [2 * STEPS],
        ),
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", CASES)
def test_every_steps_rate_is_torchs(name: str) -> None:
    settings, scheduler = CASES[name]
    assert ours(config_of(**settings)) == pytest.approx(torchs(scheduler), rel=1e-6, abs=1e-9)


@pytest.mark.parametrize("peak", [0.0, 0.01, 0.3, 0.5, 1.0])
def test_one_cycle_is_torchs_wherever_its_peak_is(peak: float) -> None:
    config = config_of(schedule="one_cycle", peak_at=peak, start_factor=0.1, final_factor=0.001)

    def one_cycle(optimizer: torch.optim.Optimizer) -> LRScheduler:
        return lr_scheduler.OneCycleLR(
            optimizer, RATE, TOTAL, pct_start=peak, div_factor=10, final_div_factor=100, cycle_momentum=False
        )

    assert ours(config) == pytest.approx(torchs(one_cycle), rel=1e-6)


def test_one_cycle_begins_at_its_start_factor_peaks_and_ends_at_its_final_factor() -> None:
    rates = ours(config_of(schedule="one_cycle", start_factor=0.25, peak_at=0.4, final_factor=0.02, epochs=10), 10)
    assert rates[0] == pytest.approx(0.25 * RATE)
    assert rates.index(max(rates)) == 39
    assert max(rates) == pytest.approx(RATE)
    assert rates[-1] == pytest.approx(0.02 * RATE)


@pytest.mark.parametrize("steps", range(1, 40))
def test_a_peak_at_the_very_end_is_the_last_steps_rate(steps: int) -> None:
    config = config_of(schedule="one_cycle", peak_at=1.0, final_factor=0.0, epochs=1)
    assert rate_factor(config, (steps - 1) / steps, 1 / steps) == pytest.approx(1.0)


@pytest.mark.parametrize("schedule", get_args(ScheduleName))
def test_a_warm_up_rises_evenly_from_near_zero_and_the_rest_spans_what_is_left(schedule: str) -> None:
    settings = {"schedule": schedule, "start_factor": 1.0, "step_epochs": 100, "milestones": (100,)}
    rates = ours(config_of(**settings, warmup_epochs=1.5, epochs=6), 10)
    assert rates[:15] == pytest.approx([RATE * (number + 1) / 15 for number in range(15)])
    if schedule not in ("step", "multistep"):
        rest = config_of(**settings, epochs=4)
        expected = [RATE * rate_factor(rest, number / 9, 1 / 9) for number in range(36)]
        found = ours(config_of(**settings, warmup_epochs=2, epochs=6), 9)
        assert found[18:] == pytest.approx(expected)


def test_the_epochs_of_steps_count_from_the_start_of_the_run() -> None:
    rates = ours(config_of(schedule="step", step_epochs=2, rate_factor=0.5, warmup_epochs=1, epochs=4), 4)
    assert rates[4:8] == pytest.approx([RATE] * 4)
    assert rates[8:] == pytest.approx([RATE / 2] * 8)


@pytest.mark.parametrize("schedule", get_args(ScheduleName))
@pytest.mark.parametrize("warmup", [0.0, 3.0, 50.0])
def test_every_rate_is_between_zero_and_the_full_one_also_in_tiny_runs(schedule: str, warmup: float) -> None:
    for epochs, steps in ((1, 1), (1, 2), (2, 1), (3, 7)):
        for extreme in (0.0, 1.0):
            config = config_of(
                schedule=schedule, warmup_epochs=warmup, epochs=epochs, cycles=5, cycle_growth=3.0, peak_at=extreme
            )
            assert all(0 <= rate <= RATE * (1 + 1e-9) for rate in ours(config, steps))


def test_a_progress_that_is_a_sum_of_steps_does_not_miss_a_border() -> None:
    config = config_of(schedule="cosine", cycles=7)
    for steps in (3, 7, 938):
        progress = 0.0
        for number in range(EPOCHS * steps):
            assert rate_factor(config, progress, 1 / steps) == pytest.approx(
                rate_factor(config, number // steps + number % steps / steps, 1 / steps), abs=1e-9
            )
            progress += 1 / steps


def test_cycles_that_grow_beyond_all_numbers_end_as_one() -> None:
    many = config_of(schedule="cosine", cycles=1000, cycle_growth=10.0)
    assert ours(many)[TOTAL // 5 :] == pytest.approx(
        ours(config_of(schedule="cosine", cycles=9, cycle_growth=10.0))[TOTAL // 5 :]
    )


def test_the_picture_has_every_step_of_a_short_run_and_enough_of_a_long_one() -> None:
    config = config_of(schedule="cosine", warmup_epochs=1)
    every = curve(config, STEPS)
    assert [rate for _, rate in every] == pytest.approx(ours(config))
    assert [epochs for epochs, _ in every] == pytest.approx([number / STEPS for number in range(TOTAL)])
    some = curve(config_of(schedule="cosine", epochs=100), 750, points=200)
    assert len(some) == 200
    assert some[0] == (0.0, RATE)
    assert some[-1][0] == pytest.approx(100 - 1 / 750)
    assert curve(config_of(epochs=1), 1) == [(0.0, RATE)]


def test_a_plateau_is_drawn_as_constant() -> None:
    assert {rate for _, rate in curve(config_of(schedule="plateau"), STEPS)} == {RATE}


@pytest.mark.parametrize("patience", [0, 2])
def test_a_plateau_lowers_the_rate_as_torchs(patience: int) -> None:
    losses = [
        1.0,
        0.9,
        0.89,
        0.89,
        0.9,
        0.885,
        0.8,
        0.8,
        0.8,
        0.8,
        0.8,
        math.nan,
        0.9,
        0.1,
        0.2,
        0.2,
        0.2,
        0.2,
        0.2,
        0.2,
    ]
    optimizer = torch.optim.SGD([torch.nn.Parameter(torch.zeros(()))], lr=1.0)
    torchs = lr_scheduler.ReduceLROnPlateau(optimizer, factor=0.5, patience=patience, threshold=0.02)
    config = config_of(schedule="plateau", rate_factor=0.5, plateau_patience=patience, plateau_threshold=0.02)
    plateau = Plateau()
    for loss in losses:
        torchs.step(loss)
        plateau.update(config, loss)
        assert plateau.factor == pytest.approx(optimizer.param_groups[0]["lr"])
        assert plateau.bad_epochs == torchs.num_bad_epochs
    assert plateau.factor < 1


def test_a_plateau_comes_back_from_json_and_does_nothing_for_other_schedules() -> None:
    plateau, config = Plateau(), config_of(schedule="plateau", plateau_patience=0)
    assert Plateau.from_data(json.loads(json.dumps(plateau.to_data()))) == plateau
    for loss in (1.0, 2.0, 0.5, 0.7):
        plateau.update(config, loss)
    assert Plateau.from_data(json.loads(json.dumps(plateau.to_data()))) == plateau
    before = plateau.to_data()
    plateau.update(config_of(schedule="cosine"), 9.0)
    assert plateau.to_data() == before


def test_schedules_do_without_torch() -> None:
    program = "import sys, engine.training.schedules; print('torch' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, timeout=60, check=True)
    assert done.stdout.strip() == "False"
