"""Measure a stored run on the test split afterwards, and keep the figures with it. torch is imported inside."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from engine.data.catalog import load_dataset
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
    from engine.data.batches import ResidentImages
    from engine.evaluation.evaluate import EvaluationStopped, evaluate_resident, evaluation_batch_size
    from engine.evaluation.predictor import load_network
    from engine.evaluation.run_loss import loss_of_run
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
    data = load_dataset(metadata.dataset)
    device = resolve_device("auto")
    network, multiply_adds = load_network(run, device)
    images = ResidentImages(data.test_images, data.test_labels, metadata.preprocessing, device)
    batch = evaluation_batch_size(multiply_adds, device)
    loss_of = loss_of_run(run.project(), data, device)
    metrics = evaluate_resident(network, images, batch, should_stop, progress, loss_of)
    if should_stop():
        raise EvaluationStopped
    kept = metadata.changed({"test_loss": metrics.loss, "test_accuracy": metrics.accuracy})
    write_atomically(run.metadata_file, kept.to_json())
    return metrics
