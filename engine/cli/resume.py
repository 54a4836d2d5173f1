"""``resume``: a run goes on from its last checkpoint."""

from engine.cli.output import JsonFlag, WrongArguments
from engine.cli.result import RunResult
from engine.cli.together import followed, resuming
from engine.cli.watching import finish, watched
from engine.distributed.world import launched
from engine.text import NetwrightError
from engine.training.events import EpochCompleted


def resume(run: str, /, *, json: JsonFlag = False) -> int:
    """Go on with a run that was stopped, failed or cut off, to the same bits as an undisturbed one.

    Started by torchrun, all processes go on with it together.

    Parameters
    ----------
    run: str
        The run's name or folder.
    """
    world = launched()
    if world is not None and not world.leads:
        return followed(world)
    from engine.runs.metadata import EpochFigures
    from engine.runs.store import RunStore
    from engine.training.job import TrainingJob

    store = RunStore()
    try:
        found = store.open(run)
        job = TrainingJob.resuming(found, store) if world is None else resuming(world, found, store)
        earlier = [EpochFigures.model_validate(epoch) for epoch in found.metrics().epochs]
    except NetwrightError as error:
        raise WrongArguments(str(error)) from error
    result = RunResult(epochs=[EpochCompleted(**figures.model_dump()) for figures in earlier])
    return finish(watched(job, result), json)
