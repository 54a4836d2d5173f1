"""Published datasets: offered in the list, downloaded from a real server, cancelled, failed, tried again, removed."""

from collections.abc import Iterator

import pytest
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from engine.data.catalog import forget_dataset
from engine.data.public.getting import state_of
from gui.data.page import DataPage
from gui.main_window import MainWindow
from tests.engine.data.published import come_from, expect_few, files_of
from tests.file_server import FileServer, without_proxies
from tests.gui.data.conftest import button, choose, click
from tests.gui.data.test_data_page import answer_question
from tests.gui.shouting import shouting

NAME = "fashion-mnist"


@pytest.fixture(autouse=True)
def server(monkeypatch: pytest.MonkeyPatch) -> Iterator[FileServer]:
    """Serves Fashion-MNIST's four files, of sixty images."""
    without_proxies(monkeypatch)
    expect_few(NAME, monkeypatch)
    found = FileServer(files_of(NAME))
    come_from(found, monkeypatch)
    yield found
    found.go_on.set()
    found.close()
    forget_dataset(NAME)


def test_a_dataset_is_downloaded_looked_at_and_removed(page: DataPage, qtbot: QtBot) -> None:
    choose(page, NAME)
    assert page.download.isVisible()
    assert page.download.words.text() == "This dataset is not here yet: 1 MB have to be downloaded."
    assert page.images.gallery.count == 0
    assert not button(page, "removeDatasetButton").isVisible()
    click(page, "downloadDatasetButton")
    qtbot.waitUntil(lambda: not page.download.isVisible(), timeout=30_000)
    qtbot.waitUntil(lambda: page.images.gallery.count == 60, timeout=20_000)
    assert page.title.text() == "Fashion-MNIST"
    click(page, "removeDatasetButton")
    answer_question(qtbot, "confirmRemoveButton")
    qtbot.waitUntil(lambda: state_of(NAME) == "missing", timeout=10_000)


def test_a_download_goes_on_while_another_dataset_is_looked_at_and_can_be_cancelled(
    page: DataPage, server: FileServer, qtbot: QtBot
) -> None:
    server.stop_after = 100
    choose(page, NAME)
    click(page, "downloadDatasetButton")
    qtbot.waitUntil(server.stalled.is_set, timeout=20_000)
    choose(page, "mnist")
    assert not page.download.isVisible()
    choose(page, NAME)
    assert page.download.bar.isVisible()
    with shouting():
        assert page.download.words.text().startswith("DOWNLOADING")
    click(page, "cancelDatasetDownloadButton")
    qtbot.waitUntil(lambda: button(page, "downloadDatasetButton").isVisible(), timeout=20_000)
    assert state_of(NAME) == "missing"
    server.stop_after = None
    server.go_on.set()
    click(page, "downloadDatasetButton")
    qtbot.waitUntil(lambda: page.images.gallery.count == 60, timeout=30_000)


def test_a_download_that_fails_says_why_and_can_be_tried_again(
    page: DataPage, server: FileServer, qtbot: QtBot
) -> None:
    files, server.files = server.files, {}
    choose(page, NAME)
    click(page, "downloadDatasetButton")
    again = button(page, "downloadDatasetButton")
    qtbot.waitUntil(lambda: again.isVisible() and again.text() == "Try again", timeout=30_000)
    assert "Fashion-MNIST" in page.download.words.text()
    server.files = files
    click(page, "downloadDatasetButton")
    qtbot.waitUntil(lambda: page.images.gallery.count == 60, timeout=30_000)


def test_a_project_on_a_dataset_that_is_not_here_says_so_where_its_images_would_be(
    page: DataPage, window: MainWindow, qtbot: QtBot
) -> None:
    choose(page, NAME)
    click(page, "useDatasetButton")
    qtbot.waitUntil(lambda: window.document.project.dataset == NAME, timeout=20_000)
    window.go_to("build")
    window.build_page.outputs.action.trigger()
    words = window.build_page.example
    qtbot.waitUntil(lambda: any("not here yet" in label.text() for label in words.findChildren(QLabel)), timeout=20_000)
