"""Trials to workers, and what they tell to the search, one small step at a time. It imports Optuna."""

import time
from collections import Counter
from dataclasses import dataclass, replace
from multiprocessing.connection import Connection
from pathlib import Path

from engine.project import Project
from engine.sweeps.fitting import as_trial
from engine.sweeps.orders import Batch, Ended, EpochDone, Order, Ready, Started
from engine.sweeps.outcomes import Outcomes, reason_of
from engine.sweeps.search import Assignment, Search
from engine.sweeps.storages import Patience
from engine.sweeps.sweep import SweepSettings
from engine.sweeps.trial_runs import TrialRuns
from engine.sweeps.trials import ENDED, Trial
from engine.sweeps.workers import Died, Workers
from engine.text import QT_TRANSLATE_NOOP, NetwrightError, Text
from engine.training.stacked.stackable import together
from engine.training.stacked.standing import standing_together

LOOK_SECONDS = 1.0
"""At most so long after it happened is seen what other programs do."""
REPORT_SECONDS = 1.0
"""Without pruning so often is an epoch kept; the run's own record has them all."""
MOST_DEATHS = 5
"""So often may a trial take its worker down with it before it counts as failed."""
MOST_AT_ONCE = 20
"""Points that may be refused before the workers are heard again."""
STOP_SECONDS = 30.0
"""So long may trials take to keep a checkpoint when the sweep stops."""


@dataclass
class _Underway:
    """A trial that a worker trains."""

    assignment: Assignment
    run: str
    resumed: bool = False
    pruned: bool = False
    lost: bool = False
    next_report: float = 0.0


class Scheduler:
    """Keeps workers busy with a search's trials. One thread uses it."""

    def __init__(
        self,
        search: Search,
        workers: Workers,
        runs: TrialRuns,
        root: Path,
        settings: SweepSettings,
        patience: Patience,
    ) -> None:
        """``root`` is the run store's."""
        self._search, self._workers, self._runs, self._root = search, workers, runs, root
        self._settings, self._patience = settings, patience
        self._outcomes = Outcomes(search, runs, settings, patience)
        self._underway: dict[int, _Underway] = {}
        self._waiting: list[Assignment] = []
        """Trials of this program without a worker: theirs died, or a killed program's still ends."""
        self._deaths: Counter[int] = Counter()
        self._stillborn = self._refused = 0
        self._exhausted = False
        self._next_look = 0.0
        self._trials: tuple[Trial, ...] = ()

    @property
    def done(self) -> bool:
        """Whether all trials have ended, here and elsewhere."""
        return self._exhausted and not self._underway and not self._waiting and self.ended >= self._search.planned

    @property
    def ended(self) -> int:
        """Trials that are over."""
        return sum(trial.state in ENDED for trial in self._trials)

    @property
    def trials(self) -> tuple[Trial, ...]:
        """All trials as they stood at the last look."""
        return self._trials

    @property
    def planned(self) -> int:
        """How many trials there are to be."""
        return self._search.planned

    def extend(self, trials: int) -> None:
        """So many trials more."""
        self._patience.ask(lambda: self._search.extend(trials))
        self._exhausted = False

    def step(self, may_begin: bool) -> None:
        """Hear the workers, look at other programs now and then, and give idle workers trials.

        Raises :class:`NetwrightError` where it is no use to go on, and :class:`Unreachable`.
        """
        changed = self._hear(stopping=False)
        if time.monotonic() >= self._next_look:
            self._next_look = time.monotonic() + LOOK_SECONDS
            self._look()
            changed = True
        if may_begin:
            changed = self._fill() or changed
        if changed:
            self.read()

    def read(self) -> None:
        """Read all trials anew."""
        self._trials = self._patience.ask(lambda: self._search.trials(self._search.planned))

    def wait(self, woken: Connection) -> None:
        """Wait until there is something to do."""
        self._workers.wait(max(0.0, self._next_look - time.monotonic()), woken)

    def stop(self) -> None:
        """Let the trials under way keep a checkpoint and end, so that they can go on later."""
        self._workers.tell("cancel")
        deadline = time.monotonic() + STOP_SECONDS
        while any(worker.orders for worker in self._workers) and time.monotonic() < deadline:
            self._hear(stopping=True)
            time.sleep(0.01)
        self._hear(stopping=True)
        for number in (*self._underway, *(assignment.number for assignment in self._waiting)):
            self._search.forget(number)
        self.read()

    # -- trials to workers -----------------------------------------------------------------------------------------

    def _look(self) -> None:
        """Give a sign of life, and see whether a trial of this program was taken by another one."""

        def look() -> list[int]:
            self._search.claims.beat()
            self._search.claims.refresh()
            return [number for number in self._underway if not self._search.is_mine(number)]

        for number in self._patience.ask(look):
            if not self._underway[number].lost:
                self._underway[number].lost = True
                self._cancel(number)
        self._exhausted = False

    def _fill(self) -> bool:
        """Give idle workers trials; returns whether anything changed."""
        aside, self._waiting = self._waiting, []
        changed = False
        for worker in self._workers:
            if worker.idle and (batch := self._batch(aside)):
                worker.give(batch)
                changed = True
        self._waiting += aside
        return changed or self._refused > 0

    def _batch(self, aside: list[Assignment]) -> Batch:
        """Trials for one worker: as many as it may take, of which each can be stacked onto the first."""
        batch: list[Order] = []
        first: Project | None = None
        others: list[Assignment] = []
        """Those that cannot: the next worker's, or this one's next."""
        while len(batch) + len(others) < self._settings.stack and (assignment := self._taken(aside)) is not None:
            project = as_trial(assignment.candidate.project)
            if first is not None and not self._stacks(batch, first, assignment, project):
                others.append(assignment)
            elif (order := self._order(assignment, project)) is not None:
                batch.append(order)
                first = first or project
        aside[:0] = others
        return tuple(batch)

    def _stacks(self, batch: list[Order], first: Project, assignment: Assignment, project: Project) -> bool:
        """Whether a trial can be trained together with those: all are new, or all go on from the same step."""
        if together([first, project]) is not None:
            return False
        if not batch[0].resume:
            return not assignment.run
        earlier = self._runs.earlier(assignment.number, assignment.run, assignment.root)
        if earlier is None or not earlier.resumable():
            return False
        runs = [*(self._runs.open(order.run) for order in batch), earlier]
        found = standing_together(runs)
        return found is not None and len(found.members) == len(runs)

    def _taken(self, aside: list[Assignment]) -> Assignment | None:
        """The next trial to train, one that waits before a new one."""
        if aside:
            return aside.pop(0)
        self._refused = 0
        while not self._exhausted and self._refused < MOST_AT_ONCE:
            found = self._patience.ask(lambda: self._search.next(self._search.planned))
            if isinstance(found, Assignment):
                return found
            self._exhausted = found is None
            self._refused += found is not None
        return None

    def _order(self, assignment: Assignment, project: Project) -> Order | None:
        """What a worker is to do; ``None`` where the trial turns out to be done, or to be ending elsewhere."""
        number, earlier = assignment.number, self._runs.earlier(assignment.number, assignment.run, assignment.root)
        summary = None if earlier is None else earlier.summary()
        if summary is not None and summary.status == "completed":  # its program died before it could tell
            self._outcomes.completed(assignment, summary.name)
            return None
        if summary is not None and summary.status == "running":  # its program was killed, and its worker ends
            self._waiting.append(assignment)
            return None
        if earlier is not None and summary is not None and not summary.resumable:
            self._runs.give_up(earlier)
            earlier = None
        run = self._runs.free_name(number) if earlier is None else earlier.name
        self._underway[number] = underway = _Underway(assignment, run, resumed=earlier is not None)
        self._record(underway)
        return Order(number, project.to_data(), self._root, run, self._runs.lineage(number), underway.resumed)

    def _record(self, underway: _Underway) -> None:
        self._patience.ask(lambda: self._search.begin(underway.assignment, underway.run, self._runs.root))

    def _cancel(self, number: int) -> None:
        if (worker := self._workers.working_at(number)) is not None:
            worker.cancel(number)

    # -- what workers tell -----------------------------------------------------------------------------------------

    def _hear(self, stopping: bool) -> bool:
        """Take what the workers have told; returns whether there was something."""
        news = self._workers.news()
        for report in news:
            match report:
                case Ready():
                    self._stillborn = 0
                case Died():
                    self._worker_died(report)
                case Started(trial=number, run=run) if number in self._underway:
                    if run != self._underway[number].run:  # the name was taken that very moment
                        self._underway[number].run = run
                        self._record(self._underway[number])
                case EpochDone(trial=number) if number in self._underway:
                    self._epoch_done(report, self._underway[number])
                case Ended(trial=number) if number in self._underway:
                    self._training_ended(report, self._underway.pop(number), stopping)
        return bool(news)

    def _epoch_done(self, report: EpochDone, underway: _Underway) -> None:
        number, now = report.trial, time.monotonic()
        value = report.loss if self._settings.objectives[0].measure == "validation_loss" else report.accuracy
        pruning = self._settings.pruner != "none"
        if value is None or underway.pruned or not (pruning or now >= underway.next_report):
            return
        underway.next_report = now + REPORT_SECONDS
        self._patience.ask(lambda: self._search.report(number, report.epoch, value))
        if pruning and self._patience.ask(lambda: self._search.should_prune(number)):
            underway.pruned = True
            self._cancel(number)

    def _training_ended(self, report: Ended, underway: _Underway, stopping: bool) -> None:
        assignment, run = underway.assignment, underway.run
        if underway.lost or (report.outcome == "cancelled" and stopping and not underway.pruned):
            self._search.forget(report.trial)
        elif report.outcome == "completed":
            self._outcomes.completed(assignment, run)
        elif report.outcome == "cancelled":
            self._outcomes.pruned(assignment, run)
        elif underway.resumed:  # what was left of it may be damaged: once more, from the beginning
            self._waiting.append(replace(assignment, run=""))
        else:
            self._outcomes.failed(assignment, run, reason_of(report.failure))

    def _worker_died(self, died: Died) -> None:
        if not died.trials:
            self._stillborn += not died.was_ready
            if self._stillborn >= MOST_DEATHS:
                raise NetwrightError(
                    QT_TRANSLATE_NOOP("engine", "The sweep's workers cannot start: they end with code {code}."),
                    code=died.exit_code,
                )
        for number in died.trials:
            if (underway := self._underway.pop(number, None)) is not None:
                self._trial_interrupted(number, underway, died.exit_code)

    def _trial_interrupted(self, number: int, underway: _Underway, exit_code: int | None) -> None:
        """A trial lost its worker: it goes on from its checkpoint, unless it took too many of them down."""
        self._deaths[number] += 1
        if underway.lost:
            self._search.forget(number)
        elif self._deaths[number] < MOST_DEATHS:
            self._waiting.append(replace(underway.assignment, run=underway.run, root=self._runs.root))
        else:
            template = QT_TRANSLATE_NOOP(
                "engine", "Its worker died {count} times, the last time with code {code}: memory may be too small."
            )
            reason = Text(template, {"count": MOST_DEATHS, "code": exit_code})
            self._outcomes.failed(underway.assignment, underway.run, reason)
