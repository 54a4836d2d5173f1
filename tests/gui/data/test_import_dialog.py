"""The import of a person's own images through the window: by dialog and by dropping, corrected, cancelled, used."""

import csv
import shutil
from pathlib import Path

import numpy as np
import pytest
from PIL import Image
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QComboBox, QFileDialog, QLabel, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from engine.data.catalog import dataset_info, load_dataset
from engine.data.own import own_folder, own_names
from engine.project import Project, save_project
from gui.data.import_dialog import ImportDialog
from gui.data.import_progress import ProgressPage
from gui.data.page import DataPage
from gui.main_window import MainWindow
from gui.model.code_import import CodeImportDialog
from tests.gui.data.conftest import button, click
from tests.gui.shouting import shouting

COPY, LEFT, NONE = Qt.DropAction.CopyAction, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier


def dialog_of(window: MainWindow) -> ImportDialog:
    found = window.findChild(ImportDialog)
    assert found is not None
    return found


def open_folder(page: DataPage, folder: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> ImportDialog:
    """Import… and the folder chosen, as far as what was found."""
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_: str(folder))
    click(page, "importDataButton")
    dialog = page.findChild(ImportDialog)
    assert dialog is not None
    qtbot.waitUntil(lambda: button(dialog, "importFolderButton").width() > 0)
    click(dialog, "importFolderButton")
    qtbot.waitUntil(lambda: dialog.step == "correct", timeout=20_000)
    return dialog


def type_name(dialog: ImportDialog, name: str) -> None:
    field = dialog.findChild(QLineEdit, "nameField")
    assert field is not None
    field.setFocus()
    field.selectAll()
    QTest.keyClicks(field, name)
    QTest.keyClick(field, Qt.Key.Key_Tab)


def drop(target: QWidget, *paths: Path) -> bool:
    """Drag files over a widget and let them go there; returns whether they were welcome."""
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
    at = QPoint(20, 20)
    enter = QDragEnterEvent(at, COPY, data, LEFT, NONE)
    QApplication.sendEvent(target, enter)
    QApplication.sendEvent(target, QDropEvent(QPointF(at), COPY, data, LEFT, NONE))
    return enter.isAccepted()


def test_a_folder_becomes_the_projects_dataset_with_name_and_size_corrected(
    page: DataPage, window: MainWindow, pictures: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    dialog = open_folder(page, pictures, qtbot, monkeypatch)
    facts = dialog.look.facts.text()
    assert "Images: 62" in facts
    assert "2: ring (31), stroke (31)" in facts
    assert "of no use: 1." in dialog.look._notes.text()
    qtbot.waitUntil(lambda: dialog.look.gallery.count == 40)
    assert dialog.look.choices.name == "own-digits"

    type_name(dialog, "Not This")
    assert "cannot be called" in dialog.look.form.error("name")
    assert not button(dialog, "importStartButton").isEnabled()
    type_name(dialog, "rings")
    dialog.look.form.editor("width").setValue(20)
    dialog.look.form.editor("height").setValue(20)
    share = dialog.look.form.editor("test_share")
    share.lineEdit().selectAll()
    QTest.keyClicks(share.lineEdit(), "0.5")
    QTest.keyClick(share.lineEdit(), Qt.Key.Key_Tab)
    click(dialog, "importStartButton")
    qtbot.waitUntil(lambda: dialog.step == "done", timeout=30_000)
    info = dataset_info("rings")
    assert info.image_shape == (1, 20, 20)
    assert (info.train_images, info.test_images) == (28, 32)
    assert dialog.ended.title.text() == "rings is a dataset now"
    assert dialog.ended.left_out.heading.text() == "Left out: 3"
    click(dialog, "copyLeftOutButton")
    assert "stroke/broken.png: it is no image" in QApplication.clipboard().text()

    click(dialog, "importUseButton")
    qtbot.waitUntil(lambda: window.document.project.dataset == "rings", timeout=20_000)
    assert window.document.network_analysis.ok
    qtbot.waitUntil(lambda: page.title.text() == "rings")
    assert "rings" in page._note.text()


def test_a_folder_dropped_on_the_canvas_is_looked_at(window: MainWindow, pictures: Path, qtbot: QtBot) -> None:
    canvas = window.build_page.canvas.viewport()
    assert drop(canvas, pictures)
    qtbot.waitUntil(lambda: window.place == "data")
    dialog = dialog_of(window)
    qtbot.waitUntil(lambda: dialog.step == "correct", timeout=20_000)
    dialog.close()
    assert own_names() == ()
    qtbot.waitUntil(lambda: window.findChild(ImportDialog) is None)


def test_projects_and_code_that_are_dropped_are_opened_as_such(
    window: MainWindow, tmp_path: Path, qtbot: QtBot
) -> None:
    save_project(Project.from_template("softmax-regression"), tmp_path / "soft.netwright")
    assert drop(window, tmp_path / "soft.netwright")
    qtbot.waitUntil(lambda: window.document.project.title == "softmax-regression")
    (tmp_path / "net.py").write_text("from torch import nn\nnet = nn.Sequential(nn.Flatten(), nn.Linear(784, 10))\n")
    assert drop(window, tmp_path / "net.py")
    qtbot.waitUntil(lambda: window.findChild(CodeImportDialog) is not None)
    assert window.findChild(ImportDialog) is None


def test_words_that_are_dragged_are_not_welcome(window: MainWindow) -> None:
    data = QMimeData()
    data.setText("words")
    enter = QDragEnterEvent(QPoint(5, 5), COPY, data, LEFT, NONE)
    QApplication.sendEvent(window, enter)
    assert not enter.isAccepted()


def test_what_is_no_data_is_refused_in_place_and_another_can_be_dropped(
    page: DataPage, window: MainWindow, pictures: Path, tmp_path: Path, qtbot: QtBot
) -> None:
    (tmp_path / "letter.pdf").write_bytes(b"%PDF")
    assert drop(window, tmp_path / "letter.pdf")
    qtbot.waitUntil(lambda: window.findChild(ImportDialog) is not None)
    dialog = dialog_of(window)
    qtbot.waitUntil(dialog.choosing.error.isVisible, timeout=20_000)
    assert "No labelled images" in dialog.choosing.error.text()
    assert "Expected is a folder" in dialog.choosing.error.text()
    assert drop(dialog.choosing, pictures)
    qtbot.waitUntil(lambda: dialog.step == "correct", timeout=20_000)


def test_the_same_images_lead_to_the_dataset_that_is_there(
    page: DataPage, imported: str, pictures: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    dialog = open_folder(page, pictures, qtbot, monkeypatch)
    click(dialog, "importStartButton")
    qtbot.waitUntil(lambda: dialog.step == "done", timeout=30_000)
    assert dialog.ended.title.text() == "The same images were imported before, as own"
    click(dialog, "importCloseButton")
    qtbot.waitUntil(lambda: page.title.text() == "own")
    assert own_names() == ("own",)


def test_a_name_that_is_taken_is_said_at_the_name_and_nothing_is_lost(
    page: DataPage, imported: str, pictures: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    shutil.rmtree(pictures / "ring")
    shutil.copytree(pictures / "stroke", pictures / "line")
    dialog = open_folder(page, pictures, qtbot, monkeypatch)
    type_name(dialog, "own")
    click(dialog, "importStartButton")
    qtbot.waitUntil(lambda: dialog.step == "correct" and bool(dialog.look.form.error("name")), timeout=30_000)
    assert "There is already a dataset “own”" in dialog.look.form.error("name")
    assert dataset_info("own").classes == ("ring", "stroke")


def test_cancelling_leaves_nothing_and_keeps_the_choices(
    page: DataPage, tmp_path: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    rng = np.random.default_rng(0)
    for label in "ab":
        (tmp_path / "many" / label).mkdir(parents=True)
        for number in range(700):
            Image.fromarray(rng.integers(0, 255, (40, 40), np.uint8)).save(tmp_path / "many" / label / f"{number}.png")
    dialog = open_folder(page, tmp_path / "many", qtbot, monkeypatch)
    type_name(dialog, "never")
    click(dialog, "importStartButton")
    qtbot.waitUntil(lambda: dialog.progress.bar.maximum() == 1400, timeout=30_000)
    QTest.keyClick(dialog, Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: dialog.step == "correct", timeout=20_000)
    words = dialog.findChild(QLabel, "importWords")
    assert words is not None
    assert words.text() == "Cancelled; nothing was imported."
    assert dialog.look.choices.name == "never"
    assert list(own_folder().iterdir()) == []


def test_a_tables_labels_can_be_taken_from_another_column(
    page: DataPage, window: MainWindow, tmp_path: Path, qtbot: QtBot
) -> None:
    mnist = load_dataset("mnist")
    rows = [["file", "colour", "digit kind"]]
    (tmp_path / "flat").mkdir()
    for number, image in enumerate(mnist.train_images[:12, 0]):
        Image.fromarray(image).save(tmp_path / "flat" / f"{number}.png")
        rows.append([f"{number}.png", "redblue"[: 3 + number % 2], f"k{number % 3}"])
    with (tmp_path / "flat" / "list.csv").open("w", newline="") as file:
        csv.writer(file).writerows(rows)
    window.import_data(tmp_path / "flat" / "list.csv")
    dialog = dialog_of(window)
    qtbot.waitUntil(lambda: dialog.step == "correct", timeout=20_000)
    column = dialog.findChild(QComboBox, "labelColumnField")
    assert column is not None
    assert [column.itemText(row) for row in range(column.count())] == ["colour", "digit kind"]
    column.setFocus()
    QTest.keyClick(column, Qt.Key.Key_Down)
    qtbot.waitUntil(lambda: "3: k0 (4)" in dialog.look.facts.text(), timeout=20_000)
    assert dialog.look.choices.label_column == "digit kind"


def test_the_progress_tells_rate_and_time_left(qtbot: QtBot) -> None:
    now = 100.0
    page = ProgressPage(lambda: now)
    qtbot.addWidget(page)
    page.begin("own", looking=False)
    page.show_progress(0, 1_000)
    now = 102.0
    page.show_progress(400, 1_000)
    assert page.text() == "400 of 1,000 images · 200 images/s · 3 s left"


def test_the_dialog_speaks_the_language_of_now_at_every_step(
    page: DataPage, pictures: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    dialog = open_folder(page, pictures, qtbot, monkeypatch)
    with shouting():
        assert button(dialog, "importStartButton").text() == "IMPORT"
        assert dialog.look.form.editor("seed").accessibleName() == "SEED"
        assert "A FOLDER FOR EACH CLASS" in dialog.look.facts.text()
        click(dialog, "importStartButton")
        qtbot.waitUntil(lambda: dialog.step == "done", timeout=30_000)
        assert dialog.ended.title.text() == "own-digits IS A DATASET NOW"
    assert dialog.ended.title.text() == "own-digits is a dataset now"
    assert button(dialog, "importUseButton").text() == "Use for this project"
