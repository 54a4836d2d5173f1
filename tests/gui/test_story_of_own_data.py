"""One's own pictures from the first drop to the reason of an answer: import, look, train, evaluate, explain, draw."""

from pathlib import Path

import numpy as np
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from engine.data.catalog import load_dataset
from gui.data.import_dialog import ImportDialog
from gui.main_window import MainWindow
from tests.gui.drawing.pens import draw

CLASSES = {0: "ring", 1: "stroke", 7: "hook"}


def pictures(folder: Path) -> Path:
    """Forty digits of each of three classes as PNG files."""
    from PIL import Image

    mnist = load_dataset("mnist")
    for digit, name in CLASSES.items():
        (folder / name).mkdir(parents=True)
        for number, image in enumerate(mnist.train_images[mnist.train_labels == digit][:40, 0]):
            Image.fromarray(image).save(folder / name / f"{number}.png")
    return folder


def drop(target: QWidget, path: Path) -> None:
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path))])
    at, copy = QPoint(20, 20), Qt.DropAction.CopyAction
    left, none = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    QApplication.sendEvent(target, QDragEnterEvent(at, copy, data, left, none))
    QApplication.sendEvent(target, QDropEvent(QPointF(at), copy, data, left, none))


def press(parent: QWidget, name: str, qtbot: QtBot) -> None:
    button = parent.findChild(QPushButton, name)
    assert button is not None, name
    qtbot.waitUntil(lambda: button.isEnabled() and button.width() > 0, timeout=20_000)
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)


def test_dropped_pictures_are_imported_looked_at_learned_evaluated_explained_and_drawn(
    window: MainWindow, tmp_path: Path, qtbot: QtBot
) -> None:
    drop(window.build_page.canvas.viewport(), pictures(tmp_path / "shapes"))
    qtbot.waitUntil(lambda: window.findChild(ImportDialog) is not None, timeout=10_000)
    dialog = window.findChild(ImportDialog)
    assert dialog is not None
    qtbot.waitUntil(lambda: dialog.step == "correct", timeout=20_000)
    press(dialog, "importStartButton", qtbot)
    qtbot.waitUntil(lambda: dialog.step == "done", timeout=30_000)
    press(dialog, "importUseButton", qtbot)
    qtbot.waitUntil(lambda: window.document.project.dataset == "shapes", timeout=20_000)

    data_page = window.others.data_page
    qtbot.waitUntil(lambda: data_page.title.text() == "shapes")
    qtbot.waitUntil(lambda: data_page.images.gallery.count == 120, timeout=20_000)

    changes = {"epochs": 8, "batch_size": 8, "device": "cpu", "tune": False}
    window.document.apply("few", training=window.document.training.model_copy(update=changes))
    with qtbot.waitSignal(window.session.finished, timeout=120_000) as finished:
        QTest.mouseClick(window.controls.train_button, Qt.MouseButton.LeftButton)
    assert finished.args is not None
    assert finished.args[0].outcome == "completed"

    window.go_to("evaluate")
    page, why = window.others.evaluate_page, window.others.why
    qtbot.waitUntil(lambda: page.bar.run_box.count() == 1, timeout=10_000)
    press(page, "evaluateButton", qtbot)
    qtbot.waitUntil(lambda: page.shown is not None and not page.is_active, timeout=60_000)
    assert page.shown is not None
    assert page.shown.report.classes == ("hook", "ring", "stroke")
    confusion = page.shown.report.confusion
    assert np.trace(confusion) > 0.8 * confusion.sum()
    matrix = page.results.matrix.matrix
    qtbot.waitUntil(lambda: matrix.viewport().width() > 100)
    QTest.mouseClick(matrix.viewport(), Qt.MouseButton.LeftButton, pos=matrix.cell_rect(1, 1).center())
    tabs = page.results.detail.tabs.tabBar()
    QTest.mouseClick(tabs, Qt.MouseButton.LeftButton, pos=tabs.tabRect(1).center())
    qtbot.waitUntil(lambda: not why.is_busy and "ring" in why.sentence.text(), timeout=60_000)

    window.go_to("draw")
    pad = window.draw_panel.canvas
    qtbot.waitUntil(lambda: pad.width() > 200)
    draw(pad, [(0.5, 0.15), (0.49, 0.3), (0.5, 0.45), (0.51, 0.6), (0.5, 0.85)])
    qtbot.waitUntil(lambda: window.draw_panel.digit.text() == "stroke", timeout=30_000)
    window.document.undo_stack.setClean()
