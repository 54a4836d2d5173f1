"""The space that a search looks through: its dimensions, checked against a project, and points of it applied to one."""

import json
import math
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

from engine.json_text import read_json
from engine.project import Project
from engine.sweeps.dimension import Dimension, Value
from engine.sweeps.targets import check_dimension, with_values
from engine.text import QT_TRANSLATE_NOOP, NetwrightError

FORMAT = "netwright-space"
VERSION = 1
MOST_DIMENSIONS = 100
MOST_BYTES = 1_000_000

Point = Mapping[str, Value]
"""A value for each dimension, by its name."""


@dataclass(frozen=True)
class SearchSpace:
    """The dimensions in the order in which they are shown; each name stands once."""

    dimensions: tuple[Dimension, ...]

    def __post_init__(self) -> None:
        if len({dimension.name for dimension in self.dimensions}) != len(self.dimensions):
            raise NetwrightError(QT_TRANSLATE_NOOP("engine", "The search space has a dimension twice."))
        if not 1 <= len(self.dimensions) <= MOST_DIMENSIONS:
            raise NetwrightError(
                QT_TRANSLATE_NOOP("engine", "A search space has 1 to {most} dimensions, this one {found}."),
                most=MOST_DIMENSIONS,
                found=len(self.dimensions),
            )

    def __iter__(self) -> Iterator[Dimension]:
        return iter(self.dimensions)

    def __len__(self) -> int:
        return len(self.dimensions)

    def __contains__(self, name: object) -> bool:
        return name in self.by_name

    def __getitem__(self, name: str) -> Dimension:
        return self.by_name[name]

    @cached_property
    def by_name(self) -> Mapping[str, Dimension]:
        return {dimension.name: dimension for dimension in self.dimensions}

    @property
    def names(self) -> tuple[str, ...]:
        return tuple(dimension.name for dimension in self.dimensions)

    @property
    def grid_size(self) -> int:
        """Points of the whole grid."""
        return math.prod(len(dimension.grid) for dimension in self.dimensions)

    def check(self, project: Project) -> None:
        """Raise :class:`NetwrightError` naming the first dimension that the project does not have or cannot take."""
        for dimension in self.dimensions:
            check_dimension(project, dimension)

    def applied(self, project: Project, point: Point) -> Project:
        """The project with the point's values set.

        Raises :class:`NetwrightError` for values that exclude each other. Whether the network still fits is another
        question: :func:`engine.sweeps.fitting.fitted` answers it.
        """
        return with_values(project, point)

    def to_data(self) -> dict[str, Any]:
        """The space as JSON data."""
        dimensions = {dimension.name: dimension.to_data() for dimension in self.dimensions}
        return {"format": FORMAT, "version": VERSION, "dimensions": dimensions}

    def to_json(self) -> str:
        """The text of a space's file."""
        return json.dumps(self.to_data(), indent=1, ensure_ascii=False, allow_nan=False) + "\n"

    @classmethod
    def from_data(cls, data: object) -> "SearchSpace":
        """Read a space, or nothing but its dimensions by their names; raises :class:`NetwrightError`."""
        if not isinstance(data, Mapping):
            raise NetwrightError(QT_TRANSLATE_NOOP("engine", "A search space is a JSON object of dimensions."))
        if "format" in data or "dimensions" in data:
            if data.get("format") != FORMAT or data.get("version") != VERSION:
                raise NetwrightError(
                    QT_TRANSLATE_NOOP(
                        "engine", "This is no search space: expected the format “{expected}”, version {version}."
                    ),
                    expected=FORMAT,
                    version=VERSION,
                )
            data = data.get("dimensions")
            if not isinstance(data, Mapping):
                raise NetwrightError(QT_TRANSLATE_NOOP("engine", "A search space is a JSON object of dimensions."))
        return cls(tuple(Dimension.from_data(name, one) for name, one in data.items()))


def parse_space(text: str) -> SearchSpace:
    """Read a space's text; raises :class:`NetwrightError` that says what is wrong."""
    try:
        return SearchSpace.from_data(read_json(text))
    except ValueError as error:
        raise NetwrightError(
            QT_TRANSLATE_NOOP("engine", "This is no search space: the JSON cannot be read ({reason})."),
            reason=str(error)[:200],
        ) from None


def load_space(path: Path) -> SearchSpace:
    """Read a space's file; raises :class:`NetwrightError` where it cannot be read or is none."""
    try:
        if path.stat().st_size > MOST_BYTES:
            raise NetwrightError(
                QT_TRANSLATE_NOOP("engine", "{file} is larger than {most} MB, which no search space is."),
                file=path.name,
                most=MOST_BYTES // 1_000_000,
            )
        text = path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        reason = error.strerror if isinstance(error, OSError) and error.strerror else str(error)
        raise NetwrightError(
            QT_TRANSLATE_NOOP("engine", "{file} cannot be read: {reason}."), file=str(path), reason=reason
        ) from None
    return parse_space(text)
