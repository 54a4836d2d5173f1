"""Links that span rows: none runs through a node, nested ones lie in each other, strangers keep apart."""

from collections.abc import Iterator
from itertools import combinations

from hypothesis import given, settings
from hypothesis import strategies as st

from engine.model import edits
from engine.model.layout import NODE_HEIGHT, NODE_WIDTH, STEP_Y, Layout, arrange, follow
from engine.model.routing import LANE_STEP, Link, Router, lanes, port_offset
from engine.model.spec import ModelSpec
from engine.model.templates import template
from tests.engine.model.generated_specs import specs


def links_of(spec: ModelSpec) -> list[Link]:
    return [
        (source, layer.id, port) for layer in spec for port, source in enumerate(layer.inputs) if source in spec.by_id
    ]


def routed(spec: ModelSpec, layout: Layout, router: Router | None = None) -> dict[Link, float]:
    find = lanes if router is None else router.lanes
    return find(layout, links_of(spec), lambda target: len(spec[target].inputs))


def covering(layout: Layout, x: float, top: float, bottom: float) -> Iterator[str]:
    for layer_id, (u, v) in layout.items():
        if abs(u - x) < NODE_WIDTH / 2 and v - NODE_HEIGHT / 2 < bottom and v + NODE_HEIGHT / 2 > top:
            yield layer_id


@given(spec=specs(with_blocks=False))
@settings(max_examples=40)
def test_a_lane_has_no_card_in_its_way(spec: ModelSpec) -> None:
    layout = arrange(spec)
    for (source, target, _), lane in routed(spec, layout).items():
        top, bottom = layout[source][1] + STEP_Y / 2, layout[target][1] - STEP_Y / 2
        assert list(covering(layout, lane, top + 1, bottom - 1)) == []


@given(spec=specs(with_blocks=False))
@settings(max_examples=40)
def test_links_of_different_sources_share_no_lane_at_the_same_height(spec: ModelSpec) -> None:
    layout = arrange(spec)
    for (one, lane), (other, second) in combinations(routed(spec, layout).items(), 2):
        meet = layout[one[0]][1] < layout[other[1]][1] and layout[other[0]][1] < layout[one[1]][1]
        if one[0] != other[0] and meet:
            assert abs(lane - second) > LANE_STEP - 2


def test_a_skip_runs_down_beside_its_chain_and_a_direct_link_straight() -> None:
    spec = template("resnet-small").block_named["Residual"]
    found = routed(spec, arrange(spec))
    assert {(source, target) for source, target, _ in found} == {("x", "add")}
    assert all(NODE_WIDTH / 2 < abs(lane) < NODE_WIDTH / 2 + 40 for lane in found.values())


def test_the_outer_of_two_nested_skips_runs_further_out() -> None:
    spec = template("mnist-cnn")
    for name, source in (("add1", "relu1"), ("add2", "conv1")):
        spec, added = edits.append_layer(spec, "Add", after="pool2" if name == "add1" else "add1")
        spec = edits.connect(spec, source, added)
    found = {(source, target): lane for (source, target, _), lane in routed(spec, arrange(spec)).items()}
    assert abs(found["conv1", "add2"]) > abs(found["relu1", "add1"])


def test_ports_stand_evenly_about_the_middle() -> None:
    assert port_offset(0, 1) == 0.0
    assert [port_offset(number, 3) for number in range(3)] == [-40.0, 0.0, 40.0]
    places = [port_offset(number, 12) for number in range(12)]
    assert places == sorted(places)
    assert max(places) < NODE_WIDTH / 2


@given(data=st.data())
@settings(max_examples=60)
def test_lanes_kept_through_edits_are_as_good_as_new_ones(data: st.DataObject) -> None:
    spec = template("mnist-cnn")
    for skip, end in (("relu1", "pool2"), ("conv1", "relu3")):
        spec, added = edits.append_layer(spec, "Add", after=end)
        spec = edits.connect(spec, skip, added)
    layout, router = arrange(spec), Router()
    for _ in range(8):
        routed(spec, layout, router)
        former = spec
        inner = [layer.id for layer in spec if layer.type not in ("Input", "Output")]
        if data.draw(st.booleans()) or len(inner) < 4:
            source, target = data.draw(st.sampled_from(spec.links))
            spec, _ = edits.insert_on_link(spec, source, target, "ReLU")
        else:
            spec = edits.delete_layers(spec, [data.draw(st.sampled_from(inner))])
        layout = follow(former, layout, spec)
        found = routed(spec, layout, router)
        assert found.keys() == routed(spec, layout).keys()
        for (source, target, _), lane in found.items():
            top, bottom = layout[source][1] + STEP_Y / 2, layout[target][1] - STEP_Y / 2
            assert list(covering(layout, lane, top + 1, bottom - 1)) == []
