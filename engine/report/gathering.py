"""All that a report on a run tells, read and measured."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from engine.evaluation.results import Evaluated, Evaluations
from engine.export.curves.figures import RunFigures, read_figures
from engine.model.analysis import Analysis, analyse
from engine.project import Project
from engine.text import NetwrightError, Text

if TYPE_CHECKING:
    from engine.runs.run import Run


@dataclass(frozen=True, slots=True, eq=False)
class Gathered:
    """A run's files and what its best weights make of the test images; without those, ``missing`` says why."""

    figures: RunFigures
    project: Project
    analysis: Analysis
    evaluated: Evaluated | None
    missing: Text | None


def gather(
    run: Run,
    should_stop: Callable[[], bool] = lambda: False,
    progress: Callable[[int, int], None] = lambda done, total: None,
    evaluations: Evaluations | None = None,
) -> Gathered:
    """Read a run and measure it; ``progress`` gets (test images done, all of them).

    A run that cannot be measured (without weights, without its dataset) is reported without. Raises
    :class:`NetwrightError` where its files cannot be read, and what :func:`report_on_run` raises to stop.
    """
    figures, project = read_figures(run), run.project(with_dataset=False)
    evaluated, missing = None, None
    try:
        known = Evaluations() if evaluations is None else evaluations
        evaluated = known.evaluate(run, "test", should_stop=should_stop, progress=progress)
    except NetwrightError as error:
        missing = error.text
    return Gathered(figures, project, analyse(project.model), evaluated, missing)
