"""What a form proposes to vary can be varied, and marks follow the network's edits."""

from dataclasses import replace

import pytest

from engine.fields import describe
from engine.model import edits
from engine.model.templates import template_names
from engine.project import Project
from engine.sweeps.dimension import Dimension
from engine.sweeps.marks import can_be_varied, proposed, renamed, still_there
from engine.sweeps.targets import check_dimension, value_of


def names(project: Project) -> list[str]:
    """Everything in a project that can be varied."""
    layers = [("", project.model), *((f"{block.name}/", block.network) for block in project.model.blocks)]
    found = [field.name for field in describe(type(project.training)) if can_be_varied(field)]
    for path, network in layers:
        for layer in network.layers:
            fields = describe(type(layer.params))
            found += [f"{path}{layer.id}.{field.name}" for field in fields if can_be_varied(field)]
    return found


@pytest.mark.parametrize("template", template_names())
def test_every_proposed_range_is_one_that_the_field_takes(template: str) -> None:
    project = Project.from_template(template)
    for name in names(project):
        place, _, field_name = name.rpartition(".")
        block, _, layer = place.rpartition("/")
        network = project.model.block_named[block] if block else project.model
        settings = network[layer].params if layer else project.training
        field = next(one for one in describe(type(settings)) if one.name == field_name)
        mark = proposed(name, field, value_of(project, name))
        check_dimension(project, mark)
        assert len(mark.grid) > 1 or field.kind == "integers", name  # of shapes only what they are is known


def test_marks_go_with_their_layer_and_take_its_new_name() -> None:
    project = Project.from_template()
    marked = (Dimension("conv1.out_channels", "integer", 8, 64), Dimension("learning_rate", "real", 0.001, 0.1))
    project = replace(project, varied=marked)
    assert still_there(project) == marked
    without = replace(project, model=edits.delete_layers(project.model, ["conv1"]))
    assert [one.name for one in still_there(without)] == ["learning_rate"]
    assert [one.name for one in renamed(marked, "conv1.", "first.")] == ["first.out_channels", "learning_rate"]
    assert [one.name for one in renamed(marked, "Block/", "Other/")] == [one.name for one in marked]
