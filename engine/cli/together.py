"""``train`` and ``resume`` as one of several processes, which torchrun or its like started."""

import time
from pathlib import Path
from typing import TYPE_CHECKING

from engine.cli.output import CommandFailed
from engine.cli.watching import raise_unless_completed, watched
from engine.distributed.world import World
from engine.project import Project
from engine.text import NetwrightError

if TYPE_CHECKING:
    from engine.distributed.job import SharedJob
    from engine.runs.run import Run
    from engine.runs.store import RunStore

_LOOKED_AT = 100
"""Of the newest runs, for the one that this start began before it was restarted."""
_LOOK_AGAIN = 1.0


def followed(world: World) -> int:
    """Train what the first process says, without a word but for errors."""
    from engine.distributed.job import SharedJob
    from engine.runs.store import RunStore

    try:
        raise_unless_completed(watched(SharedJob.following(world, RunStore()), silent=True))
    except CommandFailed as error:
        raise CommandFailed(f"rank {world.rank}: {error}") from None
    return 0


def leading(world: World, project: Project, store: "RunStore", name: str | None, folder: Path | None) -> "SharedJob":
    """The first process's job: a new run, or after a restart the one that was begun."""
    from engine.distributed.job import SharedJob

    begun = _begun(world, project, store, folder) if world.restarts else None
    if begun is not None and begun.resumable():
        return resuming(world, begun, store)
    if begun is not None:  # lost before its first checkpoint: nothing was learned
        store.delete(begun)
    return SharedJob(world, project, store, name, folder)


def resuming(world: World, run: "Run", store: "RunStore") -> "SharedJob":
    """The first process's job that goes on with a run; raises :class:`NetwrightError` where it cannot."""
    from engine.distributed.job import SharedJob
    from engine.training.job import check_resumable

    check_resumable(run)
    return SharedJob(world, run.project(), store, resumed=run)


def _begun(world: World, project: Project, store: "RunStore", folder: Path | None) -> "Run | None":
    """The run that an earlier attempt of the same start left unfinished; another start may have had the same name."""
    from engine.runs.run import Run

    candidates = [Run(folder)] if folder is not None else [Run(one.folder) for one in store.list()[:_LOOKED_AT]]
    for run in candidates:
        try:
            unfinished = run.summary().status not in ("completed", "cancelled")
            if unfinished and run.metadata().launch == world.launch != "" and _alike(run.project(), project):
                _wait_for_silence(run)
                return run
        except NetwrightError:
            continue
    return None


def _alike(one: Project, other: Project) -> bool:
    return (one.model, one.training, one.dataset) == (other.model, other.training, other.dataset)


def _wait_for_silence(run: "Run") -> None:
    """Until the process that wrote the run counts as dead: of one on another machine only its silence tells."""
    from engine.runs.process import SILENCE_OF_BEACON

    deadline = time.monotonic() + SILENCE_OF_BEACON
    while run.summary().status == "running" and time.monotonic() < deadline:
        time.sleep(_LOOK_AGAIN)
