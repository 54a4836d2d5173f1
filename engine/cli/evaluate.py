"""``evaluate``: a run's network measured on a split."""

from typing import TYPE_CHECKING, Literal

from engine.cli.evaluation_text import report_data, report_text
from engine.cli.output import JsonFlag, WrongArguments, number, percent, print_json
from engine.cli.runs import opened_run
from engine.data.catalog import dataset_info
from engine.evaluation.report import EvaluationReport, report_on_run
from engine.text import NetwrightError

if TYPE_CHECKING:
    from engine.evaluation.evaluate import Metrics
    from engine.runs.run import Run
    from engine.training.events import Split


def evaluate(
    run: str,
    /,
    *,
    dataset: str | None = None,
    split: Literal["train", "validation", "test"] = "test",
    report: bool = False,
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
    report: bool
        Add the accuracy's interval, the calibration error, each class's figures and the confusion matrix.
    """
    opened = opened_run(run)
    try:
        name = dataset_info(dataset or opened.project().dataset).name
    except NetwrightError as error:
        raise WrongArguments(str(error)) from error

    measured = report_on_run(opened, dataset, split) if report else _metrics(opened, dataset, split)
    if json:
        data = {
            "run": opened.name,
            "dataset": name,
            "split": split,
            "images": measured.images,
            "loss": measured.loss,
            "accuracy": measured.accuracy,
        }
        print_json(data | (report_data(measured) if isinstance(measured, EvaluationReport) else {}))
        return 0
    print(
        f"{opened.name} on {measured.images:,} {split} images of {name}:"
        f" loss {number(measured.loss)}, accuracy {percent(measured.accuracy)}"
    )
    if isinstance(measured, EvaluationReport):
        print(report_text(measured))
    return 0


def _metrics(run: "Run", dataset: str | None, split: "Split") -> "Metrics":
    from engine.evaluation.evaluate import evaluate_run

    return evaluate_run(run, dataset, split)
