"""Where the files of a published dataset come from: torchvision's own addresses and MD5 sums, asked for when needed."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Origin:
    """One file: its name, its MD5, and the addresses where it can be had, the first one first."""

    name: str
    md5: str
    urls: tuple[str, ...]


def origins_of(name: str) -> tuple[Origin, ...]:
    """The files of torchvision's dataset of that name. Imports torchvision, which takes seconds."""
    from torchvision import datasets  # type: ignore[import-untyped]

    known: Any = getattr(datasets, name)
    if name == "QMNIST":
        pairs = [*known.resources["train"], *known.resources["test"]]
        return tuple(_of_url(url, md5) for url, md5 in pairs)
    if hasattr(known, "split_list"):
        return tuple(
            Origin(file, md5, (url,)) for url, file, md5 in (known.split_list[one] for one in ("train", "test"))
        )
    if name == "EMNIST":
        return (_of_url(known.url, known.md5),)
    if hasattr(known, "tgz_md5"):
        return (Origin(known.filename, known.tgz_md5, (known.url,)),)
    return tuple(Origin(file, md5, tuple(mirror + file for mirror in known.mirrors)) for file, md5 in known.resources)


def _of_url(url: str, md5: str) -> Origin:
    return Origin(url.rpartition("/")[2], md5, (url,))
