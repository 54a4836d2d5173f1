"""What does looking into a layer cost the training that it follows?

``uv run python -m benchmarks.inside_cost`` trains a template's network in the real window, at the place Build, and in
turn opens the tab *Inside* of a layer, live, and goes back to the layer's params, ``--pairs`` times. It prints a
Markdown table: steps a second with the tab open and closed, and their ratio within each pair (which of the two comes
first changes from pair to pair). Needs no display.
"""

import argparse
import os
import sys
import tempfile
import time
from statistics import median

from benchmarks.machine import machine_line, table

TARGET = 0.98
_EPOCHS_WITHOUT_END = 1_000


def main() -> int:
    """Train, open and close, and print the table; returns 1 where the median costs more than 2 %."""
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("--template", default="mnist-cnn")
    arguments.add_argument("--layer", default="conv2")
    arguments.add_argument("--pairs", type=int, default=5)
    arguments.add_argument("--seconds", type=float, default=10, help="of each phase")
    arguments.add_argument("--settle", type=float, default=3, help="seconds after opening and closing, not counted")
    chosen = arguments.parse_args()
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    with tempfile.TemporaryDirectory() as home:
        os.environ["NETWRIGHT_HOME"] = home
        pairs, looks = measure(chosen.template, chosen.layer, chosen.pairs, chosen.seconds, chosen.settle)
    ratios = sorted(opened / closed for opened, closed in pairs)
    rows = [
        ["steps a second, closed", f"{median(closed for _, closed in pairs):,.1f}", ""],
        ["steps a second, open and live", f"{median(opened for opened, _ in pairs):,.1f}", ""],
        ["open ÷ closed, median of pairs", f"{median(ratios):.3f}", f"≥ {TARGET}"],
        ["open ÷ closed, all pairs", f"{ratios[0]:.3f} to {ratios[-1]:.3f}", ""],
        ["looks while open", f"{looks}", ""],
    ]
    print(machine_line())
    print()
    print(
        table([f"{chosen.template}, {chosen.layer}", f"{chosen.pairs} × {chosen.seconds:.0f} s each", "target"], rows)
    )
    return int(median(ratios) < TARGET)


def measure(
    template: str, layer: str, count: int, seconds: float, settle: float
) -> tuple[list[tuple[float, float]], int]:
    """Steps a second, open and closed, of each pair; and how often newer weights were shown meanwhile."""
    from PySide6.QtCore import Qt
    from PySide6.QtTest import QTest

    from benchmarks.event_loop import wait
    from gui import startup
    from gui.main_window import MainWindow
    from gui.preferences import Preferences

    startup.prepare_application(Preferences())
    shown = _count_what_is_shown()
    window = MainWindow()
    window.show()
    while not window.is_warm:
        wait(100)
    window.files.new(template)
    training = window.document.training.model_copy(update={"epochs": _EPOCHS_WITHOUT_END})
    window.document.apply("endless", training=training)
    window.document.select((layer,))
    told: list[int] = []
    window.session.stepsCompleted.connect(lambda events: told.extend(len(event.losses) for event in events))
    window.controls.train()
    while not told:
        wait(100)
    window.go_to("build")
    tabs = window.build_page.side.tabs
    names = [tabs.tabText(index) for index in range(tabs.count())]

    def phase(opened: bool) -> float:
        place = tabs.tabRect(names.index("Inside" if opened else "Layer")).center()
        QTest.mouseClick(tabs, Qt.MouseButton.LeftButton, pos=place)
        wait(int(settle * 1000))
        shown.clear()
        before, began = sum(told), time.perf_counter()
        wait(int(seconds * 1000))
        looks.append(len(shown))
        return (sum(told) - before) / (time.perf_counter() - began)

    looks: list[int] = []
    phase(True)  # makes the tab, and lets the training settle
    looks.clear()
    pairs = []
    for number in range(count):
        first, second = phase(number % 2 == 0), phase(number % 2 == 1)
        pairs.append((first, second) if number % 2 == 0 else (second, first))
    if not window.build_page.side.inside.is_settled:
        raise SystemExit("the layer was not looked into")
    window.session.stop_and_wait()
    window.document.undo_stack.setClean()
    window.close()
    return pairs, sum(looks)


def _count_what_is_shown() -> list[float]:
    """The seconds that it took to show each look from now on."""
    from engine.evaluation.inside_service import InsideService

    taken: list[float] = []
    charge = InsideService.charge

    def noted(self: InsideService, seconds: float) -> None:
        taken.append(seconds)
        charge(self, seconds)

    InsideService.charge = noted  # type: ignore[method-assign]
    return taken


if __name__ == "__main__":
    sys.exit(main())
