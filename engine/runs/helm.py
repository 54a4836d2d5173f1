"""Which window steers a run: one at a time. The others follow it and are told who does.

``control/helm.json`` names the process. On this host it can be asked whether that one still lives; of another host's
the file's time must change now and then, as this process sees it: clocks of two hosts may differ.
"""

import contextlib
import json
import os
import secrets
import threading
import time
from pathlib import Path
from typing import Any

from engine.runs.process import CONTROL_FOLDER, ProcessMark, process_lives, this_process

BEAT_SECONDS = 10.0
SILENCE_SECONDS = 60.0
"""A helm of another host that was not touched for so long is free."""

_FILE = "helm.json"


class Helm:
    """One claim to steer the run in ``folder``. For one thread; no method raises."""

    def __init__(self, folder: Path) -> None:
        self._file = folder / CONTROL_FOLDER / _FILE
        self._token = secrets.token_hex(8)
        self._seen: tuple[int, float] = (0, time.monotonic())
        self._next_beat = 0.0
        self.mine = False
        """Whether this claim held when it was last looked at."""

    def take(self) -> bool:
        """Take the helm, or keep it, unless another process has it; returns whether this one has it now."""
        try:
            self.mine = self._take()
        except OSError:  # a folder that cannot be written to, or is gone
            self.mine = False
        return self.mine

    def seize(self) -> None:
        """Take it whoever has it: this process trains the run itself."""
        with contextlib.suppress(OSError):
            self._write("wb")
            self.mine = True

    def release(self) -> None:
        """Let others have it."""
        with contextlib.suppress(OSError):
            if self._holder() == self._token:
                self._file.unlink()
        self.mine = False

    def _take(self) -> bool:
        data = self._read()
        if data is None:
            with contextlib.suppress(FileExistsError):  # somebody else was quicker
                self._write("xb")
            return self._holder() == self._token
        if data["token"] == self._token:
            if time.monotonic() >= self._next_beat:
                os.utime(self._file)
                self._next_beat = time.monotonic() + BEAT_SECONDS
            return True
        if self._is_free(ProcessMark.model_validate(data["process"])):
            self._file.unlink(missing_ok=True)
            return self._take_free()
        return False

    def _take_free(self) -> bool:
        with contextlib.suppress(FileExistsError):
            self._write("xb")
        return self._holder() == self._token

    def _is_free(self, holder: ProcessMark) -> bool:
        if holder.host == this_process().host:
            return not process_lives(holder)
        changed = self._file.stat().st_mtime_ns
        if changed != self._seen[0]:
            self._seen = (changed, time.monotonic())
        return time.monotonic() - self._seen[1] > SILENCE_SECONDS

    def _write(self, mode: str) -> None:
        data = {"token": self._token, "process": this_process().model_dump()}
        with self._file.open(mode) as file:
            file.write(json.dumps(data).encode())
        self._next_beat = time.monotonic() + BEAT_SECONDS

    def _holder(self) -> str | None:
        data = self._read()
        return None if data is None else data["token"]

    def _read(self) -> dict[str, Any] | None:
        """Who has the helm; ``None`` where nobody has, or the file is no helm's."""
        try:
            data = json.loads(self._file.read_bytes())
            ProcessMark.model_validate(data["process"])
            return data if isinstance(data["token"], str) else None
        except FileNotFoundError:
            return None
        except (ValueError, TypeError, KeyError):  # being written, or damaged
            with contextlib.suppress(OSError):
                if time.time() - self._file.stat().st_mtime > SILENCE_SECONDS:
                    self._file.unlink()
            return {"token": "", "process": this_process().model_dump()}


def is_steered(folder: Path) -> bool:
    """Whether a window that lives steers the run, as far as one look can tell."""
    claim = Helm(folder)
    data = claim._read()
    try:
        return data is not None and not claim._is_free(ProcessMark.model_validate(data["process"]))
    except OSError:
        return False


class KeptHelm:
    """The helm of a run that this process trains, kept by a thread until it is let go."""

    def __init__(self, folder: Path) -> None:
        self._over = threading.Event()
        self._thread = threading.Thread(target=self._keep, args=(folder,), name="netwright-helm", daemon=True)
        self._thread.start()

    def let_go(self) -> None:
        """Let others have it; returns at once."""
        self._over.set()

    def _keep(self, folder: Path) -> None:
        helm = Helm(folder)
        helm.seize()
        while not self._over.wait(BEAT_SECONDS):
            helm.take()
        helm.release()
