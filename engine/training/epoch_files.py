"""The names of the epochs' weights in a run's folder ``history``: what is there, and what may go. No torch.

``epoch-<epoch>-<step>.<SHA-256>.safetensors`` holds the weights that the epoch's validation saw; epoch 0 is the start.
"""

import contextlib
import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

HISTORY_FOLDER = "history"
MOST_EPOCHS = 200
"""Epochs that are kept at most, however small they are: more can be neither told apart nor gone through."""

_NAME = re.compile(r"epoch-(?P<epoch>\d{1,18})-(?P<step>\d{1,18})\.(?P<digest>[0-9a-f]{64})\.safetensors")


@dataclass(frozen=True, slots=True)
class EpochFile:
    """The weights after ``epoch``, which ended with ``step``; ``size`` is the file's, in bytes."""

    file: Path
    epoch: int
    step: int
    digest: str
    size: int

    @staticmethod
    def name(epoch: int, step: int, digest: str) -> str:
        return f"epoch-{epoch:06d}-{step:08d}.{digest}.safetensors"


def epoch_files(run_folder: Path) -> list[EpochFile]:
    """The kept epochs of a run in their order; empty where the folder is missing or unreadable."""
    found = []
    try:
        entries = list((run_folder / HISTORY_FOLDER).iterdir())
    except OSError:
        return []
    for entry in entries:
        match = _NAME.fullmatch(entry.name)
        if match is not None:
            with contextlib.suppress(FileNotFoundError):  # by the run that goes on meanwhile
                size = entry.stat().st_size
                found.append(EpochFile(entry, int(match["epoch"]), int(match["step"]), match["digest"], size))
    return sorted(found, key=lambda one: (one.epoch, one.step))


def superfluous(files: Sequence[EpochFile], room: int) -> list[EpochFile]:
    """What goes where all together take more than ``room`` bytes, or are more than :data:`MOST_EPOCHS`.

    The start and the newest epoch stay; of the others every second one, every fourth and so on, until they fit.
    """
    newest = max((one.epoch for one in files), default=0)
    stride = 1
    while True:
        kept = [one for one in files if one.epoch % stride == 0 or one.epoch == newest]
        fits = len(kept) <= MOST_EPOCHS and sum(one.size for one in kept) <= room
        if fits or stride > newest:
            return [one for one in files if one not in kept]
        stride *= 2
