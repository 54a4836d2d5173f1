"""The inspector: a layer's settings, figures and problems, or the whole network."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QCheckBox, QLabel, QPushButton

from gui.forms import SettingsForm
from gui.model.problem_cards import ProblemCards

if TYPE_CHECKING:
    from tests.gui.model.conftest import Hands


def words(hands: Hands) -> str:
    return "\n".join(label.text() for label in hands.page.inspector.findChildren(QLabel) if label.isVisible())


def form(hands: Hands) -> SettingsForm:
    shown = hands.page.inspector.form
    assert shown is not None
    return shown


def test_with_nothing_selected_it_sums_up_the_network(hands: Hands) -> None:
    text = words(hands)
    assert "225,034" in text
    assert "879 kB" in text
    assert "2.69 M" in text
    assert hands.page.inspector.form is None


def test_a_selected_layer_shows_its_figures(hands: Hands) -> None:
    hands.document.select(("conv2",))
    text = words(hands)
    for expected in ("Conv2d", "Convolution", "13×13×32", "11×11×64", "18,496", "2,230,272", "Slides small filters"):
        assert expected in text


def test_changing_a_setting_changes_the_network_and_every_figure_at_once(hands: Hands) -> None:
    hands.document.select(("conv2",))
    form(hands).editor("out_channels").setValue(16)
    assert hands.scene.nodes["flatten1"].content.shape == "400"
    assert "4,624" in words(hands)
    assert hands.document.undo_stack.undoText() == "Change Filters of conv2"


def test_turning_a_spin_box_is_one_undo_step_until_it_settles(hands: Hands) -> None:
    hands.document.select(("conv1",))
    box = form(hands).editor("out_channels")
    box.setFocus()
    for _ in range(5):
        QTest.keyClick(box, Qt.Key.Key_Up)
    assert hands.document.undo_stack.count() == 1
    QTest.keyClick(box, Qt.Key.Key_Return)
    QTest.keyClick(box, Qt.Key.Key_Down)
    assert hands.document.undo_stack.count() == 2
    hands.document.undo_stack.undo()
    hands.document.undo_stack.undo()
    assert box.value() == 32


def test_ctrl_z_in_a_setting_undoes_the_edit_of_the_network(hands: Hands) -> None:
    hands.document.select(("conv1",))
    box = form(hands).editor("out_channels")
    box.setFocus()
    QTest.keyClick(box, Qt.Key.Key_Up)
    assert hands.document.undo_stack.count() == 1
    QTest.keyClick(box, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert hands.document.undo_stack.index() == 0
    assert box.value() == 32


def test_the_same_setting_of_two_layers_is_never_one_step(hands: Hands) -> None:
    for layer in ("relu1", "conv1", "conv2"):
        hands.document.select((layer,))
    form(hands).editor("out_channels").setValue(10)
    hands.document.select(("conv1",))
    form(hands).editor("out_channels").setValue(10)
    assert hands.document.undo_stack.count() == 2


def test_a_value_out_of_range_leaves_the_network_as_it_was(hands: Hands) -> None:
    hands.document.select(("linear1",))
    box = form(hands).editor("out_features")
    box.setFocus()
    QTest.keyClick(box, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    QTest.keyClicks(box, "0")
    QTest.keyClick(box, Qt.Key.Key_Return)
    assert form(hands).error("out_features") == "Must be 1 or more. 128 is kept."
    assert hands.document.undo_stack.count() == 0


def test_a_problem_stands_at_its_field_and_one_click_repairs_it(hands: Hands) -> None:
    before = hands.document.model
    hands.document.select(("linear1",))
    hands.page.editor.set_param("linear1", "in_features", 3136, "Features in", 0)
    assert "receives 1600" in form(hands).error("in_features") or "receives 1600" in words(hands)
    button = hands.page.inspector.findChild(QPushButton, "inspectorFixButton")
    assert button is not None
    assert button.text() == "Set linear1.Features in to 1600"
    button.click()
    assert hands.document.analysis.ok
    hands.document.undo_stack.undo()
    hands.document.undo_stack.undo()
    assert hands.document.model == before


@pytest.mark.parametrize(
    ("layer", "field", "value"),
    [("linear1", "in_features", 1600), ("conv2", "in_channels", 32), ("pool1", "stride", 2)],
)
def test_giving_up_automatic_first_takes_what_was_automatic(hands: Hands, layer: str, field: str, value: int) -> None:
    hands.document.select((layer,))
    form(hands).focus_field(field)
    tick = form(hands).editor(field).parentWidget().findChild(QCheckBox)
    tick.click()
    assert getattr(hands.document.model[layer].params, field) == value
    assert hands.document.analysis.ok
    tick.click()
    assert getattr(hands.document.model[layer].params, field) is None


def test_nothing_is_cut_off_where_the_inspector_has_to_scroll(hands: Hands) -> None:
    hands.page.resize(1000, 420)
    for layer in hands.order:
        hands.document.select((layer,))
        if hands.page.inspector.form is not None:
            for advanced in form(hands).findChildren(QPushButton, "advancedSettingsButton"):
                advanced.setChecked(True)
        QApplication.processEvents()
        page = hands.page.inspector.widget()
        assert page is not None
        assert page.width() <= hands.page.inspector.viewport().width(), layer


def test_a_handle_to_scroll_by_is_shown_only_where_there_is_more(hands: Hands) -> None:
    hands.document.select(("conv2",))
    bar = hands.page.inspector.verticalScrollBar()
    for height, scrolls in ((1300, False), (360, True), (1300, False)):
        hands.page.resize(1280, height)
        QApplication.processEvents()
        assert (bar.maximum() > 0) == scrolls
        assert bar.isEnabled() == scrolls
        assert bar.isVisible()


def test_a_layer_without_params_shows_no_form(hands: Hands) -> None:
    hands.document.select(("relu1",))
    assert hands.page.inspector.form is None
    assert "y = max(0, x)" in words(hands)


def test_several_selected_layers_are_counted(hands: Hands) -> None:
    hands.document.select(("relu1", "conv2"))
    assert "2 selected" in words(hands)


def test_no_room_is_kept_for_problems_where_there_are_none(hands: Hands) -> None:
    cards = hands.page.inspector.findChild(ProblemCards)
    assert cards is not None
    hands.document.select(("conv1",))
    assert not cards.isVisible()
    hands.page.editor.add("Linear", "conv1")
    assert cards.isVisible()
    hands.document.undo_stack.undo()
    hands.document.select(("conv1",))
    assert not cards.isVisible()
