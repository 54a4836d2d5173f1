"""From the canvas to code and back is the identity, for every layer type, every template and generated networks."""

from collections.abc import Mapping
from dataclasses import replace
from math import prod

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from engine.fields import Settings
from engine.model.analysis import analyse
from engine.model.blocks import drop_unused, group
from engine.model.code.reader import read_code
from engine.model.code.writer import write_model
from engine.model.edits import set_learning, set_params
from engine.model.layer_type import LayerType
from engine.model.registry import layer_type
from engine.model.spec import LayerSpec, ModelSpec, Shape
from engine.model.templates import empty_model, template, template_names
from tests.engine.model.code.test_code_writer import learning_in_own_ways
from tests.engine.model.generated_specs import specs
from tests.engine.model.layer_cases import KINDS, cases

Layers = Mapping[str, tuple[object, ...]]


def told(params: Settings) -> Settings:
    """Params without what has no meaning beside the others, and is therefore not written."""
    if hasattr(params, "padding_size") and getattr(params, "padding", "explicit") != "explicit":
        return params.model_copy(update={"padding_size": type(params).model_fields["padding_size"].default})
    return params


def layers_of(spec: ModelSpec) -> Layers:
    return {layer.id: (layer.type, told(layer.params), layer.inputs, layer.learning) for layer in spec.layers}


def blocks_of(spec: ModelSpec) -> Mapping[str, Layers]:
    return {block.name: layers_of(block.network) for block in drop_unused(spec).blocks}


def check(spec: ModelSpec) -> None:
    """The network, written and read, is the same, and so are the classes that are written of it then."""
    code = write_model(spec, "network")
    reading = read_code(code)
    assert reading.spec is not None
    assert reading.notes == (), code
    assert layers_of(reading.spec) == layers_of(spec), code
    assert blocks_of(reading.spec) == blocks_of(spec), code
    assert sorted(write_model(reading.spec, "network").split("\n\n\n")) == sorted(code.split("\n\n\n"))


@pytest.mark.parametrize("name", template_names())
def test_every_template_comes_back_as_it_was(name: str) -> None:
    check(template(name))


@given(specs())
@settings(max_examples=60)
def test_generated_networks_come_back_as_they_were(spec: ModelSpec) -> None:
    check(spec)


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.name)
@given(data=st.data())
@settings(max_examples=12, suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much])
def test_every_layer_comes_back_as_it_was(kind: LayerType, data: st.DataObject) -> None:
    params, inputs = data.draw(cases(kind))
    check(around(kind, params, inputs))


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.name)
@given(data=st.data())
@settings(max_examples=6, suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much])
def test_every_layer_comes_back_out_of_a_block(kind: LayerType, data: st.DataObject) -> None:
    params, inputs = data.draw(cases(kind))
    spec, _ = group(around(kind, params, inputs), ["tested"], "Part")
    check(spec)


def around(kind: LayerType, params: Settings, inputs: tuple[Shape, ...]) -> ModelSpec:
    """A network in which the layer ``tested`` receives inputs of these shapes."""
    spec = empty_model(inputs[0])
    layers, sources = list(spec.layers[:1]), ["input"]
    for number, shape in enumerate(inputs[1:]):
        made: tuple[tuple[str, dict[str, object]], ...] = (
            ("Flatten", {}),
            ("Linear", {"out_features": prod(shape)}),
            ("Reshape", {"sizes": shape}),
        )
        source = "input"
        for type_name, values in made:
            layer_params = layer_type(type_name).Params.model_validate(values)
            layers.append(LayerSpec(f"{type_name.lower()}{number}", type_name, layer_params, (source,)))
            source = layers[-1].id
        sources.append(source)
    layers.append(LayerSpec("tested", kind.name, params, tuple(sources)))
    layers.append(LayerSpec("output", "Output", layer_type("Output").Params(), ("tested",)))
    return spec.with_layers(layers)


def test_a_layer_that_nobody_reads_comes_back() -> None:
    spec = template("mnist-cnn")
    loose = LayerSpec("aside", "Linear", layer_type("Linear").Params(), ("flatten1",))
    joined = LayerSpec("sum", "Add", layer_type("Add").Params(), ("conv1", "relu1"))
    check(spec.with_layers((*spec.layers, loose, joined)))


def test_a_softmax_before_the_output_that_something_else_reads_too_comes_back() -> None:
    spec = template("softmax-regression")
    answer = spec["output"].inputs[0]
    check(spec.with_layers((*spec.layers, LayerSpec("seen", "Tanh", layer_type("Tanh").Params(), (answer,)))))


def test_how_layers_learn_comes_back() -> None:
    spec = set_learning(template("mnist-cnn"), "conv1", trainable=False, initialisation="orthogonal")
    spec = set_learning(spec, "conv2", rate_factor=0.1, l1=1e-5, l2=0.0)
    check(set_learning(spec, "linear1", initialisation="run", run="first try", l2=0.5))
    check(set_learning(spec, "linear1", initialisation="run", run="in the run 2", run_layer="dense"))


def test_how_layers_inside_blocks_learn_comes_back() -> None:
    check(learning_in_own_ways())
    spec = set_learning(template("mlp"), "linear2", rate_factor=0.5, initialisation="run", run="first try")
    spec, inner = group(spec, ("linear2", "relu2"), "Stage")
    check(set_learning(spec, inner, l1=0.5, trainable=False, initialisation="xavier"))
    spec, outer = group(spec, ("linear1", "relu1", inner), "Outer")
    check(set_learning(spec, outer, rate_factor=0.1))


def test_a_repeated_block_with_two_ports_comes_back() -> None:
    spec = empty_model((8, 4, 4))
    layers = (
        spec["input"],
        LayerSpec("left", "ReLU", layer_type("ReLU").Params(), ("input",)),
        LayerSpec("right", "Tanh", layer_type("Tanh").Params(), ("input",)),
        LayerSpec("total", "Add", layer_type("Add").Params(), ("left", "right")),
        replace(spec["output"], inputs=("total",)),
    )
    spec, block = group(spec.with_layers(layers), ["total"], "Sum")
    spec = set_params(spec, block, repeat=3)
    assert analyse(spec).layers["output"].output_shape == (8, 4, 4)
    check(spec)


def test_blocks_inside_blocks_and_one_block_at_several_sizes_come_back() -> None:
    spec = template("vgg-small")
    convolutions = [layer.id for layer in spec.layers if layer.type == "Conv2d"]
    spec, inner = group(spec, convolutions[:1], "Inner")
    spec, _ = group(spec, [inner, *spec.consumers[inner]], "Outer")
    check(spec)
