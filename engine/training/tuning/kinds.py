"""Kinds of layers that rewrites know. A layer is meant by its very class: a subclass may compute something else."""

from torch import nn

POINTWISE: tuple[type[nn.Module], ...] = (
    nn.ReLU,
    nn.ReLU6,
    nn.LeakyReLU,
    nn.Sigmoid,
    nn.Tanh,
    nn.Hardsigmoid,
    nn.ELU,
    nn.Softplus,
    nn.SiLU,
    nn.Mish,
    nn.Hardswish,
    nn.GELU,
    nn.Identity,
)
"""Each number on its own, the same for all, nothing drawn."""


def rises(module: nn.Module) -> bool:
    """Whether a larger number never has a smaller answer, so that the maximum's answer is the answers' maximum.

    Where several pixels of a window have the same answer though they differ, as far out on a sigmoid, the gradient
    goes to the largest of them, not to the first. Its size is the same to the last digits.
    """
    if type(module) is nn.LeakyReLU:
        return module.negative_slope >= 0
    if type(module) is nn.ELU:
        return module.alpha >= 0
    if type(module) is nn.Softplus:
        return module.beta > 0
    return type(module) in (nn.ReLU, nn.ReLU6, nn.Sigmoid, nn.Tanh, nn.Hardsigmoid, nn.Identity)
