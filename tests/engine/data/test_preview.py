"""A look at a person's own files before they are imported, and what is proposed for the import."""

import csv
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from engine.data.import_choices import ImportChoices
from engine.data.importing import ImportSettings, import_data
from engine.data.origin import read_origin
from engine.data.own import own_folder
from engine.data.preview import preview
from engine.data.sources.options import ReadOptions
from engine.text import NetwrightError


def test_a_folder_is_counted_measured_and_shown(class_folder: Path) -> None:
    found = preview(class_folder)
    assert str(found.kind) == "a folder for each class"
    assert found.images == sum(found.classes.values()) == 60
    assert list(found.classes) == list("0123456789")
    assert found.sizes == {(28, 28): 60}
    assert found.shape == (1, 28, 28)
    assert len(found.shown) == 40
    assert len({one.label for one in found.shown}) == 10
    assert found.reading.columns == ()


def test_pictures_of_many_sizes_and_colours_are_told_and_shown_small(tmp_path: Path) -> None:
    for label, size in (("wide", (900, 300)), ("high", (40, 90))):
        folder = tmp_path / "photos" / label
        folder.mkdir(parents=True)
        for number in range(3):
            Image.new("RGB", size, (200, 10 * number, 20)).save(folder / f"{number}.png")
    (tmp_path / "photos" / "wide" / "bad.png").write_bytes(b"no")
    found = preview(tmp_path / "photos")
    assert found.images == 7
    assert found.sizes == {(300, 900): 3, (90, 40): 3}
    assert found.shape == (3, 32, 32)
    assert max(max(one.pixels.shape[:2]) for one in found.shown) == 256


def table(folder: Path, header: bool = True) -> Path:
    """Pictures with two columns that could be their classes."""
    folder.mkdir()
    rows = [["file", "shade", "place"]] if header else []
    for number in range(20):
        Image.fromarray(np.full((8, 8), number * 10, np.uint8)).save(folder / f"{number}.png")
        rows.append([f"{number}.png", "dark" if number < 10 else "bright", f"p{number % 3}"])
    with (folder / "list.csv").open("w", newline="") as file:
        csv.writer(file).writerows(rows)
    return folder


@pytest.mark.parametrize(("header", "column", "title"), [(True, "place", "shade"), (False, "3", "2")])
def test_the_labels_of_a_table_can_be_taken_from_another_column(
    header: bool, column: str, title: str, tmp_path: Path
) -> None:
    folder = table(tmp_path / "flat", header)
    found = preview(folder)
    assert (found.reading.columns, found.reading.label_column) == ((title, column), title)
    assert list(found.classes) == ["bright", "dark"]
    assert list(preview(folder, ReadOptions(label_column=column)).classes) == ["p0", "p1", "p2"]
    info = import_data(folder, ImportSettings("flat", label_column=column)).info
    assert info.classes == ("p0", "p1", "p2")
    with pytest.raises(NetwrightError, match="has no column “size” for the labels"):
        preview(folder, ReadOptions(label_column="size"))


def test_a_table_of_pixels_may_have_its_labels_at_the_end(tmp_path: Path) -> None:
    path = tmp_path / "pixels.csv"
    path.write_text("\n".join(",".join([*["7"] * 25, "ab"[number % 2]]) for number in range(6)))
    assert preview(path).reading.columns == tuple(str(column) for column in range(1, 27))
    assert list(preview(path, ReadOptions(label_column="26")).classes) == ["a", "b"]


def test_what_is_left_as_proposed_is_the_same_import_as_without_choices(class_folder: Path) -> None:
    found = preview(class_folder)
    choices = ImportChoices.proposed(class_folder, found)
    assert choices.name == "digits"
    assert import_data(class_folder, choices.settings(found)).before is False
    assert import_data(class_folder, ImportSettings("again")).before is True
    assert ImportChoices.proposed(class_folder, found).name == "digits-2"
    changed = choices.model_copy(update={"name": "small", "width": 14, "height": 10, "colours": "colour"})
    assert import_data(class_folder, changed.settings(found)).info.image_shape == (3, 10, 14)


@pytest.mark.parametrize("name", ["mnist", "Big Name", ""])
def test_a_name_that_cannot_be_is_refused_before_the_import(name: str, class_folder: Path) -> None:
    found = preview(class_folder)
    with pytest.raises(NetwrightError):
        ImportChoices(name=name).check(found)


def test_the_look_can_be_given_up(class_folder: Path) -> None:
    class GivenUp(Exception):
        pass

    calls = 0

    def check() -> None:
        nonlocal calls
        calls += 1
        if calls > 5:
            raise GivenUp

    with pytest.raises(GivenUp):
        preview(class_folder, check=check)


def test_where_a_dataset_came_from_is_kept_with_what_was_left_out(class_folder: Path) -> None:
    (class_folder / "3" / "bad.png").write_bytes(b"no")
    found = import_data(class_folder, ImportSettings("own"))
    origin = read_origin("own")
    assert origin is not None
    assert origin.source == str(class_folder)
    assert origin.kind == found.kind
    assert origin.left_out == found.left_out
    assert origin.left_out_count == 1


@pytest.mark.parametrize("text", ["", "[]", "{}", '{"source": 1}', "nothing"])
def test_a_damaged_origin_is_as_good_as_none(text: str, class_folder: Path) -> None:
    import_data(class_folder, ImportSettings("own"))
    (own_folder() / "own" / "origin.json").write_text(text)
    assert read_origin("own") is None
