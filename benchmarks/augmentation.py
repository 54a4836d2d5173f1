"""How many images a second augmentation changes, and what share of a training step that is.

``OMP_NUM_THREADS=2 uv run python -m benchmarks.augmentation``: the reference recipe (``mnist-cnn``, batch 64, Adam)
takes steps with and without rotation, shift and scaling in turn, in the same process; beside them batches are only
changed, and a product of matrices says how fast the processor is at that moment. Drawing an epoch's random numbers
counts, too. Medians over the rounds go to stdout as Markdown tables; each other operation follows by itself.
"""

import argparse
import os
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from statistics import median
from typing import Any

import torch

from benchmarks.machine import machine_line, table
from engine.data.augmenting.pipeline import Pipeline, make_pipeline
from engine.data.batches import Images
from engine.project import Project
from engine.training.checks import check_project
from engine.training.config.augmentations import operations, usual_strength
from engine.training.epoch import batches_left, inputs_of
from engine.training.setup import TrainingData, TrainingSetup, load_data, set_up
from engine.training.step import TrainingStep
from engine.training.step_buffer import StepBuffer

BATCH = 64
MOVED: dict[str, Any] = {"augment_rotation": 10.0, "augment_shift": 2.0, "augment_scale": 0.1}
IMAGES_TARGET, SHARE_TARGET = 20_000, 0.15
_SIDE = 1024


@dataclass
class Figures:
    """What each round gave."""

    gigaflops: list[float] = field(default_factory=list)
    plain: list[float] = field(default_factory=list)
    augmented: list[float] = field(default_factory=list)
    changing: list[float] = field(default_factory=list)
    """Seconds a batch; the first two of a whole step."""


def main() -> int:
    """Measure and print; returns 1 where a target is missed."""
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("--rounds", type=int, default=9)
    arguments.add_argument("--steps", type=int, default=40)
    chosen = arguments.parse_args()
    os.environ["NETWRIGHT_HOME"] = tempfile.mkdtemp()
    threads = torch.get_num_threads()  # measuring for the fastest way changes it
    project = Project.from_template("mnist-cnn")
    data = load_data(project, lambda text: None, lambda: None, torch.device("cpu"))
    plain = _setup(project, data, None)
    torch.set_num_threads(threads)
    moved = replace(project, training=project.training.model_copy(update=MOVED))
    augmented = _setup(moved, data, plain)
    drawing = _seconds(lambda: inputs_of(augmented, 1), 3) - _seconds(lambda: inputs_of(plain, 1), 3)
    per_batch = drawing / len(data.train) * BATCH
    figures = _measure(plain, augmented, chosen.rounds, chosen.steps, per_batch)
    print(f"{machine_line()}, {torch.get_num_threads()} threads\n")
    missed = _report(figures, per_batch)
    print()
    _report_each(data, chosen.steps)
    return int(missed)


def _setup(project: Project, data: TrainingData, like: TrainingSetup | None) -> TrainingSetup:
    analysis = check_project(project)[1]
    return set_up(project, analysis, data, lambda: None, lambda run: {}, None if like is None else like.plan)


def _measure(plain: TrainingSetup, augmented: TrainingSetup, rounds: int, steps: int, per_batch: float) -> Figures:
    takers = [_taker(setup) for setup in (plain, augmented)]
    change = _changer(augmented.train, augmented.augmenter)
    left, right = torch.randn(_SIDE, _SIDE), torch.randn(_SIDE, _SIDE)
    figures = Figures()
    for number in range(rounds + 1):
        turns = [(_seconds(takers[0], 1), _seconds(takers[1], 1)) for _ in range(steps)]
        found = (
            2 * _SIDE**3 / _seconds(lambda: torch.mm(left, right), 8) / 1e9,
            median(without for without, _ in turns),
            median(with_it for _, with_it in turns) + per_batch,
            _seconds(change, steps) + per_batch,
        )
        if number:  # the first one warms up
            for column, value in zip(
                (figures.gigaflops, figures.plain, figures.augmented, figures.changing), found, strict=True
            ):
                column.append(value)
    return figures


def _taker(setup: TrainingSetup) -> Callable[[], None]:
    """Takes the next step, one epoch after the other."""
    step = TrainingStep(setup, StepBuffer(setup.device), lambda text: None)
    setup.network.train()
    batches = (batch for epoch in range(1, 100) for batch, _ in batches_left(setup, epoch, 0))
    numbers = iter(range(1, 10**9))
    return lambda: step.take(next(batches), next(numbers), 1.0)


def _changer(train: Images, pipeline: Pipeline | None) -> Callable[[], object]:
    """Changes a batch as a step does, from bytes on."""
    assert pipeline is not None
    changes = pipeline.draws(BATCH, 0, 1)
    indices = torch.arange(BATCH)
    return lambda: train.gather(indices, lambda images: pipeline(images, changes))


def _seconds(act: Callable[[], object], times: int) -> float:
    """The median of so many calls in a row: where other work takes the processor away, a mean says nothing."""
    spent = []
    for _ in range(times):
        began = time.perf_counter()
        act()
        spent.append(time.perf_counter() - began)
    return median(spent)


def _report(figures: Figures, per_batch: float) -> bool:
    rate = BATCH / median(figures.changing)
    shares = [with_it / without - 1 for with_it, without in zip(figures.augmented, figures.plain, strict=True)]
    share = median(shares)
    rows = [
        ["rotation, shift, scaling", f"{rate:,.0f} images/s", f"≥ {IMAGES_TARGET:,}"],
        ["one batch changed", f"{1e3 * median(figures.changing):.2f} ms", ""],
        ["of which drawing random numbers", f"{1e3 * per_batch:.2f} ms", ""],
        ["a step without", f"{1e3 * median(figures.plain):.1f} ms", ""],
        ["a step with", f"{1e3 * median(figures.augmented):.1f} ms", ""],
        [
            "added to the step (paired)",
            f"{100 * share:.1f} % ({100 * min(shares):.1f} to {100 * max(shares):.1f})",
            f"≤ {100 * SHARE_TARGET:.0f} %",
        ],
        [
            f"product of matrices ({_SIDE})",
            f"{median(figures.gigaflops):.0f} GFLOP/s ({min(figures.gigaflops):.0f} to {max(figures.gigaflops):.0f})",
            "",
        ],
    ]
    print(table(("", "measured", "target"), rows))
    return rate < IMAGES_TARGET or share > SHARE_TARGET


def _report_each(data: TrainingData, steps: int) -> None:
    """Each operation by itself, as strong as usual."""
    rows = []
    for name, described in operations().items():
        config = Project.from_template("mnist-cnn").training.model_copy(update={name: usual_strength(name)})
        pipeline = make_pipeline(config, data.dataset.info.image_shape, data.device)
        change = _changer(data.train, pipeline)
        change()
        rows.append([described.label, f"{BATCH / _seconds(change, steps):,.0f}"])
    print(table(("operation", "images/s, without drawing"), rows))


if __name__ == "__main__":
    sys.exit(main())
