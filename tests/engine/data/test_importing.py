"""A person's own images become a dataset, wherever they come from; what is of no use is listed and nothing is lost."""

import csv
import gzip
import os
import shutil
import struct
import zipfile
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray
from PIL import Image

from engine.data.catalog import dataset_info, load_dataset
from engine.data.importing import Imported, ImportSettings, import_data
from engine.data.own import own_folder, own_names, remove_own
from engine.text import NetwrightError

Digits = tuple[NDArray[np.uint8], NDArray[np.int64]]
OWN = ImportSettings("own")


def reasons(found: Imported) -> dict[str, str]:
    return {Path(one.place).name: str(one.reason) for one in found.left_out}


def all_images(name: str) -> NDArray[np.uint8]:
    dataset = load_dataset(name)
    return np.concatenate([dataset.train_images, dataset.test_images])


def same_images(name: str, digits: Digits) -> bool:
    """Whether a dataset has exactly those images, each with its label."""
    dataset = load_dataset(name)
    labels = np.concatenate([dataset.train_labels, dataset.test_labels])
    texts = [dataset.info.classes[label] for label in labels]
    own = {(image.tobytes(), text) for image, text in zip(all_images(name), texts, strict=True)}
    return own == {(image.tobytes(), str(label)) for image, label in zip(*digits, strict=True)}


def test_class_folders_become_a_dataset_with_every_image_and_label(class_folder: Path, digits: Digits) -> None:
    found = import_data(class_folder, OWN)
    assert found.info == dataset_info("own")
    assert own_names() == ("own",)
    assert found.info.classes == tuple("0123456789")
    assert found.info.image_shape == (1, 28, 28)
    assert found.info.train_images + found.info.test_images == 60
    assert not found.left_out
    assert same_images("own", digits)


def test_mean_and_deviation_are_those_of_the_training_images(class_folder: Path) -> None:
    info = import_data(class_folder, OWN).info
    values = load_dataset("own").train_images / 255
    assert info.mean == pytest.approx((values.mean(),), abs=1e-4)
    assert info.std == pytest.approx((values.std(),), abs=1e-4)


def test_the_test_has_its_share_of_each_class_and_the_seed_chooses_it(class_folder: Path, digits: Digits) -> None:
    import_data(class_folder, ImportSettings("one", test_share=0.5))
    import_data(class_folder, ImportSettings("two", test_share=0.5, seed=1))
    counts = np.bincount(digits[1], minlength=10)
    for name in ("one", "two"):
        share = np.bincount(load_dataset(name).test_labels, minlength=10) / counts
        assert ((share >= 0.3) & (share <= 0.7)).all()
    assert not np.array_equal(load_dataset("one").test_images, load_dataset("two").test_images)


def test_folders_called_train_and_test_are_taken_at_their_word(class_folder: Path) -> None:
    root = class_folder.parent / "divided"
    shutil.copytree(class_folder, root / "train")
    for label in "01":
        (root / "test" / label).mkdir(parents=True)
        first = sorted((root / "train" / label).iterdir())[0]
        first.rename(root / "test" / label / first.name)
    info = import_data(root, OWN).info
    assert (info.train_images, info.test_images) == (58, 2)


def test_every_bad_file_is_listed_with_its_reason_and_the_rest_is_imported(class_folder: Path) -> None:
    folder = class_folder / "3"
    good = sorted(folder.iterdir())[0]
    (folder / "broken.png").write_bytes(good.read_bytes()[:60])
    (folder / "text.png").write_text("hello")
    (folder / "notes.txt").write_text("hello")
    (folder / "empty.jpg").touch()
    shutil.copy(good, folder / "copy.png")
    (folder / "loop").symlink_to("..", target_is_directory=True)
    found = import_data(class_folder, OWN)
    told = reasons(found)
    assert set(told) == {"broken.png", "text.png", "notes.txt", "empty.jpg", "copy.png", "loop"} - (
        {"copy.png"} if good.name in told else set()
    ) | ({good.name} if good.name in told else set())
    assert "no image" in told["text.png"]
    assert "same picture as" in told.get("copy.png", told.get(good.name, ""))
    assert "not followed" in told["loop"]
    assert found.info.train_images + found.info.test_images == 60


def test_a_file_that_cannot_be_opened_is_listed(class_folder: Path) -> None:
    (class_folder / "3" / "gone.png").symlink_to("nowhere.png")
    assert "cannot be read: No such file" in reasons(import_data(class_folder, OWN))["gone.png"]


def test_classes_that_differ_in_case_alone_are_kept_apart_and_told(tmp_path: Path) -> None:
    for label in ("cat", "Cat"):
        for number in range(2):
            folder = tmp_path / "pets" / label
            folder.mkdir(parents=True, exist_ok=True)
            Image.effect_noise((8, 8), 60).save(folder / f"{number}.png")
    found = import_data(tmp_path / "pets", OWN)
    assert found.info.classes == ("Cat", "cat")
    assert "differ only in upper and lower case" in str(found.notes[0])


def test_a_table_of_names_and_labels_finds_its_images(tmp_path: Path, digits: Digits) -> None:
    folder = tmp_path / "flat"
    folder.mkdir()
    rows = [("file", "who", "label")]
    for number, (image, label) in enumerate(zip(*digits, strict=True)):
        Image.fromarray(image).save(folder / f"{number}.png")
        rows.append((f"{number}.png", "a; b", str(label)))
    rows += [("missing.png", "x", "3"), ("0.png", "x", ""), ("../flat/1.png/../../secret.png", "x", "1")]
    with (folder / "labels.csv").open("w", newline="") as file:
        csv.writer(file, delimiter=";").writerows(rows)
    found = import_data(folder, OWN)
    assert same_images("own", digits)
    assert [str(one.reason) for one in found.left_out] == [
        "there is no file missing.png",
        "it has no label",
        "there is no file ../flat/1.png/../../secret.png",
    ]


@pytest.mark.parametrize(
    ("separator", "header", "shares"), [(",", True, False), ("\t", False, False), (";", True, True)]
)
def test_a_table_of_pixels_is_read_whatever_separates_it(
    separator: str, header: bool, shares: bool, tmp_path: Path, digits: Digits
) -> None:
    path = tmp_path / "pixels.csv"
    with path.open("w", newline="") as file:
        writer = csv.writer(file, delimiter=separator)
        if header:
            writer.writerow(["label", *(f"pixel{number}" for number in range(784))])
        for image, label in zip(*digits, strict=True):
            values = image.reshape(-1)
            writer.writerow([label, *(values / 255 if shares else values)])
        writer.writerow([3, 1, 2])
        writer.writerow([3, *["nan"] * 784])
        writer.writerow([3, *[999] * 784])
    found = import_data(path, OWN)
    assert same_images("own", digits)
    assert ["columns" in str(one.reason) or "pixels from 0 to 255" in str(one.reason) for one in found.left_out] == [
        True
    ] * 3


@pytest.mark.parametrize("layout", ["grey", "channels last", "channels first", "shares"])
def test_numpy_arrays_of_every_layout_are_read(layout: str, tmp_path: Path, digits: Digits) -> None:
    images, labels = digits
    arrays: dict[str, NDArray[np.generic]] = {
        "grey": images,
        "channels last": np.stack([images] * 3, axis=-1),
        "channels first": np.stack([images] * 3, axis=1),
        "shares": (images / 255).astype(np.float32),
    }
    np.savez(
        tmp_path / "digits.npz",
        x_train=arrays[layout][:50],
        y_train=labels[:50],
        x_test=arrays[layout][50:],
        y_test=labels[50:],
    )
    info = import_data(tmp_path / "digits.npz", OWN).info
    assert (info.train_images, info.test_images) == (50, 10)
    assert same_images("own", digits)


def test_pickled_arrays_are_refused(tmp_path: Path) -> None:
    np.savez(tmp_path / "bad.npz", images=np.array([{}, []], dtype=object), labels=np.arange(2))
    with pytest.raises(NetwrightError, match=r"bad\.npz cannot be read"):
        import_data(tmp_path / "bad.npz", OWN)


def test_idx_files_are_read_in_pairs(tmp_path: Path, digits: Digits) -> None:
    for stem, part in (("train", slice(0, 50)), ("t10k", slice(50, 60))):
        images, labels = digits[0][part], digits[1][part]
        head = struct.pack(">IIII", 0x0803, len(images), 28, 28)
        (tmp_path / f"{stem}-images-idx3-ubyte.gz").write_bytes(gzip.compress(head + images.tobytes()))
        head = struct.pack(">II", 0x0801, len(labels))
        (tmp_path / f"{stem}-labels-idx1-ubyte").write_bytes(head + labels.astype(np.uint8).tobytes())
    assert import_data(tmp_path, OWN).info.test_images == 10
    assert same_images("own", digits)
    (tmp_path / "t10k-labels-idx1-ubyte").write_bytes(b"\0\0\x08\x03junk")
    with pytest.raises(NetwrightError, match="expected an IDX file that starts with"):
        import_data(tmp_path, ImportSettings("damaged"))


def test_a_zip_of_any_of_these_is_the_same_dataset(class_folder: Path, digits: Digits) -> None:
    archive = shutil.make_archive(str(class_folder.parent / "packed"), "zip", class_folder.parent, class_folder.name)
    import_data(Path(archive), OWN)
    assert same_images("own", digits)


@pytest.mark.parametrize("member", ["../out.png", "/out.png", "a/../../out.png", "..\\out.png"])
def test_an_archive_cannot_write_outside_its_folder(member: str, tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "bad.zip", "w") as archive:
        archive.writestr(member, b"x")
    with pytest.raises(NetwrightError, match="unsafe"):
        import_data(tmp_path / "bad.zip", OWN)


def test_a_damaged_archive_is_refused(tmp_path: Path) -> None:
    (tmp_path / "bad.zip").write_bytes(b"PK\x03\x04 nothing")
    with pytest.raises(NetwrightError, match="cannot be read"):
        import_data(tmp_path / "bad.zip", OWN)


def test_the_same_images_are_imported_once(class_folder: Path) -> None:
    import_data(class_folder, OWN)
    again = import_data(class_folder, ImportSettings("again"))
    assert again.before
    assert again.info.name == "own"
    assert own_names() == ("own",)


def test_a_name_that_is_taken_is_kept_for_what_has_it(class_folder: Path, digits: Digits) -> None:
    import_data(class_folder, OWN)
    next((class_folder / "3").iterdir()).unlink()
    for name in ("own", "mnist"):
        with pytest.raises(NetwrightError, match=f"already a dataset “{name}”"):
            import_data(class_folder, ImportSettings(name))
    assert same_images("own", digits)


def test_images_of_many_sizes_come_to_one_and_colours_are_noticed(tmp_path: Path) -> None:
    generator = np.random.default_rng(0)
    for label in ("red", "blue"):
        (tmp_path / "photos" / label).mkdir(parents=True)
        for number in range(3):
            pixels = generator.integers(0, 255, (20 + number, 50, 3), np.uint8)
            Image.fromarray(pixels).save(tmp_path / "photos" / label / f"{number}.bmp")
    assert import_data(tmp_path / "photos", OWN).info.image_shape == (3, 32, 32)
    grey = import_data(tmp_path / "photos", ImportSettings("grey", size=(10, 12), colours=False))
    assert grey.info.image_shape == (1, 10, 12)


def test_a_cancelled_import_leaves_nothing(class_folder: Path) -> None:
    class Stopped(Exception):
        pass

    def stop(done: int, total: int) -> None:
        raise Stopped

    with pytest.raises(Stopped):
        import_data(class_folder, OWN, progress=stop)
    assert list(own_folder().iterdir()) == []


def test_what_a_killed_import_left_is_gone_after_the_next(class_folder: Path) -> None:
    gone, at_work = own_folder() / ".import-4194999-x", own_folder() / f".import-{os.getppid()}-x"
    for folder in (gone, at_work):
        folder.mkdir(parents=True)
        (folder / "train_images.bin").write_bytes(b"half")
    import_data(class_folder, OWN)
    assert not gone.exists()
    assert at_work.exists()


@pytest.mark.parametrize(
    ("labels", "words"),
    [(["only"] * 3, "at least two classes, found only “only”"), (["a", "b"], "Of 2 images 2 are of use")],
)
def test_too_little_to_learn_from_is_said(labels: list[str], words: str, tmp_path: Path) -> None:
    for number, label in enumerate(labels):
        (tmp_path / "few" / label).mkdir(parents=True, exist_ok=True)
        Image.effect_noise((8, 8), 60).save(tmp_path / "few" / label / f"{number}.png")
    with pytest.raises(NetwrightError, match=words):
        import_data(tmp_path / "few", OWN)
    assert own_names() == ()


def test_where_nothing_is_labelled_the_error_says_what_is_expected(tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    with pytest.raises(NetwrightError, match="folder of images for each class"):
        import_data(tmp_path / "empty", OWN)
    with pytest.raises(NetwrightError, match="There is nothing at"):
        import_data(tmp_path / "nowhere", OWN)


@pytest.mark.parametrize("name", ["", "Ä", "a b", "../x", "x" * 65])
def test_a_name_that_is_no_name_is_refused(name: str, class_folder: Path) -> None:
    with pytest.raises(NetwrightError, match="cannot be called"):
        import_data(class_folder, ImportSettings(name))


def test_a_damaged_dataset_says_what_is_wrong_and_the_others_go_on(class_folder: Path) -> None:
    import_data(class_folder, OWN)
    pixels = own_folder() / "own" / "train_images.bin"
    pixels.write_bytes(pixels.read_bytes()[:-1])
    with pytest.raises(NetwrightError, match=r"train_images\.bin has another size"):
        load_dataset("own")
    (own_folder() / "own" / "dataset.json").write_text("{")
    with pytest.raises(NetwrightError, match="is damaged"):
        dataset_info("own")
    assert dataset_info("mnist").train_images == 60_000
    remove_own("own")
    assert own_names() == ()
    with pytest.raises(NetwrightError, match="The dataset “own” is no longer here"):
        dataset_info("own")
