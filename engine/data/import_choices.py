"""What a person chooses for an import, as a form: what is found out for them is there to begin with."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path
from typing import Literal

from engine.data.catalog import dataset_names
from engine.data.importing import ImportSettings, check_settings, name_for
from engine.data.preview import Preview
from engine.data.sources.labels import check_classes, check_labels
from engine.data.sources.options import Kind, ReadOptions
from engine.fields import Settings, setting
from engine.text import QT_TRANSLATE_NOOP

_OF_PIXELS = {"numbers": ("pixels",)}


class ImportChoices(Settings):
    """The name, how a table is read, and what becomes of the images."""

    name: str = setting(
        "own",
        label=QT_TRANSLATE_NOOP("engine", "Name"),
        doc=QT_TRANSLATE_NOOP("engine", "What the dataset is called: small letters, digits, - and _."),
    )
    label_column: str = setting(
        "",
        label=QT_TRANSLATE_NOOP("engine", "Label column"),
        doc=QT_TRANSLATE_NOOP("engine", "The column of the table in which the classes stand."),
    )
    numbers: Kind = setting(
        "features",
        label=QT_TRANSLATE_NOOP("engine", "Numbers are"),
        doc=QT_TRANSLATE_NOOP(
            "engine", "Whether the numbers of a row are the pixels of an image, or plain numbers that mean anything."
        ),
    )
    row_width: int | None = setting(
        None,
        label=QT_TRANSLATE_NOOP("engine", "Width in the file"),
        doc=QT_TRANSLATE_NOOP("engine", "How wide the image is whose pixels stand in a row, line after line."),
        ge=1,
        le=4096,
        unit=QT_TRANSLATE_NOOP("engine", "pixels"),
        only_if=_OF_PIXELS,
    )
    row_height: int | None = setting(
        None,
        label=QT_TRANSLATE_NOOP("engine", "Height in the file"),
        doc=QT_TRANSLATE_NOOP("engine", "How high the image is whose pixels stand in a row, line after line."),
        ge=1,
        le=4096,
        unit=QT_TRANSLATE_NOOP("engine", "pixels"),
        only_if=_OF_PIXELS,
    )
    row_channels: Literal["auto", "grey", "colour"] = setting(
        "auto",
        label=QT_TRANSLATE_NOOP("engine", "Channels in the file"),
        doc=QT_TRANSLATE_NOOP(
            "engine", "Grey values alone, or red, green and blue, one whole channel after the other."
        ),
        only_if=_OF_PIXELS,
    )
    merge_case: bool = setting(
        False,
        label=QT_TRANSLATE_NOOP("engine", "Merge alike names"),
        doc=QT_TRANSLATE_NOOP("engine", "Classes whose names differ in upper and lower case alone become one."),
    )
    encoding: str = setting(
        "",
        label=QT_TRANSLATE_NOOP("engine", "Encoding"),
        doc=QT_TRANSLATE_NOOP("engine", "How the table's letters are stored; wrong where names come out as odd signs."),
    )
    separator: str = setting(
        "",
        label=QT_TRANSLATE_NOOP("engine", "Separator"),
        doc=QT_TRANSLATE_NOOP("engine", "What stands between the columns of the table."),
    )
    width: int = setting(
        32,
        label=QT_TRANSLATE_NOOP("engine", "Width"),
        doc=QT_TRANSLATE_NOOP("engine", "Of all images. They keep their proportions; what is missing is filled up."),
        ge=1,
        le=4096,
        unit=QT_TRANSLATE_NOOP("engine", "pixels"),
    )
    height: int = setting(
        32,
        label=QT_TRANSLATE_NOOP("engine", "Height"),
        doc=QT_TRANSLATE_NOOP("engine", "Of all images. They keep their proportions; what is missing is filled up."),
        ge=1,
        le=4096,
        unit=QT_TRANSLATE_NOOP("engine", "pixels"),
    )
    colours: Literal["grey", "colour"] = setting(
        "grey",
        label=QT_TRANSLATE_NOOP("engine", "Colours"),
        doc=QT_TRANSLATE_NOOP("engine", "One channel of grey values, or three of colours."),
    )
    test_share: float = setting(
        0.2,
        label=QT_TRANSLATE_NOOP("engine", "Test share"),
        doc=QT_TRANSLATE_NOOP("engine", "The share of each class that is kept for the test, and never learned from."),
        gt=0,
        lt=1,
    )
    seed: int = setting(
        0,
        label=QT_TRANSLATE_NOOP("engine", "Seed"),
        doc=QT_TRANSLATE_NOOP("engine", "Chooses which images are kept for the test."),
        ge=0,
        le=2**31 - 1,
    )

    @classmethod
    def proposed(cls, path: Path, found: Preview) -> ImportChoices:
        """What suits the images that lie at a path, under a name that is free."""
        channels, height, width = found.shape
        colours: Literal["grey", "colour"] = "colour" if channels == 3 else "grey"
        choices = cls(name=_free(name_for(path)), width=width, height=height, colours=colours)
        return choices.following(found, found)

    def following(self, before: Preview, found: Preview) -> ImportChoices:
        """The same after another look: what was as proposed is as proposed now, and the form says how it was read."""
        channels, height, width = found.shape
        reading = found.reading
        changes: dict[str, object] = {
            "label_column": reading.label_column,
            "numbers": reading.numbers or "features",
            "encoding": reading.encoding,
            "separator": reading.separator,
        }
        if (self.channels, self.height, self.width) == before.shape:
            changes |= {"width": width, "height": height, "colours": "colour" if channels == 3 else "grey"}
        return self.model_copy(update=changes)

    def options(self, found: Preview, changed: str = "") -> ReadOptions:
        """How the source is to be read; ``found`` is the last look.

        ``changed`` names the field that was just changed: the others that depend on it are found out anew.
        """
        afresh = changed in ("encoding", "separator")
        channels = {"auto": None, "grey": 1, "colour": 3}[self.row_channels]
        return ReadOptions(
            label_column="" if afresh else self.label_column,
            kind=None if afresh or found.reading.numbers is None else self.numbers,
            pixels=(channels, self.row_height, self.row_width),
            encoding=self.encoding,
            separator=self.separator,
            merge_case=self.merge_case,
        )

    def settings(self, found: Preview) -> ImportSettings:
        """As the import takes them. What was left as proposed is left to it, as if nobody had been asked."""
        channels, height, width = found.shape
        size = None if (self.height, self.width) == (height, width) else (self.height, self.width)
        colours = None if self.channels == channels else self.channels == 3
        reading = asdict(self.options(found))
        return ImportSettings(self.name, size, colours, self.test_share, self.seed, **reading)

    @property
    def channels(self) -> int:
        return 3 if self.colours == "colour" else 1

    @property
    def shape(self) -> tuple[int, int, int]:
        """(channels, height, width)."""
        return self.channels, self.height, self.width

    def check(self, found: Preview) -> None:
        """Raise :class:`engine.text.NetwrightError` where the import would refuse them."""
        check_settings(self.settings(found))

    def check_labels(self, found: Preview) -> None:
        """Raise :class:`engine.text.NetwrightError` where the import would refuse the labels that were found."""
        check_classes(tuple(found.classes))
        if found.features:
            check_labels(len(found.classes), found.images)


def _free(name: str) -> str:
    """The name, with a number where another dataset has it."""
    taken, number = set(dataset_names()), 1
    free = name
    while free in taken:
        number += 1
        ending = f"-{number}"
        free = name[: 64 - len(ending)] + ending
    return free
