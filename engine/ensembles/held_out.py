"""What a group says of training images that a member did not learn from: out-of-fold and out-of-bag predictions."""

from collections.abc import Callable, Sequence

import numpy as np
import torch
from numpy.typing import NDArray

from engine.data.catalog import Dataset, load_dataset
from engine.ensembles.group import complete_runs
from engine.ensembles.plan import GroupPlan
from engine.evaluation.answers import probabilities_of
from engine.evaluation.evaluate import EvaluationStopped
from engine.evaluation.observations import Observations, read_only
from engine.evaluation.observe import check_numbers
from engine.evaluation.report import EvaluationReport, report_on
from engine.evaluation.results import Evaluated, Jury
from engine.evaluation.run_loss import loss_of_run
from engine.evaluation.split import SplitPlaces
from engine.runs.run import Run
from engine.runs.store import RunStore
from engine.text import QT_TRANSLATE_NOOP, NetwrightError
from engine.training.resampling import drawn_rows
from engine.training.splitting import split_of


def held_out(
    store: RunStore,
    plan: GroupPlan,
    should_stop: Callable[[], bool] = lambda: False,
    progress: Callable[[int, int], None] = lambda done, total: None,
) -> Evaluated:
    """The out-of-fold report of a cross-validation (each image by the one run that kept it aside), or the out-of-bag
    report of a bagging (each image by the mean of the runs that did not draw it).

    Raises :class:`NetwrightError` for other groups and while runs are missing, and :class:`EvaluationStopped`.
    """
    if plan.kind not in ("fold", "bag"):
        raise NetwrightError(
            QT_TRANSLATE_NOOP("engine", "Only folds and bags leave images out that can be asked about afterwards.")
        )
    runs = complete_runs(store, plan)
    if len(runs) < plan.count:
        raise NetwrightError(
            QT_TRANSLATE_NOOP("engine", "{done} of {count} runs are complete."),
            QT_TRANSLATE_NOOP("engine", "Go on with the group first."),
            done=len(runs),
            count=plan.count,
        )
    data = load_dataset(runs[0].project().dataset)
    classes = data.info.classes
    sums = np.zeros((len(data.train_labels), len(classes)), np.float64)
    answering = np.zeros(len(data.train_labels), np.int64)
    judges = np.zeros_like(answering)
    for number, run in enumerate(runs):
        if should_stop():
            raise EvaluationStopped
        rows = _new_to(run, data)
        sums[rows] += probabilities_of(run, data, rows)
        judges[rows[answering[rows] == 0]] = number
        answering[rows] += 1
        progress(number + 1, len(runs))
    known = np.flatnonzero(answering).astype(np.int64, copy=False)
    probabilities = (sums[known] / answering[known, None]).astype(np.float32)
    jury = Jury(plan.name, plan.kind, tuple(runs), read_only(judges[known]), read_only(answering[known]))
    places = SplitPlaces(data, read_only(known))
    return Evaluated(runs[0], "train", _report(runs, data, known, probabilities), places, jury)


def _new_to(run: Run, data: Dataset) -> NDArray[np.int64]:
    """The places of the training images that a fold keeps aside, or that a bag could have drawn and did not."""
    training = run.project().training
    parts = split_of(data, training)
    if training.resample_seed is None:
        return parts.validation
    drawn = drawn_rows(data, parts.train, training, _nobody)
    return np.setdiff1d(parts.train, drawn).astype(np.int64, copy=False)


def _nobody(run: str, dataset: Dataset, rows: NDArray[np.int64]) -> NDArray[np.int64]:
    raise AssertionError("a bag is not boosted")


def _report(
    runs: Sequence[Run], data: Dataset, rows: NDArray[np.int64], probabilities: NDArray[np.float32]
) -> EvaluationReport:
    """The losses are those that the runs learned by, of logits that stand for these probabilities."""
    labels = data.train_labels[rows]
    loss = loss_of_run(runs[0].project(), data, torch.device("cpu"))
    logits = torch.from_numpy(probabilities).clamp_min(torch.finfo(torch.float32).tiny).log()
    wanted = torch.from_numpy(np.array(labels))
    losses: NDArray[np.float32] = loss.by_image(logits, wanted).numpy()
    total, weight = loss.total(logits, wanted)
    observations = Observations(labels, probabilities.argmax(axis=1), probabilities, losses)
    check_numbers(observations)
    return report_on(observations, data.info.classes, float(total / weight))
