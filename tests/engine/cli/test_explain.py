"""``explain``: pictures of what speaks for an answer, of runs of digits and of a person's own coloured images."""

import contextlib
import io
import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from PIL import Image

from engine.cli import run
from engine.data.catalog import load_dataset
from engine.evaluation.explaining.overlay import AGAINST, FOR, overlay
from engine.model.edits import set_params
from engine.model.templates import template
from engine.project import Project, save_project


def command(*arguments: object) -> tuple[int, str, str]:
    """Exit code, stdout and stderr."""
    out, err = io.StringIO(), io.StringIO()
    with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
        code = run([str(argument) for argument in arguments])
    return code, out.getvalue(), err.getvalue()


def explained(*arguments: object) -> list[dict[str, Any]]:
    code, out, err = command("explain", *arguments, "--json")
    assert code == 0, err
    found: list[dict[str, Any]] = json.loads(out.splitlines()[-1])["explanations"]
    return found


@pytest.fixture(scope="module")
def trained(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A run of the reference network on 500 images."""
    folder = tmp_path_factory.mktemp("trained") / "run"
    assert command("train", "--limit-train", 300, "--epochs", 1, "--device", "cpu", "--run-dir", folder)[0] == 0
    return folder


@pytest.fixture
def digit(tmp_path: Path) -> Path:
    path = tmp_path / "digit.png"
    Image.fromarray(255 - load_dataset("mnist").test_images[0, 0]).resize((112, 112)).save(path)
    return path


def test_every_method_writes_its_picture(trained: Path, digit: Path, tmp_path: Path) -> None:
    found = explained(trained, digit, "--method", "all", "--out", tmp_path / "a" / "why")
    methods = ["gradient", "smoothgrad", "integrated-gradients", "grad-cam", "occlusion"]
    assert [one["method"] for one in found] == methods
    for one in found:
        assert one["out"] == str(tmp_path / "a" / "why" / f"digit-{one['method']}.png")
        with Image.open(one["out"]) as picture:
            assert (picture.size, picture.mode) == ((280, 280), "RGB")
            pixels = np.asarray(picture).astype(int)
        assert (pixels.max(axis=2) != pixels.min(axis=2)).any()
        assert one["scale"] > 0
    assert [one["layer"] for one in found if one["layer"]] == ["pool2"]
    assert [one["method"] for one in found if one["completeness_error"] is not None] == ["integrated-gradients"]


def test_class_and_layer_are_those_asked_for(trained: Path, digit: Path, tmp_path: Path) -> None:
    common = (trained, digit, "--method", "grad-cam", "--out", tmp_path / "why")
    (plain,) = explained(*common)
    assert plain["class"] == plain["answer"]
    other = "3" if plain["answer"] != "3" else "4"
    (asked,) = explained(*common, "--class", other, "--layer", "conv1")
    assert (asked["class"], asked["answer"], asked["layer"]) == (other, plain["answer"], "conv1")
    assert asked["score"] < plain["score"]
    code, out, _ = command("explain", *common)
    assert code == 0
    assert out.startswith(f"{tmp_path / 'why' / 'digit-grad-cam.png'}: {digit} is taken for {plain['answer']}")


def test_pictures_of_one_name_do_not_overwrite_each_other(trained: Path, digit: Path, tmp_path: Path) -> None:
    twin = tmp_path / "other" / digit.name
    twin.parent.mkdir()
    twin.write_bytes(digit.read_bytes())
    found = explained(trained, digit, twin, "--method", "gradient", "--out", tmp_path / "why")
    names = [Path(one["out"]).name for one in found]
    assert names == ["digit-gradient.png", "digit-2-gradient.png"]


@pytest.mark.parametrize(
    ("options", "code", "words"),
    [
        (("--class", "ten"), 2, "--class: expected one of 0, 1"),
        (("--layer", "conv1"), 2, "--layer is for the method grad-cam"),
        (("--method", "magic"), 2, "magic"),
        (("--method", "grad-cam", "--layer", "linear1"), 1, "expected one of conv1"),
    ],
)
def test_what_cannot_be_asked_is_said_in_one_line(
    trained: Path, digit: Path, tmp_path: Path, options: tuple[str, ...], code: int, words: str
) -> None:
    found = command("explain", trained, digit, "--out", tmp_path / "why", *options)
    assert found[:2] == (code, "")
    assert words in found[2]
    assert found[2].count("\n") == 1


def test_a_picture_without_ink_and_one_that_is_none_are_told(trained: Path, tmp_path: Path) -> None:
    blank, text = tmp_path / "blank.png", tmp_path / "text.png"
    Image.new("L", (50, 50), 255).save(blank)
    text.write_text("no picture")
    assert command("explain", trained, blank, "--out", tmp_path / "why") == (
        1,
        "",
        f"netwright: there is no ink in {blank}\n",
    )
    assert command("explain", trained, text, "--out", tmp_path / "why")[0] == 2
    assert command("explain", trained, blank)[0] == 2


def test_a_coloured_picture_is_prepared_as_the_runs_own_images_were(tmp_path: Path) -> None:
    pixels = np.random.default_rng(0)
    for name, brightest in (("red", 0), ("blue", 2)):
        (tmp_path / "images" / name).mkdir(parents=True)
        for index in range(12):
            image = pixels.integers(0, 120, (12, 12, 3), dtype=np.uint8)
            image[..., brightest] += 120
            Image.fromarray(image).save(tmp_path / "images" / name / f"{index}.png")
    assert command("data", "import", tmp_path / "images", "--name", "colours")[0] == 0
    project = tmp_path / "p.netwright"
    spec = set_params(set_params(template("softmax-regression"), "input", shape=(3, 12, 12)), "linear1", out_features=2)
    save_project(replace(Project.from_template("softmax-regression"), model=spec, dataset="colours"), project)
    folder = tmp_path / "run"
    options = ("--epochs", 3, "--batch-size", 4, "--device", "cpu", "--validation-split", 0.2, "--run-dir", folder)
    code, _, err = command("train", project, *options)
    assert code == 0, err
    (one,) = explained(folder, tmp_path / "images" / "red" / "3.png", "--class", "red", "--out", tmp_path / "why")
    assert one["answer"] == "red"
    with Image.open(one["out"]) as picture:
        assert picture.size == (288, 288)


def test_an_overlay_covers_in_proportion() -> None:
    image = np.full((1, 1, 3), 100, np.uint8)
    values = np.array([[2.0, -2.0, 0.0]], np.float32)
    found = overlay(image, values, 2.0, opacity=0.5)
    for place, colour in ((0, FOR), (1, AGAINST)):
        np.testing.assert_array_equal(found[0, place], [round(50 + part / 2) for part in colour])
    np.testing.assert_array_equal(found[0, 2], [100] * 3)
    coloured = np.arange(9, dtype=np.uint8).reshape(3, 1, 3)
    np.testing.assert_array_equal(overlay(coloured, np.zeros((1, 3), np.float32), 0.0)[0], coloured[:, 0].T)
