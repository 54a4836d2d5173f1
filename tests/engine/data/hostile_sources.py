"""Anything that could lie where a person says that data lie: trees, tables, arrays, IDX files, archives; as bytes."""

import gzip
import io
import os
import struct
import zipfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp
from PIL import Image

SPRUNG: list[str] = []
"""Whatever a pickle that was opened did."""


class Trap:
    """Says so when it is unpickled."""

    def __reduce__(self) -> tuple[Callable[[str], None], tuple[str]]:
        return SPRUNG.append, ("unpickled",)


@dataclass(frozen=True)
class Source:
    """Files by their paths, and which path is to be imported."""

    files: tuple[tuple[str, bytes], ...]
    named: str = "."

    def write(self, folder: Path) -> Path:
        """Write what the disk takes; returns the path to be imported."""
        for name, content in self.files:
            path = folder / name
            try:
                path.parent.mkdir(parents=True, exist_ok=True)
                path.write_bytes(content)
            except (OSError, ValueError):  # too long, or a file where a folder would be
                continue
        return folder / self.named


def _pictures() -> list[bytes]:
    found = []
    for seed, kind in enumerate(("PNG", "JPEG", "GIF", "BMP", "TIFF", "PPM", "WEBP") * 2):
        pixels = np.random.default_rng(seed).integers(0, 256, (6, 5 + seed % 2), np.uint8)
        stream = io.BytesIO()
        Image.fromarray(pixels).convert("L" if seed < 7 else "RGB").save(stream, kind)
        found.append(stream.getvalue())
    return found


PICTURES = _pictures()
_SUFFIXES = (".png", ".JPG", ".gif", ".bmp", ".tiff", ".ppm", ".webp")
_ODD_NAMES = (
    "Cat", "cat", "CAT", "train", "Test", "val", ".hidden", "__MACOSX", "Thumbs.db", "x" * 250, "y" * 300, "ö",
    "o\u0308", "-",
    "a:b", "a\\b", "con", "new\nline", "{0}", "%s", "\u202e", "\udcff", "nan", "list.csv", "a.npz", "b.zip",
    "train-images-idx3-ubyte",
)  # fmt: skip

names = st.sampled_from(_ODD_NAMES) | st.text(
    st.characters(exclude_categories=["Cs"], exclude_characters="/\0"), min_size=1, max_size=12
).filter(lambda name: name not in (".", ".."))


@st.composite
def damaged(draw: st.DrawFn, whole: st.SearchStrategy[bytes]) -> bytes:
    """Bytes that are cut short, or have others in between."""
    content = draw(whole)
    place = draw(st.integers(0, len(content)))
    if draw(st.booleans()):
        return content[:place]
    some = draw(st.binary(min_size=1, max_size=8))
    return content[:place] + some + content[place + len(some) :]


_mostly = st.integers(0, 5).map(bool)
pictures = st.sampled_from(PICTURES)
picture_bytes = pictures | damaged(pictures) | st.binary(max_size=60)


@st.composite
def trees(draw: st.DrawFn) -> Source:
    """Folders of files of which some are images, most often two classes of sound ones among them."""
    files: list[tuple[str, bytes]] = []
    if draw(st.integers(0, 4)):
        top = draw(st.sampled_from(("", "train/")))
        files += [(f"{top}{'ab'[number % 2]}/{number}.png", PICTURES[number]) for number in range(6)]
    for _ in range(draw(st.integers(0, 5))):
        parts = draw(st.lists(names, min_size=1, max_size=3))
        suffix = draw(st.sampled_from((*_SUFFIXES, "", ".txt")))
        files.append(("/".join(parts) + suffix, draw(picture_bytes)))
    return Source(tuple(files))


_cells = st.sampled_from(
    ("", "0", "1", "255", "0.5", "-1", "nan", "NaN", "inf", "1e400", "1e300", "1_0", "a", "b", "Cat", "cat", "0.png",
     "1.png", "2.png", "x.png", "../0.png", "label", "file", '"', '""', '"a,b"', '"un', "é", "\u00a0", "٣", "²")
) | st.text(max_size=4)  # fmt: skip


@st.composite
def tables(draw: st.DrawFn) -> Source:
    """A table beside a few images, of any cells, separators and line ends; some have sound columns."""
    separator = draw(st.sampled_from((",", ";", "\t", "|", ":", ", ")))
    end = draw(st.sampled_from(("\n", "\r\n", "\r", "\n\n")))
    rows = draw(st.lists(st.lists(_cells, max_size=5), max_size=8))
    kind = draw(st.sampled_from(("any", "files", "numbers", "pixels")))
    if kind != "any":
        sound = {
            "files": [["file", "label"], *([f"{number}.png", "ab"[number % 2]] for number in range(6))],
            "numbers": [["x", "y", "label"], *([str(number), "2.5", "ab"[number % 2]] for number in range(6))],
            "pixels": [[str(number % 2), *[str(number)] * 25] for number in range(6)],
        }[kind]
        rows = [*sound, *rows]
    text = draw(st.sampled_from(("", "\ufeff", "\n"))) + end.join(separator.join(row) for row in rows)
    encoding = draw(st.sampled_from(("utf-8", "utf-16", "latin-1")))
    images = [(f"{number}.png", PICTURES[number]) for number in range(6)]
    name = draw(st.sampled_from(("t.csv", "t.tsv", "t.TXT")))
    table = (name, text.encode(encoding, "replace"))
    return Source((table, *images), draw(st.sampled_from((".", name))))


_dtypes = (
    hnp.scalar_dtypes()
    | hnp.unicode_string_dtypes(max_len=2)
    | hnp.byte_string_dtypes(max_len=2)
    | st.sampled_from((np.dtype("O"), np.dtype("V3"), np.dtype([("a", "i4"), ("b", "f8")]), np.dtype("longdouble")))
)


@st.composite
def _arrays(draw: st.DrawFn, shape: tuple[int, ...]) -> Any:
    dtype = draw(_dtypes)
    if dtype.kind == "O":
        array = np.empty(shape, object)
        array.fill(Trap())
        return array
    size = int(np.prod(shape)) * dtype.itemsize
    content = draw(st.binary(min_size=min(size, 64), max_size=min(size, 64)))
    return np.frombuffer((content * (size // 64 + 1))[:size], dtype).reshape(shape) if size else np.empty(shape, dtype)


@st.composite
def array_files(draw: st.DrawFn) -> Source:
    """A NumPy archive of arrays of any type and shape, one of them damaged now and then."""
    pairs = draw(
        st.lists(
            st.sampled_from((("x_train", "y_train"), ("x_test", "y_test"), ("images", "labels"), ("x", "y"))),
            min_size=1,
            max_size=2,
            unique=True,
        )
    )
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", draw(st.sampled_from((zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)))) as archive:
        for images, labels in pairs:
            count = draw(st.integers(0, 8))
            tail = draw(
                hnp.array_shapes(min_dims=0, max_dims=4, min_side=0, max_side=4) | st.sampled_from(((4, 4), (5,)))
            )
            sound = draw(_mostly)
            values = (
                np.arange(count * int(np.prod(tail)), dtype=np.float64).reshape(count, *tail)
                if sound
                else draw(_arrays((count, *tail)))
            )
            marks = np.arange(count) % 2 if sound else draw(_arrays(draw(st.sampled_from(((count,), (count, 1), ())))))
            for name, array in ((images, values), (labels, marks)):
                member = io.BytesIO()
                np.save(member, array, allow_pickle=True)
                content = member.getvalue()
                if not draw(_mostly):
                    content = draw(damaged(st.just(content)))
                if not draw(_mostly):
                    content = content.replace(b"'shape': (", b"'shape': (999999999,", 1)
                archive.writestr(name + (".npy" if draw(_mostly) else ""), content)
    content = stream.getvalue()
    return Source((("t.npz", content if draw(_mostly) else draw(damaged(st.just(content)))),), "t.npz")


@st.composite
def idx_files(draw: st.DrawFn) -> Source:
    """Pairs of IDX files whose headers may promise anything."""
    files = []
    count = draw(st.integers(2, 8))
    for stem in draw(st.sampled_from((("train",), ("train", "t10k")))):
        for what, axes, sizes in (("images", 3, (count, 3, 2)), ("labels", 1, (count,))):
            lies = st.tuples(*[st.sampled_from((0, 1, count, 2**31, 2**32 - 1))] * len(sizes))
            told = sizes if draw(_mostly) else draw(lies)
            content = bytes(number % (251 if axes == 3 else 2) for number in range(int(np.prod(sizes))))
            magic = 0x0800 | axes if draw(_mostly) else draw(st.sampled_from((0x0D00 | axes, 0x08FF, 0)))
            whole = struct.pack(f">I{len(sizes)}I", magic, *told) + content
            if draw(st.booleans()):
                files.append((f"{stem}-{what}-idx{axes}-ubyte.gz", gzip.compress(whole, 1)))
            else:
                files.append((f"{stem}-{what}-idx{axes}-ubyte", whole))
    place = draw(st.integers(0, len(files) - 1))
    if not draw(_mostly):
        files[place] = files[place][0], draw(damaged(st.just(files[place][1])))
    return Source(tuple(files), draw(st.sampled_from((".", files[0][0]))))


@st.composite
def archives(draw: st.DrawFn) -> Source:
    """A zip of any other source, perhaps with members that would lie elsewhere, or a directory that lies."""
    inner = draw(trees() | tables() | array_files())
    stream = io.BytesIO()
    top = draw(st.sampled_from(("", "top/", "top/in it/")))
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in inner.files:
            archive.writestr(zipfile.ZipInfo(os.fsencode(top + name).decode("utf-8", "replace")), content)
        if not draw(_mostly):
            archive.writestr(
                draw(st.sampled_from(("../out.png", "/out.png", "a/../../out", "C:\\out", "..\\out"))), b"x"
            )
    content = stream.getvalue()
    if not draw(_mostly):  # the sizes that its directory tells
        at = content.rindex(b"PK\1\2") if b"PK\1\2" in content else 0
        size = draw(st.sampled_from((0, 1, 2**31, 2**32 - 1)))
        content = content[: at + 24] + struct.pack("<I", size) + content[at + 28 :]
    return Source((("t.zip", content if draw(_mostly) else draw(damaged(st.just(content)))),), "t.zip")


sources = trees() | tables() | array_files() | idx_files() | archives()
