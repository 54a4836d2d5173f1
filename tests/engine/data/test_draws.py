"""Random numbers from raw words: stable, apart from each other, and of the right distribution."""

import numpy as np
import pytest

from engine.data.draws import AUGMENTATION, BETA_UNIFORMS, MIXING, symmetric_beta, uniform, words


def test_words_are_those_of_every_machine() -> None:
    found = words(2, seed=1, stream=MIXING, number=3)
    assert found.tolist() == [6273827808827746804, 1776201450904600233]


def test_seeds_streams_and_epochs_do_not_share_numbers() -> None:
    found = [
        words(100, 0, MIXING, 1), words(100, 1, MIXING, 1), words(100, 0, AUGMENTATION, 1), words(100, 0, MIXING, 2),
    ]  # fmt: skip
    assert len(set(np.concatenate(found).tolist())) == 400


def test_uniform_numbers_are_evenly_spread() -> None:
    found = uniform((100, 1000), 0, MIXING, 1)
    assert found.min() >= 0
    assert found.max() < 1
    counts, _ = np.histogram(found, bins=10, range=(0, 1))
    assert abs(counts / found.size - 0.1).max() < 0.005


@pytest.mark.parametrize("alpha", [0.01, 0.2, 0.5, 1.0, 2.0, 10.0])
def test_beta_numbers_have_the_moments_and_the_spread_of_their_distribution(alpha: float) -> None:
    found = symmetric_beta(uniform((50_000, BETA_UNIFORMS), 0, MIXING, 1), alpha)
    assert found.min() >= 0
    assert found.max() <= 1
    assert found.mean() == pytest.approx(0.5, abs=0.01)
    assert found.var() == pytest.approx(1 / (4 * (2 * alpha + 1)), rel=0.03)
    reference = np.sort(np.random.default_rng(0).beta(alpha, alpha, 50_000))
    largest = abs(np.searchsorted(np.sort(found), reference) / 50_000 - np.arange(50_000) / 50_000)
    assert largest[(reference > 1e-6) & (reference < 1 - 1e-6)].max() < 0.015  # Kolmogorov and Smirnov's distance
