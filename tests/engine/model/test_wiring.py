"""Consumers and order after an edit are derived from those before it, and are those found from scratch."""

from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st

from engine.model.layer_type import NoParams
from engine.model.spec import LayerSpec, ModelSpec
from engine.model.wiring import rewire, wire


def assert_derived_as_found(before: ModelSpec, after: ModelSpec) -> None:
    derived, found = rewire(before.wiring, before, after), wire(after)
    assert dict(derived.consumers) == dict(found.consumers)
    assert derived.order == found.order
    assert derived.sound == found.sound


@st.composite
def graphs(draw: st.DrawFn, most: int = 12) -> ModelSpec:
    """Layers that read up to three of those before them; few read none, so that orders are not all trivial."""
    layers: list[LayerSpec] = []
    for number in range(draw(st.integers(1, most))):
        sources = [layer.id for layer in layers]
        inputs = draw(st.lists(st.sampled_from(sources), min_size=1, max_size=3, unique=True)) if sources else []
        layers.append(LayerSpec(f"layer{number}", "Add", NoParams(), tuple(inputs)))
    if draw(st.booleans()):
        return ModelSpec(tuple(draw(st.permutations(layers))))
    return ModelSpec(tuple(layers))


@given(data=st.data(), spec=graphs())
@settings(max_examples=400)
def test_any_other_links_are_derived_as_found(data: st.DataObject, spec: ModelSpec) -> None:
    ids = [*spec.by_id, "nowhere"]
    for _ in range(data.draw(st.integers(1, 4))):
        layers = list(spec.layers)
        for _ in range(data.draw(st.integers(1, 2))):
            place = data.draw(st.integers(0, len(layers)))
            inputs = tuple(data.draw(st.lists(st.sampled_from(ids), max_size=3)))
            match data.draw(st.integers(0, 4)):
                case 0:
                    layers.insert(place, LayerSpec(f"new{len(ids)}", "Add", NoParams(), inputs))
                    ids.append(f"new{len(ids)}")
                case 1 if place < len(layers):
                    del layers[place]
                case 2 if place < len(layers):
                    layers[place] = replace(layers[place], inputs=inputs)
                case 3 if place < len(layers) and layers[place].inputs:
                    layers[place] = replace(layers[place], inputs=layers[place].inputs[1:])
                case _ if place < len(layers) and data.draw(st.booleans()):
                    layers.append(layers.pop(place))
        after = spec.with_layers(layers)
        assert_derived_as_found(spec, after)
        spec = after


def test_behind_an_edit_the_order_of_branches_is_found_again() -> None:
    def network(*layers: tuple[str, str]) -> ModelSpec:
        return ModelSpec(tuple(LayerSpec(name, "Add", NoParams(), tuple(read.split())) for name, read in layers))

    branches = (("in", ""), ("a", "in"), ("b", "in"), ("c", "a"), ("d", "b"), ("m", "c d"), ("e", "m"), ("f", "m"))
    before = network(*branches)
    longer = network(*branches[:3], ("c", "n"), ("n", "a"), *branches[4:])
    assert longer.order == ("in", "a", "b", "n", "d", "c", "m", "e", "f")
    assert_derived_as_found(before, longer)
    assert_derived_as_found(longer, before)


def test_a_network_edited_from_one_that_knew_itself_holds_on_to_it_until_asked() -> None:
    spec = ModelSpec((LayerSpec("in", "Input", NoParams()), LayerSpec("a", "Add", NoParams(), ("in",))))
    assert spec.order == ("in", "a")
    edited = spec.with_layers(spec.layers).with_layers((*spec.layers, LayerSpec("b", "Add", NoParams(), ("a",))))
    assert spec in edited.__dict__.values()
    assert edited.order == ("in", "a", "b")
    assert spec not in edited.__dict__.values()
