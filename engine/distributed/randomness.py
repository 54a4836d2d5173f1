"""Random layers of a piece of a batch, as one process draws them for the whole of it.

Where a layer can be told what to draw (dropouts and noise), each process draws for all images that are computed at the
same time, and takes the rows of its own: a generator cannot be wound forward, and drawing a row costs less than
computing it.
"""

import torch
from torch import Tensor, nn
from torch.nn import functional

from engine.distributed.share import Pieces
from engine.model.modules import GaussianNoise
from engine.training.randomness import TELLABLE, LayerRandomness, draws, kept, room_for, step_seed


class SharedRandomness(LayerRandomness):
    """Makes random layers draw what follows from (seed, step, place in the batch) alone.

    ``others`` are the kinds of layers that cannot be told, and draw otherwise than in one process. What a process then
    draws follows from (seed, step, rank).
    """

    def __init__(self, network: nn.Module, device: torch.device, seed: int, pieces: Pieces, rank: int) -> None:
        super().__init__(network, device, seed)
        random = [module for module in network.modules() if draws(module)]
        self.others = sorted({type(module).__name__ for module in random if not isinstance(module, TELLABLE)})
        self._rank = rank if self.others else 0
        for module in random:
            if isinstance(module, TELLABLE):
                _tell(module, pieces, self._private)

    def _use(self, seed: int) -> None:
        super()._use(step_seed(seed, self._rank) if self._rank else seed)


def _tell(module: nn.Module, pieces: Pieces, generator: torch.Generator | None) -> None:
    def forward(x: Tensor) -> Tensor:
        if not module.training:
            return x
        piece = pieces.current
        own, whole = slice(piece.start, piece.stop), _like(x, piece.count)
        if isinstance(module, GaussianNoise):
            return x + module.std * room_for(whole).normal_(generator=generator)[own]
        assert isinstance(module, nn.modules.dropout._DropoutNd)
        whole_maps = not isinstance(module, nn.Dropout)
        if module.p == 1:
            return x * 0
        if generator is not None:
            return x * kept(whole, module.p, whole_maps, generator)[own]
        dropout = torch.feature_dropout if whole_maps else functional.dropout
        return x * dropout(whole.fill_(1), module.p, True)[own]

    module.forward = forward


def _like(x: Tensor, count: int) -> Tensor:
    """Room for ``count`` rows, laid out in memory as those of ``x`` are."""
    order = sorted(range(x.dim()), key=x.stride, reverse=True)
    shape = (count, *x.shape[1:])
    room = torch.empty([shape[dimension] for dimension in order], dtype=x.dtype, device=x.device)
    return room.permute([order.index(dimension) for dimension in range(x.dim())])
