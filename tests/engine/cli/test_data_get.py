"""``data get`` and trainings on published datasets, from the terminal."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from engine.cli import run
from engine.data.catalog import forget_dataset
from engine.data.public import places
from tests.engine.data.published import come_from, expect_few, files_of
from tests.file_server import FileServer, without_proxies

DEBIANS = Path("/usr/share/datasets/fashion-mnist")


@pytest.fixture
def server(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[FileServer]:
    """Serves USPS's two files, of a few images."""
    without_proxies(monkeypatch)
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(places, "_USUAL_ROOTS", ())
    expect_few("usps", monkeypatch)
    forget_dataset("usps")
    found = FileServer(files_of("usps"))
    come_from(found, monkeypatch)
    yield found
    found.close()
    forget_dataset("usps")


@pytest.mark.usefixtures("server")
def test_a_dataset_is_brought_listed_as_here_and_removed(capsys: pytest.CaptureFixture[str]) -> None:
    def row() -> list[str]:
        assert run(["data", "list"]) == 0
        return next(line.split() for line in capsys.readouterr().out.splitlines() if line.startswith("usps"))

    assert row()[-3:] == ["no", "(1", "MB)"]
    assert run(["data", "get", "usps"]) == 0
    assert capsys.readouterr().out == "usps is here: 10 classes, 40 training and 20 test images of 16×16 pixels\n"
    assert row()[-1] == "yes"
    assert run(["data", "remove", "usps"]) == 0
    capsys.readouterr()
    assert row()[-3:] == ["no", "(1", "MB)"]


def test_without_the_network_a_sentence_is_the_answer(server: FileServer, capsys: pytest.CaptureFixture[str]) -> None:
    server.close()
    assert run(["data", "get", "usps"]) == 1
    assert "USPS did not come" in capsys.readouterr().err
    assert run(["data", "get", "usbs"]) == 1
    assert "Unknown dataset “usbs”" in capsys.readouterr().err


def test_a_training_brings_its_dataset_and_is_evaluated_on_it(
    server: FileServer, capsys: pytest.CaptureFixture[str]
) -> None:
    arguments = ["--dataset", "usps", "--epochs", "1", "--batch-size", "8", "--no-tune", "--name", "post"]
    assert run(["train", "--template", "softmax-regression", *arguments]) == 0
    assert "downloading usps: " in capsys.readouterr().err
    assert server.requests == 2
    assert run(["evaluate", "post", "--json"]) == 0
    assert json.loads(capsys.readouterr().out.splitlines()[-1])["images"] == 20


def test_a_training_that_cannot_bring_its_dataset_says_why(
    server: FileServer, capsys: pytest.CaptureFixture[str]
) -> None:
    server.close()
    assert run(["train", "--template", "softmax-regression", "--dataset", "usps", "--epochs", "1"]) == 1
    assert "USPS did not come" in capsys.readouterr().err


@pytest.mark.skipif(not DEBIANS.is_dir(), reason="needs Debian's package dataset-fashion-mnist")
def test_debians_fashion_mnist_is_learned_from_without_a_download(capsys: pytest.CaptureFixture[str]) -> None:
    forget_dataset("fashion-mnist")
    few = ["--epochs", "1", "--batch-size", "50", "--limit-train", "3000", "--no-tune"]
    assert run(["train", "--template", "mlp", "--dataset", "fashion-mnist", *few, "--json"]) == 0
    ended = json.loads(capsys.readouterr().out.splitlines()[-1])
    assert ended["test_accuracy"] > 0.6
    forget_dataset("fashion-mnist")
