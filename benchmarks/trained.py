"""A training brought to its end, as benchmarks need it."""

from collections.abc import Callable

from engine.training.events import EpochCompleted, RunFinished, RunStarted
from engine.training.job import TrainingJob


def train_to_the_end(
    job: TrainingJob, tell: Callable[[EpochCompleted], None]
) -> tuple[RunStarted, tuple[EpochCompleted, ...], RunFinished]:
    """How the run began, its epochs (``tell`` hears of each), and how it ended.

    Raises :class:`RuntimeError` where it did not complete.
    """
    job.start()
    started: RunStarted | None = None
    done: list[EpochCompleted] = []
    while not isinstance(event := job.events.get(), RunFinished):
        if isinstance(event, RunStarted):
            started = event
        elif isinstance(event, EpochCompleted):
            done.append(event)
            tell(event)
    job.join()
    if event.outcome != "completed" or started is None:
        raise RuntimeError(f"{event.outcome}: {event.failure.text if event.failure else ''}")
    return started, tuple(done), event


def epoch_words(event: EpochCompleted, epochs: int) -> str:
    """An epoch in one line of progress."""
    return (
        f"epoch {event.epoch}/{epochs}  train loss {event.train_loss:.4f}"
        f"  validation accuracy {event.validation_accuracy or 0:.4f}  {event.images_per_second:,.0f} images/s"
    )
