"""``data``: what the terminal says of datasets, one's own made from files, used by a training, and removed."""

import json
from pathlib import Path

import pytest
from PIL import Image

from engine.cli import run
from engine.data.catalog import load_dataset
from engine.data.own import own_names


@pytest.fixture
def pictures(tmp_path: Path) -> Path:
    """Sixty digits in folders of two classes, and a file that is none."""
    mnist = load_dataset("mnist")
    root = tmp_path / "Eigene Ziffern"
    for label in (0, 1):
        (root / str(label)).mkdir(parents=True)
        for number, image in enumerate(mnist.train_images[mnist.train_labels == label][:30, 0]):
            Image.fromarray(image).save(root / str(label) / f"{number}.png")
    (root / "1" / "broken.png").write_bytes(b"nothing")
    return root


def test_a_folder_becomes_a_dataset_that_a_run_learns_from(pictures: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["data", "import", str(pictures), "--test-share", "0.5"]) == 0
    told = capsys.readouterr()
    assert told.out == "eigene-ziffern: 2 classes, 29 training and 31 test images of 28×28 pixels\n"
    assert "left out: 1/broken.png: it is no image" in told.err
    assert run(["train", "--dataset", "eigene-ziffern", "--epochs", "1", "--batch-size", "4", "--json"]) == 0
    ended = json.loads(capsys.readouterr().out.splitlines()[-1])
    assert ended["test_accuracy"] > 0.5


def test_the_list_has_every_dataset_and_a_removed_one_is_gone(
    pictures: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["data", "import", str(pictures), "--name", "two", "--size", "14", "--colours", "--json"]) == 0
    told = json.loads(capsys.readouterr().out.splitlines()[-1])
    assert told["image_shape"] == [3, 14, 14]
    assert [one["place"] for one in told["left_out"]] == ["1/broken.png"]
    assert run(["data", "list"]) == 0
    rows = [line.split() for line in capsys.readouterr().out.splitlines()]
    assert rows[1] == ["mnist", "10", "28×28×1", "60,000", "10,000", "yes"]
    assert rows[-1] == ["two", "2", "14×14×3", "48", "12", "yes"]
    assert ["stl-10", "10", "96×96×3", "5,000", "8,000", "no", "(2,518", "MB)"] in rows
    assert run(["data", "remove", "two"]) == 0
    assert own_names() == ()


def test_how_a_table_is_read_can_be_said(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    rows = [",".join((*(str(n * 6 + p) for p in range(30)), ("Кот", "кот", "пёс")[n % 3])) for n in range(30)]
    (tmp_path / "pets.csv").write_bytes("\n".join(rows).replace(",", "\t").encode("cp1251"))
    options = ["--pixels", "5x6", "--encoding", "cp1251", "--separator", "tab", "--merge-case", "--label-column", "31"]
    assert run(["data", "import", str(tmp_path / "pets.csv"), *options, "--json"]) == 0
    told = json.loads(capsys.readouterr().out.splitlines()[-1])
    assert told["image_shape"] == [1, 5, 6]
    assert told["classes"] in (["Кот", "пёс"], ["кот", "пёс"])
    assert told["notes"] == [f"The classes Кот, кот are taken for one, {told['classes'][0]}."]


def test_the_split_is_shown_class_by_class(pictures: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["data", "import", str(pictures), "--name", "two"]) == 0
    capsys.readouterr()
    assert run(["data", "split", "two", "--folds", "4", "--fold", "2", "--stratified", "--limit-train", "40"]) == 0
    rows = [line.split() for line in capsys.readouterr().out.splitlines()]
    assert rows[0] == ["CLASS", "TRAINING", "VALIDATION", "TEST", "UNUSED"]
    assert rows[-1] == ["all", "30", "10", "12", "8"]
    assert [int(rows[1][2]) + int(rows[2][2]), rows[1][3], rows[2][3]] == [10, "6", "6"]
    assert run(["data", "split", "two", "--stratified", "--validation-split", "0.5", "--json"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert told["classes"]["validation"] == {"0": 12, "1": 12}
    assert (told["train"], told["stratified"], told["split_seed"], told["fold"]) == (24, True, 0, None)
    assert run(["data", "split", "two", "--stratified", "--folds", "90"]) == 1
    assert "expected at least 90" in capsys.readouterr().err
    assert run(["data", "split", "two", "--folds", "1"]) == 2
    assert "--folds: expected a whole number from 2 to 100, or none, found “1”" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("arguments", "code", "words"),
    [
        (["import", "nowhere"], 1, "There is nothing at nowhere"),
        (["import", ".", "--name", "Big Name"], 1, "cannot be called"),
        (["import", ".", "--size", "large"], 2, "expected height x width"),
        (["import", ".", "--pixels", "5x6x2"], 2, "channels (1 or 3), found 5x6x2"),
        (["import", ".", "--separator", "::"], 2, "expected one character"),
        (["remove", "mnist"], 1, "no imported dataset “mnist”"),
    ],
)
def test_what_cannot_be_done_is_said_in_a_line(
    arguments: list[str], code: int, words: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["data", *arguments]) == code
    error = capsys.readouterr().err
    assert words in error
    assert len(error.splitlines()) == 1


def test_a_template_is_made_to_fit_images_with_colours_of_another_size(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for label, colour in (("red", "#c02020"), ("green", "#20c020"), ("blue", "#2020c0")):
        (tmp_path / "paints" / label).mkdir(parents=True)
        for number in range(8):
            picture = Image.new("RGB", (40, 36), colour)
            picture.putpixel((number, number), (255, 255, 255))
            picture.save(tmp_path / "paints" / label / f"{number}.png")
    assert run(["data", "import", str(tmp_path / "paints"), "--test-share", "0.25"]) == 0
    assert run(["train", "--dataset", "paints", "--epochs", "8", "--batch-size", "6", "--json"]) == 0
    ended = json.loads(capsys.readouterr().out.splitlines()[-1])
    assert ended["test_accuracy"] == 1.0
    pictures = [tmp_path / "paints" / label / "0.png" for label in ("red", "green", "blue")]
    assert run(["predict", ended["run"], *map(str, pictures), "--json"]) == 0
    answers = json.loads(capsys.readouterr().out.splitlines()[-1])["predictions"]
    assert [answer["class"] for answer in answers] == ["red", "green", "blue"]
    (tmp_path / "no.png").write_text("nothing")
    assert run(["predict", ended["run"], str(tmp_path / "no.png")]) == 2
    assert "it is no image" in capsys.readouterr().err
