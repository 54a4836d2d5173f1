"""From the arguments of a constructor back to the layer: what was written is read as the same params."""

import ast
import inspect

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from torch import nn

from engine.fields import Settings
from engine.model.layer_type import LayerType, Unreadable
from engine.model.registry import layer_type
from tests.engine.model.layer_cases import KINDS, cases, one_thread

__all__ = ["one_thread"]

WRITTEN = tuple(kind for kind in KINDS if hasattr(nn, kind.torch_name))
"""Layers whose constructor is torch's; that of one which brings its own module is read with the code around it."""


def bound(kind: LayerType, code: str) -> tuple[dict[str, object], frozenset[str]]:
    """The constructor's arguments by name, and which of them stood as keywords."""
    call = ast.parse(code, mode="eval").body
    assert isinstance(call, ast.Call)
    assert ast.unparse(call.func) == f"nn.{kind.torch_name}"
    given = dict(zip(kind.torch_arguments, map(ast.literal_eval, call.args), strict=False))
    assert len(given) == len(call.args)
    keywords = {word.arg or "": ast.literal_eval(word.value) for word in call.keywords}
    return given | keywords, frozenset(keywords)


def read(type_name: str, code: str) -> Settings:
    kind = layer_type(type_name)
    return kind.Params.model_validate(kind.read_call(*bound(kind, code)))


def as_written(params: Settings) -> Settings:
    """The params without what the code of the constructor does not say."""
    unsaid = {"output"} if hasattr(params, "output") else set()
    if getattr(params, "padding", "explicit") != "explicit" and hasattr(params, "padding_size"):
        unsaid.add("padding_size")
    defaults = type(params)()
    return params.model_copy(update={name: getattr(defaults, name) for name in unsaid})


@pytest.mark.parametrize("kind", WRITTEN, ids=lambda kind: kind.name)
@given(data=st.data())
@settings(max_examples=30, suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much])
def test_what_was_written_is_read_as_the_same_params(kind: LayerType, data: st.DataObject) -> None:
    params, inputs = data.draw(cases(kind))
    code = kind.code(params, inputs, kind.output_shape(params, inputs))
    assert read(kind.name, code) == as_written(params)


@pytest.mark.parametrize("kind", WRITTEN, ids=lambda kind: kind.name)
def test_the_positional_arguments_are_named_as_torch_names_them(kind: LayerType) -> None:
    recurrent = kind.category == "recurrent"
    owner = nn.RNNBase if recurrent else getattr(nn, kind.torch_name)
    names = list(inspect.signature(owner.__init__).parameters)[2 if recurrent else 1 :]
    if kind.name == "RNN":
        names.insert(3, "nonlinearity")
    assert kind.torch_arguments or not kind.Params.model_fields
    assert tuple(names[: len(kind.torch_arguments)]) == kind.torch_arguments


@given(data=st.data())
@settings(max_examples=60)
def test_a_grouped_convolution_is_not_taken_for_a_depthwise_one(data: st.DataObject) -> None:
    kind, depthwise = layer_type("Conv2d"), layer_type("DepthwiseConv2d")
    params, inputs = data.draw(cases(kind))
    arguments = bound(kind, kind.code(params, inputs, kind.output_shape(params, inputs)))
    with pytest.raises(Unreadable):
        depthwise.read_call(*arguments)


@pytest.mark.parametrize(
    ("type_name", "code", "expected"),
    [
        ("Conv2d", "nn.Conv2d(1, 6, (5, 5), padding=2)", {"kernel_size": 5, "kernel_width": 5, "padding_size": 2}),
        ("Conv2d", "nn.Conv2d(1, 6, 5, 2, 0)", {"kernel_size": 5, "stride": 2, "padding": "valid"}),
        ("Conv2d", "nn.Conv2d(1, 6, kernel_size=(1, 7), padding=(0, 3))", {"kernel_width": 7, "padding": "same"}),
        ("Conv2d", "nn.Conv2d(in_channels=3, out_channels=6, kernel_size=1)", {"in_channels": 3, "out_channels": 6}),
        ("Linear", "nn.Linear(784, 10)", {"in_features": None, "out_features": 10}),
        ("Linear", "nn.Linear(in_features=784, out_features=10)", {"in_features": 784}),
        ("MaxPool2d", "nn.MaxPool2d(3, 2, 1)", {"kernel_size": 3, "stride": 2, "padding": 1}),
        ("AdaptiveAvgPool2d", "nn.AdaptiveAvgPool2d((1, 1))", {"height": 1, "width": 1}),
        ("ReLU", "nn.ReLU(inplace=True)", {}),
        ("Dropout", "nn.Dropout()", {"p": 0.5}),
        ("PReLU", "nn.PReLU(1)", {"per_channel": False}),
        ("PReLU", "nn.PReLU(16)", {"per_channel": True}),
        ("Flatten", "nn.Flatten(2)", {"start_axis": 1}),
        ("Upsample", 'nn.Upsample(scale_factor=2.0, mode="bilinear", align_corners=False)', {"scale_factor": 2}),
        ("ConvTranspose2d", "nn.ConvTranspose2d(8, 4, 3)", {"stride": 1}),
        ("TransformerEncoderLayer", "nn.TransformerEncoderLayer(64, 8, batch_first=True)", {"dim_feedforward": 2048}),
        ("LayerNorm", "nn.LayerNorm([16, 5, 5])", {"dimensions": None}),
        ("LSTM", "nn.LSTM(28, 64, 2, batch_first=True)", {"hidden_size": 64, "num_layers": 2}),
    ],
)
def test_common_ways_of_writing_a_layer_are_understood(type_name: str, code: str, expected: dict[str, object]) -> None:
    params = read(type_name, code)
    assert {name: getattr(params, name) for name in expected} == expected


@pytest.mark.parametrize(
    ("type_name", "code", "complaint"),
    [
        ("Conv2d", 'nn.Conv2d(1, 6, 5, padding_mode="reflect")', "padding_mode=reflect"),
        ("Conv2d", "nn.Conv2d(1, 6, 5, stride=(1, 2))", "differs between height and width"),
        ("Conv2d", "nn.Conv2d(1, 6, 5, colour=3)", "colour"),
        ("PatchEmbedding", "nn.Conv2d(1, 6, 5, stride=2)", "overlap"),
        ("LSTM", "nn.LSTM(28, 64)", "batch_first"),
        ("MultiheadAttention", "nn.MultiheadAttention(28, 4)", "batch_first"),
        ("BatchNorm2d", "nn.BatchNorm2d(3, affine=False)", "affine=False"),
        ("Flatten", "nn.Flatten(0)", "across the batch"),
        ("Softmax", "nn.Softmax(0)", "dim=0"),
        ("Upsample", "nn.Upsample(size=7)", "size=7"),
        ("Upsample", "nn.Upsample(scale_factor=1.5)", "whole number"),
        ("AdaptiveAvgPool2d", "nn.AdaptiveAvgPool2d((None, 3))", "no size"),
        ("MaxPool2d", "nn.MaxPool2d(2, return_indices=True)", "return_indices=True"),
    ],
)
def test_what_a_layer_cannot_express_is_said(type_name: str, code: str, complaint: str) -> None:
    with pytest.raises(Unreadable, match=complaint):
        read(type_name, code)
