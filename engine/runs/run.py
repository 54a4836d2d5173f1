"""One run: a folder of files that is the whole truth about a training. Everything is read when asked for."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from engine.files import write_atomically
from engine.model.serial import validation_sentence
from engine.project import Project, project_from_data
from engine.runs.annotation import Annotation, read_annotation
from engine.runs.metadata import EpochFigures, RunMetadata
from engine.runs.metrics import RunMetrics, cut, read_metrics, without_steps
from engine.runs.summary import METRICS_FILE, RunStatus, RunSummary, read_run
from engine.runs.writer import RunWriter
from engine.text import QT_TRANSLATE_NOOP, NetwrightError

__all__ = ["METRICS_FILE", "Run", "RunStatus", "RunSummary", "project_files"]

FORMAT = "netwright-run"
VERSION = 1

METADATA_FILE = "metadata.json"
MODEL_FILE = "model.json"
CONFIG_FILE = "config.json"
BEST_FILE = "best.safetensors"


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
        return project_from_data({**self.config_data(), **self._object_of(MODEL_FILE)}, with_dataset=with_dataset)

    def config_data(self) -> dict[str, Any]:
        """The data of ``config.json``: title, dataset, and all hyperparameters as ``training``."""
        return self._object_of(CONFIG_FILE)

    def annotation(self) -> Annotation:
        """What a person says of the run."""
        return read_annotation(self.folder)

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
        """The run as a line of a list; reads its small files and never raises."""
        return read_run(self).now()

    def writer(self) -> RunWriter:
        """For the one job that trains this run."""
        return RunWriter(self, self.metadata())

    def _object_of(self, file: str) -> dict[str, Any]:
        found = _read_json(self.folder / file)
        if not isinstance(found, dict):
            raise NetwrightError(
                QT_TRANSLATE_NOOP("engine", "The run {run} is damaged: {file} holds no JSON object."),
                run=self.name,
                file=file,
            )
        return found

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
