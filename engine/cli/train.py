"""``train``: one run, watched from the terminal."""

import queue
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

from cyclopts import Parameter

from engine.cli.cancel import cancelled_by_signals
from engine.cli.options import HyperparameterOptions, with_options, with_settings
from engine.cli.output import (
    CommandFailed,
    JsonFlag,
    WrongArguments,
    duration,
    epochs_text,
    number,
    percent,
    print_json,
)
from engine.cli.progress import reporter
from engine.cli.result import RunResult
from engine.project import DEFAULT_TEMPLATE, Project, load_project
from engine.text import NetwrightError
from engine.training.checks import check_project
from engine.training.events import RunFinished
from engine.training.recipes import recipe as recipe_of

if TYPE_CHECKING:
    from engine.training.job import TrainingJob


def train(
    project: Path | None = None,
    /,
    *,
    template: str | None = None,
    dataset: str | None = None,
    recipe: str | None = None,
    hyperparameters: Annotated[HyperparameterOptions | None, Parameter(name="*")] = None,
    settings: Annotated[
        tuple[str, ...], Parameter(name="--set", consume_multiple=True, negative=(), show_default=False)
    ] = (),
    name: str | None = None,
    run_dir: Path | None = None,
    json: JsonFlag = False,
) -> int:
    """Train a network: one run.

    Options win over the recipe, and the recipe over the project. Ctrl+C stops the run and keeps it (exit code 1).

    Parameters
    ----------
    project: Path
        The project file to train; without it the template.
    template: str
        The network to start from instead of a project, such as mnist-cnn (the default).
    dataset: str
        The dataset to learn from instead of the project's, such as mnist.
    recipe: str
        The hyperparameters to start from instead of the project's, such as reference.
    settings: str
        Changes as key=value: a hyperparameter (learning_rate=0.01) or a layer's param (conv1.out_channels=64).
    name: str
        The run's name; without it one is made from the network and the time.
    run_dir: Path
        The run's folder; without it one is made among the other runs.
    """
    chosen, changes = _project_among(project, settings)
    if chosen is not None and template is not None:
        raise WrongArguments(f"expected a project or --template, found both: {chosen} and {template}")
    if run_dir is not None and (run_dir.is_file() or (run_dir.is_dir() and any(run_dir.iterdir()))):
        raise WrongArguments(f"--run-dir: expected a folder that is empty or does not exist yet, found {run_dir}")
    ready = _prepared(chosen, template, dataset, recipe, hyperparameters, changes)

    from engine.runs.store import RunStore
    from engine.training.job import TrainingJob

    job = TrainingJob(ready, RunStore(), name=name, folder=run_dir)
    result = _watched(job)
    if json and result.started is not None:
        print_json(result.to_data())
    _raise_unless_completed(result)
    if not json:
        print(_summary(result))
    return 0


def _project_among(project: Path | None, settings: tuple[str, ...]) -> tuple[Path | None, tuple[str, ...]]:
    """``--set`` takes all words that follow it: the one without ``=`` is the project, if none was named before."""
    words = [setting for setting in settings if "=" not in setting]
    if project is None and len(words) == 1:
        return Path(words[0]), tuple(setting for setting in settings if "=" in setting)
    return project, settings


def _prepared(
    path: Path | None,
    template: str | None,
    dataset: str | None,
    recipe: str | None,
    options: HyperparameterOptions | None,
    settings: tuple[str, ...],
) -> Project:
    """The project with all changes, checked as far as it can be without torch; raises :class:`WrongArguments`."""
    try:
        project = Project.from_template(template or DEFAULT_TEMPLATE) if path is None else load_project(path)
        training = project.training if recipe is None else recipe_of(recipe)
        training, model = with_settings(with_options(training, options), project.model, settings)
        project = replace(project, model=model, training=training, dataset=dataset or project.dataset)
        check_project(project)
    except NetwrightError as error:
        raise WrongArguments(str(error)) from error
    return project


def _watched(job: "TrainingJob") -> RunResult:
    """Run the job to its end, telling on stderr how it goes; a signal cancels it."""
    result, told = RunResult(), reporter()
    try:
        with cancelled_by_signals(job.cancel):
            job.start()
            while result.finished is None:
                try:
                    event = job.events.get(timeout=0.5)
                except queue.Empty:
                    if job.join(0) and job.events.empty():
                        raise CommandFailed("the run ended without a word") from None
                    continue
                result.add(event)
                told.show(event)
    finally:
        told.close()
        job.cancel()
        job.join()
    return result


def _raise_unless_completed(result: RunResult) -> None:
    match result.finished:
        case RunFinished(outcome="cancelled", epochs=epochs):
            kept = f"; the run is kept in {result.started.folder}" if result.started else ""
            raise CommandFailed(f"cancelled after {epochs_text(epochs)}{kept}")
        case RunFinished(outcome="failed", failure=failure):
            reason = "the run failed" if failure is None else f"the run failed: {failure.text} {failure.hint or ''}"
            raise CommandFailed(reason)


def _summary(result: RunResult) -> str:
    """The result for a person, in a few lines."""
    data, finished, started = result.to_data(), result.finished, result.started
    assert finished is not None
    assert started is not None
    return (
        f"{started.run}: {epochs_text(finished.epochs)} in {duration(finished.seconds)}"
        f" on {started.device} ({started.device_name}), {data['images_per_second'] or 0:,.0f} images/s;"
        f" kept: epoch {finished.best_epoch}\n"
        f"  training    loss {number(data['train_loss'])}\n"
        f"  validation  loss {number(data['val_loss'])}  accuracy {percent(data['val_accuracy'])}\n"
        f"  test        loss {number(data['test_loss'])}  accuracy {percent(data['test_accuracy'])}\n"
        f"  {started.folder}"
    )
