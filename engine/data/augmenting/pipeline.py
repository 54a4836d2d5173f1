"""All random changes that hyperparameters ask for, one after the other."""

from collections.abc import Sequence
from typing import Any, NamedTuple, Protocol

import torch
from torch import Tensor

from engine.data.augment import Augmentation, AugmentationFields, Augmenter
from engine.data.augmenting.erasing import Erasing
from engine.data.augmenting.light import Blur, Light, Noise
from engine.data.augmenting.operation import Operation
from engine.data.augmenting.places import Flips, RandomCrop
from engine.data.augmenting.randaugment import RandAugment


class PipelineFields(AugmentationFields, Protocol):
    """The hyperparameters that say how images are changed."""

    @property
    def augment_crop(self) -> int: ...
    @property
    def augment_flip_horizontal(self) -> float: ...
    @property
    def augment_flip_vertical(self) -> float: ...
    @property
    def augment_random(self) -> int: ...
    @property
    def augment_random_magnitude(self) -> float: ...
    @property
    def augment_blur(self) -> float: ...
    @property
    def augment_brightness(self) -> float: ...
    @property
    def augment_contrast(self) -> float: ...
    @property
    def augment_noise(self) -> float: ...
    @property
    def augment_erase(self) -> float: ...
    @property
    def augment_erase_area(self) -> float: ...


class Planned(NamedTuple):
    """An operation that is to be made: its class, and its settings before the images' shape and the device."""

    kind: type[Any]
    settings: tuple[Any, ...]


def planned(config: PipelineFields) -> tuple[Planned, ...]:
    """What is on, in the order in which images are changed: places first, then lens, light and sensor, then holes."""
    warp = Augmentation.of(config)
    every = (
        (warp.active, Planned(Augmenter, (warp,))),
        (config.augment_crop, Planned(RandomCrop, (config.augment_crop,))),
        (
            config.augment_flip_horizontal or config.augment_flip_vertical,
            Planned(Flips, (config.augment_flip_horizontal, config.augment_flip_vertical)),
        ),
        (
            config.augment_random and config.augment_random_magnitude,
            Planned(RandAugment, (config.augment_random, config.augment_random_magnitude)),
        ),
        (config.augment_blur, Planned(Blur, (config.augment_blur,))),
        (
            config.augment_brightness or config.augment_contrast,
            Planned(Light, (config.augment_brightness, config.augment_contrast)),
        ),
        (config.augment_noise, Planned(Noise, (config.augment_noise,))),
        (config.augment_erase, Planned(Erasing, (config.augment_erase, config.augment_erase_area))),
    )
    return tuple(plan for is_on, plan in every if is_on)


def make_pipeline(config: PipelineFields, shape: tuple[int, ...], device: torch.device) -> "Pipeline | None":
    """What changes images of ``shape`` (channels, height, width) as ``config`` asks for; ``None`` for nothing."""
    made = [plan.kind(*plan.settings, shape, device) for plan in planned(config)]
    return Pipeline(made) if made else None


class Pipeline:
    """Operations one after the other, as one: an image's draw is theirs side by side."""

    def __init__(self, operations: Sequence[Operation]) -> None:
        self._operations = tuple(operations)
        self._widths = [operation.draws(1, 0, 0).shape[1] for operation in operations]

    def draws(self, count: int, seed: int, epoch: int) -> Tensor:
        """Draws ``[count, k]`` on the CPU for the images of an epoch, each for a position in the epoch's order.

        They depend on seed, epoch and position alone. So an image is changed otherwise in each epoch, and a run that
        is resumed within an epoch goes on as it would have.
        """
        return torch.cat([operation.draws(count, seed, epoch) for operation in self._operations], dim=1)

    @torch.no_grad()
    def __call__(self, images: Tensor, draws: Tensor) -> Tensor:
        """Float images ``[B, C, H, W]`` from 0 to 255, changed by draws ``[B, k]``; does not wait for the device."""
        for operation, own in zip(self._operations, torch.split(draws, self._widths, dim=1), strict=True):
            images = operation(images, own.contiguous())
        return images
