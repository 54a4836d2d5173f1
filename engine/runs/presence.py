"""How a run that is under way shows that it lives, and how it is steered from elsewhere: files in its folder.

``control/presence.json`` tells what a follower cannot know from the other files; its time is the run's heartbeat.
``control/wish.json`` holds what somebody asked of the run lately, ``control/health.json`` how its layers do. All are
written in place, so that a reader may find half of them. They go when the run ends.
"""

import contextlib
import json
import threading
import time
from pathlib import Path
from typing import Any, Literal, Protocol, get_args

from pydantic import BaseModel, ConfigDict, ValidationError

from engine.files import write_in_place
from engine.project import Project, project_from_data
from engine.runs.health import forget_health, write_health
from engine.runs.metadata import StoredFailure
from engine.runs.process import CONTROL_FOLDER, presence_file
from engine.text import NetwrightError
from engine.training.events import Event, HealthMeasured, HeldAtLastGood, JobState, RunChanged, RunStarted, StateChanged

BEAT_SECONDS = 5.0
_LOOK_SECONDS = 0.25
_WISH = "wish.json"

_MOST_WISHES = 16
"""Of those that were wished since the run looked last."""

_MOST_TRIES = 3
"""To take the folder away: a window may write its name into it this very moment."""

WishKind = Literal["pause", "resume", "cancel", "change"]
_KINDS = get_args(WishKind)


class Steered(Protocol):
    """What obeys wishes; :class:`engine.training.job.TrainingJob` is one."""

    def pause(self) -> None: ...
    def resume(self) -> None: ...
    def cancel(self) -> None: ...
    def change(self, project: Project) -> None: ...


class Presence(BaseModel):
    """What a run tells of itself while it is under way."""

    model_config = ConfigDict(frozen=True, extra="ignore", defer_build=True)

    state: JobState
    steps_per_epoch: int
    train_images: int
    validation_images: int
    resumed_after: int = 0
    held: StoredFailure | None = None
    """Why it paused by itself."""
    held_after: int = 0
    """Step."""


def read_presence(folder: Path) -> Presence | None:
    """What the run tells of itself; ``None`` where it does not, or is writing it this moment."""
    try:
        return Presence.model_validate_json(presence_file(folder).read_bytes())
    except (OSError, ValidationError):
        return None


def wish(folder: Path, kind: WishKind, project: Project | None = None) -> None:
    """Ask the process that trains the run in ``folder``; raises :class:`OSError` where nothing can be written there."""
    file = folder / CONTROL_FOLDER / _WISH
    wishes = _read_wishes(file)
    number = 1 + (wishes[-1]["number"] if wishes else 0)
    newest = {"number": number, "wish": kind, "project": None if project is None else project.to_data()}
    write_in_place(file, json.dumps({"wishes": [*wishes[1 - _MOST_WISHES :], newest]}).encode())


def _read_wishes(file: Path) -> list[dict[str, Any]]:
    """The newest wishes, the last one last; none where somebody is writing them."""
    try:
        wishes: list[dict[str, Any]] = json.loads(file.read_bytes())["wishes"]
        return wishes if all(type(one["number"]) is int and one["wish"] in _KINDS for one in wishes) else []
    except (OSError, ValueError, TypeError, KeyError):
        return []


class Beacon:
    """Shows that a run lives and hands on the wishes of others, from a thread of its own. It never raises.

    That thread writes the health, too: it is told too often for a slow disk.
    """

    def __init__(self, folder: Path, steered: Steered, started: RunStarted) -> None:
        self._folder, self._steered = folder, steered
        self._presence = Presence(
            state="running",
            steps_per_epoch=started.steps_per_epoch,
            train_images=started.train_images,
            validation_images=started.validation_images,
            resumed_after=started.resumed_after,
        )
        self._number = 0
        self._health: HealthMeasured | None = None
        self._told_health: HealthMeasured | None = None
        self._closing = threading.Event()
        self._writing = threading.Lock()
        self._prepare()
        self._thread = threading.Thread(target=self._work, name="netwright-beacon", daemon=True)
        self._thread.start()

    def record(self, event: Event) -> None:
        """Take note of an event of the run."""
        match event:
            case StateChanged(state=state):
                gone_on = {"held": None} if state == "running" else {}
                self._change(state=state, **gone_on)
            case HeldAtLastGood():
                self._change(held=StoredFailure.of(event.failure), held_after=event.step)
            case HealthMeasured():
                self._health = event
            case RunChanged():
                self._change(steps_per_epoch=event.steps_per_epoch)

    def close(self) -> None:
        """The run has ended: take the files away."""
        self._closing.set()
        self._thread.join()
        folder = self._folder / CONTROL_FOLDER
        for _ in range(_MOST_TRIES):
            with contextlib.suppress(OSError):
                for file in folder.iterdir():
                    file.unlink(missing_ok=True)
                folder.rmdir()
                return

    def _prepare(self) -> None:
        with contextlib.suppress(OSError):
            (self._folder / CONTROL_FOLDER).mkdir(exist_ok=True)
            write_in_place(self._folder / CONTROL_FOLDER / _WISH, b'{"wishes": []}')
            forget_health(self._folder)
        self._write()

    def _change(self, **changes: Any) -> None:
        self._presence = self._presence.model_copy(update=changes)
        self._write()

    def _write(self) -> None:
        with self._writing, contextlib.suppress(OSError):
            write_in_place(presence_file(self._folder), self._presence.model_dump_json().encode())

    def _work(self) -> None:
        next_beat = time.monotonic() + BEAT_SECONDS
        while not self._closing.wait(_LOOK_SECONDS):
            self._look()
            self._tell_health()
            if time.monotonic() >= next_beat:
                next_beat = time.monotonic() + BEAT_SECONDS
                self._write()

    def _tell_health(self) -> None:
        health = self._health
        if health is not self._told_health and health is not None:
            self._told_health = health
            with contextlib.suppress(OSError):
                write_health(self._folder, health)

    def _look(self) -> None:
        for wished in _read_wishes(self._folder / CONTROL_FOLDER / _WISH):
            if wished["number"] > self._number:
                self._number = wished["number"]
                self._do(wished["wish"], wished.get("project"))

    def _do(self, kind: WishKind, project: object) -> None:
        match kind:
            case "pause":
                self._steered.pause()
            case "resume":
                self._steered.resume()
            case "cancel":
                self._steered.cancel()
            case "change":
                with contextlib.suppress(NetwrightError):  # who wished it has checked it before
                    self._steered.change(project_from_data(project))
