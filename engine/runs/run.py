"""One run: a folder of files that is the whole truth about a training. Everything is read when asked for."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Literal

from pydantic import ValidationError

from engine.files import write_atomically
from engine.model.serial import validation_sentence
from engine.project import Project, project_from_data
from engine.runs.metadata import EpochFigures, Lineage, RunMetadata
from engine.runs.metrics import RunMetrics, cut, read_metrics, without_steps
from engine.runs.process import is_alive
from engine.runs.writer import RunWriter
from engine.text import QT_TRANSLATE_NOOP, NetwrightError, Text
from engine.training.generations import checkpoints

RunStatus = Literal["running", "completed", "cancelled", "failed", "interrupted"]

FORMAT = "netwright-run"
VERSION = 1

METADATA_FILE = "metadata.json"
MODEL_FILE = "model.json"
CONFIG_FILE = "config.json"
METRICS_FILE = "metrics.jsonl"
BEST_FILE = "best.safetensors"


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


class Run:
    """A run's folder. Methods raise :class:`NetwrightError` naming the file that is missing or damaged."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.name = folder.name

    def __repr__(self) -> str:
        return f"Run({str(self.folder)!r})"

    @property
    def metadata_file(self) -> Path:
        return self.folder / METADATA_FILE

    @property
    def metrics_file(self) -> Path:
        return self.folder / METRICS_FILE

    @property
    def best_weights(self) -> Path:
        """The weights of the best epoch; the file is there once an epoch is done or the run was cancelled."""
        return self.folder / BEST_FILE

    def metadata(self) -> RunMetadata:
        """What the run is and how far it came."""
        data = _read_json(self.metadata_file)
        if not isinstance(data, dict) or data.get("format") != FORMAT:
            raise NetwrightError(
                QT_TRANSLATE_NOOP("engine", "{file} is not a run's metadata: expected the format “{expected}”."),
                file=str(self.metadata_file),
                expected=FORMAT,
            )
        if data.get("version") != VERSION:
            raise NetwrightError(
                QT_TRANSLATE_NOOP("engine", "{file} has version {found}, this program reads version {expected}."),
                QT_TRANSLATE_NOOP("engine", "Open the run with a newer Netwright."),
                file=str(self.metadata_file),
                found=repr(data.get("version"))[:40],
                expected=VERSION,
            )
        try:
            return RunMetadata.model_validate(data)
        except ValidationError as error:
            raise NetwrightError(
                QT_TRANSLATE_NOOP("engine", "{file} is damaged: {reason}."),
                file=str(self.metadata_file),
                reason=validation_sentence(error),
            ) from None

    def project(self, *, with_dataset: bool = True) -> Project:
        """The project as it was when the run began; without its dataset it can be read, and answer, but not learn."""
        model, config = _read_json(self.folder / MODEL_FILE), _read_json(self.folder / CONFIG_FILE)
        if not isinstance(model, dict) or not isinstance(config, dict):
            raise NetwrightError(
                QT_TRANSLATE_NOOP("engine", "The run {run} is damaged: {model} or {config} holds no JSON object."),
                run=self.name,
                model=MODEL_FILE,
                config=CONFIG_FILE,
            )
        return project_from_data({**config, **model}, with_dataset=with_dataset)

    def write_project(self, project: Project) -> None:
        """Keep another project as the run's: it goes on with other layers or hyperparameters.

        Raises :class:`OSError`; each of the two files then is the former or the new one.
        """
        for file, data in project_files(project).items():
            write_atomically(self.folder / file, data)

    def metrics(self) -> RunMetrics:
        """The curves so far; lines that cannot be read (the last one after a power cut) are passed over."""
        return read_metrics(self._metrics_content())

    def epochs(self) -> list[EpochFigures]:
        """The figures of all epochs whose figures are whole, without reading those of the steps."""
        return read_metrics(without_steps(self._metrics_content())).figures()

    def truncate_metrics(self, step: int, epoch: int, changes: int | None = None) -> None:
        """Bring curves and metadata back to what was known after ``step``, with ``epoch`` epochs done.

        ``changes`` says how many changes of the paused run were known then; without it, all up to that step count.
        Raises :class:`OSError` and :class:`NetwrightError`; the files then are what they were.
        """
        before = self._metrics_content()
        content = cut(before, step, epoch, changes)
        if content != before:
            write_atomically(self.metrics_file, content)
        known = self.metadata().standing_after(read_metrics(content).figures())
        write_atomically(self.metadata_file, known.to_json())

    def resumable(self) -> bool:
        """Whether the run ended before its time and has a checkpoint to go on from, by its name; nothing is read."""
        return self.summary().resumable

    def summary(self) -> RunSummary:
        """The run as a line of a list; reads the metadata alone and never raises."""
        try:
            metadata = self.metadata()
        except NetwrightError as error:
            return RunSummary(
                self.name, self.folder, _creation_of(self.folder), "failed", error=error.text, damaged=True
            )
        status: RunStatus = metadata.status
        if status == "running" and not is_alive(metadata.process, self.folder, self.metrics_file):
            status = "interrupted"
        best = metadata.best
        whole = metadata if best is None else best
        ended_early = status in ("interrupted", "cancelled", "failed")
        return RunSummary(
            name=self.name,
            folder=self.folder,
            created=metadata.created,
            status=status,
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
            error=None if metadata.failure is None else metadata.failure.text.text(),
            resumable=ended_early and bool(checkpoints(self.folder)),
            lineage=metadata.lineage,
        )

    def writer(self) -> RunWriter:
        """For the one job that trains this run."""
        return RunWriter(self, self.metadata())

    def _metrics_content(self) -> bytes:
        try:
            return self.metrics_file.read_bytes()
        except FileNotFoundError:  # stopped before the first write
            return b""
        except OSError as error:
            raise _unreadable(self.metrics_file, error.strerror or str(error)) from None


def project_files(project: Project) -> dict[str, bytes]:
    """A project as a run keeps it: the content of each file by its name."""
    data = project.to_data()
    head = {key: data.pop(key) for key in ("format", "version")}
    model = {key: data.pop(key) for key in ("model", "layout")}
    return {MODEL_FILE: _json({**head, **model}), CONFIG_FILE: _json({**head, **data})}


def _json(data: dict[str, Any]) -> bytes:
    return (json.dumps(data, indent=1, ensure_ascii=False, allow_nan=False) + "\n").encode()


def _read_json(file: Path) -> Any:
    try:
        return json.loads(file.read_bytes())
    except FileNotFoundError:
        raise NetwrightError(QT_TRANSLATE_NOOP("engine", "{file} is missing."), file=str(file)) from None
    except OSError as error:
        raise _unreadable(file, error.strerror or str(error)) from None
    except (ValueError, RecursionError) as error:
        raise _unreadable(file, str(error)[:200]) from None


def _unreadable(file: Path, reason: str) -> NetwrightError:
    return NetwrightError(
        QT_TRANSLATE_NOOP("engine", "{file} cannot be read: {reason}."), file=str(file), reason=reason
    )


def _creation_of(folder: Path) -> datetime:
    try:
        return datetime.fromtimestamp(folder.stat().st_mtime).astimezone()
    except OSError:
        return datetime.fromtimestamp(0, UTC)
