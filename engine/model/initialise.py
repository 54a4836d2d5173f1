"""First weights, drawn from a private generator, so that they depend on the seed alone."""

import math
from collections.abc import Callable, Iterable, Mapping
from typing import Any, Protocol, runtime_checkable

import torch
from torch import Tensor, nn
from torch.overrides import TorchFunctionMode

from engine.model.learning import Initialisation

EMBEDDING_SPREAD = 0.02
"""Standard deviation of class tokens and positions, as in Dosovitskiy et al. (2021)."""

_DRAWING = frozenset(
    (
        Tensor.uniform_,
        Tensor.normal_,
        nn.init.uniform_,
        nn.init.normal_,
        nn.init.trunc_normal_,
        nn.init.xavier_uniform_,
        nn.init.xavier_normal_,
        nn.init.kaiming_uniform_,
        nn.init.kaiming_normal_,
    )
)
_Draw = Callable[[Tensor, torch.Generator], object]
_DENSE = (nn.Linear, nn.Conv1d, nn.Conv2d, nn.ConvTranspose2d)
_NORMALISATION = (nn.BatchNorm1d, nn.BatchNorm2d, nn.LayerNorm, nn.GroupNorm, nn.InstanceNorm2d)


@runtime_checkable
class BringsItsWeights(Protocol):
    """A module whose weights come from somewhere else, such as a pretrained backbone."""

    def bring_weights(self, generator: torch.Generator) -> None:
        """Fill every parameter and buffer of the module; what is not brought is drawn from ``generator``."""


class Undrawn(TorchFunctionMode):
    """Modules made inside draw nothing from the global generator; their weights are whatever the memory holds.

    Cheaper than torch's meta device, whose first ``to_empty`` imports two seconds' worth of other packages.
    """

    def __torch_function__(
        self,
        function: Callable[..., Any],
        types: Iterable[type],
        arguments: tuple[Any, ...] = (),
        keywords: Mapping[str, Any] | None = None,
    ) -> Any:
        keywords = keywords or {}
        if function in _DRAWING:
            return arguments[0] if arguments else keywords["tensor"]
        return function(*arguments, **keywords)


@torch.no_grad()
def initialise(module: nn.Module, generator: torch.Generator, method: Initialisation = "default") -> None:
    """Draw the weights of one layer's module and of all its parts.

    ``default`` draws as torch's own layers do: U(−1/√fan_in, 1/√fan_in) for weights and biases of dense layers and
    convolutions, U(−1/√hidden, 1/√hidden) for recurrent ones, Xavier's range for the projections of attention.
    ``kaiming`` (He et al., 2015), ``xavier`` (Glorot & Bengio, 2010), ``orthogonal`` (Saxe et al., 2014), ``normal``
    (spread 0.02) and ``zeros`` set every weight matrix, gate by gate where several share a tensor, and all biases to
    zero. Normalisations and PReLU start the same whatever the method. ``run`` draws as ``default``; the weights of
    the run are laid over it elsewhere.
    """
    if isinstance(module, BringsItsWeights):
        module.bring_weights(generator)
        return
    for part in module.modules():
        _by_default(part, generator)
    draw = _METHODS.get(method)
    for part in module.modules():
        if draw is not None:
            _by_method(part, draw, generator)
        if isinstance(part, nn.MultiheadAttention) and part.out_proj.bias is not None:
            part.out_proj.bias.zero_()
        if isinstance(part, nn.Embedding) and method == "zeros":
            part.weight.zero_()


def _by_default(part: nn.Module, generator: torch.Generator) -> None:
    if isinstance(part, _DENSE):
        bound = 1 / math.sqrt(part.weight[0].numel())
        _uniform(part, bound, generator)
    elif isinstance(part, nn.RNNBase):
        _uniform(part, 1 / math.sqrt(part.hidden_size), generator)
    elif isinstance(part, _NORMALISATION):
        part.reset_parameters()
    elif isinstance(part, nn.MultiheadAttention):
        for matrix in _projections(part):
            nn.init.xavier_uniform_(matrix, generator=generator)
        if part.in_proj_bias is not None:
            part.in_proj_bias.zero_()
    elif isinstance(part, nn.Embedding):
        part.weight.normal_(0, EMBEDDING_SPREAD, generator=generator)
    elif isinstance(part, nn.PReLU):
        part.weight.fill_(0.25)
    elif any(True for _ in part.parameters(recurse=False)):
        raise TypeError(f"no initialisation is declared for {type(part).__name__}")


def _by_method(part: nn.Module, draw: _Draw, generator: torch.Generator) -> None:
    if isinstance(part, nn.MultiheadAttention):
        for matrix in _projections(part):
            for third in torch.split(matrix, part.embed_dim):
                draw(third, generator)
    elif isinstance(part, nn.RNNBase):
        for parameter in part.parameters():
            if parameter.dim() < 2:
                parameter.zero_()
                continue
            for gate in torch.split(parameter, part.hidden_size):
                draw(gate, generator)
    elif isinstance(part, _DENSE):
        draw(part.weight, generator)
        if part.bias is not None:
            part.bias.zero_()


def _uniform(part: nn.Module, bound: float, generator: torch.Generator) -> None:
    for parameter in part.parameters(recurse=False):
        parameter.uniform_(-bound, bound, generator=generator)


def _projections(attention: nn.MultiheadAttention) -> list[Tensor]:
    names = ("in_proj_weight", "q_proj_weight", "k_proj_weight", "v_proj_weight")
    return [matrix for name in names if (matrix := getattr(attention, name)) is not None]


_METHODS: dict[str, _Draw] = {
    "kaiming": lambda matrix, generator: nn.init.kaiming_normal_(matrix, nonlinearity="relu", generator=generator),
    "xavier": lambda matrix, generator: nn.init.xavier_uniform_(matrix, generator=generator),
    "orthogonal": lambda matrix, generator: nn.init.orthogonal_(matrix, generator=generator),
    "normal": lambda matrix, generator: matrix.normal_(0, EMBEDDING_SPREAD, generator=generator),
    "zeros": lambda matrix, generator: matrix.zero_(),
}
