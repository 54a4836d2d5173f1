"""Mixup and CutMix: what is blended, what is cut, and how much each label counts."""

import pytest
import torch
from torch import Tensor
from torch._subclasses.fake_tensor import FakeTensorMode

from engine.training.config import TrainingConfig
from engine.training.mixing import Mixing, make_mixing

HEIGHT, WIDTH = 20, 28
CPU = torch.device("cpu")


def mixing(mixup: float = 0.0, cutmix: float = 0.0, seed: int = 0) -> Mixing:
    made = make_mixing(TrainingConfig(mixup=mixup, cutmix=cutmix), seed, HEIGHT, WIDTH, CPU)
    assert made is not None
    return made


def batch(size: int = 5) -> Tensor:
    return torch.randn(size, 2, HEIGHT, WIDTH, generator=torch.Generator().manual_seed(0))


def own_pixels(of: Mixing, draw: Tensor) -> Tensor:
    """The share of the own image at each pixel."""
    black_and_white = torch.zeros(2, 1, HEIGHT, WIDTH)
    black_and_white[0] = 1
    return of.apply(black_and_white, draw)[0][0, 0]


def test_nothing_is_made_unless_asked_for() -> None:
    assert make_mixing(TrainingConfig(), 0, HEIGHT, WIDTH, CPU) is None


def test_mixup_blends_each_image_with_its_partner_by_the_weight_of_its_label() -> None:
    ours, images = mixing(mixup=0.4), batch()
    for draw in ours.draws(1, 10):
        mixed, weight = ours.apply(images, draw)
        torch.testing.assert_close(mixed, weight * images + (1 - weight) * images.flip(0))
        assert weight.dim() == 0
        torch.testing.assert_close(mixed[2], images[2])  # the one in the middle is its own partner


def test_cutmix_pastes_a_rectangle_of_the_partner_and_weighs_labels_by_area() -> None:
    ours, images = mixing(cutmix=1.0), batch()
    cut = 0
    for draw in ours.draws(1, 200):
        mixed, weight = ours.apply(images, draw)
        own = own_pixels(ours, draw)
        assert set(own.flatten().tolist()) <= {0.0, 1.0}
        assert weight.item() == pytest.approx(own.mean().item(), abs=1e-6)
        assert torch.equal(mixed, torch.where(own == 1, images, images.flip(0)))
        rows, columns = (own == 0).any(1), (own == 0).any(0)
        assert torch.equal(own == 0, rows[:, None] & columns[None, :])
        assert rows.diff().count_nonzero() <= 2
        assert columns.diff().count_nonzero() <= 2
        cut += bool(rows.any())
    assert cut > 150


def test_with_both_each_batch_takes_one_of_the_two_about_equally_often() -> None:
    both, images = mixing(mixup=1.0, cutmix=1.0), batch()
    draws = both.draws(1, 400)
    blended = 0
    for draw in draws:
        own = own_pixels(both, draw)
        blended += bool((own == own[0, 0]).all() and 0 < own[0, 0] < 1)
        mixed, weight = both.apply(images, draw)
        torch.testing.assert_close(mixed, torch.lerp(images.flip(0), images, own))
        torch.testing.assert_close(weight, own.mean(), atol=1e-5, rtol=0)
    assert 160 < blended < 240


@pytest.mark.parametrize("kinds", [(0.2, 0.0), (0.0, 1.0), (1.0, 1.0)])
def test_own_labels_count_half_on_average_and_never_beyond_all(kinds: tuple[float, float]) -> None:
    weights = mixing(*kinds).draws(1, 20_000)[:, -1]
    assert 0 <= weights.min() <= weights.max() <= 1
    # A rectangle that is cut off at the borders is smaller than was asked for.
    assert weights.mean().item() == pytest.approx(0.5, abs=0.01) if not kinds[1] else 0.5 < weights.mean() < 0.75


def test_draws_depend_on_seed_epoch_and_step_alone() -> None:
    draws = mixing(1.0, 1.0).draws(3, 50)
    assert draws.dtype == torch.float32
    assert torch.equal(draws, mixing(1.0, 1.0).draws(3, 50))
    assert torch.equal(draws[:20], mixing(1.0, 1.0).draws(3, 20))
    assert not torch.equal(draws, mixing(1.0, 1.0).draws(4, 50))
    assert not torch.equal(draws, mixing(1.0, 1.0, seed=1).draws(3, 50))


@pytest.mark.parametrize("kinds", [(0.2, 0.0), (0.0, 1.0), (1.0, 1.0)])
def test_mixing_does_not_wait_for_the_device(kinds: tuple[float, float]) -> None:
    """Tensors that know where they would be but have no values: whoever asks for one fails."""
    with FakeTensorMode():
        ours = Mixing(*kinds, 0, (HEIGHT, WIDTH), torch.device("cuda"))
        mixed, weight = ours.apply(torch.empty(4, 1, HEIGHT, WIDTH, device="cuda"), torch.empty(6, device="cuda"))
        assert mixed.is_cuda
        assert weight.shape == ()
