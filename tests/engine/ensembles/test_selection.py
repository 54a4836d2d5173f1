"""Greedy forward selection with replacement, against trying everything."""

import itertools

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from engine.ensembles.selection import averaged, choose_members, standing_of


def members(draws: np.random.Generator, count: int) -> tuple[list[np.ndarray], np.ndarray]:
    labels = draws.integers(0, 3, 40)
    logits = draws.normal(0, 1, (count, 40, 3)) + 1.5 * np.eye(3)[labels]
    exponents = np.exp(logits)
    return list(exponents / exponents.sum(axis=2, keepdims=True)), labels


@settings(max_examples=15, deadline=None)
@given(st.integers(0, 10_000), st.integers(1, 4))
def test_the_choice_is_at_least_as_good_as_the_best_member_and_each_greedy_step(seed: int, count: int) -> None:
    said, labels = members(np.random.default_rng(seed), count)
    picks = choose_members(said, labels, most=20)
    found = standing_of(averaged(said, picks), labels).loss
    assert found <= min(standing_of(one, labels).loss for one in said) + 1e-9
    best = int(np.argmin([standing_of(one, labels).loss for one in said]))
    pairs = [standing_of(averaged([said[best], one]), labels).loss for one in said]
    assert found <= min(pairs) + 1e-9


def test_it_comes_close_to_the_best_of_all_mixtures() -> None:
    said, labels = members(np.random.default_rng(1), 3)
    found = standing_of(averaged(said, choose_members(said, labels)), labels).loss
    every = [
        standing_of(averaged(said, shares), labels).loss
        for shares in itertools.product(range(11), repeat=3)
        if sum(shares)
    ]
    assert found <= min(every) + 1e-3


def test_the_mean_is_weighted_and_a_member_without_share_says_nothing() -> None:
    one, other = np.array([[1.0, 0.0]]), np.array([[0.0, 1.0]])
    np.testing.assert_allclose(averaged([one, other], (3, 1)), [[0.75, 0.25]])
    np.testing.assert_allclose(averaged([one, other], (0, 5)), other)
