"""Palette, canvas and inspector share the width: names are whole where there is room, and what a person chose stays."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QSplitter, QStyle, QStyleOptionViewItem

from gui import theme, translation

if TYPE_CHECKING:
    from tests.gui.model.conftest import Hands


def columns(hands: Hands) -> QSplitter:
    found = hands.page.findChild(QSplitter, "buildSplitter")
    assert isinstance(found, QSplitter)
    return found


def sizes(hands: Hands, width: int, height: int) -> list[int]:
    """The widths of palette, canvas and inspector in a page of that size."""
    hands.page.resize(width, height)
    QApplication.processEvents()
    return columns(hands).sizes()


def elided(hands: Hands) -> list[str]:
    """The entries of the palette whose names have less room than they need."""
    palette = hands.page.palette_panel.list
    found = []
    for row in range(palette.count()):
        item, option = palette.item(row), QStyleOptionViewItem()
        palette.initViewItemOption(option)
        parts = QStyleOptionViewItem.ViewItemFeature
        option.rect, option.text = palette.visualItemRect(item), item.text()
        option.features |= parts.HasDisplay | parts.HasDecoration if not item.icon().isNull() else parts.HasDisplay
        room = palette.style().subElementRect(QStyle.SubElement.SE_ItemViewItemText, option, palette)
        margin = palette.style().pixelMetric(QStyle.PixelMetric.PM_FocusFrameHMargin, option, palette) + 1
        if room.width() - 2 * margin < palette.fontMetrics().horizontalAdvance(item.text()):
            found.append(item.text())
    return found


@pytest.mark.parametrize("look", ["light", "dark"])
@pytest.mark.parametrize("language", ["en", "zh_CN"])
def test_every_name_is_whole_at_the_usual_size(
    hands: Hands, look: theme.ThemeName, language: translation.Language
) -> None:
    theme.set_theme(look)
    with translation.in_language(language):
        palette, canvas, side = sizes(hands, 1280, 620)
        assert elided(hands) == []
        assert canvas >= 480
        assert side >= hands.page.inspector.minimumSizeHint().width()
        assert palette < 260


def test_in_a_small_window_the_palette_gives_way_first(hands: Hands) -> None:
    before = sizes(hands, 1280, 620)
    small = sizes(hands, 960, 500)
    assert small[0] == 190
    assert small[1] >= 470
    assert small[2] == before[2]
    assert "TransformerEncoderLayer" in elided(hands)
    assert sizes(hands, 1280, 620) == before


def test_the_code_takes_its_room_from_canvas_and_palette_and_gives_it_back(hands: Hands) -> None:
    before = sizes(hands, 960, 500)
    hands.page.side.show_code()
    palette, canvas, side = columns(hands).sizes()
    assert palette == 190
    assert canvas >= 400
    assert side > before[2]
    hands.page.side.show_layer()
    assert columns(hands).sizes() == before


def test_what_a_person_chose_stays(hands: Hands) -> None:
    sizes(hands, 1280, 620)
    handle = columns(hands).handle(1)
    middle, left = handle.rect().center(), Qt.MouseButton.LeftButton
    QTest.mousePress(handle, left, pos=middle)
    QTest.mouseMove(handle, middle + QPoint(-30, 0))
    QTest.mouseRelease(handle, left, pos=middle + QPoint(-30, 0))
    chosen = columns(hands).sizes()[0]
    assert chosen < 225
    assert sizes(hands, 1400, 700)[0] == chosen
    hands.page.side.show_code()
    assert columns(hands).sizes()[0] == chosen
