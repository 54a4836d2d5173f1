"""A group of runs at work: one after the other or side by side in worker processes; it goes on where it was cut off."""

import contextlib
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Literal

from engine.ensembles.at_work import at_work
from engine.ensembles.plan import JOINED, STACKED, GroupPlan
from engine.machine.cores import core_numbers
from engine.runs.run import Run, RunStatus, RunSummary
from engine.runs.store import RunStore
from engine.sweeps.orders import Ended, EpochDone, Order, Started
from engine.sweeps.workers import Died, Workers, shares
from engine.text import QT_TRANSLATE_NOOP, NetwrightError, Text
from engine.training.failures import describe_failure
from engine.training.stacked.standing import standing_together

MemberStatus = Literal["waiting", "running", "completed", "cancelled", "failed"]
GroupStatus = Literal["running", "completed", "cancelled", "failed"]

_WAIT = 0.1
_MOST_STILLBORN = 3
_STATUS: dict[RunStatus, MemberStatus] = {
    "running": "running",
    "completed": "completed",
    "failed": "failed",
    "cancelled": "cancelled",
    "interrupted": "cancelled",
}


@dataclass(frozen=True, slots=True)
class MemberState:
    """How far one member is. ``accuracy`` is the validation's, of the best epoch so far or in the end."""

    index: int
    status: MemberStatus = "waiting"
    run: str = ""
    epoch: int = 0
    epochs: int = 0
    accuracy: float | None = None


@dataclass(frozen=True, slots=True)
class GroupState:
    """How far the whole group is. ``joined`` is the run that its members were put together into."""

    plan: GroupPlan
    members: tuple[MemberState, ...]
    status: GroupStatus = "running"
    seconds: float = 0.0
    joined: str = ""
    error: Text | None = None
    hint: Text | None = None

    @property
    def share(self) -> float:
        """Of all epochs of all members, how many are done, from 0 to 1."""
        done = sum(
            1.0 if one.status == "completed" else one.epoch / one.epochs if one.epochs else 0.0 for one in self.members
        )
        return done / len(self.members)

    @property
    def done(self) -> int:
        """How many members are complete."""
        return sum(one.status == "completed" for one in self.members)


def runs_of(store: RunStore, plan: GroupPlan) -> dict[int, RunSummary]:
    """The run of each member that was begun, by its index; of several, a complete one, else the newest."""
    found: dict[int, RunSummary] = {}
    for summary in reversed(store.list()):
        lineage = summary.lineage
        if lineage is None or (lineage.relation, lineage.group) != (plan.kind, plan.name):
            continue
        known = found.get(lineage.index)
        if known is None or known.status != "completed":
            found[lineage.index] = summary
    return found


def complete_runs(store: RunStore, plan: GroupPlan) -> list[Run]:
    """The runs of the members that are complete, in the members' order."""
    return [Run(summary.folder) for _, summary in sorted(runs_of(store, plan).items()) if summary.status == "completed"]


def joined_of(store: RunStore, plan: GroupPlan) -> RunSummary | None:
    """The ensemble that was made of the group, where there is one."""
    for summary in store.list():
        lineage = summary.lineage
        if lineage is not None and (lineage.relation, lineage.group) == ("ensemble", plan.name):
            return summary
    return None


def standing(store: RunStore, plan: GroupPlan) -> GroupState:
    """How far a group is, by its runs' folders."""
    known = runs_of(store, plan)
    epochs = int(plan.project["training"]["epochs"])
    members = []
    for index in range(plan.count):
        run = known.get(index)
        if run is None:
            members.append(MemberState(index, epochs=epochs))
            continue
        members.append(MemberState(index, _STATUS[run.status], run.name, run.epochs_done, run.epochs, run.val_accuracy))
    complete = all(one.status == "completed" for one in members)
    joined = joined_of(store, plan) if complete and plan.kind in JOINED else None
    return GroupState(
        plan,
        tuple(members),
        "completed" if complete and (joined is not None or plan.kind not in JOINED) else "cancelled",
        sum(run.seconds for run in known.values()),
        joined.name if joined is not None else "",
    )


class GroupWork:
    """Trains what is missing of a group, in a thread that watches worker processes. Safe from any thread.

    What is complete is not trained again, and what was cut off goes on from its last checkpoint; what was cut off in
    one stacked computation goes on in one, where all stand at the same step. Boosting trains one after the other,
    whatever ``side_by_side`` says. ``together`` trains those that were not begun yet as one stacked computation.
    ``workers`` are used and left alive where they are given.
    """

    def __init__(
        self,
        store: RunStore,
        plan: GroupPlan,
        side_by_side: int = 1,
        workers: Workers | None = None,
        *,
        together: bool = False,
    ) -> None:
        self._store, self._plan = store, plan
        self._side_by_side = 1 if plan.kind == "boost" else max(1, min(side_by_side, plan.count))
        self._given = workers
        self._together = together and plan.kind in STACKED
        self._cancelled = threading.Event()
        self._lock = threading.Lock()
        self._state = GroupState(plan, tuple(MemberState(index) for index in range(plan.count)))
        self._thread = threading.Thread(target=self._work, name="netwright-group", daemon=True)

    @property
    def state(self) -> GroupState:
        """How far it is now."""
        with self._lock:
            return self._state

    def start(self) -> None:
        """Start the thread."""
        self._thread.start()

    def cancel(self) -> None:
        """Stop the members under way after their step; all is kept and can go on."""
        self._cancelled.set()

    def join(self, timeout: float | None = None) -> bool:
        """Wait for the end, at most ``timeout`` seconds; returns whether it has come."""
        self._thread.join(timeout)
        return not self._thread.is_alive()

    def _work(self) -> None:
        began = time.monotonic()
        try:
            with at_work(self._store, self._plan):
                self._train_all()
                joined = self._join_members()
            self._end("completed", began, joined=joined)
        except _Stopped:
            self._end("cancelled", began)
        except BaseException as error:  # told as the group's end
            text, hint = _reason(error)
            self._end("failed", began, error=text, hint=hint)

    def _end(self, status: GroupStatus, began: float, **told: object) -> None:
        with self._lock:
            members = tuple(
                replace(one, status="cancelled") if one.status == "running" else one for one in self._state.members
            )
            seconds = time.monotonic() - began
            self._state = replace(self._state, members=members, status=status, seconds=seconds, **told)  # type: ignore[arg-type]

    def _train_all(self) -> None:
        known = standing(self._store, self._plan)
        with self._lock:
            self._state = replace(known, status="running", seconds=0.0)
        waiting = [one.index for one in known.members if one.status != "completed"]
        if not waiting:
            return
        self._heed()
        new = [one.index for one in known.members if not one.run] if self._together else []
        batches = [self._cut_off_together(waiting), new]
        own = (
            None if self._given is not None else Workers(shares(min(self._side_by_side, len(waiting)), core_numbers()))
        )
        workers = self._given if own is None else own
        assert workers is not None
        try:
            _Round(
                self._store, self._plan, workers, waiting, batches, self._cancelled, self._change, self._side_by_side
            ).train()
        finally:
            if own is not None:
                own.close()
        self._heed()

    def _cut_off_together(self, waiting: list[int]) -> list[int]:
        """Those of the members that were cut off in one stack and can go on in one."""
        known = runs_of(self._store, self._plan)
        begun = [index for index in waiting if index in known and known[index].resumable]
        found = standing_together([Run(known[index].folder) for index in begun])
        return [] if found is None else [begun[number] for number in found.members]

    def _change(self, index: int, **changes: object) -> None:
        with self._lock:
            members = list(self._state.members)
            members[index] = replace(members[index], **changes)  # type: ignore[arg-type]
            self._state = replace(self._state, members=tuple(members))

    def _join_members(self) -> str:
        """Put the members of a bagging or boosting together, if that is not done yet; returns the run's name."""
        if self._plan.kind not in JOINED:
            return ""
        known = joined_of(self._store, self._plan)
        if known is not None:
            return known.name
        from engine.ensembles.boosting import say_of_members
        from engine.ensembles.making import make_ensemble

        runs = [Run(summary.folder) for _, summary in sorted(runs_of(self._store, self._plan).items())]
        counts = say_of_members(self._store, runs) if self._plan.kind == "boost" else None
        made = make_ensemble(
            self._store,
            runs,
            shares=counts,
            name=self._plan.name,
            group=self._plan.name,
            should_stop=self._cancelled.is_set,
        )
        return made.name

    def _heed(self) -> None:
        if self._cancelled.is_set():
            raise _Stopped


class _Stopped(Exception):
    """Cancelled."""


class _Round:
    """The training of what is missing, watched by the thread of a :class:`GroupWork`."""

    def __init__(
        self,
        store: RunStore,
        plan: GroupPlan,
        workers: Workers,
        waiting: list[int],
        together: list[list[int]],
        cancelled: threading.Event,
        change: Callable[..., None],
        at_once: int,
    ) -> None:
        from multiprocessing import Pipe

        self._store, self._plan, self._workers, self._waiting = store, plan, workers, waiting
        self._cancelled, self._change, self._at_once = cancelled, change, at_once
        self._together = [batch for batch in together if len(batch) > 1]
        self._running: set[int] = set()
        self._told_to_stop = False
        self._stillborn = 0
        self._failure: NetwrightError | None = None
        self._unused, self._never = Pipe(duplex=False)

    def train(self) -> None:
        """Until all is trained, cancelled, or one has failed; raises its reason."""
        try:
            while self._running or (self._waiting and not self._stopping):
                if self._stopping and not self._told_to_stop:
                    self._told_to_stop = True
                    self._workers.tell("cancel")
                if not self._stopping:
                    self._give()
                self._workers.wait(_WAIT, self._unused)
                for news in self._workers.news():
                    self._hear(news)
        finally:
            self._unused.close()
            self._never.close()
        if self._failure is not None:
            raise self._failure

    @property
    def _stopping(self) -> bool:
        return self._cancelled.is_set() or self._failure is not None

    def _give(self) -> None:
        for worker in self._workers:
            if not self._waiting or len(self._running) >= self._at_once:
                return
            if worker.idle:
                batch = tuple(map(self._order, self._next()))
                self._running |= {order.trial for order in batch}
                for order in batch:
                    self._tell(order.trial, status="running", run=order.run)
                worker.give(batch)

    def _next(self) -> list[int]:
        """The members that are given to a worker next: those to be trained together at once, else one."""
        chosen = self._together.pop(0) if self._together else self._waiting[:1]
        self._waiting = [index for index in self._waiting if index not in chosen]
        return chosen

    def _order(self, index: int) -> Order:
        known = runs_of(self._store, self._plan)
        begun = known.get(index)
        lineage = self._plan.lineage(index)
        if begun is not None and begun.resumable:
            return Order(index, self._plan.project, self._store.root, begun.name, lineage, resume=True)
        if begun is not None:  # cut off before its first checkpoint, or failed
            with contextlib.suppress(NetwrightError):
                self._store.delete(begun)
        earlier = [known[other].name for other in range(index) if other in known]
        project = self._plan.member(index, earlier)
        return Order(index, project.to_data(), self._store.root, self._plan.run_name(index), lineage)

    def _hear(self, news: object) -> None:
        match news:
            case Started(trial=index, run=run):
                self._tell(index, run=run)
            case EpochDone(trial=index, epoch=epoch, accuracy=accuracy):
                self._tell(index, epoch=epoch, accuracy=accuracy)
            case Ended(trial=index, outcome=outcome, run=run, failure=failure):
                self._running.discard(index)
                summary = self._store.open(run).summary() if run else None
                accuracy = None if summary is None else summary.val_accuracy
                self._tell(index, status=outcome, run=run, accuracy=accuracy)
                if failure is not None:
                    hint = "" if failure.hint is None else str(failure.hint)
                    self._failure = NetwrightError(failure.text.template, hint, **failure.text.values)
            case Died(exit_code=code, was_ready=False):
                self._stillborn += 1
                if self._stillborn >= _MOST_STILLBORN:
                    self._failure = NetwrightError(
                        QT_TRANSLATE_NOOP(
                            "engine", "The processes that train end before they begin (exit code {code})."
                        ),
                        code=code,
                    )
            case Died(trials=(first, *others), exit_code=code):
                for index in (first, *others):
                    self._running.discard(index)
                    self._tell(index, status="cancelled")
                self._failure = NetwrightError(
                    QT_TRANSLATE_NOOP(
                        "engine", "The process of run {number} of {count} ended by itself (exit code {code})."
                    ),
                    QT_TRANSLATE_NOOP(
                        "engine", "Go on: what is done is kept, and this run continues from its checkpoint."
                    ),
                    number=first + 1,
                    count=self._plan.count,
                    code=code,
                )

    def _tell(self, index: int, **changes: object) -> None:
        self._change(index, **changes)


def _reason(error: BaseException) -> tuple[Text, Text | None]:
    if isinstance(error, NetwrightError):
        return error.text, error.hint
    failure = describe_failure(error)
    return failure.text, failure.hint
