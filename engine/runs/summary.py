"""A run as a line of a list: all that a table of runs shows, sorts and filters by, from the run's small files."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

from engine.project import VERSION
from engine.runs.annotation import NOTHING_SAID, read_annotation
from engine.runs.lock import LOCK_FILE
from engine.runs.metadata import Lineage
from engine.runs.process import ProcessMark, is_alive
from engine.text import NetwrightError, Text
from engine.training.config import TrainingConfig
from engine.training.generations import checkpoints

if TYPE_CHECKING:
    from engine.runs.run import Run

METRICS_FILE = "metrics.jsonl"

RunStatus = Literal["running", "completed", "cancelled", "failed", "interrupted"]
Setting = str | int | float | bool | None


@dataclass(frozen=True, slots=True)
class RunSummary:
    """A run in a list. ``val_accuracy`` and ``val_loss`` are the best epoch's.

    A folder that cannot be read has ``damaged`` set, the status ``failed`` and an ``error`` that says what is wrong.
    """

    name: str
    folder: Path
    created: datetime
    status: RunStatus
    title: str = ""
    dataset: str = ""
    epochs_done: int = 0
    epochs: int = 0
    val_accuracy: float | None = None
    val_loss: float | None = None
    test_accuracy: float | None = None
    parameters: int = 0
    device: str = ""
    seconds: float = 0.0
    error: Text | None = None
    damaged: bool = False
    resumable: bool = False
    """Whether it ended before its time and has a checkpoint to go on from."""
    lineage: Lineage | None = None
    best_epoch: int | None = None
    seed: int = 0
    size: int = 0
    """Bytes of all its files, when they were looked at last."""
    given_name: str = ""
    note: str = ""
    tags: tuple[str, ...] = ()
    star: bool = False
    hyperparameters: Mapping[str, Setting] = field(default_factory=dict, hash=False)
    """Those that are not as by default."""

    @property
    def label(self) -> str:
        """What a person calls it, else its name."""
        return self.given_name or self.name

    @property
    def group(self) -> str:
        """The name that all runs share which were made together; empty where it was made alone."""
        return "" if self.lineage is None else self.lineage.group

    def hyperparameter(self, name: str) -> Setting:
        """The value of a hyperparameter; ``None`` for one that there is not."""
        if self.damaged:
            return None
        found = self.hyperparameters.get(name)
        return default_hyperparameters().get(name) if found is None else found


@dataclass(frozen=True, slots=True)
class ReadRun:
    """What a run's files say: the ``summary`` takes for granted that a process which began to write still does."""

    summary: RunSummary
    process: ProcessMark | None = None
    """Who writes it, where it says that it is running."""
    has_checkpoint: bool = False

    def now(self) -> RunSummary:
        """The summary of this moment."""
        folder = self.summary.folder
        if self.process is None or is_alive(self.process, folder, folder / METRICS_FILE):
            return self.summary
        return replace(self.summary, status="interrupted", resumable=self.has_checkpoint)


def read_run(run: Run) -> ReadRun:
    """Read a run's files; never raises."""
    folder = run.folder
    try:
        metadata = run.metadata()
    except NetwrightError as unreadable:
        size, created = folder_size(folder), _creation_of(folder)
        damaged = RunSummary(run.name, folder, created, "failed", error=unreadable.text, damaged=True, size=size)
        return ReadRun(damaged)
    error = None if metadata.failure is None else metadata.failure.text.text()
    said = NOTHING_SAID
    try:
        said = read_annotation(folder)
    except NetwrightError as unread:
        error = error or unread.text
    best = metadata.best
    whole = metadata if best is None else best
    has_checkpoint = bool(checkpoints(folder))
    summary = RunSummary(
        name=run.name,
        folder=folder,
        created=_safe(metadata.created),
        status=metadata.status,
        title=metadata.title,
        dataset=metadata.dataset,
        epochs_done=metadata.epochs_done,
        epochs=metadata.epochs,
        val_accuracy=whole.validation_accuracy,
        val_loss=whole.validation_loss,
        test_accuracy=metadata.test_accuracy,
        parameters=metadata.parameters,
        device=metadata.device,
        seconds=metadata.seconds,
        error=error,
        resumable=metadata.status in ("cancelled", "failed") and has_checkpoint,
        lineage=metadata.lineage,
        best_epoch=None if best is None else best.epoch,
        seed=metadata.seed,
        size=folder_size(folder),
        given_name=said.name,
        note=said.note,
        tags=said.tags,
        star=said.star,
        hyperparameters=_hyperparameters(run),
    )
    process = metadata.process if metadata.status == "running" else None
    return ReadRun(summary, process, has_checkpoint)


def recency(run: RunSummary) -> tuple[float, str]:
    """Greater for later runs, which is the order of their list."""
    return run.created.timestamp(), run.name


@cache
def default_hyperparameters() -> dict[str, Setting]:
    """Each hyperparameter's default, by its name, for those that are one plain value."""
    return {name: value for name, value in TrainingConfig().model_dump(mode="json").items() if _is_plain(value)}


def folder_size(folder: Path) -> int:
    """Bytes of the files below a folder, second names of a file not counted; nor is what cannot be looked at."""
    return sum(dict(_sizes(os.fspath(folder))).values())


def _sizes(folder: str) -> Iterator[tuple[int, int]]:
    """Each file's inode and bytes."""
    try:
        with os.scandir(folder) as entries:
            for entry in entries:
                if entry.is_dir(follow_symlinks=False):
                    yield from _sizes(entry.path)
                elif entry.name != LOCK_FILE:
                    found = entry.stat(follow_symlinks=False)
                    yield found.st_ino or hash(entry.path), found.st_size
    except OSError:
        return


def _hyperparameters(run: Run) -> dict[str, Setting]:
    defaults = default_hyperparameters()
    try:
        data: Any = run.config_data()
        if data.get("version") != VERSION:  # names may have changed since
            data = {"training": run.project(with_dataset=False).training.model_dump(mode="json")}
        training = data.get("training")
    except NetwrightError:  # whoever opens the run is told
        return {}
    if not isinstance(training, dict):
        return {}
    return {
        name: value
        for name, value in training.items()
        if _is_plain(value) and value is not None and value != defaults.get(name)
    }


def _is_plain(value: object) -> bool:
    return value is None or isinstance(value, str | int | float | bool)


def _safe(moment: datetime) -> datetime:
    """A moment that can be sorted and shown, whatever a clock had told."""
    try:
        moment.timestamp()
        moment.astimezone()
    except (OverflowError, ValueError, OSError):
        return datetime.fromtimestamp(0, UTC)
    return moment


def _creation_of(folder: Path) -> datetime:
    try:
        return datetime.fromtimestamp(folder.stat().st_mtime).astimezone()
    except (OSError, OverflowError, ValueError):
        return datetime.fromtimestamp(0, UTC)
