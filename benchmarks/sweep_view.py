"""Does the window stay smooth while a sweep of many trials runs?

``uv run python -m benchmarks.sweep_view`` shows a sweep of ``--trials`` made-up trials, a twentieth of which are
under way, in the page of the sweeps as it stands in a window of 1280x720. Its state changes at every look: running
trials gain an epoch, some end and others begin. Meanwhile each plot stands open for a while, an axis of the parallel
coordinates is brushed up and down, and the table is sorted and scrolled. It prints a Markdown table: how long the
processor works between two beats of the event loop in each of these, how late the beats come, and how long it takes
until all lines of the parallel coordinates are painted. Needs no display.

``work`` is the processor's time of the window's thread, which other programs on the machine do not lengthen.
"""

import argparse
import math
import os
import random
import tempfile
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from benchmarks.event_loop import Beat, percentile, wait
from benchmarks.machine import machine_line, table

if TYPE_CHECKING:
    from engine.sweeps.dimension import Value
    from engine.sweeps.trials import SweepState, Trial
    from gui.sweeps.page import SweepsPage

WORK_TARGET_MS = 50.0
"""From this on a person notices that the window stands still."""
_EPOCHS = 10
_PLOTS = ("parallel", "history", "importance", "slice", "contour", "pareto")


class ChangingSweep:
    """A sweep that is always under way: each look finds some trials further on. It trains nothing."""

    def __init__(self, state: "SweepState") -> None:
        self._state = state
        self._random = random.Random(1)

    def start(self) -> None: ...
    def pause(self) -> None: ...
    def resume(self) -> None: ...
    def stop(self) -> None: ...
    def extend(self, trials: int) -> None: ...

    def join(self, timeout: float | None = None) -> bool:
        """Whether it has ended: never."""
        return False

    def snapshot(self) -> "SweepState":
        """The next state: as one by a real sweep it shares every trial that did not change."""
        trials = list(self._state.trials)
        for place, trial in enumerate(trials):
            if trial.state == "running" and self._random.random() < 0.5:
                trials[place] = further(trial)
        if len(trials) < self._state.planned:
            trials.append(begun(len(trials), self._random))
        self._state = replace(self._state, trials=tuple(trials))
        return self._state


def begun(number: int, draw: random.Random) -> "Trial":
    """A trial that has just been begun."""
    from engine.sweeps.trials import Trial

    values: dict[str, Value] = {
        "learning_rate": 10 ** draw.uniform(-4, -1),
        "conv1.out_channels": (first := draw.randint(8, 64)),
        "conv2.out_channels": (second := draw.randint(8, 128)),
        "optimizer": draw.choice(["adam", "sgd", "lion"]),
        "batch_size": draw.choice([32, 64, 128, 256]),
        "weight_decay": draw.uniform(0, 0.1),
    }
    parameters = first * 400 + second * 1000
    return Trial(number, "running", values, {"parameters": parameters}, {}, _EPOCHS, f"trial-{number}")


def further(trial: "Trial") -> "Trial":
    """The trial an epoch later; after its last epoch it is completed."""
    epoch = len(trial.intermediate) + 1
    rate = float(trial.values["learning_rate"])  # type: ignore[arg-type]
    reached = 0.99 - 0.02 * (math.log10(rate) + 2.5) ** 2 - 0.2 / epoch
    course = {**trial.intermediate, epoch: reached}
    if epoch < _EPOCHS:
        return replace(trial, intermediate=course)
    measures = {**trial.measures, "validation_accuracy": reached, "seconds": 5.0}
    return replace(trial, state="completed", intermediate=course, measures=measures)


def make_page(trials: int, folder: Path) -> "SweepsPage":
    """The page, showing a sweep with so many trials."""
    from engine.project import Project
    from engine.runs.store import RunStore
    from engine.sweeps.dimension import Dimension
    from engine.sweeps.space import SearchSpace
    from engine.sweeps.store import SweepStore
    from engine.sweeps.sweep import Objective, SweepSettings
    from engine.sweeps.trials import SweepState
    from gui.model.document import ProjectDocument
    from gui.sweeps.page import SweepsPage

    space = SearchSpace(
        (
            Dimension("learning_rate", "real", 1e-4, 0.1, log=True),
            Dimension("conv1.out_channels", "integer", 8, 64),
            Dimension("conv2.out_channels", "integer", 8, 128),
            Dimension("optimizer", "choice", choices=("adam", "sgd", "lion")),
            Dimension("batch_size", "choice", choices=(32, 64, 128, 256)),
            Dimension("weight_decay", "real", 0, 0.1),
        )
    )
    aims = (Objective.of("validation_accuracy"), Objective.of("parameters"))
    settings = SweepSettings(trials=2 * trials, objectives=aims, workers=8)
    project = Project.from_template()
    sweep = SweepStore(folder / "sweeps").create(project, space, settings)
    draw = random.Random(0)
    found = []
    for number in range(trials):
        trial = begun(number, draw)
        while trial.state == "running" and number < trials - trials // 20:
            trial = further(trial)
        found.append(trial)
    state = SweepState(sweep.name, sweep.folder, "running", settings, space, 2 * trials, tuple(found))
    page = SweepsPage(
        ProjectDocument(project), RunStore(), SweepStore(folder / "sweeps"), lambda _sweep: ChangingSweep(state)
    )
    page.resize(1280, 610)
    page.show()
    page.at_work.begin(sweep)
    page.show_sweep(sweep.folder)
    return page


def measure(page: "SweepsPage", seconds: float) -> list[tuple[str, Beat]]:
    """What the event loop does while things are looked at and handled."""
    from PySide6.QtCore import Qt

    from gui.sweeps.parallel_plot import ParallelPlot

    plots, found = page.one.plots, []

    def during(name: str, act: Callable[[float], None]) -> None:
        with Beat() as beat:
            end = time.perf_counter() + seconds
            while (left := end - time.perf_counter()) > 0:
                act(1 - left / seconds)
                wait(16)
        found.append((name, beat))

    def brush(share: float) -> None:
        parallel: ParallelPlot = plots.parallel
        middle = 0.5 + 0.4 * math.sin(share * 4 * math.pi)
        parallel.brushes.put("learning_rate", middle - 0.1, middle + 0.1)
        parallel.ask_brushes()

    def sort(share: float) -> None:
        table = page.one.table
        bar = table.verticalScrollBar()
        bar.setValue(int(bar.maximum() * (0.5 + 0.5 * math.sin(share * 4 * math.pi))))
        order = Qt.SortOrder.AscendingOrder if int(share * 6) % 2 else Qt.SortOrder.DescendingOrder
        table.sort_by("validation_accuracy", order)

    for index, name in enumerate(_PLOTS):
        plots.setCurrentIndex(index)
        wait(300)
        during(f"{name} open", lambda _share: None)
    plots.setCurrentIndex(0)
    wait(300)
    during("an axis brushed", brush)
    plots.parallel.clear_brushes()
    during("table sorted and scrolled", sort)
    return found


def time_to_lines(page: "SweepsPage") -> float:
    """Milliseconds until all lines are painted anew."""
    parallel = page.one.plots.parallel
    page.one.plots.setCurrentIndex(0)
    page.follower.rest()
    start = time.perf_counter()
    parallel.choose_objective(1)
    parallel.repaint()
    while not parallel.is_whole:
        wait(2)
    return (time.perf_counter() - start) * 1000


def main() -> int:
    """Measure and print the table; returns 1 where a target is missed."""
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("--trials", type=int, default=1000)
    arguments.add_argument("--seconds", type=float, default=4.0, help="for each of the things that are done")
    chosen = arguments.parse_args()
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    with tempfile.TemporaryDirectory() as home:
        os.environ["NETWRIGHT_HOME"] = home
        from gui import startup
        from gui.preferences import Preferences

        application = startup.prepare_application(Preferences())
        page = make_page(chosen.trials, Path(home))
        wait(1500)
        found = measure(page, chosen.seconds)
        lines = time_to_lines(page)
        page.stop()
        page.close()
        del application
    rows, missed = [], False
    for name, beat in found:
        usual, most = percentile(beat.works, 0.95), beat.most_work
        missed |= most > WORK_TARGET_MS
        rows.append(
            [
                name,
                f"{usual:.1f} ms, at most {most:.1f} ms",
                f"{beat.delay(0.95):.1f} ms, at most {beat.longest:.1f} ms",
                f"work ≤ {WORK_TARGET_MS:.0f} ms",
            ]
        )
    rows.append(["all lines painted anew", f"after {lines:.0f} ms", "", ""])
    print(machine_line())
    print()
    print(table([f"{chosen.trials:,} trials", "work between two beats, 95 %", "beats late by, 95 %", "target"], rows))
    return int(missed)


if __name__ == "__main__":
    raise SystemExit(main())
