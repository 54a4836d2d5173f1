"""A published dataset's files brought into the form that imported datasets have, once."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from engine.data.own import describe
from engine.data.part_files import write_part
from engine.data.placing import placed
from engine.data.public.catalogue import PublicDataset
from engine.data.public.errors import damaged, unwritable
from engine.data.public.files import Part
from engine.data.public.places import is_ready, ready_folder
from engine.text import NetwrightError

if TYPE_CHECKING:
    from engine.data.public.files import Arrays


def convert(dataset: PublicDataset, folder: Path) -> None:
    """Write the dataset whose files lie in ``folder``; raises :class:`NetwrightError` where they are not its own."""
    info, target = dataset.info, ready_folder(dataset.info.name)
    parts: tuple[tuple[Part, int], ...] = ("train", info.train_images), ("test", info.test_images)
    try:
        with placed(target) as work:
            for part, count in parts:
                images, labels = _read(dataset, folder, part, count)
                write_part(work, part, images, labels)
            describe(work, info, content=info.name)
    except OSError as error:
        if not is_ready(info.name):  # else another process was quicker
            raise unwritable(dataset, target.parent, error) from error


def _read(dataset: PublicDataset, folder: Path, part: Part, count: int) -> Arrays:
    try:
        images, labels = dataset.source.read(folder, part)
    except NetwrightError as error:
        raise damaged(dataset, folder, str(error.text).rstrip(".")) from error
    except Exception as error:  # decoders meet damaged files with errors of every kind
        raise damaged(dataset, folder, f"{type(error).__name__}: {error}"[:200]) from error
    expected, found = (count, *dataset.info.image_shape), images.shape
    if found != expected:
        raise damaged(dataset, folder, f"{part}: {'×'.join(map(str, found))} ≠ {'×'.join(map(str, expected))}")
    if labels.shape != (count,) or labels.min() < 0 or labels.max() >= len(dataset.info.classes):
        raise damaged(dataset, folder, f"{part}: the labels do not fit")
    return images, labels
