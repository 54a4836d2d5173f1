"""Backbones to test with, and three simple digits."""

from typing import Any

import pytest
import torch
from torch import Tensor, nn

from engine.model.edits import append_layer
from engine.model.layers.backbone import Backbone, BackboneParams
from engine.model.pretrained.families import families
from engine.model.registry import layer_type
from engine.model.spec import ModelSpec, Shape
from engine.model.templates import empty_model

KIND = Backbone()
GREY: Shape = (1, 28, 28)
FAMILIES = tuple(families())
each_family = pytest.mark.parametrize("family", FAMILIES)


def params_of(family: str = "efficientnet_lite0", **values: Any) -> BackboneParams:
    size = families()[family].only_size or 32
    return BackboneParams.model_validate({"family": family, "weights": "random", "size": size} | values)


def network_of(params: BackboneParams, shape: Shape = GREY) -> ModelSpec:
    spec, _ = append_layer(empty_model(shape), "Backbone", params=params)
    return append_layer(spec, "Linear", params=layer_type("Linear").Params.model_validate({"out_features": 10}))[0]


def module_of(params: BackboneParams, shape: Shape = GREY) -> nn.Module:
    return KIND.module(params, (shape,), KIND.output_shape(params, (shape,)))


def digits() -> Tensor:
    """A ring, a bar and a cross, normalised as MNIST is."""
    images = torch.zeros(3, 1, 28, 28)
    across = torch.linspace(-1, 1, 28)
    images[0, 0] = ((across[:, None] ** 2 + across**2 - 0.4).abs() < 0.15).float()
    images[1, 0, 4:24, 12:16] = 1
    images[2, 0] = ((across[:, None].abs() - across.abs()).abs() < 0.1).float()
    return (images - 0.1307) / 0.3081
