"""Evaluate a stored run afterwards, and keep its test figures with it. torch is imported inside."""

import contextlib
from collections.abc import Callable
from typing import TYPE_CHECKING

from engine.files import write_atomically
from engine.runs.run import Run

if TYPE_CHECKING:
    from engine.evaluation.results import Evaluated, Evaluations
    from engine.training.events import Split


def measure(
    run: Run,
    split: "Split",
    evaluations: "Evaluations",
    *,
    alone: bool = False,
    should_stop: Callable[[], bool] = lambda: False,
    progress: Callable[[int, int], None] = lambda done, total: None,
) -> "Evaluated":
    """The run's best weights on a split of its dataset; test figures are written into its metadata where it has ended.

    ``alone`` computes with one thread, beside a training. ``progress`` gets (images done, all images). Raises
    :class:`NetwrightError` and, where ``should_stop`` says so, :class:`engine.evaluation.evaluate.EvaluationStopped`.
    """
    from engine.evaluation.evaluate import EvaluationStopped
    from engine.training.device import resolve_device
    from engine.training.tuning.threads import compute_alone, compute_together

    (compute_alone if alone else compute_together)()
    found = evaluations.evaluate(run, split, resolve_device("auto"), should_stop, progress)
    if should_stop():
        raise EvaluationStopped
    if split == "test" and run.summary().status != "running":  # the job that trains it would overwrite the figures
        metadata, report = run.metadata(), found.report
        kept = metadata.changed({"test_loss": report.loss, "test_accuracy": report.accuracy})
        if kept != metadata:
            with contextlib.suppress(
                OSError
            ):  # a run on a disk that cannot be written to can be looked at all the same
                write_atomically(run.metadata_file, kept.to_json())
    return found
