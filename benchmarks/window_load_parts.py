"""The three measurements of :mod:`benchmarks.window_load`, each for a process of its own."""

import gc
import itertools
import queue
import statistics
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from pathlib import Path
from typing import Any

import numpy as np
import psutil
from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from benchmarks.event_loop import Beat, wait
from engine.project import Project
from engine.training.events import (
    EpochCompleted,
    EvaluationProgressed,
    Event,
    HealthMeasured,
    JobState,
    LayerHealth,
    RunFinished,
    RunStarted,
    StepsCompleted,
)
from engine.training.live import LiveWeights
from gui import startup
from gui.main_window import MainWindow
from gui.preferences import Preferences
from gui.training.curves import CurvePlot

STEPS_PER_SECOND = 10_000
_STEPS_AT_ONCE = 20
_EPOCH = 5_000
_FRAMES = 120
_GROWTH = 500
Size = tuple[int, ...]


def _open(make: type[MainWindow], size: Size) -> MainWindow:
    startup.prepare_application(Preferences())
    window = make()
    window.resize(size[0], size[1])
    window.show()
    while not window.is_warm:
        wait(100)
    wait(1_000)
    return window


# -- flood ---------------------------------------------------------------------------------------------------------


class FloodJob:
    """A job that learns nothing but tells a great deal, from a thread as the engine does."""

    def __init__(self, project: Project, seconds: float) -> None:
        self.project = project
        self.events: queue.SimpleQueue[Event] = queue.SimpleQueue()
        self.live = LiveWeights()
        self.state: JobState = "idle"
        self.told, self.ended_at = 0, 0.0
        self._seconds = seconds
        self._cancelled = threading.Event()
        self._thread = threading.Thread(target=self._work, daemon=True)

    def start(self) -> None:
        self.state = "running"
        self._thread.start()

    def pause(self) -> None: ...

    def resume(self) -> None: ...

    def change(self, project: Project) -> None: ...

    def cancel(self) -> None:
        self._cancelled.set()

    def join(self, timeout: float | None = None) -> bool:
        self._thread.join(timeout)
        return not self._thread.is_alive()

    def _work(self) -> None:
        epochs = round(self._seconds * STEPS_PER_SECOND) // _EPOCH
        images = _EPOCH * 64
        self.events.put(RunStarted("flood", Path("flood"), epochs, _EPOCH, images, images // 4, "cpu", "none", 0))
        losses = np.random.default_rng(0).lognormal(-2, 0.3, (_EPOCH, 1)).astype(np.float32)
        began = time.perf_counter()
        for epoch in range(1, epochs + 1):
            for step in range(_EPOCH):
                self.told += 1
                loss = losses[step]
                self.events.put(StepsCompleted(epoch, self.told, loss, 1 - loss, 640_000.0))
                if self.told % _STEPS_AT_ONCE == 0:
                    time.sleep(max(began + self.told / STEPS_PER_SECOND - time.perf_counter(), 0))
            for done in range(100):
                self.events.put(EvaluationProgressed("validation", done + 1, 100))
            layers = tuple(LayerHealth(f"layer{number}", 0.1 / epoch, 1e-3) for number in range(30))
            self.events.put(HealthMeasured(self.told, 0.1, layers, ()))
            self.events.put(EpochCompleted(epoch, self.told, 0.1, 0.9, 0.1, 0.9, 0.5, 640_000.0, True))
            if self._cancelled.is_set():
                break
        self.state = "completed"
        self.ended_at = time.perf_counter()
        self.events.put(RunFinished("completed", epochs, epochs, 0.1, 0.9, self._seconds))


def flood(size: Size, seconds: float) -> dict[str, Any]:
    """Ticks, the beat of the event loop, what arrived, and when the end did."""
    job = FloodJob(Project.from_template(), seconds)

    class Window(MainWindow):
        def _make_job(self, project: Project) -> Any:
            return job

    window = _open(Window, size)
    ticks, ended = 0, 0.0

    def tick() -> None:
        nonlocal ticks
        ticks += 1

    def end() -> None:
        nonlocal ended
        ended = time.perf_counter()

    window.session.ticked.connect(tick)
    window.session.finished.connect(end)
    window.go_to("train")
    wait(500)
    began = time.perf_counter()
    with Beat() as beat:
        window.controls.train()
        while window.session.is_active:
            wait(50)
    found = {
        "told": job.told,
        "arrived": len(window.train_page.history.loss),
        "rate": job.told / (job.ended_at - began),
        "ticks": ticks,
        "p99": beat.delay(0.99),
        "longest": beat.longest,
        "work": beat.most_work,
        "end_ms": (ended - job.ended_at) * 1e3,
    }
    _close(window)
    return found


# -- draw ----------------------------------------------------------------------------------------------------------


def draw(size: Size, steps: int) -> dict[str, Any]:
    """Milliseconds a frame, from the call to the pixels."""
    window = _open(MainWindow, size)
    window.go_to("train")
    page = window.train_page
    page.ensure_plots()
    wait(500)
    history = page.history
    rng = np.random.default_rng(0)
    epoch_steps = steps // 100

    def losses(first: int, count: int) -> StepsCompleted:
        noise = rng.lognormal(0, 0.3, count)
        values = ((2 * np.exp(-np.arange(first, first + count) / 1e5) + 0.05) * noise).astype(np.float32)
        shares = np.clip(1 - values / 3, 0, 1).astype(np.float32)
        return StepsCompleted(1 + first // epoch_steps, first, values, shares, 640_000.0)

    history.started(RunStarted("long", Path("long"), 120, epoch_steps, 1, 1, "cpu", "none", 0))
    history.add_steps([losses(1, steps)])
    for epoch in range(1, 101):
        history.add_epoch(EpochCompleted(epoch, epoch * epoch_steps, 2 / epoch, 0.9, 2.1 / epoch, 0.9, 1, 1, True, 0.1))
    plots = (page.loss_plot, page.accuracy_plot)
    for plot in plots:
        plot.refresh()
    wait(300)

    def grow(plot: CurvePlot) -> None:
        history.add_steps([losses(history.loss.last + 1, _GROWTH)])
        plot.refresh()

    # While it grows the plots take turns, so a frame is one of them; a person's hand moves both at once.
    frames = {f"{plot.kind} while it grows": _frames(partial(grow, plot), [plot]) for plot in plots}
    view = page.loss_plot.ensure_view()
    for share, words in ((1.0, "everything"), (0.5, "half of the run"), (0.01, "a hundredth of the run")):
        for plot in plots:
            plot.show_steps(0.2 * steps, (0.2 + 0.6 * share) * steps)
        wait(100)
        keys = itertools.cycle((Qt.Key.Key_Right, Qt.Key.Key_Left))

        def move(keys: Iterator[Qt.Key] = keys) -> None:
            QTest.keyClick(view, next(keys))

        frames[f"both, moving along {words}"] = _frames(move, plots)
    found = {"steps": len(history.loss), "frames": frames}
    _close(window)
    return found


class _Paints(QObject):
    """Counts how often a plot was painted."""

    def __init__(self, plot: CurvePlot) -> None:
        super().__init__()
        self.count = 0
        plot.ensure_view().viewport().installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        self.count += event.type() == QEvent.Type.Paint
        return False


def _frames(act: Callable[[], object], plots: Sequence[CurvePlot]) -> dict[str, float]:
    """A frame ends when the event loop has nothing left to do and each of the plots was painted."""
    walls, works = [], []
    paints = [_Paints(plot) for plot in plots]
    for _ in range(_FRAMES):
        before = [paint.count for paint in paints]
        wall, work = time.perf_counter(), time.thread_time()
        act()
        while any(paint.count == known for paint, known in zip(paints, before, strict=True)):
            QApplication.processEvents()
        walls.append((time.perf_counter() - wall) * 1e3)
        works.append((time.thread_time() - work) * 1e3)
        QApplication.processEvents()
    walls.sort()
    return {
        "median": statistics.median(walls),
        "p95": walls[int(0.95 * (len(walls) - 1))],
        "work": statistics.median(works),
        "paints": sum(paint.count for paint in paints) / len(paints) / _FRAMES,
    }


# -- memory --------------------------------------------------------------------------------------------------------


def memory(size: Size, cycles: int) -> dict[str, Any]:
    """Resident bytes after 5 and after all trainings, each of a project opened anew."""
    window = _open(MainWindow, size)
    process = psutil.Process()
    early = 0
    for number in range(1, cycles + 1):
        window.files.new("mnist-cnn")
        quick = window.document.training.model_copy(update={"limit_train": 512, "epochs": 1, "seed": number})
        window.document.apply("quick", training=quick)
        window.controls.train()
        while window.session.is_active:
            wait(20)
        if window.session.state != "completed":
            raise SystemExit(f"training {number} ended as {window.session.state}")
        wait(150)  # the plots are drawn, the run is opened
        gc.collect()
        if number == min(5, cycles):
            early = process.memory_info().rss
    late = process.memory_info().rss
    _close(window)
    return {"cycles": cycles, "early": early, "late": late}


def _close(window: MainWindow) -> None:
    window.document.undo_stack.setClean()
    window.close()
