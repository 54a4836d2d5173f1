"""What was read of the runs, remembered in a file beside them, so that ten thousand are listed within a second.

The folders stay the truth: each run's files are looked at (not read) at every listing, and read again where they are
others than before. The file may be missing, damaged, locked or of another version; then the runs are read, that is all.
"""

from __future__ import annotations

import contextlib
import dataclasses
import json
import os
import threading
import time
import zlib
from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from engine.lazy import lazy_module
from engine.runs.annotation import ANNOTATION_FILE
from engine.runs.metadata import Lineage, StoredText
from engine.runs.process import ProcessMark
from engine.runs.run import CONFIG_FILE, METADATA_FILE, Run
from engine.runs.summary import ReadRun, RunSummary, default_hyperparameters, read_run, recency
from engine.training.generations import LAST_FOLDER

if TYPE_CHECKING:
    import sqlite3
else:
    sqlite3 = lazy_module("sqlite3")

INDEX_FILE = ".index.sqlite"

_PATIENCE_SECONDS = 0.2
"""For another process that uses the file; without it a listing only takes longer."""
_FEW = 50
"""So many runs are read as quickly as looked up."""
_FRESH_SECONDS = 2.0
"""A file changed so shortly before it was read may change again without a new time: some disks count in two seconds."""

_FIELDS = tuple(field.name for field in dataclasses.fields(RunSummary) if field.name not in ("name", "folder"))
_TABLE = (
    "CREATE TABLE IF NOT EXISTS runs (name TEXT PRIMARY KEY, mark TEXT NOT NULL, facts TEXT NOT NULL) WITHOUT ROWID"
)

_Known = dict[str, tuple[str, ReadRun]]
"""By the name of a run's folder: what tells whether its files are still the same, and what they said."""


class RunIndex:
    """The runs below ``root``. Safe from any thread; :meth:`list` never raises."""

    def __init__(self, root: Path) -> None:
        self._root = root
        self._lock = threading.Lock()
        self._known: _Known | None = None

    def list(self) -> list[RunSummary]:
        """Every run, the newest first."""
        with self._lock:
            known = self._remembered() if self._known is None else self._known
            now, changed = self._look(known)
            gone = [name for name in known if name not in now]
            self._known = now
            if (changed or gone) and (len(now) > _FEW or (self._root / INDEX_FILE).exists()):
                self._remember(now, changed, gone)
        found = [read.now() for _, read in now.values()]
        return sorted(found, key=recency, reverse=True)

    def _look(self, known: _Known) -> tuple[_Known, Sequence[str]]:
        """All runs of now, and the names of those that had to be read."""
        found: _Known = {}
        changed = []
        root = os.fspath(self._root)
        for name in _folders(self._root):
            before = known.get(name)
            mark = _mark_of(f"{root}/{name}")
            if before is not None and before[0] == mark:
                found[name] = before
                continue
            found[name] = mark, read_run(Run(self._root / name))
            changed.append(name)
        return found, changed

    # -- the file --------------------------------------------------------------------------------------------------

    def _remembered(self) -> _Known:
        file = self._root / INDEX_FILE
        if not file.is_file():
            return {}
        try:
            with _opened(file) as database:
                if database.execute("PRAGMA user_version").fetchone()[0] != _version():
                    return {}
                rows = database.execute("SELECT name, mark, facts FROM runs").fetchall()
            all_facts = json.loads(f"[{','.join(facts for _, _, facts in rows)}]")
            return {
                name: (mark, _from_facts(self._root / name, facts))
                for (name, mark, _), facts in zip(rows, all_facts, strict=True)
            }
        except sqlite3.OperationalError:  # locked, or the disk refuses
            return {}
        except (sqlite3.DatabaseError, ValueError, TypeError, KeyError):  # damaged: it is made anew
            with contextlib.suppress(OSError):
                file.unlink()
            return {}

    def _remember(self, known: _Known, changed: Iterable[str], gone: Iterable[str]) -> None:
        """Write what is new, and all where the file holds nothing of use."""
        try:
            with _opened(self._root / INDEX_FILE) as database:
                if database.execute("PRAGMA user_version").fetchone()[0] != _version():
                    database.execute("DROP TABLE IF EXISTS runs")
                    database.execute(f"PRAGMA user_version = {_version()}")
                    changed = list(known)
                database.execute(_TABLE)
                rows = [(name, known[name][0], json.dumps(_to_facts(known[name][1]))) for name in changed]
                database.executemany("INSERT OR REPLACE INTO runs VALUES (?, ?, ?)", rows)
                database.executemany("DELETE FROM runs WHERE name = ?", [(name,) for name in gone])
                database.commit()
        except sqlite3.OperationalError:  # locked, read-only, full: the next listing reads those runs again
            return
        except sqlite3.DatabaseError:
            with contextlib.suppress(OSError):
                (self._root / INDEX_FILE).unlink()


def _folders(root: Path) -> list[str]:
    try:
        with os.scandir(root) as entries:
            return [entry.name for entry in entries if not entry.name.startswith(".") and entry.is_dir()]
    except OSError:  # not there yet
        return []


@contextlib.contextmanager
def _opened(file: Path) -> Iterator[sqlite3.Connection]:
    database = sqlite3.connect(file, timeout=_PATIENCE_SECONDS)
    try:
        yield database
    finally:
        database.close()


def _mark_of(folder: str) -> str:
    """What changes with the files that :func:`read_run` reads. One changed just now gives a mark of this moment."""
    parts = []
    newest = 0.0
    for file in (METADATA_FILE, CONFIG_FILE, ANNOTATION_FILE, LAST_FOLDER):
        try:
            found = os.stat(f"{folder}/{file}")  # noqa: PTH116 - four for each of ten thousand runs
        except OSError:
            parts.append("-")
            continue
        parts.append(f"{found.st_mtime_ns}.{found.st_size}.{found.st_ino}")
        newest = max(newest, found.st_mtime)
    if parts[0] == "-":  # no run, or a damaged one, of which the folder's age is all that is known
        with contextlib.suppress(OSError):
            parts.append(str(os.stat(folder).st_mtime_ns))  # noqa: PTH116
    if abs(time.time() - newest) < _FRESH_SECONDS:
        parts.append(str(time.monotonic_ns()))
    return " ".join(parts)


def _version() -> int:
    """Another one for every change of what is kept of a run; positive, of 31 bits."""
    what = json.dumps([_TABLE, _FIELDS, default_hyperparameters()], sort_keys=True)
    return zlib.crc32(what.encode()) & 0x7FFF_FFFF or 1


def _to_facts(read: ReadRun) -> list[Any]:
    """A run as JSON, without its name and folder."""
    facts: dict[str, Any] = {name: getattr(read.summary, name) for name in _FIELDS}
    facts["created"] = read.summary.created.isoformat()
    if read.summary.lineage is not None:
        facts["lineage"] = read.summary.lineage.model_dump(mode="json")
    if read.summary.error is not None:
        facts["error"] = StoredText.of(read.summary.error).model_dump(mode="json")
    process = None if read.process is None else read.process.model_dump(mode="json")
    return [process, read.has_checkpoint, *facts.values()]


def _from_facts(folder: Path, facts: list[Any]) -> ReadRun:
    process, has_checkpoint, *values = facts
    said = dict(zip(_FIELDS, values, strict=True))
    said["created"] = datetime.fromisoformat(said["created"])
    if said["error"] is not None:
        said["error"] = StoredText.model_validate(said["error"]).text()
    if said["lineage"] is not None:
        said["lineage"] = Lineage.model_validate(said["lineage"])
    said["tags"] = tuple(said["tags"])
    mark = None if process is None else ProcessMark.model_validate(process)
    return ReadRun(RunSummary(folder.name, folder, **said), mark, has_checkpoint)
