"""How long do ten thousand runs take to be listed?

``uv run python -m benchmarks.run_list`` makes ``--runs`` run folders in a temporary home (copies of one written by the
engine, with figures, groups, tags and dates of their own) and lists them in fresh processes: without an index, by the
index, and after one run has changed; then it opens the window's table of them and times its first paint, sorting,
filtering, grouping and the frames of scrolling through it. It prints a Markdown table. Needs no display.
"""

import argparse
import json
import os
import random
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta
from functools import partial
from pathlib import Path
from statistics import median
from typing import Any

from benchmarks.machine import machine_line, table

LIST_TARGET_S, FRAME_TARGET_MS = 1.0, 16.7
_LISTINGS = 5
_GROUP = 20
_SIZES, _FRAMES, _STEP = ((1280, 720), (2560, 1440)), 300, 40
_TAGS = ("baseline", "wide", "deep", "keep", "thesis")
_OLD = 3_600.0
"""Seconds. Files changed just now are read again at each listing, as they would be in no collection of many runs."""


def main() -> int:
    """Make the runs, measure in processes of their own and print the table; returns 1 where a target is missed."""
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("--runs", type=int, default=10_000)
    arguments.add_argument("--child", choices=("list", "table"), help=argparse.SUPPRESS)
    chosen = arguments.parse_args()
    if chosen.child is not None:
        print(json.dumps(list_once() if chosen.child == "list" else measure_table()))
        return 0
    with tempfile.TemporaryDirectory() as home:
        os.environ["NETWRIGHT_HOME"] = home
        os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
        make_runs(chosen.runs)
        rows, missed = _listing_rows()
        for words, found, target in _child("table"):
            rows.append([words, f"{found:.1f} ms", f"≤ {target:g} ms" if target else ""])
            missed |= bool(target) and found > target
    print(machine_line())
    print()
    print(table(["", f"{chosen.runs:,} runs", "target"], rows))
    return int(missed)


def make_runs(count: int) -> None:
    """So many ended runs in the store of this home."""
    from engine.project import Project
    from engine.runs.annotation import Annotation
    from engine.runs.store import RunStore

    store = RunStore()
    first = store.create(Project.from_template(), "first")
    metadata = json.loads(first.metadata_file.read_text())
    config = json.loads((first.folder / "config.json").read_text())
    random_number = random.Random(0)
    long_ago = time.time() - _OLD
    for number in range(count):
        folder = store.root / f"run-{number:05d}"
        shutil.copytree(first.folder, folder)
        created = datetime.now().astimezone() - timedelta(minutes=number)
        accuracy = random_number.uniform(0.9, 0.999)
        epoch = {"epoch": 7, "step": 5_250, "train_loss": 0.1, "train_accuracy": 0.97, "seconds": 9.0}
        epoch |= {"validation_loss": 0.05, "validation_accuracy": accuracy, "images_per_second": 4e4, "best": True}
        lineage = {"relation": "trial", "group": f"sweep-{number // _GROUP}", "index": number % _GROUP}
        changes = {"name": folder.name, "created": created.isoformat(), "status": "completed", "epochs_done": 10}
        changes |= {"best": epoch, "last": epoch, "test_accuracy": accuracy - 0.002, "lineage": lineage}
        changes |= {"seconds": random_number.uniform(20, 900), "device": "cpu", "seed": number % _GROUP}
        _write(folder / "metadata.json", {**metadata, **changes}, long_ago)
        training = {**config["training"], "learning_rate": random_number.choice([1e-3, 3e-3, 1e-2])}
        _write(folder / "config.json", {**config, "training": training}, long_ago)
        said = Annotation().changed(tags=random_number.sample(_TAGS, 2), star=number % 50 == 0)
        _write(folder / "annotation.json", said.model_dump(mode="json"), long_ago)
    shutil.rmtree(first.folder)


def _write(file: Path, data: Any, modified: float) -> None:
    file.write_text(json.dumps(data, indent=1))
    os.utime(file, (modified, modified))


def list_once() -> float:
    """Seconds that a fresh process's first listing takes, imports not counted."""
    from engine.runs.store import RunStore

    store = RunStore()
    began = time.perf_counter()
    store.list()
    return time.perf_counter() - began


def measure_table() -> list[tuple[str, float, float]]:
    """Milliseconds of the processor that the window's thread takes for the table of all runs, and the most allowed."""
    from PySide6.QtCore import Qt
    from PySide6.QtWidgets import QApplication

    from gui import startup
    from gui.preferences import Preferences

    preferences = Preferences()
    startup.prepare_application(preferences)
    from engine.runs.query import parse_query
    from engine.runs.store import RunStore
    from gui.runs.table import RunTable

    runs = RunStore().list()
    table_view = RunTable(preferences)
    table_view.resize(*_SIZES[0])
    table_view.show()
    figures: list[tuple[str, float, float]] = []

    def timed(words: str, target: float, act: Callable[[], object], times: int = 5) -> None:
        taken = []
        for _ in range(times):
            began = time.thread_time()
            act()
            QApplication.processEvents()
            QApplication.processEvents()  # what is laid out anew is painted after that
            taken.append(1e3 * (time.thread_time() - began))
        figures.append((words, median(taken), target))

    timed("table: shown and painted", 0, lambda: table_view.show_runs(runs), 1)
    header = table_view.horizontalHeader()
    for number, column in enumerate(("test", "name", "created")):
        section = table_view.runs_model.columns.index(column)
        order = Qt.SortOrder.DescendingOrder if number else Qt.SortOrder.AscendingOrder
        timed(f"table: sorted by {column}", 0, partial(header.setSortIndicator, section, order), 1)
    for words in ("run-0123", "tag:wide accuracy > 0.98", "learning_rate = 1e-3 -star", ""):
        timed(f"table: find “{words}”", 0, partial(table_view.look_for, parse_query(words)), 1)
    for shown, accuracy in (("newest first", 0.91), ("by accuracy", 0.95), ("grouped", 0.99)):
        section = table_view.runs_model.columns.index("created" if shown == "newest first" else "validation")
        header.setSortIndicator(section, Qt.SortOrder.DescendingOrder)
        table_view.group_by("group" if shown == "grouped" else None)
        QApplication.processEvents()
        runs = [replace(runs[0], star=not runs[0].star, val_accuracy=accuracy), *runs[1:]]
        timed(f"table: one run changed, {shown}", FRAME_TARGET_MS, partial(table_view.show_runs, runs), 1)
    timed("table: two runs gone", 0, lambda: table_view.show_runs(runs[2:]), 1)
    timed("table: not grouped", 0, lambda: table_view.group_by(None), 1)
    timed("table: grouped", 0, lambda: table_view.group_by("group"), 1)
    table_view.group_by(None)
    timed("table: all selected", 0, table_view.selectAll, 1)
    table_view.clearSelection()
    return figures + [figure for size in _SIZES for figure in _scrolling(table_view, *size)]


def _scrolling(table_view: Any, width: int, height: int) -> list[tuple[str, float, float]]:
    """What the frames of scrolling through all runs take, near and far."""
    from PySide6.QtWidgets import QApplication

    table_view.resize(width, height)
    QApplication.processEvents()
    bar = table_view.verticalScrollBar()
    figures = []
    for words, step in ((f"by {_STEP} pixels", _STEP), ("to a place far away", bar.maximum() // _FRAMES)):
        taken = []
        for frame in range(_FRAMES):
            began = time.thread_time()
            bar.setValue(frame * step)
            QApplication.processEvents()
            taken.append(1e3 * (time.thread_time() - began))
        taken.sort()
        said = f"table of {width} × {height}: a frame of scrolling {words}"
        figures.append((f"{said}, the median", median(taken), FRAME_TARGET_MS))
        figures.append((f"{said}, 99 of 100", taken[len(taken) * 99 // 100], FRAME_TARGET_MS))
    return figures


def _listing_rows() -> tuple[list[list[str]], bool]:
    from engine.runs.index import INDEX_FILE
    from engine.runs.store import RunStore

    root = RunStore().root
    without, known, changed = [], [], []
    for turn in range(_LISTINGS):
        (root / INDEX_FILE).unlink(missing_ok=True)
        without.append(_child("list"))
        known.append(_child("list"))
        _write(root / f"run-{turn:05d}" / "annotation.json", {"format": "netwright-annotation", "name": "new"}, _OLD)
        changed.append(_child("list"))
    rows = [
        ["list, without an index", f"{median(without):.2f} s", ""],
        ["list, by the index", f"{median(known):.2f} s", f"≤ {LIST_TARGET_S:g} s"],
        ["list, after one run has changed", f"{median(changed):.2f} s", f"≤ {LIST_TARGET_S:g} s"],
    ]
    return rows, max(median(known), median(changed)) > LIST_TARGET_S


def _child(what: str) -> Any:
    command = [sys.executable, "-m", "benchmarks.run_list", "--child", what]
    done = subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True)
    return json.loads(done.stdout.splitlines()[-1])


if __name__ == "__main__":
    sys.exit(main())
