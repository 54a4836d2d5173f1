"""Does the window stay smooth while many small images are imported, how fast are they, and are they ever read twice?

``uv run python -m benchmarks.importing`` writes ``--images`` digits as PNG files into ten folders, opens the real
window, gives it the folder, presses Import, and prints a Markdown table: the time of look and import, images a second,
the delay of the event loop meanwhile and while nothing is done, how much of it was the window's own work (which other
programs on the machine do not lengthen), and what the same import costs again. Needs no display.
"""

import argparse
import os
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from benchmarks.event_loop import HEARTBEAT_MS, Beat, wait
from benchmarks.machine import machine_line, table

if TYPE_CHECKING:
    from gui.data.import_dialog import ImportDialog


STALL_TARGET_MS, AGAIN_TARGET = 100.0, 0.5
_PATIENCE_S = 1_800
_IDLE_MS = 5_000


def main() -> int:
    """Import and print the table; returns 1 where a target is missed."""
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("--images", type=int, default=20_000)
    chosen = arguments.parse_args()
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    with tempfile.TemporaryDirectory() as home:
        os.environ["NETWRIGHT_HOME"] = home
        folder = Path(home) / "digits"
        _write(folder, chosen.images)
        plain = _read_all(folder)
        found, beats = measure(folder)
    longest, again = max(beats["look"].longest, beats["import"].longest), found["again"] / found["import"]
    print(machine_line())
    print()
    rows = [
        ["the files' bytes alone, from the system's memory", f"{plain:.1f} s", ""],
        ["look at them", f"{found['look']:.1f} s", ""],
        ["import", f"{found['import']:.1f} s, {chosen.images / found['import']:,.0f} images/s", ""],
        ["the same import again, × the first", f"{found['again']:.1f} s, {again:.2f}", f"≤ {AGAIN_TARGET}"],
        *(
            [
                f"event loop, {name}: p99; longest; most work at once",
                f"{one.delay(0.99):.0f}; {one.longest:.0f}; {one.most_work:.0f} ms",
                "" if name == "idle" else f"longest ≤ {STALL_TARGET_MS:.0f} ms",
            ]
            for name, one in beats.items()
        ),
        ["progress told", f"{found['told']:.0f} times", ""],
    ]  # fmt: skip
    print(table(["", f"{chosen.images:,} images", "target"], rows))
    return int(longest > STALL_TARGET_MS or again > AGAIN_TARGET)


def _write(folder: Path, count: int) -> None:
    """Real digits as PNG files; from the 60,000th on they come again with another pixel in a corner."""
    from PIL import Image

    from engine.data.catalog import load_dataset

    mnist = load_dataset("mnist")
    for label in range(10):
        (folder / str(label)).mkdir(parents=True)
    for number in range(count):
        image = mnist.train_images[number % len(mnist.train_images), 0].copy()
        image[0, 0] = number // len(mnist.train_images)
        label = mnist.train_labels[number % len(mnist.train_labels)]
        Image.fromarray(image).save(folder / str(label) / f"{number}.png")


def _read_all(folder: Path) -> float:
    began = time.perf_counter()
    for path in folder.rglob("*.png"):
        path.read_bytes()
    return time.perf_counter() - began


def measure(folder: Path) -> tuple[dict[str, float], dict[str, Beat]]:
    """Seconds of a look, an import and the same import again in the real window; and what the event loop did."""
    from PySide6.QtWidgets import QPushButton

    from gui import startup
    from gui.main_window import MainWindow
    from gui.preferences import Preferences

    startup.prepare_application(Preferences())
    window = MainWindow()
    window.show()
    _until(lambda: window.is_warm)
    window.go_to("data")
    wait(1_000)
    found: dict[str, float] = {}
    beats: dict[str, Beat] = {}

    def looked() -> "ImportDialog":
        from gui.data.import_dialog import ImportDialog

        window.import_data(folder)
        dialog = window.findChild(ImportDialog)
        assert dialog is not None
        _until(lambda: dialog.step == "correct")
        return dialog

    def imported(dialog: "ImportDialog") -> None:
        start = dialog.findChild(QPushButton, "importStartButton")
        assert start is not None
        start.click()
        _until(lambda: dialog.step == "done")

    told: list[int] = []
    with Beat() as beats["idle"]:
        wait(_IDLE_MS)
    began = time.perf_counter()
    with Beat() as beats["look"]:
        dialog = looked()
    found["look"] = time.perf_counter() - began
    dialog.progress.bar.valueChanged.connect(told.append)
    began = time.perf_counter()
    with Beat() as beats["import"]:
        imported(dialog)
        found["import"] = time.perf_counter() - began
        wait(500)  # what follows the import in the window: the list, the result
    found["told"] = len(told)
    dialog.accept()
    wait(500)
    dialog = looked()
    began = time.perf_counter()
    imported(dialog)
    found["again"] = time.perf_counter() - began
    dialog.accept()
    wait(500)
    window.close()
    return found, beats


def _until(reached: Callable[[], bool]) -> None:
    deadline = time.monotonic() + _PATIENCE_S
    while not reached():
        if time.monotonic() > deadline:
            raise TimeoutError("the window did not get there")
        wait(HEARTBEAT_MS)


if __name__ == "__main__":
    sys.exit(main())
