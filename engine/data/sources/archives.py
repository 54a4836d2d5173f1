"""Zip files of any other source, unpacked into a folder of ours with nothing outside it and no bombs."""

from __future__ import annotations

import shutil
import zipfile
from collections.abc import Callable
from pathlib import Path, PurePosixPath

from engine.data.sources.examples import UNPACKING_FAILED, printable, unreadable
from engine.files import write_all
from engine.text import QT_TRANSLATE_NOOP, NetwrightError

MOST_BYTES = 16 << 30
_MOST_FILES = 2_000_000
_PIECE = 1 << 20


class _NoRoom(Exception):
    """The disk does not take what was unpacked."""


def unpack(path: Path, folder: Path, check: Callable[[], None]) -> Path:
    """Unpack a zip file into an empty folder and return the folder that holds its content.

    ``check`` is called for each file and may raise. Raises :class:`NetwrightError` for damaged and hostile files.
    """
    try:
        with zipfile.ZipFile(path) as archive:
            members = [member for member in archive.infolist() if not member.is_dir()]
            size = sum(member.file_size for member in members)
            if size > min(MOST_BYTES, shutil.disk_usage(folder).free) or len(members) > _MOST_FILES:
                raise NetwrightError(
                    QT_TRANSLATE_NOOP("engine", "{name} would unpack to {files} files of {size} GB."),
                    QT_TRANSLATE_NOOP(
                        "engine", "At most {most} GB are unpacked, and no more than the disk has room for."
                    ),
                    name=path.name,
                    files=len(members),
                    size=f"{size / 2**30:.1f}",
                    most=MOST_BYTES >> 30,
                )
            for member in members:
                check()
                _extract(archive, member, folder)
    except _NoRoom as error:
        raise NetwrightError(
            QT_TRANSLATE_NOOP("engine", "{name} cannot be unpacked into {folder}: {reason}."),
            QT_TRANSLATE_NOOP("engine", "Free some space there, or unpack it yourself and import the folder."),
            name=path.name,
            folder=folder.parent,
            reason=str(error),
        ) from error
    except UNPACKING_FAILED as error:
        raise unreadable(path, error) from error
    return _single_folder(folder)


def _extract(archive: zipfile.ZipFile, member: zipfile.ZipInfo, folder: Path) -> None:
    parts = PurePosixPath(member.filename.replace("\\", "/")).parts
    if not parts or any(part in ("..", "/") or ":" in part for part in parts):
        raise NetwrightError(
            QT_TRANSLATE_NOOP("engine", "The archive is unsafe: {member} would lie outside its folder."),
            member=printable(member.filename[:200]),
        )
    target = folder.joinpath(*parts)
    target.parent.mkdir(parents=True, exist_ok=True)
    left = member.file_size
    with archive.open(member) as source, target.open("wb", buffering=0) as file:
        while piece := source.read(_PIECE):
            left -= len(piece)
            if left < 0:  # its directory lied about the size
                raise zipfile.BadZipFile(member.filename)
            try:
                write_all(file.fileno(), memoryview(piece))
            except OSError as error:
                raise _NoRoom(error.strerror or str(error)) from error


def _single_folder(folder: Path) -> Path:
    """The folder that everything lies in, as when a folder was packed."""
    while True:
        below = [entry for entry in folder.iterdir() if not entry.name.startswith((".", "__MACOSX"))]
        if len(below) != 1 or not below[0].is_dir():
            return folder
        folder = below[0]
