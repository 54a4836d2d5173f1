"""Which runs the table shows, in which order and under which headings: plain arithmetic, without widgets."""

from __future__ import annotations

from bisect import insort
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from functools import cmp_to_key

from engine.runs.columns import sort_key, value_of
from engine.runs.groups import Grouping, RunGroup, grouped
from engine.runs.query import Query, parse_query
from engine.runs.run import RunSummary


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

    def found_again(
        self, found: Sequence[RunSummary], before: Sequence[RunSummary], runs: Sequence[RunSummary]
    ) -> list[RunSummary]:
        """What :meth:`found` gives of ``runs``, quickly where few are others than ``before``, which gave ``found``."""
        changed = _changed(before, runs)
        if changed is None:
            return self.found(runs)
        wanted = [run for run in found if run.name not in changed]
        place = {run.name: number for number, run in enumerate(runs)}

        def order(one: RunSummary, other: RunSummary) -> int:
            if not self._is_newest_first:
                first, second = self._sort_key(one), self._sort_key(other)
                if first != second:
                    return -1 if (first < second) != self.descending else 1
            return place[one.name] - place[other.name]

        for run in self.query.among(changed.values()):
            insort(wanted, run, key=cmp_to_key(order))
        return wanted

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


def _changed(before: Sequence[RunSummary], after: Sequence[RunSummary]) -> dict[str, RunSummary] | None:
    """The runs that are others now, by their names; ``None`` where they are many, or where some came, went or moved."""
    if len(before) != len(after):
        return None
    pairs = [(old, new) for old, new in zip(before, after, strict=True) if old is not new]
    if len(pairs) > _FEW or any(old.name != new.name for old, new in pairs):
        return None
    return {new.name: new for _, new in pairs}
