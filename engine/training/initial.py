"""First weights that come from an earlier run as a whole."""

from collections.abc import Callable, Mapping

import torch
from torch import Tensor, nn

from engine.text import QT_TRANSLATE_NOOP
from engine.training.failures import BadModelError


@torch.no_grad()
def take_weights_of_run(network: nn.Module, run: str, weights_of: Callable[[str], Mapping[str, Tensor]]) -> None:
    """Lay a run's best weights over those of the same name and shape; nothing happens for an empty name.

    Raises :class:`BadModelError` where not a single one fits, and :class:`NetwrightError` where there is no such run.
    """
    if not run:
        return
    given = weights_of(run)
    fitting = {
        name: tensor
        for name, tensor in network.state_dict().items()
        if name in given and given[name].shape == tensor.shape
    }
    if not fitting:
        raise BadModelError(
            QT_TRANSLATE_NOOP("engine", "The training starts from the run {run}, which has no weight that fits."),
            QT_TRANSLATE_NOOP("engine", "Choose a run of a network with layers of the same names and sizes, or none."),
            run=run,
        )
    for name, tensor in fitting.items():
        tensor.copy_(given[name])
