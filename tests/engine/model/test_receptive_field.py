"""The receptive field is the part of the image that truly counts, as the gradient of one value shows it."""

import copy
from typing import Any

import pytest
import torch
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st
from torch import nn

from engine.model.analysis import analyse
from engine.model.build import Network, build
from engine.model.code.reader import read_code
from engine.model.field import ANY, ReceptiveField
from engine.model.layer_type import LayerType, ShapeMismatch
from engine.model.registry import layer_type
from engine.model.spec import LayerSpec, ModelSpec, Shape
from tests.engine.model.layer_cases import one_thread, params_of

__all__ = ["one_thread"]

IMAGES = (
    "Conv2d", "DepthwiseConv2d", "ConvTranspose2d", "Upsample", "MaxPool2d", "AvgPool2d", "AdaptiveAvgPool2d",
    "GlobalAvgPool2d", "GlobalMaxPool2d", "BatchNorm2d", "ReLU", "Dropout2d", "Conv2d", "Conv2d", "Upsample",
    "ConvTranspose2d", "AvgPool2d", "Identity", "PatchEmbedding", "Rows", "Flatten", "Permute",
)  # fmt: skip
SEQUENCES = (
    "Linear", "LSTM", "GRU", "RNN", "MultiheadAttention", "TransformerEncoderLayer", "TakeToken", "MeanOverTokens",
    "ClassToken", "PositionalEmbedding", "Conv1d", "MaxPool1d", "AvgPool1d", "Permute", "Flatten",
)  # fmt: skip
VECTORS = ("Linear", "Softmax", "Unflatten", "ReLU")
MERGES = ("Add", "Multiply", "Concatenate")
MAXIMUM_VALUES = 6000


class Averaged(nn.Module):
    """A mean in place of a maximum, through which the gradient reaches a single pixel only."""

    def __init__(self, keepdim: bool) -> None:
        super().__init__()
        self.keepdim = keepdim

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        return x.mean((2, 3), keepdim=self.keepdim)


def made_to_show(network: Network) -> Network:
    """Positive weights, so that no two ways cancel out, small enough that no activation is saturated."""
    for parameter in network.parameters():
        nn.init.uniform_(parameter, 0.5, 1.0)
        if parameter.dim() > 1:
            parameter.data /= parameter[0].numel()
    for name, module in list(network.named_modules()):
        instead: nn.Module | None = None
        if isinstance(module, nn.MaxPool2d | nn.MaxPool1d):
            kind: Any = nn.AvgPool2d if isinstance(module, nn.MaxPool2d) else nn.AvgPool1d
            instead = kind(module.kernel_size, module.stride, module.padding, module.ceil_mode)
        elif type(module).__name__ == "GlobalMaxPool2d":
            instead = Averaged(bool(module.keepdim))
        if instead is not None:
            owner, _, last = name.rpartition(".")
            network.get_submodule(owner)._modules[last] = instead
    return network.double().eval()


def true_field(network: Network, layer_id: str, shape: Shape, field: ReceptiveField) -> tuple[int, int]:
    """The height and width of the box of pixels on which the value in the middle depends."""
    torch.manual_seed(0)
    # Two images: of a single one torch 2.15 computes wrong gradients on the CPU behind BatchNorm2d, Flatten, Permute.
    image = torch.rand(2, *shape, dtype=torch.float64).requires_grad_()
    answer = network.outputs(image)[layer_id][0]
    if field.layout != ANY:
        names = field.layout if len(field.layout) == answer.dim() else ("lost",) * answer.dim()
        answer = answer[
            tuple(size // 2 if name else slice(None) for name, size in zip(names, answer.shape, strict=True))
        ]
    (answer * torch.rand(answer.shape, dtype=torch.float64)).sum().backward()  # type: ignore[no-untyped-call]
    assert image.grad is not None
    seen = image.grad[0].abs().sum(0) > 0
    rows, columns = seen.any(1).nonzero().flatten(), seen.any(0).nonzero().flatten()
    if not len(rows):
        return 0, 0
    return int(rows[-1] - rows[0]) + 1, int(columns[-1] - columns[0]) + 1


@st.composite
def networks(draw: st.DrawFn) -> ModelSpec:
    """An image and up to seven layers, each behind any that stands before it; merges where two fit."""
    shape: Shape = (draw(st.sampled_from([1, 2])), draw(st.integers(4, 16)), draw(st.integers(4, 16)))
    entrance = layer_type("Input")
    layers = [LayerSpec("input", "Input", entrance.Params.model_validate({"shape": shape}), ())]
    mixing = layer_type("Conv2d").Params.model_validate({"kernel_size": 1, "out_channels": shape[0]})
    layers.append(LayerSpec("mixed", "Conv2d", mixing, ("input",)))
    shapes = {"input": shape, "mixed": shape}
    for number in range(draw(st.integers(1, 7))):
        known = list(shapes)
        source = draw(st.sampled_from([known[-1], known[-1], *known]))
        others = [other for other in known if other != source and len(shapes[other]) == len(shapes[source])]
        merges = bool(others) and draw(st.integers(0, 3)) == 0
        names = {3: IMAGES, 2: SEQUENCES, 1: VECTORS}.get(len(shapes[source]), ("ReLU",))
        kind = layer_type(draw(st.sampled_from(MERGES if merges else names)))
        inputs = (source, draw(st.sampled_from(others))) if merges else (source,)
        layer = drawn(draw, kind, f"l{number}", inputs, tuple(shapes[found] for found in inputs))
        if layer is not None:
            layers.append(layer[0])
            shapes[layer[0].id] = layer[1]
    last = layers[-1].id
    return ModelSpec((*layers, LayerSpec("output", "Output", layer_type("Output").Params(), (last,))))


def drawn(
    draw: st.DrawFn, kind: LayerType, layer_id: str, inputs: tuple[str, ...], shapes: tuple[Shape, ...]
) -> tuple[LayerSpec, Shape] | None:
    """A layer and its output's shape; ``None`` where the params that were drawn do not fit."""
    params = draw(params_of(kind))
    try:
        shape = kind.output_shape(params, shapes)
    except ShapeMismatch:
        return None
    if kind.name in ("Softmax", "TransformerEncoderLayer") and shape[-1] == 1:
        return None  # a number by itself becomes 1 or 0 there, whatever it was
    values = 1
    for size in shape:
        values *= size
    return (LayerSpec(layer_id, kind.name, params, inputs), shape) if values <= MAXIMUM_VALUES else None


@given(spec=networks())
@settings(max_examples=400, suppress_health_check=list(HealthCheck))
def test_the_field_of_every_layer_is_what_its_middle_value_depends_on(spec: ModelSpec) -> None:
    analysis = analyse(spec)
    assume(analysis.ok)
    shape = spec["input"].params.shape  # type: ignore[attr-defined]
    network = made_to_show(build(spec, seed=0))
    for layer_id, _ in network.steps:
        report = analysis.layers[layer_id]
        assert report.field is not None
        assert report.receptive_field is not None
        true = true_field(copy.deepcopy(network), layer_id, shape, report.field)
        if report.field.exact:
            assert report.receptive_field == true, (layer_id, report.field.layout)
        else:
            assert all(a >= b for a, b in zip(report.receptive_field, true, strict=True)), layer_id


@pytest.mark.parametrize(
    ("layers", "expected"),
    [
        ("nn.Conv2d(1, 2, 3), nn.Conv2d(2, 2, 3, stride=2), nn.Conv2d(2, 2, 3, dilation=2)", (13, 13)),
        ("nn.Conv2d(1, 2, 4, 4), nn.Upsample(scale_factor=4), nn.Conv2d(2, 2, 3)", (4, 4)),
        ("nn.AvgPool2d(2), nn.Upsample(scale_factor=2, mode='bilinear')", (4, 4)),
        ("nn.Conv2d(1, 2, 2, 2), nn.ConvTranspose2d(2, 1, 4, stride=2, padding=1)", (4, 4)),
        ("nn.Conv2d(1, 2, 11, padding=5), nn.Conv2d(2, 1, 23, padding=11)", (28, 28)),
        ("nn.MaxPool2d(3), nn.Flatten(), nn.Linear(81, 10)", (27, 27)),
    ],
)
def test_the_field_is_clipped_to_what_the_middle_can_see(layers: str, expected: tuple[int, int]) -> None:
    spec = read_code(f"net = nn.Sequential({layers})\nnet(torch.zeros(1, 1, 28, 28))").spec
    assert spec is not None
    last = next(layer for layer in spec.layers if layer.type == "Output").inputs[0]
    assert analyse(spec).layers[last].receptive_field == expected


def test_a_backbone_sees_the_whole_image() -> None:
    params = layer_type("Backbone").Params.model_validate({"weights": "random", "size": None})
    entrance = layer_type("Input").Params.model_validate({"shape": (3, 64, 64)})
    spec = ModelSpec(
        (
            LayerSpec("input", "Input", entrance, ()),
            LayerSpec("features", "Backbone", params, ("input",)),
            LayerSpec("output", "Output", layer_type("Output").Params(), ("features",)),
        )
    )
    report = analyse(spec).layers["features"]
    assert report.field is not None
    network = build(spec, seed=0).double().eval()
    assert report.receptive_field == true_field(network, "features", (3, 64, 64), report.field) == (64, 64)


@pytest.mark.parametrize(("layers", "exact"), [(1, False), (2, True)])
def test_one_recurrent_layer_both_ways_sees_all_with_its_tokens_but_not_with_every_value(
    layers: int, exact: bool
) -> None:
    def layer(layer_id: str, kind: str, params: dict[str, Any], *inputs: str) -> LayerSpec:
        return LayerSpec(layer_id, kind, layer_type(kind).Params.model_validate(params), inputs)

    both_ways = {"hidden_size": 6, "num_layers": layers, "bidirectional": True, "output": "sequence"}
    spec = ModelSpec(
        (
            layer("input", "Input", {"shape": (1, 4, 12)}),
            layer("rows", "Flatten", {"start_axis": 0, "end_axis": 1}, "input"),
            layer("both", "LSTM", both_ways, "rows"),
            layer("sum", "Add", {}, "both", "rows"),
            layer("output", "Output", {}, "sum"),
        )
    )
    report = analyse(spec).layers["sum"]
    assert report.field is not None
    assert (report.receptive_field, report.field.exact) == ((4, 12), exact)
    seen = true_field(made_to_show(build(spec, seed=0)), "sum", (1, 4, 12), report.field)
    assert seen == ((4, 12) if exact else (2, 12))
