"""``find-rate``: the learning-rate range test."""

import sys
from pathlib import Path
from typing import Annotated

from cyclopts import Parameter

from engine.cli.cancel import cancelled_by_signals
from engine.cli.options import HyperparameterOptions
from engine.cli.output import CommandFailed, JsonFlag, print_json
from engine.cli.train import prepared


def find_rate(
    project: Path | None = None,
    /,
    *,
    template: str | None = None,
    dataset: str | None = None,
    recipe: str | None = None,
    hyperparameters: Annotated[HyperparameterOptions | None, Parameter(name="*")] = None,
    json: JsonFlag = False,
) -> int:
    """Let the learning rate grow step by step and say where the loss falls most steeply.

    Parameters
    ----------
    project: Path
        The project file to test; without it the template.
    template: str
        The network to test instead of a project, such as mnist-cnn (the default).
    dataset: str
        The dataset to learn from instead of the project's, such as mnist.
    recipe: str
        The hyperparameters to start from instead of the project's, such as reference.
    """
    from engine.training.rate_finder import RateFinder, RateFound, RatePoint

    finder = RateFinder(prepared(project, template, dataset, recipe, hyperparameters, ()))
    points: list[RatePoint] = []
    with cancelled_by_signals(finder.cancel):
        finder.start()
        while not isinstance(event := finder.events.get(), RateFound):
            points.append(event)
            if sys.stderr.isatty() or event.step % 20 == 0:
                print(f"step {event.step}/{event.total}  rate {event.rate:.2e}  loss {event.loss:.4f}", file=sys.stderr)
    if event.failure is not None:
        raise CommandFailed(f"{event.failure.text} {event.failure.hint or ''}".strip())
    if json:
        curve = [{"rate": point.rate, "loss": point.loss} for point in points]
        print_json({"learning_rate": event.suggestion, "points": curve})
    if event.suggestion is None:
        raise CommandFailed(str(event.reason))
    if not json:
        print(f"learning rate {event.suggestion:g}")
    return 0
