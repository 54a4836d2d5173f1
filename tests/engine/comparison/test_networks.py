"""Layers, links and blocks in which two networks differ, and where they stand beside each other."""

from engine.comparison.networks import network_difference
from engine.comparison.together import arranged_together
from engine.model.blocks import group, put_back
from engine.model.edits import append_layer, connect, delete_layers, disconnect, rename_layer, set_learning, set_params
from engine.model.spec import ModelSpec
from engine.model.templates import template, template_names


def kinds(first: ModelSpec, second: ModelSpec) -> dict[str, str]:
    return {layer.name: layer.kind for layer in network_difference(first, second).layers}


def test_no_template_differs_from_itself_and_every_two_differ() -> None:
    specs = [template(name) for name in template_names()]
    for spec in specs:
        assert network_difference(spec, spec).is_none
    assert not any(network_difference(one, other).is_none for one in specs for other in specs if one is not other)


def test_a_layer_that_one_lacks_is_named_and_so_are_the_links_around_it() -> None:
    whole = template("mnist-cnn")
    gone = "relu2"
    without = delete_layers(whole, [gone])
    found = network_difference(whole, without)
    assert [(layer.kind, layer.name) for layer in found.layers] == [("first", gone)]
    assert all(gone in link for link in found.only_first_links)
    assert len(found.only_first_links) == 2
    assert len(found.only_second_links) == 1
    back = network_difference(without, whole)
    assert [(layer.kind, layer.name) for layer in back.layers] == [("second", gone)]
    assert back.only_second_links == found.only_first_links


def test_params_and_learning_that_differ_are_told_with_both_values() -> None:
    first = template("mnist-cnn")
    second = set_learning(set_params(first, "conv1", out_channels=7), "conv1", trainable=False)
    (found,) = network_difference(first, second).layers
    assert found.kind == "changed"
    told = {field.field.name: (field.first, field.second) for field in found.fields}
    assert told == {"out_channels": (first["conv1"].params.out_channels, 7), "trainable": (True, False)}  # type: ignore[attr-defined]


def test_a_layer_under_another_name_is_the_same_layer() -> None:
    first = template("mnist-cnn")
    second = rename_layer(first, "conv1", "edges")
    found = network_difference(first, second)
    assert [
        (layer.kind, layer.first and layer.first.id, layer.second and layer.second.id) for layer in found.layers
    ] == [("renamed", "conv1", "edges")]
    assert found.computes_alike
    assert not found.only_first_links


def test_another_link_alone_is_a_difference_and_marks_no_layer() -> None:
    first = template("resnet-small").block_named["Residual"]
    source, target = next(
        (source, layer.id) for layer in first.layers if layer.type == "Add" for source in layer.inputs
    )
    second = disconnect(first, source, target)
    found = network_difference(first, second)
    assert found.only_first_links == ((source, target),)
    assert found.layers == ()
    assert not found.computes_alike


def test_inputs_in_another_order_are_told() -> None:
    first = template("inception-small").block_named["Inception"]
    concat = next(layer for layer in first.layers if layer.type == "Concatenate")
    second = disconnect(first, concat.inputs[0], concat.id)
    second = connect(second, concat.inputs[0], concat.id)
    assert second[concat.id].inputs != concat.inputs
    assert set(second[concat.id].inputs) == set(concat.inputs)
    found = network_difference(first, second)
    assert [(layer.name, layer.reordered) for layer in found.layers] == [(concat.id, True)]
    assert not found.only_first_links


def test_a_change_inside_a_block_is_told_inside_it() -> None:
    flat = template("mnist-cnn")
    first, _ = group(flat, ["conv1", "relu1"], "Front")
    definition = first.block_named["Front"]
    changed = set_params(definition, "conv1", out_channels=9)
    second = put_back(first, "Front", changed)
    (block,) = network_difference(first, second).blocks
    assert (block.kind, block.name) == ("changed", "Front")
    assert block.network is not None
    assert [layer.name for layer in block.network.layers] == ["conv1"]
    (gone, came) = network_difference(first, flat), network_difference(flat, first)
    assert [block.kind for block in gone.blocks] == ["first"]
    assert [block.kind for block in came.blocks] == ["second"]


def test_shared_layers_stand_at_the_same_place_in_both_drawings() -> None:
    first = template("mnist-cnn")
    second, _ = append_layer(delete_layers(first, [first.order[3]]), "Dropout")
    found = network_difference(first, second)
    one, other = arranged_together(first, second, found)
    assert set(one) == set(first.by_id)
    assert set(other) == set(second.by_id)
    assert all(one[here] == other[there] for here, there in found.partners.items())
    assert len(set(one.values()) | set(other.values())) == len(set(first.by_id) | set(second.by_id)), (
        "gaps, no overlaps"
    )
