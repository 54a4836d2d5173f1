"""Which runs the table shows, in which order and under which headings: plain arithmetic, without widgets."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

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
"""Tells rows apart: the group that it stands in or is the heading of, and the run's folder."""


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

    def rows(self, runs: Sequence[RunSummary]) -> list[tuple[RowKey, Row]]:
        """The rows from top to bottom. ``runs`` come newest first, which is the order of equal ones."""
        found = self.query.among(runs)
        if self.column != "created" or not self.descending:
            found.sort(key=lambda run: sort_key(value_of(run, self.column)), reverse=self.descending)
        if self.by is None:
            return [(("", run.folder.name), run) for run in found]
        rows: list[tuple[RowKey, Row]] = []
        for group in grouped(found, self.by):
            collapsed = group.key in self.collapsed
            rows.append(((group.key, ""), GroupRow(group, self.by, collapsed)))
            if not collapsed:
                rows += [((group.key, run.folder.name), run) for run in group.runs]
        return rows
