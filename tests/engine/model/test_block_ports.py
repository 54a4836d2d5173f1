"""A block's ports come and go, inside and wherever it is used."""

import pytest

from engine.model.analysis import analyse
from engine.model.block_ports import add_port, remove_port
from engine.model.blocks import group
from engine.model.edits import append_layer, connect
from engine.model.ports import block_ports
from engine.model.spec import ModelSpec
from engine.model.templates import template
from engine.text import NetwrightError


@pytest.fixture
def spec() -> ModelSpec:
    """``Stage`` used twice: in the network and, through ``Outer``, inside another block."""
    spec = template("mnist-cnn")
    spec, _ = append_layer(spec, "Identity", "relu1")
    spec, _ = group(spec, ["identity1"], "Stage")
    spec, use = append_layer(spec, "Block", "relu2")
    spec = spec.with_layers(
        type(layer)(layer.id, layer.type, spec["stage1"].params, layer.inputs) if layer.id == use else layer
        for layer in spec.layers
    )
    spec, _ = group(spec, [use, "relu2"], "Outer")
    assert analyse(spec).ok
    return spec


def errors(spec: ModelSpec) -> set[str | None]:
    return {problem.layer for problem in analyse(spec).problems if problem.severity == "error"}


def test_a_new_port_is_the_last_one_and_waits_for_a_link_wherever_the_block_is_used(spec: ModelSpec) -> None:
    changed, port = add_port(spec, "Stage")
    assert block_ports(changed.block_named["Stage"]) == ("x", port)
    assert errors(changed) == {"stage1"}
    linked = connect(changed, "conv1", "stage1")
    assert linked["stage1"].inputs == ("relu1", "conv1")
    assert errors(linked) == {"outer1"}, "inside of it the link is missing, too"


def test_a_port_that_goes_takes_its_links_along_inside_and_outside(spec: ModelSpec) -> None:
    changed, port = add_port(spec, "Stage")
    changed = connect(changed, "conv1", "stage1")
    back = remove_port(changed, "Stage", port)
    assert back == spec
    other = remove_port(changed, "Stage", "x")
    assert other["stage1"].inputs == ("conv1",)
    assert other.block_named["Stage"]["identity1"].inputs == ()
    assert all("x" not in layer.inputs for layer in other.block_named["Stage"])


def test_what_cannot_be_is_refused_in_words(spec: ModelSpec) -> None:
    with pytest.raises(NetwrightError, match="one port at least"):
        remove_port(spec, "Stage", "x")
    with pytest.raises(NetwrightError, match="no port y"):
        remove_port(spec, "Stage", "y")
    with pytest.raises(NetwrightError, match="no block named Nowhere"):
        add_port(spec, "Nowhere")
    for _ in range(63):
        spec, _ = add_port(spec, "Stage")
    with pytest.raises(NetwrightError, match="at most 64"):
        add_port(spec, "Stage")
