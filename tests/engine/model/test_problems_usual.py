"""The usual shapes of networks raise no alarm: a false one teaches people to ignore the list."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from engine.model.analysis import analyse
from engine.model.spec import ModelSpec
from engine.model.templates import template, template_names
from tests.engine.model.broken_networks import CONTEXT, chain, graph, layer

FLAT: tuple[str, dict[str, Any]] = ("Flatten", {})
TEN: tuple[str, dict[str, Any]] = ("Linear", {"out_features": 10})


def conv(**params: Any) -> tuple[str, dict[str, Any]]:
    return "Conv2d", {"out_channels": 8, "padding": "same", **params}


def _bottleneck() -> ModelSpec:
    """The ResNet bottleneck with an identity short cut (He et al., 2016)."""
    return graph(
        layer("stem", "Conv2d", "input", out_channels=64, kernel_size=7, stride=2, padding="explicit", bias=False),
        layer("norm", "BatchNorm2d", "stem"),
        layer("relu", "ReLU", "norm"),
        layer("c1", "Conv2d", "relu", out_channels=16, kernel_size=1, bias=False),
        layer("n1", "BatchNorm2d", "c1"),
        layer("r1", "ReLU", "n1"),
        layer("c2", "Conv2d", "r1", out_channels=16, padding="same", bias=False),
        layer("n2", "BatchNorm2d", "c2"),
        layer("r2", "ReLU", "n2"),
        layer("c3", "Conv2d", "r2", out_channels=64, kernel_size=1, bias=False),
        layer("n3", "BatchNorm2d", "c3"),
        layer("add", "Add", "relu", "n3"),
        layer("r3", "ReLU", "add"),
        layer("pool", "GlobalAvgPool2d", "r3"),
        layer("fc", "Linear", "pool", out_features=10),
    )  # fmt: skip


def _inverted_bottleneck() -> ModelSpec:
    """MobileNetV2's linear bottlenecks (Sandler et al., 2018)."""
    return chain(
        conv(out_channels=16, bias=False), ("BatchNorm2d", {}), ("ReLU6", {}),
        ("DepthwiseConv2d", {"padding": "same", "bias": False}), ("BatchNorm2d", {}), ("ReLU6", {}),
        conv(out_channels=8, kernel_size=1, bias=False), ("BatchNorm2d", {}),
        conv(out_channels=48, kernel_size=1, bias=False), ("BatchNorm2d", {}), ("ReLU6", {}),
        ("DepthwiseConv2d", {"padding": "same", "bias": False}), ("BatchNorm2d", {}), ("ReLU6", {}),
        conv(out_channels=16, kernel_size=1, bias=False), ("BatchNorm2d", {}), ("ReLU6", {}),
        ("GlobalAvgPool2d", {}), ("Dropout", {"p": 0.2}), TEN, ("Softmax", {}),
    )  # fmt: skip


USUAL: dict[str, Callable[[], ModelSpec]] = {
    "resnet bottleneck": _bottleneck,
    "inverted bottleneck": _inverted_bottleneck,
    "xception's separable convolution": lambda: chain(
        ("DepthwiseConv2d", {"padding": "same", "bias": False}), conv(kernel_size=1, bias=False), ("BatchNorm2d", {}),
        ("ReLU", {}), FLAT, TEN
    ),
    "linear autoencoder": lambda: chain(
        FLAT, ("Linear", {"out_features": 16}), ("Linear", {"out_features": 784}), ("ReLU", {}), TEN
    ),
    "squeeze and excitation": lambda: graph(
        layer("conv", "Conv2d", "input", out_channels=8), layer("relu", "ReLU", "conv"),
        layer("pool", "GlobalAvgPool2d", "relu"), layer("down", "Linear", "pool", out_features=2),
        layer("r", "ReLU", "down"), layer("up", "Linear", "r", out_features=8), layer("s", "Sigmoid", "up"),
        layer("back", "Unflatten", "s", sizes=(8, 1, 1)), layer("gate", "Multiply", "relu", "back"),
        layer("flat", "Flatten", "gate"), layer("fc", "Linear", "flat", out_features=10),
    ),
    "transformer that averages its tokens": lambda: chain(
        ("PatchEmbedding", {"features": 32}), ("PositionalEmbedding", {}), ("TransformerEncoderLayer", {}),
        ("TransformerEncoderLayer", {}), ("MeanOverTokens", {}), TEN, ("LogSoftmax", {})
    ),
    "stacked recurrence": lambda: chain(
        ("Rows", {}), ("LSTM", {"output": "sequence", "bidirectional": True}),
        ("GRU", {"num_layers": 2, "dropout": 0.2}), ("LayerNorm", {}), TEN
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", USUAL)
def test_the_usual_shapes_raise_no_alarm(name: str) -> None:
    found = analyse(USUAL[name](), replace(CONTEXT, free_memory=2**33)).problems
    assert [f"{problem.layer}: {problem.text}" for problem in found] == []


@pytest.mark.parametrize("name", template_names())
def test_no_template_raises_an_alarm(name: str) -> None:
    assert analyse(template(name), replace(CONTEXT, free_memory=2**33)).problems == ()
