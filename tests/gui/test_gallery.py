"""The gallery of networks to start from, opened and used with keys and mouse."""

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QListWidget, QPushButton
from pytestqt.qtbot import QtBot

from engine.model.templates import template, template_names
from gui.main_window import MainWindow
from gui.window.gallery import Entry, Gallery


def opened(window: MainWindow) -> Gallery:
    QTest.keyClick(window, Qt.Key.Key_N, Qt.KeyboardModifier.ControlModifier)
    gallery = window.findChild(Gallery, "galleryDialog")
    assert isinstance(gallery, Gallery)
    return gallery


def test_every_template_has_its_picture_story_and_figures(window: MainWindow) -> None:
    gallery = opened(window)
    rows = gallery.findChild(QListWidget, "galleryList")
    assert isinstance(rows, QListWidget)
    assert rows.count() == len(template_names())
    stories = set()
    for row in range(rows.count()):
        rows.setCurrentRow(row)
        words = [label.text() for label in gallery.findChildren(QLabel)]
        assert any("parameters" in text for text in words)
        stories.add(max(words, key=len))
    assert len(stories) == rows.count()
    gallery.reject()


def test_enter_opens_the_chosen_network_with_the_hyperparameters_at_hand(window: MainWindow) -> None:
    training = window.document.training.model_copy(update={"batch_size": 17})
    window.document.apply("Change", training=training)
    gallery = opened(window)
    rows = gallery.findChild(QListWidget, "galleryList")
    assert isinstance(rows, QListWidget)
    rows.setFocus()
    QTest.keyClick(rows, Qt.Key.Key_Down)
    QTest.keyClick(rows, Qt.Key.Key_Return)
    assert window.document.model == template(template_names()[1])
    assert window.document.training.batch_size == 17
    assert window.document.is_clean


def test_cancel_leaves_everything_as_it_was(window: MainWindow) -> None:
    before = window.document.project
    gallery = opened(window)
    QTest.keyClick(gallery, Qt.Key.Key_Escape)
    assert window.document.project is before


def test_ones_own_networks_can_be_forgotten_the_others_not(qtbot: QtBot) -> None:
    entries = [
        Entry("mlp", "MLP", "Story.", template("mlp")),
        Entry("mine", "Mine", "Mine.", template("mlp"), own=True),
    ]
    gallery = Gallery(entries)
    qtbot.addWidget(gallery)
    gallery.show()
    button = gallery.findChild(QPushButton, "galleryForgetButton")
    rows = gallery.findChild(QListWidget, "galleryList")
    assert isinstance(button, QPushButton)
    assert isinstance(rows, QListWidget)
    assert not button.isVisible()
    rows.setCurrentRow(1)
    assert button.isVisible()
    with qtbot.waitSignal(gallery.deleteRequested) as asked:
        QTest.mouseClick(button, Qt.MouseButton.LeftButton)
    assert asked.args == ["mine"]
    gallery.forget("mine")
    assert rows.count() == 1
