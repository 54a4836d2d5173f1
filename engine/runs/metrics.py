"""``metrics.jsonl``: what a run told, line by line. Lines are only ever appended; going back to a step is a line, too.

``steps`` and ``epoch`` hold figures, ``changed``, ``rewound`` and ``resumed`` what happened to the run after ``step``.
What was told of later steps before a ``rewound`` is void.
"""

from __future__ import annotations

import contextlib
import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from pydantic import ValidationError

from engine.lazy import lazy_module
from engine.runs.metadata import EpochFigures

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray
else:
    np = lazy_module("numpy")

MARKS = ("changed", "rewound", "resumed")

_STEPS = b'{"kind":"steps"'
_MOST_STEPS = 100_000_000
"""A damaged line must not fill the memory."""

Entry = dict[str, Any]


@dataclass(frozen=True, slots=True, eq=False)
class RunMetrics:
    """A run's curves. Step figures are float32, one for each step from step 1 on, NaN where none is known.

    ``epochs`` has one dictionary for each epoch, with the fields of :class:`EpochFigures`. ``marks`` has one for each
    thing that happened to the run (``kind``: ``changed``, ``rewound`` or ``resumed``; ``step`` after which), in order.
    """

    step_losses: NDArray[np.float32]
    step_accuracies: NDArray[np.float32]
    epochs: list[Entry]
    marks: list[Entry] = field(default_factory=list)

    def figures(self) -> list[EpochFigures]:
        """The epochs whose figures are whole."""
        found = []
        for entry in self.epochs:
            with contextlib.suppress(ValidationError):
                found.append(EpochFigures.model_validate(entry))
        return found

    @property
    def changes(self) -> list[Entry]:
        """What a person changed while the run was paused: ``step``, ``epoch`` and ``changes``, a list of
        ``name``, ``before`` and ``after``, all text.
        """
        return [mark for mark in self.marks if mark["kind"] == "changed"]


def line(kind: str, **values: Any) -> bytes:
    """One line of the file."""
    return (json.dumps({"kind": kind, **values}, allow_nan=False, separators=(",", ":")) + "\n").encode()


def read_metrics(content: bytes) -> RunMetrics:
    """The curves; lines that cannot be read (the last one after a power cut) are passed over."""
    parts: list[tuple[int, NDArray[np.float32], NDArray[np.float32]]] = []
    epochs: dict[int, Entry] = {}
    marks: list[Entry] = []
    for entry, _ in _standing(content):
        if entry["kind"] == "steps":
            losses, accuracies = figures_of(entry["losses"]), figures_of(entry["accuracies"])
            if losses is not None and accuracies is not None:
                parts.append((entry["first_step"], losses, accuracies))
        elif entry["kind"] == "epoch":
            values = {name: value for name, value in entry.items() if name != "kind"}
            epochs[entry["epoch"]] = {"learning_rate": 0.0, **values}
        else:
            marks.append(entry)
    count = max((first - 1 + len(losses) for first, losses, _ in parts), default=0)
    step_losses, step_accuracies = np.full(count, np.nan, np.float32), np.full(count, np.nan, np.float32)
    for first, losses, accuracies in parts:
        step_losses[first - 1 : first - 1 + len(losses)] = losses
        step_accuracies[first - 1 : first - 1 + len(losses)] = accuracies
    return RunMetrics(step_losses, step_accuracies, [epochs[number] for number in sorted(epochs)], marks)


def without_steps(content: bytes) -> bytes:
    """The lines that are no steps, of which there may be very many."""
    return b"\n".join(raw for raw in content.split(b"\n") if not raw.startswith(_STEPS))


def cut(content: bytes, step: int, epoch: int, changes: int | None = None) -> bytes:
    """The lines that were known after ``step`` with ``epoch`` epochs done, and so many changes where that is said."""
    lines = []
    changed = 0
    for entry, raw in _until(step, _standing(content)):
        if entry["kind"] == "epoch" and entry["epoch"] > epoch:
            continue
        if entry["kind"] == "changed":
            changed += 1
            if changes is not None and changed > changes:
                continue
        lines.append(raw)
    return b"".join(lines)


def _standing(content: bytes) -> list[tuple[Entry, bytes]]:
    """The lines that no later ``rewound`` made void, each with its text."""
    standing: list[tuple[Entry, bytes]] = []
    for raw in content.split(b"\n"):
        entry = entry_of(raw)
        if entry is None:
            continue
        if entry["kind"] == "rewound":
            standing = list(_until(entry["step"], standing))
        standing.append((entry, raw + b"\n"))
    return standing


def _until(step: int, lines: Iterable[tuple[Entry, bytes]]) -> Iterator[tuple[Entry, bytes]]:
    for entry, raw in lines:
        if entry["kind"] != "steps":
            if entry["step"] <= step:
                yield entry, raw
        elif entry["first_step"] <= step:
            known = step - entry["first_step"] + 1
            if len(entry["losses"]) <= known:
                yield entry, raw
            else:
                shorter = {**entry, "losses": entry["losses"][:known], "accuracies": entry["accuracies"][:known]}
                yield shorter, line(**shorter)


def figures_of(values: list[float | None]) -> NDArray[np.float32] | None:
    """The figures of a line of steps, float32 ``[steps]``; ``None`` where they are no numbers."""
    try:
        figures = np.array(values, np.float32)
    except (TypeError, ValueError, OverflowError):
        return None
    return figures if figures.ndim == 1 else None


def entry_of(raw: bytes) -> Entry | None:
    """The line's data, ``None`` where it is not one that this program writes."""
    try:
        entry = json.loads(raw)
        kind = entry["kind"]
        if kind == "steps":
            whole = len(entry["losses"]) == len(entry["accuracies"]) and entry["first_step"] >= 1
            last = entry["first_step"] + len(entry["losses"])
        else:
            last = entry["step"]
            whole = kind in MARKS or (kind == "epoch" and type(entry["epoch"]) is int)
        return entry if whole and type(last) is int and last <= _MOST_STEPS else None
    except (KeyError, TypeError, ValueError, RecursionError):
        return None
