"""``data split``: how a dataset is divided, class by class; and the same for programs."""

import sys
from pathlib import Path
from typing import Annotated, Any

from cyclopts import Parameter

from engine.cli.options import SplitOptions, with_options
from engine.cli.output import JsonFlag, columns, print_json
from engine.data.catalog import dataset_info, load_dataset
from engine.project import Project, load_project
from engine.training.config import TrainingConfig
from engine.training.splitting import PARTS, Part, division_of, seed_of_split, split_sizes, split_warning

_HEADS: dict[Part, str] = {"train": "TRAINING", "validation": "VALIDATION", "test": "TEST", "unused": "UNUSED"}


def split(
    name: str,
    /,
    *,
    project: Path | None = None,
    ways: Annotated[SplitOptions | None, Parameter(name="*")] = None,
    json: JsonFlag = False,
) -> int:
    """Show how many examples of each class a training learns from, and how many are kept aside.

    Options are those of “train”, which splits in the same way.

    Parameters
    ----------
    name: str
        The dataset's name.
    project: Path
        The project file whose split is shown, before the options; without it the usual one.
    """
    config = with_options(TrainingConfig() if project is None else load_project(project).training, ways)
    dataset = load_dataset(name)
    division, classes = division_of(dataset, config), dataset.info.classes
    warning = split_warning(classes, division)
    shown = [part for part in PARTS if part != "unused" or len(division.numbers[part])]
    if json:
        counts = {part: dict(zip(classes, division.counts[part].tolist(), strict=True)) for part in shown}
        total: dict[str, int] = {part: len(division.numbers[part]) for part in shown}
        print_json({"name": name, **_way(config), **total, "classes": counts, "warning": warning and str(warning)})
        return 0
    rows = [(label, *(f"{division.counts[part][number]:,}" for part in shown)) for number, label in enumerate(classes)]
    total_row = ("all", *(f"{len(division.numbers[part]):,}" for part in shown))
    print(columns([("CLASS", *(_HEADS[part] for part in shown)), *rows, total_row]))
    if warning is not None:
        print(f"note: {warning}", file=sys.stderr)
    return 0


def split_of_project(project: Project) -> dict[str, Any]:
    """A project's split for programs, without looking at the examples."""
    info = dataset_info(project.dataset)
    train, validation = split_sizes(info.train_images, project.training)
    return {**_way(project.training), "train": train, "validation": validation, "test": info.test_images}


def _way(config: TrainingConfig) -> dict[str, Any]:
    return {
        "validation_split": config.validation_split if config.folds is None else None,
        "stratified": config.stratified,
        "split_seed": seed_of_split(config),
        "folds": config.folds,
        "fold": None if config.folds is None else config.fold,
    }
