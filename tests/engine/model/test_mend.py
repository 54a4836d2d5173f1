"""Fix all: whatever is broken, the network can be trained afterwards, and as much of it as possible is still there."""

from collections.abc import Callable
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import ValidationError

from engine.fields import describe
from engine.model import edits
from engine.model.analysis import analyse
from engine.model.build import build
from engine.model.context import NOTHING_KNOWN, Context
from engine.model.mend import fix_all, mend
from engine.model.registry import layer_type, layer_types
from engine.model.serial import model_from_data, model_to_data
from engine.model.spec import LayerSpec, ModelSpec
from engine.model.templates import template, template_names
from engine.text import NetwrightError
from tests.engine.model.broken_networks import BROKEN, CONTEXT, chain

NAMES = [kind.name for kind in layer_types()]


@pytest.mark.parametrize("name", BROKEN)
def test_every_broken_network_is_mended(name: str) -> None:
    broken = BROKEN[name]()
    assert not analyse(broken, CONTEXT).ok
    mending = mend(broken, CONTEXT)
    assert analyse(mending.spec, CONTEXT).ok
    assert 1 <= len(mending.steps) <= 6
    assert all("{" not in str(step) for step in mending.steps)
    assert model_from_data(model_to_data(mending.spec)) == mending.spec
    assert build(mending.spec, seed=0) is not None


def test_a_layer_that_reads_itself_does_not_hang_the_mending() -> None:
    spec = template("mlp")
    itself = replace(spec["relu1"], inputs=("relu1",))
    looped = spec.with_layers(itself if layer.id == "relu1" else layer for layer in spec)
    assert analyse(fix_all(looped, CONTEXT), CONTEXT).ok


@pytest.mark.parametrize("name", BROKEN)
def test_mending_keeps_nearly_every_layer(name: str) -> None:
    broken = BROKEN[name]()
    kept = fix_all(broken, CONTEXT)
    lost = [layer.id for layer in broken if layer.id not in kept and layer.type not in ("Input", "Output")]
    assert len(lost) <= 2
    if name.startswith("cut"):
        assert lost == []


def test_a_sound_network_is_left_as_it_is() -> None:
    for name in template_names():
        mending = mend(template(name), CONTEXT)
        assert mending.spec is template(name)
        assert mending.steps == ()


def test_a_layer_cut_out_of_a_chain_is_bridged_where_it_was() -> None:
    cut = edits.delete_layers(template("mnist-cnn"), ("relu2",), heal=False)
    assert fix_all(cut, CONTEXT) == edits.delete_layers(template("mnist-cnn"), ("relu2",))


def test_mending_one_of_two_uses_of_a_block_leaves_the_other_alone() -> None:
    spec = fix_all(BROKEN["a block that fits one of its places"](), CONTEXT)
    assert [block.name for block in spec.blocks] == ["Part", "Part2"]
    assert spec.block_named["Part"]["conv"].params.in_channels == 1  # type: ignore[attr-defined]
    assert spec.block_named["Part2"]["conv"].params.in_channels == 4  # type: ignore[attr-defined]


def test_weights_that_no_memory_holds_are_brought_down_to_what_there_is() -> None:
    context = replace(CONTEXT, free_memory=100 * 2**20)
    spec = chain(("Flatten", {}), ("Linear", {"out_features": 1_000_000}), ("Linear", {"out_features": 10}))
    mended = fix_all(spec, context)
    assert analyse(mended, context).ok
    assert len(mended) == len(spec)


def test_a_batch_of_one_gets_a_normalisation_of_each_example() -> None:
    spec = chain(("Flatten", {}), ("BatchNorm1d", {}), ("Linear", {"out_features": 10}))
    mended = fix_all(spec, replace(CONTEXT, batch_size=1))
    assert mended["norm1"].type == "LayerNorm"


CONTEXTS = st.sampled_from(
    (
        CONTEXT,
        NOTHING_KNOWN,
        Context(classes=4),
        replace(CONTEXT, image_shape=(3, 32, 32), classes=100, batch_size=1),
        replace(CONTEXT, free_memory=2**24),
        replace(CONTEXT, loss="nll_loss"),
    )
)


@given(data=st.data(), start=st.sampled_from(template_names()), context=CONTEXTS)
@settings(max_examples=120)
def test_whatever_is_broken_at_random_is_mended(data: st.DataObject, start: str, context: Context) -> None:
    spec = template(start)
    for _ in range(data.draw(st.integers(1, 7))):
        spec = _broken(spec, data)
    mended = fix_all(spec, context)
    assert analyse(mended, context).ok
    assert fix_all(mended, context) is mended


@given(kinds=st.lists(st.sampled_from(NAMES), max_size=14), context=CONTEXTS)
@settings(max_examples=80)
def test_any_layers_in_any_order_become_a_network(kinds: list[str], context: Context) -> None:
    mended = fix_all(chain(*((name, {}) for name in kinds)), context)
    assert analyse(mended, context).ok


def _broken(spec: ModelSpec, data: st.DataObject) -> ModelSpec:
    """One act of destruction, also such as the program itself would refuse."""
    draw = data.draw
    if len(spec) == 0:
        return spec
    ids = st.sampled_from([layer.id for layer in spec])
    acts: list[Callable[[], ModelSpec]] = [
        lambda: edits.delete_layers(spec, [draw(ids), draw(ids)], heal=False),
        lambda: edits.append_layer(spec, draw(st.sampled_from(NAMES)), after=draw(ids))[0],
        lambda: edits.replace_type(spec, draw(ids), draw(st.sampled_from(NAMES))),
        lambda: _with_random_params(spec, draw(ids), data),
        lambda: _linked(spec, draw(ids), draw(ids)),
        lambda: _gone(spec, draw(st.sampled_from(("Input", "Output", "Linear", "Flatten")))),
        lambda: spec.with_layers((*spec.layers, _another(spec, draw(st.sampled_from(("Input", "Output")))))),
        lambda: edits.set_learning(spec, draw(ids), trainable=False),
        lambda: replace(spec, blocks=()),
    ]
    try:
        return draw(st.sampled_from(acts))()
    except (NetwrightError, ValidationError, LookupError, StopIteration):
        return spec  # refused, or not possible while other links lead to nowhere


def _with_random_params(spec: ModelSpec, layer_id: str, data: st.DataObject) -> ModelSpec:
    fields = [field for field in describe(type(spec[layer_id].params)) if field.kind in ("integer", "choice", "switch")]
    if not fields:
        return spec
    field = data.draw(st.sampled_from(fields))
    value: object = data.draw(st.integers(-2, 40))
    if field.kind == "choice":
        value = data.draw(st.sampled_from(field.choices))
    elif field.kind == "switch":
        value = data.draw(st.booleans())
    return edits.set_params(spec, layer_id, **{field.name: value})


def _linked(spec: ModelSpec, source: str, target: str) -> ModelSpec:
    """A link more, whether or not it closes a loop or the layer takes so many."""
    reader = spec[target]
    if source in reader.inputs or reader.type == "Input" or spec[source].type == "Output":
        return spec
    more = replace(reader, inputs=(*reader.inputs, source))
    return spec.with_layers(more if layer.id == target else layer for layer in spec)


def _gone(spec: ModelSpec, type_name: str) -> ModelSpec:
    """Every layer of a type gone, with links that lead to nowhere."""
    return spec.with_layers(layer for layer in spec if layer.type != type_name)


def _another(spec: ModelSpec, type_name: str) -> LayerSpec:
    inputs = (spec.layers[0].id,) if type_name == "Output" and spec.layers[0].type != "Output" else ()
    return LayerSpec(edits.fresh_id(spec, "end"), type_name, layer_type(type_name).Params(), inputs)
