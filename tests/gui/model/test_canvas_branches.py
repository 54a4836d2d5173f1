"""Branches and merges on the canvas by hand: ports, slots beside and below, snapping, links that keep out of nodes."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QPointF, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from engine.model import edits
from engine.model.layout import STEP_X, STEP_Y, arrange
from engine.model.templates import template
from gui.model.node_item import CARD
from tests.gui.model.test_canvas_mouse import drop

if TYPE_CHECKING:
    from tests.gui.model.conftest import Hands


@pytest.fixture
def merged(hands: Hands) -> Hands:
    """The reference network with an Add behind pool1 that reads pool1 alone so far."""
    hands.page.editor.add("Add", "pool1")
    hands.canvas.fit()
    hands.document.undo_stack.clear()
    return hands


def port(hands: Hands, layer_id: str, number: int) -> QPointF:
    node = hands.scene.nodes[layer_id]
    return node.pos() + node.input_port(number)


def release(hands: Hands, place: QPointF) -> None:
    QTest.mouseRelease(hands.canvas.viewport(), Qt.MouseButton.LeftButton, pos=hands.at(place))


def test_a_merge_shows_its_links_and_one_free_port(merged: Hands) -> None:
    assert merged.scene.nodes["add1"].content.input_count == 2
    merged.drag(merged.output_port("relu1"), port(merged, "add1", 1))
    assert merged.document.model["add1"].inputs == ("pool1", "relu1")
    assert merged.scene.nodes["add1"].content.input_count == 3


def test_each_link_ends_at_its_own_port(merged: Hands) -> None:
    merged.page.editor.connect_layers("relu1", "add1")
    for number, source in enumerate(merged.document.model["add1"].inputs):
        link = merged.scene.link_between(source, "add1")
        assert link is not None
        end = link.path_in_scene().currentPosition()
        assert (end - port(merged, "add1", number)).manhattanLength() < 5


def test_a_link_dropped_on_a_port_in_use_takes_that_port_over(merged: Hands) -> None:
    merged.page.editor.connect_layers("relu1", "add1")
    merged.drag(merged.output_port("conv1"), port(merged, "add1", 0))
    assert merged.document.model["add1"].inputs == ("conv1", "relu1")


def test_what_is_read_already_is_refused_beside_the_cursor(merged: Hands) -> None:
    merged.drag(merged.output_port("pool1"), port(merged, "add1", 1), release=False)
    assert "already reads" in merged.canvas.hint.text()
    assert merged.canvas.hint.isVisible()
    release(merged, port(merged, "add1", 1))
    assert merged.document.undo_stack.count() == 0


def test_a_link_taken_to_another_port_of_the_same_layer_changes_their_order(merged: Hands) -> None:
    merged.page.editor.connect_layers("relu1", "add1")
    merged.page.editor.connect_layers("conv1", "add1")
    assert merged.document.model["add1"].inputs == ("pool1", "relu1", "conv1")
    merged.drag(port(merged, "add1", 0) + QPointF(0, 2), port(merged, "add1", 2))
    assert merged.document.model["add1"].inputs == ("relu1", "conv1", "pool1")
    assert set(merged.scene.links) >= {("relu1", "add1", 0), ("conv1", "add1", 1), ("pool1", "add1", 2)}


def test_a_link_let_go_where_it_was_stays_without_a_step(merged: Hands) -> None:
    merged.drag(port(merged, "add1", 0) + QPointF(0, 3), port(merged, "add1", 0) + QPointF(5, 4))
    assert merged.document.undo_stack.count() == 0
    assert merged.document.model["add1"].inputs == ("pool1",)


def test_the_name_of_a_port_is_said_while_a_link_is_over_it(hands: Hands) -> None:
    hands.page.editor.add("MultiheadAttention", "pool1")
    hands.canvas.fit()
    node = hands.scene.nodes[hands.document.selection[0]]
    names = node.content.input_names
    assert len(names) >= 2
    hands.drag(hands.output_port("relu1"), node.pos() + node.input_port(1), release=False)
    assert hands.canvas.hint.text() == names[1]
    hands.press(Qt.Key.Key_Escape)


# Slots


def test_a_layer_dropped_beside_another_begins_a_branch_there(hands: Hands) -> None:
    before = hands.document.project
    x, y = hands.document.layout["relu1"]
    place = QPointF(x + CARD.right() + 60, y + 4)
    drop(hands, "Dropout", place, let_go=False)
    assert hands.canvas.dropping.ghost.pos() == QPointF(x + STEP_X, y)
    drop(hands, "Dropout", place)
    (added,) = hands.document.selection
    assert hands.document.model[added].inputs == hands.document.model["relu1"].inputs
    assert hands.document.layout[added] == (x + STEP_X, y)
    assert {name: hands.document.layout[name] for name in before.layout} == dict(before.layout)
    hands.undo_all()
    assert hands.document.project == before


def test_a_layer_dropped_below_the_end_of_a_branch_goes_on_with_it(hands: Hands) -> None:
    x, y = hands.document.layout["relu1"]
    drop(hands, "Conv2d", QPointF(x + CARD.right() + 60, y))
    (head,) = hands.document.selection
    hands.document.select(())
    drop(hands, "ReLU", QPointF(x + STEP_X + 20, y + STEP_Y * 1.1))
    (added,) = hands.document.selection
    assert hands.document.model[added].inputs == (head,)
    assert hands.document.layout[added] == (x + STEP_X, y + STEP_Y)


def test_a_layer_dragged_next_to_another_takes_the_slot_beside_it(hands: Hands) -> None:
    x, y = hands.document.layout["pool2"]
    hands.drag("relu1", QPointF(x - STEP_X - 100 + 12, y - 9))
    assert hands.document.layout["relu1"] == (x - STEP_X, y)


def test_a_dragged_layer_takes_the_row_of_others_far_away(hands: Hands) -> None:
    y = hands.document.layout["conv2"][1]
    hands.drag("relu1", QPointF(-100 + 520, y + 5), release=False)
    assert hands.scene.nodes["relu1"].y() == y
    hands.press(Qt.Key.Key_Escape)
    assert hands.scene.nodes["relu1"].y() == hands.document.layout["relu1"][1]


def test_a_run_of_layers_is_dragged_and_moved_by_keys_as_one(hands: Hands) -> None:
    hands.document.select(("conv2", "relu2"))
    hands.press(Qt.Key.Key_Up, Qt.KeyboardModifier.AltModifier)
    assert hands.order[2:6] == ["relu1", "conv2", "relu2", "pool1"]
    hands.document.select(("conv2", "relu2"))
    before = dict(hands.document.layout)
    hands.drag("relu2", hands.scene.nodes["relu2"].pos() + QPointF(300, 10))
    shifts = {
        (hands.document.layout[name][0] - before[name][0], hands.document.layout[name][1] - before[name][1])
        for name in ("conv2", "relu2")
    }
    assert len(shifts) == 1


def test_selected_layers_are_aligned_by_key(hands: Hands) -> None:
    keys = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier
    hands.page.editor.place({"relu1": (500.0, 0.0), "pool1": (620.0, 90.0), "conv2": (560.0, 400.0)})
    hands.document.select(("relu1", "pool1", "conv2"))
    hands.press(Qt.Key.Key_C, keys)
    assert {hands.document.layout[name][0] for name in ("relu1", "pool1", "conv2")} == {560.0}
    hands.press(Qt.Key.Key_D, keys)
    assert hands.document.layout["pool1"][1] == 200.0
    hands.undo_all()
    hands.page.editor.place({"relu1": (500.0, 0.0), "pool1": (900.0, 90.0)})
    hands.document.select(("relu1", "pool1"))
    hands.press(Qt.Key.Key_R, keys)
    assert {hands.document.layout[name][1] for name in ("relu1", "pool1")} == {45.0}


# Layouts with branches


def open_template(hands: Hands, name: str, block: str) -> None:
    spec = template(name).block_named[block]
    spec = spec.with_layers(replace(layer, type="Identity") if layer.type == "BlockInput" else layer for layer in spec)
    project = hands.document.project
    hands.document.replace_project(replace(project, model=spec, layout=arrange(spec)))
    QApplication.processEvents()


@pytest.mark.parametrize(("name", "block"), [("resnet-small", "Residual"), ("inception-small", "Inception")])
def test_no_link_runs_through_a_node(hands: Hands, name: str, block: str) -> None:
    open_template(hands, name, block)
    for (source, target, _), link in hands.scene.links.items():
        path = link.path_in_scene()
        points = [path.pointAtPercent(step / 200) for step in range(201)]
        for layer_id, node in hands.scene.nodes.items():
            if layer_id not in (source, target):
                inner = CARD.adjusted(3, 3, -3, -3).translated(node.pos())
                assert not any(inner.contains(point) for point in points), (source, target, layer_id)


def test_an_added_layer_lets_the_other_branches_stand(hands: Hands) -> None:
    open_template(hands, "inception-small", "Inception")
    before = dict(hands.document.layout)
    model = hands.document.model
    hands.page.editor.insert_on_link("reduce5", model.consumers["reduce5"][0], "Dropout")
    (added,) = hands.document.selection
    moved = {name for name, place in before.items() if hands.document.layout[name] != place}
    assert moved
    assert all(hands.document.model.reaches(added, name) for name in moved)
    hands.press(Qt.Key.Key_L)
    assert hands.document.layout == arrange(hands.document.model)


def test_arrow_keys_walk_along_branches_and_across(hands: Hands) -> None:
    open_template(hands, "inception-small", "Inception")
    heads = hands.document.model.consumers["x"]
    hands.document.select((heads[0],))
    for head in heads[1:]:
        hands.press(Qt.Key.Key_Right)
        assert hands.document.current == head
    hands.press(Qt.Key.Key_Up)
    assert hands.document.current == "x"


def test_delete_heals_a_branch_and_shift_delete_cuts_it(hands: Hands) -> None:
    open_template(hands, "inception-small", "Inception")
    model = hands.document.model
    inner = model.consumers["reduce5"][0]
    below = model.consumers[inner][0]
    hands.document.select((inner,))
    hands.press(Qt.Key.Key_Delete)
    assert hands.document.model[below].inputs == ("reduce5",)
    hands.document.undo_stack.undo()
    hands.document.select((inner,))
    hands.press(Qt.Key.Key_Delete, Qt.KeyboardModifier.ShiftModifier)
    assert hands.document.model[below].inputs == ()
    assert edits.connect(hands.document.model, "reduce5", below)[below].inputs == ("reduce5",)
