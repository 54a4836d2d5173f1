"""One file for one run: a zip that holds the run's folder under ``run/`` and, last, ``netwright-run.json``.

That one names every file with its size and SHA-256, so that a file which is cut off, changed or stuffed with others is
refused before a run shows. A second name of a file (the best weights among the checkpoints) is stored once.
"""

from __future__ import annotations

import hashlib
import re
import shutil
import zipfile
import zlib
from collections.abc import Callable, Iterator
from pathlib import Path, PurePosixPath
from typing import IO, Literal

from pydantic import BaseModel, ConfigDict, ValidationError

from engine.disk import disk
from engine.files import TemporaryFile, link_atomically, naming, temporary_file, write_atomically, write_parts
from engine.json_text import read_json
from engine.model.serial import validation_sentence
from engine.runs.process import CONTROL_FOLDER, ProcessMark, this_process
from engine.runs.run import Run
from engine.runs.store import RunStore
from engine.runs.trash import TICKET, refuse_if_written
from engine.text import QT_TRANSLATE_NOOP, NetwrightError, Text

SUFFIX = ".netwrightrun"
VERSION = 1

_MANIFEST = "netwright-run.json"
_INSIDE = "run/"
_PIECE = 1 << 20
_MOST_FILES = 10_000
_LARGEST_MANIFEST = 8 << 20
_MOST_TIMES = 200
"""A run's files pack to a third at best; what grows so much more when it is unpacked is there to fill a disk."""
_PACKED = (".json", ".jsonl")
_PATH = re.compile(r"(?:[\w+-][\w.+-]{0,200}/){0,3}[\w+-][\w.+-]{0,200}")
_DAMAGED = (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, KeyError, UnicodeError)

Progress = Callable[[int, int], None]
Check = Callable[[], None]


class _File(BaseModel):
    model_config = ConfigDict(frozen=True)

    size: int
    sha256: str
    same_as: str | None = None


class _Manifest(BaseModel):
    model_config = ConfigDict(frozen=True)

    format: Literal["netwright-run-file"] = "netwright-run-file"
    version: int = VERSION
    name: str
    files: dict[str, _File]


def export_run(
    run: Run, target: Path, progress: Progress = lambda done, total: None, check: Check = lambda: None
) -> None:
    """Write a run into one file, which shows when it is whole; ``progress`` gets (bytes done, all bytes).

    ``check`` may raise to give up. Raises :class:`NetwrightError`: for a run that is being written, a full disk.
    """
    run.metadata()
    refuse_if_written(run)
    files = dict(_files_of(run.folder))
    total = sum(file.stat().st_size for file in files.values())
    try:
        with naming(target), temporary_file(target.parent, target.name) as temporary:
            _write(run, files, temporary, lambda done: progress(done, total), check)
            temporary.finish()
            temporary.rename(target)
    except OSError as error:
        raise NetwrightError(
            QT_TRANSLATE_NOOP("engine", "The run {run} cannot be written into {file}: {reason}."),
            run=run.name,
            file=str(target),
            reason=error.strerror or str(error),
        ) from None


def import_run(
    file: Path, store: RunStore, progress: Progress = lambda done, total: None, check: Check = lambda: None
) -> Run:
    """Bring a run from a file among the others, under its name or one like it where that is taken.

    ``check`` may raise to give up. Raises :class:`NetwrightError` with what is wrong with the file; nothing is left
    of it then.
    """
    try:
        with zipfile.ZipFile(file) as archive:
            manifest = _checked(archive, file)
            _look_for_room(file, manifest, store.root)

            def write(folder: Path, name: str) -> None:
                _unpack(archive, manifest, file, folder, progress, check)
                _adopt(Run(folder), name)

            return Run(store.publish(manifest.name, write))
    except _DAMAGED as error:
        raise _refused(file, QT_TRANSLATE_NOOP("engine", "it is damaged or cut off ({error})"), error=error) from None
    except OSError as error:
        raise _refused(file, QT_TRANSLATE_NOOP("engine", "{error}"), error=error.strerror or error) from None


def _files_of(folder: Path) -> Iterator[tuple[str, Path]]:
    for path in sorted(folder.rglob("*")):
        name = path.relative_to(folder).as_posix()
        passing = name.startswith(f"{CONTROL_FOLDER}/") or name == TICKET
        if path.is_file() and not path.is_symlink() and not passing and _PATH.fullmatch(name):
            yield name, path


class _Stream:
    """What :class:`zipfile.ZipFile` writes to: it only ever goes on."""

    def __init__(self, file: TemporaryFile) -> None:
        self._file = file

    def write(self, part: bytes) -> int:
        self._file.write(part)
        return len(part)

    def flush(self) -> None:
        """Nothing waits."""


def _write(run: Run, files: dict[str, Path], into: TemporaryFile, tell: Callable[[int], None], check: Check) -> None:
    told: dict[str, _File] = {}
    first_name: dict[tuple[int, int], str] = {}
    done = 0
    with zipfile.ZipFile(_Stream(into), "w") as archive:  # type: ignore[call-overload]
        for name, path in files.items():
            found = path.stat()
            same = first_name.setdefault((found.st_dev, found.st_ino), name)
            if same != name:
                told[name] = _File(size=told[same].size, sha256=told[same].sha256, same_as=same)
                continue
            digest, size = hashlib.sha256(), 0
            member = zipfile.ZipInfo.from_file(path, _INSIDE + name, strict_timestamps=False)
            member.compress_type = zipfile.ZIP_DEFLATED if path.suffix in _PACKED else zipfile.ZIP_STORED
            with path.open("rb") as source, archive.open(member, "w", force_zip64=True) as inside:
                for part in _parts(source, check):
                    inside.write(part)
                    digest.update(part)
                    size += len(part)
                    tell(done + size)
            done += size
            told[name] = _File(size=size, sha256=digest.hexdigest())
        manifest = _Manifest(name=run.name, files=told).model_dump_json(indent=1, exclude_none=True)
        archive.writestr(_MANIFEST, manifest, zipfile.ZIP_DEFLATED)


def _parts(source: IO[bytes], check: Check) -> Iterator[bytes]:
    while part := source.read(_PIECE):
        check()
        yield part


def _checked(archive: zipfile.ZipFile, file: Path) -> _Manifest:
    """What the archive says of itself, which must be what it holds."""
    members = {member.filename: member for member in archive.infolist() if not member.is_dir()}
    if _MANIFEST not in members or members[_MANIFEST].file_size > _LARGEST_MANIFEST:
        raise _refused(file, QT_TRANSLATE_NOOP("engine", "it holds no run, or was not written by Netwright"))
    try:
        data = read_json(archive.read(_MANIFEST).decode())
        if isinstance(data, dict) and isinstance(data.get("version"), int) and data["version"] > VERSION:
            raise NetwrightError(
                QT_TRANSLATE_NOOP("engine", "{file} has version {found}, this program reads version {expected}."),
                QT_TRANSLATE_NOOP("engine", "Import it with a newer Netwright."),
                file=file.name,
                found=data["version"],
                expected=VERSION,
            )
        manifest = _Manifest.model_validate(data)
    except ValidationError as error:
        reason = validation_sentence(error)
        raise _refused(
            file, QT_TRANSLATE_NOOP("engine", "its list of files is damaged ({error})"), error=reason
        ) from None
    except ValueError as error:
        raise _refused(
            file, QT_TRANSLATE_NOOP("engine", "its list of files is damaged ({error})"), error=error
        ) from None
    for name in (*members, *manifest.files):
        path = name.removeprefix(_INSIDE)
        if name != _MANIFEST and (not _PATH.fullmatch(path) or ".." in PurePosixPath(path).parts):
            raise _refused(
                file, QT_TRANSLATE_NOOP("engine", "it names a place that no run has: {name}"), name=ascii(name)
            )
    stored = {name: told for name, told in manifest.files.items() if told.same_as is None}
    expected = {_INSIDE + name for name in stored} | {_MANIFEST}
    other = sorted(expected ^ set(members))
    whole = len({name.casefold() for name in manifest.files}) == len(manifest.files) <= _MOST_FILES
    copies = all(told.same_as in stored for told in manifest.files.values() if told.same_as is not None)
    if other or not whole or not copies or len(archive.namelist()) != len(set(archive.namelist())):
        raise _refused(
            file,
            QT_TRANSLATE_NOOP("engine", "it does not hold the files that it lists ({name})"),
            name=ascii(other[0]) if other else len(manifest.files),
        )
    return manifest


def _look_for_room(file: Path, manifest: _Manifest, root: Path) -> None:
    size = sum(told.size for told in manifest.files.values())
    if size > _MOST_TIMES * file.stat().st_size:
        raise _refused(
            file, QT_TRANSLATE_NOOP("engine", "it would unpack to {size} MB, as no run does"), size=size >> 20
        )
    root.mkdir(parents=True, exist_ok=True)
    free = shutil.disk_usage(root).free
    if size > free:
        raise _refused(
            file,
            QT_TRANSLATE_NOOP("engine", "it needs {size} MB, and {folder} has {free} MB left"),
            size=size >> 20,
            folder=str(root),
            free=free >> 20,
        )


def _unpack(
    archive: zipfile.ZipFile, manifest: _Manifest, file: Path, folder: Path, progress: Progress, check: Check
) -> None:
    total = sum(told.size for told in manifest.files.values() if told.same_as is None)
    done = 0
    for name, told in manifest.files.items():
        target = folder / name
        target.parent.mkdir(parents=True, exist_ok=True)
        if told.same_as is not None:
            continue
        digest = hashlib.sha256()

        def measured(
            source: IO[bytes], told: _File = told, digest: hashlib._Hash = digest, name: str = name
        ) -> Iterator[bytes]:
            nonlocal done
            size = 0
            for part in _parts(source, check):
                size += len(part)
                if size > told.size:
                    break
                digest.update(part)
                done += len(part)
                progress(done, total)
                yield part
            if size != told.size or digest.hexdigest() != told.sha256:
                raise _refused(file, QT_TRANSLATE_NOOP("engine", "{name} in it is not what was exported"), name=name)

        with archive.open(_INSIDE + name) as source:
            write_parts(target, measured(source))
    for name, told in manifest.files.items():
        if told.same_as is not None:
            link_atomically(folder / told.same_as, folder / name)


def _adopt(run: Run, name: str) -> None:
    """Look whether it is a run, and make it one of this machine's: nobody trains it here."""
    metadata = run.metadata()
    run.project(with_dataset=False)
    changes: dict[str, object] = {"name": name}
    if metadata.status == "running":  # it was cut off where it came from
        changes["process"] = ProcessMark(pid=0, created=0.0, host=this_process().host)
    write_atomically(run.metadata_file, metadata.changed(changes).to_json())
    disk().sync_folder(run.folder)


def _refused(file: Path, reason: str, **values: object) -> NetwrightError:
    return NetwrightError(
        QT_TRANSLATE_NOOP("engine", "{file} cannot be imported: {reason}."),
        file=file.name,
        reason=Text(reason, {name: str(value)[:200] for name, value in values.items()}),
    )
