"""A run that goes on by itself: a process of the terminal's ``resume``, which no window listens to."""

import os
import subprocess
import sys
from pathlib import Path

from engine.runs.run import Run
from engine.training.job import check_resumable

APP = Path(__file__).parents[2] / "app.py"
PRINTED_FILE = "printed.txt"
"""In the run's folder: what the process printed."""


def resume_detached(run: Run) -> None:
    """Let the run go on from its newest checkpoint in a process that outlives this one.

    Raises :class:`NetwrightError` where there is nothing to go on from, and :class:`OSError`.
    """
    check_resumable(run)
    with (run.folder / PRINTED_FILE).open("ab") as printed:
        process = subprocess.Popen(
            [sys.executable, str(APP), "resume", str(run.folder)],
            stdin=subprocess.DEVNULL,
            stdout=printed,
            stderr=printed,
            start_new_session=True,
            cwd=APP.parent,
            env=dict(os.environ),
        )
    process.returncode = 0  # nobody waits for it: without this Python would complain that it still runs
