"""The page of formulas: all there, readable at every width, in the language of now."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QFrame

from engine.lesson.formula import plain
from engine.lesson.glossary import ENTRIES

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from gui.lesson.window import LessonWindow


def test_every_formula_has_its_card_and_fits_into_it(lesson_window: LessonWindow, qtbot: QtBot) -> None:
    page = lesson_window.formulas
    lesson_window.tabs.setCurrentIndex(2)
    for width, columns in ((960, 2), (1700, 4)):
        lesson_window.resize(width, 700)
        qtbot.waitUntil(lambda wanted=columns: len({card.x() for card in page.cards}) == wanted)  # type: ignore[misc]
        for entry in ENTRIES:
            card = page.findChild(QFrame, f"formula-{entry.name}")
            assert card is not None
            assert card.isVisible()
        for card in page.cards:
            assert card.view.height() >= card.view.heightForWidth(card.view.width())
            assert all(spot.area.right() <= card.view.width() for spot in card.view.spots())


def test_it_is_read_out_as_text(lesson_window: LessonWindow) -> None:
    card = lesson_window.formulas.cards[1]
    assert card.view.accessibleName() == "Sigmoid"
    assert plain(ENTRIES[1].formulas[1]) in card.view.accessibleDescription()
