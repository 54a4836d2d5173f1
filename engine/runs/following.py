"""A run that another process trains, on this host or another, followed from its folder as if it were one's own.

The folder is looked at again and again, for network disks tell of no changes. Clocks of two hosts are never compared.
"""

import contextlib
import queue
import threading
import time
from pathlib import Path

from engine.project import Project
from engine.runs.followed_weights import FollowedWeights, WeightsAt
from engine.runs.growing import GrowingMetrics
from engine.runs.health import read_health
from engine.runs.helm import Helm
from engine.runs.metadata import RunMetadata
from engine.runs.presence import Presence, WishKind, read_presence, wish
from engine.runs.process import SILENCE_ELSEWHERE, SILENCE_OF_BEACON, is_alive, presence_file, this_process
from engine.runs.run import Run
from engine.runs.telling import Teller
from engine.text import QT_TRANSLATE_NOOP, NetwrightError, Text
from engine.training.changing import check_change
from engine.training.checks import check_project
from engine.training.events import (
    EngineWarning,
    Event,
    Failure,
    HealthMeasured,
    HeldAtLastGood,
    JobState,
    RunChanged,
    RunFinished,
    RunStarted,
    StateChanged,
    StepsCompleted,
)

LOOK_SECONDS = 0.2
_SHARE = 0.1
"""Of the time, for looking: a slow disk is looked at less often."""
_SECONDS_OF_SILENCE = 60.0
"""After so long without a sign of life a person is told."""
_SECONDS_TO_BEGIN = 3.0
"""A run that tells nothing of itself for so long is of another version: it is followed by its metrics alone."""
_SECONDS_GONE = 60.0
"""A folder that cannot be read for so long is gone."""


class FollowedJob:
    """A run under way elsewhere, with the interface and the events of a :class:`TrainingJob`.

    Everything from its first step on is told. ``patience`` is how many seconds a folder may be unreadable.
    """

    def __init__(self, run: Run, project: Project, *, patience: float = _SECONDS_GONE) -> None:
        self.project = project
        self.events: queue.SimpleQueue[Event] = queue.SimpleQueue()
        self.live = FollowedWeights(run)
        self.may_steer = False
        """Whether wishes are heard: nobody else steers the run, and its folder can be written to."""
        self._run, self._patience = run, patience
        self._state: JobState = "idle"
        self._helm = Helm(run.folder)
        self._metrics = GrowingMetrics(run.metrics_file)
        self._teller = Teller()
        self._wishes: queue.SimpleQueue[tuple[WishKind, Project | None]] = queue.SimpleQueue()
        self._wake, self._let_go = threading.Event(), threading.Event()
        self._metadata: tuple[bytes, RunMetadata] | None = None
        self._presence: Presence | None = None
        self._health: HealthMeasured | None = None
        self._sign: tuple[int, int] = (0, 0)
        self._began = self._heard = time.monotonic()
        self._told_silence = float("-inf")
        self._told_steering = True
        self._rate, self._measured = 0.0, time.monotonic()
        self._thread = threading.Thread(target=self._work, name="netwright-follower", daemon=True)

    @property
    def state(self) -> JobState:
        """Where the run is, as it was seen last."""
        return self._state

    @property
    def run(self) -> Run:
        """The run's folder."""
        return self._run

    @property
    def weights_at(self) -> WeightsAt | None:
        """How far the run's weights had learned that were read last; ``None`` before any were."""
        return self.live.at

    def start(self) -> None:
        """Begin to follow."""
        self._state = "preparing"
        self._thread.start()

    def pause(self) -> None:
        """Ask the run to stand still."""
        self._wish("pause")

    def resume(self) -> None:
        """Ask the run to go on."""
        self._wish("resume")

    def cancel(self) -> None:
        """Ask the run to stop and to keep what it learned."""
        self._wish("cancel")

    def change(self, project: Project) -> None:
        """As :meth:`TrainingJob.change`."""
        check_change(self.project, project)
        check_project(project)
        self.project = project
        self._wish("change", project)

    def let_go(self) -> None:
        """Follow no more; the run goes on."""
        self._let_go.set()
        self._wake.set()

    def join(self, timeout: float | None = None) -> bool:
        """Wait until there is nothing to follow any more, at most ``timeout`` seconds."""
        if self._state == "idle":
            return True
        self._thread.join(timeout)
        return not self._thread.is_alive()

    def _wish(self, kind: WishKind, project: Project | None = None) -> None:
        self._wishes.put((kind, project))
        self._wake.set()

    # -- the thread ------------------------------------------------------------------------------------------------

    def _work(self) -> None:
        end: RunFinished | None = None
        readable = time.monotonic()
        while end is None and not self._let_go.is_set():
            began = time.monotonic()
            try:
                end = self._look()
                readable = time.monotonic()
            except (OSError, NetwrightError) as error:
                if time.monotonic() - readable > self._patience:
                    end = self._failed(_gone(self._run.folder, error))
            if not self._metrics.is_behind and end is None:
                self._wake.wait(max(LOOK_SECONDS, (time.monotonic() - began) / _SHARE))
                self._wake.clear()
        self._helm.release()
        if end is not None:
            self._tell_end(end)

    def _tell_end(self, end: RunFinished) -> None:
        self._state = end.outcome
        self.events.put(end)

    def _look(self) -> RunFinished | None:
        """Tell what is new; returns the end where there is one. What the metadata say is true of earlier metrics."""
        metadata = self._read_metadata()
        self._read_presence(metadata)
        if self._state == "preparing":
            if not metadata.device or self._is_being_written(metadata):
                return self._end_of(metadata)
            self._tell_start(metadata)
        self._tell_metrics()
        if self._metrics.is_behind:
            return None
        self.live.look(self._teller.step)
        end = self._end_of(metadata)
        if end is None:
            self._tell_state()
            self._tell_health()
            self._steer()
        return end

    def _is_being_written(self, metadata: RunMetadata) -> bool:
        """Whether the first metadata are there, and what comes with them follows any moment."""
        young = time.monotonic() - self._began < _SECONDS_TO_BEGIN
        return metadata.status == "running" and self._presence is None and young

    def _read_metadata(self) -> RunMetadata:
        content = self._run.metadata_file.read_bytes()
        if self._metadata is None or content != self._metadata[0]:
            self._metadata = content, self._run.metadata()
            self._teller.epochs = self._metadata[1].epochs
            self._teller.parameters = self._metadata[1].parameters
        return self._metadata[1]

    def _read_presence(self, metadata: RunMetadata) -> None:
        presence = read_presence(self._run.folder)
        if presence is not None:
            self._presence = presence
            self._teller.steps_per_epoch = presence.steps_per_epoch
        elif self._teller.steps_per_epoch == 0 and metadata.last is not None:
            self._teller.steps_per_epoch = max(metadata.last.step // metadata.last.epoch, 1)

    def _tell_start(self, metadata: RunMetadata) -> None:
        presence = self._presence
        started = RunStarted(
            run=self._run.name,
            folder=self._run.folder,
            epochs=metadata.epochs,
            steps_per_epoch=max(self._teller.steps_per_epoch, 1),
            train_images=0 if presence is None else presence.train_images,
            validation_images=0 if presence is None else presence.validation_images,
            device=metadata.device,
            device_name=metadata.device_name,
            parameters=metadata.parameters,
        )
        self._state = "running"
        self.events.put(started)

    def _tell_metrics(self) -> None:
        before, known = self._teller.step, time.monotonic()
        entries, replaced = self._metrics.read()
        tell = self._teller.again if replaced else self._teller.events
        told = tell(entries, self._rate)
        if any(isinstance(event, RunChanged) for event in told):
            self.project = self._run.project(with_dataset=False)
        for event in told:
            self.events.put(event)
        if before and any(isinstance(event, StepsCompleted) for event in told):
            self._measure(self._teller.step - before, known)

    def _measure(self, steps: int, now: float) -> None:
        """How many images a second the run takes, as it looks from here."""
        seconds, self._measured = now - self._measured, now
        if seconds > 0 and steps > 0 and self._presence is not None:
            self._rate = steps * self._presence.train_images / self._presence.steps_per_epoch / seconds

    def _tell_state(self) -> None:
        presence = self._presence
        if presence is None or presence.state == self._state or presence.state not in ("running", "paused"):
            return
        self._state = presence.state
        if presence.state == "paused" and presence.held is not None:
            self.events.put(HeldAtLastGood(presence.held_after, presence.held.failure()))
        self.events.put(StateChanged(presence.state))

    def _tell_health(self) -> None:
        health = read_health(self._run.folder)
        if health is not None and health != self._health:
            self._health = health
            self.events.put(health)

    def _steer(self) -> None:
        self.may_steer = self._presence is not None and self._helm.take()
        if self.may_steer != self._told_steering:
            self._told_steering = self.may_steer
            words = (
                QT_TRANSLATE_NOOP("engine", "The run can be paused, changed and stopped from here.")
                if self.may_steer
                else QT_TRANSLATE_NOOP(
                    "engine", "Another window steers this run, or its folder cannot be written to: here it is watched."
                )
            )
            self.events.put(EngineWarning(Text(words)))
        with contextlib.suppress(queue.Empty):
            while True:
                kind, project = self._wishes.get_nowait()
                if self.may_steer:
                    wish(self._run.folder, kind, project)

    # -- the end ---------------------------------------------------------------------------------------------------

    def _end_of(self, metadata: RunMetadata) -> RunFinished | None:
        if metadata.status == "running":
            return None if self._lives(metadata) else self._failed(_died(self._run))
        failure = metadata.failure
        best = None if metadata.best is None else metadata.best.epoch
        return RunFinished(
            metadata.status,
            metadata.epochs_done,
            best,
            metadata.test_loss,
            metadata.test_accuracy,
            metadata.seconds,
            None if failure is None else failure.failure(),
            stopped_early=metadata.status == "completed" and metadata.epochs_done < metadata.epochs,
        )

    def _lives(self, metadata: RunMetadata) -> bool:
        """Of a process of this host one can ask; another one gives signs of life, whatever its clock says."""
        if metadata.process.host == this_process().host:
            return is_alive(metadata.process, self._run.folder, self._run.metrics_file)
        now = time.monotonic()
        sign = (_changed(presence_file(self._run.folder)), _changed(self._run.metrics_file))
        if sign != self._sign:
            self._sign, self._heard = sign, now
        if now - self._heard > _SECONDS_OF_SILENCE and self._told_silence < self._heard:
            self._told_silence = now
            words = QT_TRANSLATE_NOOP("engine", "{host}, which trains the run, has given no sign of life for a minute.")
            self.events.put(EngineWarning(Text(words, {"host": metadata.process.host})))
        return now - self._heard <= (SILENCE_OF_BEACON if sign[0] else SILENCE_ELSEWHERE)

    def _failed(self, failure: Failure) -> RunFinished:
        return RunFinished("failed", self._teller.epoch, None, None, None, 0.0, failure)


def _changed(file: Path) -> int:
    try:
        return file.stat().st_mtime_ns
    except OSError:
        return 0


def _died(run: Run) -> Failure:
    resumable = run.summary().resumable
    return Failure(
        "unexpected",
        Text(QT_TRANSLATE_NOOP("engine", "The process that trained the run ended without a word.")),
        Text(
            QT_TRANSLATE_NOOP("engine", "Resume the run: it goes on from its newest checkpoint.")
            if resumable
            else QT_TRANSLATE_NOOP("engine", "Train again: no checkpoint was kept yet.")
        ),
        "",
    )


def _gone(folder: Path, error: Exception) -> Failure:
    reason = (error.strerror if isinstance(error, OSError) else None) or str(error)
    return Failure(
        "unexpected",
        Text(
            QT_TRANSLATE_NOOP("engine", "The run's folder {folder} can no longer be read: {reason}."),
            {"folder": str(folder), "reason": reason},
        ),
        Text(
            QT_TRANSLATE_NOOP(
                "engine", "The run itself may go on: see to it that the disk is mounted, then follow it again."
            )
        ),
        "",
    )
