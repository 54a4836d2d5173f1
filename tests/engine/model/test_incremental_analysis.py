"""What is taken over from before an edit – wiring, shapes, sums, problems – is what is found from scratch."""

from collections.abc import Callable
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import ValidationError

from engine.model import edits
from engine.model.analysis import Analysis, analyse
from engine.model.context import Context
from engine.model.problems import Fix
from engine.model.spec import ModelSpec
from engine.model.templates import empty_model, template, template_names
from engine.model.wiring import wire
from engine.text import NetwrightError
from tests.engine.model.generated_edits import drawn_edit

CONTEXT = Context(classes=10, image_shape=(1, 28, 28), train_images=48_000, batch_size=64)
CONTEXTS = (CONTEXT, replace(CONTEXT, batch_size=1), replace(CONTEXT, free_memory=100_000, train_images=5, classes=7))
OF_INTEREST = (
    "Add", "BatchNorm1d", "BatchNorm2d", "Concatenate", "Conv2d", "Dropout", "Flatten", "Identity", "Linear",
    "LogSoftmax", "MaxPool2d", "MultiheadAttention", "PatchEmbedding", "PositionalEmbedding", "ReLU", "Rows",
    "Sigmoid", "Softmax",
)  # fmt: skip
"""Types that rules look for, or look through."""
RELATED = ("Linear", "ReLU", "Sigmoid", "Softmax", "LogSoftmax", "Dropout", "Identity", "BatchNorm1d")
REFUSED = (NetwrightError, ValidationError, LookupError, StopIteration)
"""How edits end that cannot be done; the last two only in networks with links to nowhere, which no edit makes."""


def findings(analysis: Analysis) -> tuple[object, ...]:
    """All that a person sees, with what the repairs say and do."""
    problems = [
        (*(getattr(found, name) for name in ("code", "severity", "layer", "field", "expected", "found")),
         str(found.text), [(str(fix.label), outcome(fix, analysis.spec)) for fix in found.fixes])
        for found in analysis.problems
    ]  # fmt: skip
    reports = {layer_id: replace(report, inside=None) for layer_id, report in analysis.layers.items()}
    inside = {name: findings(inner) for name, inner in analysis.inside.items()}
    by_layer = {layer_id: [found.code for found in of_layer] for layer_id, of_layer in analysis.by_layer.items()}
    return problems, list(reports.items()), analysis.totals, inside, by_layer, analysis.ok, analysis.context


def outcome(fix: Fix, spec: ModelSpec) -> object:
    try:
        return fix.apply(spec)
    except REFUSED as error:
        return str(error)


def assert_as_from_scratch(analysis: Analysis) -> None:
    spec = replace(analysis.spec)  # knows nothing of itself yet
    scratch = wire(spec)
    assert dict(analysis.spec.consumers) == dict(scratch.consumers)
    assert analysis.spec.order == scratch.order
    assert analysis.spec.wiring.sound == scratch.sound
    assert findings(analysis) == findings(analyse(spec, analysis.context))


@given(data=st.data(), start=st.sampled_from(template_names()))
@settings(max_examples=100)
def test_any_run_of_edits_is_analysed_the_same_step_by_step_as_at_once(data: st.DataObject, start: str) -> None:
    known = analyse(template(start), CONTEXT)
    left = [known.spec]
    for _ in range(data.draw(st.integers(1, 8))):
        context = data.draw(st.sampled_from((known.context, known.context, *CONTEXTS)))
        known = analyse(_edited(known.spec, left, data), context, before=known)
        left.append(known.spec)
        assert_as_from_scratch(known)


@given(data=st.data(), types=st.lists(st.sampled_from(RELATED), min_size=3, max_size=8))
@settings(max_examples=150)
def test_an_edit_among_layers_that_rules_relate_is_noticed_by_those(data: st.DataObject, types: list[str]) -> None:
    known = analyse(_chain(*types), CONTEXT)
    for _ in range(data.draw(st.integers(1, 3))):
        known = analyse(_related_edit(known.spec, data), CONTEXT, before=known)
        assert_as_from_scratch(known)


def _related_edit(spec: ModelSpec, data: st.DataObject) -> ModelSpec:
    draw = data.draw
    chosen, type_name = draw(st.sampled_from([layer.id for layer in spec.layers])), draw(st.sampled_from(RELATED))
    steps: list[Callable[[], ModelSpec]] = [
        lambda: edits.replace_type(spec, chosen, type_name),
        lambda: edits.append_layer(spec, type_name, chosen)[0],
        lambda: edits.delete_layers(spec, [chosen]),
        lambda: edits.set_learning(spec, chosen, initialisation="zeros"),
        lambda: spec.with_layers((*spec.layers, replace(edits.new_layer(spec, type_name), inputs=(chosen,)))),
        lambda: spec.with_layers(reversed(spec.layers)),
    ]
    try:
        return draw(st.sampled_from(steps))()
    except REFUSED:
        return spec


def _edited(spec: ModelSpec, left: list[ModelSpec], data: st.DataObject) -> ModelSpec:
    """An edit, or a network from before; also what only files can hold: links to nowhere, loops, other orders."""
    draw = data.draw
    ids = [layer.id for layer in spec]
    of_interest = st.sampled_from(OF_INTEREST)
    one, chosen = draw(st.sampled_from(ids)), spec[draw(st.sampled_from(ids))]
    steps: list[Callable[[], ModelSpec]] = [
        lambda: draw(st.sampled_from(left)),
        lambda: drawn_edit(spec, data),
        lambda: drawn_edit(drawn_edit(spec, data), data),
        lambda: edits.append_layer(spec, draw(of_interest), after=one)[0],
        lambda: edits.append_layer(edits.append_layer(spec, draw(of_interest), one)[0], draw(of_interest), one)[0],
        lambda: edits.replace_type(spec, chosen.id, draw(of_interest)) if chosen.type != "Block" else spec,
        lambda: edits.rename_layer(spec, one, draw(st.sampled_from(("other", "conv9", "a")))),
        lambda: edits.set_learning(spec, one, initialisation="zeros", trainable=draw(st.booleans()), rate_factor=0),
        lambda: edits.set_params(spec, one, **_other_params(spec, one, data)),
        lambda: spec.with_layers(layer for layer in spec.layers if layer.id != one),
        lambda: spec.with_layers(draw(st.permutations(spec.layers))),
        lambda: spec.with_layers(
            replace(layer, inputs=(chosen.id, *layer.inputs[1:])) if layer.id == one else layer for layer in spec.layers
        ),
    ]
    try:
        return draw(st.sampled_from(steps))()
    except REFUSED:
        return spec


def _other_params(spec: ModelSpec, layer_id: str, data: st.DataObject) -> dict[str, object]:
    other: dict[str, object] = {
        "out_features": data.draw(st.sampled_from((2, 10))),
        "out_channels": data.draw(st.sampled_from((1, 8))),
        "kernel_size": data.draw(st.sampled_from((1, 3))),
        "bias": data.draw(st.booleans()),
        "stride": 1,
        "p": data.draw(st.sampled_from((0.0, 0.95))),
    }
    return {name: value for name, value in other.items() if name in type(spec[layer_id].params).model_fields}


def test_a_rule_that_looks_down_notices_another_reader_behind_a_dropout() -> None:
    spec = _chain("Linear", "Softmax", "Dropout", "Linear", "Identity")
    assert_noticed(spec, "softmax_inside", edits.replace_type(spec, "linear2", "ReLU"))


def test_a_rule_about_the_only_reader_notices_a_second_one() -> None:
    spec = _chain("Linear", "BatchNorm1d", "Linear")
    second = replace(edits.new_layer(spec, "ReLU"), inputs=("linear1",))
    assert_noticed(spec, "idle_bias", spec.with_layers((*spec.layers, second)))


def test_a_rule_that_names_the_first_reader_notices_another_order() -> None:
    spec = _chain("Linear", "Softmax", "Linear")
    spec = spec.with_layers((*spec.layers, replace(edits.new_layer(spec, "Linear"), inputs=("softmax1",))))
    known = analyse(spec, CONTEXT)
    known = analyse(spec.with_layers(reversed(spec.layers)), CONTEXT, before=known)
    assert [found.text.values["reader"] for found in known.problems if found.code == "softmax_inside"] == ["linear3"]
    assert_as_from_scratch(known)


def _chain(*types: str) -> ModelSpec:
    spec = edits.append_layer(empty_model(), "Flatten")[0]
    for type_name in types:
        spec = edits.append_layer(spec, type_name)[0]
    return spec


def assert_noticed(spec: ModelSpec, code: str, after: ModelSpec) -> None:
    known = analyse(spec, CONTEXT)
    assert code in [found.code for found in known.problems]
    known = analyse(after, CONTEXT, before=known)
    assert code not in [found.code for found in known.problems]
    assert_as_from_scratch(known)


def test_what_an_edit_did_not_touch_is_the_same_report() -> None:
    spec = template("mnist-cnn")
    before = analyse(spec, CONTEXT)
    after = analyse(edits.set_params(spec, "linear1", out_features=64), CONTEXT, before=before)
    assert after.layers["conv2"] is before.layers["conv2"]
    assert after.layers["linear2"] is not before.layers["linear2"]


def test_an_edit_of_params_leaves_the_wiring_as_it_is() -> None:
    spec = template("mnist-cnn")
    wiring = spec.wiring
    assert edits.set_params(spec, "linear1", out_features=64).wiring is wiring


def test_a_network_that_comes_back_is_not_analysed_again() -> None:
    before = analyse(template("mnist-cnn"), CONTEXT)
    after = analyse(edits.append_layer(before.spec, "ReLU", after="conv1")[0], CONTEXT, before=before)
    assert analyse(before.spec, CONTEXT, before=after) is before
    assert analyse(after.spec, CONTEXT, before=before) is after
    assert analyse(before.spec, CONTEXTS[1], before=after) is not before


@pytest.mark.parametrize("type_name", ["Dropout2d", "Linear"])
def test_an_edit_among_a_thousand_layers_is_analysed_as_from_scratch(type_name: str) -> None:
    spec = template("mnist-cnn")
    for number in range(1000):
        spec, _ = edits.append_layer(spec, ("ReLU", "BatchNorm2d")[number % 2], after="relu1")
    known = analyse(spec, CONTEXT)
    known = analyse(edits.append_layer(spec, type_name, after=spec.order[500])[0], CONTEXT, before=known)
    assert_as_from_scratch(known)
    assert_as_from_scratch(analyse(edits.delete_layers(known.spec, [spec.order[300]]), CONTEXT, before=known))
