"""Measure a stored run on the test split afterwards, and keep the figures with it. torch is imported inside."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from engine.files import write_atomically
from engine.runs.run import Run
from engine.text import QT_TRANSLATE_NOOP, NetwrightError

if TYPE_CHECKING:
    from engine.evaluation.evaluate import Metrics


def measure_on_test(
    run: Run,
    should_stop: Callable[[], bool] = lambda: False,
    progress: Callable[[int, int], None] = lambda done, total: None,
) -> "Metrics":
    """Metrics of the run's best weights on its dataset's test split, written into its metadata.

    ``progress`` gets (images done, all images). A run that is still being written is refused, for its job would
    overwrite the figures. Raises :class:`NetwrightError`, :class:`OSError` and, where ``should_stop`` says so,
    :class:`engine.evaluation.evaluate.EvaluationStopped`.
    """
    from engine.evaluation.evaluate import EvaluationStopped, evaluate_resident
    from engine.evaluation.run_split import run_on_split
    from engine.training.device import resolve_device
    from engine.training.tuning.threads import compute_together

    if run.summary().status == "running":
        raise NetwrightError(
            QT_TRANSLATE_NOOP("engine", "The run {run} is still training."),
            QT_TRANSLATE_NOOP("engine", "Its test figures come by themselves when it ends."),
            run=run.name,
        )
    compute_together()
    metadata = run.metadata()
    loaded = run_on_split(run, device=resolve_device("auto"))
    metrics = evaluate_resident(
        loaded.network, loaded.images, loaded.batch_size, should_stop, progress, loaded.loss.total
    )
    if should_stop():
        raise EvaluationStopped
    kept = metadata.changed({"test_loss": metrics.loss, "test_accuracy": metrics.accuracy})
    write_atomically(run.metadata_file, kept.to_json())
    return metrics
