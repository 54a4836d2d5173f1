"""What the commands print, and the two ways in which they give up."""

import json
import math
import sys
from collections.abc import Callable, Sequence
from typing import Annotated, Any

from cyclopts import Parameter

JsonFlag = Annotated[
    bool,
    Parameter(
        name="--json",
        negative=(),
        show_default=False,
        help="Print the result as one JSON object on the last line of stdout.",
    ),
]
"""The ``--json`` that every command has."""


class WrongArguments(Exception):
    """The arguments cannot be used; the message says in one line what was expected and what was found. Exit code 2."""


class CommandFailed(Exception):
    """The command could not do its work; the message is the reason in one line. Exit code 1."""


def complain(message: str) -> None:
    """One line on stderr, whatever the message holds."""
    print("netwright: " + " ".join(message.split()), file=sys.stderr, flush=True)


def print_json(data: dict[str, Any]) -> None:
    """One line of JSON on stdout; a number that is not finite becomes ``null``, since JSON has none."""
    print(json.dumps(_finite(data), allow_nan=False), flush=True)


def _finite(value: Any) -> Any:
    match value:
        case float():
            return value if math.isfinite(value) else None
        case dict():
            return {key: _finite(inner) for key, inner in value.items()}
        case list() | tuple():
            return [_finite(inner) for inner in value]
    return value


def percent(share: float | None) -> str:
    """A share as people read it, such as ``98.71 %``; one that is not known or not defined is a dash."""
    return "–" if share is None or math.isnan(share) else f"{100 * share:.2f} %"


def number(value: float | None) -> str:
    """A loss as people read it."""
    return "–" if value is None else f"{value:.4f}"


def duration(seconds: float) -> str:
    """Seconds as ``4:05`` or ``1:02:03``."""
    minutes, rest = divmod(round(seconds), 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02}:{rest:02}" if hours else f"{minutes}:{rest:02}"


def epochs_text(count: int) -> str:
    """A number of epochs in words."""
    return f"{count} epoch" if count == 1 else f"{count:,} epochs"


def columns(rows: Sequence[Sequence[str]]) -> str:
    """Rows of texts under each other, two spaces apart."""
    return _aligned(rows, str.ljust)


def figures(rows: Sequence[Sequence[str]]) -> str:
    """Rows of a text and figures under each other, the figures by their last digit."""
    return _aligned(rows, str.rjust)


def _aligned(rows: Sequence[Sequence[str]], others: Callable[[str, int], str]) -> str:
    """``others`` brings all columns but the first to their width."""
    first, *rest = (max(map(len, column)) for column in zip(*rows, strict=True))
    lines = ("  ".join((row[0].ljust(first), *map(others, row[1:], rest))) for row in rows)
    return "\n".join(line.rstrip() for line in lines)
