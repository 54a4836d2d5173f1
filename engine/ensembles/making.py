"""Ensembles and soups as runs: folders like any other, which stand alone."""

import contextlib
from collections.abc import Callable, Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import Any

from torch import Tensor

from engine.ensembles.joined import Part, joined
from engine.ensembles.members import Candidate, candidates, check_validation, share_their_split, training_of
from engine.ensembles.selection import choose_members
from engine.evaluation.evaluate import EvaluationStopped, evaluate_run
from engine.files import write_atomically
from engine.model.layout import arrange
from engine.model.spec import ModelSpec
from engine.project import Project
from engine.runs.metadata import Lineage, Relation
from engine.runs.run import Run
from engine.runs.store import RunStore
from engine.text import QT_TRANSLATE_NOOP, NetwrightError
from engine.training.checkpoint import save_best
from engine.weights import load_weights

Progress = Callable[[int, int], None]


def make_ensemble(
    store: RunStore,
    runs: Sequence[Run],
    *,
    shares: Sequence[int] | None = None,
    choose: bool = False,
    name: str = "",
    group: str = "",
    should_stop: Callable[[], bool] = lambda: False,
    progress: Progress = lambda done, total: None,
) -> Run:
    """An ensemble of stored runs, whose answer is the weighted mean of their probabilities; its weights are copies.

    ``shares`` is how much each counts (alike without). ``choose`` finds that out by the validation images: all alike
    unless another choice, which may leave runs out, is better beyond their noise. Raises :class:`NetwrightError`,
    :class:`OSError` and :class:`EvaluationStopped`.
    """
    found = candidates(runs)
    if choose:
        check_validation(found)
        shares = _chosen(found, should_stop, progress)
    counts = [1] * len(found) if shares is None else list(shares)
    taken = [(one, count) for one, count in zip(found, counts, strict=True) if count]
    parts = []
    for one, count in taken:
        _heed(should_stop)
        weights = load_weights(one.run.best_weights)
        parts.append(Part(one.project.model, weights, one.metadata.preprocessing, count))
    if len(parts) == 1:
        raise alone_is_better(taken[0][0])
    spec, weights = joined(parts)
    title = f"ensemble of {len(parts)}"
    return keep(store, spec, weights, taken, "ensemble", name or f"ensemble-{taken[0][0].metadata.title}", title, group)


def keep(
    store: RunStore,
    spec: ModelSpec,
    weights: Mapping[str, Tensor],
    members: Sequence[tuple[Candidate, int]],
    relation: Relation,
    name: str,
    title: str,
    group: str = "",
) -> Run:
    """Make the run's folder, then measure it as a training does at its end: on the test images, and on the validation
    images where all members kept the same ones aside. Nothing is chosen by these figures.
    """
    found = [candidate for candidate, _ in members]
    first = found[0]
    training = training_of(found)
    project = Project(spec, arrange(spec), training, first.project.dataset, title)
    changes: dict[str, Any] = {
        "mean": first.metadata.mean,
        "std": first.metadata.std,
        "epochs": 0,
        "fingerprint": first.metadata.fingerprint,
        "device": "cpu",
        "members": tuple(candidate.member(share) for candidate, share in members),
    }
    lineage = Lineage(relation=relation, group=group, parent=first.run.name)
    run = store.create_complete(project, name, lineage, changes, partial(_fill, weights=weights))
    with contextlib.suppress(NetwrightError, OSError):  # without its dataset it is made all the same
        figures = {}
        if share_their_split(found) and (training.folds is not None or training.validation_split > 0):
            validation = evaluate_run(run, split="validation")
            figures = {"validation_loss": validation.loss, "validation_accuracy": validation.accuracy}
        test = evaluate_run(run)
        figures |= {"test_loss": test.loss, "test_accuracy": test.accuracy}
        write_atomically(run.metadata_file, run.metadata().changed(figures).to_json())
    return run


def alone_is_better(one: Candidate) -> NetwrightError:
    """What the choice says where it leaves one run."""
    return NetwrightError(
        QT_TRANSLATE_NOOP("engine", "By the validation images {run} alone is better than with any of the others."),
        QT_TRANSLATE_NOOP("engine", "Use that run, or average them all."),
        run=one.run.name,
    )


def _fill(folder: Path, weights: Mapping[str, Tensor]) -> None:
    save_best(folder, weights, {}, 0)


def _chosen(found: Sequence[Candidate], should_stop: Callable[[], bool], progress: Progress) -> tuple[int, ...]:
    """How often each is taken, by what it says of the validation images."""
    from engine.evaluation.observe import observe_run

    seen = []
    for number, one in enumerate(found):
        _heed(should_stop)
        observed = observe_run(one.run, None, "validation", "cpu", should_stop, lambda done, total: None)
        seen.append(observed.observations)
        progress(number + 1, len(found))
    return choose_members([one.probabilities for one in seen], seen[0].labels)


def _heed(should_stop: Callable[[], bool]) -> None:
    if should_stop():
        raise EvaluationStopped
