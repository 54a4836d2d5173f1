"""Where an imported dataset came from and what was left out of it, kept in its folder beside the images."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from engine.data.own import own_folder
from engine.data.sources.examples import LeftOut
from engine.files import write_atomically
from engine.text import Text

_FILE = "origin.json"
_MOST_KEPT = 50_000
"""So many of what was left out are listed; all are counted."""
_MOST_BYTES = 64 << 20


@dataclass(frozen=True, slots=True)
class Origin:
    """``source`` is the path that was imported, ``kind`` what lay there.

    ``left_out`` lists what was left out, up to a limit, and ``left_out_count`` counts all of it.
    """

    source: str
    imported: datetime
    kind: Text
    left_out: tuple[LeftOut, ...] = ()
    left_out_count: int = 0
    notes: tuple[Text, ...] = ()


def new_origin(source: Path, kind: Text, left_out: Sequence[LeftOut], notes: tuple[Text, ...]) -> Origin:
    """The origin of a dataset that is being imported now."""
    return Origin(str(source.absolute()), datetime.now(UTC), kind, tuple(left_out[:_MOST_KEPT]), len(left_out), notes)


def write_origin(folder: Path, origin: Origin) -> None:
    """Write it into a dataset's folder; raises :class:`OSError`."""
    data = {
        "source": origin.source,
        "imported": origin.imported.isoformat(),
        "kind": _to_data(origin.kind),
        "left_out": [[one.place, _to_data(one.reason)] for one in origin.left_out],
        "left_out_count": origin.left_out_count,
        "notes": [_to_data(note) for note in origin.notes],
    }
    write_atomically(folder / _FILE, json.dumps(data, ensure_ascii=True).encode())


def read_origin(name: str) -> Origin | None:
    """Where an imported dataset came from; ``None`` where that is not known: it is told, and nothing depends on it."""
    path = own_folder() / name / _FILE
    try:
        if path.stat().st_size > _MOST_BYTES:
            return None
        data = json.loads(path.read_bytes())
        return Origin(
            str(data["source"]),
            datetime.fromisoformat(data["imported"]),
            _from_data(data["kind"]),
            tuple(LeftOut(str(place), _from_data(reason)) for place, reason in data["left_out"]),
            int(data["left_out_count"]),
            tuple(map(_from_data, data["notes"])),
        )
    except (OSError, ValueError, KeyError, TypeError, AttributeError, RecursionError):
        return None


def _to_data(text: Text) -> dict[str, Any]:
    return {
        "template": text.template,
        "values": {name: _to_data(value) if isinstance(value, Text) else value for name, value in text.values.items()},
    }


def _from_data(data: Any) -> Text:
    values: Mapping[str, Any] = data["values"]
    text = Text(
        str(data["template"]),
        {name: _from_data(value) if isinstance(value, dict) else value for name, value in values.items()},
    )
    _ = str(text)  # raises where a value is missing
    return text
