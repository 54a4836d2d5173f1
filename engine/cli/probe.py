"""``probe``: would more processes help?"""

import sys
from pathlib import Path
from typing import Annotated

from cyclopts import Parameter

from engine.cli.options import HyperparameterOptions
from engine.cli.output import JsonFlag, WrongArguments, figures, print_json
from engine.cli.train import prepared


def probe(
    project: Path | None = None,
    /,
    *,
    template: str | None = None,
    dataset: str | None = None,
    recipe: str | None = None,
    hyperparameters: Annotated[HyperparameterOptions | None, Parameter(name="*")] = None,
    processes: int | None = None,
    json: JsonFlag = False,
) -> int:
    """Measure in some ten seconds whether more processes would make a training faster here.

    Parameters
    ----------
    project: Path
        The project file; without it the template.
    template: str
        The network instead of a project's, such as mnist-cnn (the default).
    dataset: str
        The dataset to learn from instead of the project's, such as mnist.
    recipe: str
        The hyperparameters to start from instead of the project's, such as reference.
    processes: int
        Measure with so many processes at most; without it one for each GPU or core.
    """
    if processes is not None and processes < 1:
        raise WrongArguments(f"--processes: expected a number of at least 1, found {processes}")
    from engine.distributed.probe import probe_scaling

    ready = prepared(project, template, dataset, recipe, hyperparameters, ())
    print("measuring: this takes some ten seconds", file=sys.stderr, flush=True)
    found = probe_scaling(ready, processes)
    if json:
        print_json(found.to_data())
        return 0
    rows = [["processes", "compute ms", "add up ms", "step ms", "times as fast"]]
    rows += [
        [
            str(one.processes),
            f"{1e3 * one.compute_seconds:.2f}",
            f"{1e3 * one.talk_seconds:.2f}",
            f"{1e3 * one.step_seconds:.2f}",
            f"{found.speedup(one):.2f}",
        ]
        for one in found.measured
    ]
    print(f"{found.device_name}, {found.backend}, batches of {found.batch_size}, {found.parameters:,} parameters")
    print(figures(rows))
    print(found.advice)
    return 0
