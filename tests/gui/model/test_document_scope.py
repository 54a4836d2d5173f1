"""The document while a block is open: what is shown is the block's inside, what is kept and trained is the whole."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QApplication

from engine.model.blocks import group
from engine.model.edits import append_layer, set_params
from engine.project import Project
from engine.training.config import TrainingConfig
from gui.model.block_editor import BlockEditor
from gui.model.document import ProjectDocument
from gui.model.editor import ModelEditor


def heard(document: ProjectDocument) -> list[str]:
    told: list[str] = []
    for name in ("scopeChanged", "modelChanged", "layoutChanged", "selectionChanged"):
        getattr(document, name).connect(lambda name=name: told.append(name))
    return told


def scope(document: ProjectDocument) -> tuple[str, ...]:
    """A call, so that no type checker believes the scope stays."""
    return document.scope


@pytest.fixture
def document(qapp: QApplication) -> ProjectDocument:
    """``Outer`` holds the second stage, and inside it ``Inner`` holds its convolution and activation."""
    document = ProjectDocument()
    model, use = group(document.model, ("conv2", "relu2", "pool2"), "Outer")
    document.apply("Group", model=model)
    document.open_block("Outer")
    model, _ = group(document.model, ("conv2", "relu2"), "Inner")
    document.apply("Group", model=model)
    document.leave_block()
    document.select((use,))
    document.undo_stack.clear()
    return document


def test_opening_tells_everything_anew_once(document: ProjectDocument) -> None:
    told = heard(document)
    assert document.open_block("Outer")
    assert told == ["scopeChanged", "modelChanged", "layoutChanged", "selectionChanged"]
    assert not document.open_block("Outer"), "it is open already"
    assert not document.open_block("nothing")
    assert document.open_block("Inner")
    assert scope(document) == ("Outer", "Inner")
    assert document.analysis.layers["conv2"].output_shape == (64, 11, 11)
    assert document.leave_block()
    assert scope(document) == ("Outer",)
    document.go_to_scope(())
    assert not document.leave_block()


def test_each_block_keeps_its_own_selection(document: ProjectDocument) -> None:
    use = document.current
    document.open_block("Outer")
    assert document.selection == ()
    document.select(("pool2",))
    document.leave_block()
    assert document.current == use
    document.open_block("Outer")
    assert document.current == "pool2"


def test_an_edit_two_levels_down_is_one_step_of_the_whole_project(document: ProjectDocument) -> None:
    before = document.project
    document.open_block("Outer")
    document.open_block("Inner")
    document.apply("Filters", model=set_params(document.model, "conv2", out_channels=7))
    assert document.project.model.block_named["Inner"]["conv2"].params.out_channels == 7  # type: ignore[attr-defined]
    assert document.network_analysis.layers["outer1"].output_shape == (7, 5, 5)
    assert document.network is document.project.model
    document.go_to_scope(())
    document.undo_stack.undo()
    assert document.project == before
    assert scope(document) == ("Outer", "Inner"), "the step is undone where it was made"
    document.go_to_scope(())
    document.undo_stack.redo()
    assert scope(document) == ("Outer", "Inner")


def test_a_place_inside_a_block_is_kept_with_the_project(document: ProjectDocument) -> None:
    document.open_block("Outer")
    document.apply("Place", layout={**document.layout, "pool2": (500.0, 500.0)})
    assert document.project.block_layouts["Outer"]["pool2"] == (500.0, 500.0)
    document.leave_block()
    BlockEditor(document).rename("Outer", "Stage")
    document.open_block("Stage")
    assert document.layout["pool2"] == (500.0, 500.0)


def test_a_block_changed_from_outside_has_a_place_for_every_layer(document: ProjectDocument) -> None:
    document.open_block("Outer")
    document.apply("Place", layout={**document.layout, "pool2": (500.0, 500.0)})
    document.select(("pool2",))
    document.leave_block()
    network, outer = document.network, document.network.block_named["Outer"]
    changed, added = append_layer(outer, "Dropout", "pool2")
    blocks = tuple(
        type(block)(block.name, changed.with_layers(changed.layers)) if block.name == "Outer" else block
        for block in network.blocks
    )
    document.apply_to_network("Repair", type(network)(network.layers, blocks))
    document.open_block("Outer")
    assert document.layout.keys() == document.model.by_id.keys()
    assert document.layout["pool2"] == (500.0, 500.0)
    assert added in document.model


def test_a_layer_that_is_gone_is_no_longer_selected_on_coming_back(document: ProjectDocument) -> None:
    document.open_block("Outer")
    document.select(("pool2",))
    document.undo_stack.clear()
    inside = document.scope
    document.leave_block()
    outer = document.network.block_named["Outer"]
    without = outer.with_layers(layer for layer in outer.layers if layer.id != "pool2")
    without = without.with_layers(
        type(layer)(layer.id, layer.type, layer.params, ("inner1",)) if layer.type == "Output" else layer
        for layer in without.layers
    )
    blocks = tuple(
        type(block)(block.name, type(without)(without.layers)) if block.name == "Outer" else block
        for block in document.network.blocks
    )
    document.apply_to_network("Repair", type(document.network)(document.network.layers, blocks))
    document.go_to_scope(inside)
    assert document.selection == ()


def test_renaming_the_open_block_keeps_it_open_through_undo_and_redo(document: ProjectDocument) -> None:
    document.open_block("Outer")
    document.open_block("Inner")
    BlockEditor(document).rename("Outer", "Stage")
    assert scope(document) == ("Stage", "Inner")
    document.undo_stack.undo()
    assert scope(document) == ("Outer", "Inner")
    document.undo_stack.redo()
    assert scope(document) == ("Stage", "Inner")
    assert document.network["outer1"].params.block == "Stage"  # type: ignore[attr-defined]


def test_undoing_what_made_the_block_leaves_it(document: ProjectDocument) -> None:
    document.replace_project(Project.from_template())
    document.select(("conv2", "relu2"))
    use = BlockEditor(document).group()
    assert use is not None
    document.open_block("Block")
    document.undo_stack.undo()
    assert scope(document) == ()
    assert document.selection == ("conv2", "relu2")


def test_another_project_is_opened_from_the_outside(document: ProjectDocument) -> None:
    document.open_block("Outer")
    told = heard(document)
    document.replace_project(Project.from_template("mlp"))
    assert scope(document) == ()
    assert told == ["scopeChanged", "modelChanged", "layoutChanged", "selectionChanged"]


def test_work_found_after_a_crash_replaces_the_whole_even_with_a_block_open(document: ProjectDocument) -> None:
    before, found = document.project, Project.from_template("mlp")
    document.open_block("Outer")
    document.apply_project("Restore the project", found)
    assert document.project is found
    assert scope(document) == ()
    assert not document.is_clean
    document.undo_stack.undo()
    assert document.project is before
    assert scope(document) == ("Outer",)


def test_a_block_that_nothing_uses_is_shown_without_shapes(document: ProjectDocument) -> None:
    ModelEditor(document).delete()
    document.open_block("Outer")
    assert document.analysis.layers["pool2"].output_shape is None


def test_hyperparameters_change_what_is_known_and_with_it_the_problems(document: ProjectDocument) -> None:
    told = heard(document)
    document.apply("Batch", training=TrainingConfig(batch_size=7))
    assert document.network_analysis.context.batch_size == 7
    assert told == ["modelChanged"]
    told.clear()
    document.apply("Seed", training=TrainingConfig(batch_size=7, seed=5))
    assert told == []
    document.set_free_memory(10**6)
    assert document.network_analysis.context.free_memory == 10**6
    assert told == ["modelChanged"]
