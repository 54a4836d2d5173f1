"""Parts of networks that code takes from torchvision's insides: described here, read in place of their import.

From ``torchvision.ops`` and ``torchvision.models._utils``; each computes what its namesake computes.
"""

from __future__ import annotations

import ast
from functools import cache

_SOURCE = """
def _make_divisible(v, divisor, min_value=None):
    least = divisor if min_value is None else min_value
    rounded = max(least, int(v + divisor / 2) // divisor * divisor)
    return rounded + divisor if rounded < 0.9 * v else rounded

class Conv2dNormActivation(nn.Sequential):
    def __init__(self, in_channels, out_channels, kernel_size=3, stride=1, padding=None, groups=1,
                 norm_layer=nn.BatchNorm2d, activation_layer=nn.ReLU, dilation=1, inplace=True, bias=None):
        if padding is None:
            padding = (kernel_size - 1) // 2 * dilation
        if bias is None:
            bias = norm_layer is None
        layers = [nn.Conv2d(in_channels, out_channels, kernel_size, stride, padding, dilation, groups, bias)]
        if norm_layer is not None:
            layers.append(norm_layer(out_channels))
        if activation_layer is not None:
            layers.append(activation_layer())
        super().__init__(*layers)
        self.out_channels = out_channels

class SqueezeExcitation(nn.Module):
    def __init__(self, input_channels, squeeze_channels, activation=nn.ReLU, scale_activation=nn.Sigmoid):
        super().__init__()
        self.avgpool = nn.AdaptiveAvgPool2d(1)
        self.fc1 = nn.Conv2d(input_channels, squeeze_channels, 1)
        self.fc2 = nn.Conv2d(squeeze_channels, input_channels, 1)
        self.activation = activation()
        self.scale_activation = scale_activation()

    def forward(self, input):
        scale = self.scale_activation(self.fc2(self.activation(self.fc1(self.avgpool(input)))))
        return scale * input

class MLP(nn.Sequential):
    def __init__(self, in_channels, hidden_channels, norm_layer=None, activation_layer=nn.ReLU, inplace=None,
                 bias=True, dropout=0.0):
        layers = []
        for hidden in hidden_channels[:-1]:
            layers.append(nn.Linear(in_channels, hidden, bias=bias))
            if norm_layer is not None:
                layers.append(norm_layer(hidden))
            layers.append(activation_layer())
            layers.append(nn.Dropout(dropout))
            in_channels = hidden
        layers.append(nn.Linear(in_channels, hidden_channels[-1], bias=bias))
        layers.append(nn.Dropout(dropout))
        super().__init__(*layers)

class Permute(nn.Module):
    def __init__(self, dims):
        super().__init__()
        self.dims = dims

    def forward(self, x):
        return torch.permute(x, self.dims)
"""
_HOMES = ("torchvision.ops", "torchvision.ops.misc", "torchvision.models._utils", "ops.misc", "_utils", "misc", "ops")


def known_statement(home: str, name: str, line: int) -> ast.stmt | None:
    """The class or function that an import brings, as standing on that line; ``None`` for all that is not here."""
    text = _texts().get(name) if home in _HOMES else None
    if text is None:
        return None
    statement = ast.parse(text).body[0]
    statement.of_torchvision = True  # type: ignore[attr-defined]
    for node in ast.walk(statement):
        if hasattr(node, "lineno"):
            node.lineno = node.end_lineno = line  # type: ignore[attr-defined]
    return statement


def is_known(node: ast.ClassDef) -> bool:
    """Whether a class is one of those here, and no part of the text."""
    return getattr(node, "of_torchvision", False)


@cache
def _texts() -> dict[str, str]:
    return {found.name: ast.unparse(found) for found in ast.parse(_SOURCE).body}  # type: ignore[attr-defined]
