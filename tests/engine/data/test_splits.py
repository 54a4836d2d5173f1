"""Splits and orders: pure functions of the seed in which every image appears as often as it should."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.data.splits import batch_bounds, chosen_images, epoch_order, kept_aside, split_images

seeds = st.integers(0, 2**31 - 1)


@given(st.integers(2, 500), st.floats(0, 0.9), seeds, st.none() | st.integers(2, 600))
def test_every_image_is_in_one_part_at_most(count: int, share: float, seed: int, limit: int | None) -> None:
    split = split_images(count, share, seed, limit)
    both = np.concatenate([split.train, split.validation])
    assert len(both) == min(count, limit or count)
    assert len(set(both.tolist())) == len(both)
    assert both.min() >= 0
    assert both.max() < count
    assert len(split.train) >= 1
    assert (len(split.validation) >= 1) == (share > 0)


def test_the_reference_split_has_48000_and_12000_images() -> None:
    split = split_images(60_000, 0.2, seed=0)
    assert (len(split.train), len(split.validation)) == (48_000, 12_000)


def test_the_numbers_are_the_same_on_every_machine() -> None:
    assert epoch_order(10, seed=7, epoch=3).tolist() == [1, 6, 5, 8, 4, 3, 9, 7, 0, 2]
    assert split_images(10, 0.3, seed=7).validation.tolist() == [3, 7, 9]


@given(st.integers(1, 6), st.data(), st.floats(0, 0.9), seeds)
def test_a_stratified_split_is_exact_to_one_example_of_each_class(
    classes: int, data: st.DataObject, share: float, seed: int
) -> None:
    labels = np.array(data.draw(st.lists(st.integers(0, classes - 1), min_size=2, max_size=300)), np.int64)
    split = split_images(len(labels), share, seed, labels=labels)
    assert sorted([*split.train, *split.validation]) == list(range(len(labels)))
    assert len(split.validation) == kept_aside(len(labels), share)
    wanted = np.bincount(labels) * len(split.validation) / len(labels)
    assert np.all(np.abs(np.bincount(labels[split.validation], minlength=len(wanted)) - wanted) < 1)


@given(st.integers(2, 10), st.integers(2, 300), st.booleans(), seeds, st.none() | st.integers(2, 400))
def test_folds_are_disjoint_alike_in_size_and_class_and_together_the_whole(
    folds: int, count: int, stratified: bool, seed: int, limit: int | None
) -> None:
    labels = np.arange(count, dtype=np.int64) ** 2 % 7 % 3
    splits = [
        split_images(count, 0.2, seed, limit, labels=labels if stratified else None, fold=(number, folds))
        for number in range(1, folds + 1)
    ]
    chosen = chosen_images(count, seed, limit)
    assert np.array_equal(np.sort(np.concatenate([split.validation for split in splits])), chosen)
    for number, split in enumerate(splits, start=1):
        assert np.array_equal(np.sort(np.concatenate([split.train, split.validation])), chosen)
        assert len(split.validation) == kept_aside(len(chosen), 0.2, (number, folds))
    counts = np.array([np.bincount(labels[split.validation], minlength=3) for split in splits])
    assert np.ptp(counts.sum(axis=1)) <= 1
    assert not stratified or np.ptp(counts, axis=0).max() <= 1


def test_folds_and_classes_too_are_the_same_on_every_machine() -> None:
    labels = np.array([0, 1, 1, 0, 1, 1, 0, 1, 1, 1], np.int64)
    by_class = split_images(10, 0.3, seed=7, labels=labels)
    assert by_class.validation.tolist() == [3, 7, 9]
    assert split_images(10, 0.3, seed=7, labels=labels, fold=(2, 3)).validation.tolist() == [0, 1, 7]
    assert split_images(10, 0.3, seed=8, labels=labels).validation.tolist() != by_class.validation.tolist()


def test_seeds_and_epochs_give_different_orders() -> None:
    orders = [epoch_order(100, seed, epoch).tolist() for seed in range(3) for epoch in range(1, 4)]
    assert len({tuple(order) for order in orders}) == len(orders)
    assert epoch_order(100, 0, 1).tolist() == orders[0]


@given(st.integers(1, 300), seeds, st.integers(1, 100_000))
def test_an_order_visits_every_image_once(count: int, seed: int, epoch: int) -> None:
    assert sorted(epoch_order(count, seed, epoch).tolist()) == list(range(count))


@given(st.integers(0, 400), st.integers(1, 100))
def test_batches_cover_every_image_once_and_none_is_a_left_over_single(count: int, size: int) -> None:
    bounds = batch_bounds(count, size)
    assert [index for start, stop in bounds for index in range(start, stop)] == list(range(count))
    sizes = [stop - start for start, stop in bounds]
    assert all(length == size for length in sizes[:-1])
    assert all(length <= size + 1 for length in sizes)
    if size > 1 and count > 1:
        assert 1 not in sizes


@pytest.mark.parametrize(("count", "size", "sizes"), [(129, 64, [64, 65]), (130, 64, [64, 64, 2]), (1, 64, [1])])
def test_the_tail_is_trained_too(count: int, size: int, sizes: list[int]) -> None:
    assert [stop - start for start, stop in batch_bounds(count, size)] == sizes
