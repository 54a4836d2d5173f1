"""The Build place as a whole: names, both themes, a change of language, and how long an edit takes."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, QTranslator
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QAbstractButton, QAbstractItemView, QApplication, QComboBox, QLineEdit, QWidget

from gui import theme
from gui.model.node_item import CARD

if TYPE_CHECKING:
    from tests.gui.model.conftest import Hands

NAMES = ("layerPalette", "modelCanvas", "layerInspector", "problemList")


@pytest.mark.parametrize("name", NAMES)
def test_each_part_is_found_by_its_name_and_has_an_accessible_one(hands: Hands, name: str) -> None:
    part = hands.page.findChild(QWidget, name)
    assert part is not None
    assert part.accessibleName()


def test_every_control_has_an_accessible_name(hands: Hands) -> None:
    hands.page.editor.add("Linear", "relu1")
    for layer in ("conv1", "linear3"):
        hands.document.select((layer,))
        controls = [
            widget
            for kind in (QAbstractButton, QAbstractItemView, QComboBox, QLineEdit)
            for widget in hands.page.findChildren(kind)
            if widget.isVisible() and not widget.objectName().startswith("qt_")
        ]
        nameless = [widget for widget in controls if not (widget.accessibleName() or getattr(widget, "text", str)())]
        assert nameless == []
        assert len(controls) > 10


def test_the_menu_offers_undo_and_redo_first(hands: Hands) -> None:
    actions = hands.page.actions_for_menu()
    assert [action.objectName() for action in actions[:2]] == ["undoAction", "redoAction"]
    assert all(action.text() for action in actions if not action.isSeparator())


def pixel(hands: Hands, layer_id: str) -> QColor:
    picture = hands.canvas.grab().toImage()
    at = hands.canvas.mapFromScene(hands.scene.nodes[layer_id].pos() + CARD.center())
    return picture.pixelColor(at)


def test_nodes_take_the_colours_of_the_theme_at_once(hands: Hands) -> None:
    assert pixel(hands, "relu1") == QColor(theme.LIGHT.node)
    theme.set_theme("dark")
    QApplication.processEvents()
    assert pixel(hands, "relu1") == QColor(theme.DARK.node)


class Shouting(QTranslator):
    """A language in which everything is said in brackets."""

    def translate(self, context: str, source: str, disambiguation: str | None = None, n: int = -1) -> str:
        return f"[{source}]"

    def isEmpty(self) -> bool:
        return False


def test_a_change_of_language_reaches_every_part_while_running(hands: Hands) -> None:
    hands.page.editor.add("Linear", "relu1")
    translator = Shouting()
    QCoreApplication.installTranslator(translator)
    try:
        QApplication.processEvents()
        assert hands.page.palette_panel.heading.text() == "[Layers]"
        assert hands.canvas.accessibleName() == "[Network canvas]"
        assert hands.scene.nodes["linear3"].content.message.startswith("[expects")
        assert hands.page.problems.topLevelItem(0).text(0).startswith("[")  # type: ignore[union-attr]
        assert hands.page.model_actions.actions["fit"].text() == "[Fit in view]"
        form = hands.page.inspector.form
        assert form is not None
        assert form.editor("out_features").accessibleName() == "[Features out]"
    finally:
        QCoreApplication.removeTranslator(translator)
        QApplication.sendEvent(hands.page, QEvent(QEvent.Type.LanguageChange))
        QApplication.processEvents()
