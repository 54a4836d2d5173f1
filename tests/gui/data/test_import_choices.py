"""What a person corrects in the import's window: what numbers are, how they make images, encoding, names of classes."""

import shutil
from pathlib import Path

import numpy as np
from PIL import Image
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QCheckBox, QComboBox, QSpinBox, QWidget
from pytestqt.qtbot import QtBot

from engine.data.catalog import dataset_info, load_dataset
from engine.data.own import own_names
from engine.disk import using
from gui.data.import_dialog import ImportDialog
from gui.data.page import DataPage
from gui.main_window import MainWindow
from tests.engine.faults.faulty_disk import FaultyDisk
from tests.gui.data.conftest import button, click
from tests.gui.data.test_import_dialog import drop


def opened(window: MainWindow, path: Path, qtbot: QtBot) -> ImportDialog:
    assert drop(window, path)
    qtbot.waitUntil(lambda: window.findChild(ImportDialog) is not None)
    dialog = window.findChild(ImportDialog)
    assert isinstance(dialog, ImportDialog)
    qtbot.waitUntil(lambda: dialog.step == "correct", timeout=20_000)
    return dialog


def pick(dialog: ImportDialog, name: str, title: str) -> None:
    """Choose in a box by typing what stands there."""
    box = dialog.findChild(QComboBox, name)
    assert box is not None
    assert box.isVisible(), name
    box.setFocus()
    QTest.keyClicks(box, title.split(maxsplit=1)[0])
    assert box.currentText() == title


def say_side(dialog: ImportDialog, name: str, value: int) -> None:
    """Untick «auto» and type a number."""
    box = dialog.findChild(QSpinBox, f"{name}Field")
    assert box is not None
    holder = box.parentWidget()
    assert holder is not None
    absent = holder.findChild(QCheckBox)
    assert absent is not None
    if absent.isChecked():
        absent.setFocus()
        QTest.keyClick(absent, Qt.Key.Key_Space)
    box.setFocus()
    box.selectAll()
    QTest.keyClicks(box, str(value))


def shown(dialog: ImportDialog, name: str) -> bool:
    found = dialog.findChild(QWidget, name)
    return found is not None and found.isVisible()


def test_numbers_are_taken_for_pixels_of_the_size_that_is_said_and_wrong_ones_are_told(
    page: DataPage, window: MainWindow, tmp_path: Path, qtbot: QtBot
) -> None:
    values = np.random.default_rng(0).integers(0, 256, (40, 30))
    rows = [",".join((*map(str, row), "ab"[number % 2])) for number, row in enumerate(values.tolist())]
    path = tmp_path / "small.csv"
    path.write_text(",".join((*(f"p{number}" for number in range(30)), "class")) + "\n" + "\n".join(rows))
    dialog = opened(window, path, qtbot)
    look = dialog.look
    assert not shown(dialog, "rowWidthField")
    assert not look.gallery.isVisible()

    pick(dialog, "numbersField", "pixels of images")
    qtbot.waitUntil(lambda: bool(look.form.error("numbers")), timeout=20_000)
    assert "30 numbers in each row cannot be a square image." in look.form.error("numbers")
    assert "6 × 5" in look.form.error("numbers")
    assert not button(dialog, "importStartButton").isEnabled()
    assert dialog.step == "correct"

    say_side(dialog, "rowWidth", 7)
    qtbot.waitUntil(lambda: "cannot be an image of 7 × ?" in look.form.error("row_width"), timeout=20_000)
    say_side(dialog, "rowWidth", 6)
    qtbot.waitUntil(lambda: look.is_ready and look.gallery.isVisible(), timeout=20_000)
    assert look.form.error("row_width") == ""
    assert "6 × 5" in look.facts.text()
    qtbot.waitUntil(lambda: look.gallery.count == 40, timeout=20_000)
    assert look.choices.shape == (1, 5, 6)

    click(dialog, "importStartButton")
    qtbot.waitUntil(lambda: dialog.step == "done", timeout=30_000)
    assert dataset_info("small").image_shape == (1, 5, 6)
    images = np.concatenate([load_dataset("small").train_images, load_dataset("small").test_images])
    assert sorted(image.tobytes() for image in images) == sorted(row.astype(np.uint8).tobytes() for row in values)


def test_encoding_and_names_that_are_alike_are_shown_and_corrected(
    page: DataPage, window: MainWindow, tmp_path: Path, qtbot: QtBot
) -> None:
    words = ("Кошка", "кошка", "Птица")
    rows = "".join(f"{number};{number / 3:.2f};{words[number % 3]}\r\n" for number in range(30))
    (tmp_path / "pets.csv").write_bytes(("x;z;класс\r\n" + rows).encode("cp1251"))
    dialog = opened(window, tmp_path / "pets.csv", qtbot)
    look = dialog.look
    assert "is a guess" in look._notes.text()
    assert look.choices.separator == ";"
    assert "Кошка" not in look.facts.text()

    pick(dialog, "encodingField", "Windows-1251")
    qtbot.waitUntil(lambda: look.is_ready and "Кошка (10), кошка (10)" in look.facts.text(), timeout=20_000)
    assert "is a guess" not in look._notes.text()
    assert look.choices.label_column == "класс"

    merge = dialog.findChild(QCheckBox, "mergeCaseField")
    assert merge is not None
    merge.setFocus()
    QTest.keyClick(merge, Qt.Key.Key_Space)
    qtbot.waitUntil(lambda: look.is_ready and "2: " in look.facts.text(), timeout=20_000)
    assert "are taken for one" in look._notes.text()
    click(dialog, "importStartButton")
    qtbot.waitUntil(lambda: dialog.step == "done", timeout=30_000)
    assert len(dataset_info("pets").classes) == 2


def test_classes_in_chinese_are_imported_after_a_full_disk_and_one_class_alone_is_told_at_once(
    page: DataPage, window: MainWindow, tmp_path: Path, qtbot: QtBot
) -> None:
    rng = np.random.default_rng(0)
    for number in range(20):
        folder = tmp_path / "照片" / ("猫 与 狗" * 16, "飞机")[number % 2]
        folder.mkdir(parents=True, exist_ok=True)
        Image.fromarray(rng.integers(0, 256, (8, 8), np.uint8)).save(folder / f"图 {number}.png")
    shutil.copytree(tmp_path / "照片" / "飞机", tmp_path / "one" / "飞机")
    dialog = opened(window, tmp_path / "one", qtbot)
    assert "Expected at least two classes, found only “飞机”." in dialog.look.form.error("name")
    assert not button(dialog, "importStartButton").isEnabled()
    dialog.close()
    qtbot.waitUntil(lambda: window.findChild(ImportDialog) is None)

    dialog = opened(window, tmp_path / "照片", qtbot)
    name = dialog.look.form.editor("name")
    assert name.mapTo(dialog, name.rect().topRight()).x() < dialog.look.gallery.mapTo(dialog, QPoint()).x()
    with using(FaultyDisk("full", at=8)):
        click(dialog, "importStartButton")
        qtbot.waitUntil(lambda: dialog.step == "correct", timeout=20_000)
    assert "cannot be written: No space left on device" in dialog.look.form.error("name")
    assert own_names() == ()
    dialog.look.check()  # as after any choice
    click(dialog, "importStartButton")
    qtbot.waitUntil(lambda: dialog.step == "done", timeout=20_000)
    assert set(dataset_info("own").classes) == {"猫 与 狗" * 16, "飞机"}
