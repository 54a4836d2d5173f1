"""A job watched from the terminal to its end, and what is printed then."""

import queue
from typing import TYPE_CHECKING

from engine.cli.cancel import STOPPING, cancelled_by_signals
from engine.cli.output import CommandFailed, duration, epochs_text, number, percent, print_json
from engine.cli.progress import SilentReporter, reporter
from engine.cli.result import RunResult
from engine.training.events import RunFinished

if TYPE_CHECKING:
    from engine.training.job import TrainingJob


def watched(job: "TrainingJob", result: RunResult | None = None, *, silent: bool = False) -> RunResult:
    """Run the job to its end, telling on stderr how it goes; a signal cancels it. ``result`` is what was before."""
    result, told = result or RunResult(), SilentReporter() if silent else reporter()
    try:
        with cancelled_by_signals(job.cancel, "" if silent else STOPPING):
            job.start()
            while result.finished is None:
                try:
                    event = job.events.get(timeout=0.5)
                except queue.Empty:
                    if job.join(0) and job.events.empty():
                        raise CommandFailed("the run ended without a word") from None
                    continue
                result.add(event)
                told.show(event)
    finally:
        told.close()
        job.cancel()
        job.join()
    return result


def finish(result: RunResult, json: bool) -> int:
    """Print the result and return the exit code; raises :class:`CommandFailed` where the run did not complete."""
    if json and result.started is not None:
        print_json(result.to_data())
    raise_unless_completed(result)
    if not json:
        print(_summary(result))
    return 0


def raise_unless_completed(result: RunResult) -> None:
    """Raise :class:`CommandFailed` with what ended the run before its time."""
    match result.finished:
        case RunFinished(outcome="cancelled", epochs=epochs):
            kept = f"; the run is kept in {result.started.folder}" if result.started else ""
            raise CommandFailed(f"cancelled after {epochs_text(epochs)}{kept}")
        case RunFinished(outcome="failed", failure=failure):
            reason = "the run failed" if failure is None else f"the run failed: {failure.text} {failure.hint or ''}"
            raise CommandFailed(reason)


def _summary(result: RunResult) -> str:
    """The result for a person, in a few lines."""
    data, finished, started = result.to_data(), result.finished, result.started
    assert finished is not None
    assert started is not None
    return (
        f"{started.run}: {epochs_text(finished.epochs)} in {duration(finished.seconds)}"
        f" on {started.device} ({started.device_name}), {data['images_per_second'] or 0:,.0f} images/s;"
        f" kept: epoch {finished.best_epoch}\n"
        f"  training    loss {number(data['train_loss'])}\n"
        f"  validation  loss {number(data['val_loss'])}  accuracy {percent(data['val_accuracy'])}\n"
        f"  test        loss {number(data['test_loss'])}  accuracy {percent(data['test_accuracy'])}\n"
        f"  {started.folder}"
    )
