"""What a training session needs of the jobs that train."""

from __future__ import annotations

import queue
from collections.abc import Callable
from typing import TYPE_CHECKING, Any, Protocol, runtime_checkable

from engine.project import Project
from engine.runs.run import Run
from engine.training.events import Event, JobState

if TYPE_CHECKING:
    from engine.runs.followed_weights import WeightsAt


class Job(Protocol):
    """What the session needs of an ``engine.training.job.TrainingJob``."""

    @property
    def project(self) -> Project: ...
    @property
    def state(self) -> JobState: ...
    @property
    def events(self) -> queue.SimpleQueue[Event]: ...
    @property
    def live(self) -> Any: ...
    def start(self) -> None: ...
    def pause(self) -> None: ...
    def resume(self) -> None: ...
    def cancel(self) -> None: ...
    def change(self, project: Project) -> None: ...
    def join(self, timeout: float | None = None) -> bool: ...


@runtime_checkable
class LetGo(Protocol):
    """A job whose run can go on without this window, such as one in a process of its own."""

    def let_go(self) -> None: ...


@runtime_checkable
class Followed(Protocol):
    """The job of a run that another process trains, an ``engine.runs.following.FollowedJob``."""

    @property
    def may_steer(self) -> bool: ...
    @property
    def weights_at(self) -> WeightsAt | None: ...


def as_let_go(job: object) -> LetGo | None:
    """The job, where its run can go on without this window."""
    return job if isinstance(job, LetGo) else None


def as_followed(job: object) -> Followed | None:
    """The job, where its run is another process's."""
    return job if isinstance(job, Followed) else None


JobFactory = Callable[[Project], Job]
ResumeFactory = Callable[[Run], Job]
"""Makes the job that goes on with a stored run; raises :class:`NetwrightError` where nothing can be resumed."""
