"""The place of the data: the list, what is known of a dataset, using one for the project, and removing one."""

import shutil
from dataclasses import replace

from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMessageBox, QToolButton
from pytestqt.qtbot import QtBot

from engine.adapting import adapted
from engine.data.catalog import dataset_info, forget_dataset, load_dataset
from engine.data.own import own_folder, own_names
from engine.data.public.catalogue import PUBLIC
from gui import theme
from gui.data.page import DataPage
from gui.main_window import MainWindow
from tests.gui.data.conftest import button, choose, click
from tests.gui.shouting import shouting


def answer_question(qtbot: QtBot, name: str) -> None:
    qtbot.waitUntil(lambda: QApplication.activeModalWidget() is not None)
    question = QApplication.activeModalWidget()
    assert isinstance(question, QMessageBox)
    click(question, name)


def test_data_is_the_first_place_and_the_window_opens_on_build(window: MainWindow, qtbot: QtBot) -> None:
    assert window.place == "build"
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    QTest.keyClick(window, Qt.Key.Key_1, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: window.place == "data")  # Qt shows the button pressed for a moment
    QTest.keyClick(window, Qt.Key.Key_2, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: window.place == "build")
    place = window.findChild(QToolButton, "dataPlaceButton")
    assert place is not None
    QTest.mouseClick(place, Qt.MouseButton.LeftButton)
    assert window.others.data_page.isVisible()
    assert not window.draw_panel.isVisible()


def test_the_list_tells_of_each_dataset_and_marks_the_projects(imported: str, page: DataPage) -> None:
    model = page.list.datasets
    rows = [model.index(row).data(Qt.ItemDataRole.AccessibleTextRole) for row in range(model.rowCount())]
    assert rows[0] == "MNIST, this project's: 70,000 images · 10 classes · 28 × 28, grey"
    assert rows[-1] == "own: 60 images · 2 classes · 28 × 28, grey"
    size = PUBLIC["fashion-mnist"].megabytes
    assert f"Fashion-MNIST: {size} MB to download · 70,000 images · 10 classes · 28 × 28, grey" in rows
    assert page.title.text() == "MNIST"


def test_what_is_known_of_a_built_in_dataset_is_told_with_its_fingerprint(page: DataPage, qtbot: QtBot) -> None:
    page.tabs.setCurrentWidget(page.about)
    fingerprint = load_dataset("mnist").fingerprint
    qtbot.waitUntil(lambda: fingerprint in page.about.facts.text(), timeout=20_000)
    told = page.about.facts.text()
    assert "Licence: CC BY-SA 3.0" in told
    assert "Gradient-based learning" in told
    assert "Training images: 60,000" in told
    assert not button(page, "removeDatasetButton").isVisible()


def test_what_was_left_out_of_an_imported_one_is_listed_and_can_be_copied(
    imported: str, page: DataPage, qtbot: QtBot
) -> None:
    page.tabs.setCurrentWidget(page.about)
    choose(page, imported)
    left_out = page.about.left_out
    qtbot.waitUntil(left_out.isVisible, timeout=20_000)
    assert left_out.heading.text() == "Left out: 3"
    assert "Own Digits (a folder for each class)" in page.about.facts.text()
    click(page.about, "copyLeftOutButton")
    lines = QApplication.clipboard().text().splitlines()
    assert "stroke/broken.png: it is no image" in lines
    assert "ring/again.bmp: it is the same picture as ring/0.png" in lines
    assert len(lines) == 3


def test_using_a_dataset_mends_the_network_in_one_undo_step_and_says_how(
    imported: str, page: DataPage, window: MainWindow, qtbot: QtBot
) -> None:
    before = window.document.project
    choose(page, imported)
    click(page, "useDatasetButton")
    qtbot.waitUntil(lambda: window.document.project.dataset == "own", timeout=20_000)
    assert window.document.network_analysis.ok
    assert "own" in page._note.text()
    assert "2" in page._note.text(), "the last layer has as many features as there are classes"
    assert not button(page, "useDatasetButton").isEnabled()
    assert not button(page, "removeDatasetButton").isEnabled(), "the project learns from it"
    window.document.undo_stack.undo()
    assert window.document.project == before
    assert button(page, "useDatasetButton").isEnabled()


def test_removing_asks_and_takes_the_dataset_off_the_list(imported: str, page: DataPage, qtbot: QtBot) -> None:
    choose(page, imported)
    click(page, "removeDatasetButton")
    answer_question(qtbot, "confirmRemoveButton")
    qtbot.waitUntil(lambda: "own" not in {one.name for one in page.list.datasets.listed}, timeout=10_000)
    assert own_names() == ()
    assert page.title.text() == "MNIST"


def test_keeping_a_dataset_leaves_it_and_escape_means_keeping(imported: str, page: DataPage, qtbot: QtBot) -> None:
    choose(page, imported)
    QTest.keyClick(page.list, Qt.Key.Key_Delete)
    qtbot.waitUntil(lambda: QApplication.activeModalWidget() is not None)
    question = QApplication.activeModalWidget()
    assert question is not None
    QTest.keyClick(question, Qt.Key.Key_Escape)
    assert own_names() == ("own",)
    assert not page._remover.is_active


def test_undoing_to_a_dataset_that_was_removed_keeps_the_one_of_now(
    imported: str, page: DataPage, window: MainWindow, qtbot: QtBot
) -> None:
    choose(page, imported)
    click(page, "useDatasetButton")
    qtbot.waitUntil(lambda: window.document.project.dataset == "own", timeout=20_000)
    window.document.undo_stack.undo()
    click(page, "removeDatasetButton")
    answer_question(qtbot, "confirmRemoveButton")
    qtbot.waitUntil(lambda: own_names() == (), timeout=10_000)
    window.document.undo_stack.redo()
    assert window.document.project.dataset == "mnist"


def test_every_word_follows_the_language_and_the_list_is_painted_in_both_themes(imported: str, page: DataPage) -> None:
    choose(page, imported)
    light = page.grab().toImage()
    theme.set_theme("dark")
    assert page.grab().toImage().pixelColor(QPoint(3, 3)) != light.pixelColor(QPoint(3, 3))
    with shouting():
        assert page.use_button.text() == "USE FOR THIS PROJECT"
        assert page.list.accessibleName() == "DATASETS"
        assert page.figures.text() == "60 IMAGES · 2 CLASSES · 28 × 28, GREY"
    assert page.use_button.text() == "Use for this project"


def test_what_a_training_learns_from_is_not_removed(
    imported: str, page: DataPage, window: MainWindow, qtbot: QtBot
) -> None:
    mnist = window.document.project
    project = adapted(mnist, "own").project
    training = project.training.model_copy(update={"epochs": 5_000, "batch_size": 8, "device": "cpu", "tune": False})
    window.document.replace_project(replace(project, training=training))
    window.session.start(window.document.project)
    qtbot.waitUntil(lambda: window.session.state == "running", timeout=60_000)
    window.document.replace_project(mnist)
    window.go_to("data")
    choose(page, "own")
    assert not button(page, "removeDatasetButton").isEnabled()
    assert button(page, "removeDatasetButton").toolTip() == "A training that is under way learns from it"
    window.session.stop_and_wait()
    qtbot.waitUntil(button(page, "removeDatasetButton").isEnabled, timeout=20_000)


def test_a_dataset_that_vanishes_from_the_disk_leaves_the_window_alive(
    window: MainWindow, imported: str, qtbot: QtBot
) -> None:
    window.document.apply_project("own", adapted(window.document.project, imported).project)
    window.go_to("train")
    form = window.train_page.hyperparameters
    training = str(round(0.8 * dataset_info(imported).train_images))
    qtbot.waitUntil(lambda: training in form.summary())
    shutil.rmtree(own_folder() / imported)
    forget_dataset(imported)
    with shouting():
        assert training in form.summary()
    window.document.undo_stack.undo()
    window.document.undo_stack.setClean()
