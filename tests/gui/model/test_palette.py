"""The palette: searching, adding, dragging."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QListWidgetItem

from engine.model.registry import layer_types
from gui.model.mime import dragged_type
from gui.model.palette import LayerPalette

if TYPE_CHECKING:
    from tests.gui.model.conftest import Hands


def palette(hands: Hands) -> LayerPalette:
    found = hands.page.findChild(LayerPalette, "layerPalette")
    assert found is not None
    return found


def item(hands: Hands, name: str) -> QListWidgetItem:
    return palette(hands).findItems(name, Qt.MatchFlag.MatchExactly)[0]


def shown(hands: Hands) -> list[str]:
    view = palette(hands)
    rows = [view.item(row) for row in range(view.count())]
    return [row.text() for row in rows if not row.isHidden() and row.flags() & Qt.ItemFlag.ItemIsEnabled]


def double_click(hands: Hands, name: str) -> None:
    view = palette(hands)
    view.scrollToItem(item(hands, name))
    at = view.visualItemRect(item(hands, name)).center()
    QTest.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=at)
    QTest.mouseDClick(view.viewport(), Qt.MouseButton.LeftButton, pos=at)


def test_every_layer_type_is_there_with_its_doc_and_formula(hands: Hands) -> None:
    assert sorted(shown(hands)) == sorted(kind.name for kind in layer_types())
    tip = item(hands, "Linear").toolTip()
    assert "weighted sum" in tip
    assert "y = W·x + b" in tip


def test_a_double_click_adds_before_the_output_where_nothing_is_selected(hands: Hands) -> None:
    double_click(hands, "Dropout")
    assert hands.order[-2:] == ["dropout1", "output"]
    assert hands.document.selection == ("dropout1",)
    assert hands.document.undo_stack.undoText() == "Add Dropout"
    assert hands.document.undo_stack.count() == 1


def test_a_double_click_adds_behind_the_selected_layer_and_pushes_the_others_down(hands: Hands) -> None:
    before = dict(hands.document.layout)
    hands.document.select(("relu2",))
    double_click(hands, "Dropout")
    assert hands.document.model["dropout1"].inputs == ("relu2",)
    assert hands.document.model["pool2"].inputs == ("dropout1",)
    assert hands.document.layout["dropout1"] == before["pool2"]
    assert hands.document.layout["pool2"] == before["flatten1"]
    assert hands.document.layout["relu2"] == before["relu2"]


def test_searching_and_enter_add_a_layer_without_the_mouse(hands: Hands) -> None:
    search = hands.page.palette_panel.search
    search.setFocus()
    QTest.keyClicks(search, "drop")
    assert shown(hands) == ["Dropout", "Dropout2d"]
    QTest.keyClick(search, Qt.Key.Key_Return)
    assert "dropout1" in hands.document.model
    search.clear()
    assert len(shown(hands)) == len(layer_types())


def test_search_finds_by_category_and_by_what_a_layer_does(hands: Hands) -> None:
    search = hands.page.palette_panel.search
    search.setText("pooling")
    assert {"MaxPool2d", "AvgPool2d"} <= set(shown(hands))
    search.setText("probabilities")
    assert "Softmax" in shown(hands)
    search.setText("no such thing")
    assert shown(hands) == []


def test_typing_in_the_list_filters_and_enter_in_it_adds(hands: Hands) -> None:
    view = palette(hands)
    view.setFocus()
    QTest.keyClick(view, Qt.Key.Key_G)
    search = hands.page.palette_panel.search
    assert search.text() == "g"
    QTest.keyClicks(search, "elu")
    QTest.keyClick(search, Qt.Key.Key_Down)
    assert view.hasFocus()
    view.setCurrentItem(item(hands, "GELU"))
    QTest.keyClick(view, Qt.Key.Key_Return)
    assert "gelu1" in hands.document.model


def test_a_dragged_item_carries_its_layer_type(hands: Hands) -> None:
    assert dragged_type(palette(hands).mimeData([item(hands, "Conv2d")])) == "Conv2d"


def test_headings_cannot_be_chosen(hands: Hands) -> None:
    headings = [
        palette(hands).item(row)
        for row in range(palette(hands).count())
        if not palette(hands).item(row).flags() & Qt.ItemFlag.ItemIsEnabled
    ]
    assert [heading.text() for heading in headings][:2] == ["Dense", "Convolution"]
    double_click(hands, headings[0].text())
    assert hands.document.undo_stack.count() == 0
