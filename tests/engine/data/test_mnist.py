"""MNIST in the box: the same images as torchvision reads, checked on load, every kind of damage named."""

import gzip
import shutil
import subprocess
import sys
import threading
import time
from pathlib import Path

import numpy as np
import pytest

from engine.data import catalog, mnist
from engine.data.catalog import Dataset, dataset_info, dataset_names, load_dataset
from engine.data.mnist import MNIST_FOLDER, load_mnist
from engine.text import NetwrightError

LABELS = "t10k-labels-idx1-ubyte.gz"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A copy of the files, to be damaged."""
    return Path(shutil.copytree(MNIST_FOLDER, tmp_path / "mnist"))


def test_images_and_labels_equal_torchvisions(tmp_path: Path) -> None:
    from torchvision.datasets import MNIST  # type: ignore[import-untyped]

    raw = tmp_path / "MNIST" / "raw"
    raw.mkdir(parents=True)
    for file in MNIST_FOLDER.glob("*.gz"):
        (raw / file.stem).write_bytes(gzip.decompress(file.read_bytes()))
    dataset = load_dataset("mnist")
    for train, images, labels in (
        (True, dataset.train_images, dataset.train_labels),
        (False, dataset.test_images, dataset.test_labels),
    ):
        theirs = MNIST(tmp_path, train=train)
        assert np.array_equal(theirs.data.numpy(), images[:, 0])
        assert np.array_equal(theirs.targets.numpy(), labels)


def test_the_dataset_is_what_its_description_says() -> None:
    dataset, info = load_dataset("mnist"), dataset_info("mnist")
    assert dataset.info is info
    assert dataset.train_images.shape == (info.train_images, *info.image_shape)
    assert dataset.test_images.shape == (info.test_images, *info.image_shape)
    assert dataset.train_images.dtype == np.uint8
    assert dataset.train_labels.dtype == np.int64
    assert set(dataset.train_labels.tolist()) == set(range(len(info.classes)))
    pixels = dataset.train_images / 255
    assert info.mean[0] == pytest.approx(pixels.mean(), abs=5e-5)
    assert info.std[0] == pytest.approx(pixels.std(), abs=5e-5)


def test_the_arrays_cannot_be_changed_by_accident() -> None:
    dataset = load_dataset("mnist")
    for array in (dataset.train_images, dataset.train_labels, dataset.test_images, dataset.test_labels):
        with pytest.raises(ValueError, match="read-only"):
            array[0] = 1


def test_the_fingerprint_is_fixed() -> None:
    expected = "sha256:1c322e5f061ee8d018c3f009204bdaf41960e782da1f710d2220e42fd184f9e4"
    assert load_dataset("mnist").fingerprint == expected


def test_threads_that_load_at_once_share_one_dataset(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(catalog, "_loaded", {})
    found: list[Dataset] = []
    threads = [threading.Thread(target=lambda: found.append(load_dataset("mnist"))) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(found) == 4
    assert len({id(dataset) for dataset in found}) == 1


def test_an_unknown_dataset_is_refused_with_the_known_ones() -> None:
    with pytest.raises(NetwrightError, match=r"mnisty.*mnist"):
        load_dataset("mnisty")
    assert dataset_names()[:2] == ("mnist", "mnist-pen")


def test_a_flipped_byte_is_noticed_and_the_file_named(folder: Path) -> None:
    labels = bytearray(gzip.decompress((folder / LABELS).read_bytes()))
    labels[100] ^= 1
    (folder / LABELS).write_bytes(gzip.compress(bytes(labels)))
    with pytest.raises(NetwrightError) as caught:
        load_mnist(folder)
    message = str(caught.value)
    assert str(folder / LABELS) in message
    assert "27ae3e4e09519cfbb04c329615203637" in message
    assert "git checkout" in message


def test_a_missing_a_cut_and_a_foreign_file_are_named(folder: Path) -> None:
    whole = (folder / LABELS).read_bytes()
    for content, sign in ((None, "missing"), (whole[:-100], "damaged"), (b"<html>", "damaged"), (b"", "damaged")):
        (folder / LABELS).unlink(missing_ok=True)
        if content is not None:
            (folder / LABELS).write_bytes(content)
        with pytest.raises(NetwrightError, match=sign) as caught:
            load_mnist(folder)
        assert str(folder / LABELS) in str(caught.value)


def test_a_folder_in_place_of_a_file_is_named(folder: Path) -> None:
    (folder / LABELS).unlink()
    (folder / LABELS).mkdir()
    with pytest.raises(NetwrightError, match="cannot be read"):
        load_mnist(folder)


def test_a_damaged_file_can_be_replaced_without_a_restart(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(catalog, "_loaded", {})
    monkeypatch.setattr(mnist, "MNIST_FOLDER", folder)
    whole = (folder / LABELS).read_bytes()
    (folder / LABELS).write_bytes(whole[:50])
    with pytest.raises(NetwrightError):
        load_dataset("mnist")
    (folder / LABELS).write_bytes(whole)
    assert len(load_dataset("mnist").test_labels) == 10_000


def test_loading_is_quick_and_needs_no_torch() -> None:
    program = (
        "import sys; from engine.data.catalog import load_dataset\n"
        "load_dataset('mnist').fingerprint\n"
        "assert not {'torch', 'torchvision', 'PySide6'} & set(sys.modules), 'too much is imported'\n"
    )
    subprocess.run([sys.executable, "-c", program], check=True, cwd=Path(__file__).parents[3])
    began = time.process_time()
    load_mnist()
    assert time.process_time() - began < 0.5
