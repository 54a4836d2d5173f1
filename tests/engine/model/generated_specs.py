"""Random networks that can be built: chains, branches with merges, sequences, blocks, layers that learn in own ways."""

from dataclasses import replace

from hypothesis import strategies as st

from engine.model import blocks, edits
from engine.model.analysis import analyse
from engine.model.registry import layer_type
from engine.model.spec import ModelSpec, Shape
from engine.model.templates import empty_model
from engine.text import NetwrightError

IMAGE: tuple[tuple[str, dict[str, object]], ...] = (
    ("Conv2d", {"out_channels": 4, "kernel_size": 3, "padding": "same"}),
    ("Conv2d", {"out_channels": 6, "kernel_size": 3, "stride": 2, "bias": False}),
    ("Conv2d", {"out_channels": 4, "kernel_size": 1, "padding": "same"}),
    ("DepthwiseConv2d", {"kernel_size": 3, "padding": "same"}),
    ("ConvTranspose2d", {"out_channels": 3, "kernel_size": 2, "stride": 2}),
    ("MaxPool2d", {"kernel_size": 2}),
    ("AvgPool2d", {"kernel_size": 2}),
    ("BatchNorm2d", {}),
    ("InstanceNorm2d", {}),
    ("Dropout2d", {"p": 0.25}),
    ("Upsample", {}),
    ("ReLU", {}),
    ("GELU", {}),
    ("PReLU", {}),
    ("LeakyReLU", {"negative_slope": 0.2}),
    ("Hardswish", {}),
    ("Identity", {}),
    ("GaussianNoise", {}),
)
VECTOR: tuple[tuple[str, dict[str, object]], ...] = (
    ("Linear", {"out_features": 12}),
    ("Linear", {"out_features": 7, "bias": False}),
    ("BatchNorm1d", {}),
    ("LayerNorm", {}),
    ("Dropout", {"p": 0.5}),
    ("ReLU", {}),
    ("Tanh", {}),
    ("SiLU", {}),
    ("ELU", {}),
    ("Mish", {}),
)
SEQUENCE: tuple[tuple[str, dict[str, object]], ...] = (
    ("LSTM", {"hidden_size": 8}),
    ("GRU", {"hidden_size": 6, "bidirectional": True}),
    ("LayerNorm", {}),
    ("Linear", {"out_features": 8}),
    ("ReLU", {}),
)


@st.composite
def specs(draw: st.DrawFn, with_blocks: bool = True, shape: Shape = (1, 12, 12)) -> ModelSpec:
    """A network of some 4 to 20 layers that takes images of that shape and ends in 10 numbers."""
    spec = empty_model(shape)
    spec = _several(draw, spec, IMAGE, 4)
    if draw(st.booleans()):
        spec = _branch(draw, spec)
        spec = _several(draw, spec, IMAGE, 2)
    if draw(st.integers(0, 3)) == 0:
        spec = _add(spec, "Rows", {})
        spec = _several(draw, spec, SEQUENCE, 2)
    spec = _add(spec, "Flatten", {})
    spec = _several(draw, spec, VECTOR, 3)
    spec = _add(spec, "Linear", {"out_features": 10})
    if draw(st.booleans()):
        spec = _add(spec, draw(st.sampled_from(("Softmax", "LogSoftmax"))), {})
    if with_blocks:
        for _ in range(draw(st.integers(0, 2))):
            spec = _grouped(draw, spec)
    spec = replace(spec, blocks=tuple(replace(block, network=_learning(draw, block.network)) for block in spec.blocks))
    return _learning(draw, spec)


def _several(
    draw: st.DrawFn, spec: ModelSpec, choices: tuple[tuple[str, dict[str, object]], ...], most: int
) -> ModelSpec:
    for type_name, params in draw(st.lists(st.sampled_from(choices), max_size=most)):
        spec = _add(spec, type_name, params)
    return spec


def _add(spec: ModelSpec, type_name: str, params: dict[str, object]) -> ModelSpec:
    """The network with one more layer before the output, or as it was where that layer cannot stand there."""
    given = layer_type(type_name).Params.model_validate(params)
    extended, added = edits.append_layer(spec, type_name, params=given)
    return extended if analyse(extended).layers[added].output_shape is not None else spec


def _branch(draw: st.DrawFn, spec: ModelSpec) -> ModelSpec:
    """Two branches from the same layer, put together again."""
    source = spec["output"].inputs[0]
    shape = analyse(spec).layers[source].output_shape
    assert shape is not None
    merge = draw(st.sampled_from(("Add", "Multiply", "Concatenate")))
    same = {"out_channels": shape[0], "kernel_size": 3, "padding": "same"}
    spec, left = edits.append_layer(spec, "Conv2d", params=layer_type("Conv2d").Params.model_validate(same))
    spec, joined = edits.append_layer(spec, merge, after=left)
    if draw(st.booleans()):
        return edits.connect(spec, source, joined)
    right = edits.new_layer(spec, "ReLU")
    spec = spec.with_layers((*spec.layers, right))
    return edits.connect(edits.connect(spec, source, right.id), right.id, joined)


def _grouped(draw: st.DrawFn, spec: ModelSpec) -> ModelSpec:
    order = [layer_id for layer_id in spec.order if spec[layer_id].type not in ("Input", "Output")]
    if len(order) < 2:
        return spec
    first = draw(st.integers(0, len(order) - 1))
    chosen = order[first : first + draw(st.integers(1, 4))]
    try:
        grouped, use = blocks.group(spec, chosen)
    except NetwrightError:
        return spec
    repeated = edits.set_params(grouped, use, repeat=draw(st.integers(1, 3)))
    return repeated if analyse(repeated).ok else grouped


def _learning(draw: st.DrawFn, spec: ModelSpec) -> ModelSpec:
    weighted = [layer.id for layer in spec if layer.type in ("Linear", "Conv2d", "BatchNorm2d", "Block")]
    settings: tuple[dict[str, object], ...] = (
        {"trainable": False},
        {"rate_factor": 0.5},
        {"l1": 1e-3, "l2": 0.01},
        {"initialisation": "kaiming"},
    )
    for layer_id in draw(st.lists(st.sampled_from(weighted), max_size=2, unique=True)) if weighted else ():
        spec = edits.set_learning(spec, layer_id, **draw(st.sampled_from(settings)))
    return spec
