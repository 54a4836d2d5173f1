"""A click on a figure opens exactly the images behind it, in the order asked for, and each can be looked at."""

from pathlib import Path

import numpy as np
import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFileDialog, QLabel, QWidget
from pytestqt.qtbot import QtBot

from engine.data.catalog import load_dataset
from engine.evaluation.report import EvaluationReport
from engine.runs.run import Run
from gui.evaluation.bin_plot import BinPlot
from gui.evaluation.evaluated_pictures import EvaluatedPictures
from gui.evaluation.matrix import ConfusionMatrix
from gui.evaluation.page import EvaluatePage
from gui.evaluation.selection import Selection
from tests.gui.evaluation.conftest import evaluate, show
from tests.gui.shouting import shouting


@pytest.fixture
def shown(page: EvaluatePage, run: Run, qtbot: QtBot) -> EvaluatePage:
    """The place with the test images evaluated."""
    show(page, qtbot)
    evaluate(page, qtbot)
    assert page.words() == ""
    qtbot.waitUntil(lambda: page.results.matrix.matrix.viewport().width() > 300)
    return page


def report_of(page: EvaluatePage) -> EvaluationReport:
    assert page.shown is not None
    return page.shown.report


def click_cell(page: EvaluatePage, truth: int, answer: int) -> None:
    matrix = page.results.matrix.matrix
    QTest.mouseClick(matrix.viewport(), Qt.MouseButton.LeftButton, pos=matrix.cell_rect(truth, answer).center())


def pictures(page: EvaluatePage) -> EvaluatedPictures:
    assert page.results.gallery.images is not None
    return page.results.gallery.images


def listed(page: EvaluatePage) -> list[int]:
    images: list[int] = pictures(page).indices.tolist()
    return images


def worst(report: EvaluationReport) -> tuple[int, int]:
    """The most frequent mistake."""
    wrong = report.confusion * (1 - np.eye(10, dtype=np.int64))
    truth, answer = np.unravel_index(wrong.argmax(), wrong.shape)
    return int(truth), int(answer)


def test_a_click_on_a_cell_shows_exactly_its_images_the_most_confident_first(shown: EvaluatePage) -> None:
    report = report_of(shown)
    truth, answer = worst(report)
    click_cell(shown, truth, answer)
    seen = report.observations
    expected = set(np.flatnonzero((seen.labels == truth) & (seen.predicted == answer)).tolist())
    assert len(expected) == report.confusion[truth, answer] > 10
    assert set(listed(shown)) == expected
    assert len(listed(shown)) == len(expected)
    confidences = seen.confidences[listed(shown)]
    assert (np.diff(confidences) <= 0).all()
    assert shown.results.gallery.view.isVisible()
    title = shown.results.gallery.title.text()
    assert title == f"“{truth}” taken for “{answer}”: {len(expected)}"
    assert pictures(shown).tip(0).startswith(f"“{truth}” taken for “{answer}”, ")


def test_the_keyboard_reaches_every_cell(shown: EvaluatePage) -> None:
    matrix = shown.results.matrix.matrix
    matrix.setFocus()
    for key in (Qt.Key.Key_Down, Qt.Key.Key_Down, Qt.Key.Key_Right, Qt.Key.Key_Up):
        QTest.keyClick(matrix, key)
    assert matrix.current == (1, 1)
    QTest.keyClick(matrix, Qt.Key.Key_End)
    QTest.keyClick(matrix, Qt.Key.Key_PageDown)
    QTest.keyClick(matrix, Qt.Key.Key_Down)
    assert matrix.current == (9, 9)
    count = report_of(shown).confusion[9, 9]
    assert matrix.accessibleDescription().startswith(f"“9” recognised: {count} of 1,009 images")
    assert shown.results.matrix.readout.text() == matrix.accessibleDescription()
    QTest.keyClick(matrix, Qt.Key.Key_Return)
    assert set(listed(shown)) == set(report_of(shown).images_in(9, 9).tolist())


def test_a_cell_without_images_says_so(shown: EvaluatePage) -> None:
    empty = np.argwhere(report_of(shown).confusion == 0)
    assert len(empty)
    click_cell(shown, *empty[0].tolist())
    assert listed(shown) == []
    assert shown.results.detail.facts.text() == "No images here."
    assert shown.results.detail.picture.picture() is None


def test_a_row_of_the_classes_opens_the_class_wherever_it_was_sorted_to(shown: EvaluatePage) -> None:
    shown.results.tabs.setCurrentIndex(0)
    table = shown.results.classes
    table.sortByColumn(4, Qt.SortOrder.DescendingOrder)
    name = table.shown_classes()[3]
    at = table.visualRect(table.model().index(3, 2)).center()
    QTest.mouseClick(table.viewport(), Qt.MouseButton.LeftButton, pos=at)
    labels = report_of(shown).observations.labels
    assert sorted(listed(shown)) == np.flatnonzero(labels == int(name)).tolist()


@pytest.mark.parametrize(("tab", "name"), [(1, "calibrationPlot"), (2, "lossHistogram")])
def test_a_click_on_a_bin_opens_its_images(tab: int, name: str, shown: EvaluatePage, qtbot: QtBot) -> None:
    shown.results.tabs.setCurrentIndex(tab)
    plot = next(found for found in shown.results.findChildren(QWidget, name) if isinstance(found, BinPlot))
    qtbot.waitUntil(lambda: plot.width() > 300)
    report = report_of(shown)
    counts = (report.reliability.count if tab == 1 else report.losses.count).tolist()
    number = next(index for index, count in enumerate(counts) if count and index > 5)
    QTest.mouseClick(plot, Qt.MouseButton.LeftButton, pos=plot.bin_rect(number).center().toPoint())
    assert len(listed(shown)) == counts[number]
    seen = report.observations
    values = seen.confidences if tab == 1 else seen.losses
    edges = report.reliability.edges if tab == 1 else report.losses.edges
    chosen = values[listed(shown)]
    assert edges[number] <= chosen.min()
    assert chosen.max() <= edges[number + 1]
    shown.results.tabs.setCurrentIndex(tab)
    plot.setFocus()
    QTest.keyClick(plot, Qt.Key.Key_Home)
    QTest.keyClick(plot, Qt.Key.Key_Space)
    assert len(listed(shown)) == next(count for count in counts if count)


def test_images_are_narrowed_by_class_answer_and_confidence(shown: EvaluatePage) -> None:
    report, gallery = report_of(shown), shown.results.gallery
    seen, choices = report.observations, gallery.choices
    truth, answer = worst(report)
    click_cell(shown, truth, answer)
    assert (choices.truth_box.currentText(), choices.answer_box.currentText()) == (str(truth), str(answer))
    choices.truth_box.setFocus()
    QTest.keyClick(choices.truth_box, Qt.Key.Key_Home)
    assert set(listed(shown)) == set(np.flatnonzero(seen.predicted == answer).tolist())
    assert gallery.title.text() == f"Answer “{answer}”: {len(listed(shown)):,}"
    choices.confidence_box.setFocus()
    fullest = int(report.reliability.count.argmax())
    for _ in range(fullest + 1):
        QTest.keyClick(choices.confidence_box, Qt.Key.Key_Down)
    alike = set(report.images_of_confidence(fullest).tolist())
    assert set(listed(shown)) == alike & set(np.flatnonzero(seen.predicted == answer).tolist()) != set()
    choices.answer_box.setFocus()
    QTest.keyClick(choices.answer_box, Qt.Key.Key_Home)
    assert set(listed(shown)) == alike
    QTest.keyClick(choices.answer_box, Qt.Key.Key_Down)
    assert set(listed(shown)) == alike & set(np.flatnonzero(~seen.right).tolist())
    assert gallery.title.text().startswith("Wrong answers · Confidence ")
    with shouting():
        assert gallery.title.text().startswith("WRONG ANSWERS · CONFIDENCE ")
        assert choices.answer_box.currentText() == "WRONG ONES"
    QTest.mouseClick(gallery.wrong_button, Qt.MouseButton.LeftButton)
    assert set(listed(shown)) == set(np.flatnonzero(~seen.right).tolist())
    assert choices.confidence_box.currentIndex() == choices.truth_box.currentIndex() == 0


def test_the_order_is_that_of_the_choice(shown: EvaluatePage) -> None:
    seen = report_of(shown).observations
    gallery = shown.results.gallery
    shown.results.open(Selection(5))
    rights = seen.right[listed(shown)]
    assert not rights[0]
    assert (np.diff(rights.astype(int)) >= 0).all(), "wrong answers come first"
    gallery.order_box.setFocus()
    QTest.keyClick(gallery.order_box, Qt.Key.Key_Down)
    assert gallery.order_box.currentText() == "Least confident first"
    assert (np.diff(seen.confidences[listed(shown)]) >= 0).all()
    QTest.keyClick(gallery.order_box, Qt.Key.Key_Down)
    assert (np.diff(seen.losses[listed(shown)]) <= 0).all()
    assert len(listed(shown)) == 892


def test_a_chosen_image_is_shown_large_with_every_probability(shown: EvaluatePage, qtbot: QtBot) -> None:
    report = report_of(shown)
    click_cell(shown, *worst(report))
    view, detail = shown.results.gallery.view, shown.results.detail
    qtbot.waitUntil(lambda: 1 in view.in_view())
    at = view.place(1).center()
    QTest.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=at)
    index = listed(shown)[1]
    picture = detail.picture.picture()
    assert picture is not None
    pixels = np.array([[picture.pixelColor(x, y).red() for x in range(28)] for y in range(28)])
    np.testing.assert_array_equal(pixels, load_dataset("mnist").test_images[index, 0])
    assert detail.bars.probabilities() == tuple(report.observations.probabilities[index].tolist())
    assert f"Test image {index + 1:,}" in detail.facts.text()
    QTest.keyClick(view, Qt.Key.Key_Right)
    assert f"Test image {listed(shown)[2] + 1:,}" in detail.facts.text()


def test_enter_and_a_double_click_lead_to_what_is_known_of_the_image(shown: EvaluatePage, qtbot: QtBot) -> None:
    shown.put_why_view(QLabel("because"))
    click_cell(shown, *worst(report_of(shown)))
    view, detail = shown.results.gallery.view, shown.results.detail
    qtbot.waitUntil(lambda: 2 in view.in_view())
    view.setFocus()
    QTest.keyClick(view, Qt.Key.Key_Return)
    assert detail.tabs.tabBar().hasFocus()
    QTest.mouseDClick(view.viewport(), Qt.MouseButton.LeftButton, pos=view.place(2).center())
    assert detail.tabs.tabBar().hasFocus()


def test_all_wrong_answers_stand_there_at_first_and_again_by_a_button(shown: EvaluatePage) -> None:
    wrong = np.flatnonzero(~report_of(shown).observations.right).tolist()
    assert sorted(listed(shown)) == wrong
    click_cell(shown, 1, 1)
    assert sorted(listed(shown)) != wrong
    QTest.mouseClick(shown.results.gallery.wrong_button, Qt.MouseButton.LeftButton)
    assert sorted(listed(shown)) == wrong


def test_an_explaining_view_is_asked_for_each_image_while_it_is_seen(shown: EvaluatePage) -> None:
    asked: list[tuple[Run, str, int]] = []
    shown.explainRequested.connect(lambda run, split, index: asked.append((run, split, index)))
    click_cell(shown, *worst(report_of(shown)))
    assert asked == [], "nobody looks at explanations yet"
    view = QLabel("because")
    shown.put_why_view(view)
    detail = shown.results.detail
    bar = detail.tabs.tabBar()
    QTest.mouseClick(bar, Qt.MouseButton.LeftButton, pos=bar.tabRect(1).center())
    assert view.isVisible()
    QTest.keyClick(shown.results.gallery.view, Qt.Key.Key_Right)
    assert [(split, index) for _, split, index in asked] == [("test", index) for index in listed(shown)[:2]]
    assert {run.name for run, _, _ in asked} == {"digits"}
    index = asked[0][2]
    np.testing.assert_array_equal(shown.image(index), load_dataset("mnist").test_images[index])
    assert shown.label(index) == load_dataset("mnist").test_labels[index]


def test_both_tables_are_saved_as_csv(shown: EvaluatePage, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:

    names = iter(("matrix", "classes.csv"))
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(tmp_path / next(names)), ""))
    QTest.mouseClick(shown.results.matrix.export_button, Qt.MouseButton.LeftButton)
    shown.results.tabs.setCurrentIndex(0)
    QTest.mouseClick(shown.results.export_classes, Qt.MouseButton.LeftButton)
    matrix = (tmp_path / "matrix.csv").read_text("utf-8-sig").splitlines()
    assert matrix[1].split(",") == ["0", *map(str, report_of(shown).confusion[0].tolist())]
    assert (tmp_path / "classes.csv").read_text("utf-8-sig").startswith("class,images,precision,recall,f1\n0,980,")


def test_a_csv_that_cannot_be_written_says_so(shown: EvaluatePage, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: ("/nowhere/at/all/matrix.csv", ""))
    QTest.mouseClick(shown.results.matrix.export_button, Qt.MouseButton.LeftButton)
    assert "/nowhere/at/all/matrix.csv cannot be written" in shown.bar.note.text()
    assert shown.results.isVisible(), "the figures stay"


def test_a_hundred_classes_fit_and_can_be_made_larger(qtbot: QtBot) -> None:
    matrix = ConfusionMatrix()
    qtbot.addWidget(matrix)
    counts = np.diag(np.full(100, 90)) + np.eye(100, k=1, dtype=np.int64)
    matrix.resize(480, 460)
    matrix.show()
    qtbot.waitExposed(matrix)
    matrix.show_confusion(counts, tuple(f"class {index}" for index in range(100)))
    last = matrix.cell_rect(99, 99)
    assert matrix.viewport().rect().contains(last)
    assert last.width() >= 3
    chosen: list[tuple[int, int]] = []
    matrix.chosen.connect(lambda truth, answer: chosen.append((truth, answer)))
    QTest.mouseClick(matrix.viewport(), Qt.MouseButton.LeftButton, pos=matrix.cell_rect(41, 42).center())
    place = QPointF(matrix.cell_rect(41, 42).center())
    for _ in range(6):
        QApplication.sendEvent(
            matrix.viewport(),
            QWheelEvent(
                place,
                QPointF(matrix.viewport().mapToGlobal(place.toPoint())),
                QPoint(),
                QPoint(0, 120),
                Qt.MouseButton.NoButton,
                Qt.KeyboardModifier.ControlModifier,
                Qt.ScrollPhase.NoScrollPhase,
                False,
            ),
        )
    large = matrix.cell_rect(41, 42)
    assert large.width() >= 18
    assert matrix.viewport().rect().contains(large), "the chosen cell stays in sight"
    QTest.mouseClick(matrix.viewport(), Qt.MouseButton.LeftButton, pos=large.center())
    assert chosen == [(41, 42), (41, 42)]
    QTest.keyClick(matrix, Qt.Key.Key_0)
    assert matrix.viewport().rect().contains(matrix.cell_rect(99, 99))
    assert not matrix.grab().isNull()
