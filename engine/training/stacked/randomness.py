"""Random numbers of layers for all members, each member's from (its seed, step) as when it is trained alone.

On the CPU a member's numbers are those of :class:`engine.training.randomness.LayerRandomness` to the bit, each drawn
from a generator of its own. On a GPU all members' numbers of a layer are drawn by one kernel; they follow from all
seeds and the step, and are not those of a member alone.
"""

import functools
from collections.abc import Callable, Sequence
from typing import NamedTuple

import torch
from torch import Tensor

from engine.training.randomness import step_seed
from engine.training.stacked.values import Value

Draw = Callable[[Tensor, int, torch.Generator | None], None]
"""Fills a member's room with its numbers, given which member it is and the generator to draw from."""


class PerMember(NamedTuple):
    """One number for each member: as Python's, and float32 ``[N]`` on the device."""

    numbers: tuple[float, ...]
    tensor: Tensor

    @classmethod
    def of(cls, numbers: Sequence[float], device: torch.device) -> "PerMember":
        return cls(tuple(numbers), torch.tensor(numbers, dtype=torch.float32, device=device))


_MIX, _SEEDS = 0x0100_0000_01B3, 2**31 - 1


class MemberRandomness:
    """The generators of all members, set before each step."""

    def __init__(self, seeds: Sequence[int], device: torch.device) -> None:
        self.needed = False
        """Whether any layer draws; set by those that do."""
        self._seeds = tuple(seeds)
        self._device = device
        self._generators = [torch.Generator() for _ in seeds] if device.type == "cpu" else []
        self._together = functools.reduce(lambda mixed, seed: (mixed * _MIX ^ seed) & _SEEDS, seeds, 1)

    def begin(self, step: int) -> None:
        """Before the step of that number."""
        if not self.needed:
            return
        for generator, seed in zip(self._generators, self._seeds, strict=False):
            generator.manual_seed(step_seed(seed, step))
        if self._device.type == "cuda":
            torch.cuda.default_generators[self._device.index or 0].manual_seed(step_seed(self._together, step))

    def hiding(self, value: Value, kept: "PerMember", whole_maps: bool) -> Tensor:
        """A dropout's mask in the layout of ``value``: 0 where a number is hidden, else 1 over the share that is kept.

        For each number, or for each map with ``whole_maps``. Of a member that keeps all nothing is drawn.
        """

        def draw(room: Tensor, member: int, generator: torch.Generator | None) -> None:
            if kept.numbers[member] < 1:
                room.bernoulli_(kept.numbers[member], generator=generator)
            else:
                room.fill_(1)

        def draw_all(room: Tensor) -> None:
            room.copy_(room.uniform_() < _along(kept.tensor, room))

        def scaled(room: Tensor) -> None:
            room.div_(_along(kept.tensor, room))

        return self._drawn(value, whole_maps, draw, draw_all, scaled)

    def noise(self, value: Value, spread: "PerMember") -> Tensor:
        """Normal numbers with the deviation ``spread`` in the layout of ``value``."""

        def draw(room: Tensor, member: int, generator: torch.Generator | None) -> None:
            room.normal_(generator=generator)

        def draw_all(room: Tensor) -> None:
            room.normal_()

        def scaled(room: Tensor) -> None:
            room.mul_(_along(spread.tensor, room))

        return self._drawn(value, False, draw, draw_all, scaled)

    def _drawn(
        self,
        value: Value,
        whole_maps: bool,
        draw: Draw,
        draw_all: Callable[[Tensor], None],
        then: Callable[[Tensor], None],
    ) -> Tensor:
        members = len(self._seeds)
        shape = value.front(members).shape
        images = len(shape) == 5
        # A member's numbers lie in the order of memory in which one network's do: channels last for images.
        size = (*shape[:2], *((1, 1) if whole_maps else shape[3:]), shape[2]) if images else tuple(shape)
        room = torch.empty(size, device=value.tensor.device)
        if self._generators:
            for member, generator in enumerate(self._generators):
                # As an image's numbers are drawn alone: torch draws otherwise for tensors that count as contiguous.
                own = room[member].permute(0, 3, 1, 2) if images else room[member]
                draw(own, member, generator)
        else:
            draw_all(room)
        then(room)
        if not images:
            return room
        if not value.is_side:
            return room.permute(0, 1, 4, 2, 3)
        return room.permute(1, 2, 3, 0, 4).flatten(3).permute(0, 3, 1, 2)


def _along(numbers: Tensor, room: Tensor) -> Tensor:
    """One number for each member, against a room ``[N, …]``."""
    return numbers.view(-1, *(1,) * (room.dim() - 1))
