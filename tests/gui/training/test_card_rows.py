"""The figures of a run stand in as many rows as their words need."""

import itertools

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from gui import translation
from gui.training.history import RunHistory
from gui.training.summary import Card, SummaryCards
from gui.translation import Language
from tests.gui.training.scripted import Events


@pytest.mark.parametrize(("width", "rows"), [(340, 2), (620, 1), (1400, 1)])
@pytest.mark.parametrize("language", ["en", "zh_CN"])
def test_every_card_shows_all_its_words_however_narrow_the_page_is(
    width: int, rows: int, language: Language, qtbot: QtBot
) -> None:
    translation.set_language(language)
    cards = SummaryCards()
    qtbot.addWidget(cards)
    history = RunHistory()
    history.started(Events.started())
    history.add_steps([Events.steps(1, [0.5] * 20)])
    history.add_epoch(Events.epoch(1))
    cards.resize(width, 50)
    cards.show()
    cards.show_history(history, 0.9876)
    cards.resize(width, cards.heightForWidth(width))  # as a layout does
    shown = [card for card in cards.findChildren(Card) if card.isVisible()]
    assert len(shown) == 6
    assert cards.rows == rows
    for card in shown:
        assert cards.rect().contains(card.geometry())
        for label in (card.label, card.value):
            assert label.text()
            assert label.width() >= label.sizeHint().width(), label.text()
    for one, other in itertools.pairwise(shown):
        assert not one.geometry().intersects(other.geometry())
    before = [card.width() for card in shown]
    cards.train_loss.show_value("0.1111")  # narrower figures move nothing
    QApplication.processEvents()
    assert [card.width() for card in shown] == before
    cards.show_history(history)
    assert not cards.test.isVisible()
    assert cards.rect().width() - max(card.geometry().right() for card in shown[:-1]) <= 1
