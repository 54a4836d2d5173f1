"""Where the files of published datasets lie: as ours already, or as somebody else downloaded or installed them."""

from __future__ import annotations

import contextlib
import os
from pathlib import Path

from engine.data.own import DESCRIPTION
from engine.data.public.catalogue import PublicDataset
from engine.home import data_folder

ROOTS_VARIABLE = "NETWRIGHT_DATA"
"""Names more folders of datasets, separated as in PATH."""
_USUAL_ROOTS = ("data", "datasets", "~/data", "~/datasets", "/usr/share/datasets")
"""Where people let torchvision put them, and where Debian does."""


def ready_folder(name: str) -> Path:
    """Where a dataset lies in the form that is mapped into memory; it may not exist yet."""
    return data_folder() / "catalogue" / name


def is_ready(name: str) -> bool:
    """Whether a dataset can be loaded at once."""
    return (ready_folder(name) / DESCRIPTION).is_file()


def download_folder(dataset: PublicDataset) -> Path:
    """Where its downloaded files go."""
    return data_folder() / "downloads" / dataset.downloads


def files_of(dataset: PublicDataset) -> Path | None:
    """The first folder that has all of its files; ``None`` where there is none. Quick."""
    for root in _roots():
        for below in dataset.folders:
            with contextlib.suppress(OSError):  # a folder that must not be looked into
                if dataset.source.is_in(root / below):
                    return root / below
    return None


def _roots() -> list[Path]:
    named = [folder for folder in os.environ.get(ROOTS_VARIABLE, "").split(os.pathsep) if folder]
    own = data_folder()
    return [own / "downloads", *(Path(folder).expanduser() for folder in (*named, str(own), *_USUAL_ROOTS))]
