"""The command that makes a project of another program's network."""

import json
from pathlib import Path

import pytest

from engine.cli import run
from engine.project import load_project

CODE = """import torch.nn as nn

class Small(nn.Module):
    def __init__(self):
        super().__init__()
        self.fc = nn.Linear(784, 10)

    def forward(self, x):
        print(x.shape)
        return self.fc(x.flatten(1))

class Other(Small):
    pass
"""


@pytest.fixture
def code(tmp_path: Path) -> Path:
    file = tmp_path / "small.py"
    file.write_text(CODE, encoding="utf-8")
    return file


def test_code_becomes_a_project_and_its_notes_are_listed_by_line(
    code: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "small.netwright"
    assert run(["open-code", str(code), "--network", "Small", "--out", str(out)]) == 0
    printed = capsys.readouterr().out
    assert "small.py:9: the output to the terminal is left out\n    print(x.shape)" in printed
    assert f"Small: 4 layers, 7,850 parameters, written to {out}." in printed
    project = load_project(out)
    assert [layer.id for layer in project.model.layers] == ["input", "flatten1", "fc", "output"]
    assert project.title == "Small"


def test_the_result_can_be_had_as_json(code: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["open-code", str(code), "--json"]) == 0
    found = json.loads(capsys.readouterr().out.splitlines()[-1])
    assert found["network"] == "Other"
    assert found["candidates"] == ["Small", "Other"]
    assert found["layers"] == 4
    assert found["ok"] is True
    assert {"line": 9, "message": "the output to the terminal is left out", "source": "print(x.shape)"} in found[
        "notes"
    ]


@pytest.mark.parametrize(
    ("text", "arguments", "code_expected", "complaint"),
    [
        ("class Net(nn.Module:", [], 1, "Line 1: this is no Python code"),
        ("x = 1", [], 1, "There is no network in this code"),
        (CODE, ["--network", "Third"], 1, "There is no network “Third”"),
        (None, [], 2, "there is no file"),
    ],
)
def test_what_cannot_be_opened_is_refused_in_one_line(
    text: str | None,
    arguments: list[str],
    code_expected: int,
    complaint: str,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
) -> None:
    file = tmp_path / "some.py"
    if text is not None:
        file.write_text(text, encoding="utf-8")
    assert run(["open-code", str(file), *arguments]) == code_expected
    complained = capsys.readouterr().err
    assert complaint in complained
    assert complained.count("\n") == 1


def test_a_file_of_an_unknown_kind_is_refused_with_the_known_ones(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "photo.png"
    file.write_bytes(b"\x89PNG")
    assert run(["open-code", str(file)]) == 1
    assert "photo.png is no file that holds a network. Known are: .py" in capsys.readouterr().err
