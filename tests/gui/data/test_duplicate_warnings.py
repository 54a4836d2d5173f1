"""Warnings of images that are in training and test or under different classes, and the way to see them."""

import pytest
from pytestqt.qtbot import QtBot

from engine.data.catalog import DatasetInfo
from engine.data.own import describe, own_folder
from engine.data.part_files import PartFiles
from gui.data.page import DataPage
from tests.gui.data.conftest import click
from tests.gui.shouting import shouting


@pytest.fixture
def leaky() -> str:
    """A dataset, as other programs may write it, with one image in both parts and one more under both classes."""
    import numpy as np

    folder = own_folder() / "leaky"
    folder.mkdir(parents=True)
    train, test = PartFiles(folder, "train"), PartFiles(folder, "test")
    for shade in range(10):
        train.append(np.full((1, 8, 8), shade * 20, np.uint8), "ab"[shade % 2])
    train.append(np.full((1, 8, 8), 40, np.uint8), "b")
    test.append(np.full((1, 8, 8), 60, np.uint8), "b")
    test.append(np.full((1, 8, 8), 250, np.uint8), "a")
    for part in (train, test):
        part.finish(["a", "b"])
    mean, std = train.moments()
    describe(folder, DatasetInfo("leaky", "leaky", ("a", "b"), (1, 8, 8), mean, std, 11, 2, "", ""), "sha256:0")
    return "leaky"


def test_a_sound_dataset_has_no_warning(page: DataPage, qtbot: QtBot) -> None:
    qtbot.waitUntil(lambda: page.warnings.is_done, timeout=30_000)
    assert not page.warnings.leak.isVisible()
    assert not page.warnings.contradiction.isVisible()


def test_leaked_images_are_counted_and_shown(leaky: str, page: DataPage, qtbot: QtBot) -> None:
    assert page.list.select(leaky)
    qtbot.waitUntil(page.warnings.leak.isVisible, timeout=20_000)
    assert page.warnings.leak.words.text() == (
        "Test images that are training images, too: 1. The test makes a network look better than it is."
    )
    page.tabs.setCurrentWidget(page.about)
    click(page, "leakWarningButton")
    assert page.tabs.currentWidget() is page.images
    pictures = page.images.gallery.pictures
    assert pictures is not None
    assert [pictures.tip(position) for position in range(len(pictures))] == ["Training image 4: b", "Test image 1: b"]
    assert page.images.count.text() == "In training and test: 2"
    click(page, "galleryEverythingButton")
    assert page.images.gallery.count == 13


def test_contradictions_are_counted_and_shown_in_the_language_of_now(leaky: str, page: DataPage, qtbot: QtBot) -> None:
    assert page.list.select(leaky)
    qtbot.waitUntil(page.warnings.contradiction.isVisible, timeout=20_000)
    click(page, "contradictionWarningButton")
    assert page.images.count.text() == "Under different classes: 2"
    with shouting():
        assert page.warnings.contradiction.words.text() == "IMAGES WITH THE SAME PIXELS UNDER DIFFERENT CLASSES: 2."
        assert page.images.count.text() == "UNDER DIFFERENT CLASSES: 2"
    page.list.select("mnist")
    assert not page.warnings.contradiction.isVisible()
