"""Who works at which trial, when several programs share a storage and any of them may die at any moment.

A trial belongs to the program that made it; that stands in the very record that makes it. A program that has died loses
its trials: where it ran on this machine, at once, for its process can be looked at; elsewhere, when it gave no sign of
life for :data:`LEASE_SECONDS` by the clock of whoever looks (the clocks of machines differ). Taking a trial over is an
entry in a list that the storage numbers; of several for the same trial and owner the first one counts, so that all
programs agree, whatever they did at the same time.
"""

import contextlib
import os
import socket
import time
import uuid
from collections.abc import Callable, Mapping
from datetime import datetime
from pathlib import Path
from typing import Any

from optuna.storages import BaseStorage
from optuna.study import StudyDirection
from optuna.trial import FrozenTrial, TrialState

from engine.runs.process import ProcessMark, process_lives, this_process

BEAT_SECONDS = 10.0
LEASE_SECONDS = 60.0
OWNER = "netwright:owner"
_PROGRAM = "netwright:program:"

_working_here: set[str] = set()
"""The programs of this very process that work: a sweep may be closed and opened again in one window."""


class Claims:
    """One program's view of a study's trials. One thread uses it."""

    def __init__(
        self, storage: BaseStorage, study: str, clock: Callable[[], float] = time.monotonic, place: str | None = None
    ) -> None:
        """``place`` says where processes can be looked at; without it, this machine since its start."""
        self.me = uuid.uuid4().hex
        self._storage, self._clock = storage, clock
        self._study = storage.get_study_id_from_name(study)
        self._list = _study_of(storage, f"{study}/claims")
        self.attributes: Mapping[str, Any] = {}
        """What all programs of the sweep see, beside its trials, as of the last :meth:`refresh`."""
        self._place = this_place() if place is None else place
        self._taken: dict[tuple[int, str], str] = {}
        self._seen: dict[str, tuple[Any, float]] = {}
        """Of each other program the newest sign of life, and when it was first seen."""
        self._beats, self._next_beat = 0, 0.0
        _working_here.add(self.me)

    def beat(self) -> None:
        """Give a sign of life, where it is time to."""
        if self._clock() >= self._next_beat:
            self._beats += 1
            self._sign(ended=False)
            self._next_beat = self._clock() + BEAT_SECONDS

    def end(self) -> None:
        """Say that this program is done: its trials are free at once."""
        _working_here.discard(self.me)
        self._sign(ended=True)

    def forget_signs(self) -> None:
        """Nobody could give one while the storage did not answer: give all of them time anew."""
        self._seen.clear()

    def set(self, attribute: str, value: Any) -> None:
        """Let all programs see a plain value."""
        self._storage.set_study_user_attr(self._list, attribute, value)

    def refresh(self) -> None:
        """Read anew who lives and who took what."""
        self.attributes = self._storage.get_study_user_attrs(self._list)
        for claim in self._storage.get_all_trials(self._list, deepcopy=False):  # in the storage's order
            made = claim.user_attrs
            self._taken.setdefault((made["trial"], made["from"]), made["by"])

    def owner(self, trial: FrozenTrial) -> str:
        """The program that the trial belongs to."""
        owner: str = trial.user_attrs.get(OWNER, "")
        while (trial.number, owner) in self._taken:
            owner = self._taken[trial.number, owner]
        return owner

    def lives(self, owner: str) -> bool:
        """Whether that program works; one on another machine does until its lease is over."""
        if owner == self.me:
            return True
        program = self.attributes.get(_PROGRAM + owner)
        if program is not None and program["ended"]:
            return False
        if program is not None and program["place"] == self._place:
            mark = ProcessMark.model_validate(program["mark"])
            return owner in _working_here if mark.pid == os.getpid() else process_lives(mark)
        sign = None if program is None else program["beat"]
        now = self._clock()
        if owner not in self._seen or self._seen[owner][0] != sign:
            self._seen[owner] = sign, now
        return now - self._seen[owner][1] < LEASE_SECONDS

    def take(self, trial: FrozenTrial) -> bool:
        """Take over a trial whose owner is dead; returns whether it is this program's now."""
        owner = self.owner(trial)
        claim = _entry({"trial": trial.number, "from": owner, "by": self.me})
        self._storage.create_new_trial(self._list, template_trial=claim)
        self.refresh()
        return self.owner(trial) == self.me

    def new_trial(self, attributes: Mapping[str, Any]) -> int:
        """Make a trial that is this program's from its first moment on; returns the storage's id of it."""
        template = FrozenTrial(
            number=-1,
            trial_id=-1,
            state=TrialState.RUNNING,
            value=None,
            datetime_start=datetime.now(),
            datetime_complete=None,
            params={},
            distributions={},
            user_attrs={OWNER: self.me, **attributes},
            system_attrs={},
            intermediate_values={},
        )
        return self._storage.create_new_trial(self._study, template_trial=template)

    def _sign(self, *, ended: bool) -> None:
        mark = this_process().model_dump()
        sign = {"place": self._place, "mark": mark, "beat": self._beats, "ended": ended}
        self.set(_PROGRAM + self.me, sign)


def this_place() -> str:
    """Where processes have the numbers that are seen here: this machine since its start, this container of it."""
    boot = namespace = ""
    with contextlib.suppress(OSError):  # other systems than Linux, some sandboxes
        boot = Path("/proc/sys/kernel/random/boot_id").read_text(encoding="ascii").strip()
        namespace = os.readlink("/proc/self/ns/pid")  # noqa: PTH115 - no path stands there
    return "|".join((socket.gethostname(), boot, namespace))


def _study_of(storage: BaseStorage, name: str) -> int:
    from optuna.exceptions import DuplicatedStudyError

    try:
        return storage.create_new_study([StudyDirection.MINIMIZE], name)
    except DuplicatedStudyError:
        return storage.get_study_id_from_name(name)


def _entry(attributes: Mapping[str, Any]) -> FrozenTrial:
    now = datetime.now()
    return FrozenTrial(
        number=-1,
        trial_id=-1,
        state=TrialState.COMPLETE,
        value=0.0,
        datetime_start=now,
        datetime_complete=now,
        params={},
        distributions={},
        user_attrs=dict(attributes),
        system_attrs={},
        intermediate_values={},
    )
