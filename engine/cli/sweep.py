"""``sweep``: a search for good hyperparameters, begun, gone on with, extended, listed."""

import sys
from collections.abc import Iterable
from pathlib import Path
from typing import Annotated, Any

from cyclopts import Parameter
from pydantic import ValidationError

from engine.cli.output import JsonFlag, WrongArguments, columns, print_json
from engine.cli.sweep_progress import finish_sweep, watch_sweep
from engine.cli.train import prepared
from engine.model.serial import validation_sentence
from engine.project import Project, save_project
from engine.sweeps.fitting import candidate, why_not_stacked
from engine.sweeps.interrupted import listed
from engine.sweeps.notation import is_dimension, parse_dimension
from engine.sweeps.space import SearchSpace, load_space
from engine.sweeps.store import Sweep, SweepStore
from engine.sweeps.sweep import PrunerName, SamplerName, SweepSettings, parse_constraint, parse_objective
from engine.text import NetwrightError

_MANY = Parameter(consume_multiple=True, negative=(), show_default=False)


def sweep(
    project: Path | None = None,
    /,
    *,
    space: Path | None = None,
    settings: Annotated[
        tuple[str, ...], Parameter(name="--set", consume_multiple=True, negative=(), show_default=False)
    ] = (),
    template: str | None = None,
    dataset: str | None = None,
    sampler: SamplerName | None = None,
    trials: int | None = None,
    workers: int | None = None,
    stack: int | None = None,
    pruner: PrunerName | None = None,
    objective: Annotated[tuple[str, ...], _MANY] = (),
    constraint: Annotated[tuple[str, ...], _MANY] = (),
    seed: int | None = None,
    storage: str | None = None,
    name: str = "",
    resume: str | None = None,
    extend: int = 0,
    best_to: Path | None = None,
    list: Annotated[bool, Parameter(name="--list", negative=(), show_default=False)] = False,
    json: JsonFlag = False,
) -> int:
    """Search for good hyperparameters: many trials, each a run.

    Ctrl+C stops the trials under way, which keep a checkpoint; --resume NAME goes on with them (exit code 1).

    Parameters
    ----------
    project: Path
        The project file whose settings are varied; without it the template.
    space: Path
        The search space: a JSON file of dimensions.
    settings: str
        Dimensions as name=values, beside or instead of --space: learning_rate=0.0001..0.1:log,
        conv1.out_channels=8..64:8, optimizer=adam,sgd. A single value, such as epochs=3, holds for all trials.
    template: str
        The network to start from instead of a project, such as mnist-cnn (the default).
    dataset: str
        The dataset to learn from instead of the project's, such as mnist.
    sampler: str
        How points are chosen: grid, random, tpe or cmaes; tpe without it.
    trials: int
        How many points are tried; without it every point of a grid, else 50.
    workers: int
        Trials that are trained at once, each in a process of its own; 1 without it.
    stack: int
        Trials that a worker computes as one where their networks have one shape; 1 without it.
    pruner: str
        How trials that do badly end early: none, median or hyperband.
    objective: str
        What to aim for, perhaps with a direction: validation_accuracy, validation_loss, parameters, multiply_adds,
        seconds:minimize. Several give the trials that no other one beats.
    constraint: str
        A limit, such as "parameters <= 50000".
    seed: int
        The start of the sampler's random numbers.
    storage: str
        Where trials are kept: postgresql://user@host/database, grpc://host:port or a file, for several machines;
        without it a file in the sweep's folder.
    name: str
        The sweep's name; programs that share a storage work together at sweeps of the same name.
    resume: str
        Go on with this sweep, by its name or folder.
    extend: int
        So many trials more, with --resume.
    best_to: Path
        Write the best trial's project to this file at the end.
    list: bool
        List all sweeps, newest first.
    """
    given = {"sampler": sampler, "trials": trials, "workers": workers, "stack": stack, "storage": storage}
    given |= {"pruner": pruner, "seed": seed}
    if list:
        return _list(json)
    try:
        if resume is not None:
            new = (project, space, template, dataset, sampler, trials, pruner, seed, *objective, *constraint, *settings)
            if any(value is not None for value in new):
                allowed = "--workers, --stack, --storage and --extend"
                raise WrongArguments(f"--resume: a sweep goes on as it was begun, with no more than {allowed}")
            opened = SweepStore().open(resume)
            chosen = _settings(opened.settings(), {"workers": workers, "stack": stack, "storage": storage}, (), ())
            opened.change_settings(chosen)
        else:
            if extend:
                raise WrongArguments("--extend: expected --resume NAME beside it; a new sweep takes --trials")
            base, found = _space(project, template, dataset, space, settings)
            chosen = _settings(SweepSettings(), given, objective, constraint)
            if chosen.stack > 1 and (reason := why_not_stacked(base, found)) is not None:
                print(f"warning: not all trials can be computed together: {reason}", file=sys.stderr)
            opened = SweepStore().create(base, found, chosen, name)
    except (NetwrightError, OSError) as error:
        raise WrongArguments(str(error)) from error
    return _work(opened, extend, best_to, json)


def _space(
    path: Path | None, template: str | None, dataset: str | None, file: Path | None, settings: tuple[str, ...]
) -> tuple[Project, SearchSpace]:
    """The project with what is the same for all trials, and the dimensions."""
    words = [setting for setting in settings if "=" not in setting]
    if path is None and len(words) == 1:  # --set takes all words that follow it
        path, settings = Path(words[0]), tuple(setting for setting in settings if "=" in setting)
    several = [setting for setting in settings if is_dimension(setting.partition("=")[2])]
    project = prepared(path, template, dataset, None, None, tuple(one for one in settings if one not in several))
    by_name = {} if file is None else dict(load_space(file).by_name)
    for setting in several:
        name, _, text = setting.partition("=")
        by_name[name.strip()] = parse_dimension(project, name.strip(), text)
    if not by_name:
        raise WrongArguments("expected a search space: --space FILE, or --set learning_rate=0.0001..0.1:log")
    return project, SearchSpace(tuple(by_name.values()))


def _settings(
    settings: SweepSettings, given: dict[str, Any], objectives: Iterable[str], constraints: Iterable[str]
) -> SweepSettings:
    changes: dict[str, Any] = {key: value for key, value in given.items() if value is not None}
    if wanted := [parse_objective(text).model_dump() for text in objectives]:
        changes["objectives"] = wanted
    if limits := [parse_constraint(text).model_dump() for text in constraints]:
        changes["constraints"] = limits
    try:
        return SweepSettings.model_validate(settings.model_dump() | changes)
    except ValidationError as error:
        raise WrongArguments(validation_sentence(error)) from None


def _work(opened: Sweep, extend: int, best_to: Path | None, json: bool) -> int:
    from engine.runs.store import RunStore
    from engine.sweeps.runner import SweepRunner

    runner = SweepRunner(opened, RunStore())
    if extend:
        runner.extend(extend)
    state = watch_sweep(runner)
    if best_to is not None and state.best is not None:
        save_project(candidate(opened.project(), opened.space(), state.best.values).project, best_to)
    return finish_sweep(state, json)


def _list(json: bool) -> int:
    found = listed(SweepStore())
    if json:
        rows = [
            {
                "sweep": one.name,
                "folder": str(one.folder),
                "created": one.created.isoformat(),
                "status": one.status,
                "sampler": one.sampler,
                "planned": one.planned,
                "ended": one.ended,
                "completed": one.completed,
                "best": one.best,
                "best_run": one.best_run,
                "error": None if one.error is None else str(one.error),
            }
            for one in found
        ]
        print_json({"sweeps": rows})
    elif found:
        table = [("sweep", "status", "trials", "best", "run", "sampler", "created")]
        table += [
            (
                one.name,
                "damaged" if one.error else one.status,
                f"{one.ended}/{one.planned}",
                ", ".join("–" if value is None else f"{value:.6g}" for value in one.best) or "–",
                one.best_run or "–",
                one.sampler,
                f"{one.created:%Y-%m-%d %H:%M}",
            )
            for one in found
        ]
        print(columns(table))
    else:
        print("There are no sweeps yet; ./netwright sweep begins one.")
    return 0
