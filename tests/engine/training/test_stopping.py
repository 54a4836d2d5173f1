"""Which epoch is the best, and when waiting for a better one is over."""

from engine.evaluation.evaluate import Metrics
from engine.training.config import TrainingConfig
from engine.training.events import EpochCompleted, RunFinished
from engine.training.progress import Progress
from engine.weights import load_weights
from tests.engine.training.conftest import JobMaker


def after(config: TrainingConfig, figures: list[tuple[float, float]]) -> tuple[Progress, list[bool]]:
    """Progress after epochs with these validation losses and accuracies, and which were the best so far."""
    progress, best = Progress(), []
    for loss, accuracy in figures:
        if progress.stopped_early:
            break
        progress.begin_epoch()
        metrics = Metrics(loss, accuracy, 100)
        best.append(progress.is_best(metrics, config))
        progress.end_epoch(metrics, config)
    return progress, best


def test_accuracy_decides_and_the_loss_among_equals() -> None:
    progress, best = after(TrainingConfig(), [(0.5, 0.9), (0.4, 0.9), (0.3, 0.8), (0.45, 0.9)])
    assert best == [True, True, False, False]
    assert progress.best_epoch == 2


def test_the_loss_decides_where_it_is_watched() -> None:
    assert after(TrainingConfig(watched="loss"), [(0.5, 0.9), (0.4, 0.8), (0.45, 0.95)])[0].best_epoch == 2


def test_without_restoring_the_best_the_last_epoch_is_kept() -> None:
    assert after(TrainingConfig(restore_best=False), [(0.5, 0.9), (0.9, 0.1)])[0].best_epoch == 2


def test_stopping_early_waits_for_its_patience() -> None:
    config = TrainingConfig(early_stopping=True, patience=2)
    figures = [(0.5, 0.90), (0.5, 0.92), (0.5, 0.91), (0.5, 0.92), (0.5, 0.99)]
    progress, _ = after(config, figures)
    assert (progress.epochs_done, progress.stopped_early, progress.best_epoch) == (4, True, 2)


def test_a_change_too_small_is_none() -> None:
    config = TrainingConfig(early_stopping=True, patience=2, min_change=0.01, watched="loss")
    progress, _ = after(config, [(0.5, 0), (0.495, 0), (0.491, 0), (0.1, 0)])
    assert progress.epochs_done == 3
    assert progress.best_epoch == 3


def test_without_early_stopping_a_run_goes_on() -> None:
    assert after(TrainingConfig(), [(0.5, 0.9)] * 20)[0].epochs_done == 20


def test_a_run_that_stops_early_is_completed_and_tested(make_job: JobMaker) -> None:
    job = make_job("mlp", epochs=30, learning_rate=1e-8, early_stopping=True, patience=2, min_change=0.5)
    end = job.run_to_end()
    assert isinstance(end, RunFinished)
    assert (end.outcome, end.stopped_early, end.epochs) == ("completed", True, 3)
    assert end.test_accuracy is not None
    assert len(job.of(EpochCompleted)) == 3


def test_the_averaged_weights_are_what_is_kept(make_job: JobMaker) -> None:
    plain, averaged = make_job("mlp", epochs=2), make_job("mlp", epochs=2, averaging="ema", ema_decay=0.9)
    for job in (plain, averaged):
        assert job.run_to_end().outcome == "completed"
    assert plain.run is not None
    assert averaged.run is not None
    ours, theirs = load_weights(averaged.run.best_weights), load_weights(plain.run.best_weights)
    assert ours.keys() == theirs.keys()
    assert not (ours["linear1.weight"] == theirs["linear1.weight"]).all()
