"""Members of a group trained together as one stacked computation, where their networks have one shape."""

from collections.abc import Callable, Sequence

from engine.ensembles.plan import GroupPlan
from engine.runs.store import RunStore
from engine.text import NetwrightError
from engine.training.events import EpochCompleted, Event, RunFinished, RunStarted


def train_together(
    store: RunStore,
    plan: GroupPlan,
    indices: Sequence[int],
    change: Callable[..., None],
    should_stop: Callable[[], bool],
) -> None:
    """Train these members, none of which was begun, in this process; ``change(index, …)`` hears how far each is.

    Raises :class:`NetwrightError` where they cannot be stacked, or the first failure.
    """
    from engine.training.stacked.job import train_stacked

    projects = [plan.member(index, ()) for index in indices]

    def tell(number: int, event: Event) -> None:
        match event:
            case RunStarted(run=run):
                change(indices[number], status="running", run=run)
            case EpochCompleted(epoch=epoch, validation_accuracy=accuracy):
                change(indices[number], epoch=epoch, accuracy=accuracy)
            case RunFinished(outcome=outcome):
                change(indices[number], status=outcome)

    ended = train_stacked(
        projects,
        store,
        [plan.lineage(index) for index in indices],
        [plan.run_name(index) for index in indices],
        on_event=tell,
        should_stop=should_stop,
    )
    for index, (run, _) in zip(indices, ended, strict=True):
        if run is not None:
            change(index, run=run.name, accuracy=run.summary().val_accuracy)
    failure = next((end.failure for _, end in ended if end.failure is not None), None)
    if failure is not None:
        hint = "" if failure.hint is None else str(failure.hint)
        raise NetwrightError(failure.text.template, hint, **failure.text.values)
