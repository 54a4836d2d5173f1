"""Blocks: what is grouped can be written out again, computes the same, and is analysed as what it stands for."""

from dataclasses import replace
from typing import Any

import pytest
import torch

from engine.model import blocks, edits
from engine.model.analysis import Analysis, analyse
from engine.model.block_uses import expanded_size, recursive_block
from engine.model.build import build
from engine.model.context import Context
from engine.model.layer_type import LayerType
from engine.model.layers.block import BlockParams
from engine.model.registry import layer_type
from engine.model.serial import model_from_data, model_to_data
from engine.model.spec import Block, LayerSpec, ModelSpec, Shape
from engine.model.templates import template
from engine.text import NetwrightError

CNN = template("mnist-cnn")


def by_id(spec: ModelSpec) -> dict[str, object]:
    return dict(spec.by_id)


def totals(analysis: Analysis) -> tuple[int, ...]:
    return analysis.parameters, analysis.trainable_parameters, analysis.multiply_adds, analysis.activation_values


def repeatable() -> ModelSpec:
    """A network whose block leaves the shape as it is, used three times over."""
    spec, conv = edits.append_layer(template("softmax-regression"), "Conv2d", after="input")
    spec = edits.set_params(spec, conv, out_channels=1, padding="same")
    spec, relu = edits.append_layer(spec, "ReLU", after=conv)
    spec, use = blocks.group(spec, (conv, relu), "Stage")
    return edits.set_params(spec, use, repeat=3)


def test_grouping_keeps_shapes_costs_and_the_answer() -> None:
    grouped, use = blocks.group(CNN, ("conv1", "relu1", "pool1"), "Stage")
    before, after = analyse(CNN, Context(classes=10)), analyse(grouped, Context(classes=10))
    assert after.ok
    assert totals(after) == totals(before)
    assert after.layers[use].output_shape == before.layers["pool1"].output_shape
    assert after.layers["conv2"].receptive_field == before.layers["conv2"].receptive_field
    plain, made = build(CNN, seed=3), build(grouped, seed=3)
    images = torch.randn(2, 1, 28, 28)
    torch.testing.assert_close(made(images), plain(images), rtol=0, atol=0)
    assert f"{use}.conv1.weight" in made.state_dict()


def test_expanding_undoes_grouping() -> None:
    grouped, use = blocks.group(CNN, ("conv1", "relu1", "pool1"))
    expanded, ids = blocks.expand(grouped, use)
    assert by_id(expanded) == by_id(CNN)
    assert set(ids) == {"conv1", "relu1", "pool1"}
    assert blocks.drop_unused(expanded).blocks == ()


def test_a_repeated_block_is_what_its_copies_written_out_are() -> None:
    spec = repeatable()
    use = next(layer.id for layer in spec if layer.type == "Block")
    written, _ = blocks.expand(spec, use)
    assert totals(analyse(spec)) == totals(analyse(written))
    assert analyse(spec).layers["flatten1"].receptive_field == analyse(written).layers["flatten1"].receptive_field
    assert len(written) == len(spec) + 5
    images = torch.randn(2, 1, 28, 28)
    torch.testing.assert_close(build(spec, seed=1)(images), build(written, seed=1)(images), rtol=0, atol=0)


def test_copies_that_change_the_shape_are_each_counted() -> None:
    spec = edits.set_params(repeatable(), "stage1", repeat=1)
    inside = edits.set_params(spec.block_named["Stage"], "conv1", padding="valid", out_channels=4)
    spec = edits.set_params(blocks.put_back(spec, "Stage", inside), "stage1", repeat=3)
    written, _ = blocks.expand(spec, "stage1")
    assert analyse(spec).layers["stage1"].output_shape == (4, 22, 22)
    assert totals(analyse(spec)) == totals(analyse(written))


def test_a_problem_inside_a_block_stands_on_its_use_and_is_mended_from_there() -> None:
    spec, use = blocks.group(CNN, ("flatten1", "linear1", "relu3"), "Head")
    broken = blocks.put_back(spec, "Head", edits.set_params(spec.block_named["Head"], "linear1", in_features=7))
    (problem,) = analyse(broken, Context(classes=10)).problems
    assert (problem.layer, problem.severity) == (use, "error")
    assert "Head" in str(problem.text)
    assert "linear1" in str(problem.text)
    assert analyse(problem.fixes[0].apply(broken), Context(classes=10)).ok


def test_the_inside_of_a_block_is_known_to_the_analysis_of_the_whole() -> None:
    spec, _ = blocks.group(CNN, ("conv2", "relu2"), "Stage")
    inside = analyse(spec).inside["Stage"]
    assert inside.layers["conv2"].output_shape == analyse(CNN).layers["conv2"].output_shape
    assert inside.layers["relu2"].receptive_field == analyse(CNN).layers["relu2"].receptive_field


def test_a_selection_with_two_answers_is_no_block() -> None:
    spec, branch = edits.append_layer(CNN, "Tanh", after="relu1")
    spec = edits.connect(spec, "relu1", "pool1")
    spec = edits.connect(spec, "conv1", branch)
    reason = blocks.why_not_group(spec, ("conv1", "relu1"))
    assert reason is not None
    assert "one output" in str(reason)
    with pytest.raises(NetwrightError, match="one output"):
        blocks.group(spec, ("conv1", "relu1"))


def test_a_selection_with_a_gap_is_no_block() -> None:
    reason = blocks.why_not_group(CNN, ("conv1", "pool1"))
    assert reason is not None
    assert "pool1" in str(reason)


def test_a_block_cannot_come_to_contain_itself() -> None:
    spec, use = blocks.group(CNN, ("conv2", "relu2"), "Stage")
    inside, inner = edits.append_layer(spec.block_named["Stage"], "Block", params=spec[use].params)
    with pytest.raises(NetwrightError, match="cannot contain itself"):
        blocks.put_back(spec, "Stage", inside)
    assert inner in inside


def test_renaming_reaches_every_use() -> None:
    spec, _ = blocks.group(CNN, ("conv2", "relu2"), "Stage")
    spec, _ = blocks.group(spec, ("stage1", "pool2"), "Outer")
    renamed = blocks.rename_block(spec, "Stage", "Step")
    assert analyse(renamed, Context(classes=10)).ok
    assert set(renamed.block_named) == {"Step", "Outer"}
    with pytest.raises(NetwrightError, match="already a block named Outer"):
        blocks.rename_block(renamed, "Step", "Outer")


def test_definitions_brought_along_get_another_name_only_where_theirs_is_taken() -> None:
    spec, _ = blocks.group(CNN, ("conv2", "relu2"), "Stage")
    other, _ = blocks.group(CNN, ("conv1", "relu1"), "Stage")
    same, names = blocks.add_block(spec, spec.blocks)
    assert (same, names) == (spec, {"Stage": "Stage"})
    both, names = blocks.add_block(spec, other.blocks)
    assert names == {"Stage": "Stage2"}
    assert both.block_named["Stage2"].layers == other.block_named["Stage"].layers


def test_networks_with_blocks_survive_the_way_through_json() -> None:
    spec = repeatable()
    spec, _ = blocks.group(spec, ("stage1", "flatten1"), "Outer")
    assert model_from_data(model_to_data(spec)) == spec


def test_copies_of_copies_beyond_measure_are_refused_at_once() -> None:
    spec = repeatable()
    (stage,) = spec.blocks
    port, *_, output = stage.network.layers
    definitions = [stage]
    for level in range(2, 9):
        params = BlockParams(block=definitions[-1].name, repeat=200)
        use = LayerSpec("copies", "Block", params, (port.id,))
        network = ModelSpec((port, use, replace(output, inputs=(use.id,))))
        definitions.append(Block(f"Level{level}", network))
    huge = replace(spec, blocks=tuple(definitions))
    huge = edits.set_params(huge, "stage1", block="Level8")
    assert recursive_block(huge) is None
    assert expanded_size(huge) > 200**7
    assert {problem.code for problem in analyse(huge).problems} >= {"too_large"}
    with pytest.raises(NetwrightError, match="copies of copies"):
        model_from_data(model_to_data(huge))


def test_the_inside_of_a_block_that_others_use_twice_is_looked_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    spec, relu = edits.append_layer(template("softmax-regression"), "ReLU", after="input")
    spec, use = blocks.group(spec, (relu,), "Level0")
    port, _, output = spec.block_named["Level0"].layers
    definitions = [spec.blocks[0]]
    for level in range(1, 12):
        params = BlockParams(block=definitions[-1].name)
        first = LayerSpec("first", "Block", params, (port.id,))
        second = LayerSpec("second", "Block", params, ("first",))
        network = ModelSpec((port, first, second, replace(output, inputs=("second",))))
        definitions.append(Block(f"Level{level}", network))
    tower = edits.set_params(replace(spec, blocks=tuple(definitions)), use, block="Level11")
    kind, asked = type(layer_type("ReLU")), []
    whole = kind.output_shape

    def counted(self: LayerType, params: Any, inputs: tuple[Shape, ...]) -> Shape:
        asked.append(inputs)
        return whole(self, params, inputs)

    monkeypatch.setattr(kind, "output_shape", counted)
    analysis = analyse(tower)
    assert analysis.ok
    assert analysis.layers[use].activation_values == 2**11 * 28 * 28
    assert 1 <= len(asked) < 12
