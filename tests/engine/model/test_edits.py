"""Edits are pure: they keep the network consistent and leave the spec they were given untouched."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import ValidationError

from engine.model import edits
from engine.model.layout import arrange, follow
from engine.model.registry import layer_types
from engine.model.spec import ModelSpec
from engine.model.templates import empty_model, template
from engine.text import NetwrightError


def sequence(spec: ModelSpec) -> list[str]:
    return list(spec.order)


def test_a_layer_added_without_a_place_lands_before_the_output() -> None:
    spec, added = edits.append_layer(empty_model(), "Flatten")
    assert sequence(spec) == ["input", added, "output"]


def test_a_layer_added_after_another_pushes_the_layers_below_down() -> None:
    spec, added = edits.append_layer(template("mlp"), "Dropout", after="relu1")
    assert spec[added].inputs == ("relu1",)
    assert spec["linear2"].inputs == (added,)


def test_inserting_on_a_link_rewires_only_that_link() -> None:
    spec, added = edits.insert_on_link(template("mlp"), "linear1", "relu1", "BatchNorm1d")
    assert spec[added].inputs == ("linear1",)
    assert spec["relu1"].inputs == (added,)
    assert len(spec) == len(template("mlp")) + 1


def test_deleting_heals_the_chain_and_cutting_leaves_it_open() -> None:
    healed = edits.delete_layers(template("mlp"), ["relu1", "linear2"])
    assert healed["relu2"].inputs == ("linear1",)
    cut = edits.delete_layers(template("mlp"), ["relu1"], heal=False)
    assert cut["linear2"].inputs == ()


def test_input_and_output_cannot_be_deleted_or_moved() -> None:
    with pytest.raises(NetwrightError):
        edits.delete_layers(template("mlp"), ["input"])
    with pytest.raises(NetwrightError):
        edits.move_layer(template("mlp"), "output", "input")


def test_a_link_that_would_close_a_loop_is_refused_with_the_reason() -> None:
    with pytest.raises(NetwrightError, match="relu1 already leads to relu2"):
        edits.connect(template("mlp"), "relu2", "relu1")
    with pytest.raises(NetwrightError, match="close a loop"):
        edits.connect(template("mlp"), "relu1", "relu1")


def test_connecting_a_layer_with_one_input_replaces_its_source() -> None:
    spec = edits.connect(template("mlp"), "linear1", "linear2")
    assert spec["linear2"].inputs == ("linear1",)


def test_moving_a_layer_heals_what_it_leaves() -> None:
    spec = edits.move_layer(template("mlp"), "relu1", "linear2")
    assert spec["linear2"].inputs == ("linear1",)
    assert spec["relu1"].inputs == ("linear2",)
    assert spec["relu2"].inputs == ("relu1",)


def test_params_out_of_range_are_refused_and_the_network_stays() -> None:
    spec = template("mlp")
    with pytest.raises(ValidationError):
        edits.set_params(spec, "linear1", out_features=0)
    with pytest.raises(ValidationError):
        edits.set_params(spec, "linear1", unknown=1)
    assert spec == template("mlp")


def test_duplicates_keep_the_links_among_them() -> None:
    spec, copies = edits.duplicate_layers(template("mlp"), ["linear2", "relu2"])
    assert copies == ("linear4", "relu3")
    assert spec["relu3"].inputs == ("linear4",)
    assert spec["linear4"].inputs == ()


def test_reattaching_the_output_after_a_cut_brings_new_layers_to_the_loose_end() -> None:
    spec = edits.disconnect(template("softmax-regression"), "softmax1", "output")
    spec, added = edits.append_layer(spec, "Softmax")
    assert spec[added].inputs == ("softmax1",)
    assert spec["output"].inputs == (added,)


@st.composite
def edited(draw: st.DrawFn) -> tuple[ModelSpec, ModelSpec]:
    """A network after a few random edits, and after one more."""
    spec = template("mnist-cnn")
    before = spec
    for _ in range(draw(st.integers(1, 8))):
        before = spec
        ids = [layer.id for layer in spec.layers]
        kind = draw(st.sampled_from(layer_types())).name
        some, other = draw(st.sampled_from(ids)), draw(st.sampled_from(ids))
        try:
            match draw(st.sampled_from(["append", "insert", "delete", "cut", "connect", "move", "duplicate"])):
                case "append":
                    spec, _ = edits.append_layer(spec, kind, after=some)
                case "insert" if spec.links:
                    spec, _ = edits.insert_on_link(spec, *draw(st.sampled_from(spec.links)), kind)
                case "delete":
                    spec = edits.delete_layers(spec, {some, other})
                case "cut":
                    spec = edits.delete_layers(spec, {some}, heal=False)
                case "connect":
                    spec = edits.connect(spec, some, other)
                case "move":
                    spec = edits.move_layer(spec, some, other)
                case "duplicate":
                    spec, _ = edits.duplicate_layers(spec, {some, other})
        except NetwrightError:
            continue  # a refusal changes nothing
    return before, spec


@given(edited())
@settings(max_examples=300)
def test_no_sequence_of_edits_makes_an_inconsistent_network(specs: tuple[ModelSpec, ModelSpec]) -> None:
    _, spec = specs
    assert len(spec.by_id) == len(spec)
    assert set(spec.order) == set(spec.by_id), "no loop"
    assert all(source in spec for layer in spec for source in layer.inputs)
    assert [layer.type for layer in spec].count("Input") == 1
    assert [layer.type for layer in spec].count("Output") == 1


@given(edited())
@settings(max_examples=200)
def test_every_layer_has_a_place_of_its_own_on_the_canvas(specs: tuple[ModelSpec, ModelSpec]) -> None:
    before, after = specs
    placed = arrange(after)
    assert set(placed) == set(after.by_id)
    assert len(set(placed.values())) == len(after)
    by_hand = {layer_id: (x + 1000, y) for layer_id, (x, y) in arrange(before).items()}
    followed = follow(before, by_hand, after)
    assert set(followed) == set(after.by_id)


def test_a_chain_stands_in_one_column_and_stays_neat_after_an_insertion() -> None:
    spec = template("mnist-cnn")
    longer, _ = edits.append_layer(spec, "Dropout", after="relu3")
    placed = follow(spec, arrange(spec), longer)
    assert {x for x, _ in placed.values()} == {0.0}
    assert placed == arrange(longer)


def test_nodes_placed_by_hand_stay_where_they_are_when_one_is_inserted_above_the_others() -> None:
    spec = template("mlp")
    by_hand = dict(arrange(spec)) | {"linear1": (500.0, 54.0)}
    longer, added = edits.append_layer(spec, "Dropout", after="linear1")
    placed = follow(spec, by_hand, longer)
    assert placed["linear1"] == (500.0, 54.0)
    assert placed["input"] == by_hand["input"]
    assert placed[added][0] == 500.0
    assert placed["relu1"][1] > placed[added][1]
