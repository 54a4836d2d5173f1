"""Small files in the real formats of the published datasets, and the catalogue made to expect as few images."""

import bz2
import gzip
import hashlib
import io
import pickle
import struct
import tarfile
import zipfile
from dataclasses import replace
from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray

from engine.data.public import getting
from engine.data.public.catalogue import PUBLIC
from engine.data.public.origins import Origin
from tests.file_server import FileServer

COUNTS = {"train": 40, "test": 20}


def images_of(name: str, part: str) -> tuple[NDArray[np.uint8], NDArray[np.int64]]:
    """What the dataset's files hold: noise, every image another, and labels that have every class they can."""
    info, count = PUBLIC[name].info, COUNTS[part]
    random = np.random.default_rng(len(part))
    labels = np.arange(count, dtype=np.int64) * 7 % len(info.classes)
    return random.integers(0, 256, (count, *info.image_shape), np.uint8), labels


def idx(values: NDArray[Any]) -> bytes:
    code = {"uint8": 0x08, "int32": 0x0C}[values.dtype.name]
    head = struct.pack(f">HBB{values.ndim}I", 0, code, values.ndim, *values.shape)
    return head + values.astype(values.dtype.newbyteorder(">")).tobytes()


def files_of(name: str) -> dict[str, bytes]:
    """The files as they are published, by name."""
    parts = {part: images_of(name, part) for part in COUNTS}
    if name in ("fashion-mnist", "kmnist"):
        found = {}
        for part, stem in (("train", "train"), ("test", "t10k")):
            images, labels = parts[part]
            found[f"{stem}-images-idx3-ubyte.gz"] = gzip.compress(idx(images[:, 0]))
            found[f"{stem}-labels-idx1-ubyte.gz"] = gzip.compress(idx(labels.astype(np.uint8)))
        return found
    if name == "qmnist":
        found = {}
        for part, (images, labels) in parts.items():
            rows = np.stack([labels, *(labels * 0 + extra for extra in range(7))], axis=1).astype(np.int32)
            found[f"qmnist-{part}-images-idx3-ubyte.gz"] = gzip.compress(idx(images[:, 0]))
            found[f"qmnist-{part}-labels-idx2-int.gz"] = gzip.compress(idx(rows))
        return found
    if name.startswith("emnist"):
        packed = io.BytesIO()
        with zipfile.ZipFile(packed, "w") as archive:
            for part, (images, labels) in parts.items():
                numbers = labels + (name == "emnist-letters")
                lying = idx(images[:, 0].transpose(0, 2, 1))
                archive.writestr(f"gzip/{name}-{part}-images-idx3-ubyte.gz", gzip.compress(lying))
                labelled = idx(numbers.astype(np.uint8))
                archive.writestr(f"gzip/{name}-{part}-labels-idx1-ubyte.gz", gzip.compress(labelled))
        return {"gzip.zip": packed.getvalue()}
    if name == "usps":
        return {f"usps{'' if part == 'train' else '.t'}.bz2": bz2.compress(_libsvm(*parts[part])) for part in parts}
    if name == "svhn":
        return {f"{part}_32x32.mat": _matlab(*parts[part]) for part in parts}
    if name.startswith("cifar"):
        return _cifar(name, parts)
    return {"stl10_binary.tar.gz": _stl(parts)}


def _libsvm(images: NDArray[np.uint8], labels: NDArray[np.int64]) -> bytes:
    lines = []
    for image, label in zip(images.reshape(len(images), -1), labels, strict=True):
        pairs = " ".join(f"{place}:{value / 127.5 - 1:.6f}" for place, value in enumerate(image.tolist(), 1))
        lines.append(f"{label + 1} {pairs} \n")
    return "".join(lines).encode()


def _matlab(images: NDArray[np.uint8], labels: NDArray[np.int64]) -> bytes:
    from scipy.io import savemat  # type: ignore[import-untyped]

    written = io.BytesIO()
    numbers = np.where(labels == 0, 10, labels).astype(np.uint8)[:, None]
    savemat(written, {"X": images.transpose(2, 3, 1, 0), "y": numbers}, do_compression=True)
    return written.getvalue()


def _cifar(name: str, parts: dict[str, tuple[NDArray[np.uint8], NDArray[np.int64]]]) -> dict[str, bytes]:
    """Batches as Python 2 and the NumPy of its day pickled them."""
    key = b"labels" if name == "cifar-10" else b"fine_labels"
    rows = {part: (images.reshape(len(images), -1), labels.tolist()) for part, (images, labels) in parts.items()}
    batches: dict[str, tuple[NDArray[np.uint8], list[int]]]
    if name == "cifar-10":
        images, labels = rows["train"]
        batches = {f"data_batch_{one + 1}": (images[8 * one :][:8], labels[8 * one :][:8]) for one in range(5)}
        batches["test_batch"] = rows["test"]
    else:
        batches = rows
    folder = "cifar-10-batches-py" if name == "cifar-10" else "cifar-100-python"
    contents = {
        f"{folder}/{batch}": pickle.dumps({b"data": images, key: labels}, protocol=3).replace(
            b"numpy._core.multiarray", b"numpy.core.multiarray"
        )
        for batch, (images, labels) in batches.items()
    }
    archive = "cifar-10-python.tar.gz" if name == "cifar-10" else "cifar-100-python.tar.gz"
    return {archive: tar_gz({f"{folder}/batches.meta": b"not read", **contents})}


def _stl(parts: dict[str, tuple[NDArray[np.uint8], NDArray[np.int64]]]) -> bytes:
    contents = {}
    for part, (images, labels) in parts.items():
        contents[f"stl10_binary/{part}_X.bin"] = images.transpose(0, 1, 3, 2).tobytes()
        contents[f"stl10_binary/{part}_y.bin"] = (labels + 1).astype(np.uint8).tobytes()
    return tar_gz(contents)


def tar_gz(contents: dict[str, bytes]) -> bytes:
    written = io.BytesIO()
    with tarfile.open(fileobj=written, mode="w:gz", compresslevel=1) as archive:
        for name, content in contents.items():
            member = tarfile.TarInfo(name)
            member.size = len(content)
            archive.addfile(member, io.BytesIO(content))
    return written.getvalue()


def expect_few(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Let the catalogue say that the dataset has as few images as these files."""
    dataset = PUBLIC[name]
    info = replace(dataset.info, train_images=COUNTS["train"], test_images=COUNTS["test"])
    monkeypatch.setitem(PUBLIC, name, replace(dataset, info=info, megabytes=1))


def come_from(
    server: FileServer, monkeypatch: pytest.MonkeyPatch, md5: str | None = None, mirrors: tuple[str, ...] = ()
) -> None:
    """Let datasets' files come from a server, after ``mirrors``; ``md5`` is expected instead of their own."""
    origins = tuple(
        Origin(
            file,
            md5 or hashlib.md5(content, usedforsecurity=False).hexdigest(),
            tuple(f"{address}/{file}" for address in (*mirrors, server.address)),
        )
        for file, content in server.files.items()
    )
    monkeypatch.setattr(getting, "origins_of", lambda _origin: origins)
