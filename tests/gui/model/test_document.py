"""The document: every edit is one undoable step, and undoing gives back exactly what was."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PySide6.QtWidgets import QApplication

from engine.model.analysis import analyse
from engine.model.edits import append_layer, set_params
from engine.model.registry import layer_types
from engine.project import Project
from engine.training.config import TrainingConfig
from gui.model.block_editor import BlockEditor
from gui.model.document import ProjectDocument
from gui.model.editor import ModelEditor


@pytest.fixture
def document(qapp: QApplication) -> ProjectDocument:
    return ProjectDocument()


def heard(document: ProjectDocument) -> list[str]:
    told: list[str] = []
    for name in ("modelChanged", "layoutChanged", "trainingChanged", "selectionChanged", "projectReplaced"):
        getattr(document, name).connect(lambda name=name: told.append(name))
    return told


def test_a_model_edit_brings_its_analysis_and_layout_along(document: ProjectDocument) -> None:
    told = heard(document)
    model, layer_id = append_layer(document.model, "Dropout", "relu3")
    assert document.apply("Add Dropout", model=model)
    assert document.analysis.layers[layer_id].output_shape == (128,)
    assert layer_id in document.layout
    assert told == ["modelChanged", "layoutChanged"]
    assert document.undo_stack.undoText() == "Add Dropout"


def test_an_edit_that_changes_nothing_is_no_step(document: ProjectDocument) -> None:
    assert not document.apply("Nothing", model=set_params(document.model, "conv1", out_channels=32))
    assert not document.apply("Nothing", training=TrainingConfig())
    assert document.undo_stack.count() == 0
    assert document.is_clean


def test_changes_of_one_gesture_become_one_step_and_others_do_not(document: ProjectDocument) -> None:
    for count, key in ((33, "a"), (34, "a"), (35, "b"), (36, None), (37, None)):
        document.apply("Filters", model=set_params(document.model, "conv1", out_channels=count), merge_key=key)
    assert document.undo_stack.count() == 4
    document.undo_stack.setIndex(1)
    assert document.model["conv1"].params.out_channels == 34  # type: ignore[attr-defined]


def test_a_gesture_that_returns_to_its_start_leaves_no_step(document: ProjectDocument) -> None:
    for count in (33, 40, 32):
        document.apply("Filters", model=set_params(document.model, "conv1", out_channels=count), merge_key="a")
    assert document.undo_stack.count() == 0


def test_hyperparameters_share_the_undo_stack(document: ProjectDocument) -> None:
    told = heard(document)
    document.apply("Change epochs", training=TrainingConfig(epochs=3))
    document.undo_stack.undo()
    assert document.training == TrainingConfig()
    assert told == ["trainingChanged", "trainingChanged"]


def test_saving_marks_the_place_that_is_clean(document: ProjectDocument, tmp_path: Path) -> None:
    told: list[bool] = []
    document.cleanChanged.connect(told.append)
    document.apply("Change epochs", training=TrainingConfig(epochs=3))
    document.mark_saved(tmp_path / "a.netwright")
    document.undo_stack.undo()
    assert told == [False, True, False]
    assert document.path == tmp_path / "a.netwright"


def test_another_project_starts_with_an_empty_stack(document: ProjectDocument) -> None:
    document.select(("conv1",))
    document.apply("Change epochs", training=TrainingConfig(epochs=3))
    told = heard(document)
    document.replace_project(Project.from_template("mlp"))
    assert document.is_clean
    assert not document.undo_stack.canUndo()
    assert document.selection == ()
    assert document.analysis.parameters == analyse(document.model).parameters
    assert told[0] == "projectReplaced"


def test_the_neighbour_is_selected_for_a_deleted_layer_which_comes_back_selected(document: ProjectDocument) -> None:
    editor = ModelEditor(document)
    seen = []
    document.selectionChanged.connect(lambda: seen.append(document.selection))
    document.select(("conv1", "relu1"))
    editor.delete()
    document.undo_stack.undo()
    assert seen == [("conv1", "relu1"), ("input",), ("conv1", "relu1")]


_TYPES = [kind.name for kind in layer_types()]
_EDITS = st.lists(
    st.tuples(
        st.sampled_from(
            ["add", "delete", "cut out", "connect", "disconnect", "later", "earlier", "splice", "place", "arrange",
             "duplicate", "fix", "group", "group", "expand", "open", "open", "leave", "repeat", "port",
             "replace", "align"]
        ),
        st.integers(0, 10_000),
        st.integers(0, 10_000),
        st.sampled_from(_TYPES),
    ),
    min_size=1,
    max_size=14,
)  # fmt: skip


def make(editor: ModelEditor, verb: str, first: int, second: int, type_name: str) -> None:
    """One edit by a person who clicks anywhere."""
    document = editor.document
    ids = [layer.id for layer in document.model.layers]
    one, other = ids[first % len(ids)], ids[second % len(ids)]
    links = document.model.links
    document.select((one,) if verb != "duplicate" else (one, other))
    if verb == "add":
        editor.add(type_name)
    elif verb in ("delete", "cut out"):
        editor.delete(heal=verb == "delete")
    elif verb == "connect":
        editor.connect_layers(one, other)
    elif verb == "disconnect" and links:
        editor.disconnect_layers(*links[first % len(links)])
    elif verb in ("later", "earlier"):
        editor.move_in_chain(1 if verb == "later" else -1)
    elif verb == "splice" and links:
        editor.splice(one, *links[second % len(links)])
    elif verb == "place":
        editor.place({one: (float(first), float(second))})
    elif verb == "arrange":
        editor.arrange()
    elif verb == "duplicate":
        editor.duplicate()
    elif verb == "fix":
        fixes = [fix for problem in document.analysis.problems for fix in problem.fixes]
        if fixes:
            editor.apply_fix(fixes[first % len(fixes)])
    else:
        make_with_blocks(editor, verb, first, second, type_name)


def make_with_blocks(editor: ModelEditor, verb: str, first: int, second: int, type_name: str) -> None:
    """The same for what concerns blocks and several layers."""
    document, blocks = editor.document, BlockEditor(editor.document)
    ids = [layer.id for layer in document.model.layers]
    known = [layer for layer in document.model.layers if layer.type == "Block"]
    start = first % len(ids)
    document.select(ids[start : start + 1 + second % 4])
    if verb == "group":
        blocks.group()
    elif verb == "replace":
        editor.replace_selected(type_name)
    elif verb == "align":
        editor.align("row" if second % 2 else "column")
    elif verb == "port" and document.scope:
        blocks.add_port()
    elif verb == "leave":
        document.leave_block()
    elif known and verb != "port":
        document.select((known[second % len(known)].id,))
        if verb == "expand":
            blocks.expand()
        elif verb == "open":
            blocks.open()
        else:
            blocks.repeat(1)


@settings(max_examples=60, suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture])
@given(edits=_EDITS)
def test_undoing_any_sequence_of_edits_gives_back_each_state_exactly(
    qapp: QApplication, edits: list[tuple[str, int, int, str]]
) -> None:
    editor = ModelEditor(ProjectDocument())
    document = editor.document
    states = [document.project]
    for verb, first, second, type_name in edits:
        make(editor, verb, first, second, type_name)
        if document.undo_stack.index() == len(states):  # not where it was refused or changed nothing
            states.append(document.project)
        model = document.model
        assert len(model.order) == len(model), "the links form no loop"
        assert all(source in model for layer in model.layers for source in layer.inputs)
        assert document.layout.keys() == model.by_id.keys()
        assert document.analysis.layers.keys() == model.by_id.keys()
    for state in reversed(states[:-1]):
        document.undo_stack.undo()
        assert document.project == state
    while document.undo_stack.canRedo():
        document.undo_stack.redo()
    assert document.project == states[-1]
