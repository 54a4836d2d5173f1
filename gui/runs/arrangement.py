"""Which runs the table shows, in which order and under which headings: plain arithmetic, without widgets."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from engine.runs.columns import sort_key, value_of
from engine.runs.groups import Grouping, RunGroup, grouped
from engine.runs.query import Query, parse_query
from engine.runs.run import RunSummary
from engine.runs.summary import recency


@dataclass(frozen=True, slots=True)
class GroupRow:
    """The heading of a group, whose runs follow it unless it is collapsed."""

    group: RunGroup
    by: Grouping
    collapsed: bool


Row = RunSummary | GroupRow
RowKey = tuple[str, str]
"""Tells rows apart: the group that it stands in or is the heading of, and the run's name."""

_FEW = 50
"""So many changed runs are put in their places one by one."""


@dataclass(frozen=True, slots=True)
class Arrangement:
    """What a person chose: the order, the search, the grouping and the groups that are collapsed."""

    column: str = "created"
    descending: bool = True
    query: Query = field(default_factory=lambda: parse_query(""))
    by: Grouping | None = None
    collapsed: frozenset[str] = frozenset()

    def with_collapsed(self, keys: frozenset[str]) -> Arrangement:
        """A copy in which just these groups are collapsed."""
        return replace(self, collapsed=keys)

    def found(self, runs: Sequence[RunSummary]) -> list[RunSummary]:
        """The runs that are looked for, in order. ``runs`` come newest first, which is the order of equal ones."""
        found = self.query.among(runs)
        if not self._is_newest_first:
            found.sort(key=self._sort_key, reverse=self.descending)
        return found

    def place(self, found: Sequence[RunSummary], run: RunSummary, low: int, high: int) -> int:
        """Before which of those found, from ``low`` to ``high``, a run belongs."""
        while low < high:
            middle = (low + high) // 2
            low, high = (low, middle) if self._comes_before(run, found[middle]) else (middle + 1, high)
        return low

    def _comes_before(self, one: RunSummary, other: RunSummary) -> bool:
        if not self._is_newest_first:
            first, second = self._sort_key(one), self._sort_key(other)
            if first != second:
                return (first < second) != self.descending
        return recency(one) > recency(other)

    @property
    def _is_newest_first(self) -> bool:
        return self.column == "created" and self.descending

    def _sort_key(self, run: RunSummary) -> tuple[int, float, str]:
        return sort_key(value_of(run, self.column))

    def finds_as(self, other: Arrangement) -> bool:
        """Whether both find the same in the same order, however it is grouped."""
        return (self.column, self.descending, self.query) == (other.column, other.descending, other.query)

    def rows(self, found: Sequence[RunSummary]) -> tuple[list[RowKey], list[Row]]:
        """The rows from top to bottom of runs that were found, and what tells each from the others."""
        if self.by is None:
            return [("", run.name) for run in found], list(found)
        keys: list[RowKey] = []
        rows: list[Row] = []
        for group in grouped(found, self.by):
            collapsed = group.key in self.collapsed
            keys.append((group.key, ""))
            rows.append(GroupRow(group, self.by, collapsed))
            if not collapsed:
                keys += [(group.key, run.name) for run in group.runs]
                rows += group.runs
        return keys, rows


def changed_runs(
    before: Sequence[RunSummary], after: Sequence[RunSummary]
) -> list[tuple[RunSummary, RunSummary]] | None:
    """What each changed run was and is; ``None`` where they are many, or some came, went or moved."""
    if len(before) != len(after):
        return None
    pairs = [(old, new) for old, new in zip(before, after, strict=True) if old is not new]
    if len(pairs) > _FEW or any((old.name, old.created) != (new.name, new.created) for old, new in pairs):
        return None
    return pairs
