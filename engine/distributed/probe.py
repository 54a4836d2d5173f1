"""A short probe: would more processes make a project's training faster here?

Processes of their own measure, so that nothing of the caller's disturbs them or is disturbed. torch is not imported.
"""

import contextlib
import json
import os
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import engine
from engine.distributed.scaling import ProcessesMeasured, Scaling
from engine.machine.cores import usable_cores
from engine.machine.gpus import nvidia_driver
from engine.project import Project
from engine.text import QT_TRANSLATE_NOOP, NetwrightError
from engine.training.checks import check_project
from engine.training.failures import Cancelled

MOST_PROCESSES = 8
"""More are not started to measure."""
_LONGEST = 300.0
"""Seconds after which it is given up."""
_POLL = 0.1
_LAST_WORDS = 300
_ROOT = Path(engine.__file__).parents[1]


def probe_scaling(
    project: Project, processes: int | None = None, should_stop: Callable[[], bool] = lambda: False
) -> Scaling:
    """Measure a step of the project with 1, 2, 4, … processes, up to ``processes`` or as many as there is room for.

    Takes some ten seconds; call it on a thread of its own. ``should_stop`` is asked ten times a second; a yes raises
    :class:`Cancelled`. Raises :class:`NetwrightError` where the project cannot be trained here.
    """
    check_project(project)
    most = places(project) if processes is None else max(processes, 1)
    with tempfile.TemporaryDirectory() as folder:
        said = [Path(folder, str(rank)) for rank in range(min(most, MOST_PROCESSES))]
        running = _start(project, said)
        try:
            _wait(running, said, should_stop)
        finally:
            for process in running:
                process.kill()
                process.wait()
        data = json.loads(said[0].read_text().strip().splitlines()[-1])
    return Scaling(**{**data, "most": most, "measured": tuple(ProcessesMeasured(**one) for one in data["measured"])})


def places(project: Project) -> int:
    """How many processes there is room for here to train a project: one for each GPU, or for each core."""
    driver = None if project.training.device == "cpu" else nvidia_driver()
    room = len(driver.gpus) if driver is not None and driver.gpus else usable_cores()
    return max(1, min(room, project.training.batch_size))


def _start(project: Project, said: list[Path]) -> list[subprocess.Popen[bytes]]:
    """The processes that measure; what each says goes to its file."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    told = json.dumps(project.to_data()).encode()
    started: list[subprocess.Popen[bytes]] = []
    for rank, file in enumerate(said):
        environment = {
            "RANK": str(rank),
            "WORLD_SIZE": str(len(said)),
            "LOCAL_RANK": str(rank),
            "LOCAL_WORLD_SIZE": str(len(said)),
            "MASTER_ADDR": "127.0.0.1",
            "MASTER_PORT": str(port),
            "OMP_NUM_THREADS": str(usable_cores()),
            "PYTHONPATH": os.pathsep.join(filter(None, (str(_ROOT), os.environ.get("PYTHONPATH")))),
        }
        with file.open("wb") as output:
            started.append(
                subprocess.Popen(
                    [sys.executable, "-m", "engine.distributed.measuring"],
                    env={**os.environ, **environment},
                    stdin=subprocess.PIPE,
                    stdout=output,
                    stderr=subprocess.STDOUT,
                )
            )
        pipe = started[-1].stdin
        assert pipe is not None
        with contextlib.suppress(BrokenPipeError), pipe:  # what ended it stands in its file
            pipe.write(told)
    return started


def _wait(running: list[subprocess.Popen[bytes]], said: list[Path], should_stop: Callable[[], bool]) -> None:
    """Until all have ended well."""
    deadline = time.monotonic() + _LONGEST
    while any(process.poll() is None for process in running):
        failed = next((rank for rank, process in enumerate(running) if process.poll()), None)
        if failed is not None:
            raise _failed(len(running), said[failed], running[failed].returncode)
        if time.monotonic() > deadline:
            raise NetwrightError(
                QT_TRANSLATE_NOOP("engine", "The probe of {processes} processes was not done after {seconds} s."),
                processes=len(running),
                seconds=f"{_LONGEST:g}",
            )
        if should_stop():
            raise Cancelled
        time.sleep(_POLL)
    failed = next((rank for rank, process in enumerate(running) if process.returncode), None)
    if failed is not None:
        raise _failed(len(running), said[failed], running[failed].returncode)


def _failed(processes: int, said: Path, exit_code: int) -> NetwrightError:
    words = said.read_text(errors="replace").strip().splitlines()
    return NetwrightError(
        QT_TRANSLATE_NOOP("engine", "The probe of {processes} processes failed: {reason}"),
        processes=processes,
        reason=words[-1][:_LAST_WORDS] if words else f"exit code {exit_code}",
    )
