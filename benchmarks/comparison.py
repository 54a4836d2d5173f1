"""How long does the comparison of many long runs take to be read, drawn, and moved about in?

``uv run python -m benchmarks.comparison`` writes ``--runs`` runs of ``--steps`` steps into a folder of its own, opens
them in the comparison at 1,280 × 720 and prints a Markdown table. Needs no display; what a screen adds is not measured.
All but the first figure are the processor's time of the window's thread, which other programs do not lengthen; another
thread reads the curves. A movement is measured with all that the event loop does for it, down to the painting.
"""

import argparse
import os
import sys
import tempfile
import time
from collections.abc import Callable
from typing import TYPE_CHECKING

import numpy as np

from benchmarks.machine import machine_line, table

if TYPE_CHECKING:
    from engine.runs.run import Run
    from engine.runs.store import RunStore

FRAME_TARGET_MS, STALL_TARGET_MS = 33.0, 100.0
_EPOCHS = 20
_MOVES = 40


def main() -> int:
    """Measure and print; returns 1 where a target is missed."""
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("--runs", type=int, default=50)
    arguments.add_argument("--steps", type=int, default=20_000)
    chosen = arguments.parse_args()
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    with tempfile.TemporaryDirectory() as home:
        os.environ["NETWRIGHT_HOME"] = home
        rows, missed = _measure(chosen.runs, chosen.steps)
    print(machine_line())
    print()
    print(table(["", "measured", "target"], rows))
    return int(missed)


def _measure(count: int, steps: int) -> tuple[list[list[str]], bool]:
    from PySide6.QtWidgets import QApplication

    from benchmarks.event_loop import Beat, percentile, wait
    from engine.runs.store import RunStore
    from gui import startup
    from gui.comparison.page import ComparisonPage
    from gui.preferences import Preferences
    from gui.training.session import TrainingSession

    startup.prepare_application(Preferences())
    import pyqtgraph  # noqa: F401 - the window loads it when it starts

    store = RunStore()
    runs = [_written(store, number, steps) for number in range(count)]
    page = ComparisonPage(store, TrainingSession(lambda _project: None))  # type: ignore[arg-type, return-value]
    page.resize(1280, 720)
    page.show()
    wait(500)
    began = time.perf_counter()
    with Beat() as beat:
        page.compare(runs)
        while page.is_reading:
            wait(20)
        read = time.perf_counter() - began
        wait(200)
    views = [card.view for card in page.curves.cards.values() if card.view is not None]

    def frames(move: Callable[[int], None]) -> list[float]:
        """Milliseconds of the processor for each movement with the painting that it brings."""
        found = []
        for number in range(_MOVES):
            started = time.thread_time()
            move(number)
            QApplication.processEvents()
            found.append((time.thread_time() - started) * 1e3)
        return found

    def zoom(number: int) -> None:
        for view in views:
            view.show_range(number * 10, steps - number * 100)

    zooming = frames(zoom)
    keys = list(page.runs.entries)
    pointing = frames(lambda number: page.curves.highlight(keys[number % len(keys)]))
    page.curves.highlight(None)
    page.stop()
    name = f"{count} runs of {steps:,} steps"
    rows = [
        [f"{name}: read in a thread until drawn", f"{read:.1f} s", ""],
        [
            "longest work of the window's thread at once meanwhile",
            f"{beat.most_work:.0f} ms",
            f"≤ {STALL_TARGET_MS:.0f} ms",
        ],
        [
            "zooming, two plots drawn and painted, p50",
            f"{percentile(zooming, 0.5):.1f} ms",
            f"≤ {FRAME_TARGET_MS:.0f} ms",
        ],
        ["zooming, two plots drawn and painted, p95", f"{percentile(zooming, 0.95):.1f} ms", ""],
        ["another run stands out, p50", f"{percentile(pointing, 0.5):.1f} ms", f"≤ {FRAME_TARGET_MS:.0f} ms"],
    ]
    missed = (
        beat.most_work > STALL_TARGET_MS or max(percentile(zooming, 0.5), percentile(pointing, 0.5)) > FRAME_TARGET_MS
    )
    return rows, missed


def _written(store: "RunStore", number: int, steps: int) -> "Run":
    """A run as the trainer would have written it, with noisy falling losses."""
    from engine.data.catalog import load_dataset
    from engine.project import Project
    from engine.training.events import EpochCompleted, RunFinished, StepsCompleted

    random = np.random.default_rng(number)
    run = store.create(Project.from_template("mlp"), f"run-{number:02}")
    writer = run.writer()
    writer.begin(load_dataset("mnist"), "CPU", "cpu", 100_000)
    each = steps // _EPOCHS
    losses = 2.3 * np.exp(-np.arange(steps) / (steps / 6)) + random.gamma(2, 0.05 + number / 1000, steps)
    accuracies = np.clip(1 - losses / 3, 0, 1)
    for epoch in range(1, _EPOCHS + 1):
        part = slice((epoch - 1) * each, epoch * each)
        writer.record(
            StepsCompleted(epoch, part.start + 1, losses[part].astype("f4"), accuracies[part].astype("f4"), 2000.0)
        )
        loss, accuracy = float(losses[part].mean()), float(accuracies[part].mean())
        writer.record(EpochCompleted(epoch, epoch * each, loss, accuracy, loss, accuracy, 20.0, 2000.0, True, 0.001))
    writer.finish(RunFinished("completed", _EPOCHS, _EPOCHS, 0.1, 0.97, 400.0))
    return run


if __name__ == "__main__":
    sys.exit(main())
