"""The curves of many runs: over steps, epochs and time, thinned, and as the mean of several seeds with its band."""

from pathlib import Path

import numpy as np
import pytest

from engine.runs.store import RunStore
from gui.comparison.courses import CURVE_KINDS, Courses, Line, read_courses
from tests.gui.comparison.conftest import EPOCHS, STEPS


def read(store: RunStore, *names: str, smoothing: float = 1.0, by_seeds: bool = False, known: object = None) -> Courses:
    folders = [store.root / name for name in names]
    return read_courses(folders, smoothing, by_seeds, known or {}, lambda *_: None, lambda: None)  # type: ignore[arg-type]


def test_a_run_has_every_curve_over_steps_epochs_and_time(store: RunStore) -> None:
    (course,) = read(store, "slow1").courses
    assert set(course.lines) == set(CURVE_KINDS)
    assert course.lines["train_loss"].values == pytest.approx(2.2 / np.arange(1, STEPS + 1))
    assert course.lines["val_accuracy"].at(20) == pytest.approx(0.9189)
    assert course.lines["learning_rate"].at(STEPS) == pytest.approx(0.001)
    steps = np.array([0.0, 15, 40, 50])
    assert course.clock.across(steps, "epoch").tolist() == [0, 1.5, 4, 5], "beyond the last epoch it goes on"
    assert course.clock.across(steps, "time").tolist() == [0, 22.5, 60, 75]
    for over in ("step", "epoch", "time"):
        assert course.clock.steps_at(course.clock.across(steps, over), over) == pytest.approx(steps)


def test_seeds_become_their_mean_and_standard_deviation(store: RunStore) -> None:
    together, alone = read(store, "slow1", "slow2", "fast1", by_seeds=True).courses
    assert together.group.name == "slow1 ×2"
    line = together.lines["train_loss"]
    one, other = 2.2 / np.arange(1, STEPS + 1), 2.4 / np.arange(1, STEPS + 1)
    assert line.values == pytest.approx((one + other) / 2)
    assert line.low is not None
    assert line.high is not None
    assert line.high - line.values == pytest.approx((other - one) / np.sqrt(2), rel=1e-3)
    assert line.values - line.low == pytest.approx((other - one) / np.sqrt(2), rel=1e-3)
    assert together.lines["val_loss"].values == pytest.approx([0.115] * EPOCHS)
    assert alone.lines["train_loss"].low is None


def test_a_part_has_no_more_points_than_two_a_pixel_and_keeps_the_peaks() -> None:
    values = np.random.default_rng(0).random(20_000).astype(np.float32)
    values[12_345] = 9.0
    steps, drawn, _, _ = Line(values).part(0, 20_000, 500)
    assert len(drawn) <= 2 * 500 + 2 * 500 * 0.05 + 2
    assert drawn.max() == 9.0
    assert steps[0] <= 1
    steps, drawn, _, _ = Line(values).part(12_300, 12_400, 500)
    assert len(drawn) <= 103, "what is seen is shown whole"


def test_only_what_changed_is_read_again(store: RunStore) -> None:
    first = read(store, "slow1", "fast1")
    again = read(store, "slow1", "fast1", known=first.known)
    folder = store.root / "slow1"
    assert all(again.known[place] is first.known[place] for place in again.known)
    with (folder / "metrics.jsonl").open("ab") as file:
        file.write(b'{"kind":"steps","epoch":5,"first_step":41,"losses":[0.5],"accuracies":[0.5]}\n')
    grown = read(store, "slow1", "fast1", known=again.known)
    assert len(grown.courses[0].lines["train_loss"].values) == STEPS + 1
    assert grown.known[store.root / "fast1"] is first.known[store.root / "fast1"]


def test_runs_that_are_damaged_gone_or_without_metrics_are_told_and_hold_up_no_other(store: RunStore) -> None:
    (store.root / "slow1" / "model.json").write_text("{")
    (store.root / "fast1" / "metrics.jsonl").unlink()
    found = read(store, "slow1", "fast1", "slow2", "gone", by_seeds=True)
    assert [course.key for course in found.courses] == [
        str(store.root / name) for name in ("slow1", "fast1", "slow2", "gone")
    ]
    assert "model.json" in str(found.figures[0].note)
    assert len(found.courses[1].lines["train_loss"].values) == 0
    assert "metadata.json is missing" in str(found.figures[3].note)
    assert isinstance(found.figures[3].run.folder, Path)
