"""A sweep watched from the terminal: a line for each trial that ends, a live bar in a terminal, the result."""

import sys
import time
from typing import TYPE_CHECKING, Any

from engine.cli.cancel import cancelled_by_signals
from engine.cli.output import CommandFailed, columns, duration, print_json
from engine.sweeps.notation import value_text
from engine.sweeps.sweep import Measure
from engine.sweeps.trials import ENDED, SweepState, Trial

if TYPE_CHECKING:
    from engine.sweeps.trials import SweepHandle

_LOOK_SECONDS = 0.1
_BAR_SECONDS = 10.0
"""Without a terminal a line tells so often how many trials are left, where no trial has ended meanwhile."""


def watch_sweep(handle: "SweepHandle") -> SweepState:
    """Work at a sweep to its end, telling on stderr how it goes; a signal stops it."""
    told = _Reporter()
    try:
        with cancelled_by_signals(handle.stop, "stopping; the trials under way keep a checkpoint"):
            handle.start()
            while not handle.join(_LOOK_SECONDS):
                told.show(handle.snapshot())
        told.show(handle.snapshot())
    finally:
        told.close()
        handle.stop()
        handle.join()
    return handle.snapshot()


def finish_sweep(state: SweepState, json: bool) -> int:
    """Print what came of it and return the exit code; raises :class:`CommandFailed` where it did not complete."""
    if json:
        print_json(_data(state))
    if state.status == "failed":
        raise CommandFailed(f"the sweep {state.name} failed: {state.problem}")
    if state.status == "stopped":
        raise CommandFailed(
            f"stopped after {state.ended} of {state.planned} trials; sweep --resume {state.name} goes on"
        )
    if state.best is None:
        raise CommandFailed(f"none of the {state.ended} trials succeeded: {_reason(state)}")
    if not json:
        print(_summary(state))
    return 0


class _Reporter:
    """Tells what is new in each state."""

    def __init__(self) -> None:
        self._told: set[int] = set()
        self._problem = ""
        self._first = True
        self._last = time.monotonic()
        self._status = None
        if sys.stderr.isatty():
            from rich.console import Console

            self._console = Console(stderr=True, highlight=False)
            self._status = self._console.status("preparing: starting workers")
            self._status.start()
        else:
            self._print("preparing: starting workers")

    def show(self, state: SweepState) -> None:
        problem = "" if state.problem is None else str(state.problem)
        if problem != self._problem and problem and state.status != "failed":
            self._print(f"warning: {problem}")
        self._problem = problem
        ended = [trial for trial in state.trials if trial.state in ENDED and trial.number not in self._told]
        if self._first and ended and state.ended_here < len(ended):
            self._print(f"{state.name} goes on after {len(ended)} trials")
            self._told.update(trial.number for trial in ended)
            ended = []
        self._first = self._first and not state.trials
        for trial in ended:
            self._told.add(trial.number)
            self._print(_trial_line(trial, state))
        if self._status is not None:
            self._status.update(_progress(state))
        elif ended:
            self._last = time.monotonic()
        elif time.monotonic() - self._last >= _BAR_SECONDS:
            self._last = time.monotonic()
            self._print(_progress(state))

    def close(self) -> None:
        """Give the terminal back."""
        if self._status is not None:
            self._status.stop()

    def _print(self, line: str) -> None:
        if self._status is None:
            print(line, file=sys.stderr, flush=True)
        else:
            self._console.print(line, markup=False, soft_wrap=True)


def _progress(state: SweepState) -> str:
    left = "" if state.seconds_left is None else f", {duration(state.seconds_left)} left"
    running = state.counts["running"]
    best = "" if state.best is None else f", best: trial {state.best.number} {_objectives(state.best, state)}"
    return f"{state.ended} of {state.planned} trials, {running} under way{left}{best}"


def _trial_line(trial: Trial, state: SweepState) -> str:
    line = f"trial {trial.number}: {trial.state}  {_values(trial)}"
    if trial.error is not None:
        return f"{line}  {trial.error}"
    figures = _objectives(trial, state)
    return f"{line}  {figures}" + ("  best so far" if trial in state.pareto else "")


def _values(trial: Trial) -> str:
    return " ".join(f"{name}={value_text(value)}" for name, value in trial.values.items())


def _objectives(trial: Trial, state: SweepState) -> str:
    return "  ".join(f"{one.measure} {_figure(one.measure, trial)}" for one in state.settings.objectives)


def _figure(measure: Measure, trial: Trial) -> str:
    value = trial.measures.get(measure)
    if value is None:
        return "–"
    if measure in ("parameters", "multiply_adds"):
        return f"{value:,.0f}"
    return f"{100 * value:.2f} %" if measure == "validation_accuracy" else f"{value:.4g}"


def _reason(state: SweepState) -> str:
    error = next((trial.error for trial in state.trials if trial.error is not None), None)
    return "they were all ended early" if error is None else str(error)


def _summary(state: SweepState) -> str:
    """The best trials for a person."""
    head = ("trial", "run", *(objective.measure for objective in state.settings.objectives), "values")
    rows = [head]
    rows += [
        (
            str(trial.number),
            trial.run,
            *(_figure(objective.measure, trial) for objective in state.settings.objectives),
            _values(trial),
        )
        for trial in state.pareto
    ]
    counts = ", ".join(f"{count} {name}" for name, count in state.counts.items())
    return f"{state.name}: {counts}, in {duration(state.elapsed)}\n{columns(rows)}\n{state.folder}"


def _data(state: SweepState) -> dict[str, Any]:
    best = state.best
    return {
        "sweep": state.name,
        "folder": str(state.folder),
        "status": state.status,
        "problem": None if state.problem is None else str(state.problem),
        "planned": state.planned,
        "counts": dict(state.counts),
        "seconds": state.elapsed,
        "best": None if best is None else _trial_data(best),
        "pareto": [trial.number for trial in state.pareto],
        "trials": [_trial_data(trial) for trial in state.trials],
    }


def _trial_data(trial: Trial) -> dict[str, Any]:
    return {
        "number": trial.number,
        "state": trial.state,
        "values": dict(trial.values),
        "measures": dict(trial.measures),
        "run": trial.run,
        "host": trial.host,
        "error": None if trial.error is None else str(trial.error),
    }
