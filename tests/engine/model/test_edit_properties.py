"""Whatever is edited in whatever order, the network stays one that files can hold and every step can be undone."""

from collections.abc import Callable

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from engine.model import blocks, edits, snippets
from engine.model.analysis import analyse
from engine.model.block_uses import recursive_block, used_blocks, uses
from engine.model.ports import input_range
from engine.model.registry import layer_types
from engine.model.serial import model_from_data, model_to_data
from engine.model.spec import ModelSpec
from engine.model.templates import template, template_names
from engine.text import NetwrightError

TYPES = [kind.name for kind in layer_types()]
Draw = Callable[[st.SearchStrategy[str]], str]


def test_no_run_of_edits_reaches_a_network_that_contradicts_itself() -> None:
    @given(data=st.data(), start=st.sampled_from(template_names()))
    @settings(max_examples=80, deadline=None, suppress_health_check=[HealthCheck.too_slow])
    def run(data: st.DataObject, start: str) -> None:
        spec = template(start)
        for _ in range(data.draw(st.integers(1, 12))):
            before = model_to_data(spec)
            edited = _edit(spec, data)
            assert model_to_data(spec) == before  # what undo goes back to was not touched
            spec = edited
            check(spec)

    run()


def check(spec: ModelSpec) -> None:
    """Every invariant of a network that the rest of the program relies on."""
    assert model_from_data(model_to_data(spec)) == spec
    for network in (spec, *spec.block_named.values()):
        assert len(network.by_id) == len(network.layers)
        assert len(network.order) == len(network.layers)
        assert sum(layer.type == "Output" for layer in network) == 1
        for layer in network:
            assert len(set(layer.inputs)) == len(layer.inputs) <= input_range(network, layer)[1]
            assert all(source in network and network[source].type != "Output" for source in layer.inputs)
        assert {name for name, _ in uses(network.layers)} <= set(spec.block_named)
    assert sum(layer.type == "Input" for layer in spec) == 1
    assert recursive_block(spec) is None
    assert used_blocks(spec) <= set(spec.block_named)
    assert set(analyse(spec).layers) == set(spec.by_id)


def _edit(spec: ModelSpec, data: st.DataObject) -> ModelSpec:
    """One edit such as a person makes; one that is refused leaves the network as it was."""
    ids = st.sampled_from([layer.id for layer in spec])
    some = st.lists(ids, min_size=1, max_size=4, unique=True)
    links = st.sampled_from(spec.links) if spec.links else st.just(("input", "output"))
    kinds = st.sampled_from(TYPES)
    draw = data.draw
    steps: list[Callable[[], ModelSpec]] = [
        lambda: edits.append_layer(spec, draw(kinds), after=draw(ids))[0],
        lambda: edits.append_layer(spec, draw(kinds))[0],
        lambda: edits.insert_on_link(spec, *draw(links), draw(kinds))[0],
        lambda: edits.delete_layers(spec, draw(some), heal=draw(st.booleans())),
        lambda: edits.connect(spec, draw(ids), draw(ids), draw(st.none() | st.integers(0, 3))),
        lambda: edits.disconnect(spec, *draw(links)),
        lambda: edits.move_layer(spec, draw(ids), draw(ids)),
        lambda: edits.move_onto_link(spec, draw(ids), *draw(links)),
        lambda: edits.replace_type(spec, draw(st.sampled_from(_inner(spec))), draw(kinds)) if _inner(spec) else spec,
        lambda: edits.duplicate_layers(spec, draw(some))[0],
        lambda: snippets.move_run(spec, draw(some), draw(st.sampled_from((-1, 1)))),
        lambda: blocks.group(spec, draw(some))[0],
        lambda: blocks.expand(spec, draw(ids))[0],
        lambda: edits.set_learning(spec, draw(ids), trainable=draw(st.booleans())),
        lambda: _inside(spec, data),
    ]
    try:
        return draw(st.sampled_from(steps))()
    except NetwrightError:
        return spec


def _inner(spec: ModelSpec) -> list[str]:
    return [layer.id for layer in spec if layer.type not in ("Input", "Output", "BlockInput", "Block")]


def _inside(spec: ModelSpec, data: st.DataObject) -> ModelSpec:
    if not spec.blocks:
        return spec
    name = data.draw(st.sampled_from([block.name for block in spec.blocks]))
    return blocks.put_back(spec, name, _edit(spec.block_named[name], data))


@given(data=st.data())
@settings(max_examples=60, deadline=None)
def test_grouping_any_layers_that_may_be_grouped_and_expanding_again_is_the_identity(data: st.DataObject) -> None:
    spec = template(data.draw(st.sampled_from(template_names())))
    ids = data.draw(st.lists(st.sampled_from([layer.id for layer in spec]), min_size=1, max_size=6, unique=True))
    if blocks.why_not_group(spec, ids) is not None:
        return
    grouped, use = blocks.group(spec, ids, "Stage")
    check(grouped)
    expanded, _ = blocks.expand(grouped, use)
    assert dict(blocks.drop_unused(expanded).by_id) == dict(spec.by_id)
