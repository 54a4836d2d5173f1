"""What a person wishes of a run at the place of the runs, done by the window's parts."""

from __future__ import annotations

from typing import TYPE_CHECKING

from engine.runs.run import Run
from gui.runs.place import RunsPlace
from gui.window.repeating import Repeating

if TYPE_CHECKING:
    from gui.main_window import MainWindow


def fulfil_wishes(place: RunsPlace, window: MainWindow) -> None:
    """Connect the place with the window."""

    def compare(run: Run) -> None:
        window.train_page.compare_run(run)
        window.go_to("train")

    place.openRequested.connect(window.open_run)
    place.resumeRequested.connect(window.resuming.resume)
    place.followRequested.connect(window.going_on.follow)
    place.compareRequested.connect(compare)
    place.evaluateRequested.connect(lambda _run: window.go_to("evaluate"))
    place.evaluateGroupRequested.connect(lambda _plan, _known: window.go_to("evaluate"))
    place.told.connect(lambda words, actions: window.notices.tell(words, actions=actions))
    Repeating(window.session, window.store, window.files, window.notices, place)
