"""Weights that are not installed: where their files lie, whether they are there, and how they are fetched on request.

Nothing here is done unasked: :func:`fetch` is called where a person pressed Download, or started a training.
"""

import contextlib
import hashlib
import os
from collections.abc import Callable
from functools import cache
from pathlib import Path

from engine.downloads.failures import DownloadFailed
from engine.downloads.fetching import Progress, RemoteFile, fetch_file
from engine.downloads.sharing import Shared
from engine.model.ports import output_layer
from engine.model.pretrained.download_errors import damaged, did_not_come, not_here, unreadable
from engine.model.pretrained.families import WeightsFile, families
from engine.model.spec import ModelSpec

_downloads = Shared()


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
    with _downloads.alone(family, progress, cancelled) as tell:
        if tell is None:
            return False
        if _is_intact(weights):
            return True
        folder = weights_folder()
        try:
            remote = RemoteFile(weights.url, weights.digest, weights.size)
            return fetch_file(remote, folder / weights.name, tell, cancelled)
        except DownloadFailed as failure:
            raise did_not_come(family, folder, weights, failure) from failure


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


@cache
def _digest(file: Path, _changed: int, _size: int) -> str:
    """The file's SHA-256, computed once for each version of it."""
    with file.open("rb") as opened:
        return hashlib.file_digest(opened, "sha256").hexdigest()
