"""Sources that are read as a person says, or as is found out and told: encodings, separators, pixels, names, zips."""

import contextlib
import shutil
import zipfile
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from engine.data.catalog import load_dataset
from engine.data.import_choices import ImportChoices
from engine.data.importing import ImportSettings, import_data
from engine.data.preview import preview
from engine.data.sources.opening import OpenSource
from engine.data.sources.options import Kind, ReadOptions
from engine.disk import using
from engine.text import NetwrightError
from tests.engine.faults.faulty_disk import FaultyDisk

CHINESE = ("类别", "猫和狗的照片", "一只很大的鸟")
WESTERN = ("größe", "façade déjà vue", "Straße")


def table(path: Path, words: tuple[str, str, str], encoding: str, separator: str = ",") -> Path:
    """A table of numbers whose title and classes are these words, written in that encoding."""
    title, one, other = words
    rows = [["x", "z", title], *([str(number), f"{number / 7:.3f}", (one, other)[number % 2]] for number in range(12))]
    text = "\r\n".join(separator.join(row) for row in rows)
    path.write_bytes(("\ufeff" + text if encoding == "utf-16-be" else text).encode(encoding))
    return path


@pytest.mark.parametrize(
    ("words", "encoding", "read", "is_guess"),
    [
        (CHINESE, "utf-8", "UTF-8", False),
        (CHINESE, "utf-8-sig", "UTF-8", False),
        (CHINESE, "utf-16", "UTF-16", False),  # a spreadsheet's «Unicode text»
        (WESTERN, "utf-16-be", "UTF-16", False),
        (WESTERN, "utf-16-le", "UTF-16", True),
        (WESTERN, "utf-32", "UTF-32", False),
        (CHINESE, "gb18030", "GB18030", True),
        (WESTERN, "cp1252", "Windows-1252", True),
    ],
)
def test_a_table_in_any_encoding_keeps_its_words_and_a_guess_is_told(
    words: tuple[str, str, str], encoding: str, read: str, is_guess: bool, tmp_path: Path
) -> None:
    found = preview(table(tmp_path / "t.txt", words, encoding, "\t"))
    assert set(found.classes) == set(words[1:])
    assert found.reading.label_column == words[0]
    assert [read in str(note) and "a guess" in str(note) for note in found.notes] == [True] * is_guess


def test_another_encoding_or_separator_can_be_chosen_and_one_that_cannot_be_is_refused(tmp_path: Path) -> None:
    path = table(tmp_path / "t.csv", ("класс", "кошка", "птица"), "cp1251")
    assert set(preview(path, ReadOptions(encoding="cp1251")).classes) == {"кошка", "птица"}
    with pytest.raises(NetwrightError, match=r"t.csv is not in the encoding UTF-8: .* Choose another encoding"):
        preview(path, ReadOptions(encoding="utf-8"))
    (tmp_path / "s.csv").write_text('"sep=;"\na, or b;c\n' + "1,5;x\n2,5;y\n" * 4)
    found = preview(tmp_path / "s.csv", ReadOptions(encoding="utf-8", separator=","))
    assert found.reading.columns == ("a", "or b;c") or found.features
    with pytest.raises(NetwrightError, match="expected columns"):
        preview(tmp_path / "s.csv", ReadOptions(separator="|"))


@pytest.mark.parametrize(
    ("columns", "wanted", "shape"),
    [
        (30, (None, 5, 6), (1, 5, 6)),
        (30, (None, None, 3), (1, 10, 3)),
        (36, (3, None, 4), (3, 3, 4)),
        (36, (None, None, None), (1, 6, 6)),
        (12, (None, None, None), (3, 2, 2)),
    ],
)
def test_a_row_of_pixels_has_the_shape_that_a_person_says(
    columns: int, wanted: tuple[int | None, int | None, int | None], shape: tuple[int, int, int], tmp_path: Path
) -> None:
    values = np.random.default_rng(1).integers(1, 256, (8, columns))
    lines = [",".join(map(str, (f"k{n % 2}", *row, "a word"))) for n, row in enumerate(values.tolist())]
    (tmp_path / "t.csv").write_text(
        "\n".join((",".join(("label", *(f"p{n}" for n in range(columns)), "note")), *lines))
    )
    np.savez(tmp_path / "t.npz", X=values, y=np.arange(8) % 2)
    expected = {values[number].reshape(shape).tobytes() for number in range(8)}
    for name in ("t.csv", "t.npz"):
        found = import_data(tmp_path / name, ImportSettings(name[2:], kind="pixels", pixels=wanted))
        data = load_dataset(name[2:])
        assert found.info.image_shape[1:] == shape[1:]
        images = np.concatenate([data.train_images, data.test_images])
        assert {image.astype(np.int64).tobytes() for image in images} == expected
    assert [str(note) for note in preview(tmp_path / "t.csv", ReadOptions(kind="pixels", pixels=wanted)).notes] == [
        "The column note holds no numbers; it is left out."
    ]


def test_numbers_that_cannot_be_such_an_image_are_refused_with_what_they_can_be(tmp_path: Path) -> None:
    rows = "\n".join(f"k{n % 2}," + ",".join(str(n * 30 + p) for p in range(30)) for n in range(6))
    (tmp_path / "t.csv").write_text(rows)
    words = r"30 numbers in each row cannot be a square image\. Say how wide .* \(such as 6 × 5, 10 × 3, 15 × 2\)"
    with pytest.raises(NetwrightError, match=words):
        preview(tmp_path / "t.csv", ReadOptions(kind="pixels"))
    with pytest.raises(
        NetwrightError, match=r"cannot be an image of 28 × 28 × \?. Width × height × channels must be 30"
    ):
        preview(tmp_path / "t.csv", ReadOptions(kind="pixels", pixels=(None, 28, 28)))


@pytest.mark.parametrize("kind", [None, "features"])
def test_the_choices_follow_what_was_found_and_are_the_same_import(kind: Kind | None, tmp_path: Path) -> None:
    path = table(tmp_path / "t.csv", WESTERN, "cp1252")
    found = preview(path, ReadOptions(kind=kind))
    choices = ImportChoices.proposed(path, found)
    assert (choices.label_column, choices.numbers, choices.encoding) == (WESTERN[0], "features", "cp1252")
    assert not import_data(path, ImportSettings("plain")).before
    assert import_data(path, choices.settings(found)).before


def test_names_that_differ_in_case_alone_become_one_where_a_person_says_so(tmp_path: Path) -> None:
    for number, name in enumerate(("Cat", "cat", "cat", "dog", "dog", "Cafe\u0301", "Caf\u00e9", "caf\u00e9")):
        folder = tmp_path / "pets" / f"{name}"
        folder.mkdir(parents=True, exist_ok=True)
        Image.fromarray(np.full((4, 4), number * 20, np.uint8)).save(folder / f"{number}.png")
    found = preview(tmp_path / "pets")
    assert found.alike
    assert len(found.classes) == 6
    merged = preview(tmp_path / "pets", ReadOptions(merge_case=True))
    assert merged.alike
    assert merged.classes == {"Cafe\u0301": 3, "cat": 3, "dog": 2}
    assert "are taken for one, cat." in str(merged.notes[1])
    assert import_data(tmp_path / "pets", ImportSettings("own", merge_case=True)).info.classes[1:] == ("cat", "dog")


def test_a_zip_is_unpacked_once_for_look_and_import_and_nothing_of_it_stays(class_folder: Path, tmp_path: Path) -> None:
    packed = Path(shutil.make_archive(str(tmp_path / "packed"), "zip", class_folder))
    with contextlib.closing(OpenSource(packed)) as source:
        first = preview(source)
        inside = source._inside
        assert inside is not None
        with zipfile.ZipFile(packed, "w"):
            pass  # what is read again is not this
        assert preview(source).classes == first.classes
        assert not import_data(source, ImportSettings("own")).before
        assert inside.exists()
    assert not inside.exists()


def test_a_zip_for_which_the_disk_has_no_room_says_where_room_is_needed(class_folder: Path, tmp_path: Path) -> None:
    packed = Path(shutil.make_archive(str(tmp_path / "packed"), "zip", class_folder))
    words = r"packed\.zip cannot be unpacked into .*: No space left on device\. Free some space there"
    with using(FaultyDisk("full", at=5)), pytest.raises(NetwrightError, match=words):
        preview(packed)


def test_the_first_view_of_a_phones_jpeg_is_read_and_heic_says_what_to_do(class_folder: Path) -> None:
    views = [Image.new("RGB", (28, 28), colour) for colour in ("red", "blue")]
    views[0].save(class_folder / "3" / "view.jpg", "MPO", save_all=True, append_images=views[1:])
    with Image.open(class_folder / "3" / "view.jpg") as opened:
        assert (opened.format, getattr(opened, "n_frames", 1)) == ("MPO", 2)
    (class_folder / "3" / "IMG_1.HEIC").write_bytes(b"\0\0\0\x24ftypheic\0\0\0\0mif1heic" + bytes(40))
    found = import_data(class_folder, ImportSettings("own"))
    assert found.info.image_shape == (3, 28, 28)
    assert [(one.place, str(one.reason)) for one in found.left_out] == [
        ("3/IMG_1.HEIC", "HEIC pictures are not read; save it as JPEG or PNG, as phones offer to")
    ]
    notes = [str(note) for note in preview(class_folder).notes]
    assert notes == [f"Some images cannot be read, such as 3/IMG_1.HEIC: {found.left_out[0].reason}."]


def test_numbers_with_decimal_commas_are_numbers_and_told(tmp_path: Path) -> None:
    path = tmp_path / "t.csv"
    path.write_text("x;z;label\n" + "".join(f"{n},5;-{n},25e1;{'ab'[n % 2]}\n" for n in range(20)))
    found = import_data(path, ImportSettings("own"))
    assert [str(note) for note in found.notes] == ["Commas within numbers are taken for decimal points."]
    assert found.info.columns == ("x", "z")
    data = load_dataset("own")
    values = np.concatenate([data.train_images, data.test_images])
    assert sorted(values.tolist()) == [[n + 0.5, -10 * n - 2.5] for n in range(20)]


def test_a_folder_around_the_folder_of_the_classes_may_be_chosen(class_folder: Path) -> None:
    outer = class_folder.parent / "outer"
    (outer / "images").mkdir(parents=True)
    class_folder.rename(outer / "images" / "all")
    assert list(preview(outer).classes) == list("0123456789")
    assert import_data(outer, ImportSettings("own")).info.train_images > 40


@pytest.mark.parametrize(
    ("rows", "words"),
    [
        (
            [f"inf,{n},{'ab'[n % 2]}" for n in range(9)],
            r"Nothing of what lies .* left out: t.csv:2: x is no number: inf",
        ),
        (['"1,2,a', "2,3,b"], r"Nothing of what lies at .* t.csv:3: it has 1 columns, expected 3"),
        ([f"{n},{n / 7},a" for n in range(9)], r"only “a”\. Each class needs a folder of its own, or a word in the"),
        ([f"{n},{n / 7},{n * 3}" for n in range(90)], r"found 90 different values in 90 rows"),
    ],
)
def test_what_cannot_become_a_dataset_is_known_from_the_look(rows: list[str], words: str, tmp_path: Path) -> None:
    path = tmp_path / "t.csv"
    path.write_text("\n".join(("x,z,label", *rows)))
    with pytest.raises(NetwrightError, match=words):
        import_data(path, ImportSettings("own"))
    with pytest.raises(NetwrightError, match=words):
        look_at(path)


def look_at(path: Path) -> None:
    """What the import's window does before it offers to import."""
    found = preview(path)
    ImportChoices.proposed(path, found).check_labels(found)
