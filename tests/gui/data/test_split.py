"""The split as a person sees and changes it: fields, parts and classes, undo, and the images of a part."""

import numpy as np
import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QCheckBox, QSpinBox
from pytestqt.qtbot import QtBot

from engine.data.catalog import load_dataset
from engine.training.splitting import split_of
from gui.data.dataset_pictures import DatasetPictures
from gui.data.page import DataPage
from gui.data.split_tab import SplitTab
from gui.main_window import MainWindow
from tests.gui.data.conftest import choose
from tests.gui.shouting import shouting

CONTROL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def tab(page: DataPage, qtbot: QtBot) -> SplitTab:
    """The tab of MNIST's split, worked out."""
    page.tabs.setCurrentWidget(page.split)
    qtbot.waitUntil(lambda: page.division.division is not None and page.split.balance.width() > 300, timeout=30_000)
    return page.split


def parts(tab: SplitTab) -> str:
    return tab.bar.accessibleDescription()


def test_another_fold_is_another_part_at_once_and_one_step_of_undo(
    tab: SplitTab, window: MainWindow, qtbot: QtBot
) -> None:
    assert parts(tab) == "Training 48,000 (68.6 %), Validation 12,000 (17.1 %), Test 10,000 (14.3 %)"
    assert "1: 5,4" in tab.balance.class_text(1)
    folds, stratified = tab.form.editor("folds"), tab.form.editor("stratified")
    QTest.mouseClick(stratified, Qt.MouseButton.LeftButton, pos=QPoint(10, stratified.height() // 2))
    absent = folds.parentWidget().findChild(QCheckBox)
    QTest.mouseClick(absent, Qt.MouseButton.LeftButton, pos=QPoint(10, absent.height() // 2))
    assert window.document.training.kept_fold == (1, 5)
    assert not tab.form.editor("validation_split").isVisible()
    fold = tab.findChild(QSpinBox, "dataFoldField")
    assert fold is not None
    fold.setFocus()
    QTest.keyClick(fold, Qt.Key.Key_Up)
    QTest.keyClick(fold, Qt.Key.Key_Up)
    training = window.document.training
    assert (training.stratified, training.kept_fold) == (True, (3, 5))
    aside = split_of(load_dataset("mnist"), training).validation
    division = window.others.data_page.division
    qtbot.waitUntil(
        lambda: division.division is not None and np.array_equal(division.division.numbers["validation"], aside),
        timeout=20_000,
    )
    assert "1: 5,394 training examples (11.2 %), 1,348 validation examples (11.2 %), " in tab.balance.class_text(1)
    QTest.keyClick(fold, Qt.Key.Key_Z, CONTROL)
    assert window.document.training.kept_fold == (1, 5)
    assert fold.value() == 1
    for _ in range(2):
        QTest.keyClick(window, Qt.Key.Key_Z, CONTROL)
    training = window.document.training
    assert (training.folds, training.stratified) == (None, False)
    assert not fold.isVisible()


def test_what_cannot_be_split_so_is_said_where_it_is_asked_for(tab: SplitTab, window: MainWindow, qtbot: QtBot) -> None:
    training = window.document.training.model_copy(update={"folds": 3, "fold": 4})
    window.document.apply("fewer folds", training=training)
    assert tab.form.error("fold") == "The validation fold is 4, but there are only 3 folds."
    qtbot.waitUntil(lambda: "Choose a fold from 1 to 3." in tab._warning.text())
    assert parts(tab) == ""
    with shouting():
        assert tab.form.error("fold") == "THE VALIDATION FOLD IS 4, BUT THERE ARE ONLY 3 FOLDS."
        assert tab._warning.text().endswith("CHOOSE A FOLD FROM 1 TO 3.")
    window.document.undo_stack.undo()
    qtbot.waitUntil(lambda: parts(tab).startswith("Training 48,000"))
    assert not tab._warning.isVisible()


def test_the_images_of_each_part_are_looked_at(tab: SplitTab, page: DataPage, window: MainWindow, qtbot: QtBot) -> None:
    page.tabs.setCurrentWidget(page.images)
    images = page.images
    qtbot.waitUntil(lambda: images.gallery.count == 70_000, timeout=20_000)
    images.split_box.setFocus()
    for words, count in (("Training images", 48_000), ("Validation images", 12_000), ("Test images", 10_000)):
        QTest.keyClick(images.split_box, Qt.Key.Key_Down)
        assert (images.split_box.currentText(), images.gallery.count) == (words, count)
    QTest.keyClick(images.split_box, Qt.Key.Key_Up)
    images.gallery.setFocus()
    QTest.keyClick(images.gallery, Qt.Key.Key_Right)
    aside = split_of(load_dataset("mnist"), window.document.training).validation
    assert images.current.text().startswith(f"Training image {aside[0] + 1:,}, kept for validation: ")
    window.document.apply("seed", training=window.document.training.model_copy(update={"split_seed": 5}))
    aside = split_of(load_dataset("mnist"), window.document.training).validation
    qtbot.waitUntil(
        lambda: (
            isinstance(images.gallery.pictures, DatasetPictures)
            and np.array_equal(images.gallery.pictures.numbers, aside)
        ),
        timeout=20_000,
    )


def test_another_dataset_is_split_as_the_project_would_and_says_so(
    imported: str, tab: SplitTab, page: DataPage, qtbot: QtBot
) -> None:
    choose(page, imported)
    qtbot.waitUntil(lambda: parts(tab) == "Training 38 (63.3 %), Validation 10 (16.7 %), Test 12 (20.0 %)")
    assert tab._note.text() == "This project learns from MNIST. It would split own as shown here."
