"""From a person's files to a dataset: read side by side, brought to one size, split, and what is of no use listed."""

from __future__ import annotations

import contextlib
import hashlib
import math
import os
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from engine.data.catalog import DatasetInfo, forget_dataset, is_built_in, is_public
from engine.data.drawings import is_drawings
from engine.data.origin import new_origin, write_origin
from engine.data.own import check_name, describe, description, own_folder, own_info, own_names
from engine.data.part_files import PartFiles, write_part
from engine.data.pictures import BadPicture, hush_decoders, no_memory, no_pixels, shaped
from engine.data.placing import placed
from engine.data.preview import suiting_shape
from engine.data.sources.examples import Example, Found, LeftOut, Part, natural_order
from engine.data.sources.features import Features, check_features
from engine.data.sources.labels import check_classes
from engine.data.sources.opening import OpenSource, opened
from engine.data.sources.options import ReadOptions
from engine.data.sources.pixel_rows import square_shape
from engine.data.splits import stratified_share
from engine.lazy import lazy_module
from engine.text import QT_TRANSLATE_NOOP, NetwrightError, Text

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray
else:
    np = lazy_module("numpy")

_LEAST_SPREAD = 1e-12
"""Of a feature, beside its largest value: one that varies less is taken for constant and is not scaled."""
_AT_ONCE = 256
_TOLD_EVERY = 16
_PIECE = 1 << 20


@dataclass(frozen=True, slots=True)
class ImportSettings(ReadOptions):
    """How the source is read, and what becomes of the examples.

    ``size`` is (height, width); ``None`` in it and in ``colours`` is found out. ``test_share`` of each class is kept
    aside for the test where the source has no test images of its own.
    """

    name: str
    size: tuple[int, int] | None = None
    colours: bool | None = None
    test_share: float = 0.2
    seed: int = 0


@dataclass(frozen=True, slots=True)
class Imported:
    """What came of it. ``before`` says that the same files had been imported already, and nothing was done."""

    info: DatasetInfo
    kind: Text | None = None
    left_out: tuple[LeftOut, ...] = ()
    notes: tuple[Text, ...] = ()
    before: bool = False


def import_data(
    source: Path | OpenSource,
    settings: ImportSettings,
    progress: Callable[[int, int], None] = lambda done, total: None,
    check: Callable[[], None] = lambda: None,
) -> Imported:
    """Make a dataset of a source; ``progress`` gets (done, total), ``check`` may raise to cancel.

    The same files with the same settings are imported once. Raises :class:`NetwrightError`; nothing is left then, and
    datasets that were there stay as they were.
    """
    hush_decoders()
    check_settings(settings)
    with opened(source) as there:
        found = there.find(settings, check)
        content = _content(found, settings, check)
        if (before := _imported_before(content)) is not None:
            return Imported(before, before=True)
        if settings.name in own_names():
            raise _taken(settings.name)
        if isinstance(found, Features):
            return _import_features(there.path, found, settings, content)
        return _import(there.path, found, settings, content, progress, check)


def check_settings(settings: ImportSettings) -> None:
    """Raise :class:`NetwrightError` where they cannot be carried out, whatever is imported."""
    check_name(settings.name)
    if settings.size is not None and not all(1 <= side <= 4096 for side in settings.size):
        raise NetwrightError(QT_TRANSLATE_NOOP("engine", "Expected sizes from 1 to 4096 pixels."))
    if not 0 < settings.test_share < 1:
        raise NetwrightError(QT_TRANSLATE_NOOP("engine", "Expected a share for the test between 0 and 1."))
    if is_built_in(settings.name) or is_public(settings.name) or is_drawings(settings.name):
        raise _taken(settings.name)


def name_for(path: Path) -> str:
    """The path's own name with what a dataset's name cannot have replaced."""
    stem = Path(os.path.realpath(path)).stem.casefold()  # resolve() raises for links in a loop
    return "".join(letter if letter.isascii() and letter.isalnum() else "-" for letter in stem).strip("-")[:64] or "own"


def _import(
    path: Path,
    found: Found,
    settings: ImportSettings,
    content: str,
    progress: Callable[[int, int], None],
    check: Callable[[], None],
) -> Imported:
    examples = found.examples
    labels = [example.label for example in examples]
    classes = _classes(labels)
    shape = _shape_of(examples, settings)
    parts = _parts([example.part for example in examples], labels, classes, settings)
    with (
        _written(settings.name) as work,
        contextlib.closing(_Reader(examples, parts, shape, work)) as reader,
    ):
        reader.read(progress, check)
        info = reader.finish(settings.name, classes)
        left_out = (*found.left_out, *reader.left_out)
        write_origin(work, new_origin(path, found.kind, left_out, found.notes))
        describe(work, info, content)
    forget_dataset(settings.name)
    return Imported(info, found.kind, left_out, found.notes)


def _import_features(path: Path, found: Features, settings: ImportSettings, content: str) -> Imported:
    check_features(found)
    classes = _classes(found.labels)
    number = {label: position for position, label in enumerate(classes)}
    labels = np.array([number[label] for label in found.labels], np.int64)
    parts = np.array(_parts(found.parts, found.labels, classes, settings))
    with _written(settings.name) as work:
        for part in ("train", "test"):
            if not (parts == part).any():
                raise NetwrightError(
                    QT_TRANSLATE_NOOP("engine", "Expected rows to learn from and others for the test."),
                    QT_TRANSLATE_NOOP("engine", "Give each class at least two rows."),
                )
            write_part(work, part, found.values[parts == part], labels[parts == part])
        values = found.values[parts == "train"]
        std = values.std(axis=0)
        std[std <= np.abs(values).max(axis=0) * _LEAST_SPREAD] = 1.0
        info = DatasetInfo(
            name=settings.name,
            title=settings.name,
            classes=tuple(classes),
            image_shape=(len(found.columns),),
            mean=tuple(values.mean(axis=0).tolist()),
            std=tuple(std.tolist()),
            train_images=len(values),
            test_images=int((parts == "test").sum()),
            licence="",
            citation="",
            columns=found.columns,
        )
        write_origin(work, new_origin(path, found.kind, found.left_out, found.notes))
        describe(work, info, content)
    forget_dataset(settings.name)
    return Imported(info, found.kind, found.left_out, found.notes)


@contextlib.contextmanager
def _written(name: str) -> Iterator[Path]:
    """The folder of a new dataset, placed when it is whole; a disk's error becomes a :class:`NetwrightError`."""
    try:
        with placed(own_folder() / name) as work:
            yield work
    except OSError as error:
        raise NetwrightError(
            QT_TRANSLATE_NOOP("engine", "The dataset “{name}” cannot be written: {reason}."),
            name=name,
            reason=error.strerror or str(error),
        ) from error


def _classes(labels: Sequence[str]) -> list[str]:
    classes = sorted(set(labels), key=natural_order)
    check_classes(classes)
    return classes


class _Reader:
    """Reads examples into the files of the two parts, without those that are of no use."""

    def __init__(
        self, examples: tuple[Example, ...], parts: tuple[Part, ...], shape: tuple[int, int, int], folder: Path
    ) -> None:
        self.left_out: list[LeftOut] = []
        self._examples, self._parts, self._shape = examples, parts, shape
        self._files = {part: PartFiles(folder, part) for part in ("train", "test")}
        self._seen: dict[bytes, str] = {}

    def read(self, progress: Callable[[int, int], None], check: Callable[[], None]) -> None:
        total, done = len(self._examples), 0
        with ThreadPoolExecutor(os.cpu_count() or 1, "netwright-import") as pool:
            for start in range(0, total, _AT_ONCE):
                some = self._examples[start : start + _AT_ONCE]
                for example, part, pixels in zip(
                    some, self._parts[start : start + _AT_ONCE], pool.map(self._load, some), strict=True
                ):
                    self._take(example, part, pixels)
                    done += 1
                    if done % _TOLD_EVERY == 0 or done == total:
                        check()
                        progress(done, total)

    def _load(self, example: Example) -> NDArray[np.uint8] | BadPicture:
        try:
            pixels = example.read()
            if pixels.size == 0:
                raise no_pixels()
            return shaped(pixels, *self._shape)
        except BadPicture as bad:
            return bad
        except MemoryError:
            return no_memory()

    def _take(self, example: Example, part: Part, pixels: NDArray[np.uint8] | BadPicture) -> None:
        if isinstance(pixels, BadPicture):
            self.left_out.append(LeftOut(example.place, pixels.reason))
            return
        key = hashlib.blake2b(np.ascontiguousarray(pixels).data, digest_size=16).digest()
        if (first := self._seen.get(key)) is not None:
            words = QT_TRANSLATE_NOOP("engine", "it is the same picture as {other}")
            self.left_out.append(LeftOut(example.place, Text(words, {"other": first})))
            return
        self._seen[key] = example.place
        self._files[part].append(pixels, example.label)

    def finish(self, name: str, classes: list[str]) -> DatasetInfo:
        """Write what is left to write; raises :class:`NetwrightError` where a part or all classes but one are empty."""
        train, test = self._files["train"], self._files["test"]
        counted = Counter(train.labels) + Counter(test.labels)
        classes = [label for label in classes if counted[label]]
        if not train.labels or not test.labels or len(classes) < 2:
            raise NetwrightError(
                QT_TRANSLATE_NOOP(
                    "engine",
                    "Of {total} images {usable} are of use, in {classes} classes: expected at least two classes, with "
                    "images to learn from and others for the test.",
                ),
                QT_TRANSLATE_NOOP("engine", "The first one left out: {first}")
                if self.left_out
                else QT_TRANSLATE_NOOP("engine", "Give each class at least two images."),
                total=len(self._examples),
                usable=counted.total(),
                classes=len(classes),
                first=f"{self.left_out[0].place}: {self.left_out[0].reason}" if self.left_out else "",
            )
        for files in (train, test):
            files.finish(classes)
        mean, std = train.moments()
        return DatasetInfo(
            name, name, tuple(classes), self._shape, mean, std, len(train.labels), len(test.labels), "", ""
        )

    def close(self) -> None:
        for files in self._files.values():
            files.close()


def _shape_of(examples: tuple[Example, ...], settings: ImportSettings) -> tuple[int, int, int]:
    """(channels, height, width) that suits the images, looking at some of them."""
    if settings.size is not None and settings.colours is not None:
        return 3 if settings.colours else 1, *settings.size
    channels, height, width = suiting_shape(examples)
    if settings.size is not None:
        height, width = settings.size
    if settings.colours is not None:
        channels = 3 if settings.colours else 1
    return channels, height, width


def _parts(
    given: Sequence[Part | None], labels: Sequence[str], classes: list[str], settings: ImportSettings
) -> tuple[Part, ...]:
    """The part of each example: its source's own, or a test share of each class where the source has no test."""
    if "test" in given:
        return tuple(part or "train" for part in given)
    number = {label: position for position, label in enumerate(classes)}
    numbers = np.array([number[label] for label in labels], np.int64)
    aside = stratified_share(numbers, settings.test_share, settings.seed)
    return tuple("test" if kept else "train" for kept in aside)


def _imported_before(content: str) -> DatasetInfo | None:
    """The dataset that was made of the same; damaged ones are passed over."""
    for name in own_names():
        with contextlib.suppress(NetwrightError):
            if (description(name) or {}).get("content") == content:
                return own_info(name)
    return None


def _content(found: Found | Features, settings: ImportSettings, check: Callable[[], None]) -> str:
    """A digest over all examples, the bytes of their files, and the settings but the name."""
    said = (settings.size, settings.colours, settings.test_share, settings.seed)
    digest = hashlib.sha256(repr(said if isinstance(found, Found) else (*said, None, found.columns)).encode())
    digest.update(found.reading.label_column.encode())
    pixels = found.reading.pixels
    if pixels is not None and pixels != square_shape(math.prod(pixels)):
        digest.update(repr(pixels).encode())
    if isinstance(found, Features):
        digest.update("\0".join(found.labels).encode("utf-8", "surrogateescape"))
    for example in found.examples if isinstance(found, Found) else ():
        digest.update(f"{example.place}\0{example.label}\0{example.part}\0".encode("utf-8", "surrogateescape"))
    for file in found.files:
        check()
        try:
            with file.open("rb") as opened:
                while piece := opened.read(_PIECE):
                    digest.update(piece)
        except OSError as error:  # it will be listed as unreadable
            digest.update(f"\0{error.errno}".encode())
    return f"sha256:{digest.hexdigest()}"


def _taken(name: str) -> NetwrightError:
    return NetwrightError(
        QT_TRANSLATE_NOOP("engine", "There is already a dataset “{name}”, of other images."),
        QT_TRANSLATE_NOOP("engine", "Choose another name, or remove that one first."),
        name=name,
    )
