"""After the start: a sweep whose program was killed, or whose machine went off, is offered to go on."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QLocale, QObject

from gui.training.background import BackgroundTask, Handle

if TYPE_CHECKING:
    from engine.sweeps.store import SweepSummary
    from gui.main_window import MainWindow

_DECLINED = "declined_sweep"


class InterruptedSweeps(QObject):
    """Looks in a thread and offers the newest one once; whoever declines finds it among the sweeps."""

    def __init__(self, window: MainWindow, parent: QObject) -> None:
        super().__init__(parent)
        self._window = window
        self._finder = BackgroundTask("find-interrupted-sweeps", self)
        self._finder.done.connect(self._found)

    def look(self) -> None:
        """Find out whether a sweep was interrupted."""
        self._finder.start(_newest)

    def stop(self) -> None:
        """End the thread; for closing the window."""
        self._finder.stop_and_wait()

    def _found(self, found: tuple[SweepSummary, str] | None) -> None:
        preferences = self._window.preferences
        if found is None or preferences.text(_DECLINED) == found[1]:
            return
        sweep, interruption = found
        name = sweep.title or sweep.name

        def words() -> str:
            number = QLocale().toString
            text = self.tr("The sweep {sweep} was interrupted after {ended} of {planned} trials.")
            return text.format(sweep=name, ended=number(sweep.ended), planned=number(sweep.planned))

        self._window.notices.tell_when_free(
            words,
            actions=(
                (lambda: self.tr("Go on"), lambda: self._go_on(sweep.folder)),
                (lambda: self.tr("Not now"), lambda: preferences.remember(**{_DECLINED: interruption})),
            ),
        )

    def _go_on(self, folder: Path) -> None:
        from gui.sweeps.page import SweepsPage

        place = self._window.others.runs_place
        self._window.go_to("runs")
        place.show_tab("sweeps")
        page = place.page("sweeps")
        assert isinstance(page, SweepsPage)
        page.go_on(folder)


def _newest(_handle: Handle) -> tuple[SweepSummary, str] | None:
    """The newest sweep that was interrupted, and the name of this interruption."""
    from engine.sweeps.interrupted import interrupted, interruption
    from engine.sweeps.store import SweepStore

    found = interrupted(SweepStore())
    return (found[0], interruption(found[0])) if found else None
