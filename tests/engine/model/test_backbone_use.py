"""Pretrained backbones: how images are adapted, how they are shown, kept and written."""

import json
from dataclasses import replace
from typing import Any

import pytest
import torch
from torch import Tensor, nn

from engine.export.script import training_script
from engine.fields import describe
from engine.model.analysis import analyse
from engine.model.build import build
from engine.model.code.reader import read_code
from engine.model.code.writer import write_model
from engine.model.layers.backbone import BackboneParams
from engine.model.serial import layer_from_data, layer_to_data
from engine.model.spec import Shape
from engine.project import Project
from tests.engine.model.backbone_cases import (
    GREY,
    KIND,
    module_of,
    network_of,
    params_of,
)

# --- how images are adapted


class Recorder(nn.Module):
    def forward(self, x: Tensor) -> Tensor:
        self.received = x
        return x.mean((2, 3))


def adapted(params: BackboneParams, images: Tensor) -> Tensor:
    module = module_of(params, tuple(images.shape[1:]))
    recorder = Recorder()
    module.add_module("model", recorder)
    module(images)
    return recorder.received


def test_grey_pixels_become_colours_in_the_range_that_the_network_knows() -> None:
    white = torch.full((1, 1, 28, 28), (1 - 0.1307) / 0.3081)
    seen = adapted(params_of("resnet18", size=64), white)
    assert seen.shape == (1, 3, 64, 64)
    expected = [(1 - mean) / std for mean, std in zip((0.485, 0.456, 0.406), (0.229, 0.224, 0.225), strict=True)]
    assert seen.mean((0, 2, 3)).tolist() == pytest.approx(expected, rel=1e-4)


def test_colours_keep_their_places_and_their_size_where_nothing_is_to_be_adapted() -> None:
    images = torch.rand(2, 3, 40, 50)
    params = params_of("resnet18", size=None, normalise=False)
    assert torch.equal(adapted(params, images), images)


def test_a_larger_image_is_shrunk_without_losing_thin_lines() -> None:
    lines = torch.zeros(1, 1, 128, 128)
    lines[..., ::8] = 1
    seen = adapted(params_of("resnet18", size=32, normalise=False), lines)
    assert float(seen.mean()) == pytest.approx(1 / 8, abs=0.01)


@pytest.mark.parametrize(
    ("shape", "values"),
    [
        ((5, 28, 28), {}),
        ((1, 28, 28), {"grey_to_rgb": False}),
        ((1, 28, 28), {"family": "vit_b_16", "size": 64}),
        ((3, 64, 64), {"family": "vit_b_16", "size": None}),
        ((784,), {}),
        ((28, 28), {}),
    ],
)
def test_an_input_that_does_not_fit_is_told_with_a_repair_that_works(shape: Shape, values: dict[str, Any]) -> None:
    spec = network_of(BackboneParams.model_validate({"weights": "random"} | values), shape)
    problem = next(found for found in analyse(spec).problems if found.layer == "backbone1")
    assert problem.expected
    assert problem.fixes
    assert analyse(problem.fixes[0].apply(spec)).ok


# --- how it is shown, kept and written


def test_the_node_says_what_happens_to_the_image() -> None:
    assert KIND.summary(BackboneParams()) == "lite0 · 64 px RGB · frozen"
    params = BackboneParams(family="resnet18", trainable="last blocks", blocks=2, size=None)
    assert KIND.summary(params) == "resnet18 · RGB · last 2"


def test_it_explains_itself_and_each_of_its_params() -> None:
    assert KIND.doc.count(".") >= 2
    assert len(KIND.doc) < 240
    for field in describe(BackboneParams):
        assert field.label != field.name
        assert field.doc.endswith(".")
        assert field.kind not in ("integer", "real") or field.minimum is not None


def test_it_survives_the_way_through_json() -> None:
    layer = network_of(params_of("vit_b_16", trainable="last blocks", blocks=3))["backbone1"]
    assert layer_from_data(json.loads(json.dumps(layer_to_data(layer))), "here") == layer


VARIANTS: tuple[dict[str, Any], ...] = (
    {},
    {"weights": "pretrained", "size": 64},
    {"family": "resnet18", "trainable": "last blocks", "blocks": 2, "size": None},
    {"family": "mobilenet_v3_small", "trainable": "all", "normalise": False},
    {"family": "mobilenet_v2", "mean": 0.5, "std": 0.25, "grey_to_rgb": False},
)


@pytest.mark.parametrize("values", VARIANTS, ids=lambda values: values.get("family", "efficientnet_lite0"))
def test_the_written_code_computes_the_same_under_the_same_names(values: dict[str, Any]) -> None:
    shape: Shape = GREY if values.get("grey_to_rgb", True) else (3, 28, 28)
    spec = network_of(params_of(**values), shape)
    network = build(spec, seed=0)
    space: dict[str, Any] = {"__name__": "written"}
    text = write_model(spec, "net")
    assert "netwright" not in text.lower()
    exec(text, space)
    written = space["Net"]()
    if values.get("weights") == "pretrained":
        written.linear1.load_state_dict(network.get_submodule("linear1").state_dict())
    else:
        written.load_state_dict(network.state_dict())
    images = torch.randn(2, *shape)
    for mode in (True, False):
        torch.manual_seed(0)
        expected = network.train(mode)(images)
        torch.manual_seed(0)
        assert torch.allclose(written.train(mode)(images), expected, atol=1e-5)
    assert {name for name, found in written.named_parameters() if found.requires_grad} == {
        name for name, found in network.named_parameters() if found.requires_grad
    }


@pytest.mark.parametrize("values", VARIANTS, ids=lambda values: values.get("family", "efficientnet_lite0"))
def test_the_written_code_is_read_as_the_same_network(values: dict[str, Any]) -> None:
    spec = network_of(params_of(**values), GREY if values.get("grey_to_rgb", True) else (3, 28, 28))
    reading = read_code(write_model(spec, "net"))
    assert reading.notes == ()
    assert reading.spec == spec


def test_a_class_that_a_person_changed_is_read_as_any_other() -> None:
    text = write_model(network_of(params_of("resnet18")), "net").replace("expand(-1, 3, -1, -1)", "repeat(1, 3, 1, 1)")
    reading = read_code(text)
    assert reading.spec is None or all(layer.type != "Backbone" for layer in reading.spec.layers)


@pytest.mark.parametrize("values", [{"weights": "pretrained"}, {"family": "resnet18"}], ids=["pretrained", "random"])
def test_an_exported_script_starts_from_the_same_weights(values: dict[str, Any]) -> None:
    spec = network_of(params_of(**values))
    space: dict[str, Any] = {"__name__": "script"}
    exec(training_script(replace(Project.from_template("mlp"), model=spec, title="net")), space)
    model = space["Net"]()
    space["initialise"](model)
    expected = build(spec, seed=space["SEED"]).state_dict()
    assert model.state_dict().keys() == expected.keys()
    assert all(torch.equal(value, expected[name]) for name, value in model.state_dict().items())
