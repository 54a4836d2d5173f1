"""Several runs for the screenshots of the documentation, by the terminal's commands, and their tabs in the window."""

import sys
import tempfile
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, cast

if TYPE_CHECKING:
    from gui.main_window import MainWindow
    from gui.sweeps.page import SweepsPage

PARTS = ("comparison", "verdict", "groups", "sweep", "importance", "pareto", "new-sweep")
_LIMIT, _SEEDS, _TRIALS = 1_500, 5, 30


def train_many() -> None:
    """Repeats with other seeds, and a sweep with two objectives; raises :class:`SystemExit` where training fails."""
    from engine.cli import run
    from engine.project import Project, save_project

    project = Project.from_template("mlp")
    training = project.training.model_copy(update={"epochs": 3, "limit_train": _LIMIT})
    file = Path(tempfile.mkdtemp()) / "mlp.netwright"
    save_project(replace(project, training=training), file)
    varied = ["learning_rate=0.0003..0.1:log", "linear1.out_features=8..128", "batch_size=32,64,128"]
    aims = ["--objective", "validation_accuracy", "parameters"]
    for command in (
        ["repeat", str(file), "--seeds", str(_SEEDS), "--together"],
        ["sweep", str(file), "--set", *varied, "--trials", str(_TRIALS), "--seed", "1", *aims],
    ):
        if code := run(command):
            sys.exit(code)


def prepare(window: "MainWindow", wait: Callable[[int], None]) -> None:
    """Compare the repeats with each other and with the window's own run, and judge them."""
    store, others = window.store, window.others
    window.go_to("runs")
    every = [store.open(summary.name) for summary in store.list()]
    lines = [run.metadata().lineage for run in every]
    others.compare_runs(
        [run for run, line in zip(every, lines, strict=True) if line is None or line.relation == "seed"]
    )
    page = others.comparison_page
    while page.is_reading:
        wait(100)
    page.tabs.setCurrentIndex(page.tabs.count() - 1)
    page.verdict.test_button.click()
    while page.verdict.cancel_button.isVisible():
        wait(100)


def show(window: "MainWindow", part: str) -> None:
    """Go to what the picture shows."""
    place = window.others.runs_place
    window.go_to("runs")
    if part in ("comparison", "verdict"):
        place.show_tab("comparison")
        tabs = window.others.comparison_page.tabs
        tabs.setCurrentIndex(tabs.count() - 1 if part == "verdict" else 0)
        return
    if part == "groups":
        place.show_tab("groups")
        return
    place.show_tab("sweeps")
    page = cast("SweepsPage", place.page("sweeps"))
    if part == "new-sweep":
        vary(window, marked=True)
        page.new_button.click()
        return
    page.new.cancel.click()
    if page.list.currentRow() < 0:
        page.list.setCurrentRow(0)
    tabs = ("sweep", "", "importance", "", "", "pareto")
    page.one.plots.setCurrentIndex(tabs.index(part))


def vary(window: "MainWindow", *, marked: bool) -> None:
    """Mark a hyperparameter and a setting of a layer, or take the marks away."""
    from engine.sweeps.dimension import Dimension

    rate = Dimension("learning_rate", "real", 0.0001, 0.1, log=True)
    for mark in (rate, Dimension("conv1.out_channels", "integer", 8, 64, step=8)):
        window.document.vary("", mark.name, mark if marked else None)
