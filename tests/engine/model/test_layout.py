"""Where nodes stand: below what they read, none upon another, and where they were as far as that is possible."""

from itertools import pairwise

from hypothesis import given, settings
from hypothesis import strategies as st

from engine.model import edits
from engine.model.layout import NODE_HEIGHT, NODE_WIDTH, STEP_X, STEP_Y, arrange, follow
from engine.model.spec import ModelSpec
from engine.model.templates import template
from tests.engine.model.generated_specs import specs


def overlapping(layout: dict[str, tuple[float, float]]) -> list[tuple[str, str]]:
    places = list(layout.items())
    return [
        (one, other)
        for number, (one, (x, y)) in enumerate(places)
        for other, (u, v) in places[number + 1 :]
        if abs(x - u) < NODE_WIDTH and abs(y - v) < NODE_HEIGHT
    ]


@given(spec=specs(with_blocks=False))
@settings(max_examples=40)
def test_every_node_stands_below_what_it_reads_and_none_upon_another(spec: ModelSpec) -> None:
    layout = dict(arrange(spec))
    for source, target in spec.links:
        assert layout[target][1] >= layout[source][1] + STEP_Y
    assert overlapping(layout) == []


def test_the_branches_of_an_inception_block_are_straight_columns() -> None:
    spec = template("inception-small").block_named["Inception"]
    layout = arrange(spec)
    alone = [
        (source, target)
        for source, target in spec.links
        if len(spec.consumers[source]) == 1 and len(spec[target].inputs) == 1
    ]
    assert len(alone) >= 6
    for source, target in alone:
        assert layout[source][0] == layout[target][0], (source, target)
    heads = [layout[reader][0] for reader in spec.consumers["x"]]
    assert [right - left for left, right in pairwise(heads)] == [STEP_X] * (len(heads) - 1)


def test_a_skip_leaves_the_chain_straight() -> None:
    spec = template("resnet-small").block_named["Residual"]
    assert {x for x, _ in arrange(spec).values()} == {0.0}


def test_a_new_layer_moves_only_what_stands_below_it() -> None:
    spec = template("mnist-cnn")
    before = arrange(spec)
    after = follow(spec, before, edits.append_layer(spec, "ReLU", after="conv2")[0])
    for layer_id in ("input", "conv1", "relu1", "pool1", "conv2"):
        assert after[layer_id] == before[layer_id]
    assert after["relu2"] == (before["relu2"][0], before["relu2"][1] + STEP_Y)


@given(data=st.data())
@settings(max_examples=40)
def test_nodes_placed_by_hand_stay_where_they_are_when_others_come(data: st.DataObject) -> None:
    spec = template("mnist-cnn")
    place = st.tuples(st.floats(-900, 900), st.floats(-900, 900))
    placed = {layer.id: data.draw(place) for layer in spec}
    after = data.draw(st.sampled_from(["conv1", "relu1", "linear2"]))
    extended, added = edits.append_layer(spec, "Dropout", after=after)
    layout = follow(spec, placed, extended)
    above = [name for name in placed if not extended.reaches(added, name)]
    assert {name: layout[name] for name in above} == {name: placed[name] for name in above}
    assert added in layout


def test_a_change_of_params_or_links_moves_nothing() -> None:
    spec = template("mnist-cnn")
    layout = {layer.id: (1.0, 2.0) for layer in spec}
    assert follow(spec, layout, edits.set_params(spec, "conv1", out_channels=3)) is layout
