"""``data``: the datasets there are, published ones brought here, and one's own images made a dataset."""

import sys
import time
from pathlib import Path
from typing import Annotated

from cyclopts import App, Parameter

from engine.cli.cancel import cancelled_by_signals
from engine.cli.output import CommandFailed, JsonFlag, WrongArguments, columns, print_json
from engine.cli.splitting import split
from engine.data.catalog import DatasetInfo, dataset_info, dataset_names, is_public, remove_dataset
from engine.data.importing import Imported, ImportSettings, import_data, name_for
from engine.data.public.catalogue import PUBLIC
from engine.data.public.getting import get_dataset, state_of
from engine.data.sources.options import FOUND_OUT, Kind, WantedShape
from engine.downloads.sizes import megabytes
from engine.text import NetwrightError

data = App(
    name="data",
    help="List datasets, download published ones, make one of your own data, and show how they are split.",
    help_format="plaintext",
)

data.command(split, name="split")

_MOST_SHOWN = 20
_SECONDS_BETWEEN_LINES = 2.0


class _Cancelled(Exception):
    pass


@data.command(name="list")
def list_(*, json: JsonFlag = False) -> int:
    """List all datasets, also those that are not here yet."""
    infos, damaged = [], []
    for name in dataset_names():
        try:
            infos.append(dataset_info(name))
        except NetwrightError as error:
            damaged.append(f"{name}: {error}")
    if json:
        print_json({"datasets": [_told(info) for info in infos], "damaged": damaged})
        return 0
    head = ("NAME", "CLASSES", "EXAMPLE", "TRAINING", "TEST", "HERE")
    print(columns([head, *(_row(info) for info in infos)]))
    for line in damaged:
        print(line, file=sys.stderr)
    return 0


@data.command(name="get")
def get(name: str, /, *, json: JsonFlag = False) -> int:
    """Bring a published dataset here: from files that are on this machine, else from the network.

    Ctrl+C stops a download; the next one goes on from what came. Files are looked for in ./data, ~/data, their like,
    Debian's /usr/share/datasets, and the folders that NETWRIGHT_DATA names.

    Parameters
    ----------
    name: str
        The dataset's name, such as fashion-mnist; “data list” has them all.
    """
    info = dataset_info(name)
    if is_public(name):
        stopped, told = False, time.monotonic()

        def cancel() -> None:
            nonlocal stopped
            stopped = True

        def progress(done: int, total: int) -> None:
            nonlocal told
            if time.monotonic() - told >= _SECONDS_BETWEEN_LINES:
                told = time.monotonic()
                print(f"{megabytes(done)} of {megabytes(total)} MB", file=sys.stderr, flush=True)

        with cancelled_by_signals(cancel):
            if not get_dataset(name, progress, lambda: stopped):
                raise CommandFailed("cancelled; what came is kept, and the next call goes on from there")
    if json:
        print_json(_told(info))
    else:
        print(f"{name} is here: {_figures(info)}")
    return 0


@data.command(name="import")
def import_(
    path: Path,
    /,
    *,
    name: str | None = None,
    size: str | None = None,
    colours: Annotated[bool | None, Parameter(negative="--grey")] = None,
    test_share: float = 0.2,
    seed: int = 0,
    kind: Annotated[Kind | None, Parameter(name="--as")] = None,
    pixels: str | None = None,
    label_column: str = "",
    encoding: str = "",
    separator: str = "",
    merge_case: bool = False,
    json: JsonFlag = False,
) -> int:
    """Make a dataset of a folder of class folders, a table, a NumPy file, IDX files, or a zip file of one of these.

    Tables and arrays hold pixels, or features: plain numbers of any size.

    Parameters
    ----------
    path: Path
        The folder or file.
    name: str
        What to call the dataset; without it, what the path is called.
    size: str
        Height×width of its images, such as 28x28; without it, their own where all have the same, else 32x32.
    colours: bool
        Keep colours, or not; without it, where any image has some.
    test_share: float
        The share of each class that is kept for the test, where the source does not say it.
    seed: int
        Chooses which ones.
    kind: Kind
        What the numbers of a table or an array are: pixels or features. Without it, as many whole numbers from 0 to 255
        as a square has are pixels.
    pixels: str
        Height×width, or height×width×channels, of the image whose pixels are a row of numbers, such as 12x30; without
        it, they must be as many as a square has. Says that they are pixels, too.
    label_column: str
        The column of a table in which the labels stand (its number in a table without header); without it, they are
        looked for.
    encoding: str
        Of a table, such as gb18030 or cp1252; without it, its byte order mark says it, else UTF-8, else a guess, which
        is told.
    separator: str
        What stands between a table's columns: one character, or tab; without it, the first line says it.
    merge_case: bool
        Make one of classes whose names differ in upper and lower case alone.
    """
    settings = ImportSettings(
        name or name_for(path),
        _size(size),
        colours,
        test_share,
        seed,
        label_column=label_column,
        kind="pixels" if pixels and kind is None else kind,
        pixels=_shape(pixels),
        encoding=encoding,
        separator=_separator(separator),
        merge_case=merge_case,
    )
    stopped, told = False, time.monotonic()

    def cancel() -> None:
        nonlocal stopped
        stopped = True

    def check() -> None:
        if stopped:
            raise _Cancelled

    def progress(done: int, total: int) -> None:
        nonlocal told
        if time.monotonic() - told >= _SECONDS_BETWEEN_LINES:
            told = time.monotonic()
            print(f"{done:,} of {total:,} images", file=sys.stderr, flush=True)

    with cancelled_by_signals(cancel):
        try:
            found = import_data(path, settings, progress, check)
        except _Cancelled:
            raise CommandFailed("cancelled; nothing was imported") from None
    if json:
        left_out = [{"place": one.place, "reason": str(one.reason)} for one in found.left_out]
        notes = [str(note) for note in found.notes]
        print_json({**_told(found.info), "before": found.before, "left_out": left_out, "notes": notes})
    else:
        _print(found)
    return 0


@data.command(name="remove")
def remove(name: str, /) -> int:
    """Delete a dataset that was imported or downloaded; the files that an import came from stay where they are.

    Parameters
    ----------
    name: str
        The dataset's name.
    """
    remove_dataset(name)
    print(f"{name} is removed")
    return 0


def _print(found: Imported) -> None:
    info = found.info
    if found.before:
        print(f"{info.name}: the same images were imported before")
    for note in found.notes:
        print(f"note: {note}", file=sys.stderr)
    for one in found.left_out[:_MOST_SHOWN]:
        print(f"left out: {one.place}: {one.reason}", file=sys.stderr)
    if len(found.left_out) > _MOST_SHOWN:
        print(f"left out: {len(found.left_out) - _MOST_SHOWN:,} more (--json lists all)", file=sys.stderr)
    print(f"{info.name}: {_figures(info)}")
    for column, mean, std in list(zip(info.columns, info.mean, info.std, strict=False))[:_MOST_SHOWN]:
        print(f"  {column}: mean {mean:.4g}, standard deviation {std:.4g}")


def _figures(info: DatasetInfo) -> str:
    counts = f"{len(info.classes)} classes, {info.train_images:,} training and {info.test_images:,} test"
    if info.has_features:
        return f"{counts} examples of {info.image_shape[0]} numbers"
    _, height, width = info.image_shape
    colours = " with colours" if info.image_shape[0] == 3 else ""
    return f"{counts} images of {height}×{width} pixels{colours}"


def _told(info: DatasetInfo) -> dict[str, object]:
    return {
        "name": info.name,
        "classes": list(info.classes),
        "image_shape": list(info.image_shape),
        "train_images": info.train_images,
        "test_images": info.test_images,
        "columns": list(info.columns),
        "mean": list(info.mean),
        "std": list(info.std),
        "licence": info.licence,
        "citation": info.citation,
        "here": not is_public(info.name) or state_of(info.name) != "missing",
        "download_megabytes": PUBLIC[info.name].megabytes if is_public(info.name) else 0,
    }


def _row(info: DatasetInfo) -> tuple[str, ...]:
    return (
        info.name,
        str(len(info.classes)),
        _size_of_one(info),
        f"{info.train_images:,}",
        f"{info.test_images:,}",
        _here(info.name),
    )


def _size_of_one(info: DatasetInfo) -> str:
    if info.has_features:
        return f"{info.image_shape[0]} numbers"
    channels, height, width = info.image_shape
    return f"{height}×{width}×{channels}"


def _here(name: str) -> str:
    if not is_public(name) or state_of(name) != "missing":
        return "yes"
    return f"no ({PUBLIC[name].megabytes:,} MB)"


def _size(text: str | None) -> tuple[int, int] | None:
    if text is None:
        return None
    height, _, width = text.replace("×", "x").partition("x")
    if not (height.isdecimal() and (width or height).isdecimal()):
        raise WrongArguments(f"--size: expected height x width, such as 28x28, found {text}")
    return int(height), int(width or height)


def _shape(text: str | None) -> WantedShape:
    if text is None:
        return FOUND_OUT
    sides = text.replace("×", "x").split("x")
    if len(sides) not in (2, 3) or not all(map(str.isdecimal, sides)) or sides[2:] not in ([], ["1"], ["3"]):
        raise WrongArguments(f"--pixels: expected height x width, or height x width x channels (1 or 3), found {text}")
    return int(sides[2]) if sides[2:] else None, int(sides[0]), int(sides[1])


def _separator(text: str) -> str:
    separator = {"tab": "\t", "\\t": "\t"}.get(text, text)
    if len(separator) > 1 or separator in ('"', "\r", "\n"):
        raise WrongArguments(f"--separator: expected one character, or tab, found {text}")
    return separator
