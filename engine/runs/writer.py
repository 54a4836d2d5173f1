"""What a job writes into its run's folder while it goes: metrics line by line, the metadata at every epoch."""

from __future__ import annotations

import contextlib
import math
import time
from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from engine.data.catalog import Dataset
from engine.files import LineFile, remove_temporary_files, write_atomically
from engine.lazy import lazy_module
from engine.runs.metadata import EpochFigures, RunMetadata, StoredFailure
from engine.runs.metrics import line
from engine.runs.process import begin_writing, end_writing, this_process
from engine.training.events import (
    EpochCompleted,
    Event,
    Rewound,
    RunChanged,
    RunFinished,
    RunStarted,
    StateChanged,
    StepsCompleted,
)

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from engine.runs.run import Run
else:
    np = lazy_module("numpy")

_SECONDS_BETWEEN_METADATA = 1.0
_SHARE = 0.005
"""Of the training's time, for writing the metadata: a slow disk gets them less often."""


class RunWriter:
    """Writes one run. Called by one thread; every method but the constructor may raise :class:`OSError`.

    Each event's figures are in the file when :meth:`record` returns, so that no checkpoint is ever ahead of the curves.
    The metadata follow within a second or so, and at the end.
    """

    def __init__(self, run: Run, metadata: RunMetadata) -> None:
        self._run = run
        self._metadata = metadata
        self._seconds_before = metadata.seconds
        self._epochs = run.metrics().figures()
        self._lines = LineFile(run.metrics_file)
        self._last_step = 0
        self._next_metadata = 0.0
        self._behind = False
        begin_writing(run.folder)

    def begin(
        self,
        dataset: Dataset,
        device_name: str,
        device: str,
        parameters: int,
        plan: dict[str, Any] | None = None,
        *,
        processes: int = 1,
        launch: str = "",
    ) -> None:
        """Write what is known when the training is set up, or goes on after an end: from now on this process runs it.

        ``plan`` tells how the steps are computed, ``launch`` which start of the ``processes`` it belongs to.
        """
        remove_temporary_files(self._run.folder)
        begun_before = self._metadata.device != ""
        self._change(
            status="running",
            process=this_process(),
            resumed=self._metadata.resumed + begun_before,
            fingerprint=dataset.fingerprint,
            device=device,
            device_name=device_name,
            parameters=parameters,
            plan=plan,
            processes=processes,
            launch=launch,
            failure=None,
            test_loss=None,
            test_accuracy=None,
        )
        self._write_metadata()
        self._next_metadata = 0.0

    def record(self, event: Event) -> None:
        """Keep an event, where it belongs to the run's record."""
        match event:
            case StepsCompleted():
                self._last_step = event.first_step + len(event.losses) - 1
                self._lines.append(_steps_line(event))
            case EpochCompleted():
                figures = EpochFigures.of(event)
                self._lines.append(line("epoch", **figures.model_dump()))
                self._epochs.append(figures)
                self._stand_at_epochs()
            case Rewound():
                self._lines.append(line("rewound", step=event.step, epoch=event.epoch, void=self._last_step))
                self._epochs = [figures for figures in self._epochs if figures.step <= event.step]
                self._stand_at_epochs()
            case RunChanged():
                changes = [asdict(change) for change in event.changes]
                self._lines.append(line("changed", step=event.step, epoch=event.epoch, changes=changes))
                self._change(epochs=event.epochs, parameters=event.parameters)
            case RunStarted(resumed_after=step) if step:
                self._lines.append(line("resumed", step=step))
            case StateChanged():  # a paused run may stand for long
                self._next_metadata = 0.0
        if self._behind and time.monotonic() >= self._next_metadata:
            self._write_metadata()

    def finish(self, end: RunFinished) -> None:
        """Write the end; on an error the run counts as ended all the same."""
        try:
            with contextlib.ExitStack() as last:
                # The metadata first of all: they are small and may still fit where the metrics do not.
                last.callback(self._lines.close)
                self._change(
                    status=end.outcome,
                    epochs_done=end.epochs,
                    test_loss=end.test_loss,
                    test_accuracy=end.test_accuracy,
                    seconds=self._seconds_before + end.seconds,
                    failure=None if end.failure is None else StoredFailure.of(end.failure),
                )
                self._write_metadata()
        finally:
            end_writing(self._run.folder)

    def _stand_at_epochs(self) -> None:
        self._metadata = self._metadata.standing_after(self._epochs)
        self._behind = True

    def _change(self, **changes: Any) -> None:
        self._metadata = self._metadata.changed(changes)
        self._behind = True

    def _write_metadata(self) -> None:
        began = time.monotonic()
        write_atomically(self._run.metadata_file, self._metadata.to_json())
        ended = time.monotonic()
        self._next_metadata = ended + max(_SECONDS_BETWEEN_METADATA, (ended - began) / _SHARE)
        self._behind = False


def _steps_line(event: StepsCompleted) -> bytes:
    """The line as :func:`line` would write it, in a fifth of the time: there may be 10,000 steps a second."""
    head = f'{{"kind":"steps","epoch":{event.epoch},"first_step":{event.first_step}'
    losses, accuracies = _numbers(event.losses), _numbers(event.accuracies)
    return f'{head},"losses":{losses},"accuracies":{accuracies}}}\n'.encode()


def _numbers(values: NDArray[np.float32]) -> str:
    """A JSON list with nine digits each, which give every float32 back; ``null`` for NaN and infinity."""
    numbers = values.tolist()
    if np.isfinite(values).all() and not np.signbit(values).any():
        return "[" + ",".join(["{:.9g}"] * len(numbers)).format(*numbers) + "]"
    return "[" + ",".join(map(_number, numbers)) + "]"


def _number(value: float) -> str:
    if not math.isfinite(value):
        return "null"
    return f"{value:.9g}" if value else str(value)  # JSON's -0 is an integer without its sign
