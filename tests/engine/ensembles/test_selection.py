"""Greedy forward selection with replacement, against trying everything."""

import itertools

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray

from engine.ensembles.selection import averaged, calibrated_loss, choose_members, standing_of


def members(draws: np.random.Generator, count: int) -> tuple[list[NDArray[np.float64]], NDArray[np.int64]]:
    labels = draws.integers(0, 3, 40)
    logits = draws.normal(0, 1, (count, 40, 3)) + 1.5 * np.eye(3)[labels]
    exponents = np.exp(logits)
    return list(exponents / exponents.sum(axis=2, keepdims=True)), labels


@settings(max_examples=15, deadline=None)
@given(st.integers(0, 10_000), st.integers(1, 4))
def test_the_choice_is_at_least_as_good_as_the_best_member_and_each_greedy_step(seed: int, count: int) -> None:
    said, labels = members(np.random.default_rng(seed), count)
    found = calibrated_loss(averaged(said, choose_members(said, labels, most=20)), labels)
    alone = [calibrated_loss(one, labels) for one in said]
    assert found <= min(alone) + 1e-9
    best = said[int(np.argmin(alone))]
    assert found <= min(calibrated_loss(averaged([best, one]), labels) for one in said) + 1e-9
    assert found <= calibrated_loss(averaged(said), labels) + 1e-9


def test_it_comes_close_to_the_best_of_all_mixtures() -> None:
    said, labels = members(np.random.default_rng(1), 3)
    found = calibrated_loss(averaged(said, choose_members(said, labels)), labels)
    every = [
        calibrated_loss(averaged(said, shares), labels)
        for shares in itertools.product(range(11), repeat=3)
        if sum(shares)
    ]
    assert found <= min(every) + 1e-3


@settings(max_examples=15, deadline=None)
@given(st.integers(0, 10_000), st.floats(0.3, 3.0))
def test_how_sure_a_network_was_taught_to_be_makes_no_difference(seed: int, temperature: float) -> None:
    (said,), labels = members(np.random.default_rng(seed), 1)
    other = said ** (1 / temperature)
    other /= other.sum(axis=1, keepdims=True)
    assert calibrated_loss(other, labels) == pytest.approx(calibrated_loss(said, labels), abs=1e-4)
    assert calibrated_loss(said, labels) <= standing_of(said, labels).loss + 1e-6


def test_the_mean_is_weighted_and_a_member_without_share_says_nothing() -> None:
    one, other = np.array([[1.0, 0.0]]), np.array([[0.0, 1.0]])
    np.testing.assert_allclose(averaged([one, other], (3, 1)), [[0.75, 0.25]])
    np.testing.assert_allclose(averaged([one, other], (0, 5)), other)
