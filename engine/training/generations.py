"""The names of checkpoints in a run's folder ``last``: what is there, in which order, and what may go. No torch.

``step-<step>-<number>.<SHA-256>.safetensors`` holds all that a resume needs, and ``best-<epoch>-<number>.…`` the best
weights at that time (another name of ``best.safetensors``). Both count their numbers together, one up with each file:
the highest number is the newest, whatever the clock says and however often a run went back to an earlier step; the
best that a checkpoint knew is the one with the highest number below its own. The digest in the name is the content's,
so that one rename publishes both (``sha256sum`` tells whether a file is whole).
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

LAST_FOLDER = "last"
KEPT = 2
"""Checkpoints that stay: the newest, and the one before in case that the newest is found damaged."""

_NAME = re.compile(
    r"(?P<kind>step|best)-(?P<count>\d{1,18})-(?P<number>\d{1,18})\.(?P<digest>[0-9a-f]{64})\.safetensors"
)


@dataclass(frozen=True, slots=True)
class Generation:
    """One file of ``last``; ``count`` is the step of a checkpoint, the epoch of best weights."""

    file: Path
    kind: Literal["step", "best"]
    count: int
    number: int
    digest: str

    @staticmethod
    def name(kind: Literal["step", "best"], count: int, number: int, digest: str) -> str:
        return f"{kind}-{count:08d}-{number:06d}.{digest}.safetensors"


def all_generations(run_folder: Path) -> list[Generation]:
    """Checkpoints and best weights of a run, the newest first; empty where the folder is missing or unreadable."""
    found = []
    try:
        entries = list((run_folder / LAST_FOLDER).iterdir())
    except OSError:
        return []
    for entry in entries:
        match = _NAME.fullmatch(entry.name)
        if match is not None:
            kind: Literal["step", "best"] = "step" if match["kind"] == "step" else "best"
            found.append(Generation(entry, kind, int(match["count"]), int(match["number"]), match["digest"]))
    return sorted(found, key=lambda generation: generation.number, reverse=True)


def checkpoints(run_folder: Path) -> list[Generation]:
    """A run's checkpoints, the newest first."""
    return [generation for generation in all_generations(run_folder) if generation.kind == "step"]


def best_of(generations: Iterable[Generation], checkpoint: Generation) -> Generation | None:
    """The best weights at the time of a checkpoint; ``None`` where there were none yet."""
    earlier = (one for one in generations if one.kind == "best" and one.number < checkpoint.number)
    return max(earlier, key=lambda one: one.number, default=None)


def superfluous(generations: list[Generation]) -> list[Generation]:
    """What may be deleted: all but the newest checkpoints, the best of each, and the newest best."""
    steps = [one for one in generations if one.kind == "step"][:KEPT]
    bests = [one for one in generations if one.kind == "best"][:1]
    kept = {*steps, *bests, *(best_of(generations, one) for one in steps)}
    return [one for one in generations if one not in kept]
