"""An import of files that are odd, damaged, hostile or closed: what is left out says why, and nothing is lost."""

import gzip
import os
import struct
import zipfile
import zlib
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from engine.data.catalog import load_dataset
from engine.data.importing import Imported, ImportSettings, import_data, name_for
from engine.data.own import own_folder, own_names
from engine.data.preview import preview
from engine.text import NetwrightError
from tests.engine.data.without_root import permissions_count

OWN = ImportSettings("own")


def reasons(found: Imported) -> dict[str, str]:
    return {one.place: str(one.reason) for one in found.left_out}


def count(found: Imported) -> int:
    return found.info.train_images + found.info.test_images


def noise(path: Path, seed: int, size: tuple[int, int] = (8, 8)) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    Image.fromarray(np.random.default_rng(seed).integers(0, 256, size, np.uint8)).save(path)
    return path


@pytest.fixture
def two(tmp_path: Path) -> Path:
    """Two classes of three images."""
    for number in range(6):
        noise(tmp_path / "two" / "ab"[number % 2] / f"{number}.png", number)
    return tmp_path / "two"


def bomb(side: int) -> bytes:
    """A PNG of black pixels that is whole, and a thousand times larger unpacked."""

    def chunk(kind: bytes, body: bytes) -> bytes:
        return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))

    packer, row = zlib.compressobj(1), bytes(1 + -(-side // 8))
    packed = b"".join(packer.compress(row * 1000) for _ in range(side // 1000)) + packer.flush()
    head = struct.pack(">IIBBBBB", side, side, 1, 0, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", packed) + chunk(b"IEND", b"")


def saved(shape: tuple[int, ...], content: bytes) -> bytes:
    """An array in NumPy's format whose header promises that shape."""
    header = f"{{'descr': '|u1', 'fortran_order': False, 'shape': {shape}, }}\n".encode()
    return b"\x93NUMPY\x01\x00" + struct.pack("<H", len(header)) + header + content


def test_images_of_one_pixel_become_a_dataset_of_one_pixel(tmp_path: Path) -> None:
    for number in range(8):
        path = tmp_path / "dots" / ("dark" if number < 4 else "bright") / f"{number}.png"
        path.parent.mkdir(parents=True, exist_ok=True)
        Image.new("L", (1, 1), number * 30).save(path)
    found = import_data(tmp_path / "dots", OWN)
    assert found.info.image_shape == (1, 1, 1)
    assert count(found) == 8
    assert sorted(load_dataset("own").train_images.ravel().tolist()) == sorted(
        set(range(0, 240, 30)) - set(load_dataset("own").test_images.ravel().tolist())
    )


def test_a_hundred_megapixels_are_scaled_down_and_bombs_are_left_out_by_their_header(two: Path) -> None:
    (two / "a" / "vast.png").write_bytes(bomb(10_000))
    (two / "a" / "large.png").write_bytes(bomb(12_000))
    (two / "b" / "bomb.png").write_bytes(bomb(20_000))
    found = import_data(two, OWN)
    assert count(found) == 7
    assert reasons(found) == {
        "a/large.png": "it has 144 million pixels, at most 120 million are read",
        "b/bomb.png": "it has too many pixels",
    }


def test_inks_sixteen_bits_animations_and_halves_are_read_or_told(two: Path) -> None:
    Image.new("CMYK", (8, 8), (0, 255, 255, 0)).save(two / "a" / "ink.jpg", quality=95)
    Image.fromarray(np.full((8, 8), 40_000, np.uint16)).save(two / "a" / "deep.png")
    frames = [Image.new("L", (8, 8), value) for value in (0, 90, 200)]
    for name in ("moving.gif", "moving.webp", "moving.png", "pages.tif"):
        frames[0].save(two / "b" / name, save_all=True, append_images=frames[1:])
    for name in ("half.png", "half.jpg", "half.gif", "half.bmp", "half.tif"):
        whole = noise(two / "b" / name, 50, (64, 64)).read_bytes()
        (two / "b" / name).write_bytes(whole[: len(whole) // 2])
    found = import_data(two, OWN)
    assert count(found) == 8
    told = reasons(found)
    assert {told.pop(f"b/{name}") for name in ("moving.gif", "moving.webp", "moving.png", "pages.tif")} == {
        "it has 3 pictures, expected one"
    }
    assert set(told) == {f"b/half.{kind}" for kind in ("png", "jpg", "gif", "bmp", "tif")}
    assert all("it cannot be read" in reason or "it is damaged" in reason for reason in told.values())
    assert found.info.image_shape == (3, 8, 8)
    everything = np.concatenate([load_dataset("own").train_images, load_dataset("own").test_images])
    assert (everything == 40_000 // 257).reshape(8, -1).all(axis=1).sum() == 1
    reds = everything.reshape(8, 3, -1).mean(axis=2)
    assert ((reds[:, 0] > 240) & (reds[:, 1] < 15) & (reds[:, 2] < 15)).sum() == 1


def test_everything_in_the_folder_that_is_not_read_is_listed(two: Path) -> None:
    (two / "readme.txt").write_text("about")
    noise(two / "stray.png", 70)
    (two / "void").mkdir()
    (two / "elsewhere").symlink_to(two / "a", target_is_directory=True)
    (two / "round").symlink_to("round")
    (two / "a" / "self.png").symlink_to("self.png")
    (two / "a" / "up").symlink_to("..", target_is_directory=True)
    found = import_data(two, OWN)
    assert count(found) == 6
    assert found.info.classes == ("a", "b")
    assert reasons(found) == {
        "readme.txt": "it lies in no class’s folder",
        "stray.png": "it lies in no class’s folder",
        "void": "the folder has no images",
        "elsewhere": "links to other folders are not followed",
        "round": "it lies in no class’s folder",
        "a/self.png": "it cannot be read: Too many levels of symbolic links",
        "a/up": "links to other folders are not followed",
    }


def test_folders_beside_and_in_train_and_test_are_looked_at_alike(two: Path) -> None:
    root = two.parent / "parts"
    for part in ("train", "test"):
        for label in "ab":
            for number in range(2):
                noise(root / part / label / f"{number}.png", len(part) * 100 + ord(label) + number * 1000)
    noise(root / "train" / "stray.png", 3)
    (root / "test" / "link").symlink_to(two, target_is_directory=True)
    found = import_data(root, OWN)
    assert (found.info.train_images, found.info.test_images) == (4, 4)
    assert set(reasons(found)) == {"train/stray.png", "test/link"}


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="this system has no pipes with names")
def test_a_pipe_that_is_called_an_image_is_not_waited_for(two: Path) -> None:
    os.mkfifo(two / "a" / "pipe.png")
    assert reasons(import_data(two, OWN)) == {"a/pipe.png": "files of this kind are not read"}


@pytest.mark.skipif(os.name == "nt", reason="names are characters there")
def test_names_whose_bytes_are_no_characters_can_be_shown_and_kept(two: Path) -> None:
    odd = Path(os.fsdecode(os.fsencode(two) + b"/\xff\xfe"))
    noise(odd / "1.png", 80)
    noise(odd / "2.png", 81)
    (odd / os.fsdecode(b"\xe9.png")).write_bytes(b"no image")
    found = import_data(two, OWN)
    assert found.info.classes == ("\\udcff\\udcfe", "a", "b")
    assert reasons(found) == {"\\udcff\\udcfe/\\udce9.png": "it is no image"}
    assert load_dataset("own").info == found.info


@pytest.mark.skipif(os.name == "nt", reason="permissions are another matter there")
@pytest.mark.parametrize(
    ("closed", "mode", "place", "images"),
    [("a/0.png", 0, "a/0.png", 5), ("a/more", 0, "a/more", 6), ("c", 0, "c", 6), ("a/more", 0o400, "a/more/7.png", 6)],
)
def test_what_may_not_be_read_is_listed(closed: str, mode: int, place: str, images: int, two: Path) -> None:
    for folder in ("a/more", "c"):
        noise(two / folder / "7.png", 7)
    if closed != "c":
        (two / "c" / "7.png").unlink()
        (two / "c").rmdir()
    if closed != "a/more":
        (two / "a" / "more" / "7.png").unlink()
    (two / closed).chmod(mode)
    with permissions_count():
        found = import_data(two, OWN)
    (two / closed).chmod(0o700)
    assert reasons(found) == {place: "it cannot be read: Permission denied"}
    assert count(found) == images


@pytest.mark.skipif(os.name == "nt", reason="permissions are another matter there")
@pytest.mark.parametrize("mode", [0, 0o400])
def test_a_folder_or_table_that_is_closed_as_a_whole_is_refused_with_its_name(mode: int, two: Path) -> None:
    two.chmod(mode)
    for path in (two, two / "a"):
        with permissions_count(), pytest.raises(NetwrightError, match=r"two.* cannot be read: Permission denied"):
            import_data(path, OWN)
    two.chmod(0o700)
    table = two / "t.csv"
    table.write_text("x,label\n1,a\n")
    table.chmod(0)
    with permissions_count(), pytest.raises(NetwrightError, match=r"t\.csv cannot be read: Permission denied"):
        import_data(table, OWN)


@pytest.mark.skipif(os.name == "nt", reason="permissions are another matter there")
def test_where_datasets_may_not_be_written_it_is_said_and_those_there_stay(two: Path) -> None:
    import_data(two, OWN)
    noise(two / "a" / "8.png", 8)
    own_folder().chmod(0o500)
    with permissions_count(), pytest.raises(NetwrightError, match="“more” cannot be written: Permission denied"):
        import_data(two, ImportSettings("more"))
    own_folder().chmod(0o700)
    assert load_dataset("own").info.train_images == 4


def test_paths_that_lead_nowhere_are_refused(tmp_path: Path) -> None:
    (tmp_path / "loop").symlink_to("loop")
    assert name_for(tmp_path / "loop") == "loop"
    for path, words in (
        (tmp_path / "loop", "There is nothing at"),
        (tmp_path / ("x" * 5000), "cannot be read: File name too long"),
        (tmp_path / "nul\0.png", "There is nothing at"),
    ):
        with pytest.raises(NetwrightError, match=words):
            import_data(path, OWN)
        with pytest.raises(NetwrightError, match=words):
            preview(path)


def test_another_dataset_that_is_damaged_does_not_stop_an_import(two: Path) -> None:
    import_data(two, OWN)
    (own_folder() / "own" / "dataset.json").write_text("{")
    assert count(import_data(two, ImportSettings("next"))) == 6
    assert (own_folder() / "own" / "dataset.json").read_text() == "{"


def test_one_image_alone_is_no_dataset(tmp_path: Path) -> None:
    noise(tmp_path / "one" / "a" / "1.png", 1)
    with pytest.raises(NetwrightError, match="at least two classes, found only “a”"):
        import_data(tmp_path / "one", OWN)
    assert own_names() == ()


def listing(folder: Path, text: str) -> Path:
    """Six images and a table that names them."""
    for number in range(6):
        noise(folder / f"{number}.png", number)
    (folder / "list.csv").write_text(text, newline="")
    return folder


def separated(text: str, separator: str) -> str:
    """With another separator than commas, those within quotes left as they are."""
    return text.replace(",", separator).replace(separator + " ", ", ")


@pytest.mark.parametrize(
    "change",
    [
        lambda text: text,
        lambda text: separated(text, ";"),
        lambda text: "\n\n" + separated(text, "\t"),
        lambda text: text.replace("\n", "\r\n"),
        lambda text: "\ufeff" + text,
    ],
)
def test_quotes_and_separators_within_them_are_read(change: Callable[[str], str], tmp_path: Path) -> None:
    labels = ["plain", '"big, or ""tall"""']
    rows = ['"file, or ""name""",label', *(f'"{number}.png",{labels[number % 2]}' for number in range(6))]
    text = "\n".join(rows) + "\n"
    found = import_data(listing(tmp_path / "t", change(text)), OWN)
    assert found.info.classes == ('big, or "tall"', "plain")
    assert count(found) == 6
    assert not found.left_out


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", "The table list.csv is empty"),
        ("file:label\n0.png:a\n1.png:b\n", "expected columns separated by commas, found 1 column"),
        ("My images\n0.png,a\n1.png,b\n", "expected columns separated by commas, found 1 column"),
        ("names\n0.png\n1.png,b\n", "expected columns separated by commas, found 1 column"),
        ("file,label\n", "No labelled images and no table"),
        ('file,label\n"0.png,a\n' + "1.png,b\n" * 40_000, r"Line \d+ of the table cannot be read: field larger"),
    ],
)
def test_tables_that_are_none_say_what_was_expected(text: str, words: str, tmp_path: Path) -> None:
    with pytest.raises(NetwrightError, match=words):
        import_data(listing(tmp_path / "t", text), OWN)


def test_lines_without_name_or_label_and_names_that_come_twice_are_listed(tmp_path: Path) -> None:
    text = "file,label\n,a\n0.png,a\n1.png,b\n2.png,NaN\n3.png,\n4.png,a\n5.png,b\n0.png,b\n"
    found = import_data(listing(tmp_path / "t", text), OWN)
    assert reasons(found) == {
        "list.csv:2": "there is no file ",
        "list.csv:5": "it has no label",
        "list.csv:6": "it has no label",
        "0.png": "it is the same picture as 0.png",
    }
    assert count(found) == 4


def test_one_longer_line_does_not_cost_the_others(tmp_path: Path) -> None:
    path = tmp_path / "t.csv"
    path.write_text("1,2,a\n1,2,a,and more\n2,3,b\n3,3,b\n4,3,a\n")
    found = import_data(path, OWN)
    assert count(found) == 4
    assert reasons(found) == {"t.csv:2": "it has 4 columns, expected 3"}


@pytest.mark.parametrize("values", [np.arange(60.0).reshape(6, 10), np.arange(6 * 64).reshape(6, 8, 8) % 251])
def test_arrays_without_labels_for_some_lose_these(values: np.ndarray, tmp_path: Path) -> None:
    path = tmp_path / "t.npz"
    np.savez(path, images=values, labels=np.array([0, 1, np.nan, 0, 1, 0]))
    found = import_data(path, OWN)
    assert found.info.classes == ("0", "1")
    assert list(reasons(found).values()) == ["it has no label"]
    np.savez(path, images=values, labels=np.array(["a", "", "b", "a", "b", " "]))
    found = import_data(path, ImportSettings("words"))
    assert found.info.classes == ("a", "b")
    assert list(reasons(found).values()) == ["it has no label"] * 2


def test_labels_of_an_array_that_are_no_characters_are_refused_and_halves_of_some_shown(tmp_path: Path) -> None:
    path = tmp_path / "t.npz"
    values = np.arange(6 * 64).reshape(6, 8, 8) % 251
    np.savez(path, images=values, labels=np.array([97, 2**31] * 3, np.uint32).view("<U1"))
    with pytest.raises(NetwrightError, match="expected labels to be Unicode"):
        import_data(path, OWN)
    np.savez(path, images=values, labels=np.array([97, 0xD800] * 3, np.uint32).view("<U1"))
    assert import_data(path, OWN).info.classes == ("\\ud800", "a")


def test_numbers_whose_squares_have_no_sum_are_left_out(tmp_path: Path) -> None:
    path = tmp_path / "t.csv"
    path.write_text("x,label\n1,a\n2,b\n1e300,a\n4,b\n5,a\n")
    found = import_data(path, OWN)
    assert reasons(found) == {"t.csv:4": "x is too large: 1e300"}
    np.savez(tmp_path / "t.npz", x=np.array([[1.0], [-1e300], [2], [3], [4]]), y=np.array([0, 0, 1, 1, 0]))
    assert list(reasons(import_data(tmp_path / "t.npz", ImportSettings("too"))).values()) == [
        "x1 is too large: -1e+300"
    ]
    assert np.isfinite([*found.info.mean, *found.info.std]).all()


def test_no_more_of_a_packed_idx_file_is_unpacked_than_it_promises(tmp_path: Path) -> None:
    def write(shape: tuple[int, ...], content: bytes) -> None:
        head = struct.pack(">I3I", 0x0803, *shape)
        (tmp_path / "train-images-idx3-ubyte.gz").write_bytes(gzip.compress(head + content, 1))

    (tmp_path / "train-labels-idx1-ubyte").write_bytes(struct.pack(">II", 0x0801, 2) + b"\0\1")
    write((2, 4, 4), bytes(50_000_000))
    with pytest.raises(NetwrightError, match="expected 48 bytes for 2×4×4 values, found 49 bytes"):
        import_data(tmp_path, OWN)
    write((2**31, 2**31, 2**31), b"")
    with pytest.raises(NetwrightError, match="is larger than 4 GB"):
        import_data(tmp_path, OWN)
    write((2, 0, 4), b"")
    with pytest.raises(NetwrightError, match=r"found uint8 \[2, 0, 4\]"):
        import_data(tmp_path, OWN)


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"no array", "expected images to be an array, found other data"),
        (b"\x93NUMPY\x01\x00\x0a\x00{'descr'[ \n", "cannot be read: "),
        (b"\x93NUMPY\x01\x00\xff\xff{", "cannot be read: "),
        (saved((10**9, 10**9), bytes(8)), "cannot be read: "),
    ],
)
def test_arrays_that_are_none_are_refused(content: bytes, words: str, tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "t.npz", "w") as archive:
        for name in ("images.npy", "labels.npy"):
            archive.writestr(name, content)
    with pytest.raises(NetwrightError, match=words):
        import_data(tmp_path / "t.npz", OWN)
