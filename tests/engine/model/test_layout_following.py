"""After an edit the nodes stay where they were as far as that is possible; what comes and goes takes and gives room."""

import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from engine.model import edits
from engine.model.layout import NODE_HEIGHT, NODE_WIDTH, STEP_X, STEP_Y, Layout, arrange, follow
from engine.model.spec import ModelSpec
from engine.model.templates import template

BRANCHING = {
    "Inception": template("inception-small").block_named["Inception"],
    "Residual": template("resnet-small").block_named["Residual"],
    "inception-small": template("inception-small"),
    "mnist-cnn": template("mnist-cnn"),
}


def overlapping(layout: Layout) -> list[tuple[str, str]]:
    places = list(layout.items())
    return [
        (one, other)
        for number, (one, (x, y)) in enumerate(places)
        for other, (u, v) in places[number + 1 :]
        if abs(x - u) < NODE_WIDTH and abs(y - v) < NODE_HEIGHT
    ]


def moved(before: Layout, after: Layout) -> set[str]:
    return {layer_id for layer_id, place in before.items() if layer_id in after and after[layer_id] != place}


@pytest.mark.parametrize("name", BRANCHING)
def test_a_layer_put_into_any_link_moves_only_layers_below_it_straight_down(name: str) -> None:
    spec = BRANCHING[name]
    layout = arrange(spec)
    for source, target in spec.links:
        extended, added = edits.insert_on_link(spec, source, target, "ReLU")
        followed = follow(spec, layout, extended)
        assert overlapping(followed) == []
        for layer_id in moved(layout, followed):
            assert extended.reaches(added, layer_id)
            assert followed[layer_id][0] == layout[layer_id][0]
            assert 0 < followed[layer_id][1] - layout[layer_id][1] <= STEP_Y


@pytest.mark.parametrize("name", BRANCHING)
def test_deleting_what_was_added_gives_the_former_layout_back(name: str) -> None:
    spec = BRANCHING[name]
    layout = arrange(spec)
    for source, target in spec.links:
        extended, added = edits.insert_on_link(spec, source, target, "ReLU")
        followed = follow(spec, layout, extended)
        assert follow(extended, followed, edits.delete_layers(extended, (added,))) == layout


def test_a_second_branch_stands_beside_the_first_and_moves_nothing() -> None:
    spec = template("mnist-cnn")
    layout = arrange(spec)
    branched, (added,) = edits.paste_layers(spec, (spec["relu1"],))
    branched = edits.connect(branched, "conv1", added)
    followed = follow(spec, layout, branched)
    assert moved(layout, followed) == set()
    assert followed[added] == (layout["relu1"][0] + STEP_X, layout["relu1"][1])


def test_an_edit_among_a_thousand_layers_leaves_all_above_it_in_place() -> None:
    spec = template("mnist-cnn")
    for _ in range(1000):
        spec, _ = edits.append_layer(spec, "ReLU", after="relu1")
    layout = arrange(spec)
    middle = spec.order[500]
    extended, _ = edits.append_layer(spec, "Dropout", after=middle)
    followed = follow(spec, layout, extended)
    assert moved(layout, followed) == set(spec.order[501:])
    assert followed == arrange(extended)


def test_a_layer_dragged_far_down_waits_there_until_it_is_pushed() -> None:
    spec = template("mnist-cnn")
    layout: Layout = {**arrange(spec), "output": (0.0, 2000.0)}
    extended, _ = edits.append_layer(spec, "ReLU", after="linear1")
    assert follow(spec, layout, extended)["output"] == (0.0, 2000.0)


def test_a_stranger_in_the_way_is_pushed_down_too() -> None:
    spec = template("mnist-cnn")
    layout = arrange(spec)
    stray, (loose,) = edits.paste_layers(spec, (spec["relu1"],))
    last = max(y for _, y in layout.values())
    placed: Layout = {**layout, loose: (0.0, last + STEP_Y)}
    extended, _ = edits.append_layer(stray, "ReLU", after="relu1")
    followed = follow(stray, placed, extended)
    assert overlapping(followed) == []
    assert followed[loose] == (0.0, last + 2 * STEP_Y)


@given(seed=st.integers(0, 10_000), name=st.sampled_from(sorted(BRANCHING)))
@settings(max_examples=60)
def test_no_run_of_edits_puts_a_node_upon_another(seed: int, name: str) -> None:
    chance, spec = random.Random(seed), BRANCHING[name]
    layout = arrange(spec)
    for _ in range(12):
        former: ModelSpec = spec
        inner = [layer.id for layer in spec if layer.type not in ("Input", "BlockInput", "Output")]
        if chance.random() < 0.6 or len(inner) < 3:
            spec, _ = edits.insert_on_link(spec, *chance.choice(spec.links), chance.choice(["ReLU", "Add", "Dropout"]))
        else:
            spec = edits.delete_layers(spec, chance.sample(inner, chance.choice([1, 1, 2])))
        layout = follow(former, layout, spec)
        assert layout.keys() == spec.by_id.keys()
        assert overlapping(layout) == []
