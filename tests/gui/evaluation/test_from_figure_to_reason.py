"""From a run to a figure, from the figure to an image, from the image to the reason: in the whole window."""

import shutil
from pathlib import Path

import numpy as np
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from engine.runs.run import Run
from gui import theme
from gui.main_window import MainWindow
from tests.gui.shouting import shouting


def test_a_cell_of_the_confusion_leads_to_its_images_and_on_to_why(
    window: MainWindow, learned: Run, qtbot: QtBot
) -> None:
    shutil.copytree(learned.folder, window.store.root / "small")
    page, why = window.others.evaluate_page, window.others.why
    window.go_to("evaluate")
    qtbot.waitUntil(lambda: page.bar.run_box.count() == 1 and page.bar.evaluate_button.isEnabled(), timeout=5_000)
    QTest.mouseClick(page.bar.evaluate_button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: page.shown is not None and not page.is_active, timeout=60_000)
    assert page.shown is not None
    observed = page.shown.report.observations
    matrix = page.results.matrix.matrix
    qtbot.waitUntil(lambda: matrix.viewport().width() > 100)
    wrong = page.shown.report.confusion * (1 - np.eye(10, dtype=np.int64))
    truth, answer = (int(place) for place in np.unravel_index(wrong.argmax(), wrong.shape))
    QTest.mouseClick(matrix.viewport(), Qt.MouseButton.LeftButton, pos=matrix.cell_rect(truth, answer).center())

    tabs = page.results.detail.tabs
    bar = tabs.tabBar()
    QTest.mouseClick(bar, Qt.MouseButton.LeftButton, pos=bar.tabRect(1).center())
    assert tabs.currentWidget() is why
    qtbot.waitUntil(lambda: not why.is_busy and why.sentence.text() != "", timeout=60_000)
    assert page.results.gallery.images is not None
    first = int(page.results.gallery.images.indices[0])
    assert int(observed.labels[first]) == truth
    assert int(observed.probabilities[first].argmax()) == answer
    assert str(answer) in why.sentence.text()
    assert all(tile.isVisibleTo(why) for tile in why.tiles.values())

    assert len({why.tiles[method].y() for method in list(why.tiles)[:2]}) == 1, "pictures stand beside each other"
    assert not page.results.detail.picture.isVisible(), "the explanation shows the image itself"
    QTest.mouseClick(bar, Qt.MouseButton.LeftButton, pos=bar.tabRect(0).center())
    assert page.results.detail.picture.isVisible()


def test_another_theme_or_language_leaves_the_matrix_its_room(window: MainWindow, run: Run, qtbot: QtBot) -> None:
    window.go_to("evaluate")
    page = window.others.evaluate_page
    page.evaluate_run(run)
    qtbot.waitUntil(lambda: page.shown is not None and page.words() == "", timeout=60_000)
    matrix = page.results.matrix
    qtbot.waitUntil(lambda: matrix.width() > 400)
    before = matrix.width()
    theme.set_theme("dark")
    qtbot.wait(100)
    with shouting():
        qtbot.wait(100)
        assert matrix.width() == before


def test_the_run_may_be_gone_when_the_reason_is_asked_for(window: MainWindow, learned: Run, qtbot: QtBot) -> None:
    folder = Path(shutil.copytree(learned.folder, window.store.root / "small"))
    page, why = window.others.evaluate_page, window.others.why
    window.go_to("evaluate")
    qtbot.waitUntil(lambda: page.bar.run_box.count() == 1 and page.bar.evaluate_button.isEnabled(), timeout=5_000)
    QTest.mouseClick(page.bar.evaluate_button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: page.shown is not None and not page.is_active, timeout=60_000)
    shutil.rmtree(folder)
    bar = page.results.detail.tabs.tabBar()
    QTest.mouseClick(bar, Qt.MouseButton.LeftButton, pos=bar.tabRect(1).center())
    qtbot.waitUntil(lambda: "small" in why.sentence.text(), timeout=30_000)
    assert not why.is_busy
