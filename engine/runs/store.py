"""Where runs are kept: one folder each, under one root. The files are the contract with every other program."""

import builtins
import errno
import os
import platform
import re
import secrets
import shutil
from collections.abc import Callable, Mapping
from datetime import datetime
from functools import partial
from itertools import count
from pathlib import Path
from typing import TYPE_CHECKING, Any

from engine.data.catalog import dataset_info
from engine.disk import disk
from engine.files import naming, write_atomically
from engine.home import data_folder
from engine.lazy import lazy_module
from engine.model.analysis import analyse
from engine.project import Project
from engine.runs.index import RunIndex
from engine.runs.metadata import Lineage, RunMetadata, installed_versions
from engine.runs.metrics import RunMetrics
from engine.runs.process import this_process
from engine.runs.run import METADATA_FILE, Run, RunSummary, project_files
from engine.runs.trash import Trash, refuse_if_written
from engine.text import QT_TRANSLATE_NOOP, NetwrightError

if TYPE_CHECKING:
    import psutil
else:
    psutil = lazy_module("psutil")

__all__ = ["Run", "RunMetrics", "RunStore", "RunSummary", "default_root"]

_BAD_NAME = re.compile(r"[^\w.+-]+")
_MOST_CHARACTERS = 80
_UNBORN, _DOOMED = ".new-", ".deleted-"
_LEFTOVER = re.compile(r"\.(new|deleted)-.*-(?P<process>\d{1,10})", re.DOTALL)
_TAKEN = (errno.EEXIST, errno.ENOTEMPTY)


def default_root() -> Path:
    """``runs`` below NETWRIGHT_HOME where that is set, else below the person's own data folder."""
    return data_folder() / "runs"


class RunStore:
    """The runs below ``root`` (:func:`default_root` without it). Other programs may write there, too."""

    def __init__(self, root: Path | None = None) -> None:
        self.root = default_root() if root is None else root
        self.trash = Trash(self.root)
        self._index = RunIndex(self.root)

    def create(
        self, project: Project, name: str | None = None, folder: Path | None = None, lineage: Lineage | None = None
    ) -> Run:
        """Make a run's folder with model, config and metadata, status ``running``.

        Without ``name`` it is called by time and title; a name that is taken gets ``-2`` and so on. ``folder`` is an
        exact place, which must be empty or not there yet. Raises :class:`OSError` and :class:`NetwrightError`; no
        half of a run is then left below the root. ``lineage`` tells what it is made for beside other runs.
        """
        metadata = _metadata_of(project, lineage)
        write = partial(_write_new_run, project=project, metadata=metadata)
        if folder is None:
            return Run(self.publish(name or _default_name(project, metadata.created), write))
        run = Run(_claim(folder))
        write(run.folder, run.name)
        return run

    def free_folder(self, project: Project) -> Path:
        """A folder that is not there yet, for another process to make a run of the project in."""
        stem = _stem(_default_name(project, datetime.now().astimezone()))
        numbered = (self.root / (stem if number == 1 else f"{stem}-{number}") for number in count(1))
        return next(folder for folder in numbered if not folder.exists())

    def create_complete(
        self,
        project: Project,
        name: str,
        lineage: Lineage,
        changes: Mapping[str, Any],
        fill: Callable[[Path], None],
    ) -> Run:
        """Make the folder of a run that nobody trains: ``fill`` writes its weights, ``changes`` are its metadata's.

        It shows only when everything is in it. Raises as :meth:`create` does, and what ``fill`` raises.
        """
        metadata = _metadata_of(project, lineage).changed({"status": "completed", **changes})

        def write(folder: Path, found: str) -> None:
            fill(folder)
            _write_new_run(folder, found, project, metadata)

        return Run(self.publish(name, write))

    def list(self) -> list[RunSummary]:
        """Every run, the newest first. Reads those that changed since the last time; never raises for a damaged one."""
        return self._index.list()

    def open(self, name_or_path: str | Path) -> Run:
        """A run by its name or its folder; raises :class:`NetwrightError` where there is none or it cannot be read."""
        text = os.fspath(name_or_path)
        by_name = self.root / text
        inside = text not in ("", ".", "..") and Path(text).name == text and by_name.is_dir()
        run = Run(by_name if inside else Path(text).expanduser().resolve())
        if not run.folder.is_dir():
            raise NetwrightError(
                QT_TRANSLATE_NOOP("engine", "There is no run “{run}”: expected a run's name or its folder."),
                QT_TRANSLATE_NOOP("engine", "The command “runs” lists the runs that are there."),
                run=text,
            )
        run.metadata()
        return run

    def delete(self, run: Run | RunSummary) -> None:
        """Delete a run for ever, past the trash; refuses one that is being written, and a folder that holds no run."""
        found = Run(run.folder)
        refuse_if_written(found)
        if not found.metadata_file.exists() and found.folder.parent.resolve() != self.root.resolve():
            raise NetwrightError(
                QT_TRANSLATE_NOOP("engine", "{folder} is not a run's folder and is left alone."),
                folder=str(found.folder),
            )
        try:
            # Renamed first: a list never shows half a run, even if deleting is cut short.
            doomed = found.folder.rename(found.folder.with_name(f"{_DOOMED}{found.name}-{os.getpid()}"))
            shutil.rmtree(doomed)
        except OSError as error:
            raise NetwrightError(
                QT_TRANSLATE_NOOP("engine", "The run {run} cannot be deleted: {reason}."),
                run=found.name,
                reason=error.strerror or str(error),
            ) from None

    def interrupted(self) -> builtins.list[RunSummary]:
        """The runs whose process died and that can go on from a checkpoint, the newest first."""
        return [summary for summary in self.list() if summary.status == "interrupted" and summary.resumable]

    def publish(self, wished: str, write: Callable[[Path, str], None]) -> Path:
        """A new folder below the root, filled by ``write(folder, name)``, which shows only when everything is in it."""
        self.root.mkdir(parents=True, exist_ok=True)
        self._remove_leftovers()
        stem = _stem(wished)
        unborn = self.root / f"{_UNBORN}{secrets.token_hex(4)}-{os.getpid()}"
        unborn.mkdir()
        try:
            with naming(self.root / stem):
                return self._name(unborn, stem, write)
        except BaseException:
            shutil.rmtree(unborn, ignore_errors=True)
            raise

    def _name(self, unborn: Path, stem: str, write: Callable[[Path, str], None]) -> Path:
        """Let ``write`` fill a folder, and give it the first name that is free."""
        number = 0
        while True:
            number += 1
            folder = self.root / (stem if number == 1 else f"{stem}-{number}")
            if folder.exists():
                continue
            write(unborn, folder.name)
            try:
                disk().replace(unborn, folder)
            except OSError as error:
                if error.errno not in _TAKEN:  # by another process, this very moment
                    raise
            else:
                disk().sync_folder(self.root)
                return folder

    def _remove_leftovers(self) -> None:
        """Delete what was left half made or half deleted by a process that was killed."""
        for entry in self.root.iterdir():
            found = _LEFTOVER.fullmatch(entry.name)
            if found is not None and not psutil.pid_exists(int(found["process"])):
                shutil.rmtree(entry, ignore_errors=True)


def _metadata_of(project: Project, lineage: Lineage | None) -> RunMetadata:
    """Of a run that begins now."""
    info, preprocessing = dataset_info(project.dataset), project.preprocessing
    return RunMetadata(
        name="",
        title=project.title,
        created=datetime.now().astimezone(),
        status="running",
        process=this_process(),
        seed=project.training.seed,
        epochs=project.training.epochs,
        dataset=info.name,
        classes=info.classes,
        image_shape=info.image_shape,
        mean=preprocessing.mean,
        std=preprocessing.std,
        columns=info.columns,
        parameters=analyse(project.model).parameters,
        versions=installed_versions(),
        platform=platform.platform(),
        lineage=lineage,
    )


def _write_new_run(folder: Path, name: str, project: Project, metadata: RunMetadata) -> None:
    for file, content in project_files(project).items():
        write_atomically(folder / file, content)
    write_atomically(folder / METADATA_FILE, metadata.changed({"name": name}).to_json())


def _stem(wished: str) -> str:
    return _BAD_NAME.sub("-", wished).strip("-.")[:_MOST_CHARACTERS] or "run"


def _default_name(project: Project, created: datetime) -> str:
    return f"{created:%Y-%m-%d-%H%M%S}-{project.title or project.dataset}"


def _claim(folder: Path) -> Path:
    folder = folder.expanduser().resolve()
    if folder.is_file() or (folder.is_dir() and any(folder.iterdir())):
        raise NetwrightError(
            QT_TRANSLATE_NOOP("engine", "The folder {folder} is not empty: a run needs a folder of its own."),
            QT_TRANSLATE_NOOP("engine", "Name a folder that does not exist yet."),
            folder=str(folder),
        )
    folder.mkdir(parents=True, exist_ok=True)
    return folder
