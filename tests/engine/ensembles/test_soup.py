"""Soups: means of weights, with statistics of their own, and chosen by validation images where that is asked for."""

import numpy as np
import pytest

from engine.ensembles.soup import make_soup
from engine.runs.run import Run
from engine.runs.store import RunStore
from engine.text import NetwrightError
from engine.weights import load_weights


def test_a_soup_of_runs_that_lie_close_together_is_a_plain_run_as_good_as_they(
    store: RunStore, runs: dict[str, Run]
) -> None:
    soup = make_soup(store, [runs["first"], runs["near"]], name="soup")
    mine, one, other = (load_weights(run.best_weights) for run in (soup, runs["first"], runs["near"]))
    name = next(name for name in mine if name.endswith("weight"))
    np.testing.assert_allclose(mine[name], (one[name] + other[name]) / 2, atol=1e-6)
    assert soup.project().model == runs["first"].project().model
    assert soup.metadata().lineage.relation == "soup"  # type: ignore[union-attr]
    accuracies = [run.summary().val_accuracy or 0 for run in (soup, runs["first"], runs["near"])]
    assert accuracies[0] >= min(accuracies[1:]) - 0.02


def test_the_greedy_soup_takes_only_what_makes_it_no_worse(store: RunStore, runs: dict[str, Run]) -> None:
    scratch = [runs["first"], runs["second"]]
    plain = make_soup(store, scratch, name="plain-soup")
    alone = min(run.summary().val_accuracy or 0 for run in scratch)
    assert (plain.summary().val_accuracy or 0) < alone, "networks that learned from scratch lie far apart"
    with pytest.raises(NetwrightError, match="alone is better than with any of the others"):
        make_soup(store, scratch, choose=True)


def test_weights_of_different_networks_are_not_averaged(store: RunStore, runs: dict[str, Run]) -> None:
    with pytest.raises(NetwrightError, match=r"different networks.*average"):
        make_soup(store, [runs["first"], runs["other"]])
