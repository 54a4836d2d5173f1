"""What the pretrained networks are made of, and where the weights of each come from."""

from __future__ import annotations

from dataclasses import replace

from engine.model.pretrained.arithmetic import Block, Conv, Encoder, Piece, Pool, SqueezeExcitation, Tokens
from engine.model.pretrained.families import LITE_MEAN, LITE_STD, Family, WeightsFile


def _even(channels: float, divisor: int = 8) -> int:
    """The nearest multiple of ``divisor`` that is at most a tenth below (Howard et al., 2017)."""
    rounded = max(divisor, int(channels + divisor / 2) // divisor * divisor)
    return rounded + divisor if rounded < 0.9 * channels else rounded


# --- ResNet (He et al., 2016)


def _resnet(depths: tuple[int, int, int, int], bottleneck: bool) -> Family:
    received = 64
    blocks: list[Block] = []
    for stage, depth in enumerate(depths):
        width = 64 * 2**stage
        leaving = width * (4 if bottleneck else 1)
        pieces: list[Piece] = []
        for number in range(depth):
            stride = 2 if stage and not number else 1
            if bottleneck:
                pieces += [Conv(received, width), Conv(width, width, 3, stride), Conv(width, leaving)]
            else:
                pieces += [Conv(received, width, 3, stride), Conv(width, width, 3)]
            if received != leaving:  # the short cut; at this point its step has been made
                pieces.append(Conv(received, leaving, keeps=1))
            received = leaving
        blocks.append(tuple(pieces))
    return Family(received, (Conv(3, 64, 7, 2), Pool(64, 2)), tuple(blocks))


# --- inverted bottlenecks: MobileNet V2 (Sandler et al., 2018), V3 (Howard et al., 2019), EfficientNet (Tan & Le, 2019)


def _inverted(
    received: int, hidden: int, leaving: int, kernel: int, stride: int, squeezed: int = 0, keeps: int = 2
) -> Block:
    pieces: list[Piece] = []
    if hidden != received:
        pieces.append(Conv(received, hidden, keeps=keeps))
    pieces.append(Conv(hidden, hidden, kernel, stride, groups=hidden, keeps=keeps))
    if squeezed:
        pieces.append(SqueezeExcitation(hidden, squeezed))
    pieces.append(Conv(hidden, leaving))
    return tuple(pieces)


def _mobilenet_v2() -> Family:
    stages = ((1, 16, 1, 1), (6, 24, 2, 2), (6, 32, 3, 2), (6, 64, 4, 2), (6, 96, 3, 1), (6, 160, 3, 2), (6, 320, 1, 1))
    received = 32
    blocks: list[Block] = [(Conv(3, 32, 3, 2, keeps=3),)]
    for expansion, leaving, depth, first_stride in stages:
        for number in range(depth):
            stride = 1 if number else first_stride
            blocks.append(_inverted(received, received * expansion, leaving, 3, stride, keeps=3))
            received = leaving
    return Family(1280, (), (*blocks, (Conv(received, 1280, keeps=3),)))


_Row = tuple[int, int, int, bool, bool, int]
"""Kernel, hidden channels, channels, whether it squeezes, whether its activation is Hardswish, step."""

_V3_LARGE: tuple[_Row, ...] = (
    (3, 16, 16, False, False, 1), (3, 64, 24, False, False, 2), (3, 72, 24, False, False, 1),
    (5, 72, 40, True, False, 2), (5, 120, 40, True, False, 1), (5, 120, 40, True, False, 1),
    (3, 240, 80, False, True, 2), (3, 200, 80, False, True, 1), (3, 184, 80, False, True, 1),
    (3, 184, 80, False, True, 1), (3, 480, 112, True, True, 1), (3, 672, 112, True, True, 1),
    (5, 672, 160, True, True, 2), (5, 960, 160, True, True, 1), (5, 960, 160, True, True, 1),
)  # fmt: skip
_V3_SMALL: tuple[_Row, ...] = (
    (3, 16, 16, True, False, 2), (3, 72, 24, False, False, 2), (3, 88, 24, False, False, 1),
    (5, 96, 40, True, True, 2), (5, 240, 40, True, True, 1), (5, 240, 40, True, True, 1),
    (5, 120, 48, True, True, 1), (5, 144, 48, True, True, 1), (5, 288, 96, True, True, 2),
    (5, 576, 96, True, True, 1), (5, 576, 96, True, True, 1),
)  # fmt: skip


def _mobilenet_v3(rows: tuple[_Row, ...]) -> Family:
    received = 16
    blocks: list[Block] = [(Conv(3, 16, 3, 2, keeps=3),)]
    for kernel, hidden, leaving, squeezes, hardswish, stride in rows:
        squeezed = _even(hidden // 4) if squeezes else 0
        keeps = 3 if hardswish else 2
        blocks.append(_inverted(received, hidden, leaving, kernel, stride, squeezed, keeps))
        received = leaving
    return Family(6 * received, (), (*blocks, (Conv(received, 6 * received, keeps=3),)))


_EFFICIENTNET = (
    (1, 3, 1, 16, 1), (6, 3, 2, 24, 2), (6, 5, 2, 40, 2), (6, 3, 2, 80, 3), (6, 5, 1, 112, 3), (6, 5, 2, 192, 4),
    (6, 3, 1, 320, 1),
)  # fmt: skip
"""Expansion, kernel, step, channels, depth of each stage of EfficientNet-B0 and -Lite0."""


def _efficientnet(lite: bool) -> Family:
    received = 32
    blocks: list[Block] = [(Conv(3, 32, 3, 2, keeps=3),)]
    for expansion, kernel, first_stride, leaving, depth in _EFFICIENTNET:
        pieces: list[Piece] = []
        for number in range(depth):
            squeezed = 0 if lite else max(1, received // 4)
            stride = 1 if number else first_stride
            pieces += _inverted(received, received * expansion, leaving, kernel, stride, squeezed, keeps=3)
            received = leaving
        blocks.append(tuple(pieces))
    whole = (*blocks, (Conv(received, 1280, keeps=3),))
    return Family(1280, (), whole, LITE_MEAN, LITE_STD) if lite else Family(1280, (), whole)


# --- vision transformer (Dosovitskiy et al., 2021)


def _vit_b_16() -> Family:
    stem = (Conv(3, 768, 16, 16, keeps=1, normalised=False), Tokens(768, 14 * 14))
    return Family(768, stem, ((Encoder(768, 3072, 12),),) * 12, only_size=224)


_SERVER = "https://download.pytorch.org/models/"


def _downloaded(family: Family, name: str, megabytes: float) -> Family:
    return replace(family, weights=WeightsFile(_SERVER + name, round(megabytes * 2**20)))


def all_families() -> dict[str, Family]:
    """Every family by its name, which is torchvision's but for EfficientNet-Lite0."""
    resnet18 = _resnet((2, 2, 2, 2), bottleneck=False)
    resnet34 = _resnet((3, 4, 6, 3), bottleneck=False)
    resnet50 = _resnet((3, 4, 6, 3), bottleneck=True)
    v3_small, v3_large = _mobilenet_v3(_V3_SMALL), _mobilenet_v3(_V3_LARGE)
    return {
        "efficientnet_lite0": _efficientnet(lite=True),
        "efficientnet_b0": _downloaded(_efficientnet(lite=False), "efficientnet_b0_rwightman-7f5810bc.pth", 20.451),
        "mobilenet_v2": _downloaded(_mobilenet_v2(), "mobilenet_v2-b0353104.pth", 13.555),
        "mobilenet_v3_small": _downloaded(v3_small, "mobilenet_v3_small-047dcff4.pth", 9.829),
        "mobilenet_v3_large": _downloaded(v3_large, "mobilenet_v3_large-8738ca79.pth", 21.114),
        "resnet18": _downloaded(resnet18, "resnet18-f37072fd.pth", 44.661),
        "resnet34": _downloaded(resnet34, "resnet34-b627a593.pth", 83.275),
        "resnet50": _downloaded(resnet50, "resnet50-0676ba61.pth", 97.781),
        "vit_b_16": _downloaded(_vit_b_16(), "vit_b_16-c867db91.pth", 330.285),
    }
