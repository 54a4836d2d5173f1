"""Edits such as a person makes, drawn at random."""

from collections.abc import Callable

from hypothesis import strategies as st

from engine.model import blocks, edits, snippets
from engine.model.registry import layer_types
from engine.model.spec import ModelSpec
from engine.text import NetwrightError

TYPES = [kind.name for kind in layer_types()]


def drawn_edit(spec: ModelSpec, data: st.DataObject) -> ModelSpec:
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
        lambda: edits.move_input(spec, *draw(links), draw(st.integers(0, 3))),
        lambda: edits.rename_layer(spec, draw(ids), draw(st.sampled_from(("first", "second", "third")))),
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
    return blocks.put_back(spec, name, drawn_edit(spec.block_named[name], data))
