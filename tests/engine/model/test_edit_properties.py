"""Whatever is edited in whatever order, the network stays one that files can hold and every step can be undone."""

from hypothesis import given, settings
from hypothesis import strategies as st

from engine.model import blocks
from engine.model.analysis import analyse
from engine.model.block_uses import recursive_block, used_blocks, uses
from engine.model.ports import input_range
from engine.model.serial import model_from_data, model_to_data
from engine.model.spec import ModelSpec
from engine.model.templates import template, template_names
from tests.engine.model.generated_edits import drawn_edit


def test_no_run_of_edits_reaches_a_network_that_contradicts_itself() -> None:
    @given(data=st.data(), start=st.sampled_from(template_names()))
    @settings(max_examples=80)
    def run(data: st.DataObject, start: str) -> None:
        spec = template(start)
        for _ in range(data.draw(st.integers(1, 12))):
            before = model_to_data(spec)
            edited = drawn_edit(spec, data)
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


@given(data=st.data())
@settings(max_examples=60)
def test_grouping_any_layers_that_may_be_grouped_and_expanding_again_is_the_identity(data: st.DataObject) -> None:
    spec = template(data.draw(st.sampled_from(template_names())))
    ids = data.draw(st.lists(st.sampled_from([layer.id for layer in spec]), min_size=1, max_size=6, unique=True))
    if blocks.why_not_group(spec, ids) is not None:
        return
    grouped, use = blocks.group(spec, ids, "Stage")
    check(grouped)
    expanded, _ = blocks.expand(grouped, use)
    assert dict(blocks.drop_unused(expanded).by_id) == dict(spec.by_id)
