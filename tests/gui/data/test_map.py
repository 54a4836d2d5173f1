"""The map of a dataset: points found by the pointer, zoomed, moved, marked by class, and led to the gallery."""

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from gui.data.page import DataPage
from gui.data.point_map import PointMap
from tests.gui.data.conftest import click
from tests.gui.data.test_looking import turn_wheel
from tests.gui.shouting import shouting

LEFT = Qt.MouseButton.LeftButton


@pytest.fixture
def points(imported: str, page: DataPage, qtbot: QtBot) -> PointMap:
    """The map of sixty rings and strokes."""
    assert page.list.select(imported)
    page.tabs.setCurrentWidget(page.map)
    qtbot.waitUntil(lambda: page.map.legend.count() == 2, timeout=30_000)
    qtbot.waitUntil(lambda: page.map.points.width() > 100)
    return page.map.points


def at(points: PointMap, position: int) -> QPoint:
    return points.place_of(position).toPoint()


def test_every_point_is_in_view_and_the_pointer_tells_its_image(points: PointMap, page: DataPage) -> None:
    assert all(points.rect().contains(at(points, position)) for position in range(60))
    QTest.mouseMove(points, at(points, 11))
    assert points.under_pointer >= 0
    assert "Training image" in points.accessibleDescription()
    QTest.mouseMove(points, QPoint(2, 2))
    assert points.under_pointer == -1
    assert "60 of 60 images by the two principal components" in page.map.words.text()


def test_the_wheel_zooms_around_the_pointer_and_dragging_moves(points: PointMap, qtbot: QtBot) -> None:
    middle = QPointF(points.rect().center())
    places = [points.place_of(position) for position in range(60)]
    nearest = min(range(60), key=lambda position: (places[position] - middle).manhattanLength())
    furthest = max(range(60), key=lambda position: (places[position] - middle).manhattanLength())
    turn_wheel(points, 3)
    assert points.zoom == pytest.approx(1.2**3)
    grown = points.place_of(furthest) - middle
    before = places[furthest] - middle
    assert grown.x() == pytest.approx(before.x() * 1.2**3, abs=2)
    start, here = points.place_of(nearest), points.rect().center()
    QTest.mousePress(points, LEFT, pos=here)
    for step in range(1, 6):
        QTest.mouseMove(points, here + QPoint(8 * step, 4 * step))
    QTest.mouseRelease(points, LEFT, pos=here + QPoint(40, 20))
    moved = points.place_of(nearest) - start
    assert (moved.x(), moved.y()) == pytest.approx((40, 20), abs=0.5)
    QTest.keyClick(points, Qt.Key.Key_0)
    assert points.zoom == 1
    assert points.place_of(furthest).x() == pytest.approx(places[furthest].x())


def test_a_click_on_a_point_shows_its_image_among_the_others(points: PointMap, page: DataPage, qtbot: QtBot) -> None:
    QTest.mouseMove(points, at(points, 30))
    chosen = points.under_pointer
    with qtbot.waitSignal(page.map.imageChosen) as told:
        QTest.mouseClick(points, LEFT, pos=at(points, 30))
    assert told.args == [chosen], "of sixty all are mapped, in their order"
    assert page.tabs.currentWidget() is page.images
    assert page.images.gallery.current == chosen


def test_the_map_by_t_sne_grows_before_the_eye_and_the_other_comes_back_at_once(
    points: PointMap, page: DataPage, qtbot: QtBot
) -> None:
    method = page.map.method_box
    method.setFocus()
    QTest.keyClick(method, Qt.Key.Key_Down)
    assert page.map.method == "neighbours"
    qtbot.waitUntil(lambda: "t-SNE (perplexity 30)" in page.map.words.text(), timeout=60_000)
    assert all(points.rect().contains(at(points, position)) for position in range(60))
    QTest.keyClick(method, Qt.Key.Key_Up)
    assert "principal components" in page.map.words.text(), "it was kept"


def test_a_class_stands_out_until_it_is_clicked_again(points: PointMap, page: DataPage) -> None:
    legend = page.map.legend
    plain = points.grab().toImage()
    place = legend.visualItemRect(legend.item(1)).center()
    QTest.mouseClick(legend.viewport(), LEFT, pos=place)
    assert points.grab().toImage() != plain
    QTest.mouseClick(legend.viewport(), LEFT, pos=place)
    assert points.grab().toImage() == plain
    QTest.keyClick(points, Qt.Key.Key_Plus)
    QTest.keyClick(points, Qt.Key.Key_Left)
    assert points.grab().toImage() != plain
    click(page, "mapShowAllButton")
    assert points.grab().toImage() == plain
    with shouting():
        assert "60 OF 60 IMAGES" in page.map.words.text()
        assert page.map.all_button.text() == "SHOW ALL"
