"""What is written is plain PyTorch that runs and computes the same, for every template and for random networks."""

import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest
import torch
from hypothesis import given, settings

from engine.model import blocks, edits
from engine.model.analysis import analyse
from engine.model.build import build
from engine.model.code.writer import model_classes, write_model
from engine.model.registry import layer_type
from engine.model.spec import LayerSpec, ModelSpec
from engine.model.templates import empty_model, template, template_names
from tests.engine.model.generated_specs import specs


def made(spec: ModelSpec, title: str = "Network") -> torch.nn.Module:
    """The written class, made."""
    names: dict[str, object] = {"__name__": "written"}
    exec(compile(write_model(spec, title), "written.py", "exec"), names)
    network = names[model_classes(spec, title).name]()  # type: ignore[operator]
    assert isinstance(network, torch.nn.Module)
    return network


def learning_in_own_ways() -> ModelSpec:
    """Layers with rates and penalties of their own: alone, in a repeated block, and in one that has some, too."""
    spec = edits.set_learning(template("mlp"), "linear2", rate_factor=0.5, l1=1e-4)
    spec = edits.set_learning(spec, "linear1", l2=1e-3, initialisation="kaiming")
    spec = edits.set_learning(spec, "linear3", rate_factor=0.25, l2=1e-4, l1=0.125, trainable=False)
    spec = edits.set_params(spec, "linear2", out_features=256)
    spec, use = blocks.group(spec, ("linear2", "relu2"), "Stage")
    spec = edits.set_params(spec, use, repeat=2)
    return edits.set_learning(spec, use, rate_factor=3.0, l1=0.01, l2=0.5)


def check(spec: ModelSpec) -> None:
    """The written network takes the built one's weights and answers the same."""
    shape = analyse(spec).layers["input"].output_shape
    assert shape is not None
    written, built = made(spec).eval(), build(spec, seed=1).eval()
    missing = written.load_state_dict(built.state_dict(), strict=False)
    assert missing.unexpected_keys == []
    images = torch.randn(2, *shape)
    torch.testing.assert_close(written(images), built(images), rtol=0, atol=0)
    for name, parameter in built.named_parameters():
        assert written.get_parameter(name).requires_grad == parameter.requires_grad, name


@pytest.mark.parametrize("name", template_names())
def test_every_templates_code_computes_what_the_network_does(name: str) -> None:
    check(template(name))


@given(spec=specs())
@settings(max_examples=40)
def test_random_networks_are_written_as_what_they_compute(spec: ModelSpec) -> None:
    check(spec)


def test_all_code_is_clean_and_formatted_as_people_format_theirs(tmp_path: Path) -> None:
    networks = {name: template(name) for name in template_names()} | {"learning": learning_in_own_ways()}
    with_longer_lines = []
    for name, spec in networks.items():
        path = tmp_path / f"{name.replace('-', '_')}.py"
        path.write_text(write_model(spec, name), encoding="utf-8")
        if any(layer.type == "Backbone" for layer in spec):  # whose helpers have the line length of this program's
            with_longer_lines += ["--exclude", path.name]
    ruff = Path(sys.executable).with_name("ruff")
    for command in (["check"], ["format", "--check", "--diff", *with_longer_lines]):
        done = subprocess.run([ruff, *command, "--isolated", tmp_path], capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stdout + done.stderr


def test_the_reference_network_reads_as_if_written_by_hand() -> None:
    code = write_model(template("mnist-cnn"), "mnist-cnn")
    assert "class MnistCnn(nn.Module):" in code
    assert "        self.conv1 = nn.Conv2d(1, 32, 3)\n" in code
    assert "        x = self.conv1(x)  # 26×26×32\n" in code
    assert "    def probabilities(self, x):\n        return self.softmax1(self(x))\n" in code
    assert "netwright" not in code.lower()


def test_sizes_that_differ_among_the_uses_of_a_block_are_arguments_of_its_class() -> None:
    code = write_model(template("inception-small"))
    assert "def __init__(self, in_channels):" in code
    assert "self.block1 = Inception(16)" in code
    assert "self.block2 = Inception(48)" in code


def test_a_repeated_block_is_a_sequence_of_its_copies() -> None:
    code = write_model(template("vit-small"))
    assert "nn.Sequential(*(Encoder() for _ in range(3)))" in code


def test_copies_with_several_ports_are_walked_by_a_loop() -> None:
    spec, add = edits.append_layer(template("mlp"), "Add", after="linear2")
    spec = edits.set_params(spec, "linear2", out_features=256)
    spec = edits.connect(spec, "relu1", add)
    spec, use = blocks.group(spec, ("linear2", add), "Step")
    spec = edits.set_params(spec, use, repeat=1)
    check(spec)


def check_groups(spec: ModelSpec) -> None:
    """The written network's groups say of every weight what the training does."""
    written = made(spec)
    given = getattr(written, "parameter_groups", lambda rate: [{"params": written.parameters(), "lr": rate}])(0.1)
    groups = [group | {"params": list(group["params"])} for group in given]
    found = {
        id(weight): (group["lr"], group.get("weight_decay"), group.get("l1", 0))
        for group in groups
        for weight in group["params"]
    }
    assert len(found) == len(list(written.parameters()))
    torch.optim.SGD(groups, lr=0.1)  # refuses a weight that is in two groups
    for layer in build(spec, seed=1).learning_layers():
        learning = layer.learning
        for name, _ in layer.module.named_parameters():
            mine = found[id(written.get_parameter(f"{layer.name}.{name}"))]
            assert mine == (pytest.approx(0.1 * learning.rate_factor), learning.l2, pytest.approx(learning.l1)), name


def test_groups_for_the_optimizer_are_those_of_the_training_inside_blocks_too() -> None:
    check_groups(learning_in_own_ways())


@given(spec=specs())
@settings(max_examples=20)
def test_random_networks_groups_are_those_of_the_training(spec: ModelSpec) -> None:
    check_groups(spec)


def test_layers_with_similar_names_do_not_share_a_group() -> None:
    spec = template("mlp")
    for _ in range(7):
        spec, added = edits.append_layer(spec, "Linear", after="relu1")
        spec = edits.set_params(spec, added, out_features=256)
    assert "linear10" in spec
    check_groups(edits.set_learning(spec, "linear1", rate_factor=0.5))


def test_other_first_weights_are_drawn_layer_by_layer_with_biases_of_zero() -> None:
    spec = edits.set_learning(template("mnist-cnn"), "conv1", initialisation="kaiming")
    code = write_model(spec)
    assert '        nn.init.kaiming_normal_(self.conv1.weight, nonlinearity="relu")\n' in code
    written = made(spec)
    assert not written.get_parameter("conv1.bias").any()
    assert written.get_parameter("conv2.bias").any()


def test_text_of_a_person_never_leaves_its_comment() -> None:
    hostile = "x\nraise SystemExit\r\x0craise SystemExit\u2028raise SystemExit\0"
    spec = edits.set_learning(template("mlp"), "linear1", initialisation="run", run=hostile)
    check(spec)


def test_settings_of_layers_without_a_module_do_no_harm() -> None:
    spec = edits.append_layer(template("mlp"), "Add", after="relu1")[0]
    for layer_id in ("relu1", "linear2", "flatten1", "add1"):
        spec = edits.set_learning(spec, layer_id, trainable=False, rate_factor=0.5, initialisation="xavier")
    names: dict[str, object] = {"__name__": "written"}
    exec(write_model(spec), names)
    names["Network"]()  # type: ignore[operator]


@pytest.mark.parametrize("name", ["self", "torch", "nn", "copy", "x", "out"])
def test_ids_that_mean_something_in_the_code_do_no_harm(name: str) -> None:
    spec = empty_model((4, 6, 6))
    layers = (
        spec["input"],
        LayerSpec(name, "Concatenate", layer_type("Concatenate").Params(), ("input", "prelu1")),
        LayerSpec("prelu1", "PReLU", layer_type("PReLU").Params(), ("input",)),
        LayerSpec("cat2", "Concatenate", layer_type("Concatenate").Params(), ("prelu1", name)),
        replace(spec["output"], inputs=("cat2",)),
    )
    spec = spec.with_layers(layers)
    check(spec)
    grouped, _ = blocks.group(spec, ("cat2",), "Part")
    check(grouped)


@pytest.mark.parametrize("name", ["torch", "nn", "range", "Module", "Network"])
def test_block_names_that_mean_something_in_the_code_do_no_harm(name: str) -> None:
    spec, use = blocks.group(template("mlp"), ("linear2", "relu2"), name)
    spec = edits.set_params(edits.set_params(spec, use, repeat=1), "linear1", out_features=256)
    check(spec)


def test_a_branch_that_nobody_reads_is_written_too() -> None:
    spec, tanh = edits.append_layer(template("mlp"), "Tanh", after="relu1")
    spec = edits.disconnect(spec, tanh, "linear2")
    spec = edits.connect(spec, "relu1", "linear2")
    assert f"        {tanh} = self.{tanh}(" in write_model(spec)


def test_layers_in_error_stand_as_comments_and_nothing_is_raised() -> None:
    code = write_model(edits.set_params(template("mlp"), "linear2", in_features=7))
    compile(code, "written.py", "exec")
    assert "# self.linear2: Linear expects 7 features, receives 256" in code
    assert "self.linear1 = nn.Linear(784, 256)" in code


def test_a_network_without_layers_and_titles_of_any_kind_are_valid_code() -> None:
    for title in ("", "网络", "class", "7 layers", "a-b_c", "Module"):
        compile(write_model(empty_model(), title), "written.py", "exec")
