"""The place that evaluates: its figures are those of the report, and what cannot be evaluated is said in its place."""

import shutil
import threading
from pathlib import Path

import pytest
import torch
from PIL import Image
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QComboBox,
    QLabel,
    QProgressBar,
    QPushButton,
    QTableView,
    QToolButton,
    QWidget,
)
from pytestqt.qtbot import QtBot
from safetensors.torch import save_file

from engine.data.catalog import load_dataset
from engine.data.importing import ImportSettings, import_data
from engine.data.own import remove_own
from engine.evaluation.report import report_on_run
from engine.model.mend import fix_all
from engine.project import Project
from engine.runs.run import Run
from engine.runs.store import RunStore
from engine.weights import load_weights
from gui.evaluation.bin_plot import BinPlot
from gui.evaluation.page import EvaluatePage
from gui.gallery import Gallery
from gui.main_window import MainWindow
from tests.gui.evaluation.conftest import QUICK, evaluate, show, train
from tests.gui.shouting import shouting


def test_the_figures_are_those_of_the_report_and_are_kept_with_the_run(
    page: EvaluatePage, run: Run, qtbot: QtBot
) -> None:
    metadata = run.metadata()
    run.metadata_file.write_bytes(metadata.changed({"test_accuracy": None, "test_loss": None}).to_json())
    show(page, qtbot)
    assert "Press Evaluate" in page.words()
    evaluate(page, qtbot)
    report = report_on_run(run)
    assert page.words() == ""
    headline = page.results.headline
    assert headline.accuracy.value.text() == f"{100 * report.accuracy:.2f} %"
    right = f"{report.confusion.trace():,}"
    assert headline.sentence.text().startswith(f"{right} of 10,000 test images are answered right.")
    assert f"between {100 * report.interval[0]:.2f} % and {100 * report.interval[1]:.2f} %" in headline.sentence.text()
    assert headline.calibration.value.text() == f"{100 * report.calibration_error:.2f} %"
    kept = run.metadata()
    assert (kept.test_accuracy, kept.test_loss) == (report.accuracy, report.loss)


def test_another_split_is_another_evaluation_and_both_are_remembered(
    page: EvaluatePage, run: Run, qtbot: QtBot
) -> None:
    show(page, qtbot)
    evaluate(page, qtbot)
    page.bar.split_box.setFocus()
    QTest.keyClick(page.bar.split_box, Qt.Key.Key_Down)
    assert page.bar.split == "validation"
    assert "Press Evaluate" in page.words()
    evaluate(page, qtbot)
    assert page.shown is not None
    assert page.shown.report.images == 120
    assert page.shown.split == "validation"
    QTest.keyClick(page.bar.split_box, Qt.Key.Key_Up)
    qtbot.waitUntil(lambda: page.words() == "", timeout=5_000)
    assert page.shown.report.images == 10_000


def test_other_weights_are_evaluated_anew(page: EvaluatePage, run: Run, qtbot: QtBot) -> None:
    show(page, qtbot)
    evaluate(page, qtbot)
    before = page.shown
    assert before is not None
    evaluate(page, qtbot)
    assert page.shown is before, "the same weights are not measured twice"
    turned = {name: -tensor for name, tensor in load_weights(run.best_weights).items()}
    save_file(turned, run.best_weights)
    page.hide()
    page.show()
    qtbot.waitUntil(lambda: "Press Evaluate" in page.words(), timeout=5_000)
    evaluate(page, qtbot)
    assert page.shown is not None
    assert page.shown.report.accuracy < 0.1 < before.report.accuracy


def test_cancel_leaves_what_was_there(page: EvaluatePage, run: Run, qtbot: QtBot) -> None:
    show(page, qtbot)
    before = run.metadata_file.read_bytes()
    QTest.mouseClick(page.bar.evaluate_button, Qt.MouseButton.LeftButton)
    assert page.bar.cancel_button.isVisible()
    assert not page.bar.evaluate_button.isEnabled()
    qtbot.waitUntil(lambda: page.bar.cancel_button.width() > 0)
    QTest.mouseClick(page.bar.cancel_button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: not page.is_active, timeout=30_000)
    assert "Press Evaluate" in page.words()
    assert page.bar.evaluate_button.isEnabled()
    assert not page.bar.cancel_button.isVisible()
    assert run.metadata_file.read_bytes() == before


def test_a_heading_sorts_the_classes_by_their_figures(page: EvaluatePage, run: Run, qtbot: QtBot) -> None:
    show(page, qtbot)
    evaluate(page, qtbot)
    assert page.shown is not None
    table = page.results.classes
    header = table.horizontalHeader()
    at = header.viewport().rect().topLeft()
    at.setX(header.sectionViewportPosition(3) + 10)
    at.setY(header.height() // 2)
    QTest.mouseClick(header.viewport(), Qt.MouseButton.LeftButton, pos=at)
    recall = page.shown.report.by_class.recall
    assert table.shown_classes() == [str(index) for index in recall.argsort()]


def words_in(page: EvaluatePage) -> list[str]:
    """Every sentence that the place shows in its labels, buttons, tabs and headings, but for those of numbers alone."""
    results = page.results
    found = [label.text() for label in page.findChildren(QLabel)]
    found += [button.text() for button in page.findChildren(QAbstractButton)]
    found += [
        box.itemText(row) for box in (page.bar.split_box, results.gallery.order_box) for row in range(box.count())
    ]
    found += [tabs.tabText(index) for tabs in (results.tabs, results.detail.tabs) for index in range(tabs.count())]
    model = results.classes.model()
    found += [model.headerData(column, Qt.Orientation.Horizontal) for column in range(model.columnCount())]
    assert results.gallery.images is not None
    found += [results.gallery.images.tip(0), page.accessibleName()]
    found += [widget.accessibleName() for widget in (results.classes, results.matrix.matrix, results.gallery.view)]
    return [text for text in found if text]


def test_every_word_follows_a_change_of_language(page: EvaluatePage, run: Run, qtbot: QtBot) -> None:
    show(page, qtbot)
    evaluate(page, qtbot)
    page.evaluate(compare=True)
    qtbot.waitUntil(lambda: not page.is_active, timeout=30_000)
    english = words_in(page)
    with shouting():
        shouted = words_in(page)
        page.results.grab()
    left = [text for text in shouted if text != text.upper().replace("DIGITS", "digits")]
    assert left == []
    assert words_in(page) == english
    assert english != shouted


def test_every_control_has_an_accessible_name(page: EvaluatePage, run: Run, qtbot: QtBot) -> None:
    show(page, qtbot)
    evaluate(page, qtbot)
    for widget in page.findChildren(QWidget):
        used = isinstance(widget, QPushButton | QToolButton | QComboBox | QTableView | Gallery | BinPlot | QProgressBar)
        if used and widget.objectName() and not widget.objectName().startswith(("qt_", "Scroll")):
            assert widget.accessibleName(), widget.objectName()


def test_a_run_can_be_shown_before_the_list_was_read(page: EvaluatePage, run: Run) -> None:
    page.show_run(run)
    assert page.words().startswith("Press Evaluate to see what digits answers")


# What cannot be evaluated


def test_without_runs_a_sentence_stands_there(page: EvaluatePage, qtbot: QtBot) -> None:
    show(page, qtbot, runs=0)
    assert page.words().startswith("No runs yet.")
    assert not page.bar.evaluate_button.isEnabled()


def test_a_run_that_was_deleted_meanwhile_says_so_and_the_place_lives_on(
    page: EvaluatePage, run: Run, trained: Run, store: RunStore, qtbot: QtBot
) -> None:
    show(page, qtbot)
    evaluate(page, qtbot)
    shutil.rmtree(run.folder)
    evaluate(page, qtbot)
    assert "is missing" in page.words()
    shutil.copytree(trained.folder, store.root / "other")
    page.hide()
    page.show()
    qtbot.waitUntil(lambda: page.bar.run_box.currentText() == "other", timeout=5_000)
    qtbot.waitUntil(lambda: "Press Evaluate to see what other" in page.words(), timeout=5_000)
    evaluate(page, qtbot)
    assert page.words() == ""


def test_weights_that_are_no_numbers_say_so(page: EvaluatePage, run: Run, qtbot: QtBot) -> None:
    broken = {name: torch.full_like(tensor, float("nan")) for name, tensor in load_weights(run.best_weights).items()}
    save_file(broken, run.best_weights)
    show(page, qtbot)
    evaluate(page, qtbot)
    assert "10000 of 10000 images are no finite numbers" in page.words()
    assert "Its weights are too large or damaged" in page.words()


@pytest.mark.parametrize("file", ["best.safetensors", "model.json"])
def test_a_damaged_file_is_named(file: str, page: EvaluatePage, run: Run, qtbot: QtBot) -> None:
    (run.folder / file).write_bytes(b"{")
    show(page, qtbot)
    evaluate(page, qtbot)
    assert file in page.words()


@pytest.fixture
def own_run(tmp_path: Path, store: RunStore) -> Run:
    """A run of an imported dataset of two classes, whose validation split holds images of one of them."""
    mnist = load_dataset("mnist")
    for label, name, count in ((0, "ring", 40), (1, "stroke", 2)):
        folder = tmp_path / "own" / name
        folder.mkdir(parents=True)
        for number, image in enumerate(mnist.train_images[mnist.train_labels == label][:count, 0]):
            Image.fromarray(image).save(folder / f"{number}.png")
    import_data(tmp_path / "own", ImportSettings("own"))
    from dataclasses import replace

    project = replace(Project.from_template("softmax-regression"), dataset="own")
    training = QUICK.model_copy(update={"limit_train": None, "batch_size": 8, "validation_split": 0.1})
    return train(replace(project, model=fix_all(project.model, project.context()), training=training), store, "mine")


def test_a_split_with_images_of_one_class_has_figures_of_that_class_alone(
    page: EvaluatePage, own_run: Run, qtbot: QtBot
) -> None:
    show(page, qtbot)
    page.bar.choose_split("validation")
    evaluate(page, qtbot)
    assert page.shown is not None
    assert page.shown.report.by_class.support.tolist() == [page.shown.report.images, 0]
    model = page.results.classes.model()
    assert [model.index(1, column).data() for column in (0, 1, 3)] == ["stroke", "0", "–"]
    matrix = page.results.matrix
    QTest.mouseClick(matrix.shares_button, Qt.MouseButton.LeftButton)
    assert not page.grab().isNull()
    assert matrix.matrix.cell_words((1, 1)) == "“stroke” recognised: 0 of 0 images, – %"


def test_a_run_whose_dataset_is_gone_says_so(page: EvaluatePage, own_run: Run, qtbot: QtBot) -> None:
    show(page, qtbot)
    remove_own("own")
    evaluate(page, qtbot)
    assert "The dataset “own” is no longer here" in page.words()
    assert page.bar.evaluate_button.isEnabled()


# What it is compared with, and who leads here


def test_comparing_with_the_training_images_says_what_was_learned_by_heart(
    page: EvaluatePage, run: Run, qtbot: QtBot
) -> None:
    show(page, qtbot)
    evaluate(page, qtbot)
    headline = page.results.headline
    assert not headline.gap.isVisible()
    assert headline.compare_button.text() == "Compare with the training images"
    before = page.shown
    qtbot.waitUntil(lambda: headline.compare_button.width() > 0)
    QTest.mouseClick(headline.compare_button, Qt.MouseButton.LeftButton)
    assert page.results.isVisible(), "the figures stay while the other split is measured"
    qtbot.waitUntil(lambda: not page.is_active, timeout=30_000)
    train, test = report_on_run(run, split="train"), report_on_run(run)
    assert page.shown is before
    assert headline.gap.text().startswith(
        f"Training images {100 * train.accuracy:.2f} %, test images {100 * test.accuracy:.2f} %: "
    )
    assert not headline.compare_button.isVisible()
    page.bar.choose_split("train")
    qtbot.waitUntil(lambda: page.shown is not None and page.shown.split == "train", timeout=5_000)
    assert headline.gap.isVisible(), "both are known now, whichever is shown"


def test_the_keyboard_stays_at_what_can_be_pressed(page: EvaluatePage, run: Run, qtbot: QtBot) -> None:
    show(page, qtbot)
    page.activateWindow()
    qtbot.waitUntil(page.isActiveWindow)
    page.bar.evaluate_button.setFocus()
    QTest.keyClick(page.bar.evaluate_button, Qt.Key.Key_Space)
    assert page.bar.cancel_button.hasFocus()
    qtbot.waitUntil(lambda: not page.is_active, timeout=30_000)
    assert page.bar.evaluate_button.hasFocus()


def test_runs_lead_here_and_a_finished_training_is_offered(window: MainWindow, run: Run, qtbot: QtBot) -> None:
    page = window.others.evaluate_page
    window.go_to("runs")
    qtbot.waitUntil(lambda: window.runs_page.table.selected() is not None, timeout=5_000)
    qtbot.waitUntil(lambda: window.runs_page.actions_row.evaluate_button.width() > 0)
    QTest.mouseClick(window.runs_page.actions_row.evaluate_button, Qt.MouseButton.LeftButton)
    assert window.place == "evaluate"
    assert not window.draw_panel.isVisible()
    qtbot.waitUntil(lambda: page.shown is not None and page.words() == "", timeout=30_000)
    assert page.shown is not None
    assert page.shown.run.name == "digits"

    window.document.apply("quick", model=run.project().model, training=QUICK)
    with qtbot.waitSignal(window.session.finished, timeout=60_000):
        QTest.mouseClick(window.controls.train_button, Qt.MouseButton.LeftButton)
    newest = window.store.list()[0].name
    assert newest != "digits"
    QTest.mouseClick(place_button(window, "evaluate"), Qt.MouseButton.LeftButton)
    assert window.place == "evaluate"
    assert page.bar.run_box.currentText() == newest
    qtbot.waitUntil(lambda: f"Press Evaluate to see what {newest}" in page.words(), timeout=5_000)
    page.evaluate()
    window.document.undo_stack.setClean()
    window.close()
    assert not [thread.name for thread in threading.enumerate() if "evaluat" in thread.name], "closing ends the work"


def place_button(window: MainWindow, place: str) -> QToolButton:
    found = window.findChild(QToolButton, f"{place}PlaceButton")
    assert found is not None
    return found
