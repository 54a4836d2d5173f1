"""A training on several processes of this machine: started by a command, then followed from the run's folder."""

import contextlib
import os
import subprocess
from collections.abc import Sequence
from pathlib import Path

from engine.distributed.launch import APP, local_command
from engine.distributed.places import ThisMachine
from engine.home import data_folder
from engine.project import SUFFIX, Project, save_project
from engine.runs.following import FollowedJob
from engine.runs.run import Run
from engine.runs.store import RunStore
from engine.text import QT_TRANSLATE_NOOP, Text
from engine.training.events import Failure, RunFinished
from engine.training.failures import describe_failure

_LAST_WORDS = 20_000
"""Bytes of what the processes printed that go with a failure."""


def launched_job(project: Project, place: ThisMachine, store: RunStore) -> "LaunchedJob":
    """The job that trains the project so; the run comes into the store. Raises :class:`OSError`."""
    run = Run(store.free_folder(project))
    folder = data_folder() / "launched"
    folder.mkdir(parents=True, exist_ok=True)
    file = folder / f"{run.name}{SUFFIX}"
    save_project(project, file)
    return LaunchedJob(run, project, local_command(place, file, run.folder), file)


class LaunchedJob(FollowedJob):
    """Starts a command that trains ``run``, and follows it. The processes go on when this one ends.

    ``file`` is the project's, which the command reads; it is taken away at the end.
    """

    def __init__(self, run: Run, project: Project, command: Sequence[str], file: Path) -> None:
        super().__init__(run, project)
        self._command, self._file = tuple(command), file
        self._process: subprocess.Popen[bytes] | None = None
        self._printed = file.with_suffix(".log")
        self._cancelled = False

    def cancel(self) -> None:
        """As :meth:`FollowedJob.cancel`; before the run's folder is there, the processes are told to end."""
        self._cancelled = True
        super().cancel()

    def _work(self) -> None:
        try:
            with self._printed.open("wb") as printed:
                self._process = subprocess.Popen(
                    self._command,
                    stdin=subprocess.DEVNULL,
                    stdout=printed,
                    stderr=printed,
                    start_new_session=True,
                    cwd=APP.parent,
                    env=dict(os.environ),
                )
        except OSError as error:
            self._tell_end(RunFinished("failed", 0, None, None, None, 0.0, describe_failure(error)))
            return
        super()._work()
        if not self._let_go.is_set():
            self._process.wait()
            for file in (self._file, self._printed):
                file.unlink(missing_ok=True)

    def _look(self) -> RunFinished | None:
        if self._run.metadata_file.exists():
            return super()._look()
        assert self._process is not None
        code = self._process.poll()
        if code is None and self._cancelled:
            with contextlib.suppress(OSError):
                self._process.terminate()
            code = self._process.wait()
        if code is None:
            return None
        if self._cancelled:
            return RunFinished("cancelled", 0, None, None, None, 0.0)
        text = Text(
            QT_TRANSLATE_NOOP("engine", "The processes ended with exit code {code} before the run began: {words}"),
            {"code": code, "words": _last_line(self._words())},
        )
        return self._failed(Failure("unexpected", text, None, self._words()))

    def _words(self) -> str:
        try:
            return self._printed.read_bytes()[-_LAST_WORDS:].decode(errors="replace")
        except OSError:
            return ""


def _last_line(words: str) -> str:
    """What the terminal's command complained of, or else what was printed last."""
    lines = [line.strip() for line in words.splitlines() if line.strip()]
    own = [line for line in lines if "netwright: " in line]
    return (own or lines or [""])[-1][:300]
