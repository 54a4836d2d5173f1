"""A table of plain numbers through the window: looked at, its labels taken from another column, imported and used."""

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QComboBox, QSpinBox
from pytestqt.qtbot import QtBot

from engine.data.catalog import dataset_info
from gui.data.import_dialog import ImportDialog
from gui.data.page import DataPage
from gui.main_window import MainWindow
from tests.engine.data.measures import COLUMNS, measured, write_table
from tests.gui.data.conftest import button, click
from tests.gui.data.test_import_dialog import drop


def test_a_table_of_numbers_becomes_the_projects_dataset(
    page: DataPage, window: MainWindow, tmp_path: Path, qtbot: QtBot
) -> None:
    assert drop(window, write_table(tmp_path / "shapes.csv", *measured((0, 1), 40)))
    qtbot.waitUntil(lambda: window.findChild(ImportDialog) is not None)
    dialog = window.findChild(ImportDialog)
    assert isinstance(dialog, ImportDialog)
    qtbot.waitUntil(lambda: dialog.step == "correct", timeout=20_000)
    facts = dialog.look.facts.text()
    assert "Rows: 80" in facts
    assert f"Features: 10: {', '.join(COLUMNS)}" in facts
    assert "2: ring (40), stroke (40)" in facts
    assert not dialog.look.gallery.isVisible()
    width = dialog.findChild(QSpinBox, "widthField")
    assert width is not None
    assert not width.isVisible()

    column = dialog.findChild(QComboBox, "labelColumnField")
    assert column is not None
    choices = [column.itemText(row) for row in range(column.count())]
    assert choices == [*COLUMNS, "what"]
    column.setFocus()
    QTest.keyClick(column, Qt.Key.Key_Home)
    qtbot.waitUntil(lambda: "80 different values" in dialog.look.form.error("label_column"), timeout=20_000)
    assert not button(dialog, "importStartButton").isEnabled()
    assert [column.itemText(row) for row in range(column.count())] == choices, "the way back stays"
    QTest.keyClick(column, Qt.Key.Key_End)
    qtbot.waitUntil(lambda: dialog.look.is_ready and dialog.look.choices.label_column == "what", timeout=20_000)
    assert dialog.look.rows.isVisible()
    assert dialog.look.rows.model().index(0, 0).data() in ("ring", "stroke")

    click(dialog, "importStartButton")
    qtbot.waitUntil(lambda: dialog.step == "done", timeout=30_000)
    assert dataset_info("shapes").columns == COLUMNS
    assert dialog.ended.words.text() == "64 training and 16 test examples in 2 classes, 10 numbers each"
    click(dialog, "importUseButton")
    qtbot.waitUntil(lambda: window.document.project.dataset == "shapes", timeout=20_000)
    assert window.document.network_analysis.ok
    qtbot.waitUntil(lambda: page.figures.text() == "80 examples · 2 classes · 10 numbers each")
