"""Networks that torch exports compute the same after they were read, with the weights put back by their names."""

import io
import time
import tracemalloc
import warnings
from typing import Any

import onnx
import pytest
import torch
from onnx import TensorProto, helper
from torch import nn

from engine.model.analysis import analyse
from engine.model.build import build
from engine.model.foreign.onnx_graph import read_onnx_bytes
from engine.model.spec import ModelSpec
from engine.text import NetwrightError


def exported(network: nn.Module, shape: tuple[int, ...]) -> bytes:
    file = io.BytesIO()
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        torch.onnx.export(
            network, (torch.zeros(1, *shape),), file, dynamo=False, opset_version=18,  # type: ignore[arg-type]
            training=torch.onnx.TrainingMode.PRESERVE, do_constant_folding=False,
        )  # fmt: skip
    return file.getvalue()


class Gated(nn.Module):
    """Activations that are no operators of ONNX, written with functions."""

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        f = nn.functional
        return f.mish(f.silu(f.hardswish(f.gelu(x))))


class Recurrent(nn.Module):
    def __init__(self, kind: type[nn.Module], **settings: Any) -> None:
        super().__init__()
        self.inner = kind(6, 5, batch_first=True, **settings)

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        found: torch.Tensor = self.inner(x)[0]
        return found


class Last(Recurrent):
    def forward(self, x: torch.Tensor) -> torch.Tensor:
        return super().forward(x)[:, -1]


CASES: dict[str, tuple[nn.Module, tuple[int, ...]]] = {
    "windows": (
        nn.Sequential(
            nn.Conv2d(3, 8, 3, stride=2, padding=1),
            nn.BatchNorm2d(8),
            nn.LeakyReLU(0.2),
            nn.Conv2d(8, 8, (3, 5), padding="same", bias=False),
            nn.MaxPool2d(3, 2, 1),
            nn.Conv2d(8, 16, 3, groups=8),
            nn.PReLU(16),
            nn.Conv2d(16, 8, 1, groups=2),
            nn.AvgPool2d(2, ceil_mode=True),
            nn.ELU(),
            nn.Flatten(),
            nn.Linear(8 * 3 * 3, 10),
        ),
        (3, 28, 28),
    ),
    "enlarging": (
        nn.Sequential(
            nn.ConvTranspose2d(2, 4, 3, stride=2, padding=1, output_padding=1),
            nn.Hardtanh(0, 6),
            nn.Upsample(scale_factor=2, mode="nearest"),
            nn.InstanceNorm2d(4, affine=True),
            nn.AdaptiveAvgPool2d(1),
            nn.Flatten(),
        ),
        (2, 7, 7),
    ),
    "rows of numbers": (
        nn.Sequential(nn.Linear(9, 6), nn.LayerNorm(6), nn.Softplus(), nn.Softmax(-1), nn.Linear(6, 4, bias=False)),
        (9,),
    ),
    "gated activations": (nn.Sequential(nn.Conv2d(4, 4, 1), Gated()), (4, 5, 5)),
    "a sequence through an LSTM": (Recurrent(nn.LSTM), (7, 6)),
    "its last step": (Last(nn.LSTM), (7, 6)),
    "a GRU both ways": (Recurrent(nn.GRU, bidirectional=True), (7, 6)),
    "a plain recurrent network": (Last(nn.RNN, nonlinearity="relu"), (7, 6)),
    "a convolution along a sequence": (
        nn.Sequential(nn.Conv1d(6, 4, 3, padding=1), nn.ReLU(), nn.MaxPool1d(2)),
        (6, 8),
    ),
}


@pytest.mark.parametrize("name", CASES)
def test_what_was_read_computes_what_was_exported(name: str) -> None:
    torch.manual_seed(1)
    network, shape = CASES[name]
    for values in network.parameters():
        nn.init.normal_(values, std=0.5)
    network.eval()
    reading = read_onnx_bytes(exported(network, shape), name)
    assert reading.spec is not None
    assert [str(note.text) for note in reading.notes] == [
        "weights are not taken over: the network starts with fresh ones"
    ]
    again = build(reading.spec, seed=0).eval()
    theirs, ours = network.state_dict(), again.state_dict()
    assert [value.shape for value in ours.values()] == [value.shape for value in theirs.values()]
    again.load_state_dict(dict(zip(ours, theirs.values(), strict=True)))
    x = torch.randn(3, *shape)
    with torch.no_grad():
        torch.testing.assert_close(again(x), network(x), atol=1e-5, rtol=1e-4)


def model(nodes: list[onnx.NodeProto], shape: tuple[int, ...] = (1, 1, 28, 28), **weights: tuple[int, ...]) -> bytes:
    given = helper.make_tensor_value_info("x", TensorProto.FLOAT, shape)
    answer = helper.make_tensor_value_info("y", TensorProto.FLOAT, None)
    tensors = [TensorProto(name=name, dims=dims, data_type=TensorProto.FLOAT) for name, dims in weights.items()]
    content: bytes = helper.make_model(helper.make_graph(nodes, "g", [given], [answer], tensors)).SerializeToString()
    return content


def spec_of(content: bytes) -> ModelSpec:
    reading = read_onnx_bytes(content, "g")
    assert reading.spec is not None
    return reading.spec


def test_names_are_those_of_the_modules() -> None:
    class Net(nn.Module):
        def __init__(self) -> None:
            super().__init__()
            self.first = nn.Linear(4, 3)
            self.bend = nn.Tanh()
            self.head = nn.Sequential(nn.Linear(3, 2))

        def forward(self, x: torch.Tensor) -> torch.Tensor:
            found: torch.Tensor = self.head(self.bend(self.first(x)))
            return found

    assert list(spec_of(exported(Net(), (4,))).by_id) == ["input", "first", "bend", "head_0", "output"]


@pytest.mark.parametrize("order", [[1, 0], [0]])
def test_a_node_that_reads_what_comes_after_it_is_named(order: list[int]) -> None:
    nodes = [
        helper.make_node("Relu", ["x"], ["a"], name="one"),
        helper.make_node("Add", ["a", "b"], ["b"], name="loop"),
        helper.make_node("Relu", ["b"], ["y"], name="end"),
    ]
    if len(order) == 2:
        nodes = [helper.make_node("Relu", ["a"], ["y"], name="early"), helper.make_node("Relu", ["x"], ["a"])]
    with pytest.raises(NetwrightError, match=r"node\[\d\] (Add loop|Relu early): reads [ab], which no node before it"):
        read_onnx_bytes(model(nodes), "g")


def test_images_with_their_channels_last_are_turned_once() -> None:
    nodes = [
        helper.make_node("Transpose", ["x"], ["t"], perm=[0, 3, 1, 2]),
        helper.make_node("Conv", ["t", "w"], ["y"], auto_pad="SAME_UPPER", strides=[2, 2]),
    ]
    spec = spec_of(model(nodes, (1, 28, 28, 3), w=(8, 3, 3, 3)))
    assert [layer.type for layer in spec] == ["Input", "Conv2d", "Output"]
    assert analyse(spec).layers["output"].output_shape == (8, 14, 14)


def test_a_bias_that_is_added_belongs_to_its_layer() -> None:
    nodes = [helper.make_node("MatMul", ["x", "w"], ["a"]), helper.make_node("Add", ["b", "a"], ["y"])]
    spec = spec_of(model(nodes, (1, 7), w=(7, 5), b=(5,)))
    assert [layer.type for layer in spec] == ["Input", "Linear", "Output"]
    assert analyse(spec).parameters == 7 * 5 + 5


@pytest.mark.parametrize(
    ("node", "weights"),
    [
        (helper.make_node("Conv", ["x", "w"], ["y"], pads=[0, 1, 2, 3]), {"w": (2, 1, 3, 3)}),
        (helper.make_node("Conv", ["x", "w"], ["y"], strides=[1, 2]), {"w": (2, 1, 3, 3)}),
        (helper.make_node("Conv", ["x", "w"], ["y"], pads=[-1, -1, -1, -1]), {"w": (2, 1, 3, 3)}),
        (helper.make_node("Conv", ["x", "w"], ["y"]), {"w": (2**40, 1, 3, 3)}),
        (helper.make_node("Conv", ["x", "w"], ["y"]), {"w": (2,)}),
        (helper.make_node("Gemm", ["x", "w"], ["y"], alpha=0.5), {"w": (28, 2)}),
        (helper.make_node("MatMul", ["x", "w"], ["y"]), {"w": (28, -5)}),
        (helper.make_node("HardSigmoid", ["x"], ["y"]), {}),
        (helper.make_node("Softmax", ["x"], ["y"], axis=1), {}),
        (helper.make_node("Transpose", ["x"], ["y"], perm=[1, 0, 2, 3]), {}),
        (helper.make_node("Flatten", ["x"], ["y"], axis=0), {}),
        (helper.make_node("LSTM", ["x", "w", "w"], ["y"], hidden_size=4), {"w": (1, 16, 4)}),
        (helper.make_node("Elu", ["x"], ["y"], alpha=float("nan")), {}),
        (helper.make_node("Relu", ["x"], ["y"], domain="somewhere.else"), {}),
        (helper.make_node("Loop", ["x"], ["y"]), {}),
    ],
    ids=lambda given: getattr(given, "op_type", ""),
)
def test_what_would_mean_something_else_here_is_named_instead(
    node: onnx.NodeProto, weights: dict[str, tuple[int, ...]]
) -> None:
    reading = read_onnx_bytes(model([node], **weights), "g")
    assert reading.spec is not None
    assert [layer.type for layer in reading.spec] == ["Input", "Identity", "Output"]
    assert any("there is no layer for" in str(note.text) for note in reading.notes)


def message(number: int, content: bytes) -> bytes:
    """A field of a protocol buffer that holds bytes."""
    size, prefix = len(content), bytes([number << 3 | 2])
    while size > 127:
        prefix += bytes([size & 127 | 128])
        size >>= 7
    return prefix + bytes([size]) + content


RELU = helper.make_node("Relu", ["x"], ["x"]).SerializeToString()


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (message(7, message(1, RELU) * 1_000_000), "more than 100000 entries"),
        (message(7, message(1, b"") * 20_000_000), "more than 50000 nodes"),
        (message(7, message(1, message(5, b"") * 3_000_000)), "more than 100000 entries"),
        (message(7, message(5, b"\x08\x01" * 3_000_000)), "more than 100000 entries"),
        (message(7, message(11, message(2, b"") * 2_000_000)), "larger than any network's"),
        (message(7, message(1, message(1, b"x" * 40_000_000))), "larger than any network's"),
        (message(7, message(1, RELU))[:-3], "cut off or damaged"),
    ],
    ids=["many nodes", "empty nodes", "attributes", "sizes", "types", "a name", "cut off"],
)
def test_floods_are_refused_before_anything_is_made_of_them(
    content: bytes, reason: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("engine.model.foreign.onnx_wire.MAXIMUM_FIELDS", 100_000)  # counted slowly while traced
    tracemalloc.start()
    began = time.perf_counter()
    try:
        with pytest.raises(NetwrightError, match=reason):
            read_onnx_bytes(content, "flood")
        peak = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    assert peak < 150 * 2**20
    assert time.perf_counter() - began < 60


def test_weights_are_passed_over_without_being_read() -> None:
    weight = helper.make_tensor("w", TensorProto.FLOAT, (8_000_000, 2), b"\x00" * 64_000_000, raw=True)
    given = helper.make_tensor_value_info("x", TensorProto.FLOAT, (1, 2))
    answer = helper.make_tensor_value_info("y", TensorProto.FLOAT, None)
    graph = helper.make_graph([helper.make_node("Gemm", ["x", "w"], ["y"], transB=1)], "g", [given], [answer], [weight])
    content = helper.make_model(graph).SerializeToString()
    tracemalloc.start()
    spec = spec_of(content)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert [layer.type for layer in spec] == [
        "Input",
        "Identity",
        "Output",
    ]  # 8,000,000 features are more than a Linear has
    assert peak < 8 * 2**20


def test_a_layer_of_four_thousand_million_weights_is_a_number() -> None:
    nodes = [helper.make_node("Gemm", ["x", "w"], ["y"], transB=1)]
    spec = spec_of(model(nodes, (1, 65_536), w=(65_536, 65_536)))
    assert analyse(spec).parameters == 2**32
