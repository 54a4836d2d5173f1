"""Runs the real program and drives it with real X events; prints what it saw as one JSON line. Started by the test.

The program is entered through ``app.main``; a timer on its event loop walks through the story below. Clicks and strokes
are made by the X server itself (XTEST through ``xdotool``), so everything between the server and the pixel is the
program's own.
"""

import json
import subprocess
import sys
import time
from collections.abc import Generator

from PySide6.QtCore import QPoint, QTimer
from PySide6.QtWidgets import QApplication, QLabel, QSpinBox, QTableView, QWidget

import app
from gui import startup
from gui.main_window import MainWindow
from gui.preferences import Preferences

Story = Generator[None, None, None]
PATIENCE = 180.0
seen: dict[str, object] = {}


def xdotool(*words: str | int) -> Story:
    """Let the X server move, press, type; the program goes on meanwhile."""
    hand = subprocess.Popen(["xdotool", *map(str, words)])
    while hand.poll() is None:
        yield
    assert hand.returncode == 0, words


def place_of(widget: QWidget, x: float = 0.5, y: float = 0.5) -> tuple[int, int]:
    """A point of a widget in pixels of the screen."""
    point = widget.mapToGlobal(QPoint(round(x * widget.width()), round(y * widget.height())))
    return point.x(), point.y()


def click(widget: QWidget) -> Story:
    """A click of the left button in the middle of a widget."""
    yield from xdotool("mousemove", *place_of(widget), "click", 1)


def draw(widget: QWidget, points: list[tuple[float, float]]) -> Story:
    """A stroke through the points, given as shares of the widget's sides."""
    words: list[str | int] = ["mousemove", *place_of(widget, *points[0]), "mousedown", 1]
    for point in points:
        words += ["mousemove", *place_of(widget, *point), "sleep", "0.02"]
    yield from xdotool(*words, "mouseup", 1)


def story(window: MainWindow) -> Story:
    """The main job: train a few hundred steps by clicking, draw a digit, stop, close."""

    def part(name: str) -> QWidget:
        found = window.findChild(QWidget, name)
        assert found is not None, name
        return found

    while not window.isActiveWindow() and not window.isVisible():
        yield
    seen["parameters"] = window.document.analysis.parameters
    yield from click(part("trainPlaceButton"))
    while window.place != "train":
        yield
    epochs = part("epochsField")
    assert isinstance(epochs, QSpinBox)
    yield from click(epochs)
    yield
    yield from xdotool("key", "ctrl+a", "type", "1")
    yield from xdotool("key", "Return")
    while epochs.value() != 1:
        yield
    yield from click(part("trainButton"))
    while window.session.state != "running":
        yield
    yield from _steps(window, 300)
    answer = part("predictedDigit")
    assert isinstance(answer, QLabel)
    yield from draw(part("digitCanvas"), [(0.5, 0.15 + 0.07 * number) for number in range(11)])
    until = time.monotonic() + 30
    while answer.text() != "1" and time.monotonic() < until:
        yield
    seen["answer_while_training"] = answer.text()
    yield from click(part("stopButton"))
    while window.session.is_active:
        yield
    seen["outcome"] = window.session.state
    yield from click(part("clearCanvasButton"))
    while answer.text():
        yield
    seen["answer_when_empty"] = answer.text()
    yield from draw(part("digitCanvas"), [(0.25, 0.2), (0.5, 0.2), (0.75, 0.2), (0.65, 0.4), (0.55, 0.6), (0.45, 0.85)])
    until = time.monotonic() + 15
    while answer.text() != "7" and time.monotonic() < until:
        yield
    seen["answer"] = answer.text()
    yield from click(part("runsPlaceButton"))
    table = part("runList")
    assert isinstance(table, QTableView)
    while table.model().rowCount() == 0:
        yield
    seen["runs"] = table.model().rowCount()
    window.grab().save(sys.argv[1])
    window.document.undo_stack.setClean()
    window.close()


def _steps(window: MainWindow, wanted: int) -> Story:
    done = 0

    def count(events: list[object]) -> None:
        nonlocal done
        done += sum(len(event.losses) for event in events)  # type: ignore[attr-defined, misc]

    window.session.stepsCompleted.connect(count)
    while done < wanted:
        yield
    seen["steps"] = done


def main() -> int:
    """Start the program with the story on its event loop."""
    application = startup.prepare_application(Preferences())
    running: list[Story] = []
    began = time.monotonic()

    def turn() -> None:
        if not running:
            found = [widget for widget in QApplication.topLevelWidgets() if isinstance(widget, MainWindow)]
            running.extend(story(window) for window in found)
            return
        if time.monotonic() - began > PATIENCE:
            seen["gave_up"] = True
            application.exit(1)
            return
        next(running[0], None)

    timer = QTimer(application)
    timer.setInterval(40)
    timer.timeout.connect(turn)
    timer.start()
    seen["exit_code"] = app.main([])
    print(json.dumps(seen))  # noqa: T201 - the test reads it
    return 0


if __name__ == "__main__":
    sys.exit(main())
