"""What a job writes into its run's folder while it goes: metrics line by line, the metadata at every epoch."""

from __future__ import annotations

import contextlib
import json
import math
import time
from io import TextIOWrapper
from typing import TYPE_CHECKING, Any

from engine.data.catalog import Dataset
from engine.files import write_atomically
from engine.lazy import lazy_module
from engine.runs.metadata import EpochFigures, RunMetadata, StoredFailure
from engine.runs.process import begin_writing, end_writing
from engine.training.events import EpochCompleted, Event, RunFinished, StepsCompleted

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from engine.runs.run import Run
else:
    np = lazy_module("numpy")

WRITE_SECONDS = 1.0
"""Steps are collected for so long before a write."""


class RunWriter:
    """Writes one run. Called by one thread; every method but the constructor may raise :class:`OSError`."""

    def __init__(self, run: Run, metadata: RunMetadata) -> None:
        self._run = run
        self._metadata = metadata
        self._file: TextIOWrapper | None = None
        self._pending: list[str] = []
        self._last_write = 0.0
        begin_writing(run.folder)

    def begin(self, dataset: Dataset, device_name: str, device: str, parameters: int) -> None:
        """Write what is known when the training is set up."""
        self._update(fingerprint=dataset.fingerprint, device=device, device_name=device_name, parameters=parameters)
        self._last_write = time.monotonic()

    def record(self, event: Event) -> None:
        """Keep an event: steps within a second, an epoch at once with the metadata."""
        match event:
            case StepsCompleted():
                self._pending.append(_steps_line(event))
                if time.monotonic() - self._last_write >= WRITE_SECONDS:
                    self._flush()
            case EpochCompleted():
                figures = EpochFigures.of(event)
                self._pending.append(_line("epoch", **figures.model_dump()))
                self._flush()
                best = figures if event.best else self._metadata.best
                seconds = self._metadata.seconds + event.seconds
                self._update(epochs_done=event.epoch, last=figures, best=best, seconds=seconds)

    def finish(self, end: RunFinished) -> None:
        """Write the end; on an error the run counts as ended all the same."""
        try:
            with contextlib.ExitStack() as last:
                # The metadata first of all: they are small and may still fit where the metrics do not.
                last.callback(self._close)
                self._update(
                    status=end.outcome,
                    epochs_done=end.epochs,
                    test_loss=end.test_loss,
                    test_accuracy=end.test_accuracy,
                    seconds=end.seconds,
                    failure=None if end.failure is None else StoredFailure.of(end.failure),
                )
        finally:
            end_writing(self._run.folder)

    def _update(self, **changes: Any) -> None:
        self._metadata = self._metadata.changed(changes)
        write_atomically(self._run.metadata_file, self._metadata.to_json())

    def _flush(self) -> None:
        if not self._pending:
            return
        if self._file is None:
            self._file = self._run.metrics_file.open("a", encoding="utf-8", newline="\n")
        self._file.write("".join(self._pending))
        self._file.flush()
        self._pending.clear()
        self._last_write = time.monotonic()

    def _close(self) -> None:
        try:
            self._flush()
        finally:
            if self._file is not None:
                self._file.close()
                self._file = None


def _steps_line(event: StepsCompleted) -> str:
    return _line(
        "steps",
        epoch=event.epoch,
        first_step=event.first_step,
        losses=_shortest(event.losses),
        accuracies=_shortest(event.accuracies),
    )


def _shortest(values: NDArray[np.float32]) -> list[float | None]:
    """Numbers with as few digits as give the same float32 back; ``None`` for NaN and infinity, unknown to JSON."""
    return [float(str(value)) if math.isfinite(value) else None for value in values]


def _line(kind: str, **values: Any) -> str:
    return json.dumps({"kind": kind, **values}, allow_nan=False, separators=(",", ":")) + "\n"
