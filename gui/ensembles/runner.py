"""The groups that this window trains: their threads, looked at by one timer."""

from PySide6.QtCore import QObject, QTimer, Signal

from engine.ensembles.group import GroupState, GroupWork
from engine.ensembles.plan import GroupPlan
from engine.runs.store import RunStore

_LOOK_MS = 250
_PATIENCE = 10.0


class GroupRunner(QObject):
    """``changed(state)`` while a group goes on, and for the last time when it has ended."""

    changed = Signal(object)

    def __init__(self, store: RunStore, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._store = store
        self._works: dict[str, GroupWork] = {}
        self._told: dict[str, GroupState] = {}
        self._timer = QTimer(self, interval=_LOOK_MS)
        self._timer.timeout.connect(self._look)

    def start(self, plan: GroupPlan, side_by_side: int, *, together: bool = False) -> None:
        """Train what is missing of a group, unless that is under way."""
        if plan.name in self._works:
            return
        work = GroupWork(self._store, plan, side_by_side, together=together)
        self._works[plan.name] = work
        work.start()
        self._timer.start()
        self._look()

    def cancel(self, name: str) -> None:
        """Stop a group after the steps under way."""
        if name in self._works:
            self._works[name].cancel()

    def state(self, name: str) -> GroupState | None:
        """How far a group is that goes on now."""
        return self._works[name].state if name in self._works else None

    @property
    def states(self) -> list[GroupState]:
        """How far all groups are that go on now."""
        return [work.state for work in self._works.values()]

    def cancel_all(self) -> None:
        """Stop all groups after the steps under way."""
        for work in self._works.values():
            work.cancel()

    def stop(self) -> None:
        """Stop all of them and wait; for closing the window. They can go on at the next start."""
        self._timer.stop()
        self.cancel_all()
        for work in self._works.values():
            work.join(_PATIENCE)

    def _look(self) -> None:
        for name, work in list(self._works.items()):
            ended, state = work.join(0), work.state
            if ended:
                del self._works[name]
            if ended or state != self._told.get(name):
                self._told[name] = state
                self.changed.emit(state)
        if not self._works:
            self._timer.stop()
