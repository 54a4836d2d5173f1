"""Deleted runs, kept beside the others until the trash is emptied: whole folders, each with a word of when it went."""

from __future__ import annotations

import contextlib
import json
import os
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from engine.disk import disk
from engine.files import make_folder, write_atomically
from engine.runs.lock import alone_in, lock_folder
from engine.runs.process import is_written_here
from engine.runs.run import Run
from engine.runs.summary import RunSummary, folder_size
from engine.text import QT_TRANSLATE_NOOP, NetwrightError

TRASH_FOLDER = ".trash"
TICKET = "trashed.json"
"""In a trashed run's folder: which name it had, and when it was thrown away."""

_NOT_DELETED = QT_TRANSLATE_NOOP("engine", "The run {run} cannot be deleted: {reason}.")
_NOT_RESTORED = QT_TRANSLATE_NOOP("engine", "The run {run} cannot be brought back: {reason}.")


@dataclass(frozen=True, slots=True)
class TrashedRun:
    """A run in the trash; ``deleted`` is ``None`` where that is not known, ``size`` is in bytes."""

    name: str
    folder: Path
    deleted: datetime | None
    size: int
    label: str


class Trash:
    """The trash beside the runs below ``root``. Methods raise :class:`NetwrightError`; nothing is lost then."""

    def __init__(self, root: Path) -> None:
        self._root = root
        self.folder = root / TRASH_FOLDER

    def list(self) -> list[TrashedRun]:
        """All that is in it, what was deleted last first; never raises."""
        try:
            folders = [entry for entry in self.folder.iterdir() if entry.is_dir()]
        except OSError:
            return []
        found = [_read(folder) for folder in folders]
        return sorted(found, key=lambda run: (run.deleted.timestamp() if run.deleted else 0.0, run.name), reverse=True)

    def put(self, run: Run | RunSummary) -> TrashedRun:
        """Throw a run away; refuses one that is being written, here or by another program."""
        folder = run.folder
        if folder.parent.resolve() != self._root.resolve():
            raise NetwrightError(
                QT_TRANSLATE_NOOP("engine", "The run {run} does not lie among the others in {folder}."),
                QT_TRANSLATE_NOOP("engine", "Delete its folder {place} by hand."),
                run=run.name,
                folder=str(self._root),
                place=str(folder),
            )
        refuse_if_written(Run(folder))
        with _explained(_NOT_DELETED, run.name), alone_in(self._root), _alone_with(folder):
            make_folder(self.folder)
            ticket = {"name": folder.name, "deleted": datetime.now().astimezone().isoformat()}
            write_atomically(folder / TICKET, (json.dumps(ticket) + "\n").encode())
            place = _free(self.folder, folder.name)
            try:
                disk().replace(folder, place)
            except OSError:
                (folder / TICKET).unlink(missing_ok=True)
                raise
        return _read(place)

    def restore(self, trashed: TrashedRun) -> Run:
        """Bring a run back, under its name or, where that was taken meanwhile, one like it."""
        with _explained(_NOT_RESTORED, trashed.name), alone_in(self._root):
            place = _free(self._root, trashed.name)
            disk().replace(trashed.folder, place)
            (place / TICKET).unlink(missing_ok=True)
        return Run(place)

    def remove(self, trashed: TrashedRun) -> None:
        """Delete a run of the trash for ever."""
        with _explained(_NOT_DELETED, trashed.name):
            shutil.rmtree(trashed.folder)

    def find(self, name: str) -> TrashedRun:
        """The run of that name that was deleted last."""
        for trashed in self.list():
            if name in (trashed.name, trashed.folder.name):
                return trashed
        raise NetwrightError(QT_TRANSLATE_NOOP("engine", "There is no run “{run}” in the trash."), run=name)


def refuse_if_written(run: Run) -> None:
    """Raise :class:`NetwrightError` for a run that is under way, saying where."""
    if run.summary().status != "running":
        return
    if is_written_here(run.folder):
        raise NetwrightError(
            QT_TRANSLATE_NOOP("engine", "The run {run} is still training."),
            QT_TRANSLATE_NOOP("engine", "Stop it first."),
            run=run.name,
        )
    raise NetwrightError(
        QT_TRANSLATE_NOOP("engine", "The run {run} is still training, in another window or program."),
        QT_TRANSLATE_NOOP("engine", "Stop it there first; here it can be looked at only."),
        run=run.name,
    )


def _read(folder: Path) -> TrashedRun:
    name, deleted = folder.name, None
    with contextlib.suppress(OSError, ValueError, TypeError, KeyError):
        ticket = json.loads((folder / TICKET).read_bytes())
        deleted = datetime.fromisoformat(ticket["deleted"])
        said = ticket["name"]
        if isinstance(said, str) and said == Path(said).name and not said.startswith("."):
            name = said
    return TrashedRun(name, folder, deleted, folder_size(folder), Run(folder).summary().given_name or name)


def _free(folder: Path, name: str) -> Path:
    place, number = folder / name, 1
    while place.exists():
        number += 1
        place = folder / f"{name}-{number}"
    return place


@contextlib.contextmanager
def _explained(template: str, name: str) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise NetwrightError(template, run=name, reason=error.strerror or str(error)) from None


@contextlib.contextmanager
def _alone_with(folder: Path) -> Iterator[None]:
    """Keep every other program from beginning to write a run while it is moved."""
    lock = lock_folder(folder)
    if lock is None:
        raise NetwrightError(
            QT_TRANSLATE_NOOP("engine", "The run {run} is being written by another window or program."),
            QT_TRANSLATE_NOOP("engine", "Here it can be looked at only, until that one ends or is stopped."),
            run=folder.name,
        )
    try:
        if os.name == "nt":  # a file in it is open, so the folder could not be moved
            lock.release()
        yield
    finally:
        lock.release()
