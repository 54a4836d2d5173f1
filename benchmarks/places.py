"""Does the window stall when a person goes from place to place and opens something large?

``uv run python -m benchmarks.places`` opens the real window, trains the reference network for a moment, and then does
what the lines of its Markdown table say, each for the first time and some of them again: the longest stall of the event
loop until it is done. ``work`` is the most processor's time that the window's thread took at a stretch, which other
programs on the machine do not lengthen. ``--culprits`` prints where the window's thread was in each long stall. Needs
no display.
"""

import argparse
import os
import sys
import tempfile
import threading
import time
import traceback
from collections.abc import Callable
from typing import TYPE_CHECKING

from benchmarks.machine import machine_line, table

if TYPE_CHECKING:
    from benchmarks.event_loop import Beat
    from gui.main_window import MainWindow

TARGET_MS = 100.0
_IMAGES = 1_000_000
_AFTERWARDS_MS = 500
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
            watch.stop()
        found.append((words, beat))
    window.document.undo_stack.setClean()
    window.close()
    return found


def _moments(window: "MainWindow", dataset: str) -> list[Moment]:
    from engine.evaluation.results import Evaluated

    page, data = window.others.evaluate_page, window.others.data_page
    results, why = page.results, window.others.why

    def shown() -> Evaluated | None:
        return page.shown

    def open_why() -> None:
        results.tabs.setCurrentIndex(results.tabs.count() - 1)
        results.detail.tabs.setCurrentWidget(why)

    def why_is_there() -> bool:
        return not why.is_busy and bool(why.sentence.text())

    places: list[Moment] = [
        (f"{place}, again", lambda place=place: window.go_to(place), lambda: True)  # type: ignore[misc]
        for place in ("build", "train", "runs", "draw", "data", "evaluate")
    ]
    return [
        ("Data, for the first time", lambda: window.go_to("data"), lambda: data.list.selected() is not None),
        (
            f"a dataset of {_IMAGES:,} images until they are seen",
            lambda: data.reload(select=dataset),
            lambda: data.images.gallery.count == _IMAGES,
        ),
        ("its duplicates are looked for", lambda: None, lambda: data.warnings.is_done),
        ("its classes", lambda: data.tabs.setCurrentWidget(data.classes), lambda: data.classes.means.count > 0),
        ("Evaluate, for the first time", lambda: window.go_to("evaluate"), page.bar.evaluate_button.isEnabled),
        ("evaluate 10,000 test images", page.evaluate, lambda: shown() is not None and not page.is_active),
        ("Why? of an image, for the first time", open_why, why_is_there),
        ("Step by step, for the first time", window.lesson.open, lambda: True),
        *places,
    ]


class _Watch:
    """Prints where the window's thread is whenever it was nowhere else for a while."""

    def __init__(self, words: str) -> None:
        self._words, self._main, self._stopped = words, threading.main_thread().ident or 0, threading.Event()
        self._thread = threading.Thread(target=self._look, daemon=True)
        self._thread.start()

    def stop(self) -> None:
        self._stopped.set()
        self._thread.join()

    def _look(self) -> None:
        place, since = "", time.perf_counter()
        while not self._stopped.wait(0.02):
            stack = traceback.format_stack(sys._current_frames()[self._main])
            now = "".join(stack[-5:])
            if now != place:
                place, since = now, time.perf_counter()
            elif "loop.exec()" not in stack[-1] and time.perf_counter() - since > TARGET_MS / 1e3:
                print(f"{self._words}:\n{now}", file=sys.stderr)
                since = float("inf")


if __name__ == "__main__":
    sys.exit(main())
