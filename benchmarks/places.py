"""Does the window stall when a person goes from place to place and opens something large?

``uv run python -m benchmarks.places`` opens the real window, trains the reference network for a moment, and then does
what the lines of its Markdown table say, each for the first time and some of them again: the longest stall of the event
loop until it is done. ``work`` is the most processor's time that the window's thread took at a stretch, which other
programs on the machine do not lengthen. ``--culprits`` prints where every thread was in each long stall. Needs
no display.
"""

import argparse
import faulthandler
import os
import sys
import tempfile
from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer

from benchmarks.machine import machine_line, table

if TYPE_CHECKING:
    from benchmarks.event_loop import Beat
    from gui.main_window import MainWindow

TARGET_MS = 100.0
_IMAGES = 1_000_000
_AFTERWARDS_MS = 500
_WATCH_MS = 20
Moment = tuple[str, Callable[[], object], Callable[[], bool]]


def main() -> int:
    """Go through the places and print the table; returns 1 where one of them stalls for too long."""
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("--size", default="1280x720", help="of the window")
    arguments.add_argument("--culprits", action="store_true")
    chosen = arguments.parse_args()
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    with tempfile.TemporaryDirectory() as home:
        os.environ["NETWRIGHT_HOME"] = home
        found = measure(chosen.size, chosen.culprits)
    rows = [
        [name, f"{beat.longest:.0f} ms (work {beat.most_work:.0f})", f"≤ {TARGET_MS:.0f} ms"] for name, beat in found
    ]
    print(machine_line())
    print()
    print(table(["", "longest stall", "target"], rows))
    return int(any(beat.longest > TARGET_MS for _, beat in found))


def measure(size: str, culprits: bool) -> "list[tuple[str, Beat]]":
    """Each moment's name and how the event loop beat until it was over."""
    from benchmarks.event_loop import Beat, wait
    from benchmarks.million import write_repeated_mnist
    from gui import startup
    from gui.main_window import MainWindow
    from gui.preferences import Preferences

    name = write_repeated_mnist(_IMAGES)
    startup.prepare_application(Preferences())
    window = MainWindow()
    width, height = map(int, size.split("x"))
    window.resize(width, height)
    window.show()
    while not window.is_warm:
        wait(100)
    quick = window.document.training.model_copy(update={"limit_train": 2_000, "epochs": 1})
    window.document.apply("quick", training=quick)
    window.controls.train()
    while window.session.is_active:
        wait(100)
    wait(1_000)
    found = []
    for words, act, is_done in _moments(window, name):
        watch = _Watch(words) if culprits else None
        with Beat() as beat:
            act()
            while not is_done():
                wait(20)
            wait(_AFTERWARDS_MS)
        if watch is not None:
            watch.end()
        found.append((words, beat))
    window.document.undo_stack.setClean()
    window.close()
    return found


def _moments(window: "MainWindow", dataset: str) -> list[Moment]:
    others = window.others  # the places of data and evaluation are made when they are first gone to

    def data_is_there() -> bool:
        return others.data_page.list.selected() is not None

    def million_is_seen() -> bool:
        return others.data_page.images.gallery.count == _IMAGES

    def show_classes() -> None:
        others.data_page.tabs.setCurrentWidget(others.data_page.classes)

    def can_evaluate() -> bool:
        return others.evaluate_page.bar.evaluate_button.isEnabled()

    def evaluate() -> None:
        others.evaluate_page.evaluate()

    def is_evaluated() -> bool:
        return others.evaluate_page.shown is not None and not others.evaluate_page.is_active

    def open_why() -> None:
        results = others.evaluate_page.results
        results.tabs.setCurrentIndex(results.tabs.count() - 1)
        results.detail.tabs.setCurrentWidget(others.why)

    def why_is_there() -> bool:
        return not others.why.is_busy and bool(others.why.sentence.text())

    places: list[Moment] = [
        (f"{place}, again", lambda place=place: window.go_to(place), lambda: True)  # type: ignore[misc]
        for place in ("build", "train", "runs", "draw", "data", "evaluate")
    ]
    return [
        ("Data, for the first time", lambda: window.go_to("data"), data_is_there),
        (
            f"a dataset of {_IMAGES:,} images until they are seen",
            lambda: others.data_page.reload(select=dataset),
            million_is_seen,
        ),
        ("its duplicates are looked for", lambda: None, lambda: others.data_page.warnings.is_done),
        ("its classes", show_classes, lambda: others.data_page.classes.means.count > 0),
        (
            "Evaluate, for the first time",
            lambda: window.go_to("evaluate"),
            can_evaluate,
        ),
        ("evaluate 10,000 test images", evaluate, is_evaluated),
        ("Why? of an image, for the first time", open_why, why_is_there),
        ("Step by step, for the first time", window.lesson.open, lambda: True),
        *places,
    ]


class _Watch(QTimer):
    """Prints where the window's thread is whenever it has not come back to the event loop for too long."""

    def __init__(self, words: str) -> None:
        super().__init__(interval=_WATCH_MS)
        print(f"{words}:", file=sys.stderr, flush=True)
        self.timeout.connect(lambda: faulthandler.dump_traceback_later(TARGET_MS / 1e3))
        self.start()

    def end(self) -> None:
        """Watch no more."""
        self.stop()
        faulthandler.cancel_dump_traceback_later()


if __name__ == "__main__":
    sys.exit(main())
