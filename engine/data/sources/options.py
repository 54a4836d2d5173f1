"""How a source is to be read where a person knows better than what is found out, and how it was read."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, TypeAlias

Kind = Literal["pixels", "features"]
"""What the numbers of a table or an array are."""
WantedShape: TypeAlias = tuple[int | None, int | None, int | None]
"""(channels, height, width) of images whose pixels are the numbers of a row; what is ``None`` is found out."""
FOUND_OUT: WantedShape = (None, None, None)


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadOptions:
    """Everything is found out where nothing is said.

    ``label_column`` is the column of a table in which the labels stand, ``pixels`` the shape of a row of pixels,
    ``encoding`` Python's name of the table's encoding. With ``merge_case``, classes whose names differ in upper and
    lower case alone become one.
    """

    label_column: str = ""
    kind: Kind | None = None
    pixels: WantedShape = FOUND_OUT
    encoding: str = ""
    separator: str = ""
    merge_case: bool = False


FIND_OUT = ReadOptions()


@dataclass(frozen=True, slots=True)
class Reading:
    """How a source was read.

    Of a table, ``label_column`` is where its labels were taken from, and ``columns`` are those that they could be taken
    from. ``numbers`` says what rows of numbers were taken for; it is ``None`` where there can be no doubt. ``pixels``
    is the shape of each where they are pixels.
    """

    columns: tuple[str, ...] = ()
    label_column: str = ""
    numbers: Kind | None = None
    pixels: tuple[int, int, int] | None = None
    encoding: str = ""
    separator: str = ""


NO_DOUBT = Reading()
AS_FEATURES = Reading(numbers="features")
