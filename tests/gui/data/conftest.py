"""Digits of MNIST as a person's own files, and the place of the data in the whole window."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PIL import Image
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPushButton, QWidget
from pytestqt.qtbot import QtBot

from engine.data.catalog import load_dataset
from engine.data.importing import ImportSettings, import_data
from engine.data.public import places
from gui.data.page import DataPage
from gui.main_window import MainWindow


@pytest.fixture(autouse=True)
def no_published_datasets_here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Files that this machine happens to have are not looked at."""
    monkeypatch.setattr(places, "_USUAL_ROOTS", ())


@pytest.fixture
def pictures(tmp_path: Path) -> Path:
    """Sixty rings and strokes in folders of their classes, one of them twice, and two files that are no images."""
    mnist = load_dataset("mnist")
    root = tmp_path / "Own Digits"
    for label, name in ((0, "ring"), (1, "stroke")):
        (root / name).mkdir(parents=True)
        for number, image in enumerate(mnist.train_images[mnist.train_labels == label][:30, 0]):
            Image.fromarray(image).save(root / name / f"{number}.png")
    Image.open(root / "ring" / "0.png").save(root / "ring" / "again.bmp")
    (root / "stroke" / "broken.png").write_bytes(b"nothing")
    (root / "stroke" / "notes.md").write_text("about")
    return root


@pytest.fixture
def imported(pictures: Path) -> str:
    """The name of a dataset made of those pictures."""
    import_data(pictures, ImportSettings("own"))
    return "own"


@pytest.fixture
def page(window: MainWindow, qtbot: QtBot) -> Iterator[DataPage]:
    """The place as a person sees it, its list read."""
    window.go_to("data")
    page = window.others.data_page
    qtbot.waitUntil(lambda: page.list.selected() is not None and page.width() > 0, timeout=10_000)
    yield page
    window.document.undo_stack.setClean()


def choose(page: DataPage, name: str) -> None:
    """Click the dataset's row."""
    row = next(row for row, one in enumerate(page.list.datasets.listed) if one.name == name)
    page.list.scrollTo(page.list.datasets.index(row))
    place = page.list.visualRect(page.list.datasets.index(row)).center()
    QTest.mouseClick(page.list.viewport(), Qt.MouseButton.LeftButton, pos=place)


def button(parent: QWidget, name: str) -> QPushButton:
    found = parent.findChild(QPushButton, name)
    assert found is not None, name
    return found


def click(parent: QWidget, name: str) -> None:
    """Press a button as a person does; it must be possible."""
    found = button(parent, name)
    assert found.isVisible(), name
    assert found.isEnabled(), name
    QTest.mouseClick(found, Qt.MouseButton.LeftButton)
