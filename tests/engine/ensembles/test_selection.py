"""Greedy forward selection with replacement, against trying everything; and when its choice counts."""

import itertools

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray

from engine.ensembles.selection import averaged, calibrated_loss, choose_members, pick_greedily, standing_of


def members(
    draws: np.random.Generator, count: int, images: int = 40, knowledge: tuple[float, ...] = ()
) -> tuple[NDArray[np.float64], NDArray[np.int64]]:
    """What members say of images of three classes; ``knowledge`` is how far each one's right logit stands out."""
    labels = draws.integers(0, 3, images)
    known = np.array(knowledge or (1.5,) * count)[:, None, None]
    exponents = np.exp(draws.normal(0, 1, (count, images, 3)) + known * np.eye(3)[labels])
    return exponents / exponents.sum(axis=2, keepdims=True), labels


@settings(max_examples=15)
@given(st.integers(0, 10_000), st.integers(1, 4))
def test_the_picks_are_at_least_as_good_as_the_best_member_and_each_greedy_step(seed: int, count: int) -> None:
    said, labels = members(np.random.default_rng(seed), count)
    found = calibrated_loss(averaged(said, pick_greedily(said, labels, most=20)), labels)
    alone = [calibrated_loss(one, labels) for one in said]
    assert found <= min(alone) + 1e-9
    best = said[int(np.argmin(alone))]
    assert found <= min(calibrated_loss(averaged([best, one]), labels) for one in said) + 1e-9
    assert found <= calibrated_loss(averaged(said), labels) + 1e-9


def test_picking_comes_close_to_the_best_of_all_mixtures() -> None:
    said, labels = members(np.random.default_rng(1), 3)
    found = calibrated_loss(averaged(said, pick_greedily(said, labels)), labels)
    every = [
        calibrated_loss(averaged(said, shares), labels)
        for shares in itertools.product(range(11), repeat=3)
        if sum(shares)
    ]
    assert found <= min(every) + 1e-3


def test_members_that_only_chance_tells_apart_count_alike() -> None:
    chosen, picked = [], []
    for seed in range(12):
        said, labels = members(np.random.default_rng(seed), 3, images=300)
        chosen.append(choose_members(said, labels, most=13))
        picked.append(pick_greedily(said, labels, most=13))
    assert chosen.count((1, 1, 1)) >= 10
    assert picked.count((1, 1, 1)) <= 6  # the picks alone follow the chance of these images


def test_a_member_that_knows_little_is_left_out() -> None:
    said, labels = members(np.random.default_rng(3), 3, images=500, knowledge=(2.5, 0.0, 2.5))
    first, second, third = choose_members(said, labels)
    assert second == 0
    assert min(first, third) > 0


def test_one_member_or_hardly_an_image_leaves_nothing_to_choose() -> None:
    said, labels = members(np.random.default_rng(4), 2)
    assert choose_members(said[:1], labels) == (1,)
    assert choose_members(said[:, :9], labels[:9]) == (1, 1)


@settings(max_examples=15)
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
