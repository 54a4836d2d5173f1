"""Published datasets made ready to be loaded: from files that are here, else from the network, on request only."""

from __future__ import annotations

import contextlib
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Literal

from engine.data.catalog import Dataset, DatasetInfo
from engine.data.own import load_mapped, remove_mapped
from engine.data.public.catalogue import PUBLIC, PublicDataset
from engine.data.public.converting import convert
from engine.data.public.errors import did_not_come, not_here
from engine.data.public.origins import Origin, origins_of
from engine.data.public.places import download_folder, files_of, is_ready, ready_folder
from engine.downloads.failures import DownloadFailed, Refused, Unreachable
from engine.downloads.fetching import Progress, RemoteFile, fetch_file
from engine.downloads.sharing import Shared
from engine.text import NetwrightError

State = Literal["ready", "found", "missing"]

_downloads = Shared()


def state_of(name: str) -> State:
    """Whether a published dataset can be loaded at once, is here in its own files, or has to be downloaded. Quick."""
    if is_ready(name):
        return "ready"
    return "missing" if files_of(PUBLIC[name]) is None else "found"


def load_public(info: DatasetInfo) -> Dataset:
    """Load a published dataset, converting its files the first time; never downloads.

    Raises :class:`NetwrightError`.
    """
    dataset = PUBLIC[info.name]
    if not is_ready(info.name):
        folder = files_of(dataset)
        if folder is None:
            raise not_here(dataset)
        convert(dataset, folder)
    return load_mapped(ready_folder(info.name), info)


def get_dataset(
    name: str,
    progress: Progress = lambda done, total: None,
    cancelled: Callable[[], bool] = lambda: False,
) -> bool:
    """Make a published dataset ready, downloading it where its files are not here; ``progress`` gets bytes.

    Returns ``False`` after a cancel; the next call goes on from what came. Who asks while another downloads waits for
    the same files. Raises :class:`NetwrightError`.
    """
    dataset = PUBLIC[name]
    with _downloads.alone(dataset.downloads, progress, cancelled) as tell:
        if tell is None:
            return False
        if is_ready(name):
            return True
        with contextlib.suppress(NetwrightError):  # files that are damaged are downloaded instead
            if (folder := files_of(dataset)) is not None:
                convert(dataset, folder)
                return True
        if not _download(dataset, tell, cancelled):
            return False
        convert(dataset, download_folder(dataset))
        _remove_downloads(dataset)
    return True


def remove_public(name: str) -> None:
    """Delete what was made ready and downloaded; files of others stay. Raises :class:`NetwrightError`."""
    if is_ready(name):
        remove_mapped(ready_folder(name))
    shutil.rmtree(download_folder(PUBLIC[name]), ignore_errors=True)


def _download(dataset: PublicDataset, progress: Progress, cancelled: Callable[[], bool]) -> bool:
    folder, total = download_folder(dataset), dataset.megabytes << 20
    progress(0, total)
    before = 0
    for origin in origins_of(dataset.origin):
        target = folder / origin.name
        if not target.is_file():  # it has this name only since all of it was right
            ahead = before

            def tell(done: int, _of_file: int, ahead: int = ahead) -> None:
                progress(ahead + done, max(total, ahead + done))

            if not _fetch(dataset, origin, target, tell, cancelled):
                return False
        before += target.stat().st_size
    progress(before, before)
    return not cancelled()


def _fetch(
    dataset: PublicDataset, origin: Origin, target: Path, progress: Progress, cancelled: Callable[[], bool]
) -> bool:
    """From the first mirror that has the file."""
    for url in origin.urls:
        try:
            return fetch_file(RemoteFile(url, origin.md5, 0, "md5"), target, progress, cancelled, resumes=True)
        except DownloadFailed as failure:
            if url != origin.urls[-1] and isinstance(failure, Unreachable | Refused):
                continue
            raise did_not_come(dataset, url, origin.md5, target.parent, failure) from failure
    return False


def _remove_downloads(dataset: PublicDataset) -> None:
    """Delete the downloaded files once every dataset that they hold is ready."""
    if all(is_ready(other.info.name) for other in PUBLIC.values() if other.downloads == dataset.downloads):
        shutil.rmtree(download_folder(dataset), ignore_errors=True)
