"""Going through a run's epochs: what one costs that was not looked at before, and one that was.

    uv run python -m benchmarks.epochs

trains the reference recipe for some epochs, looks at each, opens them as the window does, and then steps from one to
the next. All times are of one core, so that what else the machine does is not in them.
"""

import argparse
import os
import time
from dataclasses import replace
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

import torch
from PySide6.QtCore import QEventLoop, QSize
from PySide6.QtWidgets import QApplication

from benchmarks.machine import machine_line, table
from engine.evaluation.epochs import EpochLooker
from engine.project import Project
from engine.runs.history import read_history
from engine.runs.run import Run
from engine.runs.store import RunStore
from engine.training.job import TrainingJob
from engine.training.recipes import recipe
from gui import theme
from gui.evaluation.epochs_pane import EpochsPane
from gui.training.session import TrainingSession

SEEN_TARGET_MS = 33.0
"""So quickly follows an epoch that was looked at before: 30 of them a second."""
_SIZE = QSize(1250, 600)


def trained(folder: Path, template: str, epochs: int, limit: int) -> Run:
    """A run of so many epochs."""
    training = recipe("reference").model_copy(update={"epochs": epochs, "limit_train": limit})
    job = TrainingJob(replace(Project.from_template(template), training=training), RunStore(folder), template)
    job.start()
    job.join()
    if job.run is None or job.state != "completed":
        raise RuntimeError(f"the training ended as {job.state}")
    return job.run


def wait_for_all(pane: EpochsPane) -> None:
    """Turn the event loop until every epoch was looked at."""
    while pane.view is None or not pane.is_settled:
        QApplication.processEvents(QEventLoop.ProcessEventsFlag.AllEvents, 5)
    QApplication.processEvents()


def measured(run: Run) -> tuple[str, ...]:
    """One run's row of the table."""
    torch.set_num_threads(1)
    looker, looked = EpochLooker(run), []
    for kept in read_history(run).epochs:
        began = time.thread_time()
        looker.look(kept)
        looked.append(1000 * (time.thread_time() - began))
    pane = EpochsPane(TrainingSession(lambda project: TrainingJob(project, RunStore(run.folder.parent))))
    try:
        pane.resize(_SIZE)
        pane.show()
        pane.show_run(run)
        wait_for_all(pane)
        track, steps = pane.head.track, []
        for place in [*range(track.maximum() + 1), *range(track.maximum(), -1, -1)]:
            began = time.thread_time()
            track.setValue(place)
            pane.grab()
            steps.append(1000 * (time.thread_time() - began))
        assert pane.view is not None
        count, images = len(track.epochs), len(pane.view.predicted)
    finally:
        pane.stop()
    return (
        run.name,
        f"{count} of {images} images",
        f"{median(looked):.0f} ms",
        f"**{median(steps):.1f} ms**, at most {max(steps):.1f} ms",
    )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--epochs", type=int, default=8)
    parser.add_argument("--limit", type=int, default=6_000, help="use only so many training images")
    parser.add_argument("--templates", nargs="+", default=["mnist-cnn", "softmax-regression"])
    options = parser.parse_args()
    app = QApplication([])
    theme.set_theme("light")
    with TemporaryDirectory(prefix="epochs-") as folder:
        rows = [
            measured(trained(Path(folder), template, options.epochs, options.limit)) for template in options.templates
        ]
    app.quit()
    head = ("network", "epochs", "looked at", "shown and painted, once looked at")
    print(
        f"{machine_line()}\n\n{table(head, rows)}\n\nTarget: what was looked at is painted in {SEEN_TARGET_MS:.0f} ms."
    )


if __name__ == "__main__":
    main()
