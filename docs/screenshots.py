"""Draws the screenshots of the documentation from the real window: every place, both themes, both languages.

``uv run python docs/screenshots.py`` trains the reference network on real MNIST for ``--epochs`` epochs with the window
open, draws a three and photographs each place, the lesson and the explanation of the answer into ``docs/screenshots``.
``--part`` makes some of these pictures alone, ``--size 2560x1440`` and ``--out`` make other sets;
``QT_SCALE_FACTOR=1.5`` in front gives the high-resolution look. Needs no display.
"""

import argparse
import os
import sys
import tempfile
from collections.abc import Sequence
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING

import many_runs  # beside this file

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))
os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from gui.main_window import MainWindow

PARTS = ("data", "build", "train", "evaluate", "draw", "runs", "lesson", "why", *many_runs.PARTS)
THREE = [(0.32, 0.25), (0.5, 0.16), (0.66, 0.27), (0.6, 0.42), (0.47, 0.48), (0.62, 0.54), (0.69, 0.68), (0.55, 0.83)]
THREE_END = [(0.4, 0.84), (0.3, 0.76)]
_SETTLING_MS, _LOOKING_MS = 350, 3_000
"""For a place to be painted; and for the drawing's second choice, which is found anew where the pad comes in sight."""


def main() -> int:
    """Open, train, draw, photograph."""
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("--size", default="1280x720")
    arguments.add_argument("--out", type=Path, default=ROOT / "docs" / "screenshots")
    arguments.add_argument("--epochs", type=int, default=3)
    arguments.add_argument("--limit", type=int, default=12_000)
    arguments.add_argument("--part", choices=PARTS, action="append", help="several can be named; all where none is")
    chosen = arguments.parse_args()
    os.environ["NETWRIGHT_HOME"] = tempfile.mkdtemp()
    parts = chosen.part or PARTS
    several = not set(many_runs.PARTS).isdisjoint(parts)
    if several:
        many_runs.train_many()

    from gui import startup
    from gui.main_window import MainWindow
    from gui.preferences import Preferences

    preferences = Preferences()
    startup.prepare_application(preferences)
    window = MainWindow(preferences)
    width, height = map(int, chosen.size.split("x"))
    window.resize(width, height)
    window.show()
    _train(window, chosen.epochs, chosen.limit)
    chosen.out.mkdir(parents=True, exist_ok=True)
    window.go_to("draw")
    _wait(200)
    _draw_three(window)
    if several:
        many_runs.prepare(window, _wait)
    _photograph_all(window, parts, chosen.out)
    window.document.undo_stack.setClean()
    window.close()
    return 0


def _wait(milliseconds: int) -> None:
    """Run the event loop for a while. (``QTest.qWait`` would keep Python's lock and starve the training.)"""
    from PySide6.QtCore import QEventLoop, QTimer

    loop = QEventLoop()
    QTimer.singleShot(milliseconds, loop.quit)
    loop.exec()


def _train(window: "MainWindow", epochs: int, limit: int) -> None:
    from PySide6.QtCore import Qt
    from PySide6.QtTest import QTest

    training = window.document.training.model_copy(update={"epochs": epochs, "limit_train": limit})
    window.document.apply("", training=training)
    QTest.mouseClick(window.controls.train_button, Qt.MouseButton.LeftButton)
    while window.session.is_active:
        _wait(100)
    window.go_to("evaluate")
    page = window.others.evaluate_page
    page.evaluate()
    while page.is_active:
        _wait(100)


def _draw_three(window: "MainWindow") -> None:
    from PySide6.QtCore import QPoint, Qt
    from PySide6.QtTest import QTest

    pad = window.draw_panel.canvas
    points = [QPoint(round(x * pad.width()), round(y * pad.height())) for x, y in THREE + THREE_END]
    QTest.mousePress(pad, Qt.MouseButton.LeftButton, pos=points[0])
    for start, end in pairwise(points):
        for part in range(1, 9):
            QTest.mouseMove(pad, start + (end - start) * part / 8)
    QTest.mouseRelease(pad, Qt.MouseButton.LeftButton, pos=points[-1])


def _photograph_all(window: "MainWindow", parts: Sequence[str], folder: Path) -> None:
    from gui import theme, translation

    widgets = {part: _opened(window, part) for part in parts}
    for language in translation.LANGUAGES:
        translation.set_language(language)
        for look in ("light", "dark"):
            theme.set_theme(look)
            many_runs.vary(window, marked=False)
            for part, widget in widgets.items():
                if part in many_runs.PARTS:
                    many_runs.show(window, part)
                elif widget is window:
                    window.go_to(part)
                    window.others.runs_place.show_tab("runs")
                if part == "build":
                    window.document.select(("conv2",))
                _wait(_LOOKING_MS if part in ("draw", *many_runs.PARTS) else _SETTLING_MS)
                widget.grab().save(str(folder / f"{part}-{look}-{language}.png"))


def _opened(window: "MainWindow", part: str) -> "QWidget":
    """The window that shows a place, the lesson or why the drawing is answered so."""
    if part == "lesson":
        from gui.lesson.window import LessonWindow

        window.lesson.open()
        lesson = window.findChild(LessonWindow)
        assert lesson is not None
        return lesson
    if part == "why":
        explaining = window.others.explaining
        explaining.show()
        dialog = explaining.dialog
        assert dialog is not None
        while dialog.view.is_busy or not dialog.view.sentence.text():
            _wait(100)
        return dialog
    return window


if __name__ == "__main__":
    sys.exit(main())
