"""Code opened and exported through the window, with real files and keys."""

import json
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QListWidget, QPlainTextEdit, QPushButton
from pytestqt.qtbot import QtBot

from engine.model.code.writer import write_model
from engine.model.templates import template
from engine.project import Project
from gui.main_window import MainWindow
from gui.model.code_import import CodeImportDialog

GOOD = "import torch.nn as nn\nnet = nn.Sequential(nn.Flatten(), nn.Linear(784, 10))\n"
ODD = """
from torch import nn
class Net(nn.Module):
    def __init__(self):
        super().__init__()
        self.flat = nn.Flatten()
        self.fold = nn.Fold((4, 5), (2, 2))
        self.out = nn.Linear(784, 10)
    def forward(self, x):
        return self.out(self.fold(self.flat(x)))
"""


@pytest.fixture
def dialog(window: MainWindow) -> CodeImportDialog:
    window.code_files.open()
    found = window.findChild(CodeImportDialog)
    assert isinstance(found, CodeImportDialog)
    return found


def button(dialog: CodeImportDialog) -> QPushButton:
    found = dialog.findChild(QPushButton, "codeImportOpenButton")
    assert isinstance(found, QPushButton)
    return found


def words(dialog: CodeImportDialog) -> str:
    return "\n".join(label.text() for label in dialog.findChildren(QLabel))


def type_in(dialog: CodeImportDialog, text: str, qtbot: QtBot) -> None:
    field = dialog.findChild(QPlainTextEdit, "codeImportText")
    assert isinstance(field, QPlainTextEdit)
    field.setFocus()
    field.insertPlainText(text)
    qtbot.waitUntil(lambda: not dialog._delay.isActive(), timeout=3_000)


def test_pasted_code_is_read_as_it_comes_and_opened_on_the_canvas(
    window: MainWindow, dialog: CodeImportDialog, qtbot: QtBot
) -> None:
    assert not button(dialog).isEnabled()
    type_in(dialog, GOOD, qtbot)
    assert "2 layers" in words(dialog)
    QTest.mouseClick(button(dialog), Qt.MouseButton.LeftButton)
    assert [layer.type for layer in window.document.model] == ["Input", "Flatten", "Linear", "Output"]
    assert window.document.analysis.ok


def test_what_was_not_understood_is_listed_by_line_and_a_click_goes_there(
    dialog: CodeImportDialog, qtbot: QtBot
) -> None:
    type_in(dialog, ODD, qtbot)
    notes = dialog.findChild(QListWidget, "codeImportNotes")
    assert isinstance(notes, QListWidget)
    texts = [notes.item(row).text() for row in range(notes.count())]
    row = next(number for number, text in enumerate(texts) if "Fold" in text)
    assert texts[row].startswith("Line ")
    notes.setCurrentRow(row)
    assert len(dialog.view.marked_lines) == 1
    assert button(dialog).isEnabled()


def test_what_is_no_code_is_told_and_nothing_can_be_opened(
    window: MainWindow, dialog: CodeImportDialog, qtbot: QtBot
) -> None:
    before = window.document.project
    type_in(dialog, "this is ( no code", qtbot)
    assert "no Python code" in words(dialog)
    assert not button(dialog).isEnabled()
    dialog.reject()
    assert window.document.project is before


def _keras_loop() -> bytes:
    """Two layers that read each other."""
    given: dict[str, object] = {"class_name": "InputLayer", "name": "in", "config": {"batch_shape": [None, 4]}}
    layers = [given]
    for name, source in (("a", "b"), ("b", "a")):
        tensor = {"class_name": "__keras_tensor__", "config": {"keras_history": [source, 0, 0]}}
        layers.append({"class_name": "ReLU", "name": name, "config": {}, "inbound_nodes": [{"args": [tensor]}]})
    return json.dumps({"class_name": "Functional", "config": {"layers": layers}}).encode()


def test_a_hostile_file_leaves_the_window_and_the_work_as_they_were(window: MainWindow, tmp_path: Path) -> None:
    before = window.document.project
    for name, content in {
        "binary.py": bytes(range(256)) * 50,
        "deep.py": b"(" * 5_000,
        "bomb.py": b"x = 10 ** 10 ** 10\nimport os\nos.remove('x')\n",
        "empty.onnx": b"",
        "noise.onnx": bytes(range(256)) * 9,
        "deep.json": b"[" * 100_000,
        "nothing.keras": b"PK\x03\x04",
        "floods.onnx": b"\x3a\x80\xc2\xd7\x2f" + b"\x0a\x00" * 50_000_000,
        "wide.json": b"[" + b"{}," * 1_500_000 + b"{}]",
        "twice.json": b'{"class_name": "Sequential", "class_name": "Functional", "config": {"layers": [{}]}}',
        "loop.json": _keras_loop(),
        "loop.netwright": b'{"format": "netwright-project", "version": 2, "model": {"layers": 7}}',
        "stranger.netwright": Project.from_template().to_json().replace('"mnist"', '"cats"').encode(),
        "half.netwright": Project.from_template().to_json().replace('"mnist-cnn"', '"\\ud800"').encode(),
    }.items():
        path = tmp_path / name
        path.write_bytes(content)
        if path.suffix == ".netwright":
            assert not window.files.open(path)
            assert window.notices.isVisible()
            continue
        window.code_files.open(path)
        dialog = window.findChildren(CodeImportDialog)[-1]
        assert not button(dialog).isEnabled(), name
        assert len(words(dialog)) > 20
        dialog.reject()
    assert window.document.project is before
    assert window.isVisible()


def test_an_exported_script_lies_where_it_was_asked_for(window: MainWindow, tmp_path: Path) -> None:
    assert window.code_files.export(tmp_path / "train")
    text = (tmp_path / "train.py").read_text(encoding="utf-8")
    compile(text, "train.py", "exec")
    assert "class MnistCnn(nn.Module):" in text


def test_a_script_that_cannot_be_written_is_told(window: MainWindow, tmp_path: Path) -> None:
    assert not window.code_files.export(tmp_path / "nowhere" / "train.py")
    assert window.notices.isVisible()


def test_a_code_file_given_as_argument_is_shown_before_it_is_opened(
    qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("NETWRIGHT_HOME", str(tmp_path))
    path = tmp_path / "net.py"
    path.write_text(write_model(template("lenet-5"), "lenet-5"), encoding="utf-8")
    window = MainWindow(argument=str(path))
    qtbot.addWidget(window)
    window.show()
    dialog = window.findChild(CodeImportDialog)
    assert isinstance(dialog, CodeImportDialog)
    QTest.mouseClick(button(dialog), Qt.MouseButton.LeftButton)
    assert dict(window.document.model.by_id) == dict(template("lenet-5").by_id)
    window.close()
