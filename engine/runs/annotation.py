"""What a person says of a run: a file of its own in the run's folder, for the metadata belong to the trainer."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, ValidationError

from engine.disk import disk
from engine.files import write_atomically
from engine.json_text import read_json
from engine.model.serial import validation_sentence
from engine.runs.lock import alone_in
from engine.text import QT_TRANSLATE_NOOP, NetwrightError

ANNOTATION_FILE = "annotation.json"
FORMAT: Literal["netwright-annotation"] = "netwright-annotation"
VERSION = 1

LONGEST_NAME, LONGEST_TAG, LONGEST_NOTE = 120, 40, 100_000
"""Characters."""
_MOST_TAGS = 50
_DAMAGED_FILE = "annotation.damaged.json"


class Annotation(BaseModel):
    """A run's display ``name`` (empty: its folder's), ``note``, ``tags`` and ``star``.

    What a newer version says besides is kept when this one writes the file.
    """

    model_config = ConfigDict(frozen=True, extra="allow", defer_build=True)

    format: Literal["netwright-annotation"] = FORMAT
    version: int = VERSION
    name: str = ""
    note: str = ""
    tags: tuple[str, ...] = ()
    star: bool = False

    def changed(self, **changes: Any) -> Annotation:
        """A copy with other values, each brought to what is allowed: one line of a name, tags without commas."""
        if "name" in changes:
            changes["name"] = " ".join(str(changes["name"]).split())[:LONGEST_NAME]
        if "note" in changes:
            changes["note"] = str(changes["note"]).strip()[:LONGEST_NOTE]
        if "tags" in changes:
            changes["tags"] = clean_tags(changes["tags"])
        return self.model_copy(update=changes)


NOTHING_SAID = Annotation()


def clean_tags(tags: Iterable[str]) -> tuple[str, ...]:
    """Tags as they are kept: one line, no comma, none twice whatever its capitals."""
    found: dict[str, str] = {}
    for text in tags:
        tag = " ".join(text.replace(",", " ").split())[:LONGEST_TAG].rstrip()
        if tag:
            found.setdefault(tag.casefold(), tag)
    return tuple(found.values())[:_MOST_TAGS]


def read_annotation(folder: Path) -> Annotation:
    """What is said of the run in ``folder``; raises :class:`NetwrightError` where the file cannot be read."""
    file = folder / ANNOTATION_FILE
    try:
        data = read_json(file.read_bytes().decode())
        if not isinstance(data, dict) or data.get("format") != FORMAT:
            raise ValueError(f"expected the format “{FORMAT}”")
        found = Annotation.model_validate(data)
        return found.changed(name=found.name, note=found.note, tags=found.tags)
    except FileNotFoundError:
        return NOTHING_SAID
    except ValidationError as error:
        reason = validation_sentence(error)
    except OSError as error:
        reason = error.strerror or str(error)
    except ValueError as error:
        reason = str(error)[:200]
    raise NetwrightError(
        QT_TRANSLATE_NOOP("engine", "What was said of the run, {file}, cannot be read: {reason}."),
        QT_TRANSLATE_NOOP("engine", "Say it anew; the damaged file is then kept beside as {aside}."),
        file=str(file),
        reason=reason,
        aside=_DAMAGED_FILE,
    )


def annotate(folder: Path, **changes: Any) -> tuple[Annotation, Annotation]:
    """Say something else of a run; what is not among ``changes`` stays, also where another window said it just now.

    Returns what was said before and what is said now. A damaged file is put aside. Raises :class:`NetwrightError`.
    """
    file = folder / ANNOTATION_FILE
    with alone_in(folder.parent):
        try:
            try:
                before = read_annotation(folder)
            except NetwrightError:
                before = NOTHING_SAID
                disk().replace(file, folder / _DAMAGED_FILE)
            after = before.changed(**changes)
            if after != before:
                write_atomically(file, (after.model_dump_json(indent=1) + "\n").encode())
        except OSError as error:
            raise NetwrightError(
                QT_TRANSLATE_NOOP("engine", "What you say of the run {run} cannot be kept: {reason}."),
                run=folder.name,
                reason=error.strerror or str(error),
            ) from None
    return before, after
