"""A run as a run of MLflow: params, metrics by step, tags, and its files as artifacts. An extra: ``mlflow``."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any, TypeVar

from engine.export.curves.event_files import EPOCH_SCALARS, TEST_SCALARS
from engine.export.curves.figures import RunFigures
from engine.text import QT_TRANSLATE_NOOP, NetwrightError

if TYPE_CHECKING:
    from mlflow.entities import Metric

    from engine.runs.run import Run

EXPERIMENT = "netwright"
_MOST_METRICS, _MOST_PARAMS, _LONGEST = 1000, 100, 6000
"""What MLflow takes at once, and of a param."""
_STATUS = {"completed": "FINISHED", "failed": "FAILED", "cancelled": "KILLED", "running": "RUNNING"}

_Item = TypeVar("_Item")


def log_to_mlflow(run: Run, figures: RunFigures, tracking_uri: str, experiment: str = EXPERIMENT) -> str:
    """Write the run into the experiment at ``tracking_uri``, such as ``sqlite:///mlflow.db`` or a server's address.

    Returns the id of the new run there. Raises :class:`NetwrightError` where MLflow is not installed or refuses.
    """
    os.environ.setdefault("MLFLOW_DISABLE_TELEMETRY", "true")  # nothing is told to anybody who was not named
    try:
        from mlflow.exceptions import MlflowException
        from mlflow.tracking import MlflowClient
    except ImportError:
        raise NetwrightError(
            QT_TRANSLATE_NOOP("engine", "MLflow is not installed."),
            QT_TRANSLATE_NOOP("engine", "It is an extra: uv sync --extra mlflow"),
        ) from None
    try:
        client = MlflowClient(tracking_uri=tracking_uri)
        known = client.get_experiment_by_name(experiment)
        there = client.create_experiment(experiment) if known is None else known.experiment_id
        begun = round(figures.metadata.created.timestamp() * 1000)
        made = client.create_run(there, start_time=begun, run_name=figures.name).info.run_id
        _log_params(client, made, figures)
        for metrics in _portions(_metrics(figures), _MOST_METRICS):
            client.log_batch(made, metrics=metrics)
        for file in sorted(run.folder.iterdir()):
            if file.is_file() and file.suffix in (".json", ".jsonl", ".safetensors"):
                client.log_artifact(made, str(file))
        ended = begun + round(figures.metadata.seconds * 1000)
        client.set_terminated(made, status=_STATUS[figures.metadata.status], end_time=ended)
    except (MlflowException, OSError, ValueError) as error:
        raise NetwrightError(
            QT_TRANSLATE_NOOP("engine", "MLflow at {uri} did not take the run {run}: {reason}"),
            QT_TRANSLATE_NOOP("engine", "Expected a database such as sqlite:///mlflow.db, or a server's address."),
            uri=tracking_uri,
            run=figures.name,
            reason=" ".join(str(error).split())[:300],
        ) from error
    return str(made)


def _log_params(client: Any, made: str, figures: RunFigures) -> None:
    from mlflow.entities import Param, RunTag

    metadata = figures.metadata
    tags = {
        "netwright.dataset": metadata.dataset,
        "netwright.fingerprint": metadata.fingerprint,
        "netwright.device": metadata.device_name or metadata.device,
        "netwright.platform": metadata.platform,
        **{f"netwright.version.{package}": version for package, version in metadata.versions.items()},
    }
    params = {"dataset": metadata.dataset, "parameters": metadata.parameters, **figures.hyperparameters}
    entries = [Param(name, str(value)[:_LONGEST]) for name, value in params.items() if value is not None]
    for portion in _portions(entries, _MOST_PARAMS):
        client.log_batch(made, params=portion)
    client.log_batch(made, tags=[RunTag(name, value) for name, value in tags.items()])


def _metrics(figures: RunFigures) -> list[Metric]:
    from mlflow.entities import Metric

    begun, steps = figures.metadata.created.timestamp(), figures.steps

    def metric(tag: str, value: float, seconds: float, step: int) -> Metric:
        return Metric(tag, value, round((begun + seconds) * 1000), step)

    found = [
        metric(tag, value, seconds, step)
        for tag, values in (("loss/train", steps.loss), ("accuracy/train", steps.accuracy))
        for step, seconds, value in zip(steps.step.tolist(), steps.seconds.tolist(), values.tolist(), strict=True)
    ]
    for epoch, seconds in zip(figures.epochs, figures.epoch_ends.tolist(), strict=True):
        values = {tag: getattr(epoch, field) for tag, field in EPOCH_SCALARS.items()}
        found += [metric(tag, value, seconds, epoch.step) for tag, value in values.items() if value is not None]
    last = figures.epochs[-1].step if figures.epochs else 0
    for tag, field in TEST_SCALARS.items():
        value = getattr(figures.metadata, field)
        if value is not None:
            found.append(metric(tag, value, figures.metadata.seconds, last))
    return found


def _portions(items: Sequence[_Item], size: int) -> Iterator[Sequence[_Item]]:
    for first in range(0, len(items), size):
        yield items[first : first + size]
