"""From the table of runs to files for other people and programs: a report and curves, by the menu of More."""

from pathlib import Path

import pytest
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QFileDialog, QLabel
from pytestqt.qtbot import QtBot

from engine.runs.store import RunStore
from gui.main_window import MainWindow
from gui.runs.papers import CurvesDialog
from gui.runs.table import RunTable
from tests.gui.runs.conftest import MakeRun
from tests.gui.shouting import shouting


def shown(window: MainWindow, qtbot: QtBot) -> RunTable:
    window.go_to("runs")
    page = window.runs_page
    qtbot.waitUntil(lambda: page.table.width() > 0 and page.is_loaded and page.table.selected() is not None)
    return page.table


def chosen(action: QAction) -> None:
    assert action.isEnabled()
    action.trigger()


@pytest.mark.parametrize(("name", "kind", "begins"), [("paper", "PDF (*.pdf)", b"%PDF-"), ("p.html", "", b"<!doctype")])
def test_a_report_is_written_in_a_thread_and_the_window_says_where(
    make_run: MakeRun,
    window: MainWindow,
    qtbot: QtBot,
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
    name: str,
    kind: str,
    begins: bytes,
) -> None:
    make_run("wanted")
    shown(window, qtbot)
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_given: (str(tmp_path / name), kind))
    chosen(window.runs_page.actions_row.report_action)
    assert window.runs_page.files.isVisible()
    qtbot.waitUntil(lambda: not window.runs_page.files.is_busy, timeout=60_000)
    written = next(tmp_path.glob(f"{name}*"))
    assert written.suffix in (".pdf", ".html")
    assert written.read_bytes().startswith(begins)
    assert str(written) in window.notices.text()


def test_curves_of_several_runs_go_into_a_folder_as_the_chosen_kind(
    make_run: MakeRun, window: MainWindow, qtbot: QtBot, tmp_path: Path, store: RunStore
) -> None:
    for run in ("one", "two"):
        make_run(run)
    store.create(store.open("one").project(), "empty")
    table = shown(window, qtbot)
    qtbot.waitUntil(lambda: len(table.runs) == 3)
    table.selectAll()
    with shouting():
        assert window.runs_page.actions_row.curves_action.text() == "EXPORT CURVES…"
    chosen(window.runs_page.actions_row.curves_action)
    dialog = window.findChild(CurvesDialog)
    assert dialog is not None
    qtbot.waitUntil(dialog.isVisible)
    (tmp_path / "curves").mkdir()
    dialog.selectFile(str(tmp_path / "curves"))
    dialog.selectNameFilter(dialog.nameFilters()[1])
    dialog.accept()
    qtbot.waitUntil(lambda: not window.runs_page.files.is_busy, timeout=60_000)
    said = window.findChild(QLabel, "runsNote")
    assert said is not None
    files = {file.name for file in (tmp_path / "curves").iterdir()}
    assert files == {f"{run}-{table}.parquet" for run in ("one", "two") for table in ("epochs", "steps")}
    assert str(tmp_path / "curves") in window.notices.text()
    assert "has no curves" in said.text()
