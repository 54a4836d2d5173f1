"""Random numbers of layers (dropout, noise) as a function of (seed, step), drawn from a generator of the run's own.

A run that is resumed at any step therefore draws what an undisturbed one draws, without a stored generator state, and
other threads that draw from torch's own generator change nothing.
"""

import torch
from torch import Tensor, nn

from engine.model.modules import GaussianNoise
from engine.model.pretrained.adapted import PretrainedBackbone

_STREAM = 0x6E65_7477
"""Mixed into the seed, so that dropout does not repeat the numbers of the initial weights."""
_MULTIPLIER, _MASK = 0x9E37_79B9_7F4A_7C15, 2**63 - 1


def step_seed(seed: int, step: int) -> int:
    """The seed of a step's random numbers; written into exported scripts, so it must not change."""
    return (seed ^ _STREAM) + step * _MULTIPLIER & _MASK


class LayerRandomness:
    """Makes the random layers of a network draw numbers that follow from (seed, step) alone.

    Where each of them is one that can be told its generator (dropouts and noise, on the CPU), it is the run's own.
    Otherwise – recurrent layers, attention, pretrained networks, and everything on a GPU – torch's generator is set.
    """

    def __init__(self, network: nn.Module, device: torch.device, seed: int) -> None:
        self._seed = seed
        self._device = device
        self._private: torch.Generator | None = None
        random = [module for module in network.modules() if draws(module)]
        self._needed = bool(random)
        if device.type == "cpu" and random and all(isinstance(module, TELLABLE) for module in random):
            self._private = torch.Generator()
            for module in random:
                _tell(module, self._private)

    @property
    def needed(self) -> bool:
        """Whether any layer draws at all."""
        return self._needed

    def begin(self, step: int) -> None:
        """Before the step of that number."""
        if self._needed:
            self._use(step_seed(self._seed, step))

    def _use(self, seed: int) -> None:
        if self._private is not None:
            self._private.manual_seed(seed)
        elif self._device.type == "cuda":
            torch.cuda.default_generators[self._device.index or 0].manual_seed(seed)
        else:
            torch.default_generator.manual_seed(seed)


TELLABLE = (nn.Dropout, nn.Dropout1d, nn.Dropout2d, nn.Dropout3d, GaussianNoise)
"""Layers that can be told what to draw."""


def draws(module: nn.Module) -> bool:
    """Whether the layer draws random numbers while it learns."""
    if isinstance(module, TELLABLE):
        return isinstance(module, GaussianNoise) or module.p > 0
    if isinstance(module, nn.RNNBase | nn.MultiheadAttention):
        return module.dropout > 0
    return isinstance(module, PretrainedBackbone)  # may drop whole residual branches


def _tell(module: nn.Module, generator: torch.Generator) -> None:
    def forward(x: Tensor) -> Tensor:
        if not module.training:
            return x
        if isinstance(module, GaussianNoise):
            return x + module.std * room_for(x).normal_(generator=generator)
        assert isinstance(module, nn.modules.dropout._DropoutNd)
        return _dropped(x, module.p, not isinstance(module, nn.Dropout), generator)

    module.forward = forward


def _dropped(x: Tensor, probability: float, whole_maps: bool, generator: torch.Generator) -> Tensor:
    """``x`` with random values, or whole feature maps (Tompson et al., 2015), 0 and the rest scaled, as torch draws."""
    return x * 0 if probability == 1 else x * kept(x, probability, whole_maps, generator)


def kept(x: Tensor, probability: float, whole_maps: bool, generator: torch.Generator) -> Tensor:
    """What each value, or each feature map, is multiplied by: 0, or what makes up for those that are 0."""
    room = x.new_empty(x.shape[:2] + (1,) * (x.dim() - 2)) if whole_maps else room_for(x)
    return room.bernoulli_(1 - probability, generator=generator).div_(1 - probability)


def room_for(x: Tensor) -> Tensor:
    """Room for as many numbers, which are drawn in the order of memory: the same one however ``x`` is laid out."""
    if x.dim() != 4:
        return torch.empty_like(x)
    return torch.empty(x.shape, dtype=x.dtype, device=x.device, memory_format=torch.channels_last)
