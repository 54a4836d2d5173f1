"""Which runs that were cut off in one stack can go on in one, and from which of their checkpoints. No torch."""

import hashlib
import json
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from engine.runs.run import Run
from engine.training.generations import Generation, checkpoints
from engine.training.stacked.stackable import together


@dataclass(frozen=True, slots=True)
class Standing:
    """Those ``members`` (numbers) of some runs each have a whole checkpoint after ``step``."""

    step: int
    members: tuple[int, ...]


def standing_together(runs: Sequence[Run]) -> Standing | None:
    """The most of these runs that can go on as one stack, from the newest step that they share.

    ``None`` where each goes on alone: they were not trained together, or no two of them have a checkpoint of one step.
    Raises :class:`NetwrightError` where a run cannot be read.
    """
    stands: dict[tuple[str, int], list[int]] = defaultdict(list)
    for number, run in enumerate(runs):
        plan = run.metadata().plan or {}
        if plan.get("together", 1) > 1:
            for step in {one.count for one in checkpoints(run.folder) if _is_whole(one)}:
                stands[json.dumps(plan, sort_keys=True), step].append(number)
    (_, step), members = max(stands.items(), key=lambda one: (len(one[1]), one[0][1]), default=(("", 0), []))
    if len(members) < 2 or together([runs[number].project() for number in members]) is not None:
        return None
    return Standing(step, tuple(members))


def _is_whole(checkpoint: Generation) -> bool:
    """Whether each byte is as it was written, as its name tells."""
    try:
        with checkpoint.file.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest() == checkpoint.digest
    except OSError:
        return False
