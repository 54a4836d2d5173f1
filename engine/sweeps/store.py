"""Where sweeps are kept: a folder each, beside the runs. A list of them needs no Optuna."""

import contextlib
import json
import re
import shutil
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from engine.files import write_atomically
from engine.home import data_folder
from engine.json_text import read_json
from engine.model.serial import validation_sentence
from engine.project import Project, load_project, save_project
from engine.runs.process import ProcessMark, this_process
from engine.sweeps.fitting import check_validation
from engine.sweeps.space import SearchSpace, load_space
from engine.sweeps.storages import check_address
from engine.sweeps.sweep import SweepSettings
from engine.sweeps.trials import SweepState, SweepStatus
from engine.text import QT_TRANSLATE_NOOP, NetwrightError, Text

FORMAT = "netwright-sweep"
VERSION = 1
SWEEP_FILE = "sweep.json"
PROJECT_FILE = "project.netwright"
SPACE_FILE = "space.json"
SUMMARY_FILE = "summary.json"
JOURNAL_FILE = "journal.log"
MOST_CHARACTERS = 60

_BAD_NAME = re.compile(r"[^\w.+-]+")


@dataclass(frozen=True, slots=True)
class SweepSummary:
    """A sweep in a list, as it stood when a program worked at it last."""

    name: str
    folder: Path
    created: datetime
    title: str = ""
    sampler: str = ""
    status: SweepStatus = "stopped"
    planned: int = 0
    ended: int = 0
    completed: int = 0
    best: tuple[float | None, ...] = ()
    """The best trial's objectives."""
    best_run: str = ""
    program: ProcessMark | None = None
    """Who worked at it last, where it says."""
    error: Text | None = None
    """Why it cannot be read."""


class Sweep:
    """A sweep's folder. Methods raise :class:`NetwrightError` naming the file that is missing or damaged."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.name = folder.name

    @property
    def journal(self) -> Path:
        return self.folder / JOURNAL_FILE

    def project(self) -> Project:
        """The project that the trials vary."""
        return load_project(self.folder / PROJECT_FILE)

    def space(self) -> SearchSpace:
        return load_space(self.folder / SPACE_FILE)

    def settings(self) -> SweepSettings:
        try:
            return SweepSettings.model_validate(self._head()["settings"])
        except ValidationError as error:
            raise _unreadable(self.folder / SWEEP_FILE, validation_sentence(error)) from None

    def created(self) -> datetime:
        """When the sweep was made."""
        return datetime.fromisoformat(self._head()["created"])

    def change_settings(self, settings: SweepSettings) -> None:
        """Keep other settings, such as more workers; raises :class:`OSError`."""
        self.write_head({**self._head(), "settings": settings.model_dump(mode="json")})

    def write_head(self, head: Mapping[str, Any]) -> None:
        """Write the file that makes the folder a sweep; raises :class:`OSError`."""
        _write_json(self.folder / SWEEP_FILE, head)
        with contextlib.suppress(OSError):  # a storage's address may hold a password
            (self.folder / SWEEP_FILE).chmod(0o600)

    def write_summary(self, state: SweepState) -> None:
        """Keep how it stands, for lists, and that this program works at it; raises :class:`OSError`."""
        best = state.best
        data = {
            "status": state.status,
            "planned": state.planned,
            "ended": state.ended,
            "completed": state.counts["completed"],
            "best": [] if best is None else list(best.objectives(state.settings.objectives)),
            "best_run": "" if best is None else best.run,
            "program": this_process().model_dump(),
        }
        _write_json(self.folder / SUMMARY_FILE, data)

    def summary(self) -> SweepSummary:
        """The sweep as a line of a list; never raises."""
        try:
            head, settings, space = self._head(), self.settings(), self.space()
        except NetwrightError as error:
            return SweepSummary(self.name, self.folder, datetime.fromtimestamp(0, UTC), error=error.text)
        found = SweepSummary(
            self.name,
            self.folder,
            datetime.fromisoformat(head["created"]),
            title=str(head.get("title", "")),
            sampler=settings.sampler,
            planned=settings.planned(space),
        )
        try:
            data = read_json((self.folder / SUMMARY_FILE).read_text(encoding="utf-8"))
            known = {key: data[key] for key in ("status", "planned", "ended", "completed", "best_run")}
            program = ProcessMark.model_validate(data["program"]) if "program" in data else None
            return replace(found, best=tuple(data["best"]), program=program, **known)
        except (OSError, ValueError, KeyError, TypeError):  # never begun, or damaged: the storage has the truth
            return found

    def _head(self) -> Mapping[str, Any]:
        file = self.folder / SWEEP_FILE
        try:
            data = read_json(file.read_text(encoding="utf-8"))
        except FileNotFoundError:
            raise NetwrightError(QT_TRANSLATE_NOOP("engine", "{file} is missing."), file=str(file)) from None
        except (OSError, ValueError) as error:
            reason = error.strerror if isinstance(error, OSError) and error.strerror else str(error)[:200]
            raise _unreadable(file, reason) from None
        if not isinstance(data, Mapping) or data.get("format") != FORMAT or not {"settings", "created"} <= set(data):
            raise _unreadable(file, f"expected the format {FORMAT}")
        if data.get("version") != VERSION:
            raise NetwrightError(
                QT_TRANSLATE_NOOP("engine", "{file} has version {found}, this program reads version {expected}."),
                QT_TRANSLATE_NOOP("engine", "Open the sweep with a newer Netwright."),
                file=str(file),
                found=repr(data.get("version"))[:40],
                expected=VERSION,
            )
        return data


class SweepStore:
    """The sweeps below ``root``; without it ``sweeps`` beside the person's runs."""

    def __init__(self, root: Path | None = None) -> None:
        self.root = data_folder() / "sweeps" if root is None else root

    def create(self, project: Project, space: SearchSpace, settings: SweepSettings, name: str = "") -> Sweep:
        """Make a sweep's folder; without a name it is called by time and title, one that is taken gets ``-2``.

        Raises :class:`NetwrightError` where space or settings do not fit the project, and :class:`OSError`.
        """
        space.check(project)
        check_address(settings.storage)
        check_validation(project, settings)
        now = datetime.now().astimezone()
        wished = name or f"{now:%Y-%m-%d-%H%M%S}-{project.title or project.dataset}"
        stem = _BAD_NAME.sub("-", wished).strip("-.")[:MOST_CHARACTERS] or "sweep"
        self.root.mkdir(parents=True, exist_ok=True)
        sweep = Sweep(self._free_folder(stem))
        try:
            save_project(project, sweep.folder / PROJECT_FILE)
            write_atomically(sweep.folder / SPACE_FILE, space.to_json().encode())
            head = {"format": FORMAT, "version": VERSION, "created": now.isoformat(), "title": project.title}
            # The last file: without it a folder is no sweep.
            sweep.write_head({**head, "settings": settings.model_dump(mode="json")})
        except BaseException:
            shutil.rmtree(sweep.folder, ignore_errors=True)
            raise
        return sweep

    def list(self) -> list[SweepSummary]:
        """Every sweep, the newest first; never raises."""
        try:
            folders = [entry for entry in self.root.iterdir() if (entry / SWEEP_FILE).is_file()]
        except OSError:  # not there yet
            return []
        found = (Sweep(folder).summary() for folder in folders)
        return sorted(found, key=lambda summary: (summary.created.timestamp(), summary.name), reverse=True)

    def open(self, name_or_path: str | Path) -> Sweep:
        """A sweep by its name or folder; raises :class:`NetwrightError` where there is none or it cannot be read."""
        text = str(name_or_path)
        inside = text not in ("", ".", "..") and Path(text).name == text and (self.root / text).is_dir()
        sweep = Sweep(self.root / text if inside else Path(text).expanduser().resolve())
        if not (sweep.folder / SWEEP_FILE).is_file():
            raise NetwrightError(
                QT_TRANSLATE_NOOP("engine", "There is no sweep “{sweep}”: expected a sweep's name or its folder."),
                QT_TRANSLATE_NOOP("engine", "The command “sweep --list” lists those that are there."),
                sweep=text,
            )
        sweep.settings()
        return sweep

    def delete(self, sweep: Sweep | SweepSummary) -> None:
        """Delete a sweep's folder; the runs of its trials stay. Raises :class:`NetwrightError`."""
        if not (sweep.folder / SWEEP_FILE).is_file():
            raise NetwrightError(
                QT_TRANSLATE_NOOP("engine", "{folder} is not a sweep's folder and is left alone."),
                folder=str(sweep.folder),
            )
        try:
            shutil.rmtree(sweep.folder)
        except OSError as error:
            raise NetwrightError(
                QT_TRANSLATE_NOOP("engine", "The sweep {sweep} cannot be deleted: {reason}."),
                sweep=sweep.name,
                reason=error.strerror or str(error),
            ) from None

    def _free_folder(self, stem: str) -> Path:
        number = 0
        while True:
            number += 1
            folder = self.root / (stem if number == 1 else f"{stem}-{number}")
            try:
                folder.mkdir()
            except FileExistsError:
                continue
            return folder


def _write_json(file: Path, data: Mapping[str, Any]) -> None:
    write_atomically(file, (json.dumps(data, indent=1, ensure_ascii=False) + "\n").encode())


def _unreadable(file: Path, reason: str) -> NetwrightError:
    return NetwrightError(
        QT_TRANSLATE_NOOP("engine", "{file} cannot be read: {reason}."), file=str(file), reason=reason
    )
