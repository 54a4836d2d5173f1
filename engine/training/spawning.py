"""Starting a training's own process, ahead of time where one is wanted soon: importing torch takes it seconds."""

import os
import subprocess
import sys
import tempfile
import threading
from dataclasses import dataclass
from pathlib import Path
from typing import IO

ROOT = Path(__file__).parents[2]
"""Where the packages lie."""


@dataclass(frozen=True, slots=True, eq=False)
class Spawned:
    """A process that waits for its order on stdin, and the file of what it prints."""

    process: "subprocess.Popen[bytes]"
    printed: IO[bytes]
    environment: dict[str, str]

    def is_ready(self) -> bool:
        """Whether it lives, in the surroundings of now."""
        return self.process.poll() is None and self.environment == dict(os.environ)

    def end(self) -> None:
        """Send it away, at once where it only waits."""
        if self.process.poll() is None:
            self.process.kill()
        for stream in (self.process.stdin, self.process.stdout, self.printed):
            if stream is not None:
                stream.close()
        self.process.wait()


def spawn() -> Spawned:
    """Start a process; raises :class:`OSError`."""
    printed = tempfile.TemporaryFile()  # noqa: SIM115 - whoever has the process closes it
    environment = dict(os.environ)
    paths = [str(ROOT), *filter(None, [environment.get("PYTHONPATH")])]
    process = subprocess.Popen(
        [sys.executable, "-c", "from engine.training.child_process import main; main()"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=printed,
        env=environment | {"PYTHONPATH": os.pathsep.join(paths)},
        start_new_session=True,  # Ctrl+C in the window's terminal, or its end, is not meant for the run
    )
    return Spawned(process, printed, environment)


class Spares:
    """At most one process that waits. It ends with this one, for then its order never comes."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._spare: Spawned | None = None

    def keep(self) -> None:
        """Have one ready for the next run; raises :class:`OSError`."""
        with self._lock:
            if self._spare is None or not self._spare.is_ready():
                self._end_spare()
                self._spare = spawn()

    def take(self) -> Spawned:
        """The one that waits, or else a new one; raises :class:`OSError`."""
        with self._lock:
            spare, self._spare = self._spare, None
        if spare is not None and spare.is_ready():
            return spare
        if spare is not None:
            spare.end()
        return spawn()

    def drop(self) -> None:
        """Have none ready any more."""
        with self._lock:
            self._end_spare()

    def _end_spare(self) -> None:
        spare, self._spare = self._spare, None
        if spare is not None:
            spare.end()


SPARES = Spares()
"""Those of this process."""
