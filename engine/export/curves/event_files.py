"""A run's curves as TensorBoard's event files."""

from __future__ import annotations

import contextlib
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from engine.export.curves.figures import RunFigures

EPOCH_SCALARS = {
    "loss/train_epoch": "train_loss",
    "loss/validation": "validation_loss",
    "accuracy/train_epoch": "train_accuracy",
    "accuracy/validation": "validation_accuracy",
    "learning_rate": "learning_rate",
    "speed/images_per_second": "images_per_second",
}
"""Tags by the epoch's field; each stands at the last step of its epoch."""
TEST_SCALARS = {"loss/test": "test_loss", "accuracy/test": "test_accuracy"}


def write_event_file(figures: RunFigures, folder: Path) -> Path:
    """Write one event file into ``folder``/NAME, in the place of one that was written there before; returns the folder.

    Step curves, the curves of the epochs with the times of the training, the test figures of a completed run, and the
    hyperparameters for TensorBoard's own table. Raises :class:`OSError`.
    """
    from tensorboardX import SummaryWriter

    target = folder / figures.name
    target.mkdir(parents=True, exist_ok=True)
    for former in target.glob("events.out.tfevents.*.netwright"):
        former.unlink()
    with contextlib.closing(SummaryWriter(str(target), filename_suffix=".netwright")) as writer:
        _write(figures, writer)
    return target


def _write(figures: RunFigures, writer: Any) -> None:
    begun = figures.metadata.created.timestamp()
    steps = figures.steps
    rows = zip(steps.step.tolist(), steps.seconds.tolist(), steps.loss.tolist(), steps.accuracy.tolist(), strict=True)
    for step, seconds, loss, accuracy in rows:
        writer.add_scalar("loss/train", loss, step, walltime=begun + seconds)
        writer.add_scalar("accuracy/train", accuracy, step, walltime=begun + seconds)
    for epoch, seconds in zip(figures.epochs, figures.epoch_ends.tolist(), strict=True):
        for tag, field in EPOCH_SCALARS.items():
            value = getattr(epoch, field)
            if value is not None:
                writer.add_scalar(tag, value, epoch.step, walltime=begun + seconds)
    results = _results(figures)
    for tag, value in results.items():
        if tag in TEST_SCALARS:
            last = figures.epochs[-1].step if figures.epochs else 0
            writer.add_scalar(tag, value, last, walltime=begun + figures.metadata.seconds)
    _write_hyperparameters(figures.hyperparameters, results, writer)


def _results(figures: RunFigures) -> dict[str, float]:
    found = {tag: getattr(figures.metadata, field) for tag, field in TEST_SCALARS.items()}
    best = figures.metadata.best
    if best is not None:
        found |= {"accuracy/validation": best.validation_accuracy, "loss/validation": best.validation_loss}
    return {tag: value for tag, value in found.items() if value is not None}


def _write_hyperparameters(hyperparameters: Mapping[str, Any], results: Mapping[str, float], writer: Any) -> None:
    from tensorboardX.summary import hparams

    plain = {name: value for name, value in hyperparameters.items() if isinstance(value, bool | int | float | str)}
    for summary in hparams(plain, dict(results)):
        writer.file_writer.add_summary(summary)
