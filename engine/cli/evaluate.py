"""``evaluate``: a run's network measured on a split."""

from typing import Literal

from engine.cli.output import JsonFlag, WrongArguments, number, percent, print_json
from engine.cli.runs import opened_run
from engine.data.catalog import dataset_info
from engine.text import NetwrightError


def evaluate(
    run: str,
    /,
    *,
    dataset: str | None = None,
    split: Literal["train", "validation", "test"] = "test",
    json: JsonFlag = False,
) -> int:
    """Measure a run's network on a split of a dataset.

    Parameters
    ----------
    run: str
        The run's folder or its name.
    dataset: str
        The dataset to measure on instead of the run's own, such as mnist.
    split: str
        The part of the dataset: train, validation (as the run's seed split it) or test.
    """
    opened = opened_run(run)
    try:
        name = dataset_info(dataset or opened.project().dataset).name
    except NetwrightError as error:
        raise WrongArguments(str(error)) from error

    from engine.evaluation.evaluate import evaluate_run

    metrics = evaluate_run(opened, dataset, split)
    if json:
        print_json(
            {
                "run": opened.name,
                "dataset": name,
                "split": split,
                "images": metrics.images,
                "loss": metrics.loss,
                "accuracy": metrics.accuracy,
            }
        )
    else:
        print(
            f"{opened.name} on {metrics.images:,} {split} images of {name}:"
            f" loss {number(metrics.loss)}, accuracy {percent(metrics.accuracy)}"
        )
    return 0
