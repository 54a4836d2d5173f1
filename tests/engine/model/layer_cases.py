"""Params and input shapes for every layer type, drawn so that most of them fit."""

from collections.abc import Iterator

import pytest
import torch
from hypothesis import assume
from hypothesis import strategies as st

from engine.fields import Settings, describe
from engine.model.layer_type import LayerType, ShapeMismatch
from engine.model.registry import layer_types
from engine.model.spec import Shape

Case = tuple[Settings, tuple[Shape, ...]]

KINDS = tuple(kind for kind in layer_types() if kind.category != "pretrained")
"""Every type but those whose weights come from a file, which have tests of their own."""

SHAPES: tuple[Shape, ...] = (
    (1, 28, 28), (3, 9, 7), (16, 5, 5), (2, 1, 1), (8, 6, 10), (784,), (10,), (1,), (49, 16), (7, 12), (28, 28), (1, 4),
    (2, 3, 4, 5),
)  # fmt: skip
INPUTS: tuple[tuple[Shape, ...], ...] = (
    *((shape,) for shape in SHAPES),
    *((shape,) * count for shape in SHAPES for count in (2, 3, 5)),
    ((3, 9, 7), (5, 9, 7)),
    ((3, 9, 7), (3, 4, 7), (3, 1, 7)),
    ((16, 5, 5), (16, 1, 1)),
    ((1, 5, 5), (4, 5, 1)),
    ((10,), (784,)),
    ((7, 12), (49, 12)),
    ((7, 12), (7, 3)),
    ((7, 12), (5, 8)),
    ((7, 12), (5, 8), (5, 16)),
    ((7, 12), (5, 12), (5, 12)),
    ((7, 12), (5, 8), (4, 8)),
)
VALUES: dict[str, list[object]] = {
    "out_features": [1, 10, 64],
    "in_features": [None, 10, 784],
    "out_channels": [1, 8, 12],
    "in_channels": [None, 1, 3],
    "kernel_size": [1, 2, 3, 5],
    "kernel_width": [None, 1, 3],
    "stride": [1, 2, 3],
    "padding": ["valid", "same", "explicit"],
    "padding_size": [1, 2, 4],
    "dilation": [1, 2],
    "groups": [1, 1, 2, 3],
    "bias": [True, False],
    "multiplier": [1, 3],
    "negative_slope": [0.0, 0.01, 1.0],
    "per_channel": [True, False],
    "alpha": [1.0, 0.3],
    "beta": [1.0, 4.0],
    "approximate": ["none", "tanh"],
    "momentum": [0.1, 1.0],
    "eps": [1e-5, 1e-3],
    "p": [0.0, 0.5],
    "std": [0.0, 0.25],
    "num_groups": [1, 2, 8],
    "affine": [True, False],
    "dimensions": [None, 1, 2, 3],
    "start_axis": [0, 1, -2],
    "end_axis": [-1, 1],
    "axis": [0, 1, -1],
    "sizes": [(-1,), (1, 28, -1), (2, -1), (784,), (4, 1), (7, 12)],
    "order": [(0,), (1, 0), (0, 2, 1), (2, 0, 1), (3, 1, 0, 2)],
    "along": ["rows", "columns"],
    "scale_factor": [1, 2, 3],
    "mode": ["nearest", "bilinear"],
    "flatten": [True, False],
    "height": [1, 3, 7, 17],
    "width": [None, 1, 7, 20],
    "features": [1, 12],
    "patch_size": [1, 3, 4],
    "index": [0, -1, 3],
    "num_heads": [1, 2, 4],
    "dim_feedforward": [16, 2048],
    "dropout": [0.0, 0.1],
    "activation": ["relu", "gelu"],
    "norm_first": [True, False],
    "hidden_size": [1, 6],
    "num_layers": [1, 2],
    "bidirectional": [True, False],
    "output": ["sequence", "last"],
    "nonlinearity": ["tanh", "relu"],
    "shares": [(), (1, 2), (3, 1, 2)],
    "ceil_mode": [True, False],
    "output_padding": [0, 0, 1],
}
POOLS = ("MaxPool2d", "AvgPool2d", "MaxPool1d", "AvgPool1d")
SPECIAL: dict[tuple[str, str], list[object]] = {
    **{(name, "padding"): [0, 0, 1, 2] for name in POOLS},
    **{(name, "stride"): [None, 1, 2, 3] for name in POOLS},
    ("ConvTranspose2d", "padding"): [0, 0, 1],
    ("LSTM", "dropout"): [0.0],
    ("GRU", "dropout"): [0.0],
    ("RNN", "dropout"): [0.0],
}


@pytest.fixture(scope="module", autouse=True)
def one_thread() -> Iterator[None]:
    """Tensors this small are computed faster by one thread, above all on a busy machine."""
    threads = torch.get_num_threads()
    torch.set_num_threads(1)
    yield
    torch.set_num_threads(threads)


def params_of(kind: LayerType) -> st.SearchStrategy[Settings]:
    chosen = {}
    for field in describe(kind.Params):
        chosen[field.name] = st.sampled_from(SPECIAL.get((kind.name, field.name)) or VALUES[field.name])
    return st.fixed_dictionaries(chosen).map(kind.Params.model_validate)


def takes(kind: LayerType, params: Settings, inputs: tuple[Shape, ...]) -> bool:
    try:
        kind.output_shape(params, inputs)
    except ShapeMismatch:
        return False
    return True


def receivable(kind: LayerType) -> list[tuple[Shape, ...]]:
    return [inputs for inputs in INPUTS if kind.least_inputs <= len(inputs) <= kind.most_inputs]


@st.composite
def cases(draw: st.DrawFn, kind: LayerType) -> Case:
    """Params and inputs that the layer takes."""
    params = draw(params_of(kind))
    fitting = [inputs for inputs in receivable(kind) if takes(kind, params, inputs)]
    assume(fitting)
    return params, draw(st.sampled_from(fitting))


@st.composite
def refused_cases(draw: st.DrawFn, kind: LayerType) -> Case:
    """Params and inputs of the right number of axes that the layer does not take."""
    params = draw(params_of(kind))
    ranks = {len(inputs[0]) for inputs in receivable(kind) if takes(kind, params, inputs)}
    refused = [inputs for inputs in receivable(kind) if len(inputs[0]) in ranks and not takes(kind, params, inputs)]
    assume(refused)
    return params, draw(st.sampled_from(refused))
