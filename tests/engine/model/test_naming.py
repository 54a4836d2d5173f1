"""Layers get other names: what reads them follows; names that no module can have are refused in words."""

from dataclasses import replace

import pytest
import torch
from hypothesis import given, settings
from hypothesis import strategies as st
from torch import nn

from engine.model import blocks, naming
from engine.model.analysis import analyse
from engine.model.build import GraphModule, Network, build
from engine.model.code.reader import read_code
from engine.model.code.writer import write_model
from engine.model.edits import append_layer, connect, insert_on_link, rename_layer, set_learning
from engine.model.foreign.sketch import Sketch
from engine.model.layout import arrange
from engine.model.serial import model_from_data, model_to_data
from engine.model.spec import ModelSpec
from engine.model.templates import template
from engine.text import NetwrightError
from engine.training.layer_learning import take_weights_of_runs
from tests.engine.model.generated_specs import specs


def refusal(spec: ModelSpec, layer_id: str, name: str) -> str:
    """Why a name is refused, in words."""
    with pytest.raises(NetwrightError) as caught:
        rename_layer(spec, layer_id, name)
    return str(caught.value)


def test_whatever_torch_keeps_for_itself_is_on_the_list() -> None:
    own = {name for name in dir(nn.Module()) if not (name.startswith("__") and name.endswith("__"))}
    assert own <= naming.OF_MODULES
    assert all(hasattr(nn.Module(), name) for name in ("train", "training", "forward", "type", "to"))


def test_every_method_that_written_classes_have_is_on_the_list() -> None:
    spec = set_learning(template("mnist-cnn"), "conv1", rate_factor=0.5)
    written = write_model(spec)
    for name in naming.OF_WRITTEN_CLASSES:
        assert f"def {name}(self" in written


@given(data=st.data(), spec=specs())
@settings(max_examples=40)
def test_renaming_changes_nothing_but_the_name(data: st.DataObject, spec: ModelSpec) -> None:
    chosen = data.draw(st.sampled_from([layer.id for layer in spec]))
    renamed = rename_layer(spec, chosen, "another")
    assert rename_layer(renamed, "another", chosen) == spec
    assert model_from_data(model_to_data(renamed)) == renamed
    assert [layer.id for layer in renamed] == ["another" if layer.id == chosen else layer.id for layer in spec]
    assert {(source, target) for source, target in renamed.links} == {
        tuple("another" if end == chosen else end for end in link) for link in spec.links
    }
    assert dict(arrange(renamed)) == {
        "another" if layer_id == chosen else layer_id: place for layer_id, place in arrange(spec).items()
    }
    before, after = analyse(spec), analyse(renamed, before=analyse(spec))
    assert {layer_id: replace(report, inside=None) for layer_id, report in after.layers.items()} == {
        "another" if layer_id == chosen else layer_id: replace(report, inside=None)
        for layer_id, report in before.layers.items()
    }
    assert [(found.code, found.severity, found.layer) for found in after.problems] == [
        (found.code, found.severity, "another" if found.layer == chosen else found.layer) for found in before.problems
    ]
    assert (after.parameters, after.multiply_adds) == (before.parameters, before.multiply_adds)


@given(data=st.data(), spec=specs())
@settings(max_examples=15)
def test_built_weights_are_the_same_up_to_their_prefix(data: st.DataObject, spec: ModelSpec) -> None:
    chosen = data.draw(st.sampled_from([layer.id for layer in spec]))
    before, after = build(spec, seed=3).state_dict(), build(rename_layer(spec, chosen, "another"), seed=3).state_dict()
    assert list(after) == [
        f"another{name.removeprefix(chosen)}" if name.startswith(f"{chosen}.") else name for name in before
    ]
    assert all(torch.equal(one, other) for one, other in zip(before.values(), after.values(), strict=True))


def test_a_layer_inside_a_block_gets_another_name_wherever_the_block_is_used() -> None:
    spec, _ = blocks.group(template("mnist-cnn"), ("conv2", "relu2"), "Stage")
    inside = rename_layer(spec.block_named["Stage"], "conv2", "stem", spec)
    changed = blocks.put_back(spec, "Stage", inside)
    assert "stage1.stem.weight" in build(changed, seed=0).state_dict()
    port = next(layer.id for layer in inside if layer.type == "BlockInput")
    ported = blocks.put_back(spec, "Stage", rename_layer(inside, port, "image"))
    assert analyse(ported).ok
    assert "def forward(self, image)" in write_model(ported)


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("", "needs a name"),
        ("  ", "needs a name"),
        ("2conv", "is no name"),
        ("my conv", "is no name"),
        ("conv-1", "is no name"),
        ("class", "word of the language Python"),
        ("relu1", "already a layer named relu1"),
        ("train", "Try “train_”"),
        ("training", "Try “training_”"),
        ("forward", "Try “forward_”"),
        ("type", "Try “type_”"),
        ("to", "Try “to_”"),
        ("probabilities", "Try “probabilities_”"),
        ("self", "Try “self_”"),
        ("x", "Try “x_”"),
        ("torch", "Try “torch_”"),
        ("nn", "Try “nn_”"),
        ("F", "Try “F_”"),
        ("__hidden", "two underscores"),
        ("a" * 61, "at most 60"),
    ],
)
def test_bad_names_are_refused_in_words(name: str, words: str) -> None:
    assert words in refusal(template("mnist-cnn"), "conv1", name)


@pytest.mark.parametrize("name", ["stem", "_fc", "卷积1", "Conv", "blocks", "a" * 60, "print"])
def test_good_names_make_a_network_that_builds_and_whose_code_is_read_back(name: str) -> None:
    renamed = rename_layer(template("mnist-cnn"), "conv1", name)
    assert f"{name}.weight" in build(renamed, seed=0).state_dict()
    assert read_code(write_model(renamed)).spec == renamed


def test_a_name_is_taken_as_python_will_read_it() -> None:
    assert "fi1" in rename_layer(template("mnist-cnn"), "conv1", " ﬁ1 ")


def test_the_same_name_again_changes_nothing() -> None:
    spec = template("mnist-cnn")
    assert rename_layer(spec, "conv1", " conv1") is spec


def _raw(spec: ModelSpec, old: str, new: str) -> ModelSpec:
    """Renamed without any check, as files may be."""
    return spec.with_layers(
        replace(
            layer,
            id=new if layer.id == old else layer.id,
            inputs=tuple(new if source == old else source for source in layer.inputs),
        )
        for layer in spec
    )


@pytest.mark.parametrize("name", sorted(vars(GraphModule(ModelSpec(()), analyse(ModelSpec(())), (), "", ()))))
def test_no_attribute_of_the_built_network_stands_in_a_layers_way(name: str) -> None:
    if naming.is_of_modules(name):
        return
    network = build(_raw(template("mnist-cnn"), "conv1", name), seed=0)
    assert network(torch.zeros(2, 1, 28, 28)).shape == (2, 10)


@pytest.mark.parametrize("name", sorted(set(dir(Network)) - set(dir(nn.Module)) - naming.OF_WRITTEN_CLASSES))
def test_no_method_of_the_built_network_stands_in_a_layers_way(name: str) -> None:
    network = build(_raw(template("mnist-cnn"), "conv1", name), seed=0)
    assert network(torch.zeros(2, 1, 28, 28)).shape == (2, 10)


@pytest.mark.parametrize("name", ["train", "training", "forward", "type", "to", "_modules", "__class__"])
def test_a_file_with_a_name_that_no_module_can_have_is_refused_with_the_place(name: str) -> None:
    data = model_to_data(_raw(template("mnist-cnn"), "conv1", name))
    with pytest.raises(NetwrightError, match=rf"model\.layers\[1\] \({name}\).*uses “{name}” for something else"):
        model_from_data(data)


def test_ports_may_be_called_what_modules_may_not() -> None:
    spec = _raw(template("mnist-cnn"), "input", "type")
    assert model_from_data(model_to_data(spec)) == spec
    assert build(spec, seed=0)(torch.zeros(2, 1, 28, 28)).shape == (2, 10)


def test_code_with_such_names_is_opened_with_others() -> None:
    source = """
import torch
from torch import nn
class Net(nn.Module):
    def __init__(self):
        super().__init__()
        self.type = nn.Linear(4, 4)
        self.blocks = nn.Linear(4, 4)
    def forward(self, given):
        x = given + self.type(given)
        to = x * given
        return self.blocks(torch.cat([x, given, to], 1))
"""
    spec = read_code(source).spec
    assert spec is not None
    assert {"type_", "blocks", "add1", "multiply1"} <= set(spec.by_id)
    assert model_from_data(model_to_data(spec)) == spec


def test_files_of_other_programs_with_such_names_are_opened_with_others() -> None:
    sketch = Sketch((1, 28, 28))
    assert sketch.add("ReLU", ["input"], "block/Forward") == "forward_"


def test_a_layer_called_x_does_not_hide_the_input_in_written_code() -> None:
    spec, _ = append_layer(template("softmax-regression"), "Tanh", after="input")
    spec = insert_on_link(insert_on_link(spec, "tanh1", "flatten1", "Add")[0], "add1", "flatten1", "Multiply")[0]
    spec = _raw(connect(connect(spec, "input", "add1"), "input", "multiply1"), "add1", "x")
    namespace: dict[str, object] = {"__name__": "written"}
    exec(write_model(spec, "Net"), namespace)  # our own code
    written = namespace["Net"]()  # type: ignore[operator]
    built = build(spec, seed=0)
    written.load_state_dict(built.state_dict())
    images = torch.randn(2, 1, 28, 28)
    assert torch.equal(written.eval()(images), built.eval()(images))


def test_first_weights_still_come_from_the_layer_as_the_run_knows_it() -> None:
    spec = set_learning(template("mnist-cnn"), "conv1", initialisation="run", run="earlier")
    weights = build(spec, seed=9).state_dict()
    renamed = rename_layer(rename_layer(spec, "conv1", "stem"), "stem", "begin")
    assert renamed["begin"].learning.run_layer == "conv1"
    network = build(renamed, seed=0)
    take_weights_of_runs(network, lambda _run: weights)
    assert torch.equal(network.state_dict()["begin.weight"], weights["conv1.weight"])
    assert rename_layer(renamed, "begin", "conv1") == spec


def test_so_do_those_of_a_layer_inside_a_block_of_another_name() -> None:
    spec, use = blocks.group(template("mnist-cnn"), ("conv2", "relu2"), "Stage")
    spec = set_learning(spec, use, initialisation="run", run="earlier")
    weights = build(spec, seed=9).state_dict()
    spec = blocks.put_back(spec, "Stage", rename_layer(spec.block_named["Stage"], "conv2", "stem", spec))
    network = build(rename_layer(spec, use, "body"), seed=0)
    take_weights_of_runs(network, lambda _run: weights)
    assert torch.equal(network.state_dict()["body.stem.weight"], weights["stage1.conv2.weight"])
