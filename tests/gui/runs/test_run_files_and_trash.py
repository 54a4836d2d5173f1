"""Runs into files and back by dropping them, the trash, and Run again, in the whole window."""

import subprocess
import sys
import threading
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QFileDialog, QLabel, QMessageBox, QPushButton
from pytestqt.qtbot import QtBot

from engine.runs.archive import SUFFIX, export_run, import_run
from engine.runs.process import begin_writing, end_writing
from engine.runs.run import Run
from engine.runs.store import RunStore
from gui.main_window import MainWindow
from gui.runs.trash_dialog import TrashDialog, age_text
from tests.gui.data.test_import_dialog import drop
from tests.gui.runs.conftest import MakeRun


def test_a_run_is_exported_and_comes_back_when_its_file_is_dropped_onto_the_window(
    window: MainWindow,
    store: RunStore,
    make_run: MakeRun,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    qtbot: QtBot,
) -> None:
    make_run("mine")
    window.go_to("runs")
    page = window.runs_page
    qtbot.waitUntil(lambda: page.table.selected() is not None, timeout=20_000)
    chosen = tmp_path / "out"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(chosen), ""))
    page.actions_row.export_action.trigger()
    file = tmp_path / f"out{SUFFIX}"
    qtbot.waitUntil(lambda: str(file) in window.notices.text(), timeout=20_000)
    window.go_to("build")
    drop(window, file)
    qtbot.waitUntil(lambda: "mine-2 was imported" in window.notices.text(), timeout=20_000)
    assert window.place == "runs"
    qtbot.waitUntil(lambda: len(page.table.runs) == 2, timeout=20_000)
    file.write_bytes(file.read_bytes()[:500])
    drop(window, file)
    qtbot.waitUntil(lambda: "damaged or cut off" in page._note.text(), timeout=20_000)
    assert len(store.list()) == 2


def test_runs_dropped_while_others_are_imported_wait_their_turn_and_each_is_told(
    window: MainWindow,
    store: RunStore,
    make_run: MakeRun,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    qtbot: QtBot,
) -> None:
    files = []
    for name in ("a", "b", "c", "d"):
        make_run(name)
        files.append(tmp_path / f"{name}{SUFFIX}")
        export_run(store.open(name), files[-1])
        store.delete(store.open(name))
    files[2].write_bytes(files[2].read_bytes()[:500])
    may_go_on, begun = threading.Event(), threading.Event()

    def slow_import(file: Path, *given: Any) -> Run:
        begun.set()
        assert may_go_on.wait(30)
        return import_run(file, *given)

    monkeypatch.setattr("gui.runs.run_files.import_run", slow_import)
    drop(window, files[0])
    qtbot.waitUntil(begun.is_set, timeout=20_000)
    drop(window, files[1], files[2])
    drop(window, files[3])
    label = window.runs_page.files.findChild(QLabel)
    assert label is not None
    qtbot.waitUntil(lambda: label.text() == "Importing… Waiting: 2", timeout=20_000)
    may_go_on.set()
    qtbot.waitUntil(lambda: window.notices.text() == "These runs were imported: a, b, d.", timeout=20_000)
    assert "damaged or cut off" in window.runs_page._note.text()
    assert sorted(run.name for run in store.list()) == ["a", "b", "d"]
    qtbot.waitUntil(lambda: len(window.runs_page.table.runs) == 3, timeout=20_000)
    assert not window.runs_page.files.isVisible()

    may_go_on.clear()
    begun.clear()
    drop(window, files[0])
    qtbot.waitUntil(begun.is_set, timeout=20_000)
    drop(window, files[1])
    qtbot.waitUntil(lambda: label.text() == "Importing… Waiting: 1", timeout=20_000)
    cancel = window.findChild(QPushButton, "cancelRunFilesButton")
    assert cancel is not None
    qtbot.waitUntil(lambda: cancel.width() > 0)
    QTest.mouseClick(cancel, Qt.MouseButton.LeftButton)
    may_go_on.set()
    qtbot.waitUntil(lambda: window.notices.text() == "The run b-2 was imported.", timeout=20_000)
    assert sorted(run.name for run in store.list()) == ["a", "b", "b-2", "d"], "what waited was not cancelled"


def test_the_trash_tells_age_and_size_brings_back_and_is_emptied_after_a_second_word(
    window: MainWindow, store: RunStore, make_run: MakeRun, qtbot: QtBot
) -> None:
    for name in ("a", "b", "c"):
        make_run(name)
    for name in ("a", "b"):
        store.trash.put(store.open(name))
    window.go_to("runs")
    page = window.runs_page
    qtbot.waitUntil(lambda: len(page.table.runs) == 1, timeout=20_000)
    QTest.mouseClick(page.trash_button, Qt.MouseButton.LeftButton)
    dialog = window.findChild(TrashDialog)
    assert dialog is not None
    qtbot.waitUntil(lambda: dialog.table.rowCount() == 2, timeout=20_000)
    assert [dialog.table.item(0, column).text() for column in (0, 1)] == ["b", "just now"]  # type: ignore[union-attr]
    dialog.table.selectRow(1)
    QTest.mouseClick(dialog.restore_button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: len(page.table.runs) == 2, timeout=20_000)
    assert {run.name for run in store.list()} == {"a", "c"}
    qtbot.waitUntil(dialog.empty_button.isEnabled, timeout=20_000)
    QTest.mouseClick(dialog.empty_button, Qt.MouseButton.LeftButton)
    assert dialog.empty_button.text() == "Really empty it"
    assert len(store.trash.list()) == 1
    QTest.mouseClick(dialog.empty_button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: dialog.table.rowCount() == 0, timeout=20_000)
    assert store.trash.list() == []
    assert age_text(None) == "–"
    dialog.close()


def test_run_again_says_what_differs_and_afterwards_whether_the_bits_are_the_same(
    window: MainWindow, store: RunStore, qtbot: QtBot
) -> None:
    training = window.document.training
    values = {"epochs": 1, "limit_train": 300, "device": "cpu", "tune": False}
    window.document.apply("", training=training.model_copy(update=values))
    qtbot.waitUntil(window.controls.train_button.isEnabled, timeout=30_000)
    window.session.start(window.document.project)
    qtbot.waitUntil(lambda: not window.session.is_active, timeout=60_000)
    (first,) = store.list()
    window.go_to("runs")
    page = window.runs_page
    qtbot.waitUntil(lambda: page.table.selected() is not None, timeout=20_000)
    metadata = store.open(first.name).metadata_file
    metadata.write_text(metadata.read_text().replace('"platform": "', '"platform": "Other '))
    QTest.mouseClick(page.actions_row.again_button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: window.findChild(QMessageBox, "runAgainQuestion") is not None, timeout=30_000)
    box = window.findChild(QMessageBox, "runAgainQuestion")
    assert box is not None
    assert "the system was Other " in box.informativeText()
    again = box.findChild(QPushButton, "confirmRunAgainButton")
    assert again is not None
    QTest.mouseClick(again, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: window.session.is_active, timeout=20_000)
    qtbot.waitUntil(lambda: "Run again: The same bits" in window.notices.text(), timeout=60_000)
    assert store.list()[0].lineage.parent == first.name  # type: ignore[union-attr]


def test_a_run_of_another_window_is_only_looked_at_here_and_says_so(
    window: MainWindow, store: RunStore, make_run: MakeRun, qtbot: QtBot
) -> None:
    run = make_run("theirs", None)
    end_writing(run.folder)
    code = "import sys; from pathlib import Path; from engine.runs.process import begin_writing;"
    code += "begin_writing(Path(sys.argv[1])); print('ready', flush=True); sys.stdin.read()"
    command = [sys.executable, "-c", code, str(run.folder)]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as child:
        assert child.stdout is not None
        child.stdout.readline()
        window.go_to("runs")
        page = window.runs_page
        qtbot.waitUntil(page.details._elsewhere.isVisible, timeout=20_000)
        assert page.details._elsewhere.text().startswith("Another window or program trains this run")
        assert not page.actions_row.delete_button.isEnabled()
        child.kill()
    page.reload()
    qtbot.waitUntil(lambda: page.table.runs[0].status == "interrupted", timeout=20_000)
    begin_writing(run.folder)
    end_writing(run.folder)
