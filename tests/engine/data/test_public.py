"""Published datasets: found where they lie or downloaded, checked, resumed, given up; read as they were published."""

import gzip
import pickle
import shutil
import threading
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest

from engine.data.catalog import dataset_info, dataset_names, forget_dataset, load_dataset
from engine.data.public import places
from engine.data.public.catalogue import PUBLIC
from engine.data.public.cifar import unpickled
from engine.data.public.getting import get_dataset, load_public, remove_public, state_of
from engine.data.public.origins import origins_of
from engine.data.public.places import download_folder, ready_folder
from engine.text import NetwrightError
from tests.engine.data.published import come_from, expect_few, files_of, images_of
from tests.file_server import FileServer, without_proxies

DEBIANS = Path("/usr/share/datasets/fashion-mnist")


@pytest.fixture(autouse=True)
def nothing_here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """No files of this machine's, and nothing loaded before."""
    monkeypatch.setattr(places, "_USUAL_ROOTS", ("data",))
    monkeypatch.chdir(tmp_path)
    for name in PUBLIC:
        forget_dataset(name)
    yield
    for name in PUBLIC:
        forget_dataset(name)


def lay(files: dict[str, bytes], folder: Path) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    for name, content in files.items():
        (folder / name).write_bytes(content)


@pytest.fixture
def server(monkeypatch: pytest.MonkeyPatch) -> Iterator[FileServer]:
    """Serves Fashion-MNIST's four files, of a few images."""
    without_proxies(monkeypatch)
    expect_few("fashion-mnist", monkeypatch)
    found = FileServer(files_of("fashion-mnist"))
    come_from(found, monkeypatch)
    yield found
    found.close()


def has_its_images(name: str) -> bool:
    dataset = load_dataset(name)
    train, test = images_of(name, "train"), images_of(name, "test")
    parts = (train[0], dataset.train_images), (train[1], dataset.train_labels)
    others = (test[0], dataset.test_images), (test[1], dataset.test_labels)
    return all(np.array_equal(wanted, found) for wanted, found in (*parts, *others))


# --- what they are


def test_every_name_is_listed_and_described_without_a_file_or_a_connection() -> None:
    assert dataset_names()[-len(PUBLIC) :] == tuple(PUBLIC)
    for name in PUBLIC:
        info = dataset_info(name)
        assert info.name == name
        assert len(set(info.classes)) == len(info.classes)
        assert len(info.mean) == len(info.std) == info.image_shape[0]
        assert info.licence
        assert info.citation
        assert state_of(name) == "missing"
    assert dataset_info("cifar-100").classes[1] == "aquarium fish"
    assert dataset_info("kmnist").classes[1] == "き"


@pytest.mark.parametrize("name", PUBLIC)
def test_addresses_and_sums_are_torchvisions(name: str) -> None:
    origins = origins_of(PUBLIC[name].origin)
    assert origins
    for origin in origins:
        assert len(bytes.fromhex(origin.md5)) == 16
        assert all(url.startswith("http") and url.endswith(origin.name) for url in origin.urls)
    published = {file.removesuffix(".gz") for file in files_of(name)}
    assert {origin.name.removesuffix(".gz") for origin in origins} == published


# --- how they are read


@pytest.mark.parametrize("name", PUBLIC)
def test_images_and_labels_are_read_as_they_were_published(
    name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    expect_few(name, monkeypatch)
    lay(files_of(name), tmp_path / "data" / PUBLIC[name].folders[0])
    assert state_of(name) == "found"
    assert has_its_images(name)
    assert state_of(name) == "ready"


def test_unpacked_files_do_as_well(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    expect_few("cifar-10", monkeypatch)
    lay(files_of("cifar-10"), tmp_path)
    shutil.unpack_archive(tmp_path / "cifar-10-python.tar.gz", tmp_path / "data", filter="data")
    assert has_its_images("cifar-10")


def test_files_unzipped_by_torchvision_do_as_well(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    expect_few("fashion-mnist", monkeypatch)
    files = {name.removesuffix(".gz"): gzip.decompress(content) for name, content in files_of("fashion-mnist").items()}
    lay(files, tmp_path / "elsewhere" / "FashionMNIST" / "raw")
    assert state_of("fashion-mnist") == "missing"
    monkeypatch.setenv(places.ROOTS_VARIABLE, str(tmp_path / "elsewhere"))
    assert has_its_images("fashion-mnist")


class _Evil:
    def __reduce__(self) -> tuple[object, tuple[str]]:
        return exec, ("raise SystemExit('run by a pickle')",)


@pytest.mark.parametrize(
    "content",
    [{b"data": _Evil()}, _Evil, {b"data": np.array([_Evil()], object)}],
    ids=["object", "class", "array of objects"],
)
def test_a_pickle_that_wants_more_than_arrays_is_refused(content: object) -> None:
    with pytest.raises(pickle.UnpicklingError, match="has no place in a dataset"):
        unpickled(pickle.dumps(content, protocol=3))


def test_files_of_another_dataset_are_named_as_damaged(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    expect_few("kmnist", monkeypatch)
    files = files_of("kmnist")
    name = "train-images-idx3-ubyte.gz"
    lay({**files, name: files["t10k-images-idx3-ubyte.gz"]}, tmp_path / "data" / "kmnist")
    with pytest.raises(NetwrightError, match=r"Kuzushiji-MNIST in data/kmnist are damaged: train: 20×1×28×28 ≠ 40"):
        load_dataset("kmnist")
    lay({**files, name: files[name][:-20]}, tmp_path / "data" / "kmnist")
    with pytest.raises(NetwrightError, match="are damaged"):
        load_dataset("kmnist")
    assert not ready_folder("kmnist").exists()


# --- downloads


def test_a_download_is_counted_to_its_end_and_leaves_only_the_dataset(server: FileServer, home: Path) -> None:
    told: list[tuple[int, int]] = []
    assert get_dataset("fashion-mnist", lambda done, total: told.append((done, total)))
    size = sum(map(len, server.files.values()))
    assert told[-1] == (size, size)
    assert [done for done, _ in told] == sorted(done for done, _ in told)
    assert has_its_images("fashion-mnist")
    assert server.requests == 4
    assert get_dataset("fashion-mnist")
    assert server.requests == 4
    assert not download_folder(PUBLIC["fashion-mnist"]).exists()
    remove_public("fashion-mnist")
    assert state_of("fashion-mnist") == "missing"
    with pytest.raises(NetwrightError, match="not here yet"):
        load_dataset("fashion-mnist")


def test_a_cut_connection_is_told_and_the_next_call_asks_for_the_rest_alone(server: FileServer) -> None:
    server.stop_after, server.breaks_off = 10_000, True
    with pytest.raises(NetwrightError, match=r"broke off: .*What came is kept"):
        get_dataset("fashion-mnist")
    server.stop_after, server.breaks_off = None, False
    assert get_dataset("fashion-mnist")
    assert server.asked[:2] == [("train-images-idx3-ubyte.gz", 0), ("train-images-idx3-ubyte.gz", 10_000)]
    assert has_its_images("fashion-mnist")


def test_a_server_that_sends_no_parts_sends_it_all_again(server: FileServer) -> None:
    server.stop_after, server.breaks_off = 10_000, True
    with pytest.raises(NetwrightError, match="broke off"):
        get_dataset("fashion-mnist")
    server.stop_after, server.breaks_off, server.resumes = None, False, False
    assert get_dataset("fashion-mnist")
    assert server.asked[1] == ("train-images-idx3-ubyte.gz", 10_000)
    assert has_its_images("fashion-mnist")


def test_more_than_the_file_has_is_thrown_away(server: FileServer) -> None:
    folder = download_folder(PUBLIC["fashion-mnist"])
    lay({"train-images-idx3-ubyte.gz.part": bytes(100_000)}, folder)
    assert get_dataset("fashion-mnist")
    assert has_its_images("fashion-mnist")


def test_a_cancel_is_heeded_while_the_server_says_nothing_and_what_came_is_kept(server: FileServer) -> None:
    server.stop_after = 10_000
    came, cancelled = threading.Event(), threading.Event()
    found: list[bool] = []

    def progress(done: int, _total: int) -> None:
        if done == 10_000:
            came.set()

    def work() -> None:
        found.append(get_dataset("fashion-mnist", progress, cancelled.is_set))

    thread = threading.Thread(target=work)
    thread.start()
    assert came.wait(10)
    cancelled.set()
    thread.join(10)
    assert found == [False]
    server.stop_after = None
    assert get_dataset("fashion-mnist")
    assert server.asked[1] == ("train-images-idx3-ubyte.gz", 10_000)
    assert has_its_images("fashion-mnist")


def test_another_content_is_an_error_and_the_file_goes(server: FileServer, monkeypatch: pytest.MonkeyPatch) -> None:
    come_from(server, monkeypatch, md5="0" * 32)
    with pytest.raises(NetwrightError, match=f"no file of Fashion-MNIST: expected the MD5 {'0' * 32}, found .*removed"):
        get_dataset("fashion-mnist")
    assert list(download_folder(PUBLIC["fashion-mnist"]).iterdir()) == []
    assert state_of("fashion-mnist") == "missing"


def test_without_a_connection_it_says_what_works_without(server: FileServer) -> None:
    server.close()
    with pytest.raises(NetwrightError, match=r"cannot be reached .*MNIST and your own images.*NETWRIGHT_DATA"):
        get_dataset("fashion-mnist")


def test_the_next_mirror_is_asked_where_the_first_has_not_the_file(
    server: FileServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    empty = FileServer({})
    come_from(server, monkeypatch, mirrors=(empty.address,))
    assert get_dataset("fashion-mnist")
    empty.close()
    assert empty.requests == server.requests == 4
    assert has_its_images("fashion-mnist")


def test_damaged_files_of_somebody_elses_are_passed_over(server: FileServer, tmp_path: Path) -> None:
    lay(dict.fromkeys(server.files, b"nothing"), tmp_path / "data" / "FashionMNIST" / "raw")
    assert get_dataset("fashion-mnist")
    assert has_its_images("fashion-mnist")


def test_emnists_archive_is_kept_until_all_its_datasets_are_ready(monkeypatch: pytest.MonkeyPatch) -> None:
    without_proxies(monkeypatch)
    expect_few("emnist-digits", monkeypatch)
    server = FileServer(files_of("emnist-digits"))
    come_from(server, monkeypatch)
    assert get_dataset("emnist-digits")
    server.close()
    assert has_its_images("emnist-digits")
    assert (download_folder(PUBLIC["emnist-letters"]) / "gzip.zip").is_file()
    assert state_of("emnist-letters") == "found"


# --- the real one


@pytest.mark.skipif(not DEBIANS.is_dir(), reason="needs Debian's package dataset-fashion-mnist")
def test_debians_package_is_the_real_fashion_mnist(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(places, "_USUAL_ROOTS", ("/usr/share/datasets",))
    data = load_public(dataset_info("fashion-mnist"))
    assert np.bincount(data.train_labels).tolist() == [6000] * 10
    assert np.bincount(data.test_labels).tolist() == [1000] * 10
    values = data.train_images / np.float32(255)
    assert values.mean(dtype=np.float64) == pytest.approx(data.info.mean[0], abs=1e-4)
    assert values.std(dtype=np.float64) == pytest.approx(data.info.std[0], abs=1e-4)
    assert data.info.classes[data.train_labels[0]] == "Ankle boot"


@pytest.mark.network
@pytest.mark.parametrize("name", PUBLIC)
def test_the_published_figures_are_those_of_the_training_images(name: str) -> None:
    assert get_dataset(name)
    data = load_dataset(name)
    for channel, (mean, std) in enumerate(zip(data.info.mean, data.info.std, strict=True)):
        values = data.train_images[:, channel] / np.float32(255)
        assert values.mean(dtype=np.float64) == pytest.approx(mean, abs=0.005)
        assert values.std(dtype=np.float64) == pytest.approx(std, abs=0.005)
