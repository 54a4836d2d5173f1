"""What a person chooses for an import, as a form: what is found out for them is there to begin with."""

from __future__ import annotations

from pathlib import Path
from typing import Literal

from engine.data.catalog import dataset_names
from engine.data.importing import ImportSettings, check_settings, name_for
from engine.data.preview import Preview
from engine.fields import Settings, setting
from engine.text import QT_TRANSLATE_NOOP


class ImportChoices(Settings):
    """The name, and what becomes of the images."""

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
        return cls(
            name=_free(name_for(path)),
            label_column=found.label_column,
            width=width,
            height=height,
            colours="colour" if channels == 3 else "grey",
        )

    def settings(self, found: Preview) -> ImportSettings:
        """As the import takes them. What was left as proposed is left to it, as if nobody had been asked."""
        channels, height, width = found.shape
        size = None if (self.height, self.width) == (height, width) else (self.height, self.width)
        colours = None if self.channels == channels else self.channels == 3
        return ImportSettings(self.name, size, colours, self.test_share, self.seed, self.label_column)

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


def _free(name: str) -> str:
    """The name, with a number where another dataset has it."""
    taken, number = set(dataset_names()), 1
    free = name
    while free in taken:
        number += 1
        ending = f"-{number}"
        free = name[: 64 - len(ending)] + ending
    return free
