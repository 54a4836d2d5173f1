"""Project files: the way there and back, and errors that name the place."""

import errno
import json
import os
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from engine.model.templates import template_names
from engine.project import Project, load_project, parse_project, save_project
from engine.text import NetwrightError


@pytest.mark.parametrize("name", template_names())
def test_a_project_survives_the_way_through_a_file(name: str, tmp_path: Path) -> None:
    project = Project.from_template(name)
    save_project(project, tmp_path / "数字 1.netwright")
    assert load_project(tmp_path / "数字 1.netwright") == project


def changed(**changes: object) -> str:
    return json.dumps(Project.from_template("mlp").to_data() | changes)


def with_layer(**changes: object) -> str:
    data = Project.from_template("mlp").to_data()
    data["model"]["layers"][2] |= changes
    return json.dumps(data)


WRONG: dict[str, tuple[str, str]] = {
    "no json": ("{", "JSON cannot be read"),
    "another format": ("{}", "not a Netwright project"),
    "a list": ("[1]", "not a Netwright project"),
    "a newer version": (changed(version=99), "version 99.*newer Netwright"),
    "no layers": (changed(model={}), "model.layers"),
    "unknown type": (with_layer(type="Linier"), "no layer type “Linier”.*Linear"),
    "param out of range": (with_layer(params={"out_features": -1}), r"layers\[2\].*out_features.*found -1"),
    "unknown param": (with_layer(params={"colour": 1}), r"layers\[2\].*colour"),
    "not a number": (with_layer(params={"out_features": float("nan")}), r"layers\[2\].*out_features"),
    "bad id": (with_layer(id="a b"), r"layers\[2\].*id must be a name"),
    "same id twice": (with_layer(id="input", inputs=[]), "same id"),
    "missing source": (with_layer(inputs=["ghost"]), "reads “ghost”"),
    "a loop": (with_layer(inputs=["linear2"]), "form a loop"),
    "bad hyperparameter": (changed(training={"learning_rate": 0}), "training: learning_rate.*found 0"),
    "bad device": (changed(training={"device": "gpu"}), "device: expected auto, cpu"),
    "endless nesting": ("[" * 100_000, "JSON cannot be read"),
}


@pytest.mark.parametrize("name", WRONG)
def test_a_wrong_file_is_refused_with_one_sentence_naming_the_place(name: str) -> None:
    text, expected = WRONG[name]
    with pytest.raises(NetwrightError, match=f"(?s){expected}"):
        parse_project(text)


def test_positions_that_cannot_be_used_are_arranged_anew() -> None:
    project = parse_project(changed(layout={"linear1": ["far", 1e300], "relu1": [5, 6]}))
    assert project.layout["relu1"] == (5.0, 6.0)
    assert project.layout["linear1"] == Project.from_template("mlp").layout["linear1"]


def test_a_missing_or_binary_file_is_refused_with_its_name(tmp_path: Path) -> None:
    with pytest.raises(NetwrightError, match=r"nothing\.netwright cannot be read"):
        load_project(tmp_path / "nothing.netwright")
    (tmp_path / "binary.netwright").write_bytes(b"\xff\xfe\x00")
    with pytest.raises(NetwrightError, match=r"binary\.netwright cannot be read"):
        load_project(tmp_path / "binary.netwright")


def test_a_full_disk_leaves_the_old_file_and_no_temporary_one(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = tmp_path / "projects"
    folder.mkdir()
    file = folder / "mine.netwright"
    save_project(Project.from_template("mlp"), file)

    def full(descriptor: int) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(NetwrightError, match="No space left"):
        save_project(Project.from_template("mnist-cnn"), file)
    assert load_project(file) == Project.from_template("mlp")
    assert [found.name for found in folder.iterdir()] == ["mine.netwright"]


JSON_LIKE = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3),
    max_leaves=8,
)


@given(st.data())
@settings(max_examples=300)
def test_any_damage_to_a_project_gives_a_project_or_a_clear_error(data: st.DataObject) -> None:
    project: Any = json.loads(Project.from_template("softmax-regression").to_json())
    where: Any = project
    while True:
        key = data.draw(st.sampled_from(sorted(where) if isinstance(where, dict) else range(len(where))))
        if isinstance(where[key], dict | list) and where[key] and data.draw(st.booleans()):
            where = where[key]
            continue
        where[key] = data.draw(JSON_LIKE)
        break
    try:
        parsed = parse_project(json.dumps(project))
    except NetwrightError as refusal:
        sentence = str(refusal)
    else:
        sentence = "accepted."
        assert parse_project(parsed.to_json()).model == parsed.model
    assert sentence.endswith(".")
    assert len(sentence) < 600


@given(st.text(max_size=200) | st.binary(max_size=200).map(lambda raw: raw.decode("latin-1")))
@settings(max_examples=200)
def test_no_text_makes_the_reader_fall_over(text: str) -> None:
    with pytest.raises(NetwrightError):
        parse_project(text)
