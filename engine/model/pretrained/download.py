"""Weights that are not installed: where their files lie, whether they are there, and how they are fetched on request.

Nothing here is done unasked: :func:`fetch` is called where a person pressed Download, or started a training.
"""

import contextlib
import hashlib
import os
import tempfile
import threading
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import BinaryIO

from engine.model.ports import output_layer
from engine.model.pretrained.download_errors import (
    cannot_be_written,
    damaged,
    not_here,
    something_else,
    truncated,
    unreadable,
)
from engine.model.pretrained.families import WeightsFile, families
from engine.model.spec import ModelSpec

_LOOK_SECONDS = 0.1

Progress = Callable[[int, int], None]
"""Told bytes that came and bytes in all."""


class _Download:
    """What everybody who waits for one family's file shares."""

    def __init__(self) -> None:
        self.lock = threading.Lock()
        self.newest = (0, 0)


_downloads: dict[str, _Download] = {}


def weights_folder() -> Path:
    """Where torch keeps what it downloads, found by torch's own rules but without torch."""
    cache_folder = os.environ.get("XDG_CACHE_HOME", "~/.cache")
    torch_home = os.environ.get("TORCH_HOME", str(Path(cache_folder) / "torch"))
    return Path(torch_home).expanduser() / "hub" / "checkpoints"


def weights_file(family: str) -> Path | None:
    """Where the family's weights are or would be; ``None`` where they are installed with Netwright."""
    weights = families()[family].weights
    return None if weights is None else weights_folder() / weights.name


def is_here(family: str) -> bool:
    """Whether there is a file, be it damaged or not; quick."""
    file = weights_file(family)
    return file is None or _lies_there(file)


def checked_file(family: str) -> Path:
    """The file of weights, of which every byte is right; raises :class:`NetwrightError`. Reads the file once."""
    weights = _weights(family)
    file = weights_folder() / weights.name
    if not _lies_there(file):
        raise not_here(family, weights)
    try:
        found = _digest_of(file)
    except OSError as error:
        raise unreadable(family, file, error) from error
    if not found.startswith(weights.digest):
        raise damaged(family, file, weights, found)
    return file


def missing_families(spec: ModelSpec) -> tuple[str, ...]:
    """The families that a training of the network has to download, each once."""
    output = output_layer(spec)
    found: dict[str, None] = {}
    for layer in spec:
        if layer.type not in ("Block", "Backbone") or (output is not None and not spec.reaches(layer.id, output.id)):
            continue
        if layer.type == "Block":
            inside = spec.block_named[layer.params.block]  # type: ignore[attr-defined]
            found |= dict.fromkeys(missing_families(inside))
        elif layer.params.weights == "pretrained":  # type: ignore[attr-defined]
            family: str = layer.params.family  # type: ignore[attr-defined]
            if not is_here(family):
                found[family] = None
    return tuple(found)


def fetch(family: str, progress: Progress, cancelled: Callable[[], bool]) -> bool:
    """Download the family's weights unless an intact file is there; a damaged one is replaced.

    Returns whether the file is there: ``False`` after a cancel, which is heeded at once, also while the server says
    nothing. Who asks while another downloads waits for the same file. Raises :class:`NetwrightError`.
    """
    weights = _weights(family)
    shared = _downloads.setdefault(family, _Download())
    while not shared.lock.acquire(timeout=_LOOK_SECONDS):
        if cancelled():
            return False
        progress(*shared.newest)
    try:
        if _is_intact(weights):
            return True
        shared.newest = (0, weights.size)

        def tell(done: int, total: int) -> None:
            shared.newest = (done, total)
            progress(done, total)

        return _fetch(family, weights, tell, cancelled)
    finally:
        shared.lock.release()


def _weights(family: str) -> WeightsFile:
    weights = families()[family].weights
    assert weights is not None, f"the weights of {family} are installed"
    return weights


def _lies_there(file: Path) -> bool:
    with contextlib.suppress(OSError):  # a folder that must not be looked into
        return file.is_file()
    return False


def _is_intact(weights: WeightsFile) -> bool:
    with contextlib.suppress(OSError):
        return _digest_of(weights_folder() / weights.name).startswith(weights.digest)
    return False


def _digest_of(file: Path) -> str:
    found = file.stat()
    return _digest(file, found.st_mtime_ns, found.st_size)


def _fetch(family: str, weights: WeightsFile, progress: Progress, cancelled: Callable[[], bool]) -> bool:
    """Into a temporary file beside, which takes the file's name once all of it is right."""
    from engine.model.pretrained.receiving import arriving, broken_off  # what speaks HTTP takes long to import

    folder = weights_folder()
    hashed, done, total, promised = hashlib.sha256(), 0, weights.size, False
    progress(0, total)
    with contextlib.ExitStack() as stack:
        try:
            folder.mkdir(parents=True, exist_ok=True)
            handle, name = tempfile.mkstemp(dir=folder, prefix=f".{weights.name}.", suffix=".tmp")
            temporary = Path(name)
            stack.callback(temporary.unlink, missing_ok=True)
            written = os.fdopen(handle, "wb")
            stack.callback(_close, written)
        except OSError as error:
            raise cannot_be_written(family, folder, weights, error) from error
        for item in stack.enter_context(contextlib.closing(arriving(weights.url, cancelled))):
            if item is None:
                return False
            if isinstance(item, BaseException):
                raise broken_off(family, weights, item, done, total) from item
            if isinstance(item, int):
                total, promised = item, True
                continue
            try:
                written.write(item)
            except OSError as error:
                raise cannot_be_written(family, folder, weights, error) from error
            hashed.update(item)
            done += len(item)
            progress(done, max(total, done))
        if promised and done < total:
            raise truncated(family, weights, done, total)
        if not hashed.hexdigest().startswith(weights.digest):
            raise something_else(family, weights, hashed.hexdigest())
        try:
            written.close()
            temporary.chmod(0o644)
            temporary.replace(folder / weights.name)
        except OSError as error:
            raise cannot_be_written(family, folder, weights, error) from error
    if done != total:  # the server did not tell the length
        progress(done, done)
    return True


def _close(written: BinaryIO) -> None:
    with contextlib.suppress(OSError):  # a full disk was told when it was written to
        written.close()


@cache
def _digest(file: Path, _changed: int, _size: int) -> str:
    """The file's SHA-256, computed once for each version of it."""
    with file.open("rb") as opened:
        return hashlib.file_digest(opened, "sha256").hexdigest()
