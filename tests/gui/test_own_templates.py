"""Networks of one's own to start from: kept by the menu, opened and forgotten in the gallery."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QLineEdit, QListWidget, QMessageBox, QPlainTextEdit, QPushButton

from engine.library import Library
from engine.model.templates import template_names
from gui.main_window import MainWindow
from gui.window.gallery import Gallery
from gui.window.keep_template import KeepTemplateDialog


def asked(window: MainWindow) -> KeepTemplateDialog:
    action = window.findChild(QAction, "keepTemplateAction")
    assert isinstance(action, QAction)
    action.trigger()
    dialogs = [dialog for dialog in window.findChildren(KeepTemplateDialog) if dialog.isVisible()]
    assert len(dialogs) == 1
    return dialogs[0]


def keep(window: MainWindow, name: str, story: str = "") -> KeepTemplateDialog:
    dialog = asked(window)
    field = dialog.findChild(QLineEdit, "templateNameField")
    assert isinstance(field, QLineEdit)
    field.selectAll()
    QTest.keyClicks(field, name)
    text = dialog.findChild(QPlainTextEdit, "templateStoryField")
    assert isinstance(text, QPlainTextEdit)
    QTest.keyClicks(text, story)
    QTest.keyClick(field, Qt.Key.Key_Return)
    return dialog


def gallery(window: MainWindow) -> tuple[Gallery, QListWidget]:
    window.templates.choose()
    found = next(found for found in window.findChildren(Gallery) if found.isVisible())
    rows = found.findChild(QListWidget, "galleryList")
    assert isinstance(rows, QListWidget)
    rows.setCurrentRow(rows.count() - 1)
    return found, rows


def test_a_kept_network_stands_in_the_gallery_and_opens_as_a_new_project(window: MainWindow) -> None:
    window.document.select(("conv2", "relu2", "pool2"))
    window.build_page.blocks.group()
    kept = window.document.network
    dialog = keep(window, "My start", "Watch the block.")
    assert not dialog.isVisible()
    window.files.new("mlp")
    shown, rows = gallery(window)
    assert rows.count() == len(template_names()) + 1
    assert any(label.text() == "Watch the block." for label in shown.findChildren(QLabel))
    QTest.keyClick(rows, Qt.Key.Key_Return)
    assert window.document.network == kept
    assert window.document.project.title == "My start"
    assert window.document.path is None


def test_a_name_that_is_taken_is_refused_in_the_dialog_and_nothing_is_overwritten(window: MainWindow) -> None:
    keep(window, "Mine")
    first = Library().templates.get("Mine")
    window.files.new("mlp")
    dialog = keep(window, "Mine")
    assert dialog.isVisible()
    reason = dialog.findChild(QLabel, "templateRefusal")
    assert isinstance(reason, QLabel)
    assert "already" in reason.text()
    assert Library().templates.get("Mine") == first
    QTest.keyClicks(dialog.name, "Mine too")
    assert reason.isHidden()
    QTest.keyClick(dialog.name, Qt.Key.Key_Return)
    assert not dialog.isVisible()
    assert [item.name for item in Library().templates.listing().items] == ["Mine", "Mine too"]


def test_what_is_kept_is_the_whole_network_even_with_a_block_open(window: MainWindow) -> None:
    window.document.select(("conv2", "relu2"))
    window.build_page.blocks.group()
    window.document.open_block("Block")
    keep(window, "Whole")
    assert Library().templates.get("Whole").spec == window.document.network


def test_without_a_name_there_is_nothing_to_press(window: MainWindow) -> None:
    dialog = asked(window)
    button = dialog.findChild(QPushButton, "keepTemplateButton")
    assert isinstance(button, QPushButton)
    assert button.isEnabled()
    dialog.name.clear()
    assert not button.isEnabled()
    dialog.reject()
    assert Library().templates.listing().items == ()


def test_a_kept_network_is_forgotten_after_a_question(window: MainWindow) -> None:
    keep(window, "Mine")
    shown, rows = gallery(window)
    button = shown.findChild(QPushButton, "galleryForgetButton")
    assert isinstance(button, QPushButton)
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)
    box = shown.findChild(QMessageBox, "forgetTemplateQuestion")
    assert isinstance(box, QMessageBox)
    assert len(Library().templates.listing().items) == 1
    next(found for found in box.buttons() if found.text() == "Forget").click()
    assert rows.count() == len(template_names())
    assert Library().templates.listing().items == ()
    shown.reject()


def test_a_damaged_file_is_named_and_the_gallery_opens_all_the_same(window: MainWindow) -> None:
    keep(window, "Mine")
    (Library().templates.folder / "broken.json").write_text("[]")
    shown, rows = gallery(window)
    assert rows.count() == len(template_names()) + 1
    assert "broken.json" in window.notices.text()
    shown.reject()
