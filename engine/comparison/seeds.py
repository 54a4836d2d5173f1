"""Runs that differ in their seed only: found, and taken together as a mean and its spread."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from statistics import fmean, stdev

from engine.comparison.figures import RunFigures
from engine.model.serial import model_to_data

_OF_SEED = frozenset(("seed", "device"))
"""Hyperparameters in which the runs of a group may differ: no device is better than another."""


@dataclass(frozen=True, slots=True, eq=False)
class SeedGroup:
    """Runs of one network, one set of hyperparameters and one dataset; one alone is a group, too.

    Runs of a cross-validation are a group as well: they differ in which part they are validated on.
    """

    runs: tuple[RunFigures, ...]

    @property
    def name(self) -> str:
        """What the runs were made together as, else the name of the first; and how many they are."""
        first = self.runs[0]
        if len(self.runs) == 1:
            return first.name
        lineage = first.metadata.lineage if first.metadata is not None else None
        together = lineage is not None and lineage.group != ""
        return f"{lineage.group if lineage is not None and together else first.name} ×{len(self.runs)}"

    @property
    def counted(self) -> tuple[RunFigures, ...]:
        """The runs that count as independent: complete, with a test accuracy, and of each seed the first."""
        found: dict[tuple[int, int], RunFigures] = {}
        for run in self.runs:
            metadata, project = run.metadata, run.project
            if metadata is None or project is None or metadata.status != "completed":
                continue
            if metadata.test_accuracy is not None:
                found.setdefault((project.training.seed, project.training.fold), run)
        return tuple(found.values())

    @property
    def accuracies(self) -> tuple[float, ...]:
        """The test accuracies of :attr:`counted`."""
        known = (run.metadata.test_accuracy for run in self.counted if run.metadata is not None)
        return tuple(accuracy for accuracy in known if accuracy is not None)

    @property
    def mean(self) -> float | None:
        """Of the test accuracies."""
        return fmean(self.accuracies) if self.accuracies else None

    @property
    def spread(self) -> float | None:
        """Their standard deviation, of at least two."""
        return stdev(self.accuracies) if len(self.accuracies) > 1 else None


def seed_groups(runs: Sequence[RunFigures]) -> tuple[SeedGroup, ...]:
    """The groups in the order of their first runs; what cannot be read is a group of its own."""
    found: dict[object, list[RunFigures]] = {}
    for place, run in enumerate(runs):
        found.setdefault(_likeness(run) or place, []).append(run)
    return tuple(SeedGroup(tuple(members)) for members in found.values())


def _likeness(run: RunFigures) -> str | None:
    """The same text for runs that differ in their seed only."""
    metadata, project = run.metadata, run.project
    if metadata is None or project is None:
        return None
    left_out = set(_OF_SEED)
    made_for = ""
    if metadata.lineage is not None and metadata.lineage.relation == "fold":
        left_out.add("fold")
        made_for = metadata.lineage.group
    training = project.training.model_dump(mode="json", exclude=left_out)
    data = [model_to_data(project.model), training, project.dataset, metadata.fingerprint, made_for]
    return json.dumps(data, sort_keys=True)
