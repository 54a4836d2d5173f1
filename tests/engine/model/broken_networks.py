"""Networks that are broken in every way a person, a file or a reader of code can break one."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from engine.model import blocks, edits
from engine.model.context import Context
from engine.model.layers.block import BlockParams
from engine.model.registry import layer_type
from engine.model.spec import Block, LayerSpec, ModelSpec
from engine.model.templates import empty_model, template

CONTEXT = Context(classes=10, image_shape=(1, 28, 28), train_images=48_000, batch_size=64)


def chain(*steps: tuple[str, dict[str, Any]], shape: tuple[int, ...] = (1, 28, 28)) -> ModelSpec:
    """Layers one behind the other."""
    spec = empty_model(shape)
    for name, params in steps:
        spec, _ = edits.append_layer(spec, name, params=layer_type(name).Params.model_validate(params))
    return spec


def layer(layer_id: str, type_name: str, *inputs: str, **params: Any) -> LayerSpec:
    """One layer."""
    return LayerSpec(layer_id, type_name, layer_type(type_name).Params.model_validate(params), inputs)


def graph(*layers: LayerSpec, blocks: tuple[Block, ...] = ()) -> ModelSpec:
    """The layers between an input named ``input`` and, unless they have one, an output that reads the last."""
    ends = (layer("input", "Input"), *layers)
    if not any(found.type == "Output" for found in layers):
        ends = (*ends, layer("output", "Output", layers[-1].id))
    return ModelSpec(ends, blocks)


def merged(kind: str, *branches: tuple[LayerSpec, ...], classify: bool = True, **params: Any) -> ModelSpec:
    """Branches that all read the input and meet in a merge; each branch's layers follow each other."""
    layers: list[LayerSpec] = []
    ends = []
    for number, branch in enumerate(branches):
        source = "input"
        for place, part in enumerate(branch):
            made = replace(part, id=f"b{number}_{place}", inputs=(source,))
            layers.append(made)
            source = made.id
        ends.append(source)
    layers.append(layer("merge", kind, *ends, **params))
    if classify:
        layers += [layer("flatten", "Flatten", "merge"), layer("linear", "Linear", "flatten", out_features=10)]
    return graph(*layers)


def part(type_name: str, **params: Any) -> LayerSpec:
    """A layer of a branch."""
    return layer("x", type_name, **params)


def without(name: str, *ids: str, heal: bool = False) -> ModelSpec:
    """A template with layers taken out."""
    return edits.delete_layers(template(name), ids, heal=heal)


def changed(name: str, layer_id: str, **params: Any) -> ModelSpec:
    """A template with params of one layer changed."""
    return edits.set_params(template(name), layer_id, **params)


def _headless(kind: str) -> ModelSpec:
    spec = template("mlp")
    gone = next(found.id for found in spec if found.type == kind)
    return spec.with_layers(
        replace(found, inputs=tuple(source for source in found.inputs if source != gone))
        for found in spec
        if found.id != gone
    )


def _two(kind: str) -> ModelSpec:
    spec = template("mlp")
    extra = layer("extra", kind) if kind == "Input" else layer("extra", kind, "relu1")
    if kind == "Output":
        return spec.with_layers((*spec.layers, extra))
    reader = replace(spec["flatten1"], inputs=("extra",))
    return spec.with_layers((extra, *(reader if found.id == "flatten1" else found for found in spec)))


def _gate() -> ModelSpec:
    """A squeeze-and-excitation gate whose vector was not made an image again."""
    return graph(
        layer("conv", "Conv2d", "input", out_channels=8),
        layer("pool", "GlobalAvgPool2d", "conv"),
        layer("gate", "Linear", "pool", out_features=8),
        layer("sigmoid", "Sigmoid", "gate"),
        layer("merge", "Multiply", "conv", "sigmoid"),
        layer("flatten", "Flatten", "merge"),
        layer("linear", "Linear", "flatten", out_features=10),
    )


def _block(*layers: LayerSpec, answer: str) -> Block:
    return Block("Part", ModelSpec((layer("x", "BlockInput"), *layers, layer("output", "Output", answer))))


def _uses(block: Block, *uses: LayerSpec) -> ModelSpec:
    last = uses[-1].id
    ends = (layer("flat", "Flatten", last), layer("linear", "Linear", "flat", out_features=10))
    return graph(*uses, *ends, blocks=(block,))


def _use(layer_id: str, source: str, repeat: int = 1) -> LayerSpec:
    return LayerSpec(layer_id, "Block", BlockParams(block="Part", repeat=repeat), (source,))


def _misfit_block() -> ModelSpec:
    """A block that fits where it is used first and not where it is used second."""
    block = _block(layer("conv", "Conv2d", "x", in_channels=1, out_channels=4), answer="conv")
    return _uses(block, _use("first", "input"), _use("second", "first"))


def _broken_inside() -> ModelSpec:
    block = _block(layer("conv", "Conv2d", "x"), layer("linear", "Linear", "conv"), answer="linear")
    return _uses(block, _use("only", "input"))


def _loop() -> ModelSpec:
    spec = template("mlp")
    return spec.with_layers(
        replace(found, inputs=("relu2",)) if found.id == "linear1" else found for found in spec.layers
    )


def _everything_frozen() -> ModelSpec:
    spec = template("mlp")
    for name in ("linear1", "linear2", "linear3"):
        spec = edits.set_learning(spec, name, trainable=False)
    return spec


def _frozen_block() -> ModelSpec:
    spec, use = blocks.group(template("softmax-regression"), ("linear1",), "Part")
    inner = edits.set_learning(spec.block_named["Part"], "linear1", trainable=False)
    return edits.set_learning(blocks.put_back(spec, "Part", inner), use, trainable=False)


_HALF = part("Conv2d", out_channels=8, stride=2, padding="explicit")
_CONV = part("Conv2d", out_channels=8)
_SAME = part("Conv2d", out_channels=8, padding="same")
_Step = tuple[str, dict[str, Any]]
_FLAT: _Step = ("Flatten", {})
_TEN: _Step = ("Linear", {"out_features": 10})

BROKEN: dict[str, Callable[[], ModelSpec]] = {
    "no flatten": lambda: chain(("Conv2d", {}), _TEN),
    "convolution behind flatten": lambda: chain(_FLAT, ("Conv2d", {}), _TEN),
    "convolution of an odd vector": lambda: chain(_FLAT, ("Linear", {"out_features": 13}), ("Conv2d", {}), _FLAT, _TEN),
    "pooling to nothing": lambda: chain(*[("MaxPool2d", {"kernel_size": 4})] * 4, _FLAT, ("Linear", {})),
    "a kernel larger than the image": lambda: chain(("Conv2d", {"kernel_size": 200}), _FLAT, _TEN),
    "a dilated kernel larger than the image": lambda: chain(("Conv2d", {"dilation": 100}), _FLAT, _TEN),
    "a window too wide": lambda: chain(("Conv2d", {"kernel_width": 40}), _FLAT, _TEN),
    "patches larger than the image": lambda: chain(
        ("PatchEmbedding", {"patch_size": 30}), ("MeanOverTokens", {}), _TEN
    ),
    "padding beyond half the window": lambda: chain(("MaxPool2d", {"padding": 9}), _FLAT, _TEN),
    "wrong class count": lambda: chain(_FLAT, ("Linear", {"out_features": 7}), ("Softmax", {})),
    "no classifier": lambda: chain(_FLAT),
    "softmax and no classifier": lambda: chain(_FLAT, ("Softmax", {})),
    "image to the output": lambda: chain(("Conv2d", {})),
    "sequence to the output": lambda: chain(("Rows", {}), ("LSTM", {"output": "sequence"})),
    "four axes to the output": lambda: chain(_FLAT, ("Reshape", {"sizes": (2, 2, 14, 14)})),
    "nothing between input and output": empty_model,
    "nothing at all": lambda: ModelSpec(()),
    "only an output": lambda: ModelSpec((layer("output", "Output"),)),
    "batch norm of a vector as of an image": lambda: chain(_FLAT, ("BatchNorm2d", {}), _TEN),
    "batch norm of an image as of a vector": lambda: chain(("BatchNorm1d", {}), _FLAT, _TEN),
    "dropout of channels of a vector": lambda: chain(_FLAT, ("Dropout2d", {}), _TEN),
    "same padding with a stride": lambda: chain(("Conv2d", {"padding": "same", "stride": 2}), _FLAT, _TEN),
    "channels pinned wrongly": lambda: chain(("Conv2d", {"in_channels": 3}), _FLAT, _TEN),
    "features pinned wrongly": lambda: changed("mnist-cnn", "linear1", in_features=3136),
    "groups that do not divide": lambda: chain(
        ("Conv2d", {}), ("Conv2d", {"groups": 5, "out_channels": 9}), _FLAT, _TEN
    ),
    "norm groups that do not divide": lambda: chain(("Conv2d", {"out_channels": 9}), ("GroupNorm", {}), _FLAT, _TEN),
    "one number in each group": lambda: chain(_FLAT, ("Linear", {"out_features": 8}), ("GroupNorm", {}), _TEN),
    "heads that do not divide": lambda: chain(("Rows", {}), ("MultiheadAttention", {"num_heads": 5}), _FLAT, _TEN),
    "attention to an image": lambda: chain(("TransformerEncoderLayer", {}), _FLAT, _TEN),
    "lstm of an image": lambda: chain(("LSTM", {}), _TEN),
    "lstm of a flat image": lambda: chain(_FLAT, ("LSTM", {}), _TEN),
    "convolution of a sequence": lambda: chain(("Rows", {}), ("Conv2d", {}), _FLAT, _TEN),
    "softmax of an image": lambda: chain(("Conv2d", {}), ("Softmax", {}), _TEN),
    "a token beyond the last": lambda: chain(("Rows", {}), ("TakeToken", {"index": 99}), _TEN),
    "axes in an order of another rank": lambda: chain(("Permute", {"order": (1, 0)}), _FLAT, _TEN),
    "an axis that is not there": lambda: chain(("Flatten", {"end_axis": 3}), _TEN),
    "flatten that ends before it starts": lambda: chain(("Flatten", {"start_axis": 2, "end_axis": 1}), _FLAT, _TEN),
    "sizes that do not hold the numbers": lambda: chain(_FLAT, ("Unflatten", {"sizes": (16, 5, 5)}), _FLAT, _TEN),
    "reshape to a number that does not come": lambda: chain(("Reshape", {"sizes": (5, 5)}), _FLAT, _TEN),
    "a layer norm over more axes than come": lambda: chain(_FLAT, ("LayerNorm", {"dimensions": 3}), _TEN),
    "a crop larger than the image": lambda: chain(("ConvTranspose2d", {"padding": 60}), _FLAT, _TEN),
    "an extra border beyond the stride": lambda: chain(("ConvTranspose2d", {"output_padding": 2}), _FLAT, _TEN),
    "instance norm of one pixel": lambda: chain(
        ("GlobalAvgPool2d", {"flatten": False}), ("InstanceNorm2d", {}), _FLAT, _TEN
    ),
    "cut in the middle": lambda: without("mnist-cnn", "relu2"),
    "cut at the end": lambda: without("mnist-cnn", "softmax1"),
    "cut at the beginning": lambda: without("mnist-cnn", "conv1"),
    "cut in three places": lambda: without("vgg-small", "relu1", "pool2", "linear1"),
    "output not linked": lambda: edits.disconnect(template("mlp"), "softmax1", "output"),
    "no input": lambda: _headless("Input"),
    "no output": lambda: _headless("Output"),
    "two inputs": lambda: _two("Input"),
    "two outputs": lambda: _two("Output"),
    "a loop": _loop,
    "input of another dataset": lambda: edits.set_params(template("mnist-cnn"), "input", shape=(3, 32, 32)),
    "input too small for the network": lambda: edits.set_params(template("mnist-cnn"), "input", shape=(1, 2, 2)),
    "short cut past a convolution that shrinks": lambda: merged("Add", (_CONV,), (part("Identity"),)),
    "branches with other channels": lambda: merged("Add", (_SAME,), (part("Conv2d", padding="same"),)),
    "branches of other sizes": lambda: merged("Add", (_HALF,), (_SAME,)),
    "branches of other sizes and channels": lambda: merged("Add", (_HALF,), (part("Identity"),)),
    "three branches that differ": lambda: merged("Add", (_HALF,), (_SAME,), (_CONV,)),
    "images of other sizes side by side": lambda: merged("Concatenate", (_HALF,), (_SAME,)),
    "an image beside a vector": lambda: merged("Concatenate", (_SAME,), (part("Flatten"),), classify=False),
    "an image plus a vector": lambda: merged("Add", (_SAME,), (part("Flatten"), part("Linear", out_features=8))),
    "vectors of other lengths": lambda: merged(
        "Add", (part("Flatten"), part("Linear", out_features=8)), (part("Flatten"),), classify=False
    ),
    "sequences of other lengths": lambda: merged("Add", (part("Rows"),), (part("PatchEmbedding", features=28),)),
    "a merge with one branch": lambda: chain(("Conv2d", {"padding": "same"}), ("Add", {}), _FLAT, _TEN),
    "a merge with no branch": lambda: graph(layer("add", "Add"), layer("flat", "Flatten", "add")),
    "a gate that is no image": _gate,
    "more links than a layer takes": lambda: graph(
        layer("a", "ReLU", "input"), layer("b", "Flatten", "input", "a"), layer("c", "Linear", "b", out_features=10)
    ),
    "a link from nowhere": lambda: graph(layer("flat", "Flatten", "gone"), layer("c", "Linear", "flat")),
    "keys without as many values": lambda: graph(
        layer("rows", "Rows", "input"),
        layer("patches", "PatchEmbedding", "input"),
        layer("attend", "MultiheadAttention", "rows", "patches", "rows2"),
        layer("rows2", "Rows", "input"),
        layer("flat", "Flatten", "attend"),
        layer("linear", "Linear", "flat", out_features=10),
    ),
    "an error inside a block": _broken_inside,
    "a block that fits one of its places": _misfit_block,
    "a block that is not defined": lambda: chain(("Block", {"block": "Nowhere"}), _FLAT, _TEN),
    "a block repeated until the image is gone": lambda: _uses(
        _block(layer("pool", "MaxPool2d", "x"), answer="pool"), _use("many", "input", repeat=9)
    ),
    "every layer frozen": _everything_frozen,
    "a frozen block": _frozen_block,
    "no weights": lambda: merged("Add", (part("Identity"),), (part("Tanh"),), classify=False),
}
