"""Does the window stay smooth while the network learns, and does it cost the training speed?

``uv run python -m benchmarks.responsiveness`` trains the reference network with the real window open, curves live and a
digit being answered, and prints a Markdown table. Needs no display. ``--part`` measures one of the two alone.

* loop: delay of the event loop over ``--seconds`` (p50, p99, longest) and the training speed with the window as a ratio
  to headless runs, taken in turn;
* answers: from a movement of the pen to its answer in the window, for one digit and the last one of six.
"""

import argparse
import json
import os
import subprocess
import sys
import tempfile
import time
from statistics import median
from typing import TYPE_CHECKING

from benchmarks.machine import machine_line, table

if TYPE_CHECKING:
    from gui.main_window import MainWindow

P99_TARGET_MS, STALL_TARGET_MS, SPEED_TARGET, ANSWER_TARGET_MS = 16.7, 100.0, 0.95, 33.0
PARTS = ("loop", "answers")
DIGITS = (1, 6)
SETTLE_SECONDS = 4.0


def main() -> int:
    """Run the parts and print the table; returns 1 where a target is missed."""
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("--seconds", type=float, default=60)
    arguments.add_argument("--pairs", type=int, default=3)
    arguments.add_argument("--movements", type=int, default=1_000, help="of the pen, for each number of digits")
    arguments.add_argument("--part", choices=PARTS, action="append")
    arguments.add_argument("--child", choices=["window", "headless", "answers"], help=argparse.SUPPRESS)
    chosen = arguments.parse_args()
    if chosen.child:
        print(json.dumps(_measured(chosen)))
        return 0
    parts = {"loop": _loop_rows, "answers": _answer_rows}
    rows: list[list[str]] = []
    missed = False
    for part in chosen.part or PARTS:
        more, failed = parts[part](chosen)
        rows += more
        missed |= failed
    print(machine_line())
    print()
    print(table(["", "measured", "target"], rows))
    return int(missed)


def _measured(chosen: argparse.Namespace) -> dict[str, float]:
    match chosen.child:
        case "window":
            return with_window(chosen.seconds)
        case "headless":
            return headless(chosen.seconds)
        case _:
            return answers(chosen.movements)


def _loop_rows(chosen: argparse.Namespace) -> tuple[list[list[str]], bool]:
    windows, alone = [], []
    for _ in range(chosen.pairs):
        alone.append(_child("headless", "--seconds", chosen.seconds))
        windows.append(_child("window", "--seconds", chosen.seconds))
    ratio = median(one["rate"] / other["rate"] for one, other in zip(windows, alone, strict=True))
    p99, stall = median(one["p99"] for one in windows), max(one["longest"] for one in windows)
    rows = [
        ["event loop delay, p50", f"{median(one['p50'] for one in windows):.1f} ms", ""],
        ["event loop delay, p99", f"{p99:.1f} ms", f"≤ {P99_TARGET_MS} ms"],
        ["event loop, longest stall", f"{stall:.0f} ms", f"≤ {STALL_TARGET_MS:.0f} ms"],
        ["training, headless", f"{median(one['rate'] for one in alone):,.0f} images/s", ""],
        ["training, window open", f"{median(one['rate'] for one in windows):,.0f} images/s", ""],
        ["window ÷ headless (median of pairs)", f"{ratio:.3f}", f"≥ {SPEED_TARGET}"],
    ]
    return rows, p99 > P99_TARGET_MS or stall > STALL_TARGET_MS or ratio < SPEED_TARGET


def _answer_rows(chosen: argparse.Namespace) -> tuple[list[list[str]], bool]:
    found = _child("answers", "--movements", chosen.movements)
    rows, missed = [], False
    for digits in DIGITS:
        p50, p99 = found[f"{digits} p50"], found[f"{digits} p99"]
        name = "pen to answer, one digit" if digits == 1 else f"pen to answer, {digits} digits"
        rows += [[f"{name}, p50", f"{p50:.1f} ms", ""], [f"{name}, p99", f"{p99:.1f} ms", f"≤ {ANSWER_TARGET_MS} ms"]]
        missed |= p99 > ANSWER_TARGET_MS
    return rows, missed


def _child(kind: str, option: str, amount: float) -> dict[str, float]:
    command = [sys.executable, "-m", "benchmarks.responsiveness", "--child", kind, option, str(amount)]
    environment = os.environ | {"QT_QPA_PLATFORM": os.environ.get("QT_QPA_PLATFORM", "offscreen")}
    with tempfile.TemporaryDirectory() as home:
        environment["NETWRIGHT_HOME"] = home
        done = subprocess.run(command, stdout=subprocess.PIPE, text=True, env=environment, timeout=900, check=True)
    found: dict[str, float] = json.loads(done.stdout.strip().splitlines()[-1])
    return found


def headless(seconds: float) -> dict[str, float]:
    """Train without a window; images per second after settling."""
    from engine.project import Project
    from engine.runs.store import RunStore
    from engine.training.events import StepsCompleted
    from engine.training.job import TrainingJob

    job = TrainingJob(Project.from_template(), RunStore())
    job.start()
    steps, began, deadline = 0, 0.0, 0.0
    while True:
        event = job.events.get()
        if not isinstance(event, StepsCompleted):
            continue
        now = time.perf_counter()
        if not deadline:
            deadline = now + SETTLE_SECONDS + seconds
        if now < deadline - seconds:
            continue
        if not began:
            began = now
            continue
        steps += len(event.losses)
        if now >= deadline:
            break
    rate = steps * job.project.training.batch_size / (now - began)
    job.cancel()
    job.join()
    return {"rate": rate}


def _training_window() -> "MainWindow":
    """The real window, warm, with Train clicked on a second ago."""
    from PySide6.QtCore import Qt
    from PySide6.QtTest import QTest

    from benchmarks.event_loop import wait
    from gui import startup
    from gui.main_window import MainWindow
    from gui.preferences import Preferences

    startup.prepare_application(Preferences())
    window = MainWindow()
    window.show()
    while not window.is_warm:
        wait(100)
    wait(1_000)
    QTest.mouseClick(window.controls.train_button, Qt.MouseButton.LeftButton)
    wait(1_000)
    return window


def answers(movements: int) -> dict[str, float]:
    """Draw while the network learns; p50 and p99 in milliseconds, for each number of digits."""
    from benchmarks.event_loop import percentile, wait
    from benchmarks.pen_to_answer import Pen

    window = _training_window()
    wait(int(SETTLE_SECONDS * 1000))
    pen = Pen(window.draw_panel)
    found: dict[str, float] = {}
    for digits in DIGITS:
        waited = pen.measure(digits, movements)
        found |= {f"{digits} p50": percentile(waited, 0.5), f"{digits} p99": percentile(waited, 0.99)}
    if not window.session.is_active:
        raise RuntimeError("the training ended before the measurement did")
    window.session.stop_and_wait()
    window.close()
    return found


def with_window(seconds: float) -> dict[str, float]:
    """Train by a click on Train in the real window, with a digit drawn, and watch the event loop."""
    from PySide6.QtCore import QCoreApplication, QPoint, Qt, QTimer
    from PySide6.QtTest import QTest

    from benchmarks.event_loop import Beat, wait

    window = _training_window()
    pad = window.draw_panel.canvas
    middle, height = pad.width() // 2, pad.height()
    QTest.mousePress(pad, Qt.MouseButton.LeftButton, pos=QPoint(middle, height // 5))
    for y in range(height // 5, height * 4 // 5, 6):
        QTest.mouseMove(pad, QPoint(middle, y))
    QTest.mouseRelease(pad, Qt.MouseButton.LeftButton, pos=QPoint(middle, height * 4 // 5))
    wait(int(SETTLE_SECONDS * 1000))

    counted: list[tuple[float, int]] = []
    window.session.stepsCompleted.connect(
        lambda events: counted.append((time.perf_counter(), sum(len(event.losses) for event in events)))
    )
    QTimer.singleShot(int(seconds * 1000), lambda: QCoreApplication.exit(0))  # quit() would ask about the training
    with Beat() as beat:
        QCoreApplication.exec()
    steps = sum(count for _, count in counted[1:])
    rate = steps * window.document.training.batch_size / (counted[-1][0] - counted[0][0])
    window.session.stop_and_wait()
    window.close()
    return {
        "rate": rate,
        "p50": beat.delay(0.5),
        "p99": beat.delay(0.99),
        "longest": beat.longest,
    }


if __name__ == "__main__":
    sys.exit(main())
