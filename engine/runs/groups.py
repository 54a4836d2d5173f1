"""Runs put together by what they share, with the mean and the deviation of their accuracy."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Literal, get_args

from engine.runs.summary import RunSummary

Grouping = Literal["group", "dataset", "network", "tag", "status", "device"]
GROUPINGS: tuple[Grouping, ...] = get_args(Grouping)


@dataclass(frozen=True, slots=True)
class Spread:
    """The mean of some figures and their standard deviation (of a sample; ``None`` for one alone)."""

    mean: float
    deviation: float | None
    count: int


@dataclass(frozen=True, slots=True)
class RunGroup:
    """Runs that share ``key`` (empty: they have none), in the order in which they came."""

    key: str
    runs: tuple[RunSummary, ...]
    validation: Spread | None
    test: Spread | None


def grouped(runs: Iterable[RunSummary], by: Grouping) -> list[RunGroup]:
    """Groups in the order of their first runs, those without a key last. A run with several tags is in several."""
    members: dict[str, list[RunSummary]] = {}
    for run in runs:
        for key in _keys(run, by):
            members.setdefault(key, []).append(run)
    found = [
        RunGroup(
            key,
            tuple(group),
            spread(run.val_accuracy for run in group),
            spread(run.test_accuracy for run in group),
        )
        for key, group in members.items()
    ]
    return sorted(found, key=lambda group: group.key == "")


def spread(values: Iterable[float | None]) -> Spread | None:
    """Mean and deviation of those that are known; ``None`` where none is."""
    known = [value for value in values if value is not None and math.isfinite(value)]
    if not known:
        return None
    mean = math.fsum(known) / len(known)
    if len(known) == 1:
        return Spread(mean, None, 1)
    return Spread(mean, math.sqrt(math.fsum((value - mean) ** 2 for value in known) / (len(known) - 1)), len(known))


def _keys(run: RunSummary, by: Grouping) -> Sequence[str]:
    match by:
        case "group":
            return (run.group,)
        case "dataset":
            return (run.dataset,)
        case "network":
            return (run.title,)
        case "status":
            return ("damaged" if run.damaged else run.status,)
        case "device":
            return (run.device,)
        case "tag":
            return run.tags or ("",)
