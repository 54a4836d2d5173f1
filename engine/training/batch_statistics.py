"""Running statistics of batch normalisation, measured anew for weights that were never trained as they are."""

from collections.abc import Iterable

import torch
from torch import Tensor, nn
from torch.nn.modules.batchnorm import _BatchNorm


@torch.no_grad()
def refresh_batch_norm(network: nn.Module, batches: Iterable[Tensor]) -> None:
    """Measure the running statistics of all batch normalisation anew, each batch by its share of the images.

    As Izmailov et al. (2018) do it, but that dropout stays off, for these are the values that an evaluation will see.
    ``network`` is in evaluation mode. ``batches`` are images ``[B, C, H, W]`` on its device; they are not read where
    nothing needs them.
    """
    norms = [
        module for module in network.modules() if isinstance(module, _BatchNorm) and module.running_mean is not None
    ]
    if not norms:
        return
    momenta, seen = [norm.momentum for norm in norms], 0
    try:
        for images in batches:
            seen += len(images)
            for norm in norms:
                if seen == len(images):
                    norm.reset_running_stats()
                norm.train()
                norm.momentum = len(images) / seen
            network(images)
    finally:
        for norm, momentum in zip(norms, momenta, strict=True):
            norm.eval()
            norm.momentum = momentum
