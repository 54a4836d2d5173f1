"""ONNX files that torch itself writes become the networks they were made of; hostile ones are refused."""

import io
import warnings
from pathlib import Path

import onnx
import pytest
import torch
from hypothesis import given, settings
from hypothesis import strategies as st
from onnx import TensorProto, helper

from engine.model.analysis import analyse
from engine.model.build import build
from engine.model.code.opening import open_model_file
from engine.model.foreign.onnx_graph import read_onnx_bytes
from engine.model.spec import ModelSpec
from engine.model.templates import template
from engine.text import NetwrightError


def exported(spec: ModelSpec) -> bytes:
    """The network as torch exports it."""
    network = build(spec, seed=0).eval()
    file = io.BytesIO()
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        torch.onnx.export(network, (torch.zeros(1, 1, 28, 28),), file, dynamo=False)  # type: ignore[arg-type]
    return file.getvalue()


@pytest.mark.parametrize("name", ["mnist-cnn", "mlp", "softmax-regression", "lenet-5", "vgg-small"])
def test_an_exported_network_comes_back_with_the_same_shapes_and_parameters(name: str) -> None:
    reading = read_onnx_bytes(exported(template(name)), name)
    assert reading.spec is not None
    found, given_ = analyse(reading.spec), analyse(template(name))
    assert found.ok
    assert found.parameters == given_.parameters
    assert found.layers["output"].output_shape == (10,)
    assert len(reading.notes) == 1  # that weights are not taken over


def test_branches_and_merges_come_back_as_a_graph() -> None:
    reading = read_onnx_bytes(exported(template("inception-small")), "inception")
    assert reading.spec is not None
    assert [layer.type for layer in reading.spec].count("Concatenate") == 2
    assert analyse(reading.spec).ok


def test_what_is_not_known_is_named_and_the_rest_opened(tmp_path: Path) -> None:
    nodes = [
        helper.make_node("Relu", ["x"], ["a"], name="first"),
        helper.make_node("Einsum", ["a"], ["b"], name="strange", equation="ij->ji"),
        helper.make_node("Flatten", ["b"], ["y"]),
    ]
    path = tmp_path / "odd.onnx"
    path.write_bytes(_model(nodes).SerializeToString())
    reading = open_model_file(path)
    assert reading.spec is not None
    assert [layer.type for layer in reading.spec] == ["Input", "ReLU", "Identity", "Flatten", "Output"]
    assert any("strange" in str(note.text) and "Einsum" in str(note.text) for note in reading.notes)


def _model(nodes: list[onnx.NodeProto], shape: tuple[str | int, ...] = (1, 1, 28, 28)) -> onnx.ModelProto:
    given_ = helper.make_tensor_value_info("x", TensorProto.FLOAT, shape)
    answer = helper.make_tensor_value_info("y", TensorProto.FLOAT, None)
    return helper.make_model(helper.make_graph(nodes, "graph", [given_], [answer]))


def test_a_size_left_open_is_guessed_and_said() -> None:
    model = _model([helper.make_node("Flatten", ["x"], ["y"])], ("batch", 1, "height", "width"))
    reading = read_onnx_bytes(model.SerializeToString(), "open")
    assert any("28×28×1 is taken" in str(note.text) for note in reading.notes)


def test_weights_outside_of_the_file_are_never_looked_for() -> None:
    tensor = TensorProto(name="w", dims=[10, 784], data_type=TensorProto.FLOAT, data_location=TensorProto.EXTERNAL)
    tensor.external_data.add(key="location", value="/etc/passwd")
    nodes = [helper.make_node("Flatten", ["x"], ["f"]), helper.make_node("Gemm", ["f", "w"], ["y"], transB=1)]
    model = _model(nodes)
    model.graph.initializer.append(tensor)
    reading = read_onnx_bytes(model.SerializeToString(), "outside")
    assert reading.spec is not None
    assert analyse(reading.spec).parameters == 7840


@pytest.mark.parametrize("content", [b"", b"no protobuf at all", b"\x08" * 1000, b"\x00" * 64])
def test_what_is_no_onnx_is_refused(content: bytes) -> None:
    with pytest.raises(NetwrightError, match="holds no ONNX network"):
        read_onnx_bytes(content, "nothing")


@given(data=st.data())
@settings(max_examples=150)
def test_damaged_files_are_read_or_refused_and_nothing_else(data: st.DataObject) -> None:
    content = bytearray(_sample())
    for _ in range(data.draw(st.integers(1, 12))):
        content[data.draw(st.integers(0, len(content) - 1))] = data.draw(st.integers(0, 255))
    try:
        reading = read_onnx_bytes(bytes(content[: data.draw(st.integers(1, len(content)))]), "damaged")
    except NetwrightError:
        return
    assert reading.spec is None or reading.spec.by_id


def _sample() -> bytes:
    nodes = [
        helper.make_node("Relu", ["x"], ["a"]),
        helper.make_node("MaxPool", ["a"], ["b"], kernel_shape=[2, 2], strides=[2, 2]),
        helper.make_node("Concat", ["b", "b"], ["c"], axis=1),
        helper.make_node("Flatten", ["c"], ["y"]),
    ]
    content: bytes = _model(nodes).SerializeToString()
    return content
