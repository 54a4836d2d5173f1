"""A real PostgreSQL on loopback, made and started for a test session, as Debian's package installs it."""

import os
import pwd
import shutil
import socket
import subprocess
import tempfile
import time
from pathlib import Path

START_SECONDS = 60.0


def binaries() -> Path | None:
    """The folder of the newest PostgreSQL server's programs; ``None`` where none is installed."""
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=lambda file: float(file.parts[-3]))
    if found:
        return found[-1].parent
    elsewhere = shutil.which("initdb")
    return None if elsewhere is None else Path(elsewhere).parent


class Server:
    """A PostgreSQL server with a data folder of its own, which can be stopped and started again."""

    def __init__(self, programs: Path) -> None:
        self._programs = programs
        self._folder = Path(tempfile.mkdtemp(prefix="netwright-postgres-"))
        self._user = self._unprivileged()
        self._process: subprocess.Popen[bytes] | None = None
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.port: int = free.getsockname()[1]
        data = self._folder / "data"
        subprocess.run(
            [str(programs / "initdb"), "-D", str(data), "-U", "netwright", "--auth=trust", "--no-sync", "-E", "UTF8"],
            check=True,
            capture_output=True,
            cwd=self._folder,
            user=self._user,
        )

    @property
    def address(self) -> str:
        """What a sweep takes as its storage."""
        return f"postgresql://netwright@127.0.0.1:{self.port}/postgres"

    def start(self) -> None:
        """Start it and wait until it takes connections."""
        self._process = subprocess.Popen(
            [
                self._programs / "postgres",
                *("-D", self._folder / "data", "-k", self._folder, "-p", str(self.port)),
                *("-c", "listen_addresses=127.0.0.1", "-c", "fsync=off"),
            ],
            cwd=self._folder,
            user=self._user,
            stdout=subprocess.DEVNULL,
            stderr=(self._folder / "log").open("ab"),
        )
        ready = [str(self._programs / "pg_isready"), "-h", "127.0.0.1", "-p", str(self.port)]
        deadline = time.monotonic() + START_SECONDS
        while subprocess.run(ready, check=False, capture_output=True).returncode:
            log = (self._folder / "log").read_text(errors="replace")
            assert self._process.poll() is None, log[-2000:]
            assert time.monotonic() < deadline, log[-2000:]
            time.sleep(0.05)

    def stop(self) -> None:
        """Stop it at once, connections and all."""
        if self._process is not None:
            self._process.kill()
            self._process.wait()
            self._process = None
            # Its children end by themselves; the next start waits for the memory that they share.
            (self._folder / "data" / "postmaster.pid").unlink(missing_ok=True)

    def remove(self) -> None:
        self.stop()
        shutil.rmtree(self._folder, ignore_errors=True)

    def _unprivileged(self) -> str | None:
        """PostgreSQL refuses to run as root: then as the user that its package made, or nobody."""
        if os.geteuid() != 0:
            return None
        user = next(name for name in ("postgres", "nobody") if name in {entry.pw_name for entry in pwd.getpwall()})
        self._folder.chmod(0o700)
        shutil.chown(self._folder, user)
        return user
