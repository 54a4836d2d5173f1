"""Is looking through a million images smooth?

``uv run python -m benchmarks.gallery`` writes a dataset of ``--images`` images (MNIST repeated, mapped into memory),
opens it in the real window's place Data and goes through it with the wheel, up and down, and by dragging the scroll bar
from its top to its end: once in a window of 1280x720 with pictures of the usual size, once in one of 2560x1440 with the
smallest ones. It prints a Markdown table: how long one frame of the gallery takes to paint, how long the event loop
stalls, how long it takes from the images being there to the first frame, and what memory it adds. Needs no display.

``work`` is the processor's time of the window's thread, which other programs on the machine do not lengthen.
"""

import argparse
import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from statistics import median
from typing import TYPE_CHECKING, Any

from benchmarks.machine import machine_line, table

if TYPE_CHECKING:
    from gui.gallery import Gallery
    from gui.main_window import MainWindow

FRAME_TARGET_MS, OPENING_TARGET_MS = 16.7, 100.0
WINDOWS = (((1280, 720), 56), ((2560, 1440), 28))
_OPENINGS = 7


def main() -> int:
    """Measure each window in a process of its own and print the table; returns 1 where a target is missed."""
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("--images", type=int, default=1_000_000)
    arguments.add_argument("--steps", type=int, default=300, help="of the wheel, and of dragging")
    arguments.add_argument("--child", type=int, help=argparse.SUPPRESS)
    chosen = arguments.parse_args()
    if chosen.child is not None:
        print(json.dumps(measure(*WINDOWS[chosen.child], chosen.steps)))
        return 0
    rows: list[list[str]] = []
    missed = False
    with tempfile.TemporaryDirectory() as home:
        os.environ["NETWRIGHT_HOME"] = home
        os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
        from benchmarks.million import write_repeated_mnist

        write_repeated_mnist(chosen.images)
        for number, ((width, height), side) in enumerate(WINDOWS):
            more, failed = _rows(_child(number, chosen.steps), f"{width} x {height}, {side} px")
            rows += more
            missed |= failed
    print(machine_line())
    print()
    print(table(["", f"{chosen.images:,} images", "target"], rows))
    return int(missed)


def _child(number: int, steps: int) -> dict[str, Any]:
    command = [sys.executable, "-m", "benchmarks.gallery", "--child", str(number), "--steps", str(steps)]
    done = subprocess.run(command, stdout=subprocess.PIPE, text=True, check=True)
    found: dict[str, Any] = json.loads(done.stdout.strip().splitlines()[-1])
    return found


def _rows(found: dict[str, Any], where: str) -> tuple[list[list[str]], bool]:
    opening, work = (median(figures) for figures in zip(*found["openings"], strict=True))
    rows = [
        [
            f"{where}: from the images to the first frame",
            f"{opening:.1f} ms (work: {work:.1f})",
            f"≤ {OPENING_TARGET_MS:.0f} ms",
        ],
        [f"{where}: memory that looking through them adds", f"{found['memory'] / 2**20:.0f} MB", ""],
    ]
    missed = opening > OPENING_TARGET_MS
    for way, figures in found["ways"].items():
        missed |= figures["p99"] > FRAME_TARGET_MS
        frames = "{p50:.1f}, {p99:.1f}, {longest:.1f} ms (work: {work_p99:.1f}, {work_longest:.1f})".format(**figures)
        stalls = "{stall_p99:.1f}, {stall:.1f} ms (work: {stall_work:.1f})".format(**figures)
        rows += [
            [f"{where}, {way}: a frame, p50, p99, longest", frames, f"p99 ≤ {FRAME_TARGET_MS} ms"],
            [f"{where}, {way}: event loop's delay, p99, longest", stalls, ""],
        ]
    return rows, missed


def measure(size: tuple[int, int], side: int, steps: int) -> dict[str, Any]:
    """Open the dataset in a window of this size, with pictures of this side, and go through it."""
    import psutil

    from benchmarks.event_loop import wait
    from engine.data.own import own_names
    from gui import startup
    from gui.main_window import MainWindow
    from gui.preferences import Preferences

    startup.prepare_application(Preferences())
    frames = _time_the_frames()
    window = MainWindow()
    window.resize(*size)
    window.show()
    while not window.is_warm:
        wait(100)
    page = window.others.data_page
    window.go_to("data")
    page.reload(select=own_names()[0])
    while not (page.images.gallery.count and page.warnings.is_done):
        wait(100)
    page.images.gallery.set_side(side)
    wait(500)
    openings = []
    for _ in range(_OPENINGS):
        page.images.gallery.show_pictures(None)
        wait(100)
        frames.clear()
        began, worked = time.perf_counter(), time.thread_time()
        page.images.show_selection(None)
        while not frames:
            wait(0)
        openings.append(((time.perf_counter() - began) * 1e3, (time.thread_time() - worked) * 1e3))
    process = psutil.Process()
    before = _own_memory(process)
    ways = {
        "wheel": _go_through(_turn_the_wheel(window, page.images.gallery, steps), steps, frames),
        "dragging": _go_through(_drag_the_bar(page.images.gallery, steps), steps, frames),
    }
    bar = page.images.gallery.verticalScrollBar()
    if bar.value() < 0.98 * bar.maximum():
        raise SystemExit(f"dragging ended at {bar.value()} of {bar.maximum()}")
    added = _own_memory(process) - before
    window.document.undo_stack.setClean()
    window.close()
    return {"openings": openings, "memory": added, "ways": ways}


def _time_the_frames() -> list[tuple[float, float]]:
    """Every frame of every gallery that is made from now on: milliseconds, and those of the processor."""
    from PySide6.QtGui import QPaintEvent

    from gui.data import images_tab
    from gui.gallery import Gallery

    frames: list[tuple[float, float]] = []

    class _Timed(Gallery):
        def paintEvent(self, event: QPaintEvent) -> None:
            wall, work = time.perf_counter(), time.thread_time()
            super().paintEvent(event)
            frames.append(((time.perf_counter() - wall) * 1e3, (time.thread_time() - work) * 1e3))

    setattr(images_tab, "Gallery", _Timed)  # noqa: B010 - the name is the module's own, imported there
    return frames


def _go_through(act: Callable[[int], None], steps: int, frames: list[tuple[float, float]]) -> dict[str, float]:
    """Act once for each frame of a screen, and say how the window bore it."""
    from benchmarks.event_loop import Beat, percentile, wait

    wait(200)
    frames.clear()
    with Beat() as beat:
        for step in range(steps):
            act(step)
            wait(16)
    walls, works = map(list, zip(*frames, strict=True))
    return {
        **{"p50": median(walls), "p99": percentile(walls, 0.99), "longest": max(walls)},
        **{"work_p99": percentile(works, 0.99), "work_longest": max(works)},
        **{"stall_p99": beat.delay(0.99), "stall": beat.longest, "stall_work": beat.most_work},
    }


def _turn_the_wheel(window: "MainWindow", gallery: "Gallery", steps: int) -> Callable[[int], None]:
    """Three notches a step, down and then up again."""
    from PySide6.QtCore import QPoint
    from PySide6.QtTest import QTest

    handle = window.windowHandle()
    middle = gallery.viewport().mapTo(window, gallery.viewport().rect().center()).toPointF()

    def turn(step: int) -> None:
        QTest.wheelEvent(handle, middle, QPoint(0, -360 if step < steps // 2 else 360))

    return turn


def _drag_the_bar(gallery: "Gallery", steps: int) -> Callable[[int], None]:
    """From its top to its end, by the mouse."""
    from PySide6.QtCore import QPoint, Qt
    from PySide6.QtTest import QTest
    from PySide6.QtWidgets import QStyle, QStyleOptionSlider

    bar, option = gallery.verticalScrollBar(), QStyleOptionSlider()
    bar.setValue(0)
    bar.initStyleOption(option)
    scroll_bar, slider = QStyle.ComplexControl.CC_ScrollBar, QStyle.SubControl.SC_ScrollBarSlider
    grip = bar.style().subControlRect(scroll_bar, option, slider, bar)
    QTest.mousePress(bar, Qt.MouseButton.LeftButton, pos=grip.center())

    def drag(step: int) -> None:
        at = grip.center() + QPoint(0, (bar.height() - grip.height()) * (step + 1) // steps)
        QTest.mouseMove(bar, at)
        if step == steps - 1:
            QTest.mouseRelease(bar, Qt.MouseButton.LeftButton, pos=at)

    return drag


def _own_memory(process: Any) -> int:
    """Resident bytes that are no mapped file's."""
    found = process.memory_info()
    return int(found.rss - getattr(found, "shared", 0))


if __name__ == "__main__":
    sys.exit(main())
