"""Random crops, flips, blur, light, noise, erasing and RandAugment: what each does, to each image by itself."""

from typing import Any

import numpy as np
import pytest
import torch
from hypothesis import given, settings
from hypothesis import strategies as st
from torch import Tensor
from torch._subclasses.fake_tensor import FakeTensorMode

from engine.data.augment import Augmentation, Augmenter
from engine.data.augmenting.erasing import LEAST_AREA, Erasing
from engine.data.augmenting.light import Blur, Light, Noise
from engine.data.augmenting.operation import Operation
from engine.data.augmenting.pipeline import Pipeline, make_pipeline, planned
from engine.data.augmenting.places import Flips, RandomCrop
from engine.data.augmenting.randaugment import RandAugment
from engine.fields import describe
from engine.training.config import TrainingConfig

CPU = torch.device("cpu")
SHAPE = (3, 12, 16)
KINDS: dict[str, tuple[type[Any], tuple[Any, ...]]] = {
    "crop": (RandomCrop, (3,)),
    "flips": (Flips, (0.5, 0.5)),
    "blur": (Blur, (2.0,)),
    "light": (Light, (0.5, 0.5)),
    "noise": (Noise, (0.2,)),
    "erasing": (Erasing, (1.0, 0.4)),
    "randaugment": (RandAugment, (3, 5.0)),
}
ALL = TrainingConfig(
    augment_shift=1,
    augment_elastic=1,
    augment_crop=2,
    augment_flip_horizontal=0.5,
    augment_flip_vertical=0.5,
    augment_random=2,
    augment_blur=1,
    augment_brightness=0.2,
    augment_contrast=0.2,
    augment_noise=0.1,
    augment_erase=0.5,
)


def images(count: int = 8, shape: tuple[int, int, int] = SHAPE) -> Tensor:
    return 255 * torch.rand(count, *shape, generator=torch.Generator().manual_seed(0))


def made(name: str, shape: tuple[int, int, int] = SHAPE, device: torch.device = CPU) -> Operation:
    kind, given_settings = KINDS[name]
    operation: Operation = kind(*given_settings, shape, device)
    return operation


def every(config: TrainingConfig = ALL, shape: tuple[int, int, int] = SHAPE, device: torch.device = CPU) -> Pipeline:
    pipeline = make_pipeline(config, shape, device)
    assert pipeline is not None
    return pipeline


def rows(*numbers: float, count: int = 8) -> Tensor:
    return torch.tensor(numbers).expand(count, -1).contiguous()


@pytest.mark.parametrize("name", [name for name in KINDS if name != "randaugment"])
def test_a_draw_of_zeros_changes_nothing(name: str) -> None:
    before = images()
    operation = made(name)
    zeros = torch.zeros_like(operation.draws(8, seed=0, epoch=1))
    assert torch.equal(operation(before, zeros), before)


@pytest.mark.parametrize("name", KINDS)
def test_an_operation_leaves_the_images_given_to_it_as_they_are(name: str) -> None:
    before = images()
    kept = before.clone()
    operation = made(name)
    changed = operation(before, operation.draws(8, seed=0, epoch=1))
    assert torch.equal(before, kept)
    assert changed.shape == before.shape
    assert not torch.equal(changed, before)
    assert changed.min() >= -1e-3
    assert changed.max() <= 255.01


@pytest.mark.parametrize("name", KINDS)
def test_images_of_one_batch_are_changed_differently_each_by_its_own_draw(name: str) -> None:
    same = images(1).expand(40, -1, -1, -1).contiguous()
    operation = made(name)
    draws = operation.draws(40, seed=0, epoch=1)
    together = operation(same, draws)
    assert len({image.numpy().tobytes() for image in together}) >= (4 if name == "flips" else 20)
    for number in (0, 17, 39):
        alone = operation(same[:1], draws[number : number + 1])
        torch.testing.assert_close(alone[0], together[number], rtol=0, atol=0.01)


@pytest.mark.parametrize("name", KINDS)
def test_draws_depend_on_seed_epoch_and_position_alone(name: str) -> None:
    draws = made(name).draws(100, seed=3, epoch=2)
    assert draws.dtype == torch.float32
    assert draws.device == CPU
    assert torch.equal(draws, made(name).draws(100, seed=3, epoch=2))
    assert torch.equal(draws[:40], made(name).draws(40, seed=3, epoch=2))
    assert not torch.equal(draws, made(name).draws(100, seed=3, epoch=3))
    assert not torch.equal(draws, made(name).draws(100, seed=4, epoch=2))


def test_a_crop_is_a_piece_of_the_padded_image_at_whole_pixels() -> None:
    before = images()
    crop = RandomCrop(3, SHAPE, CPU)
    draws = crop.draws(8, seed=0, epoch=1)
    padded = np.pad(before.numpy(), ((0, 0), (0, 0), (3, 3), (3, 3)))
    for image, piece, (down, right) in zip(padded, crop(before, draws).numpy(), draws.int().tolist(), strict=True):
        assert np.array_equal(image[:, 3 + down : 15 + down, 3 + right : 19 + right], piece)


def test_crops_reach_every_place_and_none_beyond() -> None:
    draws = RandomCrop(3, SHAPE, CPU).draws(5_000, seed=0, epoch=1)
    assert {tuple(row) for row in draws.int().tolist()} == {(a, b) for a in range(-3, 4) for b in range(-3, 4)}


def test_flips_mirror_the_share_that_was_asked_for() -> None:
    before = images(2_000, (1, 4, 5))
    flips = Flips(0.3, 0.0, (1, 4, 5), CPU)
    draws = flips.draws(2_000, seed=0, epoch=1)
    after = flips(before, draws)
    mirrored = draws[:, 0] > 0
    assert torch.equal(after[mirrored], before[mirrored].flip(3))
    assert torch.equal(after[~mirrored], before[~mirrored])
    assert mirrored.float().mean().item() == pytest.approx(0.3, abs=0.03)
    upside_down = Flips(0.0, 1.0, (1, 4, 5), CPU)
    assert torch.equal(upside_down(before, upside_down.draws(2_000, 0, 1)), before.flip(2))


@pytest.mark.parametrize("sigma", [0.7, 1.5])
def test_a_blurred_point_is_a_bell_of_that_width_and_of_the_same_light(sigma: float) -> None:
    point = torch.zeros(1, 1, 31, 41)
    point[0, 0, 15, 20] = 255
    bell = Blur(2, (1, 31, 41), CPU)(point, rows(sigma, count=1))[0, 0]
    assert bell.sum().item() == pytest.approx(255, rel=1e-3)
    for axis, middle in ((0, 20), (1, 15)):
        places = torch.arange(bell.shape[1 - axis]) - middle
        assert (bell.sum(axis) @ places.float().square()).item() / 255 == pytest.approx(sigma**2, rel=0.02)


def test_blur_keeps_an_even_image_as_it_is_to_its_borders() -> None:
    even = torch.full((2, 3, 12, 16), 80.0)
    torch.testing.assert_close(Blur(2, SHAPE, CPU)(even, rows(1.5, count=2)), even)


def test_brightness_multiplies_and_white_stays_white() -> None:
    before = images()
    light = Light(0.5, 0.0, SHAPE, CPU)
    torch.testing.assert_close(light(before, rows(0.5, 0.0)), (before * 1.5).clamp(max=255))
    torch.testing.assert_close(light(before, rows(-0.5, 0.0)), before / 2)


def test_contrast_moves_values_away_from_the_images_own_mean_or_towards_it() -> None:
    before = 100 + images() / 10
    light = Light(0.0, 1.0, SHAPE, CPU)
    mean = before.mean(dim=(1, 2, 3), keepdim=True)
    torch.testing.assert_close(light(before, rows(0.0, 0.5)), mean + 1.5 * (before - mean))
    torch.testing.assert_close(light(before, rows(0.0, -1.0)), mean.expand_as(before))


def test_noise_is_normal_and_of_the_deviation_drawn() -> None:
    grey = torch.full((50, 1, 28, 28), 127.5)
    noise = Noise(0.2, (1, 28, 28), CPU)
    draws = noise.draws(50, seed=0, epoch=1)
    added = (noise(grey, draws) - grey) / 255
    # Deviations themselves vary by 1/√(2·784) = 0.025; four of those are allowed.
    torch.testing.assert_close(added.std(dim=(1, 2, 3)) / draws[:, 0], torch.ones(50), rtol=0, atol=0.1)
    scaled = (added / draws[:, 0].view(-1, 1, 1, 1)).flatten()
    assert scaled.mean().abs() < 0.02
    assert (scaled.abs() < 1).float().mean().item() == pytest.approx(0.683, abs=0.01)
    assert (scaled.abs() < 2).float().mean().item() == pytest.approx(0.954, abs=0.005)
    assert (scaled.view(50, 28, 28)[:, :, 1:] * scaled.view(50, 28, 28)[:, :, :-1]).mean().abs() < 0.02


def test_erasing_blackens_one_rectangle_of_the_area_drawn_and_nothing_else() -> None:
    white = torch.full((500, 3, 12, 16), 255.0)
    erasing = Erasing(0.6, 0.4, SHAPE, CPU)
    draws = erasing.draws(500, seed=0, epoch=1)
    after = erasing(white, draws)
    for image, (top, bottom, left, right) in zip(after, draws.int().tolist(), strict=True):
        expected = torch.full(SHAPE, 255.0)
        expected[:, top:bottom, left:right] = 0
        assert torch.equal(image, expected)
    areas = (after[:, 0] == 0).float().mean(dim=(1, 2))
    assert (areas > 0).float().mean().item() == pytest.approx(0.6, abs=0.07)
    assert areas[areas > 0].min() < LEAST_AREA + 0.03
    assert 0.35 < areas.max() < 0.45


@settings(max_examples=60)
@given(
    operations=st.integers(1, 10),
    magnitude=st.floats(0.5, 10),
    size=st.tuples(st.sampled_from([1, 3]), st.integers(3, 20), st.integers(3, 20)),
)
def test_randaugment_changes_each_image_by_exactly_so_many_operations(
    operations: int, magnitude: float, size: tuple[int, int, int]
) -> None:
    draws = RandAugment(operations, magnitude, size, CPU).draws(30, seed=1, epoch=2)
    warp, blur, light, noise, erasing = torch.split(draws, [6, 1, 2, 2, 4], dim=1)
    others = [blur[:, 0] > 0, *(light != 0).unbind(1), noise[:, 0] > 0, erasing.any(dim=1)]
    plain = torch.from_numpy(Augmenter(Augmentation(), size, CPU).affine(0, 0, 0, 1, 0).astype(np.float32)).flatten()
    moved = (warp - plain).abs().amax(dim=1) > 1e-6
    counted = torch.stack(others).sum(0)
    # Five of the ten are parts of the warp, which shows only whether there are any.
    assert torch.equal(moved, counted < operations)
    assert (operations - counted).max() <= 5


def test_randaugment_is_stronger_with_a_larger_magnitude_and_nothing_at_none() -> None:
    before = images(200, (1, 28, 28))
    apart = []
    for magnitude in (0.0, 2.0, 5.0, 10.0):
        operation = RandAugment(2, magnitude, (1, 28, 28), CPU)
        changed = operation(before, operation.draws(200, seed=0, epoch=1))
        apart.append((changed - before).abs().mean().item())
    assert apart[0] < 0.01
    assert apart == sorted(apart)
    assert apart[3] > 1.5 * apart[1]


def test_nothing_is_made_where_nothing_is_asked_for() -> None:
    assert make_pipeline(TrainingConfig(), SHAPE, CPU) is None
    assert make_pipeline(TrainingConfig(augment_random=2, augment_random_magnitude=0), SHAPE, CPU) is None
    assert make_pipeline(TrainingConfig(augment_erase_area=0.5), SHAPE, CPU) is None


def test_every_field_of_augmentation_has_an_effect() -> None:
    strengths = {"augment_erase_area": {"augment_erase": 1.0}, "augment_random_magnitude": {"augment_random": 3}}
    before = images()
    for field in describe(TrainingConfig):
        if not field.name.startswith("augment_"):
            continue
        base = TrainingConfig(**strengths.get(field.name, {}))  # type: ignore[arg-type]
        with_it = base.model_copy(update={field.name: 1 if field.default == 0 else field.maximum})
        results = []
        for config in (base, with_it):
            pipeline = make_pipeline(config, SHAPE, CPU)
            results.append(before if pipeline is None else pipeline(before, pipeline.draws(8, seed=0, epoch=1)))
        assert not torch.equal(*results), field.name


def test_the_pipeline_does_one_operation_after_the_other() -> None:
    before, pipeline = images(), every()
    step_by_step = before
    for plan in planned(ALL):
        operation = plan.kind(*plan.settings, SHAPE, CPU)
        step_by_step = operation(step_by_step, operation.draws(8, seed=5, epoch=3))
    assert torch.equal(pipeline(before, pipeline.draws(8, seed=5, epoch=3)), step_by_step)


def test_a_warp_alone_is_computed_to_the_bits_it_had_before_there_were_other_operations() -> None:
    config = TrainingConfig(augment_rotation=10, augment_elastic=1)
    pipeline, warp = every(config), Augmenter(Augmentation.of(config), SHAPE, CPU)
    assert torch.equal(pipeline.draws(8, 1, 1), warp.draws(8, 1, 1))
    assert torch.equal(pipeline(images(), pipeline.draws(8, 1, 1)), warp(images(), warp.draws(8, 1, 1)))


def test_switching_one_operation_on_leaves_the_draws_of_the_others_as_they_were() -> None:
    alone = every(TrainingConfig(augment_noise=0.1)).draws(8, 0, 1)
    assert torch.equal(every(TrainingConfig(augment_noise=0.1, augment_crop=2)).draws(8, 0, 1)[:, 2:], alone)


def test_no_operation_waits_for_the_device() -> None:
    """Tensors that know where they would be but have no values: whoever asks for one fails."""
    draws = every().draws(4, seed=0, epoch=1)
    with FakeTensorMode(allow_non_fake_inputs=True):
        pipeline = every(device=torch.device("cuda"))
        found = pipeline(torch.empty(4, *SHAPE, device="cuda"), torch.empty(draws.shape, device="cuda"))
        assert found.is_cuda


@pytest.mark.gpu
def test_a_gpu_gives_the_cpus_images_within_rounding() -> None:
    before = images(64)
    cpu, gpu = every(), every(device=torch.device("cuda"))
    draws = cpu.draws(64, seed=0, epoch=1)
    assert torch.equal(draws, gpu.draws(64, seed=0, epoch=1))
    torch.testing.assert_close(gpu(before.cuda(), draws.cuda()).cpu(), cpu(before, draws), rtol=0, atol=0.05)
