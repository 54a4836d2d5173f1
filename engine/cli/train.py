"""``train``: one run, watched from the terminal."""

from dataclasses import replace
from pathlib import Path
from typing import Annotated

from cyclopts import Parameter

from engine.adapting import adapted
from engine.cli.options import HyperparameterOptions, with_options, with_settings
from engine.cli.output import JsonFlag, WrongArguments
from engine.cli.together import followed, leading
from engine.cli.watching import finish, watched
from engine.data.catalog import dataset_info
from engine.distributed.world import launched
from engine.project import DEFAULT_TEMPLATE, FEATURES_TEMPLATE, Project, load_project
from engine.text import NetwrightError
from engine.training.checks import check_project
from engine.training.recipes import recipe as recipe_of
from engine.training.recipes import recipe_dataset, recipe_template


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
    Started by torchrun, all processes train the one run together.

    Parameters
    ----------
    project: Path
        The project file to train; without it the template.
    template: str
        The network to start from instead of a project; the recipe's own or else mnist-cnn is the default
        (mlp for features).
    dataset: str
        The dataset to learn from instead of the recipe's or the project's, such as mnist.
    recipe: str
        The hyperparameters to start from instead of the project's, such as reference.
    settings: str
        Changes as key=value: a hyperparameter (learning_rate=0.01) or a layer's param (conv1.out_channels=64).
    name: str
        The run's name; without it one is made from the network and the time.
    run_dir: Path
        The run's folder; without it one is made among the other runs.
    """
    world = launched()
    if world is not None and not world.leads:
        return followed(world)
    chosen, changes = _project_among(project, settings)
    if chosen is not None and template is not None:
        raise WrongArguments(f"expected a project or --template, found both: {chosen} and {template}")
    again = world is not None and world.restarts > 0
    if run_dir is not None and not again and (run_dir.is_file() or (run_dir.is_dir() and any(run_dir.iterdir()))):
        raise WrongArguments(f"--run-dir: expected a folder that is empty or does not exist yet, found {run_dir}")
    ready = prepared(chosen, template, dataset, recipe, hyperparameters, changes)

    from engine.runs.store import RunStore
    from engine.training.job import TrainingJob

    if world is not None:
        return finish(watched(leading(world, ready, RunStore(), name, run_dir)), json)
    return finish(watched(TrainingJob(ready, RunStore(), name=name, folder=run_dir)), json)


def _project_among(project: Path | None, settings: tuple[str, ...]) -> tuple[Path | None, tuple[str, ...]]:
    """``--set`` takes all words that follow it: the one without ``=`` is the project, if none was named before."""
    words = [setting for setting in settings if "=" not in setting]
    if project is None and len(words) == 1:
        return Path(words[0]), tuple(setting for setting in settings if "=" in setting)
    return project, settings


def prepared(
    path: Path | None,
    template: str | None,
    dataset: str | None,
    recipe: str | None,
    options: HyperparameterOptions | None,
    settings: tuple[str, ...],
) -> Project:
    """The project with all changes, checked as far as it can be without torch; raises :class:`WrongArguments`."""
    try:
        own = None if recipe is None else recipe_template(recipe)
        if dataset is None and recipe is not None:
            dataset = recipe_dataset(recipe)
        project = _fresh(template or own, dataset) if path is None else load_project(path)
        training = project.training if recipe is None else recipe_of(recipe)
        training, model = with_settings(with_options(training, options), project.model, settings)
        project = replace(project, model=model, training=training, dataset=dataset or project.dataset)
        check_project(project)
    except NetwrightError as error:
        raise WrongArguments(str(error)) from error
    return project


def _fresh(template: str | None, dataset: str | None) -> Project:
    """A new project on a template, made to fit the examples and classes of another dataset than its own.

    Without a template it is the default one, or for features the one that has nothing but Linear layers.
    """
    if dataset is None:
        return Project.from_template(template or DEFAULT_TEMPLATE)
    usual = FEATURES_TEMPLATE if dataset_info(dataset).has_features else DEFAULT_TEMPLATE
    return adapted(Project.from_template(template or usual), dataset).project
