"""After the start: a sweep or group whose program was killed, or whose machine went off, is offered to go on."""

from __future__ import annotations

from abc import abstractmethod
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QCoreApplication, QLocale, QObject

from gui.training.background import BackgroundTask

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from engine.ensembles.group import GroupState
    from engine.sweeps.store import SweepSummary
    from gui.main_window import MainWindow


class InterruptedWork(QObject):
    """Looks in a thread and offers the newest of its kind once; whoever declines finds it among the others."""

    _kind: str
    """Of what it is, for the preferences."""

    def __init__(self, window: MainWindow, parent: QObject) -> None:
        super().__init__(parent)
        self._window = window
        self._finder = BackgroundTask(f"find-interrupted-{self._kind}s", self)
        self._finder.done.connect(self._found)

    def look(self) -> None:
        """Find out whether something was interrupted."""
        self._finder.start(lambda _handle: self._newest())

    @property
    def is_looking(self) -> bool:
        """Whether the answer is still to come."""
        return self._finder.is_active

    def stop(self) -> None:
        """End the thread; for closing the window."""
        self._finder.stop_and_wait()

    @staticmethod
    @abstractmethod
    def _newest() -> tuple[Any, str] | None:
        """The newest that was interrupted, and a name of this interruption; called in the thread."""

    @abstractmethod
    def _words(self, work: Any) -> str:
        """What was interrupted, and how far it was."""

    @abstractmethod
    def _go_on(self, work: Any) -> None:
        """Show it and go on with it."""

    def _found(self, found: tuple[Any, str] | None) -> None:
        translate = QCoreApplication.translate
        preferences, key = self._window.preferences, f"declined_{self._kind}"
        if found is None or preferences.text(key) == found[1]:
            return
        work, name = found
        self._window.notices.tell_when_free(
            lambda: self._words(work),
            actions=(
                (lambda: translate("InterruptedWork", "Go on"), lambda: self._go_on(work)),
                (
                    lambda: translate("InterruptedWork", "Not now"),
                    lambda: preferences.remember(**{key: name}),
                ),
            ),
        )

    def _shown_page(self, tab: str) -> QWidget:
        """The page of a tab among the runs, gone to."""
        place = self._window.others.runs_place
        self._window.go_to("runs")
        place.show_tab(tab)
        return place.page(tab)


class InterruptedSweeps(InterruptedWork):
    """Sweeps with trials left."""

    _kind = "sweep"

    @staticmethod
    def _newest() -> tuple[SweepSummary, str] | None:
        from engine.sweeps.interrupted import interrupted, interruption
        from engine.sweeps.store import SweepStore

        found = interrupted(SweepStore())
        return (found[0], interruption(found[0])) if found else None

    def _words(self, work: SweepSummary) -> str:
        number = QLocale().toString
        text = self.tr("The sweep {sweep} was interrupted after {ended} of {planned} trials.")
        return text.format(sweep=work.title or work.name, ended=number(work.ended), planned=number(work.planned))

    def _go_on(self, work: SweepSummary) -> None:
        from gui.sweeps.page import SweepsPage

        page = self._shown_page("sweeps")
        assert isinstance(page, SweepsPage)
        page.go_on(work.folder)


class InterruptedGroups(InterruptedWork):
    """Groups of runs with members left."""

    _kind = "group"

    @staticmethod
    def _newest() -> tuple[GroupState, str] | None:
        from engine.ensembles.interrupted import interrupted
        from engine.runs.store import RunStore

        found = interrupted(RunStore())
        return found[0] if found else None

    def _words(self, work: GroupState) -> str:
        from gui.ensembles.words import kind_title

        number = QLocale().toString
        text = self.tr("{kind} of {run}: interrupted after {done} of {count} runs.")
        return text.format(
            kind=kind_title(work.plan.kind),
            run=work.plan.parent or work.plan.name,
            done=number(work.done),
            count=number(work.plan.count),
        )

    def _go_on(self, work: GroupState) -> None:
        from gui.ensembles.page import GroupsPage
        from gui.runs.place import GROUPS

        page = self._shown_page(GROUPS)
        assert isinstance(page, GroupsPage)
        page.go_on(work.plan)
