"""A training's process that ended without a word: why, in words for a person, and what becomes of its run."""

import contextlib
import signal
from pathlib import Path

from engine.files import write_atomically
from engine.runs.metadata import StoredFailure
from engine.runs.run import Run
from engine.text import QT_TRANSLATE_NOOP, NetwrightError, Text
from engine.training.events import Failure, RunFinished
from engine.training.generations import checkpoints

_COUNTERS = Path("/proc/vmstat")


def memory_kills() -> int:
    """How many processes the kernel has killed for lack of memory since the start; 0 where it does not say."""
    try:
        lines = _COUNTERS.read_text(encoding="ascii").splitlines()
    except OSError:
        return 0
    return next((int(line.split()[1]) for line in lines if line.startswith("oom_kill ")), 0)


def failure_of(exit_code: int, run: Run | None, details: str = "", *, for_lack_of_memory: bool = False) -> Failure:
    """Why a process ended that did not say it; ``exit_code`` is negative for a signal, as :mod:`subprocess` has it."""
    if exit_code >= 0:
        text = Text(
            QT_TRANSLATE_NOOP("engine", "The training's process ended with exit code {code} and without a word."),
            {"code": exit_code},
        )
        return Failure("unexpected", text, _what_to_do(run), details)
    name = _signal_name(-exit_code)
    if name == "SIGKILL" and for_lack_of_memory:
        text = Text(
            QT_TRANSLATE_NOOP("engine", "Memory ran out, and the system killed the training's process ({signal})."),
            {"signal": name},
        )
        hint = QT_TRANSLATE_NOOP("engine", "Choose a smaller batch or network, or close other programs.")
        return Failure("out_of_memory", text, Text(hint), details)
    if name in ("SIGKILL", "SIGTERM", "SIGINT", "SIGHUP"):
        words = QT_TRANSLATE_NOOP("engine", "The training's process was killed ({signal}).")
    else:
        words = QT_TRANSLATE_NOOP("engine", "The training's process crashed ({signal}).")
    return Failure("unexpected", Text(words, {"signal": name}), _what_to_do(run), details)


def _what_to_do(run: Run | None) -> Text:
    if run is not None and checkpoints(run.folder):
        return Text(QT_TRANSLATE_NOOP("engine", "Resume the run: it goes on from its newest checkpoint."))
    return Text(QT_TRANSLATE_NOOP("engine", "Train again: no checkpoint was kept yet."))


def _signal_name(number: int) -> str:
    try:
        return signal.Signals(number).name
    except ValueError:
        return str(number)


def end_of(run: Run | None, writer: int, failure: Failure, seconds: float) -> RunFinished:
    """The end of a run whose process, of the number ``writer``, is dead; kept in the run's metadata where it can be."""
    finished = RunFinished("failed", 0, None, None, None, seconds, failure)
    if run is None:
        return finished
    try:
        metadata = run.metadata().standing_after(run.epochs())
    except NetwrightError:
        return finished
    best = None if metadata.best is None else metadata.best.epoch
    if metadata.process.pid == writer and metadata.status == "running":
        ended = metadata.changed({"status": "failed", "failure": StoredFailure.of(failure)})
        with contextlib.suppress(OSError):  # it then counts as interrupted
            write_atomically(run.metadata_file, ended.to_json())
    return RunFinished("failed", metadata.epochs_done, best, None, None, seconds, failure)
