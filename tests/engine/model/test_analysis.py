"""Shapes, sums and problems of whole networks, and fixes that mend them."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from engine.model import edits
from engine.model.analysis import analyse
from engine.model.context import Context
from engine.model.layer_type import LayerType
from engine.model.registry import layer_type, layer_types
from engine.model.spec import LayerSpec, ModelSpec
from engine.model.templates import empty_model, template, template_names


def chain(*layers: tuple[str, dict[str, object]]) -> ModelSpec:
    spec = empty_model()
    for name, params in layers:
        spec, _ = edits.append_layer(spec, name, params=layer_type(name).Params.model_validate(params))
    return spec


def codes(spec: ModelSpec) -> set[str]:
    return {problem.code for problem in analyse(spec, Context(classes=10)).problems}


def test_the_reference_network_has_225034_parameters_and_no_problem() -> None:
    analysis = analyse(template("mnist-cnn"), Context(classes=10))
    assert analysis.parameters == 225_034
    assert analysis.problems == ()
    assert analysis.ok
    assert analysis.layers["conv2"].output_shape == (64, 11, 11)
    assert analysis.layers["flatten1"].output_shape == (1600,)


@pytest.mark.parametrize("name", template_names())
def test_every_template_is_free_of_problems(name: str) -> None:
    assert analyse(template(name), Context(classes=10)).problems == ()


def test_a_linear_with_a_fixed_number_of_inputs_says_what_it_expects_and_receives() -> None:
    spec = edits.set_params(template("mnist-cnn"), "linear1", in_features=3136)
    (problem,) = analyse(spec, Context(classes=10)).problems
    assert (problem.layer, problem.field, problem.severity) == ("linear1", "in_features", "error")
    assert str(problem.text) == "expects 3136 features, receives 1600"
    assert str(problem.fixes[0].label) == "Set linear1.Features in to 1600"
    assert analyse(problem.fixes[0].apply(spec), Context(classes=10)).ok


def test_layers_below_an_error_have_no_shape_and_no_error_of_their_own() -> None:
    spec = edits.delete_layers(template("mnist-cnn"), ["flatten1"])
    analysis = analyse(spec, Context(classes=10))
    assert [problem.layer for problem in analysis.problems] == ["linear1"]
    assert analysis.layers["linear2"].output_shape is None


def _four_poolings() -> list[tuple[str, dict[str, object]]]:
    return [("MaxPool2d", {"kernel_size": 4})] * 4


BROKEN = {
    "no flatten": chain(("Conv2d", {}), ("Linear", {"out_features": 10})),
    "convolution after flatten": chain(("Flatten", {}), ("Conv2d", {}), ("Linear", {"out_features": 10})),
    "pooling to nothing": chain(*_four_poolings(), ("Flatten", {}), ("Linear", {})),
    "wrong class count": chain(("Flatten", {}), ("Linear", {"out_features": 7}), ("Softmax", {})),
    "no classifier": chain(
        ("Flatten", {}),
    ),
    "image to the output": chain(
        ("Conv2d", {}),
    ),
    "batch norm of a row as of an image": chain(("Flatten", {}), ("BatchNorm2d", {}), ("Linear", {"out_features": 10})),
    "batch norm of an image as of a row": chain(("BatchNorm1d", {}), ("Flatten", {}), ("Linear", {"out_features": 10})),
    "same padding with stride": chain(
        ("Conv2d", {"padding": "same", "stride": 2}), ("Flatten", {}), ("Linear", {"out_features": 10})
    ),
    "channels fixed wrongly": chain(("Conv2d", {"in_channels": 3}), ("Flatten", {}), ("Linear", {"out_features": 10})),
    "softmax on an image": chain(("Conv2d", {}), ("Softmax", {}), ("Linear", {"out_features": 10})),
    "cut in the middle": edits.delete_layers(template("mnist-cnn"), ["relu2"], heal=False),
    "nothing to learn": edits.disconnect(template("mlp"), "softmax1", "output"),
}


@pytest.mark.parametrize("name", BROKEN)
def test_taking_the_first_fix_again_and_again_mends_every_broken_network(name: str) -> None:
    spec = BROKEN[name]
    assert not analyse(spec, Context(classes=10)).ok
    for _ in range(10):
        analysis = analyse(spec, Context(classes=10))
        if analysis.ok:
            break
        spec = next(problem for problem in analysis.problems if problem.severity == "error").fixes[0].apply(spec)
    assert analyse(spec, Context(classes=10)).ok


def test_a_network_without_weights_has_nothing_to_learn() -> None:
    spec = chain(("AvgPool2d", {"kernel_size": 14}), ("Flatten", {}))
    assert {problem.code for problem in analyse(spec, Context(classes=4)).problems} == {"no_weights"}


def test_foolish_networks_get_hints_but_can_be_trained() -> None:
    assert codes(chain(("Flatten", {}), ("Linear", {}), ("Linear", {"out_features": 10}))) == {"no_nonlinearity"}
    assert codes(
        chain(("Flatten", {}), ("Linear", {"out_features": 10}), ("ReLU", {}), ("Softmax", {}), ("Softmax", {}))
    ) >= {"softmax_twice"}
    assert codes(chain(("Flatten", {}), ("Linear", {"out_features": 10}), ("ReLU", {}), ("Softmax", {}))) == {
        "bent_logits"
    }


def test_a_branch_that_leads_nowhere_is_reported() -> None:
    spec = template("mlp")
    spare = edits.new_layer(spec, "Tanh")
    spec = ModelSpec((*spec.layers, LayerSpec(spare.id, "Tanh", spare.params, ("relu1",))))
    (problem,) = analyse(spec, Context(classes=10)).problems
    assert (problem.code, problem.layer, problem.severity) == ("unused", "tanh1", "warning")
    assert problem.fixes[0].apply(spec) == template("mlp")


def test_a_network_needs_exactly_one_input_and_one_output() -> None:
    headless = ModelSpec(tuple(layer for layer in template("mlp").layers if layer.type != "Output"))
    assert "ports" in codes(headless)


def test_links_in_a_loop_are_an_error_on_each_layer_of_it() -> None:
    relu = layer_type("ReLU").Params()
    spec = ModelSpec(
        (*empty_model().layers, LayerSpec("a", "ReLU", relu, ("b",)), LayerSpec("b", "ReLU", relu, ("a",)))
    )
    assert {problem.layer for problem in analyse(spec).problems if problem.code == "loop"} == {"a", "b"}


@given(st.lists(st.sampled_from(layer_types()), max_size=12))
@settings(max_examples=200)
def test_any_chain_is_diagnosed_without_an_exception_and_every_sentence_is_complete(kinds: list[LayerType]) -> None:
    analysis = analyse(chain(*[(kind.name, {}) for kind in kinds]), Context(classes=10))
    for problem in analysis.problems:
        assert "{" not in str(problem.text)
        for fix in problem.fixes:
            assert "{" not in str(fix.label)
