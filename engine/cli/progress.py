"""A run's events told on stderr: a live bar in a terminal, plain lines anywhere else."""

import sys
import time
from collections.abc import Callable
from typing import Protocol

import numpy as np

from engine.cli.output import duration, number, percent
from engine.downloads.sizes import megabytes
from engine.training.events import (
    DownloadProgressed,
    EngineWarning,
    EpochCompleted,
    EvaluationProgressed,
    Event,
    RunStarted,
    StepsCompleted,
)


class Reporter(Protocol):
    """Tells events as they come."""

    def show(self, event: Event) -> None: ...

    def close(self) -> None:
        """Give the terminal back."""


class SilentReporter:
    """Tells nothing: another process does."""

    def show(self, event: Event) -> None:
        return

    def close(self) -> None:
        return


def reporter() -> Reporter:
    """The reporter that suits where stderr goes."""
    if sys.stderr.isatty():
        return LiveReporter()
    return PlainReporter(lambda line: print(line, file=sys.stderr, flush=True))


def started_line(event: RunStarted) -> str:
    """Whether all is as meant, before it takes long."""
    return (
        f"{event.run}: {event.parameters:,} parameters, {event.train_images:,} training and"
        f" {event.validation_images:,} validation images, on {event.device} ({event.device_name})"
    )


def epoch_line(event: EpochCompleted, epochs: int) -> str:
    """An epoch's figures."""
    line = (
        f"epoch {event.epoch}/{epochs}  training loss {number(event.train_loss)}"
        f" accuracy {percent(event.train_accuracy)}"
    )
    if event.validation_loss is not None:
        line += f"  validation loss {number(event.validation_loss)} accuracy {percent(event.validation_accuracy)}"
    return line + f"  {event.images_per_second:,.0f} images/s" + ("  best so far" if event.best else "")


def download_line(event: DownloadProgressed) -> str:
    """How much of the dataset or of the pretrained weights has come."""
    what = f"the weights of {event.name}" if event.kind == "weights" else event.name
    return (
        f"downloading {what}: {megabytes(event.done)} of {megabytes(event.total)} MB"
        f" ({100 * event.done // max(event.total, 1)} %)"
    )


class PlainReporter:
    """A line for each epoch, and for downloads and the steps between epochs one every ten seconds."""

    INTERVAL = 10.0

    def __init__(self, write: Callable[[str], None], clock: Callable[[], float] = time.monotonic) -> None:
        self._write, self._clock = write, clock
        self._started: RunStarted | None = None
        self._began = self._last = clock()
        self._downloading = ""
        write("preparing: loading torch and the data")

    def show(self, event: Event) -> None:
        now = self._clock()
        match event:
            case DownloadProgressed(name=name):
                whole = event.done >= event.total
                if name != self._downloading or whole or now - self._last >= self.INTERVAL:
                    self._last, self._downloading = now, name
                    self._write(download_line(event))
            case RunStarted():
                self._started = event
                self._began = self._last = now
                self._write(started_line(event))
            case StepsCompleted() if self._started and now - self._last >= self.INTERVAL:
                self._last = now
                self._write(self._steps_line(event, self._started, now - self._began))
            case EpochCompleted() if self._started:
                self._last = now
                self._write(epoch_line(event, self._started.epochs))
            case EngineWarning():
                self._write(f"warning: {event.text}")

    def close(self) -> None:
        pass

    def _steps_line(self, event: StepsCompleted, started: RunStarted, elapsed: float) -> str:
        step = event.first_step + len(event.losses) - 1
        total = started.epochs * started.steps_per_epoch
        left = elapsed / step * (total - step)
        return (
            f"epoch {event.epoch}/{started.epochs}  step {step:,}/{total:,}"
            f"  loss {number(float(np.mean(event.losses)))} accuracy {percent(float(np.mean(event.accuracies)))}"
            f"  {event.images_per_second:,.0f} images/s  {duration(left)} left"
        )


class LiveReporter:
    """One bar over the whole run, with the newest figures beside it; a line stays for each epoch."""

    def __init__(self) -> None:
        from rich.console import Console
        from rich.progress import (
            BarColumn,
            Progress,
            SpinnerColumn,
            TaskProgressColumn,
            TextColumn,
            TimeRemainingColumn,
        )

        self._bar = Progress(
            SpinnerColumn(),
            TextColumn("{task.description}", markup=False),
            BarColumn(bar_width=None),
            TaskProgressColumn(),
            TextColumn("{task.fields[figures]}", markup=False),
            TimeRemainingColumn(),
            console=Console(stderr=True, highlight=False),
            transient=True,
            expand=True,
        )
        self._task = self._bar.add_task("preparing: loading torch and the data", total=None, figures="")
        self._started: RunStarted | None = None
        self._bar.start()

    def show(self, event: Event) -> None:
        match event:
            case DownloadProgressed():
                self._bar.update(self._task, completed=event.done, total=event.total, description=download_line(event))
            case RunStarted():
                self._started = event
                self._print(started_line(event))
                self._bar.reset(self._task, total=event.epochs * event.steps_per_epoch, description="starting")
            case StepsCompleted() if self._started:
                self._bar.update(
                    self._task,
                    completed=event.first_step + len(event.losses) - 1,
                    description=f"epoch {event.epoch}/{self._started.epochs}",
                    figures=f"loss {event.losses[-1]:.3f}  accuracy {100 * float(np.mean(event.accuracies)):.1f} %"
                    f"  {event.images_per_second:,.0f} images/s",
                )
            case EvaluationProgressed():
                self._bar.update(self._task, figures=f"{event.split} {event.done:,}/{event.total:,}")
            case EpochCompleted() if self._started:
                self._print(epoch_line(event, self._started.epochs))
            case EngineWarning():
                self._print(f"warning: {event.text}")

    def close(self) -> None:
        self._bar.stop()

    def _print(self, line: str) -> None:
        self._bar.console.print(line, markup=False, soft_wrap=True)
