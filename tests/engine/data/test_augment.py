"""Augmentation: known changes to the pixel, random ones within their bounds, each image by itself and reproducibly."""

from typing import Any

import numpy as np
import pytest
import torch
from torch import Tensor
from torch._subclasses.fake_tensor import FakeTensorMode

from engine.data.augment import Augmentation, Augmenter
from engine.training.config import TrainingConfig

CPU = torch.device("cpu")
EVERYTHING = Augmentation(shift=2, rotation=15, scale=0.1, shear=10, elastic=1)


def images(count: int = 4, channels: int = 1, height: int = 12, width: int = 12) -> Tensor:
    return 255 * torch.rand(count, channels, height, width, generator=torch.Generator().manual_seed(0))


def changed(given: Tensor, **affine: Any) -> Tensor:
    """All images changed in one known way."""
    augmenter = Augmenter(Augmentation(shift=1), (given.shape[1], given.shape[2], given.shape[3]), CPU)
    values = {"right": 0.0, "down": 0.0, "rotation": 0.0, "scale": 1.0, "shear": 0.0, **affine}
    draw = torch.from_numpy(augmenter.affine(**values).astype(np.float32)).reshape(1, -1)
    return augmenter(given, draw.expand(len(given), -1).contiguous())


def assert_close(found: Tensor, expected: Tensor) -> None:
    torch.testing.assert_close(found, expected, rtol=0, atol=0.01)  # of 255


@pytest.mark.parametrize("size", [(12, 12), (9, 14)])
def test_no_change_gives_the_images_back(size: tuple[int, int]) -> None:
    given = images(4, 3, *size)
    assert_close(changed(given), given)


def test_a_shift_by_whole_pixels_moves_right_and_down_and_black_comes_in() -> None:
    given = images(height=9, width=14)
    expected = torch.zeros_like(given)
    expected[..., 3:, 2:] = given[..., :-3, :-2]
    assert_close(changed(given, right=2, down=3), expected)
    expected = torch.zeros_like(given)
    expected[..., :-3, :-2] = given[..., 3:, 2:]
    assert_close(changed(given, right=-2, down=-3), expected)


def test_a_shift_by_half_a_pixel_is_the_mean_of_neighbours() -> None:
    given = images()
    assert_close(changed(given, right=0.5)[..., 1:], (given[..., 1:] + given[..., :-1]) / 2)


@pytest.mark.parametrize("turns", [1, 2, 3])
def test_a_rotation_by_90_degrees_turns_counterclockwise(turns: int) -> None:
    given = images(2, 3)
    assert_close(changed(given, rotation=90.0 * turns), torch.rot90(given, turns, (2, 3)))


def test_a_long_image_turns_about_its_middle_without_being_stretched() -> None:
    given = torch.zeros(1, 1, 11, 21)
    given[0, 0, 5, 5:16] = 255  # a bar of 11 pixels, lying
    expected = torch.zeros_like(given)
    expected[0, 0, :, 10] = 255
    assert_close(changed(given, rotation=90), expected)


def test_scale_2_enlarges_about_the_middle_and_one_half_shrinks() -> None:
    given = torch.zeros(1, 1, 12, 12)
    given[..., 4:8, 4:8] = 200
    large, small = changed(given, scale=2.0), changed(given, scale=0.5)
    assert large[0, 0, 3:9, 3:9].min() > 199
    assert large.sum().item() == pytest.approx(4 * given.sum().item(), rel=0.1)
    assert small[0, 0, 5:7, 5:7].min() > 199
    assert small.sum().item() == pytest.approx(given.sum().item() / 4, rel=0.3)


def test_a_shear_by_45_degrees_moves_rows_by_their_distance_from_the_middle() -> None:
    given = torch.zeros(1, 1, 5, 11)
    given[..., 5] = 255
    columns = changed(given, shear=45)[0, 0].argmax(dim=1).tolist()
    assert columns in ([3, 4, 5, 6, 7], [7, 6, 5, 4, 3])


def test_a_turn_comes_before_the_shift() -> None:
    given = images()
    expected = torch.zeros_like(given)
    expected[..., 2:] = torch.rot90(given, 1, (2, 3))[..., :-2]
    assert_close(changed(given, rotation=90, right=2), expected)


def test_each_image_is_changed_by_its_own_draw() -> None:
    given = images(6)
    augmenter = Augmenter(EVERYTHING, (1, 12, 12), CPU)
    draws = augmenter.draws(6, seed=0, epoch=1)
    together = augmenter(given, draws)
    for number in range(6):
        assert_close(augmenter(given[number : number + 1], draws[number : number + 1])[0], together[number])
    same = augmenter(given[:1].expand(6, -1, -1, -1).contiguous(), draws)
    assert all(not torch.equal(same[0], other) for other in same[1:])


def test_draws_depend_on_seed_epoch_and_position_alone() -> None:
    augmenter = Augmenter(EVERYTHING, (1, 12, 12), CPU)
    draws = augmenter.draws(100, seed=3, epoch=2)
    assert draws.dtype == torch.float32
    assert torch.equal(draws, Augmenter(EVERYTHING, (1, 12, 12), CPU).draws(100, seed=3, epoch=2))
    assert torch.equal(draws[:40], augmenter.draws(40, seed=3, epoch=2))
    assert not torch.equal(draws, augmenter.draws(100, seed=3, epoch=3))
    assert not torch.equal(draws, augmenter.draws(100, seed=4, epoch=2))


def test_random_changes_keep_to_their_bounds_and_use_them() -> None:
    augmenter = Augmenter(Augmentation(shift=3), (1, 12, 24), CPU)
    draws = augmenter.draws(5_000, seed=0, epoch=1).view(-1, 2, 3)
    moved = draws[:, :, 2] * torch.tensor([24, 12]) / 2
    assert moved.abs().max() <= 3
    assert (moved.min(0).values < -2.9).all()
    assert (moved.max(0).values > 2.9).all()
    assert moved.mean(0).abs().max() < 0.1
    scaled = Augmenter(Augmentation(scale=0.2), (1, 12, 12), CPU).draws(5_000, seed=0, epoch=1).view(-1, 2, 3)
    sizes = 1 / scaled[:, 0, 0]
    assert 0.8 <= sizes.min() < 0.81
    assert 1.19 < sizes.max() <= 1.2


def test_elastic_displacements_are_smooth_and_of_the_size_that_was_asked_for() -> None:
    augmenter = Augmenter(Augmentation(elastic=1.5), (1, 28, 28), CPU)
    draws = augmenter.draws(2_000, seed=0, epoch=1)
    ramp = 10 * torch.arange(28.0).expand(1, 1, 28, 28) + 100
    displaced = (augmenter(ramp.expand(2_000, 1, 28, 28).contiguous(), draws) - ramp)[:, 0, 8:20, 8:20] / 10
    assert displaced.std().item() == pytest.approx(1.5, rel=0.05)
    assert displaced.std(dim=0).min() > 1.3  # the same everywhere
    assert displaced.mean().abs().item() < 0.05
    assert displaced.diff(dim=1).std() < 0.5  # neighbours go together


def test_channels_of_an_image_are_changed_alike_and_keep_their_memory_format() -> None:
    given = images(4).expand(-1, 3, -1, -1).contiguous(memory_format=torch.channels_last)
    augmenter = Augmenter(EVERYTHING, (3, 12, 12), CPU)
    found = augmenter(given, augmenter.draws(4, seed=0, epoch=1))
    assert found.is_contiguous(memory_format=torch.channels_last)
    assert torch.equal(found[:, 0], found[:, 1])
    contiguous = augmenter(given.contiguous(), augmenter.draws(4, seed=0, epoch=1))
    assert contiguous.is_contiguous()
    assert_close(contiguous, found)


def test_what_hyperparameters_ask_for() -> None:
    config = TrainingConfig(augment_shift=1, augment_rotation=2, augment_scale=0.3, augment_shear=4, augment_elastic=5)
    assert Augmentation.of(config) == Augmentation(shift=1, rotation=2, scale=0.3, shear=4, elastic=5)
    assert Augmentation.of(config).active
    assert not Augmentation.of(TrainingConfig()).active
    assert Augmentation(elastic=1).active


def test_augmentation_does_not_wait_for_the_device() -> None:
    """Tensors that know where they would be but have no values: whoever asks for one fails."""
    draws = Augmenter(EVERYTHING, (1, 12, 12), CPU).draws(4, seed=0, epoch=1)
    with FakeTensorMode(allow_non_fake_inputs=True):
        augmenter = Augmenter(EVERYTHING, (1, 12, 12), torch.device("cuda"))
        found = augmenter(torch.empty(4, 1, 12, 12, device="cuda"), torch.empty(draws.shape, device="cuda"))
        assert found.is_cuda


@pytest.mark.gpu
def test_a_gpu_gives_the_cpus_images_within_rounding() -> None:
    given = images(64, 3, 28, 28)
    cpu, gpu = Augmenter(EVERYTHING, (3, 28, 28), CPU), Augmenter(EVERYTHING, (3, 28, 28), torch.device("cuda"))
    draws = cpu.draws(64, seed=0, epoch=1)
    assert torch.equal(draws, gpu.draws(64, seed=0, epoch=1))
    assert_close(gpu(given.cuda(), draws.cuda()).cpu(), cpu(given, draws))
