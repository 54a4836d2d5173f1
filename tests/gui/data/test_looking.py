"""Looking at a dataset: the gallery with wheel, keys, filters and sizes, the balance of the classes and their means."""

import numpy as np
import pytest
from numpy.typing import NDArray
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from engine.data.catalog import load_dataset
from gui import theme
from gui.data.page import DataPage
from gui.gallery import Gallery, Line
from tests.gui.shouting import shouting

LEFT = Qt.MouseButton.LeftButton


class Million:
    """A million pictures of one grey each; which ones were asked for is noted."""

    lines = 1

    def __init__(self) -> None:
        self.asked: list[int] = []

    def __len__(self) -> int:
        return 1_000_000

    def pixels(self, position: int) -> NDArray[np.uint8]:
        self.asked.append(position)
        return np.full((1, 8, 8), position % 251, np.uint8)

    def caption(self, position: int) -> tuple[Line, ...]:
        return (Line(str(position)),)

    def tip(self, position: int) -> str:
        return f"picture {position}"


@pytest.fixture
def gallery(qtbot: QtBot) -> Gallery:
    widget = Gallery()
    qtbot.addWidget(widget)
    widget.resize(400, 300)
    widget.show()
    qtbot.waitExposed(widget)
    return widget


def turn_wheel(widget: QWidget, notches: int, modifiers: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
    at = QPointF(widget.rect().center())
    event = QWheelEvent(
        *(at, QPointF(widget.mapToGlobal(at)), QPoint(), QPoint(0, 120 * notches)),
        *(Qt.MouseButton.NoButton, modifiers, Qt.ScrollPhase.NoScrollPhase, False),
    )
    QApplication.sendEvent(widget, event)


def place_of(gallery: Gallery, position: int) -> QPoint:
    """The middle of a picture, searched for as the eye does."""
    area = gallery.viewport().rect()
    hits = [
        QPoint(x, y)
        for y in range(0, area.height(), 4)
        for x in range(0, area.width(), 4)
        if gallery.position_at(QPoint(x, y)) == position
    ]
    return (hits[0] + hits[-1]) / 2


def test_of_a_million_pictures_only_those_in_view_are_made(gallery: Gallery, qtbot: QtBot) -> None:
    pictures = Million()
    gallery.show_pictures(pictures)
    qtbot.waitUntil(lambda: gallery.in_view()[-1] in pictures.asked)
    assert 0 < len(pictures.asked) < 100
    assert pictures.asked == list(range(len(pictures.asked)))
    before = len(pictures.asked)
    gallery.verticalScrollBar().setValue(gallery.verticalScrollBar().maximum())
    qtbot.waitUntil(lambda: pictures.asked[-1] == 999_999)
    assert len(pictures.asked) < 2 * before + 40
    assert 999_999 in gallery.in_view()


def test_the_wheel_scrolls_and_makes_only_what_comes_into_view(gallery: Gallery, qtbot: QtBot) -> None:
    pictures = Million()
    gallery.show_pictures(pictures)
    qtbot.waitUntil(lambda: gallery.in_view()[-1] in pictures.asked)
    before = len(pictures.asked)
    turn_wheel(gallery.viewport(), -3)
    qtbot.waitUntil(lambda: len(pictures.asked) > before)
    assert gallery.verticalScrollBar().value() > 0
    assert len(set(pictures.asked)) == len(pictures.asked), "a picture that was made is not made again"


def test_ctrl_and_the_wheel_ask_for_another_size(gallery: Gallery) -> None:
    gallery.show_pictures(Million())
    asked: list[int] = []
    gallery.sideWanted.connect(asked.append)
    turn_wheel(gallery.viewport(), 1, Qt.KeyboardModifier.ControlModifier)
    assert asked == [gallery.side + 4]
    assert gallery.verticalScrollBar().value() == 0


def test_arrows_page_home_and_end_walk_over_the_pictures(gallery: Gallery) -> None:
    gallery.show_pictures(Million())
    gallery.setFocus()
    for key, position in (
        (Qt.Key.Key_Right, 0),
        (Qt.Key.Key_Right, 1),
        (Qt.Key.Key_End, 999_999),
        (Qt.Key.Key_Right, 999_999),
        (Qt.Key.Key_Left, 999_998),
        (Qt.Key.Key_Home, 0),
    ):
        QTest.keyClick(gallery, key)
        assert gallery.current == position
        assert position in gallery.in_view()
        assert gallery.accessibleDescription() == f"picture {position}"
    QTest.keyClick(gallery, Qt.Key.Key_Down)
    below = gallery.current
    QTest.keyClick(gallery, Qt.Key.Key_PageDown)
    assert gallery.current > below > 1


def test_a_click_chooses_the_picture_under_the_pointer_and_a_double_click_opens_it(gallery: Gallery) -> None:
    gallery.show_pictures(Million())
    opened: list[int] = []
    gallery.activated.connect(opened.append)
    place = place_of(gallery, 9)
    QTest.mouseClick(gallery.viewport(), LEFT, pos=place)
    assert gallery.current == 9
    QTest.mouseDClick(gallery.viewport(), LEFT, pos=place)
    assert opened == [9]
    QTest.mouseClick(gallery.viewport(), LEFT, pos=QPoint(gallery.viewport().width() - 1, 2))
    assert gallery.current == -1


def test_what_stands_at_the_top_stays_in_view_when_the_size_changes(gallery: Gallery) -> None:
    gallery.show_pictures(Million())
    gallery.go_to(500_000)
    gallery.set_side(120)
    first = gallery.in_view()
    assert abs(first.start - 500_000) < 100


def test_a_picture_is_painted_as_it_is(gallery: Gallery) -> None:
    gallery.show_pictures(Million())
    image = gallery.viewport().grab().toImage()
    for position in (0, 3, 7):
        place = place_of(gallery, position)
        colour = image.pixelColor(place)
        assert (colour.red(), colour.green(), colour.blue()) == (position,) * 3


def test_the_images_are_filtered_by_class_and_split(page: DataPage, qtbot: QtBot) -> None:
    images = page.images
    qtbot.waitUntil(lambda: images.gallery.count == 70_000, timeout=20_000)
    images.class_box.setFocus()
    QTest.keyClick(images.class_box, Qt.Key.Key_7)
    assert images.class_box.currentText() == "7"
    assert images.gallery.count == 7_293
    images.split_box.setFocus()
    QTest.keyClick(images.split_box, Qt.Key.Key_End)
    assert images.gallery.count == 1_028
    assert images.count.text() == "1,028 images"
    images.gallery.setFocus()
    QTest.keyClick(images.gallery, Qt.Key.Key_Right)
    assert images.current.text() == "Test image 1: 7"
    mnist = load_dataset("mnist")
    assert images.gallery.pictures is not None
    assert np.array_equal(images.gallery.pictures.pixels(0), mnist.test_images[0])
    QTest.keyClick(images.size_slider, Qt.Key.Key_Right)
    assert images.gallery.side == images.size_slider.value()
    with shouting():
        assert images.count.text() == "1,028 IMAGES"
        assert images.current.text() == "TEST IMAGE 1: 7"
        assert images.class_box.itemText(0) == "ALL CLASSES"


def test_bars_tell_the_balance_and_lead_to_the_images_of_a_class(page: DataPage, qtbot: QtBot) -> None:
    page.tabs.setCurrentWidget(page.classes)
    qtbot.waitUntil(lambda: page.classes.means.count == 10, timeout=30_000)
    balance = page.classes.balance
    assert balance.class_text(5) == "5: 5,421 training examples (9.0 %), 892 test examples (8.9 %)"
    assert "5,421 to 6,742 of each class" in balance.accessibleDescription()
    qtbot.waitUntil(lambda: balance.width() > 300)
    place = next(QPoint(x, 40) for x in range(balance.width()) if balance.class_at(QPoint(x - 20, 40)) == 5)
    QTest.mouseMove(balance, place)
    QTest.mouseClick(balance, LEFT, pos=place)
    assert page.tabs.currentWidget() is page.images
    assert page.images.class_box.currentText() == "5"
    qtbot.waitUntil(lambda: page.images.gallery.count == 5_421 + 892, timeout=20_000)


def test_a_mean_image_leads_to_its_class(imported: str, page: DataPage, qtbot: QtBot) -> None:
    assert page.list.select(imported)
    page.tabs.setCurrentWidget(page.classes)
    means = page.classes.means
    qtbot.waitUntil(lambda: means.count == 2, timeout=30_000)
    QTest.mouseDClick(means.viewport(), LEFT, pos=place_of(means, 1))
    assert page.images.class_box.currentText() == "stroke"
    qtbot.waitUntil(lambda: page.images.gallery.count == 30, timeout=20_000)


def test_another_dataset_shows_all_its_images_from_the_top(imported: str, page: DataPage, qtbot: QtBot) -> None:
    qtbot.waitUntil(lambda: page.images.gallery.count == 70_000, timeout=20_000)
    page.images.show_class(3)
    page.images.gallery.go_to(5_000)
    assert page.list.select(imported)
    qtbot.waitUntil(lambda: page.images.gallery.count == 60, timeout=20_000)
    assert page.images.gallery.verticalScrollBar().value() == 0
    assert page.images.class_box.currentText() == "All classes"


def test_the_current_picture_and_the_one_below_the_pointer_are_tinted_in_both_themes(
    gallery: Gallery, qtbot: QtBot
) -> None:
    gallery.show_pictures(Million())
    for name in ("light", "dark"):
        theme.set_theme(name)
        gallery.go_to(1)
        QTest.mouseMove(gallery.viewport(), place_of(gallery, 3))
        qtbot.waitUntil(lambda: all(row in gallery.in_view() for row in (1, 3)))
        image = gallery.viewport().grab().toImage()
        found = [image.pixelColor(gallery.place(position).bottomLeft() + QPoint(6, -2)) for position in (0, 1, 3)]
        colours = theme.current()
        assert [colour.name() for colour in found] == [colours.raised, colours.selection, colours.accent_soft]
    theme.set_theme("light")
