"""The curves of many runs, read in a thread: of each run alone, or of runs of other seeds as a mean and its band."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Literal, get_args

from engine.comparison.figures import RunFigures, read_figures
from engine.comparison.seeds import SeedGroup, seed_groups
from engine.lazy import lazy_module
from engine.runs.metrics import RunMetrics
from engine.runs.run import Run
from engine.text import NetwrightError, Text
from gui.training.series import Doubles, Floats, Smoother, peaks, thinned

if TYPE_CHECKING:
    import numpy as np
else:
    np = lazy_module("numpy")

CurveKind = Literal["train_loss", "val_loss", "train_accuracy", "val_accuracy", "learning_rate"]
CURVE_KINDS: tuple[CurveKind, ...] = get_args(CurveKind)
Across = Literal["step", "epoch", "time"]
"""What the curves run over: steps, epochs or seconds of training."""

_Mark = tuple[int, int]


@dataclass(frozen=True, slots=True, eq=False)
class Line:
    """One curve over steps. ``steps`` is float64 ``[N]``, or ``None`` for a value at every step from 1 on.

    ``low`` and ``high`` are the edges of a band around the values.
    """

    values: Floats
    steps: Doubles | None = None
    low: Floats | None = None
    high: Floats | None = None
    smoothed: bool = False

    @property
    def is_jagged(self) -> bool:
        """Whether its extremes are shown, as of a figure that goes up and down from step to step."""
        return self.steps is None and not self.smoothed

    def part(self, low: float, high: float, columns: int) -> tuple[Doubles, Floats, Floats | None, Floats | None]:
        """Steps, values and edges between two steps, thinned to what so many columns of pixels can show."""
        if self.steps is not None:
            start = max(int(np.searchsorted(self.steps, low)) - 1, 0)
            stop = int(np.searchsorted(self.steps, high, side="right")) + 1
            every = slice(start, stop, max(1, (stop - start) // max(columns, 1)))
            edges = None if self.low is None else self.low[every], None if self.high is None else self.high[every]
            return self.steps[every], self.values[every], *edges
        if self.low is not None and self.high is not None:
            steps, values = thinned(self.values, 1, low, high, columns)
            places = steps.astype(np.int64) - 1
            return steps, values, self.low[places], self.high[places]
        return *(peaks if self.is_jagged else thinned)(self.values, 1, low, high, columns), None, None

    def at(self, step: float) -> float | None:
        """The value at the nearest step; ``None`` beyond the curve's ends."""
        if len(self.values) == 0:
            return None
        if self.steps is None:
            place = round(step) - 1
            return float(self.values[place]) if 0 <= place < len(self.values) else None
        place = int(np.argmin(np.abs(self.steps - step)))
        reach = float(self.steps[0]) if len(self.steps) < 2 else float(np.diff(self.steps).max())
        return float(self.values[place]) if abs(float(self.steps[place]) - step) <= reach else None


@dataclass(frozen=True, slots=True, eq=False)
class Clock:
    """At which steps a run's epochs ended, and after how many seconds; each begins with the run's start at 0."""

    steps: Doubles
    epochs: Doubles
    seconds: Doubles

    def across(self, steps: Doubles, over: Across) -> Doubles:
        """Where steps stand on the axis; after the last epoch on as in it."""
        return steps if over == "step" else _interpolated(steps, self.steps, self._marks(over))

    def steps_at(self, places: Doubles, over: Across) -> Doubles:
        """Which steps stand at those places of the axis."""
        return places if over == "step" else _interpolated(places, self._marks(over), self.steps)

    def _marks(self, over: Across) -> Doubles:
        return self.epochs if over == "epoch" else self.seconds


@dataclass(frozen=True, slots=True, eq=False)
class Course:
    """What one entry of the key stands for: a run, or several that differ in their seed."""

    key: str
    group: SeedGroup
    lines: Mapping[CurveKind, Line]
    clock: Clock

    def step_at(self, place: float, over: Across) -> float:
        """Which step stands at a place of the axis."""
        return float(self.clock.steps_at(np.array([place]), over)[0])

    @property
    def last_step(self) -> float:
        """The newest step that any curve knows."""
        ends = [
            float(len(line.values)) if line.steps is None else float(line.steps[-1])
            for line in self.lines.values()
            if len(line.values)
        ]
        return max(ends, default=0.0)


@dataclass(frozen=True, slots=True, eq=False)
class ReadMetrics:
    """A run's metrics, and the mark of the file that they were read from."""

    mark: _Mark
    metrics: RunMetrics


@dataclass(frozen=True, slots=True, eq=False)
class Courses:
    """All that was read of the runs: figures in the order asked for, courses, and why a run has no curves."""

    figures: tuple[RunFigures, ...]
    courses: tuple[Course, ...]
    without: Mapping[Path, Text]
    known: Mapping[Path, ReadMetrics]
    """To be handed back the next time, so that only what changed is read again."""

    @property
    def is_growing(self) -> bool:
        """Whether a run is still training."""
        return any(run.summary.status == "running" for run in self.figures)


def read_courses(
    folders: Sequence[Path],
    smoothing: float,
    by_seeds: bool,
    known: Mapping[Path, ReadMetrics],
    progress: Callable[[int, int], None],
    check: Callable[[], None],
) -> Courses:
    """Read the runs and make their curves ready; ``check`` may raise between two runs to end it."""
    figures: list[RunFigures] = []
    read: dict[Path, ReadMetrics] = {}
    without: dict[Path, Text] = {}
    for number, folder in enumerate(folders):
        check()
        run = Run(folder)
        figures.append(read_figures(run))
        try:
            read[folder] = _read(run, known.get(folder))
        except NetwrightError as error:
            without[folder] = error.text
        progress(number + 1, len(folders))
    groups = seed_groups(figures) if by_seeds else tuple(SeedGroup((run,)) for run in figures)
    courses = []
    for group in groups:
        check()
        metrics = [read[run.run.folder].metrics for run in group.runs if run.run.folder in read]
        courses.append(_course(group, metrics, smoothing))
    return Courses(tuple(figures), tuple(courses), without, read)


def _read(run: Run, known: ReadMetrics | None) -> ReadMetrics:
    try:
        status = run.metrics_file.stat()
        mark = status.st_size, status.st_mtime_ns
    except OSError:
        mark = 0, 0
    return known if known is not None and known.mark == mark else ReadMetrics(mark, run.metrics())


def _course(group: SeedGroup, metrics: Sequence[RunMetrics], smoothing: float) -> Course:
    members = [_lines(one, smoothing) for one in metrics]
    clocks = [_clock(one) for one in metrics]
    key = str(group.runs[0].run.folder)
    if len(members) == 1:
        return Course(key, group, members[0], clocks[0])
    if not members:
        return Course(key, group, {}, Clock(*(np.zeros(1) for _ in range(3))))
    lines = {kind: _together([lines[kind] for lines in members]) for kind in CURVE_KINDS}
    longest = max(clocks, key=lambda clock: len(clock.steps))
    seconds = _stacked([clock.seconds for clock in clocks])
    return Course(key, group, lines, Clock(longest.steps, longest.epochs, np.nanmean(seconds, axis=0)))


def _lines(metrics: RunMetrics, smoothing: float) -> dict[CurveKind, Line]:
    epochs = metrics.figures()
    steps = np.array([epoch.step for epoch in epochs], np.float64)

    def of_steps(values: Floats) -> Line:
        return Line(Smoother(smoothing).extend(values), smoothed=smoothing > 1)

    def of_epochs(values: Sequence[float | None]) -> Line:
        numbers = np.array([np.nan if value is None else value for value in values], np.float32)
        return Line(numbers, steps) if np.isfinite(numbers).any() else Line(numbers[:0], steps[:0])

    return {
        "train_loss": of_steps(metrics.step_losses),
        "train_accuracy": of_steps(metrics.step_accuracies),
        "val_loss": of_epochs([epoch.validation_loss for epoch in epochs]),
        "val_accuracy": of_epochs([epoch.validation_accuracy for epoch in epochs]),
        "learning_rate": of_epochs([epoch.learning_rate or None for epoch in epochs]),
    }


def _clock(metrics: RunMetrics) -> Clock:
    epochs = metrics.figures()
    return Clock(
        np.array([0.0, *(epoch.step for epoch in epochs)]),
        np.array([0.0, *(epoch.epoch for epoch in epochs)]),
        np.cumsum([0.0, *(epoch.seconds for epoch in epochs)]),
    )


def _together(lines: Sequence[Line]) -> Line:
    """Mean and standard deviation of several runs, step by step; where few runs go on, of those."""
    longest = max(lines, key=lambda line: len(line.values))
    values = _stacked([line.values for line in lines])
    if values.shape[1] == 0:
        return longest
    counted = np.isfinite(values).sum(axis=0)
    sums = np.nansum(values, axis=0)
    with np.errstate(invalid="ignore", divide="ignore"):
        mean = sums / counted
        squares = np.nansum((values - mean) ** 2, axis=0)
        spread = np.sqrt(np.where(counted > 1, squares / np.maximum(counted - 1, 1), 0.0))
    return Line(
        mean.astype(np.float32),
        longest.steps,
        (mean - spread).astype(np.float32),
        (mean + spread).astype(np.float32),
        smoothed=True,
    )


def _stacked(rows: Sequence[Floats | Doubles]) -> Doubles:
    """The rows under each other, the shorter ones filled with NaN."""
    longest = max(len(row) for row in rows)
    stacked = np.full((len(rows), longest), np.nan)
    for number, row in enumerate(rows):
        stacked[number, : len(row)] = row
    return stacked


def _interpolated(places: Doubles, known: Doubles, values: Doubles) -> Doubles:
    """Between the known places in a straight line, and beyond the last as between the last two."""
    if len(known) < 2:
        return places
    found = np.interp(places, known, values)
    width = known[-1] - known[-2]
    slope = (values[-1] - values[-2]) / width if width > 0 else 0.0
    beyond = places > known[-1]
    found[beyond] = values[-1] + (places[beyond] - known[-1]) * slope
    return found
