"""A small helping of what ``benchmarks.fuzz`` feeds by the hundred thousand, and the worst that people think of."""

import json
import re
import time
import tracemalloc
from pathlib import Path

import pytest

from benchmarks.fuzz import READERS, fuzz
from engine.model.serial import MAXIMUM_LAYERS, model_from_data, model_to_data
from engine.model.templates import template
from engine.project import MAXIMUM_BYTES, Project, load_project, parse_project, save_project
from engine.text import NetwrightError


def test_random_and_changed_input_is_opened_or_refused_and_nothing_else(tmp_path: Path) -> None:
    report = fuzz(1_500, start=11, failures=tmp_path / "failures")
    assert report.failed == 0
    assert sum(report.counts.values()) >= 1_400  # hypothesis may run out of new ones
    for kind in READERS:
        assert report.counts[f"{kind}: refused"] > 0
        assert report.counts[f"{kind}: opened"] > 0


def test_what_breaks_a_reader_is_counted_and_kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(content: bytes) -> None:
        raise KeyError(len(content))

    monkeypatch.setattr("benchmarks.fuzz.READERS", {"copied layers": broken})
    report = fuzz(5, failures=tmp_path / "failures")
    assert report.failed == 5
    assert len([*(tmp_path / "failures").iterdir()]) == 5


def data() -> dict[str, object]:
    return json.loads(Project.from_template("mlp").to_json())  # type: ignore[no-any-return]


def layer(name: str, **changes: object) -> dict[str, object]:
    return {"id": name, "type": "ReLU", "params": {}, "inputs": ["input"]} | changes


HOSTILE: dict[str, tuple[object, str]] = {
    "a million nodes": ([layer(f"r{number}") for number in range(1_000_000)], "at most 20000"),
    "a loop": ([layer("a", inputs=["b"]), layer("b", inputs=["a"])], "form a loop through a, b"),
    "the same layer twice": ([layer("a", inputs=[]), layer("a", inputs=[])], "same id"),
    "a link from nowhere": ([layer("a", inputs=["ghost"])], "reads “ghost”, which is not there"),
    "the same source twice": ([layer("a", inputs=[]), layer("b", inputs=["a", "a"])], "reads the same layer twice"),
    "a name that is no name": ([layer("a b")], "must be a name"),
    "a keyword for a name": ([layer("class", inputs=[])], "must be a name"),
    "an unknown type": ([layer("a", type="Conv9d")], "no layer type “Conv9d”"),
    "an absurd size": ([layer("a", type="Linear", params={"out_features": 10**30})], "less than or equal"),
    "not a number": ([layer("a", type="LeakyReLU", params={"negative_slope": float("nan")})], "finite number"),
    "an unknown param": ([layer("a", params={"power": 3})], "power"),
    "a port of a block outside of one": ([layer("a", type="BlockInput", inputs=[])], "belong inside a block"),
    "an unknown block": ([layer("a", type="Block", params={"block": "Ghost"}, inputs=[])], "used but not defined"),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_networks_are_refused_at_once_with_the_place_and_the_reason(name: str) -> None:
    layers, reason = HOSTILE[name]
    began = time.perf_counter()
    with pytest.raises(NetwrightError, match=reason) as caught:
        model_from_data({"layers": layers})
    assert "model." in str(caught.value)
    assert time.perf_counter() - began < 5


def test_a_block_that_contains_itself_is_refused() -> None:
    inside = [layer("x", type="BlockInput", inputs=[]), layer("b", type="Block", params={"block": "A"}, inputs=["x"])]
    output = {"id": "output", "type": "Output", "params": {}, "inputs": ["b"]}
    found = model_to_data(template("mlp")) | {"blocks": [{"name": "A", "layers": [*inside, output]}]}
    with pytest.raises(NetwrightError, match="the block A contains itself"):
        model_from_data(found)


@pytest.mark.parametrize("text", ["", "{", "[" * 200_000, "nul", '{"format": "netwright-project"}', "\x00", "NaN"])
def test_truncated_and_strange_texts_are_no_projects(text: str) -> None:
    with pytest.raises(NetwrightError):
        parse_project(text)


@pytest.mark.parametrize(
    ("old", "new", "reason"),
    [
        ('"title": "mlp"', '"title": "\\ud800x"', r"half of a character in title: '\\ud800x'"),
        ('"id": "relu1"', '"id": "\\udfffx"', r"half of a character in model.layers\[\d\].id"),
        ('"layout": {', '"layout": {"\\ud83d": [1, 2], ', "half of a character in a key of layout"),
        ('"dataset": "mnist"', '"dataset": "mnist", "dataset": "mnist"', "key 'dataset' stands twice"),
        ('"bias": true', '"bias": false, "bias": true', "key 'bias' stands twice"),
        ('"dataset": "mnist"', '"dataset": "cats"', "Unknown dataset “cats”: expected one of mnist"),
        ('"version": 5', '"version": 6', "has version 6, this program reads versions up to 5"),
        ('"version": 5', '"version": NaN', "has version nan"),
        ('"seed": 0', f'"seed": {"9" * 5000}', "JSON cannot be read"),
        ('"learning_rate": 0.001', '"learning_rate": NaN', "learning_rate: Input should be a finite number"),
        ('"title": "mlp"', f'"title": {"[" * 5000}{"]" * 5000}', "nested too deeply"),
    ],
)
def test_damage_inside_a_project_is_named(old: str, new: str, reason: str) -> None:
    text = json.dumps(data())
    assert old in text
    with pytest.raises(NetwrightError, match=reason):
        parse_project(text.replace(old, new, 1))


def test_whole_characters_written_in_halves_are_no_damage(tmp_path: Path) -> None:
    project = parse_project(json.dumps(data()).replace('"title": "mlp"', '"title": "\\ud83d\\ude00 网络"'))
    assert project.title == "😀 网络"
    save_project(project, tmp_path / "smile.netwright")
    assert load_project(tmp_path / "smile.netwright") == project


@pytest.mark.parametrize("place", ["NaN", "-Infinity", "1e999", "9" * 400, '"far"', "[[]]"])
def test_places_on_the_canvas_that_are_none_are_found_anew(place: str) -> None:
    text = re.sub(r'"relu1": \[[^]]*\]', f'"relu1": [0, {place}], "ghost": [1, 2]', json.dumps(data()), count=1)
    assert "ghost" in text
    project = parse_project(text)
    assert all(abs(x) < 1e6 and abs(y) < 1e6 for x, y in project.layout.values())
    assert parse_project(project.to_json()) == project


def test_a_huge_layer_is_a_number_not_memory() -> None:
    found = data()
    layers = found["model"]["layers"]  # type: ignore[index]
    for entry in layers:
        if entry["type"] == "Linear":
            entry["params"]["out_features"] = 65_536
    project = parse_project(json.dumps(found))
    from engine.model.analysis import analyse

    assert analyse(project.model, project.context()).parameters > 4 * 10**9


def test_a_file_beyond_all_measure_is_not_even_read(tmp_path: Path) -> None:
    path = tmp_path / "huge.netwright"
    with path.open("wb") as file:
        file.truncate(MAXIMUM_BYTES + 1)
    with pytest.raises(NetwrightError, match="larger than"):
        load_project(path)


def test_a_file_of_a_million_nodes_is_refused_before_it_fills_the_memory(tmp_path: Path) -> None:
    path = tmp_path / "million.netwright"
    nodes = ", ".join(f'{{"id": "r{n}", "type": "ReLU", "inputs": []}}' for n in range(1_000_000))
    path.write_text(f'{{"format": "netwright-project", "version": 2, "model": {{"layers": [{nodes}]}}}}')
    del nodes
    tracemalloc.start()
    try:
        with pytest.raises(NetwrightError, match="more than 2,000,000 values"):
            load_project(path)
        assert tracemalloc.get_traced_memory()[1] < 3 * MAXIMUM_BYTES
    finally:
        tracemalloc.stop()


def test_the_largest_network_there_can_be_is_within_the_limits() -> None:
    text = json.dumps(data() | {"model": {"layers": [layer(f"r{n}", inputs=[]) for n in range(MAXIMUM_LAYERS)]}})
    assert len(parse_project(text).model) == MAXIMUM_LAYERS
